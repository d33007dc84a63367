"""Sentences below a list, broken at words where the terminal ends."""

from __future__ import annotations

import shutil

from coder.cli.lists import UNBOUND
from coder.cli.output import is_terminal, out


def print_remarks(*sentences: str) -> None:
    """A blank line, then each sentence on a line of its own; what names in it hold is spelled out."""
    from rich.text import Text

    from coder.formats.overview.as_text import printed
    from coder.formats.overview.style import Style
    from coder.formats.visible import visible

    width = shutil.get_terminal_size((80, 24)).columns if is_terminal() else UNBOUND
    parts = [Text(), *(Text(visible(sentence)) for sentence in sentences)]
    out(printed(parts, Style(width=width, terminal=is_terminal())))
