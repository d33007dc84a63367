"""Overrides, sign-offs and summaries through the study: recorded, undone, stale and fresh again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError, StorageError
from coder.model.judgement import OverrideType
from coder.model.overview import ShownCell
from coder.model.span import Span
from coder.study import Study
from tests.studies import CODEBOOK, add_document, new_study

ROW, CASE = "mood.story", "north"
REASON = "both coders read it once more"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two interviews of the north, both coded."""
    with new_study(tmp_path / "s") as study:
        for name in ("a", "b"):
            document = add_document(study, name, town=CASE)
            study.code(document, Span(20, 30), "mood.story.rise", 2)
            study.code(document, Span(40, 50), "mood.pride", 1)
        yield study


def shown(study: Study, row: str = ROW, case: str = CASE) -> ShownCell:
    """A cell as the table has it, which is as its trace has it."""
    found = next(own for own in study.overview().rows if own.id == row).shown(case)
    traced = study.trace(row, case).shown
    assert (found.cell, found.text, found.stale, found.lost) == (traced.cell, traced.text, traced.stale, traced.lost)
    return found


def adjudicate(study: Study, value: str = "decline") -> None:
    study.override(ROW, CASE, OverrideType.ADJUDICATION, REASON, values=[value])


def test_an_override_stands_before_the_derived_value_which_stays(study: Study) -> None:
    before = shown(study).cell
    adjudicate(study)
    after = shown(study)
    assert (after.text, after.cell) == ("decline", before)
    override = after.override
    assert override is not None
    assert (override.derived_then, override.analyst, override.type) == ("rise", "MK", OverrideType.ADJUDICATION)
    assert study.overview().overridden == (1, 4)
    assert study.undo_label() == "override 'Story' of North: decline (adjudication)"
    assert study.check() == ()


def test_taking_back_and_undo_bring_back_what_was(study: Study) -> None:
    study.take_back_override(ROW, CASE)
    study.take_back_sign_off(ROW, CASE)
    study.take_back_summary(ROW, CASE)
    entries = len(study.log())
    adjudicate(study)
    first = shown(study)
    study.override(ROW, CASE, OverrideType.WORDING, REASON, text="upwards")
    assert shown(study).text == "upwards"
    study.take_back_override(ROW, CASE)
    assert shown(study) == ShownCell(first.cell)
    study.undo()
    assert shown(study).text == "upwards"
    study.undo()
    assert shown(study) == first
    study.undo()
    assert shown(study).override is None
    assert len(study.log()) == entries + 6, "nothing was written for what was not there"
    assert study.check() == ()


def test_a_refused_override_leaves_no_trace(study: Study) -> None:
    entries = len(study.log())
    with pytest.raises(CoderError, match="at least 20 characters"):
        study.override(ROW, CASE, OverrideType.ADJUDICATION, "no", values=["decline"])
    with pytest.raises(CoderError, match="no row 'mood'"):
        study.override("mood", CASE, OverrideType.ADJUDICATION, REASON, values=["decline"])
    with pytest.raises(CoderError, match="no town 'east'"):
        study.sign_off(ROW, "east")
    with pytest.raises(CoderError, match="only an external source"):
        study.override(ROW, "south", OverrideType.CODING_GAP, REASON, values=["decline"])
    with pytest.raises(CoderError, match="at least one coding"):
        study.summarise(ROW, "south", "Nobody says anything.", [])
    assert len(study.log()) == entries


def test_an_empty_cell_takes_a_value_from_outside(study: Study) -> None:
    source = OverrideType.EXTERNAL_SOURCE
    study.override(ROW, "south", source, "the chronicle tells the whole story", values=["rise"], reference="p. 12")
    assert shown(study, case="south").text == "rise"
    assert shown(study, case="south").cell.text == ""


