"""Quotations as they are read: words that several coders coded alike stand once, with all their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coder.model.overview import TracedQuotation
from coder.model.words import word

Voices = tuple[TracedQuotation, ...]  # of the same words and value, one by each coder


def by_words(quotations: Iterable[TracedQuotation]) -> list[Voices]:
    """Codings of the same words with the same value together, where the first of them stood."""
    found: dict[tuple[str, int, int, str, str], list[TracedQuotation]] = {}
    for one in quotations:
        found.setdefault((one.document, one.start, one.end, one.code, one.quote), []).append(one)
    return [tuple(voices) for voices in found.values()]


def strengths(voices: Voices) -> list[tuple[str, str]]:
    """Each strength once with the coders who gave it, the first one first: ("explicit", "JW, MK")."""
    coders: dict[str, list[str]] = {}
    for one in voices:
        names = coders.setdefault(one.strength, [])
        if one.coder not in names:
            names.append(one.coder)
    return [(strength, ", ".join(names)) for strength, names in coders.items()]


def memos(voices: Voices, language: str | None = None) -> list[str]:
    """The memos on them; with the coder's name where several coders coded the words."""
    several = len({one.coder for one in voices}) > 1
    name = "memo_by" if several else "memo"
    return [word(name, language).format(coder=one.coder, text=one.memo) for one in voices if one.memo]


def counted(quotations: Sequence[TracedQuotation], language: str | None = None) -> str:
    """How many there are: ``3 coded in 2 interviews``."""
    where = interviews(len({one.interview for one in quotations}), language)
    return word("coded_in", language).format(k=len(quotations), interviews=where)


def interviews(number: int, language: str | None = None) -> str:
    """``1 interview``, ``2 interviews``."""
    return word("one_interview" if number == 1 else "some_interviews", language).format(n=number)
