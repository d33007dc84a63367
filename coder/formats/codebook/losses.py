"""What of a codebook a format does not hold, or holds only in words: said on every export."""

from __future__ import annotations

from dataclasses import dataclass

from coder.model.codebook import Codebook, CodeKind

_TOLD = ("general rules", "the history")  # in what is made to be read


@dataclass(frozen=True, slots=True)
class Losses:
    """``in_words``: kept, but as text for people; ``left_out``: not in the file at all."""

    in_words: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def losses_of(codebook: Codebook, suffix: str) -> Losses:
    """What becomes of the parts that this codebook has, in a format."""
    if suffix == ".yaml":
        return Losses()
    frame = _frame(codebook)
    if suffix == ".qdc":
        return Losses(in_words=_of_codes(codebook), left_out=frame)
    if suffix in (".csv", ".xlsx"):
        return Losses(left_out=frame)
    return Losses(left_out=(*_unread(codebook), *(part for part in frame if not part.startswith(_TOLD))))


def _unread(codebook: Codebook) -> tuple[str, ...]:
    """What people who read about codes are not told."""
    parts = {
        "texts in other languages than one": len(codebook.languages) > 1,
        "cues": any(code.cues for code in codebook.codes),
        "aliases": any(code.aliases for code in codebook.codes),
    }
    return tuple(part for part, there in parts.items() if there)


def _of_codes(codebook: Codebook) -> tuple[str, ...]:
    codes = codebook.codes
    kinds = any(code.kind is not CodeKind.FREE for code in codes)
    parts = {
        "ids": bool(codes),
        "kinds of codes": kinds,
        "labels and definitions in further languages": any(len(code.label) > 1 for code in codes),
        "inclusion and exclusion": any(code.include or code.exclude for code in codes),
        "anchors of levels": any(code.anchors for code in codes),
        "examples": any(code.examples for code in codes),
        "cues": any(code.cues for code in codes),
        "aliases": any(code.aliases for code in codes),
        "what is absent, qualifies or is retired": any(code.absent or code.qualifier or code.retired for code in codes),
    }
    return tuple(part for part, there in parts.items() if there)


def _frame(codebook: Codebook) -> tuple[str, ...]:
    parts = {
        "rows of the overview": len(codebook.rows) + len(codebook.fact_rows),
        "tables": len(codebook.tables),
        "scales": len(codebook.scales),
        "cases": len(codebook.cases),
        "attributes of cases": len(codebook.case_attributes),
        "document attributes": len(codebook.attributes),
        "general rules": len(codebook.general_rules),
        "factor checks": len(codebook.factor_checks),
        "questions of the interview guide": len(codebook.guide),
        "the history": len(codebook.history),
    }
    counted = tuple(f"{part} ({count})" for part, count in parts.items() if count)
    return (*counted, "weights of a derivation")
