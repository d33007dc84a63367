"""Reviewing pseudonyms by keyboard, and applying them. The transcripts are synthetic."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.privacy.proposal import Kind, Proposal
from coder.study import Study
from coder.tui.corpus import pseudonym_list
from coder.tui.corpus.pseudonyms import PseudonymsScreen
from tests.studies import new_study
from tests.tui.sessions import LARGE, SMALL, line, painted, session, type_keys

TALK = """\
Interviewer: Who was there?

Anna Meyer: Herr Schulze and Peter Malone of Siemens AG. Herr Schulze stayed.
"""


@pytest.fixture
def named(tmp_path: Path) -> Study:
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    study = new_study(tmp_path / "study", "me")
    study.import_transcripts([tmp_path / "talk.txt"])
    return study


async def looked(pilot: Pilot[None]) -> PseudonymsScreen:
    """The screen, once the names were found."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, PseudonymsScreen)
    return screen


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_names_are_listed_with_count_and_context(named: Study, size: tuple[int, int]) -> None:
    async with session(named, screen="pseudonyms", size=size) as pilot:
        await looked(pilot)
        text = "\n".join(painted(pilot))
        for words in ("Anna Meyer", "Interviewee 1", "Herr Schulze", "Siemens AG", "Firm A", "to be replaced"):
            assert words in text
        assert "found by: speaker" in text


async def test_keys_skip_accept_edit_and_merge(named: Study) -> None:
    async with session(named, screen="pseudonyms") as pilot:
        screen = await looked(pilot)
        first = screen._session.proposals[0]
        assert first.words == "Anna Meyer"
        await pilot.press("r")
        assert pseudonym_list.totals(screen._session.proposals[:1]) == "0 of 1 to be replaced"
        await pilot.press("k", "a")
        assert pseudonym_list.totals(screen._session.proposals[:1]) == "1 of 1 to be replaced"
        await pilot.press("home", "e", "ctrl+u")
        await type_keys(pilot, "Baker")
        await pilot.press("enter")
        await pilot.pause()
        assert {one.pseudonym for one in screen._session.proposals if "Meyer" in one.words} == {"Baker"}
        await pilot.press("home", "m")
        await type_keys(pilot, "malone")
        await pilot.press("enter")
        await pilot.pause()
        same = {one.words for one in screen._session.proposals if one.pseudonym == "Person B"}
        assert "Anna Meyer" in same or "Peter Malone" in same


async def test_apply_asks_and_replaces(named: Study) -> None:
    async with session(named, screen="pseudonyms") as pilot:
        await looked(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Replace" in "\n".join(painted(pilot))
        await pilot.press("n")
        await pilot.pause()
        assert "Meyer" in named.documents()[0].name + named.document("talk").text
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("y")
        await looked(pilot)
        assert "move pseudonyms.key to a safe place" in line(pilot, "reason")
        await pilot.press("u")
        await pilot.pause()
        await pilot.pause()
        assert "coder pseudonymise --restore" in "\n".join(painted(pilot))
    assert "Meyer" not in named.document("talk").text
    assert named.check() == ()
    named.restore_names()
    assert named.document("talk").text == TALK


def test_merging_moves_one_spelling_behind_those_it_joins() -> None:
    listed = (
        Proposal("A", Kind.PERSON, "Person A"),
        Proposal("B", Kind.ORGANISATION, "Firm A", accepted=False),
        Proposal("C", Kind.PERSON, "Person C"),
    )
    found = pseudonym_list.merged(listed, "C", "Firm A")
    assert [(one.words, one.pseudonym, one.kind) for one in found][1:] == [
        ("B", "Firm A", Kind.ORGANISATION),
        ("C", "Firm A", Kind.ORGANISATION),
    ]
    assert pseudonym_list.totals(found) == "2 of 3 to be replaced"
    assert pseudonym_list.renamed(found, "B", "Mill")[2].pseudonym == "Mill"


async def test_what_is_left_to_do_is_shown_whole(named: Study) -> None:
    (named.path / "exports" / "older table of all codings with a long name.csv").write_text("Anna Meyer\n", "utf-8")
    async with session(named, screen="pseudonyms") as pilot:
        await looked(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("y")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        shown = " ".join(" ".join(painted(pilot)).replace("│", " ").split())
        assert "older table of all codings with a long name.csv still holds" in shown
        assert "delete it, or move it out of the study" in shown
