"""What suggestions did to the coding: what became of them, and passages with suggestions beside those without.

Which contributions of a document are kept without suggestions is drawn, so the two kinds differ by nothing but chance
and the suggestions. They are compared by contribution, the unit that is drawn, whether or not a suggestion lies on it:
whoever compared passages with suggestions to others would find what the suggestions were made for. Where the share was
changed, a passage counts by what could be on offer on it when reading first came to it (``compared``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from coder.language.conventions import base
from coder.model.coding import SUGGESTED, Coding, Suggestion, SuggestionState
from coder.model.document import Document, Role
from coder.model.edit import Stamp
from coder.model.guards import Begun, Compared, Decider, Draw, Fate, Fates, Silent
from coder.model.span import Span
from coder.suggest.history import Decision, History
from coder.suggest.segments import contributions
from coder.suggest.unaided import kept

FEWEST = 10  # units below which no rate is told (method 5)
_CUE = re.compile(r'cue "([^"]+)"')


def became(stored: Iterable[Suggestion], told: History) -> list[tuple[Suggestion, Fate]]:
    """What became of every suggestion: of those the study has, and of those that were made and are gone. What another
    source proposes on the same words with the same code is the same suggestion, and not withdrawn."""
    found = [(one, _fate(one, told)) for one in stored]
    known = {one.id for one, _ in found}
    places = {(one.document, one.span, one.code) for one, _ in found}
    for one in told.made.values():
        decision = told.decisions.get(one.id)
        if one.id in known or (decision is None and (one.document, one.span, one.code) in places):
            continue
        places.add((one.document, one.span, one.code))
        found.append((one, Fate.WITHDRAWN if decision is None else decision.fate))
    return found


def _fate(suggestion: Suggestion, told: History) -> Fate:
    if suggestion.state is SuggestionState.PENDING:
        return Fate.PENDING
    decision = told.decisions.get(suggestion.id)
    return decision.fate if decision is not None else Fate(suggestion.state.value)


def fates(
    suggestions: Iterable[tuple[Suggestion, Fate]], names: Callable[[Suggestion], Iterable[str]]
) -> tuple[Fates, ...]:
    """What became of suggestions (as ``became`` tells), by each of their names; most decided first."""
    counts: dict[str, Counter[Fate]] = defaultdict(Counter)
    for one, fate in suggestions:
        for name in names(one):
            counts[name][fate] += 1
    found = [counted(name, count) for name, count in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.decided, -one.made, one.name)))


def counted(name: str, count: Mapping[Fate, int]) -> Fates:
    """Counts under a name."""
    return Fates(name, *(count.get(one, 0) for one in Fate))


def cues_of(suggestion: Suggestion) -> tuple[str, ...]:
    """The cues that a reason names, each once, in small letters."""
    return tuple(dict.fromkeys(cue.lower() for cue in _CUE.findall(suggestion.reason)))


def deciders(told: History) -> tuple[Decider, ...]:
    """Who decided how many suggestions, who decided most first; those of suggestions that are gone count as well."""
    by_coder: dict[str, list[Decision]] = defaultdict(list)
    for one in told.decisions.values():
        by_coder[one.coder].append(one)
    found = [
        Decider(
            counted(coder, Counter(one.fate for one in own)), min(one.at for one in own), max(one.at for one in own)
        )
        for coder, own in by_coder.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.fates.decided, one.fates.name)))


def begun(codings: Iterable[Coding], name: Callable[[Coding], str]) -> tuple[Begun, ...]:
    """Codings by a name, and how many of each began as suggestions; the greatest share of many first."""
    all_of: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    for one in codings:
        all_of[name(one)] += 1
        suggested[name(one)] += one.origin.startswith(SUGGESTED)
    found = [Begun(key, count, suggested[key]) for key, count in all_of.items()]
    return tuple(sorted(found, key=lambda one: (-one.suggested, -one.codings, one.name)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A document that was asked, all its codings under the codes of today, and where suggestions were ever on offer.

    ``offered`` are places in its text, also of suggestions that were withdrawn when the words were coded; ``stamps``
    are what it was asked with; ``marked`` is when somebody marked it as coded, if anybody did.
    """

    document: Document
    interview: str
    place: Callable[[int], str]
    codings: Sequence[Coding]
    offered: Collection[Span]
    stamps: Sequence[Stamp]
    marked: str | None

    @property
    def first(self) -> str:
        """When it was asked first."""
        return min(one.at for one in self.stamps)

    @property
    def read_before(self) -> bool:
        """Whether somebody had coded it, or marked it as coded, before it was asked."""
        return any(at < self.first for at in self._read())

    @property
    def read_since(self) -> bool:
        """Whether it was asked before anybody coded it, and somebody has since, or read it and found nothing."""
        return bool(self._read()) and not self.read_before

    def _read(self) -> list[str]:
        return [*(one.created for one in self.codings), *([self.marked] if self.marked is not None else [])]

    def without(self) -> list[tuple[str, frozenset[int]]]:
        """Which passages, by their starts, no suggestion was ever on offer on, and since when these are fewer: who was
        shown a suggestion remembers it though the share was raised since."""
        found: list[tuple[str, frozenset[int]]] = []
        last = None
        for stamp in sorted(self.stamps, key=lambda one: one.at):
            if (stamp.unaided, stamp.seed) == last:
                continue
            last = stamp.unaided, stamp.seed
            starts = frozenset(span.start for span in kept(self.document, *last))
            if not found:
                found.append((stamp.at, starts))
            elif not starts >= found[-1][1]:
                found.append((stamp.at, starts & found[-1][1]))
        return found


