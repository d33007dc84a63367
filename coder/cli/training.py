"""``coder training``: examples for people who train elsewhere, and what their models predict back in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from coder.cli.arguments import Parser
from coder.cli.diagnostics import notice
from coder.cli.output import counted, out_data, out_line, output_file
from coder.cli.resolve import document_id
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.files import write_bytes
from coder.model.example import Training, Unit

if TYPE_CHECKING:
    from coder.intake.predictions import Predicted

_BINARY, _LINES = ".spacy", ".jsonl"
_USAGE = "coder training export -o FILE.jsonl, or coder training import FILE.csv --origin NAME"
_ONLY_EXPORT = {"output": "-o", "document": "--document", "by": "--by", "unit": "--unit", "unread": "--unread"}


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", metavar="export|import", help="write examples, or take predictions in as suggestions")
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="import: predictions, a table (.csv, .xlsx) or .jsonl with document, code, a place (quote, or start and "
        "end) and, if known, weight and confidence; all rows come in, or none and every mistake is named",
    )
    examples = parser.add_argument_group("export")
    examples.add_argument(
        "-o", metavar="FILE", dest="output", help=f"FILE{_BINARY} (DocBin) or FILE{_LINES}; - prints lines"
    )
    examples.add_argument("--document", metavar="D", action="append", help="only this document; may be repeated")
    examples.add_argument("--by", metavar="CODER", help="only what this coder coded")
    examples.add_argument("--unit", metavar="U", help=f"{', '.join(Unit)}; default: what the codings lie closer to")
    examples.add_argument("--unread", action="store_true", help="also what nobody has read, to be predicted")
    predictions = parser.add_argument_group("import")
    predictions.add_argument("--origin", metavar="NAME", help="what predicted, with its version: setfit-v2")


def run(args: Namespace) -> Exit:
    """Write examples into a file that only its owner can read, or store predictions as suggestions."""
    match args.action:
        case "export":
            return _export(args)
        case "import":
            return _import(args)
    raise UsageError(f"training data cannot be {args.action!r}", where="training", hint=_USAGE)


def _export(args: Namespace) -> Exit:
    if args.output is None or args.file is not None or args.origin is not None:
        raise UsageError("export writes into the file of -o", where="training", hint=_USAGE)
    ending = _LINES if args.output == "-" else PurePath(args.output).suffix.lower()
    if ending not in (_BINARY, _LINES):
        raise UsageError(f"{args.output} has no ending of training data", where="-o", hint=f"{_BINARY} or {_LINES}")
    if args.unit not in (None, *Unit):
        raise UsageError(f"there is no unit {args.unit!r}", where="--unit", hint=", ".join(Unit))
    target = output_file(args.output)  # refused before anything is read
    with opened(args) as study:
        documents = [document_id(study, name) for name in args.document] if args.document else None
        unit = Unit(args.unit) if args.unit else None
        found = study.training(documents, args.by, unit, unread=args.unread)
    data, moved = _bytes(found, ending)
    if target is None:
        out_data(data.decode())
    else:
        write_bytes(target, data, private=True)
    _tell(found, moved, target)
    return Exit.OK


def _bytes(found: Training, ending: str) -> tuple[bytes, int]:
    """The file, and how many passages had to be moved to the edges of tokens."""
    if ending == _BINARY:
        from coder.language.docbin import docbin

        return docbin(found.examples, found.codes)
    from coder.formats.training.jsonl import render

    return render(found.examples), 0


def _tell(found: Training, moved: int, target: Path | None) -> None:
    """What leaves the study, and what does not."""
    coded = sum(bool(one.codings) for one in found.examples)
    where = "stdout" if target is None else str(target)
    notice(
        f"{where}: {counted(len(found.examples), found.unit)} from {counted(len(found.documents), 'document')}, "
        f"{coded} of them coded, with {counted(len(found.codes), 'code')}"
    )
    alone = "" if target is None else "; only you can read the file"
    notice(f"this holds words of interviews, and the names in them that no pseudonym replaced{alone}")
    if found.unquotable:
        notice(f"left out, because their words may not be quoted: {', '.join(found.unquotable)}")
    if found.nowhere:
        notice(f"{counted(found.nowhere, 'coding')} on no example: on headings, or across several without half of any")
    if moved:
        passages = "1 passage begins or ends" if moved == 1 else f"{moved} passages begin or end"
        notice(f"{passages} inside a token and was moved out to its edge; user_data and JSONL have the exact places")


def _import(args: Namespace) -> Exit:
    given = [option for field, option in _ONLY_EXPORT.items() if getattr(args, field)]
    if args.file is None or given:
        what = f"{given[0]} is for export" if given else "it is not said which file"
        raise UsageError(what, where="training", hint=_USAGE)
    if args.origin is None:
        raise UsageError("it is not said what predicted this", where="training", hint="--origin setfit-v2")
    with opened(args) as study:
        _report(study.import_predictions(Path(args.file), args.origin))
    return Exit.OK


def _report(done: Predicted) -> None:
    """What came in, and what was passed over for which reason."""
    reasons = {
        "in already": done.known,
        "on words that have the code": done.coded,
        "on words for which the code was rejected": done.rejected,
        "on passages that are coded without suggestions": done.unaided,
        "on words for which a suggestion of the code waits": done.waiting,
        "the same as an earlier row or overlapping it": done.repeated,
    }
    over = ", ".join(f"{number} {reason}" for reason, number in reasons.items() if number)
    came = f"{counted(len(done.added), 'suggestion')} of {done.origin} came in" if done.added else "nothing new"
    out_line(f"{came}; passed over: {over}" if over else came)
    if done.reopened:
        out_line(f"{len(done.reopened)} rejected before their code was changed, open again")
    if done.added:
        out_line("coder review goes through them")
    if done.unspoken:
        touch = "touches" if done.unspoken == 1 else "touch"
        notice(f"{counted(done.unspoken, 'suggestion')} {touch} no respondent's words and would never be evidence")
