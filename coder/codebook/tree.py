"""YAML text to a tree of texts, lists and mappings that knows its lines.

The tree is built from the parser's events, not with a loader: nothing is constructed from tags, nothing is guessed
from the look of a scalar (``no`` stays the text ``no``), nesting and aliases are bounded, and every node knows where
it stands. Nodes are structs, not dataclasses, because a large codebook has tens of thousands of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from coder.codebook.problem import Problem, shown

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 100
MAX_NODES = 200_000  # after aliases are followed

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BREAKS = "\x85\u2028\u2029"
_APART = re.compile(r"^(?:---|\.\.\.|%)|^[ ]*(?:- +)*\?(?:\s|$)", re.MULTILINE)  # documents, explicit keys
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml, where PyYAML was built with it


class ScalarNode(msgspec.Struct, frozen=True, gc=False):
    """A text. ``start`` and ``end`` are code points of the file, half-open; ``line`` is 1-based."""

    line: int
    start: int
    end: int
    text: str
    plain: bool = True
    size: int = 1

    @property
    def null(self) -> bool:
        """Whether nothing stands here (``key:`` or ``key: null``)."""
        return self.plain and self.text in _NULLS


class SequenceNode(msgspec.Struct, frozen=True, gc=False):
    """A list; ``flow`` says whether it is written in brackets, ``last`` is where its last item ends.

    ``origin`` is the node it was in an earlier text, if only its place is another; ``data`` what was read of it.

    ``end`` lies behind the bracket; without brackets it is ``last``, before any comments that follow.
    """

    line: int
    start: int
    end: int
    last: int
    items: tuple[Node, ...]
    flow: bool
    size: int
    origin: SequenceNode | None = None
    data: Any = None


class MappingNode(msgspec.Struct, frozen=True, gc=False):
    """Keys with their values in the order of the file; a key stands once. Places as in a list."""

    line: int
    start: int
    end: int
    last: int
    entries: dict[str, tuple[ScalarNode, Node]]
    flow: bool
    size: int
    origin: MappingNode | None = None
    data: Any = None


Node = ScalarNode | SequenceNode | MappingNode


class Parsed(NamedTuple):
    """The tree of a text and what is wrong with it; ``alone``: lines of a part of it can be parsed alone."""

    root: Node | None
    problems: tuple[Problem, ...]
    alone: bool = False


_KEPT: dict[str, Parsed] = {}  # the last texts: reading one and changing it need the same tree
_MOST_KEPT = 3


def parse_tree(text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a YAML text (None when there is none to read) and what is wrong with the YAML itself."""
    found = parsed(text)
    return found.root, found.problems


def parsed(text: str) -> Parsed:
    """The same, with whether parts of it can be parsed alone."""
    found = _KEPT.get(text)
    if found is None:
        found = _parsed(text)
        keep(text, found)
    return found


def keep(text: str, found: Parsed) -> None:
    """The tree of a text that is going to be asked for."""
    _KEPT[text] = found
    for old in list(_KEPT)[:-_MOST_KEPT]:
        _KEPT.pop(old, None)


def forget() -> None:
    """Keep nothing: the next text is parsed as if it were the first."""
    _KEPT.clear()


def _parsed(text: str) -> Parsed:
    if len(text) > MAX_CHARACTERS:
        problem = Problem(1, f"the file has {len(text)} characters", f"a codebook has at most {MAX_CHARACTERS}")
        return Parsed(None, (problem,))
    before = int(text.startswith("\ufeff"))
    rest, breaks = _without_breaks(text[before:])
    builder = _Builder(before, breaks)
    try:
        root, problems = _built(rest, builder, _FAST)
    except (yaml.YAMLError, ValueError):  # ValueError: a lone surrogate, which libyaml is never given
        return Parsed(*_explained(rest, _Builder(before, breaks)))
    return Parsed(root, problems, not before and not breaks and not builder.anchored and _plain_lines(text))


def parse_part(text: str, start: int, lines: int, depth: int) -> Parsed:
    """Lines of a file that begin at a place, below so many lines and inside so many lists and mappings."""
    builder = _Builder(start, {}, lines, depth)
    try:
        root, problems = _built(text, builder, _FAST)
    except (yaml.YAMLError, ValueError):
        return Parsed(None, ())
    return Parsed(root, problems, not builder.anchored and _plain_lines(text))


def _plain_lines(text: str) -> bool:
    """Whether no line means something to the lines around it but by its indentation, and all end alike."""
    odd = any(sign in text for sign in _BREAKS + "\ufeff") or text.count("\r") != text.count("\r\n")
    return not odd and _APART.search(text) is None


def _without_breaks(text: str) -> tuple[str, dict[int, str]]:
    """The text with signs that end lines in YAML 1.1, but not in 1.2 and editors, put away, and how to bring them back.

    PyYAML reads 1.1; what sets the versions apart otherwise is the meaning of scalars, which is not asked for here.
    """
    found = [sign for sign in _BREAKS if sign in text]
    unused = (chr(number) for number in range(0xF0000, 0xFFFFE) if chr(number) not in text)
    instead = dict(zip(found, unused, strict=False))
    for sign, other in instead.items():
        text = text.replace(sign, other)
    return text, {ord(other): sign for sign, other in instead.items()}


