"""Which quotations of a cell are printed: a default that nobody can cherry-pick, and a budget of words (method 4, 5).

By default each interview is heard once on each side of a cell, with the coding of its median strength; of an even
number the weaker of the two in the middle. Opposing quotations come first when the budget is spent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.model.consent import Consent, is_withheld


@dataclass(frozen=True, slots=True)
class Passage:
    """A coding that speaks in a cell, with what may be printed of its words and of the turns around them.

    ``role`` says who speaks without a name; ``label`` what is coded, ``strength`` how, in words; ``origin`` where the
    coding came from.
    """

    coding: str
    document: str
    interview: str
    locator: str
    start: int
    end: int
    code: str
    label: str
    weight: int
    strength: str
    coder: str
    role: str
    time_ms: int | None
    words: str
    before: str
    after: str
    memo: str
    consent: Consent
    origin: str = ""

    @property
    def words_of_interview(self) -> bool:
        """Whether what is printed are words of the interview, which a budget counts."""
        return not is_withheld(self.words)


Side = Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Printed:
    """What of a passage is printed: its words, and the turns around them."""

    words: bool
    context: bool


def usual(passages: Side) -> list[Passage]:
    """Of each interview the coding of median strength, in the order of the interviews."""
    by_interview: dict[str, list[Passage]] = defaultdict(list)
    for one in passages:
        by_interview[one.interview].append(one)
    return [_median(own) for _, own in sorted(by_interview.items())]


def _median(passages: Sequence[Passage]) -> Passage:
    ordered = sorted(passages, key=lambda one: (abs(one.weight), one.weight, one.start, one.end, one.coder, one.coding))
    return ordered[(len(ordered) - 1) // 2]


def within(
    opposing: Iterable[Side], supporting: Iterable[Side], budget: int | None, count: Callable[[str], int]
) -> Mapping[str, Printed]:
    """By coding what is printed when each interview may have so many words in the whole book; None is no limit.

    ``opposing`` and ``supporting`` are the chosen passages of all cells; a coding speaks in one cell, and words coded
    twice count twice. First come opposing words, then supporting ones,
    then the turns around them; of each the shorter ones first, so that as many as possible are heard.
    """
    ordered: list[Passage] = []
    for sides in (opposing, supporting):
        ordered += sorted((passage for side in sides for passage in side), key=lambda one: count(one.words))
    spent: dict[str, int] = defaultdict(int)
    words = {
        one.coding: _spend(one, one.words if one.words_of_interview else "", spent, budget, count) for one in ordered
    }
    return {
        one.coding: Printed(
            words[one.coding],
            words[one.coding] and _spend(one, f"{one.before}\n{one.after}".strip(), spent, budget, count),
        )
        for one in ordered
    }


def _spend(
    passage: Passage, words: str, spent: dict[str, int], budget: int | None, count: Callable[[str], int]
) -> bool:
    """Whether the words still fit; if so they are counted."""
    if budget is None:
        return True
    needed = count(words) if words else 0
    if spent[passage.interview] + needed > budget:
        return False
    spent[passage.interview] += needed
    return True
