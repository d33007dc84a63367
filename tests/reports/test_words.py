"""Every word that a report says is there in each language, with the same values put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

import pytest

from coder.codebook.parameters import KNOWN
from coder.formats.codebook.words import SAID
from coder.formats.page.words import PAGE
from coder.model.edit import Batch, DecideSuggestion, Edit
from coder.model.evaluation import Shortfall
from coder.reports import REPORTS
from coder.reports.saying import saying
from coder.reports.words import REPORTED
from coder.reports.words_of_books import BOOK
from coder.reports.words_of_checklists import CHECKLISTS
from coder.reports.words_of_methods import METHODS
from coder.reports.words_of_suggestions import GUARDED
from coder.suggest.sources import SOURCES

TABLES = {
    "reports": REPORTED,
    "books": BOOK,
    "methods": METHODS,
    "checklists": CHECKLISTS,
    "codebooks": SAID,
    "suggestions": GUARDED,
    "page": PAGE,
}


@pytest.mark.parametrize("table", TABLES)
def test_each_word_has_three_languages_and_the_same_places(table: str) -> None:
    words: Mapping[str, Mapping[str, str]] = TABLES[table]
    for name, told in words.items():
        assert set(told) == {"en", "zh", "de"}, name
        places = [sorted(re.findall(r"{(\w+)}", text)) for text in told.values()]
        assert places[0] == places[1] == places[2], name


def test_every_report_has_a_title_and_every_item_a_label() -> None:
    named = {f"title:{name}" for name in REPORTS} - {"title:overview", "title:codebook"}  # called by the codebook
    assert named <= set(REPORTED)
    assert {f"coreq:{number}" for number in range(1, 33)} <= set(CHECKLISTS)
    assert {f"srqr:{number}" for number in range(1, 22)} <= set(CHECKLISTS)


def test_every_kind_of_edit_and_every_parameter_has_a_name() -> None:
    kinds = {kind.__name__ for kind in get_args(Edit)} - {Batch.__name__, DecideSuggestion.__name__}
    assert {f"edit:{kind}" for kind in kinds} <= set(REPORTED)
    assert {f"parameter:{known.name}" for known in KNOWN} <= set(METHODS)


def test_every_shortfall_and_every_source_of_suggestions_has_a_name() -> None:
    assert {f"lacks:{one}" for one in Shortfall} <= set(GUARDED)
    assert {f"source:{name}" for name in (*SOURCES, "together", "careful")} <= set(GUARDED)
    assert {f"suggested_by:{name}" for name in (*SOURCES, "import")} <= set(METHODS)


def test_an_unknown_language_is_english_and_a_variant_its_main_one() -> None:
    assert saying("fr")("yes") == "yes"
    assert saying("zh-Hant")("yes") == "是"
    assert saying("zh")("space") == ""
