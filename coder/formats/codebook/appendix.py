"""A codebook as an appendix of a paper: headings, texts and tables, whatever program shows them (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coder.formats.codebook.usage import Usage
from coder.formats.visible import harmless, visible
from coder.model.codebook import Code, Codebook, CodeKind, Label

DEEPEST = 6  # levels of headings


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of one or more lines, perhaps after a word in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Items, each at a depth from 0."""

    items: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header; cells may have several lines."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


Block: TypeAlias = Heading | Paragraph | Listed | Grid


def blocks(
    codebook: Codebook, language: str | None = None, usage: Mapping[str, Usage] | None = None
) -> tuple[Block, ...]:
    """The codebook in one language; with how often each code was used, where ``usage`` is given."""
    return tuple(_Report(codebook, language, usage).blocks())


_KINDS = {
    CodeKind.GROUP: "group",
    CodeKind.ROW: "coded through its values",
    CodeKind.LEVEL: "coded with a level",
    CodeKind.VALUE: "value",
    CodeKind.FREE: "code",
}


class _Report:
    def __init__(self, codebook: Codebook, language: str | None, usage: Mapping[str, Usage] | None) -> None:
        self._codebook = codebook
        self._language = language
        self._usage = usage

    def _text(self, label: Label) -> str:
        return harmless(self._codebook.text(label, self._language))

    def _name(self, code: Code) -> str:
        return visible(self._codebook.text(code.label, self._language))

    def blocks(self) -> Iterator[Block]:
        book = self._codebook
        yield Heading(1, visible(book.text(book.title, self._language)))
        yield Paragraph(self._about())
        if book.description:
            yield Paragraph(harmless(book.description))
        if book.general_rules:
            yield Heading(2, "Rules of coding")
            yield Listed(tuple((0, f"{visible(name)}: {visible(rule)}") for name, rule in book.general_rules))
        if not book.codes:
            return
        yield Heading(2, "Codes at a glance")
        yield Listed(tuple(self._tree(None, 0)))
        yield from self._codes(None, 2)
        yield from self._history()

    def _about(self) -> str:
        book = self._codebook
        codable = sum(code.codable for code in book.codes)
        said = f"Codebook {book.id}, version {book.version}: {len(book.codes)} codes, {codable} of them codable."
        if self._usage is not None:
            codings = sum(use.codings for use in self._usage.values())
            said += f" {codings} codings stand behind the counts; a count is of codings, in how many interviews."
        return visible(said)

    def _tree(self, parent: str | None, depth: int) -> Iterator[tuple[int, str]]:
        for code in self._codebook.children(parent):
            retired = " (retired)" if code.retired else ""
            yield depth, f"{self._name(code)}{retired}{self._used(code, ' — ')}"
            yield from self._tree(code.id, depth + 1)

    def _used(self, code: Code, before: str) -> str:
        if self._usage is None or not code.codable:
            return ""
        use = self._usage.get(code.id, Usage(0, 0))
        interviews = "1 interview" if use.interviews == 1 else f"{use.interviews} interviews"
        return f"{before}{use.codings} in {interviews}" if use.codings else f"{before}not used"

    def _codes(self, parent: str | None, level: int) -> Iterator[Block]:
        """The codes below another one: values as a table, everything else under headings of its own."""
        children = self._codebook.children(parent)
        values = [code for code in children if code.kind is CodeKind.VALUE]
        if values:
            yield self._values(values)
        for code in children:
            if code.kind is not CodeKind.VALUE:
                yield Heading(min(level, DEEPEST), self._name(code))
                yield from self._code(code)
            if code.kind is not CodeKind.VALUE or self._codebook.children(code.id):
                yield from self._codes(code.id, level + 1)

    def _code(self, code: Code) -> Iterator[Block]:
        kind = _KINDS[code.kind]
        if code.scale:
            kind += f" of {code.scale}"
        retired = "; retired" if code.retired else ""
        yield Paragraph(visible(f"{code.id}; {kind}{retired}{self._used(code, '; ')}"))
        if code.definition:
            yield Paragraph(self._text(code.definition), "Definition.")
        for lead, labels in (("Include:", code.include), ("Exclude:", code.exclude)):
            if labels:
                yield Paragraph("; ".join(map(self._text, labels)), lead)
        if code.anchors:
            examples = {one.weight: self._quoted(one.text) for one in code.examples}
            rows = tuple(
                (self._mark(code, weight), self._text(anchor), examples.get(weight, ""))
                for weight, anchor in sorted(code.anchors.items(), reverse=True)
            )
            yield Grid(("Level", "Anchor", "Example"), rows, f"Levels of {self._name(code)}")
        left = [one for one in code.examples if one.weight not in code.anchors]
        if left:
            yield Paragraph("; ".join(self._quoted(one.text) for one in left), "Examples:")

    def _mark(self, code: Code, weight: int) -> str:
        """A level with the mark that is printed for it."""
        for scale in self._codebook.scales:
            for level in scale.levels:
                if scale.id == code.scale and level.anchor == weight and level.mark:
                    return visible(f"{weight} ({level.mark})")
        return str(weight)

    def _values(self, values: list[Code]) -> Grid:
        header = ["Value", "Definition", "Include", "Exclude", "Example"]
        rows = []
        for code in values:
            name = self._name(code) + (" (retired)" if code.retired else "")
            row = [name, self._text(code.definition)]
            row += ["\n".join(map(self._text, labels)) for labels in (code.include, code.exclude)]
            row.append("\n".join(self._quoted(one.text) for one in code.examples))
            if self._usage is not None:
                row.append(self._used(code, ""))
            rows.append(tuple(row))
        parent = self._codebook.code(values[0].parent or "")
        counts = ("Used",) if self._usage is not None else ()
        return Grid((*header, *counts), tuple(rows), f"Values of {self._name(parent)}")

    def _quoted(self, label: Label) -> str:
        return f"“{self._text(label)}”"

    def _history(self) -> Iterator[Block]:
        history = self._codebook.history
        if not history:
            return
        yield Heading(2, "Changes")
        rows = []
        for change in history:
            to = f" to {', '.join(change.to)}" if change.to else ""
            what = f"{change.op} {', '.join(change.ids)}{to}"
            rows.append(tuple(map(visible, (change.version, change.date, what, change.rationale))))
        yield Grid(("Version", "Date", "Change", "Rationale"), tuple(rows), "Changes of the codebook")
