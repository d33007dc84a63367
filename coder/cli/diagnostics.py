"""What goes to stderr and which exit code a command ends with; nothing else in the program does either.

An error is one line ``coder: where: message (repair)``, several problems of one file are one line each, and only
``--debug`` shows where in the program it happened.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType

from coder.errors import CoderError, Exit, explained
from coder.formats.visible import visible


def say(text: str) -> None:
    """Something for the researcher that is not data."""
    print(text, file=sys.stderr)  # noqa: T201 - the one place that writes to stderr


def notice(text: str) -> None:
    """One line of warning that does not stop the command."""
    say(f"coder: {visible(text)}")


def ask(question: str) -> bool:
    """Yes or no from the terminal; no where nothing is answered."""
    print(f"coder: {visible(question)} [y/N] ", end="", file=sys.stderr, flush=True)  # noqa: T201 - as in say
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "j", "ja", "是")


def report(error: CoderError) -> None:
    """An error, one line for each of its problems."""
    for line in _lines(error):
        notice(line)


def _lines(error: CoderError) -> list[str]:
    """One line, or several from errors that put their problems into words themselves; no name of a file splits one."""
    if type(error).__str__ is CoderError.__str__:
        return [str(error)]
    name = re.sub(r":\d+$", "", error.where)
    return (str(error).replace(name, visible(name)) if name else str(error)).split("\n")


def words() -> list[str]:
    """The command line of this process, without the program."""
    return sys.argv[1:]


def guard(command: Callable[[], Exit], *, debug: bool) -> int:
    """Run a command to its exit code; whatever the researcher can repair becomes a line on stderr."""
    with _encodable():
        try:
            code: int = command()
            with named_stdout():
                sys.stdout.flush()
        except CoderError as error:
            code = _refused(error, debug)
        except SystemExit as leaving:  # argparse after --help and --version
            code = int(leaving.code or 0)
        except KeyboardInterrupt:
            notice("interrupted; what was written before stays")
            code = Exit.INTERRUPTED
        except BrokenPipeError:  # the reader of our output has seen enough
            _let_go_of_stdout()
            code = Exit.OK
        except Exception as error:
            known = explained(error)
            if known is None:
                raise
            code = _refused(known, debug)
        return int(code)


def take_over() -> None:
    """For a process of its own: a fault of the program is also one line, unless it is run with --debug."""
    if "--debug" not in sys.argv:
        sys.excepthook = _fault


def _fault(kind: type[BaseException], error: BaseException, trail: TracebackType | None) -> None:
    notice(f"a fault of the program: {kind.__name__}: {error} (repeat with --debug and report what it says)")


def _refused(error: CoderError, debug: bool) -> int:
    if debug:
        import traceback

        say(visible_lines(traceback.format_exc()))
    report(error)
    return error.exit


def visible_lines(text: str) -> str:
    """Several lines with everything but the line ends made visible."""
    return "\n".join(visible(line) for line in text.rstrip().split("\n"))


@contextmanager
def named_stdout() -> Iterator[None]:
    """Let an error of writing to stdout say so; nothing is written there any more afterwards. Raises OSError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _let_go_of_stdout()
        error.filename = "standard output"
        raise


@contextmanager
def _encodable() -> Iterator[None]:
    """Let characters that the terminal's encoding cannot show through as escapes instead of failing on them."""
    streams = [stream for stream in (sys.stdout, sys.stderr) if isinstance(stream, io.TextIOWrapper)]
    before = [stream.errors for stream in streams]
    for stream in streams:
        stream.reconfigure(errors="backslashreplace")
    try:
        yield
    finally:
        for stream, errors in zip(streams, before, strict=True):
            stream.reconfigure(errors=errors)


def _let_go_of_stdout() -> None:
    """Point stdout nowhere, or the interpreter would complain once more when it flushes at the end."""
    with suppress(io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
