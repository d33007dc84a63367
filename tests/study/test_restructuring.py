"""Changing the codes of a study: previews that are kept, one edit that undo takes back, what is to be coded again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.codebook.code_fields import CodeField
from coder.codebook.ops import Create, Merge, Move, Part, Redefine, Rename, Rescale, Retire, Split
from coder.errors import CoderError
from coder.model.overview import Flag, State
from coder.model.span import Span
from coder.study import Study
from tests.studies import CODEBOOK, add_document, new_study

RISE, DECLINE, PRIDE = "mood.story.rise", "mood.story.decline", "mood.pride"
MERGE = Merge((RISE, DECLINE), Part(label="change"))
SPLIT = Split(RISE, (Part(label="boom"), Part(label="steady")))


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = new_study(tmp_path / "study")
    for name in ("N1", "N2"):
        document = add_document(study, name, town="north", interview=name)
        study.code(document, Span(20, 30), RISE, 2)
        study.code(document, Span(50, 60), DECLINE, 1)
        study.code(document, Span(80, 90), PRIDE, 2)
    return study


def state(study: Study) -> dict[str, list[object]]:
    """What the tables hold, without the revisions of the codebook."""
    names = ("document", "attribute", "coding", "memo", "judgement")
    return {name: study._store.db.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3").fetchall() for name in names}


def cell(study: Study, row: str = "mood.story") -> str:
    return study.overview().rows[[one.id for one in study.overview().rows].index(row)].cells["north"].text


OPS = [
    Create(Part(label="stillness"), "mood.story"),
    Rename(RISE, "going up"),
    Move(RISE, ""),
    MERGE,
    SPLIT,
    replace(SPLIT, default=0),
    Retire(RISE),
    Redefine(RISE, ((CodeField("definition", "en"), "Much better."),)),
    Rescale(PRIDE, {2: 1, -2: None}),
]


@pytest.mark.parametrize("op", OPS, ids=lambda op: type(op).__name__)
def test_a_preview_changes_nothing_and_undo_takes_everything_back(study: Study, op: object) -> None:
    before, text, entries = state(study), study.codebook_file.read_bytes(), len(study.log())
    impact = study.impact(op)  # type: ignore[arg-type]
    assert (state(study), study.codebook_file.read_bytes(), len(study.log())) == (before, text, entries)
    assert study.codebook.version == "1.0.0"
    study.restructure(op, "It has to be.")  # type: ignore[arg-type]
    assert len(study.log()) == entries + 1
    assert study.codebook.version == impact.versions[1]
    assert study.codebook_file.read_text("utf-8") != text.decode()
    assert not study.notices()
    assert len(study.waiting()) == impact.waiting
    assert study.check() == ()
    study.undo()
    assert (state(study), study.codebook_file.read_bytes()) == (before, text)
    study.redo()
    assert study.codebook.version == impact.versions[1]
    assert study.check() == ()


def test_a_preview_says_what_the_change_then_does(study: Study) -> None:
    study.sign_off("mood.story", "north")
    impact = study.impact(MERGE)
    assert (impact.codings, impact.interviews, impact.coders) == (4, ("N1", "N2"), ("MK",))
    assert [(one.row, one.case, one.after) for one in impact.changed] == [("mood.story", "north", "change")]
    assert impact.stale == (("mood.story", "north"),)
    assert not study.overview().rows[1].judged["north"].stale
    study.restructure(MERGE, "They could not be told apart.")
    assert cell(study) == "change"
    assert study.overview().rows[1].judged["north"].stale


@pytest.mark.parametrize("op", [MERGE, SPLIT, Retire(RISE)], ids=["merge", "split", "retire"])
def test_cells_touched_become_stale(study: Study, op: object) -> None:
    study.sign_off("mood.story", "north")
    study.sign_off("mood.pride", "north")
    study.restructure(op, "So it is.")  # type: ignore[arg-type]
    rows = {row.id: row for row in study.overview().rows}
    assert rows["mood.story"].judged["north"].stale
    assert not rows["mood.pride"].judged["north"].stale
    study.restructure(Rescale(PRIDE, {2: 1}), "Too high.")
    assert study.overview().rows[0].judged["north"].stale


def test_renaming_and_moving_a_row_leave_its_cells(study: Study) -> None:
    before = [one.text for row in study.overview().rows for one in row.cells.values()]
    study.restructure(Rename("mood.story", "Tale"), "Shorter.")
    study.restructure(Create(Part(label="Group")), "Another group.")
    assert study.impact(Move("mood.story", "")).changed == ()
    study.restructure(Move("mood.story", ""), "Apart.")
    assert [one.text for row in study.overview().rows for one in row.cells.values()] == before
    assert {coding.code for coding in study.codings()} == {RISE, DECLINE, PRIDE}  # as coded, never rewritten


def test_merge_then_unmerge_is_the_identity(study: Study) -> None:
    before, codebook = state(study), study.codebook
    cells = [row.cells for row in study.overview().rows]
    (merged,) = study.restructure(MERGE, "One.")
    study.write_memo("document", study.documents()[0].id, "something later")
    study.restructure(study.merged_before(merged), "Two after all.")
    assert replace(study.codebook, version="", history=()) == replace(codebook, version="", history=())
    assert state(study)["coding"] == before["coding"]
    assert [row.cells for row in study.overview().rows] == cells
    assert study.check() == ()


def test_a_merged_code_used_since_stays_when_the_merge_is_taken_back(study: Study) -> None:
    (merged,) = study.restructure(MERGE, "One.")
    new = study.code(study.documents()[0].id, Span(100, 110), merged, 2)
    study.restructure(study.merged_before(merged), "Two after all.")
    assert study.coding(new.id).code == merged
    assert study.waiting() == ()
    assert {code.id for code in study.codebook.codable()} >= {merged, RISE, DECLINE}


def test_a_split_waits_to_be_coded_again_one_by_one(study: Study) -> None:
    study.restructure(SPLIT, "Two things.")
    first, second = study.waiting()
    assert (first.document, first.choices) == ("N1", (("mood.story.boom", 2), ("mood.story.steady", 2)))
    assert first.why == "split of mood.story.rise in 2.0.0: Two things."
    shown = study.overview().rows[1].cells["north"]
    assert (shown.text, shown.n) == ("decline", 2)  # supports no value any more
    study.change(first.coding.id, code="mood.story.boom")
    assert [one.coding.id for one in study.waiting()] == [second.coding.id]


def test_what_waits_counts_as_having_spoken_of_the_row(study: Study) -> None:
    study.uncode([coding.id for coding in study.codings(code=DECLINE)][:1])
    study.restructure(SPLIT, "Two things.")
    shown = study.overview().rows[1].cells["north"]
    assert (shown.n, shown.dissent) == (1, (0, 2))
    assert {one.coding.id for one in study.waiting()} <= set(shown.undecided)


def test_a_row_of_which_all_waits_is_empty_and_says_who_spoke(study: Study) -> None:
    study.uncode([coding.id for coding in study.codings(code=DECLINE)])
    study.restructure(SPLIT, "Two things.")
    shown = study.overview().rows[1].cells["north"]
    assert (shown.state, shown.dissent, len(shown.undecided)) == (State.EMPTY, (0, 2), 2)


def test_what_a_default_took_over_is_not_explicit(study: Study) -> None:
    text = study.codebook_file.read_text("utf-8").replace("kind: one", "kind: set")
    study.codebook_file.write_text(text.replace("version: 1.0.0", "version: 2.0.0"), "utf-8")
    study.apply_codebook()
    others = [coding.id for coding in study.codings(code=DECLINE)]
    study.uncode(others[1:])
    study.change(others[0], weight=2)
    kept = [coding.id for coding in study.codings(code=RISE)]
    study.uncode(kept[:1])
    assert set(study.overview().rows[1].cells["north"].values) == {"rise", "decline"}  # each explicit in an interview
    study.restructure(replace(SPLIT, default=1), "Mostly steady.")
    assert study.overview().rows[1].cells["north"].values == ("decline",)
    assert study.waiting() == ()


def test_a_split_by_queries_sorts_what_just_one_target_finds(study: Study) -> None:
    long = add_document(
        study, "N3", "We grew and grew. It was steady growth. Nothing else. ", town="north", interview="N3"
    )
    text = study.document(long).text
    spans = [
        Span(text.index(words), text.index(words) + len(words))
        for words in ("We grew and grew", "It was steady", "Nothing else")
    ]
    boom, steady, neither = (study.code(long, span, RISE, 1).id for span in spans)
    by = [("grew", 0), ("steady", 1)]
    impact = study.impact(SPLIT, by)
    assert (impact.recoded, impact.waiting) == (2, 3)
    study.restructure(SPLIT, "Two things.", by)
    assert study.coding(boom).code == "mood.story.boom"
    assert study.coding(steady).code == "mood.story.steady"
    assert neither in {one.coding.id for one in study.waiting()}
    study.undo()
    assert {study.coding(one).code for one in (boom, steady, neither)} == {RISE}
    assert study.check() == ()


def test_levels_without_a_successor_wait_for_another_one(study: Study) -> None:
    study.restructure(Rescale(PRIDE, {2: None}), "Nobody is that proud.")
    one = study.waiting()[0]
    assert [weight for _, weight in one.choices] == [2, 1, 0, -1, -2]
    study.change(one.coding.id, code=PRIDE, weight=1)
    assert len(study.waiting()) == 1


def test_earlier_definitions_can_be_left_out(study: Study) -> None:
    study.restructure(Redefine(DECLINE, ((CodeField("definition", "en"), "Much worse."),)), "Clearer.")
    assert set(study.overview().rows[1].cells["north"].p) == {"rise", "decline"}
    text = study.codebook_file.read_text("utf-8").replace(
        "codes:\n", "derivation: {earlier_definition: exclude}\ncodes:\n", 1
    )
    study.codebook_file.write_text(text.replace("version: 2.0.0\n", "version: 3.0.0\n", 1), "utf-8")
    study.apply_codebook()
    assert set(study.overview().rows[1].cells["north"].p) == {"rise"}


def test_memos_go_with_their_codes(study: Study) -> None:
    study.write_memo("code", RISE, "Since when?")
    study.write_memo("code", DECLINE, "Where?")
    (merged,) = study.restructure(MERGE, "One.")
    assert study.memos("code") == {merged: "Since when?\n\nWhere?"}
    (moved, *_) = study.restructure(Move(merged, ""), "Apart.")
    assert study.memos("code") == {moved: "Since when?\n\nWhere?"}
    study.undo()
    study.undo()
    assert study.memos("code") == {RISE: "Since when?", DECLINE: "Where?"}


def test_a_new_code_raises_the_version_and_stands_in_the_history(study: Study) -> None:
    code = study.add_code("night shift", "mood.story", "Work at night.")
    assert (code.id, study.codebook.version) == ("mood.story.night_shift", "1.1.0")
    assert (study.codebook.history[-1].op, study.codebook.history[-1].ids) == ("create", (code.id,))


def test_below_an_ordinal_row_a_new_code_takes_a_place(tmp_path: Path) -> None:
    text = CODEBOOK.replace("kind: one, group: mood", "kind: ordinal, order: [decline, rise], group: mood")
    study = Study.create(tmp_path / "ordinal", text, "towns.yaml", "MK")
    study.add_code("stillness", "mood.story", place=1)
    study.add_code("boom", "mood.story")
    assert study.codebook.row("mood.story").order == ("decline", "stillness", "rise", "boom")


def test_nothing_is_done_without_a_reason_or_over_changes_by_hand(study: Study) -> None:
    with pytest.raises(CoderError, match="needs its reason"):
        study.restructure(MERGE, " ")
    study.codebook_file.write_text(CODEBOOK + "# by hand\n", "utf-8")
    with pytest.raises(CoderError, match="was edited"):
        study.restructure(MERGE, "One.")
    assert study.codebook.version == "1.0.0"


def test_flags_of_the_preview_are_those_of_the_table(study: Study) -> None:
    study.uncode([coding.id for coding in study.codings(code=DECLINE)])
    impact = study.impact(Retire(RISE))
    assert [(one.before, one.after) for one in impact.changed] == [("rise", "(empty)")]
    assert Flag.THIN not in study.overview().rows[1].cells["north"].flags
