"""Why a cell is what it is: its rule and numbers, the words for it and against it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen

from coder.formats.overview.marks import meaning
from coder.formats.overview.trace_text import clock
from coder.model.overview import Flag, State, Trace, TracedQuotation
from coder.model.span import Span
from coder.tui.actions import bindings_for
from coder.tui.cells import fit, one_line
from coder.tui.codes import label_of
from coder.tui.guard import guarded
from coder.tui.messages import OpenDocument
from coder.tui.runs import Run, Runs
from coder.tui.session import Session
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.wrap import folded_lines

CONTEXT = 160  # characters of the turns before and after


class TraceScreen(Screen[None]):
    """One cell; Enter on a quotation goes to its words in the transcript."""

    BINDINGS = bindings_for("trace")

    def __init__(self, session: Session, row: str, case: str) -> None:
        super().__init__()
        self._session = session
        self._study = session.study
        self._row = row
        self._case = case
        self._seen = -1
        self._trace: Trace | None = None

    def compose(self) -> ComposeResult:
        """The cell, its facts and quotations, keys."""
        yield Line(id="title")
        yield Listing(id="quotations")
        yield Line(id="reason")
        yield KeyBar("trace", id="keys")

    @guarded
    def on_screen_resume(self) -> None:
        """Derive anew what was coded meanwhile."""
        self.reload()

    def on_resize(self) -> None:
        """Quotations are wrapped to the width."""
        self.call_after_refresh(self._show)

    def reload(self) -> None:
        """Derive anew if anything was changed."""
        if self._study.changed_elsewhere():
            self._session.edited()
        if self._seen != self._session.edits:
            self._seen = self._session.edits
            self._trace = self._study.trace(self._row, self._case)
            self._show()

    def _show(self) -> None:
        trace = self._trace
        if trace is None:
            return
        cell = trace.cell
        value = one_line(cell.text) if cell.state is State.VALUE else meaning(cell.state.value)
        dissenting, addressed = cell.dissent
        numbers = ""
        if cell.state is State.VALUE:
            numbers = f"{cell.k} of {max(cell.n, cell.k)} interviews, dissent {dissenting}/{addressed} "
        elif cell.state is State.REFUTED:
            numbers = f"n = {cell.denials} "
        left: Runs = ((f" {one_line(trace.case_label)} · {one_line(trace.row_label)} = ", "plain"), (value, "strong"))
        self.query_one("#title", Line).show(left, ((numbers, "plain"),))
        listing = self.query_one(Listing)
        at = listing.current.id if listing.current else None
        listing.show(items(trace, self.size.width), at)

    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Say who speaks where."""
        one = next((one for one in self._quotations() if event.item is not None and one.coding == event.item.id), None)
        left: Runs = ()
        if one is not None:
            time = "" if one.time_ms is None else f"  at {clock(one.time_ms)}"
            code = label_of(self._session.codebook, one.code)
            left = (
                (f" interview {one_line(one.interview)}, {one_line(one.role)}{time}", "plain"),
                (f"  {code}", "dim"),
            )
        self.query_one("#reason", Line).show(left)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Go to the words."""
        for one in self._quotations():
            if one.coding == event.item.id:
                self.post_message(OpenDocument(one.document, Span(one.start, one.end)))

    def _quotations(self) -> tuple[TracedQuotation, ...]:
        trace = self._trace
        return () if trace is None else (*trace.supporting, *trace.opposing, *trace.undecided)


def items(trace: Trace, width: int) -> list[Item]:
    """Facts, then the quotations for, against and neither; both sides are always there."""
    found = [Item("facts", tuple(_facts(trace, width)), heading=True)]
    sides = (("FOR", "good", trace.supporting), ("AGAINST", "bad", trace.opposing), ("NEITHER", "dim", trace.undecided))
    for title, tone, quotations in sides:
        if not quotations and title == "NEITHER":
            continue
        interviews = len({one.interview for one in quotations})
        count = f"  {len(quotations)} in {interviews} interviews" if quotations else "  none coded"
        found.append(Item(title, ((("", "plain"),), ((f" {title}", tone), (count, "dim"))), heading=True))
        found += [Item(one.coding, tuple(_quotation(one, width))) for one in quotations]
    return found


def _facts(trace: Trace, width: int) -> list[Runs]:
    cell = trace.cell
    facts = [("rule", trace.rule)]
    flags = [
        f"contested: {cell.dissent[0]} of {cell.dissent[1]}" if flag is Flag.CONTESTED else meaning(flag.value)
        for flag in Flag
        if flag in cell.flags
    ]
    facts.append(("flags", "; ".join(flags)))
    facts.append(("dissent", ", ".join(cell.dissenting)))
    stable, pivotal = trace.leave_one_out.stable, trace.leave_one_out.pivotal
    if stable is not None:
        facts.append(("left out", f"stable {stable}" + (f", hangs on {', '.join(pivotal)}" if pivotal else "")))
    lines: list[Runs] = []
    for name, fact in facts:
        for number, line in enumerate(folded_lines(one_line(fact), width - 14)) if fact else ():
            lines.append(((f" {fit(name if not number else '', 9)} ", "dim"), (line, "plain")))
    return lines


def _quotation(one: TracedQuotation, width: int) -> list[Runs]:
    place = f"   {one_line(one.locator)}  {one_line(one.speaker)}"
    head: list[Run] = [(place, "key"), (f"  {one_line(one.strength)}", "strong"), (f"  {one_line(one.coder)}", "dim")]
    if one.value:
        head.append((f"  {one_line(one.value.replace('_', ' '))}", "dim"))
    lines: list[Runs] = [tuple(head)]
    before, after = one_line(one.before)[-CONTEXT:], one_line(one.after)[:CONTEXT]
    parts = ((before, "dim", 8), (f"“{one_line(one.quote)}”", "plain", 5), (after, "dim", 8))
    for text, tone, indent in (*parts, (f"memo: {one_line(one.memo)}" if one.memo else "", "accent", 5)):
        if text:
            lines += [((" " * indent + line, tone),) for line in folded_lines(text, width - indent - 3)]
    lines.append((("", "plain"),))
    return lines
