"""Codings as a tidy table: one line each, with case, interview, role and attributes, for R and for readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.model.publication import Column, Paragraph, Report, Table, Value
from coder.reports.saying import Made, columns, lines, plain_columns, saying


@dataclass(frozen=True, slots=True)
class TidyCoding:
    """A coding with all that is known of where it stands; words and memo are as they may be printed.

    ``code`` is as it is called today, ``coded_as`` as it was coded. ``counts`` if it is evidence; ``attributes`` are
    those of the document that the codebook declares.
    """

    id: str
    document: str
    interview: str
    case: str
    case_label: str
    row: str
    code: str
    label: str
    coded_as: str
    weight: int
    strength: str
    coder: str
    role: str
    tense: str
    counts: bool
    origin: str
    version: str
    created: str
    locator: str
    start: int
    end: int
    words: str
    memo: str
    language: str
    attributes: Mapping[str, str]


def report(codings: Sequence[TidyCoding], attributes: Sequence[str], made: Made, language: str) -> Report:
    """All of them in the order of documents and text; ``attributes`` name the columns at the end."""
    say = saying(language)
    interviews = len({one.interview for one in codings})
    said = say("codings:count", codings=len(codings), interviews=interviews)
    printed = Table(
        "codings",
        columns(say, "where", "code", "strength", "coder", "case", "words"),
        lines(*((one.locator, one.label, one.strength, one.coder, one.case_label, one.words) for one in codings)),
        say("caption:codings"),
    )
    blocks = (Paragraph(said), printed) if codings else (Paragraph(say("nothing_coded")),)
    return Report("codings", say("title:codings"), language, blocks, made.facts(say), (_tidy(codings, attributes),))


def _tidy(codings: Sequence[TidyCoding], attributes: Sequence[str]) -> Table:
    names = ("id", "document", "interview", "case_id", "case", "row_id", "code", "label", "coded_as", "weight#",
             "strength", "coder", "role", "tense", "counts", "origin", "codebook_version", "created", "where", "start#",
             "end#", "words", "memo", "language")  # fmt: skip

    def line(one: TidyCoding) -> tuple[Value, ...]:
        return (
            one.id, one.document, one.interview, one.case, one.case_label, one.row, one.code, one.label, one.coded_as,
            one.weight, one.strength, one.coder, one.role, one.tense, "yes" if one.counts else "no", one.origin,
            one.version, one.created, one.locator, one.start, one.end, one.words, one.memo, one.language,
            *(one.attributes.get(name) for name in attributes),
        )  # fmt: skip

    more = tuple(Column(f"attribute.{name}", f"attribute.{name}") for name in attributes)
    return Table("codings", (*plain_columns(*names), *more), lines(*map(line, codings)))
