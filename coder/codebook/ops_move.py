"""The lines of a code, with all below it, cut out of a codebook and put below another code (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from coder.codebook.patch import spliced
from coder.codebook.tree import MappingNode, Node, ScalarNode, SequenceNode

_DASH = re.compile(r"[ ]*- +")


def moved_lines(text: str, root: MappingNode, code: str, parent: str, ids: Mapping[str, str]) -> str | None:
    """The text with the lines of a code, indented anew and with new ids, as the last below ``parent`` ("": the top).

    None where one of the two places is written in brackets, or shares its lines with something else: then the code has
    to be written anew.
    """
    found = _found(root, "codes", code)
    target = _target(text, root, parent)
    if found is None or target is None:
        return None
    key, siblings, item = found
    begin = _line_start(text, item.start)
    if siblings.flow or _DASH.fullmatch(text, begin, item.start) is None:
        return None
    stop = _next_line(text, item.start + len(text[item.start : item.end].rstrip()))
    cut = begin
    if len(siblings.items) == 1:  # its list goes with it
        cut = _line_start(text, key.start)
        alone = not text[cut : key.start].strip() and text[key.end : begin].strip() == ":"
        if not alone or root.entries["codes"][1] is siblings:
            return None
    place, column, lead = target
    if cut <= place < stop and place != cut:
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = _ended(_renamed(text, begin, stop, item, ids), newline)
    piece = "".join(f"{line}{newline}" for line in lead) + _indented(lines, column - (text.index("-", begin) - begin))
    before = text[stop:place] or text[:cut] if place >= stop else text[:place]
    piece = piece if _ended(before, newline) == before else newline + piece
    return spliced(text, [(cut, stop, ""), (place, place, piece)])


def _renamed(text: str, begin: int, stop: int, item: MappingNode, ids: Mapping[str, str]) -> str:
    """Lines with other ids of the code they hold and of those below it."""
    parts, at = [], begin
    for named in sorted(_ids(item), key=lambda node: node.start):
        if named.text in ids:
            parts += [text[at : named.start], ids[named.text]]
            at = named.end
    return "".join((*parts, text[at:stop]))


def _ids(item: MappingNode) -> Iterator[ScalarNode]:
    named, below = item.entries.get("id"), item.entries.get("children")
    if named is not None and isinstance(named[1], ScalarNode):
        yield named[1]
    if below is not None and isinstance(below[1], SequenceNode):
        for one in below[1].items:
            if isinstance(one, MappingNode):
                yield from _ids(one)


def _ended(text: str, newline: str) -> str:
    return text if text.endswith("\n") or not text else text + newline


def _found(owner: MappingNode, key: str, code: str) -> tuple[ScalarNode, SequenceNode, MappingNode] | None:
    """The key of the list a code stands in, the list, and the code."""
    entry = owner.entries.get(key)
    if entry is None or not isinstance(entry[1], SequenceNode):
        return None
    for item in entry[1].items:
        if not isinstance(item, MappingNode):
            continue
        if _id(item) == code:
            return entry[0], entry[1], item
        below = _found(item, "children", code)
        if below is not None:
            return below
    return None


def _id(item: MappingNode) -> str:
    named = item.entries.get("id")
    return named[1].text if named is not None and isinstance(named[1], ScalarNode) else ""


def _target(text: str, root: MappingNode, parent: str) -> tuple[int, int, list[str]] | None:
    """Where lines go, the column of their dash, and what has to stand above them."""
    found = _found(root, "codes", parent) if parent else None
    owner: Node | None = root if not parent else found[2] if found is not None else None
    if not isinstance(owner, MappingNode) or owner.flow:
        return None
    entry = owner.entries.get("codes" if not parent else "children")
    if entry is None:
        column = owner.start - _line_start(text, owner.start)
        return _below(text, owner.last), column, [" " * column + "children:"]
    listed = entry[1]
    if not isinstance(listed, SequenceNode) or listed.flow or not listed.items:
        return None
    return _below(text, listed.last), listed.start - _line_start(text, listed.start), []


def _below(text: str, index: int) -> int:
    """The start of the line below the one on which something ends."""
    return index if index and text[index - 1] == "\n" else _next_line(text, index)


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _next_line(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def _indented(lines: str, by: int) -> str:
    """Lines moved right or left; what has no room to the left stays at the edge."""
    moved = []
    for line in lines.splitlines(keepends=True):
        room = len(line) - len(line.lstrip(" "))
        if not line.strip():
            moved.append(line)
        else:
            moved.append(" " * by + line if by > 0 else line[min(room, -by) :])
    return "".join(moved)
