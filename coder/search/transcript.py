"""The same queries in a single transcript."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.model.codebook import Codebook
from coder.model.coding import Coding
from coder.model.document import Document
from coder.model.span import Span
from coder.search.match import spans
from coder.search.query import Key, parse


def places(
    document: Document, text: str, codebook: Codebook, codings: Callable[[], Sequence[Coding]]
) -> tuple[Span, ...]:
    """Where a query is met in a transcript, in order; ``codings``, under the codes of today, are read when needed.

    Raises CoderError as ``parse`` and ``spans`` do, and for filters that choose documents.
    """
    query = parse(text)
    for one in query.of(Key.CASE, Key.LANGUAGE, Key.DOCUMENT):
        raise query.failed(one, "this transcript only is searched", "leave that out, or search the whole corpus")
    return spans(document, query, codebook, codings() if query.of(Key.CODE, Key.CODER) else ())
