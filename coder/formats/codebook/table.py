"""Codebooks as tables (.csv, .xlsx): a code a row.

Out: ``id, parent, kind``, then ``label``, ``definition``, ``include``, ``exclude``, ``anchors``, ``examples`` and
``cues`` in each language (``label_en``), ``aliases, scale, flags``. In a cell of several items each begins a line; the
items of a line belong together in all languages, an empty line stands for one that is missing, and lines that go on
begin with two blanks. What belongs to a level begins with it: ``-1: weak``.

In: these, in any order, and what others call them: Taguette's ``tag, description`` with dotted paths among them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from coder.codebook.fields import is_id
from coder.codebook.incoming import (
    MOST_CODES,
    MOST_LEVELS,
    IncomingCode,
    IncomingCodebook,
    depth,
    in_order,
    path_of,
    tidy,
    tidy_line,
)
from coder.errors import CoderError, UnreadableError
from coder.formats.tables import Problem, Row, TableError, read_table, render_table, unguarded
from coder.model.codebook import Code, Codebook, CodeKind, Example, Label

_BY_LANGUAGE = ("label", "definition", "include", "exclude", "anchors", "examples", "cues")
_ALONE = ("id", "parent", "kind", "aliases", "scale", "flags", "path")
_OTHERS = {  # what other programs and researchers call them, in lower case
    "tag": "path", "path": "path", "code": "label", "name": "label", "code name": "label", "title": "label",
    "description": "definition", "memo": "definition", "comment": "definition", "inclusion": "include",
    "exclusion": "exclude", "inclusion criteria": "include", "exclusion criteria": "exclude", "example": "examples",
    "cue": "cues", "alias": "aliases", "level": "", "parent code": "parent", "parent_id": "parent", "code id": "id",
}  # fmt: skip
_COLUMN = re.compile(r"([a-z]+)[\s_(]+([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\)?")
_LEVEL = re.compile(r"([+-]?[0-9]{1,9}):[ \t]?")
_SOURCE = re.compile(r" \[from: ([^\[\]]{0,2000})\]")
_FLAGS = ("absent", "qualifier", "retired")
_MORE = "  "
_LONGEST = 32_767  # characters of a cell of a spreadsheet; what is longer would be cut off there


# -- out


def render_csv(codebook: Codebook) -> str:
    """The codes as CSV; what a spreadsheet would run as a formula is kept from it, and comes in as it was."""
    columns, rows = _table(codebook)
    return render_table(columns, rows)


def render_xlsx(codebook: Codebook) -> bytes:
    """The codes as an Excel workbook, every cell a text. Raises CoderError for a text that no cell can hold."""
    from openpyxl import Workbook
    from openpyxl.cell import Cell, WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    columns, rows = _table(codebook)
    for row in rows:
        for column, text in zip(columns, row, strict=True):
            if len(text) > _LONGEST:
                raise CoderError(
                    f"a {column} has {len(text)} characters, a cell of a spreadsheet at most {_LONGEST}",
                    hint="export as .csv",
                )
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("codebook")
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, start=1):
        wide = column.partition("_")[0] in ("definition", "include", "exclude", "examples", "anchors")
        sheet.column_dimensions[_letters(number)].width = 40 if wide else 18

    def cells(texts: Iterable[str], *, bold: bool = False) -> Iterator[Cell]:
        for text in texts:
            cell = WriteOnlyCell(sheet)
            cell.value = text or None
            if text:
                cell.data_type = "s"  # never a formula, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if bold:
                cell.font = Font(bold=True)
            yield cell

    sheet.append(list(cells(columns, bold=True)))
    for row in rows:
        sheet.append(list(cells(row)))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _letters(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)


def _table(codebook: Codebook) -> tuple[list[str], list[list[str]]]:
    languages = (codebook.default_language, *(tag for tag in codebook.languages if tag != codebook.default_language))
    columns = ["id", "parent", "kind", *(f"{name}_{tag}" for name in _BY_LANGUAGE for tag in languages)]
    rows = []
    for code in codebook.codes:
        row = [code.id, code.parent or "", str(code.kind)]
        row += [_cell(code, name, tag, first=tag == languages[0]) for name in _BY_LANGUAGE for tag in languages]
        row += ["\n".join(code.aliases), code.scale or "", ", ".join(name for name in _FLAGS if getattr(code, name))]
        rows.append(row)
    return [*columns, "aliases", "scale", "flags"], rows


def _cell(code: Code, name: str, tag: str, *, first: bool) -> str:
    """What stands in one language; the first one names all levels, so that their order is told."""
    match name:
        case "label" | "definition":
            text: str = getattr(code, name).get(tag, "")
            return text
        case "include" | "exclude":
            return _lines([label.get(tag, "") for label in getattr(code, name)])
        case "cues":
            return "\n".join(code.cues.get(tag, ()))
        case "anchors":
            return _lines([f"{weight}: {label[tag]}" for weight, label in code.anchors.items() if tag in label])
        case _:
            return _lines(
                [_example(one, tag) for one in code.examples if one.weight is None or tag in one.text or first]
            )


def _example(example: Example, tag: str) -> str:
    """An example in a language, with its source where its first language is."""
    if tag not in example.text:
        return "" if example.weight is None else f"{example.weight}:"
    text = example.text[tag]
    source = example.source if tag == next(iter(example.text)) else ""
    if source and not _SOURCE.fullmatch(f" [from: {source}]"):
        source = ""  # nothing that can be told apart again; no locator looks so
    if source or _source_of(text)[1] is not None:
        text = f"{text} [from: {source}]"
    return text if example.weight is None else f"{example.weight}: {text}"


def _source_of(text: str) -> tuple[str, str | None]:
    """A text and the source at its end, None where there is none."""
    at = text.rfind(" [from: ")
    found = _SOURCE.fullmatch(text, at) if at >= 0 else None
    return (text[:at], found[1]) if found is not None else (text, None)


def _lines(items: Sequence[str]) -> str:
    """Items, each beginning a line; the empty ones at the end go."""
    last = max((place for place, item in enumerate(items, start=1) if item), default=0)
    return "\n".join(item.replace("\n", "\n" + _MORE) for item in items[:last])


# -- in


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in a column, and in which language."""

    name: str
    language: str = ""


