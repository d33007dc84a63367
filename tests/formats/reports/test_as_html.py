from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from lxml import html as foreign  # type: ignore[import-untyped]

from coder.formats.reports.as_html import render
from coder.formats.visible import harmless
from coder.model.publication import Report
from tests.formats.reports.sample import HOSTILE, LONE, REPORT, anything, blanks, told_in

_VOID = {"meta", "br"}


class Page(HTMLParser):
    """Tags with their attributes; whether what is opened is closed in turn."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(render(report).decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_has_headings_lists_figures_and_tables() -> None:
    page = foreign.fromstring(render(REPORT))
    assert [element.tag for element in page.iter("h1", "h2", "h5")] == ["h1", "h2", "h5"]
    assert page.get_element_by_id("evidence").text == "Evidence"
    assert len(page.findall(".//figure")) == 2
    assert [item.text for item in page.iter("li")] == ["one", "one point one", "too deep", "two"]
    assert [caption.text_content() for caption in page.iter("caption")] == [
        "Table 1. Moods of the towns",
        "Table 2. Codings",
    ]
    first = page.find(".//table")
    assert [head.get("scope") for head in first.iter("th")] == [
        *["col"] * 3,
        "rowgroup",
        "row",
        "row",
        "rowgroup",
        "row",
    ]
    assert first.findall(".//tr[@class='header']")[0].text_content().split() == [
        "Pride",
        "++†1/32",
        "of",
        "3",
        "0.500",
        "3",
    ]
    assert Page(REPORT).tags[0] == ("html", {"lang": "en"})


def test_a_lone_table_is_called_like_its_page() -> None:
    page = foreign.fromstring(render(LONE))
    assert [heading.text for heading in page.iter("h1")] == ["Moods of the towns"]
    assert not list(page.iter("caption"))
    assert page.find(".//div[@role='region']").get("aria-label") == "Moods of the towns"
    assert [note.text for note in page.findall(".//div[@class='below']/p")][-1] == "Codebook: towns 1.2.0."


@pytest.mark.parametrize("text", HOSTILE)
def test_no_script_and_nothing_fetched(text: str) -> None:
    page = Page(told_in(text))
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "a", "object", "svg", "form"}
    allowed = {"lang", "charset", "name", "content", "http-equiv", "class", "id", "role", "tabindex", "aria-label"}
    assert {name for _, attributes in page.tags for name in attributes} <= allowed | {"scope", "colspan"}
    policy = next(attributes for _, attributes in page.tags if attributes.get("http-equiv"))
    assert policy["content"] == ("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
    source = render(told_in("x")).decode()
    assert not re.search(r"https?:|@import|url\(|javascript:", source)
    assert "prefers-color-scheme: dark" in source
    assert "@media print" in source


@given(anything)
def test_any_text_is_shown_as_text(text: str) -> None:
    plain = Page(told_in("x" if text.strip() else text))
    page = Page(told_in(text))
    assert [tag for tag, _ in page.tags if tag != "br"] == [tag for tag, _ in plain.tags if tag != "br"]
    cell = foreign.fromstring(render(told_in(text))).find(".//tr[@class='header']/td")
    said = "\n".join(cell.itertext())
    assert blanks(said) == blanks(harmless(text))
