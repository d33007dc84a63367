"""Text nodes of a page: against the parser of a browser's rules where one is there, and by example."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.formats.nodes import read_nodes
from tests.formats.tricky import TRICKY


@pytest.mark.parametrize(
    ("html", "source", "text"),
    [
        ("<p>a</p>\n<p>b</p>", "a\nb", "a\nb"),
        ("<p>a</p><p>b</p>", "ab", "a\nb"),
        ("<p>a</p> <p>b</p>", "a b", "a \nb"),
        ("<p>a</p> \n <p>b</p>", "a \n b", "a \n b"),
        ("a<br>b<br/>\nc<BR >d", "ab\ncd", "a\nb\nc\nd"),
        ("a<br><br>b", "ab", "a\n\nb"),
        ("<p>so it\nis <b>in\n</b>deed</p>", "so it\nis in\ndeed", "so it is in\ndeed"),
        ("<pre>\nso\n it</pre>is", "so\n itis", "so\n it\nis"),
        ("<h1>T</h1><ul><li>x</li><li>y</li></ul>z", "Txyz", "T\nx\ny\nz"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "abc", "a\tb\nc"),
        (
            "x <a href='a>b' title=\"<p>\">y</a> &lt;p&gt; &amp;amp; &nbsp;|",
            "x y <p> &amp; \xa0|",
            "x y <p> &amp; \xa0|",
        ),
        ("a<!-- <p>no</p> -->b<?no?>c</>d", "abcd", "abcd"),
        ("1 < 2 <3 & 4 <", "1 < 2 <3 & 4 <", "1 < 2 <3 & 4 <"),
        ("a<p b", "a", "a"),
        ("a<!-- b", "a", "a"),
        ("a\r\nb\rc&#13;d&#x85;e\u2028f\0g", "a\nb\nc\rd…e\u2028fg", "a b c d…e fg"),
        ("", "", ""),
    ],
)
def test_pages(html: str, source: str, text: str) -> None:
    nodes = read_nodes(html)
    assert (nodes.source, nodes.text) == (source, text)


def test_headings_are_told_without_the_blanks_around_them() -> None:
    nodes = read_nodes("<p>a</p><h2> On <i>parts</i>\n</h2><h3> </h3><p>b</p><h1>End")
    assert [nodes.text[span.start : span.end] for span in nodes.headings] == ["On parts", "End"]


def test_bytes_become_code_points_and_places_within_a_character_go_behind_it() -> None:
    nodes = read_nodes("<p>aé😀</p><p>z</p>")
    assert nodes.from_bytes(range(-2, 12)) == {0: 0, 1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3, 8: 4}
    assert nodes.text == "aé😀\nz"
    assert str(nodes.span(2, 3)) == "2-3"
    assert str(nodes.span(2, 4)) == "2-5"
    assert str(nodes.span(3, 4)) == "4-5"


WORDS = st.sampled_from(["so", " ", "\n", "\t", "é", "😀", "&amp;", "<", "\r\n", "x\ny", *TRICKY.values()])
TAGS = st.sampled_from(
    ["<p>", "</p>", "<br>", "<b>", "</b>", "<pre>", "</pre>", "<td>", "<tr>", "<h1>", "</h1>", "<!--", "-->"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, TAGS), max_size=30), st.data())
def test_the_text_is_the_nodes_apart_from_line_ends(pieces: list[str], data: st.DataObject) -> None:
    nodes = read_nodes("".join(pieces))
    assert nodes.text.split() == nodes.source.split() or "".join(nodes.text.split()) == "".join(nodes.source.split())
    assert nodes.headings == tuple(sorted(nodes.headings))
    if len(nodes.source) < 2:
        return
    start = data.draw(st.integers(0, len(nodes.source) - 1))
    end = data.draw(st.integers(start + 1, len(nodes.source)))
    span = nodes.span(start, end)
    assert span.end <= len(nodes.text)
    assert "".join(nodes.text[span.start : span.end].split()) == "".join(nodes.source[start:end].split())
    assert nodes.text[span.start].strip() == nodes.source[start].strip()
    before = {len(nodes.source[:start].encode()): start, len(nodes.source[:end].encode()): end}
    assert nodes.from_bytes(before) == before


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1)))
def test_escaped_words_come_back(lines: list[str]) -> None:
    page = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    assert read_nodes(page).source == "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    "filler", ["<", "<p", "<p ", '<p "', "<!--", "&", "&#", "\n", "<p>", "</p", "<br>", "a\n", "<h1>"]
)
def test_hostile_pages_are_read_in_linear_time(filler: str) -> None:
    read_nodes(filler * 100_000)
