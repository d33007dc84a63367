"""Searching document after document; the reader of documents, codings and the index are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from coder.model.codebook import Codebook
from coder.model.coding import Coding
from coder.model.document import Document
from coder.model.report import DocumentSummary
from coder.model.span import Span
from coder.search.match import spans
from coder.search.names import documents_of
from coder.search.query import Key, Query

Progress = Callable[[int, int, str], None]  # done, total, what


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A place in a document (by id) that a search found."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Corpus:
    """How a search reads a study.

    ``begins`` asks the index: by document id, the stretches in which a folded phrase may begin. A document that is not
    among them has none; None, for one document or for all, stands for every word of it.
    """

    documents: Sequence[DocumentSummary]
    codebook: Codebook
    document: Callable[[str], Document]
    codings: Callable[[str], Sequence[Coding]]
    begins: Callable[[str], Mapping[str, Sequence[Span] | None] | None]


def search(
    corpus: Corpus, query: Query, progress: Progress | None = None, limit: int | None = None
) -> Iterator[SearchHit]:
    """The hits of a query, in the order of documents and text, as they are found.

    Raises CoderError at once for a name the study does not know, and on the way for a regular expression that takes
    too long.
    """
    wanted = documents_of(query, corpus.documents, corpus.codebook)
    spans(_NOTHING, query, corpus.codebook)  # knows the codes, or says so
    return islice(_hits(corpus, query, wanted, progress), limit)


def _hits(
    corpus: Corpus, query: Query, wanted: Sequence[DocumentSummary], progress: Progress | None
) -> Iterator[SearchHit]:
    stretches = corpus.begins(query.words) if query.words else None
    coded = bool(query.of(Key.CODE, Key.CODER))
    for number, summary in enumerate(wanted):
        if progress:
            progress(number, len(wanted), summary.name)
        if (stretches is not None and summary.id not in stretches) or (coded and not summary.codings):
            continue
        document = corpus.document(summary.id)
        codings = corpus.codings(summary.id) if coded else ()
        begins = None if stretches is None else stretches[summary.id]
        for span in spans(document, query, corpus.codebook, codings, begins):
            yield SearchHit(summary.id, span)
    if progress:
        progress(len(wanted), len(wanted), "")


_NOTHING = Document("", "", "", "", "", (), (), "", "", "")
