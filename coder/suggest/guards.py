"""What suggestions did to the coding: decisions from the journal, and passages with suggestions beside those without.

Which contributions of a document are kept without suggestions is drawn, so the two kinds differ by nothing but chance
and the suggestions. They are compared by contribution, the unit that is drawn, whether or not a suggestion lies on it:
whoever compared passages with suggestions to others would find what the suggestions were made for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from coder.language.conventions import base
from coder.model.coding import SUGGESTED, Coding, Suggestion, SuggestionState
from coder.model.document import Document, Role
from coder.model.edit import AddCodings, Batch, ChangeCoding, DecideSuggestion, Edit, Entry, Stamp, Suggested
from coder.model.guards import Begun, Compared, Decider, Fate, Fates, Silent
from coder.model.span import Span
from coder.suggest.segments import contributions
from coder.suggest.unaided import kept

FEWEST = 10  # units below which no rate is told (method 5)
_CUE = re.compile(r'cue "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody made of a suggestion, and when (ISO 8601, UTC)."""

    fate: Fate
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class History:
    """The journal read for suggestions: decisions that stand, by suggestion, and with what each document was asked."""

    decisions: Mapping[str, Decision]
    stamps: Mapping[str, tuple[Stamp, ...]]


def history(entries: Iterable[Entry]) -> History:
    """Fold the journal, oldest entry first. A rejection that codes the words otherwise in the same edit is a change."""
    decisions: dict[str, Decision] = {}
    stamps: dict[str, list[Stamp]] = defaultdict(list)
    for entry in entries:
        coded = False
        for edit in _single(entry.edit):
            match edit:
                case AddCodings() | ChangeCoding():
                    coded = True
                case DecideSuggestion(identity, _, SuggestionState.PENDING):
                    decisions.pop(identity, None)
                case DecideSuggestion(identity, _, after):
                    rejected = Fate.CHANGED if coded else Fate.REJECTED
                    fate = Fate.ACCEPTED if after is SuggestionState.ACCEPTED else rejected
                    decisions[identity] = Decision(fate, entry.coder, entry.at)
                    coded = False
                case Suggested(document, _, stamp) if stamp is not None:
                    stamps[document].append(stamp)
                case Suggested(document):
                    stamps.pop(document, None)
    return History(decisions, {document: tuple(found) for document, found in stamps.items()})


def _single(edit: Edit) -> Iterator[Edit]:
    if isinstance(edit, Batch):
        for part in edit.edits:
            yield from _single(part)
    else:
        yield edit


def fate(suggestion: Suggestion, told: History) -> Fate:
    """What became of a suggestion."""
    if suggestion.state is SuggestionState.PENDING:
        return Fate.PENDING
    decision = told.decisions.get(suggestion.id)
    return decision.fate if decision is not None else Fate(suggestion.state.value)


def fates(
    suggestions: Iterable[Suggestion], told: History, names: Callable[[Suggestion], Iterable[str]]
) -> tuple[Fates, ...]:
    """What became of suggestions, by each of their names; most decided first."""
    counts: dict[str, Counter[Fate]] = defaultdict(Counter)
    for one in suggestions:
        for name in names(one):
            counts[name][fate(one, told)] += 1
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
    """A document that was asked, all its codings under the codes of today, and the suggestions that lie on it.

    ``stamps`` are what it was asked with, oldest first; ``whole``: somebody marked it as coded.
    """

    document: Document
    interview: str
    place: Callable[[int], str]
    codings: Sequence[Coding]
    suggestions: Sequence[Suggestion]
    stamps: Sequence[Stamp]
    whole: bool

    @property
    def drawn_once(self) -> bool:
        """Whether the same passages were kept whenever it was asked."""
        return len({(one.unaided, one.seed) for one in self.stamps}) == 1

    @property
    def before_coding(self) -> bool:
        """Whether it was asked before anybody coded it, and somebody has since, or read it and found nothing."""
        first = min(one.at for one in self.stamps)
        read = bool(self.codings) or (self.whole and bool(self.suggestions))
        return read and all(one.created >= first for one in self.codings)


def compared(asked: Sequence[Asked], codes: Sequence[str]) -> tuple[tuple[Compared, ...], int]:
    """In how many passages each code was coded with and without suggestions on offer, and in how many documents.

    Taken are documents that were asked before they were coded, always with the same passages kept; of those that nobody
    marked as coded the part up to the last coding. First comes any code, then those that were coded, as in ``codes``.
    """
    passages, coded = [0, 0], [Counter[str](), Counter[str]()]
    documents = 0
    for one in asked:
        if not (one.drawn_once and one.before_coding):
            continue
        documents += 1
        end = len(one.document.text) if one.whole else max(coding.span.end for coding in one.codings)
        for span, without in _passages(one):
            if span.start >= end:
                break
            found = {coding.code for coding in one.codings if coding.span.overlaps(span)}
            passages[without] += 1
            coded[without].update(found)
            coded[without][""] += bool(found)
    if not documents:
        return (), 0
    return tuple(
        Compared(code, passages[0], coded[0][code], passages[1], coded[1][code])
        for code in ("", *codes)
        if not code or coded[0][code] or coded[1][code]
    ), documents


def silent(one: Asked) -> Silent:
    """The passages of a document with suggestions on offer on which none lies; those coded before it was asked, for
    which none may be made any more, are left out."""
    found, passages = [], 0
    first = min(stamp.at for stamp in one.stamps)
    for span, without in _passages(one):
        codings = [coding for coding in one.codings if coding.span.overlaps(span)]
        if without or any(coding.created < first for coding in codings):
            continue
        passages += 1
        if not any(suggestion.span.overlaps(span) for suggestion in one.suggestions):
            coded = bool(codings)
            found.append((f"{one.interview}:{one.place(span.start)}", span.start, span.end, coded))
    return Silent(one.document.name, one.interview, passages, tuple(found))


def _passages(one: Asked) -> Iterator[tuple[Span, bool]]:
    """The contributions that are not the interviewer's, in order, and whether they are kept without suggestions."""
    last = one.stamps[-1]
    without = {span.start for span in kept(one.document, last.unaided, last.seed)}
    for turn in contributions(one.document):
        if turn.role is not Role.INTERVIEWER and turn.span.end > turn.span.start:
            yield turn.span, turn.span.start in without


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
