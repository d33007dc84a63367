"""Suggestions from cues, the phrases that a codebook gives with its codes (source ``cues.v1``).

A cue tells that a sentence may be about a code, not how plainly it speaks: value codes are suggested as implicit (+1),
as implicit counter-evidence (-1) when the sentence denies the cue, level codes without a level. The suggested span is
the sentence.

Confidence orders the suggestions of this source; it is no probability. Measured on coded interviews, exact phrases are
precise and near matches of single words are not, which the constants follow.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray

from coder.language.around import Sentences
from coder.language.conventions import base
from coder.language.phrases import EXACT, UNSPACED, Hit, Hits, PhraseFinder
from coder.model.codebook import Code, Codebook, CodeKind
from coder.model.coding import Suggestion, suggestion_id
from coder.model.document import Document, Role
from coder.model.span import Span
from coder.suggest.about import named_cases
from coder.suggest.segments import SegmentedInterview

ORIGIN = "cues.v1"

PHRASE = 0.60  # an exact cue of several words, or of four and more Chinese characters
WORD = 0.45  # an exact single word
NEAR = 0.30  # a near match
SHARED = 0.10  # taken off when several codes have the cue
SHORT = 0.10  # taken off for words of at most four letters or two Chinese characters
DENIED = 0.10  # taken off for denials: where a negation ends is the least certain of the rules
MIXED = 0.10  # taken off when the sentence also has cues that say the opposite
FURTHER = 0.05  # added for each further cue of the code in the sentence, three at most

FOR, AGAINST = 1, -1


@dataclass(frozen=True, slots=True)
class _Cues:
    """The cues of one language: their finder and how many codes have each (in lower case)."""

    finder: PhraseFinder
    sharing: Counter[str]
    unspaced: bool
    known: dict[tuple[str, bool, bool], float] = field(default_factory=dict)  # confidence of each sort of hit

    def confidence(self, hit: Hit) -> float:
        """How much a single hit says."""
        sort = (hit.phrase, hit.score < EXACT, hit.negated)
        known = self.known.get(sort)
        if known is None:
            known = self.known[sort] = self._confidence(*sort)
        return known

    def _confidence(self, phrase: str, near: bool, negated: bool) -> float:
        phrase = phrase.lower()
        if near:
            score = NEAR
        elif " " in phrase or (self.unspaced and len(phrase) > 3):
            score = PHRASE
        else:
            score = WORD - SHORT * (len(phrase) <= (2 if self.unspaced else 4))
        return score - SHARED * (self.sharing[phrase] > 1) - DENIED * negated


class CueFinders:
    """The cues of a codebook, prepared per language when a document needs them."""

    def __init__(self, codebook: Codebook) -> None:
        self._codes = tuple(code for code in codebook.codes if code.codable)
        self._default = base(codebook.default_language)
        self._order = {code.id: number for number, code in enumerate(self._codes)}  # also the columns of scores
        self._languages: dict[str, _Cues] = {}
        self._cases = named_cases(codebook)

    def of(self, language: str) -> _Cues:
        """Cues for texts of a language: its own, or those of the codebook's default language if it has none."""
        language = base(language)
        if language not in self._languages:
            phrases = self._phrases(language) or self._phrases(self._default)
            sharing = Counter(cue for cues in phrases.values() for cue in {cue.lower() for cue in cues})
            self._languages[language] = _Cues(PhraseFinder(phrases, language), sharing, language in UNSPACED)
        return self._languages[language]

    def code(self, code_id: str) -> Code:
        """The codable code of that id."""
        return self._codes[self._order[code_id]]

    def place(self, code_id: str) -> int:
        """Position of the code in the codebook."""
        return self._order[code_id]

    def other(self, sentence: Span, document: Document, case: str | None) -> str | None:
        """The case that a sentence names, if it is another than the document's."""
        if case is None:
            return None
        return self._cases.other_case(document.text[sentence.start : sentence.end], document.language, case)

    def _phrases(self, language: str) -> dict[str, Sequence[str]]:
        return {code.id: cues for code in self._codes if (cues := code.cues.get(language))}


