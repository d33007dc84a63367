"""How firmly a cell stands (method 2.8): without single interviews, resampled, by each coder, under other settings.

Every check derives the cell once more and compares what it reads. Seeds follow from the study and the place of the
cell, so that the same study gives the same numbers on every machine.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from random import Random

from coder.derive.cells import derive
from coder.derive.profiles import RECONCILED, profiles
from coder.model.codebook import Codebook, Parameters, Row
from coder.model.overview import Cell, Evidence, Flag, LeaveOneOut, Profile, State
from coder.model.robustness import CoderReading, Resampling, Robustness, Shortfall, Specification

REPLICATES = 500
RESAMPLED_FROM = 4  # interviews: below, resampling says nothing
ENOUGH = Fraction(9, 10)  # of the specifications that a robust cell survives
THIRDS = (Fraction(1, 4), Fraction(1, 3), Fraction(1, 2))
AGGREGATES = ("median", "mean")
COLLAPSES = ("overlap", "turn")
VARIED = ("voice_cap", "third", "level_aggregate", "collapse")

Profiles = Mapping[str, Profile]  # by interview
CodersOf = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Basis:
    """What all cells of a table share: codebook, parameters (rows may have some of their own), and who coded each
    interview.

    ``project`` tells one study from another and enters the seeds; texts are in ``language``.
    """

    codebook: Codebook
    params: Parameters
    coders_of: CodersOf
    project: str
    language: str | None = None

    def cell(self, row: Row, found: Profiles) -> Cell:
        """The cell of a row from profiles, under the parameters of the table."""
        return derive(self.codebook, row, found, self.params, self.language)


def leave_one_out(codebook: Codebook, row: Row, profiles: Mapping[str, Profile], params: Parameters) -> LeaveOneOut:
    """Derive the cell once without each interview; pivotal are those without whom it reads otherwise.

    A cell without a value hangs on nobody, as long as none comes.
    """
    basis = Basis(codebook, params, {}, "")
    return _left_out(basis, row, profiles, _reading(basis.cell(row, profiles)))


def _reading(cell: Cell) -> tuple[bool, str]:
    """What a cell reads: a blank mark has no text, but it is a value, and no evidence is none."""
    return cell.state is State.VALUE, cell.text


def _left_out(basis: Basis, row: Row, found: Profiles, reading: tuple[bool, str]) -> LeaveOneOut:
    if not found:
        return LeaveOneOut(None, ())
    pivotal: list[str] = []
    for left_out in found:
        rest = {interview: profile for interview, profile in found.items() if interview != left_out}
        if _reading(basis.cell(row, rest)) != reading:
            pivotal.append(left_out)
    return LeaveOneOut(Fraction(len(found) - len(pivotal), len(found)), tuple(pivotal))


def robustness(
    basis: Basis, row: Row, case: str, case_label: str, evidence: Mapping[str, Sequence[Evidence]]
) -> Robustness:
    """All checks of one cell.

    ``evidence`` is that of this row and case, by collapse: both of ``COLLAPSES``, of which that of the parameters is
    what the cell itself is derived from.
    """
    basis = replace(basis, params=row.parameters(basis.params))
    codebook, params, coders_of = basis.codebook, basis.params, basis.coders_of
    whole = profiles(codebook, row, evidence[params.collapse], coders_of, params)
    cell = basis.cell(row, whole)
    found = {interview: _bare(profile) for interview, profile in whole.items()}
    left_out = _left_out(basis, row, found, _reading(cell))
    specifications = _specifications(basis, row, evidence, found, cell.text)
    resampling = None
    if len(found) >= RESAMPLED_FROM:
        resampling = _resampling(basis, row, case, found, _reading(cell))
    return Robustness(
        row=row.id,
        row_label=codebook.row_label(row, basis.language),
        case=case,
        case_label=case_label,
        kind=row.kind.value,
        text=cell.text,
        printed=cell.printed,
        state=cell.state.value,
        flags=tuple(flag.value for flag in Flag if flag in cell.flags),
        k=cell.k,
        n=cell.n,
        dissent=cell.dissent,
        interviews=len(found),
        stayed=len(found) - len(left_out.pivotal),
        left_out=left_out,
        resampling=resampling,
        not_resampled="" if resampling else too_few(len(found), RESAMPLED_FROM, "interview"),
        coders=_coders(basis, row, evidence[params.collapse], cell),
        specifications=specifications,
        sensitive=_sensitive(specifications),
        shortfalls=shortfalls(cell, len(found), left_out, specifications),
    )


def _bare(profile: Profile) -> Profile:
    """A profile without its codings, which no text depends on: they would be sorted for every cell again."""
    return replace(profile, ids=dict.fromkeys(profile.ids, ()))


def too_few(number: int, needed: int, what: str) -> str:
    """Why a number is not given, in words."""
    return f"{number} {what}{'s' * (number != 1)}, {needed} are needed"


def shortfalls(
    cell: Cell, interviews: int, left_out: LeaveOneOut, specifications: Sequence[Specification]
) -> tuple[Shortfall, ...]:
    """What keeps a cell from being robust: supported, not contested, LOIO >= 1 - 1/n, specifications >= 0.9.

    Supported is a value that is not thin; n are the interviews that can be left out, denials included, which is the
    stricter reading: at most one interview may be pivotal.
    """
    if cell.state is not State.VALUE:
        return (Shortfall.NO_VALUE,)
    same = sum(one.same for one in specifications)
    holds = {
        Shortfall.THIN: Flag.THIN in cell.flags,
        Shortfall.CONTESTED: Flag.CONTESTED in cell.flags,
        Shortfall.PIVOTAL: left_out.stable is None or left_out.stable < 1 - Fraction(1, interviews),
        Shortfall.SPECIFICATION: same < ENOUGH * len(specifications),
    }
    return tuple(shortfall for shortfall, against in holds.items() if against)


# ---- resampling


def seed_of(project: str, version: str, case: str, row: str) -> int:
    """The seed of a cell: SHA-256 of study, version of the codebook, case and row."""
    named = "\0".join((project, version, case, row))
    return int.from_bytes(hashlib.sha256(named.encode()).digest())


def replicates(seed: int, interviews: int) -> Counter[tuple[int, ...]]:
    """The replicates drawn with a seed, as multisets of the numbers of the interviews, with how often each came.

    Only ``Random.random`` is used, whose sequence Python promises to keep.
    """
    dice = Random(seed).random  # noqa: S311 - statistics, not secrets
    drawn = [int(dice() * interviews) for _ in range(REPLICATES * interviews)]
    return Counter(
        tuple(sorted(drawn[start : start + interviews])) for start in range(0, REPLICATES * interviews, interviews)
    )


def _resampling(basis: Basis, row: Row, case: str, found: Profiles, reading: tuple[bool, str]) -> Resampling:
    """Equal replicates are derived once; an interview drawn again counts as another one that says the same."""
    own = tuple(found.values())
    seed = seed_of(basis.project, basis.codebook.version, case, row.id)
    same = 0
    for replicate, times in replicates(seed, len(own)).items():
        drawn = {str(place): own[number] for place, number in enumerate(replicate)}
        if _reading(basis.cell(row, drawn)) == reading:
            same += times
    return Resampling(same, REPLICATES)


# ---- coders


def _coders(basis: Basis, row: Row, evidence: Sequence[Evidence], whole: Cell) -> tuple[CoderReading, ...]:
    """What each coder's codings alone make of the cell; those who coded nothing here have no reading."""
    by_coder: dict[str, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        if piece.coder != RECONCILED:
            by_coder[piece.coder].append(piece)
    params = replace(basis.params, coders="mean")
    readings = []
    for coder in sorted(by_coder):
        alone = {piece.interview: frozenset({coder}) for piece in by_coder[coder]}
        found = profiles(basis.codebook, row, by_coder[coder], alone, params)
        cell = basis.cell(row, found)
        differs = (cell.state, cell.text) != (whole.state, whole.text)
        readings.append(CoderReading(coder, cell.text, cell.state.value, len(found), differs))
    return tuple(readings)


# ---- specifications


def _specifications(
    basis: Basis, row: Row, evidence: Mapping[str, Sequence[Evidence]], found: Profiles, text: str
) -> tuple[Specification, ...]:
    """The 24 settings. What a kind of row does not read is not varied: levels know no voices and no third in their
    text, values no median; and where no coding collapses otherwise, turns give what overlaps give."""
    by_level = row.kind.by_level
    params = basis.params
    alike = _counts(evidence[COLLAPSES[0]]) == _counts(evidence[COLLAPSES[1]])
    texts: dict[tuple[bool, Fraction, str, str], str] = {}
    for collapse in COLLAPSES[:1] if alike else COLLAPSES:
        for aggregate in AGGREGATES if by_level else (params.level_aggregate,):
            mine = replace(params, level_aggregate=aggregate)
            own = found
            if not ((alike or collapse == params.collapse) and aggregate == params.level_aggregate):
                own = profiles(basis.codebook, row, evidence[collapse], basis.coders_of, mine)
            for cap, third in [(True, params.third)] if by_level else product((True, False), THIRDS):
                varied = replace(mine, voice_cap=cap, third=third)
                texts[cap, third, aggregate, collapse] = derive(basis.codebook, row, own, varied, basis.language).text
    found_under: list[Specification] = []
    for cap, third, aggregate, collapse in product((True, False), THIRDS, AGGREGATES, COLLAPSES):
        read = texts[
            by_level or cap,
            params.third if by_level else third,
            aggregate if by_level else params.level_aggregate,
            COLLAPSES[0] if alike else collapse,
        ]
        found_under.append(Specification(cap, third, aggregate, collapse, read, read == text))
    return tuple(found_under)


def _counts(evidence: Iterable[Evidence]) -> Counter[tuple[str, str, str, int, bool]]:
    counts: Counter[tuple[str, str, str, int, bool]] = Counter()
    for piece in evidence:
        counts[piece.interview, piece.coder, piece.code, piece.weight, piece.migrated] += len(piece.ids)
    return counts


def _sensitive(specifications: Sequence[Specification]) -> tuple[str, ...]:
    """Parameters in which two specifications differ, alike in all others, that read differently."""
    found = set()
    for one, other in combinations(specifications, 2):
        if one.text != other.text:
            apart = [name for name in VARIED if getattr(one, name) != getattr(other, name)]
            if len(apart) == 1:
                found.add(apart[0])
    return tuple(name for name in VARIED if name in found)
