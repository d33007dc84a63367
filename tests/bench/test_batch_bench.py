"""Suggestions for many documents: two processes and two Dask workers against one process, and the memory of a run.

``python3 -m pytest tests/bench/test_batch_bench.py -n 0 --benchmark-enable -s`` prints seconds and ratios. All sources
read 1,000 documents of 5,000 words by turns, with the start of processes and of the cluster's workers included; the
answers have to be the same. Then whole runs over studies of 100 and 1,000 documents, each in a process of its own, and
the most memory these held. ``CODER_BATCH=400`` reads fewer documents. The optional encoder takes no part: it takes
minutes.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from coder.files import sha256
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Document, Role, Turn
from coder.model.edit import AddCodings, AddDocuments, DocumentRecord
from coder.model.span import Span
from coder.study import Study
from coder.suggest import cluster, workers
from coder.suggest.batch import Asked, Stage
from coder.suggest.segments import CodedInterview, Grain, coded, cut
from coder.suggest.training import train
from coder.suggest.workers import Answer
from tests.bench.test_import_bench import vocabulary
from tests.suggest.sample import code, codebook
from tests.suggest.test_cluster import running

DOCUMENTS = int(os.environ.get("CODER_BATCH", "1000"))
WORDS, SEGMENT = 5_000, 25
CODES = 40
ROUNDS = 4
TAUGHT = 15  # coded interviews, 3,000 segments
GOALS = {"two processes": 1.7, "two Dask workers": 1.45}
FLAT = 1.3
NAMES = [f"topic.t{number}" for number in range(CODES)]
LANGUAGE, WEIGHTS = vocabulary()
OWN = [LANGUAGE[300 + 6 * number : 306 + 6 * number] for number in range(CODES)]  # words of each code
BOOK = codebook(*(code(name, {"en": [" ".join(own[:2])]}) for name, own in zip(NAMES, OWN, strict=True)))


def interview(seed: int, words: int = WORDS) -> tuple[Document, list[Coding]]:
    """Answers of 25 words and short questions; every second answer has some words of a code and is coded with it."""
    dice = random.Random(seed)
    name, text = f"d{seed:05}", ""
    turns: list[Turn] = []
    codings: list[Coding] = []
    drawn = iter(dice.choices(LANGUAGE, WEIGHTS, k=words + SEGMENT))
    for place in range(words // SEGMENT):
        said = [next(drawn) for _ in range(SEGMENT)]
        question = place % 5 == 0
        topic = None if question or dice.random() < 0.5 else dice.randrange(CODES)
        if topic is not None:
            said[5:8] = dice.choices(OWN[topic], k=3)
            if dice.random() < 0.3:
                said[10:12] = OWN[topic][:2]
        span = Span(len(text), len(text) + len(" ".join(said)) + 1)
        text += " ".join(said).capitalize() + ("?" if question else ".") + "\n"
        turns.append(Turn(span, "I" if question else "R", Role.INTERVIEWER if question else Role.RESPONDENT))
        if topic is not None:
            made = Coding(f"{name}-{place}", name, span, NAMES[topic], 1, "AB", None, Tense.PRESENT, BY_HAND, 1, "")
            codings.append(made)
    return Document(name, name, "txt", "en", text, tuple(turns), (), "", "", ""), codings


def lessons(words: int) -> list[CodedInterview]:
    found = (interview(seed, words) for seed in range(TAUGHT))
    return [coded(cut(talk, Grain.TURN), codings, (), whole=True) for talk, codings in found]


def host() -> tuple[int, int]:
    """How long the cores of a virtual machine were wanted but not given, and in all (ticks since it began; Linux)."""
    if not Path("/proc/stat").exists():
        return 0, 1
    ticks = [int(one) for one in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return ticks[7], max(1, sum(ticks))


def test_two_workers_and_two_dask_workers(request: pytest.FixtureRequest) -> None:
    """By turns, a part of the documents each, as the speed of a virtual machine changes from minute to minute; while it
    is not the cluster's turn, its processes stand still."""
    enabled = request.config.getoption("--benchmark-enable")
    documents, words = (DOCUMENTS, WORDS) if enabled else (6, 200)
    stage = Stage(BOOK, 1, 0.25, Fraction(1, 5), "seed", train(lessons(words), BOOK))
    every = [Asked(interview(seed, words)[0]) for seed in range(TAUGHT, TAUGHT + documents)]
    clock = time.perf_counter
    took = {"one process": 0.0, "two processes": 0.0, "two Dask workers": 0.0}
    found = 0
    before = host()
    begin = clock()
    with ExitStack() as stack:
        if enabled:
            there = stack.enter_context(running(2))
            client = stack.enter_context(cluster.connected(there.address, learned=True))
            took["two Dask workers"] = clock() - begin
            print(f"\nthe cluster's start took {clock() - begin:.1f} s")
        rounds = ROUNDS if enabled else 1
        for part in (every[start::rounds] for start in range(rounds)):
            expected: list[Answer] = []
            ways: dict[str, Callable[[], Iterable[Answer]]] = {
                "one process": partial(workers.answers, stage, part, 1),
                "two processes": partial(workers.answers, stage, part, 2),
            }
            if enabled:
                there.halt()
                ways["two Dask workers"] = partial(cluster.answers, stage, part, client)
            for name, way in ways.items():
                if name == "two Dask workers":
                    there.go_on()
                begin = clock()
                answers = list(way())
                took[name] += clock() - begin
                expected = expected or answers
                assert answers == expected
            found += sum(map(len, expected))
    if not enabled:
        return
    after = host()
    print(f"{documents} documents of {words:,} words, all sources: {found:,} suggestions")
    one = took.pop("one process")
    print(f"one process        {one:7.1f} s  {documents * words / one:9,.0f} words/s")
    for name, seconds in took.items():
        print(f"{name:<18} {seconds:7.1f} s  {one / seconds:9.2f}x  (goal {GOALS[name]:.2f}x, start included)")
    share = 100 * (after[0] - before[0]) / max(1, after[1] - before[1])
    print(f"taken meanwhile by others on the same host: {share:.0f} % of the cores; much of it voids the figures")
    for name, seconds in took.items():
        assert one / seconds >= GOALS[name], name


