"""How firmly the cells of the overview stand, worked out beside the screen and shown as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic

from coder.model.overview import Overview, State
from coder.model.robustness import Robustness, Stood
from coder.study import Study
from coder.tui.aside import Aside
from coder.tui.overview.picking import picked
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen

REPAINT = 1.0  # seconds between repaints of the whole table while checks come


class Checks:
    """The checks of one table. ``come`` is called when some have come: with true when the table is to show them, with
    false when only their number changed."""

    def __init__(self, screen: StudyScreen, session: Session, come: Callable[[bool], None]) -> None:
        self._session = session
        self._come = come
        self._aside = Aside[Stood](screen, session.study, self._taken)
        self._wanted = False
        self._total = 0
        self._found: dict[str, dict[str, Robustness]] = {}  # by row and case
        self._painted = 0.0

    def forget(self, *, wanted: bool) -> None:
        """Something changed: what was found is of the study as it was. ``wanted``: it is to be worked out anew."""
        self._aside.stop()
        self._wanted, self._found = wanted, {}

    def begin(self, table: str) -> None:
        """Work out what is wanted; a cell whose evidence is as it was is known already."""
        if not self._wanted:
            return
        language, alone = self._session.language, self._session.alone
        known = self._session.checked_as(language)

        def work(study: Study) -> Iterator[Stood]:
            self._total, found = study.stood(table, language, alone, known)
            yield from found

        self._wanted, self._found, self._painted = False, {}, monotonic()
        self._aside.start(work)
        self._come(False)

    def pause(self) -> None:
        """Nobody looks: go on when somebody does."""
        if self._aside.running:
            self._aside.stop()
            self._wanted = True

    def _taken(self, found: list[Stood], whole: bool) -> None:
        known = self._session.checked_as(self._session.language)
        for one in found:
            known[one.checks.row, one.checks.case] = one
            self._found.setdefault(one.checks.row, {})[one.checks.case] = one.checks
        paint = whole or monotonic() > self._painted + REPAINT
        self._come(paint)
        if paint:
            self._painted = monotonic()

    @property
    def known(self) -> bool:
        """Whether all have come."""
        return bool(self._found) and not self._aside.running

    def beside(self, overview: Overview) -> Overview:
        """A table with the checks that have come."""
        rows = (replace(row, robustness={**self._found.get(row.id, {})}) for row in overview.rows)
        return replace(overview, rows=tuple(rows))

    def words(self, overview: Overview) -> str:
        """How many cells of a table are robust, or how far that is known; "" for nothing to say."""
        if self._aside.running:
            done = sum(map(len, self._found.values()))
            return f"checking how firmly cells stand: {100 * done // max(1, self._total)}%"
        if not self._found:
            return ""
        filled = sum(cell.state is State.VALUE for row in overview.rows if row.derived for cell in row.cells.values())
        return f"{len(picked(overview, 'robust'))} of {filled} robust"
