"""Codes edited through the study: one journalled step, in the study and in the working copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.codebook.code_fields import CodeField
from coder.codebook.problem import CodebookError
from coder.errors import CoderError
from coder.model.span import Span
from coder.study import Study
from tests.studies import add_document, coding, new_study

DEFINITION, LABEL = CodeField("definition", "en"), CodeField("label", "en")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return new_study(tmp_path / "study")


def test_one_step_in_study_working_copy_and_journal(study: Study) -> None:
    before = study.codebook
    code = study.edit_code("mood.story.rise", DEFINITION, "It goes up.")
    assert code.definition == {"en": "It goes up."}
    assert study.codebook.version == "1.0.1"
    assert "definition: It goes up." in study.codebook_file.read_text("utf-8")
    assert study.notices() == ()
    assert study.undo_label() == "definition of 'rise'"
    assert study.revision == 2
    study.undo()
    assert study.codebook == before
    assert "definition: It gets better." in study.codebook_file.read_text("utf-8")
    study.redo()
    assert study.codebook.version == "1.0.1"
    assert not study.check()


def test_a_rename_is_signed_and_moves_no_coding(study: Study) -> None:
    document = add_document(study, "n01", town="north")
    study.code(document, Span(20, 30), "mood.story.rise", 2)
    study.edit_code("mood.story.rise", LABEL, "ascent")
    change = study.codebook.history[-1]
    assert (change.op, change.ids, change.author) == ("rename", ("mood.story.rise",), "MK")
    assert change.date == study.log(1)[0].at[:10]
    study.code(document, Span(31, 40), "mood.story.rise", 1)
    uses = study.code_uses()
    assert [(use.code, use.case, use.interview, use.coder, use.codings) for use in uses] == [
        ("mood.story.rise", "north", "n01", "MK", 2)
    ]
    cell = study.overview().rows[1].cells["north"]
    assert cell.text == "ascent"
    assert not study.check()


def test_an_unchanged_text_writes_nothing(study: Study) -> None:
    entries = len(study.log())
    study.edit_code("mood.story.rise", DEFINITION, "  It gets better. ")
    assert len(study.log()) == entries


def test_a_refused_text_writes_nothing(study: Study) -> None:
    text, entries = study.codebook_file.read_text("utf-8"), len(study.log())
    with pytest.raises(CodebookError, match="needs a definition"):
        study.edit_code("mood.story.rise", DEFINITION, "")
    assert (study.codebook_file.read_text("utf-8"), len(study.log())) == (text, entries)


def test_a_working_copy_with_changes_of_its_own_is_left_alone(study: Study) -> None:
    mine = study.codebook_file.read_text("utf-8") + "# mine\n"
    study.codebook_file.write_text(mine, "utf-8")
    with pytest.raises(CoderError, match="was edited"):
        study.edit_code("mood.story.rise", DEFINITION, "It goes up.")
    assert study.codebook_file.read_text("utf-8") == mine
    assert study.codebook.version == "1.0.0"


def test_what_was_edited_here_can_be_edited_on_by_hand(study: Study) -> None:
    study.edit_code("mood.story.rise", LABEL, "ascent")
    text = study.codebook_file.read_text("utf-8")
    study.codebook_file.write_text(text.replace("version: 1.1.0\nlang", "version: 1.2.0\nlang"), "utf-8")
    assert study.apply_codebook() == ("version '1.1.0' -> '1.2.0'",)
    study.edit_code("mood.story.rise", DEFINITION, "It goes up.")
    assert study.codebook.version == "1.2.1"


def test_use_is_counted_by_case_interview_and_coder(study: Study) -> None:
    one, two = (add_document(study, name, town=town) for name, town in (("n01", "north"), ("s01", "south")))
    for number in range(3):
        study.code(one, Span(20 + number, 40), "mood.story.rise", 2)
    study.code(two, Span(20, 40), "mood.story.rise", 2, about="north")
    study.code(two, Span(20, 40), "mood.pride", 2)
    found = {(use.code, use.case, use.interview): use.codings for use in study.code_uses()}
    assert found == {
        ("mood.story.rise", "north", "n01"): 3,
        ("mood.story.rise", "north", "s01"): 1,
        ("mood.pride", "south", "s01"): 1,
    }


def test_codings_are_found_by_their_ids(study: Study) -> None:
    document = add_document(study, "n01", town="north")
    made = [study.code(document, Span(20 + number, 40), "mood.story.rise", 2) for number in range(3)]
    assert study.codings_of([made[2].id, "nothing", made[0].id]) == (made[0], made[2])
    assert coding(document).id not in {one.id for one in made}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [("date", "2026-02-28", "2026-02-28"), ("date", "2026", "2026"), ("date", " 2026-02 ", "2026-02"),
     ("date", "", None), ("age", "-3.5", "-3.5"), ("age", "12", "12"), ("room", "any thing", "any thing"),
     ("town", "South", "south")],
)  # fmt: skip
def test_typed_attributes(tmp_path: Path, name: str, value: str, kept: str | None) -> None:
    from tests.studies import CODEBOOK

    more = "document_attributes:\n- {id: date, kind: date}\n- {id: age, kind: number}\n"
    with Study.create(tmp_path / "s", CODEBOOK.replace("document_attributes:\n", more), "x.yaml", "MK") as study:
        document = add_document(study, "n01", town="north")
        study.set_attribute(document, name, value)
        assert study.attributes(document).get(name) == kept
        for wrong in {"date": ("2026-02-30", "1/2/2026", "today", "02026"), "age": ("old", "1e5", "１２", "1.")}.get(
            name, ()
        ):
            with pytest.raises(CoderError, match="is no"):
                study.set_attribute(document, name, wrong)
