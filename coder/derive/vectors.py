"""The pure core alone: cells from bare codings without a study, for tests against other implementations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coder.derive.cells import derive
from coder.derive.profiles import profiles
from coder.derive.robustness import leave_one_out
from coder.errors import CoderError, UnreadableError
from coder.model.codebook import Codebook
from coder.model.overview import Cell, Evidence, LeaveOneOut


class DerivedVector(NamedTuple):
    """A cell and what leaving interviews out does to it."""

    cell: Cell
    leave_one_out: LeaveOneOut


def derive_vector(codebook: Codebook, vector: Mapping[str, object], where: str) -> DerivedVector:
    """Derive ``{"row": id, "codings": [{"interview", "value", "weight", "coder"}]}``; nothing collapses.

    Raises UnreadableError when the vector has another shape, CoderError for unknown rows and values.
    """
    row_id, codings = vector.get("row"), vector.get("codings")
    if not isinstance(row_id, str) or not isinstance(codings, list):
        raise UnreadableError("a vector needs a row and codings", where=where, hint='{"row": id, "codings": [...]}')
    row = codebook.row(row_id)
    grouped: dict[tuple[str, str, str, int], list[str]] = defaultdict(list)
    coders_of: dict[str, set[str]] = defaultdict(set)
    for number, coding in enumerate(codings):
        interview, value, weight, coder = _fields(coding, where)
        code = codebook.code(f"{row.code}.{value}" if value else row.code)
        if row.kind.by_level == bool(value) or codebook.row_of.get(code.id) is not row:
            raise CoderError(f"{value!r} is no value of the row {row.id}", where=where)
        if weight not in codebook.weights(code):
            allowed = ", ".join(map(str, codebook.weights(code)))
            raise CoderError(f"{code.id} cannot have the weight {weight}", where=where, hint=f"allowed: {allowed}")
        grouped[interview, coder, code.id, weight].append(str(number))
        coders_of[interview].add(coder)
    evidence = [
        Evidence("", interview, coder, code, weight, tuple(ids))
        for (interview, coder, code, weight), ids in grouped.items()
    ]
    frozen = {interview: frozenset(coders) for interview, coders in coders_of.items()}
    params = codebook.parameters_of(row)
    found = profiles(codebook, row, evidence, frozen, params)
    cell = derive(codebook, row, found, params)
    return DerivedVector(cell, leave_one_out(codebook, row, found, params))


def derive_vectors(codebook: Codebook, vectors: Iterable[Mapping[str, object]]) -> list[DerivedVector]:
    """Derive a list of vectors in its order."""
    return [derive_vector(codebook, vector, f"vector {number}") for number, vector in enumerate(vectors, 1)]


def _fields(coding: object, where: str) -> tuple[str, str, int, str]:
    if isinstance(coding, Mapping):
        match coding.get("interview"), coding.get("value", ""), coding.get("weight"), coding.get("coder", ""):
            case str(interview), str(value), int(weight), str(coder) if not isinstance(weight, bool):
                return interview, value, weight, coder
    raise UnreadableError(
        "a coding of a vector is malformed", where=where, hint="it needs interview, value, weight (a number), coder"
    )
