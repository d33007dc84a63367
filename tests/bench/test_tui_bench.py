"""One coding, from the key to the painted margin, against one cursor move in a bare line-API view of the same text.

``python3 -m pytest tests/bench/test_tui_bench.py --benchmark-enable -s`` prints the medians and 95th percentiles in
milliseconds and their ratios. A coding includes its durable commit to a real study file; both include the frame clock
and the ANSI that goes to the terminal.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.wrap import wrap
from tests.tui.sessions import add, add_codings, interview, new_study, transcript

SIZE = (120, 40)
CODE, LETTERS = "mindset.narrative.commercial_success", "┃Cs"


class BareView(ScrollView, can_focus=True):
    """Text, wrapped, with a highlighted line: what a cursor costs without anything else."""

    DEFAULT_CSS = "BareView { overflow-x: hidden; overflow-y: scroll; }"
    BINDINGS = [("down", "down", "down")]  # noqa: RUF012 (Textual's declaration)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.layout_lines = wrap(text, SIZE[0] - 2, {})
        self.line = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(SIZE[0] - 2, len(self.layout_lines))

    def action_down(self) -> None:
        self.refresh_line(self.line)
        self.line += 1
        self.refresh_line(self.line)
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        if self.line >= bottom:
            self.scroll_to(y=self.scroll_offset.y + 1, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        start, end = self.layout_lines.bounds(line)
        words = self.text[start:end].rstrip("\n").ljust(SIZE[0] - 2)
        style = Style(reverse=line == self.line)
        return Strip([Segment(words, style)], len(words))


class BareApp(App[None]):
    """Nothing but the view."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield BareView(self.text)


class Screenwriter:
    """Takes down when what was written to the terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.writes: list[tuple[float, str]] = []

        def write(_: HeadlessDriver, data: str) -> None:
            self.writes.append((time.perf_counter(), data))

        monkeypatch.setattr(HeadlessDriver, "write", write)
        monkeypatch.setattr(HeadlessDriver, "is_headless", property(lambda _: False))  # else nothing is written

    async def milliseconds(self, app: App[None], key: str, done: Callable[[str], bool]) -> float:
        """From a key to the write that shows what it did."""
        self.writes.clear()
        start = time.perf_counter()
        app.post_message(events.Key(key, key if len(key) == 1 else None))
        while time.perf_counter() < start + 5:
            await asyncio.sleep(0)
            for at, data in self.writes:
                if done(data):
                    return 1000 * (at - start)
        raise AssertionError(f"{key} was not painted within five seconds")


async def bare_moves(writer: Screenwriter, text: str, rounds: int) -> list[float]:
    app = BareApp(text)
    found = []
    async with app.run_test(size=SIZE) as pilot:
        app.query_one(BareView).focus()
        await pilot.pause()
        for _ in range(rounds):
            found.append(await writer.milliseconds(app, "down", lambda data: "\x1b[7m" in data or ";7" in data))
            await asyncio.sleep(0.02)
    return found


async def codings(writer: Screenwriter, study: Study, document: str, rounds: int) -> list[float]:
    app = CoderApp(study, document)
    found = []
    async with app.run_test(size=SIZE) as pilot:
        study.code(document, Span(3, 20), CODE, 2)
        await pilot.press("1")
        await pilot.pause()
        before = len(study.codings(document=document))
        for _ in range(rounds):
            await pilot.press("j")
            await asyncio.sleep(0.02)
            found.append(await writer.milliseconds(app, "1", lambda data: LETTERS in data))
            await asyncio.sleep(0.02)
        assert len(study.codings(document=document)) == before + rounds
        assert transcript(pilot).cursor.span.start > 0
    return found


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def prepared(path: Path, count: int) -> Study:
    study = new_study(path)
    document = add(study, "long", *interview(10_000))
    add_codings(study, document, count)
    study.code(document, Span(3, 20), CODE, 2)
    return study


async def test_a_coding_costs_a_few_cursor_moves_at_any_number_of_codings(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    rounds, counts = (200, (1_000, 5_000)) if enabled else (5, (100,))
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 1 / 120)  # as coder/tui/__init__.py asks for; pytest was first
    writer = Screenwriter(monkeypatch)
    bare = await bare_moves(writer, interview(10_000)[0], rounds)
    measured: dict[int, list[float]] = {}
    for count in counts:
        with prepared(tmp_path / str(count), count) as study:
            measured[count] = await codings(writer, study, study.document("long").id, rounds)
    if not enabled:
        return
    print(f"\nbare cursor move          p50 {statistics.median(bare):5.1f}  p95 {p95(bare):5.1f} ms")
    for count, found in measured.items():
        ratio = p95(found) / p95(bare)
        print(f"coding among {count:5,}        p50 {statistics.median(found):5.1f}  p95 {p95(found):5.1f} ms", end="")
        print(f"   p95 ratio {ratio:.2f} (goal 4)")
    print(f"5,000 against 1,000       p95 ratio {p95(measured[5_000]) / p95(measured[1_000]):.2f} (goal about 1)")
    assert p95(measured[1_000]) <= 4 * p95(bare)
