"""``coder suggest``: passages worth coding, over the whole corpus."""

from __future__ import annotations

import re
import shutil
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from coder.cli.arguments import Parser, natural, share
from coder.cli.diagnostics import notice
from coder.cli.output import counted, is_terminal, out_json, out_line
from coder.cli.progress import progress_bar
from coder.cli.resolve import document_id
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.coding import Suggestion
from coder.model.document import Document
from coder.model.report import SuggestReport
from coder.study import Study

# What a list and a measurement cannot heed, as it is written.
_ONLY_RUNS = {"careful": "--careful", "unaided": "--unaided", "workers": "--workers", "cluster": "--cluster"}
_NOT_MEASURED = {**_ONLY_RUNS, "document": "--document", "min_confidence": "--min-confidence", "budget": "--budget"}
_SHARE = re.compile(r"[01]|[01]?\.[0-9]{1,9}|[01]\.")
_WIDE = 100  # columns of a terminal from which on a list has room for reasons
_IMPORTED = "import"  # origins of predictions made elsewhere: import:NAME


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    from coder.suggest.batch import SOURCES

    parser.add_argument(
        "--from",
        metavar="SOURCES",
        dest="sources",
        help=f"what proposes, with commas; default: {','.join(SOURCES)}. --list: what took part; also {_IMPORTED}:NAME",
    )
    parser.add_argument("--document", metavar="D", action="append", help="only this document; may be repeated")
    parser.add_argument(
        "--min-confidence", metavar="P", type=share, help="0 to 1; default: what finds most for least, as measured"
    )
    parser.add_argument("--careful", action="store_true", help="fewer, of which three of four are right, as measured")
    parser.add_argument("--budget", metavar="N", type=natural, help="only the N most likely; stored when all are known")
    parser.add_argument(
        "--unaided",
        metavar="P",
        type=_part,
        help="share of passages without any, 0 to 1; default: as in the last run that stored anything, at first 0.2",
    )
    parser.add_argument(
        "--workers", metavar="N", type=natural, help="processes that read; default: as many as pay on this machine"
    )
    parser.add_argument("--cluster", metavar="ADDRESS", help="read on the Dask cluster of the scheduler there")
    parser.add_argument(
        "--list",
        action="store_true",
        help="look for nothing, list what waits; with --from, --document, --min-confidence, --budget only those",
    )
    parser.add_argument(
        "--evaluate", action="store_true", help="look for nothing, say how good suggestions are here; with --from"
    )
    parser.add_argument("--json", action="store_true", help="--list, --evaluate: as one JSON document")


def _part(text: str) -> Fraction:
    """A share, exactly as it is written."""
    if not _SHARE.fullmatch(text) or not 0 <= Fraction(text) <= 1:
        raise ArgumentTypeError(f"{text[:20]!r} is not a share from 0 to 1, such as 0.3 for 30 of 100")
    return Fraction(text)


def run(args: Namespace) -> Exit:
    """Store suggestions, or list those waiting; they count for nothing until somebody accepts them."""
    from coder.suggest.batch import SOURCES
    from coder.suggest.telling import why_withdrawn

    _refuse_what_cannot_apply(args)
    sources = _sources(args.sources, SOURCES, imported=args.list) if args.sources is not None else SOURCES
    if args.evaluate:
        from coder.cli.evaluation import evaluate

        return evaluate(args)
    if args.list:
        return _list(args, sources if args.sources is not None else ())
    with opened(args) as study, progress_bar("suggesting") as progress:
        documents = [document_id(study, name) for name in args.document] if args.document else None
        known = study.any_calibrated()
        with _share_told(study, args.unaided):
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
        (done.withdrawn, f"withdrawn: {why_withdrawn(done, args.budget, share=args.unaided is not None)}"),
        (done.reopened, "rejected before their code was changed, open again"),
    ):
        if number:
            out_line(f"{number} {what}")
    if done.added:
        out_line("coder review goes through them")
    if not done.documents:
        notice("there are no transcripts yet: coder import brings them in")
    return Exit.OK


