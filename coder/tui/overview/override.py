"""Setting a cell otherwise than derived: another value, the type of override, the reason, a reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from coder.derive.overlay import in_words
from coder.errors import CoderError
from coder.formats.overview.quotations import interviews
from coder.formats.visible import harmless
from coder.model.judgement import RATIONALE, OverrideType
from coder.model.overview import ShownCell, State
from coder.tui.dialogs.chooser import Option
from coder.tui.dialogs.confirm import Confirm
from coder.tui.keys.bindings import bindings_for
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Runs
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing

MEANINGS = {
    OverrideType.ADJUDICATION: "coders or interviews differ, and you decide between their readings",
    OverrideType.EXTERNAL_SOURCE: "statistics, documents or literature say otherwise; needs a reference",
    OverrideType.SCALE_ANCHORING: "held against all cases, the anchors ask for another value",
    OverrideType.CODING_GAP: "the interviews say it, but it was not coded, or not as it should be",
    OverrideType.WORDING: "the value stays as derived, only its words are others",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is filled in."""

    type: OverrideType
    values: tuple[str, ...]
    text: str
    rationale: str
    reference: str


class OverrideDialog(ModalScreen[str | None]):
    """Returns in words what was done, or None when left. ``save`` may refuse; then everything stays as it was typed.

    ``read`` says how values read together.
    """

    BINDINGS = bindings_for("override")

    def __init__(
        self,
        name: str,
        seen: ShownCell,
        choices: Sequence[Option],
        *,
        several: bool,
        read: Callable[[tuple[str, ...]], str],
        save: Callable[[Draft], None],
        take_back: Callable[[], None],
    ) -> None:
        super().__init__()
        self._cell_name = name
        self._seen = seen
        self._choices = choices
        self._several = several
        self._read = read
        self._save = save
        self._take_back = take_back
        override = seen.override
        empty = seen.cell.state in (State.EMPTY, State.NOT_ASKED)
        self._types = [OverrideType.EXTERNAL_SOURCE] if empty else list(OverrideType)
        self._type = override.type if override and override.type in self._types else self._types[0]
        worded = self._type is OverrideType.WORDING
        known = {option.id for option in choices}
        values = override.values if override and not worded else ()
        self._values = [value for value in values if value in known]  # in the order they were taken
        self._before = Draft(
            self._type,
            tuple(self._values),
            harmless(override.text) if override and (worded or not override.values) else "",
            harmless(override.rationale) if override else "",
            harmless(override.reference) if override else "",
        )

    def compose(self) -> ComposeResult:
        """What is derived; types and values side by side; words, reason, reference."""
        before = self._before
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(Content(f" Override {one_line(self._cell_name)}"), classes="title")
            yield Static(Content(f" {self._derived()}"), classes="hint")
            with Horizontal(id="choices"):
                with Vertical(id="type-side"):
                    yield Static(Content(" Type"), classes="hint")
                    yield Listing(id="types")
                with Vertical(id="value-side"):
                    yield Line(id="reads")
                    yield Listing(id="values")
            yield Line(id="means")
            with Horizontal(classes="field"):
                yield Static(Content(" Or in your own words"), classes="hint")
                yield Input(before.text, id="words")
            yield Line(id="counter")
            yield TextArea(before.rationale, soft_wrap=True, show_line_numbers=False, id="rationale")
            with Horizontal(classes="field", id="source"):
                yield Static(Content(" Reference"), classes="hint")
                yield Input(before.reference, placeholder="author, year, page, or address", id="reference")
            yield Line(id="problem")
            yield KeyBar("override")

    def _derived(self) -> str:
        cell = self._seen.cell
        numbers = f", from {cell.k} of {interviews(max(cell.n, cell.k))}" if cell.state is State.VALUE else ""
        stale = "   ↻ the evidence has changed since it was overridden" if self._seen.override_stale else ""
        return one_line(f"derived: {in_words(cell)}{numbers}") + stale

    def on_mount(self) -> None:
        """Everything as it was, or empty."""
        types, values = self.query_one("#types", Listing), self.query_one("#values", Listing)
        most = 8 if self.app.size.height < 30 else 16
        height = min(most, max(len(OverrideType), len(self._choices)))
        types.styles.height = values.styles.height = height
        self._show_types()
        self._show_values()
        self._count()
        types.focus()

    # -- fields

    def _draft(self) -> Draft:
        return Draft(
            self._type,
            () if self._type is OverrideType.WORDING else tuple(self._values),
            self.query_one("#words", Input).value,
            self.query_one("#rationale", TextArea).text,
            self.query_one("#reference", Input).value,
        )

    def _show_types(self) -> None:
        lines = ((kind, "(•)" if kind is self._type else "( )") for kind in self._types)
        items = [Item(kind.value, (((f" {sign} ", "accent"), (kind.value, "plain")),)) for kind, sign in lines]
        listing = self.query_one("#types", Listing)
        if listing.items:
            for item in items:
                listing.replace(item)
        else:
            listing.show(items, self._type.value)

    def _show_values(self) -> None:
        listing = self.query_one("#values", Listing)
        at = listing.current.id if listing.current else next(iter(self._values), None)
        listing.show([Item(option.id, (self._value(option),)) for option in self._choices], at)
        asked = "Values (Enter takes one, or leaves it out)" if self._several else "Value (Enter takes it)"
        reads: Runs = ((f" {asked}", "dim"),)
        if self._values:
            reads = ((" reads: ", "dim"), (one_line(self._read(tuple(self._values))) or "(blank)", "strong"))
        self.query_one("#reads", Line).show(reads)

    def _value(self, option: Option) -> Runs:
        ticked = option.id in self._values
        sign = ("[x]" if ticked else "[ ]") if self._several else ("(•)" if ticked else "( )")
        return ((f" {sign} ", "accent" if ticked else "dim"), (one_line(option.label), "strong" if ticked else "plain"))

    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """The type under the cursor is the type; of a value say what it means."""
        if event.item is None:
            return
        if event.listing.id == "types":
            self._type = OverrideType(event.item.id)
            self._show_types()
            self.set_class(self._type is OverrideType.EXTERNAL_SOURCE, "-external")
            self.set_class(self._type is OverrideType.WORDING, "-wording")
            self._explain(MEANINGS[self._type])
        elif event.listing.has_focus:
            self._explain(next(option.note for option in self._choices if option.id == event.item.id))

    def _explain(self, words: str) -> None:
        self.query_one("#means", Line).show(((f" {one_line(words)}", "dim"),))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Enter goes on from the type; it takes a value or leaves it out."""
        if event.listing.id == "types":
            self.focus_next()
            return
        value = event.item.id
        if value in self._values:
            self._values.remove(value)
        else:
            self._values = [*self._values, value] if self._several else [value]
        self._show_values()

    def on_input_submitted(self) -> None:
        """Enter goes to the next field."""
        self.focus_next()

    def on_text_area_changed(self) -> None:
        """Count."""
        self._count()

    def _count(self) -> None:
        written = len(self.query_one("#rationale", TextArea).text.strip())
        enough = written >= RATIONALE
        number = f"{written} of at least {RATIONALE} characters"
        self.query_one("#counter", Line).show(((" Reason", "dim"),), ((f"{number} ", "good" if enough else "accent"),))

    # -- leaving

    def action_save(self) -> None:
        """Have it taken over; what is wrong is said here, and nothing typed is lost."""
        draft = self._draft()
        if draft == self._before and self._seen.override and not self._seen.override_stale:
            self.dismiss(None)
            return
        try:
            self._save(draft)
        except CoderError as error:
            self.query_one("#problem", Line).show(((f" {one_line(error.message)}", "bad"),))
            self._explain(f"→ {error.hint}" if error.hint else "")
            return
        self.dismiss(f"{'renewed' if self._seen.override_stale else 'overridden'}: {self._cell_name}")

    def action_take_back(self) -> None:
        """Let the cell show again what is derived."""
        if self._seen.override is None:
            self.query_one("#problem", Line).show(((" there is no override to take back", "bad"),))
            return
        self._take_back()
        self.dismiss(f"{self._cell_name} shows again what is derived")

    def action_cancel(self) -> None:
        """Leave; what was filled in is thrown away only when that is meant."""
        if self._draft() == self._before:
            self.dismiss(None)
        else:
            self.app.push_screen(Confirm("Throw away what you filled in?"), self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(None)
