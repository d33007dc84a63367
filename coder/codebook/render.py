"""A new code written into the text of a codebook: its lines go in, every other character stays."""

from __future__ import annotations

from dataclasses import dataclass

from coder.codebook.fields import is_id
from coder.codebook.problem import CodebookError, Problem, nearest, shown
from coder.codebook.read import read
from coder.codebook.tree import MappingNode, Node, ScalarNode, SequenceNode, parse_tree
from coder.codebook.writing import quoted
from coder.model.codebook import Codebook, CodeKind


def add_code(text: str, name: str, parent: str, code_id: str, label: str, definition: str) -> str:
    """The text with one more code as the last below ``parent`` ("": as the last at the top).

    Below a row code it is a value and needs a definition, anywhere else a free code. Label and definition stand
    under the default language. Raises CodebookError if the text is no codebook, or would be none afterwards.
    """
    codebook = read(text, name)
    _check_place(codebook, name, parent, code_id, definition)
    root, _ = parse_tree(text)
    owner = _find(_list_of(root, "codes"), parent) if parent else root
    if not isinstance(owner, MappingNode):
        raise CodebookError(name, [Problem(1, f"the code {shown(parent)} is not where it was", "save and try again")])
    fields = [f"id: {code_id if is_id(code_id) else quoted(code_id)}"]
    fields.append(f"label: {{{codebook.default_language}: {quoted(label)}}}")
    if definition:
        fields.append(f"definition: {quoted(definition)}")
    changed = _Insertion(text, owner, "children" if parent else "codes", fields).text_after()
    read(changed, name)
    return changed


def _check_place(codebook: Codebook, name: str, parent: str, code_id: str, definition: str) -> None:
    """Problems that would otherwise be told of lines the researcher has never seen."""
    codes = {code.id: code for code in codebook.codes}
    if parent and parent not in codes:
        what = f"there is no code {shown(parent)} to add {shown(code_id)} to"
        raise CodebookError(name, [Problem(1, what, nearest(parent, codes))])
    if code_id in codes:
        raise CodebookError(name, [Problem(1, f"the code {shown(code_id)} exists", "choose another id")])
    if parent and codes[parent].kind is CodeKind.ROW and not definition.strip():
        what = f"the new value {shown(code_id)} has no definition"
        raise CodebookError(name, [Problem(1, what, "say when a passage counts as this value")])


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
    """A new last item, as ``fields``, for the list under ``key`` of ``owner``; the style follows what stands there."""

    text: str
    owner: MappingNode
    key: str
    fields: list[str]

    def text_after(self) -> str:
        entry = self.owner.entries.get(self.key)
        flow_item = "{" + ", ".join(self.fields) + "}"
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
        first, *others = self.fields
        return [" " * column + "- " + first, *(" " * (column + 2) + field for field in others)]

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


def _with_lines(text: str, index: int, lines: list[str]) -> str:
    """The text with lines added below the line on which something ends at ``index``."""
    newline = "\r\n" if "\r\n" in text else "\n"
    at_line_start = index > 0 and text[index - 1] == "\n"  # where a block scalar ends
    place = index if at_line_start else text.find("\n", index) + 1 or len(text)
    before = text[:place] if text[:place].endswith("\n") else text[:place] + newline
    return before + "".join(line + newline for line in lines) + text[place:]
