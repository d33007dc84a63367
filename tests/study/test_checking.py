"""The reports through the door of the study."""

from __future__ import annotations

import itertools
import subprocess
import sys
import uuid
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.model.codebook import Parameters
from coder.model.coding import Coding
from coder.model.edit import AddCodings
from coder.model.overview import Evidence, Flag
from coder.study import Study
from tests.studies import CODEBOOK, add_document, coding, new_study

ROW = "mood.story"
BY_TURN = CODEBOOK.replace("scales:\n", "derivation: {collapse: turn}\nscales:\n", 1)


def put(study: Study, *codings: Coding) -> None:
    study._perform(AddCodings(codings), "codings")


def said(document: str, code: str = "mood.story.rise", weight: int = 2, coder: str = "MK", start: int = 20) -> Coding:
    return replace(coding(document, start, start + 5, code, weight), coder=coder)


def grouped(evidence: list[Evidence]) -> dict[tuple[str, str, str, str, int], set[str]]:
    return {piece[:5]: set(piece.ids) for piece in evidence}


SPANS = st.lists(
    st.tuples(
        st.integers(18, 60),
        st.integers(1, 30),
        st.sampled_from(["mood.story.rise", "mood.story.decline", "mood.pride"]),
        st.sampled_from([2, 1, -1]),
        st.sampled_from(["MK", "JW"]),
    ),
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=SPANS)
def test_collapsing_the_other_way_is_what_a_study_set_so_has(
    spans: list[tuple[int, int, str, int, str]], tmp_path: Path
) -> None:
    found: dict[tuple[str, str], dict[tuple[str, str, str, str, int], set[str]]] = {}
    ids = [str(uuid.uuid4()) for _ in spans]
    for name, text in (("overlap", CODEBOOK), ("turn", BY_TURN)):
        with Study.create(tmp_path / str(uuid.uuid4()), text, "towns.yaml", "MK") as study:
            assert study.codebook.parameters.collapse == name
            document = add_document(study, "north", town="north", interview="N1")
            codings = [
                replace(coding(document, start, start + length, code, weight), coder=coder, id=identity)
                for identity, (start, length, code, weight, coder) in zip(ids, spans, strict=True)
            ]
            put(study, *codings)
            tables = study._tables
            found[name, ""] = grouped(tables.evidence(True))
            for other in ("overlap", "turn"):
                found[name, other] = grouped(tables.evidence_collapsed(other, True))
    assert found["overlap", ""] == found["overlap", "overlap"] == found["turn", "overlap"]
    assert found["turn", ""] == found["turn", "turn"] == found["overlap", "turn"]


