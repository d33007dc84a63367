"""What screens ask of the app: other screens."""

from __future__ import annotations

from textual.message import Message

from coder.model.span import Span


class OpenDocument(Message):
    """Somebody wants to read a document (by id), at a span or where it was left."""

    def __init__(self, document: str, span: Span | None = None) -> None:
        super().__init__()
        self.document = document
        self.span = span


class OpenTrace(Message):
    """Somebody wants to know why a cell is what it is."""

    def __init__(self, row: str, case: str) -> None:
        super().__init__()
        self.row = row
        self.case = case
