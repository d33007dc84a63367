"""What screens ask of the app: other screens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from coder.model.span import Span

if TYPE_CHECKING:
    from coder.reports import Options
    from coder.search.corpus import SearchHit
    from coder.tui.text.units import Grain


class OpenDocument(Message):
    """Somebody wants to read a document (by id), at a span or where it was left; ``current`` is which coding or
    suggestion (by id) of those on these words the keys act on first."""

    def __init__(self, document: str, span: Span | None = None, current: str | None = None) -> None:
        super().__init__()
        self.document = document
        self.span = span
        self.current = current


class OpenTrace(Message):
    """Somebody wants to know why a cell is what it is."""

    def __init__(self, row: str, case: str) -> None:
        super().__init__()
        self.row = row
        self.case = case


class OpenSearch(Message):
    """Somebody wants to see what a search finds in the whole corpus."""

    def __init__(self, query: str) -> None:
        super().__init__()
        self.query = query


class OpenCode(Message):
    """Somebody wants to see a code in the codebook."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class OpenCase(Message):
    """Somebody wants to see a case among the cases."""

    def __init__(self, case: str) -> None:
        super().__init__()
        self.case = case


class ExportOverview(Message):
    """Somebody wants a table written to a file."""

    def __init__(self, table: str) -> None:
        super().__init__()
        self.table = table


class ExportReport(Message):
    """Somebody wants a report written to a file."""

    def __init__(self, name: str, options: Options) -> None:
        super().__init__()
        self.name = name
        self.options = options


class ExportCodings(Message):
    """Somebody wants the codings written to a file."""


class ImportTranscripts(Message):
    """Somebody wants to bring transcripts in."""


class LookForSuggestions(Message):
    """Somebody wants passages worth coding to be looked for; the cursor is on a document (by id)."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.document = document


class StartTour(Message):
    """Somebody wants the guided tour."""


class CodeHits(Message):
    """Somebody wants hits of a search coded, with the whole units of a grain around them."""

    def __init__(self, hits: Sequence[SearchHit], grain: Grain, code: str, weight: int) -> None:
        super().__init__()
        self.hits = hits
        self.grain = grain
        self.code = code
        self.weight = weight


class FindNames(Message):
    """Somebody wants names looked for in all documents."""


class ReplaceNames(Message):
    """Somebody wants the accepted names replaced."""
