"""Typed reading of one mapping of the tree: every deviation becomes a problem, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from coder.codebook.problem import Problem, nearest, shown
from coder.codebook.tree import MappingNode, Node, ScalarNode, SequenceNode
from coder.model.labels import Text

_ID = re.compile(r"\w[\w-]*(\.\w[\w-]*)*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(slots=True)
class Reading:
    """What holds for the whole file, and the problems found so far."""

    languages: tuple[str, ...] = ()
    default_language: str = ""
    problems: list[Problem] = field(default_factory=list)

    def report(self, line: int, what: str, repair: str) -> None:
        """One more problem."""
        self.problems.append(Problem(line, what, repair))

    def text(self, node: Node, what: str) -> str:
        """The text of a scalar as it stands; "" and a problem for a list or mapping."""
        if isinstance(node, ScalarNode):
            return node.text
        self.report(
            node.line, f"{what} is a {kind_of(node)}, not a text", "write plain text, in quotes if it needs any"
        )
        return ""

    def name(self, node: Node, what: str) -> str:
        """An id: words of letters, digits, _ and -, joined with dots; "" and a problem for anything else."""
        text = self.text(node, what)
        if is_id(text):
            return text
        if isinstance(node, ScalarNode):
            self.report(node.line, f"{what} {shown(text)} is no id", "letters, digits, _ and -, joined with dots")
        return ""

    def label(self, node: Node, what: str, *, one_line: bool = False) -> dict[str, str]:
        """A text, or texts by language; plain text stands under the default language."""
        if isinstance(node, ScalarNode):
            text = self._filled(node, what, one_line=one_line)
            return {self.default_language: text} if text else {}
        if isinstance(node, SequenceNode):
            self.report(node.line, f"{what} is a list, not a text", "write text or {en: text, …}")
            return {}
        found = {}
        for key, value in node.entries.values():
            self.language(key, what)
            text = self._filled(value, f"{what} in {shown(key.text)}", one_line=one_line)
            if text:
                found[key.text] = text
        return found

    def language(self, key: ScalarNode, what: str) -> None:
        """A problem unless the key is a declared language."""
        if self.languages and key.text not in self.languages:
            what = f"{what} is given in {shown(key.text)}, which is not among the languages"
            self.report(
                key.line, what, f"declared: {', '.join(self.languages)}; add it to languages or remove the text"
            )

    def items(self, node: Node, what: str) -> tuple[Node, ...]:
        """The items of a list; none and a problem for anything else."""
        if isinstance(node, SequenceNode):
            return node.items
        self.report(
            node.line, f"{what} is a {kind_of(node)}, not a list", "write [one, two] or lines that start with -"
        )
        return ()

    def entries(self, node: Node, what: str) -> Iterable[tuple[ScalarNode, Node]]:
        """Keys and values of a mapping; none and a problem for anything else."""
        if isinstance(node, MappingNode):
            return node.entries.values()
        self.report(
            node.line, f"{what} is a {kind_of(node)}, not a mapping", "write {key: value} or lines of key: value"
        )
        return ()

    def integer(self, node: Node, what: str) -> int | None:
        """A whole number; None and a problem for anything else."""
        text = self.text(node, what)
        if _INTEGER.fullmatch(text):
            return int(text)
        if isinstance(node, ScalarNode):
            self.report(node.line, f"{what} {shown(text)} is no whole number", "write a number such as 2 or -1")
        return None

    def _filled(self, node: Node, what: str, *, one_line: bool) -> str:
        text = self.text(node, what)
        text = " ".join(text.split()) if one_line else text.strip()
        if isinstance(node, ScalarNode) and (not text or node.null):
            self.report(node.line, f"{what} is empty", "write the text or remove the line")
            return ""
        return text


def is_id(text: str) -> bool:
    """Whether a text can name a code, row, case and so on."""
    return _ID.fullmatch(text) is not None


def kind_of(node: Node) -> str:
    """What a node is, in the words of a message."""
    if isinstance(node, ScalarNode):
        return "text"
    return "list" if isinstance(node, SequenceNode) else "mapping"


class Fields:
    """One mapping with its allowed keys. ``what`` names it in messages and may be sharpened once the id is known."""

    def __init__(self, reading: Reading, node: MappingNode, what: str, keys: Collection[str]) -> None:
        self.reading = reading
        self.node = node
        self.what = what
        for key, value in node.entries.values():
            if key.text not in keys:
                torn = node.flow and " " in key.text and isinstance(value, ScalarNode) and value.null
                repair = "a text with a comma inside {…} needs quotes" if torn else nearest(key.text, keys)
                reading.report(key.line, f"{what} has an unknown key {shown(key.text)}", repair)

    def get(self, key: str) -> Node | None:
        """The node under a key; None if the key is missing or nothing stands there."""
        entry = self.node.entries.get(key)
        if entry is None or (isinstance(entry[1], ScalarNode) and entry[1].null):
            return None
        return entry[1]

    def line(self, key: str = "") -> int:
        """The line of a key, of the mapping itself if there is no such key."""
        return self.node.entries[key][0].line if key in self.node.entries else self.node.line

    def report(self, key: str, what: str, repair: str) -> None:
        """A problem at a key, said of this mapping."""
        self.reading.report(self.line(key), f"{self.what} {what}", repair)

    def missing(self, key: str, repair: str) -> None:
        """The problem that a required key is not there."""
        self.report(key, f"has no {key}", repair)

    def text(self, key: str) -> str:
        """The text under a key, stripped; "" if there is none."""
        node = self.get(key)
        return "" if node is None else self.reading.text(node, self._of(key)).strip()

    def raw(self, key: str, default: str) -> str:
        """The text under a key as it stands, blanks and an empty one included."""
        entry = self.node.entries.get(key)
        return default if entry is None else self.reading.text(entry[1], self._of(key))

    def raw_by_language(self, key: str, default: Text) -> Text:
        """The text under a key as it stands, or texts by language; blanks and empty ones included."""
        entry = self.node.entries.get(key)
        if entry is None:
            return default
        if not isinstance(entry[1], MappingNode):
            return self.reading.text(entry[1], self._of(key))
        found = {}
        for tag, value in entry[1].entries.values():
            self.reading.language(tag, self._of(key))
            found[tag.text] = self.reading.text(value, f"{self._of(key)} in {shown(tag.text)}")
        return found or default

    def name(self, key: str = "id", *, required: bool = True) -> str:
        """The id under a key; "" (and a problem if it is required) when there is none."""
        node = self.get(key)
        if node is None:
            if required:
                self.missing(key, f"add {key}: and a name")
            return ""
        return self.reading.name(node, self._of(key))

    def names(self, key: str) -> tuple[str, ...]:
        """A list of ids."""
        return tuple(name for _, name in self.placed_names(key))

    def placed_names(self, key: str) -> list[tuple[int, str]]:
        """A list of ids (one id may stand alone) with their lines."""
        node = self.get(key)
        if node is None:
            return []
        items = (node,) if isinstance(node, ScalarNode) else self.reading.items(node, self._of(key))
        named = [(item.line, self.reading.name(item, f"an item of {self._of(key)}")) for item in items]
        return [(line, name) for line, name in named if name]

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str | None:
        """One of the allowed words; the default when there is none, None after a problem."""
        node = self.get(key)
        if node is None:
            if default is None:
                self.missing(key, "one of " + ", ".join(allowed))
            return default
        text = self.reading.text(node, self._of(key))
        if text in allowed:
            return text
        if isinstance(node, ScalarNode):
            self.report(key, f"has the {key} {shown(text)}", nearest(text, allowed))
        return None

    def flag(self, key: str, *, default: bool = False) -> bool:
        """true or false."""
        node = self.get(key)
        if node is None:
            return default
        text = self.reading.text(node, self._of(key))
        if text not in _FLAGS and isinstance(node, ScalarNode):
            self.report(key, f"has {key}: {shown(text)}", "write true or false")
        return _FLAGS.get(text, default)

    def integer(self, key: str, default: int, least: int) -> int:
        """A whole number that is at least ``least``."""
        node = self.get(key)
        number = default if node is None else self.reading.integer(node, self._of(key))
        if number is not None and number < least:
            self.report(key, f"has {key}: {number}", f"at least {least}")
        return default if number is None else number

    def label(self, key: str, *, one_line: bool = False) -> dict[str, str]:
        """A text by language; empty if there is none."""
        node = self.get(key)
        return {} if node is None else self.reading.label(node, self._of(key), one_line=one_line)

    def labels(self, key: str) -> tuple[dict[str, str], ...]:
        """A list of texts by language."""
        found = (self.reading.label(item, f"an item of {self._of(key)}") for item in self.items(key))
        return tuple(label for label in found if label)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of one-line texts."""
        return self.reading_texts(self.get(key), self._of(key))

    def reading_texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """The one-line texts of a list node."""
        if node is None:
            return ()
        found = []
        for item in self.reading.items(node, what):
            text = " ".join(self.reading.text(item, f"an item of {what}").split())
            if text:
                found.append(text)
            elif isinstance(item, ScalarNode):
                self.reading.report(item.line, f"an item of {what} is empty", "write the text or remove it")
        return tuple(found)

    def items(self, key: str) -> tuple[Node, ...]:
        """The nodes of a list."""
        node = self.get(key)
        return () if node is None else self.reading.items(node, self._of(key))

    def entries(self, key: str) -> Iterable[tuple[ScalarNode, Node]]:
        """The keys and values of a mapping."""
        node = self.get(key)
        return () if node is None else self.reading.entries(node, self._of(key))

    def each(self, key: str, what: str, keys: Collection[str]) -> Iterator[Fields]:
        """The mappings of a list, each with its own keys."""
        for item in self.items(key):
            found = fields_of(self.reading, item, what, keys)
            if found is not None:
                yield found

    def part(self, key: str, keys: Collection[str]) -> Fields | None:
        """The mapping under a key; None if there is none."""
        node = self.get(key)
        return None if node is None else fields_of(self.reading, node, self._of(key), keys)

    def _of(self, key: str) -> str:
        return f"{key} of {self.what}"


def fields_of(reading: Reading, node: Node, what: str, keys: Collection[str]) -> Fields | None:
    """The node as a mapping; None and a problem if it is something else."""
    if isinstance(node, MappingNode):
        return Fields(reading, node, what, keys)
    reading.report(node.line, f"{what} is a {kind_of(node)}, not a mapping", "write lines of key: value")
    return None


class Once:
    """Ids seen so far, to report the ones that stand twice."""

    def __init__(self, reading: Reading, what: str, repair: str = "give each its own") -> None:
        self._reading = reading
        self._what = what
        self._repair = repair
        self._lines: dict[str, int] = {}

    def take(self, name: str, line: int) -> bool:
        """Whether the name is new; a problem if it is not."""
        if name in self._lines:
            what = f"the {self._what} {shown(name)} stands twice (first on line {self._lines[name]})"
            self._reading.report(line, what, self._repair)
            return False
        self._lines[name] = line
        return True
