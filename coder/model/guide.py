"""The interview guide: questions, the rows they ask about, and in which interviews each was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.model.labels import Label


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the guide, by language, and the ids of the rows of the overview that answers to it speak to."""

    id: str
    text: Label
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """A question was asked in a document (by id); ``start`` is where the turn begins that asks it, None: not said."""

    document: str
    question: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """A turn of an interviewer that may ask a question.

    ``score`` is from 0 to 100; ``language`` says in which wording of the question the turn is most like it; ``words``
    are those of the turn, from ``start`` on.
    """

    document: str
    name: str
    question: str
    score: int
    language: str
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class GuideLine:
    """An interview document beside the questions: where each was asked, by question id; ``turn`` counts from 1.

    A question that was asked nobody knows where has no turn (None).
    """

    document: str
    name: str
    interviews: tuple[str, ...]
    case: str | None
    asked: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GuideReport:
    """Questions by interviews.

    ``unasked`` are cells, by row and case, that nobody was asked about and nothing is said on; ``rowless`` are rows
    without a question, whose empty cells stay empty.
    """

    codebook: str
    version: str
    questions: tuple[Question, ...]
    lines: tuple[GuideLine, ...]
    unasked: tuple[tuple[str, str], ...] = ()
    rowless: tuple[str, ...] = ()

    def asked_in(self, question: str) -> int:
        """In how many documents a question was asked."""
        return sum(question in line.asked for line in self.lines)
