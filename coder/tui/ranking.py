"""Which code is meant by a few letters: the fuzzy search of the palette (pure).

Every field of every code is folded once. A query is scored against all of them: what begins like it comes before
what merely contains it, and that before what only resembles it. A prior (from a learned picker, say) orders what
the letters leave open, and everything when there are none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from coder.model.codebook import Code, Codebook

# How much a field of each kind is worth: a label says more than a cue.
_LETTERS, _LABEL, _ALIAS, _ID, _PARENT, _CUE = 1.05, 1.0, 0.97, 0.9, 0.8, 0.75
_RESEMBLING = 72.0  # below this likeness a field is no answer
_PRIOR = 12.0  # points that the highest prior is worth: as much as between beginning and containing


@dataclass(frozen=True, slots=True)
class Field:
    """A folded text that leads to a code."""

    text: str
    words: tuple[str, ...]
    worth: float
    code: str


@dataclass(frozen=True, slots=True)
class Index:
    """All fields of a codebook and its codable codes in codebook order."""

    fields: tuple[Field, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A code that answers the query, and how well (0 to a little above 100)."""

    code: str
    score: float


def folded(text: str) -> str:
    """Text as the search compares it: compatibility forms, no case, no accents, blanks for signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (character if character.isalnum() else " " for character in plain if not unicodedata.combining(character))
    return " ".join("".join(kept).split())


def index(codebook: Codebook, letters: Mapping[str, str]) -> Index:
    """Fold labels, aliases, cues (in every language), ids and letter pairs of every codable code."""
    codes = tuple(codebook.codable())
    fields = [field for code in codes for field in _fields(code, codebook, letters.get(code.id, ""))]
    return Index(tuple(fields), tuple(code.id for code in codes))


def _fields(code: Code, codebook: Codebook, letters: str) -> Iterable[Field]:
    texts = [(letters, _LETTERS)]
    texts += [(label, _LABEL) for label in code.label.values()]
    texts += [(alias, _ALIAS) for alias in code.aliases]
    texts += [(code.id.replace("_", " "), _ID)]
    if code.parent is not None:
        texts += [(label, _PARENT) for label in codebook.code(code.parent).label.values()]
    texts += [(cue, _CUE) for cues in code.cues.values() for cue in cues]
    for text, worth in texts:
        if plain := folded(text):
            yield Field(plain, tuple(plain.split()), worth, code.id)


def rank(
    known: Index, query: str, *, recent: Sequence[str] = (), prior: Mapping[str, float] | None = None
) -> list[Hit]:
    """Codes that answer the query, best first; all of them, the recent ones first, for an empty query.

    ``prior`` gives a code a number from 0 to 1. Ties go to the code used more recently, then to codebook order.
    """
    wanted = folded(query)
    order = {code: place for place, code in enumerate(known.codes)}
    newest = {code: place for place, code in enumerate(recent)}
    likely = prior or {}
    scores = _scores(known, wanted) if wanted else dict.fromkeys(known.codes, 0.0)
    hits = [Hit(code, score + _PRIOR * likely.get(code, 0.0)) for code, score in scores.items()]
    if not wanted:
        return sorted(hits, key=lambda hit: (newest.get(hit.code, len(newest)), -hit.score, order[hit.code]))
    return sorted(hits, key=lambda hit: (-round(hit.score, 3), newest.get(hit.code, len(newest)), order[hit.code]))


def _scores(known: Index, wanted: str) -> dict[str, float]:
    tokens = tuple(wanted.split())
    best: dict[str, float] = {}
    for field in known.fields:
        score = _beginning(field, wanted, tokens) * field.worth
        if score > best.get(field.code, 0.0):
            best[field.code] = score
    if len(wanted) < 3:
        return best
    # A field much shorter than the query would be found inside it.
    fields = [field for field in known.fields if len(field.text) >= len(wanted) - 2]
    texts = [field.text for field in fields]
    for _, likeness, at in process.extract(wanted, texts, scorer=fuzz.WRatio, score_cutoff=_RESEMBLING, limit=None):
        field = fields[at]
        score = 0.7 * likeness * field.worth
        if score > best.get(field.code, 0.0):
            best[field.code] = score
    return best


def _beginning(field: Field, wanted: str, tokens: tuple[str, ...]) -> float:
    """100 the whole field, 95 its beginning, 90 every word typed begins one of its words, 84 initials, 75 inside."""
    text = field.text
    if text == wanted:
        return 100.0
    if text.startswith(wanted):
        return 95.0
    if all(any(word.startswith(token) for word in field.words) for token in tokens):
        return 90.0
    if len(field.words) > 1 and "".join(word[0] for word in field.words).startswith(wanted):
        return 84.0
    if len(wanted) > 1 and wanted in text:
        return 75.0
    return 0.0
