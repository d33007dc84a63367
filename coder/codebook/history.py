"""The history: every change of the codes with its rationale, and which ids it has used up."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from coder.codebook.codes import PlacedCode
from coder.codebook.fields import Fields
from coder.codebook.problem import nearest, shown
from coder.codebook.tree import ScalarNode
from coder.codebook.version import is_version, precedence
from coder.model.codebook import RESIDUAL, Change, CodeKind

EVERYTHING = "*"  # in ids of a create: all codes of that version

SETTING = "set"  # another value of a parameter; its ids are the parameter and the rows it is set for
_OPS = ("create", "retire", "rename", "move", "merge", "split", "redefine", "rescale", "unmerge", SETTING)
_KEYS = ("version", "date", "author", "op", "id", "ids", "to", "rationale", "note", "default", "map")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TARGETS = {"move": "one id", "merge": "one id", "split": "at least two ids", "unmerge": "one id"}


def read_history(top: Fields, codes: Mapping[str, PlacedCode], version: str) -> tuple[Change, ...]:
    """The entries in the order of the file, checked against one another and against the codes there are."""
    placed = []
    for fields in top.each("history", "an entry of the history", _KEYS):
        change = _change(fields)
        fields.what = f"the {change.op or 'entry'} of {shown(', '.join(change.ids))} in the history"
        placed.append((change, fields))
    _check_versions(placed, version)
    _check_ids(placed, codes)
    return tuple(change for change, _ in placed)


def taken_back(history: Sequence[Change]) -> frozenset[int]:
    """The places of merges that an unmerge took back: it is as if they had never been."""
    found: set[int] = set()
    for place, change in enumerate(history):
        if change.op == "unmerge":
            found.update(_merge_of(change, history[:place], found))
    return frozenset(found)


def _merge_of(unmerge: Change, before: Sequence[Change], gone: Collection[int]) -> list[int]:
    """The place of the merge that an unmerge takes back, none if there is none."""
    places = [
        place
        for place, change in enumerate(before)
        if change.op == "merge" and (change.ids, change.to) == (unmerge.ids, unmerge.to) and place not in gone
    ]
    return places[-1:]


def _change(fields: Fields) -> Change:
    op = fields.choice("op", _OPS) or ""
    if fields.get("id") is not None and fields.get("ids") is not None:
        fields.report("ids", "has both id and ids", "keep one of them")
    ids = _ids(fields, "id") + _ids(fields, "ids")
    if not ids:
        fields.missing("ids", "name the codes it is about")
    elif len(ids) > 1 and op in ("move", "split"):
        fields.report("ids", f"is a {op} of {len(ids)} codes", "write one entry for each")
    rationale = fields.text("rationale")
    if not rationale and op == "create":
        rationale = fields.text("note")
    if not rationale:
        fields.missing("rationale", "say why; the history is the audit trail of the codebook")
    to = _targets(fields, op)
    return Change(
        version=_version(fields),
        date=_date(fields),
        author=_required_text(fields, "author"),
        op=op,
        ids=ids,
        to=to,
        rationale=rationale,
        default=_default(fields, op, to),
        map=_level_map(fields, op),
    )


def _ids(fields: Fields, key: str) -> tuple[str, ...]:
    """Ids of codes; ``*`` stands for all of them in a create."""
    node = fields.get(key)
    items = () if node is None else (node,) if isinstance(node, ScalarNode) else fields.items(key)
    if any(isinstance(item, ScalarNode) and item.text == EVERYTHING for item in items):
        if fields.text("op") != "create" or len(items) > 1:
            fields.report(key, f"has {EVERYTHING} among its ids", f"only a create may be of {EVERYTHING} alone")
        return (EVERYTHING,)
    return fields.names(key)


def _required_text(fields: Fields, key: str) -> str:
    text = fields.text(key)
    if not text and fields.get(key) is None:
        fields.missing(key, f"add {key}:")
    return text


def _version(fields: Fields) -> str:
    version = _required_text(fields, "version")
    if version and not is_version(version):
        fields.report("version", f"has the version {shown(version)}", "three numbers such as 1.2.0")
        return ""
    return version


def _date(fields: Fields) -> str:
    text = _required_text(fields, "date")
    if not text:
        return ""
    try:
        if _DATE.fullmatch(text) is None:
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        fields.report("date", f"has the date {shown(text)}", "a day such as 2026-11-22")
    return text


def _targets(fields: Fields, op: str) -> tuple[str, ...]:
    to = fields.names("to")
    if op in _TARGETS:
        enough = len(to) >= 2 if op == "split" else len(to) == 1
        if not enough and op:
            fields.report("to", f"has {len(to)} codes under to", f"to: {_TARGETS[op]}")
    elif fields.get("to") is not None and op:
        fields.report("to", f"is a {op} with to", "remove to; a rename changes the label, a move the id")
    return to


def _default(fields: Fields, op: str, to: tuple[str, ...]) -> str | None:
    default = fields.name("default", required=False)
    if not default:
        return None
    if op and op != "split":
        fields.report("default", f"is a {op} with a default", "only a split has one")
    elif default not in to:
        fields.report("default", f"has the default {shown(default)}, which is not in to", nearest(default, to))
    return default


def _level_map(fields: Fields, op: str) -> dict[int, int | None]:
    if fields.get("map") is None:
        if op == "rescale":
            fields.missing("map", "add map: {old level: new level or null}")
        return {}
    if op and op != "rescale":
        fields.report("map", f"is a {op} with a map", "only a rescale has one")
    found: dict[int, int | None] = {}
    for key, node in fields.entries("map"):
        old = fields.reading.integer(key, "a level in map")
        null = isinstance(node, ScalarNode) and node.null
        new = None if null else fields.reading.integer(node, f"what {shown(key.text)} becomes in map")
        if old is not None and (null or new is not None):
            found[old] = new
    return found


def _check_versions(placed: list[tuple[Change, Fields]], version: str) -> None:
    """Versions never go back, and none is later than the codebook's own."""
    last = ""
    for change, fields in placed:
        if not change.version:
            continue
        if last and precedence(change.version) < precedence(last):
            what = f"is of version {change.version}, but an entry before it is of {last}"
            fields.report("version", what, "the history is append-only, oldest first")
        last = change.version
        if is_version(version) and precedence(last) > precedence(version):
            what = f"is of version {last}, but the codebook is of version {version}"
            fields.report("version", what, f"version: {last} at the top of the file")


