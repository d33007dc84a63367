"""Rows of a codings table become codings: codes, weights, cases and places resolved, or every error at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coder.errors import CoderError
from coder.formats.codings_csv import CodingRow, Offsets, Phrases, Quote
from coder.formats.places import Folded, find_between, find_quote, fold
from coder.formats.tables import Problem, TableError
from coder.intake.values import case_id
from coder.model.codebook import RESIDUAL, Code, Codebook, CodeKind
from coder.model.coding import FROM_TABLE, Coding
from coder.model.consent import is_withheld
from coder.model.document import Document
from coder.model.span import Span


class _Table:
    """One pass over the rows; documents are folded once."""

    def __init__(self, codebook: Codebook, document_of: Callable[[str], Document]) -> None:
        self.codebook = codebook
        self.document_of = document_of
        self.folded: dict[str, Folded] = {}

    def place(self, document: Document, row: CodingRow) -> Span:
        if isinstance(row.place, Offsets):
            words = document.quote(row.place.span)
            withheld = is_withheld(row.place.quote or "")  # in a table written where consent forbids the words
            if row.place.quote and not withheld and fold(words).chars != fold(row.place.quote).chars:
                raise CoderError(
                    f"at {row.place.span} stands {words[:40]!r}, not the quote", hint="correct the offsets or the quote"
                )
            return row.place.span
        if document.id not in self.folded:
            self.folded[document.id] = fold(document.text)
        folded = self.folded[document.id]
        match row.place:
            case Quote(words):
                return find_quote(folded, words)
            case Phrases(start, end):
                return find_between(folded, start, end)

    def code(self, row: CodingRow) -> Code:
        code = self.codebook.code(row.code)
        if not code.codable:
            values = [child.value for child in self.codebook.children(code.id)]
            hint = f"give a value: {', '.join([*values, RESIDUAL])}" if code.kind is CodeKind.ROW else "choose a code"
            raise CoderError(f"{code.id} cannot be coded itself", hint=hint)
        if code.value == RESIDUAL and not row.memo:
            raise CoderError(f"{code.id} needs a memo", hint="say in the column memo what the passage is about")
        return code

    def weight(self, row: CodingRow, code: Code) -> int:
        allowed = self.codebook.weights(code)
        if row.weight not in allowed:
            raise CoderError(
                f"the weight {row.weight} is not one of {code.id}", hint="allowed: " + ", ".join(map(str, allowed))
            )
        return row.weight

    def about(self, row: CodingRow) -> str | None:
        return case_id(row.about, self.codebook, "") if row.about else None


def codings(
    rows: Sequence[CodingRow],
    name: str,
    codebook: Codebook,
    document_of: Callable[[str], Document],
    *,
    revision: int,
    coder: str,
    created: str,
    new_id: Callable[[], str],
) -> tuple[list[Coding], Mapping[str, str]]:
    """Codings of a table and their memos by coding id; rows without a coder become ``coder``'s.

    ``document_of`` finds a document by name. Raises TableError with every row that cannot be resolved.
    """
    table = _Table(codebook, document_of)
    found: list[Coding] = []
    memos: dict[str, str] = {}
    problems: list[Problem] = []
    for row in rows:
        try:
            document = document_of(row.document)
            code = table.code(row)
            coding = Coding(
                id=new_id(),
                document=document.id,
                span=table.place(document, row),
                code=code.id,
                weight=table.weight(row, code),
                coder=row.coder or coder,
                about=table.about(row),
                tense=row.tense,
                origin=FROM_TABLE,
                revision=revision,
                created=created,
            )
        except CoderError as error:
            problems.append(Problem(row.row, str(error)))
            continue
        found.append(coding)
        if row.memo:
            memos[coding.id] = row.memo
    if problems:
        raise TableError(name, problems)
    return found, memos
