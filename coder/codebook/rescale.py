"""The levels of a level code become others, maybe on another scale (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coder.codebook.ops import Rescale
from coder.codebook.ops_draft import Draft, Item, numbers
from coder.codebook.problem import nearest, shown
from coder.errors import CoderError
from coder.model.codebook import CodeKind


def rescaled(draft: Draft, op: Rescale) -> tuple[Item, Sequence[str], Sequence[str]]:
    """The draft with other levels of a level code."""
    code = draft.code(op.code)
    if code.kind is not CodeKind.LEVEL:
        raise CoderError(f"{shown(op.code)} is no level code", hint="only level codes have levels")
    scales = {scale.id: scale for scale in draft.codebook.scales}
    name = op.scale or code.scale or ""
    if name not in scales:
        raise CoderError(f"there is no scale {shown(name)}", hint=nearest(name, scales))
    before, after = scales[code.scale or ""].coder_weights, scales[name].coder_weights
    for old in op.map:
        if old not in before:
            raise CoderError(f"{shown(op.code)} has no level {old}", hint="levels: " + ", ".join(map(str, before)))
    full = {old: op.map.get(old, old) for old in before}
    outside = [old for old, new in full.items() if new is not None and new not in after]
    if outside:
        raise CoderError(
            f"it is not said what becomes of the level {outside[0]}"
            if outside[0] not in op.map
            else f"the scale {shown(name)} has no level {full[outside[0]]}",
            hint="levels: " + ", ".join(map(str, after)) + "; null for none",
        )
    levels = {old: new for old, new in full.items() if old != new}
    if not levels and name == code.scale:
        raise CoderError("no level changes", hint="say which becomes which: -2=-1")
    if name != code.scale:
        item = draft.item(op.code)
        item["scale"] = name
        for key in ("anchors", "examples"):
            _remap(draft, item, key, full)
    row = draft.row_reading(op.code)
    if row is not None:
        draft.touched.add(row.id)
    return {"op": "rescale", "id": op.code, "map": numbers(levels)}, (op.code,), (op.code,)


def _remap(draft: Draft, item: Item, key: str, levels: Mapping[int, int | None]) -> None:
    """Anchors or examples go with their levels to another scale; of several that meet the first one stays."""
    old = item.get(key)
    if not isinstance(old, dict):
        return
    kept: Item = {}
    for level, data in old.items():
        new = levels.get(int(level), int(level))
        if new is None or str(new) in kept:
            draft.notes.append(f"what {key} says of the level {level} leaves the file")
        else:
            kept[str(new)] = data
    if kept:
        item[key] = kept
    else:
        del item[key]