def source(codebook: Codebook, revision: int) -> Callable[[Document], list[Suggestion]]:
    """This source, ready for any number of documents: the finders are made once per language."""
    finders = CueFinders(codebook)
    return lambda document: suggest(document, codebook, revision, finders)


def suggest(
    document: Document,
    codebook: Codebook,
    revision: int,
    finders: CueFinders | None = None,
    case: str | None = None,
) -> list[Suggestion]:
    """One suggestion per sentence of the respondents and code with cues in it, in the order of the text.

    Suggestions on the same sentence stand in the order of confidence, then of the codebook. Equal input gives equal
    suggestions with equal ids; the id does not depend on the revision, so that a rejected suggestion stays rejected
    when other cues are added. ``finders`` spares making them again for each document. With the document's ``case``
    a suggestion on a sentence that names another one is ``about`` that.
    """
    finders = finders or CueFinders(codebook)
    cues = finders.of(document.language)
    suggestions = [
        _suggestion(
            document, revision, sentence, finders.code(code_id), hits, cues, finders.other(sentence, document, case)
        )
        for found in cues.finder.scan(document.text, _testimony(document))
        for (sentence, code_id), hits in _by_sentence(document, found).items()
    ]
    return sorted(suggestions, key=lambda one: (one.span.start, one.span.end, -one.confidence, finders.place(one.code)))


@dataclass(frozen=True, slots=True)
class Cued:
    """What the cues of a code say in a segment: how sure, whether they deny it, which they are and where."""

    confidence: float
    denied: bool
    reason: str
    hits: tuple[Hit, ...]


class CueSource:
    """The cues of a codebook as a source of scores: learns nothing, needs no coded interview, can be pickled."""

    origin = ORIGIN

    def __init__(self, codebook: Codebook) -> None:
        self.codes = tuple(code.id for code in codebook.codes if code.codable)
        self._finders = CueFinders(codebook)
        # scores and denials are asked of the same interview one after the other
        self._last: tuple[SegmentedInterview, list[dict[str, Cued]]] | None = None

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_last": None}

    def hits(self, interview: SegmentedInterview) -> list[dict[str, Cued]]:
        """Per segment what the cues say, by code; nothing of segments that are no respondent's.

        Spans of hits are of the document.
        """
        segments = [segment for segment in interview.segments if segment.role is Role.RESPONDENT]
        starts = [segment.span.start for segment in segments]
        # whole contributions, as the next sentence may deny what this one asks
        turns = [list(of_turn) for _, of_turn in groupby(segments, key=lambda segment: segment.turn)]
        stretches = [Span(of_turn[0].span.start, of_turn[-1].span.end) for of_turn in turns]
        cues = self._finders.of(interview.language)
        text = _in_place(interview)
        by_place: dict[tuple[int, str], list[Hit]] = defaultdict(list)
        for found in cues.finder.scan(text, stretches):
            for hit in _counted(found):
                by_place[bisect_right(starts, hit.span.start) - 1, hit.key].append(hit)
        told: dict[Span, dict[str, Cued]] = defaultdict(dict)
        for (place, code), hits in by_place.items():
            confidence, denied, reason = _said(hits, cues, text)
            told[segments[place].span][code] = Cued(_rounded(confidence), denied, reason, tuple(hits))
        return [told.get(segment.span, {}) if segment.role is Role.RESPONDENT else {} for segment in interview.segments]

    def scores(self, interview: SegmentedInterview) -> NDArray[np.float32]:
        """How surely the cues say that a segment is about a code (segments x codes, 0 to 1), denials as well for level
        codes, for which a low level is evidence too; value codes that are denied have 0 here."""
        return self._table(interview, denials=False)

    def denials(self, interview: SegmentedInterview) -> NDArray[np.float32]:
        """How surely the cues say that a segment denies a code (segments x codes, 0 to 1); 0 for level codes."""
        return self._table(interview, denials=True)

    def _table(self, interview: SegmentedInterview, denials: bool) -> NDArray[np.float32]:
        table = np.zeros((len(interview.segments), len(self.codes)), np.float32)
        if self._last is None or self._last[0] is not interview:
            self._last = (interview, self.hits(interview))
        for row, of_segment in enumerate(self._last[1]):
            for code, cued in of_segment.items():
                denied = cued.denied and self._finders.code(code).kind is not CodeKind.LEVEL
                if denied is denials:
                    table[row, self._finders.place(code)] = cued.confidence
        return table


