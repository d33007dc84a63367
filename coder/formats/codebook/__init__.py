"""Codebooks of other programs in, and ours out: one module per format, found by the ending of the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from coder.codebook.incoming import IncomingCodebook
from coder.errors import UsageError
from coder.formats.codebook.losses import Losses, losses_of
from coder.formats.codebook.usage import Usage
from coder.model.codebook import Codebook

__all__ = ["READ", "WRITTEN", "Losses", "Usage", "losses_of", "read_codes", "suffix_of", "written"]

READ = (".qdc", ".csv", ".xlsx")
_READABLE = {".md": "md", ".docx": "docx", ".odt": "odt", ".html": "html", ".tex": "latex"}  # an appendix of a paper
WRITTEN = (".qdc", ".csv", ".xlsx", *_READABLE, ".yaml")


def suffix_of(file: str, suffixes: tuple[str, ...]) -> str:
    """The ending of a file that is one of these. Raises UsageError for another one."""
    suffix = PurePath(file).suffix.lower()
    if suffix in suffixes:
        return suffix
    said = f"the ending {suffix}" if suffix else "a file without an ending"
    raise UsageError(f"{said} names no format of codebooks here", where=file, hint=", ".join(suffixes))


def read_codes(data: bytes, name: str, language: str) -> IncomingCodebook:
    """The codes of a file; ``language`` is that of texts which do not say theirs. Raises UnreadableError."""
    if suffix_of(name, READ) == ".qdc":
        from coder.formats.codebook import qdc

        return qdc.parse(data, name, language)
    from coder.formats.codebook import table

    return table.parse(data, name, language)


def written(
    codebook: Codebook,
    suffix: str,
    *,
    source: str = "",
    language: str | None = None,
    usage: Mapping[str, Usage] | None = None,
) -> bytes:
    """The codebook in the format of an ending.

    ``source`` is its text as stored, which .yaml is; ``language`` that of what is made to be read; ``usage`` says, by
    code, how often it was used. Raises CoderError for a codebook that the format cannot hold.
    """
    match suffix:
        case ".qdc":
            from coder.formats.codebook import qdc

            return qdc.render(codebook, language)
        case ".csv":
            from coder.formats.codebook import table

            return table.render_csv(codebook).encode()
        case ".xlsx":
            from coder.formats.codebook import table

            return table.render_xlsx(codebook)
        case ".yaml":
            return source.encode()
        case _:
            from coder.formats import reports
            from coder.formats.codebook import appendix

            return reports.render(appendix.report(codebook, language, usage), _READABLE[suffix])
