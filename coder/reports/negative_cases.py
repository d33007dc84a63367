"""Interviews that do not fit what is shown, and those that tell another story (method 2.8)."""

from __future__ import annotations

from collections.abc import Iterator

from coder.model.negative import Dissent, NegativeCases
from coder.model.publication import Block, Heading, Line, LineKind, Paragraph, Report, Table
from coder.reports.saying import Made, Say, columns, lines, listed, percent, plain_columns, saying


def report(found: NegativeCases, of: str, made: Made, language: str) -> Report:
    """Who dissents how often, who is a rival account, and every dissent with its locators. ``of`` names the table."""
    say = saying(language)
    blocks = tuple(_blocks(found, say))
    return Report(
        "negative-cases",
        say("title:negative-cases", table=of),
        language,
        blocks,
        made.facts(say),
        (_who(found), _what(found)),
    )


def _blocks(found: NegativeCases, say: Say) -> Iterator[Block]:
    rivals = tuple(one.interview for one in found.cases if one.rival)
    yield Paragraph(say("negative:count", dissenting=len(found.cases), interviews=found.interviews))
    yield Paragraph(
        say("negative:rivals", names=listed(rivals, say), third=found.third)
        if rivals
        else say("negative:no_rivals", third=found.third)
    )
    yield Paragraph(say("negative:meaning"), quiet=True)
    if not found.cases:
        return
    yield Heading(1, say("heading:dissenters"))
    yield Table(
        "interviews",
        columns(say, "interview", "dissents#", "of_addressed#", "share", "rival"),
        lines(
            *(
                (one.interview, len(one.dissents), one.addressed, percent(len(one.dissents), one.addressed),
                 say("yes" if one.rival else "no"))
                for one in found.cases
            )
        ),
        say("caption:dissenters"),
    )  # fmt: skip
    yield Heading(1, say("heading:dissents"))
    rows: list[Line] = []
    for one in found.cases:
        rows.append(Line((one.interview, "", "", "", ""), LineKind.GROUP))
        for own in one.dissents:
            where = listed(tuple(dict.fromkeys(own.locators)), say)
            shown = own.shown or say("(blank)")
            rows.append(Line((own.row_label, own.case_label, shown, said(own, say), where)))
    yield Table(
        "dissents", columns(say, "row", "case", "shown", "it_says", "where"), tuple(rows), say("caption:dissents")
    )


def said(own: Dissent, say: Say) -> str:
    """What a dissenting interview says and denies, in words."""
    return say("semicolon").join([*([own.said] if own.said else []), *(say("denies", value=one) for one in own.denied)])


def _who(found: NegativeCases) -> Table:
    return Table(
        "interviews",
        plain_columns("interview", "case_id", "dissents#", "addressed#", "share#", "rival"),
        lines(
            *(
                (one.interview, one.case, len(one.dissents), one.addressed, float(one.share),
                 "yes" if one.rival else "no")
                for one in found.cases
            )
        ),
    )  # fmt: skip


def _what(found: NegativeCases) -> Table:
    return Table(
        "dissents",
        plain_columns("interview", "row_id", "row", "case_id", "case", "shown", "said", "denied", "codings", "where"),
        lines(
            *(
                (one.interview, own.row, own.row_label, own.case, own.case_label, own.shown, own.said,
                 "; ".join(own.denied), " ".join(own.codings), "; ".join(own.locators))
                for one in found.cases
                for own in one.dissents
            )
        ),
    )  # fmt: skip
