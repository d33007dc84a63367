"""What a code is called for good: the id it had first, and the GUID made from that (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import NAMESPACE_URL, uuid5

from coder.codebook.history import taken_back
from coder.model.codebook import Change, Codebook


def first_id(codebook: Codebook, code_id: str) -> str:
    """The id under which a code came into the codebook: its moves, and those of what it stands below, taken back."""
    for change in reversed(codebook.history):
        if _made(change, code_id):
            break
        if change.op == "move":
            code_id = _replaced(code_id, change.to[0], change.ids[0])
    return code_id


def later_id(codebook: Codebook, code_id: str) -> str:
    """Where the moves and merges of the history lead from an id; the id itself if they say nothing of it."""
    back = taken_back(codebook.history)
    for place, change in enumerate(codebook.history):
        if place in back:
            continue
        if change.op == "move":
            code_id = _replaced(code_id, change.ids[0], change.to[0])
        elif change.op == "merge" and code_id in change.ids:
            code_id = change.to[0]
    return code_id


def used_up(codebook: Codebook) -> frozenset[str]:
    """Every id that the history names: one that went out of use means no other code later."""
    return frozenset(name for change in codebook.history for name in (*change.ids, *change.to))


def guid(codebook_id: str, name: str) -> str:
    """The GUID of what has a name in a codebook, in lower case."""
    return str(uuid5(NAMESPACE_URL, f"codebook:{codebook_id}#{name}"))


def guids(codebook: Codebook) -> Mapping[str, str]:
    """The GUID of every code, by the id it has now. Moves and renames keep it; no two codes have the same."""
    return dict(_guids(codebook))


def _guids(codebook: Codebook) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for code in codebook.codes:
        first = first_id(codebook, code.id)
        if first in taken:  # made anew under a code that moved there, while another one had begun there
            first = f"{first}@{code.id}"
        taken.add(first)
        yield code.id, guid(codebook.id, first)


def _made(change: Change, code_id: str) -> bool:
    """Whether a code began with this entry."""
    if change.op == "create":
        return code_id in change.ids
    return change.op in ("split", "merge") and code_id in change.to and code_id not in change.ids


def _replaced(code_id: str, old: str, new: str) -> str:
    """An id with another beginning, if it begins so; a move takes along what stands below in the id."""
    return new + code_id[len(old) :] if code_id == old or code_id.startswith(old + ".") else code_id
