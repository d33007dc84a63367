"""One sitting at a study: what the screens share beyond the study itself.

The codebook as screens need it (letters, colours, search index), the codes under the digits, and the weight each code
was given last.
"""

from __future__ import annotations

from coder.model.codebook import Codebook
from coder.study import Study
from coder.tui import ranking
from coder.tui.codes import EXPLICIT, find, is_level
from coder.tui.quick import SLOTS, QuickBar
from coder.tui.ranking import Index
from coder.tui.stripes import Signs, signs


class Session:
    """Shared by all screens of one run."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.quick = QuickBar.of(study.recent_codes(SLOTS))
        self._weights: dict[str, int] = {}
        self._last = next(iter(self.quick.recent), "")
        self.overview_table = 0  # where the overview was left
        self.overview_cells: dict[str, tuple[int, int]] = {}
        self._revision = -1
        self._edits = 0
        self.refresh()

    def refresh(self) -> None:
        """Take over a new revision of the codebook, if there is one."""
        if self.study.revision != self._revision:
            self._revision = self.study.revision
            self.codebook: Codebook = self.study.codebook
            self.signs: Signs = signs(self.codebook)
            self.index: Index = ranking.index(self.codebook, self.signs.letters)

    @property
    def edits(self) -> int:
        """Grows with every change; a screen that saw fewer loads its values anew."""
        return self._edits

    def edited(self) -> int:
        """Note a change of the study, ours or another process's. Returns the new count."""
        self._edits += 1
        self.refresh()
        return self._edits

    def used(self, code: str, weight: int) -> None:
        """Note that a passage was coded."""
        self.quick.use(code)
        self._weights[code] = weight
        self._last = code

    @property
    def last(self) -> str:
        """The code used last, "" when this coder has none yet."""
        return self._last

    def weight_of(self, code_id: str) -> int | None:
        """The weight this coder gave the code last; else explicit, or None for a level code."""
        if code_id not in self._weights:
            mine = self.study.codings(coder=self.study.coder, code=code_id)
            same = [coding for coding in mine if coding.code == code_id]
            if same:
                self._weights[code_id] = max(same, key=lambda coding: coding.created).weight
        if code_id in self._weights:
            return self._weights[code_id]
        return None if is_level(find(self.codebook, code_id)) else EXPLICIT
