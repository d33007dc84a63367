"""The place in a document comes back, also when the session was killed."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from coder.errors import StorageError
from coder.model.report import Place
from coder.study import Study
from coder.tui.coding import reading
from coder.tui.coding.screen import CodingScreen
from tests.tui.sessions import line, selected, session, transcript, until


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor rests after a moment."""
    monkeypatch.setattr(reading, "SETTLED", 0.02)


def kept(study: Study, pilot: Pilot[None]) -> bool:
    """Whether the study knows where the cursor stands."""
    shown = transcript(pilot)
    place = study.place(shown.document.id)
    return place == Place(shown.cursor.span.start, shown.cursor.grain.value)


async def test_the_place_is_kept_when_the_cursor_rests(study: Study, p01: str, soon: None) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("j", "w", "j")
        words = selected(pilot)
        await until(pilot, lambda: kept(study, pilot))
        with Study.open(study.path, "me") as later:  # as after kill -9: nobody has left
            place = later.place(p01)
            assert place is not None
            assert place.grain == "word"
            assert later.document("p01").text[place.offset :].startswith(words)
            assert later.last_document() == p01


async def test_a_cursor_that_never_rests_is_kept_now_and_then(
    study: Study, p01: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "RESTLESS", 0.0)
    monkeypatch.setattr(reading, "SETTLED", 0.02)
    async with session(study, p01) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodingScreen)
        await pilot.press("j")
        monkeypatch.setattr(reading, "SETTLED", 1000.0)  # from now on every move is a moment ago
        await until(pilot, lambda: study.place(p01) is not None)


async def test_nothing_is_written_for_a_place_that_is_the_same(
    study: Study, p01: str, soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("j")
        await until(pilot, lambda: kept(study, pilot))
        written: list[object] = []
        monkeypatch.setattr(study, "remember", lambda *place: written.append(place))
        await pilot.press("J", "K")  # a longer selection with the same beginning
        await pilot.pause(0.1)
        await pilot.press("q")
        assert written == []


async def test_a_place_that_cannot_be_kept_is_said_once_and_hinders_nobody(
    study: Study, p01: str, soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("the study cannot be written", hint="make it writable")

    async with session(study, p01) as pilot:
        monkeypatch.setattr(study, "remember", refuse)
        await pilot.press("j")
        await until(pilot, lambda: "the place was not kept: the study cannot be written" in line(pilot, "reason"))
        await pilot.press("j")
        assert selected(pilot) == "We sell to everyone."


async def test_keeping_a_place_is_no_news_to_other_sessions(study: Study, p01: str) -> None:
    with Study.open(study.path, "JW") as other:
        assert not other.changed_elsewhere()
        study.remember(p01, Place(40, "sentence"))
        study.keep_view("blind", "1")
        assert not other.changed_elsewhere()
        study.mark_coded(p01)
        assert other.changed_elsewhere()
        assert not other.changed_elsewhere()
        other.mark_coded(p01)
        study.mark_coded(p01, False)
        other.mark_coded(p01, False)
        assert other.changed_elsewhere()
        other.mark_coded(p01)
        assert not other.changed_elsewhere()
