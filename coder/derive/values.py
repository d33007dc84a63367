"""Cells of value rows: which of the rival values the voices of a case carry (method 2.3 and 2.4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import lcm

from coder.derive.profiles import ids_by_kind
from coder.derive.worded import worded, wording
from coder.model.codebook import Codebook, Parameters, Row, RowKind
from coder.model.overview import Cell, Flag, Profile, Relation, State

UNDECIDED = ("", 0)  # value and weight of what was said on a row by a code that was split and is not coded again yet


@dataclass(frozen=True)
class Tally:
    """The numbers of one row and case that every rule reads.

    ``rivals`` compete, ``qualifiers`` do not, ``absent`` never join others; all in codebook order.
    """

    rivals: tuple[str, ...]
    qualifiers: tuple[str, ...]
    absent: frozenset[str]
    profiles: Mapping[str, Profile]
    params: Parameters

    @cached_property
    def strength(self) -> dict[str, int]:
        """T_i times the number of coders, by interview; 0 where only qualifiers or denials stand."""
        return {interview: sum(net.values()) for interview, net in self.of_rivals.items()}

    @cached_property
    def of_rivals(self) -> dict[str, Mapping[str, int]]:
        """What each interview gives the rivals, by interview."""
        rivals = frozenset(self.rivals)
        return {
            interview: net if net.keys() <= rivals else {value: own for value, own in net.items() if value in rivals}
            for interview, net in ((interview, profile.net) for interview, profile in self.profiles.items())
        }

    @cached_property
    def speaking(self) -> tuple[str, ...]:
        """Interviews that support some rival value (T_i > 0)."""
        return tuple(interview for interview, strength in self.strength.items() if strength > 0)

    @cached_property
    def _voices(self) -> tuple[dict[str, int], int]:
        """Numerators of E(v) for each supported value, in codebook order, over one denominator: whole numbers add
        faster than fractions."""
        parts: dict[str, dict[int, int]] = {value: defaultdict(int) for value in self.rivals}
        for interview in self.speaking:
            profile = self.profiles[interview]
            # a_i * net_i(v) / T_i with a_i = min(1, T_i / full): the number of coders cancels in the first case
            full = self.params.voice_full_at * profile.coders
            whole = max(self.strength[interview], full) if self.params.voice_cap else full
            for value, net in profile.net.items():
                if value in parts:
                    parts[value][whole] += net
        common = lcm(*{whole for shares in parts.values() for whole in shares})
        return {
            value: sum(net * (common // whole) for whole, net in shares.items())
            for value, shares in parts.items()
            if shares
        }, common

    @cached_property
    def evidence(self) -> dict[str, Fraction]:
        """E(v): voices for each supported value, in codebook order. A voice is full from ``voice_full_at`` on; without
        ``voice_cap`` it grows with all that the interview says."""
        voices, common = self._voices
        return {value: Fraction(voice, common) for value, voice in voices.items()}

    @cached_property
    def p(self) -> dict[str, Fraction]:
        """Each supported value's share of all voices; the shares sum to 1."""
        voices, _ = self._voices
        total = sum(voices.values())
        return {value: Fraction(voice, total) for value, voice in voices.items()}

    @cached_property
    def k(self) -> dict[str, int]:
        """Number of interviews that support each value, qualifiers included."""
        return self._count(profile.net for profile in self.profiles.values())

    @cached_property
    def explicit(self) -> dict[str, int]:
        """Number of interviews that support each value explicitly; what an interview takes back is no support."""
        return self._count(profile.explicit & profile.net.keys() for profile in self.profiles.values())

    @cached_property
    def denials(self) -> dict[str, int]:
        """Number of interviews that deny each value."""
        return self._count(profile.denied for profile in self.profiles.values())

    def _count(self, sets: Iterable[Iterable[str]]) -> dict[str, int]:
        return Counter(chain.from_iterable(sets))

    def rank(self, value: str) -> tuple[int, int, bool, int]:
        """What decides between values: voices, interviews, some explicit support, fewest denials."""
        return (
            self._voices[0][value],
            self.k.get(value, 0),
            self.explicit.get(value, 0) > 0,
            -self.denials.get(value, 0),
        )

    @cached_property
    def top(self) -> tuple[str, ...]:
        """The strongest value, or several that are equal on every criterion."""
        ranks = {value: self.rank(value) for value in self.evidence}
        best = max(ranks.values())
        return tuple(value for value, rank in ranks.items() if rank == best)

    def share(self, value: str, among: int) -> Fraction:
        """Voices that carry a value which has no rivals: sum of min(1, net/full) over ``among`` interviews."""
        parts: dict[int, int] = defaultdict(int)
        for profile in self.profiles.values():
            full, net = self.params.voice_full_at * profile.coders, profile.net.get(value, 0)
            parts[full] += min(full, net) if self.params.voice_cap else net
        return sum((Fraction(net, full) for full, net in parts.items()), Fraction(0)) / among

    def together(self, values: Sequence[str]) -> Fraction:
        """Co-support: mean over interviews touching the values of the share of coders who found two of them."""
        shares = [
            Fraction(
                sum(1 for own in profile.by_coder.values() if sum(value in own for value in values) >= 2),
                profile.coders,
            )
            for profile in self.profiles.values()
            if any(value in profile.net for value in values)
        ]
        return sum(shares, Fraction(0)) / len(shares)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a rule makes of the tally: the values shown and how they belong together."""

    values: tuple[str, ...]
    relation: Relation = Relation.SINGLE
    flag: Flag | None = None
    second: str | None = None


def choose(row: Row, tally: Tally) -> Choice:
    """Apply the rule of the row's kind. The tally has at least one supported value."""
    if row.kind is RowKind.ONE:
        return _one(tally)
    carried = _shared(tally) if row.kind is RowKind.LIST else _widened(tally)
    values = _without_absent(carried, tally)
    # Of several equal leaders only the first in codebook order stands for itself; one left out must not go unsaid.
    flag = None if set(tally.top) <= set(values) else Flag.TIE
    if len(values) == 1:
        return Choice(values, flag=flag)
    if row.kind is RowKind.LIST:
        return Choice(values, Relation.LIST, flag)
    return _related(row, tally, values, flag)


