"""The hits of a search as the screen lists them: under headings, the words found one below the other (pure).

A hundred thousand hits are kept as they were found; the line of one is made when it is looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from rich.cells import cell_len

from coder.errors import CoderError
from coder.model.codebook import Codebook
from coder.model.coding import Coding
from coder.model.document import Document
from coder.model.report import DocumentSummary
from coder.model.span import Span
from coder.search.context import Places
from coder.search.corpus import SearchHit
from coder.tui.codes.labels import label_of, mark
from coder.tui.codes.stripes import Signs
from coder.tui.keys.wording import wrapped
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run, Runs, text_width
from coder.tui.text.units import Grain, Units
from coder.tui.text.wrap import folded_lines, painted, shown, wrap

TICK, CODED = "✓", "▪"
_PLACE, _SPEAKER = 5, 9  # cells
_LEFT = 2 / 5  # share of the line for what stands before the words found
_ABOVE = 3  # lines of context above the words found


def name(hit: SearchHit) -> str:
    """A hit as the session remembers it."""
    return f"{hit.document} {hit.span}"


class HitRows:
    """Hits in the order they come, grouped by document; each group has a heading, and each hit a row.

    ``wanted`` is the name of a hit to go to when it comes, ``to_tick`` are those to tick then.
    """

    def __init__(self, wanted: str = "", to_tick: Iterable[str] = ()) -> None:
        self.hits: list[SearchHit] = []
        self.ticked: set[SearchHit] = set()
        self._wanted = wanted
        self._to_tick = frozenset(to_tick)
        self._firsts: list[int] = []  # of each group, the number of its first hit
        self._heads: list[int] = []  # and the row of its heading

    def __len__(self) -> int:
        return len(self.hits) + len(self._heads)

    @property
    def documents(self) -> int:
        """How many documents have hits."""
        return len(self._heads)

    def add(self, found: Iterable[SearchHit]) -> int | None:
        """Append hits; those of a document come one after the other. The row of the one wanted, if it is there."""
        reached = None
        for hit in found:
            if not self.hits or self.hits[-1].document != hit.document:
                self._heads.append(len(self))
                self._firsts.append(len(self.hits))
            if self._wanted and name(hit) == self._wanted:
                reached, self._wanted = len(self), ""
            if self._to_tick and name(hit) in self._to_tick:
                self.ticked.add(hit)
            self.hits.append(hit)
        return reached

    @property
    def waiting(self) -> bool:
        """Whether the hit wanted may still come."""
        return bool(self._wanted)

    def close(self) -> None:
        """No more hits come."""
        self._wanted, self._to_tick = "", frozenset()

    def tick(self, hit: SearchHit) -> None:
        """Choose a hit, or leave it out again."""
        self.ticked ^= {hit}

    def tick_all(self) -> None:
        """All hits, or none when all were ticked."""
        self.ticked = set() if len(self.ticked) == len(self.hits) else set(self.hits)

    @property
    def chosen(self) -> list[SearchHit]:
        """The hits ticked, in their order; all if none is."""
        return [hit for hit in self.hits if hit in self.ticked] or list(self.hits)

    def hit(self, row: int) -> SearchHit | None:
        """The hit on a row; None for a heading."""
        group = bisect_right(self._heads, row) - 1
        return None if self._heads[group] == row else self.hits[row - group - 1]

    def group(self, row: int) -> tuple[str, int]:
        """The document of a row (by id) and how many hits it has so far."""
        group = bisect_right(self._heads, row) - 1
        after = self._firsts[group + 1] if group + 1 < len(self._firsts) else len(self.hits)
        return self.hits[self._firsts[group]].document, after - self._firsts[group]


def around(units: Units, grain: Grain, span: Span) -> Span:
    """What coding a hit would code: just the words (``Grain.WORD``), or the whole units of that grain they lie in.

    An end that lies in no unit, as in the label of a speaker, stays.
    """
    if grain is Grain.WORD:
        return span
    first, last = units.at(grain, span.start).span, units.at(grain, span.end - 1).span
    start = first.start if first.start <= span.start < first.end else span.start
    end = last.end if last.start < span.end <= last.end else span.end
    return Span(start, end)


def heading(summary: DocumentSummary | None, case: str, count: int) -> Runs:
    """A document with its case and the number of its hits."""
    name = one_line(summary.name) if summary is not None else "?"
    return ((f" {name}", "strong"), (f"  {case}" if case else "", "plain"), (f"  {count}", "dim"))


def hit_line(
    document: Document, places: Places, span: Span, width: int, *, aligned: bool, ticked: bool, coded: bool
) -> Runs:
    """A hit on one line. ``aligned``: the words found stand in one column, else they begin the line."""
    speaker, role = places.speaker(span)
    quiet = "plain" if role == "respondent" else "dim"
    head: list[Run] = [
        (TICK if ticked else " ", "good"),
        (CODED if coded else " ", "key"),
        (f"{_short(places, span):>{_PLACE - 1}} ", "dim"),
        (fit(one_line(speaker), _SPEAKER - 1) + " ", "dim"),
    ]
    room = max(0, width - text_width(head))
    left = int(room * _LEFT) if aligned else 0
    before = tail(document.text[max(0, span.start - 2 * left) : span.start], left)
    words = one_line(document.text[span.start : min(span.end, span.start + 2 * room)])
    after = document.text[span.end : span.end + 2 * room]
    gap = " " if after[:1].isspace() else ""
    return (
        *head,
        (before, quiet),
        (words, "hit" if aligned else quiet),
        (gap + one_line(after), quiet if aligned else "dim"),
    )


def tail(text: str, width: int) -> str:
    """The end of a text on exactly ``width`` cells, its blanks folded; a blank at the end stays one."""
    line = one_line(text) + (" " if text[-1:].isspace() and text.strip() else "")
    while cell_len(line) > width:
        line = line[max(1, (cell_len(line) - width) // 2) :]
    while line and not cell_len(line[0]):
        line = line[1:]  # a mark whose letter was cut off
    return " " * (width - cell_len(line)) + line


def passage(document: Document, span: Span, coded: Span, width: int, height: int) -> list[Runs]:
    """The words found with those around them, as lines: the hit stands out, what would be coded is not dimmed."""
    start = max(0, coded.start - width * _ABOVE)
    if start:  # at the next line or word
        breaks = [at + 1 for sign in "\n " if (at := document.text.find(sign, start, start + width)) >= 0]
        start = min(coded.start, breaks[0] if breaks else start)
    text = document.text[start : coded.end + width * height]
    layout = wrap(text, width, {})
    first = layout.line_at(span.start - start)
    lines: list[Runs] = []
    for line in range(max(0, first - _ABOVE), len(layout)):
        begin, end = layout.bounds(line)
        lines.append(_toned(text, start, begin, shown(text, begin, end), span, coded))
    return lines[: max(height, 1) * 4]


def _toned(text: str, start: int, begin: int, end: int, span: Span, coded: Span) -> Runs:
    """A line cut where its tones change; ``start`` is where the text begins in the document."""
    cuts = {begin, end}
    cuts.update(cut for edge in (span.start, span.end, coded.start, coded.end) if begin < (cut := edge - start) < end)
    edges = sorted(cuts)
    runs: list[Run] = []
    column = 0
    for left, right in pairwise(edges):
        at = left + start
        tone = "hit" if span.start <= at < span.end else "plain" if coded.start <= at < coded.end else "dim"
        piece = painted(text, left, right, column)
        runs.append((piece, tone))
        column += cell_len(piece)
    return tuple(runs)


def preview_line(document: Document, places: Places, span: Span, width: int, unspoken: bool) -> Runs:
    """A passage that would be coded, by its first words."""
    head: list[Run] = [
        (f" {fit(one_line(document.name), 8)}", "key"),
        (f"{_short(places, span):>{_PLACE}} ", "dim"),
    ]
    if unspoken:
        head.append(("will not count  ", "accent"))
    return (*head, (one_line(document.text[span.start : min(span.end, span.start + 2 * width)]), "plain"))


def _short(places: Places, span: Span) -> str:
    """Paragraph or page in a few cells: ``12``, ``p.12``."""
    return places.place(span.start).replace(" ", "")


def counted(number: int, what: str) -> str:
    """``1 hit``, ``2 hits``, ``12,000 hits``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


