"""What coding the hits of a search would do, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coder.model.coding import Coding
from coder.model.document import Document
from coder.model.span import Span

Place = tuple[str, Span]  # document (by id) and where in it


@dataclass(frozen=True, slots=True)
class HitPlan:
    """``places`` would be coded, each once; ``known`` lie in passages this coder has coded so already and are left.

    ``unspoken`` are those of the places that touch no respondent's words and so never count as evidence.
    """

    places: tuple[Place, ...]
    known: tuple[Place, ...]
    unspoken: frozenset[Place]

    @property
    def documents(self) -> int:
        """In how many documents something would be coded."""
        return len({document for document, _ in self.places})


def plan(
    places: Iterable[Place],
    document: Callable[[str], Document],
    coded: Callable[[str], Sequence[Coding]],
    progress: Callable[[int], None] | None = None,
) -> HitPlan:
    """What to do with these places; ``coded`` gives the codings of a document that make a place known."""
    fresh: list[Place] = []
    known: list[Place] = []
    unspoken: set[Place] = set()
    standing: dict[str, Sequence[Coding]] = {}
    for number, place in enumerate(dict.fromkeys(places)):
        identity, span = place
        if identity not in standing:
            standing[identity] = coded(identity)
            if progress:
                progress(number)
        if any(one.span.contains(span) for one in standing[identity]):
            known.append(place)
        else:
            fresh.append(place)
            if not document(identity).is_evidence_at(span):
                unspoken.add(place)
    return HitPlan(tuple(fresh), tuple(known), frozenset(unspoken))