def _in_place(interview: SegmentedInterview) -> str:
    """A text in which each segment stands where it stands in the document."""
    pieces: list[str] = []
    at = 0
    for segment in interview.segments:
        pieces += ["\n" * (segment.span.start - at), segment.text]
        at = segment.span.end
    return "".join(pieces)


def _testimony(document: Document) -> list[Span]:
    """What respondents say; a text without turns counts as one respondent's."""
    if not document.turns:
        return [Span(0, len(document.text))] if document.text else []
    return [turn.span for turn in document.turns if turn.role is Role.RESPONDENT]


def _by_sentence(document: Document, hits: Hits) -> dict[tuple[Span, str], list[Hit]]:
    """The hits of a turn by the sentence in which they begin and the code, exact ones before near ones."""
    sentences = Sentences(document.text, hits.stretch, document.language)
    grouped: dict[tuple[Span, str], list[Hit]] = defaultdict(list)
    for hit in _counted(hits):
        grouped[sentences.at(hit.span.start), hit.key].append(hit)
    return grouped


def _counted(hits: Hits) -> Iterable[Hit]:
    """The exact hits, and the near ones that overlap no exact one of their code."""
    if not hits.near or not hits.exact:
        return chain(hits.exact, hits.near)
    places: dict[str, list[Span]] = defaultdict(list)
    for hit in hits.exact:
        places[hit.key].append(hit.span)
    return chain(hits.exact, (hit for hit in hits.near if not _overlapped(hit.span, places[hit.key])))


def _overlapped(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of the others, in order and none inside another, overlaps the span."""
    index = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return index >= 0 and others[index].overlaps(span)


def _said(hits: Sequence[Hit], cues: _Cues, text: str) -> tuple[float, bool, str]:
    """What the hits of one code say together: how sure, whether they deny it, and which cues these are.

    Where some are denied and others are not, the surest hit decides, a plain one before a denied one.
    """
    if len(hits) == 1:
        return cues.confidence(hits[0]), hits[0].negated, _words(hits[0], text)
    ordered = sorted(hits, key=lambda hit: (-cues.confidence(hit), hit.negated, hit.span, hit.phrase))
    surest = ordered[0]
    named: dict[tuple[str, bool], Hit] = {}
    for hit in ordered:
        named.setdefault((hit.phrase, hit.negated), hit)  # a cue is named once, by its surest hit
    mixed = any(hit.negated is not surest.negated for hit in hits)
    further = FURTHER * min(3, len({hit.phrase for hit in hits}) - 1)
    return (
        cues.confidence(surest) + further - MIXED * mixed,
        surest.negated,
        ", ".join(_words(hit, text) for hit in named.values()),
    )


def _suggestion(
    document: Document,
    revision: int,
    sentence: Span,
    code: Code,
    hits: Sequence[Hit],
    cues: _Cues,
    about: str | None,
) -> Suggestion:
    """The suggestion that the hits of one code in one sentence make together."""
    confidence, denied, reason = _said(hits, cues, document.text)
    return Suggestion(
        id=suggestion_id(document.id, sentence, code.id, ORIGIN),
        document=document.id,
        span=sentence,
        code=code.id,
        weight=None if code.kind is CodeKind.LEVEL else AGAINST if denied else FOR,
        confidence=_rounded(confidence),
        reason=reason,
        origin=ORIGIN,
        revision=revision,
        about=about,
    )


def _rounded(confidence: float) -> float:
    return round(min(1.0, max(0.0, confidence)), 2)


def _words(hit: Hit, text: str) -> str:
    """The reason one hit gives: cue "price war"; near cue "undercut" (91); denied: cue "lead users" after "no"."""
    cue = f'cue "{hit.phrase}"' if hit.score == EXACT else f'near cue "{hit.phrase}" ({hit.score})'
    if hit.negator is None:
        return cue
    side = "after" if hit.negator < hit.span else "before"
    return f'denied: {cue} {side} "{text[hit.negator.start : hit.negator.end]}"'
