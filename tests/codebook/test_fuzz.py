"""Any text gives a codebook or a CodebookError, soon."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.problem import CodebookError, Problem
from coder.codebook.read import check, read
from tests.codebook.sample import SAMPLE

SIGNS = "[]{}&*!|>'\"%@`#-?:,\n \t\\\r\0\x85\u2028\ufeff\ud800~<=é字"
WORDS = [
    "id", "code", "codes", "children", "applies", "value", "level", "kind", "order", "expect", "when", "all", "not",
    "row", "rows", "is", "history", "op", "move", "to", "ids", "scales", "levels", "anchor", "coder_weights", "label",
    "en", "from", "examples", "cues", "languages", "derivation", "third", "1/3", "-1", "2", "1.0.0", "economy.risk",
]  # fmt: skip


def survives(text: str) -> None:
    """A codebook comes back, or an error whose problems all have a line of the text, a reason and a repair."""
    problems = refusal(text)
    lines = 1 + sum(text.count(sign) for sign in "\n\r\x85\u2028\u2029")
    assert all(1 <= problem.line <= lines for problem in problems)
    assert all(problem.what and problem.repair for problem in problems)
    assert not any("\n" in str(problem) for problem in problems)


def refusal(text: str) -> tuple[Problem, ...]:
    try:
        read(text, "x")
    except CodebookError as error:
        return error.problems
    return ()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from(SIGNS), st.characters())))
def test_any_text(text: str) -> None:
    survives(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 30), st.text(alphabet=SIGNS, max_size=4))
def test_the_sample_with_a_passage_torn_out(start: int, length: int, piece: str) -> None:
    survives(SAMPLE[:start] + piece + SAMPLE[start + length :])


VALUES = st.recursive(
    st.one_of(st.sampled_from(WORDS), st.none(), st.booleans(), st.integers(-3, 3), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)),
    max_leaves=25,
)
KEYS = [
    "languages", "default_language", "title", "source", "case_attribute", "document_attributes", "scales", "derivation",
    "general_rules", "codes", "rows", "factor_checks", "tables", "history",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_any_structure_under_the_known_keys(parts: dict[str, object]) -> None:
    survives(json.dumps({"format": "codebook/1", "id": "x", "version": "1.0.0", **parts}))


CODE_PARTS = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b", "a.b", "a.c", "b.c"])},
    optional={
        "label": st.just("x"),
        "definition": st.just("y"),
        "codable": st.booleans(),
        "applies": st.sampled_from(["value", "level"]),
        "scale": st.just("s"),
        "absent": st.booleans(),
        "retired": st.booleans(),
        "anchors": st.dictionaries(st.sampled_from(["1", "0", "9"]), st.just("z")),
    },
)
CODES = st.recursive(
    st.lists(CODE_PARTS, max_size=3),
    lambda below: st.lists(
        st.builds(lambda code, children: {**code, "children": children}, CODE_PARTS, below), max_size=3
    ),
    max_leaves=6,
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from("rs"), "code": st.sampled_from(["a", "b", "a.b"])},
        optional={
            "kind": st.sampled_from(["rating", "presence", "one", "set", "ordinal", "list"]),
            "order": st.lists(st.sampled_from("bc")),
            "expect": st.just([{"mark": "p", "when": {"row": "s", "has": ["c"]}}]),
        },
    ),
    max_size=3,
)


@settings(max_examples=150, deadline=None)
@given(CODES, ROWS)
def test_any_codes_and_rows(codes: list[object], rows: list[object]) -> None:
    scale = {"s": {"levels": [{"id": "p", "mark": "+", "anchor": 1}, {"id": "o", "mark": "", "anchor": 0}]}}
    frame: dict[str, object] = {
        "format": "codebook/1",
        "id": "x",
        "version": "1.0.0",
        "languages": ["en"],
        "title": "X",
    }
    frame["case_attribute"] = {"id": "case", "cases": []}
    survives(json.dumps({**frame, "scales": scale, "codes": codes, "rows": rows}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a0: &a0 [x, x]\n" + "".join(f"a{i + 1}: &a{i + 1} [*a{i}, *a{i}]\n" for i in range(60)), "repeat too much"),
        ("a: &a [*a]\n", "the alias *a has no anchor before it"),
        ("[" * 100_000, "nested deeper than 100 levels"),
        ("- " * 100_000, "nested deeper than 100 levels"),
        ("{a: " * 100_000, "nested deeper than 100 levels"),
        ("#" * 4_000_001, "the file has 4000001 characters"),
    ],
    ids=["laughs", "itself", "flow", "block", "mappings", "long"],
)
def test_bombs(text: str, expected: str) -> None:
    """Without bounds these take minutes, or all memory."""
    errors, _ = check(text, "x")
    assert expected in str(errors[-1])
