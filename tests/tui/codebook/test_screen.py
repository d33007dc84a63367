"""The codebook screen: tree, numbers, everything about a code, and editing in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from coder import shipped
from coder.codebook.read import read
from coder.model.report import CodeUse
from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.codebook.page import code_page
from coder.tui.codebook.screen import CodebookScreen, place_below, tree
from coder.tui.codebook.usage import Usage, usages
from coder.tui.codes.stripes import signs
from coder.tui.coding.transcript import Transcript
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.dialogs.field import LineField, TextField
from coder.tui.dialogs.new_code import NewCodeDialog
from coder.tui.messages import OpenCode, OpenSearch
from coder.tui.widgets.prose import Prose
from coder.tui.widgets.sides import Sides
from tests.studies import CODEBOOK
from tests.tui.sessions import LARGE, SMALL, add, line, painted, session, type_keys

BUY, NOBODY = Span(31, 56), Span(57, 86)
SUCCESS = "mindset.narrative.commercial_success"


def shown(pilot: Pilot[None]) -> str:
    return "\n".join(painted(pilot))


def current(pilot: Pilot[None]) -> str:
    item = pilot.app.screen.query_one(Sides).listing.current
    assert item is not None
    return item.id


def said(pilot: Pilot[None]) -> str:
    """The text beside or below the list, all of it."""
    return "\n".join(text for text, _ in pilot.app.screen.query_one(Prose)._paragraphs)


def screen(pilot: Pilot[None]) -> object:
    """What is on top now; mypy would hold on to what it was before a key."""
    return pilot.app.screen


def dialog(pilot: Pilot[None]) -> str:
    """The words of a dialog, however they are broken."""
    return " ".join(str(one.content) for one in pilot.app.screen.query(Static))


async def go(pilot: Pilot[None], code: str) -> None:
    pilot.app.post_message(OpenCode(code))
    await pilot.pause()
    assert current(pilot) == code


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_tree_numbers_and_everything_about_a_code(study: Study, p01: str, size: tuple[int, int]) -> None:
    study.code(p01, BUY, SUCCESS, 2)
    study.code(p01, NOBODY, SUCCESS, -2)
    with Study.open(study.path, "JW") as other:
        other.code(p01, BUY, SUCCESS, 1)
    study.write_memo("code", SUCCESS, "Sales or profit?\nAsk again.")
    async with session(study, size=size) as pilot:
        await pilot.press("b")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert "77 codes" in line(pilot, "title")
        assert "Technology-related factors" in shown(pilot)
        await go(pilot, SUCCESS)
        row = next(text for text in painted(pilot) if "Cs commercial success" in text)
        assert "1/1" in row
        assert "2/3" in row
        assert "✎" in row
        text = said(pilot)
        for words in (
            "commercial success",
            "value: coded with a strength",
            "1 interview, 3 codings; yours: 1 interview, 2 codings. Interviews by case: Pearl River Delta 1",
            "memo: Sales or profit?",
            "Ask again.",
            "definition",
            "include",
            "exclude",
            "examples",
            "cues (words that suggest it)",
            SUCCESS,
        ):
            assert words in text
        assert all(len(text) <= size[0] for text in painted(pilot))


async def test_the_screen_comes_back_to_the_code_it_was_left_at(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("b", "j", "j")
        await pilot.pause()
        at = current(pilot)
        await pilot.press("d", "b")
        await pilot.pause()
        assert current(pilot) == at


async def test_enter_gives_the_text_the_room_and_j_and_k_read_on(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("b")
        await go(pilot, "technology.base")
        assert "anchors" not in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "exclude" in shown(pilot)
        await pilot.press(*["J"] * 40)
        await pilot.pause()
        assert "Fachkräftemangel" in shown(pilot)
        await pilot.press(*["K"] * 40, "enter")
        await pilot.pause()
        assert "level code" in shown(pilot)
        assert "Sectoral focus" in shown(pilot)


async def test_a_definition_is_edited_and_undone(study: Study) -> None:
    before = study.codebook_file.read_text("utf-8")
    async with session(study) as pilot:
        await pilot.press("b")
        await go(pilot, SUCCESS)
        await pilot.press("e")
        await type_keys(pilot, "definition en")
        await pilot.press("enter")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, TextField)
        area = screen.query_one(TextArea)
        assert area.text == study.codebook.code(SUCCESS).definition["en"]
        area.text = 'Sales: "what sells", says 老板 # always'
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert study.codebook.code(SUCCESS).definition["en"] == 'Sales: "what sells", says 老板 # always'
        assert study.codebook.version == "1.0.1"
        assert "definition (en) of commercial success: changed, the codebook is 1.0.1 now" in line(pilot, "reason")
        assert "undo: definition" in line(pilot, "keys")
        assert 'Sales: "what sells"' in said(pilot)
        after = study.codebook_file.read_text("utf-8")
        changed = [text for text in after.splitlines() if text not in before.splitlines()]
        assert len(changed) == 2
        await pilot.press("e")  # the same field of the next code is asked for first
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TextField)
        await pilot.press("escape", "u")
        await pilot.pause()
        assert study.codebook_file.read_text("utf-8") == before
        assert "1.0.0" in line(pilot, "title")
        assert not study.check()


async def test_a_label_is_edited_on_one_line(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("b")
        await go(pilot, SUCCESS)
        await pilot.press("e", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LineField)
        await pilot.press("end")
        await type_keys(pilot, " first")
        await pilot.press("enter")
        await pilot.pause()
        assert study.codebook.code(SUCCESS).label["en"] == "commercial success first"
        assert study.codebook.history[-1].op == "rename"
        assert "commercial success first" in shown(pilot)


async def test_lists_have_one_item_a_line_and_an_empty_one_goes(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("b")
        await go(pilot, SUCCESS)
        for value in ("one, two\nthree", ""):
            await pilot.press("e")
            await type_keys(pilot, "exclude en")
            await pilot.press("enter")
            await pilot.pause()
            pilot.app.screen.query_one(TextArea).text = value
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert [label["en"] for label in study.codebook.code(SUCCESS).exclude] == value.split("\n") * bool(value)


async def test_what_cannot_be_saved_stays_in_the_editor(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("b")
        await go(pilot, SUCCESS)
        await pilot.press("e")
        await type_keys(pilot, "definition en")
        await pilot.press("enter")
        await pilot.pause()
        area = pilot.app.screen.query_one(TextArea)
        area.text = "Half\x1b[2J done"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TextField)
        assert area.text == "Half\x1b[2J done"
        assert "holds a control character (U+001B): remove it" in shown(pilot)
        area.text = ""
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "needs a definition" in shown(pilot)
        study.codebook_file.write_text("# mine\n" + study.codebook_file.read_text("utf-8"), "utf-8")
        area.text = "Half done"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "was edited: coder codebook diff shows how" in dialog(pilot)
        assert "apply or undo these changes first" in dialog(pilot)
        await pilot.press("escape", "y")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert study.codebook.version == "1.0.0"


async def test_a_new_code_comes_below_the_one_under_the_cursor(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("b")
        await go(pilot, "mindset.narrative")
        await pilot.press("n")
        await pilot.pause()
        await type_keys(pilot, "family pride")
        await pilot.press("enter")
        await type_keys(pilot, "Work for the family name.")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert current(pilot) == "mindset.narrative.family_pride"
        assert study.codebook.code("mindset.narrative.family_pride").parent == "mindset.narrative"


async def test_a_new_code_that_cannot_be_is_asked_for_again_with_its_words(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("b")
        await go(pilot, "market.government_pacesetter.high")  # an ordinal row: the place is asked for
        text = study.codebook_file.read_text("utf-8")
        study.codebook_file.write_text(text + "# by hand\n", "utf-8")
        await pilot.press("n")
        await pilot.pause()
        await type_keys(pilot, "higher")
        await pilot.press("enter")
        await type_keys(pilot, "Still more.")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(screen(pilot), Chooser)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(screen(pilot), ErrorDialog)
        assert "was edited" in dialog(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, NewCodeDialog)
        assert [one.value for one in pilot.app.screen.query(Input)] == ["higher", "Still more."]


async def test_memo_pin_passages_and_find(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(CoderApp, "on_open_search", lambda _, message: asked.append(message.query))
    assert OpenSearch("x").query == "x"
    async with session(study) as pilot:
        await pilot.press("b", "/")
        await type_keys(pilot, "commercial")
        await pilot.press("enter")
        await pilot.pause()
        assert current(pilot) == SUCCESS
        await pilot.press("m")
        await type_keys(pilot, "hm")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert study.memo("code", SUCCESS) == "hm"
        assert "memo: hm" in said(pilot)
        await pilot.press("P")
        assert "commercial success is pinned to 1" in line(pilot, "reason")
        await pilot.press("c")
        await pilot.pause()
        assert asked == [f"code:{SUCCESS}"]


async def test_the_built_in_value_is_shown_but_not_edited(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("b")
        await go(pilot, "mindset.narrative._other")
        assert "built into every row; needs a memo" in said(pilot)
        await pilot.press("e")
        await pilot.pause()
        assert "cannot be edited" in line(pilot, "reason")
        assert not isinstance(pilot.app.screen, Chooser)


async def test_blind_hides_the_numbers_of_others(study: Study, p01: str) -> None:
    with Study.open(study.path, "JW") as other:
        other.code(p01, BUY, SUCCESS, 1)
    study.keep_view("blind", "1")
    async with session(study) as pilot:
        await pilot.press("b")
        await go(pilot, SUCCESS)
        assert "not used yet" in said(pilot)
        assert "only your own codings" in line(pilot, "title")


async def test_an_edit_by_another_process_is_shown(study: Study) -> None:
    async with session(study) as pilot:
        await pilot.press("b")
        await pilot.pause()
        with Study.open(study.path, "JW") as other:
            other.add_code("brand-new")
        assert isinstance(pilot.app.screen, CodebookScreen)
        pilot.app.screen.reload()
        await pilot.press("end")
        await pilot.pause()
        assert "brand-new" in shown(pilot)


async def test_an_empty_codebook_says_how_to_begin(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study", *shipped.codebook_text("empty"), "me") as study:
        async with session(study) as pilot:
            await pilot.press("b")
            await pilot.pause()
            assert "The codebook has no codes yet." in shown(pilot)
            await pilot.press("e", "m", "c", "P", "enter", "J")
            assert isinstance(pilot.app.screen, CodebookScreen)
            await pilot.press("/")
            await pilot.pause()
            assert "no codes yet" in shown(pilot)
            await pilot.press("escape", "n")
            await pilot.pause()
            await type_keys(pilot, "first")
            await pilot.press("enter", "enter", "enter")
            await pilot.pause()
            assert current(pilot) == "first"
            await pilot.press("e", "enter")
            await pilot.pause()
            await type_keys(pilot, " of all")
            await pilot.press("enter")
            await pilot.pause()
            assert study.codebook.code("first").label == {"en": "first of all"}


def large(codes: int) -> str:
    """A codebook of many codes, some of them retired, with hostile labels."""
    label = "[b]free[/b] \\u202e"
    retired = dict.fromkeys(range(0, codes, 10), ", retired: true")
    more = "".join(f'- {{id: free{n}, label: "{label}{n}"{retired.get(n, "")}}}\n' for n in range(codes))
    return CODEBOOK.replace("rows:\n", more + "rows:\n", 1)


async def test_230_codes_with_retired_and_hostile_ones(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study", large(225), "towns.yaml", "me") as study:
        add(study, "p01", "I: Well?\n\nR: It is so.\n", (), town="north")
        async with session(study) as pilot:
            await pilot.press("b", "end")
            await pilot.pause()
            assert current(pilot) == "free224"
            text = shown(pilot)
            assert "[b]free[/b] ␦224" in text
            assert "[b]free[/b] ␦220  (retired)" in text
            assert "\u202e" not in text
            assert "230 codes, 23 retired" in line(pilot, "title")
            await go(pilot, "free220")
            assert "retired: keeps its codings, codes nothing new" in said(pilot)
            await pilot.press("home", "pagedown", "pagedown")
            await pilot.pause()


# ---- what stands where (pure)


def test_the_tree_has_every_code_once_parents_before_children() -> None:
    book = read(CODEBOOK, "x")
    assert [(code.id, depth) for code, depth in tree(book)] == [
        ("mood", 0),
        ("mood.pride", 1),
        ("mood.story", 1),
        ("mood.story.rise", 2),
        ("mood.story.decline", 2),
        ("mood.story._other", 2),
    ]
    assert {code.id for code, _ in tree(book) if code.codable} == {code.id for code in book.codable()}
    assert set(signs(book).letters) <= {code.id for code, _ in tree(book)}


def test_a_new_code_belongs_below_groups_and_rows_and_beside_values() -> None:
    book = read(CODEBOOK, "x")
    wanted = {
        "mood": "mood",
        "mood.story": "mood.story",
        "mood.pride": "mood",
        "mood.story.rise": "mood.story",
    }
    assert {code: place_below(book, book.code(code)) for code in wanted} == wanted
    assert place_below(book, None) == ""


def test_an_interview_counts_once_and_codes_above_take_in_what_is_below() -> None:
    book = read(CODEBOOK, "x")
    uses = [
        CodeUse("mood.story.rise", "north", "N1", "me", 3),
        CodeUse("mood.story.decline", "north", "N1", "me", 1),
        CodeUse("mood.story.rise", "south", "S1", "JW", 2),
        CodeUse("mood.story.gone", "south", "S1", "JW", 5),
    ]
    found = usages(book, uses, "me", blind=False)
    row = found.of("mood.story")
    assert (row.codings, row.own_codings, row.interviews, row.own_interviews) == (6, 4, {"N1", "S1"}, {"N1"})
    assert found.of("mood").by_case == {"north": {"N1"}, "south": {"S1"}}
    assert (found.lost, found.others) == (5, True)
    assert found.of("mood.pride") == Usage()
    own = usages(book, uses, "me", blind=True)
    assert (own.of("mood.story").codings, own.lost, own.others) == (4, 0, False)


def test_the_page_of_a_code_has_every_text_of_every_language() -> None:
    book = read(*shipped.codebook_text("regional-innovation-systems"))
    for code in book.codes:
        text = "\n".join(words for words, _ in code_page(book, code, Usage(), ""))
        labels = [code.label, code.definition, *code.include, *code.exclude, *code.anchors.values()]
        labels += [one.text for one in code.examples]
        for label in labels:
            for words in label.values():
                assert " ".join(words.split()) in text
        assert all(cue in text for cues in code.cues.values() for cue in cues)
    moved = "\n".join(words for words, _ in code_page(book, book.code("market.user_base_role"), Usage(), ""))
    assert "1.0.0 move technology.user_base_role to market.user_base_role (codebook team, 2026-11-22)" in moved


async def test_from_coding_to_the_codebook_and_back(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("b")
        await pilot.pause()
        assert type(pilot.app.screen) is CodebookScreen
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.screen.query(Transcript)
