"""``coder suggest``: passages worth coding, over the whole corpus."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from coder.cli.arguments import Parser, share
from coder.cli.output import counted, out_json, out_line
from coder.cli.progress import progress_bar
from coder.cli.resolve import document_id
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.coding import Suggestion
from coder.model.document import Document


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    from coder.suggest.batch import SOURCES

    parser.add_argument(
        "--from", metavar="SOURCE", dest="sources", default="cues", help="what proposes: " + ", ".join(SOURCES)
    )
    parser.add_argument("--document", metavar="D", action="append", help="only this document; may be repeated")
    parser.add_argument("--min-confidence", metavar="P", type=share, default=0.0, help="0 to 1; default: all")
    parser.add_argument("--list", action="store_true", help="look for nothing, list the suggestions that wait")
    parser.add_argument("--json", action="store_true", help="--list: as one JSON document")


def run(args: Namespace) -> Exit:
    """Store suggestions, or list those waiting; they count for nothing until somebody accepts them."""
    from coder.suggest.batch import SOURCES

    sources = [source.strip() for source in args.sources.split(",")]
    for source in sources:
        if source not in SOURCES:
            raise UsageError(f"there is no source {source!r}", hint="--from " + ", ".join(SOURCES))
    if args.list:
        return _list(args)
    if args.json:
        raise UsageError("only a list can be JSON", where="suggest", hint="coder suggest --list --json")
    with opened(args) as study, progress_bar("suggesting") as progress:
        documents = [document_id(study, name) for name in args.document] if args.document else None
        done = study.suggest(sources, documents, args.min_confidence, progress)
    out_line(f"{counted(done.added, 'new suggestion')} in {counted(done.documents, 'document')}")
    if done.added:
        out_line("coder review goes through them")
    return Exit.OK


def _list(args: Namespace) -> Exit:
    with opened(args) as study:
        wanted = dict.fromkeys(document_id(study, name) for name in args.document or ())
        found = [
            (suggestion, study.document(suggestion.document))
            for suggestion in study.suggestions()
            if suggestion.confidence >= args.min_confidence and (not wanted or suggestion.document in wanted)
        ]
    found.sort(key=lambda one: (one[1].name, one[0].span.start))
    if args.json:
        out_json([_json(suggestion, document) for suggestion, document in found])
    elif found:
        _print(found)
    else:
        out_line("no suggestions wait")
    return Exit.OK


def _json(suggestion: Suggestion, document: Document) -> dict[str, Any]:
    return {
        "id": suggestion.id,
        "document": document.name,
        "start": suggestion.span.start,
        "end": suggestion.span.end,
        "code": suggestion.code,
        "weight": suggestion.weight,
        "confidence": suggestion.confidence,
        "reason": suggestion.reason,
        "origin": suggestion.origin,
        "revision": suggestion.revision,
        "quote": document.quote(suggestion.span),
    }


def _print(found: Sequence[tuple[Suggestion, Document]]) -> None:
    from coder.cli.lists import Field, print_list, shortened, signed

    fields = (
        Field("document"),
        Field("place"),
        Field("code", cut=True),
        Field("weight", number=True),
        Field("confidence", number=True),
        Field("reason", cut=True),
        Field("words", cut=True),
    )
    print_list(
        fields,
        [
            (
                document.name,
                str(one.span),
                ".".join(one.code.split(".")[-2:]),
                "" if one.weight is None else signed(one.weight),
                f"{one.confidence:.2f}",
                one.reason,
                shortened(document.quote(one.span)),
            )
            for one, document in found
        ],
    )
