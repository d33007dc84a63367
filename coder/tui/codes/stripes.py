"""Stripes beside the text: who coded what where, in lanes, with letter pairs and colours (pure).

A stripe never moves while it stands: a new one takes the lowest lane that is free along its whole length. At
opening, and when the lines change with the width, a coder's own codings are placed first, then the other coders' one
after another, then the suggestions, so that on every line one's own stand on the left.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from zlib import crc32

from rich.cells import cell_len

from coder.model.codebook import RESIDUAL, Code, Codebook, CodeKind
from coder.model.coding import Coding, Suggestion
from coder.model.span import Span
from coder.tui.codes.labels import label_of, mark
from coder.tui.text.cells import fit, one_line

_BETWEEN_WORDS = re.compile(r"[\W_]+")

DEEPEST = 32  # lanes; whatever overlaps more than this shares the last one

# Seven colours and a grey, found by a search: under normal vision and each simulated deficiency (protan, deutan,
# tritan) any two lie 24 CIELAB units apart, and each has a contrast of 3.6 and more on the ground of its theme.
# A letter pair always stands beside the colour.
ON_DARK = ("#b0f175", "#ec8300", "#59df8e", "#ffdd0e", "#7b7dff", "#f85248", "#c57ece", "#b0b0b0")
ON_LIGHT = ("#4b00ff", "#8f6945", "#11789d", "#542301", "#5b0086", "#b05d0c", "#b927dd", "#555555")
GREY = 7  # the last colour: for what fits no code


class Kind(StrEnum):
    """Whose word a stripe is."""

    OWN = "own"
    OTHER = "other"
    SUGGESTED = "suggested"


BARS = {Kind.OWN: "┃", Kind.OTHER: "│", Kind.SUGGESTED: "┊"}  # told apart without colour


@dataclass(frozen=True, slots=True)
class Stripe:
    """What the margin shows of a coding or a suggestion; ``tint`` indexes the palettes, ``mark`` is the weight."""

    id: str
    span: Span
    kind: Kind
    code: str
    letters: str
    tint: int
    mark: str
    label: str
    coder: str = ""

    @property
    def initials(self) -> str:
        """Two cells that stand for another coder; "" for oneself and for suggestions."""
        return initials(self.coder) if self.kind is Kind.OTHER else ""

    def over(self, stripe_id: str, span: Span) -> Stripe:
        """The stripe of another coding with the same code and weight by the same coder."""
        return Stripe(stripe_id, span, self.kind, self.code, self.letters, self.tint, self.mark, self.label, self.coder)


@dataclass(frozen=True, slots=True)
class Signs:
    """Letter pair and colour of every code of a codebook."""

    letters: Mapping[str, str]
    tints: Mapping[str, int]

    def of(self, code_id: str) -> tuple[str, int]:
        """Letters and tint; question marks for a code the codebook no longer has."""
        return self.letters.get(code_id, "??"), self.tints.get(code_id, GREY)


def signs(codebook: Codebook) -> Signs:
    """Letter pairs, unique as long as there are pairs, and colours, different among the values of a row.

    Both hang on the codes before a code and on its siblings only, so that a code added later changes little.
    """
    codes = list(codebook.codable())
    retired = [code for code in codebook.codes if code.retired and code.kind is not CodeKind.GROUP]
    taken: set[str] = set()
    letters: dict[str, str] = {}
    tints: dict[str, int] = {}
    siblings: Counter[str] = Counter()
    for code in (*codes, *retired):
        pair = next((pair for pair in _pairs(code, codebook) if pair not in taken), "??")
        taken.add(pair)
        letters[code.id] = pair
        parent = code.parent or ""
        tints[code.id] = GREY if code.value == RESIDUAL else (crc32(parent.encode()) + siblings[parent]) % GREY
        siblings[parent] += 1
    return Signs(letters, tints)


def _pairs(code: Code, codebook: Codebook) -> Iterator[str]:
    """Candidates, the most telling first: initials, letters of the label, letters of the id, any two."""
    label = _latin(codebook.text(code.label, "en"))
    words = [word for word in label.split() if word] or _latin(code.value.replace("_", " ")).split() or ["x"]
    if code.value == RESIDUAL and code.parent is not None:
        words = [*_latin(codebook.text(codebook.code(code.parent).label, "en")).split()[-1:], *words]
    if len(words) > 1:
        yield words[0][0].upper() + words[1][0]
    whole = "".join(words)
    for second in whole[1:]:
        yield whole[0].upper() + second
    path = _latin(code.id).replace(" ", "")
    for first in path:
        for second in path:
            yield first.upper() + second
    for first in ascii_uppercase:
        for second in ascii_lowercase:
            yield first + second


def _latin(text: str) -> str:
    """Lower-case ASCII letters and blanks; accents dropped, everything else a blank."""
    plain = unicodedata.normalize("NFKD", text).lower()
    kept = (character if character in ascii_lowercase else " " for character in plain if not _is_accent(character))
    return "".join(kept)


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) != 0


def of_coding(coding: Coding, coder: str, codebook: Codebook, known: Signs) -> Stripe:
    """The stripe of a coding."""
    letters, tint = known.of(coding.code)
    return Stripe(
        id=coding.id,
        span=coding.span,
        kind=Kind.OWN if coding.coder == coder else Kind.OTHER,
        code=coding.code,
        letters=letters,
        tint=tint,
        mark=mark(codebook, coding.code, coding.weight),
        label=label_of(codebook, coding.code),
        coder=coding.coder,
    )


def of_suggestion(suggestion: Suggestion, codebook: Codebook, known: Signs) -> Stripe:
    """The stripe of a suggestion, marked by a question mark: it is nobody's judgement yet."""
    letters, tint = known.of(suggestion.code)
    return Stripe(
        id=suggestion.id,
        span=suggestion.span,
        kind=Kind.SUGGESTED,
        code=suggestion.code,
        letters=letters,
        tint=tint,
        mark="?",
        label=label_of(codebook, suggestion.code),
    )


