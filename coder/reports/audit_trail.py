"""The journal of a study for people: who did what when (method 4). It holds no words of transcripts and no memos.

The texts that the journal gives its entries are left out as well, since they may name speakers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.model.publication import Block, Heading, Paragraph, Report, Table
from coder.reports.saying import Made, Say, columns, lines, listed, plain_columns, saying
from coder.reports.words_of_records import RECORDED

_NAMED = 3  # things an entry touched that are named


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of the journal: the kinds of edits with how often each, and what they were done to."""

    seq: int
    id: str
    at: str
    coder: str
    what: tuple[tuple[str, int], ...]
    on: tuple[str, ...]
    reverts: int | None
    hash: str


def report(entries: Sequence[Recorded], made: Made, language: str) -> Report:
    """The entries, oldest first, with the hash that closes the chain."""
    say = saying(language)
    title = say("title:audit-trail")
    return Report(
        "audit-trail", title, language, tuple(_blocks(entries, made, say)), made.facts(say), (_data(entries),)
    )


def _blocks(entries: Sequence[Recorded], made: Made, say: Say) -> Iterator[Block]:
    coders = tuple(sorted({one.coder for one in entries}))
    yield Paragraph(say("audit:what", entries=len(entries), names=listed(coders, say)))
    yield Paragraph(made.head, say("audit:head"))
    totals: Counter[tuple[str, str]] = Counter()
    for one in entries:
        for kind, number in one.what:
            totals[kind, one.coder] += number
    kinds = list(dict.fromkeys(kind for kind, _ in totals))
    yield Table(
        "totals",
        columns(say, "what", "coder", "how_many#"),
        lines(
            *(
                (called(kind, say), coder, totals[kind, coder])
                for kind in kinds
                for coder in coders
                if totals[kind, coder]
            )
        ),
        say("caption:totals"),
    )
    yield Heading(1, say("heading:entries"))
    yield Table(
        "entries",
        columns(say, "entry#", "when", "coder", "what", "on", "hash_begins"),
        lines(
            *(
                (one.seq, one.at[:19].replace("T", " "), one.coder, what(one, say), on(one, say), one.hash[:12])
                for one in entries
            )
        ),
        say("caption:entries"),
        (say("audit:utc"),),
    )


def what(one: Recorded, say: Say) -> str:
    """What was done, in words; undoing names the entry."""
    words = listed(tuple(called(kind, say) + (f" ({number})" if number > 1 else "") for kind, number in one.what), say)
    return say("audit:reverts", entry=one.reverts, what=words) if one.reverts is not None else words


def called(kind: str, say: Say) -> str:
    """A kind of edit in words."""
    return say(f"edit:{kind}" if f"edit:{kind}" in RECORDED else "edit:other")


def on(one: Recorded, say: Say) -> str:
    """What it was done to: a few names, and how many more."""
    more = len(one.on) - _NAMED
    named = listed(one.on[:_NAMED], say)
    return say("audit:more", names=named, n=more) if more > 0 else named


def _data(entries: Sequence[Recorded]) -> Table:
    return Table(
        "entries",
        plain_columns("entry#", "id", "at", "coder", "what", "extent#", "on", "reverts#", "hash"),
        lines(
            *(
                (one.seq, one.id, one.at, one.coder, " ".join(kind for kind, _ in one.what),
                 sum(number for _, number in one.what), "; ".join(one.on), one.reverts, one.hash)
                for one in entries
            )
        ),
    )  # fmt: skip
