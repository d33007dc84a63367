from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from coder.formats.overview.style import Style
from coder.formats.reports.as_markdown import escaped
from tests.formats.overview.sample import OVERVIEW, read, table_of

CLEAN = """\
# Towns

|  | North | South | West \\| East |
| --- | --- | --- | --- |
| ***Mood*** |  |  |  |
| **Pride** | ++ | - | · |
| Focus | public \\| private | ✗2 | ∅ |
| ***Story*** |  |  |  |
| Plot | rise | =SUM(A1) | &lt;b&gt;bold&lt;/b&gt; &amp; more |
| Market | X |  | · |

Marks: · no evidence; ✗n only denied, by n interviews; ∅ not asked; \
(blank) coded, and not present; \\| opinions divided or tied.

Codebook: towns 1.2.0.
"""


def test_the_clean_form() -> None:
    assert read("md", OVERVIEW) == CLEAN


def test_the_annotated_form_adds_flags_and_interviews() -> None:
    lines = read("md", OVERVIEW, Style(annotated=True)).splitlines()
    assert lines[2] == "|  | North (n = 4) | South (n = 3) | West \\| East (n = 2) |"
    assert lines[6].startswith("| Focus | public \\| private†2/4⚑ (4 of 4, voices 1:1) | ✗2 | ∅ |")
    assert lines[9] == "| Market | X (3 of 4) | – (3 of 4) | · |"
    assert "⚑ coders differ" in lines[-3]
    assert lines[-3].endswith(
        "of those that speak to the row; interviews of other cases count where they speak about this one."
    )


def test_ascii_marks() -> None:
    assert "| Focus | public \\| private | x2 | (/) |" in read("md", OVERVIEW, Style(ascii=True))


@given(st.text(max_size=30))
def test_a_cell_stays_one_cell(text: str) -> None:
    line = read("md", table_of(["A"], [[text]])).splitlines()[5]
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 3
    assert "<" not in line


def test_markup_is_escaped() -> None:
    assert escaped("[x](http://y) *b* `c` <script> a\nb") == "\\[x\\](http://y) \\*b\\* \\`c\\` &lt;script&gt; a b"
