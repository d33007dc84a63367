"""The palette: any code by a few letters, with its definition beside it; several codes in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from coder.model.codebook import RESIDUAL, Codebook
from coder.tui.codes.describe import code_text
from coder.tui.codes.labels import EXPLICIT, find, is_level, label_of, mark, meaning, parent_label, texts
from coder.tui.codes.ranking import Index, rank
from coder.tui.codes.stripes import Signs
from coder.tui.dialogs.level import LevelChooser, levels
from coder.tui.keys.bindings import bindings_for, keymap_of
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run, Runs
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.prose import Prose

SHOWN = 100  # hits; nobody reads further
TAKEN = "✓"


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and its weight; None for a level that is not chosen, or where no weight was asked for."""

    code: str
    weight: int | None


def taken_runs(choices: Sequence[Choice], codebook: Codebook, signs: Signs, width: int) -> Runs:
    """The codes taken, with letters and weights, and their labels as far as there is room."""
    heads: list[tuple[Run, Run]] = []
    for choice in choices:
        letters, tint = signs.of(choice.code)
        weight = mark(codebook, choice.code, choice.weight)
        heads.append(((f"  {letters} ", f"tint{tint}"), (weight, "strong")))
    room = width - sum(cell_len(letters) + cell_len(weight) for (letters, _), (weight, _) in heads)
    share = room // max(1, len(choices)) - 1
    runs: list[Run] = []
    for choice, head in zip(choices, heads, strict=True):
        runs += head
        if share >= 4:
            label = label_of(codebook, choice.code)
            runs.append((f" {fit(label, min(share, cell_len(label)))}", "plain"))
    return tuple(runs)


def detail(codebook: Codebook, code_id: str, level: int | None) -> list[Run]:
    """What a code means; of a level code its levels first, so that they are always in view, the chosen one marked."""
    code = find(codebook, code_id)
    if code is None or not is_level(code):
        return code_text(codebook, code_id)
    criteria = [("Include: ", code.include), ("Exclude: ", code.exclude)]
    text: list[Run] = [
        (label_of(codebook, code_id), "strong"),
        *levels(codebook, code, level),
        (one_line(codebook.text(code.definition)), "plain"),
        *((title + "; ".join(texts(codebook, labels)), "dim") for title, labels in criteria if labels),
        (parent_label(codebook, code), "dim"),
    ]
    return [run for run in text if run[0]]


def _is_sign(character: str | None) -> bool:
    return character is not None and not character.isalnum() and not character.isspace()


