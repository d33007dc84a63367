"""A trace as it may be printed: words only of interviews whose people allowed it (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coder.model.consent import Consent, printed
from coder.model.overview import Trace, TracedQuotation


def printable(trace: Trace, consents: Mapping[str, Consent]) -> Trace:
    """The trace without words that may not be printed; ``consents`` by name of document, yes where there is none.

    What was said before and after goes with them. The memo on a coding stands for words that may only be paraphrased.
    """

    def each(quotations: Iterable[TracedQuotation]) -> tuple[TracedQuotation, ...]:
        return tuple(_printable(one, consents.get(one.document, Consent.YES)) for one in quotations)

    return replace(
        trace,
        supporting=each(trace.supporting),
        opposing=each(trace.opposing),
        undecided=each(trace.undecided),
    )


def _printable(one: TracedQuotation, allowed: Consent) -> TracedQuotation:
    if allowed is Consent.YES:
        return one
    memo = "" if allowed is Consent.PARAPHRASE else one.memo
    return replace(one, quote=printed(one.quote, allowed, one.memo), before="", after="", memo=memo)