def _one(tally: Tally) -> Choice:
    others = [value for value in tally.evidence if value not in tally.top]
    runner_up = max(others, key=tally.rank, default=None)
    second = runner_up if runner_up is not None and tally.p[runner_up] >= tally.params.third else None
    if len(tally.top) > 1:
        return Choice(tally.top, Relation.DIVIDED, Flag.TIE, second)
    return Choice(tally.top, second=second)


def _shared(tally: Tally) -> tuple[str, ...]:
    """The values of a list that a third of the interviews carry; if none, the first leader."""
    among = len(tally.speaking)
    shared = tuple(value for value in tally.evidence if tally.share(value, among) >= tally.params.third)
    return shared or tally.top[:1]


def _widened(tally: Tally) -> tuple[str, ...]:
    """The first leader and every value that a third of the voices carry, if it is more than a hint."""
    params = tally.params

    def carried(value: str) -> bool:
        said = tally.explicit.get(value, 0) >= params.second_value_explicit_in
        return tally.p[value] >= params.third and (said or tally.k[value] >= params.second_value_interviews)

    return tuple(value for value in tally.evidence if value == tally.top[0] or carried(value))


def _without_absent(values: tuple[str, ...], tally: Tally) -> tuple[str, ...]:
    """Absence competes but never stands beside another value: it leads alone or is left out."""
    if tally.top[0] in tally.absent and tally.top[0] in values:  # a list may carry others than its leader
        return tally.top[:1]
    return tuple(value for value in values if value not in tally.absent) or values[:1]


def _related(row: Row, tally: Tally, values: tuple[str, ...], flag: Flag | None) -> Choice:
    """Whether several values of a set or ordinal row are a range, held together, or divided opinion."""
    if row.kind is RowKind.ORDINAL and gapless(row.order, values):
        return Choice(values, Relation.RANGE, flag)
    if tally.together(values) >= tally.params.third:
        return Choice(values, Relation.DUAL if row.kind is RowKind.ORDINAL else Relation.AND, flag)
    return Choice(values, Relation.DIVIDED, flag)


def gapless(order: Sequence[str], values: Sequence[str]) -> bool:
    """Whether values are neighbours on a scale, without one between them left out."""
    if any(value not in order for value in values):  # the residual has no place on the scale
        return False
    places = [order.index(value) for value in values]
    return max(places) - min(places) == len(places) - 1