class Query(Input, inherit_bindings=False):
    """The letters typed. Signs that are keys of the palette (the comma) do what they do there; letters never."""

    # Enter is the palette's, and a line is no view to be scrolled.
    BINDINGS = [one for one in Input.BINDINGS if isinstance(one, Binding) and one.key != "enter"]  # noqa: RUF012

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key can mean nothing but text."""
        return super().check_consume_key(key, character) and not _is_sign(character)

    async def on_key(self, event: events.Key) -> None:
        """A sign that is a key is no text."""
        bound = self.screen.active_bindings.get(event.key) if _is_sign(event.character) else None
        if bound is not None:
            event.stop()
            event.prevent_default()
            await self.app.run_action(bound.binding.action, bound.node)

    def action_delete_left(self) -> None:
        """Delete a letter; without any, take the last code back."""
        if not self.value and isinstance(self.screen, Palette):
            self.screen.action_take_back()
        else:
            super().action_delete_left()


class Palette(ModalScreen[tuple[Choice, ...] | None]):
    """Returns the codes chosen, at least one, or None when left.

    ``several`` codes can be taken in one go. When it is ``weighted``, every choice has a weight, explicit unless Tab
    changed it, or a level; one not chosen with Tab is asked for, beginning with ``level_of`` the code. ``prior`` orders
    what the letters leave open; ``switch`` has it on or off, and ``again`` gives it then: None is off, and what holds
    no code says that none is known to be likely.
    """

    BINDINGS = bindings_for("palette")

    def __init__(
        self,
        codebook: Codebook,
        index: Index,
        signs: Signs,
        recent: Sequence[str] = (),
        prior: Mapping[str, float] | None = None,
        *,
        title: str = "Code the selection",
        several: bool = True,
        weighted: bool = True,
        level_of: Callable[[str], int | None] | None = None,
        switch: Callable[[], None] | None = None,
        again: Callable[[], Mapping[str, float] | None] | None = None,
    ) -> None:
        super().__init__()
        self._codebook = codebook
        self._index = index
        self._signs = signs
        self._recent = recent
        self._prior = prior
        self._title = title
        self._several = several
        self._weighted = weighted
        self._strength = EXPLICIT
        self._level_of = level_of
        self._switch = switch
        self._again = again
        self._level: int | None = None  # chosen for the highlighted code
        self._detailed: str | None = None
        self._query = ""
        self._moved = False  # whether a line was sought out since the last letter
        self._taken: list[Choice] = []
        self._stands = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key acts before the palette stands; where one code is wanted, the comma is a sign like any other."""
        return self._stands and (self._several or action != "another") and (action != "learned" or bool(self._switch))

    def compose(self) -> ComposeResult:
        """Title and codes taken, query, hits, what the highlighted code means, its weight."""
        unused: tuple[str, ...] = () if self._several else ("palette.another", "palette.take_back")
        unused = unused if self._switch else (*unused, "palette.learned")
        with Vertical(classes="dialog palette"):
            yield Line(id="palette-taken")
            yield Query(placeholder="label, alias, cue or id, in any language; initials; letter pair")
            with Horizontal(id="palette-body"):
                yield Listing(can_focus=False)
                yield Prose(id="palette-detail")
            yield Line(id="palette-weight")
            yield KeyBar("palette", without=unused if self._weighted else (*unused, "palette.weight"))

    def on_mount(self) -> None:
        """What is likely or recent first, to begin with."""
        self._stands = True
        self._search("")

    def on_resize(self) -> None:
        """Labels of the codes taken follow the width."""
        self.call_after_refresh(self._show_taken)

    # -- searching

    def on_input_changed(self) -> None:
        """Rank anew with every letter."""
        self._catch_up()

    def _search(self, query: str) -> None:
        self._query, self._moved = query, False
        hits = rank(self._index, query, recent=self._recent, prior=self._prior, limit=SHOWN)
        taken = {choice.code for choice in self._taken}
        self.query_one(Listing).show([self._item(hit.code, hit.code in taken) for hit in hits])
        self._follow()

    def _catch_up(self) -> None:
        """Rank by what is typed; a key may come before the message that letters were."""
        if self.query_one(Query).value != self._query:
            self._search(self.query_one(Query).value)

    def _item(self, code_id: str, taken: bool) -> Item:
        codebook = self._codebook
        letters, tint = self._signs.of(code_id)
        code = codebook.code(code_id)
        above = parent_label(codebook, code) if code.value != RESIDUAL else ""
        runs = ((f" {letters} ", f"tint{tint}"), (label_of(codebook, code_id), "plain"), (f"  {above}", "dim"))
        return Item(code_id, ((*runs, (f" {TAKEN}", "good")) if taken else runs,))

    @property
    def _code(self) -> str | None:
        current = self.query_one(Listing).current
        return current.id if current is not None else None

    @property
    def _only_taken(self) -> bool:
        """Whether Enter means the codes taken and no other."""
        return bool(self._taken) and not self._moved and not self._query.strip()

    # -- painting

    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """A line was clicked, or one of our own steps is reported."""
        event.stop()
        items = self.query_one(Listing).items
        self._moved = self._moved or (bool(items) and self._code != items[0].id)
        self._follow()

    def _follow(self) -> None:
        """Show what the highlighted code means; a level chosen for another code is forgotten."""
        if self._code != self._detailed:
            self._level = None
        self._show_code()

    def _show_code(self) -> None:
        self._detailed = self._code
        text = detail(self._codebook, self._code, self._level) if self._code is not None else ()
        self.query_one(Prose).show(text)
        self._show_taken()
        self.query_one("#palette-weight", Line).show(self._weight_runs(), self._order_runs())

    def _show_taken(self) -> None:
        title = f" {one_line(self._title)}"
        line = self.query_one("#palette-taken", Line)
        line.show(
            (
                (title, "strong"),
                *taken_runs(self._taken, self._codebook, self._signs, line.size.width - cell_len(title)),
            )
        )

    def _order_runs(self) -> Runs:
        """Whether likely codes come first, where that can be switched; on, it may be that none are known here."""
        if self._switch is None:
            return ()
        if self._prior is None:
            return (("likely first: off ", "dim"),)
        unknown: Runs = () if self._prior else ((" none known here; ", "dim"),)
        return (*unknown, ("likely first: on ", "dim"))

    def _weight_runs(self) -> Runs:
        if self._only_taken:
            letters = ", ".join(self._signs.of(choice.code)[0] for choice in self._taken)
            return ((f" Enter codes {letters}", "strong"), ("; or type for another", "dim"))
        if self._code is None:
            if any(True for _ in self._codebook.codable()):
                return ((" no code like that", "dim"),)
            key = keymap_of(self.app).sign("coding.new_code")
            return ((" the codebook has no codes yet: Esc, then ", "dim"), (key, "key"), (" makes the first", "dim"))
        if not self._weighted:
            return ()
        code = find(self._codebook, self._code)
        if is_level(code) and self._level is None:
            return ((" level: ", "dim"), ("chosen after Enter, or now with Tab", "plain"))
        weight = self._strength if self._level is None else self._level
        words = f"{mark(self._codebook, self._code, weight)}  {meaning(self._codebook, self._code, weight)}"
        return ((" level: " if is_level(code) else " weight: ", "dim"), (words, "strong"))

    # -- choosing

    def action_weight(self, step: int) -> None:
        """The next weight, round and round; for a level code the next level."""
        self._catch_up()
        if self._code is None or not self._weighted:
            return
        self._moved = True
        code = self._codebook.code(self._code)
        ladder = self._codebook.weights(code)
        if is_level(code):
            at = ladder.index(self._level) + step if self._level is not None else (0 if step > 0 else -1)
            self._level = ladder[at % len(ladder)]
        else:
            self._strength = ladder[(ladder.index(self._strength) + step) % len(ladder)]
        self._show_code()

    def _highlighted(self) -> Choice | None:
        """The highlighted code with the weight set."""
        if self._code is None:
            return None
        if not self._weighted:
            return Choice(self._code, None)
        level = is_level(find(self._codebook, self._code))
        return Choice(self._code, self._level if level else self._strength)

    def _with(self, choice: Choice) -> list[Choice]:
        """The codes taken and this one; one that was taken before only gets this weight."""
        if all(taken.code != choice.code for taken in self._taken):
            return [*self._taken, choice]
        return [choice if taken.code == choice.code else taken for taken in self._taken]

    def action_another(self) -> None:
        """Take the highlighted code; the next one is looked for from the beginning."""
        self._catch_up()
        choice = self._highlighted()
        if not self._several or choice is None or self._only_taken:
            return
        self._taken = self._with(choice)
        self._begin_again()

    def action_take_back(self) -> None:
        """With nothing typed: leave out the code taken last."""
        if self._taken and not self.query_one(Query).value:
            self._taken.pop()
            self._begin_again()

    def _begin_again(self) -> None:
        self._strength = EXPLICIT
        self._detailed = None
        self.query_one(Query).value = ""
        self._search("")

    def on_listing_chosen(self) -> None:
        """A click on the highlighted code."""
        self._moved = True
        self.action_choose()

    def action_choose(self) -> None:
        """Return the codes taken and the highlighted one, after the levels that are not chosen yet."""
        self._catch_up()
        choice = None if self._only_taken else self._highlighted()
        if choice is not None:
            self._finish(tuple(self._with(choice)))
        elif self._only_taken:
            self._finish(tuple(self._taken))

    def _finish(self, choices: tuple[Choice, ...]) -> None:
        """Ask for one missing level after another; leaving a question leads back here, nothing lost."""
        missing = next((choice for choice in choices if choice.weight is None), None) if self._weighted else None
        if missing is None:
            self.dismiss(choices)
            return

        def answered(level: int | None) -> None:
            if level is not None:
                at = choices.index(missing)
                self._finish((*choices[:at], replace(missing, weight=level), *choices[at + 1 :]))

        last = self._level_of(missing.code) if self._level_of is not None else None
        self.app.push_screen(LevelChooser(self._codebook, missing.code, last), answered)

    def action_learned(self) -> None:
        """Likely codes first, or those used last."""
        if self._switch is not None and self._again is not None:
            self._switch()
            self._prior = self._again()
            self._search(self.query_one(Query).value)

    def action_cancel(self) -> None:
        """Back."""
        self.dismiss(None)

    # -- moving

    def action_down(self) -> None:
        """Next code."""
        self._move(lambda listing: listing.action_move(1))

    def action_up(self) -> None:
        """Previous code."""
        self._move(lambda listing: listing.action_move(-1))

    def action_page_down(self) -> None:
        """A page on."""
        self._move(lambda listing: listing.action_page(1))

    def action_page_up(self) -> None:
        """A page back."""
        self._move(lambda listing: listing.action_page(-1))

    def _move(self, step: Callable[[Listing], None]) -> None:
        self._catch_up()
        self._moved = True
        step(self.query_one(Listing))
        self._follow()
