"""The looks of the session: dark, light, high contrast, sixteen colours, and no colour at all.

Every colour that the styles use is written down here and none is mixed by the library, so that the contrast of all of
them can be tested. The styles name grounds (what is behind), tones (what is said) and, for the cursor, the hits of a
search and the quiet tones, text attributes, by which a theme without colours tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.theme import Theme

from coder.tui.codes.stripes import ON_DARK, ON_LIGHT

DARK, LIGHT, CONTRAST, SIXTEEN, PLAIN = "coder-dark", "coder-light", "coder-contrast", "coder-16", "coder-plain"

# Found by a search like those of stripes.py, on black: contrast of 7 and more; any two lie 22 CIELAB units apart
# under normal vision and each simulated deficiency.
ON_BLACK = ("#8f88f9", "#dd847c", "#74b0e2", "#f2c403", "#fb672b", "#c7ffc8", "#76f275", "#c4c4c4")
# Names of the terminal's own colours, told apart as well as its owner likes them to be.
OF_SIXTEEN = (
    *("bright_yellow", "bright_magenta", "bright_green", "bright_cyan", "bright_red", "bright_blue"),
    *("bright_white", "white"),
)
NONE = ("default",) * 8


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a theme. ``styles`` are the text attributes of those tones that are not told by colour alone."""

    background: str
    surface: str  # dialogs
    panel: str  # title and key bar, fields to fill in
    rule: str  # lines between parts
    foreground: str
    quiet: str  # labels, notes, what is less important
    key: str
    accent: str
    good: str
    bad: str
    cursor: str  # the ground of the selection and of the line under the cursor
    hit: str  # the ground of what a search found
    cursor_text: str = "transparent"  # each keeps its own tone
    hit_text: str = ""
    styles: Mapping[str, str] | None = None


_STYLES = {"quiet": "none", "accent": "none", "cursor": "none", "hit": "none", "note": "italic"}

LOOKS: Mapping[str, Look] = {
    DARK: Look(
        background="#121316",
        surface="#1b1d22",
        panel="#23262d",
        rule="#383d46",
        foreground="#d7dae0",
        quiet="#9aa2ad",
        key="#82b6ea",
        accent="#e2b565",
        good="#84c794",
        bad="#f29b9b",
        cursor="#17344f",
        hit="#5a4510",
    ),
    LIGHT: Look(
        background="#fbfaf7",
        surface="#ffffff",
        panel="#eceae3",
        rule="#d3d0c6",
        foreground="#1d1f23",
        quiet="#575d67",
        key="#0b5394",
        accent="#7d4b00",
        good="#1b6630",
        bad="#a8231c",
        cursor="#d3e5f7",
        hit="#f7df8c",
    ),
    CONTRAST: Look(
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        rule="#9a9a9a",
        foreground="#ffffff",
        quiet="#c8c8c8",
        key="#7fd4ff",
        accent="#ffd75f",
        good="#8dff9f",
        bad="#ffa0a0",
        cursor="#ffe600",
        cursor_text="#000000",
        hit="#00e5ff",
        hit_text="#000000",
    ),
    SIXTEEN: Look(
        background="ansi_black",
        surface="ansi_black",
        panel="ansi_black",
        rule="ansi_white",
        foreground="ansi_bright_white",
        quiet="ansi_white",
        key="ansi_bright_cyan",
        accent="ansi_bright_yellow",
        good="ansi_bright_green",
        bad="ansi_bright_red",
        cursor="ansi_blue",
        cursor_text="ansi_bright_white",
        hit="ansi_cyan",
        hit_text="ansi_black",
        styles=_STYLES | {"note": "none"},
    ),
    PLAIN: Look(
        **dict.fromkeys(("background", "surface", "panel", "rule", "foreground", "quiet"), "ansi_default"),
        **dict.fromkeys(("key", "accent", "good", "bad", "cursor", "hit"), "ansi_default"),
        styles={"quiet": "dim", "accent": "underline", "cursor": "reverse", "hit": "bold reverse", "note": "dim"},
    ),
}
_TINTS = {DARK: ON_DARK, LIGHT: ON_LIGHT, CONTRAST: ON_BLACK, SIXTEEN: OF_SIXTEEN, PLAIN: NONE}


