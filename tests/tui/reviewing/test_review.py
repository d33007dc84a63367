"""The queue of suggestions."""

from __future__ import annotations

import pytest

from coder.model.span import Span
from coder.study import Study
from coder.tui.reviewing.screen import ReviewScreen
from coder.tui.widgets.listing import Listing
from tests.tui.sessions import LARGE, SMALL, add, line, painted, selected, session, suggest

SUCCESS = "mindset.narrative.commercial_success"
REPUTATION = "mindset.narrative.business_reputation"
BUY, NOBODY, SELL = Span(31, 56), Span(57, 86), Span(87, 107)

both_sizes = pytest.mark.parametrize("size", [SMALL, LARGE])


@pytest.fixture
def queue(study: Study, p01: str) -> list[str]:
    """Ids of four suggestions in the order of the queue."""
    document = study.document("p01")
    b01 = add(study, "b01", document.text, document.turns, region="beijing")
    return [
        suggest(study, p01, BUY, SUCCESS, confidence=0.9),
        suggest(study, p01, NOBODY, SUCCESS, confidence=0.8),
        suggest(study, b01, SELL, REPUTATION, confidence=0.7),
        suggest(study, b01, BUY, SUCCESS, confidence=0.6),
    ]


def current(pilot: object) -> str | None:
    item = pilot.app.screen.query_one(Listing).current  # type: ignore[attr-defined]
    return item.id if item is not None else None


@both_sizes
async def test_an_empty_queue_says_so(study: Study, size: tuple[int, int]) -> None:
    async with session(study, size=size, screen="review") as pilot:
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert any("no suggestion waits" in row for row in painted(pilot))
        assert "nothing waits: S among the documents (d) looks for more" in line(pilot, "here")
        await pilot.press("a", "A", "r", "enter", "]", "[", "j", "k", "pagedown", "end", "home", "space")
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert study.codings() == ()


@both_sizes
async def test_the_successor_of_a_decided_suggestion_is_selected(
    study: Study, queue: list[str], size: tuple[int, int]
) -> None:
    async with session(study, size=size, screen="review") as pilot:
        await pilot.press("]")
        assert current(pilot) == queue[1]
        await pilot.press("a")
        assert current(pilot) == queue[2]
        await pilot.press("r")
        await pilot.pause()
        assert current(pilot) == queue[3]
        assert "2 wait" in line(pilot, "title")
        await pilot.press("a")
        assert current(pilot) == queue[0]  # the last was decided: the one before
        await pilot.press("u")
        await pilot.pause()
        assert "undone: accept 'commercial success'" in line(pilot, "reason")
        assert "2 wait" in line(pilot, "title")
        assert current(pilot) == queue[3]  # what undo brought back
        await pilot.press("k", "j")
        await pilot.pause()
        assert current(pilot) == queue[3]
        assert "undone" not in line(pilot, "reason")
        await pilot.press("g")
        await pilot.pause()
        assert selected(pilot) == "People buy what is cheap."


@both_sizes
async def test_the_passage_shows_context_reason_and_what_is_coded_there(
    study: Study, p01: str, queue: list[str], size: tuple[int, int]
) -> None:
    study.code(p01, Span(35, 60), REPUTATION, -1)
    with Study.open(study.path, "JW") as other:
        other.code(p01, BUY, SUCCESS, 1)
        other.code(p01, SELL, SUCCESS, 1)
    async with session(study, size=size, screen="review") as pilot:
        text = "\n".join(painted(pilot))
        assert "coded here: commercial success +1 by JW; business reputation -1" in text
        assert "How is the market here?" in text
        assert "People buy what is cheap." in text
        assert "Nobody asks" in text
        assert 'why: cue "market" (cues)' in text
        await pilot.press("g")
        await pilot.pause()
        await pilot.press("B", "R")
        await pilot.pause()
        text = "\n".join(painted(pilot))
        assert "coded here: business reputation -1" in text
        assert "JW" not in text
        assert "undo: another co" in text
        assert "blind" in line(pilot, "title")


async def test_what_one_accepts_is_coded_there_for_the_next(study: Study, p01: str) -> None:
    suggest(study, p01, BUY, SUCCESS, confidence=0.9)
    suggest(study, p01, BUY, REPUTATION, confidence=0.8)
    async with session(study, screen="review") as pilot:
        assert "coded here" not in "\n".join(painted(pilot))
        await pilot.press("a")
        await pilot.pause()
        assert "coded here: commercial success +2" in "\n".join(painted(pilot))
        await pilot.press("u")
        await pilot.pause()
        assert "coded here" not in "\n".join(painted(pilot))
