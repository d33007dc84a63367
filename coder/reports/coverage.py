"""What the study covers, and what it does not (method 4)."""

from __future__ import annotations

from collections.abc import Iterator

from coder.model.coverage import CaseCoverage, Coverage
from coder.model.publication import Block, Column, Heading, Paragraph, Report, Table, Value
from coder.reports.saying import Made, Say, column, columns, lines, listed, percent, plain_columns, saying


def report(found: Coverage, of: str, made: Made, language: str) -> Report:
    """Interviews by case and attribute, silent rows, languages, turns that nobody coded; ``of`` names the table."""
    say = saying(language)
    blocks = tuple(_blocks(found, say))
    data = (_cases(found), _attributes(found), _documents(found), _passages(found))
    return Report("coverage", say("title:coverage", table=of), language, blocks, made.facts(say), data)


def languages(counts: dict[str, int], say: Say) -> str:
    """``en 10, zh 6``."""
    return listed(tuple(f"{tag or say('unknown_language')} {count}" for tag, count in counts.items()), say)


def _blocks(found: Coverage, say: Say) -> Iterator[Block]:
    interviews = sum(one.interviews for one in found.cases) + len(found.unplaced)
    said = {"interviews": interviews, "cases": len(found.cases), "languages": languages(dict(found.languages), say)}
    yield Paragraph(say("coverage:count", **said))
    if found.unplaced:
        yield Paragraph(say("coverage:unplaced", names=listed(found.unplaced, say)))
    yield Table(
        "cases",
        columns(say, "case", "interviews#", "coded#", "others#", "languages", "silent"),
        lines(
            *(
                (
                    one.label, one.interviews, one.coded, one.others, languages(dict(one.languages), say),
                    _silent(one, say),
                )
                for one in found.cases
            )
        ),
        say("caption:cases"),
        (say("coverage:others"), say("coverage:silent")),
    )  # fmt: skip
    labels = {one.case: one.label for one in found.cases}
    for own in found.attributes:
        cases = [case for case in (*labels, "") if any(case in counts for counts in own.counts.values())]
        rows: list[tuple[Value, ...]] = [
            (value or say("not_given"), *(counts.get(case, 0) for case in cases), sum(counts.values()))
            for value, counts in own.counts.items()
        ]
        if cases:
            yield Table(
                f"by-{own.attribute}",
                (
                    column(say, "value"),
                    *(Column(case or "none", labels.get(case, say("no_case")), number=True) for case in cases),
                    column(say, "all", number=True),
                ),
                lines(*rows),
                say("caption:by_attribute", attribute=own.attribute),
            )
    if not found.documents:
        return
    yield Heading(1, say("heading:documents"))
    yield Table(
        "documents",
        columns(say, "document", "case", "language", "turns#", "untouched#", "words#", "uncoded#", "share", "coders"),
        lines(
            *(
                (one.document, labels.get(one.case or "", one.case or ""), one.language, one.turns,
                 len(one.passages), one.words, one.uncoded_words, percent(one.uncoded_words, one.words),
                 listed(one.coders, say))
                for one in found.documents
            )
        ),
        say("caption:documents"),
        (say("coverage:turns"),),
    )  # fmt: skip
    places = [(one, passage) for one in found.documents for passage in one.passages]
    if places:
        yield Heading(1, say("heading:passages"))
        yield Paragraph(say("coverage:passages", n=len(places)))
        by_document = {
            one.document: listed(tuple(passage.locator for passage in one.passages), say)
            for one in found.documents
            if one.passages
        }
        yield Table("passages", columns(say, "document", "where"), lines(*by_document.items()), say("caption:passages"))


def _silent(one: CaseCoverage, say: Say) -> str:
    """The rows that nobody speaks to."""
    if one.rows and len(one.silent) == one.rows:
        return say("all_rows", n=one.rows)
    return listed(tuple(row.label for row in one.silent), say) or "–"


def _cases(found: Coverage) -> Table:
    return Table(
        "cases",
        plain_columns("case_id", "case", "interviews#", "coded#", "others#", "languages", "silent_rows", "rows#"),
        lines(
            *(
                (one.case, one.label, one.interviews, one.coded, one.others,
                 "; ".join(f"{tag} {count}" for tag, count in one.languages.items()),
                 " ".join(row.id for row in one.silent), one.rows)
                for one in found.cases
            )
        ),
    )  # fmt: skip


def _attributes(found: Coverage) -> Table:
    rows = [
        (own.attribute, value, case, count)
        for own in found.attributes
        for value, counts in own.counts.items()
        for case, count in counts.items()
    ]
    return Table("attributes", plain_columns("attribute", "value", "case_id", "interviews#"), lines(*rows))


def _documents(found: Coverage) -> Table:
    names = ("document", "interviews", "case_id", "language", "coders", "turns#", "untouched#", "words#", "uncoded#")
    return Table(
        "documents",
        plain_columns(*names),
        lines(
            *(
                (one.document, " ".join(one.interviews), one.case, one.language, "; ".join(one.coders), one.turns,
                 len(one.passages), one.words, one.uncoded_words)
                for one in found.documents
            )
        ),
    )  # fmt: skip


def _passages(found: Coverage) -> Table:
    return Table(
        "passages",
        plain_columns("document", "where", "start#", "end#", "words#"),
        lines(
            *(
                (one.document, passage.locator, passage.start, passage.end, passage.words)
                for one in found.documents
                for passage in one.passages
            )
        ),
    )
