"""The derivation against the naive one on random codings of every kind of row."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.derive.cells import derive
from coder.derive.profiles import profiles
from coder.model.codebook import (
    Code,
    Codebook,
    CodeKind,
    Join,
    Level,
    Parameters,
    Row,
    RowKind,
    Scale,
)
from coder.model.overview import Cell, Evidence
from tests.derive.naive import naive_cell

VALUES = ("top", "upper", "lower", "bottom", "none", "mild")
RATING = Scale("rating", tuple(Level(f"l{a}", mark, a) for mark, a in (("++", 2), ("+", 1), ("O", 0), ("-", -1))), ())


def book(kind: RowKind) -> Codebook:
    level = kind.by_level
    row_code = Code(
        "r", CodeKind.LEVEL if level else CodeKind.ROW, None, {"en": "R"}, scale="rating" if level else None
    )
    values = (
        ()
        if level
        else tuple(
            Code(
                f"r.{value}",
                CodeKind.VALUE,
                "r",
                {"en": value.upper()},
                absent=value == "none",
                qualifier=value == "mild",
            )
            for value in VALUES
        )
    )
    row = Row("r", "r", kind, "", order=("bottom", "lower", "upper", "top"), join=Join(all=" and "))
    return Codebook(
        id="b",
        version="1.0.0",
        languages=("en",),
        default_language="en",
        title={},
        case_attribute="case",
        cases=(),
        attributes=(),
        scales=(RATING,),
        codes=(row_code, *values),
        rows=(row,),
        tables=(),
        residual=False,
    )


def naive_row(kind: RowKind) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "values": list(VALUES),
        "labels": {value: value.upper() for value in VALUES},
        "order": ["bottom", "lower", "upper", "top"] if kind is RowKind.ORDINAL else [],
        "absent": ["none"],
        "qualifiers": ["mild"],
        "all": " and ",
        "qualifier": "; ",
        "levels": [(level.mark, level.anchor) for level in RATING.levels],
    }


CODINGS = st.lists(
    st.fixed_dictionaries(
        {
            "interview": st.sampled_from(["I1", "I2", "I3", "I4", "I5"]),
            "coder": st.sampled_from(["A", "A", "B", "C"]),
            "value": st.sampled_from(VALUES),
            "weight": st.sampled_from([2, 2, 2, 1, 1, -1, -2]),
        }
    ),
    max_size=14,
)
SILENT = st.dictionaries(st.sampled_from(["I1", "I2", "I6"]), st.sets(st.sampled_from(["A", "B", "D"])))


@pytest.mark.parametrize("kind", list(RowKind))
@settings(max_examples=400, deadline=None)
@given(codings=CODINGS, silent=SILENT)
def test_agrees_with_the_naive_derivation(
    kind: RowKind, codings: list[dict[str, Any]], silent: dict[str, set[str]]
) -> None:
    codebook = book(kind)
    row = codebook.rows[0]
    if kind.by_level:
        codings = [coding | {"value": ""} for coding in codings]
    coders_of = {interview: set(silent.get(interview, set())) for interview in ("I1", "I2", "I3", "I4", "I5", "I6")}
    for coding in codings:
        coders_of[coding["interview"]].add(coding["coder"])
    evidence = [
        Evidence(
            "c",
            coding["interview"],
            coding["coder"],
            f"r.{coding['value']}" if coding["value"] else "r",
            coding["weight"],
            (str(number),),
        )
        for number, coding in enumerate(codings)
    ]
    frozen = {interview: frozenset(coders) for interview, coders in coders_of.items()}
    cell = derive(codebook, row, profiles(codebook, row, evidence, frozen, Parameters()), Parameters())
    expected = naive_cell(naive_row(kind), codings, coders_of)
    assert cell.state.value == expected["state"]
    assert cell.text == expected["text"]
    if cell.state.value != "value":
        return
    assert sorted(flag.value for flag in cell.flags) == expected["flags"]
    assert list(cell.dissent) == expected["dissent"]
    assert (cell.n, cell.k) == (expected["n"], expected["k"])
    assert cell.relation.value == expected["relation"]
    assert dict(cell.p) == expected["p"]
    assert cell.second == expected["second"]
    if kind.by_level:
        assert cell.m == expected["m"]
    else:
        assert list(cell.values) == expected["values"]
        assert sum(cell.p.values(), Fraction(0)) in (0, 1)
    ids = [*cell.supporting, *cell.opposing, *cell.undecided]
    assert sorted(ids) == sorted(str(number) for number in range(len(codings)))


def cell_of(kind: RowKind, codings: list[dict[str, Any]]) -> Cell:
    codebook = book(kind)
    row = codebook.rows[0]
    coders_of: dict[str, frozenset[str]] = {}
    for coding in codings:
        coders_of[coding["interview"]] = coders_of.get(coding["interview"], frozenset()) | {coding["coder"]}
    evidence = [
        Evidence("c", coding["interview"], coding["coder"], f"r.{coding['value']}", coding["weight"], (str(number),))
        for number, coding in enumerate(codings)
    ]
    return derive(codebook, row, profiles(codebook, row, evidence, coders_of, Parameters()), Parameters())


@settings(max_examples=200, deadline=None)
@given(codings=CODINGS, weight=st.sampled_from([1, 2]))
def test_more_support_never_takes_a_chosen_value_away(codings: list[dict[str, Any]], weight: int) -> None:
    before = cell_of(RowKind.ONE, codings)
    for value in before.values[:1]:
        if before.state.value == "value" and value != "mild":
            extra = {"interview": "I9", "coder": "A", "value": value, "weight": weight}
            assert value in cell_of(RowKind.ONE, [*codings, extra]).values


@pytest.mark.parametrize("kind", [RowKind.ONE, RowKind.SET, RowKind.ORDINAL])
@settings(max_examples=200, deadline=None)
@given(codings=CODINGS, times=st.integers(2, 6))
def test_saying_it_again_changes_nothing_once_the_voice_is_full(
    kind: RowKind, codings: list[dict[str, Any]], times: int
) -> None:
    full = [coding | {"weight": 2 if coding["weight"] > 0 else -2, "coder": "A"} for coding in codings]
    before, after = cell_of(kind, full), cell_of(kind, full * times)
    assert (before.text, before.flags, before.p, before.dissent) == (
        after.text,
        after.flags,
        after.p,
        after.dissent,
    )
