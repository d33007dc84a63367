"""``coder codings``: list codings, or bring in a table of them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coder.cli.arguments import Parser, natural
from coder.cli.diagnostics import notice
from coder.cli.output import counted, out_data, out_json, out_line
from coder.cli.resolve import case_id, document_id
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.exports import codings_text
from coder.model.coding import Coding
from coder.model.consent import Consent, printed
from coder.model.document import Document
from coder.model.report import CodingsReport
from coder.study import Study


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", metavar="import", nargs="?", help="bring codings in instead of listing them")
    parser.add_argument("file", metavar="FILE.csv", nargs="?", help="columns document, code, weight and a place")
    only = parser.add_argument_group("only those")
    only.add_argument("--document", metavar="D", help="in this document")
    only.add_argument("--code", metavar="C", help="with this code or one below it")
    only.add_argument("--by", metavar="CODER", help="of this coder")
    only.add_argument("--case", metavar="CASE", help="about this case")
    only.add_argument("--revision", metavar="N", type=natural, help="made under this revision of the codebook")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="as one JSON document")
    shape.add_argument(
        "--csv",
        action="store_true",
        help="as a table that can be brought in again: exact into pipes and files, control characters too",
    )


def run(args: Namespace) -> Exit:
    """List the codings that match, or import a table, all or nothing."""
    if args.action == "import" and args.file:
        with opened(args) as study:
            _report(study.import_codings(Path(args.file)))
        return Exit.OK
    if args.action is not None:
        raise UsageError("this cannot be done with codings", where="codings", hint="coder codings import FILE.csv")
    with opened(args) as study:
        matching = _matching(study, args)
        found = [(coding, study.document(coding.document)) for coding in matching]
        earlier = study.earlier_defined(matching)
        as_coded = {one.id: one for one in study.codings_of(one.id for one in matching)}
        memos = study.memos("coding")
        consents = study.consents()
        table = codings_text((coding for coding, _ in found), study.document, memos, consents) if args.csv else ""
    if args.json:
        out_json(
            [
                _json(coding, document, memos, consents)
                | {"earlier_definition": coding.id in earlier}
                | {"coded_as": as_coded[coding.id].code, "coded_weight": as_coded[coding.id].weight}
                for coding, document in found
            ]
        )
    elif args.csv:
        out_data(table)
    elif found:
        _print(found, memos, consents)
        if earlier:
            notice(f"{len(earlier)} of {counted(len(found), 'coding')} made under an earlier definition of their code")
    else:
        out_line("no codings")
    return Exit.OK


def _report(done: CodingsReport) -> None:
    """What came in, what was in already, and what will never count."""
    known = f"{done.known} {'was' if done.known == 1 else 'were'} in already"
    if done.added:
        out_line(f"{counted(done.added, 'coding')} came in" + (f", {known}" if done.known else ""))
    else:
        out_line(f"nothing new: {known}")
    if done.unspoken:
        touch = "touches" if len(done.unspoken) == 1 else "touch"
        count = "counts" if len(done.unspoken) == 1 else "count"
        notice(
            f"{counted(len(done.unspoken), 'coding')} {touch} no respondent's words and never {count} as evidence: "
            + ", ".join(done.unspoken)
        )


def _matching(study: Study, args: Namespace) -> tuple[Coding, ...]:
    codebook = study.codebook
    if args.revision is not None:
        study.codebook_at(args.revision)  # refused by name where there is none
    found = study.codings(
        document=document_id(study, args.document) if args.document else None,
        coder=args.by,
        code=codebook.code(args.code).id if args.code else None,
        case=case_id(codebook, args.case, (one.case for one in study.documents() if one.case)) if args.case else None,
        today=True,
    )
    return tuple(one for one in found if args.revision in (None, one.revision))


def _words(coding: Coding, document: Document, memos: Mapping[str, str], consents: Mapping[str, Consent]) -> str:
    """What may be printed of a coding."""
    allowed = consents.get(document.id, Consent.YES)
    return printed(document.quote(coding.span), allowed, memos.get(coding.id, ""))


def _json(
    coding: Coding, document: Document, memos: Mapping[str, str], consents: Mapping[str, Consent]
) -> dict[str, Any]:
    return {
        "id": coding.id,
        "document": document.name,
        "start": coding.span.start,
        "end": coding.span.end,
        "code": coding.code,
        "weight": coding.weight,
        "coder": coding.coder,
        "about": coding.about,
        "tense": coding.tense.value,
        "origin": coding.origin,
        "revision": coding.revision,
        "created": coding.created,
        "quote": _words(coding, document, memos, consents),
        "memo": memos.get(coding.id, ""),
    }


def _print(found: Sequence[tuple[Coding, Document]], memos: Mapping[str, str], consents: Mapping[str, Consent]) -> None:
    from coder.cli.lists import Field, code_cell, print_list, shortened, signed

    lines = []
    for coding, document in found:
        words = shortened(_words(coding, document, memos, consents))
        code = code_cell(coding.code)
        lines.append((document.name, str(coding.span), signed(coding.weight), coding.coder, code, words))
    fields = (
        Field("document"),
        Field("place"),
        Field("weight", number=True),
        Field("coder"),
        Field("code", cut=True),
        Field("words", cut=True),
    )
    print_list(fields, lines)
