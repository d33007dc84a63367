"""Who dissents, against going through every cell; and what interviews are said to say."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.derive.cells import derive
from coder.derive.negative import negative_cases
from coder.derive.profiles import profiles
from coder.derive.readings import reading, spoken
from coder.model.codebook import Parameters, RowKind
from coder.model.interview import Interview, Named
from coder.model.overview import State
from tests.derive.test_robustness import Coding, book, everybody, lists, pieces


@pytest.mark.parametrize("kind", list(RowKind))
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_is_the_dissent_of_all_cells(kind: RowKind, data: st.DataObject) -> None:
    by_case = {case: data.draw(lists(kind)) for case in ("c", "d")}
    codebook = book(kind)
    row = codebook.rows[0]
    coders_of = everybody(*by_case.values())
    evidence = [piece._replace(case=case) for case, own in by_case.items() for piece in pieces(own)]
    found = spoken(codebook, [row], evidence, coders_of)
    interviews = [Interview(name, (name,), "c", None, (), {}, ("A",)) for name in coders_of]
    report = negative_cases(codebook, [row], found, interviews, [Named("c", "C"), Named("d", "D")])

    dissents: Counter[str] = Counter()
    addressed: Counter[str] = Counter()
    for case in ("c", "d"):
        own = [piece for piece in evidence if piece.case == case]
        cell = derive(codebook, row, profiles(codebook, row, own, coders_of, Parameters()), Parameters())
        if cell.state is State.VALUE:
            dissents.update(cell.dissenting)
            net: Counter[tuple[str, str, str]] = Counter()
            for interview, coder, value, weight in by_case[case]:
                net[interview, coder, value] += weight
            addressed.update(
                interview
                for interview in {coding[0] for coding in by_case[case]}
                if kind.by_level
                or any(weight < 0 for one, _, _, weight in by_case[case] if one == interview)
                or any(total > 0 for (one, _, _), total in net.items() if one == interview)
            )
    assert {one.interview: len(one.dissents) for one in report.cases} == dict(dissents)
    for one in report.cases:
        assert one.addressed == addressed[one.interview]
        assert one.share == Fraction(dissents[one.interview], addressed[one.interview])
        assert one.rival == (one.share >= Fraction(1, 3))
    shares = [one.share for one in report.cases]
    assert shares == sorted(shares, reverse=True)


def read(kind: RowKind, codings: list[Coding]) -> Any:
    codebook = book(kind)
    row = codebook.rows[0]
    (profile,) = profiles(codebook, row, pieces(codings), everybody(codings), Parameters()).values()
    return reading(codebook, row, profile)


def test_what_an_interview_says() -> None:
    found = read(
        RowKind.SET,
        [
            ("I", "A", "top", 2),
            ("I", "A", "lower", 2),
            ("I", "A", "upper", 1),
            ("I", "A", "mild", 1),
            ("I", "A", "bottom", -1),
        ],
    )
    assert (found.text, found.values) == ("top | lower; mild", ("top", "lower", "mild"))
    assert (found.also, found.denied) == (("upper",), ("bottom",))
    only = read(RowKind.ONE, [("I", "A", "top", -2)])
    assert (only.text, only.values, only.denied) == ("", (), ("top",))
    level = read(RowKind.RATING, [("I", "A", "", 2), ("I", "A", "", 1)])
    assert (level.text, level.values) == ("+", ("l1",))


def test_a_rival_account_is_named() -> None:
    codebook = book(RowKind.ONE)
    row = codebook.rows[0]
    codings = [(f"I{number}", "A", "top", 2) for number in range(3)] + [("I9", "A", "lower", 2), ("I0", "A", "top", -1)]
    found = spoken(codebook, [row], pieces(codings), everybody(codings))
    report = negative_cases(codebook, [row], found, [], [Named("c", "C")])
    assert [(one.interview, one.rival, one.addressed) for one in report.cases] == [("I0", True, 1), ("I9", True, 1)]
    (dissent,) = report.cases[1].dissents
    assert (dissent.shown, dissent.said, dissent.denied, dissent.codings) == ("top", "lower", (), ("3",))
    assert report.cases[0].dissents[0].codings == ("4",)
    assert report.interviews == 4
