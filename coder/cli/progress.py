"""Progress of long work on stderr, if somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from coder.study import Progress


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """A bar on a terminal; elsewhere nothing is shown."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from coder.formats.visible import visible

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)

        def show(done: int, total: int, name: str) -> None:
            if done < bar.tasks[0].completed:  # something else begins, at another pace
                bar.reset(task)
            bar.update(task, completed=done, total=total, description=visible(f"{what} {name}".strip()))

        yield show


def _unseen(done: int, total: int, name: str) -> None:
    """Progress that nobody watches."""
