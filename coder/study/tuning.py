"""Parameters of the derivation: what is set where, what another value would change, and setting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import sha256, write_bytes
from coder.model.edit import ApplyCodebook
from coder.model.impact import Impact, cells_changed, newly_stale
from coder.study.opened import PENDING
from coder.study.restructuring import Restructuring

if TYPE_CHECKING:
    from coder.codebook.ops import Changed
    from coder.codebook.parameters import Departure
    from coder.codebook.setting import Held, Setting

_DAY = len("2026-01-01")


class Tuning(Restructuring):
    """Another parameter is an edit of the codebook, with its reason, that undo takes back."""

    def parameters(self) -> tuple[Held, ...]:
        """Every parameter that can be set: its default, what it is for the study, and what rows have for themselves."""
        from coder.codebook.setting import held

        return held(self.codebook, self._tables.content(self._tables.revision()[1]).decode())

    def departures(self) -> tuple[Departure, ...]:
        """The parameters that are not the default ones."""
        from coder.codebook.parameters import departures

        return departures(self.codebook)

    def set_parameter(self, name: str, value: str | None, rationale: str, *, row: str = "") -> str:
        """Give a parameter another value, for the study or a row; None takes the value away again.

        Returns the version of the codebook that has it. Raises CoderError, with nothing changed, for an unknown
        parameter or row, a value that cannot be or is there already, without a rationale, and when the working copy has
        changes that were not applied yet.
        """
        from coder.codebook.setting import Setting, told

        setting = Setting(name, value, row)
        edit, changed = self._set(setting, rationale)
        label = f"set {told(self.codebook, setting)}"
        data = changed.text.encode()
        self._perform(edit, label, contents={sha256(data): data})
        write_bytes(self.codebook_file, data)
        return self.codebook.version

    def parameter_impact(self, name: str, value: str | None, *, row: str = "") -> Impact:
        """Which cells another value would change and which judgements it would make stale; nothing is changed.

        Raises CoderError as ``set_parameter``.
        """
        from coder.codebook.setting import Setting, told

        setting = Setting(name, value, row)
        edit, changed = self._set(setting, "a look before it is done")
        before, old = self.codebook, self._all_rows()
        label, data = f"set {told(before, setting)}", changed.text.encode()
        with self._store.supposed(edit, {sha256(data): data}):
            after, new = self.codebook, self._all_rows()
        differing, touched = cells_changed(old, new)
        return Impact(
            label,
            (before.version, after.version),
            changed=differing,
            touched=touched,
            stale=newly_stale(old, new),
        )

    def _set(self, setting: Setting, rationale: str) -> tuple[ApplyCodebook, Changed]:
        from coder.codebook.ops import Stamp
        from coder.codebook.setting import with_setting

        pending = self.notices()
        if pending:
            raise CoderError(pending[0], hint=PENDING)
        sha = self._tables.revision()[1]
        text = self._tables.content(sha).decode()
        stamp = Stamp(self.coder, self._now()[:_DAY], rationale)
        changed = with_setting(text, self.codebook_file.name, setting, stamp)
        return ApplyCodebook(sha, sha256(changed.text.encode())), changed
