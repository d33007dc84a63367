"""A codebook as an appendix of a paper: headings, texts and tables, whatever program shows them (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coder.formats.codebook.usage import Usage
from coder.formats.codebook.words import SAID
from coder.formats.visible import harmless, visible
from coder.model import publication
from coder.model.codebook import Code, Codebook, CodeKind, Label
from coder.model.publication import Block, Column, Heading, Line, Listed, Paragraph, Table
from coder.model.words import FALLBACK


def report(
    codebook: Codebook, language: str | None = None, usage: Mapping[str, Usage] | None = None
) -> publication.Report:
    """The codebook in one language; with how often each code was used, where ``usage`` is given."""
    title = visible(codebook.text(codebook.title, language))
    made = _Report(codebook, language, usage)
    spoken = language or codebook.default_language
    return publication.Report("codebook", title, spoken, tuple(made.blocks()), records=(made.records(),))


class _Report:
    def __init__(self, codebook: Codebook, language: str | None, usage: Mapping[str, Usage] | None) -> None:
        self._codebook = codebook
        self._language = language
        self._usage = usage
        self._tag = (language or codebook.default_language).partition("-")[0]

    def _say(self, name: str, /, **values: object) -> str:
        known = SAID[name]
        words = known[self._tag] if self._tag in known else known[FALLBACK]
        return words.format(**values) if values else words

    def _text(self, label: Label) -> str:
        return harmless(self._codebook.text(label, self._language))

    def _name(self, code: Code) -> str:
        return visible(self._codebook.text(code.label, self._language))

    def blocks(self) -> Iterator[Block]:
        book = self._codebook
        yield Paragraph(self._about())
        if book.description:
            yield Paragraph(harmless(book.description))
        if book.general_rules:
            yield Heading(1, self._say("rules"))
            yield Listed(tuple((0, f"{visible(name)}: {visible(rule)}") for name, rule in book.general_rules))
        if not book.codes:
            return
        yield Heading(1, self._say("glance"))
        yield Listed(tuple(self._tree(None, 0)))
        yield from self._codes(None, 1)
        yield from self._history()

    def _about(self) -> str:
        book = self._codebook
        codable = sum(code.codable for code in book.codes)
        said = self._say("about", id=book.id, version=book.version, codes=len(book.codes), codable=codable)
        if self._usage is not None:
            codings = sum(use.codings for use in self._usage.values())
            said += " " + self._say("about_used", codings=codings)
        return visible(said)

    def _tree(self, parent: str | None, depth: int) -> Iterator[tuple[int, str]]:
        for code in self._codebook.children(parent):
            yield depth, self._called(code) + self._used(code, " — ")
            yield from self._tree(code.id, depth + 1)

    def _called(self, code: Code) -> str:
        name = self._name(code)
        return self._say("is_retired", name=name) if code.retired else name

    def _used(self, code: Code, before: str) -> str:
        if self._usage is None or not code.codable:
            return ""
        use = self._usage.get(code.id, Usage(0, 0))
        if not use.codings:
            return before + self._say("not_used")
        counted = "used_one" if use.interviews == 1 else "used"
        return before + self._say(counted, codings=use.codings, interviews=use.interviews)

    def _codes(self, parent: str | None, level: int) -> Iterator[Block]:
        """The codes below another one: values as a table, everything else under headings of its own."""
        children = self._codebook.children(parent)
        values = [code for code in children if code.kind is CodeKind.VALUE]
        if values:
            yield self._values(values)
        for code in children:
            if code.kind is not CodeKind.VALUE:
                yield Heading(level, self._name(code))
                yield from self._code(code)
            if code.kind is not CodeKind.VALUE or self._codebook.children(code.id):
                yield from self._codes(code.id, level + 1)

    def _code(self, code: Code) -> Iterator[Block]:
        kind = self._say(f"kind:{code.kind}")
        if code.scale:
            kind = self._say("of_scale", kind=kind, scale=code.scale)
        semi = self._say("semi")
        retired = semi + self._say("retired") if code.retired else ""
        yield Paragraph(visible(f"{code.id}{semi}{kind}{retired}{self._used(code, semi)}"))
        if code.definition:
            yield Paragraph(self._text(code.definition), self._say("definition"))
        for lead, labels in (("include", code.include), ("exclude", code.exclude)):
            if labels:
                yield Paragraph(semi.join(map(self._text, labels)), self._say(lead))
        if code.anchors:
            examples = {one.weight: self._quoted(one.text) for one in code.examples}
            rows = tuple(
                (self._mark(code, weight), self._text(anchor), examples.get(weight, ""))
                for weight, anchor in sorted(code.anchors.items(), reverse=True)
            )
            yield self._table(
                code.id, ("level", "anchor", "example"), rows, self._say("levels_of", name=self._name(code))
            )
        left = [one for one in code.examples if one.weight not in code.anchors]
        if left:
            yield Paragraph(semi.join(self._quoted(one.text) for one in left), self._say("examples"))

    def _mark(self, code: Code, weight: int) -> str:
        """A level with the mark that is printed for it."""
        for scale in self._codebook.scales:
            for level in scale.levels:
                if scale.id == code.scale and level.anchor == weight and level.mark:
                    return visible(f"{weight} ({level.mark})")
        return str(weight)

    def _values(self, values: list[Code]) -> Table:
        header = ["value", "definition", "include", "exclude", "example"]
        rows = []
        for code in values:
            row = [self._called(code), self._text(code.definition)]
            row += ["\n".join(map(self._text, labels)) for labels in (code.include, code.exclude)]
            row.append("\n".join(self._quoted(one.text) for one in code.examples))
            if self._usage is not None:
                row.append(self._used(code, ""))
            rows.append(tuple(row))
        parent = self._codebook.code(values[0].parent or "")
        counts = ("used",) if self._usage is not None else ()
        return self._table(parent.id, (*header, *counts), rows, self._say("values_of", name=self._name(parent)))

    def _quoted(self, label: Label) -> str:
        return self._say("example", text=self._text(label))

    def _history(self) -> Iterator[Block]:
        history = self._codebook.history
        if not history:
            return
        yield Heading(1, self._say("changes"))
        rows = []
        for change in history:
            named = {"op": change.op, "ids": ", ".join(change.ids), "to": ", ".join(change.to)}
            what = self._say("change_to" if change.to else "change", **named)
            rows.append(tuple(map(visible, (change.version, change.date, what, change.rationale))))
        yield self._table("changes", ("version", "date", "change", "rationale"), rows, self._say("changes_of"))

    def _table(self, name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]], caption: str) -> Table:
        columns = tuple(Column(column, self._say(f"column:{column}")) for column in header)
        return Table(name, columns, tuple(map(Line, rows)), caption)

    def records(self) -> Table:
        """Every code on a line, for those who compute."""
        names = ("id", "parent", "kind", "label", "definition", "include", "exclude", "anchors", "examples", "retired")
        counts = ("codings", "interviews") if self._usage is not None else ()
        columns = (*(Column(name, name) for name in names), *(Column(name, name, number=True) for name in counts))
        return Table("codes", columns, tuple(map(self._record, self._codebook.codes)))

    def _record(self, code: Code) -> Line:
        anchors = (f"{weight}: {self._text(anchor)}" for weight, anchor in sorted(code.anchors.items(), reverse=True))
        values = (
            code.id,
            code.parent,
            code.kind.value,
            self._name(code),
            self._text(code.definition),
            "; ".join(map(self._text, code.include)),
            "; ".join(map(self._text, code.exclude)),
            "; ".join(anchors),
            "; ".join(self._text(one.text) for one in code.examples),
            "yes" if code.retired else "no",
        )
        if self._usage is None:
            return Line(values)
        use = self._usage.get(code.id, Usage(0, 0))
        return Line((*values, use.codings, use.interviews))
