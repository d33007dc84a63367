"""Changing the codes during a study: what a change would do, doing it as one edit, and what has to be coded again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import sha256, write_bytes
from coder.model.codebook import Code, Codebook
from coder.model.coding import Coding
from coder.model.edit import AddCodings, ApplyCodebook, Batch, Edit, RemoveCodings, WriteMemo
from coder.model.impact import Impact, Waiting, cells_changed, newly_stale
from coder.study.deriving import Deriving
from coder.study.opened import PENDING
from coder.study.searching import Searching

if TYPE_CHECKING:
    from coder.codebook.ops import Changed, Op
    from coder.store.tables import Tables

_DAY = len("2026-01-01")


@dataclass(frozen=True, slots=True)
class _Planned:
    """An edit with the text it rests on."""

    edit: Edit
    changed: Changed
    label: str
    recoded: int


class Restructuring(Deriving, Searching):
    """Operations on the codes (``coder.codebook.ops``), each one edit that undo takes back."""

    def restructure(self, op: Op, rationale: str, by: Sequence[tuple[str, int]] = ()) -> tuple[str, ...]:
        """Do an operation and return the ids it leads to.

        ``by`` are queries with a place in ``to`` of a split: what was coded with the code split and is found by just
        one target's queries goes there at once, the rest waits. Raises CoderError, with nothing changed, for an
        operation that cannot be, without a rationale, or when the working copy has changes that were not applied yet.
        """
        planned = self._planned(op, rationale, by)
        data = planned.changed.text.encode()
        self._perform(planned.edit, planned.label, contents={sha256(data): data})
        write_bytes(self.codebook_file, data)
        return planned.changed.to

    def impact(self, op: Op, by: Sequence[tuple[str, int]] = ()) -> Impact:
        """What an operation would do to codings and cells; nothing is changed. Raises CoderError as ``restructure``."""
        planned = self._planned(op, "a look before it is done", by)
        before, old = self.codebook, self._all_rows()
        codings, interviews, coders = self._under(self._tables, planned.changed.ids)
        waits = self._waiting_count(self._tables)
        data = planned.changed.text.encode()
        with self._store.supposed(planned.edit, {sha256(data): data}):
            after, new = self.codebook, self._all_rows()
            waiting = self._waiting_count(self._tables) - waits
        changed, touched = cells_changed(old, new)
        stale = newly_stale(old, new)
        return Impact(
            planned.label,
            (before.version, after.version),
            codings,
            interviews,
            coders,
            planned.recoded,
            waiting,
            changed,
            touched,
            stale,
            planned.changed.notes,
        )

    def add_code(self, label: str, parent: str = "", definition: str = "", place: int | None = None) -> Code:
        """A new code from the researcher's words; below an ordinal row it takes a place among its values, from 0 for
        the lowest (None: the highest).

        Raises CoderError when the working copy has changes that were not applied yet.
        """
        from coder.codebook.ops import Create, Part

        op = Create(Part(label=label, definition=definition), parent, place)
        (code,) = self.restructure(op, f"new code: {label}")
        return self.codebook.code(code)

    # ---- what waits to be coded again

    def waiting(self) -> tuple[Waiting, ...]:
        """Codings that lead nowhere since their code was split or their level went, in the order of documents."""
        from coder.codebook.resolve import lost_by, resolve

        found = []
        codebook, versions = self.codebook, self._tables.versions()
        for coding in self._tables.unresolved():
            change = lost_by(coding.code, coding.weight, versions[coding.revision], codebook)
            document = self._tables.document(coding.document)
            choices: list[tuple[str, int]] = []
            why = "the codebook has its code no longer"
            if change is not None:
                why = f"{change.op} of {', '.join(change.ids)} in {change.version}: {change.rationale}"
                names = [resolve(name, coding.weight, change.version, codebook).code for name in change.to]
                choices = [(name, coding.weight) for name in names if name is not None]
                if change.op == "rescale":
                    code = resolve(change.ids[0], 0, change.version, codebook).code or change.ids[0]
                    choices = [(code, weight) for weight in codebook.weights(codebook.code(code))]
            found.append(Waiting(coding, document.name, document.quote(coding.span), tuple(choices), why))
        return tuple(sorted(found, key=lambda one: (one.document, one.coding.span.start)))

    def merged_before(self, code: str) -> Op:
        """What takes back the newest merge into a code. Raises CoderError if something stands against that."""
        from coder.codebook.ops import Unmerge
        from coder.codebook.read import read
        from coder.codebook.unmerge import merge_into

        place, merge = merge_into(self.codebook, code)
        shas = self._tables.revision_texts()
        for earlier, later in pairwise(shas):
            text = self._tables.content(later[1]).decode()
            if merge.version != later[2]:
                continue
            history = read(text, "codebook").history
            if len(history) > place and history[place] == merge:
                version = {number: name for number, _, name in shas}
                used = any(
                    coding.code == code and version[coding.revision] != earlier[2]
                    for coding in self._tables.codings(code=code)
                )
                return Unmerge(code, self._tables.content(earlier[1]).decode(), text, used)
        raise CoderError(
            "the study holds no revision from before this merge", hint="write the codes into the file again"
        )

    # ---- planning

    def _planned(self, op: Op, rationale: str, by: Sequence[tuple[str, int]]) -> _Planned:
        from coder.codebook.ops import Split, Stamp
        from coder.codebook.restructure import restructured

        pending = self.notices()
        if pending:
            raise CoderError(pending[0], hint=PENDING)
        number, sha = self._tables.revision()
        text = self._tables.content(sha).decode()
        stamp = Stamp(self.coder, self._now()[:_DAY], rationale)
        changed = restructured(text, self.codebook_file.name, op, stamp)
        edit: Edit = ApplyCodebook(sha, sha256(changed.text.encode()))
        moved: list[tuple[Coding, Coding]] = []
        if by:
            if not isinstance(op, Split):
                raise CoderError("only a split goes by queries", hint="leave them out")
            moved = self._sorted_out(op.code, changed.to, by, number + 1)
        more: list[Edit] = _memos(op, changed, self._tables.memos("code"))
        if moved:
            before, after = zip(*moved, strict=True)
            more += [RemoveCodings(before), AddCodings(after)]
        edit = Batch((edit, *more)) if more else edit
        return _Planned(edit, changed, _label(self.codebook, op, changed), len(moved))

    def _sorted_out(
        self, code: str, to: Sequence[str], by: Sequence[tuple[str, int]], revision: int
    ) -> list[tuple[Coding, Coding]]:
        """Codings of a code with what they become: those that the queries of just one target find."""
        wanted: dict[str, set[str]] = {}
        present = {
            one.id: one
            for row in self._tables.documents()
            for one in self._tables.present_codings(row.id)
            if one.code == code
        }
        for query, place in by:
            if not 0 <= place < len(to):
                raise CoderError("a query leads to no code of the split", hint="QUERY=TO, with one of its codes")
            for hit in self.search(query):
                for one in present.values():
                    if one.document == hit.document and one.span.overlaps(hit.span):
                        wanted.setdefault(one.id, set()).add(to[place])
        ids = [name for name, targets in wanted.items() if len(targets) == 1]
        return [
            (
                coding,
                replace(
                    coding, code=next(iter(wanted[coding.id])), weight=present[coding.id].weight, revision=revision
                ),
            )
            for coding in self._tables.codings_by_id(ids)
        ]

    def _under(self, tables: Tables, codes: Sequence[str]) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        uses = [use for use in tables.code_uses() if use[0] in codes]
        return (
            sum(use[4] for use in uses),
            tuple(sorted({use[2] for use in uses})),
            tuple(sorted({use[3] for use in uses})),
        )

    def _waiting_count(self, tables: Tables) -> int:
        return tables.unresolved_count()


def _memos(op: Op, changed: Changed, memos: Mapping[str, str]) -> list[Edit]:
    """Memos go with their codes: to the new id, to what they were merged into, to each part of a split."""
    from coder.codebook.ops import Merge, Move, Split

    now: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    if isinstance(op, Move):
        pairs = list(zip(changed.ids, changed.to, strict=True))
    elif isinstance(op, Merge | Split):
        pairs = [(old, new) for old in changed.ids for new in changed.to]
    for old, new in pairs:
        if old != new and memos.get(old):
            now[old] = ""
            now[new] = "\n\n".join(filter(None, (now.get(new, memos.get(new, "")), memos[old])))
    return [WriteMemo("code", code, memos.get(code, ""), text) for code, text in now.items()]


def _label(codebook: Codebook, op: Op, changed: Changed) -> str:
    """The operation in the words of the journal."""
    labels: Mapping[str, str] = {code.id: codebook.text(code.label) for code in codebook.codes}
    names = [repr(labels[name]) for name in changed.ids[:1] if name in labels]
    verb = type(op).__name__.lower()
    if verb == "merge":
        names = [repr(labels[name]) for name in changed.ids if name in labels]
    if verb == "create":
        names = [repr(changed.to[0].rsplit(".", 1)[-1])]
    to = (
        f" to {', '.join(changed.to)}"
        if verb in ("move", "split")
        else f" into {changed.to[0]}"
        if verb == "merge"
        else ""
    )
    if verb == "move":
        to = f" to {changed.to[0]}"
    return f"{verb} {', '.join(names)}{to}"
