from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.model.coding import SuggestionState
from coder.model.span import Span
from coder.study import Study
from tests.studies import CODEBOOK, add_document, new_study

WORDS = "It is getting better here. Others say it is getting worse. It is not getting worse at all."


def test_cues_are_proposed_with_reason_and_never_coded(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a", WORDS)
        assert study.suggest(("cues",), unaided=Fraction(0)).added == 3
        proposed = study.suggestions()
        assert [(one.code, one.weight) for one in proposed] == [
            ("mood.story.rise", 1),
            ("mood.story.decline", 1),
            ("mood.story.decline", -1),
        ]
        assert all(0 < one.confidence <= 1 and one.origin == "cues.v1" and one.reason for one in proposed)
        assert study.codings() == ()
        assert all(not cell.supporting for row in study.overview().rows for cell in row.cells.values())


def test_an_accepted_one_is_a_coding_with_its_origin_and_a_rejected_one_stays_away(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a", WORDS, town="north")
        study.suggest(("cues",), unaided=Fraction(0))
        first, second, _ = study.suggestions()
        coding = study.accept(first.id, 2)
        assert (coding.origin, coding.weight, coding.coder) == ("suggestion:cues.v1", 2, "MK")
        study.reject(second.id)
        with pytest.raises(CoderError, match="was rejected before"):
            study.accept(second.id, 1)
        assert study.suggest(("cues",), unaided=Fraction(0)).added == 0
        assert [one.id for one in study.suggestions(state=SuggestionState.REJECTED)] == [second.id]
        assert study.overview().rows[1].cells["north"].text == "rise"
        for _ in range(2):  # being asked again to no effect is no step
            study.undo()
        assert len(study.suggestions()) == 3
        assert study.codings() == ()
        assert study.check() == ()


def test_a_passage_coded_under_an_earlier_name_of_the_code_is_not_proposed_again(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "a", WORDS)
        study.code(document, Span(18, 44), "mood.story.rise", 2)
        renamed = CODEBOOK.replace("mood.story.rise", "mood.story.growth").replace("version: 1.0.0", "version: 1.1.0")
        study.codebook_file.write_text(
            renamed + "history:\n- {version: 1.1.0, date: 2026-01-01, author: MK, op: move, "
            "id: mood.story.rise, to: mood.story.growth, rationale: a clearer word}\n",
            "utf-8",
        )
        assert study.apply_codebook()
        assert study.codings()[0].code == "mood.story.rise", "kept as coded"
        study.suggest(("cues",), unaided=Fraction(0))
        assert {one.code for one in study.suggestions()} == {"mood.story.decline"}
        assert study.check() == ()


@pytest.mark.parametrize("sources", [("cues",), ("cues", "similar", "model")])
def test_a_codebook_without_cues_is_told_where_only_cues_could_propose(
    tmp_path: Path, sources: tuple[str, ...]
) -> None:
    book = re.sub(r"\n +cues: .*", "", CODEBOOK)
    with Study.create(tmp_path / "s", book, "towns.yaml", "MK") as study:
        add_document(study, "a", WORDS, town="north")
        done = study.suggest(sources, unaided=Fraction(0))
        assert (done.added, len(done.notes)) == (0, 1)
        assert done.notes[0].startswith("no code of the codebook has cues")
