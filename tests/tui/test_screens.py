from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import AppFocus

from coder.errors import StorageError
from coder.model.coding import SuggestionState
from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.corpus.documents import DocumentsScreen
from coder.tui.dialogs.confirm import Confirm
from coder.tui.help import HelpScreen
from coder.tui.overview.screen import OverviewScreen
from coder.tui.overview.trace import TraceScreen
from coder.tui.reviewing.screen import ReviewScreen
from tests.tui.sessions import (
    LARGE,
    SMALL,
    add,
    line,
    painted,
    selected,
    session,
    suggest,
    transcript,
    type_keys,
    until,
)

BUY, NOBODY = Span(31, 56), Span(57, 86)
SUCCESS = "mindset.narrative.commercial_success"


@pytest.fixture
def corpus(study: Study) -> Study:
    """Three more interviews: one in Beijing, two in the delta; some codings of the first."""
    p01 = study.document("p01")
    for name, region in (("b01", "beijing"), ("p02", "prd"), ("p03", "prd")):
        add(study, name, p01.text, p01.turns, region=region)
    study.code(p01.id, BUY, SUCCESS, 2)
    study.code(p01.id, NOBODY, SUCCESS, -2)
    study.code(p01.id, BUY, "mindset.outward.domestic_focus", 1)
    return study


async def test_documents_are_listed_by_case_and_open_with_enter(corpus: Study) -> None:
    async with session(corpus) as pilot:
        assert isinstance(pilot.app.screen, DocumentsScreen)
        text = "\n".join(painted(pilot))
        assert text.index("Beijing") < text.index("b01") < text.index("Pearl River Delta") < text.index("p01")
        await pilot.press("j", "enter")
        await pilot.pause()
        assert "p01" in line(pilot, "title")
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentsScreen)


async def test_progress_shown_follows_the_work(corpus: Study) -> None:
    async with session(corpus) as pilot:
        await pilot.press("j", "M")
        assert "1 of 4 coded by you" in line(pilot, "title")
        await pilot.press("u")
        assert "0 of 4 coded by you" in line(pilot, "title")
        assert "undone: mark p01 as coded" in line(pilot, "reason")
        await pilot.press("ctrl+r", "m")
        await type_keys(pilot, "hm")
        await pilot.press("ctrl+s")
        assert corpus.memo("document", corpus.document("p01").id) == "hm"


async def test_a_study_without_documents_says_how_to_begin(tmp_path: Path) -> None:
    from tests.tui.sessions import new_study

    with new_study(tmp_path / "empty") as study:
        async with session(study) as pilot:
            assert any("coder import" in row for row in painted(pilot))
            await pilot.press("j", "enter", "M", "m", "end", "pagedown")
            assert isinstance(pilot.app.screen, DocumentsScreen)


async def test_the_place_left_is_the_place_come_back_to(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("p", "j")
        await pilot.press("ctrl+q")
    place = study.place(p01)
    assert place is not None
    assert place.grain == "paragraph"
    async with session(study, screen=None) as pilot:  # the document left last opens
        assert isinstance(pilot.app.screen, CodingScreen)
        assert selected(pilot).startswith("The state waits.")
        assert "paragraph" in line(pilot, "title")


async def test_moving_does_not_write_to_the_study(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("j", "j", "k", "w", "J")
        assert study.place(p01) is None


async def test_from_the_overview_to_the_words_and_back_to_the_same_cell(corpus: Study) -> None:
    async with session(corpus, size=LARGE, screen="overview") as pilot:
        assert isinstance(pilot.app.screen, OverviewScreen)
        await pilot.press("l", "l", *["j"] * 10)
        await pilot.pause()
        assert "Joint narrative · Pearl River Delta" in line(pilot, "here")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TraceScreen)
        text = "\n".join(painted(pilot))
        assert "FOR" in text
        assert "AGAINST" in text
        assert "People buy what is cheap." in text
        assert "Nobody asks how clever it is." in text
        await pilot.press("enter")
        await pilot.pause()
        assert selected(pilot) in ("People buy what is cheap.", "Nobody asks how clever it is.")
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TraceScreen)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, OverviewScreen)
        assert "Joint narrative · Pearl River Delta" in line(pilot, "here")


async def test_the_overview_is_live(corpus: Study) -> None:
    p02 = corpus.document("p02").id
    async with session(corpus, p02) as pilot:
        await pilot.press("o", "l", "l", *["j"] * 13)
        await pilot.pause()
        assert "Outward orientation · Pearl River Delta" in line(pilot, "here")
        assert "1 of 1" in line(pilot, "here")
        await pilot.press("q", "c")
        await type_keys(pilot, "domes")
        await pilot.press("enter", "o")
        await pilot.pause()
        assert "Outward orientation · Pearl River Delta" in line(pilot, "here")  # where it was left
        assert "2 of 2" in line(pilot, "here")


