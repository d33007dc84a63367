"""What stands on pages without being part of the text: headers and footers, page numbers, numbers in the margin.

All of it is left out, because it would stand in the middle of sentences that go on over the page, and told in a
warning. A line is only taken for a header where it comes again on other pages at the same height, at the very edge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from coder.formats.pdf.values import Page, Piece, usual

_DEEP = 4  # lines of a header or footer
_SAME_HEIGHT = 4.0  # points
_TOLD = 5
_NUMBER = re.compile(r"\d{1,5}")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page|p\.|pg\.|seite|s\.|第)?\s{0,3}(\d{1,5})\s{0,3}(?:页|頁)?"
    r"(?:\s{0,3}(?:/|\||of|von|de|共)\s{0,3}\d{1,5}\s{0,3}(?:页|頁)?)?\W{0,3}",
    re.IGNORECASE,
)
_STEPS = (1, 5, 10)
_FEWEST = 4  # numbers in a margin


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """The pages without it, and what was left out."""
    gone: list[set[int]] = [set() for _ in pages]
    warnings = []
    if _margin_numbers(pages, gone):
        warnings.append("numbers of lines or turns in the margin are not part of the text")
    repeated, numbers = _repeated(pages, gone)
    if repeated:
        more = f" and {len(repeated) - _TOLD} more" if len(repeated) > _TOLD else ""
        told = ", ".join(f"'{text[:60]}'" for text in repeated[:_TOLD])
        warnings.append(f"left out what repeats at the edge of pages: {told}{more}")
    if numbers:
        warnings.append("page numbers are not part of the text")
    kept = [
        replace(page, pieces=tuple(piece for index, piece in enumerate(page.pieces) if index not in without))
        for page, without in zip(pages, gone, strict=True)
    ]
    return kept, tuple(warnings)


def _margin_numbers(pages: Sequence[Page], gone: list[set[int]]) -> bool:
    """Mark numbers that count up beside the text, as editors number lines; whether there are any."""
    found = False
    for page, without in zip(pages, gone, strict=True):
        text = [piece for piece in page.pieces if not _NUMBER.fullmatch(piece.text)]
        if not text:
            continue
        left = usual([piece.x0 for piece in text], 0.02)
        right = usual([piece.x1 for piece in text], 0.99)
        sides: tuple[list[int], list[int]] = [], []
        for index, piece in enumerate(page.pieces):
            if _NUMBER.fullmatch(piece.text) and (piece.x1 < left or piece.x0 > right):
                sides[piece.x0 > right].append(index)
        for side in sides:
            side.sort(key=lambda index: -page.pieces[index].y)
            numbers = [int(page.pieces[index].text) for index in side]
            steps = [after - before for before, after in pairwise(numbers)]
            if len(numbers) >= _FEWEST and sum(step in _STEPS for step in steps) >= 0.9 * len(steps):
                without.update(side)
                found = True
    return found


def _repeated(pages: Sequence[Page], gone: list[set[int]]) -> tuple[list[str], bool]:
    """Mark headers and footers; the different texts among them, and whether pages are numbered."""
    texts: dict[str, None] = {}
    numbered = False
    for top in (True, False):
        edges = [_edge(page, without, top=top) for page, without in zip(pages, gone, strict=True)]
        places: Counter[tuple[str, int]] = Counter()  # pages by pattern and height
        for number, rows in enumerate(edges):
            places.update({_place(pages[number], row) for row in rows})
        for number, rows in enumerate(edges):
            for row in rows:
                text = _text(pages[number], row)
                pattern, height = _place(pages[number], row)
                times = sum(places[pattern, near] for near in (height - 1, height, height + 1))
                if not (_comes_again(times, len(pages)) or _is_number_of_page(text, number + 1, len(pages))):
                    break  # what stands further inside is text
                if not _apart(pages[number], gone[number], row, top=top) and _asks_or_answers(text):
                    break
                gone[number].update(row)
                if _PAGE_NUMBER.fullmatch(text):
                    numbered = True
                else:
                    texts[text] = None
    return _once(texts), numbered


def _comes_again(times: int, pages: int) -> bool:
    """Whether what stands on so many pages is no chance; left and right pages may differ."""
    return times >= 2 and times * 2 >= pages - 1 if pages < 8 else times >= max(3, pages // 4)


def _is_number_of_page(text: str, page: int, pages: int) -> bool:
    """Whether nothing but the number of this very page stands there, for PDFs of one page or a few."""
    found = _PAGE_NUMBER.fullmatch(text)
    return found is not None and int(found[1]) == page and pages < 8


def _edge(page: Page, without: set[int], *, top: bool) -> list[list[int]]:
    """The outermost rows, from the edge to the inside: indices of their pieces from left to right."""
    order = sorted(
        (index for index in range(len(page.pieces)) if index not in without),
        key=lambda index: -page.pieces[index].y if top else page.pieces[index].y,
    )
    rows: list[list[int]] = []
    for index in order:
        if rows and page.pieces[index].beside(page.pieces[rows[-1][0]]):
            rows[-1].append(index)
        elif len(rows) == _DEEP + 1:
            break
        else:
            rows.append([index])
    # A page that holds nothing else has no edge; its last row stays.
    return [sorted(row, key=lambda index: page.pieces[index].x0) for row in rows[:_DEEP][: max(0, len(rows) - 1)]]


def _text(page: Page, row: Sequence[int]) -> str:
    return " ".join(page.pieces[index].text for index in row)


def _place(page: Page, row: Sequence[int]) -> tuple[str, int]:
    """What a row says and about how high it stands."""
    return _pattern(_text(page, row)), round(page.pieces[row[0]].y / _SAME_HEIGHT)


def _pattern(text: str) -> str:
    """The text without what differs from page to page."""
    return re.sub(r"\d+", "0", " ".join(text.split()))


def _apart(page: Page, without: set[int], row: Sequence[int], *, top: bool) -> bool:
    """Whether there is more room between the row and the next one than between lines, or its letters are others."""
    edge = page.pieces[row[0]]
    rest = [piece for index, piece in enumerate(page.pieces) if index not in without and index not in row]
    inside = [edge.y - piece.y if top else piece.y - edge.y for piece in rest]
    gap = min((distance for distance in inside if distance > 0.5 * edge.size), default=0.0)
    body = usual([piece.size for piece in rest])
    return gap > 1.9 * edge.size or abs(body - edge.size) > 0.08 * body


def _asks_or_answers(text: str) -> bool:
    """Whether a row may be somebody's words: it has a speaker's label, or is a short sentence."""
    return ":" in text[:40] or "：" in text[:40] or text.endswith((".", "?", "!", "。", "？", "！"))


def _once(texts: Sequence[str] | dict[str, None]) -> list[str]:
    """One of all texts that differ in numbers only."""
    seen: dict[str, str] = {}
    for text in texts:
        seen.setdefault(_pattern(text), text)
    return list(seen.values())


def rows_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces by rows from the top, each from left to right."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x0)):
        if row and not piece.beside(row[0]):
            yield sorted(row, key=lambda one: one.x0)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda one: one.x0)
