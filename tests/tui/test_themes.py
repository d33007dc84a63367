"""The looks: every pair of colours in use has enough contrast, and what has no colour is told apart without."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from rich.color import Color as RichColor
from textual.color import Color
from textual.widgets import Input, TextArea

from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.codes.stripes import BARS, Kind
from coder.tui.themes import CONTRAST, DARK, LIGHT, LOOKS, ON_BLACK, PLAIN, SIXTEEN, Look, begin_with, tints
from coder.tui.widgets.tones import TONES
from tests.tui.codes.test_stripes import DEFICIENCIES, _lab, _linear
from tests.tui.sessions import line, painted, session, suggest, transcript

# The colours of a terminal as the first standard for screens in text mode had them.
_SIXTEEN = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)


def rgb(colour: str) -> Color:
    found = RichColor.parse(colour.removeprefix("ansi_"))
    return Color.parse(_SIXTEEN[found.number] if found.number is not None else colour)


def contrast(one: str, other: str) -> float:
    """As the accessibility guidelines for the web define it."""

    def luminance(colour: str) -> float:
        parts = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(colour).normalized
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def on_cursor(look: Look, tone: str) -> str:
    return tone if look.cursor_text == "transparent" else look.cursor_text


@pytest.mark.parametrize(("name", "least"), [(DARK, 4.5), (LIGHT, 4.5), (CONTRAST, 7.0), (SIXTEEN, 4.5)])
def test_every_tone_reads_on_every_ground(name: str, least: float) -> None:
    look = LOOKS[name]
    grounds = {"background": look.background, "surface": look.surface, "panel": look.panel}
    tones = {tone: getattr(look, tone) for tone in ("foreground", "quiet", "key", "accent", "good", "bad")}
    ratios = {(tone, ground): contrast(tones[tone], grounds[ground]) for tone in tones for ground in grounds}
    ratios |= {(tone, "cursor"): contrast(on_cursor(look, tones[tone]), look.cursor) for tone in tones}
    ratios["hit", "hit"] = contrast(look.hit_text or look.foreground, look.hit)
    assert {pair: round(ratio, 1) for pair, ratio in ratios.items() if ratio < least} == {}


@pytest.mark.parametrize(("name", "least", "under_cursor"), [(DARK, 4.9, 3.5), (LIGHT, 4.5, 3.5), (CONTRAST, 7.0, 7.0)])
def test_every_colour_of_codes_reads_on_its_ground(name: str, least: float, under_cursor: float) -> None:
    look = LOOKS[name]
    colours = tints(name)
    assert len(colours) == len(set(colours)) == 8
    assert min(contrast(colour, ground) for colour in colours for ground in (look.background, look.surface)) >= least
    # the letters beside a code in a list are bold enough there, and say the same as the colour
    assert min(contrast(on_cursor(look, colour), look.cursor) for colour in colours) >= under_cursor


def test_sixteen_colours_differ_by_name() -> None:
    colours = tints(SIXTEEN)
    assert len({RichColor.parse(colour).number for colour in colours}) == 8
    assert min(contrast(colour, LOOKS[SIXTEEN].background) for colour in colours) > 3.5


def test_colours_of_codes_on_black_stay_apart_for_any_colour_vision() -> None:
    for matrix in (((1, 0, 0), (0, 1, 0), (0, 0, 1)), *DEFICIENCIES.values()):
        seen = [
            _lab([sum(weight * part for weight, part in zip(row, _linear(colour), strict=True)) for row in matrix])
            for colour in ON_BLACK
        ]
        assert min(math.dist(one, other) for one, other in combinations(seen, 2)) > 20


@pytest.mark.parametrize(
    ("kept", "environ", "colours", "found"),
    [
        (None, {}, "truecolor", DARK),
        (None, {}, "256", DARK),
        (None, {"COLORFGBG": "0;15"}, "256", LIGHT),
        (None, {"COLORFGBG": "15;default;0"}, "256", DARK),
        (LIGHT, {}, "truecolor", LIGHT),
        (CONTRAST, {"COLORFGBG": "0;15"}, "truecolor", CONTRAST),
        (SIXTEEN, {}, "truecolor", SIXTEEN),
        (LIGHT, {}, "standard", SIXTEEN),
        (None, {}, None, SIXTEEN),
        (LIGHT, {"NO_COLOR": "1"}, "truecolor", PLAIN),
        (None, {"NO_COLOR": ""}, "truecolor", DARK),
        (PLAIN, {}, "truecolor", DARK),
        ("nord", {}, "truecolor", DARK),
    ],
)
def test_a_session_begins_with_the_theme_kept_if_the_terminal_can_show_it(
    kept: str | None, environ: dict[str, str], colours: str | None, found: str
) -> None:
    assert begin_with(kept, environ, colours) == found


async def test_the_theme_chosen_comes_back_and_only_ours_are_offered(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        assert pilot.app.theme == DARK
        assert set(pilot.app.available_themes) == {DARK, LIGHT, CONTRAST, SIXTEEN}
        assert study.view("theme") is None
        pilot.app.theme = CONTRAST
        await pilot.pause()
        assert study.view("theme") == CONTRAST
    async with session(study, p01) as pilot:
        assert pilot.app.theme == CONTRAST
    with Study.open(study.path, "JW") as other:
        assert CoderApp(other).theme == DARK


async def test_without_colour_everything_is_told_apart(study: Study, p01: str) -> None:
    study.code(p01, Span(31, 56), "mindset.narrative.commercial_success", 2)
    with Study.open(study.path, "JW") as other:
        other.code(p01, Span(31, 56), "mindset.outward.domestic_focus", 2)
    suggest(study, p01, Span(31, 56), "market.orientation")
    app = CoderApp(study, p01, theme=PLAIN)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert set(app.available_themes) == {PLAIN}
        styles = [style for strip in app.screen._compositor.render_strips() for _, style, _ in strip if style]
        assert all(part is None or part.is_default for style in styles for part in (style.color, style.bgcolor))
        text = "\n".join(painted(pilot))
        assert all(bar in text for bar in BARS.values())
        assert len(set(BARS.values())) == len(Kind)
        shown = transcript(pilot)
        tones = {tone: shown._tones.component(tone) for tone in sorted(TONES)}
        plain, dim, strong = (tones[f"tone--{tone}"] for tone in ("plain", "dim", "strong"))
        assert dim.dim
        assert strong.bold
        assert not plain.dim
        assert not plain.bold
        parts = ("selection", "hit", "coded", "current", "interviewer", "label")
        marks = {part: shown._tones.component(f"transcript--{part}", partial=True) for part in parts}
        assert marks["selection"].reverse
        assert not marks["selection"].bold
        assert marks["hit"].reverse
        assert marks["hit"].bold
        assert marks["coded"].underline
        assert len({str(mark) for mark in marks.values()} - {"none"}) >= 5
        await pilot.press("d")
        await pilot.pause()
        assert "p01" in next(
            strip.text
            for strip in app.screen._compositor.render_strips()
            if any(style and style.reverse and text.strip() for text, style, _ in strip)
        )


async def test_nothing_blinks(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        for key in ("c", "m", "/", "ctrl+p"):
            await pilot.press(key)
            await pilot.pause()
            field = pilot.app.focused
            assert isinstance(field, Input | TextArea)
            assert not field.cursor_blink
            await pilot.press("escape")
            await pilot.pause()
        assert "sentence" in line(pilot, "title")
