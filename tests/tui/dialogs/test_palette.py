from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from coder.study import Study
from coder.tui.codes.labels import anchor, mark
from coder.tui.dialogs.level import LevelChooser, item
from coder.tui.dialogs.palette import Choice, Palette, taken_runs
from coder.tui.session import Session
from coder.tui.widgets.listing import Listing
from tests.tui.sessions import LARGE, SMALL, line, painted, session, type_keys

SUCCESS = "mindset.narrative.commercial_success"
REPUTATION = "mindset.narrative.business_reputation"
ORIENTATION = "market.orientation"
BASE = "technology.base"
SIZES = {"80x24": SMALL, "200x60": LARGE}

Answers = list[tuple[Choice, ...] | None]


@asynccontextmanager
async def palette(
    study: Study, size: tuple[int, int] = SMALL, recent: tuple[str, ...] = (), **options: object
) -> AsyncIterator[tuple[Pilot[None], Answers]]:
    """The palette over the documents of a study, and what it answers."""
    async with session(study, None, size, "overview") as pilot:
        known, answers = Session(study), Answers()
        dialog = Palette(known.codebook, known.index, known.signs, recent, **options)  # type: ignore[arg-type]
        await pilot.app.push_screen(dialog, answers.append)
        await pilot.pause()
        yield pilot, answers
        assert len(answers) <= 1


