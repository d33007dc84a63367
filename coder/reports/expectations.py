"""What the codebook expects of cells beside what is derived: a test, never a value (method 2.6)."""

from __future__ import annotations

from collections.abc import Iterator

from coder.model.expectations import ExpectationReport, Verdict
from coder.model.publication import Block, Heading, Line, LineKind, Paragraph, Report, Table
from coder.reports.robustness import say_state
from coder.reports.saying import Made, Say, columns, lines, listed, plain_columns, saying

_SEEN = {True: "yes", False: "no", None: ""}


def report(found: ExpectationReport, made: Made, language: str) -> Report:
    """Expected and derived marks side by side with hits, misses and what stays open; then the factor checks."""
    say = saying(language)
    title = say("title:expectations", table=found.title or found.table)
    data = (_expected(found), _checked(found))
    return Report("expectations", title, language, tuple(_blocks(found, say)), made.facts(say), data)


def _blocks(found: ExpectationReport, say: Say) -> Iterator[Block]:
    yield Paragraph(say("expect:what"))
    if found.cells:
        counts = {verdict.name.lower(): found.count(verdict) for verdict in Verdict}
        yield Paragraph(say("expect:count", cells=len(found.cells), **counts))
        new = {"hits": found.count(Verdict.HIT, new=True), "misses": found.count(Verdict.MISS, new=True)}
        yield Paragraph(say("expect:seen", seen=found.seen, new=found.new, **new))
        rows: list[Line] = []
        previous = ""
        for cell in found.cells:
            if cell.row != previous:
                rows.append(Line((cell.row_label, *[""] * 4), LineKind.GROUP))
                previous = cell.row
            unknown = listed(tuple(one.label for one in cell.unknown), say)
            rows.append(
                Line(
                    (
                        cell.case_label,
                        say_state(cell.derived, say),
                        say("undetermined") if cell.expected is None else say_state(cell.expected, say),
                        say(f"verdict:{cell.verdict}") + (say("colon") + unknown if unknown else ""),
                        "" if cell.seen is None else say("yes" if cell.seen else "no"),
                    )
                )
            )
        names = columns(say, "case", "derived", "expected", "outcome", "seen")
        yield Table("expectations", names, tuple(rows), say("caption:expectations"), (say("expect:seen_means"),))
    else:
        yield Paragraph(say("expect:none"))
    yield Heading(1, say("heading:factors"))
    yield Paragraph(say("expect:factors" if found.factors else "expect:no_factors"))
    if found.factors:
        yield Table(
            "factor_checks",
            columns(say, "row", "case", "derived", "from_rows", "steps#"),
            lines(
                *(
                    (one.row_label, one.case_label, say_state(one.derived, say), one.mark, one.steps_apart)
                    for one in found.factors
                )
            ),
            say("caption:factors"),
        )


def _expected(found: ExpectationReport) -> Table:
    rows = [
        (one.row, one.row_label, one.case, one.case_label, one.derived, one.expected, one.verdict.value, one.because,
         " ".join(own.id for own in one.unknown), _SEEN[one.seen])
        for one in found.cells
    ]  # fmt: skip
    names = ("row_id", "row", "case_id", "case", "derived", "expected", "outcome", "because", "unknown_rows", "seen")
    return Table("expectations", plain_columns(*names), lines(*rows))


def _checked(found: ExpectationReport) -> Table:
    rows = [
        (one.row, one.row_label, one.case, one.case_label, one.derived, one.mark, float(one.score), one.steps_apart)
        for one in found.factors
    ]
    names = ("row_id", "row", "case_id", "case", "derived", "from_rows", "score#", "steps_apart#")
    return Table("factor_checks", plain_columns(*names), lines(*rows))
