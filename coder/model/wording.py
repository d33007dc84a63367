"""What changes of codings and memos are called in the journal, and so by undo, in words (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from coder.errors import CoderError
from coder.model.codebook import Codebook
from coder.model.coding import Coding, Tense

NAMED = 3  # codes of several that are named


def code_label(codebook: Codebook, code: str) -> str:
    """What a code is called; its id when the codebook has it no more."""
    try:
        return codebook.text(codebook.code(code).label) or code
    except CoderError:
        return code


def case_label(codebook: Codebook, case: str) -> str:
    """What a case is called; its id when the codebook does not know it."""
    try:
        return codebook.text(codebook.case(case).label) or case
    except CoderError:
        return case


def coding_named(codebook: Codebook, coding: Coding, document: str) -> str:
    """A coding by its code, place and weight; ``document`` is the name of its document."""
    return f"{code_label(codebook, coding.code)!r} {document}:{coding.span} ({coding.weight:+d})"


def codes_named(codebook: Codebook, codes: Sequence[str]) -> str:
    """Several codes by their labels; of many the first and how many more."""
    names = ", ".join(repr(code_label(codebook, code)) for code in codes[:NAMED])
    return f"{names} and {len(codes) - NAMED} more" if len(codes) > NAMED else names


def coded(codebook: Codebook, codings: Sequence[Coding], document: str) -> str:
    """One coding or several made together on one span."""
    if len(codings) == 1:
        return f"code {coding_named(codebook, codings[0], document)}"
    return f"code {codes_named(codebook, [one.code for one in codings])} {document}:{codings[0].span}"


def changed(codebook: Codebook, before: Coding, after: Coding, document: str) -> str:
    """What is different about a coding: code, weight, ends, case or tense."""
    pieces = []
    if after.weight != before.weight:
        pieces.append(f"weight {before.weight:+d} -> {after.weight:+d}")
    if after.about != before.about:
        pieces.append(f"about {case_label(codebook, after.about) if after.about else 'its own case'}")
    if after.tense is not before.tense:
        pieces.append("past" if after.tense is Tense.PAST else "present")
    place = f"{document}:{before.span}"
    if after.span != before.span:
        pieces.append("resize")
        place += f" -> {after.span}"
    name = repr(code_label(codebook, after.code))
    if after.code != before.code:
        recode = f"recode {code_label(codebook, before.code)!r} as {name}"
        return f"{', '.join([recode, *pieces])}: {place}"
    return f"{', '.join(pieces)}: {name} {place}"


def memo_written(before: str, after: str, what: str) -> str:
    """A memo on something written, changed or removed."""
    verb = "write" if not before else "change" if after else "remove"
    return f"{verb} memo on {what}"
