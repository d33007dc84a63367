"""What the library (PDFium, through pypdfium2) finds on the pages: letters with their places, as pieces of lines.

The library puts in blanks and line ends where letters stand apart. Its line ends are not used: it leaves them out
after a hyphen, which it reports as the control character STX.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from coder.formats.pdf.values import Page, Piece

MOST_LETTERS = 3_000_000  # half a million words; an interview of a day has 100,000
_MOST_PAGES = 50_000
_HYPHEN = 0x02
_LEAD = 1.2  # a line box is about that much higher than its letters are said to be
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


class RefusedError(Exception):
    """A PDF that is not read; the argument says why: ``password``, ``damaged``, ``long``, ``garbled``, ``scan``."""


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    x0: float
    x1: float
    y: float
    size: float


def pages(data: bytes) -> Iterator[Page]:
    """The pages of a PDF in order. Raises RefusedError."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise RefusedError("password" if locked else "damaged")
    count = pdfium.FPDF_GetPageCount(document)
    if count > _MOST_PAGES:
        raise RefusedError("long")
    letters = 0
    for index in range(count):
        page = pdfium.FPDF_LoadPage(document, index)
        if not page:
            yield Page(1, 1, (), bare=True)
            continue
        text = pdfium.FPDFText_LoadPage(page)
        if text:
            letters += max(0, pdfium.FPDFText_CountChars(text))
            if letters > MOST_LETTERS:
                raise RefusedError("long")
            yield _page(page, text)
            pdfium.FPDFText_ClosePage(text)
        else:
            yield Page(1, 1, (), bare=True)
        pdfium.FPDF_ClosePage(page)


def _page(page: object, text: object) -> Page:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, box):
        box.left, box.bottom, box.right, box.top = 0, 0, 612, 792
    turned = pdfium.FPDFPage_GetRotation(page)
    width, height = box.right - box.left, box.top - box.bottom
    pieces = tuple(_pieces(_letters(text, box, turned)))
    bare = not pieces and pdfium.FPDFPage_CountObjects(page) > 0
    return Page(*((height, width) if turned % 2 else (width, height)), pieces, bare)


def _letters(text: object, box: pdfium.FS_RECTF, turned: int) -> Iterator[_Letter]:
    """The letters that stand on the page, as one sees it; what lies outside its edges is seen by nobody."""
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    half = 0  # the first of a pair of UTF-16 surrogates
    for index in range(pdfium.FPDFText_CountChars(text)):
        point = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= point < 0xDC00:
            half = point
            continue
        if 0xDC00 <= point < 0xE000 and half:
            point = 0x10000 + ((half - 0xD800) << 10) + (point - 0xDC00)
        half = 0
        if point in (0x0D, 0x0A):
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, rect)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if not (
            box.left - 1 <= x.value <= box.right + 1
            and box.bottom - 1 <= y.value <= box.top + 1
            and rect.right > box.left
            and rect.left < box.right
        ):
            continue
        left, right, size = rect.left, rect.right, (rect.top - rect.bottom) / _LEAD
        base = y.value
        if turned == 1:
            left, right, base = rect.bottom - box.bottom, rect.top - box.bottom, box.right - x.value
            size = (rect.right - rect.left) / _LEAD
        elif turned == 2:
            left, right, base = box.right - rect.right, box.right - rect.left, box.top - y.value
        elif turned == 3:
            left, right, base = box.top - rect.top, box.top - rect.bottom, x.value - box.left
            size = (rect.right - rect.left) / _LEAD
        else:
            left, right, base = left - box.left, right - box.left, base - box.bottom
        yield _Letter(_character(point), left, right, base, size)


def _character(point: int) -> str:
    """The letter; a line end or nothing at all cannot stand within a line, and half a letter is none."""
    if point == _HYPHEN:
        return "-"
    if point in (0, 0x85, 0x2028, 0x2029) or 0xD800 <= point < 0xE000 or point > 0x10FFFF:
        return "\ufffd"
    return " " if point in (0x09, 0x0B, 0x0C) else chr(point)


def _pieces(letters: Iterator[_Letter]) -> Iterator[Piece]:
    """Letters side by side as pieces; a wide gap ends one."""
    run: list[_Letter] = []
    last: _Letter | None = None  # of the run, no blank
    leftward = False  # the run has words that run from right to left, between which places jump
    for letter in letters:
        blank = letter.text.isspace()
        if last is not None and not blank and _apart(last, letter, leftward):
            yield from _piece(run)
            run, last, leftward = [], None, False
        if blank and not run:
            continue
        run.append(letter)
        if not blank:
            last = letter
            leftward = leftward or unicodedata.bidirectional(letter.text) in _RIGHT_TO_LEFT
    yield from _piece(run)


def _apart(last: _Letter, letter: _Letter, leftward: bool) -> bool:
    size = max(last.size, letter.size, 1.0)
    if abs(letter.y - last.y) > 0.6 * size:
        return True
    return not leftward and (letter.x0 - last.x1 > 1.2 * size or letter.x1 < last.x0 - size)


def _piece(run: list[_Letter]) -> Iterator[Piece]:
    while run and run[-1].text.isspace():
        run.pop()
    if run:
        sizes = sorted(letter.size for letter in run)
        ys = sorted(letter.y for letter in run)
        yield Piece(
            min(letter.x0 for letter in run),
            max(letter.x1 for letter in run),
            ys[len(ys) // 2],
            max(1.0, sizes[len(sizes) // 2]),
            "".join(letter.text for letter in run),
        )
