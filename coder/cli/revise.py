"""``coder revise``: corrected transcripts, what they leave to decide, and the texts they replaced."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from coder.cli.arguments import Parser, natural
from coder.cli.diagnostics import notice
from coder.cli.output import counted, out_data, out_json, out_line
from coder.cli.resolve import document_id
from coder.cli.session import opened
from coder.errors import CoderError, Exit, UsageError
from coder.model.correction import CorrectionReport, Reworded, Settling, TextRevision
from coder.model.reading import Reading
from coder.study import Study

_USAGE = "coder revise DOCUMENT FILE, or one of --open, --settle, --list, --show"
_OTHER_WORDS = "words"  # settled by --quote


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("document", metavar="DOCUMENT", nargs="?", help="the document that was corrected")
    parser.add_argument("file", metavar="FILE", nargs="?", help="its corrected transcript")
    parser.add_argument("--encoding", metavar="NAME", help="read a text file in this encoding (default: recognised)")
    parser.add_argument("--join-hyphens", action="store_true", help="in a PDF, make words whole at line ends")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--open", action="store_true", help="list the codings whose words changed, to be decided on")
    what.add_argument("--settle", metavar="CODING", help="decide on one of them: keep, remove, or --quote")
    what.add_argument("--list", action="store_true", help="list the texts the document had")
    what.add_argument("--show", metavar="N", type=natural, help="print one of these texts")
    parser.add_argument("--quote", metavar="WORDS", help="with --settle: put the coding on these words")
    parser.add_argument("--json", action="store_true", help="lists as one JSON document")


def run(args: Namespace) -> Exit:
    """Do one of these things."""
    if args.settle is not None:
        return _settle(args)
    if args.open:
        return _open(args)
    if args.document is None:
        raise UsageError("this names no document", where="revise", hint=_USAGE)
    with opened(args) as study:
        document = document_id(study, args.document)
        if args.list or args.show is not None:
            return _revisions(study, document, args)
        if args.file is None:
            raise UsageError("this names no corrected file", where="revise", hint=_USAGE)
        how = Reading(encoding=args.encoding or "", join_hyphens=args.join_hyphens)
        done = study.revise(document, Path(args.file), how)
    _report(done, args)
    return Exit.OK


def _report(done: CorrectionReport, args: Namespace) -> None:
    """What was corrected and what is to be done."""
    before, after = done.words
    if done.unchanged:
        out_line(f"{done.document} is as the file has it: nothing to correct")
    else:
        codings = f", {counted(done.codings, 'coding')} moved along" if done.codings else ""
        out_line(f"{done.document} is corrected: {before} words, now {after}{codings}")
    if done.elsewhere:
        notice(f"{counted(len(done.elsewhere), 'coding')} followed words that were moved to another place")
    if done.withdrawn:
        notice(f"{counted(done.withdrawn, 'suggestion')} on changed words withdrawn: coder suggest looks again")
    for warning in done.warnings:
        notice(f"{Path(args.file).name}: {warning}")
    for one in done.attributes:
        was = f"here it is {one.here}" if one.here is not None else "here it is not set"
        notice(f"the file says {one.name}: {one.file}, {was}: coder import {args.file} --set {one.name}={one.file}")
    if done.reworded:
        _print(done.reworded)
        notice(f"the words of {counted(len(done.reworded), 'coding')} changed: coder revise --settle CODING keep")


# ---- what is to be decided


def _open(args: Namespace) -> Exit:
    with opened(args) as study:
        document = document_id(study, args.document) if args.document else None
        found = study.reworded(document)
    if args.json:
        out_json([_json(one) for one in found])
    elif found:
        _print(found)
    else:
        out_line("nothing is to be decided")
    return Exit.OK


def _json(one: Reworded) -> dict[str, Any]:
    return {
        "id": one.coding.id,
        "document": one.document,
        "start": one.coding.span.start,
        "end": one.coding.span.end,
        "code": one.coding.code,
        "weight": one.coding.weight,
        "coder": one.coding.coder,
        "before": one.before,
        "after": one.after,
        "elsewhere": [one.elsewhere.start, one.elsewhere.end] if one.elsewhere else None,
    }


def _print(found: tuple[Reworded, ...]) -> None:
    from coder.cli.lists import Field, code_cell, print_list, shortened

    fields = (
        Field("coding"),
        Field("place"),
        Field("coder"),
        Field("code", cut=True),
        Field("words before", wraps=True),
        Field("words now", wraps=True),
        Field("before, now at", wraps=True),
    )
    lines = [
        (
            one.coding.id[:8],
            f"{one.document}:{one.coding.span}",
            one.coding.coder,
            code_cell(one.coding.code),
            shortened(one.before),
            shortened(one.after),
            str(one.elsewhere or ""),
        )
        for one in found
    ]
    print_list(fields, lines)


def _settle(args: Namespace) -> Exit:
    given = args.document or (_OTHER_WORDS if args.quote is not None else "")
    if args.file is not None or given not in (*Settling, _OTHER_WORDS) or (given == _OTHER_WORDS) != bool(args.quote):
        raise UsageError(
            "it is not said what becomes of the coding",
            where="revise",
            hint='coder revise --settle CODING keep, remove, or --quote "words"',
        )
    with opened(args) as study:
        one = _reworded(study, args.settle)
        if given == _OTHER_WORDS:
            study.settle(one.coding.id, study.words_at(one.coding.document, args.quote, one.coding.span.start))
        else:
            study.settle(one.coding.id, Settling(given))
        left = len(study.reworded())
    out_line("settled" + (f"; {counted(left, 'coding')} left to decide" if left else ""))
    return Exit.OK


def _reworded(study: Study, name: str) -> Reworded:
    """The coding meant by an id or its beginning. Raises CoderError for none or several."""
    found = [one for one in study.reworded() if name and one.coding.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    problem = "could be any of several codings" if found else "is no coding to be decided on"
    raise CoderError(f"{name!r} {problem}", hint="coder revise --open lists them")


# ---- texts


def _revisions(study: Study, document: str, args: Namespace) -> Exit:
    found = study.text_revisions(document)
    if args.show is not None:
        if args.show > len(found):
            raise CoderError(
                f"there is no text {args.show} of {args.document}", hint="coder revise DOCUMENT --list lists them"
            )
        text = study.text_of(found[args.show - 1])
        out_data(text if text.endswith("\n") else text + "\n")
        return Exit.OK
    if args.json:
        out_json([_revision_json(one) for one in found])
        return Exit.OK
    from coder.cli.lists import Field, print_list

    fields = (
        Field("text", number=True),
        Field("UTC"),
        Field("coder"),
        Field("words", number=True),
        Field("file", wraps=True),
        Field("change", wraps=True),
    )
    print_list(
        fields,
        [
            (str(one.number), one.at[:19].replace("T", " "), one.coder, str(one.words), one.source, one.label)
            for one in found
        ],
    )
    return Exit.OK


def _revision_json(one: TextRevision) -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at,
        "coder": one.coder,
        "change": one.label,
        "file": one.source,
        "words": one.words,
        "sha256": one.text_sha256,
    }
