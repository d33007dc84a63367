"""What stands beside a cell, in words: pivotal interviews by name, what changes it, what was expected."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from coder.formats.overview.checks_text import (
    beside,
    beside_words,
    expected_words,
    factor_words,
    left_out,
    robust_words,
    short_verdict,
    verdict,
)
from coder.formats.overview.marks import Shown
from coder.formats.overview.style import Style
from coder.formats.overview.trace_text import render
from coder.model.overview import ExpectationCheck, FactorCheck, LeaveOneOut
from coder.model.robustness import Beside, CoderReading, Shortfall
from tests.formats.overview.sample import trace_of
from tests.formats.overview.sample import value as cell_of
from tests.formats.overview.test_robust_marks import checks

STYLE = Style(annotated=True)
ASCII = Style(annotated=True, ascii=True)


def test_pivotal_interviews_by_name_or_none() -> None:
    assert left_out(checks(), "en") == "the same in 3 of 4 cases with one interview left out; otherwise without N2"
    nobody = replace(checks(), stayed=4, left_out=LeaveOneOut(Fraction(1), ()))
    assert left_out(nobody, "en") == "the same, whichever of its 4 interviews is left out"
    assert "4 个访谈" in left_out(nobody, "zh")


def test_robust_or_all_that_is_against_it() -> None:
    assert verdict(checks(), "en") == "yes"
    against = checks(480, Shortfall.THIN, Shortfall.CONTESTED)
    assert verdict(against, "en") == "no: thin, contested"
    assert short_verdict(against, "de") == "nicht robust: dünn, umstritten"
    assert short_verdict(checks(), "en") == "robust"
    few = replace(against, interviews=3)
    assert verdict(few, "en") == "no: thin, contested (with 3 interviews a cell can hardly be robust)"


def test_resampling_or_why_there_is_none() -> None:
    assert robust_words(checks(499), STYLE)["resampled"].startswith("the same in 99 % of 500 draws")
    few = replace(checks(None), interviews=2)
    assert robust_words(few, STYLE)["resampled"] == "not done: 2 interviews, 4 are needed"


def test_settings_that_change_it_and_how_it_reads_then() -> None:
    same = checks(settings=24)
    assert robust_words(same, STYLE)["settings"] == "the same in all 24 settings"
    own = [replace(one, text="other" if number < 21 else "", same=False) if number >= 20 else one
           for number, one in enumerate(same.specifications)]  # fmt: skip
    differs = replace(same, specifications=tuple(own), sensitive=("third", "collapse"))
    told = robust_words(differs, STYLE)["settings"]
    assert told == (
        "the same in 20 of 24 settings; changed by the third, doubles by overlap or turn; else “other”, (blank)"
    )


def test_each_coder_alone_but_not_a_single_one() -> None:
    one = CoderReading("JW", "x", "value", 2, differs=False)
    assert robust_words(replace(checks(), coders=(one,)), STYLE)["coders"] == ""
    others = (one, CoderReading("MK", "y", "value", 1, differs=True), CoderReading("QL", "", "empty", 0, differs=True))
    assert robust_words(replace(checks(), coders=others), STYLE)["coders"] == (
        "each alone: JW the same; MK “y”; QL no evidence"
    )


def test_a_cell_without_a_value_has_no_checks_to_tell() -> None:
    assert robust_words(replace(checks(480, Shortfall.NO_VALUE), state="empty"), STYLE) == {}


def test_expectations_are_met_missed_or_open() -> None:
    assert expected_words(ExpectationCheck("X", True), STYLE) == "X: met"
    assert expected_words(ExpectationCheck("", False), STYLE) == "(blank): missed"
    assert expected_words(ExpectationCheck("X", None), STYLE).startswith("X: the cell shows no value")
    assert expected_words(ExpectationCheck(None, None), STYLE).startswith("undetermined")
    told = beside_words(Beside(expected=ExpectationCheck("X", True), because="a is b", seen=True), STYLE)
    assert told == {"expected": "X: met (rule: a is b); the author of the rule had seen this cell"}
    told = beside_words(Beside(expected=ExpectationCheck(None, None), unknown=("Income level",)), STYLE)
    assert told["expected"].endswith("; open: Income level")


def test_factor_checks_say_how_far_they_are() -> None:
    assert factor_words(FactorCheck("+", Fraction(1, 2), 0), STYLE) == "its rows give + (score 1/2), as derived"
    assert factor_words(FactorCheck("O", Fraction(0), 1), STYLE).endswith(": 1 step from what is derived")
    assert factor_words(FactorCheck("O", Fraction(0), 2), Style(language="de")).endswith(
        "2 Stufen neben dem Abgeleiteten"
    )


def test_marks_beside_a_cell() -> None:
    cell = Shown("X", "?")
    assert beside(cell, None, None, STYLE) is cell
    assert beside(cell, ExpectationCheck("X", True), None, STYLE).value == "X?»X"
    assert beside(cell, ExpectationCheck("", False), None, STYLE).value == "X?≠–"
    assert beside(cell, ExpectationCheck(None, None), None, ASCII).value == "X?>>?"
    assert beside(cell, None, FactorCheck("+", Fraction(1), 0), STYLE) is cell
    marked = beside(cell, None, FactorCheck("+", Fraction(1), 2), STYLE)
    assert marked.value == "X?Δ2"
    assert set(marked.used) == {"factor"}


def test_a_trace_tells_them_after_the_rule() -> None:
    trace = trace_of(cell_of("x"))
    text = render(trace, Style(width=100), None, Beside(checks(480, Shortfall.THIN), ExpectationCheck("x", True)))
    parts = ("rule", "expected  x: met", "robust    no: thin", "left out", "otherwise without N2", "drawn", "settings")
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
