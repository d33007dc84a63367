from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.formats.overview.style import Style
from coder.formats.visible import visible
from tests.formats.overview.sample import OVERVIEW, read, table_of


class Page(HTMLParser):
    """Tags with their attributes, and the text of table cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("td", "th"):
            self.inside = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


def test_the_table_is_marked_up_for_screen_readers() -> None:
    page = Page(read("html", OVERVIEW))
    scopes = [attributes["scope"] for tag, attributes in page.tags if tag == "th"]
    assert scopes == ["col"] * 3 + ["rowgroup", "row", "row"] * 2
    assert page.cells == [
        *("", "North", "South", "West | East"),
        *("Mood", "Pride", "++", "-", "·", "Focus", "public | private", "✗2", "∅"),
        *("Story", "Plot", "rise", "=SUM(A1)", "<b>bold</b> & more", "Market", "X", "", "·"),
    ]


def test_it_is_one_page_without_scripts_or_network() -> None:
    text = read("html", OVERVIEW, Style(language="de"))
    page = Page(text)
    assert ("html", {"lang": "de"}) in page.tags
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not re.search(r"https?:|@import|url\(", text)
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert "<title>Towns</title>" in text
    assert "<p>Codebuch: towns 1.2.0.</p>" in text
    assert "✗n nur verneint, von n Interviews" in text


def test_the_annotated_page_adds_flags_and_interviews() -> None:
    text = read("html", OVERVIEW, Style(annotated=True))
    assert "<td>public | private†2/4⚑<small>4 of 4, voices 1:1</small></td>" in text
    assert '<th scope="col">North<small>n = 4</small></th>' in text
    assert "k of n: interviews that support what is shown" in text


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_labels_and_values_stay_text(text: str) -> None:
    page = Page(read("html", table_of([text], [[text]])))
    plain = Page(read("html", table_of(["x"], [["x"]])))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert page.cells[-1] == visible(text)