def test_what_is_coded_later_makes_it_stale_and_undo_makes_it_fresh(study: Study) -> None:
    adjudicate(study)
    study.sign_off(ROW, CASE)
    assert not shown(study).stale
    document = study.document("a").id
    study.code(document, Span(60, 70), "mood.pride", -1)
    assert not shown(study).stale, "another row"
    study.code(document, Span(60, 70), "mood.story.rise", 1)
    assert (shown(study).override_stale, shown(study).sign_off_stale) == (True, True)
    study.undo()
    assert not shown(study).stale
    study.code(document, Span(60, 70), "mood.story.decline", 1)
    adjudicate(study)
    assert (shown(study).override_stale, shown(study).sign_off_stale) == (False, True), "renewed, not yet signed again"
    study.sign_off(ROW, CASE)
    assert not shown(study).stale


def test_marking_an_interview_as_coded_is_evidence_too(study: Study) -> None:
    study.sign_off(ROW, CASE)
    with Study.open(study.path, "JW") as other:
        other.mark_coded(study.document("a").id)  # found nothing here, so the voice of the interview is halved
    assert shown(study).sign_off_stale


def test_a_changed_parameter_makes_signed_cells_stale_and_a_new_code_does_not(study: Study) -> None:
    study.sign_off(ROW, CASE)
    study.add_code("a new thought", "mood.story")
    assert not shown(study).stale
    changed = study.codebook_file.read_text("utf-8") + "derivation: {min_interviews: 3}\n"
    study.codebook_file.write_text(changed, "utf-8")
    study.apply_codebook(raising=True)
    assert shown(study).sign_off_stale
    assert study.check() == ()


def test_another_language_is_not_another_value(tmp_path: Path) -> None:
    text = CODEBOOK.replace("languages: [en]", "languages: [en, de]").replace("{en: rise}", "{en: rise, de: Aufstieg}")
    with Study.create(tmp_path / "s", text, "towns.yaml", "MK") as study:
        document = add_document(study, "a", town=CASE)
        study.code(document, Span(20, 30), "mood.story.decline", 2)
        study.override(ROW, CASE, OverrideType.ADJUDICATION, REASON, values=["rise"])
        study.sign_off(ROW, CASE)
        found = study.overview(language="de").rows[1].shown(CASE)
        assert (found.text, found.stale) == ("Aufstieg", False)


def test_a_signature_is_of_what_was_shown(study: Study) -> None:
    assert study.sign_off(ROW, CASE).text == "rise"
    assert study.undo_label() == "sign off 'Story' of North: rise"
    adjudicate(study)
    assert shown(study).sign_off_stale
    assert study.sign_off(ROW, CASE).text == "decline"
    assert study.sign_off(ROW, "south").text == "(empty)"
    study.take_back_sign_off(ROW, CASE)
    assert shown(study).sign_off is None


def test_a_summary_keeps_the_codings_it_rests_on(study: Study) -> None:
    codings = shown(study).cell.supporting
    study.summarise(ROW, CASE, " Everybody sees it rise. ", codings)
    found = shown(study)
    assert found.summary is not None
    assert (found.summary.text, found.summary.codings, found.lost) == ("Everybody sees it rise.", codings, ())
    study.uncode(codings[:1])
    assert shown(study).lost == codings[:1]
    pride = next(coding.id for coding in study.codings() if coding.code == "mood.pride")
    with pytest.raises(CoderError, match="does not speak in this cell"):
        study.summarise(ROW, CASE, "They are proud.", [pride])
    study.take_back_summary(ROW, CASE)
    assert shown(study).summary is None


