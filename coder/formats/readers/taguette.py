"""Projects of Taguette 1.x (SQLite): their documents, with highlights as codings and tags as codes.

Taguette counts places in UTF-8 bytes of the text nodes of a document's HTML; here they become code points of our text,
which is those nodes one after the other, with line ends where blocks of the page meet. Every highlight is compared with
the snippet that Taguette kept of it; what disagrees keeps its place and is told. Untrusted: the database is read from
a private copy in memory, sizes and work are limited, and nothing of it is run: no views, triggers, virtual tables or
computed columns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath

from coder.errors import UnreadableError
from coder.formats.decode import require_few_lines, require_words
from coder.formats.nodes import Nodes, read_nodes
from coder.formats.readers import suffixes
from coder.formats.turns import turns
from coder.model.coding import FROM_TAGUETTE
from coder.model.document import Highlight, Transcript
from coder.model.reading import AS_IT_IS, Reading

SUFFIXES = (".sqlite3", ".sqlite")
WALKED = False  # a database may hold anything

UNTAGGED = "no tag"
_MAGIC = b"SQLite format 3\x00"
_OURS = b"CODR"  # application id of a study
_MOST_BYTES = 100_000_000
_MOST_VALUE = 20_000_000  # bytes of one value
_MOST_TEXT = 30_000_000  # characters of all documents
_MOST_ROWS = 1_000_000  # of any table
_TAGS = 3  # of a line at least, on average: the two of its paragraph, and one within
_STEPS, _MOST_STEPS = 100_000, 5_000  # virtual machine instructions a look, and looks, before a query is given up
_SHOWN = 40  # characters of their words
_NAMED = 3  # disagreeing highlights that are shown
_TABLES: Mapping[str, tuple[str, ...]] = {
    "projects": ("id", "name"),
    "documents": ("id", "project_id", "name", "description", "contents"),
    "tags": ("id", "project_id", "path", "description"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
_HINT = "in Taguette: Project info, Export project (SQLite3)"


@dataclass(frozen=True, slots=True)
class _Marked:
    """A row of the table of highlights."""

    start: int
    end: int
    snippet: str
    tags: tuple[str, ...]


def parse_all(data: bytes, name: str, how: Reading = AS_IT_IS) -> tuple[Transcript, ...]:
    """The documents of a Taguette project with their highlights.

    Raises UnreadableError for other databases, damaged ones, several projects in one file and projects without words.
    """
    _check(data, name)
    try:
        with closing(sqlite3.connect(":memory:")) as db:
            _open(db, data)
            _check_tables(db, name)
            return tuple(_transcripts(db, name))
    except (sqlite3.Error, ValueError, OverflowError, MemoryError) as error:
        # In one line, and without the words of the transcript that follow "with text".
        reason = " ".join(str(error).split(" with text '", 1)[0].split()) or type(error).__name__
        raise UnreadableError(f"the database cannot be read: {reason[:120]}", where=name, hint=_HINT) from None


def _check(data: bytes, name: str) -> None:
    """Refuse by the first bytes what is no database, or a study."""
    if not data.startswith(_MAGIC) or len(data) < 512:
        raise UnreadableError("this is no SQLite database, or a damaged one", where=name, hint=_HINT)
    if data[68:72] == _OURS:
        raise UnreadableError(
            "this is a study of this program, not a transcript",
            where=name,
            hint="name its folder with --study, or import the files of its corpus/",
        )
    if len(data) > _MOST_BYTES:
        raise UnreadableError(
            f"the database has {len(data) // 1_000_000} MB: too much for a project of transcripts",
            where=name,
            hint="export one project: " + _HINT,
        )


def _open(db: sqlite3.Connection, data: bytes) -> None:
    """Put the bytes into a connection to memory, with limits."""
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
    # A file in write-ahead mode says so in two bytes, and could not be opened in memory.
    db.deserialize(data[:18] + b"\x01\x01" + data[20:])
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_VALUE)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "cache_size = -2000"):
        db.execute(f"PRAGMA {pragma}")
    looks = 0

    def too_long() -> int:
        nonlocal looks
        looks += 1
        return int(looks > _MOST_STEPS)

    db.set_progress_handler(too_long, _STEPS)


def _check_tables(db: sqlite3.Connection, name: str) -> None:
    """Refuse a database whose tables are not Taguette's, or are no plain tables."""
    plain = {
        row[0]
        for row in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
        if isinstance(row[0], str)
    }
    for table, columns in _TABLES.items():
        found = {row[1]: row[6] for row in db.execute(f"PRAGMA table_xinfo({table})")} if table in plain else {}
        if any(found.get(column) != 0 for column in columns):  # 0: neither hidden nor computed
            raise UnreadableError("this SQLite database is no Taguette project", where=name, hint=_HINT)
    projects = len(_rows(db, "projects", "id"))
    if projects != 1:
        raise UnreadableError(
            f"it holds {projects} projects" if projects else "it holds no project",
            where=name,
            hint="export the one you want: " + _HINT,
        )


def _rows(db: sqlite3.Connection, table: str, *columns: str) -> list[tuple[object, ...]]:
    """All rows of a table, by its first column. Table and columns are constants of this module."""
    order = ", ".join(columns[:2])
    query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order} LIMIT {_MOST_ROWS}"  # noqa: S608 - constants
    return db.execute(query).fetchall()


