"""What the study covers and what it does not: cases, sectors, rows, passages, languages (method 4)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from coder.derive.locators import locator, places
from coder.derive.readings import Spoken
from coder.model.codebook import Codebook, Row
from coder.model.coverage import AttributeCoverage, CaseCoverage, Coverage, DocumentCoverage, Passage
from coder.model.document import Document, Role, Turn
from coder.model.interview import Interview, Named
from coder.model.span import Span


def coverage(
    codebook: Codebook,
    rows: Sequence[Row],
    found: Spoken,
    interviews: Sequence[Interview],
    cases: Iterable[Named],
    documents: Iterable[DocumentCoverage],
    language: str | None = None,
) -> Coverage:
    """The report; ``documents`` are made one by one with ``document_coverage``."""
    return Coverage(
        codebook=codebook.id,
        version=codebook.version,
        cases=tuple(_case(codebook, rows, found, interviews, case, language) for case in cases),
        attributes=tuple(
            _attribute(attribute.id, attribute.values, interviews)
            for attribute in codebook.attributes
            if attribute.kind == "choice"
        ),
        documents=tuple(documents),
        languages=_languages(interviews),
        unplaced=tuple(one.name for one in interviews if one.case is None),
    )


def _case(
    codebook: Codebook,
    rows: Sequence[Row],
    found: Spoken,
    interviews: Iterable[Interview],
    case: Named,
    language: str | None,
) -> CaseCoverage:
    own = [one for one in interviews if one.case == case.id]
    heard = {name for row in rows for name in found.get((row.id, case.id), ())}
    return CaseCoverage(
        case=case.id,
        label=case.label,
        interviews=len(own),
        coded=sum(1 for one in own if one.coders),
        others=len(heard - {one.name for one in own}),
        languages=_languages(own),
        silent=tuple(
            Named(row.id, codebook.row_label(row, language)) for row in rows if not found.get((row.id, case.id))
        ),
        rows=len(rows),
    )


def _languages(interviews: Iterable[Interview]) -> dict[str, int]:
    """Interviews by language, the most frequent first; one in several counts in each."""
    counts = Counter(language for one in interviews for language in one.languages)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _attribute(attribute: str, values: Sequence[str], interviews: Iterable[Interview]) -> AttributeCoverage:
    """The values of the codebook in its order, then others by name, last those that are not given."""
    counts: dict[str, Counter[str]] = {value: Counter() for value in values}
    for one in interviews:
        counts.setdefault(one.attributes.get(attribute, ""), Counter())[one.case or ""] += 1
    order = sorted(set(counts) - set(values), key=lambda value: (not value, value))
    return AttributeCoverage(attribute, {value: dict(sorted(counts[value].items())) for value in (*values, *order)})


def document_coverage(
    document: Document,
    interviews: tuple[str, ...],
    case: str | None,
    coders: tuple[str, ...],
    coded: Iterable[Span],
    count: Callable[[str], int],
) -> DocumentCoverage:
    """How much of the respondents' speech lies under ``coded`` spans; ``count`` gives the number of words in a text.

    A text without turns is one turn of one respondent.
    """
    merged = union(coded)
    turns = [turn for turn in document.turns if turn.role is Role.RESPONDENT]
    if not document.turns and document.text.strip():
        turns = [Turn(Span(0, len(document.text)), "", Role.RESPONDENT)]
    place = places(document)
    name = interviews[0] if len(interviews) == 1 else document.name
    words = uncoded = 0
    passages = []
    for turn in turns:
        all_of_it = count(document.quote(turn.span))
        words += all_of_it
        gaps = outside(turn.span, merged)
        if gaps == [turn.span]:
            uncoded += all_of_it
            where = locator(name, place(turn.span.start), turn.span)
            if all_of_it:
                passages.append(Passage(where, turn.span.start, turn.span.end, turn.speaker, all_of_it))
        else:
            uncoded += sum(count(document.quote(gap)) for gap in gaps)
    return DocumentCoverage(
        document=document.name,
        interviews=interviews,
        case=case,
        language=document.language,
        coders=coders,
        turns=len(turns),
        words=words,
        uncoded_words=uncoded,
        passages=tuple(passages),
    )


def union(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = found[-1].union(span)
        else:
            found.append(span)
    return found


def outside(span: Span, merged: Sequence[Span]) -> list[Span]:
    """The parts of a span that lie in none of ``merged``, which are in order and apart from each other."""
    found: list[Span] = []
    at = span.start
    first = bisect_right(merged, span.start, key=lambda one: one.end)
    for covered in merged[first:]:
        if covered.start >= span.end:
            break
        if covered.start > at:
            found.append(Span(at, covered.start))
        at = max(at, covered.end)
    if at < span.end:
        found.append(Span(at, span.end))
    return found
