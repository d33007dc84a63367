"""``coder suggest``: passages worth coding, over the whole corpus."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from coder.cli.arguments import Parser, natural, share
from coder.cli.diagnostics import notice
from coder.cli.output import counted, out_json, out_line
from coder.cli.progress import progress_bar
from coder.cli.resolve import document_id
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.coding import Suggestion
from coder.model.document import Document
from coder.model.report import SuggestReport
from coder.study import Study


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    from coder.suggest.batch import SOURCES

    parser.add_argument(
        "--from", metavar="SOURCES", dest="sources", help="what proposes, with commas; default: " + ",".join(SOURCES)
    )
    parser.add_argument("--document", metavar="D", action="append", help="only this document; may be repeated")
    parser.add_argument(
        "--min-confidence", metavar="P", type=share, help="0 to 1; default: what finds most for least, as measured"
    )
    parser.add_argument("--careful", action="store_true", help="fewer, of which three of four are right, as measured")
    parser.add_argument("--budget", metavar="N", type=natural, help="only the N most likely")
    parser.add_argument(
        "--unaided", metavar="P", type=_part, help="share of passages without any; default: as before, at first 0.2"
    )
    parser.add_argument(
        "--workers", metavar="N", type=natural, help="processes that read; default: as many as pay on this machine"
    )
    parser.add_argument("--cluster", metavar="ADDRESS", help="read on the Dask cluster of the scheduler there")
    parser.add_argument("--list", action="store_true", help="look for nothing, list the suggestions that wait")
    parser.add_argument("--evaluate", action="store_true", help="look for nothing, say how good suggestions are here")
    parser.add_argument("--json", action="store_true", help="--list, --evaluate: as one JSON document")


def _part(text: str) -> Fraction:
    """A share, exactly as it is written."""
    share(text)
    return Fraction(text)


def run(args: Namespace) -> Exit:
    """Store suggestions, or list those waiting; they count for nothing until somebody accepts them."""
    from coder.suggest.batch import SOURCES

    sources = [source.strip() for source in args.sources.split(",")] if args.sources is not None else list(SOURCES)
    for source in sources:
        if source not in SOURCES:
            raise UsageError(f"there is no source {source!r}", hint="--from " + ",".join(SOURCES))
    if args.evaluate:
        from coder.cli.evaluation import evaluate

        return evaluate(args)
    if args.list:
        return _list(args)
    if args.json:
        raise UsageError("only a list can be JSON", where="suggest", hint="coder suggest --list --json")
    if args.cluster and args.workers:
        raise UsageError("a cluster has workers of its own", where="suggest", hint="--cluster without --workers")
    with opened(args) as study, progress_bar("suggesting") as progress:
        documents = [document_id(study, name) for name in args.document] if args.document else None
        known = study.any_calibrated()
        done = study.suggest(
            sources,
            documents,
            args.min_confidence,
            careful=args.careful,
            budget=args.budget,
            unaided=args.unaided,
            workers=args.workers or 0,
            cluster=args.cluster,
            progress=progress,
        )
        first = done.calibrated and not known
        told = _expectation(study, done) if first else ()
    for note in (*done.notes, *told):
        notice(note)
    out_line(f"{counted(done.added, 'new suggestion')} in {counted(done.documents, 'document')}")
    for number, what in (
        (done.unchanged, "asked the same before, passed over"),
        (done.withdrawn, "withdrawn, since they are proposed no more"),
        (done.reopened, "rejected under other words of the code, open again"),
    ):
        if number:
            out_line(f"{number} {what}")
    if done.added:
        out_line("coder review goes through them")
    return Exit.OK


def _expectation(study: Study, done: SuggestReport) -> Sequence[str]:
    """What to expect of suggestions, before the first ones are read."""
    from coder.suggest.telling import expectation, found_share, per_hundred, right_of_hundred

    kept = study.last_evaluation()
    if kept is not None:
        return expectation(kept.evaluation, current=study.evaluation_is_current(kept))
    found = done.expected
    if found is None or not found.right:
        return expectation(None)
    return (
        f"About {right_of_hundred(found)} of 100 suggestions will be right, and {found_share(found)} of what you would "
        f"code is found, {per_hundred(found)} per 100 segments; coder suggest --evaluate measures it more closely",
    )


def _list(args: Namespace) -> Exit:
    least = args.min_confidence or 0.0
    with opened(args) as study:
        wanted = dict.fromkeys(document_id(study, name) for name in args.document or ())
        found = [
            (suggestion, study.document(suggestion.document))
            for suggestion in study.suggestions()
            if suggestion.confidence >= least and (not wanted or suggestion.document in wanted)
        ]
    found.sort(key=lambda one: (one[1].name, one[0].span.start))
    if args.json:
        out_json([_json(suggestion, document) for suggestion, document in found])
    elif found:
        _print(found)
        if not all(suggestion.calibrated for suggestion, _ in found):
            out_line(
                "right: of 100 such suggestions, as measured here; of those without it nobody knows, it only orders"
            )
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
        "calibrated": suggestion.calibrated,
        "reason": suggestion.reason,
        "nearest": list(suggestion.nearest),
        "about": suggestion.about,
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
        Field("right", number=True),
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
                f"{100 * one.confidence:.0f} %" if one.calibrated else "",
                one.reason,
                shortened(document.quote(one.span)),
            )
            for one, document in found
        ],
    )
