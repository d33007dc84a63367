"""The trace of a cell for a terminal (method 2.11): its rule, its numbers in words, the words for it and against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coder.formats.overview.as_text import printed
from coder.formats.overview.marks import mark, meaning
from coder.formats.overview.notes import note
from coder.formats.overview.quotations import Voices, by_words, counted, interviews, memos, strengths
from coder.formats.overview.style import CLEAN, Style
from coder.formats.visible import visible
from coder.model.codebook import RowKind
from coder.model.overview import Cell, Flag, ShownCell, State, Trace, TracedQuotation

CONTEXT = 240  # characters shown of the turns before and after
CHANGED = "but the cell or its evidence has changed since"


@dataclass(frozen=True, slots=True)
class Words:
    """How the trace names values (by their ids; others are spelled from the id) and cuts long blocks."""

    labels: Mapping[str, str]
    limit: int | None = None

    def value(self, value: str) -> str:
        """The label of a value."""
        return visible(self.labels.get(value) or value.replace("_", " ").strip())


def render(trace: Trace, style: Style = CLEAN, words: Words | None = None) -> str:
    """The trace as text; the blocks for and against are always there, "none coded" if need be."""
    told = words or Words({})
    parts = [_head(trace, told, style), _facts(trace, style)]
    parts += _block("FOR", trace.supporting, trace, told, style)
    parts += _block("AGAINST", trace.opposing, trace, told, style)
    if trace.undecided:
        parts += _block("NEITHER", trace.undecided, trace, told, style)
    return printed(parts, style)


def clock(milliseconds: int) -> str:
    """Time into the recording as ``h:mm:ss``."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _head(trace: Trace, words: Words, style: Style) -> RenderableType:
    cell = trace.cell
    dot = " - " if style.ascii else " · "
    head = Text()
    head.append(visible(trace.case_label + dot + trace.row_label + " = "), style="bold")
    if trace.shown.override:
        shown = visible(trace.shown.words) or mark("denied", style)
        head.append(f"{shown} {mark('overridden', style)} ", style="bold")
    head.append(_value(cell, style), style="bold")
    if trace.shown.override:
        head.append(f" (override: {trace.shown.override.type})")
    if cell.state is State.VALUE:
        dissenting, addressed = cell.dissent
        head.append(f"   {cell.k} of {interviews(max(cell.n, cell.k))}, dissent {dissenting}/{addressed}")
    if cell.second is not None:
        head.append(f"   second: {words.value(cell.second)} (p {cell.p.get(cell.second, 0)})")
    return head


def _value(cell: Cell, style: Style) -> str:
    if cell.state is State.REFUTED:
        return f"{mark('refuted', style)}{cell.denials} (only denied, by {interviews(cell.denials)})"
    if cell.state is not State.VALUE:
        return f"{mark(cell.state.value, style)} ({meaning(cell.state.value, style)})"
    return visible(cell.text) or f"{mark('denied', style)} ({meaning('denied', style)})"


def _facts(trace: Trace, style: Style) -> RenderableType:
    cell = trace.cell
    facts = {
        "rule": trace.rule,
        "flags": "; ".join(_flag(flag, cell, style) for flag in Flag if flag in cell.flags),
        "dissent": ", ".join(cell.dissenting),
        "left out": _left_out(trace),
        "case": f"{interviews(trace.interviews)} in all",
        "codebook": f"{trace.codebook} {trace.version}",
        **judgements(trace.shown, style),
    }
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column(width=8, style="dim")
    grid.add_column(overflow="fold")
    for name, fact in facts.items():
        if fact:
            grid.add_row(Text(name), Text(visible(fact)))
    return Padding(grid, (0, 0, 0, 2))


def judgements(shown: ShownCell, style: Style) -> dict[str, str]:
    """What lies over a cell, in words; "" for what does not."""
    stale = f"{mark('stale', style)} "
    sign_off, summary = shown.sign_off, shown.summary
    told = {"override": (stale if shown.override_stale else "") + note(shown, style.language)}
    told["summary"] = f"{summary.text} ({summary.analyst}, {_rests(shown)})" if summary else ""
    if sign_off is None:
        told["signed"] = ""
    elif shown.sign_off_stale:
        told["signed"] = f"{stale}as '{sign_off.text}' by {sign_off.analyst} on {sign_off.at[:10]}, {CHANGED}"
    else:
        told["signed"] = f"by {sign_off.analyst} on {sign_off.at[:10]}"
    return told


def _rests(shown: ShownCell) -> str:
    rests = rests_on(len(shown.summary.codings) if shown.summary else 0)
    return f"{rests}, {len(shown.lost)} of them gone" if shown.lost else rests


def rests_on(codings: int) -> str:
    """What a summary rests on, in words."""
    return f"resting on {codings} coding{'s' * (codings != 1)}"


def _left_out(trace: Trace) -> str:
    """What happens when one interview is left out, and without which ones the cell would read otherwise."""
    stable, pivotal = trace.leave_one_out.stable, trace.leave_one_out.pivotal
    if stable is None:
        return ""
    if not pivotal:
        return "the cell stays as it is without any one of its interviews"
    return f"the cell would read otherwise without {' or '.join(pivotal)} (stable {stable})"


def _flag(flag: Flag, cell: Cell, style: Style) -> str:
    if flag is Flag.CONTESTED:
        dissenting, addressed = cell.dissent
        return f"contested: {dissenting} of {interviews(addressed)} dissent"
    return meaning(flag.value, style)


def _block(
    heading: str, quotations: Sequence[TracedQuotation], trace: Trace, words: Words, style: Style
) -> list[RenderableType]:
    if not quotations:
        return [Text(), Text.assemble((heading, "bold"), "  none coded")]
    parts: list[RenderableType] = [
        Text(),
        Text.assemble((heading, "bold"), f"  {counted(quotations)}"),
    ]
    told = quotations if words.limit is None else quotations[: words.limit]
    level = RowKind(trace.kind).by_level
    for voices in by_words(told):
        parts += _quotation(voices, "" if level else words.value(voices[0].value), style)
    if len(told) < len(quotations):
        parts.append(Padding(Text(f"and {len(quotations) - len(told)} more", style="dim"), (0, 0, 0, 2)))
    return parts


def _quotation(voices: Voices, value: str, style: Style) -> list[RenderableType]:
    quotation = voices[0]
    speaker = f"{quotation.speaker} ({quotation.role})" if quotation.speaker else quotation.role
    time = "" if quotation.time_ms is None else clock(quotation.time_ms)
    who = "; ".join(f"{strength}  {coders}" for strength, coders in strengths(voices))
    about = (quotation.locator, speaker, who, value, time)
    dots = "..." if style.ascii else "…"
    opening, closing = ('"', '"') if style.ascii else ("“", "”")
    before, after = visible(quotation.before).strip(), visible(quotation.after).strip()
    if len(before) > CONTEXT:
        before = dots + before[-CONTEXT:]
    if len(after) > CONTEXT:
        after = after[:CONTEXT] + dots
    lines = [
        (2, "  ".join(visible(part) for part in about if part), ""),
        (6, before, "dim"),
        (4, opening + visible(quotation.quote) + closing, ""),
        (6, after, "dim"),
        *((4, visible(memo), "italic") for memo in memos(voices)),
    ]
    return [Padding(Text(line, style=look), (0, 0, 0, indent)) for indent, line, look in lines if line]
