"""What was coded, suggested or rejected under earlier codes: shown, changed and offered under those of today."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from coder.cli import main
from coder.codebook.ops import Merge, Move, Part, Rescale, Retire, Split
from coder.codebook.problem import CodebookError
from coder.errors import CoderError
from coder.exports import codings_text
from coder.model.coding import Coding, SuggestionState, Tense
from coder.model.edit import ApplyCodebook
from coder.model.span import Span
from coder.study import Study
from tests.studies import add_document, new_study

RISE, DECLINE, PRIDE = "mood.story.rise", "mood.story.decline", "mood.pride"
HERE = Span(20, 30)
WORDS = "It is getting better here. Others say it is getting worse. It is not getting worse at all."
MOVE, MERGE = Move("mood.story", ""), Merge((RISE, DECLINE), Part(label="change"))
SPLIT = Split(RISE, (Part(label="boom"), Part(label="steady")))


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = new_study(tmp_path / "study")
    add_document(study, "a", WORDS, town="north")
    return study


def coded(study: Study, span: Span = HERE, code: str = RISE, weight: int = 2) -> Coding:
    return study.code(study.documents()[0].id, span, code, weight)


@pytest.mark.parametrize(
    ("op", "now", "cell"),
    [(MOVE, "story.rise", "rise"), (MERGE, "mood.story.change", "change"), (Retire(DECLINE), RISE, "rise")],
    ids=["move", "merge", "retire"],
)
def test_a_cell_is_traced_to_what_was_coded_under_an_earlier_code(
    study: Study, op: Move | Merge | Retire, now: str, cell: str
) -> None:
    coding = coded(study)
    study.restructure(op, "It has to be.")
    (row,) = (row.id for row in study.codebook.rows if row.id.endswith("story"))
    trace = study.trace(row, "north")
    assert trace.cell.text == cell
    assert [(one.coding, one.code, one.strength) for one in trace.supporting] == [(coding.id, now, "explicit")]
    assert [one.code for one in study.codings()] == [RISE], "never rewritten"
    (shown,) = study.codings(code=now, today=True)
    assert (shown.id, shown.code) == (coding.id, now)


def test_a_trace_shows_what_waits_and_the_level_of_today(study: Study) -> None:
    coded(study)
    coded(study, code=PRIDE)
    coded(study, Span(40, 50), PRIDE, -2)
    study.restructure(SPLIT, "Two things.")
    study.restructure(Rescale(PRIDE, {2: 1, -2: None}), "Fewer marks.")
    (waiting,) = study.trace("mood.story", "north").undecided
    assert (waiting.value, waiting.strength) == ("rise", "explicit")
    (level,) = study.trace(PRIDE, "north").supporting
    assert (level.weight, level.strength) == (1, "level 1 (+)")


def test_a_coding_of_an_earlier_code_can_be_changed_in_every_way(study: Study) -> None:
    coding = coded(study)
    study.restructure(MERGE, "One thing.")
    assert study.change(coding.id, tense=Tense.PAST).code == "mood.story.change"
    assert study.change(coding.id, about="south").about == "south"
    assert study.change(coding.id, span=Span(21, 31)).span == Span(21, 31)
    kept = study.coding(coding.id)
    assert (kept.code, kept.revision) == (RISE, 1), "nobody judged it anew"
    assert study.change(coding.id, weight=1).weight == 1
    kept = study.coding(coding.id)
    assert (kept.code, kept.weight, kept.revision) == ("mood.story.change", 1, 2)
    assert study.undo_label() == f"weight +2 -> +1: 'change' a:{kept.span}"
    assert study.check() == ()
    for _ in range(4):
        study.undo()
    assert study.coding(coding.id) == coding


def test_what_waits_can_be_given_the_level_it_had(study: Study) -> None:
    coding = coded(study, code=PRIDE, weight=-2)
    study.restructure(Rescale(PRIDE, {-2: None}), "Not so sure.")
    assert len(study.waiting()) == 1
    study.change(coding.id, code=PRIDE, weight=-2)
    assert study.waiting() == ()
    assert study.coding(coding.id).revision == study.revision
    with pytest.raises(CoderError, match="cannot have the weight"):
        study.change(coding.id, weight=7)


def test_a_passage_coded_before_a_merge_is_not_coded_twice(study: Study) -> None:
    coding = coded(study)
    study.restructure(MERGE, "One thing.")
    (made,) = study.code_many(coding.document, coding.span, [("mood.story.change", 1)])
    assert (made.id, made.weight) == (coding.id, 1)
    assert study.recent_codes() == ("mood.story.change",)
    assert study.last_weight("mood.story.change") == 1


def test_listed_codings_can_be_brought_in_again_after_a_change(
    study: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    coding = coded(study)
    study.restructure(MOVE, "Apart.")
    table = codings_text(study.codings(today=True), study.document, {})
    (tmp_path / "codings.csv").write_text(table, "utf-8")
    assert study.import_codings(tmp_path / "codings.csv").known == 1
    study.close()
    assert main(["--study", str(study.path), "codings", "--json", "--code", "story.rise"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["id"], told["code"], told["coded_as"], told["coded_weight"]) == (coding.id, "story.rise", RISE, 2)


def test_suggestions_go_with_their_codes(study: Study) -> None:
    study.suggest(("cues",), unaided=Fraction(0))
    first, second, third = study.suggestions()
    study.reject(third.id)
    study.restructure(MOVE, "Apart.")
    assert [(one.id, one.code) for one in study.suggestions()] == [
        (first.id, "story.rise"),
        (second.id, "story.decline"),
    ]
    again = study.suggest(("cues",), unaided=Fraction(0))
    assert (again.added, again.withdrawn) == (0, 0), "what waits, and what was rejected, stays as it is"
    study.restructure(Merge(("story.rise", "story.decline"), Part(label="change")), "One thing.")
    made = study.accept(first.id, 1)
    assert (made.code, made.revision) == ("story.change", study.revision)
    assert [one.code for one in study.suggestions(state=SuggestionState.ACCEPTED)] == ["story.change"]
    for _ in range(3):
        study.undo()
    assert [one.code for one in study.suggestions()] == [RISE, DECLINE]


@pytest.mark.parametrize("op", [SPLIT, Retire(RISE)], ids=["split", "retire"])
def test_what_cannot_be_coded_any_more_is_not_offered(study: Study, op: Split | Retire) -> None:
    study.suggest(("cues",), unaided=Fraction(0))
    first = study.suggestions()[0]
    study.restructure(op, "It has to be.")
    assert first.id not in {one.id for one in study.suggestions()}
    assert study.documents()[0].pending == len(study.suggestions()) == 2
    with pytest.raises(CoderError, match="retired or split meanwhile"):
        study.accept(first.id, 1)
    study.undo()
    assert study.documents()[0].pending == len(study.suggestions()) == 3


def test_a_strength_never_becomes_a_level_by_itself(study: Study) -> None:
    code = study.add_code("risk").id
    coding = coded(study, code=code)
    text = study.codebook_file.read_text("utf-8")
    (line,) = (one for one in text.splitlines() if f"id: {code}," in one and "label" in one)
    level = "applies: level, scale: rating, definition: What is staked., anchors: {2: All., -1: Little.}, label"
    edited = text.replace(line, line.replace("label", level))
    assert edited != text
    study.codebook_file.write_text(edited, "utf-8")
    with pytest.raises(CodebookError) as refused:
        study.apply_codebook(raising=True)
    assert "was coded with a strength, takes a level now" in str(refused.value)
    assert f"op: rescale, id: {code}, map: {{2: null}}" in str(refused.value)
    entry = refused.value.problems[-1].repair.partition("- {")[2].rpartition("}")[0].replace("…", "a level now")
    study.codebook_file.write_text(edited + f"- {{{entry}}}\n", "utf-8")
    assert study.apply_codebook(raising=True)
    (waiting,) = study.waiting()
    assert [weight for _, weight in waiting.choices] == [2, 1, 0, -1, -2]
    study.change(coding.id, code=code, weight=2)
    assert study.waiting() == ()
    assert study.check() == ()


def test_the_working_copy_comes_back_and_what_was_edited_is_kept(
    study: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    file = study.codebook_file
    text = file.read_text("utf-8")
    file.write_text("no codebook", "utf-8")
    study.close()
    assert main(["--study", str(study.path), "codebook", "restore"]) == 0
    assert file.read_text("utf-8") == text
    (kept,) = (study.path / "exports").iterdir()
    assert kept.read_text("utf-8") == "no codebook"
    assert kept.name in capsys.readouterr().err
    file.unlink()
    assert main(["--study", str(study.path), "codebook", "show"]) == 0
    assert "coder codebook restore puts that back" in capsys.readouterr().err
    assert main(["--study", str(study.path), "codebook", "restore"]) == 0
    assert file.read_text("utf-8") == text


def test_two_who_change_the_codebook_at_once_do_not_undo_one_another(study: Study) -> None:
    with Study.open(study.path, "JW") as other:
        op = Move("mood.story", "")
        planned = other._planned(op, "Apart.", ())  # as far as another process is, when we write
        assert isinstance(planned.edit, ApplyCodebook)
        study.add_code("risk")
        with pytest.raises(CoderError, match="changed by somebody else"):
            other._perform(planned.edit, planned.label, {planned.edit.after: planned.changed.text.encode()})
        other.restructure(op, "Apart.")
        assert {"risk", "story"} <= {code.id for code in other.codebook.codes}
        assert other.check() == ()
        assert other.notices() == ()
        for _ in range(2):
            other.undo()
        assert other.codebook.version == "1.0.0"
