"""The key file: which pseudonym stands for which name, and everything that left the study with the names (pure).

A JSON document, readable by people at its beginning. Each pseudonymisation is a round of its own; rounds stay in
the file after names were brought back, because copies of the pseudonymised study may need them.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from coder.errors import CoderError, UnreadableError
from coder.model.edit import Entry
from coder.privacy.offsets import OffsetMap, Replaced
from coder.store.rows import edit_from_row, edit_to_row

FILE_NAME = "pseudonyms.key"
FORMAT = "coder-pseudonyms/1"


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling and what stands for it."""

    words: str
    kind: str
    pseudonym: str


@dataclass(frozen=True, slots=True)
class Round:
    """One pseudonymisation: the entries of the journal that read otherwise then (number, label, kind, payload), the
    hash of its last entry, contents by hash, what was replaced in each text, and files of the study by their path.
    """

    id: str
    at: str
    coder: str
    names: tuple[Name, ...]
    last: str
    entries: tuple[tuple[int, str, str, str], ...]
    contents: dict[str, str]
    maps: dict[str, tuple[tuple[int, int, int, int], ...]]
    files: dict[str, str]

    def content(self) -> dict[str, bytes]:
        """The contents as bytes, by hash."""
        return {sha: base64.b64decode(data) for sha, data in self.contents.items()}

    def offsets(self) -> dict[str, OffsetMap]:
        """What was replaced, by the hash of the text with names."""
        return {sha: OffsetMap(tuple(Replaced(*one) for one in found)) for sha, found in self.maps.items()}

    def restored(self, entries: list[Entry]) -> list[Entry]:
        """The entries before the pseudonymisation as they were; their hashes are those of the study until chained."""
        were = {seq: (label, edit_from_row(kind, payload)) for seq, label, kind, payload in self.entries}
        return [
            replace(entry, label=were[entry.seq][0], edit=were[entry.seq][1]) if entry.seq in were else entry
            for entry in entries
        ]


@dataclass(frozen=True, slots=True)
class Key:
    """The whole file."""

    format: str = FORMAT
    note: str = "Names of this study. Keep this file apart from it, and never pass it on."
    rounds: tuple[Round, ...] = field(default=())

    def names(self) -> dict[str, Name]:
        """The newest pseudonym of each spelling."""
        return {name.words: name for one in self.rounds for name in one.names}

    def round(self, identity: str) -> Round | None:
        """The round of that id."""
        return next((one for one in self.rounds if one.id == identity), None)


def changed(before: list[Entry], after: list[Entry]) -> tuple[tuple[int, str, str, str], ...]:
    """The entries of ``before`` that are told otherwise in ``after``."""
    return tuple(
        (old.seq, old.label, *edit_to_row(old.edit))
        for old, new in zip(before, after, strict=True)
        if (old.label, old.edit) != (new.label, new.edit)
    )


def encoded(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Contents as the file holds them."""
    return {sha: base64.b64encode(data).decode("ascii") for sha, data in contents.items()}


def flat(offsets: OffsetMap) -> tuple[tuple[int, int, int, int], ...]:
    """A map as the file holds it."""
    return tuple((one.start, one.end, one.new_start, one.new_end) for one in offsets.replaced)


def render(key: Key) -> bytes:
    """The file."""
    return msgspec.json.format(msgspec.json.encode(key), indent=1)


def parse(data: bytes, name: str) -> Key:
    """A key file. Raises UnreadableError."""
    hint = "name the key file with --key"
    try:
        key = msgspec.json.decode(data, type=Key)
    except (msgspec.MsgspecError, UnicodeDecodeError, CoderError) as error:
        raise UnreadableError(f"this is no key file of pseudonyms ({error})", where=name, hint=hint) from error
    if key.format != FORMAT:
        raise UnreadableError(f"this key file is of another format ({key.format})", where=name, hint=hint)
    return key
