"""Texts to search in: mixed English, Chinese and German, with everything that makes folding hard."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "the state",
    "market",
    "Markt",
    "Marktwirtschaft",
    "STRASSE",
    "Straße",
    "Gemein\u00adde",
    "Café",
    "Cafe\u0301",
    "cafe",
    "ﬁrm",
    "firm",
    "don’t",
    "don't",
    "“we”",
    '"we"',
    "we—they",
    "５Ｇ网络",
    "5G",
    "政府",
    "政府先干",
    "我们的",
    "自由",
    "由",
    "，",
    "。",
    ", ",
    "...",
    "…",
    "İstanbul",
    "ıj",
    "Übergrößenträger",
    "u\u0308ber",
    "x" * 201,
    "zero\u200bwidth",
    "🙂",
    "\u0301",
    "ﾞ",
    "가\u11a8",
)
GLUE = ("", " ", "  ", "\n", "\n\n", "\t", "\u3000", "\u00a0", " \u200b ", "-", "‐", ". ")

pieces = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GLUE)), max_size=30)
texts = st.one_of(pieces.map(lambda found: "".join(word + glue for word, glue in found)), st.text(max_size=60))
