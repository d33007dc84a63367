"""The side panel from 120 columns on: the codebook as a list, and the current code in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from coder.model.codebook import Code, Codebook, CodeKind
from coder.tui.codes.describe import code_text
from coder.tui.codes.labels import find, label_of
from coder.tui.codes.stripes import Signs
from coder.tui.text.cells import one_line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.prose import Prose


class CodebookPane(Vertical):
    """Codes with the number of own codings in this document; below, the definition of one."""

    BLANK: ClassVar[bool] = True  # as in the screen: covered by what it holds

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._signs: Signs | None = None
        self._counts: dict[str, int] = {}
        self._explained: tuple[Codebook, str | None] | None = None

    def compose(self) -> ComposeResult:
        """List and text."""
        yield Listing(id="codebook-list")
        yield Prose(id="codebook-detail")

    def show(self, codebook: Codebook, signs: Signs, counts: Mapping[str, int]) -> None:
        """List the codes in the order of the codebook; of a known codebook only numbers that changed are painted."""
        listing = self.query_one(Listing)
        if signs is not self._signs:
            listing.show(items(codebook, signs, counts), listing.current.id if listing.current else None)
        else:
            for code_id in counts.keys() | self._counts.keys():
                if counts.get(code_id, 0) != self._counts.get(code_id, 0) and (code := find(codebook, code_id)):
                    listing.replace(_item(codebook, signs, counts, code))
        self._signs, self._counts = signs, dict(counts)

    def explain(self, codebook: Codebook, code_id: str | None) -> None:
        """Show what a code means."""
        if self._explained is None or self._explained[0] is not codebook or self._explained[1] != code_id:
            self._explained = codebook, code_id
            self.query_one(Prose).show(code_text(codebook, code_id) if code_id is not None else ())


def items(codebook: Codebook, signs: Signs, counts: Mapping[str, int]) -> list[Item]:
    """The codebook as lines: groups and rows as headings, codes with letters and counts."""
    found: list[Item] = []
    shown: set[str] = set()
    for code in codebook.codable():
        for depth, heading in enumerate(_above(codebook, code)):
            if heading.id not in shown and not heading.codable:
                shown.add(heading.id)
                tone = "strong" if heading.kind is CodeKind.GROUP else "dim"
                label = " " * (depth + 1) + label_of(codebook, heading.id)
                found.append(Item(heading.id, (((label, tone),),), heading=True))
        found.append(_item(codebook, signs, counts, code))
    return found


def _above(codebook: Codebook, code: Code) -> list[Code]:
    """The codes above a code, the topmost first."""
    found: list[Code] = []
    parent = code.parent
    while parent is not None:
        found.insert(0, codebook.code(parent))
        parent = found[0].parent
    return found


def _item(codebook: Codebook, signs: Signs, counts: Mapping[str, int], code: Code) -> Item:
    letters, tint = signs.of(code.id)
    count = counts.get(code.id, 0)
    number = (f"{count:>3} " if count else "    ", "strong")
    indent = " " * len(_above(codebook, code))
    label = f" {one_line(codebook.text(code.label))}"
    return Item(code.id, ((number, (indent + letters, f"tint{tint}"), (label, "plain")),))
