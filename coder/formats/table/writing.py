"""The text of a document that a table makes, as it grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coder.errors import UnreadableError
from coder.formats.table.columns import listed
from coder.model.document import Role, TimeMark, Transcript, Turn
from coder.model.span import Span


class Writer:
    """The text of a document as it grows, with turns and times in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.turns: list[Turn] = []
        self.times: list[TimeMark] = []
        self.length = 0

    def paragraph(self, words: str, label: str = "", role: Role = Role.RESPONDENT, start_ms: int | None = None) -> None:
        """Words on lines of their own, below what stands there already, said by nobody (a note) or by somebody."""
        before = ("\n\n" if self.parts else "") + (f"{label}: " if label else "")
        start = self.length + len(before)
        if start_ms is not None:
            self.times.append(TimeMark(start, start_ms))
        self.parts += (before, words)
        self.length = start + len(words)
        self.turns.append(Turn(Span(start, self.length), label, role))

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)


def require_names(found: Sequence[Transcript], name: str) -> None:
    """Raises UnreadableError where two documents would have one name."""
    names = Counter(one.name for one in found)
    twice = [one for one, count in names.items() if count > 1]
    if twice:
        raise UnreadableError(
            f"several documents would be called {listed(map(repr, twice))}", where=name, hint="give them shorter names"
        )
