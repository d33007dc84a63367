"""What people who train a model elsewhere learn from: words, and what researchers said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from coder.model.coding import Coding
from coder.model.document import Turn
from coder.model.span import Span

FOLDS = 5  # into how many parts the interviews are dealt


class Unit(StrEnum):
    """What one example is."""

    SENTENCE = "sentence"
    TURN = "turn"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Example:
    """A segment of a document, or the whole of it, with the codings on it.

    ``text`` stands at ``span`` of the document called ``document``; codings keep the spans they have in the document.
    ``role`` is who speaks, "" in a whole document, whose ``turns`` say it. ``rejected`` are codes that a researcher
    refused here. What nobody has ``read`` says nothing of the codes it lacks. ``fold`` (from 0) is the same in all
    examples of an interview: what was learned from some of its passages must not be tested on others.
    """

    text: str
    document: str
    span: Span
    language: str
    role: str
    case: str | None
    fold: int
    read: bool
    codings: tuple[Coding, ...] = ()
    rejected: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes on it, each once, by id."""
        return tuple(sorted({one.code for one in self.codings}))

    def within(self, span: Span) -> Span | None:
        """Where a span of the document stands in ``text``, as far as it does; None if it does not at all."""
        start, end = max(span.start, self.span.start), min(span.end, self.span.end)
        return Span(start - self.span.start, end - self.span.start) if start < end else None

    def facts(self) -> dict[str, Any]:
        """Everything but the words and the turns as plain values, as files carry them; offsets are in the document."""
        return {
            "document": self.document,
            "start": self.span.start,
            "end": self.span.end,
            "language": self.language,
            "role": self.role,
            "case": self.case,
            "fold": self.fold,
            "read": self.read,
            "codes": list(self.codes),
            "codings": [
                {
                    "code": one.code,
                    "weight": one.weight,
                    "coder": one.coder,
                    "start": one.span.start,
                    "end": one.span.end,
                    "about": one.about,
                    "tense": one.tense.value,
                    "origin": one.origin,
                }
                for one in self.codings
            ],
            "rejected": list(self.rejected),
        }

    def passages(self) -> tuple[tuple[Span, str], ...]:
        """What is coded in ``text`` with which code, in order; once, however many coders say so."""
        found = {(span, one.code) for one in self.codings if (span := self.within(one.span))}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Training:
    """Examples of a study, and what is not among them.

    ``unquotable`` are documents whose people did not allow their words to be quoted, by name; ``nowhere`` counts
    codings that lie on no segment, such as those on headings.
    """

    examples: tuple[Example, ...]
    unit: Unit
    unquotable: tuple[str, ...] = ()
    nowhere: int = 0

    @property
    def documents(self) -> tuple[str, ...]:
        """The names of the documents, in order."""
        return tuple(dict.fromkeys(one.document for one in self.examples))

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in it, by id."""
        return tuple(sorted({one.code for example in self.examples for one in example.codings}))


def folds(keys: Mapping[str, str]) -> dict[str, int]:
    """The fold of each interview (by name): dealt out one after the other in the order of their ``keys``."""
    return {name: place % FOLDS for place, name in enumerate(sorted(keys, key=lambda name: (keys[name], name)))}
