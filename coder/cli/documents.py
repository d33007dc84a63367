"""``coder documents``: the transcripts of the study."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coder.cli.arguments import Parser
from coder.cli.attributes import attribute
from coder.cli.diagnostics import notice
from coder.cli.output import out_json, out_line
from coder.cli.resolve import document_id
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.consent import is_quotable
from coder.model.document import VOICES
from coder.model.report import DocumentSummary

if TYPE_CHECKING:
    from coder.model.codebook import Codebook
    from coder.study import Study


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("documents", metavar="DOCUMENT", nargs="*", help="only these")
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        dest="attributes",
        help="an attribute of the named documents, such as quotable=no",
    )
    parser.add_argument(
        "--unset", metavar="NAME", action="append", default=[], help="take an attribute of the named documents away"
    )
    parser.add_argument("--json", action="store_true", help="as one JSON document")


def run(args: Namespace) -> Exit:
    """List the documents by case and name, after setting what is to be set."""
    if (args.attributes or args.unset) and not args.documents:
        option = "--set" if args.attributes else "--unset"
        raise UsageError(
            f"{option} needs the documents it is for", where="documents", hint=f"name them before {option}"
        )
    with opened(args) as study:
        wanted = [document_id(study, name) for name in args.documents]
        for pair in args.attributes:
            name, value = attribute(pair)
            if not value:
                raise UsageError(f"--set {pair}: this sets nothing", hint=f"--unset {name} takes it away")
            for identity in wanted:
                study.set_attribute(identity, name, value)
        for name in args.unset:
            _unset(study, wanted, name.strip())
        found = tuple(one for one in study.documents() if not wanted or one.id in wanted)
        codebook = study.codebook
    if args.json:
        out_json([_json(one) for one in found])
    elif found:
        _print(found, codebook)
    else:
        out_line("no documents yet: coder import brings them in")
    return Exit.OK


def _unset(study: Study, wanted: Sequence[str], name: str) -> None:
    """Take an attribute away, and say of which documents the codebook wants it."""
    from coder.intake.values import attribute_name

    known = attribute_name(name, study.codebook)
    had = [one for one in wanted if known in study.attributes(one) or name in study.attributes(one)]
    for identity in had:
        study.set_attribute(identity, name, None)
    if not had:
        notice(f"none of these documents has {name!r}")
    required = any(spec.id == known and spec.required for spec in study.codebook.attributes)
    if had and required:
        notice(f"the codebook requires {known}; coder documents DOCUMENT --set {known}=VALUE gives it again")


def _print(found: tuple[DocumentSummary, ...], codebook: Codebook) -> None:
    from coder.cli.lists import Field, fitting, print_list

    names = _attributes(found, codebook)
    fields = [
        Field("document"),
        Field("case"),
        Field("interview"),
        Field("lang"),
        Field("turns", number=True),
        Field("words", number=True),
        Field("codings", wraps=True),
        Field("pending", number=True),
        Field("coded by", wraps=True),
        *(Field(name, cut=True) for name in names),
    ]
    lines = [
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
            *(one.attributes.get(name, "") for name in names),
        )
        for one in found
    ]
    shown = fitting(fields, lines, len(fields) - len(names))
    print_list(fields[:shown], [line[:shown] for line in lines])
    if shown < len(fields):
        notice(f"no room for {', '.join(one.title for one in fields[shown:])}: coder documents --json shows all")


def _attributes(found: Sequence[DocumentSummary], codebook: Codebook) -> list[str]:
    """Attributes of the documents that no column shows already: what may be quoted first, then as the codebook has
    them."""
    stated = dict.fromkeys(name for one in found for name in one.attributes)
    shown = {
        codebook.case_attribute,
        "language",
        "interview",
        *(one.id for one in codebook.attributes if one.kind == "id"),
    }
    ranks = {one.id: number for number, one in enumerate(codebook.attributes)}
    listed = sorted((name for name in stated if name not in shown), key=lambda name: ranks.get(name, len(ranks)))
    return sorted(listed, key=lambda name: (not is_quotable(name), name == VOICES))


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
