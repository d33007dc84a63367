"""Overrides, sign-offs and summaries in every format: nothing an analyst set can be taken for derived."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from coder.formats.overview import FORMATS
from coder.formats.overview.marks import legend, remarks, shown
from coder.formats.overview.notes import footnotes
from coder.formats.overview.quotations import by_words, memos, strengths
from coder.formats.overview.style import CLEAN, Style
from coder.formats.overview.trace_text import render as render_trace
from coder.model.judgement import Override, OverrideType, SignOff, Summary
from coder.model.overview import Cell, Overview, ShownCell
from tests.formats.overview.sample import EMPTY, NO_MARK, OVERVIEW, THIN, quotation, read, row, trace_of

ANNOTATED = Style(annotated=True)
ASCII = Style(annotated=True, ascii=True)
ONE = row("story.plot", "one", ())
REASON = "The yearbook tells it otherwise"


def override(text: str = "fall", **changes: Any) -> Override:
    settings: dict[str, Any] = {"type": OverrideType.EXTERNAL_SOURCE, "reference": "Yearbook 2020, p. 3", **changes}
    rest = {"rationale": REASON, "analyst": "MK", "at": "2026-02-03T04:05:06+00:00", "evidence_hash": "h"}
    return Override("story.plot", "north", ("fall",), text, **{"derived_then": "rise", **rest, **settings})


def over(cell: Cell, text: str = "fall", **changes: Any) -> ShownCell:
    settings: dict[str, Any] = {"override": override(text), "words": text, "words_printed": text, **changes}
    return ShownCell(cell, **settings)


SIGNED = SignOff("story.plot", "north", "rise", "h", "MK", "2026-02-03T04:05:06+00:00")
SUMMARY = Summary("story.plot", "north", "They all tell it | so.", ("c1", "c2"), "MK", "2026-02-03")


def judged(**cells: ShownCell) -> Overview:
    """The sample table with something laid over cells of its third row (Plot)."""
    rows = list(OVERVIEW.rows)
    rows[2] = replace(rows[2], judged=cells)
    return replace(OVERVIEW, rows=tuple(rows))


OVERRIDDEN = judged(north=over(THIN), south=ShownCell(OVERVIEW.rows[2].cells["south"], summary=SUMMARY))


@pytest.mark.parametrize(
    ("seen", "clean", "annotated", "ascii_"),
    [
        (
            over(THIN),
            "fall",
            "fall ⟵ rise? (override: external source, 1 of 2, dissent 1/4)",
            "fall <- rise? (override: external source, 1 of 2, dissent 1/4)",
        ),
        (over(EMPTY), "fall", "fall ⟵ · (override: external source)", "fall <- . (override: external source)"),
        (
            over(THIN, override_stale=True),
            "fall",
            "fall ⟵ rise?↻ (override: external source, 1 of 2, dissent 1/4)",
            "fall <- rise?@ (override: external source, 1 of 2, dissent 1/4)",
        ),
        (over(EMPTY, ""), "", "– ⟵ · (override: external source)", "- <- . (override: external source)"),
        (ShownCell(THIN, sign_off=SIGNED), "rise", "rise?✓ (1 of 2, dissent 1/4)", "rise?^ (1 of 2, dissent 1/4)"),
        (
            ShownCell(THIN, sign_off=SIGNED, sign_off_stale=True, summary=SUMMARY),
            "rise",
            "rise?↻¶ (1 of 2, dissent 1/4)",
            "rise?@% (1 of 2, dissent 1/4)",
        ),
    ],
)
def test_both_values_are_seen(seen: ShownCell, clean: str, annotated: str, ascii_: str) -> None:
    assert shown(seen, ONE, CLEAN).line == clean
    assert shown(seen, ONE, ANNOTATED).line == annotated
    assert shown(seen, ONE, ASCII).line == ascii_


def test_the_legend_says_what_the_marks_mean() -> None:
    found = dict(legend(shown(over(THIN, override_stale=True, summary=SUMMARY), ONE, ANNOTATED).used, ANNOTATED))
    assert found["⟵"].startswith("overridden")
    assert found["↻"].startswith("stale")
    assert found["¶"] == "summary in words"


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_every_format_shows_override_derived_value_reason_and_date(name: str) -> None:
    for style in (CLEAN, ANNOTATED):
        found = " ".join(read(name, OVERRIDDEN, replace(style, width=200)).split())
        for words in ("fall", "in place of the derived rise", "external source", "MK", "2026-02-03", REASON):
            assert words in found, (name, words)
        assert "Yearbook 2020, p. 3" in found
        if name != "csv":
            assert "1 of 12 cells set by an analyst (8 %)." in found


@pytest.mark.parametrize("name", ["text", "md", "html", "latex", "docx", "odt", "xlsx"])
def test_the_cell_points_to_its_footnote(name: str) -> None:
    found = read(name, OVERRIDDEN).replace("\\", "")
    assert found.count("[1]") == 2
    assert "[2]" not in found


def test_footnotes_are_numbered_row_by_row() -> None:
    found = footnotes(judged(south=over(THIN), north=over(EMPTY, override=override(derived_then="(empty)"))))
    assert found[0].startswith("2 of 12 cells")
    assert found[1].startswith("[1] North, Plot: fall in place of the derived (empty) (override")
    assert found[2].startswith("[2] South, Plot: fall in place of the derived rise")
    stale = footnotes(judged(north=over(THIN, override_stale=True, override=override(derived_then="decay"))))[1]
    assert "the derived rise, then decay" in stale
    assert stale.endswith("Stale: the evidence or the rules have changed since.")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("style", [CLEAN, ANNOTATED])
def test_a_table_that_nobody_judged_is_written_as_before(name: str, style: Style) -> None:
    found = read(name, OVERVIEW, style)
    assert "set by an analyst" not in found
    assert "notes" not in found


def test_json_keeps_the_derived_value_and_has_the_override_beside_it() -> None:
    found = json.loads(read("json", OVERRIDDEN))
    assert found["overridden"] == [1, 12]
    cells = found["rows"][2]["cells"]
    assert cells["north"]["text"] == "rise"
    assert cells["north"]["override"] == {
        "text": "fall",
        "printed": "fall",
        "values": ["fall"],
        "type": "external source",
        "rationale": REASON,
        "reference": "Yearbook 2020, p. 3",
        "analyst": "MK",
        "at": "2026-02-03T04:05:06+00:00",
        "derived_then": "rise",
        "evidence_hash": "h",
        "stale": False,
    }
    assert cells["south"]["override"] is None
    assert cells["south"]["summary"]["codings"] == ["c1", "c2"]
    signed = json.loads(read("json", judged(north=ShownCell(THIN, sign_off=SIGNED, sign_off_stale=True))))
    assert signed["rows"][2]["cells"]["north"]["sign_off"]["stale"] is True


def test_csv_has_columns_for_what_lies_over_cells() -> None:
    clean = list(csv.DictReader(StringIO(read("csv", OVERRIDDEN))))
    assert clean[2]["North"] == "fall"
    assert clean[2]["notes"].startswith("North: fall in place of the derived rise")
    assert clean[0]["notes"] == ""
    full = list(csv.DictReader(StringIO(read("csv", OVERRIDDEN, ANNOTATED))))
    assert (full[2]["North"], full[2]["North: derived"], full[2]["North: override"]) == (
        "fall",
        "rise",
        "external source",
    )
    assert full[2]["South: summary"] == "They all tell it | so."
    assert full[2]["West | East: override"] == ""
    stale = judged(north=over(THIN, override_stale=True, sign_off=SIGNED, sign_off_stale=True, lost=("c1",)))
    line = list(csv.DictReader(StringIO(read("csv", stale, ANNOTATED))))[2]
    assert line["North: stale"] == "override signed summary"


@pytest.mark.parametrize("text", ["<b>x</b>", "=1+1", "a|b", "\x1b[2J", "*bold*"])
def test_an_analysts_words_are_text_in_every_format(text: str) -> None:
    evil = judged(north=over(THIN, text, override=override(text, rationale=text + REASON, reference=text)))
    for style in (CLEAN, ANNOTATED):
        assert "<b>x" not in read("html", evil, style)
        assert "\x1b" not in "".join(read(name, evil, style) for name in FORMATS)
        assert "*bold*" not in read("md", evil, style).replace("\\*bold\\*", "")
        line = list(csv.reader(StringIO(read("csv", evil, style))))[3]
        assert not any(cell.startswith("=") for cell in line)
        heads = {row.count(" | ") for row in read("md", evil, style).splitlines() if row.startswith("| ")}
        assert len(heads) == 1, "no cell breaks the table"


# ---- the trace


def test_the_trace_tells_what_lies_over_the_cell() -> None:
    seen = over(THIN, override_stale=True, sign_off=SIGNED, sign_off_stale=True, summary=SUMMARY, lost=("c2",))
    found = " ".join(render_trace(trace_of(THIN, judged=seen), Style(width=300)).split())
    assert found.startswith("North · Plot = fall ⟵ rise (override: external source) 1 of 2")
    assert (
        f"override ↻ fall in place of the derived rise (override: external source; MK, 2026-02-03). Reason: {REASON}."
        in found
    )
    assert "summary They all tell it | so. (MK, resting on 2 codings, 1 of them gone)" in found
    assert "signed ↻ as 'rise' by MK on 2026-02-03, but the cell or its evidence has changed since" in found
    fresh = render_trace(trace_of(NO_MARK, judged=ShownCell(NO_MARK, sign_off=SIGNED)), Style(width=200))
    assert "signed    by MK on 2026-02-03\n" in fresh


def test_words_that_two_coders_coded_stand_once_with_both_names() -> None:
    alike = (quotation(1, "It rises"), quotation(1, "It rises", coder="JW", coding="c2", memo="so it does"))
    found = render_trace(trace_of(THIN, supporting=alike))
    assert found.count("It rises") == 1
    assert "explicit  MK, JW  rise" in found
    assert "memo by JW: so it does" in found
    assert "FOR  2 coded in 1 interview" in found


def test_other_strengths_are_told_apart_and_other_words_stand_alone() -> None:
    quotations = [
        quotation(1, "a"),
        quotation(2, "b"),
        quotation(1, "a", coder="JW", strength="implicit", weight=1, memo="m"),
        quotation(1, "a", code="story.plot.fall"),
        quotation(1, "a", start=11),
    ]
    groups = by_words(quotations)
    assert [[one.quote for one in voices] for voices in groups] == [["a", "a"], ["b"], ["a"], ["a"]]
    assert strengths(groups[0]) == [("explicit", "MK"), ("implicit", "JW")]
    assert memos(groups[0]) == ["memo by JW: m"]
    assert memos((quotation(1, "a", memo="m"),)) == ["memo: m"]


def test_the_numbers_of_an_overridden_cell_are_said_to_be_those_of_the_derived_value() -> None:
    said = "numbers and flags are those of the derived value"
    annotated = Style(annotated=True)
    assert any(said in one for one in remarks(OVERRIDDEN, annotated))
    assert not any(said in one for one in remarks(OVERVIEW, annotated))
