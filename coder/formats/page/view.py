"""What the template of the report reads: the values of a study as lines, labels and small pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor

from markupsafe import Markup

from coder.formats.overview.marks import blocks, legend, remarks
from coder.formats.overview.notes import footnotes, numbers
from coder.formats.overview.style import Style
from coder.formats.page import plots, traces
from coder.formats.page.learning import learning
from coder.formats.page.traces import Told, Words
from coder.formats.page.words import Say, saying
from coder.model import shares
from coder.model.agreement import Agreement
from coder.model.findings import Findings, TableFindings
from coder.model.negative import Dissent, NegativeCases
from coder.model.overview import Flag, Overview, OverviewRow, State
from coder.model.saturation import Curve, Saturation

_WIDE, _NARROW = 720, 360  # pictures: of all cases, of one
_UNDER = "table-"


@dataclass(frozen=True, slots=True)
class Head:
    """A column: the number it is filtered by, its label and how many interviews it has."""

    number: int
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table with its cells, and the picture and figures of the evidence behind each."""

    number: int
    label: str
    header: bool
    derived: bool
    cells: tuple[Told, ...]
    evidence: tuple[tuple[Markup, str, str, int], ...]  # picture, figures, in words, number of the column


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with its marks and notes, and the reports over its rows."""

    id: str
    title: str
    heads: tuple[Head, ...]
    blocks: tuple[tuple[str, tuple[TableRow, ...]], ...]
    marks: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    negative: tuple[NegativeLine, ...]
    curves: tuple[CurveView, ...]
    agreement: tuple[AgreementLine, ...]
    agreement_range: str


@dataclass(frozen=True, slots=True)
class NegativeLine:
    """An interview that dissents: how often, and where."""

    interview: str
    rival: bool
    figures: str
    percent: str
    picture: Markup
    places: tuple[tuple[str, str], ...]  # anchor of the cell, what it says there


@dataclass(frozen=True, slots=True)
class CurveView:
    """A saturation curve with its figures."""

    label: str
    picture: Markup
    reached: str
    steps: tuple[tuple[str, str, int, int, str], ...]
    small: bool


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """How far coders agree on a row; ``alpha`` says so where there are too few interviews for it."""

    row: int
    label: str
    units: int
    raw: str
    alpha: str
    picture: Markup


def view(findings: Findings) -> Mapping[str, object]:
    """Everything the template asks for, by name."""
    say, style = saying(findings.language), Style(annotated=True, language=findings.language)
    coders = {name: number for number, name in enumerate(findings.coders)}
    words = Words(say, style, findings.labels, findings.languages, findings.sorts, coders)
    overviews = [table.overview for table in findings.tables]
    rows = {row.id: row.label for one in overviews for row in one.rows if row.derived}
    cases = {column.id: column.label for one in overviews for column in one.columns}
    row_numbers = {row: number for number, row in enumerate(rows)}
    case_numbers = {case: number for number, case in enumerate(cases)}
    tables = [_table(table, number, row_numbers, case_numbers, words) for number, table in enumerate(findings.tables)]
    told = [cell for table in tables for _, lines in table.blocks for line in lines for cell in line.cells]
    used = {flag for cell in told if cell.blocks for flag in cell.flags}
    return {
        "language": findings.language,
        "title": findings.title,
        "say": say,
        "negative_note": say("negative_note", third=findings.tables[0].negative.third),
        "saturation_notes": _saturation_notes(findings.tables[0].saturation, say),
        "agreement_note": _agreement_note(findings.tables[0].agreement, say),
        "learning": learning(findings, say),
        "facts": _facts(findings, say),
        "tables": tables,
        "several": len(tables) > 1,
        "widest": max(len(table.heads) for table in tables),
        "rows": tuple(rows.values()),
        "cases": tuple(cases.values()),
        "coders": findings.coders,
        "flags": sorted(((name, traces.brief(name, style)) for name in used), key=lambda pair: (pair[1], pair[0])),
        "sections": _by_row(tables),
        "cells": len({cell.id for cell in told if cell.blocks}),
    }


def _facts(findings: Findings, say: Say) -> tuple[str, ...]:
    """What the report was made from, a sentence each."""
    cells = [
        (row, case) for table in findings.tables for row in table.overview.rows if row.derived for case in row.cells
    ]
    whole = say(
        "cells_counted",
        all=len(cells),
        filled=sum(row.cells[case].state is State.VALUE for row, case in cells),
        robust=sum(case in row.robustness and row.robustness[case].robust for row, case in cells),
        thin=sum(Flag.THIN in row.cells[case].flags for row, case in cells),
        contested=sum(Flag.CONTESTED in row.cells[case].flags for row, case in cells),
        overridden=sum(row.shown(case).override is not None for row, case in cells),
    )
    coders = say("comma").join(findings.coders) or say("none")
    at = findings.at[:16].replace("T", " ") + " UTC" if findings.at else ""
    made = say("made", codebook=findings.codebook, version=findings.version, entry=findings.entry, at=at)
    told = (whole, say("interviews_coded", coded=findings.coded, all=findings.interviews, coders=coders), made)
    return tuple(say("stopped", what=text[:1].upper() + text[1:]) for text in told)


def _table(
    found: TableFindings, number: int, rows: Mapping[str, int], cases: Mapping[str, int], words: Words
) -> TableView:
    overview, say, style = found.overview, words.say, words.style
    footnoted = numbers(overview)
    most = max((_speaking(row, case) for row in overview.rows for case in row.cells if row.derived), default=1)
    shown: list[tuple[str, tuple[TableRow, ...]]] = []
    for heading, own in blocks(overview):
        lines = []
        for row in own:
            cells = tuple(
                traces.cell(
                    row,
                    column.id,
                    found.traces.get((row.id, column.id)),
                    (rows.get(row.id, -1), cases[column.id]),
                    footnoted.get((row.id, column.id), 0),
                    words,
                )
                for column in overview.columns
            )
            evidence = tuple(_evidence(row, column.id, cases[column.id], most, words) for column in overview.columns)
            lines.append(
                TableRow(
                    rows.get(row.id, -1), row.label, row.header, row.derived, cells, evidence if row.derived else ()
                )
            )
        shown.append((heading, tuple(lines)))
    used = {flag for _, lines in shown for line in lines for cell in line.cells for flag in cell.flags}
    used |= (
        {"denied"} if any("–" in cell.text for _, lines in shown for line in lines for cell in line.cells) else set()
    )
    bare, lowest = _without_checks(overview), _lowest(found.agreement)
    return TableView(
        id=f"{_UNDER}{number + 1}",
        title=overview.title or overview.table,
        heads=tuple(Head(cases[column.id], column.label, f"n = {column.interviews}") for column in overview.columns),
        blocks=tuple(shown),
        marks=legend(used - {"not_robust"}, style),
        notes=(*(_sentence(text, say) for text in remarks(bare, style)), *footnotes(overview, style)),
        negative=tuple(_negative(found.negative, words)),
        curves=tuple(_curves(found.saturation, number, say)),
        agreement=_agreement(found.agreement, rows, lowest, say),
        agreement_range=f"{lowest:g}",
    )


def _without_checks(overview: Overview) -> Overview:
    """The table without robustness, of whose figures the cells show none."""
    return replace(overview, rows=tuple(replace(row, robustness={}) for row in overview.rows))


def _sentence(text: str, say: Say) -> str:
    return say("stopped", what=text if text[1:2] == " " else text[:1].upper() + text[1:])  # "k of n" is no sentence


def _speaking(row: OverviewRow, case: str) -> int:
    cell = row.cells[case]
    return max(cell.dissent[1], cell.n, cell.k, cell.denials)


def _evidence(row: OverviewRow, case: str, number: int, most: int, words: Words) -> tuple[Markup, str, str, int]:
    cell, speaking = row.cells[case], _speaking(row, case)
    dissenting = cell.denials if cell.state is State.REFUTED else cell.dissent[0]
    if not speaking:
        return Markup(""), "·", traces.brief("empty", words.style), number
    figures = f"{cell.k}/{speaking}" + (f" ×{dissenting}" if dissenting else "")
    said = words.say("evidence_said", k=cell.k, n=speaking, d=dissenting)
    return plots.units(cell.k, speaking, dissenting, most), figures, said, number


def _negative(found: NegativeCases, words: Words) -> list[NegativeLine]:
    return [
        NegativeLine(
            interview=one.interview,
            rival=one.rival,
            figures=words.say("of", k=len(one.dissents), n=one.addressed),
            percent=f"{shares.percent(*one.share.as_integer_ratio())} %",
            picture=plots.share_bar(one.share, found.third),
            places=tuple((traces.anchor(own.row, own.case), _dissent(own, words.say)) for own in one.dissents),
        )
        for one in found.cases
    ]


def _dissent(one: Dissent, say: Say) -> str:
    denied = say("denies", values=say("comma").join(one.denied)) if one.denied else ""
    said = say("comma").join(part for part in (one.said, denied) if part)
    return say("says", row=one.row_label, case=one.case_label, said=said, shown=one.shown or say("(blank)"))


def _curves(found: Saturation, table: int, say: Say) -> list[CurveView]:
    made = []
    shared = max((_top(curve) for curve in found.cases), default=1)
    for number, curve in enumerate((found.overall, *found.cases)):
        if not curve.steps:
            continue
        steps, label = curve.steps, curve.label or say("every_case")
        half = (len(steps) + 1) // 2
        said = say(
            "curve_said",
            n=len(steps),
            total=steps[-1].total,
            last=steps[-1].new,
            low=steps[half - 1].low,
            high=steps[half - 1].high,
            half=half,
        )
        made.append(
            CurveView(
                label=label,
                picture=plots.curve(
                    steps,
                    shared if number else _top(curve),
                    f"curve-{table}-{number}",
                    say("colon", what=say("saturation"), where=label),
                    said,
                    (say("axis:interviews"), say("axis:pairs")),
                    _NARROW if number else _WIDE,
                ),
                reached=_reached(curve, found, say),
                steps=tuple(
                    (one.interview, one.date or "", one.new, one.total, f"{one.low}–{one.high}") for one in steps
                ),
                small=bool(number),
            )
        )
    return made


def _top(curve: Curve) -> int:
    return max((max(step.total, step.high) for step in curve.steps), default=1)


def _reached(curve: Curve, found: Saturation, say: Say) -> str:
    if curve.reached is None and curve.reason:
        return say("too_few")
    percent = f"{float(100 * found.threshold):g}"
    if curve.reached is None:
        return say("not_reached", run=found.run, percent=percent)
    return say("reached", n=curve.reached, run=found.run, percent=percent)


def _saturation_notes(found: Saturation, say: Say) -> tuple[str, ...]:
    notes = [say("saturation_note", permutations=found.permutations)]
    for name, names in (("undated", found.undated), ("uncoded", found.uncoded)):
        if names:
            notes.append(say(name, names=say("comma").join(names)))
    return tuple(notes)


def _lowest(found: Agreement) -> float:
    """Where the axis of agreement begins: at 0, or at a half below the lowest alpha."""
    lowest = min((row.alpha for row in found.rows if row.alpha is not None), default=0.0)
    return min(0.0, floor(2 * lowest) / 2)


def _agreement(found: Agreement, rows: Mapping[str, int], lowest: float, say: Say) -> tuple[AgreementLine, ...]:
    if not found.double:
        return ()
    return tuple(
        AgreementLine(
            row=rows.get(row.row, -1),
            label=row.row_label,
            units=row.units,
            raw="" if row.raw is None else f"{row.same}/{row.pairs}",
            alpha=say("few_units") if row.alpha is None else f"{row.alpha:.2f}",
            picture=plots.dots(row.alpha, row.raw, lowest),
        )
        for row in found.rows
    )


def _agreement_note(found: Agreement, say: Say) -> str:
    return say("agreement_note" if found.double else "agreement_none", double=found.double, interviews=found.interviews)


def _by_row(tables: Sequence[TableView]) -> tuple[tuple[str, str, tuple[tuple[str, int, tuple[Told, ...]], ...]], ...]:
    """The cells that have a trace by row, table by table, each once."""
    known: set[str] = set()
    found = []
    for table in tables:
        rows = []
        for _, lines in table.blocks:
            for line in lines:
                cells = tuple(cell for cell in line.cells if cell.blocks and cell.id not in known)
                known.update(cell.id for cell in cells)
                if cells:
                    rows.append((line.label, line.number, cells))
        if rows:
            found.append((table.id, table.title, tuple(rows)))
    return tuple(found)
