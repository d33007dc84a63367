"""Exports of 1,000 codings against those of the same 1,000 highlights by Taguette 1.5.2, side by side in one run.

``CODER_TAGUETTE=/path/to/its/python python3 -m pytest tests/bench/test_export_bench.py -n 0 --benchmark-enable -s``
prints the best seconds and the ratio of each format, from the open study (or database) to the bytes of the file.
Taguette wants an environment of its own (``pip install taguette==1.5.2``), and Calibre for Word. Then a table of 1,000
rows in all formats, and the cells of it in odfdo and python-docx, which we do without.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from coder.formats import reports
from coder.model.publication import Column, Line, Quotation, Report, Table
from coder.model.span import Span
from coder.study import Study
from tests.studies import add_document, new_study

TAGUETTE = os.environ.get("CODER_TAGUETTE", "")
REFERENCE = {"csv": 0.23, "xlsx": 0.31, "html": 0.03, "docx": 3.1}  # seconds elsewhere, for those that cannot run here
WORDS = "It is getting better here, year by year, since the market opened & the young came back. "
CODES = ("mood.story.rise", "mood.story.decline")


@pytest.fixture
def study(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Study]:
    """A study of 1,000 codings in 20 documents (10 of them if nothing is measured)."""
    each = 50 if request.config.getoption("--benchmark-enable") else 1
    with new_study(tmp_path / "study") as found:
        for number in range(20 if each > 1 else 10):
            identity = add_document(found, f"talk {number}", WORDS * 60, interview=f"i{number}", town="north")
            for place in range(each):
                start = 18 + place * len(WORDS)
                span = Span(start, start + len(WORDS) - 1)
                found.code(identity, span, CODES[place % 2], 2)
        yield found


def listed(study: Study) -> list[tuple[str, str, str, str, int]]:
    """Document, code, words, coder and weight of every coding."""
    codings = study.codings()
    documents = {identity: study.document(identity) for identity in {coding.document for coding in codings}}
    return [
        (documents[one.document].name, one.code, documents[one.document].quote(one.span), one.coder, one.weight)
        for one in codings
    ]


def as_table(study: Study) -> Report:
    names = ("document", "code", "quote", "coder", "weight")
    columns = tuple(Column(name, name.capitalize(), number=name == "weight") for name in names)
    table = Table("codings", columns, tuple(map(Line, listed(study))), "Codings", stub=False)
    return Report("codings", "Codings", "en", (table,))


def as_quotations(study: Study) -> Report:
    blocks = tuple(
        Quotation(words, f"{document}, {code}, {coder}, {weight:+}")
        for document, code, words, coder, weight in listed(study)
    )
    return Report("codings", "Codings", "en", blocks)


def exported(made: Callable[[Study], Report], study: Study, name: str) -> bytes:
    return reports.render(made(study), name)


def best(made: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        made()
        times.append(time.perf_counter() - start)
    return min(times)


def theirs(study: Study, folder: Path, rounds: int) -> dict[str, float]:
    """What Taguette needs, by format."""
    highlights = [row[:3] for row in listed(study)]
    (folder / "highlights.json").write_text(json.dumps(highlights), "utf-8")
    script = Path(__file__).parent / "taguette_export.py"
    done = subprocess.run([TAGUETTE, str(script), str(folder), str(rounds)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_exports_of_codings_against_taguette(study: Study, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    if not enabled:
        assert all(reports.render(as_table(study), name) for name in reports.FORMATS)
        return
    if not TAGUETTE:
        pytest.skip("CODER_TAGUETTE names no Python with Taguette 1.5.2")
    rounds = 5
    measured = theirs(study, tmp_path, rounds)
    print(f"\n1,000 codings, best of {rounds}: ours, Taguette's, ratio")
    for name, reference in REFERENCE.items():
        made = as_table if name in ("csv", "xlsx") else as_quotations
        seconds = best(partial(exported, made, study, name), rounds)
        other = measured.get(name, reference)
        there = "" if name in measured else "  (its reference from elsewhere: no Calibre here)"
        print(f"  {name:5} {seconds:7.3f} s {other:7.3f} s   x{seconds / other:.2f}{there}")


def test_a_table_of_a_thousand_rows(request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    rows = 1000 if enabled else 3
    columns = tuple(Column(f"c{place}", f"Column {place}", number=place == 7) for place in range(8))
    lines = tuple(Line((*(f"{row} {place} {WORDS[:30]}" for place in range(7)), row)) for row in range(rows))
    report = Report("t", "Table", "en", (Table("t", columns, lines, "Table"),))
    times = {name: best(partial(reports.render, report, name), 3 if enabled else 1) for name in reports.FORMATS}
    times["odfdo"] = best(lambda: by_odfdo(lines), 1)
    times["python-docx"] = best(lambda: by_python_docx(lines[:100]), 1) * max(1, rows // 100)
    if enabled:
        print("\n1,000 rows of 8 columns")
        for name, seconds in times.items():
            print(f"  {name:11} {seconds:7.3f} s")


def by_odfdo(lines: tuple[Line, ...]) -> bytes:
    from odfdo import Document, Row, Table

    document = Document("text")
    table = Table("t")
    for line in lines:
        row = Row()
        row.set_values([str(value) for value in line.cells])
        table.append_row(row)
    document.body.append(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def by_python_docx(lines: tuple[Line, ...]) -> None:
    import docx

    table = docx.Document().add_table(rows=len(lines), cols=8)
    for line, row in zip(lines, table.rows, strict=True):
        for value, cell in zip(line.cells, row.cells, strict=True):
            cell.text = str(value)
