"""The overview of a million codings, and of 100,000 of which one more is coded.

``python3 -m pytest tests/bench/test_large_overview_bench.py -n 0 --benchmark-enable -s`` takes some minutes and prints

- the processor time of the overview of 18 rows x 31 cases against that of the bare SQL that delivers the same evidence,
  by case and interview (goal 3), and against the narrower SQL that the program runs itself, grouped along its index
  by document and leaves cases and interviews to Python;
- the most memory of a process that derives it (goal: below 500 MB);
- how long the cells that one coding more, or one less, reaches take to follow, with what the study needs to find out
  that they have to (goal: below 50 ms).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from coder.model.span import Span
from tests.bench.large_study import TABLE, large_study

BARE = (
    "SELECT coalesce(c.about, d.\"case\"), iif(c.voice IS NULL, d.interview, d.interview || '/' || c.voice), "
    "c.coder, c.resolved, c.level, group_concat(c.id) FROM coding c JOIN document d ON d.id = c.document "
    "WHERE c.counts = 1 GROUP BY 1, 2, 3, 4, 5"
)
NARROW = (
    "SELECT resolved, about, document, voice, coder, level, group_concat(id) FROM coding INDEXED BY coding_by_cell "
    "WHERE counts = 1 GROUP BY resolved, about, document, voice, coder, level"
)


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def test_overview_of_a_million_codings(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable", default=False)
    codings, interviews, rounds = (1_000_000, 1000, 3) if enabled else (2_000, 62, 1)
    with large_study(tmp_path, codings, interviews) as study:
        # First of all: a process begins with the most memory of the one that started it.
        command = [sys.executable, "-m", "tests.bench.large_study", str(study.path)]
        memory = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        db = study._store.db
        runs: dict[str, Callable[[], object]] = {
            "overview": lambda: study.overview(TABLE, "en"),
            "bare": lambda: db.execute(BARE).fetchall(),
            "narrow": lambda: db.execute(NARROW).fetchall(),
        }
        taken: dict[str, list[float]] = defaultdict(list)
        for _ in range(rounds):
            for name, run in runs.items():
                taken[name].append(seconds(run))
        median = {name: statistics.median(found) for name, found in taken.items()}
        found = study.overview(TABLE, "en")
        cells = [cell for row in found.rows for cell in row.cells.values()]
        assert len(cells) == 18 * 31
        ids = [one for cell in cells for side in (cell.supporting, cell.opposing, cell.undecided) for one in side]
        assert len(ids) == len(set(ids)) == codings
    print(
        f"\noverview of {codings} codings: {median['overview']:.2f} s, "
        f"{median['overview'] / median['bare']:.2f}x the bare GROUP BY ({median['bare']:.2f} s), "
        f"{median['overview'] / median['narrow']:.2f}x our own ({median['narrow']:.2f} s); {memory} MB at most"
    )


def test_one_coding_more(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable", default=False)
    codings, interviews, rounds = (100_000, 300, 15) if enabled else (1_000, 62, 1)
    with large_study(tmp_path, codings, interviews) as study:
        kept = study.followed(TABLE, "en")
        whole = seconds(lambda: study.followed(TABLE, "en"))
        documents = [name for name, counts in study._tables.coding_counts().items() if "A" in counts]
        codes = [code for code in study.codebook.codable() if code.id in study.codebook.row_of]
        taken: dict[str, list[float]] = defaultdict(list)

        def follow(name: str) -> None:
            nonlocal kept
            start = time.process_time()
            kept = study.followed(TABLE, "en", before=kept)
            taken[name].append(time.process_time() - start)

        for number in range(rounds):
            code = codes[number % len(codes)]
            document = documents[number % len(documents)]
            coding = study.code(document, Span(0, 30), code.id, study.codebook.weights(code)[0])
            follow("one more")
            study.change(coding.id, weight=study.codebook.weights(code)[-1])
            follow("reweighed")
            study.uncode([coding.id])
            follow("one less")
            study.undo()
            follow("undone")
            study.coder = "E"
            study.mark_coded(document)
            study.coder = "A"
            follow("marked by a coder new to the interview")  # which changes all that it says, of some 20 cases
        assert kept.overview == study.overview(TABLE, "en")
        told = ", ".join(f"{name} {statistics.median(found) * 1000:.0f} ms" for name, found in taken.items())
        print(f"\none change at {codings} codings: {told}; all anew {whole * 1000:.0f} ms")
