"""A codebook before it has codes: what `coder init` makes around those of another file (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coder.codebook.naming import free_among
from coder.model.codebook import Code, Codebook


def blank(name: str, languages: Sequence[str]) -> Codebook:
    """A codebook named after a file, in these languages, the first of them its own; its cases are open."""
    spoken = tuple(languages) or ("en",)
    return Codebook(
        id=free_among(frozenset(), name),
        version="0.1.0",
        languages=spoken,
        default_language=spoken[0],
        title={spoken[0]: " ".join(name.replace("_", " ").split()) or "Codebook"},
        case_attribute="case",
        cases=(),
        attributes=(),
        scales=(),
        codes=(),
        rows=(),
        tables=(),
        status="open",
    )


def with_codes(codebook: Codebook, codes: Iterable[Code]) -> Codebook:
    """The same with codes."""
    return replace(codebook, codes=tuple(codes))
