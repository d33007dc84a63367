"""The palette: any code by a few letters, with its definition beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from coder.model.codebook import RESIDUAL, Codebook
from coder.tui.actions import bindings_for
from coder.tui.codes import EXPLICIT, find, is_level, label_of, mark, meaning, parent_label
from coder.tui.describe import code_text
from coder.tui.ranking import Index, rank
from coder.tui.stripes import Signs
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.prose import Prose

SHOWN = 100  # hits; nobody reads further


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and its weight; None for a level that is still to be chosen."""

    code: str
    weight: int | None


class Palette(ModalScreen[Choice | None]):
    """Returns the code chosen, or None when left. ``prior`` orders what the letters leave open."""

    BINDINGS = bindings_for("palette")

    def __init__(
        self,
        codebook: Codebook,
        index: Index,
        signs: Signs,
        recent: Sequence[str] = (),
        prior: Mapping[str, float] | None = None,
    ) -> None:
        super().__init__()
        self._codebook = codebook
        self._index = index
        self._signs = signs
        self._recent = recent
        self._prior = prior
        self._strength = EXPLICIT
        self._level: int | None = None

    def compose(self) -> ComposeResult:
        """Query, hits, and what the highlighted code means."""
        with Vertical(classes="dialog palette"):
            yield Input(placeholder="code: letters of its label, alias, cue or id, in any language")
            with Horizontal(id="palette-body"):
                yield Listing(can_focus=False)
                yield Prose(id="palette-detail")
            yield Line(id="palette-weight")
            yield KeyBar("palette")

    def on_mount(self) -> None:
        """Recent codes first, to begin with."""
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Rank anew with every letter."""
        self._show(event.value)

    def _show(self, query: str) -> None:
        hits = rank(self._index, query, recent=self._recent, prior=self._prior)[:SHOWN]
        self.query_one(Listing).show([self._item(hit.code) for hit in hits])

    def _item(self, code_id: str) -> Item:
        codebook = self._codebook
        letters, tint = self._signs.of(code_id)
        code = codebook.code(code_id)
        above = parent_label(codebook, code) if code.value != RESIDUAL else ""
        return Item(
            code_id, (((f" {letters} ", f"tint{tint}"), (label_of(codebook, code_id), "plain"), (f"  {above}", "dim")),)
        )

    @property
    def _code(self) -> str | None:
        current = self.query_one(Listing).current
        return current.id if current is not None else None

    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Show what the code means; a level chosen for another code is forgotten."""
        event.stop()
        self._level = None
        self.query_one(Prose).show(code_text(self._codebook, self._code) if self._code is not None else ())
        self._show_weight()

    def _show_weight(self) -> None:
        line = self.query_one("#palette-weight", Line)
        if self._code is None:
            line.show(((" no code like that", "dim"),))
            return
        code = find(self._codebook, self._code)
        if is_level(code) and self._level is None:
            line.show(((" level: ", "dim"), ("chosen after Enter, or now with Tab", "plain")))
            return
        weight = self._strength if self._level is None else self._level
        words = f"{mark(self._codebook, self._code, weight)}  {meaning(self._codebook, self._code, weight)}"
        line.show(((" level: " if is_level(code) else " weight: ", "dim"), (words, "strong")))

    def action_weight(self, step: int) -> None:
        """The next weight, round and round; for a level code the next level."""
        if self._code is None:
            return
        code = self._codebook.code(self._code)
        ladder = self._codebook.weights(code)
        if is_level(code):
            at = ladder.index(self._level) + step if self._level is not None else (0 if step > 0 else -1)
            self._level = ladder[at % len(ladder)]
        else:
            self._strength = ladder[(ladder.index(self._strength) + step) % len(ladder)]
        self._show_weight()

    def on_input_submitted(self) -> None:
        """Enter in the query."""
        self.action_choose()

    def on_listing_chosen(self) -> None:
        """A click on the highlighted code."""
        self.action_choose()

    def action_choose(self) -> None:
        """Return the highlighted code with its weight."""
        if self._code is not None:
            level = is_level(find(self._codebook, self._code))
            self.dismiss(Choice(self._code, self._level if level else self._strength))

    def action_cancel(self) -> None:
        """Back."""
        self.dismiss(None)

    def action_down(self) -> None:
        """Next code."""
        self.query_one(Listing).action_move(1)

    def action_up(self) -> None:
        """Previous code."""
        self.query_one(Listing).action_move(-1)

    def action_page_down(self) -> None:
        """A page on."""
        self.query_one(Listing).action_page(1)

    def action_page_up(self) -> None:
        """A page back."""
        self.query_one(Listing).action_page(-1)
