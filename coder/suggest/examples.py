"""A document as examples for a model that is trained elsewhere (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from coder.model.coding import Coding, Suggestion
from coder.model.document import Document
from coder.model.example import Example, Unit
from coder.model.span import Span
from coder.suggest.segments import Grain, coded, cut


def examples(
    document: Document,
    codings: Sequence[Coding],
    rejected: Sequence[Suggestion],
    *,
    unit: Unit,
    whole: bool,
    case: str | None,
    fold: int,
) -> tuple[list[Example], int]:
    """The examples of a document in the order of the text, and how many codings lie on none of them.

    ``whole``: somebody declared the document coded; otherwise it counts as read up to the last segment coded by hand,
    and of those behind each on which a suggestion was decided. A coding is on the segments that ``segments.places``
    names.
    """
    if unit is Unit.DOCUMENT:
        return _whole(document, codings, whole=whole, case=case, fold=fold), 0
    interview = cut(document, Grain(unit.value), case)
    said = coded(interview, codings, rejected, whole)
    known = frozenset(said.rows)
    found = [
        Example(
            text=segment.text,
            document=document.name,
            span=segment.span,
            language=document.language,
            role=segment.role.value,
            case=case,
            fold=fold,
            read=place in known,
            codings=said.codings[place],
            rejected=tuple(sorted(said.rejected[place])),
        )
        for place, segment in enumerate(interview.segments)
    ]
    somewhere = {one.id for here in said.codings for one in here}
    return found, sum(one.id not in somewhere for one in codings)


def _whole(document: Document, codings: Sequence[Coding], *, whole: bool, case: str | None, fold: int) -> list[Example]:
    if not document.text:
        return []
    return [
        Example(
            text=document.text,
            document=document.name,
            span=Span(0, len(document.text)),
            language=document.language,
            role="",
            case=case,
            fold=fold,
            read=whole or bool(codings),
            codings=tuple(codings),
            turns=document.turns,
        )
    ]
