"""Another parameter of the derivation: which, for what, which value; what it would change is shown before it is set."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coder.model.impact import told
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.dialogs.impact import ImpactDialog
from coder.tui.guard import answered
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.cells import one_line

if TYPE_CHECKING:
    from coder.codebook.setting import Held

_DEFAULT = "\n"  # no value: what the study or the row sets is taken away
_CODINGS = "  codings"  # in what a change does: a parameter touches none


class Tuner:
    """Asks step by step; ``row`` is that of the cell under the cursor, with what it is called."""

    def __init__(self, screen: StudyScreen, session: Session, row: str, row_label: str) -> None:
        self._screen = screen
        self._study = session.study
        self._row = row
        self._row_label = one_line(row_label)

    def ask(self) -> None:
        """Which parameter."""
        held = {one.name: one for one in self._study.parameters()}
        options = [
            Option(one.name, f"{one.name}  {one.value}", "; ".join(filter(None, (self._where(one), one.meaning))))
            for one in held.values()
        ]

        def chosen(name: str) -> None:
            self._for_what(held[name])

        self._push(Chooser("Which parameter of the derivation?", options), chosen)

    def _where(self, one: Held) -> str:
        rows = "; ".join(f"{row} {value}" for row, value in one.rows)
        departs = f"default {one.default}" if one.value != one.default else ""
        return ", ".join(filter(None, (departs, f"rows: {rows}" if rows else "")))

    def _for_what(self, one: Held) -> None:
        own = dict(one.rows).get(self._row)
        options = [
            Option("", "for the whole study", f"now {one.value}"),
            Option(self._row, f"for the row {self._row_label}", f"now {own}" if own else f"as the study: {one.value}"),
        ]

        def chosen(row: str) -> None:
            self._value(one, row)

        self._push(Chooser(f"{one.name}: for what?", options), chosen)

    def _value(self, one: Held, row: str) -> None:
        own = dict(one.rows).get(row) if row else one.study
        now = own or one.value

        def chosen(value: str) -> None:
            self._preview(one, row, value)

        if one.choices:
            options = [Option(choice, choice, "now" if choice == now else "") for choice in one.choices]
            if own is not None:
                options.append(Option(_DEFAULT, "none of its own", "takes the setting away"))
            self._push(
                Chooser(f"{one.name}: {one.meaning}", options, now), lambda value: self._preview(one, row, value)
            )
        else:
            title = f"{one.name}: {one.meaning}" + ("; nothing takes the setting away" if own is not None else "")
            self._push(Ask(title, now), chosen)

    def _preview(self, one: Held, row: str, value: str) -> None:
        wanted = value.strip() or None
        impact = self._study.parameter_impact(one.name, wanted, row=row)

        def do(reason: str) -> None:
            self._study.set_parameter(one.name, wanted, reason, row=row)

        def done(_: str) -> None:
            self._screen.changed(f"{impact.label}: the codebook is {self._study.codebook.version} now")

        lines = [line for line in told(impact, cells=not self._screen.blind) if not line.startswith(_CODINGS)]
        self._push(ImpactDialog(lines, do), done)

    def _push(self, dialog: Chooser | Ask | ImpactDialog, then: Callable[[str], None]) -> None:
        self._screen.app.push_screen(dialog, answered(self._screen, then))
