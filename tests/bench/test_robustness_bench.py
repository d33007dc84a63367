"""All checks of the sample study's cells against the bare derivations they consist of, in one run.

``python3 -m pytest tests/bench/test_robustness_bench.py -n 0 --benchmark-enable -s`` prints the ratio of processor
times (goal 1.3: reading, profiles, draws and comparing cost less than a third of deriving), derivations a second, and
how many there are; equal replicates and settings are derived once.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coder.derive import robustness
from coder.derive.cells import derive
from coder.sample import make_sample

GOAL = 1.3


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def test_checks_cost_little_more_than_their_derivations(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    enabled = request.config.getoption("--benchmark-enable", default=False)
    calls: list[tuple[Any, ...]] = []

    def recorded(*arguments: Any) -> Any:
        calls.append(arguments)
        return derive(*arguments)

    with make_sample(tmp_path / "demo", "MK") as study:
        tables = [table.id for table in study.codebook.tables]

        def checks() -> list[Any]:
            return [study.robustness(table) for table in tables]

        with monkeypatch.context() as patched:
            patched.setattr(robustness, "derive", recorded)
            cells = [cell for report in checks() for cell in report.cells]
        assert len(cells) == 108

        gc.collect()
        gc.freeze()  # what was recorded shall not be looked through again and again

        def bare() -> None:
            for arguments in calls:
                derive(*arguments)

        ours, base = [], []
        for _ in range(7 if enabled else 1):
            ours.append(seconds(checks))
            base.append(seconds(bare))
    gc.unfreeze()
    asked = sum(1 + cell.interviews + len(cell.coders) + 24 + 500 * (cell.resampling is not None) for cell in cells)
    assert len(calls) < asked
    if enabled:
        mine, least = min(ours), min(base)
        print(f"\n{len(cells)} cells, {sum(cell.resampling is not None for cell in cells)} of them resampled")
        print(f"  all checks        {mine:6.2f} s   x{mine / least:.2f} of the bare derivations (goal {GOAL})")
        print(f"  bare derivations  {least:6.2f} s   {len(calls)} of {asked} asked, {len(calls) / least:,.0f} a second")
