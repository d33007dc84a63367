"""The cues of a large codebook over 1,000,000 words against spaCy's bare tokeniser and sentencizer on the same words.

``python3 -m pytest tests/bench/test_cues_bench.py -n 0 --benchmark-enable -s`` prints words a second of processor time,
per language and for two densities of cues: bare spaCy (blank pipeline and sentencizer, in pieces of the size it is
fastest with), cues alone, and ``Study.suggest`` from cues, which stores them; and compares the exact hits with those
that the PhraseMatcher finds in the tokens of the whole text. ``CODER_WORDS=100000`` takes fewer words.

The first texts are sentences of the sample study's interviews, which were written about what the codebook is about, in
any order; a word in six is replaced by an invented one, so that not all is the same again. The others are harder than
interviews are: half of their words are those of the codebook's own definitions and examples, the others invented, by
falling frequency, and cues are strewn in. What costs is what is found.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import spacy

from coder import shipped
from coder.codebook.read import read
from coder.language.boundaries import sentences
from coder.language.phrases import PhraseFinder
from coder.model.codebook import Codebook
from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.sample import make_sample
from coder.study import Study
from coder.suggest.cues import CueFinders, suggest
from tests.language.plain_matcher import plain_hits

FLAGSHIP = "regional-innovation-systems"
GOAL = 2.0
OF_A_DOCUMENT = 10_000  # words
OF_AN_ANSWER = 60
OF_A_PIECE = 1_000  # words that spaCy is given at a time
INVENTED = 30_000
SYLLABLES = re.findall("..", "alanbecodeerfigeinkalomineorparestaunvewozuchingtions")
SAMPLE = "sentences of the sample"
DENSITIES = {SAMPLE: 0, "one cue in 100 words": 100, "one cue in 30 words": 30}  # words for each cue strewn in
INVENTED_OF_SAMPLE = 6  # a word in so many


def vocabulary(codebook: Codebook, language: str) -> tuple[list[str], list[float]]:
    """Words and how often they come; of Chinese, characters."""
    dice = random.Random(5)
    own = " ".join(
        text[language]
        for code in codebook.codes
        for text in (code.label, code.definition, *code.include, *code.exclude, *(one.text for one in code.examples))
        if language in text
    )
    if language == "zh":
        known = re.findall("[\u4e00-\u9fff]", own)
        others = [invented(dice, language) for _ in range(3000)]
    else:
        known = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", own)
        others = [invented(dice, language) for _ in range(INVENTED)]
    frequency = [1 / (rank + 3) for rank in range(len(others))]
    share = sum(frequency) / len(known)
    return known + others, [share] * len(known) + frequency


def interviews(codebook: Codebook, language: str, words: int, every: int) -> Iterator[str]:
    """Transcripts in which an interviewer asks and a respondent answers in sentences, with a cue in ``every`` words."""
    known, frequency = vocabulary(codebook, language)
    cues = [cue for code in codebook.codes if code.codable for cue in code.cues.get(language, ())]
    space, stop, question = ("", "。", "？") if language == "zh" else (" ", ". ", "?")
    for number in range(0, words, OF_A_DOCUMENT):
        dice = random.Random(number)
        lines: list[str] = []
        for _ in range(0, OF_A_DOCUMENT, OF_AN_ANSWER):
            said = dice.choices(known, frequency, k=OF_AN_ANSWER)
            for place in range(OF_AN_ANSWER):
                if dice.random() < 1 / every:
                    said[place] = dice.choice(cues)
            asked, answer = said[:6], said[6:]
            sentences = [space.join(answer[at : at + 14]) for at in range(0, len(answer), 14)]
            lines.append(f"Interviewer: {space.join(asked).capitalize()}{question}")
            told = stop.join(one[0].upper() + one[1:] for one in sentences)
            lines.append(f"Respondent: {told}{stop.strip()}")
        yield "\n".join(lines)


@cache
def sampled(language: str) -> tuple[tuple[str, str], ...]:
    """Sentences of the sample study, each with the label of who says it."""
    with tempfile.TemporaryDirectory() as folder, make_sample(Path(folder) / "study", "MK") as study:
        talks = [study.document(row.id) for row in study.documents() if row.language == language]
    return tuple(
        ("Interviewer" if turn.role is Role.INTERVIEWER else "Respondent", one)
        for talk in talks
        for turn in talk.turns
        if turn.role is not Role.NOTE
        for span in sentences(talk.text, turn.span.start, turn.span.end, language)
        if (one := " ".join(talk.text[span.start : span.end].split()))
    )


def shuffled(language: str, words: int) -> Iterator[str]:
    """Transcripts of sentences of the sample study in any order, some of their words replaced."""
    for number in range(0, words, OF_A_DOCUMENT):
        dice = random.Random(number)
        lines: list[str] = []
        length = 0
        while length < OF_A_DOCUMENT:
            label, said = dice.choice(sampled(language))
            units = list(said) if language == "zh" else said.split(" ")
            for place in range(len(units)):
                if dice.randrange(INVENTED_OF_SAMPLE) == 0 and units[place].isalpha():
                    units[place] = invented(dice, language)
            lines.append(f"{label}: {('' if language == 'zh' else ' ').join(units)}")
            length += len(units)
        yield "\n".join(lines)


def invented(dice: random.Random, language: str) -> str:
    """A word of two or three syllables; of Chinese, a character."""
    if language == "zh":
        return chr(0x4E00 + dice.randrange(3000))
    return "".join(dice.choices(SYLLABLES, k=dice.choice((1, 2, 2, 3))))


def document(number: int, language: str, text: str) -> Document:
    turns = []
    at = 0
    for line in text.split("\n"):
        label, _, words = line.partition(": ")
        start = at + len(label) + 2
        role = Role.INTERVIEWER if label == "Interviewer" else Role.RESPONDENT
        turns.append(Turn(Span(start, start + len(words)), label, role))
        at += len(line) + 1
    return Document(f"d{number}", f"d{number}", "txt", language, text, tuple(turns), (), "", "", "")


def seconds(run: Callable[[], object]) -> float:
    """Processor time of this process."""
    start = time.process_time()
    run()
    return time.process_time() - start


def bare(language: str, texts: Sequence[str]) -> float:
    nlp = spacy.blank(language)
    nlp.add_pipe("sentencizer")
    pieces = []
    per_piece = 2 * OF_A_PIECE // OF_AN_ANSWER
    for text in texts:
        lines = text.split("\n")
        pieces += ["\n".join(lines[at : at + per_piece]) for at in range(0, len(lines), per_piece)]
    return seconds(lambda: [len(doc) for doc in nlp.pipe(pieces)])


def alone(codebook: Codebook, talks: Sequence[Document]) -> tuple[float, int]:
    """Seconds in which cues suggest, finders made anew, and how much that is."""
    finders = CueFinders(codebook)
    counts: list[int] = []
    taken = seconds(lambda: counts.extend(len(suggest(talk, codebook, 1, finders)) for talk in talks))
    return taken, sum(counts)


def stored(codebook: str, language: str, texts: Sequence[str], folder: Path) -> tuple[float, int]:
    """Seconds in which a study with the interviews stores what cues suggest, and how much that is."""
    folder.mkdir()
    files = []
    for number, text in enumerate(texts):
        files.append(folder / f"talk{number:04}.txt")
        files[-1].write_text(f"---\nlanguage: {language}\n---\n{text}", encoding="utf-8")
    with Study.create(folder / "study", codebook, FLAGSHIP, "MK") as study:
        study.import_transcripts(files)
        assert {row.language for row in study.documents()} == {language}
        taken = seconds(lambda: study.suggest(("cues",), unaided=Fraction(0)))
        return taken, len(study.suggestions())


@pytest.mark.parametrize("density", DENSITIES)
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_cues_against_bare_tokenisation(
    language: str, density: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    words = int(os.environ.get("CODER_WORDS", "1000000")) if enabled else OF_A_DOCUMENT
    source = shipped.codebook_text(FLAGSHIP)[0]
    codebook = read(source, "codebook")
    every = DENSITIES[density]
    texts = list(interviews(codebook, language, words, every) if every else shuffled(language, words))
    talks = [document(number, language, text) for number, text in enumerate(texts)]
    rounds = 3 if enabled else 1
    times: dict[str, list[float]] = {"bare spaCy": [], "cues": [], "cues, stored": []}
    found = told = 0
    for turn in range(rounds):
        times["bare spaCy"].append(bare(language, texts))
        taken, found = alone(codebook, talks)
        times["cues"].append(taken)
        taken, told = stored(source, language, texts, tmp_path / str(turn))
        times["cues, stored"].append(taken)
    assert told == found > words / (every or 500) / 3
    phrases = {code.id: code.cues[language] for code in codebook.codes if code.codable and code.cues.get(language)}
    finder = PhraseFinder(phrases, language)
    same = 0
    for text in texts[: max(1, len(texts) // 10)]:
        ours = [(hit.key, hit.span.start, hit.span.end) for hit in finder.find(text, 0, len(text))]
        assert ours == plain_hits(phrases, language, text)
        same += len(ours)
    if not enabled:
        return
    base = min(times["bare spaCy"])
    print(f"\n{language}, {density}: {words:,} words, {found:,} suggestions, best of {rounds} (goal {GOAL})")
    for name, taken_times in times.items():
        best = min(taken_times)
        print(f"  {name:13} {words / best / 1000:8,.0f}k words/s   x{base / best:.2f}")
    print(f"  exact hits as the PhraseMatcher finds them alone: {same:,} of {same:,} in a tenth of the texts")