@lru_cache(maxsize=256)
def initials(name: str) -> str:
    """Two cells that stand for a name: the first letters of its first and last word, or its first two."""
    words = [word for word in _BETWEEN_WORDS.split(one_line(name)) if word]
    letters = words[0][0] + words[-1][0] if len(words) > 1 else one_line(name)[:2]
    return fit(letters, 2) if cell_len(letters) <= 2 else fit(letters[0], 2)


class Lanes:
    """Which lane each standing stripe has; what shares a screen line cannot share a lane."""

    def __init__(self) -> None:
        self._lanes: list[list[tuple[int, int, str]]] = []
        self._at: dict[str, tuple[int, int, int]] = {}

    def __getitem__(self, stripe_id: str) -> int:
        return self._at[stripe_id][0]

    @property
    def depth(self) -> int:
        """Lanes in use."""
        return len(self._lanes)

    def add(self, stripe_id: str, lines: range) -> int:
        """Give a stripe the lowest lane that is free on all its lines."""
        start, stop = lines.start, lines.stop
        lane = next((index for index, standing in enumerate(self._lanes) if _free(standing, start, stop)), self.depth)
        if lane == DEEPEST:
            lane = DEEPEST - 1
        elif lane == self.depth:
            self._lanes.append([])
        insort(self._lanes[lane], (start, stop, stripe_id))
        self._at[stripe_id] = lane, start, stop
        return lane

    def remove(self, stripe_id: str) -> None:
        """Free the lane of a stripe; nobody else moves."""
        lane, start, stop = self._at.pop(stripe_id)
        standing = self._lanes[lane]
        standing.pop(bisect_left(standing, (start, stop, stripe_id)))


def _free(standing: list[tuple[int, int, str]], start: int, stop: int) -> bool:
    at = bisect_left(standing, (start, stop))
    if at < len(standing) and standing[at][0] < stop:
        return False
    return at == 0 or standing[at - 1][1] <= start


def in_order(stripes: Iterable[Stripe]) -> list[Stripe]:
    """Stripes in the order in which they choose lanes: own, other coders by name, suggestions; the longer first."""
    ranks = {Kind.OWN: 0, Kind.OTHER: 1, Kind.SUGGESTED: 2}

    def key(stripe: Stripe) -> tuple[int, str, int, int, str]:
        return ranks[stripe.kind], stripe.coder, stripe.span.start, -stripe.span.end, stripe.id

    return sorted(stripes, key=key)


def fitting(stripes: Iterable[Stripe], span: Span) -> list[Stripe]:
    """Stripes over a span, own first, suggestions last; among them those that share the most with it first."""
    ranks = {Kind.OWN: 0, Kind.OTHER: 1, Kind.SUGGESTED: 2}

    def key(stripe: Stripe) -> tuple[int, float, int, str]:
        shared = min(stripe.span.end, span.end) - max(stripe.span.start, span.start)
        return ranks[stripe.kind], -shared / len(stripe.span.union(span)), stripe.span.start, stripe.id

    return sorted(stripes, key=key)