@dataclass(slots=True)
class _Read:
    """The codes so far, and what is wrong."""

    codes: list[IncomingCode] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)  # by key: the line it stands on
    problems: list[Problem] = field(default_factory=list)


def parse(data: bytes, name: str, language: str) -> IncomingCodebook:
    """The codes of a table, their texts in ``language`` where the column does not say.

    Raises UnreadableError for what is no table, TableError with every problem of its rows.
    """
    table = read_table(data, name)
    columns = {title: column for title in table.columns if (column := _column(title, language)) is not None}
    ignored = [title for title in table.columns if title not in columns]
    problems = list(table.problems)
    named = {column.name for column in columns.values()}
    if not named & {"id", "label", "path"}:
        problems.append(Problem(table.header_line, "no column id, label or tag: the codes have no names"))
        raise TableError(name, problems)
    read = _Read(problems=problems)
    spreadsheet = name.lower().endswith(".xlsx")
    rows = [_values(row, columns, spreadsheet=spreadsheet) for row in table.rows]
    for row, cells in zip(table.rows, rows, strict=True):
        _read_row(read, row.line, cells, language, dotted="label" not in named and "id" not in named)
    _name_parents(read)
    codes, circle = in_order(read.codes)
    for one in circle:
        read.problems.append(Problem(read.keys[one.code.id], "stands below itself"))
    if read.problems:
        raise TableError(name, read.problems)
    if len(codes) > MOST_CODES or depth(codes) > MOST_LEVELS:
        what = f"{len(codes)} codes, {depth(codes)} below one another"
        raise UnreadableError(f"{what}: too much for a codebook", where=name, hint="is it the right file?")
    return IncomingCodebook(codes, tuple(f"the column {title!r} is not taken over" for title in ignored))


def _column(title: str, language: str) -> _Column | None:
    plain = " ".join(title.casefold().replace("_", " ").split())
    plain = _OTHERS.get(plain, plain.replace(" ", "_"))
    if plain in _ALONE:
        return _Column(plain)
    if plain in _BY_LANGUAGE:
        return _Column(plain, language)
    found = _COLUMN.fullmatch(title.strip().replace(title.strip()[:1], title.strip()[:1].lower(), 1))
    if found is None or found[1] not in _BY_LANGUAGE:
        return None
    first, *others = found[2].split("-")
    return _Column(found[1], "-".join((first.lower(), *others)))


def _values(row: Row, columns: Mapping[str, _Column], *, spreadsheet: bool) -> dict[_Column, str]:
    """What stands in the columns; the first that holds anything counts where two mean the same."""
    found: dict[_Column, str] = {}
    for title, column in columns.items():
        cell = row.cells[title]
        cell = cell if spreadsheet else unguarded(cell)
        if cell.strip() and column not in found:
            found[column] = cell
    return found


