"""Cross-validation by document, with a trainer that knows nothing but how often each code was coded on each word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from sklearn.metrics import f1_score

from coder.model.codebook import CodeKind
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Role
from coder.model.evaluation import Evaluation, Shortfall
from coder.model.span import Span
from coder.suggest.evaluate import evaluate, folds, people, sizes
from coder.suggest.measure import Likelihoods, gold_of
from coder.suggest.segments import CodedInterview, Segment, SegmentedInterview
from tests.suggest.sample import code, codebook

BOOK = codebook(
    code("sky", {}, CodeKind.GROUP),
    code("sky.rain", {}),
    code("sky.snow", {}),
    code("sky.hail", {"en": ["hail"]}),
    code("sky.fog", {}),
    code("sky.storm", {}),
)
CODES = ("sky.rain", "sky.snow", "sky.hail", "sky.fog", "sky.storm")


def coded(document: str, *said: tuple[str, str], read: int | None = None, language: str = "en") -> CodedInterview:
    """An interview from words and the codes on them (separated by blanks; "!" before one: from a suggestion)."""
    segments, codings = [], []
    for number, (word, codes) in enumerate(said):
        span = Span(10 * number, 10 * number + 9)
        segments.append(Segment(span, word, Role.RESPONDENT, span.start))
        codings.append(
            tuple(
                Coding(
                    f"{document}-{number}-{one}", document, span, f"sky.{one.removeprefix('!')}", 1, "AN", None,
                    Tense.PRESENT, "suggestion:cues.v1" if one.startswith("!") else BY_HAND, 1, "2026-01-01T00:00:00Z",
                )
                for one in codes.split()
            )
        )  # fmt: skip
    nothing = tuple(frozenset[str]() for _ in said)
    return CodedInterview(
        SegmentedInterview(document, language, tuple(segments)),
        tuple(codings),
        nothing,
        len(said) if read is None else read,
    )


@dataclass(frozen=True)
class Words:
    """How often each code was on each word, plus one in two: what a word says that was never seen."""

    share: dict[tuple[str, str], float]
    held_out: tuple[Likelihoods, ...]
    sources: tuple[str, ...] = ()
    codes: tuple[str, ...] = CODES

    def alone(self) -> dict[str, Words]:
        return dict.fromkeys(self.sources, self)

    def likelihoods(self, interview: SegmentedInterview) -> Likelihoods:
        rows = [[self.share.get((one.text, name), 0.0) for name in self.codes] for one in interview.segments]
        return np.array(rows, np.float32).reshape(-1, len(self.codes))


class Trainer:
    """Trains on words and remembers on which documents, with which sources."""

    def __init__(self) -> None:
        self.calls: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def __call__(self, learned: Sequence[CodedInterview], sources: Sequence[str]) -> Words:
        self.calls.append((tuple(one.interview.document for one in learned), tuple(sources)))
        held_out = []
        for place, one in enumerate(learned):
            others = [other for number, other in enumerate(learned) if number != place]
            held_out.append(Words(_shares(others or learned), ()).likelihoods(one.interview)[list(one.rows)])
        return Words(_shares(learned), tuple(held_out), tuple(sources))


def _shares(learned: Sequence[CodedInterview]) -> dict[tuple[str, str], float]:
    seen: Counter[str] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for one in learned:
        for row in one.rows:
            text = one.interview.segments[row].text
            seen[text] += 1
            hits.update({(text, coding.code) for coding in one.codings[row]})
    return {pair: count / seen[pair[0]] for pair, count in hits.items()}


DAYS = (
    ("wet", "rain"), ("wet", "rain"), ("white", "snow"), ("dull", ""), ("wet", "rain fog"), ("dull", "")
)  # fmt: skip


def towns(count: int) -> list[CodedInterview]:
    return [coded(f"T{number}", *DAYS, language="de" if number % 3 == 0 else "en-GB") for number in range(count)]


def measured(interviews: Sequence[CodedInterview], *, curve: bool = True) -> tuple[Evaluation, Trainer]:
    trainer = Trainer()
    return evaluate(interviews, BOOK, ("cues", "model"), trainer, curve=curve), trainer


@given(some.integers(0, 40))
def test_every_interview_is_held_out_once_in_parts_of_one_size(count: int) -> None:
    interviews = [coded(f"T{number}", ("wet", "rain")) for number in range(count)]
    parts = folds(interviews)
    assert sorted(place for part in parts for place in part) == (list(range(count)) if count > 1 else [])
    assert len(parts) == (min(5, count) if count > 1 else 0)
    if parts:
        assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_nobody_is_measured_on_what_was_learned_from() -> None:
    interviews = towns(7)
    found, trainer = measured(interviews, curve=False)
    every = {one.interview.document for one in interviews}
    together = [documents for documents, _ in trainer.calls]
    assert len(together) == found.folds == 5
    held = [one for documents in together for one in every - set(documents)]
    assert sorted(held) == sorted(every)
    assert [one.source for one in found.sources] == ["cues", "model"]
    assert {sources for _, sources in trainer.calls} == {("cues", "model")}


def test_the_same_codings_in_any_order_give_the_same_figures() -> None:
    assert measured(towns(7))[0] == measured(towns(7)[::-1])[0]


def test_figures_are_those_of_pooling_what_each_part_shows() -> None:
    interviews = [coded(f"T{number}", *DAYS, ("wet", "snow" if number % 2 else "rain")) for number in range(6)]
    found, _ = measured(interviews, curve=False)
    assert found.together is not None
    gold, shown = [], []
    for part in folds(interviews):  # the ids are in order here
        learned = [one for place, one in enumerate(interviews) if place not in part]
        words = Trainer()(learned, ())
        inner, wanted = np.concatenate(words.held_out), np.concatenate([gold_of(one, CODES) for one in learned])
        level = max(
            sorted({float(value) for value in inner.flat if value}),
            key=lambda one: (
                ((inner >= one).sum() <= 1.5 * wanted.sum())
                * f1_score(wanted.ravel(), (inner >= one).ravel(), pos_label=True),
                one,
            ),
        )
        for place in part:
            gold.append(gold_of(interviews[place], CODES))
            shown.append(words.likelihoods(interviews[place].interview) >= level)
    pooled = np.concatenate(gold), np.concatenate(shown)
    assert found.together.f1 == pytest.approx(f1_score(pooled[0].ravel(), pooled[1].ravel(), pos_label=True))
    assert found.together.shown == pooled[1].sum()
    assert sum(one.shown for one in found.calibration) == found.together.shown
    assert sum(one.shown for one in found.codes) == found.together.shown
    assert sum(one.right for one in found.codes) == found.together.right


def test_what_nobody_read_is_not_measured_and_what_was_only_decided_on_neither() -> None:
    def begun(one: CodedInterview, read: int) -> CodedInterview:
        return replace(one, read=read, codings=one.codings[:read] + ((),) * (len(one.codings) - read))

    whole = towns(4)
    half = [begun(one, 3) for one in whole]
    single = [*half[:3], replace(half[3], rejected=(*half[3].rejected[:5], frozenset({"sky.fog"})))]
    for coded_so, segments in ((half, 12), (single, 12), (whole, 24)):
        together = measured(coded_so)[0].together
        assert together is not None
        assert together.segments == segments
    assert measured([*whole, begun(coded("T9", *DAYS), 0)])[0] == measured(whole)[0]


def test_decisions_elsewhere_are_learned_from_and_make_no_parts() -> None:
    whole = towns(3)
    one_of = [("wet", "!rain" if place == 1 else "") for place in range(6)]
    decided = [coded(f"X{number}", *one_of, read=0) for number in range(8)]
    found, trainer = measured([*whole, *decided])
    alone, _ = measured(whole)
    assert (found.interviews, found.folds, found.codings, found.aided) == (3, 3, alone.codings, alone.aided)
    assert found.together is not None
    assert alone.together is not None
    assert found.together.segments == alone.together.segments
    assert [one.interviews for one in found.curve] == [one.interviews for one in alone.curve]
    assert {len(documents) for documents, _ in trainer.calls} == {0, 1, 2 + 8}  # beside what is not held out; no curve
    only, _ = measured(decided)
    assert (only.interviews, only.together) == (0, None)


def test_languages_are_told_apart_and_variants_together() -> None:
    found, _ = measured(towns(7), curve=False)
    assert [(one.language, one.interviews) for one in found.languages] == [("de", 3), ("en", 4)]
    assert found.together is not None
    assert sum(one.figures.shown for one in found.languages) == found.together.shown


def test_each_code_says_why_it_cannot_be_suggested() -> None:
    interviews = towns(6)
    interviews[0] = coded("T0", *DAYS, *[("odd", "storm")] * 6)
    found, _ = measured(interviews, curve=False)
    assert {one.code: one.shortfall for one in found.codes} == {
        "sky.rain": None,
        "sky.snow": None,
        "sky.hail": Shortfall.NOT_CODED,
        "sky.fog": None if next(one for one in found.codes if one.code == "sky.fog").right else Shortfall.NEVER_SHOWN,
        "sky.storm": Shortfall.ONE_INTERVIEW,
    }
    few = measured([coded(f"T{number}", ("wet", "rain"), (f"odd {number}", "fog")) for number in range(3)])[0]
    assert {one.code: one.shortfall for one in few.lacking} == {
        "sky.snow": Shortfall.NO_WORDS,
        "sky.hail": Shortfall.NOT_CODED,
        "sky.fog": Shortfall.FEW,
        "sky.storm": Shortfall.NO_WORDS,
    }
    odd = measured([coded(f"T{number}", *[(f"odd {number}", "fog")] * 2, ("wet", "rain")) for number in range(4)])[0]
    assert next(one for one in odd.codes if one.code == "sky.fog").shortfall is Shortfall.NEVER_SHOWN


def test_the_careful_ones_are_right_more_often() -> None:
    days = [(f"w{number % 10}", "rain" if number % 10 >= town % 7 else "") for town in range(8) for number in range(40)]
    interviews = [coded(f"T{town}", *days[40 * town : 40 * town + 40]) for town in range(8)]
    found, _ = measured(interviews, curve=False)
    assert found.together is not None
    assert found.careful is not None
    assert found.careful.shown <= found.together.shown
    assert (found.careful.precision or 0) >= 0.75


def test_with_one_interview_nothing_is_claimed() -> None:
    found, trainer = measured(towns(1))
    assert (found.interviews, found.folds, found.together, found.careful) == (1, 0, None, None)
    assert [one.interviews for one in found.curve] == [0]
    assert trainer.calls == [((), ("cues", "model"))]
    assert next(one for one in found.codes if one.code == "sky.rain").codings == 3
    assert {one.shortfall for one in found.lacking} >= {Shortfall.NO_WORDS, Shortfall.FEW}
    assert measured([])[0].interviews == 0


def test_the_learning_curve_ends_in_the_figures_themselves() -> None:
    said: list[tuple[int, int, str]] = []
    trainer = Trainer()
    found = evaluate(towns(9), BOOK, ("cues", "model"), trainer, lambda *told: said.append(told))
    assert [one.interviews for one in found.curve] == [0, 1, 2, 3, 5, 7]
    assert found.curve[0].draws[0].shown == 0
    assert found.curve[0].mean("among_five") is not None
    assert found.curve[0].mean("precision") is None
    assert found.curve[-1].draws == (found.together,)
    assert all(len(one.draws) == 2 for one in found.curve[1:-1])
    assert found.curve[1].mean("f1") is not None
    done = [one[0] for one in said]
    assert done == sorted(done)
    assert said[-1][:2] == (100, 100)
    assert {what for *_, what in said} > {"all sources", "after 2 interviews, draw 1 of 2", "before anything is coded"}
    assert {len(documents) for documents, _ in trainer.calls} == {0, 1, 2, 3, 5, 7, 8}


@pytest.mark.parametrize(
    ("most", "expected"), [(0, ()), (1, ()), (2, (1,)), (3, (1, 2)), (14, (1, 2, 3, 5, 8)), (18, (1, 2, 3, 5, 8, 13))]
)
def test_the_curve_is_measured_more_densely_where_it_is_steep(most: int, expected: tuple[int, ...]) -> None:
    assert sizes(most) == expected


def test_codings_that_began_as_suggestions_are_counted() -> None:
    interviews = [coded(f"T{number}", ("wet", "!rain"), ("wet", "rain"), ("wet", "!rain rain")) for number in range(2)]
    found, _ = measured(interviews)
    assert (found.codings, found.aided) == (6, 2)


def test_people_are_compared_on_what_both_read() -> None:
    four = (("wet", "rain"), ("wet", "rain fog"), ("dull", ""), ("wet", "rain"))
    mine = coded("T1", *four * 4)
    yours = coded("T1", *(("wet", "rain"), ("wet", "snow"), ("dull", "fog"), ("wet", "")) * 4, read=15)
    found = people({"T1": {"MK": mine, "JW": yours}, "T2": {"MK": mine}}, CODES)
    assert found is not None
    assert (found.documents, found.segments, found.coders) == (1, 15, ("JW", "MK"))
    assert found.together.f1 == pytest.approx(2 * 4 / (12 + 15))
    assert found.of("sky.rain") is not None
    assert found.of("sky.storm") is None
    other = people({"T1": {"AA": mine, "ZZ": yours}}, CODES)
    assert other is not None
    assert other.together.f1 == found.together.f1  # the same in both directions
    assert [alike.f1 for _, alike in other.codes] == [alike.f1 for _, alike in found.codes]
    assert people({"T1": {"MK": mine}}, CODES) is None
    few = coded("T1", ("wet", "rain"), ("wet", "rain"), ("dull", ""), ("wet", ""))
    assert people({"T1": {"MK": mine, "JW": few}}, CODES) is None  # two codings tell nothing
