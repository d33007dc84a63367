"""Which code is meant by a few letters: the fuzzy search of the palette (pure).

Every text that leads to a code is folded once, and texts and words are put in order. The letters typed are looked up
there: what begins like them comes before first letters of several words ("jn", "jnar" for joint narrative), that before
what merely contains them, and that before what only resembles them. A letter pair leads to its code whatever else there
is. A prior (from a learned picker, say) orders what the letters leave open, and everything when there are none.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coder.model.codebook import Code, Codebook
from coder.model.document import Document
from coder.model.span import Span
from coder.tui.codes.pinyin import initials

# What a picker takes a passage for: the codes it knows something about, each with a number from 0 to 1. It leaves out
# the others, so that noise does not shuffle the codes used last.
Picker = Callable[[Document, Span], Mapping[str, float]]

# What a text is worth by its kind: the label on the screen says more than a cue.
_LABEL, _ALIAS, _OTHER_LANGUAGE, _ID, _PATH, _CUE = 1.0, 0.97, 0.94, 0.9, 0.8, 0.75
# Points by how the letters meet it.
_PAIR, _WHOLE, _BEGINNING, _WORD, _INITIALS, _PINYIN, _INSIDE, _RESEMBLING = 120, 100, 95, 90, 84, 80, 75, 60
_PRIOR = 12.0  # points that the highest prior is worth: less than a letter pair is ahead

_LONGEST = 16  # letters that are looked up as initials, and
_MOST = 12  # words they may stand for; nobody types more

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SIGNS = re.compile(r"[\W_]+")

Way = tuple[int, float, int]  # from a text to a code: the code's place in the codebook, the text's worth and length
Met = dict[int, tuple[float, int]]  # the points of a code, and how short the text is that gives them


@dataclass(frozen=True, slots=True)
class Ways:
    """Folded texts in order, and the codes each of them leads to."""

    texts: tuple[str, ...]
    codes: tuple[tuple[Way, ...], ...]

    def beginning(self, letters: str) -> Iterator[tuple[str, tuple[Way, ...]]]:
        """The texts that begin with the letters."""
        texts = self.texts
        for place in range(bisect_left(texts, letters), len(texts)):
            if not texts[place].startswith(letters):
                break
            yield texts[place], self.codes[place]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Texts of one sort, and their words."""

    whole: Ways
    words: Ways
    line: str  # all words in one text, to look inside them, and
    starts: tuple[int, ...]  # where each of them starts


@dataclass(frozen=True, slots=True)
class Index:
    """The codable codes in codebook order, and everything that leads to them."""

    codes: tuple[str, ...]
    pairs: Mapping[str, int]  # letter pairs
    names: Shelf  # labels, aliases, ids, also together with the label of the code above
    cues: Shelf
    spelt: Mapping[str, tuple[tuple[str, Way], ...]]  # names of several words, by first letter
    pinyin: Ways  # initials of Chinese names


@dataclass(frozen=True, slots=True)
class Hit:
    """A code that answers the query, and how well (0 to a little above 100)."""

    code: str
    score: float


