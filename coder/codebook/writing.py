"""How data are written as YAML: plain where a reader needs no quotes, one line or several (pure)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TypeAlias

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"  # None: nothing there


class Bare(str):
    """A scalar that means something without quotes: ``true``, ``null`` or a number."""

    __slots__ = ()


_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
_NUMBER = re.compile("-?[0-9]+")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))  # other readers take them for more


def quoted(text: str) -> str:
    """A double-quoted scalar on one line that YAML reads back as the same text."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in plain)


def _escaped(sign: str) -> str:
    return f"\\U{ord(sign):08X}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04X}"


def _plain(text: str, *, flow: bool) -> bool:
    """Whether a text needs no quotes, for YAML and for the eyes of a reader."""
    if _VERSION.fullmatch(text):
        return True
    if not text or not text[0].isalpha() or not text.isprintable() or text != text.strip():
        return False
    if '"' in text or text.casefold() in _WORDS or ": " in text or " #" in text or text.endswith(":"):
        return False
    return not (flow and any(sign in text for sign in ",[]{}:"))


def _safe_line(line: str) -> bool:
    return line.isprintable() and line == line.rstrip()


@dataclass(frozen=True, slots=True)
class Writing:
    """The manners of one file: its line ends, and whether it is written as JSON, where everything is quoted."""

    newline: str
    json: bool

    def scalar(self, text: str, *, flow: bool, plain: bool = True) -> str:
        """A text on one line, in quotes if it needs any or if ``plain`` is not wanted."""
        if isinstance(text, Bare):
            return str(text)
        return text if plain and not self.json and _plain(text, flow=flow) else quoted(text)

    def key(self, key: str) -> str:
        """A key of a mapping: a name or a level."""
        return key if not self.json and (_NUMBER.fullmatch(key) or _plain(key, flow=True)) else quoted(key)

    def flow(self, data: Data) -> str:
        """Anything on one line, in brackets."""
        if isinstance(data, str):
            return self.scalar(data, flow=True)
        if isinstance(data, list):
            return "[" + ", ".join(map(self.flow, data)) + "]"
        entries = (f"{self.key(key)}: {self.flow(value)}" for key, value in (data or {}).items())
        return "{" + ", ".join(entries) + "}"

    def block(self, text: str, column: int, *, plain: bool = True) -> str:
        """A text behind a key at a column; lines stay lines if nothing in them gets lost."""
        lines = text.split("\n")
        if len(lines) > 1 and lines[0][:1] != " " and all(map(_safe_line, lines)):
            indent = self.newline + " " * (column + 2)
            return "|-" + "".join(indent + line if line else self.newline for line in lines)
        return self.scalar(text, flow=False, plain=plain)

    def entry(self, key: str, data: Data, column: int) -> list[str]:
        """A key at a column with its value, as lines (a text may bring further line ends)."""
        indent = " " * column
        if isinstance(data, list):
            return [f"{indent}{self.key(key)}:", *self.lines(data, column)]
        if isinstance(data, dict) and any(isinstance(value, list) for value in data.values()):
            inner = (f"{indent}  {self.key(name)}: {self.flow(value)}" for name, value in data.items())
            return [f"{indent}{self.key(key)}:", *inner]
        value = self.block(data, column) if isinstance(data, str) else self.flow(data)
        return [f"{indent}{self.key(key)}: {value}"]

    def lines(self, items: list[Data], column: int) -> list[str]:
        """The items of a list, the dash at a column; what has children has a line for each of its keys."""
        found = []
        for item in items:
            if isinstance(item, dict) and item.get("children"):
                keys = [line for key, value in item.items() for line in self.entry(key, value, column + 2)]
                found += [" " * column + "- " + keys[0][column + 2 :], *keys[1:]]
            else:
                found.append(" " * column + "- " + self.item(item))
        return found

    def item(self, data: Data) -> str:
        """A value behind a dash."""
        return self.scalar(data, flow=False) if isinstance(data, str) else self.flow(data)
