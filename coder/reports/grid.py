"""Interviews by rows: framework matrix and profile matrix in one, with the analysts' summaries (method 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coder.model.grid import Grid, GridCell, GridLine
from coder.model.publication import Block, Column, Line, Noted, Paragraph, Report, Table, Value
from coder.reports.saying import Made, Say, column, plain_columns, saying

WIDEST = 5  # interviews side by side, so that a page still holds them


def report(
    found: Grid, summaries: Mapping[tuple[str, str], str], made: Made, language: str, case: str | None = None
) -> Report:
    """A table for each case, its interviews side by side, last the analysts' summary of each cell.

    ``summaries`` by row and case are as they may be printed. ``case`` leaves out all others.
    """
    say = saying(language)
    kept = [line for line in found.lines if case in (None, line.case)]
    title = say("title:grid", table=found.title or found.table)
    blocks = (Paragraph(say("grid:what")), *_tables(found, kept, summaries, say))
    data = (_long(found, kept, summaries), _profiles(found, kept, say))
    return Report("grid", title, language, blocks, made.facts(say), data)


def _tables(found: Grid, kept: list[GridLine], summaries: Mapping[tuple[str, str], str], say: Say) -> Iterator[Block]:
    by_case: dict[str, list[GridLine]] = {}
    for line in kept:
        by_case.setdefault(line.case, []).append(line)
    if not by_case:
        yield Paragraph(say("nothing_coded"))
    for case, lines in by_case.items():
        own = [line for line in lines if line.own]
        others = [line for line in lines if not line.own]
        told = any((row.id, case) in summaries for row in found.rows)
        parts = [own[start : start + WIDEST] for start in range(0, len(own), WIDEST)] or [[]]
        for number, part in enumerate(parts, 1):
            last = number == len(parts)
            notes = [say("grid:marks")] if part else []
            if last and others:
                notes.append(say("grid:others", said=say("semicolon").join(_elsewhere(found, others, say))))
            label = lines[0].case_label
            yield Table(
                f"grid-{case}-{number}",
                (
                    column(say, "row"),
                    *(Column(one.interview, one.interview) for one in part),
                    *((column(say, "summary"),) if told and last else ()),
                ),
                tuple(
                    Line(
                        (
                            row.label,
                            *(_words(one.cell(row.id), say) for one in part),
                            *((summaries.get((row.id, case), ""),) if told and last else ()),
                        )
                    )
                    for row in found.rows
                ),
                label if len(parts) == 1 else f"{label} ({number})",
                tuple(notes),
            )


def _elsewhere(found: Grid, lines: list[GridLine], say: Say) -> Iterator[str]:
    """What interviews of other cases say about a case: little, so that columns would stay empty."""
    for line in lines:
        for row in found.rows:
            cell = line.cell(row.id)
            if cell is not None:
                yield say("grid:other", interview=line.interview, row=row.label, says=_text_of(cell, say))


def _words(cell: GridCell | None, say: Say) -> Value:
    if cell is None:
        return "·"
    text = _text_of(cell, say)
    return Noted(text, " · ".join(cell.notes)) if cell.notes else text


def _text_of(cell: GridCell, say: Say) -> str:
    parts = [*([cell.text] if cell.text else []), *(say("less", value=one) for one in cell.also)]
    parts += [say("denies", value=one) for one in cell.denied]
    return (say("semicolon").join(parts) or say("(blank)")) + (" !" if cell.dissents else "")


def _long(found: Grid, kept: list[GridLine], summaries: Mapping[tuple[str, str], str]) -> Table:
    names = ("case_id", "case", "interview", "own_case", "row_id", "row", "text", "values", "also", "denied", "level",
             "dissents", "coders", "codings", "where", "memos", "summary")  # fmt: skip
    labels = {row.id: row.label for row in found.rows}
    return Table(
        "cells",
        plain_columns(*names),
        tuple(
            Line(
                (
                    line.case, line.case_label, line.interview, "yes" if line.own else "no", cell.row, labels[cell.row],
                    cell.text, " ".join(cell.values), "; ".join(cell.also), "; ".join(cell.denied),
                    None if cell.level is None else float(cell.level), "yes" if cell.dissents else "no",
                    "; ".join(cell.coders), " ".join(cell.codings), "; ".join(cell.locators), "; ".join(cell.notes),
                    summaries.get((cell.row, line.case), "") if cell.summary else "",
                )
            )
            for line in kept
            for cell in line.cells
        ),
    )  # fmt: skip


def _profiles(found: Grid, kept: list[GridLine], say: Say) -> Table:
    """One line an interview and case, one column a row: the profile matrix. None is said nothing, no blank mark."""
    columns = plain_columns("case_id", "interview", *(row.id for row in found.rows))
    return Table(
        "profiles",
        columns,
        tuple(
            Line((line.case, line.interview, *(_text(line.cell(row.id), say) for row in found.rows))) for line in kept
        ),
    )


def _text(cell: GridCell | None, say: Say) -> str | None:
    """The strongest values of an interview; those that it only denies; a blank mark in words."""
    if cell is None:
        return None
    return cell.text or say("semicolon").join(say("denies", value=one) for one in cell.denied) or say("(blank)")
