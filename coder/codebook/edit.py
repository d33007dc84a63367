"""One field of a code changed in the text of a codebook: every other character stays, and the version goes up.

Lists are edited in one language at a time, one item a line. What stands in other languages stays; an item goes when
its last language goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from unicodedata import category

from coder.codebook.code_fields import CodeField, field_text, fields_of, folded
from coder.codebook.problem import CodebookError, Problem, nearest, shown
from coder.codebook.read import read
from coder.codebook.splice import Change, UnspliceableError, data_of, put
from coder.codebook.tree import MappingNode, Node, ScalarNode, SequenceNode, parse_tree
from coder.codebook.version import raised
from coder.codebook.writing import Data
from coder.model.codebook import Code, Codebook, CodeKind

ORDER = ("id", "label", "definition", "include", "exclude", "anchors", "examples", "cues", "aliases")


def edit_code(text: str, name: str, code_id: str, field: CodeField, value: str, *, author: str, date: str) -> str:
    """The text with another value in one field of a code; lists have one item a line, "" takes the field away.

    The version goes up: a patch, for a label a minor one with a rename in the history, signed with author and date.
    An unchanged value leaves the text as it is. Raises CodebookError if the text is no codebook, the value cannot
    be, or the file is laid out in a way that only a person can edit.
    """
    before = read(text, name)
    root, node, code = _found(before, text, name, code_id)
    wanted = normal(field, value)
    _check(before, name, node, code, field, wanted)
    if wanted == field_text(code, field):
        return text
    entry = node.entries.get(field.name)
    old = data_of(entry[1]) if entry is not None else None
    version = raised(before.version, minor=field.name == "label")
    changes = [Change(root, "version", version)]
    changes.append(Change(node, field.name, changed_data(old, field, wanted, before.default_language)))
    if field.name == "label":
        changes.append(_rename(root, code, field, wanted, version=version, author=author, date=date))
    try:
        changed = put(text, changes, ORDER)
        after = read(changed, name)
    except (UnspliceableError, CodebookError):
        raise _refused(name, node, code, field) from None
    if not _only(before, after, code, field, wanted):
        raise _refused(name, node, code, field)
    return changed


def _found(codebook: Codebook, text: str, name: str, code_id: str) -> tuple[MappingNode, MappingNode, Code]:
    """The whole file, the mapping of a code, and the code."""
    root, _ = parse_tree(text)
    node = _find(_items(root, "codes"), code_id)
    codes = {code.id: code for code in codebook.codes}
    if not isinstance(root, MappingNode) or node is None or code_id not in codes:
        what = f"there is no code {shown(code_id)} to edit"
        raise CodebookError(name, [Problem(1, what, nearest(code_id, codes))])
    return root, node, codes[code_id]


def _items(node: Node | None, key: str) -> tuple[Node, ...]:
    found = node.entries.get(key) if isinstance(node, MappingNode) else None
    return found[1].items if found is not None and isinstance(found[1], SequenceNode) else ()


def _find(nodes: Iterable[Node], code_id: str) -> MappingNode | None:
    for node in nodes:
        if isinstance(node, MappingNode):
            named = node.entries.get("id")
            if named is not None and isinstance(named[1], ScalarNode) and named[1].text == code_id:
                return node
            below = _find(_items(node, "children"), code_id)
            if below is not None:
                return below
    return None


def normal(field: CodeField, value: str) -> str:
    """A value as reading gives it back."""
    value = value.replace("\r\n", "\n")
    if field.name == "label":
        return folded(value)
    if field.is_list:
        return "\n".join(filter(None, map(folded, value.split("\n"))))
    return value.strip()


def _check(codebook: Codebook, name: str, node: MappingNode, code: Code, field: CodeField, value: str) -> None:
    """What would otherwise be told of lines that the researcher has never seen."""

    def refuse(what: str, repair: str) -> CodebookError:
        return CodebookError(name, [Problem(node.line, what, repair)])

    of = f"of the code {shown(code.id)}"
    known = fields_of(codebook, code)
    if field not in known:
        if field.language not in (*codebook.languages, ""):
            declared = ", ".join(codebook.languages)
            raise refuse(f"{shown(field.language)} is not among the languages", f"declared: {declared}")
        names = ", ".join(dict.fromkeys(one.name for one in known))
        what = field.name if field.level is None else f"{field.name} for {field.level}"
        raise refuse(f"the {what} {of} cannot be edited", f"what can be: {names}")
    control = next((sign for sign in value if sign not in "\n\t" and category(sign) in ("Cc", "Cs")), None)
    if control is not None:
        raise refuse(f"the {field.name} {of} holds a control character (U+{ord(control):04X})", "remove it")
    if value or field.name not in ("label", "definition") or getattr(code, field.name).keys() - {field.language}:
        return
    if field.name == "label":
        raise refuse(f"the code {shown(code.id)} needs a label", "say what it is called")
    if code.kind is CodeKind.VALUE:
        raise refuse(f"the value {shown(code.id)} needs a definition", "say when a passage counts as this value")


def _refused(name: str, node: MappingNode, code: Code, field: CodeField) -> CodebookError:
    line = node.entries[field.name][0].line if field.name in node.entries else node.line
    what = f"the {field.name} of the code {shown(code.id)} is written in a way that cannot be changed piece by piece"
    return CodebookError(name, [Problem(line, what, "edit the file, then coder codebook apply")])


# -- the data of a field with other words in one language


def changed_data(old: Data, field: CodeField, value: str, default: str) -> Data:
    """The data of a field with another value in one language; None if nothing is left of it."""
    lines = value.split("\n") if value else []
    texts: list[Data] = [*lines]
    if field.level is not None:
        levels = dict(old) if isinstance(old, dict) else {}
        key = next((key for key in levels if int(key) == field.level), str(field.level))
        levels[key] = _with_text(levels.get(key), value, field.language, default)
        return _without_nothing(levels)
    if field.name == "aliases":
        return texts or None
    if field.name == "cues":
        cues = dict(old) if isinstance(old, dict) else {}
        cues[field.language] = texts or None
        return _without_nothing(cues)
    if field.is_list:
        return _with_lines(old if isinstance(old, list) else [], lines, field.language, default) or None
    return _with_text(old, value, field.language, default)


def _without_nothing(data: dict[str, Data]) -> Data:
    return {key: value for key, value in data.items() if value is not None} or None


def _with_text(old: Data, text: str, language: str, default: str) -> Data:
    """A label (text, or texts by language) with another text in one language; None if none is left."""
    if isinstance(old, dict):
        texts: dict[str, Data] = {**old, language: text or None}
        left = [key for key, value in texts.items() if value is not None and key != "from"]
        return _without_nothing(texts) if left else None
    if isinstance(old, str) and language != default:
        return {default: old.strip(), language: text} if text else old
    if not text:
        return None
    return text if language == default else {language: text}


def _text_in(item: Data, language: str, default: str) -> str:
    """The text of a label in one language, as a line."""
    found = item.get(language) if isinstance(item, dict) else item if language == default else None
    return folded(found) if isinstance(found, str) else ""


def _with_lines(items: Sequence[Data], lines: Sequence[str], language: str, default: str) -> list[Data]:
    """A list of labels with other lines in one language.

    Lines that stay keep their item with its other languages, a line that took the place of another one takes its
    item. As many first lines in a language as there are items are their translations.
    """
    texts = [_text_in(item, language, default) for item in items]
    known = [place for place, text in enumerate(texts) if text]
    if not known and len(lines) == len(items):
        return [_with_text(item, line, language, default) for item, line in zip(items, lines, strict=True)]
    found = list(items)
    fresh: dict[int, list[Data]] = {}  # new items by the place of the item they follow
    matcher = SequenceMatcher(None, [texts[place] for place in known], lines, autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            continue
        places, others = known[first:last], lines[begin:end]
        for number, place in enumerate(places):
            text = others[number] if number < len(others) else ""
            found[place] = _with_text(items[place], text, language, default)
        after = known[last - 1] if last else -1 if known else len(items) - 1
        fresh[after] = [_with_text(None, text, language, default) for text in others[len(places) :]]
    merged = fresh.get(-1, [])
    for place, item in enumerate(found):
        merged += [item, *fresh.get(place, [])]
    return [item for item in merged if item is not None]


# -- version and history


def _rename(
    root: MappingNode, code: Code, field: CodeField, value: str, *, version: str, author: str, date: str
) -> Change:
    """The history with one more entry. What is worded anew has no operation there; the journal keeps it."""
    entry = root.entries.get("history")
    old = data_of(entry[1]) if entry is not None else None
    rationale = f"{field.language}: {shown(field_text(code, field))} became {shown(value)}"
    named: dict[str, Data] = {"version": version, "date": date, "author": author, "op": "rename", "id": code.id}
    return Change(root, "history", [*(old if isinstance(old, list) else []), {**named, "rationale": rationale}])


def _only(before: Codebook, after: Codebook, code: Code, field: CodeField, value: str) -> bool:
    """Whether nothing but version, history and the field differ, and that only in what it says at its place."""
    now = next((one for one in after.codes if one.id == code.id), code)
    codes = tuple(now if one.id == code.id else one for one in before.codes)
    if replace(before, codes=codes, version=after.version, history=after.history) != after:
        return False
    if replace(code, **{field.name: getattr(now, field.name)}) != now:
        return False
    if after.history[: len(before.history)] != before.history:
        return False
    return all(
        field_text(now, one) == (value if one == field else field_text(code, one)) for one in fields_of(before, code)
    )