def _check_ids(placed: list[tuple[Change, Fields]], codes: Mapping[str, PlacedCode]) -> None:
    """An id that went out of use never comes back, and every entry leads somewhere."""
    gone: dict[str, tuple[Change, int]] = {}
    merges: list[Change] = []
    back: set[int] = set()
    for change, fields in placed:
        if change.op == "unmerge":
            _check_unmerge(change, fields, merges, back)
            for name in change.ids:
                gone.pop(name, None)
            gone |= {name: (change, fields.line()) for name in change.to if name not in codes and name not in gone}
        merges.append(change)
        if change.op == "unmerge":
            continue
        for name in (*(change.ids if change.op == "create" else ()), *change.to):
            _check_not_gone(name, change, fields, gone)
        for name in _used_up(change):
            gone.setdefault(name, (change, fields.line()))
    for name, code in codes.items():
        for ancestor in _prefixes(name):
            if ancestor in gone and (ancestor == name or gone[ancestor][0].op == "move"):
                _check_kept(code, *gone[ancestor])
    for change, fields in placed:
        for name in change.to:
            if not _went(name, gone) and not _known(name, codes):
                fields.report("to", f"leads to the unknown code {shown(name)}", nearest(name, codes))
        if change.op == "rescale":
            _check_rescaled(change, fields, codes)


def _went(name: str, gone: Mapping[str, tuple[Change, int]]) -> bool:
    """Whether an id went out of use, itself or with a code above it that was moved."""
    return any(above in gone and (above == name or gone[above][0].op == "move") for above in _prefixes(name))


def _check_unmerge(change: Change, fields: Fields, before: Sequence[Change], back: set[int]) -> None:
    found = _merge_of(change, before, back)
    back.update(found)
    if change.ids and change.to and not found:
        fields.report("ids", "takes back no merge that stands before it", "ids and to are those of the merge")


def _check_not_gone(name: str, change: Change, fields: Fields, gone: dict[str, tuple[Change, int]]) -> None:
    if name not in gone:
        return
    earlier, line = gone[name]
    if change.op == earlier.op == "move" and change.ids == earlier.to:
        del gone[name]  # moved back: the same code under its first id
        return
    what = f"uses {shown(name)} again, which is gone since the {earlier.op} on line {line}"
    fields.report("to" if change.to else "ids", what, "an id is never reused; choose another")


def _check_kept(placed: PlacedCode, change: Change, line: int) -> None:
    """A code under an id that is gone; only a retired code stays in the file, marked as such."""
    if change.op == "retire" and placed.code.retired:
        return
    repair = "add retired: true, or give the new code another id" if change.op == "retire" else "choose another id"
    placed.fields.report("id", f"reuses an id that is gone since the {change.op} on line {line}", repair)


def _prefixes(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _used_up(change: Change) -> tuple[str, ...]:
    if change.op in ("retire", "move", "split"):
        return change.ids
    return tuple(name for name in change.ids if name not in change.to) if change.op == "merge" else ()


def _known(name: str, codes: Mapping[str, PlacedCode]) -> bool:
    if name.endswith("." + RESIDUAL):
        parent = codes.get(name.removesuffix("." + RESIDUAL))
        return parent is not None and parent.code.kind is CodeKind.ROW
    return name in codes


def _check_rescaled(change: Change, fields: Fields, codes: Mapping[str, PlacedCode]) -> None:
    for name in change.ids:
        placed = codes.get(name)
        if placed is not None and placed.code.kind is not CodeKind.LEVEL:
            fields.report("ids", f"rescales {shown(name)}, which is no level code", "only level codes have levels")
