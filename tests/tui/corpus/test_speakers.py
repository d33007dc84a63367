"""Who speaks in a document: looked at and put right from the list of documents; the transcript shows it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coder.model.document import Role
from coder.model.report import Speaker
from coder.model.span import Span
from coder.study import Study
from coder.tui.coding.screen import CodingScreen
from coder.tui.coding.transcript import Transcript
from coder.tui.corpus.documents import DocumentsScreen
from coder.tui.corpus.speakers import changes, option
from coder.tui.dialogs.chooser import Chooser
from tests.tui.sessions import LARGE, SMALL, add, line, painted, session

if TYPE_CHECKING:
    from textual.pilot import Pilot

Q, A = Role.INTERVIEWER, Role.RESPONDENT


def screen_text(pilot: Pilot[None]) -> str:
    return "\n".join(painted(pilot))


def on(pilot: Pilot[None], screen: type) -> bool:
    return isinstance(pilot.app.screen, screen)


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    await pilot.press(*("space" if key == " " else "comma" if key == "," else key for key in pressed))
    await pilot.pause()


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_role_is_changed_from_the_list_of_documents(study: Study, p01: str, size: tuple[int, int]) -> None:
    async with session(study, size=size) as pilot:
        await keys(pilot, "d", "t")
        assert on(pilot, Chooser)
        text = screen_text(pilot)
        assert "Who speaks in p01?" in text
        assert "I  interviewer, 2 turns" in text
        await keys(pilot, "down", "enter")
        assert "What is R in p01?" in screen_text(pilot)
        await keys(pilot, "down", "enter")
        assert on(pilot, DocumentsScreen)
        assert line(pilot, "reason").strip() == "R is interviewer in p01"
        assert {one.role for one in study.speakers(p01)} == {Q}
        await keys(pilot, "u")
        assert {one.role for one in study.speakers(p01)} == {Q, A}


async def test_another_name_and_leaving(study: Study, p01: str) -> None:
    async with session(study) as pilot:
        await keys(pilot, "d", "t", "enter", *"another", "enter", "end", *"da", "enter")
        assert [one.name for one in study.speakers(p01)] == ["Ida", "R"]
        before = len(study.log())
        await keys(pilot, "t", "escape")
        await keys(pilot, "t", "enter", "escape")
        assert on(pilot, DocumentsScreen)
        assert len(study.log()) == before


async def test_in_all_documents(study: Study, p01: str) -> None:
    other = add(study, "p02", study.document("p01").text, study.document("p01").turns)
    async with session(study) as pilot:
        await keys(pilot, "d", "t", "enter", *"note, all", "enter")
        assert line(pilot, "reason").strip() == "I is note in 2 documents"
    for document in (p01, other):
        assert study.speakers(document)[-1].role is Role.NOTE


async def test_the_transcript_shows_other_turns_at_once(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodingScreen)
        transcript = pilot.app.screen.query_one(Transcript)
        await keys(pilot, "j", "j", "v", "l")
        place = transcript.cursor.span.start
        coding = study.code(p01, Span(31, 56), "mindset.narrative.commercial_success", 2)
        study.change_speakers([p01], {"I": A, "R": Q})
        screen.changed()
        await pilot.pause()
        assert transcript.document == study.document(p01)
        assert transcript.cursor.span.start <= place < transcript.cursor.span.end
        assert transcript.margin.get(coding.id) is not None
        await keys(pilot, "home", "j")
        assert study.document(p01).turn_near(transcript.cursor.span.start) == 2  # the answers are skipped now
        await keys(pilot, "u", "u")
        assert transcript.document == study.document(p01)
        assert [turn.role for turn in transcript.document.turns] == [Q, A, Q, A]


def test_one_who_is_two_things_has_two_lines() -> None:
    lines = [option(Speaker("Ann", Q, 1, 1)), option(Speaker("Ann", A, 2, 1))]
    assert [(one.id, one.note) for one in lines] == [
        ("interviewer:Ann", "interviewer, 1 turn, 1 word"),
        ("respondent:Ann", "respondent, 2 turns, 1 word"),
    ]
    assert len({one.id for one in changes(Speaker("Ann", Q, 1, 1))}) == 7
