"""Another value of a parameter, for the study or for a row: the text before gives the text after (pure).

Only what changes is written; the version goes up as for any change from which cells follow otherwise, and one entry of
the history says what was set and why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, cast

from coder.codebook.compare import differences
from coder.codebook.history import SETTING
from coder.codebook.ops import Changed, Stamp
from coder.codebook.parameters import KNOWN, Known, parse_share
from coder.codebook.problem import CodebookError, nearest, shown
from coder.codebook.raising import needed, next_version
from coder.codebook.read import _KEYS as TOP_KEYS
from coder.codebook.read import read
from coder.codebook.rows import _KEYS as ROW_KEYS
from coder.codebook.splice import Change, UnspliceableError, data_of, put
from coder.codebook.tree import MappingNode, ScalarNode, SequenceNode, parse_tree
from coder.codebook.writing import Bare, Data
from coder.errors import CoderError
from coder.model.codebook import Codebook, OwnParameters, Parameters

DEFAULT = "default"  # the value that takes a setting away
_ELSEWHERE = {
    "unit": "the interview is the voice, always",
    "level_tie": "an exact midpoint always goes toward zero",
    "tense": "what is past never counts",
    "residual": "it changes which codes there are: edit the file, then coder codebook apply",
    "bootstrap": "it changes no cell: 500 draws, from 4 interviews on",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter by its name in the file, the value it gets (None: none of its own any more), and for which row (""
    for the whole study)."""

    name: str
    value: str | None
    row: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A parameter as it stands: its default, what the study sets (None: nothing) and what rows set for themselves."""

    name: str
    meaning: str
    default: str
    value: str
    study: str | None
    rows: tuple[tuple[str, str], ...]
    choices: tuple[str, ...] = ()


def held(codebook: Codebook, text: str) -> tuple[Held, ...]:
    """Every parameter that can be set, in the order of the method; ``text`` is what the codebook was read from."""
    own = _of_study(text)
    return tuple(
        Held(
            known.name,
            known.meaning,
            str(getattr(Parameters(), known.field)),
            str(getattr(codebook.parameters, known.field)),
            str(getattr(codebook.parameters, known.field)) if known.name in own else None,
            tuple(
                (row.id, str(value))
                for row in codebook.rows
                if row.derivation is not None and (value := getattr(row.derivation, known.field)) is not None
            ),
            known.choices,
        )
        for known in KNOWN
    )


def _of_study(text: str) -> set[str]:
    """The names of the parameters that the file states for the study, whether or not they are the default ones."""
    root, _ = parse_tree(text)
    entry = root.entries.get("derivation") if isinstance(root, MappingNode) else None
    found: set[str] = set()
    for key, (_, node) in (entry[1].entries if entry and isinstance(entry[1], MappingNode) else {}).items():
        found |= {f"{key}.{part}" for part in node.entries} if isinstance(node, MappingNode) else {key}
    return found


def known(name: str) -> Known:
    """The parameter of a name. Raises CoderError, with what can be set, for one that cannot."""
    for one in KNOWN:
        if name in (one.name, one.field):
            return one
    names = [one.name for one in KNOWN]
    parts = [one for one in names if one.startswith(f"{name}.")]
    if name in _ELSEWHERE:
        raise CoderError(f"the parameter {name} is not set here", hint=_ELSEWHERE[name])
    if parts:
        raise CoderError(f"the parameter {name} has parts", hint="set " + " or ".join(parts))
    raise CoderError(f"there is no parameter {shown(name)}", hint=nearest(name, names))


def normal(name: str, value: str) -> str | None:
    """A value as the file writes it; None for ``default``. Raises CoderError for one that the parameter cannot have."""
    one, text = known(name), value.strip()
    if text == DEFAULT:
        return None
    if one.choices:
        if text not in one.choices:
            raise CoderError(f"{one.name} cannot be {shown(text)}", hint=nearest(text, one.choices))
        return text
    if one.form == "coder":
        text = " ".join(text.split())
        if not text or not text.isprintable():
            raise CoderError(f"{one.name} needs a name", hint="reconciled_else_mean, mean, or a coder's name")
        return text
    if one.form == "share":
        share = parse_share(text)
        if share is None:
            raise CoderError(f"{one.name} cannot be {shown(text)}", hint="a share above 0 and up to 1, such as 1/3")
        return str(share)
    if not text.isascii() or not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise CoderError(f"{one.name} cannot be {shown(text)}", hint="a whole number from 1")
    return str(int(text))


def with_setting(text: str, name: str, setting: Setting, stamp: Stamp) -> Changed:
    """The text with a parameter set; ``name`` is what messages call the file.

    Raises CoderError for an unknown parameter or row, a value it cannot have or has already, without a rationale, and
    where the file is laid out in a way that only a person can edit.
    """
    if not stamp.rationale.strip():
        raise CoderError("another parameter needs its reason", hint="say why; it goes into the history")
    one = known(setting.name)
    value = None if setting.value is None else normal(setting.name, setting.value)
    before = read(text, name)
    if setting.row:
        before.row(setting.row)
    root, _ = parse_tree(text)
    owner = _owner(root, setting.row)
    old = data_of(owner.entries["derivation"][1]) if "derivation" in owner.entries else None
    data = _with(old if isinstance(old, dict) else {}, one.name.split("."), value)
    wanted = _expected(before, one, value, setting.row)
    _refuse_same(before, wanted, one, value, setting)
    version = next_version(before.version, needed(differences(before, wanted)))
    ids = [one.name, *([setting.row] if setting.row else [])]
    entry: dict[str, Data] = {
        "version": version,
        "date": Bare(stamp.date),
        "author": stamp.author,
        "op": SETTING,
        "ids": [*ids],
        "rationale": f"{told(before, setting)}: {' '.join(stamp.rationale.split())}",
    }
    history = data_of(root.entries["history"][1]) if "history" in root.entries else None  # type: ignore[union-attr]
    top = cast("MappingNode", root)
    changes = [
        Change(owner, "derivation", data),
        Change(top, "version", version),
        Change(top, "history", [*(history if isinstance(history, list) else []), entry]),
    ]
    refused = CoderError(
        f"{name} is written in a way that cannot be changed piece by piece",
        hint="edit derivation: in the file, with an entry in its history, then coder codebook apply",
    )
    try:
        changed = put(text, changes, TOP_KEYS if not setting.row else (*ROW_KEYS, *TOP_KEYS))
        after = read(changed, name)
    except (UnspliceableError, CodebookError):
        raise refused from None
    if replace(after, version=before.version, history=before.history) != wanted:
        raise refused
    return Changed(changed, (), ())


def told(codebook: Codebook, setting: Setting) -> str:
    """A setting in words: ``third 1/3 -> 1/2 for the row mood.story``."""
    one = known(setting.name)
    value = None if setting.value is None else normal(setting.name, setting.value)
    where = f" for the row {setting.row}" if setting.row else ""
    now = codebook.parameters_of(codebook.row(setting.row)) if setting.row else codebook.parameters
    after = value
    if after is None:
        of = "as in the study" if setting.row else "the default"
        after = f"{getattr(codebook.parameters if setting.row else Parameters(), one.field)} ({of})"
    return f"{one.name} {getattr(now, one.field)} -> {after}{where}"


def _refuse_same(before: Codebook, wanted: Codebook, one: Known, value: str | None, setting: Setting) -> None:
    if before != wanted:
        return
    whose = f"the row {setting.row}" if setting.row else "the study"
    if value is None:
        raise CoderError(f"{whose} has no {one.name} of its own", hint="coder parameters shows what is set")
    raise CoderError(f"{whose} has {one.name} {value} already", hint="coder parameters shows what is set")


def _expected(before: Codebook, one: Known, value: str | None, row_id: str) -> Codebook:
    """The codebook that the text must say afterwards, but for version and history."""
    typed = None if value is None else _typed(one, value)
    if not row_id:
        plain = getattr(Parameters(), one.field) if typed is None else typed
        return replace(before, parameters=replace(before.parameters, **{one.field: plain}))
    rows = []
    for row in before.rows:
        if row.id == row_id:
            own = replace(row.derivation or OwnParameters(), **{one.field: typed})
            row = replace(row, derivation=None if own == OwnParameters() else own)
        rows.append(row)
    return replace(before, rows=tuple(rows))


def _typed(one: Known, value: str) -> Any:
    if one.form == "share":
        return Fraction(value)
    return value if one.choices or one.form else int(value)


def _with(data: dict[str, Data], path: list[str], value: str | None) -> Data:
    """The data of a mapping with another value at a path; what is empty then goes."""
    found, (key, *rest) = dict(data), path
    if rest:
        inner = found.get(key)
        found[key] = _with(inner if isinstance(inner, dict) else {}, rest, value)
    else:
        found[key] = None if value is None else Bare(value) if value[:1].isdecimal() else value
    kept: dict[str, Data] = {name: one for name, one in found.items() if one is not None}
    return kept or None


def _owner(root: object, row_id: str) -> MappingNode:
    """The mapping that ``derivation`` belongs to: the file, or a row."""
    top = cast("MappingNode", root)
    if not row_id:
        return top
    listed = cast("SequenceNode", top.entries["rows"][1])
    for item in listed.items:
        named = item.entries.get("id") if isinstance(item, MappingNode) else None
        if named is not None and isinstance(named[1], ScalarNode) and named[1].text == row_id:
            return cast("MappingNode", item)
    raise CoderError(f"the row {shown(row_id)} is not where it was", hint="try again")
