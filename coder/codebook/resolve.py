"""Where an old coding belongs today: a pure walk of the history forward from the version it was made under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from coder.codebook.history import taken_back
from coder.codebook.version import Precedence, precedence
from coder.errors import CoderError
from coder.model.codebook import Change, Codebook


@dataclass(frozen=True, slots=True)
class Resolved:
    """A coding in the terms of the present codebook.

    ``code`` None is unresolved: it waits for recoding and supports no value. ``auto_migrated``: a split sent it to
    its default, which is no explicit statement. ``earlier_definition``: its code was redefined since.
    """

    code: str | None
    weight: int
    auto_migrated: bool = False
    earlier_definition: bool = False


def resolve(code: str, weight: int, version: str, codebook: Codebook) -> Resolved:
    """Code and weight as the codebook has them now, for a coding made under ``version``.

    A retired code resolves to itself as long as the codebook keeps it. Raises CoderError if ``version`` is none.
    """
    resolved = Resolved(code, weight)
    for step in _steps(resolved, version, codebook):
        resolved = step
    return resolved if resolved.code is not None and _has(codebook, resolved.code) else replace(resolved, code=None)


def accounted_for(code: str, weight: int, version: str, codebook: Codebook) -> bool:
    """Whether the history says what became of a coding: where it belongs now, or that it is to be recoded."""
    name = code
    for step in _steps(Resolved(code, weight), version, codebook):
        if step.code is None:
            return True
        name = step.code
    return _has(codebook, name) or any(change.op == "retire" and name in change.ids for change in codebook.history)


def lost_by(code: str, weight: int, version: str, codebook: Codebook) -> Change | None:
    """The entry of the history that left a coding to be coded again; None if none did."""
    resolved, made, undone = Resolved(code, weight), _precedence(version), taken_back(codebook.history)
    for place, change in enumerate(codebook.history):
        if resolved.code is not None and place not in undone and _precedence(change.version) > made:
            resolved = _after(resolved, resolved.code, change)
            if resolved.code is None:
                return change
    return None


def row_spoken_of(code: str, weight: int, version: str, codebook: Codebook) -> str | None:
    """The row code that an unresolved coding still tells was spoken of: the one all codes of its split stand below.

    None if it was no split that left it unresolved, or if its codes belong to several rows or to none.
    """
    change = lost_by(code, weight, version, codebook)
    if change is None or change.op != "split":
        return None
    names = {resolve(name, weight, change.version, codebook).code for name in change.to}
    parents = {codebook.code(name).parent for name in names if name is not None}
    parent = next(iter(parents)) if len(parents) == 1 else None
    return parent if parent is not None and codebook.row_of.get(parent) is not None else None


def _steps(coding: Resolved, version: str, codebook: Codebook) -> Iterator[Resolved]:
    """The coding after each entry that is newer than ``version``, in the order of the file, until it is unresolved."""
    made = _precedence(version)
    undone = taken_back(codebook.history)
    for place, change in enumerate(codebook.history):
        if coding.code is not None and place not in undone and _precedence(change.version) > made:
            coding = _after(coding, coding.code, change)
            yield coding


def _after(coding: Resolved, code: str, change: Change) -> Resolved:
    """One entry further. A move takes along what stands below in the id: values, and the residual."""
    if change.op == "move":
        old, new = change.ids[0], change.to[0]
        if code == old or code.startswith(old + "."):
            return replace(coding, code=new + code[len(old) :])
    if code not in change.ids:
        return coding
    match change.op:
        case "merge":
            return replace(coding, code=change.to[0])
        case "split":
            migrated = coding.auto_migrated or change.default is not None
            return replace(coding, code=change.default, auto_migrated=migrated)
        case "redefine":
            return replace(coding, earlier_definition=True)
        case "rescale":
            level = change.map.get(coding.weight, coding.weight)
            return replace(coding, code=None) if level is None else replace(coding, weight=level)
    return coding


def _has(codebook: Codebook, code: str) -> bool:
    try:
        codebook.code(code)
    except CoderError:
        return False
    return True


@lru_cache(maxsize=256)
def _precedence(version: str) -> Precedence:
    return precedence(version)
