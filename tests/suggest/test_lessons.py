"""What is learned from: single segments and beginnings, what is seen around them, and what is held out together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggest import lessons
from coder.suggest.lessons import Lessons, sample
from coder.suggest.reading import Reader
from coder.suggest.segments import CodedInterview
from coder.suggest.sources import REFUSED
from tests.suggest.talks import talk

CODES = ("price", "school")


@st.composite
def interviews(draw: st.DrawFn) -> list[CodedInterview]:
    """Beginnings read, and single decisions behind them."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        length = draw(st.integers(1, 70))
        places = st.sets(st.integers(0, length - 1), max_size=4)
        accepted, rejected = draw(places), draw(places)
        said = [(f"word {place}", ["price"] if place in accepted else []) for place in range(length)]
        refused = {place: ["school"] for place in rejected}
        found.append(talk(f"d{number}", *said, read=draw(st.integers(0, length)), rejected=refused))
    return found


def made_of(coded: list[CodedInterview]) -> Lessons:
    return Lessons.of(coded, CODES, Reader.of([one.interview for one in coded], [], None))


@given(interviews())
@settings(deadline=None, max_examples=60)
def test_only_what_was_read_or_decided_on_has_a_target(coded: list[CodedInterview]) -> None:
    made = made_of(coded)
    assert [coded[place].rows for place in made.used] == [tuple(known.tolist()) for known in made.known]
    assert all(coded[place].rows == () for place in set(range(len(coded))) - set(made.used))
    for place, known, said in zip(made.used, made.known, made.targets, strict=True):
        one = coded[place]
        for row, (price, school) in zip(known, said, strict=True):
            assert row < one.read or one.codings[row] or one.rejected[row]
            assert price == (1.0 if one.codings[row] else 0.0)
            assert school == (REFUSED if one.rejected[row] else 0.0)
    assert [made.names[row] for row in made.rows] == [
        (coded[place].interview.document, row) for place in made.used for row in coded[place].rows
    ]


@given(interviews())
@settings(deadline=None, max_examples=60)
def test_what_is_seen_is_what_stands_around_and_is_held_out_with_it(coded: list[CodedInterview]) -> None:
    made = made_of(coded)
    for place, known, seen in zip(made.used, made.known, made.seen, strict=True):
        count, read = len(coded[place].interview.segments), coded[place].read
        near = {one for row in known for one in range(row - 8, row + 9) if row >= read and 0 <= one < count}
        assert set(seen.tolist()) == near | set(range(min(count, read + 20) if read else 0))
    words = [view.count for view in made.views]
    assert sum(words) == len(made.names) == sum(map(len, made.seen))
    known_rows = [row for block in made.blocks for row in made.rows[block]]
    beside = [row for one in made.beside for row in one]
    assert known_rows == made.rows.tolist()
    assert sorted([*known_rows, *beside]) == list(range(len(made.names)))
    for block, others in zip(made.blocks, made.beside, strict=True):
        assert len({made.names[row][0] for row in (*made.rows[block], *others)}) == 1
    apart = made.by_interview(np.arange(len(made.names), dtype=np.float32)[None, :, None]) if made.used else []
    assert [len(one[0]) for one in apart] == [len(seen) for seen in made.seen]
    assert [one[0, places, 0].tolist() for one, places in zip(apart, made.places, strict=True)] == [
        [row for row in made.rows if made.names[row][0] == interview.document] for interview in made.interviews
    ]


def test_a_decision_at_the_end_of_an_interview_labels_nothing_on_the_way_there() -> None:
    one = talk("d", *["some words"] * 60, read=5)
    decided = replace(one, rejected=(*one.rejected[:59], frozenset({"price"})))
    (before,), (after,) = made_of([one]).targets, made_of([decided]).targets
    assert before.shape == (5, 2)
    assert after.tolist() == [*before.tolist(), [REFUSED, 0.0]]
    assert [view.count for view in made_of([decided]).views] == [25, 9]


def test_a_few_decisions_elsewhere_leave_the_one_interview_that_was_read_in_its_stretches() -> None:
    one = talk("read", *[f"word {place}" for place in range(60)])
    few = [talk(f"d{number}", *["word"] * 30, read=0, rejected={9: ["price"], 20: ["price"]}) for number in range(4)]
    alone, beside = made_of([one]), made_of([one, *few])
    assert [len(block) for block in alone.blocks] == [12] * 5
    assert [len(block) for block in beside.blocks[:5]] == [12] * 5
    assert all(len(block) == 1 for block in beside.blocks[5:])
    more = [talk(f"e{number}", *["word"] * 60) for number in range(2)]
    assert [len(block) for block in made_of([one, *more]).blocks] == [60] * 3


def test_many_interviews_with_few_decisions_count_by_what_is_seen_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lessons, "MOST", 100)
    few = [talk(f"d{number}", *["word"] * 90, read=0, rejected={45: ["price"]}) for number in range(5)]
    assert sample(few) == [0, 1, 2, 3, 4]
    assert len(sample([*few, talk("whole", *["word"] * 90)])) in {1, 5}
