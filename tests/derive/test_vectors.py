"""The worked examples of the method, with what the reference derivation gives for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coder import shipped
from coder.codebook.read import read
from coder.derive.vectors import DerivedVector, derive_vector
from coder.errors import CoderError
from coder.model.codebook import Codebook

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def flagship() -> Codebook:
    return read(*shipped.codebook_text("regional-innovation-systems"))


def as_expected(derived: DerivedVector) -> dict[str, Any]:
    cell, left_out = derived
    return {
        "status": cell.state.value,
        "text": cell.text,
        "flags": sorted(flag.value for flag in cell.flags),
        "dissent": list(cell.dissent),
        "p": {value: str(share) for value, share in cell.p.items()},
        "m": None if cell.m is None else str(cell.m),
        "second": cell.second,
        "loio_stable": None if left_out.stable is None else str(left_out.stable),
        "pivotal": list(left_out.pivotal),
    }


def test_there_are_all_21() -> None:
    assert len(VECTORS) == 21


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_vector(vector: dict[str, Any], flagship: Codebook) -> None:
    derived = as_expected(derive_vector(flagship, vector, vector["id"]))
    assert {key: derived[key] for key in vector["expect"]} == vector["expect"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_order_and_names_of_interviews_and_coders_do_not_matter(vector: dict[str, Any], flagship: Codebook) -> None:
    renamed = [
        coding | {"interview": f"z{coding['interview'][::-1]}", "coder": f"k{coding['coder']}"}
        for coding in reversed(vector["codings"])
    ]
    cell = derive_vector(flagship, vector | {"codings": renamed}, "renamed").cell
    original = derive_vector(flagship, vector, "original").cell
    assert (cell.text, cell.state, cell.flags, cell.p, cell.dissent) == (
        original.text,
        original.state,
        original.flags,
        original.p,
        original.dissent,
    )


@pytest.mark.parametrize(
    ("vector", "message"),
    [
        ({"row": "nowhere", "codings": []}, "no row 'nowhere'"),
        ({"codings": []}, "needs a row and codings"),
        ({"row": "mindset.narrative", "codings": [{"interview": "I1"}]}, "malformed"),
        ({"row": "mindset.narrative", "codings": [{"interview": "I1", "value": "x", "weight": 1}]}, "has no code"),
        ({"row": "mindset.narrative", "codings": [{"interview": "I1", "value": "", "weight": 1}]}, "no value of"),
        ({"row": "mindset.character", "codings": [{"interview": "I1", "value": "", "weight": True}]}, "malformed"),
    ],
)
def test_malformed_vectors_say_what_is_wrong(vector: dict[str, Any], message: str, flagship: Codebook) -> None:
    with pytest.raises(CoderError, match=message):
        derive_vector(flagship, vector, "vector 1")
