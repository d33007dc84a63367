"""Corrections of long transcripts against nothing but cutting both texts into words.

``python3 -m pytest tests/bench/test_correction_bench.py -n 0 --benchmark-enable -s`` compares them for 10,000 and
300,000 words with a correction every 60 words, and takes a corrected file into a study with a coding every 100 words.
"""

from __future__ import annotations

import random
import re
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from coder.intake.alignment import Alignment
from coder.model.edit import AddCodings
from coder.model.span import Span
from tests.studies import coding, new_study

SIZES = (10_000, 300_000)
EVERY = 60  # words between corrections


def texts(words: int) -> tuple[str, str]:
    """A text of turns of 50 words, and its corrected text."""
    chance = random.Random(7)
    known = ["".join(chance.choices("abdeiklmnorstu", k=chance.randint(2, 9))) for _ in range(20_000)]
    frequency = [1 / (rank + 3) for rank in range(len(known))]
    said = chance.choices(known, frequency, k=words)
    corrected = list(said)
    for at in range(0, words, EVERY):
        place = at + chance.randrange(min(EVERY, words - at))
        corrected[place] = chance.choice(("", known[chance.randrange(200)], f"{said[place]} {said[place]}"))
    lines = [
        ["R: " + " ".join(filter(None, one[at : at + 50])) + "." for at in range(0, words, 50)]
        for one in (said, corrected)
    ]
    return "\n".join(lines[0]), "\n".join(lines[1])


@pytest.mark.parametrize("what", ["bare", "aligned"])
@pytest.mark.parametrize("words", SIZES)
def test_aligning(benchmark: BenchmarkFixture, words: int, what: str) -> None:
    benchmark.group = f"{words} words"
    old, new = texts(words)
    if what == "bare":
        benchmark.pedantic(lambda: [re.findall(r"\w+|[^\w\s]", text) for text in (old, new)], rounds=3)  # type: ignore[no-untyped-call]
        return
    found = benchmark.pedantic(lambda: Alignment(old, new), rounds=3)  # type: ignore[no-untyped-call]
    assert found.place(Span(0, 2)).span == Span(0, 2)


@pytest.mark.parametrize("words", SIZES)
def test_revising(benchmark: BenchmarkFixture, words: int, tmp_path: Path) -> None:
    benchmark.group = "revising a study"
    old, new = texts(words)
    number = count()
    (tmp_path / "a.txt").write_text(old, "utf-8")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a.txt").write_text(new, "utf-8")

    def ready() -> tuple[tuple[object, ...], dict[str, object]]:
        study = new_study(tmp_path / f"study{next(number)}")
        study.import_transcripts([tmp_path / "a.txt"], {"town": "north"})
        document = study.document("a").id
        codings = [coding(document, at, at + 80) for at in range(3, len(old) - 90, len(old) * 100 // words)]
        study._perform(AddCodings(tuple(codings)), "codings")
        return (study, document), {}

    def revise(study: object, document: str) -> None:
        done = study.revise(document, tmp_path / "new" / "a.txt")  # type: ignore[attr-defined]
        assert done.codings >= words // 100
        assert done.reworded

    benchmark.pedantic(revise, setup=ready, rounds=2 if words == SIZES[0] else 1)  # type: ignore[no-untyped-call]
