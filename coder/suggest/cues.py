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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coder.language.boundaries import sentences
from coder.language.conventions import base
from coder.language.phrases import EXACT, UNSPACED, Hit, PhraseFinder
from coder.model.codebook import Code, Codebook, CodeKind
from coder.model.coding import Suggestion, suggestion_id
from coder.model.document import Document, Role
from coder.model.span import Span

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

    def confidence(self, hit: Hit) -> float:
        """How much a single hit says."""
        phrase = hit.phrase.lower()
        if hit.score < EXACT:
            score = NEAR
        elif " " in phrase or (self.unspaced and len(phrase) > 3):
            score = PHRASE
        else:
            score = WORD - SHORT * (len(phrase) <= (2 if self.unspaced else 4))
        return score - SHARED * (self.sharing[phrase] > 1) - DENIED * hit.negated


class CueFinders:
    """The cues of a codebook, prepared per language when a document needs them."""

    def __init__(self, codebook: Codebook) -> None:
        self._codes = tuple(code for code in codebook.codes if code.codable)
        self._default = base(codebook.default_language)
        self._order = {code.id: number for number, code in enumerate(self._codes)}
        self._languages: dict[str, _Cues] = {}

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

    def _phrases(self, language: str) -> dict[str, Sequence[str]]:
        return {code.id: cues for code in self._codes if (cues := code.cues.get(language))}


def source(codebook: Codebook, revision: int) -> Callable[[Document], list[Suggestion]]:
    """This source, ready for any number of documents: the finders are made once per language."""
    finders = CueFinders(codebook)
    return lambda document: suggest(document, codebook, revision, finders)


def suggest(
    document: Document, codebook: Codebook, revision: int, finders: CueFinders | None = None
) -> list[Suggestion]:
    """One suggestion per sentence of the respondents and code with cues in it, in the order of the text.

    Suggestions on the same sentence stand in the order of confidence, then of the codebook. Equal input gives equal
    suggestions with equal ids; the id does not depend on the revision, so that a rejected suggestion stays rejected
    when other cues are added. ``finders`` spares making them again for each document.
    """
    finders = finders or CueFinders(codebook)
    cues = finders.of(document.language)
    suggestions = [
        _suggestion(document, revision, sentence, finders.code(code_id), hits, cues)
        for stretch in _testimony(document)
        for (sentence, code_id), hits in _by_sentence(document, stretch, cues.finder).items()
    ]
    return sorted(suggestions, key=lambda one: (one.span.start, one.span.end, -one.confidence, finders.place(one.code)))


def _testimony(document: Document) -> Iterator[Span]:
    """What respondents say; a text without turns counts as one respondent's."""
    if not document.turns and document.text:
        yield Span(0, len(document.text))
    for turn in document.turns:
        if turn.role is Role.RESPONDENT:
            yield turn.span


def _by_sentence(document: Document, stretch: Span, finder: PhraseFinder) -> dict[tuple[Span, str], list[Hit]]:
    """The hits of a turn by the sentence in which they begin and the code, exact ones before near ones."""
    exact = finder.find(document.text, stretch.start, stretch.end)
    near = finder.near(document.text, stretch.start, stretch.end)
    if not exact and not near:
        return {}
    places: dict[str, list[Span]] = defaultdict(list)
    for hit in exact:
        places[hit.key].append(hit.span)
    spans = sentences(document.text, stretch.start, stretch.end, document.language)
    grouped: dict[tuple[Span, str], list[Hit]] = defaultdict(list)
    for hit in exact + [hit for hit in near if not _overlapped(hit.span, places[hit.key])]:
        sentence = spans[bisect_right(spans, hit.span.start, key=lambda span: span.start) - 1]
        grouped[sentence, hit.key].append(hit)
    return grouped


def _overlapped(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of the others, in order and none inside another, overlaps the span."""
    index = bisect_left(others, span.end, key=lambda other: other.start) - 1
    return index >= 0 and others[index].overlaps(span)


def _suggestion(
    document: Document, revision: int, sentence: Span, code: Code, hits: Sequence[Hit], cues: _Cues
) -> Suggestion:
    """The suggestion that the hits of one code in one sentence make together.

    Where some are denied and others are not, the surest hit decides, a plain one before a denied one.
    """
    ordered = sorted(hits, key=lambda hit: (-cues.confidence(hit), hit.negated, hit.span, hit.phrase))
    surest = ordered[0]
    named: dict[tuple[str, bool], Hit] = {}
    for hit in ordered:
        named.setdefault((hit.phrase, hit.negated), hit)  # a cue is named once, by its surest hit
    mixed = any(hit.negated is not surest.negated for hit in hits)
    confidence = cues.confidence(surest) + FURTHER * min(3, len({hit.phrase for hit in hits}) - 1) - MIXED * mixed
    return Suggestion(
        id=suggestion_id(document.id, sentence, code.id, ORIGIN),
        document=document.id,
        span=sentence,
        code=code.id,
        weight=None if code.kind is CodeKind.LEVEL else AGAINST if surest.negated else FOR,
        confidence=round(min(1.0, max(0.0, confidence)), 2),
        reason=", ".join(_words(hit, document.text) for hit in named.values()),
        origin=ORIGIN,
        revision=revision,
    )


def _words(hit: Hit, text: str) -> str:
    """The reason one hit gives: cue "price war"; near cue "undercut" (91); denied: cue "lead users" after "no"."""
    cue = f'cue "{hit.phrase}"' if hit.score == EXACT else f'near cue "{hit.phrase}" ({hit.score})'
    if hit.negator is None:
        return cue
    side = "after" if hit.negator < hit.span else "before"
    return f'denied: {cue} {side} "{text[hit.negator.start : hit.negator.end]}"'
