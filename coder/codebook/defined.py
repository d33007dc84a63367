"""Since which revision every code has been defined as it is (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from coder.model.codebook import Code, Codebook
from coder.model.revision import Defined

Meaning = tuple[object, ...]
Known = Mapping[str, tuple[Defined, Meaning]]


def defined(known: Known, before: Codebook | None, codebook: Codebook, number: int) -> Known:
    """One revision further: ``known`` is what was said of ``before``, the revision ahead of this one (None: none)."""
    first = 0 if before is None else _shared(before, codebook)
    fresh = codebook.history[first:] if before is not None else ()
    moved = [(change.to[0], change.ids[0]) for change in fresh if change.op == "move" and change.to]
    redefined = {name for change in fresh if change.op == "redefine" for name in change.ids}
    found: dict[str, tuple[Defined, Meaning]] = {}
    for code in codebook.codes:
        meaning = _meaning(code)
        earlier = known.get(_earlier(code.id, moved))
        if earlier is None:
            found[code.id] = Defined(number, codebook.version), meaning
        elif code.id in redefined:
            found[code.id] = Defined(number, codebook.version, number), meaning
        elif earlier[1] != meaning:
            found[code.id] = Defined(number, codebook.version, earlier[0].redefined), meaning
        else:
            found[code.id] = earlier
    return found


def _shared(before: Codebook, after: Codebook) -> int:
    """How many entries both histories begin with."""
    count = 0
    for one, other in zip(before.history, after.history, strict=False):
        if one != other:
            break
        count += 1
    return count


def _earlier(code: str, moved: list[tuple[str, str]]) -> str:
    """The id before the moves, newest first."""
    for to, old in reversed(moved):
        if code == to or code.startswith(to + "."):
            code = old + code[len(to) :]
    return code


def _meaning(code: Code) -> Meaning:
    return code.kind, code.definition, code.include, code.exclude, code.anchors, code.scale, code.absent, code.qualifier