def _transcripts(db: sqlite3.Connection, name: str) -> Iterator[Transcript]:
    ((_, project),) = _rows(db, "projects", "id", "name")
    tags = _tags(db)
    codes: dict[tuple[str, ...], str] = {(_line(path),): _said(description) for path, description in tags.values()}
    marked = _highlights(db, {identity: _line(path) for identity, (path, _) in tags.items()})
    right_to_left = _right_to_left(db)
    left, lines = _MOST_TEXT, 0
    some = False
    taken: dict[str, int] = {}
    documents = _rows(db, "documents", *_TABLES["documents"])
    require_few_lines(sum(_said(row[-1]).count("<") // _TAGS for row in documents), name)
    for identity, _, title, description, contents in documents:
        html = _said(contents)
        left -= len(html)
        if left < 0:
            raise UnreadableError(
                f"its documents have more than {_MOST_TEXT // 1_000_000} MB of text", where=name, hint="divide it"
            )
        nodes = read_nodes(html)
        lines += nodes.text.count("\n")
        require_few_lines(lines, name)
        if not nodes.text.strip():
            continue
        some = True
        attributes = {
            "project": _line(project),
            "description": _said(description).strip(),
            "text_direction": "right to left" if identity in right_to_left else "",
        }
        found = turns(nodes.text, nodes.headings)
        highlights, warnings = _placed(nodes, marked.pop(identity, []))
        yield Transcript(
            nodes.text,
            found.turns,
            found.times,
            {key: value for key, value in attributes.items() if value},
            (*warnings, *found.warnings),
            name=_free_name(_line(title), taken),
            named=True,
            highlights=highlights,
            codes=codes,
            origin=FROM_TAGUETTE,
        )
    if not some:
        require_words("", name)


def _line(value: object) -> str:
    """A name as one printable line."""
    text = " ".join(_said(value).split())
    return "".join(sign for sign in text if sign.isprintable())


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _free_name(title: str, taken: dict[str, int]) -> str:
    """The name of a document without the ending of its file, or with it, or numbered: the first that nobody has.

    ``taken`` are the names so far, with the number to try next where one comes again.
    """
    ending = PurePath(title).suffix.lower()
    bare = PurePath(title).stem if ending in (*suffixes(), ".doc") else title
    whole = title or "document"
    name = next((name for name in (bare or "document", whole) if name not in taken), "")
    if not name:
        number = next(number for number in count(taken[whole]) if f"{whole} {number}" not in taken)
        taken[whole] = number + 1
        name = f"{whole} {number}"
    taken[name] = 2
    return name


def _tags(db: sqlite3.Connection) -> dict[object, tuple[str, str]]:
    """Path and description of every tag, by id."""
    rows = _rows(db, "tags", "id", "path", "description")
    return {identity: (_said(path), _said(description).strip()) for identity, path, description in rows if _line(path)}


def _highlights(db: sqlite3.Connection, tags: Mapping[object, str]) -> dict[object, list[_Marked]]:
    """The highlights by the id of their document, in the order they were made."""
    of: dict[object, list[str]] = {}
    for highlight, tag in _rows(db, "highlight_tags", "highlight_id", "tag_id"):
        if tag in tags:
            of.setdefault(highlight, []).append(tags[tag])
    found: dict[object, list[_Marked]] = {}
    for identity, document, start, end, snippet in _rows(db, "highlights", *_TABLES["highlights"]):
        if isinstance(start, int) and isinstance(end, int):
            marked = _Marked(start, end, _said(snippet), tuple(of.get(identity, ())))
            found.setdefault(document, []).append(marked)
    return found


def _right_to_left(db: sqlite3.Connection) -> frozenset[object]:
    """Ids of the documents that are written from right to left; the first versions of Taguette did not say."""
    if "text_direction" not in {row[1] for row in db.execute("PRAGMA table_info(documents)")}:
        return frozenset()
    rows = _rows(db, "documents", "id", "text_direction")
    return frozenset(identity for identity, direction in rows if direction == "RIGHT_TO_LEFT")


def _placed(nodes: Nodes, marked: list[_Marked]) -> tuple[tuple[Highlight, ...], tuple[str, ...]]:
    """The highlights in code points of our text, and what could not be taken over or disagrees with its snippet."""
    highlights: list[Highlight] = []
    outside, untagged, differing = 0, 0, []
    offsets = nodes.from_bytes({offset for one in marked for offset in (one.start, one.end)})
    for one in marked:
        start, end = offsets.get(one.start), offsets.get(one.end)
        if start is None or end is None or start >= end:
            outside += 1
            continue
        span = nodes.span(start, end)
        words = read_nodes(one.snippet).source
        agrees = nodes.source[start:end].split() == words.split()
        if not agrees:
            differing.append(f"{span} says {_short(nodes.text[span.start : span.end])}, its snippet {_short(words)}")
        untagged += not one.tags
        kept = "" if agrees else words
        highlights += [Highlight(span, (tag,), words=kept) for tag in one.tags or (UNTAGGED,)]
    warnings = []
    if outside:
        warnings.append(f"{_counted(outside)} left out: their place is not in the text")
    if untagged:
        warnings.append(f"{_counted(untagged)} without a tag: taken over with a code {UNTAGGED!r}")
    if differing:
        more = f"; and {len(differing) - _NAMED} more" if len(differing) > _NAMED else ""
        said = "; ".join(differing[:_NAMED])
        verb = "disagrees" if len(differing) == 1 else "disagree"
        warnings.append(f"{_counted(len(differing))} {verb} with the words Taguette kept: {said}{more}")
    return tuple(highlights), tuple(warnings)


def _counted(number: int) -> str:
    return f"{number} highlight" if number == 1 else f"{number} highlights"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return repr(line if len(line) <= _SHOWN else line[:_SHOWN] + "…")