async def test_tab_shows_the_other_table(corpus: Study) -> None:
    async with session(corpus, screen="overview") as pilot:
        await pilot.press("tab")
        assert "table 2 of 2" in line(pilot, "title")
        await pilot.press("shift+tab", "k", "h")
        assert "table 1 of 2" in line(pilot, "title")
        assert "Technology base · Beijing" in line(pilot, "here")


async def test_an_empty_cell_has_both_sides_in_its_trace(corpus: Study) -> None:
    async with session(corpus, screen="overview") as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert sum("none coded" in row for row in painted(pilot)) == 2
        assert "no evidence" in line(pilot, "title")


async def test_the_queue_of_suggestions_is_worked_through(corpus: Study) -> None:
    documents = {name: corpus.document(name).id for name in ("p01", "b01", "p02")}
    suggest(corpus, documents["p01"], BUY, SUCCESS, confidence=0.4)
    suggest(corpus, documents["b01"], BUY, SUCCESS, weight=-2, confidence=0.9)
    suggest(corpus, documents["p02"], BUY, "market.orientation", weight=None, confidence=0.7)
    async with session(corpus, screen="review") as pilot:
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert "3 wait" in line(pilot, "title")
        assert "-2 against, explicit" in line(pilot, "here")
        await pilot.press("A")
        await pilot.pause()
        assert [coding.weight for coding in corpus.codings(document=documents["b01"])] == [-1]
        assert "Market orientation" in line(pilot, "here")
        await pilot.press("a", "1")
        await pilot.pause()
        assert [coding.weight for coding in corpus.codings(document=documents["p02"])] == [2]
        assert "1 wait" in line(pilot, "title")
        await pilot.press("r")
        await pilot.pause()
        assert "nothing waits" in line(pilot, "here")
        assert len(corpus.suggestions(state=SuggestionState.REJECTED)) == 1
        await pilot.press("a", "r", "u")
        await pilot.pause()
        assert "1 wait" in line(pilot, "title")
        await pilot.press("g")
        await pilot.pause()
        assert selected(pilot) == "People buy what is cheap."
        await pilot.press("a", "q")
        await pilot.pause()
        assert "0 wait" in line(pilot, "title")


async def test_goto_another_document_or_case(corpus: Study) -> None:
    async with session(corpus, corpus.document("p01").id) as pilot:
        await pilot.press("g")
        await type_keys(pilot, "p02")
        await pilot.press("enter")
        await pilot.pause()
        assert "p02" in line(pilot, "title")
        await pilot.press("g")
        await type_keys(pilot, "beij i")
        await pilot.press("enter")
        await pilot.pause()
        assert "b01" in line(pilot, "title")
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentsScreen)


async def test_a_case_without_documents_says_so(corpus: Study) -> None:
    async with session(corpus, corpus.document("p01").id) as pilot:
        await pilot.press("g")
        await type_keys(pilot, "guiz")
        await pilot.press("enter")
        await pilot.pause()
        assert any("no document belongs to this case" in row for row in painted(pilot))


