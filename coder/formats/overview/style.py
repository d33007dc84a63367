"""How a table is to be written, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """``annotated`` adds flags, interviews and dissent to the publication form.

    ``ascii`` replaces our own marks, never the words of the codebook. ``width`` (terminal cells) and ``terminal``
    (bold and dim may be used) matter to plain text only; ``language`` is the tag of the labels' language.
    """

    annotated: bool = False
    ascii: bool = False
    width: int = 100
    terminal: bool = False
    language: str = "en"


CLEAN = Style()
