"""``coder documents``: the transcripts of the study."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from coder.cli.arguments import Parser
from coder.cli.output import out_json, out_line
from coder.cli.resolve import document_id
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.consent import QUOTABLE, Consent
from coder.model.report import DocumentSummary


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("documents", metavar="DOCUMENT", nargs="*", help="only these")
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        dest="attributes",
        help="an attribute of the named documents, such as quotable=no; without a value it is taken away",
    )
    parser.add_argument("--json", action="store_true", help="as one JSON document")


def run(args: Namespace) -> Exit:
    """List the documents by case and name, after setting what is to be set."""
    if args.attributes and not args.documents:
        raise UsageError("--set needs the documents it is for", where="documents", hint="name them before --set")
    with opened(args) as study:
        wanted = [document_id(study, name) for name in args.documents]
        for pair in args.attributes:
            name, equals, value = (part.strip() for part in pair.partition("="))
            if not equals or not name:
                raise UsageError(f"--set {pair}: this sets nothing", hint="write --set NAME=VALUE")
            if name.casefold() == QUOTABLE and value and value.casefold() not in set(Consent):
                raise UsageError(f"--set {pair}: {QUOTABLE} is none of {', '.join(Consent)}", where="documents")
            for identity in wanted:
                study.set_attribute(identity, name, value)
        found = tuple(one for one in study.documents() if not wanted or one.id in wanted)
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
        Field("quotable"),
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
                one.attributes.get(QUOTABLE, ""),
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
