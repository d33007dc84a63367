"""How firmly each cell of a table stands, and on which ideas of the method the table hangs (method 2.8, 6.2)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from coder.derive.robustness import REPLICATES, RESAMPLED_FROM
from coder.model.ablation import AblationReport
from coder.model.publication import Block, Heading, Line, LineKind, Listed, Paragraph, Report, Table, Value
from coder.model.robustness import Robustness, RobustnessReport, Shortfall
from coder.reports.saying import Made, Say, columns, lines, listed, percent, plain_columns, saying


def report(checks: RobustnessReport, ablations: AblationReport, made: Made, language: str) -> Report:
    """Every cell with a value and what speaks against it, then the cells that move without single ideas."""
    say = saying(language)
    title = say("title:robustness", table=checks.title or checks.table)
    return Report(
        "robustness",
        title,
        language,
        tuple(_blocks(checks, ablations, say)),
        made.facts(say),
        (_cells(checks), _coders(checks), _specifications(checks), _ablated(ablations)),
    )


def _blocks(checks: RobustnessReport, ablations: AblationReport, say: Say) -> Iterator[Block]:
    yield Paragraph(
        say(
            "robustness:count",
            robust=checks.robust,
            filled=checks.filled,
            percent=percent(checks.robust, checks.filled),
            cells=len(checks.cells),
        )
    )
    few = sum(cell.resampling is None for cell in _shown(checks))
    yield Listed(
        (
            (0, say("robustness:means")),
            (0, say("robustness:loio")),
            (0, say("robustness:drawn", replicates=REPLICATES, least=RESAMPLED_FROM, few=few)),
            (0, say("robustness:settings")),
            (0, say("robustness:few")),
        )
    )
    yield Heading(1, say("heading:cells"))
    rows: list[Line] = []
    names = ("case", "shown", "robust?", "loio", "drawn", "settings", "against_it")
    previous = ""
    for cell in _shown(checks):
        if cell.row != previous:
            rows.append(Line((cell.row_label, *[""] * (len(names) - 1)), LineKind.GROUP))
            previous = cell.row
        rows.append(
            Line(
                (
                    cell.case_label,
                    cell.text or say("(blank)"),
                    say("yes" if cell.robust else "no"),
                    f"{cell.stayed}/{cell.interviews}",
                    percent(cell.resampling.same, cell.resampling.replicates) if cell.resampling else "–",
                    f"{cell.same_specifications}/{len(cell.specifications)}",
                    against(cell, say),
                )
            )
        )
    yield Table("cells", columns(say, *names), tuple(rows), say("caption:robustness"))
    yield Heading(1, say("heading:ablations"))
    yield Paragraph(say("robustness:ablations"))
    yield Table(
        "ablations",
        columns(say, "without", "meaning", "moved#", "reflagged#", "of_cells#"),
        lines(
            *(
                (
                    say(f"without:{one.without}"),
                    say(f"ablation:{one.without}"),
                    len(one.moved),
                    one.reflagged,
                    one.cells,
                )
                for one in ablations.ablations
            )
        ),
        say("caption:ablations"),
    )
    moved = [
        (say(f"without:{one.without}"), cell.row_label, cell.case_label, say_state(cell.before, say),
         say_state(cell.after, say))
        for one in ablations.ablations
        for cell in one.moved
    ]  # fmt: skip
    if moved:
        yield Table(
            "moved", columns(say, "without", "row", "case", "reads", "else"), lines(*moved), say("caption:moved")
        )


def say_state(text: str, say: Say) -> str:
    """The text of a cell; what stands in brackets for one without a text, in the language."""
    known = {"(blank)", "(empty)", "(refuted)", "(not asked)"}
    return say(text) if text in known else text or say("(blank)")


def against(cell: Robustness, say: Say) -> str:
    """What speaks against calling a cell robust, and what it hangs on, in words."""
    parts = [say(f"short:{one}") for one in (Shortfall.THIN, Shortfall.CONTESTED) if one in cell.shortfalls]
    if cell.left_out.pivotal:
        parts.append(say("robustness:hangs", interviews=listed(cell.left_out.pivotal, say)))
    if cell.sensitive:
        named = tuple(say(f"setting:{name}") for name in cell.sensitive)
        parts.append(say("robustness:changed", settings=listed(named, say)))
    if cell.differing:
        parts.append(say("robustness:alone", coders=listed(cell.differing, say)))
    return say("semicolon").join(parts)


def _shown(checks: RobustnessReport) -> list[Robustness]:
    return [cell for cell in checks.cells if Shortfall.NO_VALUE not in cell.shortfalls]


def _cells(checks: RobustnessReport) -> Table:
    names = ("row_id", "row", "case_id", "case", "state", "text", "robust", "shortfalls", "flags", "k#", "n#",
             "dissent#", "addressed#", "left_out_stayed#", "left_out_of#", "pivotal", "resampled_same#", "replicates#",
             "specifications_same#", "specifications#", "sensitive_to", "coders_differing")  # fmt: skip
    return Table(
        "cells",
        plain_columns(*names),
        lines(
            *(
                (
                    cell.row, cell.row_label, cell.case, cell.case_label, cell.state, cell.text,
                    "yes" if cell.robust else "no", " ".join(cell.shortfalls), " ".join(cell.flags), cell.k, cell.n,
                    *cell.dissent, cell.stayed, cell.interviews, " ".join(cell.left_out.pivotal),
                    cell.resampling.same if cell.resampling else None,
                    cell.resampling.replicates if cell.resampling else None,
                    cell.same_specifications, len(cell.specifications), " ".join(cell.sensitive),
                    " ".join(cell.differing),
                )
                for cell in checks.cells
            )
        ),
    )  # fmt: skip


def _coders(checks: RobustnessReport) -> Table:
    rows: list[tuple[Value, ...]] = [
        (cell.row, cell.case, one.coder, one.state, one.text, one.interviews, "yes" if one.differs else "no")
        for cell in checks.cells
        for one in cell.coders
    ]
    names = ("row_id", "case_id", "coder", "state", "text", "interviews#", "differs")
    return Table("coders", plain_columns(*names), lines(*rows))


def _specifications(checks: RobustnessReport) -> Table:
    rows: list[tuple[Value, ...]] = [
        (cell.row, cell.case, "on" if one.voice_cap else "off", _share(one.third), one.level_aggregate, one.collapse,
         one.text, "yes" if one.same else "no")
        for cell in checks.cells
        for one in cell.specifications
    ]  # fmt: skip
    names = ("row_id", "case_id", "voice_cap", "third", "level_aggregate", "collapse", "text", "same")
    return Table("specifications", plain_columns(*names), lines(*rows))


def _ablated(report: AblationReport) -> Table:
    rows = [
        (one.without.value, cell.row, cell.row_label, cell.case, cell.case_label, cell.before, cell.after)
        for one in report.ablations
        for cell in one.moved
    ]
    names = ("without", "row_id", "row", "case_id", "case", "reads", "reads_without")
    return Table("ablations", plain_columns(*names), lines(*rows))


def _share(third: Fraction) -> str:
    """A fraction in words that no spreadsheet takes for a date."""
    return f"{third.numerator} of {third.denominator}"
