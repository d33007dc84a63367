"""Each report by example on the sample study, as a reader has it."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest

from coder.errors import CoderError, UsageError
from coder.formats import reports
from coder.model.publication import Heading, Paragraph, Quotation, Report, Table
from coder.reports import REPORTS, Options
from coder.reports.saying import saying
from coder.reports.words_of_books import BOOK
from coder.study import Study
from tests.reports.conftest import CASE, ROW, Made

LANGUAGES = ("en", "zh", "de")


def markdown(report: Report) -> str:
    return reports.render(report, "md").decode()


def records(report: Report, table: str) -> list[dict[str, Any]]:
    found = json.loads(reports.render(report, "json"))
    return next(one["records"] for one in found["tables"] if one["id"] == table)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_report_is_whole_in_every_language(sample: Study, made: Made, name: str, language: str) -> None:
    report = made(name, Options(language=language))
    assert report.blocks
    assert report.title
    state = saying(language)("fact:state")
    assert sample.log(1)[0].at[:16].replace("T", " ") in report.facts[state]
    for table in (*report.data, *(block for block in report.blocks if isinstance(block, Table))):
        names = [column.id for column in table.columns]
        assert len(set(names)) == len(names), (name, table.id)
        assert all(len(line.cells) == len(names) for line in table.lines), (name, table.id)
    ids = [table.id for table in report.data]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "name", sorted(set(REPORTS) - {"overview"})
)  # its columns are called by the labels of the cases
def test_data_have_the_same_ids_in_every_language(made: Made, name: str) -> None:
    shapes = [
        [
            (table.id, tuple(column.id for column in table.columns), len(table.lines))
            for table in made(name, Options(language=language)).data
        ]
        for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1] == shapes[2]


def test_the_same_study_gives_the_same_bytes(sample: Study, made: Made) -> None:
    with Study.open(sample.path, "somebody else") as again:
        for name in REPORTS:
            other = again.report(name, Options())
            assert other == made(name, Options()), name
            if name in ("overview", "methods", "qca"):
                for format_name in reports.FORMATS:
                    first = reports.render(made(name, Options()), format_name)
                    assert first == reports.render(other, format_name), (name, format_name)


def test_the_evidence_book_shows_a_cell_with_all_that_stands_behind_it(sample: Study, made: Made) -> None:
    report = made("evidence-book", Options(row=ROW, case=CASE, language="en"))
    text = markdown(report)
    assert "Zhejiang: entrepreneurial flexibility" in text
    assert "**Interviews.** 3 of 3 interviews support it; dissent 0/3" in text
    assert "**Rule.** one: the value that most voices carry" in text
    assert "**Robustness.** robust: LOIO 3/3" in text
    assert "**Summary.** Old skills, new uses. (AN, " in text
    assert "**For.** 7 coded in 3 interviews; 3 printed" in text
    assert "**Against.** 4 coded in 3 interviews; 3 printed" in text
    assert "3 more codings speak neither for nor against" in text
    assert re.search(r"Z01:4\d:\d+-\d+ · respondent, \w+ · entrepreneurial flexibility \(explicit\) · (MK|JW) · ", text)
    assert "implicit" in text
    assert "interviewer: " in text  # the turn before


def test_an_override_stands_beside_what_is_derived(sample: Study, made: Made) -> None:
    text = markdown(made("evidence-book", Options(row="market.income", case="prd", language="en")))
    assert "Pearl River Delta: high" in text
    assert "override: external source; AN" in text
    assert "Reason: the yearbook of the province says so." in text
    assert "Reference: Yearbook 2024, table 3." in text


def test_no_name_of_a_speaker_stands_in_any_report(sample: Study, made: Made) -> None:
    names = {
        turn.speaker
        for one in sample.documents()
        for turn in sample.document(one.id).turns
        if " " in turn.speaker  # Ms Y., Herr K.; I and R are no names
    }
    assert names
    for name in REPORTS:
        text = markdown(made(name, Options(everything=True)))
        assert not [one for one in names if f"{one}:" in text or f"{one} (" in text], name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", [Options(), Options(everything=True), Options(budget=20)])
def test_the_opposing_block_always_stands_there(sample: Study, made: Made, asked: Options, language: str) -> None:
    report = made("evidence-book", Options(everything=asked.everything, budget=asked.budget, language=language))
    say = saying(language, BOOK)
    cells, against, nobody = 0, 0, 0
    for block in report.blocks:
        cells += isinstance(block, Heading) and block.level == 2
        if isinstance(block, Paragraph) and block.lead == say("book:against"):
            against += 1
            nobody += block.text == say("none_coded")
    assert cells == 84
    assert against == 84
    assert 0 < nobody < 84


def test_the_usual_choice_hears_each_interview_once_on_each_side(sample: Study, made: Made) -> None:
    found = records(made("evidence-book", Options()), "quotations")
    printed = [one for one in found if one["printed"] == "yes"]
    heard = [(one["row_id"], one["case_id"], one["side"], one["interview"]) for one in printed]
    assert len(heard) == len(set(heard))
    spoken = {
        (one["row_id"], one["case_id"], one["side"], one["interview"]) for one in found if one["side"] != "neither"
    }
    assert set(heard) == spoken
    everything = records(made("evidence-book", Options(everything=True)), "quotations")
    assert all(one["printed"] == "yes" for one in everything)
    assert len(everything) == len(found)


def test_a_budget_is_kept_over_the_whole_book_and_what_it_costs_is_said(sample: Study, made: Made) -> None:
    from coder.language.boundaries import word_count

    report = made("evidence-book", Options(budget=60, language="en"))
    spent: dict[str, int] = {}
    for one in records(report, "quotations"):
        for part in ("words", "before", "after"):
            spent[one["interview"]] = spent.get(one["interview"], 0) + word_count(one[part])
    assert max(spent.values()) <= 60
    text = markdown(report)
    assert "Quote budget: at most 60 words of an interview in the whole book" in text
    assert "left out: the quote budget of this interview is spent" in text
    counted = re.search(r"(\d+) quotations were left out for it", text)
    assert counted is not None
    assert int(counted[1]) == text.count("left out: the quote budget of this interview is spent")
    assert not any(isinstance(block, Quotation) and not block.words for block in report.blocks)


def test_methods_have_the_numbers_of_the_overview(sample: Study, made: Made) -> None:
    report = made("methods", Options(language="en"))
    numbers = {one["name"]: one["number"] for one in records(report, "numbers")}
    overview = sample.overview(checked=True)
    cells = [row.shown(column.id) for row in overview.rows if row.derived for column in overview.columns]
    assert numbers["cells"] == len(cells)
    for flag in ("thin", "contested", "divided", "tie", "borderline", "coders"):
        assert numbers[f"cells:{flag}"] == sum(flag in one.cell.flags for one in cells), flag
    for state in ("value", "empty", "refuted", "not_asked"):
        assert numbers[f"cells:{state}"] == sum(one.cell.state == state for one in cells), state
    assert numbers["cells:overridden"] == overview.overridden[0] == 1
    assert numbers["cells:robust"] == sample.robustness().robust
    assert numbers["cells:signed"] == 1
    assert numbers["interviews"] == len({name for one in sample.documents() for name in one.interviews})
    assert numbers["codings"] == len(sample.codings())
    text = markdown(report)
    assert f"{numbers['cells:thin']} (" in text
    assert "All parameters of the derivation have their default values." in text
    assert "In 1 of 84 cells (1 %) an analyst set another value than the derived one" in text
    assert "external source 1" in text
    assert "JW, MK" in text


def test_every_departure_from_a_default_is_named(tmp_path: Any) -> None:
    from tests.studies import CODEBOOK

    text = CODEBOOK.replace("scales:\n", "derivation: {third: 1/4, min_interviews: 3, residual: false}\nscales:\n", 1)
    own = "kind: one, group: mood, derivation: {collapse: turn}"
    text = text.replace("kind: one, group: mood", own)
    with Study.create(tmp_path / "s", text, "towns.yaml", "MK") as study:
        told = markdown(study.report("methods"))
        assert "the share of voices that may not be hidden: 1/4 (default 1/3)" in told
        assert "interviews below which a cell is thin: 3 (default 2)" in told
        assert "no residual value" in told
        assert "fewer than 3 interviews" in told
        named = records(study.report("methods"), "departures")
        assert [one["parameter"] for one in named] == ["residual", "third", "min_interviews", "collapse"]
        assert named[-1]["row_id"] == "mood.story"
        assert "how doubles are collapsed: turn (default overlap), in the row “Story”" in told


def test_coreq_is_filled_where_the_study_knows_and_nowhere_else(sample: Study, made: Made) -> None:
    found = {one["item"]: one for one in records(made("coreq", Options(language="en")), "items")}
    assert sorted(found) == list(range(1, 33))
    assert {item for item, one in found.items() if one["state"] != "authors"} == {
        12, 16, 22, 24, 25, 26, 27, 29, 30, 31, 32,
    }  # fmt: skip
    assert found[24]["answer"].startswith("2 (JW, MK); 12 of 20 coded interviews (60 %)")
    assert "codes created later, 0; other operations, 2" in found[26]["answer"]  # * is the first version, no code
    assert found[29]["reports"] == "evidence-book"
    assert found[4]["answer"] == ""
    assert "for the authors" in markdown(made("coreq", Options(language="en")))
    for one in found.values():
        assert all(name in REPORTS for name in one["reports"].split(", ") if name)


def test_srqr_has_its_21_items(sample: Study, made: Made) -> None:
    found = {one["item"]: one["state"] for one in records(made("srqr", Options()), "items")}
    assert sorted(found) == list(range(1, 22))
    assert found[17] == "filled"
    assert found[9] == "authors"  # nobody limited what may be quoted
    assert found[21] == "authors"


def test_the_qca_matrix_has_its_thresholds_in_its_head(sample: Study, made: Made) -> None:
    report = made("qca", Options(table="tab2"))
    told = reports.render(report, "csv").decode()
    assert told.startswith("calibration\n")
    assert [one["score"] for one in records(report, "calibration")][:3] == [1.0, 0.67, 0.0]
    assert [one["above"] for one in records(report, "calibration")][:3] == [1.5, 0.5, None]
    by_case = {one["case_id"]: one for one in records(report, "matrix")}
    assert by_case["beijing"]["innovation.science_driven"] == 1.0
    assert by_case["shanghai"]["innovation.science_driven"] == 0.67
    rated = records(made("qca", Options()), "calibration")
    assert [one["score"] for one in rated][:4] == [1.0, 0.67, 0.33, 0.0]
    scores = {one["score"] for one in records(made("qca", Options()), "cells")}
    assert scores <= {0.0, 0.33, 0.67, 1.0, None}


def test_codings_are_tidy(sample: Study, made: Made) -> None:
    told = reports.render(made("codings", Options()), "csv").decode()
    rows = list(csv.DictReader(StringIO(told)))
    assert len(rows) == len(sample.codings())
    first = rows[0]
    assert first["case_id"]
    assert first["interview"]
    assert first["role"] in ("respondent", "interviewer")
    assert first["attribute.sector"]
    counting = {coding for row in sample.overview("tab1").rows for cell in row.cells.values()
                for coding in (*cell.supporting, *cell.opposing, *cell.undecided)}  # fmt: skip
    assert counting <= {row["id"] for row in rows if row["counts"] == "yes"}
    some = csv.DictReader(StringIO(reports.render(made("codings", Options(row=ROW, case=CASE)), "csv").decode()))
    assert {(row["row_id"], row["case_id"]) for row in some} == {(ROW, CASE)}


def test_the_audit_trail_has_who_when_and_what_and_no_words(sample: Study, made: Made) -> None:
    report = made("audit-trail", Options(language="en"))
    entries = records(report, "entries")
    log = sample.log()
    assert [one["entry"] for one in entries] == [one.seq for one in reversed(log)]
    assert entries[-1]["hash"] == log[0].hash
    text = markdown(report)
    assert log[0].hash in text
    assert "override set, renewed or taken back" in text
    assert "market.income / prd" in text
    assert "Old skills" not in text


def test_the_grid_puts_the_interviews_of_a_case_side_by_side(sample: Study, made: Made) -> None:
    report = made("grid", Options(case=CASE, language="en"))
    text = markdown(report)
    assert "| Row | Z01 | Z02 | Z03 | Z04 | Summary |" in text
    assert "Old skills, new uses." in text
    profile = {one["interview"]: one[ROW] for one in records(report, "profiles")}
    assert profile["Z01"] == "entrepreneurial flexibility"


def test_the_other_reports_say_what_the_commands_say(sample: Study, made: Made) -> None:
    checks = sample.robustness()
    assert f"{checks.robust} of {checks.filled} cells with a value" in markdown(made("robustness", Options()))
    negative = sample.negative_cases("tab1")
    told = markdown(made("negative-cases", Options(table="tab1")))
    assert f"{len(negative.cases)} of {negative.interviews} interviews dissent" in told
    assert "24 interviews on 6 cases" in markdown(made("coverage", Options()))
    agreement = sample.agreement()
    assert len(records(made("agreement", Options()), "rows")) == len(agreement.rows)
    assert len(records(made("expectations", Options(table="tab2")), "expectations")) == 24
    assert "Zhejiang" in markdown(made("saturation", Options()))
    history = markdown(made("codebook-history", Options()))
    assert all(change.rationale[:20] in history for change in sample.codebook.history)
    assert len(records(made("codebook", Options()), "codes")) == len(sample.codebook.codes)
    assert "| Technology base" in markdown(made("overview", Options())).replace("**", "")


def test_what_is_unknown_is_refused_by_name(sample: Study, made: Made) -> None:
    with pytest.raises(UsageError, match="did you mean evidence-book"):
        made("evidencebook", Options())
    with pytest.raises(CoderError, match="no table 'nine'"):
        made("methods", Options(table="nine"))
    with pytest.raises(CoderError, match="has no row"):
        made("evidence-book", Options(table="tab2", row=ROW))
