"""Lists for a terminal: documents, codings, the log."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.cli.output import is_terminal, out

SHOWN = 60  # characters of a quotation
UNBOUND = 10_000  # columns of a pipe: nothing is wrapped or cut


@dataclass(frozen=True, slots=True)
class Field:
    """A column: numbers stand to the right; where the line is short it keeps its width, wraps, or is cut."""

    title: str
    number: bool = False
    wraps: bool = False
    cut: bool = False


def shortened(words: str) -> str:
    """A quotation as lists show it."""
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def code_cell(code: str) -> str:
    """A code as lists show it: its last two parts on a terminal, for there is little room; into a pipe all of it, which
    other commands take."""
    return ".".join(code.split(".")[-2:]) if is_terminal() else code


def signed(weight: int) -> str:
    """``+2``, ``0``, ``-1``."""
    return f"{weight:+d}" if weight else "0"


def fitting(fields: Sequence[Field], lines: Sequence[Sequence[str]], least: int) -> int:
    """How many of the columns fit into the terminal, but at least ``least``; into a pipe all do."""
    from rich.cells import cell_len

    if not is_terminal():
        return len(fields)
    room = shutil.get_terminal_size((80, 24)).columns + 2
    for index, field in enumerate(fields):
        cells = [cell_len(line[index]) for line in lines]
        room -= max(cell_len(field.title), *cells) + 2 if any(cells) else 0
        if room < 0 and index >= least:
            return index
    return len(fields)


def print_list(fields: Sequence[Field], lines: Iterable[Sequence[str]]) -> None:
    """Lines under the titles of their columns; columns in which nothing stands are left out.

    What the cells say is shown as it is, control characters spelled out.
    """
    from rich.table import Table
    from rich.text import Text

    from coder.formats.overview.as_text import printed
    from coder.formats.overview.style import Style
    from coder.formats.visible import visible

    listed = list(lines)
    used = [index for index in range(len(fields)) if any(line[index] for line in listed)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for index in used:
        field = fields[index]
        table.add_column(
            Text(visible(field.title)),
            justify="right" if field.number else "left",
            no_wrap=not (field.wraps or field.cut),
            overflow="fold",
        )
    for line in listed:
        table.add_row(
            *(
                Text(
                    visible(line[index]), no_wrap=fields[index].cut, overflow="ellipsis" if fields[index].cut else None
                )
                for index in used
            )
        )
    width = shutil.get_terminal_size((80, 24)).columns if is_terminal() else UNBOUND
    out(printed([table], Style(width=width, terminal=is_terminal())))
