"""What goes to stdout or into a file: data, and nothing else."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from pathlib import Path

from coder.errors import StorageError
from coder.formats.overview.as_json import dumps
from coder.formats.overview.marks import MARKS
from coder.formats.overview.style import Style
from coder.formats.visible import harmless

_OURS = "".join(unicode for unicode, *_ in MARKS.values()) + "─…“”"


def out(text: str) -> None:
    """Text to stdout; it ends in a newline already."""
    sys.stdout.write(text)


def out_data(text: str) -> None:
    """A table of the words of transcripts to stdout: exact into pipes and files, made harmless for a terminal."""
    sys.stdout.write(harmless(text) if sys.stdout.isatty() else text)


def out_line(text: str) -> None:
    """One line to stdout."""
    sys.stdout.write(text + "\n")


def out_json(value: object) -> None:
    """One JSON document to stdout."""
    sys.stdout.write(dumps(value))


def write_or_print(text: str, path: str | None) -> None:
    """Text into a file, whole or not at all, or to stdout. Raises StorageError."""
    if path is None:
        out(text)
        return
    from coder.files import write_bytes

    target = Path(path)
    if not target.parent.is_dir():
        raise StorageError("the directory does not exist", where=str(target.parent), hint=f"mkdir {target.parent}")
    if target.is_dir():
        raise StorageError("this is a directory", where=path, hint="name a file in it")
    write_bytes(target, text.encode("utf-8", "backslashreplace"))


def style(args: Namespace, language: str) -> Style:
    """How stdout, or the file of ``-o``, wants a table."""
    to_file = getattr(args, "output", None) is not None
    return Style(
        annotated=getattr(args, "annotated", False),
        ascii=args.ascii or not (to_file or _shows(_OURS)),
        width=shutil.get_terminal_size((80, 24)).columns,
        terminal=not to_file and is_terminal(),
        language=args.lang or language,
    )


def is_terminal() -> bool:
    """Whether stdout is a terminal that understands bold and dim."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and "NO_COLOR" not in os.environ


def _shows(characters: str) -> bool:
    try:
        characters.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
