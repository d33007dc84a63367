"""The few words before a list: what may be expected, and that nothing is claimed that was not measured."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder.model.evaluation import Shortfall
from coder.model.report import SuggestReport
from coder.suggest.telling import (
    WHY,
    called,
    decimal,
    expectation,
    found_share,
    per_hundred,
    verdict,
    why_withdrawn,
)
from tests.measured import FIGURES, measured
from tests.studies import codebook


def test_the_verdict_comes_in_one_sentence() -> None:
    found = measured().evaluation
    assert verdict(found) == (
        "About 50 of 100 suggestions would be right; it would show 22 per 100 segments and find 45 % of the coded "
        "segments."
    )


@pytest.mark.parametrize(
    ("right", "words"), [(50, "half"), (49, "half"), (45, "45 %"), (33, "a third"), (66, "two thirds"), (100, "100 %")]
)
def test_shares_near_a_fraction_are_told_in_words(right: int, words: str) -> None:
    assert found_share(replace(FIGURES, right=right)) == words


def test_few_suggestions_are_told_with_a_digit() -> None:
    assert per_hundred(replace(FIGURES, shown=9)) == "2.2"
    assert per_hundred(replace(FIGURES, shown=0)) == "0.0"


@pytest.mark.parametrize(
    ("figure", "words"), [(0.523, ".52"), (0.0, ".00"), (0.999, "1.00"), (1.0, "1.00"), (None, "-")]
)
def test_figures_are_printed_as_in_papers(figure: float | None, words: str) -> None:
    assert decimal(figure) == words


def test_what_to_expect_takes_three_lines_at_most() -> None:
    lines = expectation(measured().evaluation, current=False)
    assert len(lines) == 3
    assert "before your last codings" in lines[0]
    assert "75 of 100 are right" in lines[1]
    assert lines[2].startswith(
        "1 of 2 codes are not suggested yet, or not measurable; two people agree at F1 .67, suggestions with"
    )
    assert "before" not in expectation(measured().evaluation)[0]
    alone = measured(careful=None, humans=None, codes=()).evaluation
    assert len(expectation(alone)) == 1


def test_nothing_is_promised_that_was_not_measured() -> None:
    assert "on what is coded so far" in expectation(None)[0]
    (ranked,) = expectation(None, numbers=False)
    assert "in an order only: nobody knows yet how often they are right" in ranked
    assert "of 10" not in ranked
    one = measured(together=None, folds=0, interviews=1).evaluation
    assert expectation(one) == (verdict(one),)
    assert "Only one interview is coded by hand" in verdict(one)
    assert "Nothing is coded by hand yet" in verdict(replace(one, interviews=0))
    wrong = measured(together=replace(FIGURES, right=0)).evaluation
    assert verdict(wrong).startswith("None of the suggestions would be right")
    assert "%" not in verdict(wrong)
    none = measured(together=replace(FIGURES, right=0, shown=0)).evaluation
    assert verdict(none).startswith("Nothing would be suggested: what is coded")


def test_what_is_withdrawn_is_told_why() -> None:
    done = SuggestReport(3, 0, {}, withdrawn=5)
    assert why_withdrawn(done) == "proposed no more"
    ranked = replace(done, least=0.2)
    assert why_withdrawn(ranked) == "coded or read by now, or less likely than others, after what was decided since"
    assert "less likely than 22 of 100, from which on" in why_withdrawn(replace(ranked, calibrated=True, least=0.2178))
    assert why_withdrawn(done, share=True) == "in passages that get none now, or proposed no more"


def test_every_shortfall_has_its_words() -> None:
    assert set(WHY) == set(Shortfall)


def test_values_are_called_with_their_row() -> None:
    assert called(codebook(), "mood.story.rise") == "Story: rise"
    assert called(codebook(), "mood.pride") == "Pride"
    assert called(codebook(), "gone.long.ago") == "gone.long.ago"
