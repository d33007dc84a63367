"""What holds for every format: the same bytes every time, no word that breaks it, no word lost."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from lxml import etree  # type: ignore[import-untyped]

from coder.errors import Exit, UsageError
from coder.formats import reports
from coder.model.publication import Column, Line, Report, Table
from tests.formats.reports.sample import HOSTILE, LONE, REPORT, anything, parts, told_in

_ELSEWHERE = """
import hashlib, time
from coder.formats import reports
from tests.formats.reports.sample import REPORT, LONE, told_in
for name in reports.FORMATS:
    for report in (REPORT, LONE, told_in("x <&> 中文")):
        print(name, hashlib.sha256(reports.render(report, name)).hexdigest())
"""


def test_the_same_report_is_the_same_bytes_in_other_processes_at_other_times() -> None:
    here = [
        f"{name} {hashlib.sha256(reports.render(report, name)).hexdigest()}"
        for name in reports.FORMATS
        for report in (REPORT, LONE, told_in("x <&> 中文"))
    ]
    for seed, zone in (("1", "UTC"), ("4711", "Asia/Shanghai")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "COLUMNS": "40", "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", _ELSEWHERE], capture_output=True, text=True, check=True, env=environment
        )
        assert done.stdout.splitlines() == here


def test_no_archive_carries_a_time() -> None:
    import io
    import zipfile

    for name in reports.BINARY:
        with zipfile.ZipFile(io.BytesIO(reports.render(REPORT, name))) as archive:
            assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}


def test_a_format_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        reports.render(REPORT, "pdf")
    assert caught.value.exit is Exit.USAGE
    assert "docx, odt, xlsx" in str(caught.value)


@pytest.mark.parametrize("name", reports.FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_format(name: str, text: str) -> None:
    data = reports.render(told_in(text), name)
    if name in reports.BINARY:
        for part, content in parts(data).items():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(content)
    else:
        shown = data.decode("utf-8")
        assert shown.endswith("\n")
        assert not {"\x00", "\x1b", "\x07", "\u202e", "\x7f"} & set(shown)


@pytest.mark.parametrize("name", sorted(reports.BINARY))
@settings(max_examples=40, deadline=None)
@given(anything)
def test_any_text_makes_well_formed_parts(name: str, text: str) -> None:
    for part, content in parts(reports.render(told_in(text), name)).items():
        if part.endswith((".xml", ".rels")):
            etree.fromstring(content)


@pytest.mark.parametrize("name", reports.FORMATS)
def test_cells_of_100_kilobytes_and_reports_of_nothing(name: str) -> None:
    size = 20 if name == "text" else 1  # rich takes its time, and nobody reads so much in a terminal
    for text in ("word " * 20_000, "w" * 100_000, "中" * 50_000, "😀" * 30_000, "a\n" * 40_000):
        text = text[: len(text) // size]
        table = Table("t", (Column("a", "A"), Column("b", "B")), (Line((text, "x")),), text, (text,))
        assert reports.render(Report("r", text, "zh", (table,)), name)
    for report in (
        Report("r", "", "en", ()),
        Report("r", "", "", (Table("", (), ()),)),
        Report("r", "T", "de", (Table("t", (Column("a", "A"),), ()),)),
    ):
        assert reports.render(report, name) or name == "csv"
