"""``coder suggest --evaluate``: how good suggestions are on this study's own codings."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from coder.cli.output import counted, out_json, out_line
from coder.cli.plain import plain
from coder.cli.progress import progress_bar
from coder.cli.session import language, opened
from coder.errors import Exit
from coder.model.codebook import Codebook
from coder.model.evaluation import Bin, CodeFigures, Evaluation, Figures, Humans, KeptEvaluation, Learned, Shortfall
from coder.model.shares import percent
from coder.suggest.telling import WHY, called, decimal, per_hundred, verdict

BAR = 40  # characters of a bar that is full
_CODED = "A coded segment is one code on one sentence or contribution: a coding over three of them is three."
_NAMES = {"cues": "cues alone", "similar": "similar alone", "model": "model alone"}


def evaluate(args: Namespace) -> Exit:
    """Measure, keep and show it; nothing is suggested."""
    from coder.study.evaluating import ALL

    chosen = tuple(name.strip() for name in args.sources.split(",")) if args.sources else ALL
    with opened(args) as study, progress_bar("measuring") as progress:
        spoken = language(args, study.codebook) if hasattr(args, "lang") else None
        kept = study.last_evaluation() if chosen == ALL else None
        if kept is None or not study.evaluation_is_current(kept):
            kept = study.evaluate_suggestions(chosen, progress)
        codebook = study.codebook
    if args.json:
        out_json(as_json(kept))
    else:
        print_page(kept, codebook, spoken)
    return Exit.OK


def as_json(kept: KeptEvaluation) -> dict[str, object]:
    """Everything that was measured, with the figures that follow from others."""
    found = kept.evaluation
    return {
        "at": kept.at,
        "of": kept.of,
        **plain(found),
        "verdict": verdict(found),
        "together": _figures(found.together),
        "careful": _figures(found.careful),
        "sources": [{"source": one.source, **_some(one.figures)} for one in found.sources],
        "languages": [
            {"language": one.language, "interviews": one.interviews, **_some(one.figures)} for one in found.languages
        ],
        "codes": [plain(one, precision=one.precision, recall=one.recall, f1=one.f1) for one in found.codes],
        "curve": [{"interviews": one.interviews, "draws": list(map(_some, one.draws))} for one in found.curve],
        "humans": None if found.humans is None else _humans(found.humans),
    }


def _figures(figures: Figures | None) -> dict[str, object] | None:
    return None if figures is None else _some(figures)


def _some(figures: Figures) -> dict[str, object]:
    found: dict[str, object] = plain(
        figures,
        precision=figures.precision,
        recall=figures.recall,
        f1=figures.f1,
        per_hundred=figures.per_hundred,
    )
    return found


def _humans(found: Humans) -> dict[str, object]:
    told: dict[str, object] = plain(found, f1=found.together.f1)
    told["codes"] = [plain(alike, f1=alike.f1) | {"code": code} for code, alike in found.codes]
    return told


def print_page(kept: KeptEvaluation, codebook: Codebook, spoken: str | None) -> None:
    """A page to read: the verdict, then what it rests on."""
    from coder.cli.remarks import print_remarks

    found = kept.evaluation
    print_remarks(verdict(found), *((_CODED,) if found.codings else ()))
    if found.together is not None:
        _print_measured(found, found.together)
    _print_codes(found, codebook, spoken)
    _print_people(found)
    _print_curve(found.curve)


def _print_measured(found: Evaluation, together: Figures) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    print_remarks(
        f"Measured on {counted(found.interviews, 'coded interview')}, {found.folds} parts held out in turn: "
        f"{counted(together.segments, 'segment')}, {counted(found.codings, 'coded segment')}.",
        *_aided(found),
    )
    rows = [("all together", together), *((_NAMES.get(one.source, one.source), one.figures) for one in found.sources)]
    if found.careful is not None:
        rows.append(("--careful", found.careful))
    _heading("By source")
    _print_figures(rows)
    if found.careful is None:
        likely = f"{100 * found.likely:.0f} of 100"
        print_remarks(f"On what is coded so far, --careful cannot promise that {likely} are right.")
    print_remarks(
        "right: of 100 suggestions, on how many passages somebody coded that code, whatever the strength and the exact "
        "ends; found: of 100 coded segments; shown: per 100 segments; first: how often the likeliest of "
        "a segment is right; five: how often a coded segment has a right code among the five likeliest; off: how far "
        "the percentage on a suggestion is from the truth.",
    )
    if found.calibration:
        _heading("What the percentage on a suggestion is worth")
        print_list(
            (Field("says"), Field("suggestions", number=True), Field("right", number=True), Field("")),
            list(map(_bin, found.calibration)),
        )
    if len(found.languages) > 1:
        _heading("By language")
        _print_figures([(one.language or "unknown", one.figures) for one in found.languages])


def _aided(found: Evaluation) -> tuple[str, ...]:
    if not found.aided:
        return ()
    share = percent(found.aided, found.codings)
    return (f"{share} % of the coded segments began as suggestions, which flatters the figures.",)


def _heading(text: str) -> None:
    out_line("")
    out_line(text)


def _print_figures(rows: Sequence[tuple[str, Figures]]) -> None:
    from coder.cli.lists import Field, print_list

    names = ("right", "found", "F1", "shown", "first", "five", "off")
    print_list(
        (Field(""), *(Field(name, number=True) for name in names)),
        [
            (
                name,
                _percent(one.precision),
                _percent(one.recall),
                decimal(one.f1),
                per_hundred(one),
                _percent(one.first),
                _percent(one.among_five),
                _percent(one.calibration_error),
            )
            for name, one in rows
        ],
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _bin(one: Bin) -> tuple[str, str, str, str]:
    share = one.right / one.shown
    bar = "#" * round(BAR * share)
    return f"{100 * one.low:.0f}-{100 * one.high:.0f} %", str(one.shown), _percent(share), bar


def _print_codes(found: Evaluation, codebook: Codebook, spoken: str | None) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    able = sorted((one for one in found.codes if one.shortfall is None), key=lambda one: -(one.f1 or 0))
    if able and found.together is not None:
        _heading("By code, those that work best first")
        print_list(
            (Field("code", wraps=True), *(Field(name, number=True) for name in (
                "coded", "interviews", "suggested", "right", "found", "F1", "people"))),
            [
                (called(codebook, one.code, spoken), str(one.codings), str(one.interviews), str(one.shown),
                 _percent(one.precision), _percent(one.recall), decimal(one.f1), _people_on(found, one))
                for one in able
            ],
        )  # fmt: skip
    if found.lacking and not found.interviews:
        print_remarks(_before_coding(found.lacking))
    elif found.lacking:
        _heading("Not suggested yet, or not measurable")
        print_list(
            (Field("code", wraps=True), Field("coded", number=True), Field("why", wraps=True)),
            [
                (called(codebook, one.code, spoken), str(one.codings), WHY[one.shortfall])
                for one in found.lacking
                if one.shortfall
            ],
        )


def _before_coding(lacking: Sequence[CodeFigures]) -> str:
    """How many codes can be proposed where nobody has coded anything."""
    cued = sum(one.shortfall is not Shortfall.NO_WORDS for one in lacking)
    if not cued:
        return "No code of the codebook has cues, so that nothing is proposed before something is coded."
    silent = len(lacking) - cued
    others = f"; {counted(silent, 'code')} without cues only when something is coded" if silent else ""
    return f"{counted(cued, 'code')} can be proposed by their cues already{others}."


def _people_on(found: Evaluation, one: CodeFigures) -> str:
    alike = found.humans.of(one.code) if found.humans is not None else None
    return "" if alike is None else decimal(alike.f1)


def _print_people(found: Evaluation) -> None:
    from coder.cli.remarks import print_remarks

    humans = found.humans
    if humans is None:
        if found.interviews:
            print_remarks("Too little is coded by two people to know how far people agree here.")
        return
    own = found.together.f1 if found.together is not None else None
    beside = "" if own is None else f"; suggestions agree with all they coded at {decimal(own)}"
    print_remarks(
        f"People ({', '.join(humans.coders)}) agree with each other at F1 {decimal(humans.together.f1)}, on "
        f"{counted(humans.documents, 'document')} and {counted(humans.segments, 'segment')} that two of them "
        f"read{beside}.",
    )


def _print_curve(curve: Sequence[Learned]) -> None:
    from coder.cli.lists import Field, print_list

    if not curve:
        return
    _heading("After so many coded interviews")
    print_list(
        (Field("interviews", number=True), Field("F1", number=True), Field(""), Field("right", number=True),
         Field("first", number=True), Field("five", number=True)),
        [
            (str(one.interviews), decimal(one.mean("f1") if one.interviews else None), _bar(one),
             _percent(one.mean("precision")), _percent(one.mean("first")), _percent(one.mean("among_five")))
            for one in curve
        ],
    )  # fmt: skip


def _bar(one: Learned) -> str:
    return "#" * round(BAR / 2 * (one.mean("f1") or 0))
