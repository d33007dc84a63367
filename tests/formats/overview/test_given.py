"""What is given beside what is derived, glosses, and the words of the program in the language of the table."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest

from coder.formats.overview import FORMATS
from coder.formats.overview.marks import MARKS, legend, shown
from coder.formats.overview.style import Style
from coder.model.judgement import Summary
from coder.model.overview import Cell, OverviewRow, ShownCell, State
from coder.model.words import WORDS, word
from tests.formats.overview.sample import COLUMNS, EMPTY, OVERVIEW, RATING, THIN, read, row, value

FIGURES = {"north": "12.50", "south": "-3", "west": ""}
GIVEN = OverviewRow(
    id="people",
    label="Inhabitants (thousand)",
    kind="attribute",
    group="",
    group_label="",
    block="",
    header=False,
    cells={case: Cell(text=text, printed=text, state=State.GIVEN) for case, text in FIGURES.items()},
    source="census",
)
TABLE = replace(OVERVIEW, rows=(*OVERVIEW.rows, GIVEN))
SUMMARY = Summary("mood.pride", "north", "they say\nso", ("c1",), "MK", "2026-11-22T10:00:00Z")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("annotated", [False, True])
def test_every_format_shows_it_apart_from_what_is_derived(name: str, annotated: bool) -> None:
    text = read(name, TABLE, Style(annotated=annotated, width=120))
    plain = read(name, OVERVIEW, Style(annotated=annotated, width=120))
    assert "Inhabitants" in text
    assert "12.50" in text
    if name not in ("json", "csv"):
        assert "12.50◇" in text
        assert "◇ Inhabitants (thousand): census" in text
        assert "not derived from codings" in text
    assert "◇" not in plain
    assert "census" not in plain


def test_html_says_so_by_class() -> None:
    assert '<tr class="given">' in read("html", TABLE)
    assert 'class="given"' not in read("html", OVERVIEW)


def test_markdown_has_its_label_in_italics() -> None:
    assert "| *Inhabitants (thousand)* | 12.50◇ | -3◇ | …" in read("md", TABLE, Style())


def test_json_names_kind_state_and_source() -> None:
    found = json.loads(read("json", TABLE))["rows"][-1]
    assert (found["kind"], found["source"]) == ("attribute", "census")
    assert found["cells"]["north"]["state"] == "given"
    assert found["cells"]["north"]["text"] == "12.50"


def test_csv_has_the_bare_figures() -> None:
    lines = list(csv.reader(StringIO(read("csv", TABLE, Style()))))
    assert lines[-1] == ["people", "Inhabitants (thousand)", "", "12.50", "'-3", "…"]


def test_ascii_replaces_the_mark() -> None:
    text = read("text", TABLE, Style(ascii=True, width=120))
    assert "12.50<>" in text
    assert "<> Inhabitants (thousand): census" in text


def test_what_is_given_is_no_cell_that_an_analyst_could_set() -> None:
    assert TABLE.overridden == OVERVIEW.overridden


@pytest.mark.parametrize("annotated", [False, True])
def test_a_gloss_stands_behind_the_value(annotated: bool) -> None:
    style = Style(annotated=annotated, language="zh")
    plain, glossed = row("mood.pride", "one", (THIN, EMPTY)), row("mood.pride", "one", (THIN, EMPTY), gloss=True)
    seen = ShownCell(THIN, summary=SUMMARY)
    assert shown(seen, glossed, style).text == "rise：they say so"
    assert shown(seen, plain, style).text == "rise"
    assert shown(ShownCell(THIN), glossed, style).text == "rise"
    assert "they say" in shown(ShownCell(RATING, summary=SUMMARY), glossed, Style()).text


def test_every_word_of_the_program_is_known_in_three_languages() -> None:
    for name, words in WORDS.items():
        assert set(words) == {"en", "zh", "de"}, name
        places = {language: sorted(part for part in text.split("{")[1:]) for language, text in words.items()}
        assert len({len(found) for found in places.values()}) == 1, name
    assert word("tie", "zh-Hant") == word("tie", "zh")
    assert word("tie", "fr") == word("tie", None) == "tie"
    assert set(MARKS) <= set(WORDS)


@pytest.mark.parametrize(("language", "words"), [("zh", "无证据"), ("de", "keine Belege"), ("fr", "no evidence")])
def test_legend_and_numbers_are_worded_in_the_language(language: str, words: str) -> None:
    style = Style(annotated=True, language=language, width=200)
    assert dict(legend(["empty"], style)) == {"·": words}
    for name in ("text", "md", "html"):
        text = read(name, OVERVIEW, style)
        assert words in text
        assert ("no evidence" in text) == (language == "fr")


def test_columns_of_the_sample_are_those_of_the_figures() -> None:
    assert [column.id for column in COLUMNS] == list(FIGURES)
    assert value("x").state is State.VALUE
