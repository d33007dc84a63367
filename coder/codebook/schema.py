"""The JSON Schema of the format, for editors that complete and check while one types.

It says what has the right shape: keys, kinds, words and patterns. What hangs together (ids that exist, values that are
ordered, anchors on their scale) only the reader knows. It refuses nothing that the reader takes; the keys are the
reader's own, and a key that is missing here is a fault that shows when the schema is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from coder.codebook import cases, codes, expectations, facts, guide, history, parameters, read, rows, scales
from coder.model.codebook import RowKind, Test

Schema: TypeAlias = "dict[str, Any]"

TITLE = "codebook/1"
_LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_FIRST = r"[^\s!-/:-@\[-^`{-~]"  # letters and digits of all scripts and _, for engines without \p
_NEXT = r"[^\s!-,./:-@\[-^`{-~]"
_ID = rf"{_FIRST}{_NEXT}*(\.{_FIRST}{_NEXT}*)*"
_SEMVER = r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?"
_INTEGER = "[+-]?[0-9]{1,9}"

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_LINE: Schema = {"type": ["string", "number", "boolean", "null"]}  # where the reader takes null for a word
_FLAG: Schema = {"type": "boolean"}
_WHOLE: Schema = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{_INTEGER}$"}]}
_FRACTION: Schema = {"type": ["string", "number"]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _list(items: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": items, "minItems": least} if least else {"type": "array", "items": items}


def _or_list(items: Schema) -> Schema:
    return {"anyOf": [items, _list(items)]}


def _map(values: Schema, keys: str | None = None) -> Schema:
    found: Schema = {"type": "object", "additionalProperties": values}
    return found if keys is None else {**found, "propertyNames": {"pattern": f"^({keys})$"}}


def _words(words: Iterable[str]) -> Schema:
    return {"enum": [str(word) for word in words]}


def _object(keys: Iterable[str], parts: Mapping[str, Schema], required: Iterable[str] = (), **more: Any) -> Schema:
    """A mapping with exactly the keys of the reader; those that are not required may stand empty."""
    if set(keys) != set(parts):
        raise ValueError(f"the schema does not know the keys {sorted(set(keys) ^ set(parts))}")
    needed = [key for key in keys if key in tuple(required)]
    properties = {
        key: ({**parts[key]} if key in needed else {"anyOf": [parts[key], {"type": "null"}]})
        | ({"description": _SAYS[key]} if key in _SAYS else {})
        for key in keys
    }
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": needed} if needed else {}) | more


_SAYS = {
    "label": "what it is called, as text or by language: {en: low, zh: 低}",
    "definition": "when a passage counts as it; every value needs one",
    "include": "what counts as well",
    "exclude": "what does not count",
    "examples": "constructed passages, a list; of level codes by level",
    "cues": "phrases by language, for suggestions only",
    "aliases": "other names",
    "codable": "false for a group, which orders codes and is never coded",
    "applies": "value: coded through the values below; level: coded with a level of its scale",
    "anchors": "what each level means, by level",
    "absent": "this value says that there is nothing of the kind",
    "qualifier": "this value qualifies others",
    "retired": "kept for what was coded with it, no longer offered",
    "kind": "what kind of row, attribute or scale it is",
    "order": "the values of an ordinal row, lowest first",
    "expect": "the marks that other rows lead one to expect",
    "fitted_to": "the cases whose cells the author of the expectations had seen; [] for none",
    "guide": "the questions of the interviews, each with the rows that answers to it speak to",
    "rationale": "why; the history is the audit trail of the codebook",
    "coder_weights": "the levels that coders may give",
    "case_attribute": "what the columns of the overview are; cases: [] leaves them open",
    "third": "the share of voices that is never hidden",
}


def schema() -> Schema:
    """The schema (JSON Schema, draft 7, which editors of YAML know best)."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": TITLE,
        "description": "A codebook: codes, the rows derived from them, scales, tables and the history of changes.",
        **_top(),
        "definitions": {
            "id": {"type": ["string", "number", "boolean"], "pattern": f"^{_ID}$"},
            "language": {"type": "string", "pattern": f"^{_LANGUAGE}$"},
            "label": {"anyOf": [_TEXT, _map(_TEXT, _LANGUAGE)]},
            "example": {"anyOf": [_TEXT, {**_map(_TEXT, f"{_LANGUAGE}|from"), "properties": {"from": _LINE}}]},
            "code": _code(),
            "row": _row(),
            "condition": _condition(),
            "change": _change(),
        },
    }


