"""The coding session in a real pseudo-terminal against a bare line-API view of the same text, in one run.

``python3 -m pytest tests/bench/test_tui_bench.py -n 0 --benchmark-enable -s`` prints, for transcripts of 10,000, 60,000
and 300,000 words with 1,000 and 5,000 codings, medians and 95th percentiles in milliseconds from a key to the last
byte painted because of it, and their ratios. A coding includes its durable commit to a real study file. Keys of the
two programs alternate, so that a drift of the machine touches both. Then: time to first paint and memory against an
empty Textual app, and a million words wrapped anew against the standard library.
"""

from __future__ import annotations

import statistics
import textwrap
import time
from pathlib import Path

import pytest

from coder.model.span import Span
from coder.study import Study
from coder.tui.text.wrap import wrap
from tests.tui.sessions import add, add_codings, interview, new_study
from tests.tui.terminal import Terminal

SIZE = (120, 40)
CODE = "mindset.narrative.commercial_success"
BARE = str(Path(__file__).with_name("bare_view.py"))


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def prepared(path: Path, words: int, codings: int) -> Path:
    """A study with one transcript, coded by two coders, and the same text as a file."""
    with new_study(path) as study:
        document = add(study, "long", *interview(words))
        add_codings(study, document, codings)
        study.code(document, Span(3, 20), CODE, 2)
        (path / "long.txt").write_text(study.document(document).text, "utf-8")
    return path


def opened(path: Path) -> Terminal:
    terminal = Terminal("-m", "coder", "--study", str(path), "--coder", "me", "code", "long", size=SIZE)
    terminal.wait_for(b"codings, ")
    terminal.read(0.5)
    return terminal


def measured(path: Path, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of a bare move, a move by sentences, and a coding, taken in turn."""
    bare = Terminal(BARE, str(path / "long.txt"), size=SIZE)
    bare.read(1.5)
    session = opened(path)
    found: dict[str, list[float]] = {"bare move": [], "move": [], "coding": []}
    for program in (bare, session):
        for _ in range(10):
            program.milliseconds("j")
    before = count(path)
    for _ in range(rounds):
        found["bare move"].append(bare.milliseconds("j"))
        found["move"].append(session.milliseconds("j"))
        bare.painted = session.painted = b""
    for _ in range(rounds):
        session.milliseconds("j")
        found["coding"].append(session.milliseconds("1"))
        session.painted = b""
    bare.kill()
    session.kill()
    assert count(path) == before + rounds  # every coding that was painted is in the study
    return found


def count(path: Path) -> int:
    with Study.open(path, "me") as study:
        return len(study.codings())


def test_keys_cost_little_more_than_a_bare_view(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    sizes = [(10_000, 1_000), (10_000, 5_000), (60_000, 1_000), (60_000, 5_000), (300_000, 1_000), (300_000, 5_000)]
    rounds = 200 if enabled else 3
    table: dict[tuple[int, int], dict[str, list[float]]] = {}
    for words, codings in sizes if enabled else [(2_000, 50)]:
        path = prepared(tmp_path / f"{words}-{codings}", words, codings)
        table[words, codings] = measured(path, rounds)
    if not enabled:
        return
    print("\n  words  codings            bare move            move (goal 1.5)               coding (goal 3)")
    for (words, codings), found in table.items():
        bare = found["bare move"]
        print(f"{words:7,} {codings:8,}", end="")
        for name, values in found.items():
            ratio = "" if name == "bare move" else f" x{p95(values) / p95(bare):.2f}"
            print(f"   p50 {statistics.median(values):5.1f} p95 {p95(values):5.1f} ms{ratio}", end="")
        print()
    for name in ("move", "coding"):
        medians = [statistics.median(found[name]) for found in table.values()]
        tails = [p95(found[name]) for found in table.values()]
        spread = f"p50 {max(medians) / min(medians):.2f}, p95 {max(tails) / min(tails):.2f}"
        print(f"{name}: largest to smallest {spread} (goal 1.5)")


def first_paint(*arguments: str, words: bytes) -> tuple[float, int]:
    """Seconds from the start of the process to some words on the screen, and resident bytes a second later."""
    terminal = Terminal(*arguments, size=SIZE)
    seconds = terminal.wait_for(words)
    terminal.read(1)
    memory = terminal.memory()
    terminal.kill()
    return seconds, memory


def test_a_long_transcript_opens_like_an_empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    sizes = [(10_000, 1_000), (60_000, 5_000), (300_000, 5_000)] if enabled else [(1_000, 20)]
    rounds = 7 if enabled else 1
    paths = {size: prepared(tmp_path / str(size[0]), *size) for size in sizes}
    empty = []
    opens: dict[tuple[int, int], list[tuple[float, int]]] = {size: [] for size in sizes}
    for _ in range(rounds):
        empty.append(first_paint(BARE, words=b"ready"))
        for size, path in paths.items():
            arguments = ("-m", "coder", "--study", str(path), "--coder", "me", "code", "long")
            opens[size].append(first_paint(*arguments, words=b"codings, "))
            time.sleep(0.1)
    if not enabled:
        return
    base = statistics.median(seconds for seconds, _ in empty)
    memory = statistics.median(size for _, size in empty)
    print(f"\nempty app                        first paint {1000 * base:5.0f} ms   {memory / 2**20:4.0f} MiB")
    for (words, codings), found in opens.items():
        seconds = statistics.median(one for one, _ in found)
        more = statistics.median(one for _, one in found) - memory
        print(f"{words:7,} words, {codings:5,} codings    first paint {1000 * seconds:5.0f} ms", end="")
        print(f" x{seconds / base:.2f} (goal 3)   +{more / 2**20:.0f} MiB (goal 150)")


def test_wrapping_is_nothing_beside_reading(request: pytest.FixtureRequest) -> None:
    """Wrapping an interview anew is done at every change of the window's width; textwrap is what others would take."""
    enabled = request.config.getoption("--benchmark-enable")
    words = "it was never easy to build a company here in town " * 8
    paragraphs = ["R: " + words] * (11_500 if enabled else 10)
    text = "\n\n".join(paragraphs)
    ours, theirs = [], []
    for _ in range(3 if enabled else 1):
        start = time.perf_counter()
        layout = wrap(text, 80, {})
        middle = time.perf_counter()
        lines = [textwrap.wrap(paragraph, 80) for paragraph in paragraphs]
        ours.append(middle - start)
        theirs.append(time.perf_counter() - middle)
        assert len(layout) == sum(map(len, lines)) + len(lines) - 1
    if enabled:
        print(f"\n{len(text.split()):,} words wrapped in {min(ours):.2f} s, textwrap {min(theirs):.2f} s")
        assert min(ours) < min(theirs) / 5
