"""Whole processes against the bare interpreter, as ratios of medians taken in turn.

``python3 -m pytest tests/bench/test_cli_bench.py -n 0 --benchmark-enable -s`` prints them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coder.sample import make_sample

PASS = [sys.executable, "-c", "pass"]
SQLITE_UTILS = [sys.executable, "-c", "import sqlite_utils"]
PROGRAM = [sys.executable, "-c", "from coder.cli import main; raise SystemExit(main())"]


def once(command: list[str], cwd: Path) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=cwd)
    return time.perf_counter() - start


def ratio(ours: list[str], bare: list[str], cwd: Path, rounds: int) -> str:
    """Both commands in turn, so that a drifting machine touches both alike."""
    pairs = [(once(ours, cwd), once(bare, cwd)) for _ in range(rounds + 1)][1:]
    mine = statistics.median(own for own, _ in pairs)
    base = statistics.median(other for _, other in pairs)
    return f"{mine / base:.2f}x  ({mine * 1000:.0f} ms against {base * 1000:.0f} ms)"


def test_start_up(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    rounds = 15 if request.config.getoption("--benchmark-enable", default=False) else 1
    make_sample(tmp_path / "study", "MK").close()
    study = tmp_path / "study"
    for name, ours, bare in (
        ("coder --version / python -c pass", [*PROGRAM, "--version"], PASS),
        ("coder --help / python -c pass", [*PROGRAM, "--help"], PASS),
        ("coder overview tab1 --json / import sqlite_utils", [*PROGRAM, "overview", "tab1", "--json"], SQLITE_UTILS),
    ):
        print(f"\n{name}: {ratio(ours, bare, study, rounds)}")
