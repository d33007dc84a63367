"""Parameters through the study: shown, tried, set as an edit that makes signed cells stale, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.model.overview import Flag
from coder.model.span import Span
from coder.study import Study
from tests.studies import add_document, new_study

WHY = "the committee asked for it"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Three interviews of the north: two tell of a rise, one of a decline; all give the same level."""
    with new_study(tmp_path / "s") as study:
        for name, value in (("a", "rise"), ("b", "rise"), ("c", "decline")):
            document = add_document(study, name, town="north")
            study.code(document, Span(20, 30), f"mood.story.{value}", 2)
            study.code(document, Span(40, 50), "mood.pride", 1)
        yield study


def flags(study: Study, row: str = "mood.story") -> set[Flag]:
    found = next(one for one in study.overview().rows if one.id == row).cells["north"]
    assert study.trace(row, "north").cell == found
    return set(found.flags)


def test_setting_one_says_what_changes_makes_stale_and_is_undone(study: Study) -> None:
    study.sign_off("mood.story", "north")
    study.sign_off("mood.pride", "north")
    text = study.codebook_file.read_bytes()
    impact = study.parameter_impact("min_interviews", "3")
    assert impact.versions == ("1.0.0", "2.0.0")
    assert [(one.row, one.case, one.before, one.after) for one in impact.changed] == [
        ("mood.story", "north", "rise [contested]", "rise [contested, thin]")
    ]
    assert impact.stale == (("mood.pride", "north"), ("mood.story", "north"))
    assert study.codebook_file.read_bytes() == text
    assert flags(study) == {Flag.CONTESTED}
    assert study.set_parameter("min_interviews", "3", WHY) == "2.0.0"
    assert flags(study) == {Flag.CONTESTED, Flag.THIN}
    assert study.shown("mood.story", "north").stale
    assert study.undo_label() == "set min_interviews 2 -> 3"
    assert WHY in study.codebook.history[-1].rationale
    assert [(one.name, one.value) for one in study.departures()] == [("min_interviews", "3")]
    assert study.notices() == ()
    assert study.check() == ()
    study.undo()
    assert flags(study) == {Flag.CONTESTED}
    assert not study.shown("mood.story", "north").stale
    assert study.codebook_file.read_bytes() == text
    assert study.check() == ()


def test_a_row_of_its_own_leaves_the_others_and_their_signatures(study: Study) -> None:
    study.sign_off("mood.pride", "north")
    impact = study.parameter_impact("third", "1/2", row="mood.story")
    assert [(one.row, one.after) for one in impact.changed] == [("mood.story", "rise")]
    assert impact.stale == ()
    study.set_parameter("third", "1/2", WHY, row="mood.story")
    assert flags(study) == set()
    assert not study.shown("mood.pride", "north").stale
    (third,) = (one for one in study.parameters() if one.name == "third")
    assert (third.study, third.rows) == (None, (("mood.story", "1/2"),))
    study.set_parameter("third", None, "back to what it was", row="mood.story")
    assert flags(study) == {Flag.CONTESTED}
    assert study.departures() == ()


def test_robustness_and_negative_cases_follow_a_row_of_its_own(study: Study) -> None:
    before = {(cell.row, cell.case): cell for cell in study.robustness().cells}
    study.set_parameter("min_interviews", "4", WHY, row="mood.story")
    after = {(cell.row, cell.case): cell for cell in study.robustness().cells}
    assert "thin" in after["mood.story", "north"].flags
    assert before["mood.pride", "north"] == replace(
        after["mood.pride", "north"], resampling=before["mood.pride", "north"].resampling
    )
    assert after["mood.story", "north"] == study.robustness_of("mood.story", "north")
    assert [one.interview for one in study.negative_cases().cases] == ["c"]


def test_doubles_collapse_by_row(study: Study) -> None:
    document = next(one.id for one in study.documents() if one.name == "a")
    study.code(document, Span(60, 70), "mood.story.rise", 1)
    study.code(document, Span(60, 70), "mood.pride", -1)

    def count() -> dict[str, int]:
        rows = study.overview().rows
        return {row.id: len(row.cells["north"].supporting + row.cells["north"].undecided) for row in rows}

    before = count()
    study.set_parameter("collapse", "turn", WHY, row="mood.story")
    after = count()
    assert (before["mood.story"] - after["mood.story"], before["mood.pride"]) == (1, after["mood.pride"])
    assert study.check() == ()
    for cell in study.robustness().cells:
        shown = study.shown(cell.row, cell.case).cell
        assert (cell.text, cell.k, cell.n) == (shown.text, shown.k, shown.n)
    study.undo()
    assert count() == before
    assert study.check() == ()


def test_views_from_outside_are_left_out_by_row(study: Study) -> None:
    south = add_document(study, "d", town="south")
    for code, weight in (("mood.story.rise", 2), ("mood.pride", 1)):
        made = study.code(south, Span(20, 30), code, weight)
        study.change(made.id, about="north")

    def heard() -> dict[str, int]:
        return {row.id: row.cells["north"].n for row in study.overview().rows}

    assert heard() == {"mood.pride": 4, "mood.story": 4}
    study.set_parameter("about_outside", "exclude", WHY, row="mood.story")
    assert heard() == {"mood.pride": 4, "mood.story": 3}
    study.set_parameter("about_outside", "exclude", WHY)
    assert heard() == {"mood.pride": 3, "mood.story": 3}
    study.set_parameter("about_outside", "include", WHY, row="mood.story")
    assert heard() == {"mood.pride": 3, "mood.story": 4}


def test_what_cannot_be_set_changes_nothing(study: Study) -> None:
    text, entries = study.codebook_file.read_bytes(), len(study.log())
    for name, value, row, said in (
        ("thrid", "1/2", "", "did you mean 'third'"),
        ("third", "2", "", "third cannot be '2'"),
        ("third", "1/3", "", "already"),
        ("third", "1/2", "nowhere", "no row 'nowhere'"),
    ):
        with pytest.raises(CoderError, match=said):
            study.parameter_impact(name, value, row=row)
        with pytest.raises(CoderError, match=said):
            study.set_parameter(name, value, WHY, row=row)
    with pytest.raises(CoderError, match="needs its reason"):
        study.set_parameter("third", "1/2", " ")
    assert (study.codebook_file.read_bytes(), len(study.log())) == (text, entries)
    study.codebook_file.write_bytes(text + b"# a remark\n")
    with pytest.raises(CoderError, match="was edited"):
        study.set_parameter("third", "1/2", WHY)
