"""Codebooks as tables: ours and those of others."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.adopting import adopt
from coder.codebook.drafting import blank
from coder.codebook.read import read
from coder.errors import CoderError, UnreadableError
from coder.formats.codebook import read_codes, table, written
from coder.formats.tables import TableError
from coder.model.codebook import Code, CodeKind
from tests.codebook.sample import SAMPLE, changed
from tests.formats.codebook.fuzz import EXAMPLES, mutated

TOWNS = read(SAMPLE, "towns.yaml")
TAGUETTE = Path(__file__).parents[4] / "shared" / "data" / "serdif" / "codebook_taguette.csv"


def codes(text: str, language: str = "en") -> list[Code]:
    return [one.code for one in read_codes(text.encode(), "x.csv", language).codes]


def test_tags_of_taguette() -> None:
    text = 'tag,description,number of highlights\nwork.risk.high,"Much, by own words",3\nwork,All of it,1\n'
    found = read_codes(text.encode(), "x.csv", "en")
    assert [(one.code.id, one.code.parent, one.code.kind) for one in found.codes] == [
        ("work", None, CodeKind.FREE),
        ("work.risk", "work", CodeKind.GROUP),
        ("work.risk.high", "work.risk", CodeKind.FREE),
    ]
    assert found.codes[0].code.definition == {"en": "All of it"}
    assert found.codes[2].code.label == {"en": "high"}
    assert found.notes == ("the column 'number of highlights' is not taken over",)


@pytest.mark.skipif(not TAGUETTE.is_file(), reason="the published codebook is not there")
def test_a_published_codebook_of_taguette() -> None:
    data = TAGUETTE.read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    found = read_codes(data, "codebook.csv", "en")
    assert [one.code.label["en"] for one in found.codes] == [" ".join(row["tag"].split()) for row in rows]
    adoption = adopt(blank("codebook", ("en",)), found)
    assert len(adoption.new) == len(rows)


def test_columns_as_researchers_call_them() -> None:
    text = (
        (
            "Name;Description;Inclusion criteria;Label (zh);Parent\n"
            "risk;What is staked;own money\nwork;;\nlow;Little;;低;risk\n"
        )
        .replace("own money\n", "own money;;\n")
        .replace("work;;\n", "work;;;;\n")
    )
    found = codes(text)
    assert [code.id for code in found] == ["risk", "low", "work"]
    assert found[0].include == ({"en": "own money"},)
    assert found[1].label == {"en": "low", "zh": "低"}
    assert found[1].parent == "risk"


def test_items_stand_on_lines_and_belong_together_in_all_languages() -> None:
    header = "id,kind,include_en,include_zh,anchors_en,scale\n"
    text = header + 'a,level,"one\n\nthree\n  goes on","一\n二","1: strong\n-1: weak",marks\n'
    (code,) = codes(text)
    assert code.include == ({"en": "one", "zh": "一"}, {"zh": "二"}, {"en": "three\ngoes on"})
    assert code.anchors == {1: {"en": "strong"}, -1: {"en": "weak"}}


def test_formulas_are_kept_from_running_and_come_back() -> None:
    codebook = read(changed("label: An idea", "label: \"=cmd|' /C calc'!A0\""), "x")
    out = written(codebook, ".csv").decode()
    assert "'=cmd" in out
    assert read_codes(out.encode(), "x.csv", "en").codes[-1].code.label == {"en": "=cmd|' /C calc'!A0"}
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(written(codebook, ".xlsx"))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_a_text_that_no_cell_holds_is_refused_not_cut() -> None:
    codebook = read(changed("definition: Little is staked.", f"definition: {'x' * 40_000}"), "x")
    with pytest.raises(CoderError, match="40000 characters"):
        table.render_xlsx(codebook)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colour,size\nred,1\n", "x.csv:1: no column id, label or tag: the codes have no names"),
        ("id,kind\na,thing\n", "x.csv:2: the kind 'thing'; one of group, row, level, value, free"),
        ("id,label\na,A\na,B\n", "x.csv:3: 'a' stands twice (first on line 2)"),
        ("id,parent\na,b\nb,a\n", "x.csv:2: stands below itself"),
        ("id,parent\na,no such thing\n", "x.csv:2: the parent 'no such thing' is no row of this table"),
        ("id,label,definition\n,,words\n", "x.csv:2: neither id nor label"),
    ],
)
def test_every_problem_has_its_row(text: str, expected: str) -> None:
    with pytest.raises(TableError) as caught:
        codes(text)
    assert expected in str(caught.value).split("\n")


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    mutated(written(TOWNS, ".csv"), b"tag,description\na.b.c,x\na,y\n") | st.binary(max_size=100),
    st.sampled_from([".csv", ".xlsx"]),
)
def test_any_bytes_come_in_or_are_refused(data: bytes, suffix: str) -> None:
    comes_in(data, suffix)


@settings(max_examples=max(10, EXAMPLES // 10), deadline=None)
@given(mutated(written(TOWNS, ".xlsx")))
def test_any_spreadsheet_comes_in_or_is_refused(data: bytes) -> None:
    comes_in(data, ".xlsx")


def comes_in(data: bytes, suffix: str) -> None:
    try:
        found = read_codes(data, f"x{suffix}", "en")
    except UnreadableError:
        return
    adopt(blank("x", ("en",)), found)
    assert len({one.code.id for one in found.codes}) == len(found.codes)
