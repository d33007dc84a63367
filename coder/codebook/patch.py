"""The tree of a text after pieces of it were replaced, from the tree before: only what changed is parsed anew.

Equal to parsing the whole text. Parts of a block list or mapping are lines that no other part reaches into, so that
each can be parsed alone; where that does not hold (anchors, documents, odd line ends), the whole text is parsed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, TypeVar

from coder.codebook.tree import (
    MAX_NODES,
    MappingNode,
    Node,
    Parsed,
    ScalarNode,
    SequenceNode,
    keep,
    parse_part,
    parsed,
)

Splice = tuple[int, int, str]  # what stands from a place to another one becomes this
Entry = tuple[ScalarNode, Node]
_Part = tuple[int, int, list[Splice]]  # where its lines begin and end in the text before, and what changes in them
N = TypeVar("N", bound=Node)

_DASH = re.compile(r"[ ]*- +")


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """The text with pieces replaced that do not overlap; its tree is kept for who reads it."""
    ordered = sorted(splices, key=lambda splice: splice[:2])
    parts, at = [], 0
    for start, end, piece in ordered:
        parts += [text[at:start], piece]
        at = end
    after = "".join((*parts, text[at:]))
    before = parsed(text)
    if before.alone and isinstance(before.root, MappingNode) and not before.root.flow and not before.problems:
        try:
            root = _Patch(text, after, ordered).mapping(before.root)
        except _ElsewhereError:
            return after
        keep(after, Parsed(root, (), alone=True))
    return after


class _ElsewhereError(Exception):
    """What changed is not within lines that can be parsed alone."""


class _Patch:
    """Walks down to the smallest parts that hold the splices; all other nodes move by characters and lines."""

    def __init__(self, before: str, after: str, splices: Sequence[Splice]) -> None:
        self._before = before
        self._after = after
        self._splices = splices
        self._ends = [end for _, end, _ in splices]
        self._longer = [0, *accumulate(len(piece) - (end - start) for start, end, piece in splices)]
        self._lines = [
            0, *accumulate(piece.count("\n") - before.count("\n", start, end) for start, end, piece in splices)
        ]  # fmt: skip

    def mapping(self, node: MappingNode) -> MappingNode:
        """The root with its entries."""
        entries = list(node.entries.values())
        begins = [key.start for key, _ in entries]
        if begins != [self._line_start(begin) for begin in begins]:
            raise _ElsewhereError
        found: list[Entry] = []
        for (key, value), (begin, stop, inside) in zip(
            entries, self._parts(begins, len(self._before), self._splices), strict=True
        ):
            if not inside:
                found.append((self._moved(key, begin), self._moved(value, begin)))
            elif self._within(value, inside):
                found.append((self._moved(key, begin), self._sequence(value, stop, inside, 1)))
            else:
                part = self._alone(begin, stop, 0, 0)
                if part is not None and (not isinstance(part, MappingNode) or part.flow):
                    raise _ElsewhereError
                found += part.entries.values() if part is not None else ()
        return self._mapping_of(found)

    def _sequence(self, node: Node, stop: int, splices: Sequence[Splice], depth: int) -> SequenceNode:
        """A list on lines of its own that end at a place in the text before."""
        assert isinstance(node, SequenceNode)  # noqa: S101 - asked before
        begins = [self._line_start(item.start) for item in node.items]
        column = node.start - begins[0]
        for begin, item in zip(begins, node.items, strict=True):
            dash = _DASH.fullmatch(self._before, begin, item.start)
            if dash is None or dash[0].index("-") != column:
                raise _ElsewhereError
        found: list[Node] = []
        start: Node | None = None
        for item, (begin, end, inside) in zip(node.items, self._parts(begins, stop, splices), strict=True):
            if not inside:
                found.append(self._moved(item, begin))
                continue
            behind = self._behind(item, inside, column)
            deeper = self._item(item, begin, end, inside, depth + 1) if behind is None else None
            if deeper is not None:
                found.append(deeper)
                continue
            if behind is not None:
                found.append(self._moved(item, begin))
            part = self._alone(begin if behind is None else behind, end, depth, column, new=behind is not None)
            if part is not None and (not isinstance(part, SequenceNode) or part.flow):
                raise _ElsewhereError
            if part is not None:
                start = part if not found else start
                found += part.items
        if not found:
            raise _ElsewhereError
        size, last = _extent(found)
        if start is None:  # the first item stands on the line of its dash
            line = self._after.rfind("\n", 0, found[0].start) + 1
            return SequenceNode(found[0].line, line + column, last, last, tuple(found), False, size)
        return SequenceNode(start.line, start.start, last, last, tuple(found), False, size)

    def _behind(self, item: Node, inside: Sequence[Splice], column: int) -> int | None:
        """Where new items come in behind one that stays, if nothing else changes."""
        start, end, piece = inside[0]
        alone = len(inside) == 1 and start == end >= item.end and self._line_start(start) == start
        return start if alone and piece.startswith(" " * column + "- ") else None

    def _item(self, item: Node, begin: int, end: int, inside: Sequence[Splice], depth: int) -> MappingNode | None:
        """A mapping behind a dash in which only one list changes; None if it is not so."""
        if not isinstance(item, MappingNode) or item.flow:
            return None
        entries = list(item.entries.values())
        for place, (_, value) in enumerate(entries):
            stop = self._line_start(entries[place + 1][0].start) if place + 1 < len(entries) else end
            if not self._within(value, inside) or any(one[1] > stop for one in inside):
                continue
            found = [(self._moved(one, begin), self._moved(other, begin)) for one, other in entries[:place]]
            try:
                listed = self._sequence(value, stop, inside, depth)
            except _ElsewhereError:  # it reaches out of the list
                return None
            found.append((self._moved(entries[place][0], begin), listed))
            found += [(self._moved(one, stop), self._moved(other, stop)) for one, other in entries[place + 1 :]]
            return self._mapping_of(found)
        return None

    def _mapping_of(self, found: Sequence[Entry]) -> MappingNode:
        entries = {key.text: (key, value) for key, value in found}
        if not found or len(entries) < len(found):
            raise _ElsewhereError
        size, last = _extent([node for entry in found for node in entry])
        first = found[0][0]
        return MappingNode(first.line, first.start, last, last, entries, False, size)

    # -- places

    def _line_start(self, index: int) -> int:
        return self._before.rfind("\n", 0, index) + 1

    def _within(self, value: Node, inside: Sequence[Splice]) -> bool:
        """Whether all of the splices stand in a block list, behind where its first line begins."""
        if not isinstance(value, SequenceNode) or value.flow or not value.items:
            return False
        begin = self._line_start(value.start)
        return all(start >= begin and end > begin for start, end, _ in inside)

    def _parts(self, begins: Sequence[int], stop: int, splices: Sequence[Splice]) -> list[_Part]:
        """The lines of each part of a list or mapping. What is put in between two parts belongs to the first."""
        ends = [*begins[1:], stop]
        inside: list[list[Splice]] = [[] for _ in begins]
        for one in splices:
            start, end, _ = one
            place = (bisect_left(begins, start) if start == end else bisect_right(begins, start)) - 1
            if place < 0 or end > ends[place]:
                raise _ElsewhereError
            inside[place].append(one)
            after = ends[place] + self._longer[bisect_right(self._ends, ends[place])]
            if after < len(self._after) and self._after[after - 1] != "\n":  # the next part begins no line any more
                raise _ElsewhereError
        return list(zip(begins, ends, inside, strict=True))

    def _moved(self, node: N, begin: int) -> N:
        """A node of a part that begins there in the text before."""
        place = bisect_right(self._ends, begin)
        by, lines = self._longer[place], self._lines[place]
        return _shifted(node, by, lines) if by or lines else node

    def _alone(self, begin: int, stop: int, depth: int, column: int, *, new: bool = False) -> Node | None:
        """The lines of a part as they are now, parsed; None if nothing but comments is left.

        ``new``: what comes in at ``begin`` belongs to it, else to the part before.
        """
        first = (bisect_left if new else bisect_right)(self._ends, begin)
        last = bisect_right(self._ends, stop)
        start, end = begin + self._longer[first], stop + self._longer[last]
        lines = self._before.count("\n", 0, begin) + self._lines[first]
        found = parse_part(self._after[start:end], start, lines, depth)
        if found.problems or not found.alone:
            raise _ElsewhereError
        root = found.root
        if root is not None and root.start - (self._after.rfind("\n", 0, root.start) + 1) != column:
            raise _ElsewhereError
        return root


def _shifted(node: N, by: int, lines: int) -> N:
    """The same node so many characters and lines further on; it remembers which one it was."""
    if isinstance(node, ScalarNode):
        return ScalarNode(node.line + lines, node.start + by, node.end + by, node.text, node.plain)  # type: ignore[return-value]
    line, start, end, last = node.line + lines, node.start + by, node.end + by, node.last + by
    origin: Any = node.origin or node
    if isinstance(node, SequenceNode):
        items = tuple([_shifted(item, by, lines) for item in node.items])
        return SequenceNode(line, start, end, last, items, node.flow, node.size, origin)  # type: ignore[return-value]
    entries = {
        name: (_shifted(key, by, lines), _shifted(value, by, lines)) for name, (key, value) in node.entries.items()
    }
    return MappingNode(line, start, end, last, entries, node.flow, node.size, origin)  # type: ignore[return-value]


def _extent(nodes: Sequence[Node]) -> tuple[int, int]:
    """Size of a list or mapping of these, and where the last of them ends that is not empty."""
    size = 1 + sum([node.size for node in nodes])
    last = next((node.end for node in reversed(nodes) if node.end > node.start), None)
    if size > MAX_NODES or last is None:
        raise _ElsewhereError
    return size, last
