"""What goes to stdout or into a file: data, and nothing else."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from pathlib import Path

from coder.cli.diagnostics import named_stdout
from coder.errors import UsageError
from coder.exports import checked, write
from coder.formats.overview.as_json import dumps
from coder.formats.overview.marks import MARKS
from coder.formats.overview.style import Style
from coder.formats.visible import harmless, visible

_OURS = "".join(unicode for unicode, *_ in MARKS.values()) + "─…“”"
_STDOUT = (None, "-")  # what -o may be to mean stdout


def out(text: str) -> None:
    """Text to stdout; it ends in a newline already. Raises OSError that names stdout when it cannot be written."""
    with named_stdout():
        sys.stdout.write(text)


def out_data(text: str) -> None:
    """A table to be read again: exact into pipes and files, so that it comes in as it was; harmless on a terminal."""
    out(harmless(text) if sys.stdout.isatty() else text)


def out_line(text: str) -> None:
    """One line to stdout, whatever the names in it hold."""
    out(visible(text) + "\n")


def out_json(value: object) -> None:
    """One JSON document to stdout."""
    out(dumps(value))


def counted(number: int, noun: str) -> str:
    """``1 coding``, ``2 codings``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def write_or_print(data: bytes, path: str | None, *, binary: bool = False) -> None:
    """Bytes into a file, whole or not at all, or to stdout. Raises CoderError as ``output_file``, StorageError."""
    target = output_file(path)
    if target is not None:
        write(target, data)
    elif binary:
        with named_stdout():
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    else:
        out(data.decode())


def spare_the_terminal(format_name: str, ending: str, path: str | None) -> None:
    """Raises UsageError where a format that is no text would go to a terminal."""
    if path in _STDOUT and sys.stdout.isatty():
        raise UsageError(f"{format_name} is no text for a terminal", where="stdout", hint=f"-o FILE.{ending}")


def output_file(path: str | None) -> Path | None:
    """The file of ``-o``; None for stdout (no ``-o``, or ``-``).

    Raises CoderError for a file that is a study's own, StorageError for one that cannot be written.
    """
    if path is None or path in _STDOUT:
        return None
    return checked(Path(path))


def style(args: Namespace, language: str) -> Style:
    """How stdout, or the file of ``-o``, wants a table."""
    to_file = getattr(args, "output", None) not in _STDOUT
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
