"""Reading a command line with argparse: errors are CoderErrors, global options stand before or after the command."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Iterable
from typing import Any, NoReturn

from coder import __version__
from coder.errors import UsageError


class Parser(ArgumentParser):
    """An argument parser that raises UsageError instead of printing its usage and leaving."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=RawDescriptionHelpFormatter, **settings)

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found wrong."""
        raise UsageError(message.replace("\n", " "), where=self.prog.partition(" ")[2], hint=f"{self.prog} --help")


def add_global_options(parser: ArgumentParser) -> None:
    """Options that every command has. They have no defaults here, so that a later parser keeps what an earlier read."""
    group = parser.add_argument_group("for every command")
    group.add_argument("--study", metavar="DIR", default=SUPPRESS, help="the study (default: here or the next above)")
    group.add_argument("--coder", metavar="NAME", default=SUPPRESS, help="who codes ($CODER_NAME or the login name)")
    group.add_argument("--debug", action="store_true", default=SUPPRESS, help="show where an error comes from")
    group.add_argument("--version", action="version", version=f"coder {__version__}")


def language_option(parser: ArgumentParser) -> None:
    """``--lang``: the language of the labels."""
    parser.add_argument("--lang", metavar="L", help="language of the labels, such as en, zh or de")


def ascii_option(parser: ArgumentParser) -> None:
    """``--ascii``: marks for terminals and fonts without the others."""
    parser.add_argument("--ascii", action="store_true", help="marks in plain ASCII")


def natural(text: str) -> int:
    """An argument that counts, 1 or more."""
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return number


def share(text: str) -> float:
    """An argument from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return number


def near(wanted: str, names: Iterable[str]) -> str | None:
    """The name most like the wanted one, if there is one about as long."""
    from difflib import get_close_matches

    as_long = [name for name in names if abs(len(name) - len(wanted)) <= max(1, len(wanted) // 3)]
    return next(iter(get_close_matches(wanted, as_long, 1)), None)
