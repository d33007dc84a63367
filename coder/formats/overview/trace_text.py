"""The trace of a cell for a terminal (method 2.11): its rule, its numbers in words, the words for it and against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coder.formats.overview.as_text import printed
from coder.formats.overview.checks_text import beside_words
from coder.formats.overview.marks import mark, meaning
from coder.formats.overview.notes import note
from coder.formats.overview.quotations import Voices, by_words, counted, interviews, memos, strengths
from coder.formats.overview.style import CLEAN, Style
from coder.formats.visible import visible
from coder.model.codebook import RowKind
from coder.model.overview import Cell, Flag, ShownCell, State, Trace, TracedQuotation
from coder.model.robustness import Beside
from coder.model.words import WORDS, word

CONTEXT = 240  # characters shown of the turns before and after
NOTHING = Beside()


@dataclass(frozen=True, slots=True)
class Words:
    """How the trace names values (by their ids; others are spelled from the id) and cuts long blocks."""

    labels: Mapping[str, str]
    limit: int | None = None

    def value(self, value: str) -> str:
        """The label of a value."""
        return visible(self.labels.get(value) or value.replace("_", " ").strip())


def render(trace: Trace, style: Style = CLEAN, words: Words | None = None, beside: Beside = NOTHING) -> str:
    """The trace as text; the blocks for and against are always there, "none coded" if need be.

    ``beside``: how firmly the cell stands, and what was expected of it.
    """
    told = words or Words({})
    parts = [_head(trace, told, style), _facts(trace, beside, style)]
    parts += _block(word("FOR", style.language), trace.supporting, trace, told, style)
    parts += _block(word("AGAINST", style.language), trace.opposing, trace, told, style)
    if trace.undecided:
        parts += _block(word("NEITHER", style.language), trace.undecided, trace, told, style)
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
        head.append(f" ({word('override', style.language).format(type=trace.shown.override.type)})")
    if cell.state is State.VALUE:
        dissenting, addressed = cell.dissent
        among = interviews(max(cell.n, cell.k), style.language)
        numbers = word("supported", style.language).format(k=cell.k, interviews=among)
        dissent = word("dissent", style.language).format(d=dissenting, n=addressed)
        head.append(f"   {numbers}, {dissent}")
    if cell.second is not None:
        second = {"value": words.value(cell.second), "share": cell.p.get(cell.second, 0)}
        head.append("   " + word("second", style.language).format(**second))
    return head


def _value(cell: Cell, style: Style) -> str:
    if cell.state is State.REFUTED:
        denied = word("only_denied", style.language).format(interviews=interviews(cell.denials, style.language))
        return f"{mark('refuted', style)}{cell.denials} ({denied})"
    if cell.state is not State.VALUE:
        return f"{mark(cell.state.value, style)} ({meaning(cell.state.value, style)})"
    return visible(cell.text) or f"{mark('denied', style)} ({meaning('denied', style)})"


def facts(trace: Trace, beside: Beside, style: Style) -> dict[str, str]:
    """What is to be said of a cell before its quotations, by part; "" for what there is not."""
    cell, told = trace.cell, beside_words(beside, style)
    return {
        "rule": trace.rule,
        "flags": "; ".join(flag_words(flag, cell, style) for flag in Flag if flag in cell.flags),
        "dissent": ", ".join(cell.dissenting),
        "expected": told.pop("expected", ""),
        "factor": told.pop("factor", ""),
        "robust": told.pop("robust", ""),
        "left out": told.pop("left out", "") or _left_out(trace, style.language),
        **told,
        "case": word("in_all", style.language).format(interviews=interviews(trace.interviews, style.language)),
        "codebook": f"{trace.codebook} {trace.version}",
        **judgements(trace.shown, style),
    }


def _facts(trace: Trace, beside: Beside, style: Style) -> RenderableType:
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column(width=8, style="dim")
    grid.add_column(overflow="fold")
    for name, fact in facts(trace, beside, style).items():
        if fact:
            grid.add_row(Text(word(f"part:{name}", style.language)), Text(visible(fact)))
    return Padding(grid, (0, 0, 0, 2))


def judgements(shown: ShownCell, style: Style) -> dict[str, str]:
    """What lies over a cell, in words; "" for what does not."""
    stale = f"{mark('stale', style)} "
    sign_off, summary = shown.sign_off, shown.summary
    told = {"override": (stale if shown.override_stale else "") + note(shown, style.language)}
    told["summary"] = f"{summary.text} ({summary.analyst}, {_rests(shown, style.language)})" if summary else ""
    if sign_off is None:
        told["signed"] = ""
    else:
        words = word("signed_as" if shown.sign_off_stale else "signed_by", style.language)
        words = words.format(text=sign_off.text, analyst=sign_off.analyst, date=sign_off.at[:10])
        told["signed"] = (stale if shown.sign_off_stale else "") + words
    return told


def _rests(shown: ShownCell, language: str) -> str:
    rests = rests_on(len(shown.summary.codings) if shown.summary else 0, language)
    return word("lost", language).format(rests=rests, n=len(shown.lost)) if shown.lost else rests


def rests_on(codings: int, language: str | None = None) -> str:
    """What a summary rests on, in words."""
    return word("rests_on_one" if codings == 1 else "rests_on_some", language).format(n=codings)


def _left_out(trace: Trace, language: str) -> str:
    """What happens when one interview is left out, and without which ones the cell would read otherwise."""
    stable, pivotal = trace.leave_one_out.stable, trace.leave_one_out.pivotal
    if stable is None:
        return ""
    if not pivotal:
        return word("stays", language) if trace.cell.state is State.VALUE else ""
    return word("hangs", language).format(interviews=word("or", language).join(pivotal), stable=stable)


def flag_words(flag: Flag, cell: Cell, style: Style) -> str:
    """A flag of a cell in words, with its numbers."""
    if flag is Flag.CONTESTED:
        dissenting, addressed = cell.dissent
        among = interviews(addressed, style.language)
        return word("contested_by", style.language).format(d=dissenting, interviews=among)
    return meaning(flag.value, style)


def _block(
    heading: str, quotations: Sequence[TracedQuotation], trace: Trace, words: Words, style: Style
) -> list[RenderableType]:
    if not quotations:
        return [Text(), Text.assemble((heading, "bold"), f"  {word('none_coded', style.language)}")]
    parts: list[RenderableType] = [
        Text(),
        Text.assemble((heading, "bold"), f"  {counted(quotations, style.language)}"),
    ]
    told = quotations if words.limit is None else quotations[: words.limit]
    level = RowKind(trace.kind).by_level
    for voices in by_words(told):
        parts += _quotation(voices, "" if level else words.value(voices[0].value), style)
    if len(told) < len(quotations):
        more = word("some_more", style.language).format(n=len(quotations) - len(told))
        parts.append(Padding(Text(more, style="dim"), (0, 0, 0, 2)))
    return parts


def _quotation(voices: Voices, value: str, style: Style) -> list[RenderableType]:
    quotation = voices[0]
    role = word(f"role:{quotation.role}", style.language) if f"role:{quotation.role}" in WORDS else quotation.role
    speaker = f"{quotation.speaker} ({role})" if quotation.speaker else role
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
        *((4, visible(memo), "italic") for memo in memos(voices, style.language)),
    ]
    return [Padding(Text(line, style=look), (0, 0, 0, indent)) for indent, line, look in lines if line]
