"""What the screens of a search show of its hits, read from the study when it is looked at."""

from __future__ import annotations

from functools import lru_cache

from coder.errors import CoderError
from coder.model.coding import Coding
from coder.model.document import Document
from coder.model.report import DocumentSummary
from coder.model.span import Span
from coder.search.context import Places
from coder.search.corpus import SearchHit
from coder.tui.codes.describe import case_label
from coder.tui.searching.hits import around, coding_lines, heading, hit_line, passage, place_line, preview_line
from coder.tui.session import Session
from coder.tui.text.runs import Runs
from coder.tui.text.units import Grain, Units

_KEPT = 32  # documents of which everything is kept


class HitView:
    """Lines for hits; documents never change, ``refresh`` forgets the rest."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._study = session.study
        self.summaries: dict[str, DocumentSummary] = {}
        self._read = lru_cache(maxsize=_KEPT)(self._document)
        self._codings = lru_cache(maxsize=_KEPT)(self._coded)

    def refresh(self) -> None:
        """Read anew what may have changed."""
        self.summaries = {one.id: one for one in self._study.documents()}
        self._codings.cache_clear()

    def _document(self, identity: str) -> tuple[Document, Places, Units]:
        document = self._study.document(identity)
        return document, Places(document), Units(document)

    def _coded(self, identity: str) -> tuple[Coding, ...]:
        return self._study.codings(document=identity, today=True)

    def _case(self, identity: str) -> str:
        case = self.summaries[identity].case if identity in self.summaries else None
        return case_label(self._session.codebook, case) if case else ""

    def coded_at(self, document: str, span: Span) -> list[Coding]:
        """The codings that share words with a span; in blind coding only one's own."""
        blind, me = self._session.showing.blind, self._study.coder
        found = self._codings(document)
        return [one for one in found if one.span.overlaps(span) and (one.coder == me or not blind)]

    def heading(self, document: str, count: int) -> Runs:
        """The line above the hits of a document."""
        return heading(self.summaries.get(document), self._case(document), count)

    def line(self, hit: SearchHit, width: int, *, aligned: bool, ticked: bool) -> Runs:
        """A hit on one line."""
        try:
            document, places, _ = self._read(hit.document)
        except CoderError:  # its import was undone elsewhere; the next look of the screen searches again
            return ((" …", "dim"),)
        coded = any(one.coder == self._study.coder for one in self.coded_at(hit.document, hit.span))
        return hit_line(document, places, hit.span, width, aligned=aligned, ticked=ticked, coded=coded)

    def around(self, hit: SearchHit, grain: Grain, width: int, height: int) -> list[Runs]:
        """Where a hit stands, what is coded there, and the words around it; what would be coded is not dimmed."""
        document, places, units = self._read(hit.document)
        whole = around(units, grain, hit.span)
        coded = self.coded_at(hit.document, whole)
        return [
            place_line(document, places, hit.span, self._case(hit.document)),
            *coding_lines(coded, self._study.coder, self._session.codebook, self._session.signs, width, height // 3),
            *(((" ", "plain"), *line) for line in passage(document, hit.span, whole, width - 2, height)),
        ]

    def preview(self, place: tuple[str, Span], width: int, *, unspoken: bool) -> Runs:
        """A passage that would be coded, on one line."""
        document, places, _ = self._read(place[0])
        return preview_line(document, places, place[1], width, unspoken)
