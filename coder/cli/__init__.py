"""The command line: ``COMMANDS`` says what there is, one module per command does it.

Nothing but argparse is imported before it is known which command runs, so that ``coder --help`` stays instant.
A command module offers ``arguments(parser)`` and ``run(args) -> Exit``.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol, cast

from coder.cli import diagnostics
from coder.cli.arguments import Parser, add_global_options, near
from coder.errors import Exit, UsageError

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("coder.cli.demo", "make the sample study, derive it, and say what to type next"),
    "init": ("coder.cli.init", "start a study with a codebook"),
    "import": ("coder.cli.import_transcripts", "bring in transcripts; folders are walked"),
    "revise": ("coder.cli.revise", "take in a corrected transcript; codings move with their words"),
    "documents": ("coder.cli.documents", "list the transcripts with attributes and progress"),
    "turns": ("coder.cli.turns", "show who speaks in a transcript, and put roles and names right"),
    "code": ("coder.cli.code", "code at the keyboard (full screen)"),
    "suggest": ("coder.cli.suggest", "look for passages worth coding; stores suggestions, never codings"),
    "review": ("coder.cli.review", "go through the suggestions (full screen)"),
    "training": ("coder.cli.training", "write codings for training elsewhere; take predictions in as suggestions"),
    "search": ("coder.cli.search", "find words, patterns, codes and speakers in all transcripts"),
    "codings": ("coder.cli.codings", "list codings, or bring in a table of them"),
    "keys": ("coder.cli.keys", "list the keys of the coding session, or check your own"),
    "overview": ("coder.cli.overview", "derive an overview table and print or write it"),
    "trace": ("coder.cli.trace", "show why a cell of the overview is what it is"),
    "override": ("coder.cli.override", "let a cell show another value than the derived one, with a reason"),
    "signoff": ("coder.cli.signoff", "stand by cells as they are shown"),
    "summary": ("coder.cli.summary", "say in words what a cell says"),
    "judgements": ("coder.cli.judgements", "list overrides, sign-offs and summaries, and which are stale"),
    "expect": ("coder.cli.expect", "show what rules expect of cells beside what is derived"),
    "guide": ("coder.cli.guide", "show and record which question was asked in which interview"),
    "parameters": ("coder.cli.parameters", "show the constants of the derivation, and set them"),
    "robustness": ("coder.cli.robustness", "show how firmly the cells of a table stand"),
    "saturation": ("coder.cli.saturation", "show how much each further interview adds"),
    "negative": ("coder.cli.negative", "list the interviews that do not fit what is shown"),
    "coverage": ("coder.cli.coverage", "show which cases, rows and passages nobody speaks to or coded"),
    "grid": ("coder.cli.grid", "show what each interview says about each row"),
    "agreement": ("coder.cli.agreement", "show how far coders agree, and on what they do not"),
    "export": ("coder.cli.export", "write reports for papers and reviewers: evidence book, methods and more"),
    "derive-vectors": ("coder.cli.derive_vectors", "derive cells from bare codings, without a study"),
    "codebook": ("coder.cli.codebook", "show, check, compare, apply, export and import the codebook"),
    "pseudonymise": ("coder.cli.pseudonymise", "replace names by pseudonyms, and bring them back with the key file"),
    "log": ("coder.cli.log", "list what was changed, newest first"),
    "undo": ("coder.cli.undo", "take back the newest change"),
    "redo": ("coder.cli.redo", "do again what was undone last"),
    "check": ("coder.cli.check", "check that the study is sound"),
}


class Command(Protocol):
    """What every module of ``COMMANDS`` offers."""

    def arguments(self, parser: Parser) -> None:
        """Declare the arguments."""

    def run(self, args: Namespace) -> Exit:
        """Do it. Raises CoderError when it cannot be done."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; everything that went wrong stands on stderr."""
    if argv is None:
        diagnostics.take_over()
    words = list(diagnostics.words() if argv is None else argv)
    return diagnostics.guard(_prepared(words), debug="--debug" in words)


def _prepared(words: list[str]) -> Callable[[], Exit]:
    def run() -> Exit:
        parser = _parser()
        if not words:
            diagnostics.say(parser.format_help().rstrip())
            return Exit.USAGE
        args = parser.parse_args(words)
        name, *rest = args.command
        command = _command(name)
        own = Parser(prog=f"coder {name}", description=f"{COMMANDS[name][1].capitalize()}.")
        add_global_options(own)
        command.arguments(own)
        return command.run(own.parse_intermixed_args(rest, args))

    return run


def _parser() -> Parser:
    width = max(map(len, COMMANDS))
    listing = "\n".join(f"  {name:<{width}}  {words}" for name, (_, words) in COMMANDS.items())
    parser = Parser(
        prog="coder",
        usage="coder [options] command ...",
        description="Code qualitative interviews and derive overview tables from them.",
        epilog=f"commands:\n{listing}\n\n'coder COMMAND --help' says more about one of them.",
    )
    add_global_options(parser)
    parser.add_argument("command", nargs="A...", metavar="command", help="one of those below, with its arguments")
    return parser


def _command(name: str) -> Command:
    if name not in COMMANDS:
        meant = near(name, COMMANDS)
        hint = f"did you mean coder {meant}?" if meant else "coder --help lists the commands"
        raise UsageError(f"there is no command {name!r}", hint=hint)
    return cast("Command", import_module(COMMANDS[name][0]))
