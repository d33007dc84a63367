"""Changes of a codebook as values: what researchers ask for, before any text or study is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.codebook.code_fields import CodeField


@dataclass(frozen=True, slots=True)
class Part:
    """A code that an operation leads to: one there is (``id``), or a new one by its label.

    A new value without a definition is defined by its label until somebody says more.
    """

    id: str = ""
    label: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Create:
    """A new code below another ("": at the top); ``place`` counts from the lowest value of an ordinal row, None is the
    highest."""

    part: Part
    parent: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Rename:
    """Another label in one language ("": the default one); the id stays."""

    code: str
    label: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A code, with all below it, goes below another one ("": to the top) and gets an id that says so.

    ``place`` as in Create.
    """

    code: str
    parent: str = ""
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """Several codes become one: one of them, another one, or a new one beside the first."""

    codes: tuple[str, ...]
    to: Part


@dataclass(frozen=True, slots=True)
class Unmerge:
    """The newest merge into a code is taken back: what was coded under its parts is theirs again.

    ``earlier`` and ``merged`` are the texts of the codebook before and after the merge. ``used``: something was coded
    with the merged code since, so that it has to stay even if the merge made it.
    """

    code: str
    earlier: str = field(default="", repr=False)
    merged: str = field(default="", repr=False)
    used: bool = True


@dataclass(frozen=True, slots=True)
class Split:
    """A code becomes several; what was coded with it waits for recoding, or goes to ``default`` (a place in ``to``)."""

    code: str
    to: tuple[Part, ...]
    default: int | None = None


@dataclass(frozen=True, slots=True)
class Retire:
    """A code, with all below it, is not coded with any more and leaves the rows; its codings are kept."""

    code: str


@dataclass(frozen=True, slots=True)
class Redefine:
    """Another definition or other criteria, so that older codings were made under an earlier definition."""

    code: str
    texts: tuple[tuple[CodeField, str], ...]


@dataclass(frozen=True, slots=True)
class Rescale:
    """The levels of a level code become others (None: none, to be coded again), maybe on another scale ("": the same).

    Levels that the map does not name stay.
    """

    code: str
    map: Mapping[int, int | None]
    scale: str = ""


Op = Create | Rename | Move | Merge | Unmerge | Split | Retire | Redefine | Rescale


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changes the codebook, on which day, and why."""

    author: str
    date: str
    rationale: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The text after a change, the ids of the codes touched as they were and as they are, and what a reader of the
    preview must know."""

    text: str
    ids: tuple[str, ...]
    to: tuple[str, ...]
    notes: tuple[str, ...] = ()