def query(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(Input).value


def highlighted(pilot: Pilot[None]) -> str:
    current = pilot.app.screen.query_one(Listing).current
    return current.id if current is not None else ""


async def test_enter_returns_the_highlighted_code(study: Study) -> None:
    async with palette(study) as (pilot, answers):
        await type_keys(pilot, "success")
        await pilot.press("enter")
        assert answers == [(Choice(SUCCESS, 2),)]


async def test_escape_returns_nothing(study: Study) -> None:
    async with palette(study) as (pilot, answers):
        await type_keys(pilot, "cs,")
        await pilot.press("escape")
        assert answers == [None]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_several_codes_are_taken_with_their_weights(study: Study, size: tuple[int, int]) -> None:
    async with palette(study, size) as (pilot, answers):
        await type_keys(pilot, "cs")
        await pilot.press("tab", "comma")
        await pilot.pause()
        assert query(pilot) == ""
        assert "Cs +1 commercial success" in line(pilot, "palette-taken")
        await type_keys(pilot, "pu")
        await pilot.press("comma")
        await type_keys(pilot, "br")
        assert "Pu +2 public" in line(pilot, "palette-taken")
        assert any("Cs +1" in row and "Pu +2" in row for row in painted(pilot))
        await pilot.press("tab", "tab", "enter")
        assert answers == [(Choice(SUCCESS, 1), Choice("technology.focus.public", 2), Choice(REPUTATION, -1))]


async def test_with_nothing_typed_enter_returns_just_the_codes_taken(study: Study) -> None:
    async with palette(study) as (pilot, answers):
        await type_keys(pilot, "cs,br,")
        assert "Enter codes Cs, Br" in line(pilot, "palette-weight")
        await pilot.press("comma", "enter")
        assert answers == [(Choice(SUCCESS, 2), Choice(REPUTATION, 2))]


@pytest.mark.parametrize("key", ["down", "pagedown", "tab"])
async def test_a_line_sought_out_counts_although_nothing_is_typed(study: Study, key: str) -> None:
    async with palette(study, recent=(REPUTATION, "technology.focus.public")) as (pilot, answers):
        await type_keys(pilot, "cs,")
        await pilot.press(key)
        await pilot.pause()
        wanted = highlighted(pilot)
        assert "Enter codes" not in line(pilot, "palette-weight")
        await pilot.press("enter")
        assert answers == [(Choice(SUCCESS, 2), Choice(wanted, 1 if key == "tab" else 2))]


async def test_a_click_takes_the_line_clicked(study: Study) -> None:
    async with palette(study, recent=(REPUTATION, SUCCESS)) as (pilot, answers):
        await type_keys(pilot, "pu,")
        rows = painted(pilot)
        row = next(at for at, words in enumerate(rows) if "Cs commercial success" in words)
        await pilot.click(offset=(20, row))
        await pilot.pause()
        assert highlighted(pilot) == SUCCESS
        await pilot.press("enter")
        assert answers == [(Choice("technology.focus.public", 2), Choice(SUCCESS, 2))]


async def test_backspace_takes_the_last_code_back(study: Study) -> None:
    async with palette(study) as (pilot, answers):
        await type_keys(pilot, "cs,br,")
        await type_keys(pilot, "p")
        await pilot.press("backspace")
        assert "Br" in line(pilot, "palette-taken"), "only the letter went"
        await pilot.press("backspace")
        assert "Br" not in line(pilot, "palette-taken")
        await pilot.press("backspace", "backspace")
        assert line(pilot, "palette-taken").strip() == "Code the selection"
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        assert answers == [(Choice(SUCCESS, 2),)]


async def test_a_code_taken_twice_has_the_weight_given_last(study: Study) -> None:
    async with palette(study) as (pilot, answers):
        await type_keys(pilot, "cs,br,cs")
        assert any("commercial success" in row and "✓" in row for row in painted(pilot))
        await pilot.press("tab", "enter")
        assert answers == [(Choice(SUCCESS, 1), Choice(REPUTATION, 2))]


async def test_where_one_code_is_wanted_the_comma_is_text(study: Study) -> None:
    async with palette(study, several=False, title="Recode commercial success") as (pilot, answers):
        assert line(pilot, "palette-taken").strip() == "Recode commercial success"
        assert not any("and another" in row for row in painted(pilot))
        await type_keys(pilot, "bottom up, mav")
        assert query(pilot) == "bottom up, mav"
        await pilot.press("enter")
        assert answers == [(Choice("mindset.agency.bottom_up_maverick", 2),)]


async def test_where_no_weight_is_wanted_none_is_asked_for(study: Study) -> None:
    async with palette(study, several=False, weighted=False) as (pilot, answers):
        await type_keys(pilot, "mo")
        await pilot.press("tab")
        assert line(pilot, "palette-weight") == ""
        assert not any("Tab" in row for row in painted(pilot))
        await pilot.press("enter")
        assert answers == [(Choice(ORIENTATION, None),)]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_the_anchors_of_all_levels_stand_in_view(study: Study, size: tuple[int, int]) -> None:
    codebook = study.codebook
    async with palette(study, size) as (pilot, answers):
        for letters, code_id in (("mo", ORIENTATION), ("sd", "innovation.science_driven"), ("tb", BASE)):
            await type_keys(pilot, letters)
            assert highlighted(pilot) == code_id
            code, text = codebook.code(code_id), "\n".join(painted(pilot))
            for level in codebook.weights(code):
                # the first words, since an anchor may be wrapped
                assert f"{mark(codebook, code_id, level)}  {anchor(codebook, code, level)[:30]}" in text
            await pilot.press("backspace", "backspace")
        await type_keys(pilot, "tb")
        for level in (2, 1, 0, -1, -2, 2):
            await pilot.press("tab")
            await pilot.pause()
            words = f"{mark(codebook, BASE, level)}  {anchor(codebook, codebook.code(BASE), level)}"
            assert words in line(pilot, "palette-weight")
            assert any("▸" in row and words[:30] in row for row in painted(pilot))
        await pilot.press("shift+tab", "enter")
        assert answers == [(Choice(BASE, -2),)]


async def test_a_level_chosen_for_one_code_is_not_another_codes(study: Study) -> None:
    async with palette(study) as (pilot, answers):
        await type_keys(pilot, "mo")
        await pilot.press("tab", "down")
        await pilot.press("up")
        await pilot.pause()
        assert "chosen after Enter" in line(pilot, "palette-weight")
        await pilot.press("tab", "backspace", "backspace", "s", "d", "shift+tab", "enter")
        assert answers == [(Choice("innovation.science_driven", -1),)]


async def test_levels_that_are_not_chosen_are_asked_for_one_after_another(study: Study) -> None:
    last = {ORIENTATION: -1, BASE: None}
    async with palette(study, level_of=last.get) as (pilot, answers):
        await type_keys(pilot, "mo,cs,tb")
        assert "Mo ?" in line(pilot, "palette-taken")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LevelChooser)
        assert any("Market orientation" in row for row in painted(pilot))
        assert highlighted(pilot) == "-1", "the level given last"
        await pilot.press("enter")
        await pilot.pause()
        assert any("Technology base" in row for row in painted(pilot))
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen.query(Input), "back in the palette"
        assert not answers
        assert query(pilot) == "tb", "nothing is lost by going back"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("2")
        assert answers == [(Choice(ORIENTATION, 2), Choice(SUCCESS, 2), Choice(BASE, 1))]


async def test_digits_are_letters_of_the_query(study: Study) -> None:
    async with palette(study) as (pilot, answers):
        await type_keys(pilot, "r2d2")
        assert query(pilot) == "r2d2"
        assert "no code like that" in line(pilot, "palette-weight")
        await pilot.press("comma", "tab", "enter")
        assert query(pilot) == "r2d2"
        assert not answers


