"""What stands beside the cells of the overview: shown as it comes, gone to by key, explained in the trace; reports."""

from __future__ import annotations

import shutil
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from coder.sample import make_sample
from coder.study import Study
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.ask_files import AskFiles
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.dialogs.impact import ImpactDialog
from coder.tui.overview.screen import OverviewScreen
from coder.tui.overview.trace import TraceScreen
from coder.tui.reporting.page import PageView
from coder.tui.reporting.screen import ReportScreen
from coder.tui.widgets.listing import Listing
from coder.tui.widgets.prose import Prose
from tests.tui.sessions import LARGE, SMALL, line, painted, session, type_keys

ROUNDS = 400  # of the screen, until something slow must have come


@pytest.fixture(scope="module")
def sample_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "study"
    make_sample(path, "MK").close()
    return path


@pytest.fixture
def sample(sample_made: Path, tmp_path: Path) -> Iterator[Study]:
    with Study.open(shutil.copytree(sample_made, tmp_path / "study"), "MK") as study:
        yield study


def top(pilot: Pilot[None]) -> type:
    """The kind of screen that is on top."""
    return type(pilot.app.screen)


def screen(pilot: Pilot[None]) -> str:
    return "\n".join(painted(pilot))


async def until(pilot: Pilot[None], words: str, gone: bool = False) -> None:
    """Wait until the screen says something, or no longer."""
    for _ in range(ROUNDS):
        if (words in screen(pilot)) is not gone:
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{words!r} {'stays' if gone else 'does not come'}:\n{screen(pilot)}")


@asynccontextmanager
async def checked(study: Study, size: tuple[int, int] = LARGE) -> AsyncIterator[Pilot[None]]:
    """The overview with all its checks."""
    async with session(study, size=size, screen="overview") as pilot:
        await until(pilot, " robust  table 1 of 2")
        yield pilot


async def pick(pilot: Pilot[None], key: str, words: str) -> None:
    """Choose something in the dialog that a key opens."""
    await pilot.press(key)
    await pilot.pause()
    assert top(pilot) is Chooser
    await type_keys(pilot, words)
    await pilot.press("enter")
    await pilot.pause()


async def test_marks_come_beside_the_cells_and_go_when_something_changes(sample: Study) -> None:
    async with checked(sample) as pilot:
        report = sample.robustness("tab1")
        assert f"{report.robust} of {report.filled} robust" in line(pilot, "title")
        assert "not\u00a0robust" in screen(pilot)
        before = screen(pilot)
        document = sample.documents()[0].id
        sample.code(document, sample.document(document).turns[1].span, "mindset.narrative.fragmented", 2)
        shown = pilot.app.screen
        assert isinstance(shown, OverviewScreen)
        shown.changed("coded")
        assert "robust  table" not in line(pilot, "title"), "what was known is of the study as it was"
        await until(pilot, " robust  table 1 of 2")
        assert screen(pilot).count("●") >= before.count("●") - 2


