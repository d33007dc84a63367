from __future__ import annotations

from dataclasses import replace

import pytest

from coder.errors import CoderError
from coder.model.report import DocumentSummary
from coder.search.names import documents_of, speaks
from coder.search.query import parse
from tests.studies import codebook

ONE = DocumentSummary("1", "n01", "txt", "en", {}, "north", "N1", 1, 1, {}, (), 0, "n01.txt")
DOCUMENTS = (
    ONE,
    replace(ONE, id="2", name="s01", case="south", language="zh-Hant"),
    replace(ONE, id="3", name="x", case=None),
)


def chosen(query: str) -> list[str]:
    return [one.name for one in documents_of(parse(f"a {query}"), DOCUMENTS, codebook())]


def test_documents_by_name_case_and_language() -> None:
    assert chosen("") == ["n01", "s01", "x"]
    assert chosen("document:N01") == ["n01"]
    assert chosen("document:s01 document:n01") == ["n01", "s01"]
    assert chosen("case:South") == ["s01"]
    assert chosen("case:north case:south") == ["n01", "s01"]
    assert chosen("language:zh") == ["s01"]
    assert chosen("language:z") == []
    assert chosen("language:en case:south") == []


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("document:n1", "character 3: there is no document 'n1' (did you mean n01?)"),
        ("document:quite", "character 3: there is no document 'quite' (coder documents lists them)"),
        ("case:nort", "character 3: there is no town 'nort' (did you mean north?)"),
        ("case:west", "character 3: there is no town 'west' (known: north, south)"),
    ],
)
def test_unknown_names_are_named_with_their_place(query: str, error: str) -> None:
    with pytest.raises(CoderError) as caught:
        chosen(query)
    assert str(caught.value).endswith(error)


@pytest.mark.parametrize(
    ("speaker", "name", "same"),
    [
        ("Ms Wang", "wang", True),
        ("Ms Wang", "MS WANG", True),
        ("Ms Wang", "wan", False),
        ("R", "r", True),
        ("R1", "R", False),
        ("王女士", "王", True),
        ("Frau Müller-Lüdenscheidt", "Müller", True),
        ("?", "?", True),
        ("", "r", False),
    ],
)
def test_speakers_are_named_by_whole_words(speaker: str, name: str, same: bool) -> None:
    assert speaks(speaker, name) is same
