"""What is derived as it may be printed: words only of interviews whose people allowed it (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from coder.model.consent import Consent, printed
from coder.model.grid import Grid, GridCell, GridLine
from coder.model.overview import Overview, OverviewRow, ShownCell, Trace, TracedQuotation


def printable(trace: Trace, consents: Mapping[str, Consent]) -> Trace:
    """The trace without words that may not be printed; ``consents`` by name of document, yes where there is none.

    What was said before and after goes with them, and memos on words that may not be quoted. The memo on a coding
    stands for words that may only be paraphrased; a summary that rests on words that may not be quoted is left out.
    """

    def each(quotations: Iterable[TracedQuotation]) -> tuple[TracedQuotation, ...]:
        return tuple(_printable(one, consents.get(one.document, Consent.YES)) for one in quotations)

    forbidden = {
        one.coding
        for one in (*trace.supporting, *trace.opposing, *trace.undecided)
        if consents.get(one.document) is Consent.NO
    }
    return replace(
        trace,
        supporting=each(trace.supporting),
        opposing=each(trace.opposing),
        undecided=each(trace.undecided),
        judged=trace.judged and _without_summary(trace.judged, forbidden),
    )


def _printable(one: TracedQuotation, allowed: Consent) -> TracedQuotation:
    if allowed is Consent.YES:
        return one
    return replace(one, quote=printed(one.quote, allowed, one.memo), before="", after="", memo="")


def printable_overview(overview: Overview, forbidden: Collection[str]) -> Overview:
    """The overview without summaries that rest on any of these codings, whose words may not be quoted."""

    def row(one: OverviewRow) -> OverviewRow:
        return replace(one, judged={case: _without_summary(shown, forbidden) for case, shown in one.judged.items()})

    return replace(overview, rows=tuple(row(one) if one.judged else one for one in overview.rows))


def printable_grid(grid: Grid, consents: Mapping[str, Consent], forbidden: Collection[str]) -> Grid:
    """The grid without memos on what may not be quoted (``consents`` by name of document), and without summaries
    that rest on any of the ``forbidden`` codings."""

    def line(one: GridLine) -> GridLine:
        silent = any(consents.get(document) is Consent.NO for document in one.documents)
        return replace(one, cells=tuple(cell(own, silent=silent) for own in one.cells))

    def cell(one: GridCell, *, silent: bool) -> GridCell:
        summary = "" if any(coding in forbidden for coding in one.rests_on) else one.summary
        return replace(one, notes=() if silent else one.notes, summary=summary)

    return replace(grid, lines=tuple(map(line, grid.lines)))


def _without_summary(shown: ShownCell, forbidden: Collection[str]) -> ShownCell:
    summary = shown.summary
    if summary is None or not any(coding in forbidden for coding in summary.codings):
        return shown
    return replace(shown, summary=replace(summary, text=printed("", Consent.NO)))
