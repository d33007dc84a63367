from __future__ import annotations

import pytest

from coder.errors import Exit, UsageError
from coder.formats.overview import FORMATS, render
from coder.formats.overview.style import Style
from tests.formats.overview.sample import OVERVIEW, read, table_of


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("annotated", [False, True])
def test_every_format_renders_the_same_table_to_the_same_bytes(name: str, annotated: bool) -> None:
    style = Style(annotated=annotated)
    assert render(OVERVIEW, name, style) == render(OVERVIEW, name, style)
    found = read(name, OVERVIEW, style)
    assert found.endswith("\n")
    assert "Pride" in found


@pytest.mark.parametrize("name", ["pdf", "doc", "TEXT", ""])
def test_formats_that_do_not_exist_are_refused_with_those_that_do(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        render(OVERVIEW, name)
    known = "formats: text, json, csv, md, html, latex, docx, odt, xlsx"
    assert str(caught.value) == f"there is no table format {name!r} ({known})"
    assert caught.value.exit is Exit.USAGE


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_without_cases_still_has_its_rows(name: str) -> None:
    assert "Row number 0" in read(name, table_of([], [[], []]))
