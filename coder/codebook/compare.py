"""What changed between two versions of a codebook, and which codings the change would orphan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from coder.codebook.problem import shown
from coder.codebook.resolve import accounted_for, resolve
from coder.model.codebook import Attribute, Case, Change, Code, Codebook, CodeKind, Label, Row, Scale, Table

_TOP = (
    "id", "version", "status", "languages", "default_language", "title", "description", "case_attribute",
    "case_label", "residual", "parameters", "general_rules", "factor_checks",
)  # fmt: skip
_Part = Code | Row | Table | Case | Attribute | Scale


def compare(old: Codebook, new: Codebook) -> tuple[str, ...]:
    """The differences, one readable line each; empty when the two say the same."""
    return tuple(_differences(old, new))


def orphans(old: Codebook, new: Codebook, used: Iterable[tuple[str, int, str]]) -> tuple[str, ...]:
    """The codings, given as code id, weight and version, that ``new`` leaves without a place they had in ``old``.

    What the history of ``new`` retires, splits or rescales away on purpose is no orphan. One line each, with why.
    """
    found = []
    for code, weight, version in sorted(set(used)):
        why = _lost(code, weight, version, new)
        if why and not _lost(code, weight, version, old):
            found.append(f"{code} ({weight:+d}, coded under {version}): {why}")
    return tuple(found)


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


def _differences(old: Codebook, new: Codebook) -> Iterator[str]:
    for name in _TOP:
        yield from _changed(name, getattr(old, name), getattr(new, name))
    yield from _parts("code", old.codes, new.codes)
    yield from _parts("row", old.rows, new.rows)
    yield from _parts("table", old.tables, new.tables)
    yield from _parts("case", old.cases, new.cases)
    yield from _parts("document attribute", old.attributes, new.attributes)
    yield from _parts("scale", old.scales, new.scales)
    yield from _history(old.history, new.history)


def _parts(what: str, old: Iterable[_Part], new: Iterable[_Part]) -> Iterator[str]:
    """Added, removed and changed parts by id, and whether those that stay stand in another order."""
    before, after = {part.id: part for part in old}, {part.id: part for part in new}
    for name, part in before.items():
        if name not in after:
            yield f"{what} removed: {name}{_named(part)}"
    for name, part in after.items():
        if name not in before:
            yield f"{what} added: {name}{_named(part)}"
        else:
            for difference in _changed("", before[name], part):
                yield f"{what} {name}: {difference}"
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield f"{what}s stand in another order"


def _named(part: _Part) -> str:
    label: Label = part.title if isinstance(part, Table) else getattr(part, "label", {})
    return f" ({next(iter(label.values()))})" if label else ""


def _changed(path: str, old: object, new: object) -> Iterator[str]:
    """What differs between two values of one field, down to single texts and list items."""
    if old == new:
        return
    if is_dataclass(old) and type(old) is type(new):
        for field in fields(old):
            yield from _changed(f"{path} {field.name}".strip(), getattr(old, field.name), getattr(new, field.name))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _changed(f"{path} {key}", old.get(key), new.get(key))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        added = [_words(item) for item in new if item not in old]
        removed = [_words(item) for item in old if item not in new]
        said = [f"{word} {', '.join(items)}" for word, items in (("added", added), ("removed", removed)) if items]
        yield f"{path} {'; '.join(said) or 'in another order: ' + ', '.join(_words(item) for item in new)}"
    else:
        yield f"{path} {_words(old)} -> {_words(new)}"


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


def _history(old: tuple[Change, ...], new: tuple[Change, ...]) -> Iterator[str]:
    for change in new[len(old) :] if new[: len(old)] == old else new:
        to = f" to {', '.join(change.to)}" if change.to else ""
        yield f"history: {change.version} {change.op} {', '.join(change.ids)}{to}: {change.rationale}"
    if new[: len(old)] != old:
        yield "history: earlier entries were changed; it is append-only"
