"""Why a cell is what it is: its rule and numbers, what analysts laid over it, the words for it and against it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult

from coder.formats.overview.marks import mark, meaning
from coder.formats.overview.quotations import Voices, by_words, counted, interviews, memos, strengths
from coder.formats.overview.style import Style
from coder.formats.overview.trace_text import NOTHING, clock, facts, rests_on
from coder.model.codebook import RowKind
from coder.model.overview import Cell, State, Trace, TracedQuotation
from coder.model.robustness import Beside
from coder.model.span import Span
from coder.model.words import word
from coder.study import Study
from coder.tui.aside import Aside
from coder.tui.codes.labels import label_of
from coder.tui.keys.bindings import bindings_for, keymap_of
from coder.tui.messages import OpenDocument
from coder.tui.overview import judging
from coder.tui.overview.judging import Place
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run, Runs
from coder.tui.text.wrap import folded_lines
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing

STYLE = Style(annotated=True)
CONTEXT = 160  # characters of the turns before and after
_FACT = "fact: "  # no coding has such an id
_NAMES = 9  # cells for the names of facts


class TraceScreen(StudyScreen):
    """One cell; Enter on a quotation goes to its words in the transcript."""

    SCOPE = "trace"
    BINDINGS = bindings_for("trace")

    def __init__(self, session: Session, row: str, case: str) -> None:
        super().__init__(session)
        self._row = row
        self._case = case
        self._trace: Trace | None = None
        self._beside = Beside()
        self._aside = Aside[Beside](self, session.study, self._came)
        self._ticked: set[str] = set()  # codings that a summary to be written shall rest on
        self._told: Item | None = None  # what the line below speaks of, unless there is a message

    def compose(self) -> ComposeResult:
        """The cell, its facts and quotations, keys."""
        yield Line(id="title")
        yield Listing(id="quotations")
        yield Line(id="reason")
        yield KeyBar("trace", id="keys")

    # -- showing

    def load(self) -> None:
        """Derive the cell."""
        language, alone = self._session.language, self._session.alone
        self._trace = self._study.trace(self._row, self._case, language, alone)
        known = self._session.checked_as(language).get((self._row, self._case))
        self._beside = Beside(known.checks if known else None)  # until it is worked out, which is soon

        def work(study: Study) -> Iterator[Beside]:
            yield study.beside(self._row, self._case, language, alone)

        self._aside.start(work)

    def _came(self, found: list[Beside], whole: bool) -> None:
        """Tell how firmly the cell stands."""
        if found and found[-1] != self._beside:
            self._beside = found[-1]
            self.draw()

    def draw(self) -> None:
        """The cell and its quotations within the width."""
        trace = self._trace
        if trace is None:
            return
        left, right = heading(trace)
        if self._session.showing.blind:
            left = (*left, ("  blind: from your codings alone", "accent"))
        self.query_one("#title", Line).show(left, right)
        listing = self.query_one(Listing)
        found = self._items(trace)
        first = next((one.coding for side in _sides(trace) for one in side), None)  # facts are reached from there
        at = listing.current.id if listing.current else None
        listing.show(found, at if any(item.id == at for item in found) else first)

    def _items(self, trace: Trace) -> list[Item]:
        label = partial(label_of, self._session.codebook)
        return items(trace, self._basis(trace), label, self.size.width, self._session.language, self._beside)

    def _basis(self, trace: Trace) -> Collection[str]:
        """The codings the summary rests on, or shall rest on."""
        return trace.shown.summary.codings if trace.shown.summary else self._ticked

    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Say who speaks where; a message stays until the cursor moves."""
        if self._message and self._told is not None and event.item is not None and event.item.id == self._told.id:
            return
        self._told, self._message = event.item, ""
        voices = self._voices(event.item)
        left: Runs = ()
        if voices:
            one = voices[0]
            time = "" if one.time_ms is None else f"  at {clock(one.time_ms)}"
            code = label_of(self._session.codebook, one.code)
            left = (
                (f" interview {one_line(one.interview)}, {one_line(one.role)}{time}", "plain"),
                (f"  {code}", "dim"),
            )
        self.query_one("#reason", Line).show(left)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Go to the words."""
        if voices := self._voices(event.item):
            self.post_message(OpenDocument(voices[0].document, Span(voices[0].start, voices[0].end)))

    def _voices(self, item: Item | None) -> Voices:
        """The codings of the quotation that a line stands for."""
        trace = self._trace
        if trace is None or item is None:
            return ()
        found = (voices for side in _sides(trace) for voices in by_words(side) if voices[0].coding == item.id)
        return next(found, ())

    # -- going on

    def action_next(self, step: int) -> None:
        """The trace of the next cell of the overview's filter, or of the next worth a look."""
        from coder.tui.overview.screen import OverviewScreen

        below = (one for one in reversed(self.app.screen_stack) if isinstance(one, OverviewScreen))
        overview = next(below, None)
        if overview is None:
            self.say(keymap_of(self.app).words("cells follow each other in the overview: {app.overview}"))
            return
        found, words = overview.beyond(self._row, self._case, step)
        if found is not None:
            self._row, self._case = found
            self._ticked = set()
            self.load()
            self.draw()
            self._told = self.query_one(Listing).current  # what comes up now takes the message not away
        self.say(words)

    # -- judging

    def _place(self, trace: Trace) -> Place:
        return Place(self._row, self._case, f"{one_line(trace.row_label)} · {one_line(trace.case_label)}")

    def action_override(self) -> None:
        """Set the cell otherwise than derived."""
        if self._trace is not None:
            judging.override(self, self._session, self._place(self._trace), self._trace.shown)

    def action_summary(self) -> None:
        """The cell in the analyst's own words, resting on the quotations chosen for it."""
        if self._trace is not None:
            codings = tuple(self._basis(self._trace))
            judging.summarise(self, self._session, self._place(self._trace), self._trace.shown, codings)

    def action_sign_off(self) -> None:
        """Stand by the cell, or not any more."""
        if self._trace is not None:
            judging.sign_off(self, self._session, self._place(self._trace), self._trace.shown)

    def action_tick(self) -> None:
        """Let the summary rest on the quotation under the cursor, or not any more."""
        trace, voices = self._trace, self._voices(self.query_one(Listing).current)
        if trace is None or not voices:
            return
        codings = {one.coding for one in voices}
        before = set(self._basis(trace))
        after = before - codings if codings <= before else before | codings
        if judging.refused(self, self._session):
            return
        if trace.shown.summary is None:
            self._ticked = after
            for item in self._items(trace):
                self.query_one(Listing).replace(item)
            self.say(f"a summary (S) would be {rests_on(len(after))}" if after else "a summary (S) would rest on all")
        elif not after - set(trace.shown.lost):
            self.say("the summary rests on this quotation alone")
        else:
            spoken = [one.coding for side in _sides(trace) for one in side if one.coding in after]
            self._study.summarise(self._row, self._case, trace.shown.summary.text, spoken)
            self.changed(f"the summary is {rests_on(len(spoken))} now")


