"""The list of proposed pseudonyms, and what keys do to it (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coder.privacy.proposal import Proposal
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run, Runs

_COUNT, _KIND = 5, 13  # cells


def accepted(proposals: Sequence[Proposal], words: str, yes: bool) -> tuple[Proposal, ...]:
    """One spelling is to be replaced, or to stay."""
    return tuple(replace(one, accepted=yes) if one.words == words else one for one in proposals)


def renamed(proposals: Sequence[Proposal], words: str, pseudonym: str) -> tuple[Proposal, ...]:
    """Another pseudonym for a spelling and all others of the same person, body or place."""
    before = next(one.pseudonym for one in proposals if one.words == words)
    return tuple(replace(one, pseudonym=pseudonym) if one.pseudonym == before else one for one in proposals)


def merged(proposals: Sequence[Proposal], words: str, pseudonym: str) -> tuple[Proposal, ...]:
    """One spelling is another name of what has that pseudonym, and is replaced by it; it stands behind those."""
    same = [one for one in proposals if one.pseudonym == pseudonym and one.words != words]
    own = next(one for one in proposals if one.words == words)
    moved = replace(own, pseudonym=pseudonym, accepted=True, kind=same[0].kind if same else own.kind)
    found: list[Proposal] = []
    for one in proposals:
        if one.words != words:
            found.append(one)
        if same and one is same[-1]:
            found.append(moved)
    return tuple(found) if same else tuple(moved if one.words == words else one for one in proposals)


def line(one: Proposal, room: int) -> Runs:
    """A proposal on one line: whether it is replaced, how often it stands there, what it is, and by what."""
    half = max(8, (room - _COUNT - _KIND - 9) // 2)
    sign, tone = ("x", "strong") if one.accepted else (" ", "dim")
    arrow = "→" if one.accepted else "="
    return (
        (f" [{sign}]", tone),
        (f"{one.count:>{_COUNT}} ", "dim"),
        (fit(one_line(one.words), half), tone),
        (f" {arrow} ", "dim"),
        (fit(one_line(one.pseudonym), half), "accent" if one.accepted else "dim"),
        (f" {one.kind.value}", "dim"),
    )


def page(one: Proposal) -> list[Run]:
    """Everything about a proposal: where it stands first, and which rule found it."""
    where = f"{one.count} in {one.documents} document{'s' * (one.documents != 1)}"
    stays = "is replaced" if one.accepted else "stays as it is"
    return [
        (f"{one_line(one.words)}: {stays}", "strong"),
        (f"{one.kind.value}, {where}, found by: {one.reason}", "dim"),
        (f"…{one_line(one.context)}…", "plain"),
    ]


def totals(proposals: Sequence[Proposal]) -> str:
    """How many there are and how many are to be replaced."""
    return f"{sum(one.accepted for one in proposals)} of {len(proposals)} to be replaced"