async def test_help_lists_the_keys_of_the_screen(study: Study, p01: str) -> None:
    async with session(study, p01, LARGE) as pilot:
        await pilot.press("?")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        text = "\n".join(painted(pilot))
        for words in ("next unit of a respondent", "code the selection with one or several codes", "1 … 9"):
            assert words in text
        await pilot.press("?", "escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodingScreen)


async def test_the_command_palette_offers_the_actions(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        app = pilot.app
        commands = {command.title: command for command in app.get_system_commands(app.screen)}
        await commands["Coding: mark coded (M)"].callback()
        assert study.documents()[0].coded_by == ("me",)
        assert "In the transcript: next (j)" in commands


async def test_what_another_process_wrote_shows_on_focus(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        with Study.open(study.path, "JW") as other:
            other.code(p01, BUY, SUCCESS, 2)
        pilot.app.post_message(AppFocus())
        await pilot.pause()
        assert any("│Cs" in row for row in painted(pilot))


async def test_a_resize_keeps_the_cursor_in_view(long_study: Study) -> None:
    document = long_study.document("long").id
    async with session(long_study, document, LARGE) as pilot:
        await pilot.press("pagedown", "pagedown", "pagedown")
        await pilot.pause()
        words = selected(pilot).split()[0]
        for size in ((80, 24), (130, 40), (60, 12), (20, 9), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert selected(pilot).split()[0] == words
            assert any("▌" in row and words in row for row in painted(pilot))
            assert len({len(row) for row in painted(pilot)}) == 1


async def test_quitting_from_the_first_screen_ends_the_session(study: Study) -> None:
    app = CoderApp(study)
    async with app.run_test() as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_transcript_columns_of_a_small_terminal(study: Study, p01: str) -> None:
    async with session(study, p01, (40, 12)) as pilot:
        await pilot.press("j", "c")
        await type_keys(pilot, "cs")
        await pilot.press("enter", "j", "pagedown", "o", "enter", "q", "q", "d", "R", "q", "?")
        await pilot.pause()
        assert all(len(row) == 40 for row in painted(pilot))


async def test_the_transcript_view_is_not_lost_under_a_dialog(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("j", "c", "escape")
        assert selected(pilot) == "Nobody asks how clever it is."
        assert transcript(pilot).has_focus


async def test_undoing_the_import_of_the_document_at_hand(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("M", "u", "u")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        assert len(study.documents()) > 0
        await pilot.press("y")
        await pilot.pause()
        assert any("no longer in the study" in row for row in painted(pilot))
        await pilot.press("enter", "ctrl+r", "c")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        assert len(study.codings()) == 1
        await pilot.press("u", "u", "y", "enter", "q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentsScreen)
        assert any("coder import" in row for row in painted(pilot))


async def test_what_another_session_codes_appears_and_is_not_undone_unseen(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "success")
        await pilot.press("enter")
        (mine,) = study.codings()
        with Study.open(study.path, "eve") as other:
            theirs = other.code(p01, mine.span, "technology.sectors.agriculture", 2)
        await pilot.press("u")
        await pilot.pause()
        assert {coding.id for coding in study.codings()} == {mine.id, theirs.id}
        assert "undo: code 'agriculture'" in line(pilot, "keys")
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("n")
        assert len(study.codings()) == 2


@pytest.mark.usefixtures("looking")
async def test_a_question_about_undo_is_about_that_change_only(study: Study, p01: str) -> None:
    with Study.open(study.path, "eve") as other:
        theirs = other.code(p01, BUY, SUCCESS, 2)
    async with session(study, p01) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        with Study.open(study.path, "eve") as other:
            later = other.code(p01, NOBODY, SUCCESS, -2)
        await pilot.pause(0.3)
        await pilot.press("y")
        await pilot.pause()
        assert {coding.id for coding in study.codings()} == {theirs.id, later.id}
        assert "another session has just changed the study" in line(pilot, "reason")
        await pilot.press("u", "y")
        await pilot.pause()
        assert {coding.id for coding in study.codings()} == {theirs.id}


async def test_a_message_does_not_outlive_what_was_changed_on_another_screen(corpus: Study) -> None:
    suggest(corpus, corpus.document("p01").id, Span(87, 107), SUCCESS)
    async with session(corpus, screen="documents") as pilot:
        assert isinstance(pilot.app.screen, DocumentsScreen)
        pilot.app.screen.say("1 new suggestion")
        await pilot.press("S", "escape", "R", "q")
        await pilot.pause()
        assert line(pilot, "reason") == " 1 new suggestion"  # still true
        await pilot.press("R")
        await pilot.pause()
        await pilot.press("a", "q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentsScreen)
        assert not corpus.suggestions()
        assert line(pilot, "reason") == ""


async def test_what_is_said_of_a_change_that_a_dialog_asked_for_stays(corpus: Study, p01: str) -> None:
    with Study.open(corpus.path, "eve") as other:
        other.code(p01, Span(87, 107), SUCCESS, 2)
    async with session(corpus, screen="documents") as pilot:
        for key, said in (("n", "nothing was undone"), ("y", "undone: code 'commercial success'")):
            await pilot.press("u", key)
            await pilot.pause()
            assert isinstance(pilot.app.screen, DocumentsScreen)
            assert said in line(pilot, "reason")
        assert len(corpus.codings()) == 3


@pytest.mark.usefixtures("looking")
async def test_what_another_session_removes_leaves_the_margin_without_a_key(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "success")
        await pilot.press("enter")
        await pilot.pause()
        assert any("┃Cs" in row for row in painted(pilot))
        with Study.open(study.path, "eve") as other:
            other.undo()
        await until(pilot, lambda: not any("┃Cs" in row for row in painted(pilot)))


async def test_a_study_that_cannot_be_written_can_be_left(
    study: Study, p01: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("the study cannot be written", hint="make it writable")

    monkeypatch.setattr(study, "remember", refuse)
    async with session(study, p01) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentsScreen)
        await pilot.press("q")
    assert pilot.app.return_code == 0


async def test_long_transcripts_with_many_codings(long_study: Study) -> None:
    """Ten thousand words and a thousand codings at both sizes: everything stays aligned and is found again."""
    document = long_study.document("long").id
    for size in (SMALL, LARGE):
        async with session(long_study, document, size) as pilot:
            for keys in (("end",), ("pageup", "J", "J"), ("c",)):
                await pilot.press(*keys)
            await type_keys(pilot, "cs")
            await pilot.press("enter")
            await pilot.pause()
            rows = painted(pilot)
            assert any("┃Cs" in row for row in rows)
            assert {len(row) for row in rows} == {size[0]}
            assert "commercial success" in line(pilot, "here")
            await pilot.press("u", "home", "p", "j", "k", "ctrl+q")
    assert len(long_study.codings()) == 1_000
