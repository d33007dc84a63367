from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from coder.model.document import Role, Turn
from coder.model.span import Span
from coder.search import match
from coder.search.corpus import SearchHit
from coder.study import Study
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.palette import Palette
from coder.tui.messages import OpenSearch
from coder.tui.searching import seeking
from coder.tui.searching.preview import PreviewDialog, notes
from coder.tui.searching.screen import SearchScreen
from coder.tui.widgets.hits import HitList
from coder.tui.widgets.listing import Listing
from tests.tui.sessions import LARGE, SMALL, add, line, painted, selected, session, type_keys, until

SUCCESS = "mindset.narrative.commercial_success"
CHINESE = "问：政府呢？\n\n答：政府先等着，后来才跟上。市场先动。\n"


@pytest.fixture
def corpus(study: Study) -> Study:
    """Three interviews: p01 and its double in Beijing, and one in Chinese."""
    p01 = study.document("p01")
    add(study, "b01", p01.text, p01.turns, region="beijing")
    turns = (Turn(Span(2, 6), "问", Role.INTERVIEWER), Turn(Span(10, 29), "答", Role.RESPONDENT))
    add(study, "z01", CHINESE, turns, language="zh", region="zhejiang")
    return study


async def settled(pilot: Pilot[None]) -> None:
    """Wait for what runs beside the screen, and for what it makes the screen paint."""
    for _ in range(2):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def look_for(pilot: Pilot[None], words: str) -> None:
    """Type a query in place of the one before, and wait for its hits."""
    await pilot.press("escape", "/")
    pilot.app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await settled(pilot)


def listed(pilot: Pilot[None]) -> list[str]:
    """The lines of the list of hits, headings too."""
    items = pilot.app.screen.query_one("#hits", HitList).items
    return ["".join(text for text, _ in item.lines[0]).rstrip() for item in items]


def columns(pilot: Pilot[None]) -> set[int]:
    """Where the words found stand in their lines."""
    items = pilot.app.screen.query_one("#hits", HitList).items
    lines = [item.lines[0] for item in items if not item.heading]
    return {sum(len(text) for text, _ in one[: [tone for _, tone in one].index("hit")]) for one in lines}


def on_top(pilot: Pilot[None], kind: type[Screen[Any]]) -> bool:
    """Whether a screen of that kind is on top."""
    return isinstance(pilot.app.screen, kind)


def around(pilot: Pilot[None]) -> str:
    """What stands in the pane with the words around the hit."""
    items = pilot.app.screen.query_one("#around", Listing).items
    return "\n".join("".join(text for text, _ in item.lines[0]) for item in items)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_hits_stand_under_their_documents_with_the_words_around(corpus: Study, size: tuple[int, int]) -> None:
    async with session(corpus, size=size) as pilot:
        await pilot.press("F")
        await pilot.pause()
        assert on_top(pilot, SearchScreen)
        assert any("code:ID" in row for row in painted(pilot))
        await type_keys(pilot, "state")
        await pilot.press("enter")
        await settled(pilot)
        assert "4 hits in 2 documents" in line(pilot, "title")
        assert "codes the sentence" in line(pilot, "title")
        rows = listed(pilot)
        assert rows[0] == " b01  Beijing  2"
        assert rows[3] == " p01  Pearl River Delta  2"
        assert "And the state?" in rows[1]
        assert columns(pilot) == {len(rows[1]) - len(rows[1][rows[1].index("state?") :])}
        assert "b01  Beijing  paragraph 3  I, interviewer" in around(pilot)
        await pilot.press("j")
        await pilot.pause()
        assert "R, respondent" in around(pilot)
        assert any("The state waits. Then it follows us, slowly." in row for row in painted(pilot))


async def test_enter_goes_to_the_words_and_back_leads_to_the_same_hit(corpus: Study) -> None:
    async with session(corpus, screen="search") as pilot:
        await look_for(pilot, "cheap")
        await pilot.press("j", "enter")
        await pilot.pause()
        assert on_top(pilot, CodingScreen)
        assert selected(pilot) == "cheap"
        assert "p01" in line(pilot, "title")
        await pilot.press("q")
        await pilot.pause()
        assert "p01" in around(pilot)