def _built(text: str, builder: _Builder, loader: Any) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree as one of the parsers reads it. Raises what that parser raises."""
    parser = loader(text)
    try:
        while parser.check_event():
            builder.take(parser.get_event())
    except _StopError as stop:
        return None, (*builder.problems, stop.problem)
    return builder.root, tuple(builder.problems)


def _explained(text: str, builder: _Builder) -> tuple[Node | None, tuple[Problem, ...]]:
    """The same with the slow parser, which says better what it dislikes."""
    try:
        return _built(text, builder, yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        return None, (*builder.problems, _syntax_problem(error))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"the character U+{error.character:04X} is not allowed in YAML"
        return None, (*builder.problems, Problem(line, what, "remove it"))
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # ValueError: an escape such as "\U00110000"
        what = f"this is not valid YAML: {shown(str(error))}"
        return None, (*builder.problems, Problem(builder.line, what, "check the escapes and quotes after this line"))


class _StopError(Exception):
    """Reading cannot go on."""

    def __init__(self, line: int, what: str, repair: str) -> None:
        super().__init__(what)
        self.problem = Problem(line, what, repair)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    event: Any
    last: int
    nodes: list[Node] = field(default_factory=list)


class _Builder:
    """Takes events one after the other and closes nodes from the inside out; no recursion.

    Events are ``Any``, because their types say that marks may be missing, which no parser leaves out.
    ``before`` signs and ``lines`` of the file stand before the text the parser has, ``breaks`` are signs to bring back.
    """

    def __init__(self, before: int, breaks: Mapping[int, str], lines: int = 0, depth: int = 0) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.line = 1
        self.anchored = False
        self._before = before
        self._first = lines + 1
        self._depth = depth
        self._breaks = breaks
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0

    def take(self, event: Any) -> None:
        """One event further. Raises _StopError where the rest cannot mean anything."""
        self.line = event.start_mark.line + self._first
        kind = type(event)
        if kind is ScalarEvent:
            self._close(self._scalar(event), event.anchor)
        elif kind is SequenceStartEvent or kind is MappingStartEvent:
            self._refuse_tag(event.tag)
            self._open.append(_Open(event, event.end_mark.index + self._before))
            if len(self._open) + self._depth > MAX_DEPTH:
                raise _StopError(self.line, f"nested deeper than {MAX_DEPTH} levels", "a codebook is flatter")
        elif kind is SequenceEndEvent or kind is MappingEndEvent:
            opened = self._open.pop()
            self._close(self._collection(opened, event), opened.event.anchor)
        elif kind is AliasEvent:
            self._close(self._alias(event), None, event.end_mark.index + self._before)
        elif kind is DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                raise _StopError(self.line, "a second YAML document starts here", "one file holds one codebook")

    def _close(self, node: Node, anchor: str | None, last: int = 0) -> None:
        """A node is whole; ``last`` is where an alias of it ends: the node itself ends where the anchor stands."""
        if node.size > MAX_NODES:
            raise _StopError(node.line, f"more than {MAX_NODES} entries", "aliases (*) repeat too much; write it out")
        if anchor is not None:
            self._anchors[anchor] = node
            self.anchored = True
        if not self._open:
            self.root = node
            return
        opened = self._open[-1]
        opened.nodes.append(node)
        if last:
            opened.last = last
        elif node.end > node.start:  # nothing: behind the colon, at the next token
            opened.last = node.end

    def _scalar(self, event: Any) -> ScalarNode:
        self._refuse_tag(event.tag)
        text = event.value.translate(self._breaks) if self._breaks else event.value
        if _UNPRINTABLE.search(text):
            what = f"the text {shown(text)} holds a control character"
            self.problems.append(Problem(self.line, what, "remove the escape"))
        before = self._before
        return ScalarNode(
            self.line, event.start_mark.index + before, event.end_mark.index + before, text, not event.style
        )

    def _alias(self, event: Any) -> Node:
        if event.anchor not in self._anchors:
            raise _StopError(self.line, f"the alias *{event.anchor} has no anchor before it", "write the text out")
        return self._anchors[event.anchor]

    def _refuse_tag(self, tag: str | None) -> None:
        if tag is not None:
            problem = Problem(self.line, f"the tag {shown(tag)} means nothing in a codebook", "remove it")
            self.problems.append(problem)

    def _collection(self, opened: _Open, end: Any) -> Node:
        event, nodes = opened.event, opened.nodes
        line, start, flow = (
            event.start_mark.line + self._first,
            event.start_mark.index + self._before,
            bool(event.flow_style),
        )
        # the end event of a block collection lies behind the comments that follow it
        stop = end.end_mark.index + self._before if flow else opened.last
        size = 1 + sum([node.size for node in nodes])
        if type(event) is SequenceStartEvent:
            return SequenceNode(line, start, stop, opened.last, tuple(nodes), flow, size)
        return MappingNode(line, start, stop, opened.last, self._entries(nodes), flow, size)

    def _entries(self, nodes: list[Node]) -> dict[str, tuple[ScalarNode, Node]]:
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, ScalarNode):
                self.problems.append(Problem(key.line, "a list or mapping stands as a key", "a key is a single word"))
            elif key.text in entries:
                first = entries[key.text][0].line
                what = f"the key {shown(key.text)} stands twice (first on line {first})"
                self.problems.append(Problem(key.line, what, "keep one of them"))
            else:
                entries[key.text] = (key, value)
        return entries


def _syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark is not None else 1
    began = error.context_mark.line + 1 if error.context_mark is not None else line
    context = f"{error.context} that starts on line {began}" if error.context and began != line else error.context
    said = " ".join(" ".join(str(text).split()) for text in (context, error.problem) if text)
    if "\\t" in said:
        repair = "indent with spaces, not tabs"
    elif "expected ':'" in said or "mapping values" in said:
        repair = "put texts that contain ': ' or '#' into quotes; a key ends with ': '"
    else:
        repair = "check quotes, brackets and indentation here and on the line before"
    return Problem(line, f"this is not valid YAML: {said}", repair)