async def test_what_is_known_is_not_worked_out_again(sample: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    from coder.derive import robust_table, robustness

    async with checked(sample) as pilot:
        document = sample.documents()[0]
        again: list[str] = []
        real = robustness.robustness

        def spy(basis, row, *rest):  # type: ignore[no-untyped-def]
            again.append(row.id)
            return real(basis, row, *rest)

        monkeypatch.setattr(robust_table, "robustness", spy)
        text = sample.document(document.id)
        sample.code(document.id, text.turns[1].span, "mindset.narrative.fragmented", 2)
        shown = pilot.app.screen
        assert isinstance(shown, OverviewScreen)
        shown.changed("coded")
        await until(pilot, " robust  table 1 of 2", gone=True)
        await until(pilot, " robust  table 1 of 2")
        assert set(again) <= {"mindset.narrative"}


async def test_the_pane_tells_all_about_the_cell_and_two_lines_do_where_there_is_no_room(sample: Study) -> None:
    async with checked(sample) as pilot:
        facts = pilot.app.screen.query_one("#facts", Prose)
        assert facts.display
        assert "2 steps from what is derived" in facts.text
        assert "otherwise without B01 or B02" in facts.text
        await pilot.press("K", "J")
    async with checked(sample, SMALL) as pilot:
        assert not pilot.app.screen.query_one("#facts", Prose).display
        assert "not robust: hangs on more" in " ".join(screen(pilot).split())
        await pilot.press("l", "l")
        await pilot.pause()
        assert "LOIO 1/3" in screen(pilot)


async def test_expectations_stand_beside_the_cells_and_are_explained(sample: Study) -> None:
    async with session(sample, size=LARGE, screen="overview") as pilot:
        await pilot.press("tab")
        await until(pilot, " robust  table 2 of 2")
        assert "X●»X" in screen(pilot) or "X○»X" in screen(pilot)
        assert "met" in pilot.app.screen.query_one("#facts", Prose).text
        await pilot.press("enter")
        await until(pilot, "rule: ")
        assert top(pilot) is TraceScreen
        assert "settings" in screen(pilot)
        assert "robust" in screen(pilot)


@pytest.mark.parametrize(("language", "words"), [("de", "nicht robust"), ("zh", "不稳健")])
async def test_checks_are_told_in_the_language_of_the_labels(sample: Study, language: str, words: str) -> None:
    sample.keep_view("language", language)
    async with checked(sample, SMALL) as pilot:
        assert words in screen(pilot).replace("\u00a0", " ")


async def test_keys_go_from_one_cell_worth_a_look_to_the_next(sample: Study) -> None:
    async with checked(sample) as pilot:
        await pilot.press("]")
        await pilot.pause()
        assert "Technology base · Shanghai" in line(pilot, "here")
        assert "2 of " in line(pilot, "reason")
        await pilot.press("[", "[")
        await pilot.pause()
        last = line(pilot, "here")
        await pilot.press("]")
        await pilot.pause()
        assert "Technology base · Beijing" in line(pilot, "here"), "round the end"
        await pilot.press("[")
        await pilot.pause()
        assert line(pilot, "here") == last


async def test_a_filter_keeps_the_rows_that_have_such_cells(sample: Study) -> None:
    async with checked(sample) as pilot:
        await pick(pilot, "f", "thin")
        assert "2 cells: thin" in line(pilot, "title")
        assert "Sectoral focus" not in screen(pilot)
        await pilot.press("]")
        await pilot.pause()
        assert "1 of 2: thin" in line(pilot, "reason") or "2 of 2: thin" in line(pilot, "reason")
        assert "thin" in screen(pilot)
        await pilot.press("d", "o")
        await pilot.pause()
        assert "2 cells: thin" in line(pilot, "title"), "the filter stays"
        await pick(pilot, "f", "all cells")
        assert "Sectoral focus" in screen(pilot)
        await pick(pilot, "f", "not robust")
        assert "cells: not robust" in line(pilot, "title")
        await pick(pilot, "f", "not signed")
        await pilot.press("!")
        await pilot.pause()
        assert "83 cells: not signed off" in line(pilot, "title")


async def test_the_trace_says_how_firmly_the_cell_stands(sample: Study) -> None:
    async with checked(sample, SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert top(pilot) is TraceScreen
        listing = pilot.app.screen.query_one(Listing)
        assert listing.current is not None
        assert not listing.current.id.startswith("fact"), "the first quotation is under the cursor"
        shown = screen(pilot)
        assert "no: hangs on more than one interview" in shown
        assert "the same in 1 of 3 cases" in shown
        await pilot.press("k", "k", "home", "x", "enter", "j")
        await pilot.pause()
        assert top(pilot) is TraceScreen


REPORTS = ("grid", "coverage", "evidence-book", "audit-trail")


@pytest.mark.parametrize("name", REPORTS)
async def test_reports_are_pages(sample: Study, name: str) -> None:
    async with session(sample, screen="overview") as pilot:
        await pick(pilot, "r", name)
        assert top(pilot) is ReportScreen
        await until(pilot, "working it out", gone=True)
        title = sample.report(name).title
        assert title[:30] in line(pilot, "title")
        text = pilot.app.screen.query_one(PageView).text
        assert len(text.splitlines()) > 20
        for keys in ((), ("space",), ("]",), ("G",), ("[", "k", "j")):
            await pilot.press(*keys)
            await pilot.pause()
            assert {len(row) for row in painted(pilot)} <= {80} or not text.isascii()
        await pilot.press("G")
        await pilot.pause()
        assert "100%" in line(pilot, "title")
        await pilot.resize_terminal(120, 40)
        await until(pilot, "working it out", gone=True)
        await pilot.press("home", "q")
        await pilot.pause()
        assert top(pilot) is OverviewScreen


async def test_a_page_that_comes_before_the_news_that_it_was_all_is_not_worked_at_for_ever(sample: Study) -> None:
    async with session(sample, screen="overview") as pilot:
        await pick(pilot, "r", "grid")
        await until(pilot, "working it out", gone=True)
        shown = pilot.app.screen
        assert isinstance(shown, ReportScreen)
        assert shown._report is not None
        shown._work._stop = threading.Event()
        shown._taken([(shown._report, shown._page, shown._width)], False)
        assert "working it out" in line(pilot, "title")
        shown._work._stop = None
        shown._taken([], True)
        assert "working it out" not in line(pilot, "title")


async def test_a_report_is_exported_in_any_format(sample: Study) -> None:
    async with session(sample, screen="overview") as pilot:
        await pick(pilot, "r", "robustness")
        await until(pilot, "working it out", gone=True)
        await pick(pilot, "X", "csv")
        assert top(pilot) is AskFiles
        await pilot.press("enter")
        await until(pilot, "written to")
        assert (sample.path / "exports" / "robustness.csv").read_text("utf-8").startswith("cells")


async def test_the_page_to_send_is_written_as_html(sample: Study) -> None:
    async with session(sample, screen="overview") as pilot:
        await pick(pilot, "r", "report")
        assert top(pilot) is AskFiles
        await pilot.press("enter")
        await until(pilot, "written to")
    assert b"<html" in (sample.path / "exports" / "report.html").read_bytes()


async def test_reports_are_of_all_coders_and_so_wait_for_the_end_of_blind_coding(sample: Study) -> None:
    sample.keep_view("blind", "1")
    async with session(sample, screen="overview") as pilot:
        await pilot.press("r")
        await pilot.pause()
        assert top(pilot) is OverviewScreen
        assert "end blind coding first" in line(pilot, "reason")


async def test_another_parameter_is_set_after_a_look_at_what_it_changes(sample: Study) -> None:
    async with session(sample, screen="overview") as pilot:
        await pick(pilot, "p", "third")
        assert top(pilot) is Chooser
        await pilot.press("enter")
        await pilot.pause()
        assert top(pilot) is Ask
        pilot.app.screen.query_one(Input).value = "1/2"
        await pilot.press("enter")
        await pilot.pause()
        assert top(pilot) is ImpactDialog
        assert "read otherwise" in screen(pilot)
        await type_keys(pilot, "a majority is asked for")
        await pilot.press("enter")
        await pilot.pause()
        assert top(pilot) is OverviewScreen
        assert "the codebook is 2.0.0 now" in line(pilot, "reason")
        assert str(sample.codebook.parameters.third) == "1/2"
        await pilot.press("u")
        await pilot.pause()
        assert str(sample.codebook.parameters.third) == "1/3"
        await pick(pilot, "p", "aggregate")
        await pilot.press("j", "down", "enter")
        await pilot.pause()
        await pilot.press("escape", "escape")


async def test_a_value_that_cannot_be_is_refused(sample: Study) -> None:
    async with session(sample, screen="overview") as pilot:
        await pick(pilot, "p", "third")
        await pilot.press("enter")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = "seven"
        await pilot.press("enter")
        await pilot.pause()
        assert top(pilot) is ErrorDialog
        await pilot.press("enter")
        await pilot.pause()
        assert top(pilot) is OverviewScreen


async def test_from_trace_to_trace_and_back_to_the_cell_that_was_left(sample: Study) -> None:
    async with checked(sample, SMALL) as pilot:
        await pick(pilot, "f", "thin")
        assert "Income level · Beijing" in line(pilot, "here")
        await pilot.press("enter", "]")
        await pilot.pause()
        assert top(pilot) is TraceScreen
        assert "2 of 2: thin" in line(pilot, "reason")
        assert "Local user-innovators" in line(pilot, "title")
        await until(pilot, "no: thin")
        assert "2 of 2: thin" in line(pilot, "reason"), "what comes later takes no message away"
        await pilot.press("!", "]")
        await pilot.pause()
        assert "Income level" in line(pilot, "title")
        await pilot.press("[", "q")
        await pilot.pause()
        assert top(pilot) is OverviewScreen
        assert "Local user-innovators" in line(pilot, "here")
        assert "✓" in screen(pilot)
