"""Scales: the marks of level rows and the levels that coders may give."""

from __future__ import annotations

from coder.codebook.fields import Fields, Once, fields_of
from coder.codebook.problem import shown
from coder.model.codebook import Level, Scale

STRENGTHS = (2, 1, -1, -2)

_KEYS = ("kind", "levels", "coder_weights", "weights")
_LEVEL_KEYS = ("id", "mark", "anchor")
_WEIGHT_KEYS = ("label", "rule")


def read_scales(top: Fields) -> dict[str, Scale]:
    """The level scales by id. A strength scale describes the fixed weights of values and is only checked."""
    scales = {}
    for key, node in top.entries("scales"):
        scale_id = top.reading.name(key, "a scale")
        fields = fields_of(top.reading, node, f"the scale {shown(key.text)}", _KEYS)
        if fields is None:
            continue
        kind = fields.choice("kind", ("level", "strength"), "level")
        if kind == "strength":
            _check_strengths(fields)
        elif kind == "level" and scale_id:
            scales[scale_id] = _level_scale(fields, scale_id)
    return scales


def _level_scale(fields: Fields, scale_id: str) -> Scale:
    if fields.get("weights") is not None:
        fields.report("weights", "has weights, which only a strength scale has", "write levels and coder_weights")
    levels = _levels(fields)
    weights = []
    for node in fields.items("coder_weights"):
        weight = fields.reading.integer(node, f"a level in coder_weights of {fields.what}")
        if weight is not None and weight in weights:
            fields.reading.report(node.line, f"{fields.what} has the level {weight} twice", "remove one")
        elif weight is not None:
            weights.append(weight)
    weights = weights or [level.anchor for level in levels]
    for level in levels:
        if not min(weights) <= level.anchor <= max(weights):
            what = f"has the anchor {level.anchor} of {shown(level.id)} outside its coder_weights"
            fields.report("levels", what, f"between {min(weights)} and {max(weights)}")
    return Scale(scale_id, levels, tuple(weights))


def _levels(fields: Fields) -> tuple[Level, ...]:
    ids, marks, anchors = (Once(fields.reading, f"{what} of {fields.what}") for what in ("level", "mark", "anchor"))
    levels = []
    for part in fields.each("levels", f"a level of {fields.what}", _LEVEL_KEYS):
        level_id, mark, line = part.name(), part.raw("mark", ""), part.line()
        node = part.get("anchor")
        if "mark" not in part.node.entries:
            part.missing("mark", 'add mark: "" for a blank one')
        if node is None:
            part.missing("anchor", "add anchor: and the level it stands for")
            continue
        anchor = part.reading.integer(node, f"anchor of {part.what}")
        new = ids.take(level_id, line) and marks.take(mark, line)
        if anchor is not None and anchors.take(str(anchor), line) and new and level_id:
            levels.append(Level(level_id, mark, anchor))
    if not levels:
        fields.missing("levels", "add levels: with id, mark and anchor of each")
    return tuple(levels)


def _check_strengths(fields: Fields) -> None:
    for foreign in ("levels", "coder_weights"):
        if fields.get(foreign) is not None:
            fields.report(foreign, f"has {foreign}, which only a level scale has", "write weights")
    for key, node in fields.entries("weights"):
        weight = fields.reading.integer(key, f"a weight of {fields.what}")
        if weight is not None and weight not in STRENGTHS:
            fields.reading.report(key.line, f"{fields.what} has the weight {weight}", "strengths are 2, 1, -1 and -2")
        part = fields_of(fields.reading, node, f"the weight {shown(key.text)} of {fields.what}", _WEIGHT_KEYS)
        if part is not None:
            part.label("label", one_line=True)
            part.label("rule")
