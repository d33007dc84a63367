"""Phrases in a text: exact ones as spaCy's PhraseMatcher finds them, inflected and misspelt ones through rapidfuzz.

Matching is nearly free and tokenising is the cost. So one pass over the whole text finds every place that has the
letters of a phrase, or its first letters (``scanning.py``), and spaCy is asked only about the words around the former
(``tokens.py``).

An **exact hit** of a phrase in a stretch ``text[start:end]``, read by itself, is a place at which all of this holds:

1. spaCy's PhraseMatcher by ``LOWER``, over the blank tokeniser of the language (the neutral one for languages other
   than English, German and Chinese), finds the phrase there: it begins and ends with tokens, which in small letters
   are those of the phrase, written as given or in small letters, composed (NFC) or decomposed (NFD).
2. Its characters in small letters are those of such a spelling with single spaces: "know - how" is not "know-how",
   though the tokens are the same. In Chinese, where tokens are single characters, single spaces do not count.
3. At neither end do two letters or digits of scripts with spaces meet: no "do" in "don't", no "5 k" in "5 km". That is
   more than tokens ask, which part contractions and units.
4. No longer exact hit of the same key contains it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from coder.language.conventions import base
from coder.language.folding import fold
from coder.language.likeness import NEAR, Phrase, worth_a_look
from coder.language.likeness import phrase as phrase_like
from coder.language.negation import negator
from coder.language.scanning import JOINS, Place, Scanner
from coder.language.tokens import PhrasesAtTokens
from coder.model.span import Span

UNSPACED = frozenset(("zh",))  # languages whose words no space parts
EXACT = 100

_Owners = tuple[tuple[str, str], ...]  # keys, and the phrase of each as given
_Alike = tuple[int, int, str, int, str]  # where words nearly a phrase start and end, key, likeness below 0, phrase


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of ``key`` found at ``span``. ``negator`` is the word that denies it; ``score`` the similarity."""

    key: str
    phrase: str
    span: Span
    negator: Span | None = None
    score: int = EXACT

    @property
    def negated(self) -> bool:
        """Whether the clause denies the phrase."""
        return self.negator is not None


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found in a stretch of a text, exact hits and near hits each in order."""

    stretch: Span
    exact: list[Hit]
    near: list[Hit]


class PhraseFinder:
    """Finds the phrases of several keys in texts of one language. Cheap to make; pickled as its phrases."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], language: str) -> None:
        """Prepare ``phrases`` by key (a code id, say); those without any letter or digit are left out."""
        self._made_from = ({key: tuple(of_key) for key, of_key in phrases.items()}, language)
        self._language = base(language)
        self._spaced = self._language not in UNSPACED
        spellings = _spellings(phrases)
        self._owners = [owners for owners, _ in spellings.values()]
        self._tokens = PhrasesAtTokens([written for _, written in spellings.values()], self._language)
        heads: dict[str, list[tuple[Phrase, str, int, _Owners]]] = defaultdict(list)
        for spelling, (owners, _) in spellings.items():
            if self._spaced and (like := phrase_like(spelling, self._language)):
                heads[like.head].append((like, spelling, len(spelling), owners))
        self._likes = list(heads.values())
        self._scanner = Scanner([*spellings, *heads], spaces_count=self._spaced)

    def __reduce__(self) -> tuple[type[PhraseFinder], tuple[Mapping[str, Sequence[str]], str]]:
        return (PhraseFinder, self._made_from)

    def scan(self, text: str, stretches: Sequence[Span], threshold: int = NEAR) -> list[Hits]:
        """What is found in each of the ``stretches``, those with hits only; they are in order and apart.

        A near hit resembles a phrase to at least ``threshold`` percent, or is another form of a phrase of one word: it
        has the same stem and is less alike, which counts only if no more than usual is asked. It begins and ends at
        words, has at most one word more or less than the phrase, the same first four characters and as many negators,
        and lies within one clause; of overlapping ones of a key the better remains. Exact spellings are none. Languages
        without spaces have no near hits.
        """
        whole, heads = self._placed(text, stretches)
        alike = self._alike(fold(text), heads, stretches, threshold) if heads else {}
        found = []
        for index in sorted(whole.keys() | alike.keys()):
            said = _Denials(text, stretches[index], self._language)
            hits = Hits(said.stretch, self._exact(whole.get(index, ()), said), _better(alike.get(index, ()), said))
            if hits.exact or hits.near:
                found.append(hits)
        return found

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """Exact hits in ``text[start:end]``, in order."""
        return [hit for hits in self.scan(text, _stretch(start, end)) for hit in hits.exact]

    def near(self, text: str, start: int, end: int, threshold: int = NEAR) -> list[Hit]:
        """Near hits in ``text[start:end]``, in order."""
        return [hit for hits in self.scan(text, _stretch(start, end), threshold) for hit in hits.near]

    def _placed(
        self, text: str, stretches: Sequence[Span]
    ) -> tuple[dict[int, list[Place]], list[tuple[int, int, int]]]:
        """The places to look at: by number of the stretch those of whole phrases; those of heads, as the number of
        the stretch, the place and the number of the head."""
        whole: dict[int, list[Place]] = defaultdict(list)
        heads: list[tuple[int, int, int]] = []
        if not stretches:
            return whole, heads
        low = stretches[0].start
        starts = [stretch.start for stretch in stretches]
        openings = frozenset(starts)
        phrases = len(self._owners)
        begin = stop = low  # of the stretch that the last place was in, and mostly the next one is
        index = 0
        for number, start, end in self._scanner.places(text[low : stretches[-1].end]):
            start += low
            if JOINS[text[start - 1]] and JOINS[text[start]] and start not in openings:
                continue
            end += low
            if not begin <= start < stop:
                index = bisect_right(starts, start) - 1
                begin, stop = starts[index], stretches[index].end
            if end > stop:
                continue
            if number >= phrases:
                heads.append((index, start, number - phrases))
            elif end == stop or not JOINS[text[end]] or not JOINS[text[end - 1]]:
                whole[index].append((number, start, end))
        return whole, heads

    def _exact(self, places: Iterable[Place], said: _Denials) -> list[Hit]:
        """Those of the places that the PhraseMatcher finds, without those inside a longer one of their key."""
        found = (
            (start, -end, key, phrase)
            for number, start, end in places
            if self._tokens.found(number, *self._window(said.text, said.stretch, start, end))
            for key, phrase in self._owners[number]
        )
        kept: list[Hit] = []
        reached: dict[str, int] = {}
        for start, minus_end, key, phrase in sorted(found):
            if -minus_end > reached.get(key, 0):
                reached[key] = -minus_end
                kept.append(said.hit(key, phrase, start, -minus_end, EXACT))
        return kept

    def _window(self, text: str, stretch: Span, start: int, end: int) -> tuple[str, int, int]:
        """The words of a stretch around a place, and where in them the place is."""
        left, right = start, end
        if self._spaced:
            left = text.rfind(" ", stretch.start, start) + 1 or stretch.start
            left = text.rfind("\n", left, start) + 1 or left
            right = text.find(" ", end, stretch.end)
            right = stretch.end if right < 0 else right
        return text[left:right], start - left, end - left

    def _alike(
        self, folded: str, heads: Sequence[tuple[int, int, int]], stretches: Sequence[Span], threshold: int
    ) -> dict[int, list[_Alike]]:
        """What is nearly a phrase from the places of heads on, by number of the stretch."""
        pairs = [(index, start, like) for index, start, number in heads for like in self._likes[number]]
        texts = [folded[start : start + like[2]] for _, start, like in pairs]
        found: dict[int, list[_Alike]] = defaultdict(list)
        for place in worth_a_look(texts, [like[1] for _, _, like in pairs], threshold):
            index, start, (phrase, _, _, owners) = pairs[place]
            end, score = phrase.best(folded, start, stretches[index].end, threshold)
            if score:
                found[index] += [(start, end, key, -score, given) for key, given in owners]
        return found