async def test_query_hit_ticks_and_grain_are_there_after_the_screen_was_left(corpus: Study) -> None:
    async with session(corpus, size=LARGE) as pilot:
        await pilot.press("F")
        await look_for(pilot, "the")
        await pilot.press("j", "x", "x", "t")
        at = around(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert not on_top(pilot, SearchScreen)
        await pilot.press("F")
        await settled(pilot)
        for _ in range(50):  # the words are wrapped anew when the screen has its width
            if around(pilot) != at:
                await pilot.pause()
        assert around(pilot) == at
        assert pilot.app.screen.query_one(Input).value == "the"
        assert "2 ticked" in line(pilot, "title")
        assert "codes the turn" in line(pilot, "title")


async def test_chinese_words_of_one_character_and_speakers(corpus: Study) -> None:
    async with session(corpus, screen="search") as pilot:
        await look_for(pilot, "先")
        assert "2 hits in 1 document" in line(pilot, "title")
        await look_for(pilot, "政府 speaker:答")
        assert "1 hit in 1 document" in line(pilot, "title")
        await look_for(pilot, "role:respondent case:zhejiang")
        assert "codes just the words found" in line(pilot, "title")
        assert listed(pilot)[1].endswith("政府先等着，后来才跟上。市场先动。")


async def test_errors_and_empty_results_are_words_on_the_screen(corpus: Study) -> None:
    async with session(corpus, screen="search") as pilot:
        for query, words in (
            ("/(a/", "missing )"),
            ("code:nonsense", "there is no code 'nonsense'"),
            ("x document:p1", "did you mean p01?"),
            ("", "nothing to look for"),
            ("nowhere to be found", "nothing found in 3 documents"),
        ):
            await look_for(pilot, query)
            assert any(words in row for row in painted(pilot)), query
            assert not pilot.app.screen.is_modal
        await pilot.press("escape", "x", "X", "c", "enter", "j")
        assert on_top(pilot, SearchScreen)
        assert "no hits to code" in line(pilot, "reason")


async def test_a_pattern_that_never_ends_is_told_like_that(corpus: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match, "PATIENCE", 0.05)
    add(corpus, "x01", "x" * 5000, (), region="prd")
    async with session(corpus, screen="search") as pilot:
        await look_for(pilot, "/(x+x+)+y/")
        assert any("takes too long in x01" in row for row in painted(pilot))


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_all_hits_are_coded_in_one_step_after_a_preview(corpus: Study, size: tuple[int, int]) -> None:
    async with session(corpus, size=size, screen="search") as pilot:
        await look_for(pilot, "state")
        await pilot.press("c")
        await pilot.pause()
        assert on_top(pilot, Palette)
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await settled(pilot)
        assert on_top(pilot, PreviewDialog)
        text = "\n".join(painted(pilot))
        assert "Code 4 passages in 2 documents as commercial success +2?" in text
        assert "2 passages touch no respondent's words and will not count." in text
        assert "will not count  And the state?" in text
        assert "The state waits." in text
        assert corpus.codings() == ()
        await pilot.press("j", "k", "pagedown", "enter")
        await settled(pilot)
        assert "4 passages coded as commercial success" in line(pilot, "reason")
        quotes = [corpus.document(one.document).quote(one.span) for one in corpus.codings()]
        assert sorted(quotes) == ["And the state?", "And the state?", "The state waits.", "The state waits."]
        assert sum("▪" in row for row in listed(pilot)) == 4
        assert "Cs commercial success +2" in around(pilot)
        await pilot.press("u")
        await pilot.pause()
        assert corpus.codings() == ()
        assert sum("▪" in row for row in listed(pilot)) == 0
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert len(corpus.codings()) == 4


async def test_ticked_hits_only_with_just_the_words(corpus: Study) -> None:
    async with session(corpus, screen="search") as pilot:
        await look_for(pilot, "state")
        await pilot.press("w", "j", "x", "c")
        assert "1 ticked" in "".join(painted(pilot)[0])
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        (coding,) = corpus.codings()
        assert corpus.document(coding.document).quote(coding.span) == "state"
        assert (coding.code, coding.weight) == (SUCCESS, 2)
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await settled(pilot)
        assert "nothing to code: 1 passage lies in what you have coded so already" in line(pilot, "reason")


async def test_leaving_the_preview_codes_nothing(corpus: Study) -> None:
    async with session(corpus, screen="search") as pilot:
        await look_for(pilot, "state")
        await pilot.press("X", "c")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert on_top(pilot, SearchScreen)
        assert corpus.codings() == ()
        assert "4 ticked" in line(pilot, "title")


async def test_levels_are_asked_for_before_the_preview(corpus: Study) -> None:
    async with session(corpus, screen="search") as pilot:
        await look_for(pilot, "cheap")
        await pilot.press("c")
        await type_keys(pilot, "market orientation")
        await pilot.press("enter", "1")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert {(one.code, one.weight) for one in corpus.codings()} == {("market.orientation", 2)}


async def test_passages_of_a_code_are_searched_anew_when_something_is_coded(corpus: Study) -> None:
    document = corpus.document("p01").id
    corpus.code(document, Span(31, 56), SUCCESS, 2)
    async with session(corpus, screen="search") as pilot:
        pilot.app.screen.post_message(OpenSearch(f"code:{SUCCESS}"))
        await pilot.pause()
        await settled(pilot)
        assert "1 hit in 1 document" in line(pilot, "title")
        assert "People buy what is cheap." in listed(pilot)[1]
        with Study.open(corpus.path, "JW") as other:
            other.code(document, Span(57, 86), SUCCESS, 2)
            other.code(document, Span(31, 86), SUCCESS, 2)
        pilot.app.screen._look()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "3 hits in 1 document" in line(pilot, "title")
        assert "by JW" in around(pilot)


async def test_blind_coding_hides_what_others_coded_from_the_search(corpus: Study) -> None:
    document = corpus.document("p01").id
    with Study.open(corpus.path, "JW") as other:
        other.code(document, Span(31, 56), SUCCESS, 2)
    corpus.keep_view("blind", "1")
    async with session(corpus, screen="search") as pilot:
        await look_for(pilot, f"code:{SUCCESS}")
        assert any("nothing found" in row for row in painted(pilot))
        await look_for(pilot, "cheap document:p01")
        assert "JW" not in around(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("B", "q")
        await settled(pilot)
        assert "JW" in around(pilot)


async def test_a_document_that_goes_takes_its_hits_along(corpus: Study) -> None:
    async with session(corpus, screen="search") as pilot:
        await look_for(pilot, "政府")
        assert "2 hits" in line(pilot, "title")
        with Study.open(corpus.path, "JW") as other:
            other.undo()
        pilot.app.screen._look()  # type: ignore[attr-defined]
        await settled(pilot)
        assert any("nothing found in 2 documents" in row for row in painted(pilot))


async def test_a_search_is_stopped_by_key_and_by_a_newer_one(corpus: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    go = threading.Event()
    waited = seeking.Seeking._progress

    def slow(self: seeking.Seeking, done: int, total: int, what: str) -> None:
        if done == 1 and self.text == "state":
            go.wait(20)
        waited(self, done, total, what)

    monkeypatch.setattr(seeking.Seeking, "_progress", slow)
    async with session(corpus, screen="search") as pilot:
        await look_for_without_waiting(pilot, "state")
        await until(pilot, lambda: "2 hits" in line(pilot, "title"))
        assert "cancels" in line(pilot, "title")
        await pilot.press("c")
        assert "not finished yet" in line(pilot, "reason")
        await pilot.press("ctrl+x")
        go.set()
        await settled(pilot)
        assert "the search was stopped" in line(pilot, "reason")
        assert "2 hits in 1 document" in line(pilot, "title")
        await pilot.press("ctrl+x")
        assert "nothing is running" in line(pilot, "reason")
        go.clear()
        await look_for_without_waiting(pilot, "state")
        await pilot.press("/")
        pilot.app.screen.query_one(Input).value = "cheap"
        await pilot.press("enter")
        go.set()
        await settled(pilot)
        assert "2 hits in 2 documents" in line(pilot, "title")
        assert "cheap" in around(pilot)


async def look_for_without_waiting(pilot: Pilot[None], words: str) -> None:
    await pilot.press("escape", "/")
    pilot.app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await pilot.pause()


async def test_a_hundred_thousand_hits_are_a_list_like_any_other(
    long_study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = long_study.document("long").id
    many = [SearchHit(document, Span(at // 2, at // 2 + at % 2 + 1)) for at in range(100_000)]
    monkeypatch.setattr(Study, "search", lambda *_, **__: iter(many))
    monkeypatch.setattr(seeking, "MOST", 99_999)
    async with session(long_study, screen="search") as pilot:
        await look_for(pilot, "a")
        assert "99,999 hits in 1 document" in line(pilot, "title")
        assert "only the first 99,999 hits" in line(pilot, "reason")
        listing = pilot.app.screen.query_one("#hits", HitList)
        await pilot.press("G")
        await pilot.pause()
        assert listing.row == 99_999
        await pilot.press("pageup", "k", "X", "home")
        await pilot.pause()
        assert listing.row == 1
        assert "99,999 ticked" in line(pilot, "title")
        assert len(listing.items._made) <= 1000  # type: ignore[attr-defined]


def test_what_a_preview_says(corpus: Study) -> None:
    one, two = ("d", Span(0, 1)), ("d", Span(1, 2))
    plan = corpus.plan_hits([], SUCCESS)
    assert notes(plan) == []
    plan = replace(plan, known=(one,), unspoken=frozenset((one, two)))
    assert notes(plan) == [
        "1 passage lies in what you have coded so already and is left.",
        "2 passages touch no respondent's words and will not count.",
    ]


async def test_hostile_words_are_only_text(corpus: Study) -> None:
    add(corpus, "[red]x", "R: [@click=app.quit]me[/] \x1b]0;owned\x07 \u202etxet\u202c", (), region="prd")
    async with session(corpus, size=LARGE, screen="search") as pilot:
        await look_for(pilot, "owned")
        seen = "\n".join(painted(pilot))
        assert "[@click=app.quit]me[/] ␛]0;owned␇ ␦txet␦" in seen
        assert " [red]x" in seen
        assert not any(character in seen for character in "\x1b\x07\u202e\u202c\x9b")
