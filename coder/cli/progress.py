"""Progress of long work on stderr, if somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coder.formats.visible import visible
from coder.study import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PERIOD = 600.0  # seconds of the past that say how long the rest takes: what is done together is told at once


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """A bar on a terminal; elsewhere nothing is shown."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    words, place = (TextColumn(f"{{task.{one}}}", markup=False) for one in ("description", "fields[place]"))
    columns = (words, BarColumn(), place, TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True, speed_estimate_period=PERIOD) as bar:
        yield shown_by(bar, what)


def shown_by(bar: Bar, what: str) -> Progress:
    """Progress on a bar, which moves without a number until the first of something is done."""
    task = bar.add_task(what, total=None, place="")

    def show(done: int, total: int, name: str) -> None:
        if not done or done < bar.tasks[0].completed:  # something else begins, at another pace
            bar.reset(task, place="")
            bar.tasks[0].total = None
            bar.advance(task, 0)  # from now on: the first of it took time as well
        if done:
            bar.tasks[0].total = total  # an update of it would forget the pace
        bar.update(
            task,
            completed=done,
            place=f"{done}/{total}" if done else "",
            description=visible(f"{what} {name}".strip()),
        )

    return show


def _unseen(done: int, total: int, name: str) -> None:
    """Progress that nobody watches."""
