"""Rows of predictions become suggestions: codes, cases and places resolved, or every error at once (pure)."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from coder.errors import CoderError, UsageError
from coder.formats.tables import Problem
from coder.formats.training.predictions import PredictionRow, refused
from coder.intake.codings import Places, allowed_weight, codable
from coder.intake.values import case_id
from coder.model.codebook import RESIDUAL, Code, Codebook, CodeKind
from coder.model.coding import Suggestion, suggestion_id
from coder.model.document import Document
from coder.model.span import Span

UNKNOWN = 0.5  # the confidence of what states none: neither first nor last
_FOR = 1  # the weight of what states none, as of cues: the passage may be about the code
T = TypeVar("T")
_NAME = re.compile(r"\w[\w.+-]{0,39}")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a study knows of a document that predictions must not go against, under the codes of today.

    ``coded``, ``rejected`` and ``waiting`` are spans by code, these of suggestions of any origin; ``unaided`` are the
    passages that are coded without suggestions; ``spent`` are rejections by code that hold no longer.
    """

    coded: Mapping[str, Sequence[Span]]
    rejected: Mapping[str, Sequence[Span]]
    unaided: Sequence[Span] = ()
    waiting: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    spent: Mapping[str, Sequence[Suggestion]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Predicted:
    """What came of predictions: the new suggestions, and how many rows were not taken; together they are all rows.

    ``known`` were proposed by the same origin before, whatever became of them; ``coded`` lie on words that have their
    code, ``rejected`` on words for which it was rejected, ``unaided`` where people code without suggestions,
    ``waiting`` on words for which a suggestion of their code waits. ``repeated`` are the same as an earlier row, or
    overlap one that came in with the same code. Of those that are new, ``unspoken`` touch no respondent's words;
    ``reopened`` are the rejections, by id, that they open again.
    """

    origin: str
    added: tuple[Suggestion, ...]
    known: int = 0
    coded: int = 0
    rejected: int = 0
    unaided: int = 0
    waiting: int = 0
    repeated: int = 0
    unspoken: int = 0
    reopened: tuple[str, ...] = ()


def origin_of(name: str) -> str:
    """How suggestions and the codings made of them say where they are from. Raises UsageError for no plain name."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name[:60]!r} is no name of an origin",
            where="--origin",
            hint="letters, digits, - . + and _, at most 40: --origin setfit-v2",
        )
    return f"import:{name}"


def suggestions(
    rows: Sequence[PredictionRow],
    name: str,
    codebook: Codebook,
    document_of: Callable[[str], Document],
    *,
    origin: str,
    revision: int,
    problems: Iterable[Problem] = (),
) -> list[Suggestion]:
    """A suggestion for each row, in their order; rows that say the same again have the same.

    Without a weight it is implicit evidence, with a level code the level is left to the reader. Numbers made elsewhere
    only order: none is calibrated on this study. ``document_of`` finds a document by name. Raises TableError with the
    ``problems`` that reading met, and all of every row that cannot be resolved, or that contradicts an earlier one.
    """
    found: list[tuple[int, Suggestion]] = []
    first: dict[str, tuple[int, Suggestion]] = {}
    problems = list(problems)
    by_document = sorted(rows, key=lambda row: row.document)  # so that one document at a time is in memory
    for written, here in groupby(by_document, key=lambda row: row.document):
        document, unknown = _attempt(document_of, written) if written else (None, "")
        places = Places()
        for row in here:
            reasons = [unknown] if unknown else []
            one = _suggestion(row, document, places, codebook, origin, revision, reasons)
            if one is not None:
                line, earlier = first.setdefault(one.id, (row.row, one))
                found.append((row.row, earlier))
                if earlier != one:
                    reasons.append(f"row {line} says something else of the same place and code; keep one of them")
            problems += [Problem(row.row, reason) for reason in reasons]
    if problems:
        raise refused(name, problems)
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _attempt(find: Callable[..., T], *about: object) -> tuple[T | None, str]:
    """What is found, or None and why not."""
    try:
        return find(*about), ""
    except CoderError as error:
        return None, str(error)


def _suggestion(
    row: PredictionRow,
    document: Document | None,
    places: Places,
    codebook: Codebook,
    origin: str,
    revision: int,
    reasons: list[str],
) -> Suggestion | None:
    """The suggestion of a row, or None with all ``reasons`` added why there is none."""
    code, no_code = _attempt(_code, row, codebook) if row.code else (None, "")
    span, no_span = _attempt(places.span, document, row.place) if document and row.place else (None, "")
    weight, no_weight = _attempt(_weight, row, code, codebook) if code else (None, "")
    about, no_case = _attempt(case_id, row.about, codebook, "") if row.about else (None, "")
    wrong = [reason for reason in (no_code, no_span, no_weight, no_case) if reason]
    reasons += wrong
    if wrong or document is None or code is None or span is None:
        return None
    return Suggestion(
        id=suggestion_id(document.id, span, code.id, origin),
        document=document.id,
        span=span,
        code=code.id,
        weight=weight,
        confidence=UNKNOWN if row.confidence is None else row.confidence,
        reason=row.reason or f"predicted by {origin.partition(':')[2]}",
        origin=origin,
        revision=revision,
        about=about,
    )


def taken(
    found: Iterable[Suggestion],
    origin: str,
    known: Container[str],
    document_of: Callable[[str], Document],
    standing_of: Callable[[Document], Standing],
) -> Predicted:
    """Which of the suggestions, row by row, a study takes: no two with one code on the same words. ``known`` are ids of
    earlier ones, ``document_of`` finds documents by id; both functions are asked once for each document."""
    by_document: dict[str, list[Suggestion]] = defaultdict(list)
    for one in found:
        by_document[one.document].append(one)
    added: list[Suggestion] = []
    reopened: dict[str, None] = {}
    counts = dict.fromkeys(("known", "coded", "rejected", "unaided", "waiting", "repeated", "unspoken"), 0)
    for identity, here in by_document.items():
        document = document_of(identity)
        standing = standing_of(document)
        spent = {one.id for of_code in standing.spent.values() for one in of_code}
        rows: set[str] = set()
        mine: dict[str, list[Span]] = defaultdict(list)
        for one in here:
            if one.id in rows:
                why = "repeated"
            else:
                rows.add(one.id)
                why = "known" if one.id in known and one.id not in spent else _why_not(one, standing)
            if not why and not _placed(one.span, mine[one.code]):
                why = "repeated"
            if why:
                counts[why] += 1
                continue
            added.append(one)
            reopened |= dict.fromkeys(old.id for old in standing.spent.get(one.code, ()) if old.span.overlaps(one.span))
            counts["unspoken"] += not document.is_evidence_at(one.span)
    return Predicted(origin, tuple(added), **counts, reopened=tuple(reopened))


def _why_not(one: Suggestion, standing: Standing) -> str:
    """Why a new suggestion is not taken; "" if it is."""
    if any(one.span.overlaps(span) for span in standing.coded.get(one.code, ())):
        return "coded"
    if any(one.span.overlaps(span) for span in standing.rejected.get(one.code, ())):
        return "rejected"
    if any(one.span.overlaps(span) for span in standing.unaided):
        return "unaided"
    return "waiting" if any(one.span.overlaps(span) for span in standing.waiting.get(one.code, ())) else ""


def _placed(span: Span, others: list[Span]) -> bool:
    """Put a span among ``others``, which are in order and apart from each other, unless it overlaps one of them."""
    place = bisect(others, span)
    if any(span.overlaps(other) for other in others[max(0, place - 1) : place + 1]):
        return False
    others.insert(place, span)
    return True


def _code(row: PredictionRow, codebook: Codebook) -> Code:
    code = codable(codebook, row.code)
    if code.value == RESIDUAL:
        raise CoderError(
            f"{code.id} is for what fits no value, and only people can say what that is", hint="leave these rows out"
        )
    return code


def _weight(row: PredictionRow, code: Code, codebook: Codebook) -> int | None:
    if row.weight is not None:
        return allowed_weight(codebook, code, row.weight)
    return None if code.kind is CodeKind.LEVEL else _FOR
