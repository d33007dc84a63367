"""How much each further interview adds, by case and overall (method 2.8; Guest, Namey & Chen 2020)."""

from __future__ import annotations

from collections.abc import Iterator

from coder.model.publication import Block, Heading, Listed, Paragraph, Report, Table
from coder.model.saturation import Curve, Saturation
from coder.reports.saying import Made, Say, columns, lines, listed, percent, plain_columns, saying


def report(found: Saturation, of: str, made: Made, language: str) -> Report:
    """The curves with base, runs, threshold and the band of the permuted orders. ``of`` names the table."""
    say = saying(language)
    return Report(
        "saturation",
        say("title:saturation", table=of),
        language,
        tuple(_blocks(found, say)),
        made.facts(say),
        (_curves(found), _steps(found), _runs(found)),
    )


def reached(curve: Curve, found: Saturation, say: Say) -> str:
    """Whether and when a curve reached the threshold, in words."""
    if curve.reason:
        needed = found.base + found.run
        few = len(curve.steps) < needed
        return say("saturation:too_few" if few else "saturation:empty_base", n=len(curve.steps), needed=needed)
    orders = say("saturation:orders", in_orders=curve.permuted, of=found.permutations)
    if curve.reached is None:
        return say("saturation:not_yet") + say("semicolon") + orders
    return say("saturation:after", n=curve.reached) + say("semicolon") + orders


def threshold(found: Saturation) -> str:
    """The threshold as a share."""
    return f"{float(100 * found.threshold):g} %"


def _blocks(found: Saturation, say: Say) -> Iterator[Block]:
    said = {"base": found.base, "run": found.run, "threshold": threshold(found)}
    yield Paragraph(say("saturation:what", **said))
    yield Listed(
        (
            (0, say("saturation:band", permutations=found.permutations)),
            (0, say("saturation:no_rule")),
            *(((0, say("saturation:undated", names=listed(found.undated, say))),) if found.undated else ()),
            *(((0, say("saturation:uncoded", names=listed(found.uncoded, say))),) if found.uncoded else ()),
        )
    )
    yield Table(
        "curves",
        columns(say, "case", "interviews#", "pairs_base#", "last_run", "reached"),
        lines(
            *(
                (
                    curve.label or say("all_cases"),
                    len(curve.steps),
                    curve.base,
                    percent(*curve.runs[-1].share.as_integer_ratio()) if curve.runs else "",
                    reached(curve, found, say),
                )
                for curve in (*found.cases, found.overall)
            )
        ),
        say("caption:saturation"),
    )
    yield Heading(1, say("heading:curves"))
    for curve in (found.overall, *found.cases):
        yield Table(
            f"curve-{curve.case or 'all'}",
            columns(say, "interview", "date", "new_pairs#", "all_pairs#", "band", "new_codes#", "all_codes#"),
            lines(
                *(
                    (one.interview, one.date or "", one.new, one.total, f"{one.low}–{one.high}", one.new_codes,
                     one.total_codes)
                    for one in curve.steps
                )
            ),
            curve.label or say("all_cases"),
        )  # fmt: skip


def _curves(found: Saturation) -> Table:
    names = ("case_id", "case", "interviews#", "base#", "reached_after#", "orders_reached#", "orders#", "reason")
    return Table(
        "curves",
        plain_columns(*names),
        lines(
            *(
                (one.case, one.label, len(one.steps), one.base, one.reached, one.permuted, found.permutations,
                 one.reason)
                for one in (*found.cases, found.overall)
            )
        ),
    )  # fmt: skip


def _steps(found: Saturation) -> Table:
    names = ("case_id", "place#", "interview", "date", "new#", "total#", "low#", "middle#", "high#", "new_codes#",
             "total_codes#")  # fmt: skip
    return Table(
        "steps",
        plain_columns(*names),
        lines(
            *(
                (curve.case, place, one.interview, one.date, one.new, one.total, one.low, one.middle, one.high,
                 one.new_codes, one.total_codes)
                for curve in (*found.cases, found.overall)
                for place, one in enumerate(curve.steps, 1)
            )
        ),
    )  # fmt: skip


def _runs(found: Saturation) -> Table:
    return Table(
        "runs",
        plain_columns("case_id", "first#", "last#", "new#", "share#"),
        lines(
            *(
                (curve.case, one.first, one.last, one.new, float(one.share))
                for curve in (*found.cases, found.overall)
                for one in curve.runs
            )
        ),
    )
