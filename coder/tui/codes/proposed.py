"""Suggestions in words: how good they are, why they are made, what they would be; as runs and paragraphs (pure).

A number is shown only where it was measured on this study: then it says how many of ten such suggestions were right.
Everything else is a rank among the suggestions for the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from coder.model.codebook import RESIDUAL, Codebook
from coder.model.coding import Coding, Suggestion, Tense
from coder.model.span import Span
from coder.suggest.queue import Order
from coder.tui.codes.describe import case_label, code_runs
from coder.tui.codes.labels import EXPLICIT, anchor, find, is_level, label_of, mark, meaning, parent_label
from coder.tui.codes.stripes import Kind, Signs
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run, Runs
from coder.tui.text.wrap import folded_lines

Rank = tuple[int, int]  # which, and of how many for the same words
NEAREST = 3  # codings most like a suggestion that are shown
INDENT = 5

ORDERS = {
    Order.USEFUL: "most useful first",
    Order.LIKELY: "most likely first",
    Order.DOCUMENT: "by document",
    Order.CODE: "by code",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What will be coded if a suggestion is accepted: as proposed, until the researcher changes something."""

    span: Span
    about: str | None
    tense: Tense = Tense.PRESENT

    @classmethod
    def of(cls, one: Suggestion) -> Draft:
        """As proposed."""
        return cls(one.span, one.about)


def number(one: Suggestion, rank: Rank) -> str:
    """How good a suggestion is: "about 6 of 10 right" where that was measured, else its rank, never a share."""
    if one.calibrated:
        tenths = round(10 * one.confidence)
        return {0: "fewer than 1 of 10 right", 10: "nearly all right"}.get(tenths, f"about {tenths} of 10 right")
    if rank[1] == 1:
        return "reliability not known yet"
    return f"{_ordinal(rank[0])} of {rank[1]} for this passage"


def short_number(one: Suggestion, rank: Rank) -> str:
    """The same in seven cells."""
    if one.calibrated:
        return {0: "<1 of 10", 10: ">9 of 10"}.get(tenths := round(10 * one.confidence), f" {tenths} of 10")
    return f" {_ordinal(rank[0])} of {rank[1]}" if rank[1] > 1 else " ?"


def _ordinal(place: int) -> str:
    if place % 100 in (11, 12, 13):
        return f"{place}th"
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th') }"


def expected(suggestions: Iterable[Suggestion]) -> str:
    """How many of several suggestions will be right, in a sentence."""
    found = list(suggestions)
    if not all(one.calibrated for one in found):
        return "How many of such are right is not known yet."
    return f"About {round(sum(one.confidence for one in found))} of them will be right."


def strength_of(codebook: Codebook, one: Suggestion) -> int | None:
    """The strength or level that is proposed: explicit where the source leaves it open; None for an open level."""
    code = find(codebook, one.code)
    if one.weight is None or (code is not None and one.weight not in codebook.weights(code)):
        return None if is_level(code) else EXPLICIT
    return one.weight


def strength_words(codebook: Codebook, one: Suggestion) -> str:
    """The same in words."""
    weight = strength_of(codebook, one)
    if weight is None:
        return "level open"
    kind = "level " if is_level(find(codebook, one.code)) else ""
    return f"{kind}{mark(codebook, one.code, weight)} {meaning(codebook, one.code, weight)}"


def sources_of(one: Suggestion) -> list[str]:
    """What proposes it, without versions; of what came from elsewhere the whole name."""
    return [name if name.startswith("import:") else name.partition(".")[0] for name in one.origin.split("+")]


def suggestion_runs(one: Suggestion, codebook: Codebook, signs: Signs, rank: Rank = (1, 1)) -> Runs:
    """A suggestion on one line: code, strength, whom it is about, how good, why, by what."""
    runs: list[Run] = [*code_runs(codebook, signs, one.code, Kind.SUGGESTED)]
    runs.append((f"  suggested {strength_words(codebook, one)}", "accent"))
    if one.about is not None:
        runs.append((f"  about {case_label(codebook, one.about)}", "accent"))
    runs.append((f"  {number(one, rank)}", "strong"))
    runs.append((f"  {one_line(one.reason)}", "plain"))
    runs.append((f"  ({one_line(', '.join(sources_of(one)))})", "dim"))
    return tuple(runs)


