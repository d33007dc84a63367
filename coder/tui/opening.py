"""What a session begins with: a terminal that can show it, the researcher's own keys, the theme."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console

from coder.errors import CoderError
from coder.study import Study
from coder.tui.keys.keyfile import load, location
from coder.tui.keys.keymap import DEFAULT, Keymap
from coder.tui.themes import begin_with


@dataclass(frozen=True, slots=True)
class Opening:
    """The keys and the theme, and what is wrong with the file of keys."""

    keys: Keymap
    theme: str
    notice: str = ""


def opening(study: Study) -> Opening:
    """How the session of a coder begins in this terminal. Raises CoderError when it cannot be shown here."""
    check(os.environ, sys.__stdin__, sys.__stderr__)
    theme = begin_with(study.view("theme"), os.environ, Console(force_terminal=True).color_system)
    path = location(os.environ)
    try:
        return Opening(load(path), theme)
    except CoderError as error:
        first, *more = str(error).splitlines()
        count = f" (and {len(more)} more)" if more else ""
        notice = f"Your own keys are not in effect. {first}{count}. 'coder keys --check' names every mistake."
        return Opening(DEFAULT, theme, notice)


def check(environ: Mapping[str, str], keyboard: TextIO | None, screen: TextIO | None) -> None:
    """Raises CoderError when this is no terminal, or one that cannot show the session."""
    if keyboard is None or screen is None or not keyboard.isatty() or not screen.isatty():
        raise CoderError(
            "the coding session needs a terminal to itself",
            hint="run it without pipes; for scripts there are coder codings, coder suggest and coder overview",
        )
    kind = environ.get("TERM", "")
    if kind in ("dumb", "unknown"):
        raise CoderError(
            f"this terminal cannot show a full screen (TERM={kind})",
            hint="use another one, or set TERM to what it is, such as TERM=xterm",
        )
    encoding = screen.encoding or "ascii"
    if codecs.lookup(encoding).name != "utf-8":
        raise CoderError(
            f"the session writes UTF-8, and this terminal is set to {encoding}",
            hint="switch it to UTF-8 and say so: LC_ALL=C.UTF-8 coder code",
        )