def draws(asked: Iterable[Asked]) -> tuple[Draw, ...]:
    """What was in force one after the other."""
    found: list[Draw] = []
    for stamp in sorted((stamp for one in asked for stamp in one.stamps), key=lambda one: one.at):
        if not found or (found[-1].share, found[-1].seed) != (stamp.unaided, stamp.seed):
            found.append(Draw(stamp.unaided, stamp.seed, stamp.at))
    return tuple(found)


def compared(asked: Sequence[Asked], codes: Sequence[str]) -> tuple[tuple[Compared, ...], int]:
    """In how many passages each code was coded with and without suggestions on offer, and in how many documents.

    Taken are documents that were asked before they were coded; of those that nobody marked as coded the part up to the
    last coding. First comes any code, then those that were coded, as in ``codes``.

    A passage is of the kind that it was when something was first coded in it or behind it, so that its kind does not
    hang on what was found in it. What was coded in it after more passages were given suggestions is left out in both
    kinds: in the one it may come from these, and the other is compared with that one.
    """
    passages, coded = [0, 0], [Counter[str](), Counter[str]()]
    documents = 0
    for one in asked:
        if not one.read_since:
            continue
        documents += 1
        without = one.without()
        since = [at for at, _ in without]
        codings = [(coding, bisect_right(since, coding.created)) for coding in one.codings]
        reached = [(coding.span.end, when) for coding, when in codings]
        if one.marked is not None:
            reached.append((len(one.document.text), bisect_right(since, one.marked)))
        for span in _passages(one.document):
            read = min((when for end, when in reached if end > span.start), default=0)
            if not read:
                break
            kind = span.start in without[read - 1][1]
            found = {coding.code for coding, when in codings if when == read and coding.span.overlaps(span)}
            passages[kind] += 1
            coded[kind].update(found)
            coded[kind][""] += bool(found)
    if not documents:
        return (), 0
    return tuple(
        Compared(code, passages[0], coded[0][code], passages[1], coded[1][code])
        for code in ("", *codes)
        if not code or coded[0][code] or coded[1][code]
    ), documents


def silent(one: Asked) -> Silent:
    """The passages of a document that could have suggestions and never had any; those coded before it was asked, for
    which none may be made any more, are left out."""
    found, passages = [], 0
    without = one.without()[-1][1]
    for span in _passages(one.document):
        codings = [coding for coding in one.codings if coding.span.overlaps(span)]
        if span.start in without or any(coding.created < one.first for coding in codings):
            continue
        passages += 1
        if not any(offered.overlaps(span) for offered in one.offered):
            coded = bool(codings)
            found.append((f"{one.interview}:{one.place(span.start)}", span.start, span.end, coded))
    return Silent(one.document.name, one.interview, passages, tuple(found))


def _passages(document: Document) -> Iterator[Span]:
    """The contributions of respondents, in order."""
    for turn in contributions(document):
        if turn.role is Role.RESPONDENT and turn.span.end > turn.span.start:
            yield turn.span


def interval(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval for a share (1927; 95 % by default); of nothing it is everything."""
    if not of:
        return 0.0, 1.0
    share = right / of
    middle = share + z * z / (2 * of)
    half = z * sqrt(share * (1 - share) / of + (z / (2 * of)) ** 2)
    return max(0.0, (middle - half) / (1 + z * z / of)), min(1.0, (middle + half) / (1 + z * z / of))


def difference(found: Compared) -> tuple[float, float, float] | None:
    """How much more often a code is coded with suggestions on offer, with Newcombe's interval (1998, method 10; 95 %).

    None below ``FEWEST`` passages of either kind.
    """
    if min(found.aided, found.unaided) < FEWEST:
        return None
    one, other = found.aided_coded / found.aided, found.unaided_coded / found.unaided
    low, high = interval(found.aided_coded, found.aided)
    lower, higher = interval(found.unaided_coded, found.unaided)
    return (
        one - other,
        one - other - sqrt((one - low) ** 2 + (higher - other) ** 2),
        one - other + sqrt((high - one) ** 2 + (other - lower) ** 2),
    )


def languages_of(documents: Mapping[str, str]) -> Callable[[Suggestion], Iterable[str]]:
    """The language of a suggestion's document, variants together, for ``fates``; ``documents`` by id."""
    return lambda one: (base(documents.get(one.document, "")),)