def _read_row(read: _Read, line: int, cells: Mapping[_Column, str], language: str, *, dotted: bool) -> None:
    def alone(name: str) -> str:
        return tidy_line(cells.get(_Column(name), ""))

    def by_language(name: str) -> dict[str, str]:
        return {column.language: cell for column, cell in cells.items() if column.name == name}

    label = {tag: text for tag, cell in by_language("label").items() if (text := tidy_line(cell))}
    parent: str | None = alone("parent") or None
    path = path_of(alone("path")) if alone("path") else ()
    key = alone("id")
    if path:
        label = label or {language: path[-1]}
        if dotted:
            parent = _above(read, path[:-1], line, language)
            key = ".".join(path)
    key = key or (next(iter(label.values())) if label else "")
    if not key:
        read.problems.append(Problem(line, "neither id nor label"))
        return
    label = label or {language: key.rsplit(".", 1)[-1].replace("_", " ")}
    kind = alone("kind").casefold()
    if kind and kind not in tuple(CodeKind):
        read.problems.append(Problem(line, f"the kind {kind!r}; one of {', '.join(CodeKind)}"))
    if key in read.keys:
        known = next(one for one in read.codes if one.code.id == key)
        if not (dotted and read.keys[key] < 0):
            read.problems.append(Problem(line, f"{key!r} stands twice (first on line {abs(read.keys[key])})"))
            return
        read.codes.remove(known)  # only its place was known, from the path of another one
    level = kind == CodeKind.LEVEL
    code = Code(
        id=key,
        kind=CodeKind(kind) if kind in tuple(CodeKind) else CodeKind.FREE,
        parent=parent,
        label=label,
        definition={tag: text for tag, cell in by_language("definition").items() if (text := tidy(cell))},
        include=_labels(by_language("include")),
        exclude=_labels(by_language("exclude")),
        examples=_level_examples(by_language("examples")) if level else _examples(by_language("examples")),
        cues={tag: cues for tag, cell in by_language("cues").items() if (cues := _words(cell))},
        aliases=_words(cells.get(_Column("aliases"), "")),
        scale=alone("scale") or None,
        anchors=_by_level(by_language("anchors")),
        **{name: name in re.split(r"[\s,;]+", alone("flags").casefold()) for name in _FLAGS},
    )
    read.keys[key] = line
    read.codes.append(IncomingCode(code, named=bool(alone("id")) and is_id(key)))


def _above(read: _Read, path: Sequence[str], line: int, language: str) -> str | None:
    """The key of the code a path leads to; what no row tells yet becomes a group (its line is below 0)."""
    parent = None
    for length in range(1, len(path) + 1):
        key = ".".join(path[:length])
        if key not in read.keys:
            read.keys[key] = -line
            code = Code(key, CodeKind.GROUP, parent, {language: path[length - 1]})
            read.codes.append(IncomingCode(code))
        parent = key
    return parent


def _name_parents(read: _Read) -> None:
    """Parents given by label become keys; an id that no row has may be one of the codebook."""
    by_label: dict[str, list[str]] = {}
    for one in read.codes:
        for text in set(one.code.label.values()):
            by_label.setdefault(text, []).append(one.code.id)
    for place, one in enumerate(read.codes):
        parent = one.code.parent
        if parent is None or parent in read.keys:
            continue
        meant = by_label.get(parent, [])
        if len(meant) == 1:
            read.codes[place] = IncomingCode(_below(one.code, meant[0]), named=one.named)
        elif not is_id(parent):
            read.problems.append(Problem(read.keys[one.code.id], f"the parent {parent!r} is no row of this table"))


def _below(code: Code, parent: str) -> Code:
    from dataclasses import replace

    return replace(code, parent=parent)


def _items(cell: str) -> list[str]:
    """The items of a cell, each beginning a line; "" for an empty line between them."""
    items: list[str] = []
    for line in cell.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.startswith(_MORE) and items and (items[-1] or line.strip()):
            items[-1] += "\n" + line[len(_MORE) :]
        else:
            items.append(line)
    return [tidy(item) for item in items]


def _labels(cells: Mapping[str, str]) -> tuple[Label, ...]:
    return tuple(label for label in _beside(cells) if label)


def _beside(cells: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What stands on the same line in all languages, as labels; empty ones included."""
    for texts in zip_longest(*map(_items, cells.values()), fillvalue=""):
        yield {tag: text for tag, text in zip(cells, texts, strict=True) if text}


def _examples(cells: Mapping[str, str]) -> tuple[Example, ...]:
    found = []
    for label in _beside(cells):
        texts, source = _without_source(label)
        if texts:
            found.append(Example(texts, None, source))
    return tuple(found)


def _level_examples(cells: Mapping[str, str]) -> tuple[Example, ...]:
    found = []
    for weight, label in _by_level(cells).items():
        texts, source = _without_source(label)
        if texts:
            found.append(Example(texts, weight, source))
    return tuple(found)


def _without_source(label: Label) -> tuple[dict[str, str], str]:
    texts, source = {}, ""
    for tag, text in label.items():
        bare, found = _source_of(text)
        if bare.strip():
            texts[tag] = bare.strip()
        source = source or tidy(found or "")
    return texts, source


def _by_level(cells: Mapping[str, str]) -> dict[int, Label]:
    """Texts that begin with their level; what does not goes on the one before it."""
    found: dict[int, dict[str, str]] = {}
    for tag, cell in cells.items():
        level: int | None = None
        for item in _items(cell):
            begin = _LEVEL.match(item)
            text = item[begin.end() :] if begin else item
            level = int(begin[1]) if begin else level
            if level is None:
                continue
            texts = found.setdefault(level, {})
            if text.strip():
                texts[tag] = f"{texts[tag]}\n{text.strip()}" if tag in texts else text.strip()
    return {level: texts for level, texts in found.items() if texts}


def _words(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(tidy_line, cell.split("\n"))))
