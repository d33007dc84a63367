"""Why a cell is what it is: its rule in words and numbers, and the words for it and against it (method 2.11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from coder.derive.columns import label
from coder.model.codebook import Codebook, CodeKind, Row, RowKind
from coder.model.coding import Coding
from coder.model.document import Document, Role
from coder.model.overview import Cell, Flag, LeaveOneOut, Profile, ShownCell, State, Trace, TracedQuotation

RULES = {
    RowKind.ONE: "one: the value that most voices carry; if equal: more interviews, explicit support, fewest denials",
    RowKind.SET: "set: the strongest value and every one that a third of the voices carry, if it is more than a hint",
    RowKind.ORDINAL: "ordinal: as set; neighbours on the scale make a range, others stand together or divide the cell",
    RowKind.LIST: "list: every value that a third of the interviews carry",
    RowKind.RATING: "rating: the level nearest to the median interview, midpoints toward zero",
    RowKind.PRESENCE: "presence: the level nearest to the median interview, midpoints toward zero",
}


def rule(codebook: Codebook, row: Row, cell: Cell, profiles: Mapping[str, Profile], language: str | None) -> str:
    """The rule of the row with the numbers of this cell, in words."""
    text = RULES[row.kind]
    if cell.state is State.EMPTY:
        return f"{text}. No interview says anything about it."
    if cell.state is State.REFUTED:
        return f"{text}. {cell.denials} interview{'s' * (cell.denials != 1)} only deny values; none supports one."
    if row.kind.by_level:
        levels = ", ".join(
            f"{name} {profile.level!s}" for name, profile in profiles.items() if profile.level is not None
        )
        return f"{text}. Median {cell.m} of {levels}."
    labels = {code.value: codebook.text(code.label, language) for code in codebook.values(row)}
    ranked = sorted(cell.p.items(), key=lambda item: -item[1])
    shares = ", ".join(f"{labels[value]} {share}" for value, share in ranked)
    tie = " Equal on every criterion." if Flag.TIE in cell.flags else ""
    return f"{text}. Shares of the voices: {shares}.{tie}" if shares else f"{text}. Only qualifiers were coded."


def strength(codebook: Codebook, coding: Coding) -> str:
    """The weight in words: the mark of a level, or explicit / implicit / against."""
    code = codebook.code(coding.code)
    if code.kind is CodeKind.LEVEL:
        marks = {level.anchor: level.mark for level in codebook.scale(code.scale or "").levels}
        mark = marks.get(coding.weight, "")
        return f"level {coding.weight}" + (f" ({mark})" if mark else "")
    words = {2: "explicit", 1: "implicit", -1: "implicit against", -2: "explicit against"}
    return words.get(coding.weight, str(coding.weight))


def quotation(codebook: Codebook, document: Document, interview: str, coding: Coding, memo: str) -> TracedQuotation:
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
        strength=strength(codebook, coding),
        coder=coding.coder,
        speaker=turn.speaker if turn else "",
        role=(turn.role if turn else Role.RESPONDENT).value,
        time_ms=document.time_at(span.start),
        quote=document.quote(span),
        before=_spoken(document, first - 1) if first else "",
        after=_spoken(document, last + 1) if last is not None and last + 1 < len(document.turns) else "",
        memo=memo,
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