def _sides(trace: Trace) -> tuple[tuple[TracedQuotation, ...], ...]:
    return trace.supporting, trace.opposing, trace.undecided


def heading(trace: Trace) -> tuple[Runs, Runs]:
    """The cell on the left, its numbers on the right."""
    cell, over = trace.cell, trace.shown
    left: list[Run] = [(f" {one_line(trace.case_label)} · {one_line(trace.row_label)} = ", "plain")]
    if over.override:
        words = one_line(over.words) or mark("denied", STYLE)
        left += [(words, "strong"), (f" {mark('overridden', STYLE)} {_value(cell)}", "plain")]
        left.append((f" (override: {over.override.type})", "accent"))
    else:
        left.append((_value(cell), "strong"))
    signs = [
        ("stale", over.stale),
        ("signed", over.sign_off is not None and not over.sign_off_stale),
        ("summary", over.summary is not None),
    ]
    left += [(f" {mark(name, STYLE)}", "accent") for name, holds in signs if holds]
    dissenting, addressed = cell.dissent
    numbers = ""
    if cell.state is State.VALUE:
        numbers = f"{cell.k} of {max(cell.n, cell.k)} interviews, dissent {dissenting}/{addressed} "
    elif cell.state is State.REFUTED:
        numbers = f"n = {cell.denials} "
    return tuple(left), ((f" {numbers}", "plain"), ("", "plain"))  # where there is no room the facts say it


