from __future__ import annotations

from hypothesis import given
from markdown_it import MarkdownIt

from coder.formats.reports.as_markdown import render
from tests.formats.reports.sample import LONE, REPORT, anything, told_in


def test_a_lone_table_stands_under_the_title() -> None:
    assert render(LONE).decode() == (
        "# Moods of the towns\n\n"
        "|  | North (n = 4) | Share | Count |\n"
        "| --- | --- | ---: | ---: |\n"
        "| ***Mood*** |  |  |  |\n"
        "| **Pride** | ++†1/3 (2 of 3) | 0.500 | 3 |\n"
        "| Story | =SUM(A1) | −1.250 | −2 |\n"
        "| ***Given*** |  |  |  |\n"
        "| *People* | 12.50◇ |  | 1000000 |\n\n"
        "Marks: † contested.\n\n"
        "\\[1\\] A footnote, with 100 % of what it says.\n\n"
        "Codebook: towns 1.2.0.\n"
    )


def test_every_block_has_its_form() -> None:
    text = render(REPORT).decode()
    assert text.startswith("# Evidence book\n\n## Evidence\n\n**Lead.** Plain words.<br>A second line.\n")
    assert (
        "> *Does it?*\n>\n> “It gets better.”\n>\n> *I see.*\n>\n> — a1, 12, MK, explicit\n>\n> memo: hopeful" in text
    )
    assert "> — against: a2, 3, JW, explicit" in text
    assert "**Table 1**. Moods of the towns\n\n|" in text
    assert "**Table 2**. Codings" in text
    assert text.endswith("Codebook: towns 1.2.0; Study: towns.\n")


@given(anything)
def test_no_text_makes_markup(text: str) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False})
    kinds = {token.type for token in parser.parse(render(told_in(text)).decode())}
    assert not kinds & {"html_block", "fence", "code_block", "hr"}
    inner = [child for token in parser.parse(render(told_in(text)).decode()) for child in token.children or ()]
    assert not {child.type for child in inner} & {"link_open", "image", "code_inline", "s_open"}
    assert all(child.content == "<br>" for child in inner if child.type == "html_inline")
