"""Phrases in a text: exact ones through spaCy's PhraseMatcher, inflected and misspelt ones through rapidfuzz.

spaCy is imported here only, when the first finder is made; blank pipelines suffice, no model is needed. Matching is
nearly free and tokenising is the cost, so only the surroundings of places that have the letters of a phrase are
tokenised: the tokenisers treat each stretch between spaces by itself, so that a part has the tokens of the whole.

An exact hit has the characters of the phrase in small or capital letters, begins and ends at spaCy's tokens and has no
letter or digit of a spaced script directly beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from rapidfuzz.fuzz import ratio

from coder.language.boundaries import CJK
from coder.language.conventions import base
from coder.language.folding import fold
from coder.language.negation import negator, negators
from coder.model.span import Span

UNSPACED = frozenset(("zh",))  # languages whose words no space parts
_BLANK = {"en": "en", "de": "de", "zh": "zh"}  # spaCy's tokeniser per language; the neutral one for others

EXACT = 100
NEAR = 88  # the least similarity of a near hit, of 100
NEAR_FROM = 6  # shorter cues have too many neighbours
TYPO_FROM = 9  # shorter cues may only gain or lose an ending: "plants" is not "plans"
_HEAD = 4  # a near hit begins like the cue: words inflect at the end, prefixes such as un- turn the meaning

_WORD = re.compile(rf"[^\W_{CJK}]+")
_CLAUSE_STOP = re.compile(r"[;:!?…—–()\[\]\n]|[.,](?=\s)")


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


_Owner = tuple[str, str]  # key and phrase as given


@dataclass(frozen=True, slots=True)
class _Cue:
    """A phrase for near matches: in lower case, its length in words, how many negators it holds, and whose it is."""

    spelling: str
    words: int
    negators: int
    owners: tuple[_Owner, ...]


class PhraseFinder:
    """Finds the phrases of several keys in texts of one language; takes about 0.1 s to make, so once per language."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], language: str) -> None:
        """Prepare ``phrases`` by key (a code id, say); those without any letter or digit are left out."""
        import spacy
        from spacy.matcher import PhraseMatcher

        self._language = base(language)
        self._spaced = self._language not in UNSPACED
        nlp = spacy.blank(_BLANK.get(self._language, "xx"))
        self._tokens = nlp.tokenizer  # not make_doc, which refuses more than a million characters
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        spellings = _spellings(phrases)
        self._owners: dict[int, tuple[str, tuple[_Owner, ...]]] = {}
        for spelling, owners in spellings.items():
            self._matcher.add(spelling, [self._tokens(spelling)])
            self._owners[nlp.vocab.strings[spelling]] = (spelling, owners)
        self._any = _any_of(spellings)
        self._by_word = _by_longest_word(spellings)
        self._by_head = _by_head(spellings, self._language) if self._spaced else {}

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """Exact hits in ``text[start:end]``, in order; hits inside a longer one of the same key are left out."""
        part = text[start:end]
        hits: list[Hit] = []
        for begin, stop in self._windows(part):
            window = self._tokens(part[begin:stop])
            for number, first, last in self._matcher(window):
                tokens = window[first:last]
                spelling, owners = self._owners[number]
                left, right = begin + tokens.start_char, begin + tokens.end_char
                if self._spells(part[left:right], spelling) and _stands_alone(part, left, right):
                    span = Span(start + left, start + right)
                    denial = negator(text, span, start, end, self._language)
                    hits += [Hit(key, phrase, span, denial) for key, phrase in owners]
        return _longest(hits)

    def near(self, text: str, start: int, end: int, threshold: int = NEAR) -> list[Hit]:
        """Stretches of ``text[start:end]`` that resemble a phrase to at least ``threshold`` percent, in order.

        They begin and end at words, have at most one word more or less than the phrase, the same first four
        characters and as many negators, and lie within one clause; of overlapping ones of a key the better remains.
        Exact spellings are left to ``find``. Languages without spaces have no near hits.
        """
        if not self._by_head:
            return []
        lowered, words = _read(text[start:end])
        heads = {word[:_HEAD] for word in words}
        rough = _rough(threshold)
        hits: list[Hit] = []
        for cue in chain.from_iterable(self._by_head[head] for head in heads & self._by_head.keys()):
            for begin in _places(cue.spelling[:_HEAD], lowered):
                if not ratio(lowered[begin : begin + len(cue.spelling)], cue.spelling, score_cutoff=rough):
                    continue
                stop, score = self._best(lowered, begin, cue, threshold)
                if score:
                    span = Span(start + begin, start + stop)
                    denial = negator(text, span, start, end, self._language)
                    hits += [Hit(key, phrase, span, denial, score) for key, phrase in cue.owners]
        return _better(hits)

    def _best(self, lowered: str, begin: int, cue: _Cue, threshold: int) -> tuple[int, int]:
        """End and score of the window from ``begin`` most like the cue; score 0 if none is, or if one is the cue."""
        if begin and _WORD.match(lowered[begin - 1]):
            return (0, 0)
        best = (0, 0)
        for word in islice(_WORD.finditer(lowered, begin), max(cue.words - 2, 0), cue.words + 1):
            window = lowered[begin : word.end()]
            score = int(ratio(window, cue.spelling, score_cutoff=threshold))
            if score == EXACT:
                return (0, 0)
            if score > best[1] and self._may_be(window, cue):
                best = (word.end(), score)
        return best

    def _may_be(self, window: str, cue: _Cue) -> bool:
        """Whether a similar window can be a form of the cue rather than another phrase."""
        short, long = sorted((window, cue.spelling), key=len)
        if len(cue.spelling) < TYPO_FROM and not long.startswith(short):
            return False
        return not _CLAUSE_STOP.search(window) and negators(window, self._language) == cue.negators

    def _windows(self, part: str) -> list[tuple[int, int]]:
        """The stretches, in order and apart from each other, in which phrases lie; cut at spaces if there are any."""
        windows: list[tuple[int, int]] = []
        covered = 0
        for left, right in self._candidates(part):
            if windows and right <= covered:
                continue
            if self._spaced:
                left = part.rfind(" ", covered, left) + 1 or min(left, covered)
                right = part.find(" ", right)
            if windows and left <= covered:
                left = windows.pop()[0]
            covered = len(part) if right < 0 else right
            windows.append((left, covered))
        return windows

    def _candidates(self, part: str) -> list[tuple[int, int]]:
        """Where the letters of a phrase stand, in order."""
        if not self._spaced:
            return list(_overlapping(self._any, fold(part)))
        lowered, words = _read(part)
        return sorted(
            (at, at + len(spelling))
            for word in (words | {""}) & self._by_word.keys()
            for spelling in self._by_word[word]
            for at in _places(spelling, lowered)
        )

    def _spells(self, found: str, spelling: str) -> bool:
        """Whether the words found are the phrase; the spaces within count only in languages that part words so."""
        if self._spaced:
            return fold(found) == spelling
        return fold(found).replace(" ", "") == spelling.replace(" ", "")


