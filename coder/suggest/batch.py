"""Suggestions for many documents, one document at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from coder.errors import UsageError
from coder.model.codebook import Codebook
from coder.model.coding import Coding, Suggestion
from coder.model.document import Document
from coder.model.span import Span
from coder.suggest import cues

# A source is made once for a codebook and its revision, and then asked document by document.
SOURCES: dict[str, Callable[[Codebook, int], Callable[[Document], list[Suggestion]]]] = {
    "cues": cues.source,
}


def batch(
    documents: Iterable[Document],
    codebook: Codebook,
    revision: int,
    known: Container[str],
    coded: Callable[[Document], Iterable[Coding]],
    min_confidence: float = 0.0,
    sources: Sequence[str] = ("cues",),
) -> Iterator[tuple[Document, list[Suggestion]]]:
    """Each document with its new suggestions, in the order of the documents, holding one document at a time.

    Left out are suggestions whose id is ``known`` (pending, accepted or rejected before), those less confident than
    ``min_confidence`` and those whose passage overlaps a coding with the same code among ``coded(document)`` (under
    present code ids). Raises UsageError at once for an unknown source or a confidence outside 0 to 1.
    """
    if not 0 <= min_confidence <= 1:
        raise UsageError(f"the confidence {min_confidence:g} lies outside 0 to 1", hint="0.5, for example")
    for name in sources:
        if name not in SOURCES:
            raise UsageError(f"there is no source of suggestions {name!r}", hint="sources: " + ", ".join(SOURCES))
    ready = [SOURCES[name](codebook, revision) for name in dict.fromkeys(sources)]
    return ((document, _new(ready, document, known, coded(document), min_confidence)) for document in documents)


def _new(
    ready: Iterable[Callable[[Document], list[Suggestion]]],
    document: Document,
    known: Container[str],
    codings: Iterable[Coding],
    min_confidence: float,
) -> list[Suggestion]:
    """What the sources say of one document that is neither known nor coded already."""
    taken: dict[str, list[Span]] = defaultdict(list)
    for coding in codings:
        taken[coding.code].append(coding.span)
    return [
        suggestion
        for source in ready
        for suggestion in source(document)
        if suggestion.confidence >= min_confidence
        and suggestion.id not in known
        and not any(suggestion.span.overlaps(span) for span in taken[suggestion.code])
    ]
