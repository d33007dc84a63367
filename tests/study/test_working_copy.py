"""The working copy edited by hand: noticed, looked at, taken over or refused; and the revisions that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.codebook.problem import CodebookError
from coder.errors import CoderError
from coder.model.span import Span
from coder.study import Study
from tests.studies import CODEBOOK, add_document, new_study

HERE = Span(20, 30)
RISE = "mood.story.rise"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "s") as study:
        yield study


def write(study: Study, text: str) -> None:
    study.codebook_file.write_text(text, "utf-8")


def test_it_is_noticed_when_the_file_changes_under_an_open_study(study: Study) -> None:
    assert study.notices() == ()
    write(study, CODEBOOK + "# mine\n")
    assert "was edited" in study.notices()[0]
    assert study.notices() == study.notices()
    write(study, CODEBOOK)
    assert study.notices() == ()
    study.codebook_file.unlink()
    assert "cannot be read" in study.notices()[0]


def test_a_hand_edit_without_another_version_is_refused_and_raising_writes_it(study: Study) -> None:
    write(study, CODEBOOK.replace("It gets better.", "It gets much better.") + "# mine\n")
    with pytest.raises(
        CodebookError, match=r"codebooks/towns\.yaml:3: the version is still 1\.0\.0, but this is a patch"
    ):
        study.apply_codebook()
    assert study.revision == 1
    told = study.apply_codebook(raising=True)
    assert told[0] == "version '1.0.0' -> '1.0.1'"
    assert (study.codebook.version, study.revision) == ("1.0.1", 2)
    assert study.codebook_file.read_text("utf-8").endswith("# mine\n"), "every other character stays"
    assert study.notices() == ()
    study.undo()
    assert study.codebook.version == "1.0.0"
    assert study.check() == ()


def test_a_pasted_entry_brings_its_version_with_it(study: Study) -> None:
    document = add_document(study, "a", town="north")
    study.code(document, HERE, RISE, 2)
    write(study, CODEBOOK.replace(RISE, "mood.story.growth"))
    with pytest.raises(CodebookError) as refused:
        study.apply_codebook(raising=True)
    (problem,) = refused.value.problems
    entry = problem.repair[problem.repair.index("- {") :]
    write(study, CODEBOOK.replace(RISE, "mood.story.growth") + f"history:\n{entry}\n")
    with pytest.raises(CodebookError, match=r"is of version 1\.1\.0, but the codebook is of version 1\.0\.0"):
        study.apply_codebook()
    study.apply_codebook(raising=True)
    assert study.codebook.version == "1.1.0"
    assert study.present_codings(document)[0].code == "mood.story.growth"
    assert study.check() == ()


def test_the_impact_is_told_before_and_nothing_is_changed_by_looking(study: Study) -> None:
    for name, town in (("n", "north"), ("s", "south")):
        study.code(add_document(study, name, town=town), HERE, RISE, 2)
    write(study, CODEBOOK.replace("label: {en: rise}", "label: {en: ascent}"))
    before = study.overview().rows[1].cells["north"].text
    impact = study.hand_edit_impact()
    assert (impact.codings, len(impact.interviews), impact.coders) == (2, 2, ("MK",))
    assert {(cell.row, cell.case) for cell in impact.changed} == {("mood.story", "north"), ("mood.story", "south")}
    assert all((cell.before, cell.after) == ("rise [thin]", "ascent [thin]") for cell in impact.changed)
    assert impact.versions == ("1.0.0", "1.1.0")
    assert study.overview().rows[1].cells["north"].text == before
    assert study.revision == 1
    assert study.check() == ()


def test_codings_that_a_refused_edit_would_orphan_are_in_its_impact(study: Study) -> None:
    study.code(add_document(study, "n", town="north"), HERE, RISE, 2)
    write(study, CODEBOOK.replace(RISE, "mood.story.growth"))
    impact = study.hand_edit_impact()
    assert (impact.codings, impact.waiting) == (1, 1)


def test_revisions_say_who_changed_what_and_how_much_was_coded_under_each(study: Study) -> None:
    document = add_document(study, "a", town="north")
    study.code(document, HERE, RISE, 2)
    write(study, CODEBOOK.replace("It gets better.", "It gets much better."))
    study.apply_codebook(raising=True)
    with Study.open(study.path, "JW") as other:
        other.code(document, HERE, RISE, 1)
        other.code(document, HERE, "mood.pride", 1)
    study.undo()
    study.undo()
    study.undo()
    first, second, third = study.revisions()
    assert (first.number, first.version, first.coder, dict(first.codings)) == (1, "1.0.0", "MK", {"MK": 1})
    assert first.changed == ()
    assert second.label == "codebook 1.0.1: 2 differences"
    assert second.changed[1].startswith(f"code {RISE}: definition en")
    assert third.label.startswith("undo: ")
    assert third.changed[0] == "version '1.0.1' -> '1.0.0'"
    assert study.codebook_at(2).version == "1.0.1"
    assert study.codebook_text_at(1) == CODEBOOK
    with pytest.raises(CoderError, match="no revision 4"):
        study.codebook_at(4)


def test_codings_know_the_definition_they_were_made_under(study: Study) -> None:
    document = add_document(study, "a", town="north")
    old = study.code(document, HERE, RISE, 2)
    assert study.definitions()[RISE].revision == 1
    entry = f"- {{version: 2.0.0, date: 2026-01-01, author: MK, op: redefine, id: {RISE}, rationale: So.}}\n"
    write(study, CODEBOOK.replace("It gets better.", "Wages go up.") + "history:\n" + entry)
    study.apply_codebook(raising=True)
    new = study.code(document, Span(40, 50), RISE, 2)
    since = study.definitions()[RISE]
    assert (since.revision, since.version, since.redefined) == (2, "2.0.0", 2)
    assert study.definitions()["mood.pride"].revision == 1
    assert study.earlier_defined((old, new)) == {old.id}
    assert sorted(study.coded_under()) == [(RISE, 1, "MK", 1), (RISE, 2, "MK", 1)]


def test_definitions_follow_undo_and_other_processes(study: Study) -> None:
    assert study.definitions()[RISE].revision == 1
    with Study.open(study.path, "JW") as other:
        write(other, CODEBOOK.replace("It gets better.", "Wages go up."))
        other.apply_codebook(raising=True)
    assert study.definitions()[RISE].revision == 2
    study.undo()
    assert study.definitions()[RISE].revision == 3