async def test_what_an_input_method_types_is_found_and_its_commas_take(study: Study) -> None:
    async with palette(study) as (pilot, answers):
        query_line = pilot.app.screen.query_one(Input)
        query_line.post_message(events.Paste("商业成功"))  # some terminals hand over a word as a paste
        await pilot.pause()
        assert highlighted(pilot) == SUCCESS
        pilot.app.post_message(events.Key("fullwidth_comma", "，"))
        await pilot.pause()
        assert "Cs +2" in line(pilot, "palette-taken")
        for character in "技术基础":
            pilot.app.post_message(events.Key(character, character))
        await pilot.pause()
        assert highlighted(pilot) == BASE
        pilot.app.post_message(events.Key("ideographic_comma", "、"))
        await pilot.pause()
        await type_keys(pilot, "sywh")
        assert query(pilot) == "sywh"
        await pilot.press(*["backspace"] * 4, "enter")
        await pilot.pause()
        await pilot.press("3")
        assert answers == [(Choice(SUCCESS, 2), Choice(BASE, 0))]


async def test_the_prior_and_the_recent_order_the_empty_query(study: Study) -> None:
    async with palette(study, recent=(REPUTATION,), prior={SUCCESS: 0.5}) as (pilot, answers):
        assert highlighted(pilot) == SUCCESS
        await pilot.press("down")
        assert highlighted(pilot) == REPUTATION
        await type_keys(pilot, "br")
        assert highlighted(pilot) == REPUTATION
        await pilot.press("enter")
        assert answers == [(Choice(REPUTATION, 2),)]


async def test_keys_come_through_in_one_burst(study: Study) -> None:
    async with palette(study) as (pilot, answers):
        for key, character in (("c", "c"), ("s", "s"), ("comma", ","), ("m", "m"), ("o", "o"), ("tab", None)):
            pilot.app.post_message(events.Key(key, character))
        for key, character in (("comma", ","), ("b", "b"), ("r", "r"), ("enter", None)):
            pilot.app.post_message(events.Key(key, character))
        await pilot.pause()
        await pilot.pause()
        assert answers == [(Choice(SUCCESS, 2), Choice(ORIENTATION, 2), Choice(REPUTATION, 2))]


async def test_what_is_typed_while_the_palette_opens_is_not_lost(study: Study) -> None:
    async with session(study, None, SMALL, "overview") as pilot:
        known, answers = Session(study), Answers()
        pilot.app.push_screen(Palette(known.codebook, known.index, known.signs), answers.append)
        for key, character in (("c", "c"), ("s", "s"), ("tab", None), ("enter", None), ("x", "x")):
            pilot.app.post_message(events.Key(key, character))
        await pilot.pause()
        await pilot.pause()
        assert answers == [(Choice(SUCCESS, 1),)]


# -- pieces


def test_codes_taken_keep_letters_and_weights_however_many_they_are(study: Study) -> None:
    known = Session(study)
    codes = [Choice(code.id, 2) for code in known.codebook.codable()][:9]
    few = "".join(text for text, _ in taken_runs(codes[:2], known.codebook, known.signs, 60))
    assert few == "  Tb ++ Technology base  Pu +2 public"
    many = "".join(text for text, _ in taken_runs(codes, known.codebook, known.signs, 70))
    assert many == "  Tb ++  Pu +2  Pr +2  Ab +2  Co +2  Ic +2  Ht +2  Po +2  Li +2"
    assert cell_len(many) <= 70
    assert taken_runs((), known.codebook, known.signs, 10) == ()


def test_a_long_anchor_is_wrapped_not_cut(study: Study) -> None:
    codebook = study.codebook
    code = codebook.code(BASE)
    found = item(codebook, code, 2, 1, 40)
    texts = ["".join(text for text, _ in runs) for runs in found.lines]
    assert len(texts) > 1
    assert all(cell_len(text) <= 40 for text in texts)
    assert texts[0].startswith(" 1   ++  ")
    assert " ".join(text[9:] for text in texts) == anchor(codebook, code, 2)


async def test_untrusted_words_are_only_shown(study: Study) -> None:
    study.add_code("[bold]x[/]\u202ey", "mindset.narrative", "[link=1]d\u200b")
    async with palette(study, title="[red]title\x1b") as (pilot, answers):
        await type_keys(pilot, "bold")
        text = "\n".join(painted(pilot))
        assert "[bold]x[/]␦y" in text
        assert "[link=1]d␦" in text
        assert "[red]title␛" in text
        assert "\x1b" not in text
        await pilot.press("comma")
        assert "[bold]x[/]␦y" in line(pilot, "palette-taken")
        assert not answers
