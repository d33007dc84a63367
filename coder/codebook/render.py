"""New codes written into the text of a codebook: their lines go in, every other character stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.codebook.fields import is_id
from coder.codebook.problem import CodebookError, Problem, shown
from coder.codebook.read import read
from coder.codebook.tree import MappingNode, Node, ScalarNode, SequenceNode, parse_tree
from coder.codebook.writing import quoted
from coder.model.codebook import Codebook


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be written; label and definition ("": none) stand under the default language."""

    id: str
    label: str
    definition: str = ""


def add_parked(text: str, name: str, codebook: Codebook, group: NewCode, codes: Sequence[NewCode]) -> str:
    """The text of a codebook with free codes as the last below a group, which becomes the last at the top if there is
    none yet. Raises CodebookError if it would be none afterwards."""
    items = [_fields(codebook, code) for code in codes]
    if group.id in {code.id for code in codebook.codes}:
        changed = _Insertion(text, _owner(text, name, group.id), "children", items).after()
    else:
        fields = [*_fields(codebook, group), "codable: false"]
        changed = _Insertion(text, _owner(text, name, ""), "codes", [fields], below=items).after()
    read(changed, name)
    return changed


def add_written(text: str, name: str, parent: str, items: Sequence[list[str]], inline: str) -> str:
    """The text with codes that are written already as the last below ``parent`` ("": as the last at the top): each as
    its lines, and all on one line for a list in brackets. Raises CodebookError if there is no such parent.
    """
    key = "children" if parent else "codes"
    return _Insertion(text, _owner(text, name, parent), key, items, inline=inline).after()


def _fields(codebook: Codebook, code: NewCode) -> list[str]:
    fields = [f"id: {code.id if is_id(code.id) else quoted(code.id)}"]
    fields.append(f"label: {{{codebook.default_language}: {quoted(code.label)}}}")
    return [*fields, f"definition: {quoted(code.definition)}"] if code.definition else fields


def _owner(text: str, name: str, parent: str) -> MappingNode:
    """The mapping of a code, or the whole file for ""."""
    root, _ = parse_tree(text)
    owner = _find(_list_of(root, "codes"), parent) if parent else root
    if not isinstance(owner, MappingNode):
        raise CodebookError(name, [Problem(1, f"the code {shown(parent)} is not where it was", "save and try again")])
    return owner


def _list_of(node: Node | None, key: str) -> tuple[Node, ...]:
    found = node.entries.get(key) if isinstance(node, MappingNode) else None
    return found[1].items if found is not None and isinstance(found[1], SequenceNode) else ()


def _find(nodes: tuple[Node, ...], code_id: str) -> Node | None:
    """The mapping of a code, anywhere below."""
    for node in nodes:
        named = node.entries.get("id") if isinstance(node, MappingNode) else None
        if named is not None and isinstance(named[1], ScalarNode) and named[1].text == code_id:
            return node
        found = _find(_list_of(node, "children"), code_id)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class _Insertion:
    """New last items, each as its fields, for the list under ``key`` of ``owner``; the style follows what stands there.

    ``below`` are the children of the last of them.
    """

    text: str
    owner: MappingNode
    key: str
    items: Sequence[list[str]]
    below: Sequence[list[str]] = ()
    inline: str = ""  # the same on one line, where the fields have lines of their own

    def after(self) -> str:
        entry = self.owner.entries.get(self.key)
        flow_item = self.inline or _flow(self.items, self.below)
        if entry is None:
            if self.owner.flow:
                last = self._behind_value(self.owner.last)
                gap = " " if self.text[last - 1] == ":" else ""  # "key:," would be another key
                return self._spliced(last, f"{gap}, {self.key}: [{flow_item}]")
            column = self._column(self.owner.start)
            return self._with_lines(self.owner.last, [" " * column + self.key + ":", *self._item_lines(column)])
        key, value = entry
        if isinstance(value, SequenceNode) and value.items:
            if value.flow:
                return self._spliced(value.last, f", {flow_item}")
            return self._with_lines(value.last, self._item_lines(self._column(value.start)))
        return self._filled(key, value, flow_item)

    def _filled(self, key: ScalarNode, value: Node, flow_item: str) -> str:
        """The first item of a list that is empty or not yet there."""
        if value.end == value.start:  # nothing behind the colon; such a scalar is marked somewhere further down
            colon = self._behind_value(key.end)
            if self.owner.flow:
                sign = "" if self.text[colon - 1] == ":" else ":"
                return self._spliced(colon, f"{sign} [{flow_item}]")
            return self._with_lines(colon, self._item_lines(self._column(key.start)))
        if self.owner.flow or "\n" in self.text[value.start : value.end]:
            return self.text[: value.start] + f"[{flow_item}]" + self.text[value.end :]
        without = self.text[: value.start].rstrip(" ") + self.text[value.end :]
        begin = len(self.text[: value.start].rstrip(" "))
        return _with_lines(without, begin, self._item_lines(self._column(key.start)))

    def _item_lines(self, column: int) -> list[str]:
        lines = _block(self.items, column)
        return [*lines, " " * (column + 2) + "children:", *_block(self.below, column + 2)] if self.below else lines

    def _column(self, index: int) -> int:
        return index - (self.text.rfind("\n", 0, index) + 1)

    def _behind_value(self, index: int) -> int:
        """Behind the colon if the key that ends at ``index`` has one and no value, else ``index``."""
        rest = self.text[index:]
        return index + len(rest) - len(rest.lstrip()) + 1 if rest.lstrip().startswith(":") else index

    def _spliced(self, index: int, piece: str) -> str:
        return self.text[:index] + piece + self.text[index:]

    def _with_lines(self, index: int, lines: list[str]) -> str:
        return _with_lines(self.text, index, lines)


def _flow(items: Sequence[list[str]], below: Sequence[list[str]] = ()) -> str:
    """Items on one line."""
    listed = [list(fields) for fields in items]
    if below:
        listed[-1].append(f"children: [{_flow(below)}]")
    return ", ".join("{" + ", ".join(fields) + "}" for fields in listed)


def _block(items: Sequence[list[str]], column: int) -> list[str]:
    """Items as lines, the dash at a column."""
    lines = []
    for first, *others in items:
        lines += [" " * column + "- " + first, *(" " * (column + 2) + field if field else "" for field in others)]
    return lines


def _with_lines(text: str, index: int, lines: list[str]) -> str:
    """The text with lines added below the line on which something ends at ``index``."""
    newline = "\r\n" if "\r\n" in text else "\n"
    at_line_start = index > 0 and text[index - 1] == "\n"  # where a block scalar ends
    place = index if at_line_start else text.find("\n", index) + 1 or len(text)
    before = text[:place] if text[:place].endswith("\n") else text[:place] + newline
    return before + "".join(line + newline for line in lines) + text[place:]