def test_two_analysts_at_one_cell_do_not_overwrite_each_other_unseen(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = study._shown
    with Study.open(study.path, "JW") as other:

        def meanwhile(row: str, case: str, language: str | None = None) -> object:
            found = seen(row, case, language)
            other.override(row, case, OverrideType.CODING_GAP, "it was coded much too early", values=["decline"])
            return found

        monkeypatch.setattr(study, "_shown", meanwhile)
        with pytest.raises(StorageError, match="no longer holds that override"):
            adjudicate(study)
        monkeypatch.undo()
    found = shown(study).override
    assert found is not None
    assert found.analyst == "JW"
    assert study.check() == ()


def test_everything_judged_is_listed_with_how_it_stands(study: Study) -> None:
    adjudicate(study)
    study.sign_off(ROW, CASE)
    spoken = shown(study, "mood.pride").cell.supporting
    study.summarise("mood.pride", CASE, "Rather proud.", spoken)
    report = study.judgements()
    assert [(one.kind.value, one.standing.value, one.text, one.then, one.now) for one in report.judgements] == [
        ("summary", "fresh", "Rather proud.", "", "+"),
        ("override", "fresh", "decline", "rise", "rise"),
        ("sign-off", "fresh", "decline", "", "rise"),
    ]
    override = report.judgements[1]
    assert (override.type, override.rationale, override.analyst) == ("adjudication", REASON, "MK")
    assert [(one.table, one.overridden, one.signed, one.cells) for one in report.tables] == [("t", 1, 1, 4)]
    study.uncode([spoken[0]])
    study.code(study.documents()[0].id, Span(60, 70), "mood.story.decline", 2)
    assert [one.standing.value for one in study.judgements().judgements] == ["stale", "stale", "stale"]
    assert study.judgements().judgements[0].lost == (spoken[0],)
    assert [(one.overridden, one.signed) for one in study.judgements().tables] == [(1, 0)]


def test_judgements_of_rows_and_cases_that_are_no_more_are_listed_last_and_can_be_taken_back(study: Study) -> None:
    study.sign_off("mood.pride", CASE)
    adjudicate(study)
    gone = CODEBOOK.replace("- {id: mood.story, code: mood.story, kind: one, group: mood}\n", "")
    gone = gone.replace("rows: [mood.pride, mood.story]", "rows: [mood.pride]")
    gone = gone.replace("version: 1.0.0", "version: 2.0.0")
    study.codebook_file.write_text(gone, "utf-8")
    study.apply_codebook()
    pride, story = study.judgements().judgements
    assert (pride.standing.value, pride.now) == ("fresh", "+")
    assert (story.standing.value, story.row, story.row_label, story.now) == ("unshown", ROW, ROW, "")
    assert (story.text, story.then) == ("decline", "rise")
    assert study.judged_cells() == (("mood.pride", CASE), (ROW, CASE))
    study.take_back_override(ROW, CASE)
    assert [one.row for one in study.judgements().judgements] == ["mood.pride"]
    assert study.undo_label() == "take back the override of 'mood.story' of North"
    assert study.check() == ()


def test_a_whole_table_is_signed_but_for_cells_with_a_stale_override(study: Study) -> None:
    adjudicate(study)
    study.sign_off("mood.pride", CASE)
    study.code(study.documents()[0].id, Span(60, 70), "mood.story.rise", 2)
    refused = "its override was made on other evidence"
    assert [(one.row, one.case, one.refusal, one.signed) for one in study.signable()] == [
        ("mood.pride", "north", "", True),
        ("mood.pride", "south", "", False),
        ("mood.story", "north", refused, False),
        ("mood.story", "south", "", False),
    ]
    with pytest.raises(CoderError, match="cannot be signed: its override was made on other evidence"):
        study.sign_off(ROW, CASE)
    assert [(one.row, one.text) for one in study.sign_off_all()] == [("mood.pride", "(empty)"), (ROW, "(empty)")]
    assert study.undo_label() == "sign off 2 cells of 'Towns'"
    assert study.sign_off_all() == ()
    study.undo()
    assert sum(one.signed for one in study.signable()) == 1
    study.take_back_override(ROW, CASE)
    assert [one.row for one in study.sign_off_all("t")] == ["mood.pride", ROW, ROW]
    assert study.check() == ()
