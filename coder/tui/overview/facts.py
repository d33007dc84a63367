"""The cell under the cursor in words: its flags, what stands beside it, what analysts laid over it (pure).

The same facts fill a pane where there is room for one, and two lines where there is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coder.formats.overview.checks_text import expected_words, factor_words, robust_words, short_verdict
from coder.formats.overview.marks import Shown, legend, meaning, shown, stability, used_marks
from coder.formats.overview.notes import note
from coder.formats.overview.quotations import interviews
from coder.formats.overview.style import Style
from coder.formats.overview.trace_text import flag_words, judgements
from coder.model.overview import Flag, OverviewRow, State
from coder.model.words import word
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run
from coder.tui.text.wrap import folded_lines

_LEAD = 2  # blanks between facts on a line

Fact = tuple[str, str, str]  # its part of a trace, its words, the tone


def value_words(row: OverviewRow, case: str, style: Style) -> str:
    """What a cell shows, in words where it shows nothing."""
    seen = row.shown(case)
    cell = seen.cell
    if seen.override is not None or cell.state is State.VALUE:
        text = marked(row, case, style, checked=False).text
        return one_line(text) or meaning("denied", style)
    if cell.state is State.GIVEN:
        return one_line(shown(seen, row, style).text)
    if cell.state is State.REFUTED:
        return word("only_denied", style.language).format(interviews=interviews(cell.denials, style.language))
    return meaning(cell.state.value, style)


def marked(row: OverviewRow, case: str, style: Style, *, checked: bool = True) -> Shown:
    """A cell as the table shows it, with the marks of its checks if they are known."""
    return shown(row.shown(case), row, style, checks=row.robustness.get(case) if checked else None)


def facts(row: OverviewRow, case: str, style: Style, *, brief: bool) -> Iterator[Fact]:
    """What is to be said of a cell beyond its value, the most urgent first; ``brief`` for two lines."""
    seen = row.shown(case)
    cell, language = seen.cell, style.language
    over = judgements(seen, style)
    if seen.stale and brief:
        yield "", word("stale_now", language), "accent"
    flags = [flag_words(flag, cell, style) for flag in Flag if flag in cell.flags]
    if flags:
        yield "" if brief else "flags", "; ".join(flags), "plain"
    if (check := row.expectations.get(case)) is not None and (check.mark is not None or not brief):
        yield "expected", expected_words(check, style), "accent" if check.met is False else "plain"
    if (factor := row.factor_checks.get(case)) is not None and (factor.steps_apart or not brief):
        yield "factor", factor_words(factor, style), "accent" if factor.steps_apart else "plain"
    checks = row.robustness.get(case)
    if checks is not None:
        told = robust_words(checks, style)
        if told and brief:
            yield "", f"{short_verdict(checks, language)} ({stability(checks, language)})", "plain"
        else:
            yield from ((name, words, "plain") for name, words in told.items() if words)
    if cell.dissenting:
        yield "dissent", ", ".join(cell.dissenting), "plain"
    if seen.override is not None:
        yield "override", seen.override.rationale if brief else note(seen, language), "accent"
    for name in ("signed", "summary"):
        if over[name]:
            yield name, over[name], "accent"


def paragraphs(row: OverviewRow, case: str, style: Style) -> list[Run]:
    """The facts one below another, for a pane: each under its name."""
    found: list[Run] = []
    for name, words, tone in facts(row, case, style, brief=False):
        found += [(f" {word(f'part:{name}', style.language)}", "key"), (f"  {one_line(words)}", tone)]
    return found


def sentence(row: OverviewRow, case: str, style: Style) -> str:
    """The facts behind each other, for a line or two."""
    parts = [
        f"{word(f'part:{name}', style.language)}: {one_line(words)}" if name else one_line(words)
        for name, words, _ in facts(row, case, style, brief=True)
    ]
    return (" " * _LEAD + "· ").join(parts)


def legend_lines(cells: Iterable[Shown], style: Style, width: int, most: int) -> list[str]:
    """What the marks of a table mean, on at most so many lines: the cell under the cursor is told in words."""
    meanings = (f"{sign} {told.split(':')[0]}" for sign, told in legend(used_marks(cells), style))
    text = "   ".join(one.replace(" ", "\u00a0") for one in meanings)
    lines = folded_lines(text, width) if text else []
    return lines if len(lines) <= most else [*lines[: most - 1], fit("   ".join(lines[most - 1 :]), width).rstrip()]
