"""How reports speak: their own words and those of the tables, in one language (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coder.model import shares
from coder.model.publication import Column, Line, Value
from coder.model.words import FALLBACK, WORDS
from coder.reports.words import REPORTED

Say: TypeAlias = Callable[..., str]


def saying(language: str, *more: Mapping[str, Mapping[str, str]]) -> Say:
    """A function that says one of the words by its name, with values put in; ``more`` are words of a single report."""
    tag = language.partition("-")[0]
    tables = (*more, REPORTED, WORDS)

    def say(name: str, /, **values: object) -> str:
        known = next(table[name] for table in tables if name in table)
        words = known[tag] if tag in known else known[FALLBACK]
        return words.format(**values) if values else words

    return say


@dataclass(frozen=True, slots=True)
class Made:
    """What a report was made from: the codebook, and the newest entry of the journal with its time and hash."""

    codebook: str
    version: str
    entry: int
    at: str
    head: str

    @property
    def moment(self) -> str:
        """The time of that entry to the minute, in UTC."""
        return self.at[:16].replace("T", " ") + " UTC"

    def facts(self, say: Say) -> dict[str, str]:
        """As a report tells it at its end."""
        return {
            say("fact:codebook"): f"{self.codebook} {self.version}",
            say("fact:state"): say("fact:as_of", entry=self.entry, at=self.moment),
        }


def column(say: Say, name: str, *, number: bool = False, digits: int = 2, note: str = "") -> Column:
    """A column called by its word ``column:name``."""
    return Column(name, say(f"column:{name}"), number, digits, note)


def columns(say: Say, *names: str) -> tuple[Column, ...]:
    """Columns by their words; those whose name ends in ``#`` hold figures."""
    return tuple(column(say, name.removesuffix("#"), number=name.endswith("#")) for name in names)


def plain_columns(*names: str) -> tuple[Column, ...]:
    """Columns of data, called by their ids; those whose name ends in ``#`` hold figures."""
    return tuple(Column(name.removesuffix("#"), name.removesuffix("#"), name.endswith("#")) for name in names)


def lines(*rows: tuple[Value, ...]) -> tuple[Line, ...]:
    """Lines of a table."""
    return tuple(map(Line, rows))


def percent(part: int, of: int) -> str:
    """A share in whole percent, with its sign."""
    return f"{shares.percent(part, of)} %"


def listed(names: tuple[str, ...], say: Say) -> str:
    """Names one after the other, as the language sets them off."""
    return say("comma").join(names)
