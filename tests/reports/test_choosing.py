"""Which quotations are printed: the rule of the method, and a budget that is never exceeded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coder.model.consent import Consent
from coder.reports.choosing import Passage, usual, within


def passage(coding: str = "a", interview: str = "I1", weight: int = 2, words: str = "one two", **other: str) -> Passage:
    made = Passage(coding, "d", interview, f"{interview}:1:0-9", 0, 9, "r.v", "v", weight, "explicit", "MK",
                   "respondent", None, words, "", "", "", Consent.YES)  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


def count(text: str) -> int:
    return len(text.split())


def test_of_each_interview_the_median_and_of_two_the_weaker() -> None:
    strong, weak, denial = passage("a", weight=2), passage("b", weight=1), passage("c", weight=-2)
    assert usual([strong, weak]) == [weak]
    assert usual([strong, weak, denial]) == [denial]  # 1, -2, 2 by strength: an equal one against comes first
    other = passage("d", "I2", 2)
    assert usual([other, strong]) == [strong, other]
    assert usual([]) == []


def test_opposing_words_come_first_when_the_budget_is_short() -> None:
    support, oppose = passage("for", words="one two three"), passage("against", words="four five")
    printed = within([[oppose]], [[support]], 4, count)
    assert printed["against"].words
    assert not printed["for"].words


def test_words_that_are_withheld_cost_nothing() -> None:
    silent = passage(words="[not quotable]", consent=Consent.NO)
    assert within([], [[silent]], 1, count)["a"].words


def test_without_a_budget_everything_is_printed() -> None:
    one = passage(before="I: so?")
    printed = within([], [[one]], None, count)
    assert printed["a"].words
    assert printed["a"].context


WORDS = st.integers(0, 6).map(lambda number: " ".join(["w"] * number))
PASSAGES = st.lists(st.tuples(st.sampled_from(["I1", "I2"]), WORDS, WORDS, st.booleans()), max_size=12)


@given(found=PASSAGES, budget=st.integers(1, 15))
def test_no_interview_ever_has_more_words_than_its_budget(found: list[tuple[str, str, str, bool]], budget: int) -> None:
    made = [
        (passage(str(number), interview, words=words, before=before), against)
        for number, (interview, words, before, against) in enumerate(found)
    ]
    opposing = [one for one, against in made if against]
    supporting = [one for one, against in made if not against]
    printed = within([opposing], [supporting], budget, count)
    spent: dict[str, int] = defaultdict(int)
    for one in (*opposing, *supporting):
        own = printed[one.coding]
        assert own.words or not own.context
        spent[one.interview] += count(one.words) * own.words + count(one.before) * own.context
    assert all(words <= budget for words in spent.values())
