"""``coder documents``: the transcripts of the study."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from coder.cli.arguments import Parser
from coder.cli.output import out_json, out_line
from coder.cli.session import opened
from coder.errors import Exit
from coder.model.report import DocumentSummary


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="as one JSON document")


def run(args: Namespace) -> Exit:
    """List the documents by case and name."""
    with opened(args) as study:
        found = study.documents()
    if args.json:
        out_json([_json(one) for one in found])
    elif found:
        _print(found)
    else:
        out_line("no documents yet: coder import brings them in")
    return Exit.OK


def _print(found: tuple[DocumentSummary, ...]) -> None:
    from coder.cli.lists import Field, print_list

    fields = (
        Field("document"),
        Field("case"),
        Field("interview"),
        Field("lang"),
        Field("turns", number=True),
        Field("words", number=True),
        Field("codings", wraps=True),
        Field("pending", number=True),
        Field("coded by", wraps=True),
    )
    print_list(
        fields,
        [
            (
                one.name,
                one.case or "",
                one.interview,
                one.language,
                str(one.turns),
                str(one.words),
                ", ".join(f"{coder} {count}" for coder, count in one.codings.items()),
                str(one.pending or ""),
                ", ".join(one.coded_by),
            )
            for one in found
        ],
    )


def _json(one: DocumentSummary) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "case": one.case,
        "interview": one.interview,
        "language": one.language,
        "format": one.format,
        "source": one.source_name,
        "attributes": dict(one.attributes),
        "turns": one.turns,
        "words": one.words,
        "codings": dict(one.codings),
        "coded_by": list(one.coded_by),
        "suggestions": one.pending,
    }