@lru_cache(maxsize=1)  # find and near read the same stretch one after the other
def _read(part: str) -> tuple[str, frozenset[str]]:
    """A stretch in lower case and the words in it."""
    lowered = fold(part)
    return lowered, frozenset(_WORD.findall(lowered))


def _places(needle: str, text: str) -> list[int]:
    """Every offset at which ``needle`` begins in ``text``."""
    places: list[int] = []
    at = text.find(needle)
    while at >= 0:
        places.append(at)
        at = text.find(needle, at + 1)
    return places


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Every offset at which ``pattern`` matches, and where that match ends."""
    found = pattern.search(text)
    while found:
        yield found.span()
        found = pattern.search(text, found.start() + 1)


def _spellings(phrases: Mapping[str, Sequence[str]]) -> dict[str, tuple[_Owner, ...]]:
    """The owners of each phrase in lower case with single spaces, composed and decomposed as texts may have it."""
    spellings: dict[str, dict[str, str]] = defaultdict(dict)
    for key, of_key in phrases.items():
        for phrase in of_key:
            plain = " ".join(fold(phrase).split())
            if any(map(str.isalnum, plain)):
                for spelling in (plain, unicodedata.normalize("NFC", plain), unicodedata.normalize("NFD", plain)):
                    spellings[spelling].setdefault(key, phrase)
    return {spelling: tuple(owners.items()) for spelling, owners in spellings.items()}


def _by_longest_word(spellings: Iterable[str]) -> dict[str, list[str]]:
    """The phrases by their longest word, which every text with the phrase has; "" for those of other scripts."""
    words: dict[str, list[str]] = defaultdict(list)
    for spelling in spellings:
        words[max(_WORD.findall(spelling), key=len, default="")].append(spelling)
    return dict(words)


def _by_head(spellings: Mapping[str, tuple[_Owner, ...]], language: str) -> dict[str, list[_Cue]]:
    """The phrases that may have near hits, by the first characters of their first word."""
    heads: dict[str, list[_Cue]] = defaultdict(list)
    for spelling, owners in spellings.items():
        words = _WORD.findall(spelling)
        if words and spelling.startswith(words[0]) and len(spelling) >= NEAR_FROM:
            heads[words[0][:_HEAD]].append(_Cue(spelling, len(words), negators(spelling, language), owners))
    return dict(heads)


def _any_of(spellings: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases in a text that parts no words; a stray space within does no harm."""
    alternatives = (
        " ?".join(map(re.escape, spelling.replace(" ", ""))) for spelling in sorted(spellings, key=len, reverse=True)
    )
    return re.compile("|".join(alternatives) or r"(?!)")


def _stands_alone(part: str, left: int, right: int) -> bool:
    """Whether no letter or digit of a spaced script continues the hit on either side."""
    return not any(
        0 < edge < len(part) and _WORD.match(part[edge - 1]) and _WORD.match(part[edge]) for edge in (left, right)
    )


def _rough(threshold: int) -> float:
    """The least similarity to the cue of the text as long as the cue, if a window there reaches the threshold.

    A window with share r of letters to change is at most (1 + r) / (1 - r) as long as the cue, and cutting it to the
    cue's length at most doubles the changes.
    """
    changes = 1 - threshold / 100
    return 100 * max(0.0, 1 - changes * (1 + (1 + changes) / (1 - changes))) if changes < 1 else 0.0


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in order, without those that lie within another of the same key."""
    kept: list[Hit] = []
    reached: dict[str, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end, hit.key, hit.phrase)):
        if hit.span.end > reached.get(hit.key, 0):
            reached[hit.key] = hit.span.end
            kept.append(hit)
    return kept


def _better(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in order; where two of a key overlap, the one more like its cue (the earlier one if they are equal)."""
    kept: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: (hit.span, hit.key, -hit.score, hit.phrase)):
        rivals = kept[hit.key]
        if not rivals or not rivals[-1].span.overlaps(hit.span):
            rivals.append(hit)
        elif hit.score > rivals[-1].score:
            rivals[-1] = hit
    return sorted((hit for rivals in kept.values() for hit in rivals), key=lambda hit: (hit.span, hit.key))
