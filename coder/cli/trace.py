"""``coder trace``: why a cell is what it is."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, ascii_option, language_option, natural
from coder.cli.output import out, out_json, style
from coder.cli.resolve import case_id, row_id
from coder.cli.session import language, opened
from coder.derive.printable import printable
from coder.errors import Exit
from coder.formats.overview.as_json import trace_json
from coder.model.codebook import Codebook
from coder.model.consent import consent


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("row", metavar="ROW", help="id, last part of it, or label, such as narrative")
    parser.add_argument("case", metavar="CASE", help="id, label or alias, such as beijing")
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    parser.add_argument("--limit", metavar="N", type=natural, help="so many quotations for, and so many against")
    language_option(parser)
    ascii_option(parser)


def run(args: Namespace) -> Exit:
    """Print the rule, the numbers, and the words for and against."""
    with opened(args) as study:
        codebook = study.codebook
        wanted = language(args, codebook)
        row = row_id(codebook, args.row)
        case = case_id(codebook, args.case, (one.case for one in study.documents() if one.case))
        allowed = {one.name: consent(one.attributes) for one in study.documents()}
        found = printable(study.trace(row, case, wanted), allowed)
        beside = study.beside(row, case, wanted)
    if args.json:
        out_json(trace_json(found, beside))
        return Exit.OK
    from coder.formats.overview.trace_text import Words, render

    words = Words(_labels(codebook, row, wanted), args.limit)
    out(render(found, style(args, codebook.default_language), words, beside))
    return Exit.OK


def _labels(codebook: Codebook, row: str, language: str | None) -> dict[str, str]:
    return {code.value: codebook.text(code.label, language) for code in codebook.values(codebook.row(row))}
