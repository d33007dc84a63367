"""In which order the suggestions that wait are gone through (pure).

By document they come as they are read, by code as the codebook has them, likely ones first by their number (what was
measured before what was not), and useful ones first by what deciding them would teach. *Useful* is uncertainty sampling
(Lewis and Gale 1994) made diverse, as batches must be (Brinker 2003; Settles 2009, section 6): the next is always the
one with the greatest

    u / sqrt((1 + c) (1 + d) (1 + r))

where u is the entropy in bits of the calibrated likelihood p, which is 1 at p = 1/2 (and 1 where nothing is known of
how reliable a source is), and c, d, r are how many before it in the queue have its code, are in its document, and were
proposed for the same reason: like the same coding, or by the same words. Returns diminish as with concave functions of
counts (Wei, Iyer and Bilmes 2015); as the worth of a suggestion only falls, heaps of upper bounds find the greatest
without looking at all (Minoux 1978). Behind the first ``FAR``, which nobody reaches before the queue has changed, they
come by u alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from heapq import heappop, heapreplace
from math import log2, sqrt

from coder.model.coding import Suggestion

FAR = 300  # of the useful ones, so many are ordered by their diversity: an hour's decisions


class Order(StrEnum):
    """How the queue is ordered."""

    USEFUL = "useful"
    LIKELY = "likely"
    DOCUMENT = "document"
    CODE = "code"


def ordered(
    waiting: Iterable[Suggestion],
    order: Order,
    documents: Mapping[str, int],
    codes: Mapping[str, int],
    taught: Mapping[str, float] | None = None,
) -> list[Suggestion]:
    """The suggestions in an order. ``documents`` and ``codes`` say by id which place they have in lists of them; what
    they do not know comes last. ``taught`` are newer likelihoods by the id of a suggestion: only the useful order
    follows them. Suggestions that are equal in everything else come in the order of documents and text.
    """

    def place(one: Suggestion) -> tuple[int, int, int, int, str]:
        return (
            documents.get(one.document, len(documents)),
            one.span.start,
            one.span.end,
            codes.get(one.code, len(codes)),
            one.id,
        )

    match order:
        case Order.DOCUMENT:
            return sorted(waiting, key=place)
        case Order.CODE:
            return sorted(waiting, key=lambda one: (codes.get(one.code, len(codes)), one.code, *place(one)))
        case Order.LIKELY:
            return sorted(waiting, key=lambda one: (not one.calibrated, -one.confidence, *place(one)))
        case Order.USEFUL:
            return _useful(sorted(waiting, key=place), taught or {})


def uncertainty(one: Suggestion, taught: Mapping[str, float]) -> float:
    """What is open about a suggestion, in bits: 0 where it is certain to be right or wrong, 1 where it may be either.

    A number that is not calibrated says nothing about that.
    """
    if not one.calibrated:
        return 1.0
    likelihood = taught.get(one.id, one.confidence)
    if not 0 < likelihood < 1:
        return 0.0
    return -likelihood * log2(likelihood) - (1 - likelihood) * log2(1 - likelihood)


def reason_of(one: Suggestion) -> str:
    """What two suggestions share that were proposed for the same reason: the coding they are like, else the words."""
    return one.nearest[0] if one.nearest else one.reason


def _useful(waiting: Sequence[Suggestion], taught: Mapping[str, float]) -> list[Suggestion]:
    """``waiting`` stand in the order of documents and text.

    There is a heap for each code, of bounds without the share of the code: with 40 codes each of 300 choices compares
    40 tops, and what fell by another choice of the same document or reason is looked at when it comes to the top.
    """
    open_ = [uncertainty(one, taught) for one in waiting]
    ranked = sorted(range(len(waiting)), key=lambda at: (-open_[at], -waiting[at].confidence, at))
    queue = [waiting[at] for at in ranked]
    worths = [open_[at] for at in ranked]
    heaps: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for rank, one in enumerate(queue):
        heaps[one.code].append((-worths[rank], rank))  # in order, so each is a heap
    codes: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    reasons: Counter[str] = Counter()

    def top(heap: list[tuple[float, int]]) -> tuple[float, int]:
        """The best of a code, its bound made true."""
        while True:
            bound, rank = heap[0]
            one = queue[rank]
            worth = -worths[rank] / sqrt((1 + documents[one.document]) * (1 + reasons[reason_of(one)]))
            if worth <= bound:
                return heap[0]
            heapreplace(heap, (worth, rank))

    taken: dict[int, None] = {}
    while heaps and len(taken) < FAR:
        tops = ((top(heap), code) for code, heap in heaps.items())
        _, rank, code = min((worth / sqrt(1 + codes[code]), rank, code) for (worth, rank), code in tops)
        one = queue[rank]
        taken[rank] = None
        codes[code] += 1
        documents[one.document] += 1
        reasons[reason_of(one)] += 1
        heappop(heaps[code])
        if not heaps[code]:
            del heaps[code]
    return [queue[rank] for rank in (*taken, *(rank for rank in range(len(queue)) if rank not in taken))]


def counted(waiting: Iterable[Suggestion], order: Order) -> Counter[str]:
    """How many wait under each heading of an order: by document or code its id; other orders have no headings."""
    if order is Order.DOCUMENT:
        return Counter(one.document for one in waiting)
    return Counter(one.code for one in waiting) if order is Order.CODE else Counter()


def later(queue: Sequence[Suggestion], skipped: Collection[str]) -> list[Suggestion]:
    """The queue with what was skipped at its end, in the order of skipping."""
    if not skipped:
        return list(queue)
    at = {one: number for number, one in enumerate(skipped)}
    return sorted(queue, key=lambda one: at.get(one.id, -1))


def places_among(waiting: Iterable[Suggestion], one: Suggestion) -> tuple[int, int]:
    """Which rank a suggestion has among those that wait on some of its words, and how many these are; equals share."""
    here = [other for other in waiting if other.document == one.document and other.span.overlaps(one.span)]
    others = [other for other in here if other.id != one.id]
    return 1 + sum(other.confidence > one.confidence for other in others), 1 + len(others)
