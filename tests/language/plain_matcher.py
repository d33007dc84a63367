"""Exact hits the slow way: the whole text tokenised, spaCy's PhraseMatcher, and the rules of ``phrases.py``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language

_SPACED = r"[^\W_\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_GLUED = re.compile(f"(?<={_SPACED})(?={_SPACED})")


@lru_cache
def pipeline(language: str) -> Language:
    return spacy.blank(language if language in ("en", "de", "zh") else "xx")


def plain_hits(phrases: Mapping[str, Sequence[str]], language: str, text: str) -> list[tuple[str, int, int]]:
    """Key, start and end of each exact hit, in order."""
    from spacy.matcher import PhraseMatcher

    nlp = pipeline(language)
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    wanted: dict[str, set[str]] = {}
    for key, of_key in phrases.items():
        for phrase in of_key:
            given = " ".join(phrase.split())
            for one in (given, unicodedata.normalize("NFC", given), unicodedata.normalize("NFD", given)):
                if any(map(str.isalnum, one)):
                    matcher.add(key, [nlp.tokenizer(one), nlp.tokenizer(one.lower())])
                    wanted.setdefault(key, set()).add(_compared(one, language))
    tokens = nlp.tokenizer(text)
    hits: set[tuple[str, int, int]] = set()
    edges = {match.start() for match in _GLUED.finditer(text)}
    for number, first, last in matcher(tokens):
        span = tokens[first:last]
        key = nlp.vocab.strings[number]
        if not {span.start_char, span.end_char} & edges and _compared(span.text, language) in wanted[key]:
            hits.add((key, span.start_char, span.end_char))
    whole: dict[str, list[tuple[str, int, int]]] = {}
    for hit in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
        kept = whole.setdefault(hit[0], [])
        if not kept or kept[-1][2] < hit[2]:
            kept.append(hit)
    found = [hit for kept in whole.values() for hit in kept]
    return sorted(found, key=lambda one: (one[1], -one[2], one[0]))


def _compared(text: str, language: str) -> str:
    small = "".join(character.lower() for character in text)
    return small.replace("ς", "σ").replace(" ", "" if language == "zh" else " ")