def test_a_cell_alone_is_that_of_the_table(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        for number in range(5):
            document = add_document(study, f"n{number}", town="north", interview=f"N{number}")
            put(study, said(document), said(document, weight=1, start=40), said(document, "mood.pride", 2 - number % 2))
        report = study.robustness("t")
        assert [(cell.row, cell.case) for cell in report.cells] == list(
            itertools.product(("mood.pride", ROW), ("north", "south"))
        )
        for cell in report.cells:
            assert cell == study.robustness_of(cell.row, cell.case)
            assert cell.left_out == study.trace(cell.row, cell.case).leave_one_out
        (pride, empty, story, _) = report.cells
        assert story.robust
        assert (story.row_label, story.case_label, story.text) == ("Story", "North", "rise")
        assert not empty.robust
        assert (report.filled, report.robust) == (2, 1 + pride.robust)
        checked = study.overview("t", checked=True)
        assert checked.rows[1].robustness["north"] == story
        assert study.overview("t").rows[1].robustness == {}


def test_one_coder_alone_is_checked_alone(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        document = add_document(study, "n", town="north", interview="N")
        put(study, said(document), said(document, "mood.story.decline", coder="JW"))
        both, alone = study.robustness_of(ROW, "north"), study.robustness_of(ROW, "north", coder="JW")
        assert (both.text, both.differing) == ("rise | decline", ("JW", "MK"))
        assert (alone.text, alone.differing) == ("decline", ())


def test_unknown_names_are_refused(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        for report in (study.robustness, study.saturation, study.negative_cases, study.coverage, study.grid):
            with pytest.raises(CoderError, match="no table"):
                report("nowhere")
        with pytest.raises(CoderError, match="no row"):
            study.robustness_of("nowhere", "north")
        with pytest.raises(CoderError, match="nowhere"):
            study.robustness_of(ROW, "nowhere")


def test_without_any_document_all_reports_are_empty(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        assert study.robustness().filled == 0
        assert study.saturation().overall.steps == ()
        assert study.negative_cases().cases == ()
        assert study.coverage().documents == ()
        assert [case.interviews for case in study.coverage().cases] == [0, 0]
        assert study.grid().lines == ()
        assert {row.reason for row in study.agreement().rows} == {"0 units, 10 are needed"}


def test_negative_cases_coverage_and_grid(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        ids = {
            name: add_document(study, name.lower(), town=town, interview=name, sector=sector)
            for name, town, sector in (
                ("N1", "north", "firm"),
                ("N2", "north", "firm"),
                ("N3", "north", "office"),
                ("S1", "south", "firm"),
            )
        }
        add_document(study, "x", interview="X")
        against = said(ids["N3"], "mood.story.decline")
        put(study, said(ids["N1"]), said(ids["N2"]), against, replace(said(ids["S1"]), about="north"))
        study.write_memo("coding", against.id, "in a low voice")
        study.summarise(ROW, "north", "Up, they say.", [study.trace(ROW, "north").cell.supporting[0]])

        report = study.negative_cases()
        (one,) = report.cases
        (dissent,) = one.dissents
        assert (one.interview, one.case, one.addressed, one.share, one.rival) == ("N3", "north", 1, Fraction(1), True)
        assert (dissent.shown, dissent.said, dissent.codings) == ("rise", "decline", (against.id,))
        assert dissent.locators == (study.trace(ROW, "north").opposing[0].locator,)

        covered = study.coverage()
        north, south = covered.cases
        assert (north.interviews, north.coded, north.others, north.languages) == (3, 3, 1, {"en": 3})
        assert [row.id for row in north.silent] == ["mood.pride"]
        assert len(south.silent) == south.rows == 2
        (sector,) = covered.attributes
        assert sector.counts == {
            "firm": {"north": 2, "south": 1},
            "office": {"north": 1},
            "": {"": 1},
        }
        assert covered.unplaced == ("X",)
        assert [(own.document, len(own.passages)) for own in covered.documents if own.passages] == [("x", 1)]

        grid = study.grid()
        assert [(line.interview, line.case, line.own) for line in grid.lines] == [
            ("N1", "north", True),
            ("N2", "north", True),
            ("N3", "north", True),
            ("S1", "north", False),
            ("S1", "south", True),
        ]
        cells = [line.cell(ROW) for line in grid.lines]
        assert [cell.text if cell else None for cell in cells] == ["rise", "rise", "decline", "rise", None]
        assert [cell.dissents for cell in cells if cell] == [False, False, True, False]
        assert sum(cell.summary == "Up, they say." for cell in cells if cell) == 1
        last = cells[2]
        assert last is not None
        assert (last.notes, last.codings, last.coders) == (("in a low voice",), (against.id,), ("MK",))
        assert grid.lines[0].cell("mood.pride") is None


def test_saturation_knows_dates_and_takes_interviews_of_two_documents_once(tmp_path: Path) -> None:
    dated = CODEBOOK.replace("- {id: interview, kind: id}\n", "- {id: interview, kind: id}\n- {id: date, kind: date}\n")
    with Study.create(tmp_path / "s", dated, "towns.yaml", "MK") as study:
        for name, when, interview in (
            ("a", "2026-03-01", "N1"),
            ("b", "2026-01-01", "N2"),
            ("c", "2026-02-01", "N1"),
            ("d", "soon", "N0"),
        ):
            put(study, said(add_document(study, name, town="north", interview=interview, date=when)))
        found = study.saturation()
        assert [(step.interview, step.date) for step in found.overall.steps] == [
            ("N2", "2026-01-01"),
            ("N1", "2026-02-01"),
            ("N0", None),
        ]
        assert found.undated == ("N0",)
        assert [step.new for step in found.overall.steps] == [1, 0, 0]


def test_agreement_counts_who_found_nothing_and_tells_who_said_what(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        for number in range(12):
            document = add_document(study, f"n{number}", town="north", interview=f"N{number:02}")
            code = "mood.story.rise" if number % 2 else "mood.story.decline"
            put(study, said(document, code), said(document, "mood.pride", 2, "JW"), said(document, "mood.pride", 2))
            if number > 1:
                put(study, said(document, code, 1, "JW"))
        put(study, said(add_document(study, "alone", town="north", interview="Z")))
        put(study, said(document, "mood.story.rise", 2, "reconciled"))
        found = study.agreement()
        pride, story = found.rows
        assert (found.coders, found.interviews, found.double) == (("JW", "MK"), 13, 12)
        assert (pride.metric, pride.units, pride.alpha, pride.reason) == (
            "ordinal",
            12,
            None,
            "all values are the same",
        )
        assert (pride.same, pride.pairs, pride.raw, pride.disagreements) == (12, 12, 1.0, ())
        assert (story.metric, story.units, story.same, story.pairs) == ("nominal", 12, 10, 12)
        assert story.alpha is not None
        assert 0 < story.alpha < 1
        assert [one.interview for one in story.disagreements] == ["N00", "N01"]
        jw, mk = story.disagreements[0].said
        assert [(one.coder, one.text) for one in (jw, mk)] == [("JW", ""), ("MK", "decline")]
        assert (jw.locators, len(mk.locators)) == ((), 1)


PROGRAM = """
import sys
from pathlib import Path
from coder.cli.plain import plain
from coder.formats.overview.as_json import dumps
from coder.study import Study
with Study.open(Path(sys.argv[1]), "MK") as study:
    for report in (study.robustness, study.saturation, study.negative_cases, study.coverage, study.grid):
        sys.stdout.write(dumps(plain(report())))
    sys.stdout.write(dumps(plain(study.agreement())))
"""


def test_every_process_finds_the_same(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        for number in range(6):
            document = add_document(study, f"n{number}", town="north", interview=f"N{number}", sector="firm")
            code = "mood.story.rise" if number % 3 else "mood.story.decline"
            put(
                study,
                said(document, code),
                said(document, "mood.pride", number % 3, "JW"),
                said(document, code, 1, "JW"),
            )
    runs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(tmp_path / "s")],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent.parent.parent)},
        ).stdout
        for seed in ("0", "1", "42")
    ]
    assert len(set(runs)) == 1
    assert runs[0].count(b"\n") == 6


def test_robust_is_as_the_method_says_over_the_whole_sample_study(tmp_path: Path) -> None:
    from coder.sample import make_sample

    with make_sample(tmp_path / "demo", "MK") as study:
        assert study.codebook.parameters == Parameters()
        tables = [study.robustness(table.id) for table in study.codebook.tables]
        cells = [cell for report in tables for cell in report.cells]
        assert len(cells) == 108
        assert any(cell.robust for cell in cells)
        for cell in cells:
            stable = cell.left_out.stable
            assert cell.robust == (
                cell.state == "value"
                and Flag.THIN.value not in cell.flags
                and Flag.CONTESTED.value not in cell.flags
                and stable is not None
                and stable >= 1 - Fraction(1, cell.interviews)
                and cell.same_specifications >= 22
            )
