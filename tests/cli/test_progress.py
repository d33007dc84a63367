"""The bar that long work shows."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console
from rich.progress import Progress as Bar

from coder.cli.progress import PERIOD, shown_by


class Clock:
    """A time that passes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bar(clock: Clock) -> Bar:
    return Bar(console=Console(file=StringIO()), get_time=clock, speed_estimate_period=PERIOD)


def test_before_the_first_is_done_there_is_no_number(bar: Bar) -> None:
    show = shown_by(bar, "measuring")
    show(0, 100, "all sources")
    (task,) = bar.tasks
    assert (task.description, task.total, task.fields["place"]) == ("measuring all sources", None, "")
    show(12, 100, "all sources")
    assert (task.total, task.fields["place"]) == (100, "12/100")
    show(0, 7, "document")
    assert (task.total, task.fields["place"], task.completed) == (None, "", 0)


def test_what_is_done_at_once_is_no_pace(bar: Bar, clock: Clock) -> None:
    show = shown_by(bar, "measuring")
    clock.now = 3  # of something before
    show(0, 100, "all sources")
    clock.now = 13
    show(10, 100, "all sources")
    show(20, 100, "all sources")
    assert bar.tasks[0].time_remaining == 40
    clock.now = 93
    show(60, 100, "all sources")
    assert bar.tasks[0].time_remaining == 60
