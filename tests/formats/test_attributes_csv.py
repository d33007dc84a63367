"""Tables of document attributes."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.formats.attributes_csv import parse
from coder.formats.tables import TableError


def test_attributes_by_document_as_written() -> None:
    table = "Document;Region;Date\r\nb01; beijing ;2024-03-01\r\nb02;;007\r\n\r\n"
    assert parse(table.encode("utf-8-sig"), "attributes.csv") == {
        "b01": {"Region": "beijing", "Date": "2024-03-01"},
        "b02": {"Date": "007"},
    }


def test_documents_may_be_called_name() -> None:
    assert parse(b"region\tname\nprd\tp01\n", "a.csv") == {"p01": {"region": "prd"}}
    assert parse(b"name,document\nAnna,p01\n", "a.csv") == {"p01": {"name": "Anna"}}


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(TableError, match=r"a\.csv:1: no rows below the header"):
        parse(b"document,region\n", "a.csv")


def test_problems_are_told_by_row() -> None:
    with pytest.raises(TableError) as caught:
        parse(b"document,region\nb01,x\n,y\nb01,z\nb02,x,too,many\n", "a.csv")
    assert str(caught.value).split("\n") == [
        "a.csv:3: document is empty",
        "a.csv:4: 'b01' stands already in row 2",
        "a.csv:5: 4 cells, but the header has 2",
    ]


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("region,date", "there is no column 'document' or 'name'"),
        ("document,region,Region", "column 'region' stands twice"),
        ("document,,region", "column 2 has no name"),
    ],
)
def test_a_wrong_header(head: str, reason: str) -> None:
    with pytest.raises(TableError) as caught:
        parse(f"{head}\nb01,a,b\n".encode(), "a.csv")
    assert str(caught.value) == f"a.csv:1: {reason}"


@given(st.binary(max_size=80) | st.text('name,a\n";\t=', max_size=60).map(str.encode))
def test_any_table_is_read_or_refused(data: bytes) -> None:
    for head in (b"", b"document,a\n"):
        with contextlib.suppress(UnreadableError):
            parse(head + data, "a.csv")
