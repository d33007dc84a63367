"""``coder suggest``: passages worth coding, over the whole corpus."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, share
from coder.cli.output import out_line
from coder.cli.progress import progress_bar
from coder.cli.session import opened
from coder.errors import Exit, UsageError

SOURCES = ("cues",)


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--from", metavar="SOURCE", dest="sources", default="cues", help="what proposes: " + ", ".join(SOURCES)
    )
    parser.add_argument("--document", metavar="D", action="append", help="only this document; may be repeated")
    parser.add_argument("--min-confidence", metavar="P", type=share, default=0.0, help="0 to 1; default: all")


def run(args: Namespace) -> Exit:
    """Store suggestions; they count for nothing until somebody accepts them."""
    sources = [source.strip() for source in args.sources.split(",")]
    for source in sources:
        if source not in SOURCES:
            raise UsageError(f"there is no source {source!r}", hint="--from " + ", ".join(SOURCES))
    with opened(args) as study, progress_bar("suggesting") as progress:
        documents = [study.document(name).id for name in args.document] if args.document else None
        done = study.suggest(sources, documents, args.min_confidence, progress)
    reading = f"{done.documents} document" + "s" * (done.documents != 1)
    out_line(f"{done.added} new suggestion{'s' * (done.added != 1)} in {reading}")
    if done.added:
        out_line("coder review goes through them")
    return Exit.OK
