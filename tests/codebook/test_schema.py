"""The shipped JSON Schema is that of the reader: it takes what the reader takes, and refuses what has no shape."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from coder.codebook.compose import SCHEMA_NAME
from coder.codebook.read import check
from coder.codebook.schema import schema
from coder.codebook.splice import data_of
from coder.codebook.tree import parse_tree
from coder.codebook.writing import Data
from tests.codebook.sample import SAMPLE, changed
from tests.codebook.test_fuzz import KEYS

WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # of a whole codebook, it takes minutes
CODEBOOKS = Path(__file__).parents[2] / "codebooks"
"""Run ``python3 -m tests.codebook.test_schema`` to write the schema anew."""


def loaded(text: str) -> Any:
    """A text as editors see it: plain words that look like numbers or flags are some."""
    root, _ = parse_tree(text)
    assert root is not None
    plain: dict[str, Any] = {"true": True, "false": False}

    def typed(data: Data) -> Any:
        if isinstance(data, dict):
            return {key: typed(value) for key, value in data.items()}
        if isinstance(data, list):
            return [typed(item) for item in data]
        if isinstance(data, str) and re.fullmatch("[+-]?[0-9]+", data):
            return int(data)
        return data if data is None else plain.get(data, data)

    return typed(data_of(root))


@cache
def validator() -> Draft7Validator:
    return Draft7Validator(schema())


def complaints(text: str) -> list[str]:
    return [error.message[:200] for error in validator().iter_errors(loaded(text))]


def test_the_shipped_schema_is_the_one_of_the_reader() -> None:
    shipped = (CODEBOOKS / SCHEMA_NAME).read_text("utf-8")
    assert shipped == written(), "python3 -m tests.codebook.test_schema writes it anew"


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(schema())


@pytest.mark.parametrize("path", sorted(CODEBOOKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_codebook_has_the_shape(path: Path) -> None:
    assert complaints(path.read_text("utf-8")) == []


def test_the_sample_has_the_shape() -> None:
    assert complaints(SAMPLE) == []


# null in a list is the word null for the reader; nobody means that, and the schema need not take it
ANYTHING = st.recursive(
    st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "1.0.0", "one", "en", "*", "x y"]),
    lambda below: st.lists(below, max_size=2) | st.dictionaries(st.sampled_from(["id", "en", "1", "row"]), below),
    max_leaves=4,
)


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with a key or index in it."""
    pairs = list(data.items() if isinstance(data, dict) else enumerate(data)) if isinstance(data, dict | list) else []
    for key, value in pairs:
        yield data, key
        yield from places(value)


@settings(max_examples=int(os.environ.get("CODER_FUZZ", "100")), deadline=None, phases=WITHOUT_SHRINKING)
@given(st.data())
def test_what_the_schema_refuses_the_reader_refuses_too(data: st.DataObject) -> None:
    whole = loaded(SAMPLE)
    for _ in range(data.draw(st.integers(1, 3))):
        found = list(places(whole))
        owner, key = found[data.draw(st.integers(0, len(found) - 1))]
        if data.draw(st.booleans()):
            owner[key] = data.draw(ANYTHING if isinstance(owner, list) else st.none() | ANYTHING)
        elif isinstance(owner, dict):
            owner[data.draw(st.sampled_from([*KEYS, "children", "exclude", "kind"]))] = owner.pop(key)
        else:
            del owner[key]
    text = json.dumps(whole, ensure_ascii=False)
    said = [error.message[:200] for error in validator().iter_errors(whole)]
    if said:
        assert check(text, "x")[0], said


SHAPES = [
    ("format: codebook/1", "format: codebook/2"),
    ("format: codebook/1\n", ""),
    ("version: 2.0.0\nstatus", "version: 2.0\nstatus"),
    ("status: final", "statsu: final"),
    ("status: final", "status: [final]"),
    ("languages: [en, zh]", "languages: []"),
    ("languages: [en, zh]", "languages: [en, english!]"),
    ("title: {en: Two towns, zh: 两个镇}", "title: [a]"),
    ("title: {en: Two towns, zh: 两个镇}", "title: {English: a}"),
    ("    - {id: south, label: Southtown", "    - {id: south"),
    ("- {id: sector, kind: choice", "- {id: sector, kind: chioce"),
    ("kind: case, required: true", "kind: case, required: yes"),
    ('- {id: zero, mark: "", anchor: 0}', '- {id: zero, mark: "", anchor: one}'),
    ("2: {label: explicit", "3: {label: explicit"),
    ("unit: interview", "unit: segment"),
    ("- {id: G1, rule: Code what is said.}", "- {id: G1}"),
    ("- id: idea\n", "- id: an idea\n"),
    ("  label: An idea\n", "  lable: An idea\n"),
    ("    applies: value\n    label: Level of risk", "    applies: values\n    label: x"),
    ("    scale: marks\n", ""),
    ("exclude: [luck]", "exclude: luck"),
    ("kind: set, group: economy", "kind: sets, group: economy"),
    ("kind: ordinal, order: [low, high]", "kind: ordinal"),
    ("op: move", "op: moves"),
    (", rationale: It is about the economy.", ""),
    ("date: 2026-02-01", "date: February"),
]


@pytest.mark.parametrize(("old", "new"), SHAPES)
def test_what_has_no_shape_is_refused_by_both(old: str, new: str) -> None:
    text = changed(old, new)
    assert complaints(text)
    assert check(text, "x")[0]


def written() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    (CODEBOOKS / SCHEMA_NAME).write_text(written(), "utf-8")
