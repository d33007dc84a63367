"""Rows of a codings table become codings: codes, weights, cases and places resolved, or every error at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coder.errors import CoderError
from coder.formats.codings_csv import CodingRow, Offsets, Phrases, Place, Quote
from coder.formats.places import Folded, find_between, find_quote, fold
from coder.formats.tables import Problem, TableError
from coder.intake.values import case_id
from coder.model.codebook import RESIDUAL, Code, Codebook, CodeKind
from coder.model.coding import FROM_TABLE, Coding
from coder.model.consent import is_withheld
from coder.model.document import Document
from coder.model.span import Span


class Places:
    """Where the places of a table stand in the documents; each document is folded once."""

    def __init__(self) -> None:
        self.folded: dict[str, Folded] = {}

    def span(self, document: Document, place: Place) -> Span:
        """The span of a place. Raises CoderError for one that is not there, or not just once."""
        if isinstance(place, Offsets):
            words = document.quote(place.span)
            withheld = is_withheld(place.quote or "")  # in a table written where consent forbids the words
            if place.quote and not withheld and fold(words).chars != fold(place.quote).chars:
                raise CoderError(
                    f"at {place.span} stands {words[:40]!r}, not the quote", hint="correct the offsets or the quote"
                )
            return place.span
        if document.id not in self.folded:
            self.folded[document.id] = fold(document.text)
        folded = self.folded[document.id]
        match place:
            case Quote(words):
                return find_quote(folded, words)
            case Phrases(start, end):
                return find_between(folded, start, end)


def codable(codebook: Codebook, written: str) -> Code:
    """The code that is meant. Raises CoderError for one that is not in the codebook or cannot be coded itself."""
    code = codebook.code(written)
    if not code.codable:
        values = [child.value for child in codebook.children(code.id)]
        hint = f"give a value: {', '.join([*values, RESIDUAL])}" if code.kind is CodeKind.ROW else "choose a code"
        raise CoderError(f"{code.id} cannot be coded itself", hint=hint)
    return code


def allowed_weight(codebook: Codebook, code: Code, weight: int) -> int:
    """The weight, if a coding with the code may have it. Raises CoderError."""
    allowed = codebook.weights(code)
    if weight not in allowed:
        raise CoderError(
            f"the weight {weight} is not one of {code.id}", hint="allowed: " + ", ".join(map(str, allowed))
        )
    return weight


def _code(row: CodingRow, codebook: Codebook) -> Code:
    code = codable(codebook, row.code)
    if code.value == RESIDUAL and not row.memo:
        raise CoderError(f"{code.id} needs a memo", hint="say in the column memo what the passage is about")
    return code


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
    places = Places()
    found: list[Coding] = []
    memos: dict[str, str] = {}
    problems: list[Problem] = []
    for row in rows:
        try:
            document = document_of(row.document)
            code = _code(row, codebook)
            coding = Coding(
                id=new_id(),
                document=document.id,
                span=places.span(document, row.place),
                code=code.id,
                weight=allowed_weight(codebook, code, row.weight),
                coder=row.coder or coder,
                about=case_id(row.about, codebook, "") if row.about else None,
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
