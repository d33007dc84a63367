"""A merge taken back at any later time: the parts stand again where they stood, with what they said (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from coder.codebook.history import taken_back
from coder.codebook.ops import Unmerge
from coder.codebook.ops_draft import Draft, Item, leaves, texts
from coder.codebook.problem import shown
from coder.codebook.writing import Data
from coder.errors import CoderError
from coder.model.codebook import Change, Codebook, CodeKind


def merge_into(codebook: Codebook, code: str) -> tuple[int, Change]:
    """The newest merge into a code that still stands, with its place in the history.

    Raises CoderError if there is none, or if something was done since that stands against taking it back.
    """
    undone = taken_back(codebook.history)
    found = [
        (place, change)
        for place, change in enumerate(codebook.history)
        if change.op == "merge" and change.to == (code,) and place not in undone
    ]
    if not found:
        raise CoderError(f"nothing was merged into {shown(code)}", hint="coder codebook revisions lists what was done")
    place, merge = found[-1]
    for later in codebook.history[place + 1 :]:
        against = later.op in ("move", "merge", "split", "retire") and code in later.ids
        carried = later.op == "move" and any(
            name == later.ids[0] or name.startswith(later.ids[0] + ".") for name in (code, *merge.ids)
        )
        if against or carried:
            raise CoderError(
                f"since that merge there was a {later.op} of {', '.join(later.ids)} in version {later.version}",
                hint="take that back first",
            )
    return place, merge


def unmerged(draft: Draft, op: Unmerge) -> tuple[Item, Sequence[str], Sequence[str]]:
    """The draft with the parts of the newest merge into a code."""
    _, merge = merge_into(draft.codebook, op.code)
    before = Draft(op.earlier, draft.name)
    made = op.code not in {code.id for code in before.codebook.codes}
    entry: Item = {"op": "unmerge", "ids": [*merge.ids], "to": op.code}
    draft.touched.update(row.id for row in (*before.codebook.rows, *draft.codebook.rows))
    if draft.text == op.merged and not (made and op.used):
        history = draft.data["history"]
        draft.rebase(op.earlier)
        draft.data["history"] = history
        return entry, (op.code,), (*merge.ids, op.code)
    for name in merge.ids:
        _bring_back(draft, before, name)
    if made and not op.used:
        _forget(draft, op.code)
    _rows(draft, before, merge.ids)
    return entry, (op.code,), (*merge.ids, op.code)


def _bring_back(draft: Draft, before: Draft, name: str) -> None:
    """A part among its former siblings."""
    old = before.codebook.code(name)
    if old.parent is not None:
        above = {code.id: code for code in draft.codebook.codes}.get(old.parent)
        was = before.codebook.code(old.parent)
        if above is None or above.retired or above.kind is not was.kind:
            raise CoderError(f"{shown(old.parent)}, below which {shown(name)} stood, is not there any more")
    order = [str(cast("Item", item)["id"]) for item in before.siblings(name)]
    _insert(draft.children(old.parent or ""), before.item(name), order)


def _place(names: Sequence[str], name: str, order: Sequence[str]) -> int:
    """Where a name goes among others: before the first that followed it once, else behind the last before."""
    at = order.index(name)
    following = next((names.index(one) for one in order[at + 1 :] if one in names), None)
    if following is not None:
        return following
    return next((names.index(one) + 1 for one in reversed(order[:at]) if one in names), len(names))


def _insert(listed: list[Data], item: Item, order: Sequence[str]) -> None:
    ids = [str(one["id"]) for one in listed if isinstance(one, dict)]
    listed.insert(_place(ids, str(item["id"]), order), item)


def _in_order(names: list[str], name: str, order: Sequence[str]) -> list[Data]:
    place = _place(names, name, order)
    return [*names[:place], name, *names[place:]]


def _forget(draft: Draft, name: str) -> None:
    """The merged code goes; expectations are brought back with the rows."""
    code = draft.code(name)
    for row in draft.rows():
        if row.get("code") == code.parent and code.value in texts(row.get("order")):
            row["order"] = [value for value in texts(row["order"]) if value != code.value]
        checks = draft.data.get("factor_checks")
        scores = checks.get(str(row["id"])) if isinstance(checks, dict) and row.get("code") == code.parent else None
        if isinstance(scores, dict):
            scores.pop(code.value, None)
    draft.take_out(name)


def _rows(draft: Draft, before: Draft, parts: Sequence[str]) -> None:
    """Orders, scores, expectations and whole rows that the parts had."""
    now = {str(row["id"]): row for row in draft.rows()}
    for row in before.codebook.rows:
        data = next(item for item in before.rows() if item["id"] == row.id)
        if row.id not in now and row.code in parts:
            rows = cast("list[Data]", draft.data.setdefault("rows", []))
            _insert(rows, data, [one.id for one in before.codebook.rows])
            _tables(draft, before, row.id)
            _questions(draft, before, row.id)
            continue
        if row.id not in now:
            continue
        own = now[row.id]
        values = [name.rsplit(".", 1)[-1] for name in parts if before.codebook.code(name).parent == row.code]
        for value in values:
            order = texts(own.get("order"))
            if value in row.order and value not in order:
                own["order"] = _in_order(order, value, row.order)
        asked = {value for leaf in leaves(data.get("expect")) for key in leaf for value in texts(leaf[key])}
        of_parts = {name.rsplit(".", 1)[-1] for name in parts if before.codebook.code(name).kind is CodeKind.VALUE} | {
            other.id for other in before.codebook.rows if other.code in parts
        }
        if asked & of_parts and own.get("expect") != data["expect"]:
            own["expect"] = data["expect"]
            draft.notes.append(f"the expectation of the row {row.id} is what it was before the merge")
        for other in texts(data.get("check_from_rows")):
            if other not in texts(own.get("check_from_rows")) and other not in now:
                own["check_from_rows"] = _in_order(
                    texts(own.get("check_from_rows")), other, texts(data["check_from_rows"])
                )
    _scores(draft, before, parts)


def _tables(draft: Draft, before: Draft, row: str) -> None:
    now = {table["id"]: table for table in cast("list[Item]", draft.data.get("tables") or [])}
    for data in cast("list[Item]", before.data.get("tables") or []):
        if row not in texts(data.get("rows")):
            continue
        if data["id"] in now:
            table = now[data["id"]]
            if row not in texts(table.get("rows")):
                table["rows"] = _in_order(texts(table.get("rows")), row, texts(data["rows"]))
        else:
            order = [str(one["id"]) for one in cast("list[Item]", before.data["tables"])]
            fresh: Item = {**data, "rows": [row]}
            _insert(cast("list[Data]", draft.data.setdefault("tables", [])), fresh, order)
            now[data["id"]] = fresh


def _questions(draft: Draft, before: Draft, row: str) -> None:
    """Questions of the guide ask about a row again that is back."""
    now = {question["id"]: question for question in cast("list[Item]", draft.data.get("guide") or [])}
    for data in cast("list[Item]", before.data.get("guide") or []):
        question = now.get(data["id"])
        if question is not None and row in texts(data.get("rows")) and row not in texts(question.get("rows")):
            question["rows"] = _in_order(texts(question.get("rows")), row, texts(data["rows"]))


def _scores(draft: Draft, before: Draft, parts: Sequence[str]) -> None:
    for row, scores in before.codebook.factor_checks.items():
        read = before.codebook.row(row)
        values = {name.rsplit(".", 1)[-1] for name in parts if before.codebook.code(name).parent == read.code}
        if not values & scores.keys():
            continue
        old = cast("Item", cast("Item", before.data["factor_checks"])[row])
        checks = cast("Item", draft.data.setdefault("factor_checks", {}))
        own = cast("Item", checks.setdefault(row, {}))
        checks[row] = {key: old[key] if key in values else own[key] for key in old if key in values or key in own} | {
            key: score for key, score in own.items() if key not in old
        }