def folded(text: str) -> str:
    """Text as the search compares it: compatibility forms, no case, no accents, blanks for signs."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return _SIGNS.sub(" ", plain).strip()


def index(codebook: Codebook, letters: Mapping[str, str]) -> Index:
    """Fold labels, aliases, cues (in every language), ids and letter pairs of every codable code."""
    codes = tuple(codebook.codable())
    names: list[tuple[str, Way]] = []
    cues: list[tuple[str, Way]] = []
    for place, code in enumerate(codes):
        for plain, worth in _texts(code, codebook).items():
            (cues if worth == _CUE else names).append((plain, (place, worth, len(plain))))
    spelt: dict[str, list[tuple[str, Way]]] = defaultdict(list)
    pinyin: dict[str, list[Way]] = defaultdict(list)
    for plain, way in names:
        if " " in plain and way[1] != _ID:
            spelt[plain[0]].append((" ".join(plain.split()[:_MOST]), way))
        if _CHINESE.search(plain) and (typed := initials(plain)):
            pinyin[typed].append(way)
    return Index(
        codes=tuple(code.id for code in codes),
        pairs={pair: place for place, code in enumerate(codes) if (pair := folded(letters.get(code.id, "")))},
        names=_shelf(names),
        cues=_shelf(cues),
        spelt={first: tuple(texts) for first, texts in spelt.items()},
        pinyin=_ways(pinyin.items()),
    )


def _shelf(texts: Iterable[tuple[str, Way]]) -> Shelf:
    whole: dict[str, list[Way]] = defaultdict(list)
    words: dict[str, dict[int, Way]] = defaultdict(dict)
    for plain, way in texts:
        whole[plain].append(way)
        place, worth, length = way
        for word in plain.split():
            known = words[word].get(place)
            if known is None or (known[1], -known[2]) < (worth, -length):
                words[word][place] = way
    ordered = _ways((word, ways.values()) for word, ways in words.items())
    starts = accumulate((len(word) + 1 for word in ordered.texts[:-1]), initial=0)
    return Shelf(_ways(whole.items()), ordered, "\n".join(ordered.texts), tuple(starts))


def _ways(found: Iterable[tuple[str, Iterable[Way]]]) -> Ways:
    ordered = sorted((text, tuple(ways)) for text, ways in found)
    return Ways(tuple(text for text, _ in ordered), tuple(ways for _, ways in ordered))


def _texts(code: Code, codebook: Codebook) -> dict[str, float]:
    """Every text that leads to a code, folded, with the most it is worth."""
    shown = codebook.text(code.label)
    found = [(shown, _LABEL), *((alias, _ALIAS) for alias in code.aliases)]
    found += [(label, _OTHER_LANGUAGE) for label in code.label.values()]
    found.append((code.id, _ID))
    if code.parent is not None:
        above = codebook.code(code.parent).label
        found.append((f"{shown} {codebook.text(above)}", _PATH))
        found += [(f"{label} {above[tag]}", _PATH) for tag, label in code.label.items() if tag in above]
    found += [(cue, _CUE) for cues in code.cues.values() for cue in cues]
    return {plain: worth for text, worth in reversed(found) if (plain := folded(text))}


def rank(
    known: Index,
    query: str,
    *,
    recent: Sequence[str] = (),
    prior: Mapping[str, float] | None = None,
    limit: int | None = None,
) -> list[Hit]:
    """Codes that answer the query, best first; all codes for an empty query. At most ``limit`` of them.

    ``prior`` gives codes a number from 0 to 1. With letters typed it moves what they leave open, never a letter pair;
    without any it leads: a picker has read the passage, and the codes used last stand under the digits anyway. Ties go
    to the code used more recently, then to the one with fewer letters left to type, then to codebook order.
    """
    wanted = folded(query)
    newest = {code: place for place, code in enumerate(recent)}
    met = _met(known, wanted) if wanted else dict.fromkeys(range(len(known.codes)), (0.0, 0))
    if prior:
        likely = {code: _PRIOR * min(max(number, 0.0), 1.0) for code, number in prior.items() if number == number}
        met = {place: (points + likely.get(known.codes[place], 0.0), length) for place, (points, length) in met.items()}
    never = len(newest)
    keys = [(-points, newest.get(known.codes[place], never), -short, place) for place, (points, short) in met.items()]
    best = sorted(keys) if limit is None or limit >= len(keys) else nsmallest(limit, keys)
    return [Hit(known.codes[place], -points) for points, _, _, place in best]


def _met(known: Index, wanted: str) -> Met:
    """The codes that the letters lead to. One or two letters begin too many cues to tell anything."""
    tokens = wanted.split()
    shelves = (known.names, known.cues) if len(wanted) > 2 or _CHINESE.search(wanted) else (known.names,)
    met = _by_word(shelves, tokens[0])
    for token in tokens[1:]:
        also = _by_word(shelves, token)
        met = {place: min(reached, also[place]) for place, reached in met.items() if place in also}
    for shelf in shelves:
        for text, ways in shelf.whole.beginning(wanted):
            _note(met, ways, _WHOLE if text == wanted else _BEGINNING)
    if len(tokens) == 1:
        _note(met, _by_initials(known, wanted), _INITIALS)
        for _, ways in known.pinyin.beginning(wanted):
            _note(met, ways, _PINYIN)
    if wanted in known.pairs:
        met[known.pairs[wanted]] = _PAIR, 0
    return met


def _note(met: Met, ways: Iterable[Way], points: float) -> None:
    """Keep the best that leads to each code."""
    for place, worth, length in ways:
        reached = points * worth
        so_far = met.get(place)
        if so_far is None or reached > so_far[0] or (reached == so_far[0] and -length > so_far[1]):
            met[place] = reached, -length


def _by_word(shelves: Iterable[Shelf], token: str) -> Met:
    """Codes with a word that begins with a token or contains it; if there is none, with one that resembles it.

    Chinese is written without blanks: there a word may begin at any character.
    """
    met: Met = {}
    chinese = _CHINESE.search(token) is not None
    for shelf in shelves:
        if chinese or len(token) > 2:
            for place in _inside(shelf, token):
                _note(met, shelf.words.codes[place], _WORD if chinese else _INSIDE)
        for _, ways in shelf.words.beginning(token):
            _note(met, ways, _WORD)
    if not met and len(token) > 3:
        for shelf in shelves:
            for beginning in _resembling(shelf, token):
                for _, ways in shelf.words.beginning(beginning):
                    _note(met, ways, _RESEMBLING)
    return met


def _inside(shelf: Shelf, token: str) -> Iterator[int]:
    """Places of the words that contain a token."""
    at = shelf.line.find(token)
    while at >= 0:
        place = bisect_right(shelf.starts, at)
        yield place - 1
        at = shelf.line.find(token, shelf.starts[place]) if place < len(shelf.starts) else -1


def _resembling(shelf: Shelf, token: str) -> list[str]:
    """Beginnings of words that are a typing error away, two from eight letters on; first letters are right."""
    errors = 1 if len(token) < 8 else 2
    lengths = range(len(token) - 1, len(token) + 2)
    same_first = shelf.words.beginning(token[0])
    beginnings = {word[:length] for word, _ in same_first for length in lengths if len(word) >= length}
    close = process.extract(token, list(beginnings), scorer=OSA.distance, score_cutoff=errors, limit=None)
    return [beginning for beginning, _, _ in close]


def _by_initials(known: Index, wanted: str) -> Iterator[Way]:
    """Names whose first word and some later ones begin with the letters, one after another: "jn", "jnar"."""
    if 2 <= len(wanted) <= _LONGEST:
        letters = re.compile("(?:.* )?".join(map(re.escape, wanted)))
        yield from (way for text, way in known.spelt.get(wanted[0], ()) if letters.match(text))