def _refuse_what_cannot_apply(args: Namespace) -> None:
    """Raises UsageError for options of which one says what the other cannot heed."""
    if args.list and args.evaluate:
        raise UsageError("--list and --evaluate are two things", where="suggest", hint="one after the other")
    for asked, others, hint in (
        ("list", _ONLY_RUNS, "it takes --from, --document, --min-confidence, --budget and --json"),
        ("evaluate", _NOT_MEASURED, "it takes --from and --json"),
    ):
        given = [option for field, option in others.items() if _is_given(getattr(args, field))]
        if getattr(args, asked) and given:
            raise UsageError(f"--{asked} looks for nothing that {given[0]} could change", where="suggest", hint=hint)
    if args.json and not args.list and not args.evaluate:
        raise UsageError("only a list can be JSON", where="suggest", hint="coder suggest --list --json")
    if args.cluster is not None and args.workers:
        raise UsageError("a cluster has workers of its own", where="suggest", hint="--cluster without --workers")
    if args.unaided is not None and args.document:
        raise UsageError(
            "--unaided is the share of the whole study",
            where="suggest",
            hint="--unaided without --document, then these",
        )


def _is_given(value: object) -> bool:
    """Whether an option was written; 0 is a value like any other."""
    return value is not None and value is not False


def _sources(written: str, known: Sequence[str], *, imported: bool) -> tuple[str, ...]:
    """The names of sources, each once; ``imported`` ones, too, of which anything may wait. Raises UsageError."""
    names = tuple(dict.fromkeys(name.strip() for name in written.split(",")))
    for name in names:
        if name not in known and not (imported and name.partition(":")[0] == _IMPORTED):
            also = f", or {_IMPORTED}:NAME" if imported else ""
            raise UsageError(f"there is no source {name!r}", hint=f"--from {','.join(known)}{also}")
    return names


@contextmanager
def _share_told(study: Study, share: Fraction | None) -> Iterator[None]:
    """Where an interrupted run leaves nothing that remembers its share of passages without suggestions, say so."""
    try:
        yield
    except KeyboardInterrupt:
        last = next(reversed(study.stamps().values()), None)
        if share is not None and (last is None or last.unaided != share):
            notice("nothing of this run is stored: give --unaided again when you repeat it")
        raise


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
        f"About {right_of_hundred(found)} of 100 suggestions will be right, {per_hundred(found)} per 100 segments, and "
        f"they find {found_share(found)} of the segments you would code; coder suggest --evaluate measures it closely",
    )


def _list(args: Namespace, sources: Sequence[str]) -> Exit:
    """What waits, as far as it is asked for: of some sources and documents, so likely, the most likely ones."""
    least = args.min_confidence or 0.0
    with opened(args) as study:
        wanted = dict.fromkeys(document_id(study, name) for name in args.document or ())
        waiting = study.suggestions()
        chosen = [
            one
            for one in waiting
            if one.confidence >= least
            and (not wanted or one.document in wanted)
            and (not sources or any(_took_part(name, one.origin) for name in sources))
        ]
        found = [(one, study.document(one.document)) for one in chosen]
    found.sort(key=lambda one: (one[1].name, one[0].span.start))
    if args.budget is not None:
        likely = sorted((one for one, _ in found), key=lambda one: (not one.calibrated, -one.confidence))
        most = {one.id for one in likely[: args.budget]}
        found = [pair for pair in found if pair[0].id in most]
    if args.json:
        out_json([_json(suggestion, document) for suggestion, document in found])
    elif found:
        _print(found)
        measured = sum(suggestion.calibrated for suggestion, _ in found)
        if measured:
            unknown = "; of those without it nobody knows, it only orders" if measured < len(found) else ""
            notice(f"right: of 100 such suggestions, as measured here{unknown}")
    elif waiting:
        out_line(f"none of these is among the {counted(len(waiting), 'suggestion')} that wait")
    else:
        out_line("no suggestions wait")
    return Exit.OK


def _took_part(name: str, origin: str) -> bool:
    """Whether a source is among those of an origin, ``cues.v1+model.v1`` or ``import:NAME``."""
    return name == origin or any(name == part.partition(".v")[0].partition(":")[0] for part in origin.split("+"))


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
    from coder.cli.lists import Field, code_cell, print_list, shortened, signed

    fields = (
        Field("document"),
        Field("place"),
        Field("code", cut=True),
        Field("weight", number=True),
        Field("right", number=True),
        Field("reason", cut=True),
        Field("words", cut=True),
    )
    narrow = is_terminal() and shutil.get_terminal_size((80, 24)).columns < _WIDE
    print_list(
        fields,
        [
            (
                document.name,
                str(one.span),
                code_cell(one.code),
                "" if one.weight is None else signed(one.weight),
                f"{100 * one.confidence:.0f} %" if one.calibrated else "",
                "" if narrow else one.reason,
                shortened(document.quote(one.span)),
            )
            for one, document in found
        ],
    )
    if narrow:
        notice("no room for the reason: a wider terminal or --json shows it")
