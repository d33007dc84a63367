"""Operations on the codes, as the method names them: the text before and an operation give the text after (pure).

Every operation raises the version, writes one entry of the history and leaves everything else as it stands. Codes that
were merged or split leave the file; the revisions of the study keep their words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coder.codebook.code_fields import CodeField, field_text, folded
from coder.codebook.edit import changed_data, normal
from coder.codebook.naming import free_id
from coder.codebook.ops import (
    Changed,
    Create,
    Merge,
    Move,
    Op,
    Part,
    Redefine,
    Rename,
    Rescale,
    Retire,
    Split,
    Stamp,
    Unmerge,
)
from coder.codebook.ops_draft import Draft, Item
from coder.codebook.ops_move import moved_lines
from coder.codebook.problem import shown
from coder.codebook.rescale import rescaled
from coder.codebook.unmerge import unmerged
from coder.codebook.version import raised
from coder.codebook.writing import Bare, Data
from coder.errors import CoderError
from coder.model.codebook import Code, CodeKind

_MINOR = (Create, Rename, Move)
_STRENGTH = (CodeKind.VALUE, CodeKind.FREE)


def restructured(text: str, name: str, op: Op, stamp: Stamp) -> Changed:
    """The text after an operation; ``name`` is what messages call the file.

    Raises CoderError for what cannot be, and CodebookError if the text is no codebook.
    """
    if not stamp.rationale.strip():
        raise CoderError("a change of the codebook needs its reason", hint="say why; it goes into the history")
    draft = Draft(text, name)
    entry, ids, to = _done(draft, op)
    minor = isinstance(op, _MINOR)
    version = raised(draft.codebook.version, minor=minor, major=not minor)
    draft.data["version"] = version
    head: Item = {"version": version, "date": Bare(stamp.date), "author": stamp.author}
    draft.enter({**head, **entry, "rationale": " ".join(stamp.rationale.split())})
    return Changed(draft.written((*ids, *to)), tuple(ids), tuple(to), tuple(draft.notes))


_Done = tuple[Item, Sequence[str], Sequence[str]]  # the entry of the history, ids touched as they were and as they are


def _done(draft: Draft, op: Op) -> _Done:
    match op:
        case Create():
            return _create(draft, op)
        case Rename():
            return _rename(draft, op)
        case Move():
            return _move(draft, op)
        case Merge():
            return _merge(draft, op)
        case Unmerge():
            return unmerged(draft, op)
        case Split():
            return _split(draft, op)
        case Retire():
            return _retire(draft, op)
        case Redefine():
            return _redefine(draft, op)
        case Rescale():
            return rescaled(draft, op)


# ---- new codes


def _new(draft: Draft, part: Part, parent: str) -> tuple[str, Item]:
    """Id and data of a new code below another one; a value needs a definition."""
    label = folded(part.label)
    if not label:
        raise CoderError("a new code needs a label", hint="say what it is called")
    codebook = draft.codebook
    code_id = free_id(codebook, label, parent)
    taken = set(draft.ids())
    number = 2
    while code_id in taken:
        code_id, number = f"{free_id(codebook, label, parent)}_{number}", number + 1
    item: Item = {"id": code_id, "label": {codebook.default_language: label}}
    definition = part.definition.strip()
    if not definition and parent and codebook.code(parent).kind is CodeKind.ROW:
        definition = label
    if definition:
        item["definition"] = definition
    return code_id, item


def _create(draft: Draft, op: Create) -> _Done:
    if op.parent:
        _home(draft, op.parent, CodeKind.FREE)
    code_id, item = _new(draft, op.part, op.parent)
    draft.children(op.parent).append(item)
    draft.enter_row(op.parent, code_id.rsplit(".", 1)[-1], op.place)
    return {"op": "create", "id": code_id}, (), (code_id,)


def _home(draft: Draft, parent: str, kind: CodeKind) -> Code:
    """The code that something of a kind goes below. Raises CoderError where it has no place."""
    code = draft.code(parent)
    allowed = {
        CodeKind.GROUP: True,
        CodeKind.ROW: kind in _STRENGTH,
        CodeKind.FREE: kind in _STRENGTH,
    }.get(code.kind, False)
    if not allowed:
        raise CoderError(
            f"a {kind.value} code has no place below the {code.kind.value} code {shown(parent)}",
            hint="choose a group" + (", or a row code" if kind in _STRENGTH else ""),
        )
    return code


# ---- operations that keep what was coded


def _rename(draft: Draft, op: Rename) -> _Done:
    code, codebook = draft.code(op.code), draft.codebook
    language = op.language or codebook.default_language
    if language not in codebook.languages:
        raise CoderError(f"the codebook has no labels in {language!r}", hint=", ".join(codebook.languages))
    label = folded(op.label)
    if not label:
        raise CoderError(f"the code {shown(op.code)} needs a label", hint="say what it is called")
    if code.label.get(language) == label:
        raise CoderError(f"the code {shown(op.code)} is called {label!r} already", hint="give it another label")
    item = draft.item(op.code)
    item["label"] = changed_data(item.get("label"), CodeField("label", language), label, codebook.default_language)
    return {"op": "rename", "id": op.code}, (op.code,), (op.code,)


def _move(draft: Draft, op: Move) -> _Done:
    code = draft.code(op.code)
    parent = op.parent
    if parent in (op.code, *draft.below(op.code)):
        raise CoderError(f"{shown(op.code)} cannot go below itself", hint="choose another place")
    if (code.parent or "") == parent:
        raise CoderError(f"{shown(op.code)} stands there already", hint="choose another place")
    home = _home(draft, parent, code.kind) if parent else None
    renamed = _renamed(draft, code, parent)
    lines = moved_lines(draft.text, draft.root, op.code, parent, renamed)
    if lines is not None:
        draft.rebase(lines)
        item = draft.item(renamed[op.code])
    else:
        item = draft.take_out(op.code)
        draft.children(parent).append(item)
        for old, new in renamed.items():
            draft.item(old)["id"] = new
    draft.leave_row(code)
    _fit(draft, code, item, home)
    _follow(draft, renamed, {op.code, *draft.below(op.code)}, home)
    if home is not None and home.kind is CodeKind.ROW:
        draft.enter_row(parent, renamed[op.code].rsplit(".", 1)[-1], op.place)
    there = [op.code, *draft.below(op.code)]
    entry: Item = {"op": "move", "id": op.code, "to": renamed[op.code]}
    return entry, there, [renamed.get(name, name) for name in there]


def _renamed(draft: Draft, code: Code, parent: str) -> dict[str, str]:
    """The new ids of a code and of those below it whose ids say where they stand."""
    base = f"{parent}.{code.value}" if parent else code.value
    history = draft.codebook.history
    used = set(draft.ids()).union(*(change.ids + change.to for change in history))
    back = [change for change in history if base in change.ids or base in change.to][-1:]
    home = bool(back) and back[0].op == "move" and back[0].ids == (base,) and back[0].to == (code.id,)
    new, number = base, 2
    while new in used and not (home and new == base):
        new, number = f"{base}_{number}", number + 1
    below = [name for name in draft.below(code.id) if name.startswith(code.id + ".")]
    return {code.id: new} | {name: new + name[len(code.id) :] for name in below}


def _fit(draft: Draft, code: Code, item: Item, home: Code | None) -> None:
    """What a value has and a free code has not, and the other way round."""
    if home is not None and home.kind is CodeKind.ROW:
        if not item.get("definition"):
            item["definition"] = draft.codebook.text(code.label)
            draft.notes.append("it had no definition, which a value needs: its label stands there now")
        return
    for key in ("absent", "qualifier"):
        if item.pop(key, None) is not None:
            draft.notes.append(f"outside a row it is no longer marked {key}")


def _follow(draft: Draft, renamed: Mapping[str, str], moved: set[str], home: Code | None) -> None:
    """Rows keep their ids, so that what was judged on their cells stays; what they read and belong to follows."""
    by_id = {item["id"]: item for item in draft.rows()}
    for row in draft.codebook.rows:
        item = by_id[row.id]
        if row.code in renamed:
            item["code"] = renamed[row.code]
        if row.code in moved:
            draft.touched.add(row.id)
            if item.get("group") == _group_of(draft, draft.codebook.code(row.code)) and row.group not in moved:
                group = _group_of(draft, home)
                if group:
                    item["group"] = group
                else:
                    del item["group"]
        if row.group in renamed:
            draft.touched.add(row.id)
            if item.get("group") is not None:
                item["group"] = renamed[row.group]


def _group_of(draft: Draft, code: Code | None) -> str:
    """The nearest group at or above a code, "" if there is none."""
    while code is not None and code.kind is not CodeKind.GROUP:
        code = draft.codebook.code(code.parent) if code.parent is not None else None
    return code.id if code is not None else ""


def _retire(draft: Draft, op: Retire) -> _Done:
    code = draft.code(op.code)
    ids = [op.code, *(name for name in draft.below(op.code) if not draft.codebook.code(name).retired)]
    draft.leave_row(code)
    for name in ids:
        row = draft.row_reading(name)
        if row is not None:
            draft.drop_row(row)
    draft.item(op.code)["retired"] = Bare("true")
    return {"op": "retire", **_listed(ids)}, ids, [op.code, *draft.below(op.code)]


def _listed(ids: Sequence[str]) -> Item:
    return {"id": ids[0]} if len(ids) == 1 else {"ids": [*ids]}


def _redefine(draft: Draft, op: Redefine) -> _Done:
    code, codebook = draft.code(op.code), draft.codebook
    item = draft.item(op.code)
    changed = False
    for field, value in op.texts:
        if field.name not in ("definition", "include", "exclude", "anchors"):
            raise CoderError(f"the {field.name} does not define a code", hint="definition, include, exclude or anchors")
        if (field.language or codebook.default_language) not in codebook.languages:
            languages = ", ".join(codebook.languages)
            raise CoderError(f"the codebook has no {field.name} in {field.language!r}", hint=languages)
        wanted = normal(field, value)
        if wanted == field_text(code, field):
            continue
        changed = True
        data = changed_data(item.get(field.name), field, wanted, codebook.default_language)
        if data is None:
            item.pop(field.name, None)
        else:
            item[field.name] = data
    if not changed:
        raise CoderError(f"the definition of {shown(op.code)} says so already", hint="give another text")
    return {"op": "redefine", "id": op.code}, (op.code,), (op.code,)


# ---- operations that change where codings belong


def _coded(draft: Draft, code_id: str, what: str) -> Code:
    """A code that passages are coded with, without codes below it."""
    code = draft.code(code_id)
    if not code.codable:
        raise CoderError(
            f"{shown(code_id)} is a {code.kind.value} code, which no passage is coded with",
            hint=f"{what} the codes below it, or move them",
        )
    if draft.below(code_id):
        raise CoderError(f"there are codes below {shown(code_id)}", hint="move them first")
    return code


def _check_weights(first: Code, other: Code) -> None:
    """The two kinds of weight never mix."""
    if (first.kind is CodeKind.LEVEL) != (other.kind is CodeKind.LEVEL):
        raise CoderError(
            f"{shown(first.id)} and {shown(other.id)} are weighed differently",
            hint="a level says something else than a strength; code these passages anew",
        )
    if first.kind is CodeKind.LEVEL and first.scale != other.scale:
        raise CoderError(f"{shown(first.id)} and {shown(other.id)} have different scales", hint="rescale one first")


def _merge(draft: Draft, op: Merge) -> _Done:
    ids = list(dict.fromkeys(op.codes))
    sources = [_coded(draft, name, "merge") for name in ids if name != op.to.id]
    if op.to.id:
        target = draft.code(op.to.id)
        if not target.codable:
            raise CoderError(f"nothing can be coded with {shown(op.to.id)}", hint="choose another code to merge into")
    elif sources and sources[0].kind is CodeKind.LEVEL:
        raise CoderError("level codes merge into one of them", hint="name the one that stays")
    else:
        target = None
    if not sources or (target is None and len(sources) < 2):
        raise CoderError("a merge needs two codes", hint="name those that become one")
    for other in (*sources, *([target] if target else [])):
        _check_weights(sources[0], other)
    to = op.to.id
    if target is None:
        to, item = _new(draft, op.to, sources[0].parent or "")
        listed = draft.siblings(sources[0].id)
        listed.insert(listed.index(draft.item(sources[0].id)), item)
    value = to.rsplit(".", 1)[-1]
    parent = target.parent if target else sources[0].parent
    for code in sources:
        row = draft.row_reading(code.id)
        if row is not None:
            draft.drop_row(row)
        same = code.parent == parent
        draft.leave_row(code, (value,) if same and code.kind is CodeKind.VALUE else ())
    for code in sources:
        draft.take_out(code.id)
    names = ", ".join(shown(draft.codebook.text(code.label)) for code in sources)
    draft.notes.append(f"{names}: definition, examples and cues leave the file; unmerge brings them back")
    gone = [code.id for code in sources]
    return {"op": "merge", "ids": [*gone], "to": to}, gone, (to,)


def _split(draft: Draft, op: Split) -> _Done:
    code = _coded(draft, op.code, "split")
    if len(op.to) < 2:
        raise CoderError("a split needs two codes to lead to", hint="name them; one would be a rename or a move")
    if op.default is not None and not 0 <= op.default < len(op.to):
        raise CoderError("the default is not among the codes of the split", hint="name one of them")
    parent = code.parent or ""
    to: list[str] = []
    fresh: list[Data] = []
    listed = draft.siblings(op.code)
    at = listed.index(draft.item(op.code))
    for part in op.to:
        if part.id:
            other = draft.code(part.id)
            if not other.codable or other.id == op.code:
                raise CoderError(f"the split cannot lead to {shown(part.id)}", hint="choose another code, or a new one")
            _check_weights(code, other)
            to.append(part.id)
            continue
        if code.kind is CodeKind.LEVEL:
            raise CoderError("a level code splits into level codes there are", hint="write them into the file first")
        name, item = _new(draft, part, parent)
        listed.insert(at + len(fresh), item)
        fresh.append(item)
        to.append(name)
    if len(set(to)) < len(to):
        raise CoderError("the split names a code twice", hint="name each once")
    draft.leave_row(code, [name.rsplit(".", 1)[-1] for name in to if _parent(draft, name, fresh, parent) == parent])
    row = draft.row_reading(op.code)
    if row is not None:
        draft.drop_row(row)
    draft.take_out(op.code)
    draft.notes.append("its definition, examples and cues leave the file; the revisions of the study keep them")
    entry: Item = {"op": "split", "id": op.code, "to": [*to]}
    if op.default is not None:
        entry["default"] = to[op.default]
    return entry, (op.code,), to


def _parent(draft: Draft, name: str, fresh: Sequence[Data], parent: str) -> str:
    if any(isinstance(item, dict) and item["id"] == name for item in fresh):
        return parent
    return draft.codebook.code(name).parent or ""
