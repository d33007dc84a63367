"""What the library does again for every app is done once, and what it guesses is known.

Style sheets are parsed once for each theme. Waiting ends when the event loop has nothing left to do: the library takes
a process as idle that used little processor time, so that on a busy machine it looks idle while it waits for its turn.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from textual import _wait
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

ROUNDS = 50  # of the loop, before time counts: a process that stood still has done nothing in the meantime
SOON = 0.02  # seconds: a timer due within these is waited for; screens are painted sixty times a second

_parsed: dict[Any, list[RuleSet]] = {}
_parse = Stylesheet._parse_rules
_guess = _wait.wait_for_idle


def parse_rules(self: Stylesheet, *args: Any, **options: Any) -> list[RuleSet]:
    """The rules of a style sheet, parsed once for each theme: no rule is changed after it was parsed."""
    key = (frozenset(self._variables.items()), args, tuple(sorted(options.items())))
    known = _parsed.get(key)
    if known is None:
        known = _parsed[key] = _parse(self, *args, **options)
    return known


async def wait_for_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until nothing is left to be done at once or soon; while threads work, until the library takes it as idle."""
    loop: Any = asyncio.get_running_loop()
    end, rounds = time.monotonic() + max_sleep, 0
    while rounds < ROUNDS or time.monotonic() < end:
        rounds += 1
        await asyncio.sleep(0)
        if loop._ready:
            continue
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=None)
        if due is None or due - loop.time() > SOON:
            break
        await asyncio.sleep(max(0.0, due - loop.time()))
    if any(worker.is_running and worker.group != "learning" for worker in active_app.get().workers):
        await _guess(min_sleep, max_sleep)
