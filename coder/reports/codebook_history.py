"""What was changed in the codebook and why, and what was coded under which version (method 4: audit trail)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coder.model.codebook import Change
from coder.model.publication import Block, Heading, Paragraph, Report, Table
from coder.model.revision import Revision
from coder.reports.saying import Made, Say, columns, lines, listed, plain_columns, saying


def report(
    changes: Sequence[Change],
    revisions: Sequence[Revision],
    earlier: int,
    waiting: int,
    made: Made,
    language: str,
) -> Report:
    """Operations with their rationale, then the revisions with the codings made under each.

    ``earlier`` codings were made under an earlier definition of their code, ``waiting`` ones wait to be coded again.
    """
    say = saying(language)
    blocks = tuple(_blocks(changes, revisions, earlier, waiting, say))
    data = (_changes(changes), _revisions(revisions), _codings(revisions))
    return Report("codebook-history", say("title:codebook-history"), language, blocks, made.facts(say), data)


def _blocks(
    changes: Sequence[Change], revisions: Sequence[Revision], earlier: int, waiting: int, say: Say
) -> Iterator[Block]:
    codings = sum(sum(one.codings.values()) for one in revisions)
    yield Paragraph(say("history:count", revisions=len(revisions), codings=codings))
    if earlier:
        yield Paragraph(say("history:earlier", n=earlier))
    if waiting:
        yield Paragraph(say("history:waiting", n=waiting))
    yield Heading(1, say("heading:operations"))
    if changes:
        yield Table(
            "operations",
            columns(say, "version", "date", "author", "operation", "rationale"),
            lines(*((one.version, one.date, one.author, operation(one, say), one.rationale) for one in changes)),
            say("caption:operations"),
        )
    else:
        yield Paragraph(say("history:none"))
    yield Heading(1, say("heading:revisions"))
    yield Table(
        "revisions",
        columns(say, "revision#", "version", "when", "coder", "codings#", "what_differs"),
        lines(
            *(
                (one.number, one.version, one.at[:10], one.coder, sum(one.codings.values()),
                 say("semicolon").join(one.changed))
                for one in revisions
            )
        ),
        say("caption:revisions"),
    )  # fmt: skip


def operation(change: Change, say: Say) -> str:
    """What was done to which codes, in words."""
    what = f"{say(f'op:{change.op}') if change.op in _OPS else change.op}: {listed(change.ids, say)}"
    return f"{what} → {listed(change.to, say)}" if change.to else what


_OPS = frozenset({"create", "retire", "rename", "move", "merge", "split", "redefine", "rescale"})


def _changes(changes: Sequence[Change]) -> Table:
    return Table(
        "operations",
        plain_columns("version", "date", "author", "operation", "ids", "to", "rationale"),
        lines(
            *(
                (one.version, one.date, one.author, one.op, " ".join(one.ids), " ".join(one.to), one.rationale)
                for one in changes
            )
        ),
    )


def _revisions(revisions: Sequence[Revision]) -> Table:
    return Table(
        "revisions",
        plain_columns("revision#", "version", "at", "coder", "codings#", "differs"),
        lines(
            *(
                (one.number, one.version, one.at, one.coder, sum(one.codings.values()), "; ".join(one.changed))
                for one in revisions
            )
        ),
    )


def _codings(revisions: Sequence[Revision]) -> Table:
    rows = [
        (one.number, one.version, coder, count) for one in revisions for coder, count in sorted(one.codings.items())
    ]
    return Table("codings", plain_columns("revision#", "version", "coder", "codings#"), lines(*rows))
