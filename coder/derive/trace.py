"""Why a cell is what it is: its rule in words and numbers, and the words for it and against it (method 2.11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from coder.derive.columns import label
from coder.model.codebook import Codebook, CodeKind, Row
from coder.model.coding import Coding
from coder.model.document import Document, Role
from coder.model.overview import Cell, Flag, LeaveOneOut, Profile, ShownCell, State, Trace, TracedQuotation
from coder.model.words import WORDS, word


def rule(codebook: Codebook, row: Row, cell: Cell, profiles: Mapping[str, Profile], language: str | None) -> str:
    """The rule of the row with the numbers of this cell, in words."""
    language = language or codebook.default_language
    text, stop = word(f"rule:{row.kind.value}", language), word("stop", language)
    if cell.state in (State.EMPTY, State.NOT_ASKED):
        return text + stop + word("nobody", language)
    if cell.state is State.REFUTED:
        denied = "one_denies" if cell.denials == 1 else "some_deny"
        return text + stop + word(denied, language).format(n=cell.denials)
    if row.kind.by_level:
        levels = ", ".join(
            f"{name} {profile.level!s}" for name, profile in profiles.items() if profile.level is not None
        )
        return text + stop + word("median", language).format(m=cell.m, levels=levels)
    labels = {code.value: codebook.text(code.label, language) for code in codebook.values(row)}
    ranked = sorted(cell.p.items(), key=lambda item: -item[1])
    shares = ", ".join(f"{labels[value]} {share}" for value, share in ranked)
    if not shares:
        return text + stop + word("qualifiers", language)
    tie = " " + word("all_equal", language) if Flag.TIE in cell.flags else ""
    return text + stop + word("shares", language).format(shares=shares) + tie


def strength(codebook: Codebook, coding: Coding, language: str | None = None) -> str:
    """The weight in words: the mark of a level, or explicit / implicit / against."""
    language = language or codebook.default_language
    code = next((one for one in codebook.codes if one.id == coding.code), None)  # split: it waits, its code is gone
    if code is not None and code.kind is CodeKind.LEVEL:
        marks = {level.anchor: level.mark for level in codebook.scale(code.scale or "").levels}
        mark = marks.get(coding.weight, "")
        level = word("level", language).format(level=coding.weight)
        return word("marked", language).format(level=level, mark=mark) if mark else level
    known = f"strength:{coding.weight}"
    return word(known, language) if known in WORDS else str(coding.weight)


def quotation(
    codebook: Codebook, document: Document, interview: str, coding: Coding, memo: str, language: str | None = None
) -> TracedQuotation:
    """A coding with its words and the turn before and after (the question first of all)."""
    span = coding.span
    first = document.turn_near(span.start)
    last = document.turn_near(span.end - 1)
    turn = document.turns[first] if first is not None else None
    locator = f"{interview}:{document.place_at(span.start)}:{span}"
    return TracedQuotation(
        coding=coding.id,
        document=document.name,
        interview=interview,
        locator=locator,
        start=span.start,
        end=span.end,
        code=coding.code,
        value=coding.code.rsplit(".", 1)[-1],
        weight=coding.weight,
        strength=strength(codebook, coding, language),
        coder=coding.coder,
        speaker=turn.speaker if turn else "",
        role=(turn.role if turn else Role.RESPONDENT).value,
        time_ms=document.time_at(span.start),
        quote=document.quote(span),
        before=_spoken(document, first - 1) if first else "",
        after=_spoken(document, last + 1) if last is not None and last + 1 < len(document.turns) else "",
        memo=memo,
        origin=coding.origin,
    )


def _spoken(document: Document, index: int) -> str:
    turn = document.turns[index]
    words = document.quote(turn.span)
    return f"{turn.speaker}: {words}" if turn.speaker else words


def trace(
    codebook: Codebook,
    row: Row,
    case: str,
    shown: ShownCell,
    profiles: Mapping[str, Profile],
    left_out: LeaveOneOut,
    interviews: int,
    quote: Callable[[Iterable[str]], tuple[TracedQuotation, ...]],
    language: str | None = None,
) -> Trace:
    """Everything one key press must show about a cell; ``quote`` turns coding ids into quotations."""
    cell = shown.cell
    return Trace(
        row=row.id,
        row_label=codebook.row_label(row, language),
        case=case,
        case_label=label(codebook, case, language),
        kind=row.kind.value,
        rule=rule(codebook, row, cell, profiles, language),
        codebook=codebook.id,
        version=codebook.version,
        cell=cell,
        interviews=interviews,
        leave_one_out=left_out,
        supporting=quote(cell.supporting),
        opposing=quote(cell.opposing),
        undecided=quote(cell.undecided),
        judged=shown,
    )
