"""Visual mode: the moving end and the keys that change their meaning; and the mouse, which needs no mode."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.events import Click, MouseDown, MouseMove, MouseScrollDown, MouseUp
from textual.pilot import Pilot
from textual.widget import Widget

from coder.model.document import Document
from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.coding.transcript import Transcript
from coder.tui.keys.keymap import Keymap
from coder.tui.text.graphemes import joins
from coder.tui.text.units import Grain, Units
from coder.tui.text.visual import Visual, at, begun, by_character, by_line, by_unit, cursor_of, to_edge
from coder.tui.text.wrap import shown, wrap
from tests.tui.sessions import SMALL, add, interview, new_study, painted, selected, session, suggest, transcript

TEXT = "One two. Three e\u0301te\u0301 (laughs).\nAnd 老祖宗 👩\u200d👧 here.\n\nEnd."
DOCUMENT = Document("d", "d", "txt", "en", TEXT, (), (), "d.txt", "", "")
UNITS = Units(DOCUMENT)
LAYOUT = wrap(TEXT, 12, {})


def words(visual: Visual) -> str:
    return DOCUMENT.quote(visual.span(TEXT))


def span(part: str) -> Span:
    return Span(TEXT.index(part), TEXT.index(part) + len(part))


def test_it_begins_with_the_selection_whose_end_moves() -> None:
    visual = begun(TEXT, span("Three e\u0301te\u0301"))
    assert words(visual) == "Three e\u0301te\u0301"
    assert words(by_character(TEXT, visual, 1)) == "Three e\u0301te\u0301 "
    assert words(by_character(TEXT, visual, -1)) == "Three e\u0301t"


def test_moving_past_the_anchor_turns_it_round_and_both_ends_stay_selected() -> None:
    visual = begun(TEXT, span("two"))
    for expected in ("tw", "t", " t", "e t", "ne t"):
        visual = by_character(TEXT, visual, -1)
        assert words(visual) == expected
    assert words(by_character(TEXT, visual.swapped(), 1)) == "ne tw"
    assert words(by_character(TEXT, visual.swapped().swapped(), 1)) == "e t"


def test_words_sentences_and_paragraphs() -> None:
    visual = at(TEXT, TEXT.index("two"))
    ahead = []
    for _ in range(3):
        visual = by_unit(UNITS, Grain.WORD, visual, 1)
        ahead.append(words(visual))
    assert ahead == ["two", "two. Three", "two. Three e\u0301te\u0301"]
    assert words(by_unit(UNITS, Grain.SENTENCE, visual, 1)) == "two. Three e\u0301te\u0301 (laughs)."
    assert words(by_unit(UNITS, Grain.PARAGRAPH, by_unit(UNITS, Grain.PARAGRAPH, visual, 1), 1)).endswith(" here.")
    back = []
    for _ in range(4):
        visual = by_unit(UNITS, Grain.WORD, visual, -1)
        back.append(words(visual))
    assert back == ["two. Three e\u0301", "two. T", "t", "One t"]
    assert words(by_unit(UNITS, Grain.SENTENCE, at(TEXT, TEXT.index("laughs")), -1)) == "Three e\u0301te\u0301 (l"


def test_lines_keep_the_column_they_came_from() -> None:
    lines = ["One two. ", "Three e\u0301te\u0301 ", "(laughs).\n", "And 老祖宗 ", "👩\u200d👧 here.\n", "\n", "End."]
    assert [TEXT[slice(*LAYOUT.bounds(line))] for line in range(len(LAYOUT))] == lines
    down = [at(TEXT, TEXT.index("o."))]  # in the seventh column
    for _ in range(6):
        down.append(by_line(TEXT, LAYOUT, down[-1], 1))
    assert [TEXT[one.head] for one in down] == ["o", "e", "s", "祖", "e", "\n", "."]
    assert by_line(TEXT, LAYOUT, down[-1], 1).head == down[-1].head
    up = by_line(TEXT, LAYOUT, down[-1], -6)
    assert up.head == down[0].head
    assert by_line(TEXT, LAYOUT, up, -1).head == up.head


def test_the_edges_of_a_line() -> None:
    here = at(TEXT, TEXT.index("te\u0301"))
    assert TEXT[to_edge(TEXT, LAYOUT, here, -1).head :].startswith("Three")
    assert TEXT[to_edge(TEXT, LAYOUT, here, 1).head :].startswith("e\u0301 (")


@given(st.integers(0, len(TEXT) - 1), st.lists(st.sampled_from("hljkwb)(}{0$o"), max_size=20))
@settings(max_examples=200, deadline=None)
def test_no_key_leaves_the_text_or_parts_a_character(offset: int, keys: list[str]) -> None:
    visual = at(TEXT, offset)
    for key in keys:
        step = 1 if key in "ljw)}$" else -1
        if key in "hl":
            after = by_character(TEXT, visual, step)
        elif key in "jk":
            after = by_line(TEXT, LAYOUT, visual, step)
        elif key in "0$":
            after = to_edge(TEXT, LAYOUT, visual, step)
        elif key == "o":
            after = visual.swapped()
        else:
            grain = {"w": "word", "b": "word", ")": "sentence", "(": "sentence"}.get(key, "paragraph")
            after = by_unit(UNITS, Grain(grain), visual, step)
        assert (after.head - visual.head) * step >= 0 or key in "jk0$o"
        assert after.anchor == visual.anchor or key == "o"
        visual = after
        chosen = visual.span(TEXT)
        assert 0 <= chosen.start < chosen.end <= len(TEXT)
        assert not joins(TEXT, chosen.start)
        assert chosen.end == len(TEXT) or not joins(TEXT, chosen.end)
        cursor = cursor_of(UNITS, Grain.SENTENCE, visual)
        assert cursor.span == chosen
        assert cursor.head.span.start <= visual.head or cursor.head == UNITS.first(Grain.SENTENCE, skip=False)


# -- keys


async def test_keys_mean_the_moving_end_while_the_mode_lasts(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        view = transcript(pilot)
        assert view.mode == "sentence"
        await pilot.press("w", "v")
        assert (view.mode, selected(pilot)) == ("visual", "People")
        assert any("█" in row for row in painted(pilot))
        await pilot.press("l", "l")
        assert selected(pilot) == "People b"
        await pilot.press("w")
        assert selected(pilot) == "People buy"
        await pilot.press(")")
        assert selected(pilot) == "People buy what is cheap."
        await pilot.press("o", "e", "o", "b")
        assert selected(pilot) == "e buy what is c"
        await pilot.press("v")
        assert (view.mode, selected(pilot)) == ("word", "e buy what is c")
        await pilot.press("j")
        assert selected(pilot) == "Nobody"
        await pilot.press("s", "v", "h", "escape")
        assert (view.mode, selected(pilot)) == ("sentence", "Nobody asks how clever it is")
        await pilot.press("escape")
        assert selected(pilot) == "Nobody asks how clever it is."


async def test_lines_pages_and_edges(long_study: Study) -> None:
    async with session(long_study, "long") as pilot:
        view = transcript(pilot)

        def head() -> tuple[int, bool]:
            """The line of the moving end, and whether it is the last thing to see there."""
            line = view.lines.line_at(view.cursor.head.span.start if view._head is None else view._head.start)
            start, end = view.lines.bounds(line)
            return line, view._head is not None and view._head.end == shown(view.document.text, start, end)

        await pilot.press("v", "o", "end")
        first = head()[0]
        assert head() == (first, True)
        await pilot.press("0")
        assert view._head is not None
        assert view._head.start == view.lines.starts[first]
        await pilot.press("j", "down", "k")
        assert head()[0] == first + 1
        await pilot.press("pagedown")
        assert head()[0] == first + 1 + view.size.height - 2
        assert view.scroll_offset.y <= head()[0] < view.scroll_offset.y + view.size.height
        await pilot.press("pageup", "up")
        assert head()[0] == first


async def test_the_selection_is_coded_as_any_other(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("w", "v", "l", "l", "c", *"cs", "enter")
        await pilot.pause()
        (coding,) = study.codings()
        assert study.document("p01").quote(coding.span) == "People b"
        transcript(pilot).end_visual()
        assert transcript(pilot).mode == "word"
        await pilot.press("j", "v", "l", "1")
        await pilot.pause()
        assert [study.document("p01").quote(one.span) for one in study.codings()] == ["People b", "what "]


async def test_going_elsewhere_ends_the_mode(study: Study, p01: str) -> None:
    text = study.document(p01).text
    suggest(study, p01, Span(text.index("We sell"), text.index("We sell") + 7), "market.income.low")
    async with session(study, p01) as pilot:
        view = transcript(pilot)
        await pilot.press("v", "l", "]")
        assert (view.mode, selected(pilot)) == ("sentence", "We sell")
        await pilot.press("v")
        view.stretch_to(text.index("everyone"))
        assert (view.mode, selected(pilot)) == ("visual", "We sell to e")
        await pilot.press("v")
        view.stretch_to(0)
        assert selected(pilot) == "We sell to e"


async def test_a_keymap_moves_a_key_of_one_mode_and_leaves_the_other(study: Study, p01: str) -> None:
    app = CoderApp(study, p01, keys=Keymap({"visual.down": ("n",), "transcript.visual": ("V",)}))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        view = transcript(pilot)
        await pilot.press("j")
        assert selected(pilot) == "Nobody asks how clever it is."
        before = view.cursor.span
        await pilot.press("V", "j")
        assert (view.mode, view.cursor.span) == ("visual", before)
        await pilot.press("n")
        assert view.cursor.span.end > before.end
        await pilot.press("v", "j")
        assert view.mode == "sentence"


async def test_an_empty_transcript_has_nothing_to_select(study: Study) -> None:
    document = add(study, "empty", "", ())
    async with session(study, document) as pilot:
        await pilot.press("v", "l", "ctrl+right", "ctrl+left", "l", "T", "j", "J", "end")
        assert transcript(pilot).mode == "answer"


async def test_enter_tells_that_the_selection_is_meant(study: Study, p01: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(Transcript, "action_keep", lambda self: kept.append(self.mode))
    async with session(study, p01) as pilot:
        await pilot.press("enter", "v", "enter")
        assert kept == ["sentence", "visual"]


# -- mouse


async def mouse(pilot: Pilot[None], kind: type, x: int, y: int, **more: object) -> None:
    """One event of the mouse at a cell of the transcript, as the terminal reports it."""
    view = transcript(pilot)
    left, top = view.region.offset
    await pilot._post_mouse_events([kind], widget=view, offset=(x, y), button=1, **more)  # type: ignore[arg-type]
    await pilot.pause()
    assert (left, top) == view.region.offset


def cell(pilot: Pilot[None], part: str) -> tuple[int, int]:
    """Where some words stand in the transcript."""
    view = transcript(pilot)
    offset = view.document.text.index(part)
    line = view.lines.line_at(offset)
    start = view.lines.starts[line]
    return 2 + view.lines.indents[line] + offset - start, line - view.scroll_offset.y


async def drag(pilot: Pilot[None], begin: tuple[int, int], *way: tuple[int, int]) -> None:
    await mouse(pilot, MouseDown, *begin)
    for x, y in way:
        await mouse(pilot, MouseMove, x, y)
    await mouse(pilot, MouseUp, *way[-1])


async def test_dragging_selects_characters_forwards_and_backwards(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await drag(pilot, cell(pilot, "hat is"), cell(pilot, "is cheap"), cell(pilot, "ap. Nobody"))
        assert selected(pilot) == "hat is chea"
        assert transcript(pilot).mode == "sentence"
        await drag(pilot, cell(pilot, "how"), cell(pilot, "uy what"))
        assert selected(pilot) == "uy what is cheap. Nobody asks h"
        await pilot.press("h")
        assert selected(pilot) == "uy what is cheap. Nobody asks"
        await pilot.press("j")
        assert selected(pilot) == "Nobody asks how clever it is."


async def test_a_shaking_hand_still_clicks(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        x, y = cell(pilot, "asks how")
        await drag(pilot, (x, y), (x, y))
        await mouse(pilot, Click, x, y)
        assert selected(pilot) == "Nobody asks how clever it is."


async def test_two_clicks_select_the_word_three_the_unit(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        where = cell(pilot, "asks how")
        await pilot.click("#transcript", offset=where)
        assert selected(pilot) == "Nobody asks how clever it is."
        await pilot.click("#transcript", offset=where, times=2)
        assert selected(pilot) == "asks"
        await pilot.click("#transcript", offset=where, times=3)
        assert selected(pilot) == "Nobody asks how clever it is."


async def test_shift_and_a_click_extend_a_free_selection_by_characters(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await drag(pilot, cell(pilot, "hat is"), cell(pilot, "is cheap"))
        await pilot.click("#transcript", offset=cell(pilot, "sks how"), shift=True)
        assert selected(pilot) == "hat is cheap. Nobody as"
        await pilot.click("#transcript", offset=cell(pilot, "buy"), shift=True)
        assert selected(pilot) == "buy what is cheap. Nobody as"
        await pilot.press("v")
        await pilot.click("#transcript", offset=cell(pilot, "what"), shift=True)
        assert (transcript(pilot).mode, selected(pilot)) == ("visual", "buy w")


async def test_dragging_beyond_the_edge_scrolls(long_study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder.tui.coding.transcript._PULL", 1_000.0)
    async with session(long_study, "long") as pilot:
        view = transcript(pilot)
        await mouse(pilot, MouseDown, 20, 3)
        await mouse(pilot, MouseMove, 20, view.size.height + 2)
        for _ in range(3):
            view._pull()
        assert view.scroll_offset.y == 9
        assert view.lines.line_at(view.cursor.span.end - 1) == view.scroll_offset.y + view.size.height - 1
        await mouse(pilot, MouseMove, 20, 5)
        assert view._pulling is None
        await mouse(pilot, MouseUp, 20, 5)
        assert pilot.app.mouse_captured is None
        assert view.lines.line_at(view.cursor.span.end - 1) == view.scroll_offset.y + 5


async def test_a_dialog_ends_dragging(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        view = transcript(pilot)
        await mouse(pilot, MouseDown, *cell(pilot, "hat is"))
        await mouse(pilot, MouseMove, 20, view.size.height + 1)
        pulling = view._pulling
        assert pulling is not None
        await pilot.press("c")
        await pilot.pause()
        assert view._pulling is None
        assert view._pressed is None


async def test_the_wheel_scrolls_and_the_cursor_stays(long_study: Study) -> None:
    async with session(long_study, "long") as pilot:
        view, before = transcript(pilot), transcript(pilot).cursor
        await pilot._post_mouse_events([MouseScrollDown], widget=view, offset=(5, 5))
        await pilot.pause()
        assert view.scroll_offset.y > 0
        assert view.cursor is before


async def test_hovering_tells_the_stripe_once(study: Study, p01: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str | None] = []

    def heard(self: Widget, event: Transcript.StripeHovered) -> None:
        told.append(event.stripe.label if event.stripe is not None else None)

    text = study.document(p01).text
    study.code(p01, Span(text.index("We sell"), text.index("The state")), "mindset.narrative.commercial_success", 2)
    async with session(study, p01) as pilot:
        monkeypatch.setattr(type(pilot.app.screen), "on_transcript_stripe_hovered", heard)
        x, y = transcript(pilot)._margin_left, cell(pilot, "We sell")[1]
        await mouse(pilot, MouseMove, x, y)
        await mouse(pilot, MouseMove, x + 1, y + 1)
        await mouse(pilot, MouseMove, 5, y)
        await mouse(pilot, MouseMove, 5, y + 1)
        assert told == ["commercial success", None]


async def test_a_coding_ends_visual_mode_and_keeps_the_words(tmp_path: Path) -> None:
    with new_study(tmp_path / "study") as study:
        document = add(study, "talk", *interview(200))
        async with session(study, document) as pilot:
            await pilot.press("v", "l", "l")
            words = selected(pilot)
            await pilot.press("c", "c", "s", "enter")
            await pilot.pause()
            assert transcript(pilot).mode == "sentence"
            assert [study.document(document).quote(one.span) for one in study.codings()] == [words]
