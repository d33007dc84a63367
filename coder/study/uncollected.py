"""Much work at once without the collector of garbage, or with less of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_COLLECTED_AFTER = 100_000  # new values that may be part of cycles


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest: evidence, profiles and cells refer to each other in no circle, and looking for one among
    a million of them, again and again, takes a quarter of the time of deriving. They are freed all the same."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Let the collector look seldom: turns and hits are many and hold no cycles, and looking for some among them, as
    often as usual, takes a fifth of an import and a third of a run of cues; what does hold some is still freed."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECTED_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
