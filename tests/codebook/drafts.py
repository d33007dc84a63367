"""Codes made at random, as any codebook may have them; texts are what a codebook can hold."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import strategies as st

from coder.codebook.drafting import blank, with_codes
from coder.model.codebook import Code, Codebook, CodeKind, Example, Level, Scale

LANGUAGES = ("en", "zh", "zh-Hant")
SCALE = Scale("marks", (Level("plus", "+", 1), Level("zero", "", 0)), (-1, 0, 1))
PIECES = [
    "a", "low", "B 2", "字", "多个字", "é", "e\u0301", "😀", "-", "=1+1", "@x", "'", '"', "#", ": ", ",", "[", "]", "{",
    "}", "\n", "\n\n", "\t", "  ", "(en) ", "1: ", "- ", "from: ", " [from: x]", "Code: a · value · en", "Includes:",
    "|", "<b>", "&amp;", "]]>", "\\n", "\ufeff", "%", "null", "true", "1.10", "~", "'=x", "sep=;", "…",
]  # fmt: skip
_SPACE = re.compile(r"\s+")


def _held(text: str) -> bool:
    """Whether text files and XML hold it; line and paragraph separators are line ends for the reader of text files."""
    return not any(unicodedata.category(sign) in ("Cs", "Zl", "Zp") for sign in text)


WORDS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4).filter(_held), min_size=1, max_size=4).map("".join)


def _clean(text: str) -> str:
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", text).strip()


LINES = WORDS.map(lambda text: " ".join(_clean(text).split())).filter(bool)
TEXTS = WORDS.map(_clean).filter(lambda text: bool(text.strip()))
SOURCES = st.just("") | st.sampled_from(["S02:14", "interview 3", "a: b", "(en) x"])
NAMES = st.text("abcdefg字éЖ_-0123456789", min_size=1, max_size=5).filter(
    lambda name: name[0] not in "-" and name != "_other"
)


def labels(texts: st.SearchStrategy[str], *, empty: bool = False) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(LANGUAGES), texts, min_size=0 if empty else 1, max_size=3)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """A codebook of up to five codes of all kinds, some below others."""
    codes: list[Code] = []
    values: set[tuple[str | None, str]] = set()
    for _ in range(draw(st.integers(1, 5))):
        above = draw(st.none() | st.sampled_from(codes)) if codes else None
        own = draw(NAMES)
        name = own if above is None else f"{above.id}.{own}"
        if name in {code.id for code in codes} or (above and (above.id, own) in values):
            continue
        values.add((above.id if above else None, own))
        below_row = above is not None and above.kind is CodeKind.ROW
        kinds = [CodeKind.GROUP, CodeKind.ROW, CodeKind.LEVEL, CodeKind.FREE]
        kind = CodeKind.VALUE if below_row else draw(st.sampled_from(kinds))
        codes.append(draw(_code(name, kind, above)))
    frame = blank("random", LANGUAGES)
    ordered = _parents_first(codes)
    from dataclasses import replace

    return with_codes(replace(frame, scales=(SCALE,)), ordered)


def _parents_first(codes: list[Code]) -> list[Code]:
    found: list[Code] = []

    def add(parent: str | None) -> None:
        for code in codes:
            if code.parent == parent:
                found.append(code)
                add(code.id)

    add(None)
    return found


@st.composite
def _code(draw: st.DrawFn, name: str, kind: CodeKind, above: Code | None) -> Code:
    level, value = kind is CodeKind.LEVEL, kind is CodeKind.VALUE
    weights = draw(st.lists(st.sampled_from([-1, 0, 1]), unique=True, max_size=3)) if level else []
    count = draw(st.integers(0, 2))
    wanted: list[int | None] = [*weights] if level else [None] * count
    return Code(
        id=name,
        kind=kind,
        parent=above.id if above else None,
        label=draw(labels(LINES)),
        definition=draw(labels(TEXTS, empty=not value)),
        include=tuple(draw(st.lists(labels(TEXTS), max_size=2))),
        exclude=tuple(draw(st.lists(labels(TEXTS), max_size=2))),
        examples=tuple(Example(draw(labels(TEXTS)), weight, draw(SOURCES)) for weight in wanted),
        cues={
            tag: tuple(draw(st.lists(LINES, min_size=1, max_size=2)))
            for tag in draw(st.sets(st.sampled_from(LANGUAGES)))
        },
        aliases=tuple(draw(st.lists(LINES, max_size=2))),
        scale=SCALE.id if level else None,
        anchors={weight: draw(labels(TEXTS)) for weight in weights if draw(st.booleans())},
        absent=value and draw(st.booleans()),
        qualifier=value and draw(st.booleans()),
        retired=draw(st.booleans()) or bool(above and above.retired),
    )
