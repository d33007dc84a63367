"""Suggestions from the cues of the flagship codebook against bare spaCy tokenisation of the same turns.

``python3 -m pytest tests/bench/test_suggest_bench.py --benchmark-enable`` compares them per language, for text that the
tokeniser sees for the first time, as a batch does, and for text whose words it has cached.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
import spacy
from pytest_benchmark.fixture import BenchmarkFixture

from coder import shipped
from coder.codebook.read import read
from coder.language.boundaries import word_count
from coder.model.codebook import Codebook
from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.suggest.cues import CueFinders, suggest

VOCABULARY = 20_000
CUE_EVERY = 60  # words
SYLLABLES = re.findall("..", "alanbecodeerfigeinkalomineorparestaunvewozuchingtions")


def vocabulary(chance: random.Random, language: str) -> list[str]:
    """Words by falling frequency: invented ones, or Chinese characters."""
    if language == "zh":
        return [chr(0x4E00 + chance.randrange(3000)) for _ in range(3000)]
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(VOCABULARY)]


def interview(codebook: Codebook, language: str, words: int) -> Document:
    """One interview of sentences of 15 words in turns of 60, with a cue in every turn."""
    chance = random.Random(11)
    known = vocabulary(chance, language)
    frequency = [1 / (rank + 3) for rank in range(len(known))]
    cues = [cue for code in codebook.codes if code.codable for cue in code.cues.get(language, ())]
    space, stop = ("", "。") if language == "zh" else (" ", ". ")
    turns: list[Turn] = []
    pieces: list[str] = []
    for _ in range(0, words, CUE_EVERY):
        sentences = [space.join(chance.choices(known, frequency, k=15)) for _ in range(CUE_EVERY // 15)]
        sentences[chance.randrange(len(sentences))] += space + chance.choice(cues)
        pieces.append(stop.join(sentence.capitalize() for sentence in sentences) + stop.strip())
    at = 0
    for piece in pieces:
        turns.append(Turn(Span(at, at + len(piece)), "R", Role.RESPONDENT))
        at += len(piece) + 1
    text = "\n".join(pieces)
    return Document("d", "d", "txt", language, text, tuple(turns), (), "", "", "")


@pytest.mark.parametrize("what", ["bare", "suggest"])
@pytest.mark.parametrize("seen", ["new text", "known words"])
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_suggest_against_bare_tokenisation(benchmark: BenchmarkFixture, language: str, seen: str, what: str) -> None:
    codebook = read(shipped.codebook_text("regional-innovation-systems")[0], "codebook")
    talk = interview(codebook, language, 2_000 if benchmark.disabled else 100_000)
    turns = [talk.quote(turn.span) for turn in talk.turns]

    def prepare() -> Callable[[], object]:
        if what == "bare":
            nlp = spacy.blank(language)
            return lambda: [len(nlp.make_doc(turn)) for turn in turns]
        finders = CueFinders(codebook)
        finders.of(language)
        return lambda: suggest(talk, codebook, 1, finders)

    def setup() -> tuple[tuple[Callable[[], object]], dict[str, object]]:
        run = prepare()
        if seen == "known words":
            run()
        return (run,), {}

    benchmark.group = f"suggest, {language}, {seen}"
    benchmark.extra_info["words"] = word_count(talk.text)
    found = benchmark.pedantic(lambda run: run(), setup=setup, rounds=5)  # type: ignore[no-untyped-call]
    assert len(found) >= len(turns) * 0.8
