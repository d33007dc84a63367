"""The overview and the trace by key: what is painted, what is recorded, what survives."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from coder.model.judgement import OverrideType
from coder.model.overview import ShownCell
from coder.model.span import Span
from coder.study import Study
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.messages import ExportOverview
from coder.tui.overview.override import OverrideDialog
from coder.tui.overview.screen import OverviewScreen
from coder.tui.overview.table import OverviewTable
from coder.tui.overview.trace import TraceScreen
from coder.tui.widgets.listing import Listing
from tests.studies import CODEBOOK
from tests.tui.sessions import LARGE, SMALL, add, line, painted, session, type_keys

BUY, NOBODY = Span(31, 56), Span(57, 86)
SUCCESS = "mindset.narrative.commercial_success"
ROW, CASE = "mindset.narrative", "prd"
REASON = "we read both interviews again"
TO_NARRATIVE = ("$", "0", "l", "l", *["j"] * 10)


@pytest.fixture
def coded(study: Study) -> Study:
    """The joint narrative of the delta, coded by two people for and by one against."""
    p01 = study.document("p01").id
    study.code(p01, BUY, SUCCESS, 2)
    study.code(p01, NOBODY, SUCCESS, -1)
    with Study.open(study.path, "JW") as other:
        other.code(p01, BUY, SUCCESS, 1)
    return study


def shown(study: Study, row: str = ROW, case: str = CASE) -> ShownCell:
    return study.trace(row, case).shown


def screen(pilot: Pilot[None]) -> str:
    return "\n".join(painted(pilot))


def top(pilot: Pilot[None]) -> type:
    """The kind of screen that is on top."""
    return type(pilot.app.screen)


def in_view(pilot: Pilot[None]) -> list[int]:
    return list(pilot.app.screen.query_one(OverviewTable).view)


async def narrative(pilot: Pilot[None]) -> None:
    """Go to the cell that is coded."""
    await pilot.press(*TO_NARRATIVE)
    await pilot.pause()
    assert "Joint narrative · Pearl River Delta" in line(pilot, "here")


def override(study: Study, value: str = "fragmented") -> None:
    study.override(ROW, CASE, OverrideType.ADJUDICATION, REASON, values=[value])


# ---- the table


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 12), (20, 8)])
async def test_every_line_fills_the_screen_exactly(coded: Study, size: tuple[int, int]) -> None:
    override(coded)
    async with session(coded, size=size, screen="overview") as pilot:
        for keys in ((), ("$", "G"), ("pageup", "H"), ("tab",)):
            await pilot.press(*keys)
            await pilot.pause()
            assert {len(row) for row in painted(pilot)} <= {size[0]} or "科" in screen(pilot)


async def test_columns_scroll_beside_the_labels_and_say_how_many_lie_beyond(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        total = 6
        seen = in_view(pilot)
        assert 2 <= len(seen) < total
        assert f"{total - len(seen)} more ›" in screen(pilot)
        assert "Beijing" in screen(pilot)
        await pilot.press("$")
        await pilot.pause()
        assert in_view(pilot)[-1] == total - 1
        assert f"‹ {total - len(seen)} more" in screen(pilot)
        assert "Technology base" in screen(pilot)
        assert "Guizhou" in line(pilot, "here")
        await pilot.press("0", "L")
        await pilot.pause()
        assert in_view(pilot)[0] == 1
        await pilot.press("h", "H", "H")
        await pilot.pause()
        assert in_view(pilot)[0] == 0


async def test_a_wide_screen_shows_all_cases(coded: Study) -> None:
    async with session(coded, size=LARGE, screen="overview") as pilot:
        assert in_view(pilot) == list(range(6))
        assert "more ›" not in screen(pilot)


async def test_pages_and_edges_of_the_rows(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        await pilot.press("G")
        await pilot.pause()
        assert "Outward orientation" in line(pilot, "here")
        await pilot.press("pageup")
        await pilot.pause()
        assert "Outward orientation" not in line(pilot, "here")
        await pilot.press("home")
        await pilot.pause()
        assert "Technology base" in line(pilot, "here")
        await pilot.press("space", "space", "space", "space", "k", "j")
        await pilot.pause()
        assert "Outward orientation" in line(pilot, "here")


async def test_a_click_goes_to_a_cell_and_a_second_one_to_its_trace(coded: Study) -> None:
    async with session(coded, size=LARGE, screen="overview") as pilot:
        rows = painted(pilot)
        y = next(number for number, row in enumerate(rows) if "Focus of competence" in row)
        x = rows[1].index("Shanghai")
        await pilot.click(offset=(x, y))
        await pilot.pause()
        assert "Focus of competence · Shanghai" in line(pilot, "here")
        await pilot.click(offset=(0, y))
        await pilot.click(offset=(x, 1))
        assert top(pilot) is OverviewScreen
        await pilot.click(offset=(x, y))
        await pilot.pause()
        assert top(pilot) is TraceScreen


async def test_the_place_is_found_again_in_every_table(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        await narrative(pilot)
        await pilot.press("tab", "j", "l")
        await pilot.pause()
        there = line(pilot, "here")
        await pilot.press("d", "o")
        await pilot.pause()
        assert "table 2 of 2" in line(pilot, "title")
        assert line(pilot, "here") == there
        await pilot.press("tab")
        await pilot.pause()
        assert "Joint narrative · Pearl River Delta" in line(pilot, "here")


async def test_the_legend_names_the_marks_that_are_seen(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        legend = [row for row in painted(pilot) if "no\u00a0evidence" in row]
        assert len(legend) == 1
        assert "thin" in legend[0]
        assert "overridden" not in screen(pilot)
        override(coded)
        coded.sign_off(ROW, CASE)
        coded.summarise(ROW, CASE, "They sell.", [shown(coded).cell.supporting[0]])
        coded.uncode([coded.codings(coder="JW")[0].id])
        pilot.app.screen._session.edited()  # type: ignore[attr-defined]
        pilot.app.screen.reload()  # type: ignore[attr-defined]
        await pilot.pause()
        for words in ("overridden", "stale", "summary\u00a0in\u00a0words"):
            assert words in screen(pilot)


async def test_a_study_without_codings_says_so(study: Study) -> None:
    async with session(study, screen="overview") as pilot:
        assert "nothing is coded yet" in line(pilot, "reason")
        assert "no evidence" in line(pilot, "here")
        assert "·" in screen(pilot)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_codebook_without_tables_says_so(tmp_path: Path, size: tuple[int, int]) -> None:
    text = CODEBOOK[: CODEBOOK.index("tables:")]
    with Study.create(tmp_path / "s", text, "towns.yaml", "me") as study:
        async with session(study, size=size, screen="overview") as pilot:
            assert "The codebook has no table yet" in " ".join(screen(pilot).split())
            await pilot.press("j", "l", "enter", "e", "S", "!", "X", "tab", "space", "G", "$")
            await pilot.pause()
            assert top(pilot) is OverviewScreen


async def test_a_study_without_cases_says_so(tmp_path: Path) -> None:
    text = CODEBOOK.replace("[{id: north, label: {en: North}}, {id: south, label: {en: South}}]", "[]")
    with Study.create(tmp_path / "s", text, "towns.yaml", "me") as study:
        async with session(study, screen="overview") as pilot:
            assert "There are no cases yet" in screen(pilot)
            await pilot.press("j", "enter", "e")
            add(study, "a", "I: So?\n\nR: It is.\n", (), town="die 北京 Stadt")
            pilot.app.screen._session.edited()  # type: ignore[attr-defined]
            pilot.app.screen.reload()  # type: ignore[attr-defined]
            await pilot.pause()
            assert "die 北京 Stadt" in screen(pilot)
            await pilot.press("j", "d", "o")
            await pilot.pause()
            assert "Story · die 北京 Stadt" in line(pilot, "here")


# ---- judging


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_cell_is_overridden_by_key(coded: Study, size: tuple[int, int]) -> None:
    async with session(coded, size=size, screen="overview") as pilot:
        await narrative(pilot)
        await pilot.press("e")
        await pilot.pause()
        dialog = pilot.app.screen
        assert top(pilot) is OverrideDialog
        assert "derived: commercial success, from 1 of 1 interview" in screen(pilot)
        await pilot.press("j", "enter")  # external source, on to the values
        await pilot.press("j", "enter")
        await pilot.pause()
        assert "reads: business reputation" in line(pilot, "reads")
        await pilot.press("j", "j", "j", "enter")
        await pilot.pause()
        assert "reads: fragmented" in line(pilot, "reads"), "a row of this kind shows one value"
        await pilot.press("tab", "tab")
        await type_keys(pilot, "too short")
        assert "9 of at least 20 characters" in line(pilot, "counter")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.screen is dialog
        assert "at least 20 characters, this one has 9" in line(pilot, "problem")
        await type_keys(pilot, " but now it is long")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "needs its reference" in line(pilot, "problem")
        await pilot.press("tab")
        await type_keys(pilot, "Yearbook, p. 3")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert top(pilot) is OverviewScreen
        over = shown(coded).override
        assert over is not None
        assert (over.text, over.type, over.reference) == ("fragmented", OverrideType.EXTERNAL_SOURCE, "Yearbook, p. 3")
        assert "fragmented ⟵ commercial success" in line(pilot, "here")
        assert "overridden: Joint narrative" in line(pilot, "reason")
        assert "1 of 84 overridden" in line(pilot, "title")
        assert "undo: override" in line(pilot, "keys")
        await pilot.press("u")
        await pilot.pause()
        assert shown(coded).override is None
        assert "⟵" not in line(pilot, "here")


async def test_escape_loses_no_text_without_a_question(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        await narrative(pilot)
        await pilot.press("e", "escape")
        await pilot.pause()
        assert top(pilot) is OverviewScreen, "nothing filled in, nothing asked"
        await pilot.press("e", "tab", "tab", "tab")
        await type_keys(pilot, "a reason")
        await pilot.press("escape")
        await pilot.pause()
        assert top(pilot) is Confirm
        await pilot.press("n")
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == "a reason"
        await pilot.press("escape", "y")
        await pilot.pause()
        assert top(pilot) is OverviewScreen
        assert shown(coded).override is None


async def test_only_an_external_source_is_offered_on_an_empty_cell(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        await pilot.press("e")
        await pilot.pause()
        types = pilot.app.screen.query_one("#types", Listing)
        assert [item.id for item in types.items] == ["external source"]
        assert pilot.app.screen.query_one("#reference", Input).display
        assert "derived: (empty)" in screen(pilot)


async def test_own_words_stand_for_a_value(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        await narrative(pilot)
        await pilot.press("e", "G", "enter", "tab")
        await type_keys(pilot, "selling first")
        await pilot.press("enter")
        await type_keys(pilot, REASON)
        await pilot.press("ctrl+s")
        await pilot.pause()
        over = shown(coded).override
        assert over is not None
        assert (over.type, over.text, over.values) == (
            OverrideType.WORDING,
            "selling first",
            ("commercial_success",),
        )


async def test_a_stale_override_comes_up_as_it_was_and_is_renewed(coded: Study) -> None:
    override(coded)
    coded.code(coded.document("p01").id, NOBODY, "mindset.narrative.fragmented", 1)
    assert shown(coded).override_stale
    async with session(coded, screen="overview") as pilot:
        await narrative(pilot)
        assert "↻" in screen(pilot)
        await pilot.press("e")
        await pilot.pause()
        assert "↻ the evidence" in screen(pilot)
        assert pilot.app.screen.query_one(TextArea).text == REASON
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "renewed: Joint narrative" in line(pilot, "reason")
        assert not shown(coded).override_stale
        entries = len(coded.log())
        await pilot.press("e", "ctrl+s")
        await pilot.pause()
        assert top(pilot) is OverviewScreen
        assert len(coded.log()) == entries, "nothing changed, nothing written"
        await pilot.press("e", "ctrl+t")
        await pilot.pause()
        assert shown(coded).override is None
        assert "shows again what is derived" in line(pilot, "reason")
        await pilot.press("e", "ctrl+t")
        await pilot.pause()
        assert "no override to take back" in line(pilot, "problem")


async def test_a_cell_is_signed_off_and_not_any_more(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        await narrative(pilot)
        await pilot.press("!")
        await pilot.pause()
        assert shown(coded).sign_off is not None
        assert "signed off: Joint narrative · Pearl River Delta = commercial success" in line(pilot, "reason")
        assert "✓" in screen(pilot)
        with Study.open(coded.path, "JW") as other:
            other.code(coded.document("p01").id, NOBODY, "mindset.narrative.fragmented", 1)
        await pilot.press("d", "o")
        await pilot.pause()
        assert "↻" in screen(pilot)
        await pilot.press("!")
        await pilot.pause()
        assert not shown(coded).sign_off_stale
        assert "signed off again" in line(pilot, "reason")
        await pilot.press("!")
        await pilot.pause()
        assert shown(coded).sign_off is None


async def test_a_summary_is_written_changed_and_removed(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        await pilot.press("S")
        await pilot.pause()
        assert "nothing to summarise" in line(pilot, "reason")
        await narrative(pilot)
        await pilot.press("S")
        await pilot.pause()
        assert top(pilot) is MemoEditor
        assert "resting on 3 codings" in screen(pilot)
        await type_keys(pilot, "They sell first.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        found = shown(coded).summary
        assert found is not None
        assert (found.text, len(found.codings)) == ("They sell first.", 3)
        assert "¶" in screen(pilot)
        await pilot.press("S")
        await pilot.pause()
        pilot.app.screen.query_one(TextArea).text = ""
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert shown(coded).summary is None


async def test_export_asks_the_app(coded: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    async with session(coded, screen="overview") as pilot:
        post = pilot.app.screen.post_message

        def spy(message: object) -> bool:
            if isinstance(message, ExportOverview):
                asked.append(message.table)
                return True
            return post(message)  # type: ignore[arg-type]

        monkeypatch.setattr(pilot.app.screen, "post_message", spy)
        await pilot.press("tab", "X")
        await pilot.pause()
    assert asked == ["tab2"]


# ---- the trace


async def test_the_trace_shows_both_sides_once_and_what_lies_over_the_cell(coded: Study) -> None:
    override(coded)
    coded.sign_off(ROW, CASE)
    async with session(coded, size=LARGE, screen="overview") as pilot:
        await narrative(pilot)
        await pilot.press("enter")
        await pilot.pause()
        text = screen(pilot)
        assert "fragmented ⟵ commercial success (override: adjudication) ✓" in line(pilot, "title")
        assert text.count("People buy what is cheap.") == 1
        assert "explicit  me" in text
        assert "implicit  JW" in text
        assert text.index("FOR  2 coded in 1 interview") < text.index("AGAINST  1 coded in 1 interview")
        assert f"Reason: {REASON}" in text
        assert "signed    by me on" in text
        await pilot.press("!")
        await pilot.pause()
        assert "not signed off any more" in line(pilot, "reason")
        await pilot.press("e", "ctrl+t")
        await pilot.pause()
        assert "⟵" not in line(pilot, "title")
        await pilot.press("u")
        await pilot.pause()
        assert "⟵" in line(pilot, "title")


async def test_a_summary_rests_on_the_quotations_chosen_for_it(coded: Study) -> None:
    async with session(coded, screen="overview") as pilot:
        await narrative(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("j", "x")
        await pilot.pause()
        assert "would be resting on 1 coding" in line(pilot, "reason")
        assert sum(" ¶ " in row for row in painted(pilot)) == 1
        await pilot.press("x", "x", "S")
        await pilot.pause()
        await type_keys(pilot, "Nobody asks.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        against = shown(coded).cell.opposing
        found = shown(coded).summary
        assert found is not None
        assert found.codings == against
        assert "summary of Joint narrative" in line(pilot, "reason")
        await pilot.press("k", "x")
        await pilot.pause()
        found = shown(coded).summary
        assert found is not None
        assert len(found.codings) == 3, "words that two coders coded count as both"
        assert "the summary is resting on 3 codings now" in line(pilot, "reason")
        await pilot.press("x", "j", "x")
        await pilot.pause()
        assert "rests on this quotation alone" in line(pilot, "reason")


async def test_a_trace_without_quotations_can_be_judged_and_left(coded: Study) -> None:
    async with session(coded, size=(60, 10), screen="overview") as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert top(pilot) is TraceScreen
        await pilot.press("j", "pagedown", "pageup", "x", "enter", "S")
        await pilot.pause()
        assert "nothing to summarise" in line(pilot, "reason")
        await pilot.press("!", "q")
        await pilot.pause()
        assert top(pilot) is OverviewScreen
        assert shown(coded, "technology.base", "beijing").sign_off is not None


async def test_untrusted_words_of_an_analyst_are_shown_as_text(coded: Study) -> None:
    evil = "\x1b[2J[bold]\u202e"
    coded.override(ROW, CASE, OverrideType.WORDING, evil + REASON, text=evil)
    coded.summarise(ROW, CASE, evil, shown(coded).cell.supporting)
    async with session(coded, size=LARGE, screen="overview") as pilot:
        await narrative(pilot)
        for keys in ((), ("enter",), ("e",), ("escape", "S")):
            await pilot.press(*keys)
            await pilot.pause()
            assert "\x1b" not in screen(pilot)
            assert "\u202e" not in screen(pilot)
            assert "[bold]" in screen(pilot)
