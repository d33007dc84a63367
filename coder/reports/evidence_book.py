"""The evidence book: every cell with its rule, its numbers, and the words for it and against it (method 2.11, 4).

The block of opposing words always stands there, "none coded" if need be. What may not be printed never is: passages
come with what stands in place of their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.formats.overview.marks import meaning, stability
from coder.formats.overview.notes import note
from coder.formats.overview.quotations import interviews
from coder.formats.overview.style import Style
from coder.model.coding import SUGGESTED
from coder.model.consent import Consent
from coder.model.overview import Flag, ShownCell, State
from coder.model.publication import Block, Heading, Listed, Paragraph, Quotation, Report, Table
from coder.model.robustness import Robustness
from coder.reports.choosing import Passage, Printed, Side, usual, within
from coder.reports.robustness import against as not_robust
from coder.reports.saying import Made, Say, columns, lines, listed, plain_columns, saying
from coder.reports.words_of_books import BOOK


@dataclass(frozen=True, slots=True)
class BookCell:
    """A cell with its rule in words, its checks, and every passage for it, against it, and neither.

    ``summary`` is what may be printed of the analyst's summary, with who wrote it; "" without one.
    """

    row: str
    row_label: str
    case: str
    case_label: str
    shown: ShownCell
    rule: str
    second: str
    summary: str
    checks: Robustness | None
    supporting: tuple[Passage, ...]
    opposing: tuple[Passage, ...]
    undecided: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All cells of a table, or those asked for."""

    table: str
    title: str
    cells: tuple[BookCell, ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What of a cell's passages was chosen by strength, or all of them."""

    supporting: Side
    opposing: Side
    undecided: Side


def report(
    book: Book,
    made: Made,
    language: str,
    count: Callable[[str], int],
    *,
    budget: int | None = None,
    everything: bool = False,
) -> Report:
    """The book. ``count`` counts words; ``budget`` is how many of an interview may be printed in all."""
    say = saying(language, BOOK)
    chosen = [
        _Chosen(cell.supporting, cell.opposing, cell.undecided)
        if everything
        else _Chosen(usual(cell.supporting), usual(cell.opposing), ())
        for cell in book.cells
    ]
    printed = within(
        [one.opposing for one in chosen], [*(one.supporting for one in chosen), *(one.undecided for one in chosen)],
        budget, count,
    )  # fmt: skip
    blocks = [*_preface(book, chosen, printed, say, count, budget, everything=everything)]
    previous = ""
    for cell, own in zip(book.cells, chosen, strict=True):
        if cell.row != previous:
            blocks.append(Heading(1, cell.row_label, f"row-{cell.row}"))
            previous = cell.row
        blocks += _cell(cell, own, printed, say, language, everything=everything)
    title = say("title:evidence-book", table=book.title or book.table)
    data = (_cells(book, say, language), _quotations(book, printed))
    return Report("evidence-book", title, language, tuple(blocks), made.facts(say), data)


def _preface(
    book: Book,
    chosen: Sequence[_Chosen],
    printed: Mapping[str, Printed],
    say: Say,
    count: Callable[[str], int],
    budget: int | None,
    *,
    everything: bool,
) -> Iterator[Block]:
    yield Paragraph(say("book:what", cells=len(book.cells)))
    passages = [one for cell in book.cells for one in (*cell.supporting, *cell.opposing, *cell.undecided)]
    taken = [one for own in chosen for one in (*own.supporting, *own.opposing, *own.undecided)]
    cut = sum(not printed[one.coding].words for one in taken)
    bare = sum(
        printed[one.coding].words and not printed[one.coding].context and bool(one.before or one.after) for one in taken
    )
    items = [say("book:all") if everything else say("book:usual")]
    items.append(say("book:count", printed=len(taken) - cut, codings=len(passages)))
    if budget is not None:
        items.append(say("book:budget", budget=budget, cut=cut, bare=bare))
    withheld = {one.document for one in passages if one.consent is Consent.NO}
    paraphrased = {one.document for one in passages if one.consent is Consent.PARAPHRASE}
    if withheld:
        items.append(say("book:withheld", n=len(withheld)))
    if paraphrased:
        items.append(say("book:paraphrased", n=len(paraphrased)))
    items += [say("book:locator"), say("book:implicit"), say("book:claims")]
    yield Listed(tuple((0, item) for item in items))
    words: dict[str, int] = defaultdict(int)
    quotes: dict[str, int] = defaultdict(int)
    for one in taken:
        own = printed[one.coding]
        quotes[one.interview] += own.words
        words[one.interview] += count(one.words) if own.words and one.words_of_interview else 0
        words[one.interview] += count(f"{one.before}\n{one.after}") if own.context and (one.before or one.after) else 0
    if budget is not None and words:
        yield Table(
            "words",
            columns(say, "interview", "quotations#", "words#"),
            lines(*((name, quotes[name], words[name]) for name in sorted(words))),
            say("caption:words", budget=budget),
        )


def _cell(
    cell: BookCell, chosen: _Chosen, printed: Mapping[str, Printed], say: Say, language: str, *, everything: bool
) -> Iterator[Block]:
    shown, derived = cell.shown, cell.shown.cell
    yield Heading(2, say("book:cell", case=cell.case_label, value=reads(shown, say)), f"cell-{cell.row}-{cell.case}")
    if shown.override is not None:
        yield Paragraph(note(shown, language), say("book:override"))
    if derived.state is State.VALUE:
        dissenting, addressed = derived.dissent
        supported = say("supported", k=derived.k, interviews=interviews(max(derived.n, derived.k), language))
        numbers = (
            say("book:support", supported=supported) + say("semicolon") + say("dissent", d=dissenting, n=addressed)
        )
        if derived.dissenting:
            numbers += f" ({listed(derived.dissenting, say)})"
        yield Paragraph(numbers + (say("semicolon") + cell.second if cell.second else ""), say("book:interviews"))
    flags = flags_in_words(shown, say, language)
    yield Paragraph(flags or say("book:no_flags"), say("book:flags"))
    yield Paragraph(cell.rule, say("book:rule"))
    yield Paragraph(_robustness(cell.checks, say, language), say("book:robustness"))
    if cell.summary:
        yield Paragraph(cell.summary, say("book:summary"))
    if shown.sign_off is not None:
        words = say("signed_as" if shown.sign_off_stale else "signed_by", text=shown.sign_off.text,
                    analyst=shown.sign_off.analyst, date=shown.sign_off.at[:10])  # fmt: skip
        yield Paragraph(words, say("book:signed"))
    yield from _side("book:for", cell.supporting, chosen.supporting, printed, say, against=False)
    yield from _side("book:against", cell.opposing, chosen.opposing, printed, say, against=True)
    if everything:
        if cell.undecided:
            yield from _side("book:neither", cell.undecided, chosen.undecided, printed, say, against=False)
    elif cell.undecided:
        yield Paragraph(say("book:undecided", n=len(cell.undecided)), quiet=True)


def reads(shown: ShownCell, say: Say) -> str:
    """What a cell shows, in words where it has no text."""
    if shown.override is not None:
        return shown.words or say("(blank)")
    if shown.cell.state is State.REFUTED:
        return say("(refuted)")
    if shown.cell.state is not State.VALUE:
        return say("(" + shown.cell.state.value.replace("_", " ") + ")")
    return shown.cell.printed or shown.cell.text or say("(blank)")


def flags_in_words(shown: ShownCell, say: Say, language: str) -> str:
    """The flags of a cell and what has become of judgements on it, in words."""
    cell, style = shown.cell, Style(language=language)
    told = []
    for flag in Flag:
        if flag is Flag.CONTESTED and flag in cell.flags:
            told.append(say("contested_by", d=cell.dissent[0], interviews=interviews(cell.dissent[1], language)))
        elif flag in cell.flags:
            told.append(meaning(flag.value, style))
    if shown.stale:
        told.append(meaning("stale", style))
    return say("semicolon").join(told)


def _robustness(checks: Robustness | None, say: Say, language: str) -> str:
    if checks is None or checks.state != State.VALUE.value:
        return say("book:not_checked")
    reasons = not_robust(checks, say)
    words = say("book:robust" if checks.robust else "not_robust")
    return f"{words}{say('colon')}{stability(checks, language)}" + (say("semicolon") + reasons if reasons else "")


def _side(
    heading: str, passages: Side, chosen: Side, printed: Mapping[str, Printed], say: Say, *, against: bool
) -> Iterator[Block]:
    if not passages:
        yield Paragraph(say("none_coded"), say(heading))
        return
    shown = sum(printed[one.coding].words for one in chosen)
    where = interviews(len({one.interview for one in passages}), say("tag"))
    coded = say("coded_in", k=len(passages), interviews=where)
    yield Paragraph(say("book:side", shown=shown, coded=coded), say(heading))
    for one in chosen:
        own = printed[one.coding]
        source, words = source_of(one, say), shown_words(one, say)
        memo = "" if one.consent is Consent.PARAPHRASE else one.memo
        if not own.words:
            yield Paragraph(f"{source}{say('colon')}{say('book:cut')}", quiet=True)
        elif own.context:
            yield Quotation(words, source, one.before, one.after, memo, against)
        else:
            yield Quotation(words, source, memo=memo, against=against)


def source_of(one: Passage, say: Say) -> str:
    """Where the words stand, who says them when, who coded them how: one line."""
    time = "" if one.time_ms is None else _clock(one.time_ms)
    what = f"{one.label} ({one.strength})" if one.label else one.strength
    suggested = say("book:suggested") if one.origin.startswith(SUGGESTED) else ""
    parts = (one.locator, one.role, time, what, one.coder, suggested, f"#{one.coding[:8]}")
    return " · ".join(part for part in parts if part)


def shown_words(one: Passage, say: Say) -> str:
    """The words, or in the language of the report what stands in their place."""
    for sign in ("[not quotable]", "[paraphrase only]", "[paraphrase]"):
        if one.words.startswith(sign) and not one.words_of_interview:
            return say(f"withheld:{sign}") + one.words.removeprefix(sign)
    return one.words


def _clock(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _cells(book: Book, say: Say, language: str) -> Table:
    names = ("row_id", "row", "case_id", "case", "shown", "derived", "state", "flags", "k#", "n#", "dissent#",
             "addressed#", "dissenting", "override_type", "override", "signed_by", "summary", "rule", "robust",
             "left_out_stayed#", "left_out_of#", "specifications_same#", "specifications#", "supporting#", "opposing#",
             "undecided#")  # fmt: skip
    return Table(
        "cells",
        plain_columns(*names),
        lines(
            *(
                (
                    one.row, one.row_label, one.case, one.case_label, one.shown.text, one.shown.cell.text,
                    one.shown.cell.state.value, " ".join(flag.value for flag in Flag if flag in one.shown.cell.flags),
                    one.shown.cell.k, one.shown.cell.n, *one.shown.cell.dissent, " ".join(one.shown.cell.dissenting),
                    one.shown.override.type.value if one.shown.override else "", note(one.shown, language),
                    one.shown.sign_off.analyst if one.shown.sign_off else "", one.summary, one.rule,
                    ("yes" if one.checks.robust else "no") if one.checks else "",
                    one.checks.stayed if one.checks else None, one.checks.interviews if one.checks else None,
                    one.checks.same_specifications if one.checks else None,
                    len(one.checks.specifications) if one.checks else None,
                    len(one.supporting), len(one.opposing), len(one.undecided),
                )
                for one in book.cells
            )
        ),
    )  # fmt: skip


def _quotations(book: Book, printed: Mapping[str, Printed]) -> Table:
    """Every coding with its locator; words only of those that are printed."""
    names = ("coding", "row_id", "case_id", "side", "printed", "interview", "document", "where", "start#", "end#",
             "role", "time_ms#", "code", "label", "weight#", "strength", "coder", "quotable", "words", "before",
             "after", "memo", "origin")  # fmt: skip
    nothing = Printed(words=False, context=False)
    found = []
    for cell in book.cells:
        for side, passages in (("for", cell.supporting), ("against", cell.opposing), ("neither", cell.undecided)):
            for one in passages:
                own = printed.get(one.coding, nothing)
                found.append(
                    (one.coding, cell.row, cell.case, side, "yes" if own.words else "no", one.interview, one.document,
                     one.locator, one.start, one.end, one.role, one.time_ms, one.code, one.label, one.weight,
                     one.strength, one.coder, one.consent.value, one.words if own.words else "",
                     one.before if own.context else "", one.after if own.context else "",
                     one.memo if own.words and one.consent is Consent.YES else "", one.origin)
                )  # fmt: skip
    return Table("quotations", plain_columns(*names), lines(*found))
