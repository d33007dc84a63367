"""Values of YAML mappings replaced in the text they were read from (pure).

Only the characters of what differs are written anew; comments, layout and the spelling of everything else stay. A
list or mapping in brackets is put together again from its own pieces, one on lines of its own loses and gains lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from msgspec.structs import force_setattr

from coder.codebook.patch import spliced
from coder.codebook.tree import MappingNode, Node, ScalarNode, SequenceNode
from coder.codebook.writing import Bare, Data, Writing

_COMMENT = re.compile(r"#[^\r\n]*")
_ALIAS = re.compile(r"\s*:\s*\*[^\s,\[\]{}]+")
_BARE = re.compile(r"[+-]?[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}|true|false")
_DASH = re.compile(r"[ ]*- +")
_FIRST_COMMA = re.compile(r"((?:[^,#]|#[^\n]*)*),")  # outside comments


class UnspliceableError(Exception):
    """The text is laid out in a way that this module cannot change piece by piece."""


def data_of(node: Node) -> Data:
    """What a node holds, without places. It is kept with the node: whoever changes it changes a copy."""
    if isinstance(node, ScalarNode):
        if node.null:
            return None
        return Bare(node.text) if node.plain and _BARE.fullmatch(node.text) else node.text
    first = node.origin or node
    if first.data is None:
        data: Data
        if isinstance(first, SequenceNode):
            data = [data_of(item) for item in first.items]
        else:
            data = {key: data_of(value) for key, (_, value) in first.entries.items()}
        force_setattr(first, "data", data)
    found: Data = first.data
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """Other data under a key of a mapping; None takes the key away."""

    owner: MappingNode
    key: str
    data: Data


def put(text: str, changes: Iterable[Change], order: Sequence[str] = ()) -> str:
    """The text with changes made in mappings of its tree, none inside the value of another one.

    A new key goes behind the last one that stands before it in ``order``, else to the end. Raises UnspliceableError;
    whoever calls reads the result again, for what is written with anchors may mean more than it seems.
    """
    splicer = _Splicer(text, order)
    for change in changes:
        splicer.entry(change.owner, change.key, change.data)
    return splicer.text_after()


def _aligned(old: list[Data], new: list[Data]) -> list[tuple[int | None, Data]]:
    """The new items, each with the index of the old one that it is or takes the place of.

    Items with ids, each once, are what their ids say and take no place of others; the rest is compared whole.
    """
    before, after = _ids(old), _ids(new)
    named = before is not None and after is not None
    if before is None or after is None:
        before, after = [json.dumps(item) for item in old], [json.dumps(item) for item in new]
    found: list[tuple[int | None, Data]] = []
    for what, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        stays = [] if named and what == "replace" else range(first, last)
        taken: list[int | None] = [*stays, *[None] * (end - begin)]
        found += zip(taken, new[begin:end], strict=False)
    return found


def _ids(items: list[Data]) -> list[str] | None:
    ids = [str(item.get("id", "")) if isinstance(item, dict) else "" for item in items]
    return ids if all(ids) and len(set(ids)) == len(ids) else None


class _Splicer:
    """Collects replacements of pieces of a text that do not overlap."""

    def __init__(self, text: str, order: Sequence[str]) -> None:
        self._text = text
        self._order = order
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._writing = Writing(self._newline, json=text.lstrip().startswith("{"))
        self._splices: list[tuple[int, int, str]] = []

    def text_after(self) -> str:
        """The text with all replacements made."""
        return spliced(self._text, self._splices)

    def entry(self, owner: MappingNode, key: str, new: Data) -> None:
        """Other data under one key of a mapping."""
        if key not in owner.entries:
            if new is not None:
                names = list(owner.entries)
                self._insert(owner, names[_place(names, key, self._order) - 1], key, new)
            return
        name, value = owner.entries[key]
        if data_of(value) == new:
            return
        if new is not None and self._missing(name, value):
            end = self._value_end(name, value)
            written = self._writing.flow(new) if owner.flow else self._in_block(new, end, self._column(name.start))
            self._replace(name.end, end, ":" + " " * (not written.startswith(self._newline)) + written)
        elif owner.flow and new is None:
            left = {other: data_of(entry[1]) for other, entry in owner.entries.items() if other != key}
            self._replace(owner.start, owner.end, self._flow(owner, left))
        elif owner.flow:
            self._replace(value.start, self._end(value), self._flow(value, new))
        elif new is None:
            self._remove_entry(owner, key)
        else:
            self._change(value, new, self._column(name.start))

    def _missing(self, key: ScalarNode, value: Node) -> bool:
        """Whether no value of its own stands behind a key: none at all, or an alias, which is marked at its anchor."""
        return value.start < key.end or value.end == value.start

    def _replace(self, start: int, end: int, piece: str) -> None:
        self._splices.append((start, end, piece))

    # -- places

    def _line_start(self, index: int) -> int:
        return self._text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        """Where the line ends, before its line end."""
        end = self._text.find("\n", index)
        end = len(self._text) if end < 0 else end
        return end - 1 if end and self._text[end - 1 : end + 1] == "\r\n" else end

    def _next_line(self, index: int) -> int:
        end = self._text.find("\n", index)
        return len(self._text) if end < 0 else end + 1

    def _column(self, index: int) -> int:
        return index - self._line_start(index)

    def _end(self, node: Node) -> int:
        """Where a node ends; a block scalar is marked as ending on a later line."""
        return node.start + len(self._text[node.start : node.end].rstrip())

    def _value_end(self, key: ScalarNode, value: Node) -> int:
        """Where an entry ends, when its value may be an alias (marked at its anchor) or missing (marked later)."""
        if not self._missing(key, value):
            return self._end(value)
        if value.start < key.end:
            alias = _ALIAS.match(self._text, key.end)
            if alias is None:
                raise UnspliceableError
            return alias.end()
        rest = self._text[key.end :]
        blank = len(rest) - len(rest.lstrip())
        return key.end + blank + 1 if rest.lstrip().startswith(":") else key.end

    # -- lists and mappings in brackets

    def _flow(self, node: Node, new: Data) -> str:
        """The source of a node with other data."""
        if data_of(node) == new:
            return self._text[node.start : self._end(node)]
        pieces: list[tuple[int | None, str]] = []
        if isinstance(node, SequenceNode) and isinstance(new, list):
            for index, data in _aligned([data_of(item) for item in node.items], new):
                pieces.append(
                    (index, self._writing.flow(data) if index is None else self._flow(node.items[index], data))
                )
            return self._brackets(node, [(item.start, self._end(item)) for item in node.items], pieces)
        if isinstance(node, MappingNode) and isinstance(new, dict):
            names = list(node.entries)
            for name, data in new.items():
                if name in node.entries:
                    pieces.append((names.index(name), self._flow_entry(*node.entries[name], data)))
                else:
                    pieces.append((None, f"{self._writing.key(name)}: {self._writing.flow(data)}"))
            places = [(key.start, self._value_end(key, value)) for key, value in node.entries.values()]
            return self._brackets(node, places, pieces)
        if isinstance(node, ScalarNode) and isinstance(new, str):
            return self._writing.scalar(new, flow=True, plain=node.plain)
        return self._writing.flow(new)

    def _flow_entry(self, key: ScalarNode, value: Node, new: Data) -> str:
        text, end = self._text, self._value_end(key, value)
        if data_of(value) == new:
            return text[key.start : end]
        if self._missing(key, value):
            return f"{text[key.start : key.end]}: {self._writing.flow(new)}"
        return text[key.start : value.start] + self._flow(value, new)

    def _brackets(self, node: Node, places: list[tuple[int, int]], pieces: Sequence[tuple[int | None, str]]) -> str:
        """A bracketed list from old pieces (by index) and new ones; what stands between old neighbours stays."""
        sign = "{" if isinstance(node, MappingNode) else "["
        begin, stop = self._text.find(sign, node.start) + 1, node.end - 1  # behind an anchor, if there is one
        edges = [node.start + 1, begin, *(edge for place in places for edge in place), stop]
        if edges != sorted(edges):  # no brackets, or an alias, which is marked at its anchor
            raise UnspliceableError
        if not places:
            inner = self._text[begin:stop]
            inside = ", ".join(piece for _, piece in pieces) + (inner if "#" in inner else "")
            return self._text[node.start : begin] + inside + self._text[stop : node.end]
        lead, trail = self._text[begin : places[0][0]], self._text[places[-1][1] : stop]
        gaps = [self._text[one[1] : other[0]] for one, other in pairwise(places)]
        usual = next((gap for gap in gaps if "#" not in gap), ", ")
        parts, last = [lead], -1
        fresh: list[str] = []
        for index, piece in pieces:
            if index is None:
                fresh.append(piece)
                continue
            parts += [*_between(gaps, last, index, fresh, usual), piece]
            last, fresh = index, []
        left = gaps[max(last, 0) :]
        if last < 0:
            parts.append(usual.join(fresh))
        else:
            parts += [usual + piece for piece in fresh]
        parts.append(_comments_of(left))
        return self._text[node.start : begin] + "".join(parts) + trail + self._text[stop : node.end]

    # -- lists and mappings on lines of their own

    def _in_block(self, data: Data, end: int, column: int, *, plain: bool = True) -> str:
        """A value behind a key at a column, in place of what ends at ``end``; lines are kept where nothing follows."""
        alone = not self._text[end : self._line_end(end)].strip()
        if isinstance(data, list) and data and alone and not self._writing.json:
            return self._newline + self._newline.join(self._writing.lines(data, column))
        if not isinstance(data, str):
            return self._writing.flow(data)
        if not alone:
            return self._writing.scalar(data, flow=False, plain=plain)
        return self._writing.block(data, column, plain=plain)

    def _change(self, value: Node, new: Data, column: int) -> None:
        """Other data for a value that stands in the text, behind a key or dash at a column."""
        if isinstance(value, ScalarNode):
            end = self._end(value)
            piece = self._in_block(new, end, column, plain=value.plain)
            if self._text[value.start] in "|>":
                piece = _with_comment(piece, self._text[value.start : self._line_end(value.start)])
            self._replace(value.start, end, piece)
        elif value.flow:
            self._replace(value.start, value.end, self._flow(value, new))
        elif isinstance(value, SequenceNode) and isinstance(new, list):
            self._block_items(value, new)
        elif isinstance(value, MappingNode) and isinstance(new, dict):
            for key in dict.fromkeys((*value.entries, *new)):
                self.entry(value, key, new.get(key))
        else:
            raise UnspliceableError

    def _insert(self, owner: MappingNode, after: str, key: str, new: Data) -> None:
        """A new key behind another one."""
        end = self._value_end(*owner.entries[after])
        if owner.flow:
            gap = " " if self._text[end - 1] == ":" else ""  # "key:," would be another key
            self._replace(end, end, f"{gap}, {self._writing.key(key)}: {self._writing.flow(new)}")
        else:
            column = self._column(next(iter(owner.entries.values()))[0].start)
            self._insert_lines(end, self._writing.entry(key, new, column))

    def _insert_lines(self, index: int, lines: list[str]) -> None:
        """Lines below the one on which something ends."""
        place = self._next_line(index)
        if place == len(self._text) and not self._text.endswith("\n"):
            self._replace(place, place, "".join(self._newline + line for line in lines))
        else:
            self._replace(place, place, "".join(line + self._newline for line in lines))

    def _remove_entry(self, owner: MappingNode, key: str) -> None:
        """A key with its lines away; comments on them stay."""
        name, value = owner.entries[key]
        end = self._value_end(name, value)
        start, stop = self._line_start(name.start), self._next_line(end)
        comments = list(self._comments((name, value), self._line_end(end)))
        if not self._text[start : name.start].strip():
            self._remove_lines(name.start, stop, comments)
            return
        keys = list(owner.entries)  # it shares its line with a dash
        if key == keys[-1]:
            raise UnspliceableError
        following = owner.entries[keys[keys.index(key) + 1]][0].start
        comments += _COMMENT.findall(self._text[self._line_end(end) : following])
        indent = self._newline + " " * self._column(name.start)
        self._replace(name.start, following, "".join(comment + indent for comment in comments))

    def _remove_lines(self, index: int, stop: int, comments: list[str]) -> None:
        start = self._line_start(index)
        indent = self._text[start:index]
        self._replace(start, stop, "".join(indent + comment + self._newline for comment in comments))

    def _block_items(self, value: SequenceNode, new: list[Data]) -> None:
        dashes = [self._dash(item) for item in value.items]
        kept = _aligned([data_of(item) for item in value.items], new)
        column = self._column(dashes[0])
        for gone in set(range(len(dashes))) - {index for index, _ in kept}:
            end = self._end(value.items[gone])
            comments = list(self._comments((value.items[gone],), self._line_end(end)))
            self._remove_lines(dashes[gone], self._next_line(end), comments)
        last: int | None = None
        for index, data in kept:
            if index is None:
                line = " " * column + "- " + self._writing.item(data)
                if last is None:
                    start = self._line_start(dashes[0])
                    self._replace(start, start, line + self._newline)
                else:
                    self._insert_lines(self._end(value.items[last]), [line])
                continue
            last = index
            if data_of(value.items[index]) != data:
                self._change(value.items[index], data, column)

    def _dash(self, item: Node) -> int:
        """Where the dash of a list item stands: alone before it on its line."""
        start = self._line_start(item.start)
        if _DASH.fullmatch(self._text, start, item.start) is None:
            raise UnspliceableError
        return self._text.index("-", start)

    def _comments(self, nodes: Sequence[Node], end: int) -> Iterator[str]:
        """The comments between and behind the texts of nodes, up to the end of a line."""
        leaves = sorted((leaf for node in nodes for leaf in _leaves(node)), key=lambda leaf: leaf.start)
        at = leaves[0].start if leaves else end
        for leaf in leaves:
            if leaf.end == leaf.start or leaf.start < at:
                continue
            yield from _COMMENT.findall(self._text[at : leaf.start])
            if self._text[leaf.start] in "|>":
                yield from _COMMENT.findall(self._text[leaf.start : self._line_end(leaf.start)])
            at = self._end(leaf)
        yield from _COMMENT.findall(self._text[at:end])


def _leaves(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _leaves(item)
    else:
        for key, value in node.entries.values():
            yield key
            yield from _leaves(value)


def _place(names: list[str], key: str, order: Sequence[str]) -> int:
    """Where a new key goes among the names of those that stand."""
    before = set(order[: order.index(key)]) if key in order else set(names)
    return max((place for place, name in enumerate(names, 1) if name in before), default=len(names))


def _with_comment(piece: str, header: str) -> str:
    """The comment behind the sign of a block scalar goes behind what takes its place."""
    comment = re.search(r"\s#.*", header)
    if comment is None:
        return piece
    first, end, rest = piece.partition("\n")
    carriage = "\r" if first.endswith("\r") else ""
    return first.removesuffix("\r") + comment[0] + carriage + end + rest


def _comments_of(gaps: list[str]) -> str:
    """What is left between pieces that went away: nothing, unless there are comments."""
    return "".join(_FIRST_COMMA.sub(r"\1", gap, count=1) for gap in gaps) if "#" in "".join(gaps) else ""


def _between(gaps: list[str], last: int, index: int, fresh: list[str], usual: str) -> list[str]:
    """What stands between two old pieces (-1: the beginning), with the new ones that come between them."""
    if last < 0:
        return [_comments_of(gaps[:index]), *(piece + usual for piece in fresh)]
    gap = gaps[last]
    if index > last + 1 or fresh:
        gap = gap + _comments_of(gaps[last + 1 : index])
    return [gap, *(piece + usual for piece in fresh)]
