"""Overview tables as GitHub Markdown; whatever a label says stays text."""

from __future__ import annotations

import re
from functools import partial

from coder.formats.overview.marks import blocks, legend, remarks, table_cells, used_marks
from coder.formats.overview.notes import footnotes
from coder.formats.overview.style import CLEAN, Style
from coder.formats.visible import visible
from coder.model.overview import Overview
from coder.model.words import word

_ACTIVE = re.compile(r"[\\`*_\[\]|~$]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: active characters after a backslash, markup as entities, on one line."""
    plain = visible(text)
    for character, entity in _ENTITIES.items():
        plain = plain.replace(character, entity)
    return _ACTIVE.sub(r"\\\g<0>", plain).strip()


def render(overview: Overview, style: Style = CLEAN) -> str:
    """The table under its title, with the codebook and the meaning of the marks below."""
    seen = table_cells(overview, style)
    lines = [f"# {escaped(overview.title or overview.table)}", ""]
    heads = [_head(column.label, column.interviews, style) for column in overview.columns]
    lines += [_line(["", *heads]), _line(["---"] * (len(heads) + 1))]
    for heading, rows in blocks(overview):
        if heading:
            lines.append(_line([f"***{escaped(heading)}***", *[""] * len(heads)]))
        for row in rows:
            label = escaped(row.label)
            label = f"**{label}**" if row.header else label if row.derived else f"*{label}*"
            cells = [escaped(seen[row.id, column.id].line) for column in overview.columns]
            lines.append(_line([label, *cells]))
    said = partial(word, language=style.language)
    book = said("codebook")
    lines += ["", f"{book[:1].upper()}{book[1:]} {escaped(overview.codebook)} {escaped(overview.version)}."]
    meanings = [f"{escaped(mark)} {words}" for mark, words in legend(used_marks(seen.values()), style)]
    meanings += remarks(overview, style)
    if meanings:
        lines += ["", said("marks") + ": " + "; ".join(meanings) + "."]
    for note in footnotes(overview, style):
        lines += ["", escaped(note)]
    return "\n".join(lines) + "\n"


def _head(label: str, interviews: int, style: Style) -> str:
    return f"{escaped(label)} (n = {interviews})" if style.annotated else escaped(label)


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
