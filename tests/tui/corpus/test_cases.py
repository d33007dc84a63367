"""Cases and attributes: documents by case, columns, typed values, memos."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input, Static

from coder.codebook.read import read
from coder.model.report import DocumentSummary
from coder.study import Study
from coder.tui.corpus import casebook
from coder.tui.corpus.cases import CasesScreen
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.field import LineField
from coder.tui.messages import OpenCase
from coder.tui.widgets.prose import Prose
from coder.tui.widgets.sides import Sides
from tests.studies import CODEBOOK
from tests.tui.sessions import LARGE, SMALL, add, line, new_study, painted, session, transcript, type_keys


@pytest.fixture
def corpus(study: Study) -> Study:
    """p01 in the delta, b01 in Beijing with attributes, x01 without a case."""
    p01 = study.document("p01")
    add(study, "b01", p01.text, p01.turns, region="beijing", sector="firm", date="2025-03-11", place="teahouse")
    add(study, "x01", p01.text, p01.turns, sector="user")
    return study


def shown(pilot: Pilot[None]) -> str:
    return "\n".join(painted(pilot))


def said(pilot: Pilot[None]) -> str:
    return "\n".join(text for text, _ in pilot.app.screen.query_one(Prose)._paragraphs)


def current(pilot: Pilot[None]) -> str:
    item = pilot.app.screen.query_one(Sides).listing.current
    assert item is not None
    return item.id


async def go(pilot: Pilot[None], study: Study, name: str) -> None:
    wanted = study.document(name).id
    pilot.app.screen.query_one(Sides).listing.go(wanted)
    await pilot.pause()
    assert current(pilot) == wanted


async def choose(pilot: Pilot[None], attribute: str) -> None:
    await pilot.press("e")
    await type_keys(pilot, attribute)
    await pilot.press("enter")
    await pilot.pause()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_cases_in_codebook_order_with_documents_and_attributes(corpus: Study, size: tuple[int, int]) -> None:
    corpus.write_memo("case", "beijing", "Only one so far.")
    async with session(corpus, size=size) as pilot:
        await pilot.press("C")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CasesScreen)
        text = shown(pilot)
        places = [
            text.index(words) for words in ("Beijing", "b01", "Shanghai", "Pearl River Delta", "p01", "no region")
        ]
        assert places == sorted(places)
        assert "Shanghai  no interviews" in text
        assert "interview" in line(pilot, "heads")
        row = next(words for words in painted(pilot) if " b01" in words)
        assert all(value in row for value in ("B01", "firm", "2025-03-11", "teahouse"))
        assert "zh 北京 · de Peking" in said(pilot)
        assert "memo: Only one so far." in said(pilot)
        assert "6 cases, 3 documents" in line(pilot, "title")
        await go(pilot, corpus, "x01")
        assert "region: not set, but required" in said(pilot)
        assert "sector: user" in said(pilot)
        assert all(cell_len(words) <= size[0] for words in painted(pilot))


async def test_enter_opens_a_document_and_the_first_one_of_a_case(corpus: Study) -> None:
    async with session(corpus) as pilot:
        pilot.app.post_message(OpenCase("beijing"))
        await pilot.pause()
        assert current(pilot) == "case:beijing"
        await pilot.press("enter")
        await pilot.pause()
        assert transcript(pilot).document.name == "b01"
        await pilot.press("q")
        await go(pilot, corpus, "p01")
        await pilot.press("enter")
        await pilot.pause()
        assert transcript(pilot).document.name == "p01"
        await pilot.press("C")
        pilot.app.post_message(OpenCase("guizhou"))
        await pilot.pause()
        await pilot.press("enter")
        assert "no document belongs to this case yet" in line(pilot, "reason")


async def test_a_case_is_chosen_and_the_document_moves_below_it(corpus: Study) -> None:
    async with session(corpus) as pilot:
        await pilot.press("C")
        await go(pilot, corpus, "x01")
        await choose(pilot, "region")
        assert isinstance(pilot.app.screen, Chooser)
        await type_keys(pilot, "wenzhou")
        await pilot.press("enter")
        await pilot.pause()
        assert corpus.attributes(corpus.document("x01").id)["region"] == "zhejiang"
        assert "no region" not in shown(pilot)
        assert "region of x01: set to " in line(pilot, "reason")
        assert current(pilot) == corpus.document("x01").id
        await pilot.press("u")
        await pilot.pause()
        assert "no region" in shown(pilot)


async def test_a_choice_is_chosen_and_taken_away(corpus: Study) -> None:
    b01 = corpus.document("b01").id
    async with session(corpus) as pilot:
        await pilot.press("C")
        for typed, expected in (("gover", "government"), ("not set", None)):
            await go(pilot, corpus, "b01")
            await choose(pilot, "sector")
            await type_keys(pilot, typed)
            await pilot.press("enter")
            await pilot.pause()
            assert corpus.attributes(b01).get("sector") == expected


async def test_a_wrong_date_is_refused_and_what_was_typed_stays(corpus: Study) -> None:
    b01 = corpus.document("b01").id
    async with session(corpus) as pilot:
        await pilot.press("C")
        await go(pilot, corpus, "b01")
        await choose(pilot, "date")
        assert isinstance(pilot.app.screen, LineField)
        field = pilot.app.screen.query_one(Input)
        for wrong in ("11 March", "2025-02-30", "2025-13", "25-01-01"):
            field.value = wrong
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, LineField)
            assert field.value == wrong
            assert "is no date" in " ".join(str(one.content) for one in pilot.app.screen.query(Static))
        field.value = "2025-04"
        await pilot.press("enter")
        await pilot.pause()
        assert corpus.attributes(b01)["date"] == "2025-04"
        await choose(pilot, "date")
        pilot.app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await pilot.pause()
        assert "date" not in corpus.attributes(b01)


async def test_an_attribute_the_codebook_does_not_name(corpus: Study) -> None:
    p01 = corpus.document("p01").id
    async with session(corpus) as pilot:
        await pilot.press("C")
        await go(pilot, corpus, "p01")
        await choose(pilot, "another attribute")
        await type_keys(pilot, "room")
        await pilot.press("enter")
        await pilot.pause()
        await type_keys(pilot, "[b]12[/b]")
        await pilot.press("enter")
        await pilot.pause()
        assert corpus.attributes(p01)["room"] == "[b]12[/b]"
        assert "room: [b]12[/b]" in said(pilot)
        await choose(pilot, "another attribute")
        await pilot.press("space", "enter")
        await pilot.pause()
        assert "an attribute needs a name" in " ".join(str(one.content) for one in pilot.app.screen.query(Static))
        await pilot.press("escape")


async def test_memos_on_cases_and_documents(corpus: Study) -> None:
    async with session(corpus) as pilot:
        await pilot.press("C", "m")
        await type_keys(pilot, "north")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert corpus.memo("case", "beijing") == "north"
        await go(pilot, corpus, "p01")
        await pilot.press("m")
        await type_keys(pilot, "loud")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert corpus.memo("document", corpus.document("p01").id) == "loud"
        assert "memo: loud" in said(pilot)
        await pilot.press("end", "k")
        await pilot.pause()
        assert current(pilot) == "case:"
        await pilot.press("m")
        assert "a memo needs a case or a document" in line(pilot, "reason")
        await pilot.press("e")
        assert "attributes belong to documents" in line(pilot, "reason")


async def test_a_study_without_documents_shows_its_cases(tmp_path: Path) -> None:
    with new_study(tmp_path / "study") as study:
        async with session(study) as pilot:
            await pilot.press("C")
            await pilot.pause()
            assert "Guizhou  no interviews" in shown(pilot)
            await pilot.press("e", "enter", "J", "K")
            assert isinstance(pilot.app.screen, CasesScreen)


async def test_a_study_without_cases_and_documents_says_how_to_begin(tmp_path: Path) -> None:
    from coder import shipped

    with Study.create(tmp_path / "study", *shipped.codebook_text("empty"), "me") as study:
        async with session(study) as pilot:
            await pilot.press("C", "e", "m", "enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, CasesScreen)
            pilot.app.screen.draw()
            assert "coder import brings transcripts in" in line(pilot, "reason")
            await pilot.press("d")
            name = add(study, "z", "R: So.\n", (), case="somewhere new")
            assert name
            await pilot.press("C")
            await pilot.pause()
            assert "somewhere new  1 interview" in shown(pilot)


# ---- what stands where (pure)

BOOK = read(CODEBOOK, "x")
PLAIN = DocumentSummary("i", "n01", "txt", "en", {}, None, "N01", 10, 2, {}, (), 0, "n01.txt")


def document(name: str, case: str | None, **attributes: str) -> DocumentSummary:
    return replace(PLAIN, id=name, name=name, interview=name, case=case, attributes=attributes)


def test_groups_follow_the_codebook_then_the_documents() -> None:
    found = casebook.groups(BOOK, [document("a", "elsewhere"), document("b", None), document("c", "south")])
    assert [(group.case, [one.name for one in group.documents]) for group in found] == [
        ("north", []),
        ("south", ["c"]),
        ("elsewhere", ["a"]),
        (None, ["b"]),
    ]


def test_an_interview_in_two_files_is_one_interview() -> None:
    both = [document("a", "north"), replace(document("b", "north"), interview="a")]
    group = casebook.groups(BOOK, both)[0]
    assert (
        "".join(text for text, _ in casebook.case_runs(BOOK, group, memo=False)) == " North  1 interview, 2 documents"
    )


def test_attributes_of_the_codebook_come_first() -> None:
    names = casebook.attribute_names(BOOK, [document("a", None, zeta="1", alpha="2", sector="firm")])
    assert names == ["town", "interview", "sector", "alpha", "zeta"]
    assert casebook.attribute(BOOK, "town").kind == "case"
    assert casebook.attribute(BOOK, "zeta").kind == "text"


VALUES = st.text(max_size=30)


@given(
    st.lists(st.dictionaries(st.sampled_from(["sector", "interview", "x", "更多"]), VALUES), max_size=4),
    st.integers(12, 200),
)
def test_lines_of_documents_fit_whatever_the_attributes_hold(attributes: list[dict[str, str]], width: int) -> None:
    documents = [document(f"d{number}", None, **one) for number, one in enumerate(attributes)]
    columns = casebook.columns(BOOK, documents, width)
    for one in documents:
        line = "".join(text for text, _ in casebook.document_runs(one, columns, memo=False))
        assert cell_len(line) <= max(width, 11)
        assert cell_len(line) == cell_len(casebook.heads(columns))
