"""Changing codes on the codebook screen: choose, see what it does, say why; and what waits to be coded again."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from coder.codebook.read import read
from coder.model.codebook import CodeKind
from coder.model.span import Span
from coder.study import Study
from coder.tui.codebook.restructuring import criteria, homes, operations, partners
from coder.tui.codebook.screen import CodebookScreen
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.impact import ImpactDialog
from coder.tui.messages import OpenCode
from coder.tui.widgets.prose import Prose
from coder.tui.widgets.sides import Sides
from tests.studies import CODEBOOK, add_document, new_study
from tests.tui.sessions import LARGE, SMALL, painted, session, type_keys

RISE, DECLINE, PRIDE = "mood.story.rise", "mood.story.decline", "mood.pride"


@pytest.fixture
def towns(tmp_path: Path) -> Study:
    study = new_study(tmp_path / "towns")
    document = add_document(study, "N1", town="north", interview="N1")
    study.code(document, Span(20, 30), RISE, 2)
    study.code(document, Span(50, 60), DECLINE, 1)
    study.code(document, Span(80, 90), PRIDE, -2)
    return study


async def at(pilot: Pilot[None], code: str) -> None:
    await pilot.press("b")
    pilot.app.post_message(OpenCode(code))
    await pilot.pause()


async def choose(pilot: Pilot[None], words: str) -> None:
    assert isinstance(pilot.app.screen, Chooser)
    await type_keys(pilot, words)
    await pilot.press("enter")
    await pilot.pause()


async def agree(pilot: Pilot[None], why: str = "so it is") -> str:
    """Say why under the preview; returns what it told."""
    assert isinstance(pilot.app.screen, ImpactDialog)
    told = "\n".join(text for text, _ in pilot.app.screen.query_one(Prose)._paragraphs)
    await type_keys(pilot, why)
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CodebookScreen)
    return told


def current(pilot: Pilot[None]) -> str:
    item = pilot.app.screen.query_one(Sides).listing.current
    assert item is not None
    return item.id


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_merge_is_seen_before_it_is_done_and_taken_back(towns: Study, size: tuple[int, int]) -> None:
    async with session(towns, size=size) as pilot:
        await at(pilot, RISE)
        await pilot.press("x")
        await pilot.pause()
        await choose(pilot, "merge")
        await choose(pilot, "decline")
        assert all(len(text) <= size[0] for text in painted(pilot))
        assert towns.codebook.version == "1.0.0"
        told = await agree(pilot)
        assert "codings   1 in 1 interview by MK" in told
        assert "Story, North: rise [thin] → decline [thin]" in told
        assert (towns.codebook.version, current(pilot)) == ("2.0.0", DECLINE)
        assert towns.codebook.history[-1].rationale == "so it is"
        await pilot.press("x")
        await pilot.pause()
        await choose(pilot, "unmerge")
        await agree(pilot)
        assert {RISE, DECLINE} <= {code.id for code in towns.codebook.codes}
        await pilot.press("u")
        await pilot.pause()
        assert towns.codebook.version == "2.0.0"


async def test_nothing_is_done_without_a_reason_or_when_left(towns: Study) -> None:
    async with session(towns) as pilot:
        await at(pilot, RISE)
        await pilot.press("x")
        await pilot.pause()
        await choose(pilot, "retire")
        await pilot.press("enter")
        await pilot.pause()
        assert "say why" in str(pilot.app.screen.query_one("#wrong", Static).content)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert towns.codebook.version == "1.0.0"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_split_and_coding_again_one_by_one(towns: Study, size: tuple[int, int]) -> None:
    async with session(towns, size=size) as pilot:
        await at(pilot, RISE)
        await pilot.press("x")
        await pilot.pause()
        await choose(pilot, "split")
        pilot.app.screen.query_one(TextArea).load_text("boom\nsteady: No haste.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        await choose(pilot, "wait")
        told = await agree(pilot)
        assert "waiting   1 to be coded again" in told
        await pilot.press("w")
        await pilot.pause()
        assert "1 left · N1 · MK +2" in "\n".join(painted(pilot))
        await choose(pilot, "later")
        assert len(towns.waiting()) == 1
        await pilot.press("w")
        await pilot.pause()
        await choose(pilot, "steady")
        assert towns.waiting() == ()
        assert "mood.story.steady" in {coding.code for coding in towns.codings()}
        assert "1 coding coded again" in "\n".join(painted(pilot))


async def test_a_split_by_searches(towns: Study) -> None:
    async with session(towns) as pilot:
        await at(pilot, RISE)
        await pilot.press("x")
        await pilot.pause()
        await choose(pilot, "split")
        pilot.app.screen.query_one(TextArea).load_text("boom\nsteady")
        await pilot.press("ctrl+s")
        await pilot.pause()
        await choose(pilot, "by searches")
        pilot.app.screen.query_one(TextArea).load_text("getting = boom")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "recoded   1" in await agree(pilot)
        assert towns.waiting() == ()


async def test_moving_renaming_redefining_and_rescaling(towns: Study) -> None:
    async with session(towns) as pilot:
        await at(pilot, RISE)
        for name, answers in (("move", ["top of"]), ("rename", ["going up"])):
            await pilot.press("x")
            await pilot.pause()
            await choose(pilot, name)
            for answer in answers:
                if isinstance(pilot.app.screen, Chooser):
                    await choose(pilot, answer)
                else:
                    pilot.app.screen.query_one(Input).value = answer
                    await pilot.press("enter")
                    await pilot.pause()
            await agree(pilot)
        assert current(pilot) == "rise"
        assert towns.codebook.code("rise").kind is CodeKind.FREE
        assert towns.codebook.code("rise").label == {"en": "going up"}
        await pilot.press("x")
        await pilot.pause()
        await choose(pilot, "redefine")
        await choose(pilot, "definition")
        pilot.app.screen.query_one(TextArea).load_text("Much better.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        await agree(pilot)
        assert towns.codebook.code("rise").definition == {"en": "Much better."}
        await at(pilot, PRIDE)
        await pilot.press("x")
        await pilot.pause()
        await choose(pilot, "rescale")
        pilot.app.screen.query_one(Input).value = "-2=-1"
        await pilot.press("enter")
        await pilot.pause()
        await agree(pilot)
        assert towns.codebook.history[-1].map == {-2: -1}


async def test_a_new_value_of_an_ordinal_row_is_asked_for_its_place(tmp_path: Path) -> None:
    text = CODEBOOK.replace("kind: one, group: mood", "kind: ordinal, order: [decline, rise], group: mood")
    study = Study.create(tmp_path / "ordinal", text, "towns.yaml", "MK")
    async with session(study) as pilot:
        await at(pilot, "mood.story")
        await pilot.press("n")
        await pilot.pause()
        await type_keys(pilot, "stillness")
        await pilot.press("enter", "enter")
        await pilot.pause()
        await choose(pilot, "Story")
        await choose(pilot, "above decline")
        assert study.codebook.row("mood.story").order == ("decline", "stillness", "rise")


def test_what_can_be_chosen() -> None:
    codebook = read(CODEBOOK, "towns.yaml")
    rise, pride, story = codebook.code(RISE), codebook.code(PRIDE), codebook.code("mood.story")
    assert [one.id for one in operations(codebook, rise)] == ["rename", "move", "merge", "split", "retire", "redefine"]
    assert "rescale" in [one.id for one in operations(codebook, pride)]
    assert "merge" not in [one.id for one in operations(codebook, story)]
    assert operations(codebook, codebook.code("mood.story._other")) == []
    assert [one.id for one in partners(codebook, rise)] == [DECLINE]
    assert partners(codebook, pride) == []
    assert [one.id for one in homes(codebook, rise)] == ["", "mood"]
    assert [one.id for one in homes(codebook, codebook.code("mood"))] == []
    assert {field.name for field in criteria(codebook, pride)} == {"definition", "include", "exclude", "anchors"}
