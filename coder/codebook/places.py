"""On which line of the text of a codebook something stands (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coder.codebook.compare import HISTORY, Difference, Sort
from coder.codebook.tree import MappingNode, Node, ScalarNode, SequenceNode, parse_tree

_SECTIONS = {
    "code": ("codes",),
    "row": ("rows",),
    "table": ("tables",),
    "case": ("case_attribute", "cases"),
    "document attribute": ("document_attributes",),
    "case attribute": ("case_attributes",),
    "scale": ("scales",),
    "question": ("guide",),
    HISTORY: ("history",),
}
_KEYS = {  # what a field is called in the file, where the name differs
    "parameters": "derivation",
    "residual": "derivation",
    "case_label": "case_attribute",
    "kind": "applies",
}


class Places:
    """The lines of one text; 1 where nothing better is known."""

    def __init__(self, text: str) -> None:
        root, _ = parse_tree(text)
        self._root = root

    def of(self, difference: Difference) -> int:
        """Where the difference is seen: the field, the part, else the section that the part is gone from."""
        if difference.part == HISTORY:
            return self._entry(difference)
        path = difference.path
        if not difference.part:
            return self._deepest(self._root, path)
        node = self.part(difference.part, difference.id)
        return self._deepest(node, path) if node is not None else self.section(difference.part)

    def part(self, part: str, name: str) -> Node | None:
        """The node of a code, row, table, case, attribute or scale."""
        section = self._descend(self._root, _SECTIONS.get(part, ()))
        if isinstance(section, MappingNode):  # scales
            found = section.entries.get(name)
            return found[1] if found is not None else None
        return next((node for node, own in _named(section) if own == name), None)

    def section(self, part: str) -> int:
        """The line on which codes, rows, history ... begin; the nearest above that there is."""
        return self._deepest(self._root, _SECTIONS.get(part, ()))

    def key(self, name: str) -> int:
        """The line of a key at the top of the file."""
        return self._deepest(self._root, (name,))

    def for_entries(self) -> str:
        """Where a new entry of the history goes, in words."""
        section = self._descend(self._root, _SECTIONS[HISTORY])
        if isinstance(section, SequenceNode) and section.items:
            return f"behind the last one of the history (line {section.items[-1].line})"
        return "under history: at the end of the file"

    def _entry(self, difference: Difference) -> int:
        section = self._descend(self._root, _SECTIONS[HISTORY])
        items = section.items if isinstance(section, SequenceNode) else ()
        if difference.sort is Sort.CHANGED and int(difference.id) < len(items):
            return items[int(difference.id)].line
        for node in reversed(items):
            if isinstance(node, MappingNode) and difference.id in (_text(node, "id"), _text(node, "ids")):
                return node.line
        return items[-1].line if items else self.section(HISTORY)

    def _descend(self, node: Node | None, path: Sequence[str]) -> Node | None:
        for key in path:
            found = node.entries.get(key) if isinstance(node, MappingNode) else None
            if found is None:
                return None
            node = found[1]
        return node

    def _deepest(self, node: Node | None, path: Sequence[str]) -> int:
        """The line of the last key on the way that is there."""
        line = node.line if node is not None and node is not self._root else 1
        for name in path:
            if not isinstance(node, MappingNode):
                break
            found = node.entries.get(name) or node.entries.get(_KEYS.get(name, name))
            if found is None:
                break
            line, node = found[0].line, found[1]
        return line


def _named(section: Node | None) -> Iterator[tuple[MappingNode, str]]:
    """Every mapping with its id, those of children too."""
    if isinstance(section, SequenceNode):
        for node in section.items:
            if isinstance(node, MappingNode):
                yield node, _text(node, "id")
                children = node.entries.get("children")
                yield from _named(children[1] if children is not None else None)


def _text(node: MappingNode, key: str) -> str:
    found = node.entries.get(key)
    if found is None:
        return ""
    value = found[1]
    if isinstance(value, SequenceNode):
        return ", ".join(item.text for item in value.items if isinstance(item, ScalarNode))
    return value.text if isinstance(value, ScalarNode) else ""
