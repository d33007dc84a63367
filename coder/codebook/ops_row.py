"""Codes that grew from the material become a row of the overview: the text before gives the text after (pure).

A group turns into the row's code, the codes below it into its values. A free code becomes the first value of a new
row. A code that is one for values or levels already just gets its row. The row stands in the first table over the
cases; if there is none, a table is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from coder.codebook.naming import free_among
from coder.codebook.ops import Changed, Create, Move, Part, Stamp
from coder.codebook.ops_draft import Draft, Item
from coder.codebook.problem import shown
from coder.codebook.restructure import restructured
from coder.codebook.version import raised
from coder.codebook.writing import Bare, Data
from coder.errors import CoderError
from coder.model.codebook import Code, CodeKind, Join, RowKind

TABLE = "overview"  # the id of a table that is made
_BELOW = (CodeKind.FREE, CodeKind.VALUE)


@dataclass(frozen=True, slots=True)
class MakeRow:
    """A row of a kind from a code or a group of codes; ``label`` is what a row from a free code is called."""

    code: str
    kind: RowKind = RowKind.ONE
    label: str = ""


def kinds(code: Code) -> tuple[RowKind, ...]:
    """The kinds of row that a code can have; none for one that no row can be made from."""
    if code.retired or code.kind is CodeKind.VALUE:
        return ()
    by_level = code.kind is CodeKind.LEVEL
    return tuple(kind for kind in RowKind if kind.by_level is by_level)


def with_row(text: str, name: str, op: MakeRow, stamp: Stamp) -> Changed:
    """The text with one more row. Raises CoderError for what cannot be, CodebookError if the text is no codebook."""
    draft = Draft(text, name)
    code = draft.code(op.code)
    if op.kind not in kinds(code):
        possible = ", ".join(kinds(code))
        if code.kind is CodeKind.FREE and op.kind.by_level:
            possible += "; for levels write applies: level, scale: and anchors: at the code, then coder codebook apply"
        raise CoderError(
            f"the {code.kind.value} code {shown(op.code)} cannot be a row of kind {op.kind.value}",
            hint=f"possible: {possible}" if possible else "choose a group of codes, or a code that stands in none",
        )
    if any(row.code == op.code for row in draft.codebook.rows):
        raise CoderError(f"the code {shown(op.code)} has a row already", hint="its kind is changed in the file")
    if code.kind is not CodeKind.FREE:
        return _placed(text, name, op, stamp)
    if any(child.kind not in _BELOW for child in draft.codebook.children(op.code)):
        raise CoderError(f"below {shown(op.code)} stand groups", hint="move them out first")
    return _around(text, name, code, op, stamp)


def _around(text: str, name: str, code: Code, op: MakeRow, stamp: Stamp) -> Changed:
    """A free code, and those below it, go into a new row code: what was coded with it stays coded with it."""
    codebook = Draft(text, name).codebook
    label = op.label.strip() or codebook.text(code.label)
    made = restructured(text, name, Create(Part(label=label), code.parent or ""), stamp)
    (row_code,) = made.to
    draft = Draft(made.text, name)
    _as_row_code(draft, draft.code(row_code))
    text = draft.written((row_code,))
    moved: dict[str, str] = {}
    below = [child.id for child in codebook.children(code.id)]
    for one in (*below, code.id):
        done = restructured(text, name, Move(one, row_code), stamp)
        text = done.text
        moved |= dict(zip(done.ids, done.to, strict=True))
    placed = _placed(text, name, replace(op, code=row_code), stamp, recorded=False)
    return Changed(placed.text, tuple(moved), (row_code, *moved.values()), placed.notes)


def _placed(text: str, name: str, op: MakeRow, stamp: Stamp, *, recorded: bool = True) -> Changed:
    """The code becomes one for values if it is a group; its row is the last of the rows and of a table.

    The version and the history are left alone unless this is to be ``recorded``.
    """
    draft = Draft(text, name)
    code = draft.code(op.code)
    touched: list[str] = [op.code]
    if code.kind is CodeKind.GROUP:
        touched += _as_row_code(draft, code)
    taken = {row.id for row in draft.codebook.rows} | {row.id for row in draft.codebook.fact_rows}
    row_id = op.code if op.code not in taken else free_among(taken, op.code.replace(".", " "))
    row: Item = {"id": row_id, "code": op.code, "kind": op.kind.value}
    values = [child.value for child in draft.codebook.children(op.code) if not child.retired]
    if op.kind is RowKind.ORDINAL:
        if not values:
            raise CoderError("an ordinal row needs values", hint="make codes below it first, the lowest first")
        row["order"] = [*values]
    elif op.kind in (RowKind.SET, RowKind.LIST):
        row["join"] = {"all": _between(op.kind)}
    draft.data["rows"] = [*_listed(draft, "rows"), row]
    draft.touched.add(row_id)
    _into_table(draft, row_id)
    if recorded:
        version = raised(draft.codebook.version, minor=True, major=False)
        draft.data["version"] = version
        head: Item = {"version": version, "date": Bare(stamp.date), "author": stamp.author}
        draft.enter({**head, "op": "create", "id": op.code, "rationale": " ".join(stamp.rationale.split())})
    return Changed(draft.written(touched), (op.code,), (op.code,), tuple(draft.notes))


def _between(kind: RowKind) -> str:
    default = Join().all
    return " and " if kind is RowKind.SET else cast("str", default)


def _as_row_code(draft: Draft, code: Code) -> Sequence[str]:
    """A group or an empty free code becomes a code for values. Returns the ids of those values."""
    children = draft.codebook.children(code.id)
    for child in children:
        if child.kind not in _BELOW or draft.codebook.children(child.id):
            raise CoderError(
                f"below {shown(code.id)} not all are plain codes: {shown(child.id)}",
                hint="values have nothing below them; move what is below out first",
            )
        if not child.id.startswith(code.id + "."):
            raise CoderError(
                f"the id of {shown(child.id)} does not say that it stands below {shown(code.id)}",
                hint="move it out and in again: it gets an id that does",
            )
    item = draft.item(code.id)
    item.pop("codable", None)
    item["applies"] = "value"
    for child in children:
        below = draft.item(child.id)
        if not below.get("definition"):
            below["definition"] = draft.codebook.text(child.label)
            draft.notes.append(f"{child.id} had no definition, which a value needs: its label stands there now")
    return [child.id for child in children]


def _into_table(draft: Draft, row_id: str) -> None:
    codebook = draft.codebook
    tables = _listed(draft, "tables")
    own = [table.id for table in codebook.tables if table.columns in ("", codebook.case_attribute)]
    for table in tables:
        if isinstance(table, dict) and own and table.get("id") == own[0]:
            table["rows"] = [*cast("list[Data]", table["rows"]), row_id]
            return
    title = {codebook.default_language: codebook.text(codebook.title)}
    made: Item = {"id": TABLE, "title": cast("Data", title), "columns": codebook.case_attribute, "rows": [row_id]}
    draft.data["tables"] = [*tables, made]
    draft.notes.append(f"the table {TABLE} is new")


def _listed(draft: Draft, key: str) -> list[Data]:
    found = draft.data.get(key)
    return found if isinstance(found, list) else []
