"""What the transcript paints: every line takes the width of the widget, whatever the text is."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import ClassVar
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.tui.codes.stripes import Kind, Stripe
from coder.tui.coding.transcript import Transcript
from coder.tui.text.cells import one_line
from coder.tui.text.units import Grain, Units
from coder.tui.text.wrap import columns, offset_at, shown, wrap
from coder.tui.widgets.tones import TONES
from tests.tui.sessions import interview

CLASSES = {
    "plain": ["word", "Region", "a", "I", " ", " ", "-", "(laughs)"],
    "control": ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\r", "\x0b"],
    "escapes": ["\x1b[31m", "\x1b]0;owned\x07", "\x9b2J", "\x1bP+q\x1b\\"],
    "bidi": ["\u202e", "\u202c", "\u2066", "\u2069", "\u200f", "\u061c"],
    "hidden": ["\u200b", "\ufeff", "\u2060", "\u00ad", "\u2028", "\u034f", "\u3164", "\U000e0041", "\uffff", "\u0378"],
    "markup": ["[bold]", "[/]", "[@click=app.quit]", "C:\\[x]", "[[", "{}"],
    "surrogates": ["\ud800", "\udfff"],
    "tabs": ["\t", "\t\t", " \t"],
    "emoji": [
        "👩\u200d👩\u200d👧",
        "👍🏽",
        "🏽",
        "❤\ufe0f",
        "☂\ufe0e",
        "1\ufe0f\u20e3",
        "a\u200db",
        "\u200d",
        "\ufe0f",
        "🫨",
    ],
    "flags": ["🇩🇪", "🇫🇷", "🇩", "🏴\U000e0067\U000e007f"],
    "korean": ["한국", "\u1112\u1161\u11ab", "\u1161", "\u11ab", "\u1100"],
    "right to left": ["שלום", "שָׁלוֹם", "مرحبا", "سَلام", "می\u200cخواهم", "؟", "٣", "\u0600"],
    "wide": ["老祖宗", "，", "。", "（", "）", "Ａ", "ｶﾞ", "｡", "か\u3099", "葛\U000e0100", "\u3000"],
    "marks": ["e\u0301", "\u0301", "Z\u0351\u036b\u0343", "हिन्दी", "ไม่", "กำ", " \u0308"],
    "ends": ["\n", "\n\n", " \n"],
}
PIECES = st.one_of(*(st.sampled_from(pieces) for pieces in CLASSES.values()), st.characters(max_codepoint=0x10FFFF))
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map("".join)
WIDTHS = (28, 40, 61, 80, 130, 200)


class Pane(App[None]):
    """A transcript alone."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(TONES)
    CSS = "Transcript { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }"

    def __init__(self, text: str, turns: tuple[Turn, ...] = ()) -> None:
        super().__init__()
        self.document = Document("d", "d", "txt", "en", text, turns, (), "d.txt", "", "")

    def compose(self) -> ComposeResult:
        yield Transcript(self.document, Units(self.document))

    @property
    def transcript(self) -> Transcript:
        return self.query_one(Transcript)


@asynccontextmanager
async def pane(text: str, size: tuple[int, int] = (80, 24), turns: tuple[Turn, ...] = ()) -> AsyncIterator[Pilot[None]]:
    async with Pane(text, turns).run_test(size=size) as pilot:
        pilot.app.query_one(Transcript).focus()
        await pilot.pause()
        yield pilot


def stripes(text: str, dice: random.Random) -> list[Stripe]:
    found = []
    for number in range(8):
        start = dice.randrange(len(text))
        span = Span(start, min(len(text), start + dice.randint(1, 40)))
        label = one_line(dice.choice(["rise", "老祖宗", "\x1b[31m\u202elabel", "e\u0301" * 30]))
        kind = dice.choice(list(Kind))
        found.append(Stripe(str(number), span, kind, "c", "Cs", number, "+2", label, dice.choice(["", "王芳", "JW"])))
    return found


def check(view: Transcript) -> None:
    width = view.size.width - 1  # the scrollbar
    for line in range(len(view.lines) + 1):
        strip = view._line(line)
        text = "".join(segment.text for segment in strip)
        assert strip.cell_length == width == cell_len(text), (line, text)
        # each character by itself takes the same: no terminal has to know how they join
        assert sum(map(get_character_cell_size, text)) == width
        assert not {unicodedata.category(sign) for sign in text} & {"Cc", "Cs", "Zl", "Zp"}
        assert not set("\u061c\u200b\u200d\u200f\u202c\u202e\u2060\u2066\u2069\ufe0e\ufe0f\ufeff\U000e0041") & set(text)


