"""A second search, written from the rules alone: slow, without index, fast paths or offsets by piece."""

from __future__ import annotations

import unicodedata

from coder.model.span import Span

QUOTES = {"'": "‘’‚‛′´`ʼ", '"': "“”„‟«»″「」『』〝〞〟", "-": "‐‑‒–−"}
UNSEEN = {0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF}


def letters(text: str) -> list[tuple[str, int, int]]:
    """What is compared, letter by letter, each with the place it comes from."""
    found: list[tuple[str, int, int]] = []
    at = 0
    while at < len(text):
        stop = at
        while stop < len(text) and (text[stop].isspace() or ord(text[stop]) in UNSEEN):
            stop += 1
        if stop > at:
            if any(character.isspace() for character in text[at:stop]):
                found.append((" ", at, stop))
            at = stop
            continue
        stop = at + 1
        while stop < len(text) and unicodedata.category(text[stop])[0] == "M":
            stop += 1
        found += [(letter, at, stop) for letter in _small(text[at:stop])]
        at = stop
    return found


def _small(cluster: str) -> str:
    for straight, others in QUOTES.items():
        for other in others:
            cluster = cluster.replace(other, straight)
    small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).casefold())
    for straight, others in QUOTES.items():
        for other in others:
            small = small.replace(other, straight)
    return small


def find(text: str, words: str) -> list[Span]:
    """Where words stand in a text, from left to right, none overlapping the one before."""
    wanted = "".join(letter for letter, _, _ in letters(words)).strip()
    here = letters(text)
    spans: list[Span] = []
    at = 0
    while wanted and at + len(wanted) <= len(here):
        stop = at + len(wanted)
        if "".join(letter for letter, _, _ in here[at:stop]) == wanted:
            span = Span(here[at][1], here[stop - 1][2])
            if not spans or span.start >= spans[-1].end:
                spans.append(span)
                at = stop
                continue
        at += 1
    return spans
