"""YAML text to a tree of texts, lists and mappings that knows its lines.

The tree is built from the parser's events, not with a loader: nothing is constructed from tags, nothing is guessed
from the look of a scalar (``no`` stays the text ``no``), nesting and aliases are bounded, and every node knows where
it stands. The only module that imports ruamel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.events import CollectionEndEvent as EndEvent
from ruamel.yaml.reader import ReaderError

from coder.codebook.problem import Problem, shown

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 100
MAX_NODES = 200_000  # after aliases are followed

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ScalarNode:
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


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list; ``flow`` says whether it is written in brackets, ``last`` is where its last item ends.

    ``end`` lies behind the bracket; without brackets it is ``last``, before any comments that follow.
    """

    line: int
    start: int
    end: int
    last: int
    items: tuple[Node, ...]
    flow: bool
    size: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with their values in the order of the file; a key stands once. Places as in a list."""

    line: int
    start: int
    end: int
    last: int
    entries: dict[str, tuple[ScalarNode, Node]]
    flow: bool
    size: int


Node = ScalarNode | SequenceNode | MappingNode


@lru_cache(maxsize=2)  # reading a text and adding a code to it need the same tree
def parse_tree(text: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of a YAML text (None when there is none to read) and what is wrong with the YAML itself."""
    if len(text) > MAX_CHARACTERS:
        problem = Problem(1, f"the file has {len(text)} characters", f"a codebook has at most {MAX_CHARACTERS}")
        return None, (problem,)
    builder = _Builder()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.line = event.start_mark.line + 1
            builder.take(event)
    except _StopError as stop:
        return None, (*builder.problems, stop.problem)
    except MarkedYAMLError as error:
        return None, (*builder.problems, _syntax_problem(error))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        what = f"the character U+{error.character:04X} is not allowed in YAML"
        return None, (*builder.problems, Problem(line, what, "remove it"))
    except (YAMLError, ValueError, OverflowError) as error:  # ValueError: an escape such as "\U00110000"
        what = f"this is not valid YAML: {shown(str(error))}"
        return None, (*builder.problems, Problem(builder.line, what, "check the escapes and quotes after this line"))
    return builder.root, tuple(builder.problems)


class _StopError(Exception):
    """Reading cannot go on."""

    def __init__(self, line: int, what: str, repair: str) -> None:
        super().__init__(what)
        self.problem = Problem(line, what, repair)


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    event: SequenceStartEvent | MappingStartEvent
    last: int
    nodes: list[Node] = field(default_factory=list)


class _Builder:
    """Takes events one after the other and closes nodes from the inside out; no recursion."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.line = 1
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0

    def take(self, event: Event) -> None:
        """One event further. Raises _StopError where the rest cannot mean anything."""
        if isinstance(event, NodeEvent) and not isinstance(event, AliasEvent):
            self._refuse_tag(event)
        if isinstance(event, ScalarEvent):
            self._close(self._scalar(event), event, event.anchor)
        elif isinstance(event, AliasEvent):
            self._close(self._alias(event), event, None)
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            self._open.append(_Open(event, event.end_mark.index))
            if len(self._open) > MAX_DEPTH:
                raise _StopError(self.line, f"nested deeper than {MAX_DEPTH} levels", "a codebook is flatter")
        elif isinstance(event, EndEvent):
            opened = self._open.pop()
            self._close(self._collection(opened, event), event, opened.event.anchor)
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _StopError(self.line, "a second YAML document starts here", "one file holds one codebook")

    def _close(self, node: Node, event: Event, anchor: str | None) -> None:
        if node.size > MAX_NODES:
            raise _StopError(node.line, f"more than {MAX_NODES} entries", "aliases (*) repeat too much; write it out")
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        self._open[-1].nodes.append(node)
        if isinstance(event, AliasEvent):  # its node ends where the anchor stands
            self._open[-1].last = event.end_mark.index
        elif node.end > node.start:  # an empty scalar is marked where the next token starts
            self._open[-1].last = node.end

    def _scalar(self, event: ScalarEvent) -> ScalarNode:
        if _UNPRINTABLE.search(event.value):
            what = f"the text {shown(event.value)} holds a control character"
            self.problems.append(Problem(self.line, what, "remove the escape"))
        start, end = event.start_mark.index, event.end_mark.index
        return ScalarNode(self.line, start, end, event.value, plain=event.style is None)

    def _alias(self, event: AliasEvent) -> Node:
        if event.anchor not in self._anchors:
            raise _StopError(self.line, f"the alias *{event.anchor} has no anchor before it", "write the text out")
        return self._anchors[event.anchor]

    def _refuse_tag(self, event: NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            problem = Problem(self.line, f"the tag {shown(str(tag))} means nothing in a codebook", "remove it")
            self.problems.append(problem)

    def _collection(self, opened: _Open, end: Event) -> Node:
        event, nodes = opened.event, opened.nodes
        line, start, flow = event.start_mark.line + 1, event.start_mark.index, bool(event.flow_style)
        # the end event of a block collection lies behind the comments that follow it
        stop = end.end_mark.index if flow else opened.last
        size = 1 + sum(node.size for node in nodes)
        if isinstance(event, SequenceStartEvent):
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


def _syntax_problem(error: MarkedYAMLError) -> Problem:
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
