"""Several codes in one edit, coding like another passage, and what undo calls each change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.model.coding import Tense
from coder.model.span import Span
from coder.study import Study
from tests.studies import CODEBOOK, add_document, new_study

RISE, DECLINE, PRIDE = "mood.story.rise", "mood.story.decline", "mood.pride"
HERE, THERE = Span(20, 30), Span(40, 50)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a", town="north")
        yield study


@pytest.fixture
def a(study: Study) -> str:
    return study.document("a").id


def test_several_codes_are_one_edit(study: Study, a: str) -> None:
    made = study.code_many(a, HERE, [(RISE, 2), (PRIDE, -1)])
    assert [(one.code, one.weight) for one in made] == [(RISE, 2), (PRIDE, -1)]
    assert study.undo_label() == "code 'rise', 'Pride' a:20-30"
    study.undo()
    assert study.codings() == ()
    study.redo()
    assert set(study.codings()) == set(made)
    assert study.check() == ()


def test_codes_on_just_this_span_are_reweighed_not_doubled(study: Study, a: str) -> None:
    old = study.code(a, HERE, RISE, 2, about="south", tense=Tense.PAST)
    study.write_memo("coding", old.id, "why")
    made = study.code_many(a, HERE, [(RISE, -1), (DECLINE, 1)])
    assert len(study.codings()) == 2
    assert (made[0].id, made[0].weight, made[0].about, made[0].tense) == (old.id, -1, "south", Tense.PAST)
    assert study.memo("coding", old.id) == "why"
    assert study.undo_label() == "code 'decline', 'rise' a:20-30"
    study.undo()
    assert study.codings() == (old,)


def test_what_is_so_already_is_no_edit(study: Study, a: str) -> None:
    made = study.code_many(a, HERE, [(RISE, 2), (PRIDE, 1)])
    before = len(study.log())
    assert study.code_many(a, HERE, [(PRIDE, 1), (RISE, 2)]) == made[::-1]
    assert len(study.log()) == before
    study.code_many(a, HERE, [(PRIDE, 1), (RISE, 1)])
    assert study.undo_label() == "weight +2 -> +1: 'rise' a:20-30"


def test_a_code_named_twice_is_coded_once(study: Study, a: str) -> None:
    (made,) = study.code_many(a, HERE, [(RISE, 2), (RISE, 1)])
    assert made.weight == 1
    assert study.codings() == (made,)


def test_other_spans_and_other_coders_are_left_alone(study: Study, a: str) -> None:
    with Study.open(study.path, "JW") as other:
        theirs = other.code(a, HERE, RISE, 2)
    longer = study.code(a, Span(20, 31), RISE, 2)
    (mine,) = study.code_many(a, HERE, [(RISE, 1)])
    assert {one.id for one in study.codings()} == {theirs.id, longer.id, mine.id}
    assert study.coding(theirs.id).weight == 2


def test_one_refused_code_refuses_all(study: Study, a: str) -> None:
    before = len(study.log())
    for codes in ([(RISE, 2), ("mood.story", 2)], [(RISE, 2), (PRIDE, 5)], [(RISE, 2), ("none", 1)]):
        with pytest.raises(CoderError):
            study.code_many(a, HERE, codes)
    assert study.codings() == ()
    assert len(study.log()) == before


def test_coding_like_another_passage_takes_weight_case_and_tense_along(study: Study, a: str) -> None:
    like = [study.code(a, HERE, RISE, -2, about="south", tense=Tense.PAST), study.code(a, HERE, PRIDE, 1)]
    made = study.code_like(a, THERE, like)
    assert [(one.code, one.weight, one.about, one.tense) for one in made] == [
        (RISE, -2, "south", Tense.PAST),
        (PRIDE, 1, None, Tense.PRESENT),
    ]
    assert {one.id for one in made}.isdisjoint({one.id for one in like})
    assert study.undo_label() == "code 'rise', 'Pride' a:40-50"
    assert study.code_like(a, THERE, like) == made
    study.undo()
    assert len(study.codings()) == 2


def test_coding_like_another_passage_uses_the_codes_of_today(study: Study, a: str) -> None:
    like = [study.code(a, HERE, RISE, 2), study.code(a, HERE, DECLINE, 1)]
    renamed = (
        CODEBOOK.replace("version: 1.0.0", "version: 2.0.0")
        .replace("mood.story.rise", "mood.story.growth")
        .replace("    - id: mood.story.decline", "    - retired: true\n      id: mood.story.decline")
    )
    renamed += (
        "history:\n- {version: 2.0.0, date: 2026-01-01, author: MK, op: move, ids: [mood.story.rise], "
        "to: [mood.story.growth], rationale: clearer}\n"
        "- {version: 2.0.0, date: 2026-01-01, author: MK, op: retire, ids: [mood.story.decline], rationale: unused}\n"
    )
    study.codebook_file.write_text(renamed, "utf-8")
    study.apply_codebook()
    (made,) = study.code_like(a, THERE, like)
    assert (made.code, made.revision) == ("mood.story.growth", 2)
    with pytest.raises(CoderError, match="can be coded today"):
        study.code_like(a, THERE, like[1:])
    study.uncode([like[0].id])  # a coding whose code is gone can still be taken away
    assert study.undo_label() == "remove 'rise' a:20-30 (+2)"


def test_undo_names_what_changed(study: Study, a: str) -> None:
    coding = study.code(a, HERE, RISE, 2)
    steps = [
        ({"weight": 1}, "weight +2 -> +1: 'rise' a:20-30"),
        ({"code": DECLINE}, "recode 'rise' as 'decline': a:20-30"),
        ({"span": Span(20, 44)}, "resize: 'decline' a:20-30 -> 20-44"),
        ({"about": "south"}, "about South: 'decline' a:20-44"),
        ({"about": None}, "about its own case: 'decline' a:20-44"),
        ({"tense": Tense.PAST}, "past: 'decline' a:20-44"),
    ]
    for change, words in steps:
        study.change(coding.id, **change)  # type: ignore[arg-type]
        assert study.undo_label() == words
    assert study.undo_coder() == "MK"
    subjects = {"coding": (coding.id, "'decline' a:20-44 (+1)"), "document": (a, "document a")}
    subjects |= {"code": (RISE, "code 'rise'"), "case": ("north", "case North")}
    for subject, (target, words) in subjects.items():
        study.write_memo(subject, target, "hm")
        assert study.undo_label() == f"write memo on {words}"
    study.write_memo("case", "north", "")
    assert study.undo_label() == "remove memo on case North"
    with pytest.raises(CoderError):
        study.write_memo("coding", "none", "hm")
    while study.undo_label() != "import a":
        study.undo()
    assert study.redo_label() == "code 'rise' a:20-30 (+2)"
    assert study.check() == ()


def test_a_change_to_what_it_is_already_is_no_edit(study: Study, a: str) -> None:
    coding = study.code(a, HERE, RISE, 2)
    before = len(study.log())
    assert study.change(coding.id, weight=2, code=RISE, span=HERE) == coding
    assert len(study.log()) == before


def test_whose_edit_undo_would_take_back(study: Study, a: str) -> None:
    with Study.open(study.path, "JW") as other:
        other.code(a, HERE, RISE, 2)
    assert study.undo_coder() == "JW"
    study.undo()
    assert study.undo_coder() == "MK"