def _top() -> Schema:
    label, name = _ref("label"), _ref("id")
    case = _object(
        cases._CASE_KEYS,
        {"id": name, "label": label, "aliases": _list(_LINE), "note": _TEXT, "attributes": _map(label)},
        ("id", "label"),
    )
    attribute = {"id": name, "kind": _words(cases.ATTRIBUTE_KINDS), "required": _FLAG, "values": _list(_LINE)}
    value = _object(facts._VALUE_KEYS, {"id": name, "label": label}, ("id", "label"))
    fact: Schema = {"id": name, "label": label, "unit": label, "source": label, "values": _list(value), "note": _TEXT}
    table = {"id": name, "title": label, "columns": name, "rows": _or_list(name)}
    units = {"id": name, "label": label, "definition": label, "cases": _list(case)}
    parts: dict[str, Schema] = {
        "format": {"const": read.FORMAT},
        "id": name,
        "version": {"type": "string", "pattern": f"^{_SEMVER}$"},
        "status": _TEXT,
        "languages": _list(_ref("language"), 1),
        "default_language": _ref("language"),
        "title": label,
        "description": _TEXT,
        "source": {"type": ["string", "number", "boolean", "object"]},
        "case_attribute": _object(cases._CASE_ATTRIBUTE_KEYS, units, ("id", "cases")),
        "case_attributes": _list(_object(facts._KEYS, fact, ("id", "label"))),
        "document_attributes": _list(_object(cases._ATTRIBUTE_KEYS, {**attribute, "note": _TEXT}, ("id", "kind"))),
        "scales": _map(_scale(), _ID),
        "derivation": _derivation(parameters._KEYS),
        "general_rules": _list(_object(("id", "rule"), {"id": name, "rule": _TEXT}, ("id", "rule"))),
        "codes": {"anyOf": [_list(_ref("code")), {"type": "null"}]},
        "rows": _list(_ref("row")),
        "factor_checks": _map(_map(_FRACTION)),
        "tables": _list(_object(rows._TABLE_KEYS, table, ("id", "title", "rows"))),
        "guide": _list(_object(guide._KEYS, {"id": name, "text": label, "rows": _or_list(name)}, guide._KEYS)),
        "history": _list(_ref("change")),
    }
    required = ("format", "id", "version", "languages", "title", "case_attribute", "codes")
    return _object(read._KEYS, parts, required)


def _scale() -> Schema:
    level = {"id": _ref("id"), "mark": _LINE, "anchor": _WHOLE}
    weight = _object(scales._WEIGHT_KEYS, {"label": _ref("label"), "rule": _ref("label")})
    parts: dict[str, Schema] = {
        "kind": _words(("level", "strength")),
        "levels": _list(_object(scales._LEVEL_KEYS, level, scales._LEVEL_KEYS)),
        "coder_weights": _list(_WHOLE),
        "weights": _map(weight, "|".join(rf"\+?{strength}" for strength in scales.STRENGTHS)),
    }
    return _object(scales._KEYS, parts)


def _derivation(keys: tuple[str, ...]) -> Schema:
    natural = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": f"^{_INTEGER}$"}]}
    second = _object(("explicit_in", "or_interviews"), {"explicit_in": natural, "or_interviews": natural})
    parts: dict[str, Schema] = {
        "third": _FRACTION,
        "voice_full_at": natural,
        "collapse": _words(("overlap", "turn")),
        "level_aggregate": _words(("median", "mean")),
        "min_interviews": natural,
        "second_value_needs": second,
        "coders": _TEXT,
        "bootstrap": _object(("replicates", "min_interviews"), {"replicates": _WHOLE, "min_interviews": natural}),
        "residual": _FLAG,
        "about_outside": _words(("include", "exclude")),
        **{key: {"const": only} for key, only in parameters._FIXED.items()},
    }
    for key in keys:
        parts.setdefault(key, _TEXT)  # a word of which the reader knows the choices
    return _object(keys, {key: parts[key] for key in keys})