def tints(name: str) -> Sequence[str]:
    """The colours of codes on the ground of a theme; the last is the grey one."""
    return _TINTS.get(name, ON_DARK)


def dress(app: App[Any], name: str) -> None:
    """Put a theme on an app and offer ours only: their contrast is known. Without colour there is one choice."""
    for one in LOOKS:
        if (one == PLAIN) is (name == PLAIN):
            app.register_theme(theme(one))
    app.theme = name
    for other in set(app.available_themes) - set(LOOKS):
        app.unregister_theme(other)


def begin_with(kept: str | None, environ: Mapping[str, str] | None = None, colours: str | None = "truecolor") -> str:
    """The theme of a session: the one kept, unless the terminal cannot show it.

    ``colours`` is the terminal's colour system as rich names it: truecolor, 256, standard.
    """
    environ = environ or {}
    if environ.get("NO_COLOR"):
        return PLAIN
    if colours not in ("truecolor", "256"):
        return SIXTEEN
    if kept is not None and kept in LOOKS and kept != PLAIN:
        return kept
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]  # some terminals tell the number of their ground here
    return LIGHT if ground in ("7", "15") else DARK


def theme(name: str) -> Theme:
    """One of ``LOOKS`` as the library knows it."""
    look = LOOKS[name]
    styles = look.styles or _STYLES
    on_cursor = look.foreground if look.cursor_text == "transparent" else look.cursor_text
    block = "bold underline" if name == PLAIN else "bold"  # the library's lists do not pass "reverse" on
    return Theme(
        name=name,
        dark=name != LIGHT,
        ansi=name in (SIXTEEN, PLAIN),
        primary=look.key,
        secondary=look.quiet,
        warning=look.accent,
        error=look.bad,
        success=look.good,
        accent=look.accent,
        foreground=look.foreground,
        background=look.background,
        surface=look.surface,
        panel=look.panel,
        variables={
            "text": look.foreground,
            "rule": look.rule,
            "text-primary": look.key,
            "text-success": look.good,
            "text-error": look.bad,
            "hit-text": look.hit_text or look.foreground,
            "cursor-text": look.cursor_text,
            **{f"{part}-style": style for part, style in styles.items()},
            **dict.fromkeys(("text-muted", "text-disabled", "border-blurred", "scrollbar"), look.quiet),
            **dict.fromkeys(("text-warning", "text-accent"), look.accent),
            **dict.fromkeys(("border", "scrollbar-hover", "scrollbar-active"), look.key),
            **dict.fromkeys(("cursor-ground", "primary-muted", "input-selection-background"), look.cursor),
            **dict.fromkeys(("block-cursor-background", "block-cursor-blurred-background"), look.cursor),
            **dict.fromkeys(("block-cursor-foreground", "block-cursor-blurred-foreground"), on_cursor),
            **dict.fromkeys(("block-cursor-text-style", "block-cursor-blurred-text-style"), block),
            **dict.fromkeys(("hit-ground", "warning-muted"), look.hit),
            **dict.fromkeys(("input-cursor-background", "ansi-foreground"), look.foreground),
            **dict.fromkeys(("input-cursor-foreground", "ansi-background"), look.background),
            "input-cursor-text-style": "reverse" if name == PLAIN else "none",
            "input-selection-foreground": on_cursor,
            **dict.fromkeys(
                ("panel", "panel-darken-1", "block-hover-background", "scrollbar-corner-color"), look.panel
            ),
            **dict.fromkeys((f"scrollbar-background{state}" for state in ("", "-hover", "-active")), look.panel),
            "surface": look.surface,
        },
    )
