"""The bar of keys: what has room, in which order, and that nothing is painted beyond its width."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.study import Study
from coder.tui.keys.actions import CHAINS
from coder.tui.keys.keymap import DEFAULT, Keymap, key_bar
from coder.tui.text.runs import text_width
from coder.tui.widgets.keybar import WIDE, KeyBar, Row, rows
from tests.tui.sessions import LARGE, SMALL, line, painted, session

NOTE = "undo: code 'commercial success' z04:426-491 (+2)"


def told(row: Row) -> str:
    return "".join(text for text, _ in row.left + row.right)


def bar(scope: str, width: int, note: str = "") -> list[str]:
    return [told(row) for row in rows(key_bar(scope), DEFAULT, note, width)]


def test_with_the_note_on_undo_the_most_used_keys_are_still_seen_at_80_columns() -> None:
    (row,) = bar("coding", 80, NOTE)
    assert row.startswith(" c code  . repeat  + stronger  x remove  ? help  u undo: code 'commercial suc")
    assert row.endswith("…")


def test_what_is_needed_next_leads_whether_or_not_it_is_among_the_most_used() -> None:
    lead = "coding.reject", "coding.accept", "coding.code"
    found = key_bar("coding", lead=lead)
    assert [action.id for action in found[:4]] == [*lead, "coding.repeat"]
    assert len(found) == len(set(found)) == len(key_bar("coding")) + 1
    without = key_bar("coding", Keymap({"coding.reject": ()}), lead)
    assert [action.id for action in without[:2]] == ["coding.accept", "coding.code"]


def test_without_a_note_undo_is_a_key_like_others() -> None:
    assert "u undo" not in bar("coding", 80, NOTE)[0].split("undo:")[0].removesuffix("u ")
    (row,) = bar("overview", 80)
    assert row.startswith(" Enter trace  e override  S summary  ! sign off")


def test_from_120_columns_on_a_second_row_leads_to_the_other_screens() -> None:
    first, second = bar("coding", WIDE, NOTE)
    assert first.startswith(" c code")
    assert second.startswith(" d documents  i interview  b codebook  o overview")
    assert second.endswith(" ? help ")
    assert len(bar("palette", 200)) == 1


@settings(deadline=None)
@given(st.sampled_from(sorted(CHAINS)), st.integers(0, 220), st.sampled_from(["", "undo: x", NOTE, "undo: 编码 " * 30]))
def test_rows_fit_and_keys_stand_where_they_are_painted(scope: str, width: int, note: str) -> None:
    for row in rows(key_bar(scope), DEFAULT, note, width):
        assert text_width(row.left) + text_width(row.right) <= max(width, len(" ? help "))
        text = "".join(text for text, _ in row.left)
        for start, end, action in row.places:
            if row.right and action.id == "app.undo":
                assert (start, end) == (width - text_width(row.right), width)
            else:
                assert text[start:end] == f" {DEFAULT.sign(action.id)} {action.label} "


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_bar_is_as_high_as_what_it_says(study: Study, p01: str, size: tuple[int, int]) -> None:
    async with session(study, p01, size) as pilot:
        keys = pilot.app.screen.query_one("#keys", KeyBar)
        assert keys.size.height == line(pilot, "keys").count("\n") + 1 == (2 if size == LARGE else 1)
        assert painted(pilot)[-1].startswith(line(pilot, "keys").split("\n")[-1][:40])
        await pilot.resize_terminal(*(LARGE if size == SMALL else SMALL))
        await pilot.pause()
        await pilot.pause()
        assert keys.size.height == (1 if size == LARGE else 2)
