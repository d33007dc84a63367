"""Importing many interviews of 10,000 words against the bare reading of the same files, in one run.

``python3 -m pytest tests/bench/test_import_bench.py -n 0 --benchmark-enable -s`` prints milliseconds a file and ratios:
an import (turns, hash, durable commit, copy in ``corpus/``) in one process and in several, with and without the search
index that follows it, against reading, decoding and hashing a text plus one commit of it, or python-docx reading its
paragraphs. Then 1,000 files in one command against the first ten of them, and the memory that takes.
``CODER_IMPORTS=200`` imports fewer.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import resource
import sqlite3
import statistics
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from coder import shipped
from coder.study import Study

WORDS = 10_000
TAGUETTE = 110  # milliseconds that Taguette 1.5.2 needs for the same text as HTML, at least
GOALS = {"txt": 3.0, "docx": 1.5}
SYLLABLES = (
    "ba",
    "ter",
    "lin",
    "mo",
    "ven",
    "sta",
    "ri",
    "ge",
    "kon",
    "fa",
    "tra",
    "ul",
    "pe",
    "no",
    "sche",
    "di",
    "rek",
)


def vocabulary(size: int = 20_000) -> tuple[list[str], list[float]]:
    """Words as a language has them: few are most of every text, most are rare."""
    dice = random.Random(1)
    words = list(dict.fromkeys("".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(4 * size)))[:size]
    return words, [1 / (rank + 3) for rank in range(len(words))]


def paragraphs(seed: int, words: Sequence[str], weights: Sequence[float], length: int) -> list[str]:
    """An interview: a question, an answer of some sentences, and so on."""
    dice = random.Random(seed)
    found: list[str] = []
    said = 0
    while said < length:
        for label, count, stop in (("Interviewer", 1, "?"), ("Respondent", dice.randint(2, 6), ".")):
            pieces = [dice.choices(words, weights, k=dice.randint(6, 20)) for _ in range(count)]
            said += sum(map(len, pieces))
            found.append(f"{label}: " + " ".join(" ".join(piece).capitalize() + stop for piece in pieces))
    return found


def corpus(folder: Path, suffix: str, number: int, length: int) -> list[Path]:
    """So many interviews as files."""
    folder.mkdir()
    words, weights = vocabulary()
    empty = io.BytesIO()
    docx.Document().save(empty)
    paths = []
    for seed in range(number):
        lines = paragraphs(seed, words, weights, length)
        path = folder / f"talk{seed:04}.{suffix}"
        path.write_bytes("\n\n".join(lines).encode() if suffix == "txt" else word_file(empty, lines))
        paths.append(path)
    return paths


def word_file(empty: io.BytesIO, lines: Sequence[str]) -> bytes:
    """A Word file with these paragraphs, made faster than python-docx would."""
    made = io.BytesIO()
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "word/document.xml":
                body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
                data = data.replace(b"<w:body>", b"<w:body>" + body.encode(), 1)
            target.writestr(part.filename, data)
    return made.getvalue()


def bare(path: Path, database: sqlite3.Connection) -> None:
    """What no import of a text can do without."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT OR REPLACE INTO content VALUES (?, ?)", [hashlib.sha256(text.encode()).hexdigest(), data])
    database.execute("COMMIT")


def bare_word(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def database(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE content (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID")
    return connection


def imported(path: Path, files: Sequence[Path], *, parallel: bool) -> tuple[float, float]:
    """Seconds a file until all are in, and until they are indexed as well."""
    with Study.create(path, *shipped.codebook_text("regional-innovation-systems"), "MK") as study:
        indexing: list[float] = []

        def progress(done: int, total: int, what: str) -> None:
            if what.startswith("index of") and not indexing:
                indexing.append(time.perf_counter())

        start = time.perf_counter()
        report = study.import_transcripts(files, progress=progress, parallel=parallel)
        end = time.perf_counter()
        assert not report.refused
        assert len(study.documents()) == len(files)
        assert study.unread() == 0
    return ((indexing or [end])[0] - start) / len(files), (end - start) / len(files)


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_an_import_costs_little_more_than_reading(suffix: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    number, rounds = (100, 3) if enabled else (3, 1)
    files = corpus(tmp_path / "in", suffix, number, WORDS if enabled else 200)
    rows: dict[str, list[float]] = {
        "bare": [],
        "one process": [],
        "several": [],
        "one, indexed": [],
        "several, indexed": [],
    }
    for turn in range(rounds):
        connection = database(tmp_path / f"bare{turn}.db")
        times = []
        for path in files:
            start = time.perf_counter()
            if suffix == "txt":
                bare(path, connection)
            else:
                bare_word(path)
            times.append(time.perf_counter() - start)
        rows["bare"].append(statistics.median(times))
        connection.close()
        for name, parallel in (("one", False), ("several", True)):
            plain, indexed = imported(tmp_path / f"{name}{turn}", files, parallel=parallel)
            rows[{"one": "one process"}.get(name, name)].append(plain)
            rows[f"{name}, indexed"].append(indexed)
    if not enabled:
        return
    base = min(rows["bare"])
    print(
        f"\n.{suffix}, {number} files of {WORDS:,} words, best of {rounds} (goal {GOALS[suffix]}, below {TAGUETTE} ms)"
    )
    for name, times in rows.items():
        print(f"  {name:18} {1000 * min(times):6.1f} ms a file   x{min(times) / base:.2f}")


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_a_thousand_files_cost_as_much_each_as_ten(suffix: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    number = int(os.environ.get("CODER_IMPORTS", "1000")) if enabled else 12
    files = corpus(tmp_path / "in", suffix, number, WORDS if enabled else 200)
    rounds = 3 if enabled else 1
    ten = [imported(tmp_path / f"ten{turn}", files[:10], parallel=True) for turn in range(rounds)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    all_of_them = imported(tmp_path / "all", files, parallel=True)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if not enabled:
        return
    print(f"\n.{suffix}: {number:,} files in one import against the first ten (goal 1.2)")
    for name, place in (("without index", 0), ("with index", 1)):
        first = min(one[place] for one in ten)
        print(f"  {name:14} {1000 * first:6.1f} -> {1000 * all_of_them[place]:6.1f} ms a file", end="")
        print(f"   x{all_of_them[place] / first:.2f}")
    print(f"  peak memory +{(after - before) / 1024:.0f} MiB over the first ten")
