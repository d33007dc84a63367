"""How far the version of a codebook has to go up for what was changed in it (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from coder.codebook.compare import HISTORY, Difference, Sort
from coder.codebook.problem import CodebookError, Problem
from coder.codebook.splice import Change, UnspliceableError, data_of, put
from coder.codebook.tree import MappingNode, parse_tree
from coder.codebook.version import is_version, precedence, raised
from coder.model import codebook as model
from coder.model.facts import CaseAttribute, FactRow
from coder.model.guide import Question


class Step(IntEnum):
    """Which number goes up: a patch for wording and cues, a minor one for what is new, moved or renamed, a major one
    for what older codings mean or how cells follow from them."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """As messages call it."""
        return self.name.lower()


_MAJOR_OPS = frozenset(("merge", "split", "redefine", "rescale", "retire"))
_TOP = {
    "version": Step.NONE, "parameters": Step.MAJOR, "residual": Step.MAJOR, "case_attribute": Step.MAJOR,
    "factor_checks": Step.MINOR,
}  # fmt: skip
_FIELDS = {
    "code": {
        "label": Step.MINOR, "parent": Step.MINOR, "kind": Step.MAJOR, "scale": Step.MAJOR, "absent": Step.MAJOR,
        "qualifier": Step.MAJOR, "retired": Step.MAJOR,
    },
    "row": {
        "label": Step.MINOR, "group": Step.MINOR, "header": Step.MINOR, "check_from_rows": Step.MINOR,
        "expect": Step.MINOR, "code": Step.MAJOR, "kind": Step.MAJOR, "order": Step.MAJOR, "derivation": Step.MAJOR,
    },
    "question": {"rows": Step.MINOR},
    "table": {"rows": Step.MINOR, "columns": Step.MAJOR},
    "case": {"label": Step.MINOR},
    "document attribute": {"kind": Step.MINOR, "values": Step.MINOR, "required": Step.MINOR},
    "scale": {"levels": Step.MAJOR, "coder_weights": Step.MAJOR},
}  # fmt: skip


def step(difference: Difference, moved: Iterable[str] = ()) -> Step:
    """What one difference asks for; codes in ``moved`` left their id by a move."""
    if difference.part == HISTORY:
        change = difference.after
        return Step.MAJOR if isinstance(change, model.Change) and change.op in _MAJOR_OPS else Step.MINOR
    if difference.sort is Sort.ADDED or (difference.sort is Sort.ORDER and not difference.path):
        return Step.MINOR
    left = _left(difference)
    if left and any(left == name or left.startswith(name + ".") for name in moved):
        return Step.MINOR
    if difference.sort is Sort.REMOVED:  # facts about cases are shown beside what is derived, never derived from
        beside = isinstance(difference.before, CaseAttribute | FactRow | Question)
        return Step.MINOR if beside else Step.MAJOR
    if not difference.part:
        return _TOP.get(difference.path[0], Step.PATCH)
    return _FIELDS.get(difference.part, {}).get(difference.path[0], Step.PATCH)


def _left(difference: Difference) -> str:
    """The code that a part is about whose id, or whose row, is no more; "" if the difference is of another kind."""
    before = difference.before
    if difference.sort is Sort.REMOVED and isinstance(before, model.Row):
        return before.code
    if difference.sort is Sort.REMOVED and difference.part == "code":
        return difference.id
    if difference.part == "row" and difference.path == ("code",) and isinstance(before, str):
        return before
    if difference.part == "code" and difference.path == ("parent",) and isinstance(before, str):
        return before
    return ""


def needed(differences: Iterable[Difference], moving: Iterable[str] = ()) -> Step:
    """The largest step that any of the differences asks for; codes in ``moving`` are about to be told as moved."""
    listed = tuple(differences)
    changes = [one.after for one in listed if one.part == HISTORY]
    moved = list(moving)
    moved += [
        name for change in changes if isinstance(change, model.Change) and change.op == "move" for name in change.ids
    ]
    return max((step(one, moved) for one in listed), default=Step.NONE)


def next_version(version: str, by: Step) -> str:
    """The version that a step leads to. Before 1.0.0 nothing has settled, and a major step is a minor one."""
    major, _, _, released, _ = precedence(version)
    if by is Step.NONE:
        return version
    settled = released and major > 0
    return raised(version, major=by is Step.MAJOR and settled, minor=by >= Step.MINOR)


def far_enough(old: str, new: str, by: Step) -> bool:
    """Whether ``new`` goes up from ``old`` by at least that step."""
    return precedence(new) >= precedence(next_version(old, by))


def with_version(text: str, name: str, version: str) -> str:
    """The text of a codebook with another version; every other character stays. Raises CodebookError."""
    root, _ = parse_tree(text)
    place = root.entries.get("version") if isinstance(root, MappingNode) else None
    if not isinstance(root, MappingNode) or place is None:
        raise CodebookError(name, [Problem(1, "has no version", f"add version: {version}")])
    try:
        return put(text, [Change(root, "version", version)])
    except UnspliceableError:
        line = place[0].line
        what = "the version is written in a way that cannot be changed piece by piece"
        raise CodebookError(name, [Problem(line, what, f"write version: {version}")]) from None


def with_history_version(text: str, name: str) -> str:
    """The text with the newest version that its history names, if it says an older one of itself.

    Whoever pastes an entry need not write its version twice. Raises CodebookError as ``with_version``.
    """
    root, _ = parse_tree(text)
    data = data_of(root) if isinstance(root, MappingNode) else None
    if not isinstance(data, dict):
        return text
    own, history = data.get("version"), data.get("history")
    entries = (
        [entry.get("version") for entry in history if isinstance(entry, dict)] if isinstance(history, list) else []
    )
    versions = [one for one in entries if isinstance(one, str) and is_version(one)]
    newest = max(versions, key=precedence, default="")
    if not newest or not isinstance(own, str) or not is_version(own) or precedence(own) >= precedence(newest):
        return text
    return with_version(text, name, newest)