class _Denials:
    """What a stretch denies: asked once per place, however many keys have a phrase there."""

    def __init__(self, text: str, stretch: Span, language: str) -> None:
        self.text = text
        self.stretch = stretch
        self._language = language
        self._known: dict[tuple[int, int], tuple[Span, Span | None]] = {}

    def hit(self, key: str, phrase: str, start: int, end: int, score: int) -> Hit:
        """The hit, with the word that denies it."""
        known = self._known.get((start, end))
        if known is None:
            span = Span(start, end)
            known = (span, negator(self.text, span, self.stretch.start, self.stretch.end, self._language))
            self._known[start, end] = known
        return Hit(key, phrase, *known, score)


def _better(found: Iterable[_Alike], said: _Denials) -> list[Hit]:
    """The near hits of a stretch; where two of a key overlap the better one, the earlier if they are as good."""
    kept: dict[str, list[_Alike]] = defaultdict(list)
    for one in sorted(found):
        rivals = kept[one[2]]
        if not rivals or one[0] >= rivals[-1][1]:
            rivals.append(one)
        elif one[3] < rivals[-1][3]:
            rivals[-1] = one
    return [
        said.hit(key, phrase, start, end, -minus_score)
        for start, end, key, minus_score, phrase in sorted(chain.from_iterable(kept.values()))
    ]


def _stretch(start: int, end: int) -> list[Span]:
    return [Span(start, end)] if start < end else []


def _spellings(phrases: Mapping[str, Sequence[str]]) -> dict[str, tuple[_Owners, list[str]]]:
    """The phrases in small letters with single spaces, composed and decomposed as texts may have them.

    With each the keys that own it and the ways to write it whose tokens are to be found: letters of another size may
    have other tokens.
    """
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    written: dict[str, list[str]] = defaultdict(list)
    for key, of_key in phrases.items():
        for phrase in of_key:
            given = " ".join(phrase.split())
            if not any(map(str.isalnum, given)):
                continue
            for one in (given, unicodedata.normalize("NFC", given), unicodedata.normalize("NFD", given)):
                spelling = one.lower()
                owners[spelling].setdefault(key, phrase)
                written[spelling] += [way for way in (spelling, one) if way not in written[spelling]]
    return {spelling: (tuple(of_it.items()), written[spelling]) for spelling, of_it in owners.items()}
