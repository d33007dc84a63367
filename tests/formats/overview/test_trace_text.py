from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from coder.formats.overview.style import Style
from coder.formats.overview.trace_text import Words, clock, render
from coder.model.overview import Flag, LeaveOneOut
from tests.formats.overview.sample import EMPTY, NO_MARK, NOT_ASKED, REFUTED, THIN, quotation, trace_of

FULL = """\
North · Plot = rise   1 of 2 interviews, dissent 1/4   second: the fall (p 1/4)
  rule      one: the value that most voices carry. Shares of the voices: rise
            3/4, fall 1/4.
  flags     thin: too few interviews support it; contested: 1 of 4 interviews
            dissent
  dissent   N03
  left out  the cell would read otherwise without N01 or N02 (stable 1/2)
  case      4 interviews in all
  codebook  towns 1.2.0

FOR  2 coded in 1 interview
  N01:1:10-20  Ms Y. (respondent)  explicit  MK  rise  1:02:03
      I: And then?
    “It rises \\x1b[2J and rises”
      I: I see.
    memo: see also N02
  and 1 more

AGAINST  none coded
"""


def test_the_whole_trace() -> None:
    cell = replace(THIN, second="fall", flags=frozenset({Flag.THIN, Flag.CONTESTED}), dissenting=("N03",))
    first = quotation(1, "It rises \x1b[2J and rises", time_ms=3_723_000, memo="see also N02")
    trace = trace_of(cell, supporting=(first, quotation(1, "more")))
    assert render(trace, Style(width=80), Words({"fall": "the fall"}, limit=1)) == FULL


def test_both_sides_are_always_there() -> None:
    found = render(trace_of(EMPTY, leave_one_out=LeaveOneOut(None, ())))
    assert found.startswith("North · Plot = · (no evidence)\n")
    assert "FOR  none coded\n\nAGAINST  none coded\n" in found
    assert "NEITHER" not in found
    assert "left out" not in found


def test_states_in_words() -> None:
    assert "Plot = ✗2 (only denied, by 2 interviews)\n" in render(trace_of(REFUTED))
    assert "Plot = ∅ (not asked)\n" in render(trace_of(NOT_ASKED))
    assert "Plot = – (coded, and not present)   3 of 4 interviews" in render(trace_of(NO_MARK))


def test_nobody_is_pivotal() -> None:
    assert "stays as it is without any one" in render(trace_of(THIN, leave_one_out=LeaveOneOut(Fraction(1), ())))


def test_ascii_and_other_codings() -> None:
    found = render(trace_of(THIN, undecided=(quotation(2, "neither"),)), Style(ascii=True))
    assert found.startswith("North - Plot = rise")
    assert '"neither"' in found
    assert "NEITHER  1 coded in 1 interview" in found
    assert found.isascii()


def test_level_codings_show_their_level_not_a_value() -> None:
    trace = replace(
        trace_of(NO_MARK, supporting=(quotation(1, "x", value="market", strength="level 0 ()"),)), kind="presence"
    )
    assert "level 0 ()  MK\n" in render(trace)


def test_long_turns_around_a_quotation_are_cut_and_words_are_not() -> None:
    long = quotation(1, "word " * 100 + "end", before="a " * 300, after="b " * 300)
    found = render(trace_of(THIN, supporting=(long,)))
    assert "…a " in found.replace("… a", "…a")
    assert "end”" in found
    assert found.count("b ") < 300


def test_clock() -> None:
    assert clock(0) == "0:00:00"
    assert clock(3_661_999) == "1:01:01"