@given(TEXTS, st.integers(0, 2**16))
@settings(max_examples=40, deadline=None)
async def test_every_line_of_any_text_takes_the_width(text: str, seed: int) -> None:
    dice = random.Random(seed)
    width = dice.choice(WIDTHS)
    async with pane(text, (width, 12)) as pilot:
        view = pilot.app.query_one(Transcript)
        view.show_stripes(stripes(text, dice))
        view.show_hits([Span(at, at + 1) for at in range(0, len(text), 5)])
        view.mark_current(view.margin.get("3"))
        check(view)
        for _ in range(3):
            first, last = sorted((dice.randrange(len(text)), dice.randrange(len(text))))
            view.select(Span(first, last + 1))
            check(view)
        await pilot.press("v", "l", "o", "h")
        check(view)


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("width", [28, 80, 200])
async def test_lines_of_each_class_of_text_take_the_width(name: str, width: int) -> None:
    dice = random.Random(width)
    pieces = CLASSES[name] + CLASSES["plain"]
    text = "".join(dice.choice(pieces) for _ in range(150))
    async with pane(text, (width, 12)) as pilot:
        view = pilot.app.query_one(Transcript)
        view.show_stripes(stripes(text, dice))
        check(view)
        await pilot.press("v", "$", "j")
        check(view)


@given(TEXTS, st.sampled_from([8, 20, 57]))
@settings(max_examples=250, deadline=None)
def test_columns_and_offsets_lead_to_each_other(text: str, width: int) -> None:
    layout = wrap(text, width, {})
    for line in range(len(layout)):
        start, end = layout.bounds(line)
        at = columns(text, start, end)
        assert at == sorted(at)
        for index, (column, after) in enumerate(pairwise(at)):
            for cell in range(column, after):
                assert offset_at(text, start, end, cell) == start + index
        if start < end:
            assert offset_at(text, start, end, at[-1] + 9) == end - 1


async def test_a_click_meets_the_character_that_is_painted_there() -> None:
    text = "R: ab老祖e\u0301\t👩\u200d👧c שלום\x1bд\n"
    turns = (Turn(Span(3, len(text) - 1), "R", Role.RESPONDENT),)
    async with pane(text, (80, 12), turns) as pilot:
        view = pilot.app.query_one(Transcript)
        start, end = view.lines.bounds(0)
        at = columns(text, start, shown(text, start, end))
        for index, (column, after) in enumerate(pairwise(at)):
            for cell in range(column, after):
                assert view._offset_at(2 + cell, 0) == index


# -- what a key paints


async def painted_by(view: Transcript, pilot: Pilot[None], *keys: str) -> list[int]:
    """The lines rendered anew while some keys are pressed."""
    lines: list[int] = []
    render = Transcript._line

    def counting(self: Transcript, line: int) -> object:
        lines.append(line)
        return render(self, line)

    with patch.object(Transcript, "_line", counting):
        await pilot.press(*keys)
        await pilot.pause()
    return sorted(lines)


async def test_a_key_paints_only_the_lines_that_change() -> None:
    text, turns = interview(2_000)
    async with pane(text, (100, 40), turns) as pilot:
        view = pilot.app.query_one(Transcript)

        def lines_of(span: Span) -> set[int]:
            return set(range(view.lines.line_at(span.start), view.lines.line_at(span.end - 1) + 1))

        before = view.cursor.span
        assert set(await painted_by(view, pilot, "j")) == lines_of(before) | lines_of(view.cursor.span)
        await pilot.press("T")
        await pilot.pause()
        compared = 0
        for key in ("J", "ctrl+right", "ctrl+left", "h", "H", "K", "v", "l", "w", "j", "o", "h", "v"):
            before, mode, top = view.cursor.span, view.mode, view.scroll_offset.y
            heads = [one for one in (view._head,) if one is not None]
            found = set(await painted_by(view, pilot, key))
            if view.scroll_offset.y != top:
                continue
            compared += 1
            after = view.cursor.span
            heads += [one for one in (view._head,) if one is not None]
            edges = [(before.start, after.start), (before.end, after.end)]
            different = [Span(min(pair), max(pair)) for pair in edges if len(set(pair)) > 1]
            spans = [before, after] if view.mode != mode else [*different, *heads]
            seen = set(range(top, top + view._area[1]))
            assert found == seen & set().union(*map(lines_of, spans)), key
        assert compared > 8


async def test_a_move_costs_the_same_in_a_long_interview_with_many_codings() -> None:
    """Counted in calls of Python functions, which no load of the machine changes."""
    counts = []
    for words, codings in ((3_000, 50), (60_000, 5_000)):
        text, turns = interview(words)
        dice = random.Random(2)
        async with pane(text, (100, 40), turns) as pilot:
            view = pilot.app.query_one(Transcript)
            view.show_stripes(
                Stripe(str(number), Span(at, at + 60), Kind.OWN, "c", "Cs", 1, "+2", "rise")
                for number, at in enumerate(dice.sample(range(20_000 if codings < 99 else len(text) - 60), codings))
            )
            view.show_hits([Span(at, at + 1) for at in range(0, len(text), 50)])
            view.place(len(text) // 2, Grain.SENTENCE)
            counts.append(calls(lambda view=view: [view.action_move(1, False) for _ in range(20)]))
            for keys in ("action_extend", "action_resize", "action_resize_character"):
                counts[-1] += calls(lambda view=view, keys=keys: [getattr(view, keys)(1, 1) for _ in range(20)])
    few, many = counts
    assert many < 1.5 * few


def calls(work: object) -> int:
    """Calls of Python functions during some work."""
    count = 0

    def counting(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counting)
    try:
        work()  # type: ignore[operator]
    finally:
        sys.setprofile(None)
    return count