_HELP = (
    ("state capital", "these words one after the other, in any case, also within words"),
    ("/pattern/", "a regular expression; /…/i in either case"),
    ("code:ID", "passages coded so or with a code below it, by id or label; coder:NAME by whom"),
    ("speaker:NAME", 'turns of a speaker; speaker:"Ms Wang" for several words'),
    ("role:respondent", "turns of respondents; or interviewer, note"),
    ("case:  language:", "only in such documents; document:NAME only in that one"),
    ("", "Several together narrow it down: market role:respondent case:north"),
)
_SIGN = 18  # cells


def help_lines(width: int) -> list[Runs]:
    """What can be typed."""
    lines: list[Runs] = []
    for sign, words in _HELP:
        for number, line in enumerate(folded_lines(words, max(20, width - _SIGN - 2))):
            lines.append(((f"  {fit('' if number else sign, _SIGN)}", "key"), (line, "plain")))
    return lines


def error_lines(error: CoderError, width: int) -> list[Runs]:
    """What is wrong with a query, where, and the repair."""
    hint = f"→ {error.hint}" if error.hint else ""
    pieces = ((error.message, "bad"), (error.where, "dim"), (hint, "plain"))
    return [((f"  {line}", tone),) for text, tone in pieces if text for line in folded_lines(one_line(text), width - 4)]


def place_line(document: Document, places: Places, span: Span, case: str) -> Runs:
    """Where a hit stands: document, case, paragraph, who speaks."""
    speaker, role = places.speaker(span)
    who = ", ".join(one_line(piece) for piece in (speaker, role) if piece)
    page = places.page(span.start)
    where = f"paragraph {places.paragraph(span.start)}" if page is None else f"page {page}"
    return (
        (f" {one_line(document.name)}", "strong"),
        (f"  {case}" if case else "", "plain"),
        (f"  {where}  {who}", "dim"),
    )


def coding_lines(
    codings: Iterable[Coding], coder: str, codebook: Codebook, signs: Signs, width: int, most: int
) -> list[Runs]:
    """What is coded on a hit, and by whom if not by this coder, on at most so many lines."""
    runs: list[Run] = []
    for coding in codings:
        letters, tint = signs.of(coding.code)
        label = f"{label_of(codebook, coding.code)} {mark(codebook, coding.code, coding.weight)}"
        by = "" if coding.coder == coder else f" by {one_line(coding.coder)}"
        runs += [("  " if runs else "", "plain"), (letters, f"tint{tint}"), (f" {label}", "plain"), (by, "accent")]
    lines: list[Runs] = [((" ", "plain"), *line) for line in wrapped(runs, width - 3)]
    if len(lines) > most:
        lines = lines[: max(1, most)]
        lines[-1] = (*lines[-1], (" …", "dim"))
    return lines
