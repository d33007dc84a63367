"""Every shipped codebook goes out in every format and says what that format does not hold."""

from __future__ import annotations

import pytest

from coder import shipped
from coder.codebook.adopting import adopt
from coder.codebook.read import read
from coder.formats.codebook import losses_of, read_codes, written
from coder.model.codebook import Codebook

SHIPPED = [name for name in shipped.codebooks() if name != "empty"]


def codebook(name: str) -> Codebook:
    return read(*shipped.codebook_text(name))


@pytest.mark.parametrize("suffix", [".qdc", ".csv", ".xlsx"])
@pytest.mark.parametrize("name", SHIPPED)
def test_its_codes_go_out_and_come_in(name: str, suffix: str) -> None:
    book = codebook(name)
    incoming = read_codes(written(book, suffix), f"{name}{suffix}", "en")
    assert [one.code for one in adopt(book, incoming).known] == [code.id for code in book.codes]


@pytest.mark.parametrize("suffix", [".qdc", ".csv", ".xlsx", ".md", ".docx"])
def test_attributes_of_cases_and_the_rows_that_show_them_are_told_as_lost(suffix: str) -> None:
    book = codebook("ict-hubs")
    lost = losses_of(book, suffix).left_out
    assert f"attributes of cases ({len(book.case_attributes)})" in lost
    assert f"rows of the overview ({len(book.rows) + len(book.fact_rows)})" in lost
    assert book.case_attributes
    assert book.fact_rows
