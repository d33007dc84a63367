"""The desk against the study: after any edits it holds what reading anew would, and what it paints adds up to that."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.model.span import Span
from coder.study import Study
from coder.tui.codes.stripes import Stripe
from coder.tui.coding.desk import Change, Desk
from coder.tui.session import Session
from tests.studies import add_document, new_study
from tests.tui.sessions import suggest

RISE, DECLINE, PRIDE = "mood.story.rise", "mood.story.decline", "mood.pride"
CODES = (RISE, DECLINE, PRIDE)
SPANS = (Span(18, 24), Span(18, 40), Span(30, 44))


def edited(desk: Desk, study: Study, other: Study, choice: int, which: int) -> Change:
    """One of the things a key or another session does; what cannot be raises CoderError."""
    document, span, code = desk.document.id, SPANS[which % 3], CODES[which % len(CODES)]
    mine = [one.id for one in desk.codings.values()]
    coding = mine[which % len(mine)] if mine else ""
    waiting = [one for _, _, one in desk.waiting]
    if choice >= 4 and choice <= 11 and not mine:
        return Change()
    match choice:
        case 0:
            return desk.code(span, [(code, (2, 1, -1)[which % 3])])
        case 1:
            return desk.code(span, [(RISE, 1), (PRIDE, 0), (DECLINE, -2)])
        case 2:
            return desk.accept(waiting[which % len(waiting)], 1) if waiting else Change()
        case 3:
            return desk.reject(waiting[which % len(waiting)]) if waiting else Change()
        case 4:
            return desk.code_like(span, [desk.codings[coding]])
        case 5:
            return desk.weigh(coding, (-1, 1)[which % 2])
        case 6:
            return desk.recode(coding, code, 1)
        case 7:
            return desk.resize(coding, span)
        case 8:
            return desk.set_about(coding, (None, "south")[which % 2])
        case 9:
            return desk.toggle_past(coding)
        case 10:
            return desk.remove(coding)
        case 11:
            return desk.write_memo("coding", coding, f"memo {which}")
        case 12:
            return desk.mark()
        case 13:
            study.undo()
            return desk.load()
        case 14:
            study.redo()
            return desk.load()
        case _:
            other.code(document, span, code, 1)
            return desk.load()


def painted(before: dict[str, Stripe], change: Change) -> dict[str, Stripe]:
    """What is on the screen after a change."""
    after = {one: stripe for one, stripe in before.items() if one not in change.dropped}
    return after | {stripe.id: stripe for stripe in change.put}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 11)), min_size=1, max_size=20))
def test_the_desk_is_what_reading_anew_would_give(steps: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_study(Path(folder) / "study") as study:
        document = add_document(study, "a", town="north")
        for number, span in enumerate(SPANS):
            suggest(study, document, span, CODES[number], weight=None if number == 2 else 2)
        with Study.open(study.path, "JW") as other:
            other.code(document, SPANS[0], RISE, 2)
            session = Session(study)
            desk = Desk(session, document)
            screen = {stripe.id: stripe for stripe in desk.stripes()}
            for choice, which in steps:
                try:
                    change = edited(desk, study, other, choice, which)
                except CoderError:
                    change = Change()
                screen = painted(screen, change)
                assert change.current is None or change.current in (*desk.codings, *desk.suggestions)
                anew = Desk(session, document)
                assert (desk.codings, desk.suggestions) == (anew.codings, anew.suggestions)
                assert desk.waiting == anew.waiting
                assert +desk.counts == +anew.counts
                assert desk.marked == anew.marked
                assert screen == {stripe.id: stripe for stripe in anew.stripes()}
                for coding in anew.codings:
                    assert desk.memo("coding", coding) == anew.memo("coding", coding)
            assert study.check() == ()


def test_what_did_not_change_is_not_painted_again(tmp_path: Path) -> None:
    with new_study(tmp_path / "study") as study:
        document = add_document(study, "a")
        first = study.code(document, SPANS[0], RISE, 2)
        desk = Desk(Session(study), document)
        assert desk.load() == Change()
        second = study.code(document, SPANS[1], DECLINE, 2)
        change = desk.load()
        assert [stripe.id for stripe in change.put] == [second.id]
        study.uncode([first.id])
        assert desk.load() == Change(dropped=(first.id,))


def test_a_new_codebook_repaints_everything(tmp_path: Path) -> None:
    with new_study(tmp_path / "study") as study:
        document = add_document(study, "a")
        coding = study.code(document, SPANS[0], RISE, 2)
        session = Session(study)
        desk = Desk(session, document)
        study.add_code("another", "mood")
        session.edited()
        assert [stripe.id for stripe in desk.load().put] == [coding.id]


def test_anothers_coding_is_not_changed(tmp_path: Path) -> None:
    with new_study(tmp_path / "study") as study:
        document = add_document(study, "a")
        with Study.open(study.path, "JW") as other:
            coding = other.code(document, SPANS[0], RISE, 2)
        desk = Desk(Session(study), document)
        changes: tuple[Callable[[], Change], ...] = (
            lambda: desk.weigh(coding.id, 1),
            lambda: desk.recode(coding.id, DECLINE, 2),
            lambda: desk.resize(coding.id, SPANS[1]),
            lambda: desk.set_about(coding.id, "south"),
            lambda: desk.toggle_past(coding.id),
            lambda: desk.remove(coding.id),
        )
        for change in changes:
            with pytest.raises(CoderError, match="this coding is JW's"):
                change()
        assert study.codings() == (coding,)