def value_cell(
    codebook: Codebook, row: Row, profiles: Mapping[str, Profile], params: Parameters, language: str | None
) -> Cell:
    """The cell of a value row from its profiles by interview."""
    if not profiles:
        return Cell()
    codes = codebook.values(row)
    tally = Tally(
        rivals=tuple(code.value for code in codes if not code.qualifier),
        qualifiers=tuple(code.value for code in codes if code.qualifier),
        absent=frozenset(code.value for code in codes if code.absent),
        profiles=profiles,
        params=params,
    )
    qualifiers = _qualifiers(tally)
    denials = sum(1 for profile in profiles.values() if profile.denied)
    if not denials and all(set(profile.ids) == {UNDECIDED} for profile in profiles.values()):
        waiting = chain.from_iterable(profile.ids[UNDECIDED] for profile in profiles.values())
        return Cell(dissent=(0, len(profiles)), undecided=tuple(sorted(waiting)))
    if not tally.speaking and not qualifiers:
        return _refuted(profiles, denials)
    choice = choose(row, tally) if tally.speaking else Choice(())
    shown = (*choice.values, *qualifiers)
    dissenting, addressed = _dissent(tally, choice.values)
    supporters = [name for name, profile in profiles.items() if any(value in profile.net for value in shown)]
    flags = {choice.flag} if choice.flag else set()
    if choice.relation is Relation.DIVIDED and row.kind is not RowKind.ONE:
        flags.add(Flag.DIVIDED)
    if len(supporters) < params.min_interviews:
        flags.add(Flag.THIN)
    if addressed and len(dissenting) >= params.third * addressed:
        flags.add(Flag.CONTESTED)
    if any(_coders_differ(profile, tally.rivals) for profile in profiles.values()):
        flags.add(Flag.CODERS)
    labels = {code.value: codebook.text(code.label, language) for code in codes}
    ends = _ends(row, tally, choice.values) if choice.relation is Relation.RANGE else ()
    text, printed = worded(
        wording(codebook, row, language),
        choice.relation,
        [labels[value] for value in choice.values],
        [labels[value] for value in ends],
        [labels[value] for value in qualifiers],
    )
    supporting, opposing, undecided = _sides(row, profiles, shown, tally)
    return Cell(
        text=text,
        printed=printed,
        values=shown,
        relation=choice.relation,
        state=State.VALUE,
        flags=frozenset(flags),
        n=len(tally.speaking),
        k=len(supporters),
        dissent=(len(dissenting), addressed),
        p=tally.p,
        second=choice.second,
        dissenting=dissenting,
        denials=denials,
        supporting=supporting,
        opposing=opposing,
        undecided=undecided,
    )


def _qualifiers(tally: Tally) -> tuple[str, ...]:
    """Qualifiers that a third of the voices carry; with no rival named, of those who used one."""
    carriers = [name for name, own in tally.profiles.items() if any(value in own.net for value in tally.qualifiers)]
    among = len(tally.speaking) or len(carriers)
    return tuple(
        value for value in tally.qualifiers if value in tally.k and tally.share(value, among) >= tally.params.third
    )


def _refuted(profiles: Mapping[str, Profile], denials: int) -> Cell:
    against = [ids for profile in profiles.values() for (_, weight), ids in profile.ids.items() if weight < 0]
    neither = [ids for profile in profiles.values() for (_, weight), ids in profile.ids.items() if weight >= 0]
    return Cell(
        state=State.REFUTED,
        denials=denials,
        dissent=(0, len(profiles)),
        opposing=tuple(sorted(chain.from_iterable(against))),
        undecided=tuple(sorted(chain.from_iterable(neither))),
    )


def _dissent(tally: Tally, chosen: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Interviews none of whose top values is chosen, or that deny a chosen one; and how many address the row."""
    dissenting: list[str] = []
    for interview, profile in tally.profiles.items():
        elsewhere = False
        if tally.strength[interview] > 0:
            highest = max(tally.of_rivals[interview].values())
            elsewhere = not any(profile.net.get(value, 0) == highest for value in chosen)
        if elsewhere or not profile.denied.isdisjoint(chosen):
            dissenting.append(interview)
    addressed = sum(
        1 for profile in tally.profiles.values() if profile.net or profile.denied or UNDECIDED in profile.ids
    )
    return tuple(dissenting), addressed


def _coders_differ(profile: Profile, rivals: Sequence[str]) -> bool:
    if len(profile.by_coder) < 2:
        return False
    tops: set[frozenset[str]] = set()
    for own in profile.by_coder.values():
        highest = max((own.get(value, 0) for value in rivals), default=0)
        if highest > 0:
            tops.add(frozenset(value for value in rivals if own.get(value, 0) == highest))
    return len(tops) > 1


def _ends(row: Row, tally: Tally, values: Sequence[str]) -> tuple[str, str]:
    """Both ends of a range, the stronger one first; equally strong in codebook order."""
    ends = (min(values, key=row.order.index), max(values, key=row.order.index))
    lead, other = sorted(ends, key=lambda value: (-tally.evidence[value], tally.rivals.index(value)))
    return lead, other


def _sides(
    row: Row, profiles: Mapping[str, Profile], shown: Sequence[str], tally: Tally
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Ids for what is shown, against it (denials, and support of a rival), and neither."""
    supporting: list[str] = []
    opposing: list[str] = []
    undecided: list[str] = []
    for (value, weight), ids in ids_by_kind(profiles.values()):
        if value in shown:
            (supporting if weight > 0 else opposing).extend(ids)
        elif weight > 0 and row.kind is not RowKind.LIST and value not in tally.qualifiers:
            opposing.extend(ids)
        else:
            undecided.extend(ids)
    return tuple(sorted(supporting)), tuple(sorted(opposing)), tuple(sorted(undecided))
