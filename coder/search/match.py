"""What a query matches in one document: spans of its text, in order.

Words and regular expressions are looked for in the whole text; who speaks and what is coded then decides which of the
places found are kept. Whatever an index says about where to look, the answer is that of reading everything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from coder.errors import CoderError
from coder.model.codebook import Codebook
from coder.model.coding import Coding
from coder.model.document import Document, Role
from coder.model.span import Span
from coder.search.folding import Folded, cut_after, fold
from coder.search.names import codes_of, speaks
from coder.search.query import Key, Query, compiled

PATIENCE = 2.0  # seconds a regular expression may take in one document


def spans(
    document: Document,
    query: Query,
    codebook: Codebook,
    codings: Sequence[Coding] = (),
    stretches: Iterable[Span] | None = None,
) -> tuple[Span, ...]:
    """The places of a query in a document. ``codings`` are those of the document under the codes of today.

    ``stretches`` (None: the whole text) are where the words may begin, from an index; each begins where folding may
    be cut. Filters that choose documents are not looked at. Raises CoderError for an unknown code and for a regular
    expression that takes too long.
    """
    wanted = _coded(query, codebook, codings)
    found: Sequence[Span]
    if query.words:
        found = tuple(words(document.text, query.words, stretches))
    elif query.pattern:
        found = tuple(pattern(document, query))
    elif query.of(Key.CODE, Key.CODER):
        found = sorted({one.span for one in wanted[0]})
    else:
        found = _turns(document, query)
    for passages in wanted:
        found = _overlapping(found, [one.span for one in passages])
    if query.of(Key.SPEAKER, Key.ROLE):
        found = _overlapping(found, _turns(document, query))
    return tuple(found)


# -- words and regular expressions


def words(text: str, phrase: str, stretches: Iterable[Span] | None = None) -> Iterator[Span]:
    """Where a folded phrase stands in a text, from left to right, none overlapping the one before."""
    after = 0
    for stretch in [Span(0, len(text))] if stretches is None and text else stretches or ():
        piece = _with_room(text, stretch, len(phrase))
        at = piece.text.find(phrase)
        while at >= 0:
            span = piece.span(at, at + len(phrase))
            if span.start >= stretch.end:
                break
            if span.start >= after:
                yield span
                after = span.end
                at = piece.text.find(phrase, at + len(phrase))
            else:
                at = piece.text.find(phrase, at + 1)


def _with_room(text: str, stretch: Span, room: int) -> Folded:
    """A stretch folded, with so much after it that a phrase that begins in it can end."""
    end, step = stretch.end, room
    piece = fold(text, stretch.start, end)
    enough = len(piece.text) + room
    while end < len(text) and len(piece.text) < enough:
        end, step = cut_after(text, end + step), 2 * step
        piece = fold(text, stretch.start, end)
    return piece


def pattern(document: Document, query: Query) -> Iterator[Span]:
    """What a regular expression matches, empty matches left out. Raises CoderError if it takes too long."""
    expression = compiled(query.pattern, ignore_case=query.ignore_case)
    try:
        for match in expression.finditer(document.text, timeout=PATIENCE):
            if match.end() > match.start():
                yield Span(*match.span())
    except (TimeoutError, MemoryError) as error:
        raise CoderError(
            f"this regular expression takes too long in {document.name}",
            where=f"search {query.text!r}",
            hint="make it plainer: repeats within repeats, such as (a+)+, try too many ways",
        ) from error


# -- who speaks, what is coded


def _turns(document: Document, query: Query) -> list[Span]:
    """The turns that the filters on speakers and roles leave; a text without turns is one respondent's."""
    speakers = [one.value for one in query.of(Key.SPEAKER)]
    roles = [one.value for one in query.of(Key.ROLE)]
    if not document.turns:
        alone = not speakers and (not roles or Role.RESPONDENT.value in roles)
        return [Span(0, len(document.text))] if alone and document.text else []
    return [
        turn.span
        for turn in document.turns
        if (not roles or turn.role.value in roles)
        and (not speakers or any(speaks(turn.speaker, name) for name in speakers))
    ]


def _coded(query: Query, codebook: Codebook, codings: Sequence[Coding]) -> list[list[Coding]]:
    """For every code and coder asked for, the codings that answer; a place must touch one of each list."""
    codes: list[frozenset[str] | None] = [codes_of(codebook, query, one) for one in query.of(Key.CODE)]
    coders: list[str | None] = [one.value.casefold() for one in query.of(Key.CODER)]
    if not codes and not coders:
        return []
    return [
        [one for one in codings if (ids is None or one.code in ids) and coder in (None, one.coder.casefold())]
        for ids, coder in product(codes or [None], coders or [None])
    ]


def _overlapping(found: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Those spans that share a character with one of the others."""
    starts: list[int] = []
    ends: list[int] = []
    for other in sorted(others):
        if ends and other.start < ends[-1]:
            ends[-1] = max(ends[-1], other.end)
        else:
            starts.append(other.start)
            ends.append(other.end)
    kept = []
    for span in found:
        last = bisect_right(starts, span.end - 1) - 1  # the last that begins before the end
        if last >= 0 and ends[last] > span.start:
            kept.append(span)
    return kept
