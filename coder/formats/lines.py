"""The lines of a formatted document while it is read, and the transcript they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from coder.formats.decode import require_words, unify_newlines
from coder.formats.turns import turns
from coder.model.document import Transcript
from coder.model.span import Span

CHANGES = "it has tracked changes: read as if all were accepted"
FOOTNOTES = "its footnotes are not part of the text"
COMMENTS = "its comments are not part of the text"
HIDDEN = "its hidden text was left out"


@dataclass(slots=True)
class Lines:
    """Lines as they are read, the indices of those that are headings, and what to warn of.

    A paragraph is a line, though it may hold line breaks; a row of a table is a line with tabs between its cells.
    """

    lines: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    warnings: set[str] = field(default_factory=set)

    def add(self, words: str, *, heading: bool = False) -> None:
        """One more line; headings are nobody's words."""
        if heading:
            self.headings.append(len(self.lines))
        self.lines.append(unify_newlines(words))

    def add_row(self, cells: Iterable[Lines]) -> None:
        """A row of a table, unless all its cells are blank. A row of one cell is no more than its lines; where there
        are more, headings inside them are words like others."""
        row = [(cell, "\n".join(cell.lines)) for cell in cells]
        for cell, _ in row:
            self.warnings |= cell.warnings
        if not any(words.strip() for _, words in row):
            return
        if len(row) == 1:
            self.take(row[0][0])
        else:
            self.lines.append("\t".join(words for _, words in row))

    def take(self, others: Lines) -> None:
        """All lines of another part of the document."""
        self.headings += [len(self.lines) + index for index in others.headings]
        self.lines += others.lines
        self.warnings |= others.warnings

    def transcript(self, name: str, warnings: tuple[str, ...] = ()) -> Transcript:
        """The transcript of these lines. Raises UnreadableError when they hold no words."""
        text = "\n".join(self.lines)
        require_words(text, name)
        found = turns(text, self._heading_spans())
        return Transcript(text, found.turns, found.times, warnings=(*warnings, *sorted(self.warnings), *found.warnings))

    def _heading_spans(self) -> Iterator[Span]:
        """Where the headings stand in the joined lines."""
        offset = 0
        headings = set(self.headings)
        for index, line in enumerate(self.lines):
            if index in headings and line.strip():
                yield Span(offset, offset + len(line))
            offset += len(line) + 1