def proposal_runs(one: Suggestion, draft: Draft, codebook: Codebook, signs: Signs) -> Runs:
    """What accepting it as it stands would code. The words of a level are long and come behind what was changed."""
    runs: list[Run] = [*code_runs(codebook, signs, one.code, Kind.SUGGESTED)]
    words, weight, level = strength_words(codebook, one), strength_of(codebook, one), ""
    if weight is not None and is_level(find(codebook, one.code)):
        words, level = f"level {mark(codebook, one.code, weight)}", meaning(codebook, one.code, weight)
    runs.append((f"  {words}", "accent"))
    if draft.about is not None:
        runs.append((f"  about {case_label(codebook, draft.about)}", "accent"))
    if draft.tense is Tense.PAST:
        runs.append(("  past", "accent"))
    if draft.span != one.span:
        runs.append(("  other ends", "accent"))
    if level:
        runs.append((f"  {level}", "accent"))
    above = above_of(codebook, one.code)
    return (*runs, (f"  {above}", "dim")) if above else tuple(runs)


def above_of(codebook: Codebook, code_id: str) -> str:
    """The label of the code above, where that of a code does not say it already; values of several rows are "high"."""
    code = find(codebook, code_id)
    return parent_label(codebook, code) if code is not None and code.value != RESIDUAL else ""


def strengths_line(codebook: Codebook, one: Suggestion) -> list[Run]:
    """The strengths or levels by the digits that take them, the proposed one marked; levels with their anchors."""
    code = find(codebook, one.code)
    if code is None:
        return []
    proposed, weights = strength_of(codebook, one), codebook.weights(code)
    signs = {weight: "▸" if weight == proposed else " " for weight in weights}
    if is_level(code):
        return [
            (
                f"{signs[weight]}{digit} {mark(codebook, code.id, weight):>3}  {anchor(codebook, code, weight)}",
                "strong" if weight == proposed else "plain",
            )
            for digit, weight in enumerate(weights, 1)
        ]
    words = (f"{signs[weight]}{digit} {meaning(codebook, code.id, weight)}" for digit, weight in enumerate(weights, 1))
    return [("  ".join(words), "dim")]


@dataclass(frozen=True, slots=True)
class Near:
    """A coding that is like a suggestion: its words, its document, who coded it."""

    coding: Coding
    words: str
    document: str


def nearest_runs(near: Sequence[Near], coder: str, codebook: Codebook, code: str, width: int, lines: int) -> list[Run]:
    """The codings most like it, each on so many lines at most: quotation, document and coder, the code if another."""
    found: list[Run] = []
    for one in near[:NEAREST]:
        by = "you" if one.coding.coder == coder else one_line(one.coding.coder)
        other = "" if one.coding.code == code else f", {label_of(codebook, one.coding.code)}"
        tail = f"” {one_line(one.document)}, {by}{other}"
        room = max(20, lines * width - cell_len(tail) - 8)
        words = one_line(one.words[: 4 * room])
        found.append((f"  like “{fit(words, room).rstrip()}{tail}", "plain"))
    return found


def row_runs(one: Suggestion, rank: Rank, document: str, words: str, codebook: Codebook, signs: Signs) -> Runs:
    """A suggestion as one row of the queue."""
    letters, tint = signs.of(one.code)
    weight = strength_of(codebook, one)
    return (
        (f"{fit(short_number(one, rank), 9)} ", "dim"),
        (f"{fit(one_line(document), 8)} ", "key"),
        (f"┊{letters} ", f"tint{tint}"),
        (f"{fit(label_of(codebook, one.code), 22)} ", "plain"),
        (f"{fit(mark(codebook, one.code, weight), 3)} ", "accent"),
        (one_line(words), "dim"),
    )


def whole_rows(
    one: Suggestion, rank: Rank, document: str, words: str, codebook: Codebook, width: int
) -> tuple[Runs, ...]:
    """A suggestion with all its words, on as many rows as these take."""
    head: Runs = (
        (f" {one_line(document)} ", "key"),
        (f" {strength_words(codebook, one)}", "accent"),
        *(((f"  about {case_label(codebook, one.about)}", "accent"),) if one.about is not None else ()),
        (f"  {number(one, rank)}", "dim"),
        (f"  {one_line(one.reason)}", "dim"),
    )
    lines = folded_lines(one_line(words), max(8, width - INDENT - 1)) or [""]
    return (head, *(((" " * INDENT + line, "plain"),) for line in lines))
