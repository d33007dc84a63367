"""Text as a search compares it, with the way back to the original.

Case, composed or decomposed accents, compatibility forms (full width, ligatures, ß and ss), kinds of quotation marks
and hyphens, and the kind and number of blanks make no difference; what nobody sees (soft hyphens, zero-width and bidi
characters) is left out. Folding is local: the fold of a stretch that is cut before a word is that part of the whole.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from coder.model.span import Span

_LONGEST_CLUSTER = 64  # characters; piled-up accents beyond that cost quadratic time to normalise

_SIGNS = {
    **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
    **dict.fromkeys("“”„‟«»″「」『』〝〞〟", '"'),
    **dict.fromkeys("‐‑‒–−", "-"),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full width
    "　": " ",
}
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
# Characters that fold to one character whatever stands before them; what follows may be a mark on them.
_SINGLE = " -~À-ÖØ-Þà-öø-ÿ—、。《》〈〉·一-鿿㐀-䶿ぁ-ゖァ-ヺ가-힣"
_ODD = re.compile(rf"[\s{_UNSEEN}]{{2,}}|[^{_SINGLE}]")
_BLANK = re.compile(r"\s")
_INVISIBLE = re.compile(rf"[\s{_UNSEEN}]")
_CUT = re.compile(rf"[\s{_UNSEEN}]*")  # a whole run of them: files may hold megabytes of line ends


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text in pieces: piece ``i`` stands at ``at[i]`` here and at ``origin[i]`` in the original.

    ``length[i]`` is 0 for a piece that corresponds character by character; otherwise the piece stands as a whole for
    so many characters of the original.
    """

    text: str
    at: array[int]
    origin: array[int]
    length: array[int]

    def span(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` comes from; a part of a piece that stands as a whole is all of it."""
        first, last = bisect_right(self.at, start) - 1, bisect_right(self.at, end - 1) - 1
        begin = self.origin[first] + (0 if self.length[first] else start - self.at[first])
        stop = self.origin[last] + (self.length[last] or end - self.at[last])
        return Span(begin, stop)


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """A stretch of a text, folded; offsets are those of the whole text."""
    end = len(text) if end is None else end
    plain = _SIGN.sub(lambda sign: _SIGNS[sign[0]], text[start:end])
    parts: list[str] = []
    at, origin, length = array("l"), array("l"), array("l")
    size = done = 0

    def piece(folded: str, begin: int, stands_for: int) -> None:
        nonlocal size
        parts.append(folded)
        at.append(size)
        origin.append(start + begin)
        length.append(stands_for)
        size += len(folded)

    odd = _ODD.search(plain)
    while odd is not None:
        begin = odd.start()
        stop = odd.end()
        if _INVISIBLE.match(odd[0]):
            folded = " " if _BLANK.search(odd[0]) else ""
        else:
            if begin > done and joins(odd[0]) and plain[begin - 1] != " ":
                begin -= 1  # a mark on a plain letter
            stop = _cluster_end(plain, stop)
            folded = _fold_cluster(plain[begin:stop])
        if begin > done:
            piece(plain[done:begin].lower(), done, 0)
        piece(folded, begin, stop - begin)
        done = stop
        odd = _ODD.search(plain, done)
    if done < len(plain):
        piece(plain[done:].lower(), done, 0)
    return Folded("".join(parts), at, origin, length)


def folded(words: str) -> str:
    """What a search looks for when these words are typed: folded, without blanks around them."""
    return fold(words).text.strip()


def cut_after(text: str, at: int) -> int:
    """The first place from ``at`` on to cut a text so that the folds of both parts make that of the whole."""
    while (found := _CUT.match(text, at)) and (at := found.end()) < len(text) and joins(text[at]):
        at += 1
    return min(at, len(text))


def _cluster_end(text: str, stop: int) -> int:
    """End of a character whose first code point ends at ``stop``, with the marks that belong to it."""
    limit = min(len(text), stop + _LONGEST_CLUSTER)
    while stop < limit and joins(text[stop]):
        stop += 1
    return stop


@lru_cache(maxsize=4096)
def joins(character: str) -> bool:
    """Whether normalisation may join it to the character before: marks, and later parts of Korean syllables."""
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or "\u3131" <= character <= "\u3163"
        or "\ud7b0" <= character <= "\ud7ff"
        or "\uff9e" <= character <= "\uffdc"
    )


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    small = unicodedata.normalize("NFKC", cluster).casefold()
    return _SIGN.sub(lambda sign: _SIGNS[sign[0]], unicodedata.normalize("NFKC", small))
