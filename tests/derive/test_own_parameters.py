"""A row with parameters of its own is derived as a study would that had them for all rows; the others stay."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.derive.ablation import ablations
from coder.derive.robust_table import robust_table
from coder.derive.robustness import COLLAPSES, Basis
from coder.derive.table import overview
from coder.derive.vectors import derive_vector
from coder.model.codebook import Codebook, OwnParameters, Parameters, Row, RowKind, Table
from coder.model.overview import Evidence
from tests.derive.one_row import VALUES, book

TABLE = Table("t", {}, "case", ("r",))
OWN = st.builds(
    OwnParameters,
    third=st.none() | st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(1)]),
    voice_full_at=st.none() | st.integers(1, 4),
    second_value_explicit_in=st.none() | st.integers(1, 3),
    second_value_interviews=st.none() | st.integers(1, 4),
    level_aggregate=st.none() | st.sampled_from(["median", "mean"]),
    min_interviews=st.none() | st.integers(1, 4),
    coders=st.none() | st.sampled_from(["mean", "A", "B", "nobody"]),
)


@st.composite
def evidence(draw: st.DrawFn, kind: RowKind) -> list[Evidence]:
    pieces = draw(
        st.lists(
            st.tuples(
                st.sampled_from("12345"),
                st.sampled_from(["A", "B", "reconciled"]),
                st.sampled_from(VALUES),
                st.sampled_from([-2, -1, 1, 2]),
                st.integers(1, 2),
            ),
            max_size=10,
        )
    )
    return [
        Evidence(
            "c", who, coder, "r" if kind.by_level else f"r.{value}", weight, tuple(f"{n}-{i}" for i in range(times))
        )
        for n, (who, coder, value, weight, times) in enumerate(pieces)
    ]


def with_own(codebook: Codebook, own: OwnParameters) -> Codebook:
    return replace(codebook, rows=tuple(replace(row, derivation=own) for row in codebook.rows))


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(RowKind), OWN)
def test_own_parameters_are_those_of_a_study_for_that_row(
    data: st.DataObject, kind: RowKind, own: OwnParameters
) -> None:
    plain = book(kind)
    pieces = data.draw(evidence(kind))
    of_row, of_study = with_own(plain, own), replace(plain, parameters=own.over(plain.parameters))
    one = overview(of_row, TABLE, pieces, {}, {"c": 3}, {})
    assert one == overview(of_study, TABLE, pieces, {}, {"c": 3}, {})
    both = dict.fromkeys(COLLAPSES, pieces)
    reports = [
        robust_table(Basis(book, book.parameters, {}, "p"), TABLE, both, {"c": 3}) for book in (of_row, of_study)
    ]
    assert reports[0] == reports[1]
    (cell,) = reports[0].cells
    assert (cell.text, cell.state) == (one.rows[0].cells["c"].text, one.rows[0].cells["c"].state.value)
    first, second = (ablations(book, TABLE, pieces, {}, {"c": 3}) for book in (of_row, of_study))
    assert first == second


def test_the_other_rows_stay_as_they_are() -> None:
    plain = book(RowKind.LIST)
    other = replace(plain.rows[0], id="o", code="o")
    codes = (*plain.codes, *(replace(code, id="o" + code.id[1:], parent=code.parent and "o") for code in plain.codes))
    two = replace(plain, codes=codes, rows=(replace(plain.rows[0], derivation=OwnParameters(third=Fraction(1))), other))
    pieces = [
        Evidence("c", who, "A", f"{row}.{value}", 2, (f"{row}{who}",))
        for row in "ro"
        for who, value in (("1", "top"), ("2", "top"), ("3", "lower"))
    ]
    found = overview(two, Table("t", {}, "case", ("r", "o")), pieces, {}, {}, {})
    assert [row.cells["c"].text for row in found.rows] == ["TOP", "TOP and LOWER"]


def test_vectors_take_them_too() -> None:
    plain = book(RowKind.ONE)
    vector = {"row": "r", "codings": [{"interview": "1", "value": "top", "weight": 2, "coder": "A"}]}
    assert "thin" in {flag.value for flag in derive_vector(plain, vector, "v").cell.flags}
    assert not derive_vector(with_own(plain, OwnParameters(min_interviews=1)), vector, "v").cell.flags


def test_nothing_of_its_own_is_the_study() -> None:
    row = Row("r", "r", RowKind.ONE, "")
    parameters = Parameters(third=Fraction(2, 5), collapse="turn")
    assert row.parameters(parameters) is parameters
    assert OwnParameters().over(parameters) == parameters
    assert OwnParameters(collapse="overlap").over(parameters) == replace(parameters, collapse="overlap")
