"""How far coders agree, and on what they do not (method 4; COREQ 24)."""

from __future__ import annotations

from collections.abc import Iterator

from coder.agreement.rows import FEWEST_UNITS
from coder.model.agreement import Agreement, Disagreement, RowAgreement
from coder.model.publication import Block, Heading, Line, LineKind, Listed, Paragraph, Report, Table
from coder.reports.saying import Made, Say, columns, lines, listed, percent, plain_columns, saying


def report(found: Agreement, made: Made, language: str) -> Report:
    """Number of coders, share double-coded, alpha and raw agreement by row, and every disagreement."""
    say = saying(language)
    title = say("title:agreement", table=found.title or found.table)
    data = (_rows(found), _disagreements(found))
    return Report("agreement", title, language, tuple(_blocks(found, say)), made.facts(say), data)


def _blocks(found: Agreement, say: Say) -> Iterator[Block]:
    said = {"coders": len(found.coders), "names": listed(found.coders, say), "double": found.double}
    share = percent(found.double, found.interviews)
    yield Paragraph(say("agreement:count", interviews=found.interviews, percent=share, **said))
    yield Listed(((0, say("agreement:alpha")), (0, say("agreement:raw")), (0, say("agreement:claims"))))
    yield Table(
        "rows",
        columns(say, "row", "alpha#", "metric", "units#", "alike", "differ#", "note"),
        lines(
            *(
                (
                    row.row_label,
                    row.alpha,
                    say(f"metric:{row.metric}"),
                    row.units,
                    f"{row.same}/{row.pairs} ({percent(row.same, row.pairs)})" if row.pairs else "–",
                    len(row.disagreements),
                    "" if row.alpha is not None else _why(row, say),
                )
                for row in found.rows
            )
        ),
        say("caption:agreement"),
    )
    yield Heading(1, say("heading:disagreements"))
    rows: list[Line] = []
    for row in found.rows:
        if row.disagreements:
            rows.append(Line((row.row_label, "", ""), LineKind.GROUP))
            rows += [Line((one.interview, one.case_label, _who(one, say))) for one in row.disagreements]
    if rows:
        names = columns(say, "interview", "case", "who_said")
        yield Table("disagreements", names, tuple(rows), say("caption:disagreements"))
    else:
        yield Paragraph(say("agreement:none"))


def _why(row: RowAgreement, say: Say) -> str:
    if row.units < FEWEST_UNITS:
        return say("agreement:few_units", units=row.units, needed=FEWEST_UNITS)
    return say("agreement:all_same")


def _who(one: Disagreement, say: Say) -> str:
    parts = []
    for own in one.said:
        where = f" [{listed(tuple(dict.fromkeys(own.locators)), say)}]" if own.locators else ""
        parts.append(say("who_says", who=own.coder, what=own.text or say("nothing")) + where)
    return say("semicolon").join(parts)


def _rows(found: Agreement) -> Table:
    names = ("row_id", "row", "kind", "metric", "coders", "units#", "alpha#", "reason", "same_pairs#", "pairs#",
             "disagreements#")  # fmt: skip
    return Table(
        "rows",
        plain_columns(*names),
        lines(
            *(
                (row.row, row.row_label, row.kind, row.metric, "; ".join(row.coders), row.units, row.alpha, row.reason,
                 row.same, row.pairs, len(row.disagreements))
                for row in found.rows
            )
        ),
    )  # fmt: skip


def _disagreements(found: Agreement) -> Table:
    rows = [
        (row.row, one.interview, one.case, own.coder, own.text, " ".join(own.codings), "; ".join(own.locators))
        for row in found.rows
        for one in row.disagreements
        for own in one.said
    ]
    names = ("row_id", "interview", "case_id", "coder", "said", "codings", "where")
    return Table("disagreements", plain_columns(*names), lines(*rows))