def _code() -> Schema:
    texts, example = _list(_ref("label")), _ref("example")
    parts: dict[str, Schema] = {
        "id": _ref("id"),
        "label": _ref("label"),
        "definition": _ref("label"),
        "include": texts,
        "exclude": texts,
        "examples": {"anyOf": [_list(example), _map(example, _INTEGER)]},
        "cues": _map({"anyOf": [_list(_LINE), {"type": "null"}]}, _LANGUAGE),
        "aliases": _list(_LINE),
        "codable": _FLAG,
        "applies": _words(("value", "level")),
        "scale": _ref("id"),
        "anchors": _map(_ref("label"), _INTEGER),
        "absent": _FLAG,
        "qualifier": _FLAG,
        "retired": _FLAG,
        "children": _list(_ref("code")),
    }
    level = {"properties": {"applies": {"const": "level"}}, "required": ["applies"]}
    return _object(codes._KEYS, parts, ("id", "label"), **{"if": level, "then": {"required": ["scale"]}})


def _row() -> Schema:
    text = {"anyOf": [_LINE, _map(_LINE, _LANGUAGE)]}
    parts: dict[str, Schema] = {
        "id": _ref("id"),
        "code": _ref("id"),
        "kind": _words((*RowKind, facts.KIND)),
        "group": _ref("id"),
        "label": _ref("label"),
        "printed_block": _TEXT,
        "block": _ref("label"),
        "order": _or_list(_ref("id")),
        "join": _object(rows._JOIN_KEYS, dict.fromkeys(rows._JOIN_KEYS, text)),
        "render": text,
        "header": _FLAG,
        "check_from_rows": _or_list(_ref("id")),
        "expect": _list(_object(("mark", "when"), {"mark": _TEXT, "when": _ref("condition")}, ("mark", "when"))),
        "fitted_to": _or_list(_ref("id")),
        "gloss": _FLAG,
        "derivation": _derivation(parameters.OWN_KEYS),
        "attribute": _ref("id"),
    }
    shows = {"properties": {"kind": {"const": facts.KIND}}, "required": ["kind"]}
    ordinal = {"properties": {"kind": {"const": str(RowKind.ORDINAL)}}, "required": ["kind"]}
    rules = [
        {"if": shows, "then": {"required": ["attribute"]}, "else": {"required": ["code"]}},
        {"if": ordinal, "then": {"required": ["order"]}},
    ]
    return _object(rows._KEYS, parts, ("id", "kind"), allOf=rules)


def _condition() -> Schema:
    several = _list(_ref("condition"), 1)
    tests: dict[str, Schema] = {str(test): _or_list(_LINE) for test in Test}
    nodes = {"all": several, "any": several, "not": {"anyOf": [_ref("condition"), several]}}
    return _object(expectations._CONDITION_KEYS, {**nodes, "row": _TEXT, **tests})


def _change() -> Schema:
    names = _or_list({"anyOf": [_ref("id"), {"const": history.EVERYTHING}]})
    parts: dict[str, Schema] = {
        "version": {"type": "string", "pattern": f"^{_SEMVER}$"},
        "date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "author": _TEXT,
        "op": _words(history._OPS),
        "id": names,
        "ids": names,
        "to": _or_list(_ref("id")),
        "rationale": _TEXT,
        "note": _TEXT,
        "default": _ref("id"),
        "map": _map({"anyOf": [_WHOLE, {"type": "null"}]}, _INTEGER),
    }
    creates = {"properties": {"op": {"const": "create"}}, "required": ["op"]}
    rules = [
        {"anyOf": [{"required": ["id"]}, {"required": ["ids"]}]},
        {"if": creates, "else": {"required": ["rationale"]}},
    ]
    return _object(history._KEYS, parts, ("version", "date", "author", "op"), allOf=rules)
