"""Where the passages of a text stand in its corrected text (pure). Offsets are code points of each text as it is."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from coder.intake.matching import TOKEN, Tokens, matched, moved, runs, slide, turned
from coder.model.span import Span

# Code points around its place in which the words of a passage are looked for: when some are still there, and when none.
_BESIDE, _NEAR = (0, 40), (0, 300, 2_000)
_TOO_MANY = 100  # places with the same words, among which there is no choosing
_TELLING = 3  # words from which a passage may be looked for in the whole text


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage is now. ``same``: its words are what they were; ``elsewhere``: they were moved to another place,
    and nothing of them is left at the old one."""

    span: Span
    same: bool
    elsewhere: bool = False


class Alignment:
    """Two texts with the tokens that they share. The new one must have some (``has_words``)."""

    def __init__(self, old: str, new: str) -> None:
        known: dict[str, int] = {}
        self._old, self._new = Tokens(old, known), Tokens(new, known)
        self._to = matched(self._old.ids, self._new.ids)
        slide(self._old, self._new, self._to)
        self._from = turned(self._to, len(self._new))
        slide(self._new, self._old, self._from)
        self._to = turned(self._from, len(self._old))
        self._forget_marks()
        self._from = turned(self._to, len(self._new))
        self._moved = moved(self._old.ids, self._new.ids, self._to, self._from)

    def _forget_marks(self) -> None:
        """Punctuation that matches among changed words says nothing about where they are."""
        for run in runs(self._to):
            if not any(map(self._old.is_word, run)) and not (run.start == 0 or run.stop == len(self._to)):
                for here in run:
                    self._to[here] = -1

    # -- places

    def offset(self, offset: int) -> int:
        """The place in the new text that belongs to one in the old."""
        old, new = self._old, self._new
        here = bisect_right(old.ends, offset)
        if here < len(old) and old.starts[here] <= offset and self._to[here] >= 0:
            return new.starts[self._to[here]] + offset - old.starts[here]
        there = self._border(here, up=False)
        return new.starts[there] if there < len(new) else len(new.text)

    def place(self, span: Span, recorded: str = "") -> Placement:
        """Where the passage is in the new text; never empty, always inside.

        Words that are there verbatim, once and near their place, are the passage. Of changed words it is what stands
        where they stood: what replaced them, or the word next to where they were. ``recorded`` is what the words were
        before an earlier correction: when these are back, the passage is on them again.
        """
        old = self._old
        first, stop = old.touched(span.start, span.end)
        here = Span(*self._hull(first, stop))
        if recorded and (found := self._near(recorded, here, _NEAR, None, (True, True))):
            return Placement(found, same=True)
        quote, exact = old.text[span.start : span.end], self._exact(span, first, stop, self._to)
        if exact is not None and self._new.text[exact.start : exact.end] == quote:
            return Placement(exact, same=True)
        whole = not _cuts(old.text, span.start), not _cuts(old.text, span.end)
        left = self._left(first, stop)
        if found := self._near(quote, here, _BESIDE if left else _NEAR, (first, stop), whole):
            return Placement(found, same=True)
        if exact is not None:  # in other lines
            return Placement(exact, same=True)
        if not left and (found := self._elsewhere(span, first, stop)):
            return Placement(found, same=True, elsewhere=True)
        return Placement(here, same_words(quote, self._new.text[here.start : here.end]))

    def _exact(self, span: Span, first: int, stop: int, to: Sequence[int]) -> Span | None:
        """The passage where all its tokens stand one after the other."""
        if first == stop or to[first] < 0:
            return None
        last = stop - 1
        if any(to[index + 1] != to[index] + 1 for index in range(first, last)):
            return None
        old, new = self._old, self._new
        start = new.starts[to[first]] + max(0, span.start - old.starts[first])
        end = new.ends[to[last]] - max(0, old.ends[last] - span.end)
        before = old.text[span.start : max(span.start, old.starts[first])]
        after = old.text[min(span.end, old.ends[last]) : span.end]
        if before and new.text[:start].endswith(before):
            start -= len(before)
        if after and new.text.startswith(after, end):
            end += len(after)
        return Span(start, end)

    def _hull(self, first: int, stop: int) -> tuple[int, int]:
        """What stands where these tokens stood."""
        new = self._new
        begin, end = self._border(first, up=False), self._border(stop, up=True)
        if first < stop and begin < end and any(map(new.is_word, range(begin, end))):
            return new.starts[begin], new.ends[end - 1]
        at = (new.ends[begin - 1] if begin else 0) if begin <= len(new) else len(new.text)
        near = new.word_near(begin, at)
        return near.start, near.end

    def _border(self, here: int, *, up: bool) -> int:
        """The place between new tokens that belongs to the one before old token ``here``: within changed words in
        proportion, rounded down or ``up``."""
        to = self._to
        if here < len(to) and to[here] >= 0 and not up:
            return to[here]
        if here and to[here - 1] >= 0 and up:
            return to[here - 1] + 1
        before, after = self._gap(here)
        begin = to[before] + 1 if before >= 0 else 0
        end = to[after] if after < len(to) else len(self._new)
        whole = after - before - 1
        if not whole:
            return end if not up else begin
        part = (here - before - 1) * (end - begin)
        return begin + (-(-part // whole) if up else part // whole)

    def _gap(self, here: int) -> tuple[int, int]:
        """The matched old tokens around a place: before, after."""
        starts = self._anchored
        at = bisect_left(starts, here)
        return starts[at - 1] if at else -1, starts[at] if at < len(starts) else len(self._to)

    @property
    def _anchored(self) -> Sequence[int]:
        if not hasattr(self, "_anchors"):
            self._anchors = array("l", (here for here, there in enumerate(self._to) if there >= 0))
        return self._anchors

    # -- words that are looked for

    def _left(self, first: int, stop: int) -> bool:
        """Whether a word of the passage is still at its place."""
        return any(self._to[index] >= 0 and self._old.is_word(index) for index in range(first, stop))

    def _near(
        self,
        quote: str,
        here: Span,
        distances: Sequence[int],
        tokens: tuple[int, int] | None,
        whole: tuple[bool, bool],
    ) -> Span | None:
        """The words where they stand once near a place, and are not those of another passage of the old text."""
        for around in distances:
            begin, end = max(0, here.start - around), min(len(self._new.text), here.end + around)
            found = [one for one in _occurrences(self._new.text, quote, begin, end, whole) if self._ours(one, tokens)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _ours(self, found: Span, tokens: tuple[int, int] | None) -> bool:
        """Whether words of the new text are not wholly those of another place of the old one. Between two places that
        nothing separates any more there is no telling."""
        first, stop = self._new.touched(found.start, found.end)
        if first == stop:
            return False
        other = self._from[first]
        if tokens is None or other < 0:
            return True
        if any(self._from[index + 1] != self._from[index] + 1 for index in range(first, stop - 1)):
            return True
        low, high = sorted(((other, other + stop - first), tokens))
        return low[1] > high[0] or all(self._to[index] < 0 for index in range(low[1], high[0]))

    def _elsewhere(self, span: Span, first: int, stop: int) -> Span | None:
        """The words where they stand now: the paragraph or turn around them was moved, or they occur nowhere else."""
        moved = self._exact(span, first, stop, self._moved)
        if moved is not None:
            return moved
        if sum(map(self._old.is_word, range(first, stop))) < _TELLING:
            return None
        quote = self._old.text[span.start : span.end]
        if self._old.text.count(quote) != 1:
            return None
        whole = not _cuts(self._old.text, span.start), not _cuts(self._old.text, span.end)
        found = _occurrences(self._new.text, quote, 0, len(self._new.text), whole)
        return found[0] if len(found) == 1 and self._ours(found[0], (first, stop)) else None


def has_words(text: str) -> bool:
    """Whether a text has anything that a passage could lie on."""
    return TOKEN.search(text) is not None


def same_words(one: str, other: str) -> bool:
    """Whether two passages have the same words; white space and punctuation around them do not count."""
    words = [[token for token in TOKEN.findall(text) if token.isalnum()] for text in (one, other)]
    return words[0] == words[1] if words[0] or words[1] else one.split() == other.split()


def once(text: str, words: str) -> Span | None:
    """Where some words stand in a text, if they are telling enough and stand there just once."""
    if sum(token.isalnum() for token in TOKEN.findall(words)) < _TELLING:
        return None
    found = _occurrences(text, words, 0, len(text), (True, True))
    return found[0] if len(found) == 1 else None


def _occurrences(text: str, words: str, begin: int, end: int, whole: tuple[bool, bool]) -> list[Span]:
    """Where words stand in a stretch of a text, with whole words at their beginning and end if so wanted."""
    found: list[Span] = []
    at = text.find(words, begin, end) if words.strip() else -1
    while at >= 0 and len(found) < _TOO_MANY:
        stop = at + len(words)
        if not (whole[0] and _cuts(text, at)) and not (whole[1] and _cuts(text, stop)):
            found.append(Span(at, stop))
        at = text.find(words, at + 1, end)
    return found


def _cuts(text: str, at: int) -> bool:
    """Whether a place lies inside a word."""
    if not 0 < at < len(text):
        return False
    found = TOKEN.match(text, at - 1)
    return found is not None and found[0][:1].isalnum() and TOKEN.fullmatch(text[at - 1 : at + 1]) is not None
