"""Searching the corpus, and the index that makes it fast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from coder.model.coding import Coding
from coder.model.span import Span
from coder.study.opened import Progress
from coder.study.reading import Reading

if TYPE_CHECKING:
    from coder.search.corpus import SearchHit
    from coder.search.plan import HitPlan


class Searching(Reading):
    """What a query finds, and what coding all of it would do."""

    def search(
        self, text: str, progress: Progress | None = None, limit: int | None = None, *, own: bool = False
    ) -> Iterator[SearchHit]:
        """What a query finds in the corpus, in the order of documents and text, one after the other.

        ``own``: only this coder's codings are looked at (blind coding). Raises CoderError, with the place in the query,
        before anything is read.
        """
        from coder.search.corpus import Corpus, search
        from coder.search.query import parse

        def codings(document: str) -> list[Coding]:
            found = self._tables.present_codings(document)
            return [one for one in found if one.coder == self.coder] if own else found

        query = parse(text)
        corpus = Corpus(self.documents(), self.codebook, self._tables.document, codings, self._tables.begins)
        return search(corpus, query, progress, limit)

    def plan_hits(self, places: Iterable[tuple[str, Span]], code: str) -> HitPlan:
        """What ``code_hits`` would do with places (document by id, span)."""
        from coder.search.plan import plan

        def coded(document: str) -> list[Coding]:
            found = self._tables.present_codings(document)
            return [one for one in found if one.code == code and one.coder == self.coder]

        return plan(places, self._tables.document, coded)

    def unread(self) -> int:
        """How many documents the search has to read whole, because they were never indexed."""
        return self._store.unread()

    def index(self, progress: Progress | None = None) -> None:
        """Index the documents that were not, until done or until ``progress`` raises: they can be searched meanwhile,
        only slower."""

        def told(done: int, total: int, what: str) -> None:
            if progress:
                try:
                    progress(done, total, f"index of {what}")
                except Exception as error:
                    raise _Enough from error

        with suppress(_Enough):
            self._store.index(told)


class _Enough(Exception):  # noqa: N818 (nothing went wrong)
    """Somebody does not want to wait for an index."""
