"""All memos: grouped by what they are on, filtered by words, going to their places."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import TextArea

from coder.codebook.read import read
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.span import Span
from coder.study import Study
from coder.tui.codebook.screen import CodebookScreen
from coder.tui.corpus.cases import CasesScreen
from coder.tui.corpus.memo_list import Memo, has_words, memos
from coder.tui.corpus.memos import MemosScreen
from coder.tui.widgets.prose import Prose
from coder.tui.widgets.sides import Sides
from tests.studies import CODEBOOK
from tests.tui.sessions import LARGE, SMALL, line, painted, selected, session, transcript, type_keys

BUY, NOBODY = Span(31, 56), Span(57, 86)
SUCCESS = "mindset.narrative.commercial_success"


@pytest.fixture
def noted(study: Study, p01: str) -> Study:
    """Memos on two codings, a document, a code and a case; the second coding was removed."""
    kept = study.code(p01, BUY, SUCCESS, 2)
    lost = study.code(p01, NOBODY, SUCCESS, -2)
    study.write_memo("coding", kept.id, "Cheap means what sells.\nAsk again.")
    study.write_memo("coding", lost.id, "Was this irony?")
    study.write_memo("document", p01, "Loud room.")
    study.write_memo("code", SUCCESS, "Sales or profit?")
    study.write_memo("case", "prd", "The delta, not the province. [b]x[/b]\x1b[2J")
    study.uncode([lost.id])
    return study


def shown(pilot: Pilot[None]) -> str:
    return "\n".join(painted(pilot))


def said(pilot: Pilot[None]) -> str:
    return "\n".join(text for text, _ in pilot.app.screen.query_one(Prose)._paragraphs)


def at(pilot: Pilot[None]) -> tuple[type, str]:
    """The screen, and the item under its cursor."""
    current = pilot.app.screen.query_one(Sides).listing.current
    return type(pilot.app.screen), current.id if current is not None else ""


async def go(pilot: Pilot[None], start: str) -> None:
    listing = pilot.app.screen.query_one(Sides).listing
    wanted = next(item.id for item in listing.items if not item.heading and item.id.startswith(start))
    listing.go(wanted)
    await pilot.pause()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_memos_stand_by_what_they_are_on(noted: Study, size: tuple[int, int]) -> None:
    async with session(noted, size=size) as pilot:
        await pilot.press("N")
        await pilot.pause()
        assert isinstance(pilot.app.screen, MemosScreen)
        text = shown(pilot)
        words = (
            "On codings  2", "p01 · commercial success", "Cheap means what sells.", "a coding that was removed",
            "Was this irony?", "On documents  1", "p01", "Loud room.", "On codes  1", "commercial success",
            "Sales or profit?", "On cases  1", "Pearl River Delta", "The delta",
        )  # fmt: skip
        at = 0
        for one in words:
            assert one in text[at:]
            at = text.index(one, at)
        assert "coded by me" in said(pilot)
        assert "“People buy what is cheap.”" in said(pilot)
        assert "Ask again." in said(pilot)
        await go(pilot, "case:")
        assert "[b]x[/b]␛[2J" in said(pilot)
        assert "\x1b" not in shown(pilot)
        assert all(cell_len(one) <= size[0] for one in painted(pilot))


async def test_enter_goes_to_what_a_memo_is_on(noted: Study) -> None:
    async with session(noted) as pilot:
        await pilot.press("N", "enter")
        await pilot.pause()
        assert selected(pilot) == "People buy what is cheap."
        await pilot.press("N")
        await go(pilot, "document:")
        await pilot.press("enter")
        await pilot.pause()
        assert transcript(pilot).document.name == "p01"
        await pilot.press("N")
        await go(pilot, "code:")
        await pilot.press("enter")
        await pilot.pause()
        assert at(pilot) == (CodebookScreen, SUCCESS)
        await pilot.press("N")
        await go(pilot, "case:")
        await pilot.press("enter")
        await pilot.pause()
        assert at(pilot) == (CasesScreen, "case:prd")


async def test_a_memo_on_something_gone_says_so_and_comes_back_with_it(noted: Study) -> None:
    async with session(noted) as pilot:
        await pilot.press("N", "j")
        await pilot.pause()
        assert "the coding this memo is on is gone: undo may bring it back" in said(pilot)
        await pilot.press("enter")
        assert "gone" in line(pilot, "reason")
        await pilot.press("e")
        assert isinstance(pilot.app.screen, MemosScreen)
        assert "gone" in line(pilot, "reason")
        await pilot.press("u")
        await pilot.pause()
        assert "gone" not in said(pilot)
        assert "a coding that was removed" not in shown(pilot)


async def test_memos_are_edited_and_removed_in_place(noted: Study) -> None:
    async with session(noted) as pilot:
        await pilot.press("N")
        await go(pilot, "code:")
        await pilot.press("e")
        await type_keys(pilot, " Both.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert noted.memo("code", SUCCESS) == "Sales or profit? Both."
        assert "Both." in said(pilot)
        await pilot.press("m")
        await pilot.pause()
        pilot.app.screen.query_one(TextArea).text = ""
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert noted.memo("code", SUCCESS) == ""
        assert "On codes" not in shown(pilot)
        assert "4 " in line(pilot, "title")
        assert not noted.check()


async def test_only_memos_with_words(noted: Study) -> None:
    async with session(noted) as pilot:
        await pilot.press("N", "/")
        await type_keys(pilot, "profit sales")
        await pilot.press("enter")
        await pilot.pause()
        assert "1 of 5" in line(pilot, "title")
        assert "only with 'profit sales'" in line(pilot, "title")
        assert "Loud room." not in shown(pilot)
        await pilot.press("/", "ctrl+u")
        await type_keys(pilot, "nowhere")
        await pilot.press("enter")
        await pilot.pause()
        assert "No memo has the words 'nowhere'" in said(pilot)
        await pilot.press("e", "enter", "J")
        await pilot.press("/", "ctrl+u", "enter")
        await pilot.pause()
        assert "Loud room." in shown(pilot)


async def test_no_memos_yet_says_how_to_write_one(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("N")
        await pilot.pause()
        assert "No memos yet." in shown(pilot)
        assert "m writes one" in shown(pilot)
        await pilot.press("e", "m", "enter", "J", "K")
        assert isinstance(pilot.app.screen, MemosScreen)


async def test_blind_hides_memos_on_the_codings_of_others(study: Study, p01: str) -> None:
    with Study.open(study.path, "JW") as other:
        coding = other.code(p01, BUY, SUCCESS, 2)
        other.write_memo("coding", coding.id, "Obvious.")
    study.keep_view("blind", "1")
    async with session(study) as pilot:
        await pilot.press("N")
        await pilot.pause()
        assert "Obvious." not in shown(pilot)
        assert "0, 1 on other coders' codings hidden" in line(pilot, "title")


# ---- which memos there are (pure)


def test_everything_is_named_and_what_is_gone_says_so() -> None:
    book = read(CODEBOOK, "x")
    coding = Coding("c", "d", Span(0, 1), "mood.story.rise", 2, "me", None, Tense.PRESENT, BY_HAND, 1, "")
    texts = {
        "coding": {"gone": "a"},
        "document": {"gone": "b"},
        "code": {"mood.none": "c", "mood.story.rise": "d"},
        "case": {"atlantis": "e", "south": "f", "north": "g"},
    }
    found = memos(book, texts, [], [coding])
    assert [(one.id, one.name, one.gone) for one in found] == [
        ("coding:gone", "a coding that was removed", True),
        ("document:gone", "a document that was taken out", True),
        ("code:mood.story.rise", "rise", False),
        ("code:mood.none", "mood.none", True),
        ("case:north", "North", False),
        ("case:south", "South", False),
        ("case:atlantis", "atlantis", True),
    ]


def test_words_are_found_in_memo_and_name_whatever_their_case() -> None:
    one = Memo("code", "x", "Sales or Profit?", "Geschäft", (0, 0, ""))
    assert all(has_words(one, words) for words in ("", "sales", "PROFIT or", "geschaft sal"))
    assert not has_words(one, "sales loss")
