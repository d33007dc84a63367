"""A codebook as GitHub Markdown; whatever a text says stays text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coder.formats.codebook.appendix import Block, Grid, Heading, Listed, Paragraph
from coder.formats.overview.as_markdown import escaped


def render(blocks: Iterable[Block]) -> str:
    """The blocks, an empty line between them."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * level} {_inline(text)}"
        case Paragraph(text, lead):
            yield f"**{_inline(lead)}** {_broken(text)}" if lead else _broken(text)
        case Listed(items):
            yield from (f"{'  ' * depth}- {_inline(text)}" for depth, text in items)
        case Grid(header, rows):
            yield _row(header)
            yield _row(["---"] * len(header))
            yield from (_row([_broken(cell) for cell in row]) for row in rows)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _inline(text: str) -> str:
    """A text on one line that begins no list, heading or quotation."""
    plain = escaped(text)
    if plain[:1] in ("#", "-", "+", "="):
        return "\\" + plain
    number = plain.split(" ", 1)[0]
    if number[:-1].isdecimal() and number[-1:] in (".", ")"):
        return plain.replace(number, f"{number[:-1]}\\{number[-1]}", 1)
    return plain


def _broken(text: str) -> str:
    return "<br>".join(_inline(line) for line in text.split("\n") if line.strip())