def _value(cell: Cell) -> str:
    if cell.state is not State.VALUE:
        return meaning(cell.state.value)
    return one_line(cell.text) or meaning("denied")


def items(
    trace: Trace,
    basis: Collection[str],
    label: Callable[[str], str],
    width: int,
    language: str = "en",
    beside: Beside = NOTHING,
) -> list[Item]:
    """Facts, then the quotations for, against and neither; both sides are always there.

    ``basis`` are the codings that a summary rests on, ``label`` says what a code is called, in ``language``; ``beside``
    is how firmly the cell stands and what was expected of it.
    """
    level = RowKind(trace.kind).by_level
    found = list(_facts(trace, beside, width, language))
    sides = (("FOR", "good", trace.supporting), ("AGAINST", "bad", trace.opposing), ("NEITHER", "dim", trace.undecided))
    for title, tone, quotations in sides:
        if not quotations and title == "NEITHER":
            continue
        count = counted(quotations, language) if quotations else word("none_coded", language)
        named = ((f" {word(title, language)}", tone), (f"  {count}", "dim"))
        found.append(Item(title, ((("", "plain"),), named), heading=True))
        found += [
            Item(voices[0].coding, tuple(_quotation(voices, value, voices[0].coding in basis, width)))
            for voices in by_words(quotations)
            for value in ("" if level else label(voices[0].code),)
        ]
    return found


def _facts(trace: Trace, beside: Beside, width: int, language: str) -> Iterator[Item]:
    told = {**facts(trace, beside, replace(STYLE, language=language)), "case": _counts(trace)}
    for name, fact in told.items():
        lines: list[Runs] = []
        tone = "accent" if name in ("override", "summary", "signed") else "plain"
        named = word(f"part:{name}", language)
        for number, line in enumerate(folded_lines(one_line(fact), width - _NAMES - 4)) if fact else ():
            lines.append(((f" {fit(named if not number else '', _NAMES)} ", "dim"), (line, tone)))
        if lines:
            yield Item(f"{_FACT}{name}", tuple(lines))


def _counts(trace: Trace) -> str:
    """How many interviews speak, in words."""
    cell = trace.cell
    everybody = f"{interviews(trace.interviews)} in all"
    if cell.state is not State.VALUE:
        return everybody
    dissenting, addressed = cell.dissent
    return f"{cell.k} of {interviews(max(cell.n, cell.k))} support it, {dissenting} of {addressed} dissent; {everybody}"


def _quotation(voices: Voices, value: str, ticked: bool, width: int) -> list[Runs]:
    one = voices[0]
    head: list[Run] = [(" ¶ ", "accent") if ticked else ("   ", "plain")]
    head.append((f"{one_line(one.locator)}  {one_line(one.speaker)}", "key"))
    for strength, coders in strengths(voices):
        head += [(f"  {one_line(strength)}", "strong"), (f"  {one_line(coders)}", "dim")]
    if value:
        head.append((f"  {value}", "dim"))
    lines: list[Runs] = [tuple(head)]
    before, after = one_line(one.before)[-CONTEXT:], one_line(one.after)[:CONTEXT]
    parts = [(before, "dim", 8), (f"“{one_line(one.quote)}”", "plain", 5), (after, "dim", 8)]
    parts += [(one_line(memo), "accent", 5) for memo in memos(voices)]
    for text, tone, indent in parts:
        if text:
            lines += [((" " * indent + line, tone),) for line in folded_lines(text, width - indent - 3)]
    lines.append((("", "plain"),))
    return lines
