"""What ``coder import`` says at its end: documents one by one, or of many the sums, and warnings of a kind together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path, PurePath

from coder.cli.diagnostics import notice
from coder.cli.lists import Field, print_list
from coder.cli.output import counted
from coder.model.report import Imported

MANY = 30  # documents, from which on they are summed up; coder documents lists them
NAMED = 3  # documents named of those that share a warning
LISTED = 5  # files named that were passed over, new codes
_QUOTED = re.compile(r"'[^']*'|“[^”]*”")


def documents(imported: Sequence[Imported]) -> None:
    """The documents that came in or were in already, or of many the sums by format."""
    if len(imported) <= MANY:
        fields = (Field("document"), Field("turns", number=True), Field("words", number=True), Field("", wraps=True))
        print_list(fields, [(one.document, str(one.turns), str(one.words), news(one)) for one in imported])
        return
    by_format: dict[str, list[Imported]] = defaultdict(list)
    for one in imported:
        by_format[PurePath(one.path).suffix.lower().removeprefix(".") or "without ending"].append(one)
    sums = (Field("format"), *(Field(name, number=True) for name in ("documents", "in already", "turns", "words")))
    rows = sorted(by_format.items(), key=lambda item: (-len(item[1]), item[0]))
    everything = [("all", list(imported))] if len(rows) > 1 else []
    print_list(sums, [_sums(name, found) for name, found in (*rows, *everything)])


def _sums(name: str, found: Sequence[Imported]) -> tuple[str, ...]:
    known = sum(one.unchanged or bool(one.attributes) for one in found)
    turns, words = sum(one.turns for one in found), sum(one.words for one in found)
    return name, f"{len(found):,}", f"{known:,}" if known else "", f"{turns:,}", f"{words:,}"


def warnings(imported: Sequence[Imported]) -> None:
    """What is odd about the documents; of many documents a kind of warning is one line."""
    kinds: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for one in imported:
        for text in one.warnings:
            warning = text.removeprefix(f"{one.document} ")
            alone = () if len(imported) > MANY else (place(one), warning)
            kinds[(*alone, *_kind(warning))].append((place(one), warning))
    for found in kinds.values():
        places = list(dict.fromkeys(where for where, _ in found))
        if len(places) <= NAMED:
            for where, warning in found:
                notice(f"{where}: {warning}")
        else:
            alike = "" if len({warning for _, warning in found}) == 1 else "such as: "
            notice(f"{counted(len(places), 'document')} ({', '.join(places[:NAMED])}, ...): {alike}{found[0][1]}")


def _kind(warning: str) -> tuple[str, ...]:
    """What two warnings that differ in names, numbers and quoted words have in common."""
    bare = (word.strip(".,;:()") for word in _QUOTED.sub(" ", warning).split())
    return tuple(word for word in bare if word.isalpha() and word.islower())


def news(one: Imported) -> str:
    """What to say of a document that came with codings, or was in the study before."""
    if one.attributes:
        return f"is in already; now set: {', '.join(one.attributes)}"
    if one.codings:
        return counted(one.codings, "coding")
    return "is in already" if one.unchanged else ""


def place(one: Imported) -> str:
    """The file that a notice is about, with the document where the file may hold several."""
    path = PurePath(one.path)
    return path.name if one.document == path.stem else f"{path.name}, {one.document}"


def passed_over(paths: Sequence[Path]) -> None:
    """Say what was passed over in folders, what of it can be read when it is named, and what cannot be opened."""
    from coder.files import is_file
    from coder.formats.readers import WORD_PROCESSED, suffixes

    readable = suffixes()
    closed = [path for path in paths if not is_file(path)]
    tables = [path for path in paths if path not in closed and path.suffix.lower() in readable]
    notice(f"{counted(len(paths), 'file')} passed over: {_first(paths)}")
    if tables:
        notice(f"transcripts of these kinds are read when the file itself is named: {_first(tables)}")
    anew = [path for path in paths if path not in closed and path.suffix.lower() in WORD_PROCESSED]
    if anew:
        notice(f"cannot be read; save them as .docx in the program they were written with: {_first(anew)}")
    if closed:
        notice(f"cannot be opened: {_first(closed)}")


def _first(paths: Sequence[Path]) -> str:
    return ", ".join(path.name for path in paths[:LISTED]) + ", ..." * (len(paths) > LISTED)
