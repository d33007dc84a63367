"""A codebook being changed: its data as lists and mappings, to be put back into its text piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from coder.codebook.problem import CodebookError, nearest, shown
from coder.codebook.read import read
from coder.codebook.splice import Change, UnspliceableError, data_of, put
from coder.codebook.tree import MappingNode, parse_tree
from coder.codebook.writing import Bare, Data
from coder.errors import CoderError
from coder.model.codebook import Code, Codebook, CodeKind, Row

Item = dict[str, Data]
ORDER = (
    "id", "label", "definition", "include", "exclude", "codable", "applies", "scale", "anchors", "examples", "cues",
    "aliases", "absent", "qualifier", "retired", "children",
)  # fmt: skip
_TESTS = ("is", "equals", "has", "lacks")


class Draft:
    """The codebook as it is and, in ``data``, as it shall be; ``touched`` are rows that may differ afterwards."""

    def __init__(self, text: str, name: str) -> None:
        self.codebook: Codebook = read(text, name)
        self.name = name
        self.text = text
        self.root = _root(text)
        self.data = _own_data(self.root)
        self._own: dict[int, list[Data] | Item] = {}  # lists and mappings of the codes that were copied already
        self.notes: list[str] = []
        self.touched: set[str] = set()

    def rebase(self, text: str) -> None:
        """Go on with another layout of the same data, before anything was changed."""
        self.text, self.root = text, _root(text)
        self.data, self._own = _own_data(self.root), {}

    def written(self, codes: Iterable[str]) -> str:
        """The text with everything changed put in. Raises CoderError where the file would be none, or would differ in
        other codes than these or in rows that were not touched."""
        before = cast("Item", data_of(self.root))
        keys = dict.fromkeys((*before, *self.data))
        changes = [Change(self.root, key, self.data.get(key)) for key in keys if before.get(key) != self.data.get(key)]
        try:
            text = put(self.text, changes, ORDER)
            after = read(text, self.name)
        except CodebookError as error:
            raise CoderError(f"this cannot be: {error.problems[0].what}", hint=error.problems[0].repair) from None
        except UnspliceableError:
            after = None
        if after is None or not self._only(after, set(codes)):
            raise CoderError(
                f"{self.name} is written in a way that cannot be changed piece by piece",
                hint="edit the file, with an entry in its history, then coder codebook apply",
            )
        return text

    def _only(self, after: Codebook, codes: set[str]) -> bool:
        before = self.codebook
        parts = {
            name: getattr(before, name)
            for name in ("codes", "rows", "tables", "guide", "version", "history", "factor_checks")
        }
        if replace(after, **parts) != before or after.history[: len(before.history)] != before.history:
            return False
        stay = {code.id: code for code in before.codes if code.id not in codes}
        now = {code.id: code for code in after.codes if code.id not in codes}
        rows = {row.id: row for row in before.rows if row.id not in self.touched}
        return stay == now and rows == {row.id: row for row in after.rows if row.id not in self.touched}

    # ---- codes

    def code(self, code_id: str) -> Code:
        """A code that may be changed. Raises CoderError for one that is not there, is built in or retired."""
        codes = {code.id: code for code in self.codebook.codes}
        if code_id not in codes:
            raise CoderError(f"there is no code {shown(code_id)} to change", hint=nearest(code_id, codes))
        if codes[code_id].retired:
            raise CoderError(f"the code {shown(code_id)} is retired", hint="retired codes stay as they are")
        return codes[code_id]

    def below(self, code_id: str) -> list[str]:
        """The ids below a code."""
        return [code.id for code in self.codebook.below(code_id)]

    def siblings(self, code_id: str) -> list[Data]:
        """The list that a code stands in, to be changed."""
        place = _place(cast("list[Data]", self.data.get("codes") or []), code_id)
        if place is None:
            raise CoderError(f"the code {shown(code_id)} is not where it was", hint="try again")
        listed = cast("list[Data]", self._mine(self.data, "codes"))
        for index in place[:-1]:
            listed = cast("list[Data]", self._mine(cast("Item", self._mine(listed, index)), "children"))
        return listed

    def item(self, code_id: str) -> Item:
        """The data of a code, to be changed."""
        listed = self.siblings(code_id)
        index = next(index for index, item in enumerate(listed) if _item(item).get("id") == code_id)
        return cast("Item", self._mine(listed, index))

    def children(self, parent: str) -> list[Data]:
        """The list of the codes below another one ("": at the top), made if there is none; to be changed."""
        owner, key = (self.item(parent), "children") if parent else (self.data, "codes")
        if not isinstance(owner.get(key), list):
            owner[key] = []
        return cast("list[Data]", self._mine(owner, key))

    def _mine(self, owner: Any, key: Any) -> list[Data] | Item:
        """A list or mapping that may be changed: data of the file are shared by all who read them."""
        found: list[Data] | Item = owner[key]
        if id(found) not in self._own:
            found = owner[key] = found.copy()
            self._own[id(found)] = found
        return found

    def take_out(self, code_id: str) -> Item:
        """The data of a code, which goes."""
        listed, item = self.siblings(code_id), self.item(code_id)
        listed.remove(item)
        parent = self.codebook.code(code_id).parent
        if not listed and parent is not None and any(code == parent for code in self.ids()):
            del self.item(parent)["children"]
        return item

    def ids(self) -> Iterator[str]:
        """All ids of the draft."""

        def walk(items: Iterable[Data]) -> Iterator[str]:
            for item in map(_item, items):
                yield str(item.get("id"))
                yield from walk(cast("list[Data]", item.get("children") or []))

        return walk(cast("list[Data]", self.data.get("codes") or []))

    # ---- what speaks of codes: rows, tables, scores, expectations

    def rows(self) -> list[Item]:
        """The data of the rows."""
        return [_item(row) for row in cast("list[Data]", self.data.get("rows") or [])]

    def row_reading(self, code_id: str) -> Row | None:
        """The row that reads a code."""
        return next((row for row in self.codebook.rows if row.code == code_id), None)

    def leave_row(self, code: Code, instead: Sequence[str] = ()) -> None:
        """A value goes out of the order, the scores and the expectations; ``instead`` are values that take its place.

        Raises CoderError when an expectation asks for it and not just one takes its place.
        """
        row = self.row_reading(code.parent or "")
        if code.kind is not CodeKind.VALUE or row is None:
            return
        data = next(item for item in self.rows() if item["id"] == row.id)
        self.touched.add(row.id)
        order = texts(data.get("order"))
        known = {one.value for one in self.codebook.children(code.parent)}  # those keep what place and score they have
        if code.value in order:
            at = order.index(code.value)
            order[at : at + 1] = [value for value in instead if value not in order and value not in known]
            data["order"] = [*order]
        scores = self._scores(row.id)
        if code.value in scores:
            score = scores.pop(code.value)
            for value in instead:
                if value not in scores and value not in known:
                    scores[value] = score
                    self.notes.append(f"{value} takes over the score of {code.value} in the factor check of {row.id}")
        self._replace_expected(row.id, code.value, instead)
        self._drop_empty()

    def enter_row(self, parent: str, value: str, place: int | None) -> None:
        """A new value takes its place in the order of an ordinal row; None is the highest."""
        row = self.row_reading(parent)
        if row is None or not row.order:
            return
        data = next(item for item in self.rows() if item["id"] == row.id)
        order = texts(data.get("order"))
        order.insert(len(order) if place is None else max(0, min(place, len(order))), value)
        data["order"] = list(order)
        self.touched.add(row.id)

    def drop_row(self, row: Row) -> None:
        """A row goes out of the codebook. Raises CoderError when an expectation of another one asks for it."""
        for other in self.rows():
            if other["id"] != row.id and any(leaf.get("row") == row.id for leaf in leaves(other.get("expect"))):
                raise CoderError(
                    f"the expectation of the row {other['id']} asks for the row {row.id}",
                    hint="take it out of expect: in the file, coder codebook apply, then try again",
                )
            if row.id in texts(other.get("check_from_rows")):
                left: list[Data] = [name for name in texts(other["check_from_rows"]) if name != row.id]
                _set(other, "check_from_rows", left)
                self.touched.add(str(other["id"]))
        self.data["rows"] = [item for item in cast("list[Data]", self.data["rows"]) if _item(item)["id"] != row.id]
        for table in map(_item, cast("list[Data]", self.data.get("tables") or [])):
            if row.id in texts(table.get("rows")):
                table["rows"] = [name for name in texts(table["rows"]) if name != row.id]
        for table in map(_item, list(cast("list[Data]", self.data.get("tables") or []))):
            if not table.get("rows"):
                cast("list[Data]", self.data["tables"]).remove(table)
                self.notes.append(f"the table {table['id']} has no row left and goes")
        for question in map(_item, cast("list[Data]", self.data.get("guide") or [])):
            if row.id in texts(question.get("rows")):
                question["rows"] = [name for name in texts(question["rows"]) if name != row.id]
        checks = self.data.get("factor_checks")
        if isinstance(checks, dict):
            checks.pop(row.id, None)
        self.touched.add(row.id)
        self.notes.append(f"the row {row.id} leaves the overview")
        self._drop_empty()

    def _scores(self, row: str) -> Item:
        checks = self.data.get("factor_checks")
        scores = checks.get(row) if isinstance(checks, dict) else None
        return scores if isinstance(scores, dict) else {}

    def _drop_empty(self) -> None:
        checks = self.data.get("factor_checks")
        if isinstance(checks, dict):
            for row in [row for row, scores in checks.items() if not scores]:
                del checks[row]
        for key in ("factor_checks", "rows", "tables"):
            if key in self.data and not self.data[key]:
                del self.data[key]

    def _replace_expected(self, row: str, value: str, instead: Sequence[str]) -> None:
        for other in self.rows():
            for leaf in leaves(other.get("expect")):
                test = next((test for test in _TESTS if test in leaf), "")
                if leaf.get("row") != row or value not in texts(leaf.get(test)):
                    continue
                if len(instead) != 1:
                    raise CoderError(
                        f"the expectation of the row {other['id']} asks for {shown(value)}",
                        hint="take it out of expect: in the file, coder codebook apply, then try again",
                    )
                names = [instead[0] if name == value else name for name in texts(leaf[test])]
                leaf[test] = list(dict.fromkeys(names))
                self.touched.add(str(other["id"]))

    def enter(self, entry: Item) -> None:
        """One more entry of the history."""
        self.data["history"] = [*cast("list[Data]", self.data.get("history") or []), entry]


def numbers(levels: dict[int, int | None]) -> Item:
    """A map of levels as it is written."""
    return {str(old): Bare("null" if new is None else str(new)) for old, new in levels.items()}


def _root(text: str) -> MappingNode:
    root, _ = parse_tree(text)
    assert isinstance(root, MappingNode)  # noqa: S101 - read() has taken the text already
    return root


def _item(data: Data) -> Item:
    return data if isinstance(data, dict) else {}


def _set(item: Item, key: str, data: list[Data]) -> None:
    if data:
        item[key] = data
    else:
        item.pop(key, None)


def texts(data: Data) -> list[str]:
    """The texts of a list, or the one that stands for it."""
    if isinstance(data, str):
        return [data]
    return [one for one in data if isinstance(one, str)] if isinstance(data, list) else []


def _place(items: list[Data], code_id: str) -> list[int] | None:
    """Where a code stands: its place in each list on the way down to it."""
    for index, item in enumerate(map(_item, items)):
        if item.get("id") == code_id:
            return [index]
        below = item.get("children")
        found = _place(below, code_id) if isinstance(below, list) else None
        if found is not None:
            return [index, *found]
    return None


def _own_data(root: MappingNode) -> Item:
    """The data of a file, to be changed; the codes are copied where somebody changes them."""
    data = cast("Item", data_of(root))
    return {key: value if key == "codes" else _copied(value) for key, value in data.items()}


def _copied(data: Data) -> Data:
    if isinstance(data, list):
        return [_copied(one) for one in data]
    return {key: _copied(value) for key, value in data.items()} if isinstance(data, dict) else data


def leaves(data: Data) -> Iterator[Item]:
    """The tests of expectations, however deep."""
    if isinstance(data, list):
        for one in data:
            yield from leaves(one)
    elif isinstance(data, dict):
        if "row" in data:
            yield data
        for key in ("when", "all", "any", "not"):
            yield from leaves(data.get(key))
