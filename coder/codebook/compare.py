"""What changed between two versions of a codebook, and which codings the change would orphan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import NamedTuple

from coder.codebook.problem import shown
from coder.codebook.resolve import accounted_for, resolve
from coder.model.codebook import Attribute, Case, Change, Code, Codebook, CodeKind, Label, Row, Scale, Table
from coder.model.facts import CaseAttribute, FactRow
from coder.model.guide import Question

_TOP = (
    "id", "version", "status", "languages", "default_language", "title", "description", "case_attribute",
    "case_label", "residual", "parameters", "general_rules", "factor_checks",
)  # fmt: skip
HISTORY = "history"  # the part of differences that are entries of it
_Part = Code | Row | FactRow | Table | Case | CaseAttribute | Attribute | Scale | Question


class Sort(StrEnum):
    """What kind of difference it is."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"  # from one value to another
    ITEMS = "items"  # a list lost ``before`` and got ``after``
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: ``part`` and ``id`` say of what (both "" for the codebook itself), ``path`` in what.

    ``before`` and ``after`` are the values, None where there is none.
    """

    sort: Sort
    part: str
    id: str
    path: tuple[str, ...]
    before: object = None
    after: object = None

    def __str__(self) -> str:
        """The difference as one line; long texts are cut."""
        if self.part == HISTORY:
            if self.sort is Sort.CHANGED:
                return "history: earlier entries were changed; it is append-only"
            return f"history: {told(self.after)}"
        if self.sort in (Sort.ADDED, Sort.REMOVED):
            return f"{self.part} {self.sort}: {self.id}{_named(self.before or self.after)}"
        if self.sort is Sort.ORDER and not self.path:
            return f"{self.part}s stand in another order"
        of = f"{self.part} {self.id}: " if self.part else ""
        return f"{of}{' '.join(self.path)} {self._tail()}"

    def _tail(self) -> str:
        if self.sort is Sort.ORDER:
            return f"in another order: {_words(self.after)}"
        if self.sort is Sort.ITEMS:
            return "; ".join(
                f"{word} {_words(items)}" for word, items in (("added", self.after), ("removed", self.before)) if items
            )
        return f"{_words(self.before)} -> {_words(self.after)}"


def compare(old: Codebook, new: Codebook) -> tuple[str, ...]:
    """The differences, one readable line each; empty when the two say the same."""
    return tuple(map(str, differences(old, new)))


def differences(old: Codebook, new: Codebook) -> tuple[Difference, ...]:
    """The differences, those of the codebook itself first, then by part in the order of the file."""
    return tuple(_differences(old, new))


def told(change: object) -> str:
    """An entry of the history as one line."""
    if not isinstance(change, Change):
        return _words(change)
    to = f" to {', '.join(change.to)}" if change.to else ""
    return f"{change.version} {change.op} {', '.join(change.ids)}{to}: {change.rationale}"


def orphans(old: Codebook, new: Codebook, used: Iterable[tuple[str, int, str]]) -> tuple[str, ...]:
    """The codings, given as code id, weight and version, that ``new`` leaves without a place they had in ``old``.

    One line each, with why.
    """
    found = [(one, lost(*one, old, new)) for one in sorted(set(used))]
    return tuple(f"{code} ({weight:+d}, coded under {version}): {why}" for (code, weight, version), why in found if why)


def lost(code: str, weight: int, version: str, old: Codebook, new: Codebook) -> str:
    """Why a coding loses the place in ``new`` that it has in ``old``; "" if it does not.

    What the history of ``new`` retires, splits or rescales away on purpose is not lost.
    """
    why = _lost(code, weight, version, new) or _meant(code, weight, version, old, new)
    return why if why and not _lost(code, weight, version, old) else ""


def _meant(code: str, weight: int, version: str, old: Codebook, new: Codebook) -> str:
    """Why a number would mean something else: the strength +2 is not the level +2; "" if nothing stands against it."""
    was, now = resolve(code, weight, version, old), resolve(code, weight, version, new)
    if was.code is None or now.code is None:
        return ""
    before, after = (book.code(name).kind for book, name in ((old, was.code), (new, now.code)))
    if (before is CodeKind.LEVEL) is (after is CodeKind.LEVEL):
        return ""
    fresh = (change for change in new.history[len(old.history) :] if change.op == "rescale")
    if any(was.weight in change.map and {code, now.code} & {*change.ids} for change in fresh):
        return ""
    kinds = ("level", "strength") if before is CodeKind.LEVEL else ("strength", "level")
    return f"{now.code} was coded with a {kinds[0]}, takes a {kinds[1]} now, and no rescale says what becomes of that"


def _lost(code: str, weight: int, version: str, codebook: Codebook) -> str:
    """Why a coding has no place in a codebook; "" if it has one or the history accounts for it."""
    resolved = resolve(code, weight, version, codebook)
    if resolved.code is None:
        known = accounted_for(code, weight, version, codebook)
        return "" if known else f"{codebook.version} has no such code and its history does not say where it went"
    present = codebook.code(resolved.code)
    if present.kind in (CodeKind.GROUP, CodeKind.ROW):
        return f"{resolved.code} is a {present.kind} code now, which no passage can be coded with"
    if resolved.weight not in codebook.weights(present):
        return f"{resolved.code} has no weight {resolved.weight:+d} any more and no rescale says what becomes of it"
    return ""


def _differences(old: Codebook, new: Codebook) -> Iterator[Difference]:
    for name in _TOP:
        yield from _changed(_Of("", ""), (name,), getattr(old, name), getattr(new, name))
    yield from _parts("code", old.codes, new.codes)
    yield from _parts("row", old.rows, new.rows)
    yield from _parts("row", old.fact_rows, new.fact_rows)
    yield from _parts("table", old.tables, new.tables)
    yield from _parts("case", old.cases, new.cases)
    yield from _parts("case attribute", old.case_attributes, new.case_attributes)
    yield from _parts("document attribute", old.attributes, new.attributes)
    yield from _parts("scale", old.scales, new.scales)
    yield from _parts("question", old.guide, new.guide)
    yield from _history(old.history, new.history)


class _Of(NamedTuple):
    """What a difference is of."""

    part: str
    id: str


def _parts(what: str, old: Iterable[_Part], new: Iterable[_Part]) -> Iterator[Difference]:
    """Added, removed and changed parts by id, and whether those that stay stand in another order."""
    before, after = {part.id: part for part in old}, {part.id: part for part in new}
    for name, part in before.items():
        if name not in after:
            yield Difference(Sort.REMOVED, what, name, (), before=part)
    for name, part in after.items():
        if name not in before:
            yield Difference(Sort.ADDED, what, name, (), after=part)
        else:
            yield from _changed(_Of(what, name), (), before[name], part)
    kept = tuple(name for name in before if name in after), tuple(name for name in after if name in before)
    if kept[0] != kept[1]:
        yield Difference(Sort.ORDER, what, "", (), *kept)


def _named(part: object) -> str:
    label: Label = part.title if isinstance(part, Table) else getattr(part, "label", {})
    return f" ({next(iter(label.values()))})" if label else ""


def _changed(of: _Of, path: tuple[str, ...], old: object, new: object) -> Iterator[Difference]:
    """What differs between two values of one field, down to single texts and list items."""
    if old == new:
        return
    if is_dataclass(old) and type(old) is type(new):
        for field in fields(old):
            yield from _changed(of, (*path, field.name), getattr(old, field.name), getattr(new, field.name))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _changed(of, (*path, str(key)), old.get(key), new.get(key))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        added = tuple(item for item in new if item not in old)
        removed = tuple(item for item in old if item not in new)
        if added or removed:
            yield Difference(Sort.ITEMS, *of, path, removed, added)
        else:
            yield Difference(Sort.ORDER, *of, path, old, new)
    else:
        yield Difference(Sort.CHANGED, *of, path, old, new)


def worded(value: object) -> str:
    """A value in words, in full; "" for nothing."""
    if value is None or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {worded(item)}" for key, item in value.items())
    if isinstance(value, tuple):
        return "; ".join(map(worded, value))
    if is_dataclass(value):
        given = ((field.name, getattr(value, field.name)) for field in fields(value))
        return ", ".join(f"{name} {worded(item)}" for name, item in given if item not in (None, "", (), {}, False))
    return str(value)


def _words(value: object) -> str:
    """A value as a line of a difference says it."""
    if value is None or value in ("", (), {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return shown(str(value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_words(item)}" for key, item in value.items())
    if isinstance(value, tuple):
        return ", ".join(_words(item) for item in value)
    if is_dataclass(value):
        given = ((field.name, getattr(value, field.name)) for field in fields(value))
        return "(" + ", ".join(f"{name} {_words(item)}" for name, item in given if item not in (None, "", (), {})) + ")"
    return str(value)


def _history(old: tuple[Change, ...], new: tuple[Change, ...]) -> Iterator[Difference]:
    for change in new[len(old) :] if new[: len(old)] == old else new:
        yield Difference(Sort.ADDED, HISTORY, ", ".join(change.ids), (), after=change)
    if new[: len(old)] != old:
        place = next((place for place, (was, now) in enumerate(zip(old, new, strict=False)) if was != now), len(new))
        now = new[place] if place < len(new) else None
        yield Difference(Sort.CHANGED, HISTORY, str(place), (), old[place], now)
