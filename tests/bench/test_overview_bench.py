"""The overview of a large study against the bare SQL that groups the same rows.

``python3 -m pytest tests/bench/test_overview_bench.py -n 0 --benchmark-enable -s`` prints the ratio of the medians.
"""

from __future__ import annotations

import random
import statistics
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from coder import shipped
from coder.files import sha256
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Role, Turn
from coder.model.edit import AddCodings, AddDocuments, DocumentRecord
from coder.model.span import Span
from coder.study import Study

GROUP_BY = (
    'SELECT coalesce(c.about, d."case"), d.interview, c.coder, c.code, c.weight, count(*) '
    "FROM coding c JOIN document d ON d.id = c.document WHERE c.counts = 1 GROUP BY 1, 2, 3, 4, 5"
)


def large_study(path: Path, codings: int, interviews: int = 120) -> Study:
    """A study of random codings: two coders, the flagship codebook, interviews spread over its cases."""
    random.seed(7)
    study = Study.create(path, *shipped.codebook_text("regional-innovation-systems"), "MK")
    codebook = study.codebook
    records, contents = [], {}
    length = 40 * (codings // interviews + 2)
    for number in range(interviews):
        text = f"{number:06} " + "word " * (length // 5)
        data = text.encode()
        contents[sha256(data)] = data
        case = codebook.cases[number % len(codebook.cases)].id
        turn = Turn(Span(0, len(text)), "R", Role.RESPONDENT)
        attributes = {"region": case, "interview": f"I{number:03}"}
        records.append(
            DocumentRecord(
                str(uuid.uuid4()),
                f"i{number:03}",
                "txt",
                "en",
                (turn,),
                (),
                f"i{number:03}.txt",
                sha256(data),
                sha256(data),
                len(text) // 5,
                attributes,
            )
        )
    study._perform(AddDocuments(tuple(records)), "import", contents)
    codes = list(codebook.codable())
    found = []
    for number in range(codings):
        code = random.choice(codes)
        start = 40 * (number // interviews)
        found.append(
            Coding(
                str(uuid.uuid4()),
                records[number % interviews].id,
                Span(start, start + random.randint(10, 60)),
                code.id,
                random.choice(codebook.weights(code)),
                random.choice(("MK", "JW")),
                None,
                Tense.PRESENT,
                BY_HAND,
                1,
                "2026-01-01T00:00:00+00:00",
            )
        )
    study._perform(AddCodings(tuple(found)), "codings")
    return study


def seconds(run: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def test_overview_against_plain_group_by(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable", default=False)
    codings, rounds = (100_000, 9) if enabled else (500, 1)
    with large_study(tmp_path / "study", codings) as study:
        study.overview("tab1")
        ours, bare = [], []
        for _ in range(rounds):
            ours.append(seconds(lambda: study.overview("tab1"), 1))
            bare.append(seconds(lambda: study._store.db.execute(GROUP_BY).fetchall(), 1))
        mine, base = statistics.median(ours), statistics.median(bare)
        print(
            f"\noverview of {codings} codings: {mine * 1000:.0f} ms, {mine / base:.2f}x GROUP BY ({base * 1000:.0f} ms)"
        )
        assert sum(cell.n for row in study.overview("tab1").rows for cell in row.cells.values()) > 0