def study_of(path: Path, number: int, words: int) -> None:
    """A study of so many documents, of which the first fifteen are coded."""
    text = "".join(
        f"    - id: {name}\n      label: {{en: {name.rpartition('.')[2]}}}\n      definition: About it.\n"
        f"      cues: {{en: [{' '.join(own[:2])}]}}\n"
        for name, own in zip(NAMES, OWN, strict=True)
    )
    yaml = (
        "format: codebook/1\nid: towns\nversion: 1.0.0\nlanguages: [en]\ndefault_language: en\ntitle: {en: T}\n"
        "case_attribute: {id: town, label: {en: Town}, cases: []}\n"
        "document_attributes: [{id: town, kind: case, required: true}, {id: interview, kind: id}]\n"
        "codes:\n- id: all\n  codable: false\n  label: {en: All}\n  definition: All.\n  children:\n"
        "  - id: topic\n    applies: value\n    label: {en: Topic}\n    definition: What it is about.\n    children:\n"
        f"{text}rows:\n- {{id: topic, code: topic, kind: one, group: all}}\n"
        "tables:\n- {id: t, title: {en: T}, columns: town, rows: [topic]}\n"
    )
    with Study.create(path, yaml, "towns.yaml", "AB") as study:
        for first in range(0, number, 100):
            records, contents = [], {}
            for seed in range(first, min(first + 100, number)):
                talk, _ = interview(seed, words)
                data = talk.text.encode()
                contents[sha256(data)] = data
                records.append(
                    DocumentRecord(
                        talk.id, talk.name, "txt", "en", talk.turns, (), talk.name, sha256(data), sha256(data),
                        words, {"town": "north"},
                    )
                )  # fmt: skip
            study._perform(AddDocuments(tuple(records)), "import", contents)
        codings = [one for seed in range(min(TAUGHT, number)) for one in interview(seed, words)[1]]
        study._perform(AddCodings(tuple(codings)), "code")


RUN = """
import re, sys, time
from pathlib import Path
from coder.study import Study
from coder.suggest import encoder
encoder.available = lambda: False
begin = time.perf_counter()
with Study.open(Path(sys.argv[1]), "AB") as study:
    done = study.suggest(sys.argv[2].split(","))
took = time.perf_counter() - begin
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]  # getrusage tells of who began this
print(done.added, took, most)
"""


@pytest.mark.parametrize("sources", ["cues", "cues,similar,model"])
def test_memory_is_flat(tmp_path: Path, sources: str, request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    numbers = (100, 1_000) if enabled else (2, 20)
    most = {}
    print()
    for number in numbers:
        study_of(tmp_path / str(number), number, 1_000 if enabled else 200)
        command = [sys.executable, "-c", RUN, str(tmp_path / str(number)), sources]
        added, took, kilobytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        most[number] = int(kilobytes)
        print(f"{sources}: {number} documents, {added} suggestions, {float(took):.1f} s, {most[number] >> 10} MiB")
    if not enabled:
        return
    ratio = most[1_000] / most[100]
    load = os.getloadavg()[0]
    print(f"{sources}: {ratio:.2f} times the memory for ten times the documents (goal below {FLAT}); load {load:.1f}")
    assert ratio < FLAT
