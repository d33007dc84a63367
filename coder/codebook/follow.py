"""Where a code that was only looked at, not coded with, is now: suggestions and what a coder pinned or filters by."""

from __future__ import annotations

from coder.codebook.resolve import resolve
from coder.errors import CoderError
from coder.model.codebook import Codebook

_ANY = 1 << 16  # no level: a rescale leaves it alone


def offered(code: str, weight: int | None, version: str, codebook: Codebook) -> tuple[str, int | None] | None:
    """Code and weight that a suggestion of ``version`` stands for now (no weight: the level is left to the reader).

    None if nothing can be coded so any more: the code was split or retired, or its level went.
    """
    found = resolve(code, _ANY if weight is None else weight, version, codebook)
    if found.code is None or not codebook.code(found.code).codable:
        return None
    return found.code, None if weight is None else found.weight


def follow(code: str, before: Codebook, after: Codebook) -> str | None:
    """A code of one state of a codebook in another one, later or, after an undo, earlier; None if it has none there.

    Back from a merge there is no way: which of its codes was meant nobody knows.
    """
    old, new = before.history, after.history
    if len(new) >= len(old):
        return resolve(code, _ANY, before.version, after).code
    for change in reversed(old[len(new) :]):
        if change.op == "move":
            target = change.to[0]
            if code == target or code.startswith(target + "."):
                code = change.ids[0] + code[len(target) :]
    try:
        return after.code(code).id
    except CoderError:
        return None
