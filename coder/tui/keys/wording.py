"""Sentences with keys in them, ``{coding.code} codes``, as runs in which the keys stand out (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from coder.tui.keys.keymap import NAMED, Keymap
from coder.tui.text.runs import Run, Runs, text_width


def worded(template: str, keymap: Keymap, tone: str = "plain") -> Runs:
    """The sentence with the keys in effect."""
    parts = NAMED.split(template)  # words, an action, words, an action, ..., words
    runs = [(keymap.words(f"{{{part}}}"), "key") if number % 2 else (part, tone) for number, part in enumerate(parts)]
    return tuple(run for run in runs if run[0])


def wrapped(runs: Iterable[Run], width: int) -> list[Runs]:
    """Lines of at most ``width`` cells, broken between words; a word that is wider has a line to itself."""
    lines: list[Runs] = []
    line: list[Run] = []
    for word in _words(runs):
        if line and text_width((*line, *word)) > width:
            lines.append(tuple(line))
            line = []
        line += word
    if line:
        lines.append(tuple(line))
    return [_stripped(one) for one in lines]


def _words(runs: Iterable[Run]) -> list[list[Run]]:
    """Fragments between blanks, each word with the blank before it; a key and the comma after it stay together."""
    words: list[list[Run]] = [[]]
    for text, tone in runs:
        for piece in re.findall(r" *[^ ]+| +$", text):
            if piece.startswith(" ") or not words[-1]:
                words.append([])
            words[-1].append((piece, tone))
    return [word for word in words if word]


def _stripped(line: Sequence[Run]) -> Runs:
    """A line without the blanks at its beginning."""
    first = next((place for place, (text, _) in enumerate(line) if text.strip()), len(line))
    return tuple((text.lstrip() if not place else text, tone) for place, (text, tone) in enumerate(line[first:]))
