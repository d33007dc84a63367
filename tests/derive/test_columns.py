"""Tables over an attribute of the cases, against the plain idea: every interview and every remark belongs to the larger
unit in the first place."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from coder.codebook.read import read
from coder.derive.columns import column_containing, column_of, label, labels
from coder.derive.table import overview
from coder.model.overview import Evidence
from tests.codebook.test_facts import TOWNS

CASES = ("north", "south", "west")
COASTS = {"north": "by_the_sea", "south": "inland", "west": "by_the_sea"}
CODEBOOK = read(
    TOWNS.replace(
        "\ncodes:",
        "\n  - {id: west, label: {en: West, zh: 西}, attributes: {people: 7, coast: by_the_sea}}\ncodes:",
        1,
    ),
    "towns.yaml",
)
ONLY_COASTS = read(
    TOWNS[: TOWNS.index("case_attributes:")]
    + "case_attribute:\n  id: coast\n  cases:\n"
    + "  - {id: by_the_sea, label: by the sea}\n  - {id: inland, label: inland}\n"
    + TOWNS[TOWNS.index("codes:") :]
    .replace("- {id: people, kind: attribute, attribute: people, block: Given}\n", "")
    .replace(", people]", "]")
    .replace("columns: town", "columns: coast"),
    "coasts.yaml",
)

remarks = st.lists(
    st.tuples(
        st.sampled_from(CASES),
        st.sampled_from(["i1", "i2", "i3"]),
        st.sampled_from(["MK", "JW"]),
        st.sampled_from(["story.rise", "story.fall", "story._other"]),
        st.sampled_from([2, 1, -1, -2]),
    ),
    max_size=12,
)


def evidence(found: list[tuple[str, str, str, str, int]], column: dict[str, str]) -> list[Evidence]:
    return [
        Evidence(column.get(case, case), interview, coder, code, weight, (f"c{number}",))
        for number, (case, interview, coder, code, weight) in enumerate(found)
    ]


@given(remarks)
def test_cases_taken_together_derive_as_if_they_were_one(found: list[tuple[str, str, str, str, int]]) -> None:
    coders: dict[str, set[str]] = defaultdict(set)
    for _, interview, coder, _, _ in found:
        coders[interview].add(coder)
    coders_of = {interview: frozenset(names) for interview, names in coders.items()}
    together = overview(
        CODEBOOK, CODEBOOK.table("coasts"), evidence(found, column_of(CODEBOOK, "coast")), coders_of, {}, {}
    )
    alone = overview(ONLY_COASTS, ONLY_COASTS.table("coasts"), evidence(found, COASTS), coders_of, {}, {})
    assert [column.label for column in together.columns] == [column.label for column in alone.columns]
    derived, plain = together.rows[0].cells, alone.rows[0].cells
    assert [derived[f"coast={one}"] for one in ("by_the_sea", "inland")] == [plain["by_the_sea"], plain["inland"]]


@given(remarks)
def test_an_attribute_never_enters_a_derivation(found: list[tuple[str, str, str, str, int]]) -> None:
    pieces = evidence(found, {})
    with_row = overview(CODEBOOK, CODEBOOK.table("towns"), pieces, {}, {}, {})
    other = read(TOWNS.replace("12.50", "900"), "towns.yaml")
    changed = overview(other, other.table("towns"), pieces, {}, {}, {})
    assert {case: with_row.rows[0].cells[case] for case in ("north", "south")} == {
        case: changed.rows[0].cells[case] for case in ("north", "south")
    }


def test_cases_taken_together_show_their_own_figures() -> None:
    table = overview(CODEBOOK, CODEBOOK.table("coasts"), (), {}, {}, {}, language="zh")
    given_row = table.rows[1]
    assert given_row.label == "人口（thousand）"
    assert given_row.block == "Given"
    assert not given_row.derived
    texts = {column.id: given_row.cells[column.id].text for column in table.columns}
    assert texts == {"coast=by_the_sea": "North：12.50; 西：7", "coast=inland": ""}


def test_columns_are_named_by_attribute_and_value() -> None:
    assert column_of(CODEBOOK, "town") == {}
    assert column_of(CODEBOOK, "coast") == {case: f"coast={coast}" for case, coast in COASTS.items()}
    assert column_containing(CODEBOOK, "coast=inland") == column_of(CODEBOOK, "coast")
    assert column_containing(CODEBOOK, "a=b") == {}  # a case may be called so
    assert label(CODEBOOK, "coast=inland") == "inland"
    assert label(CODEBOOK, "west", "zh") == "西"
    assert label(CODEBOOK, "elsewhere") == "elsewhere"
    assert list(labels(CODEBOOK, "coast", None)) == ["coast=by_the_sea", "coast=inland"]
