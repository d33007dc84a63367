"""The quick way to read a plain conversation against the rules for any text, which are its oracle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.formats.plain_talk import plain_talk
from coder.formats.turns import any_turns, turns
from tests.formats.tricky import TRICKY

SPEAKERS = [
    "I", "R", "Interviewer", "Respondent", "interviewer", "RESPONDENT", "Interviewer 2", "S1", "S2", "S12", "B", "Q",
    "A", "Anna", "Dr. Meyer", "Maria Lopez", "Anna (laughs)", "R (phone)", "访谈者", "受访者", "老张", "Moderator",
    "Befragte", "Frage", "Antwort", "Person", "me", "Note", "One thing", "Problem", "However", "Interview", "Date",
    "meine Ziele sind", "http", "", "Z.", "ANNA", "Ann  Lee", "ann lee", "R.", "S1 ", "Ort", "He said",
    "x" * 58, "x" * 61,
]  # fmt: skip
BEFORE = ["", "", "", "", "", " ", "  ", "-", "– ", "> ", "**", "__", "1 ", "(2) ", "\t", "\u3000", "• ", "*", "\x0c"]
COLONS = [
    ":",
    ":",
    ":",
    ":",
    ":",
    "：",
    ":**",
    "**:",
    " :",
    ":__",
    "*:",
    ":*",
    "://",
    ":/",
    "::",
    "﹕",
    ":\t",
    "\t",
    "",
]
WORDS = [
    " How is it?", " Well, it is fine.", " and then she said: never again", " Yes", "", " ", " 3.5 percent", " a\tb",
    " okay?", " at 12:30", " [00:01:02]", " #note", " = x", " (laughs)", " **bold**", "Without a space.", " “Quoted.”",
    " goes on", " He said：no", " S1：20", " Why? Because: it is so", " /x", " ?", "\x1c", "\x85", " \u2028 ",
    *(" " + words for words in TRICKY.values()),
]  # fmt: skip
GAPS = ["\n", "\n", "\n", "\n\n", "\n \n", "\n\n\n", "\n\t\n", "\n" * 300, "\r\n"]
HEADS = ["", "", "", "Interview 7\n", "\n\n", "(I = Interviewer; R = Respondent)\n", "Date: 1 May\n\n", "# Talk\n", " "]


@st.composite
def lines(draw: st.DrawFn, speakers: st.SearchStrategy[str]) -> str:
    line = draw(st.sampled_from(BEFORE)) + draw(speakers) + draw(st.sampled_from(COLONS))
    return line + draw(st.sampled_from(WORDS)) + draw(st.sampled_from(GAPS))


@st.composite
def anything(draw: st.DrawFn) -> str:
    """Lines with labels of a few kinds, odd and plain ones."""
    chosen = draw(st.lists(st.sampled_from(SPEAKERS), min_size=1, max_size=4))
    several = draw(st.lists(lines(st.sampled_from(chosen)), min_size=1, max_size=12))
    return draw(st.sampled_from(HEADS)) + "".join(several)


@st.composite
def nearly_plain(draw: st.DrawFn) -> str:
    """Plain conversations with one or two odd lines among them."""
    chosen = draw(st.lists(st.sampled_from(SPEAKERS[:27]), min_size=2, max_size=4))
    before = draw(st.sampled_from(["", "", "", *BEFORE]))
    colon = draw(st.sampled_from([":", ":", *COLONS[:10]]))
    words = st.sampled_from(WORDS[:6] + WORDS[15:20])
    gap = draw(st.sampled_from(GAPS[:7]))
    several = [
        before + who + colon + draw(words) + gap
        for who in draw(st.lists(st.sampled_from(chosen), min_size=4, max_size=14))
    ]
    for _ in range(draw(st.integers(0, 2))):
        several.insert(draw(st.integers(0, len(several))), draw(lines(st.sampled_from(SPEAKERS))))
    return draw(st.sampled_from(HEADS[:6])) + "".join(several)


@given(anything())
def test_whatever_the_lines_are_the_rules_say_the_same(text: str) -> None:
    assert turns(text) == any_turns(text)


@given(nearly_plain())
def test_what_is_taken_for_plain_is_read_as_the_rules_read_it(text: str) -> None:
    found, whole = plain_talk(text), any_turns(text)
    assert found is None or (found == (whole.turns, whole.warnings) and whole.times == ())


PLAIN = [
    "I: How is it?\nR: Fine.\nI: And then?\nR: No idea.\n",
    "Interview in May\n\nInterviewer: How is it?\n\nRespondent: Fine. It goes on\nhere. But: it is not over.\n\n"
    "Interviewer: And then?\n\nRespondent: No idea.",
    "**I:** How?\n\n**R:** So.\n\n**I:** Why?\n\n**R:** Just because.\n",
    "Anna: a.\nBen: b?\nAnna: c.\nBen: d?\n",
    "访谈者：您怎么看？\n受访者：很好。\n访谈者：然后呢？\n受访者：不知道。\n",
    "I: How?\nS1: So.\nS2: No.\nI: Why?\nS1 (laughs): Well.\nS3: \nI:Go on\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_usual_conversations_are_plain(text: str) -> None:
    found, whole = plain_talk(text), any_turns(text)
    assert found == (whole.turns, whole.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nobody speaks here.",
        "I: How?\nI: And then?\nit goes on\n",
        "I: How?\nR: At 12:30.\nI: And?\nR: No.\n",
        "(S = Student; I = Interviewer)\nI: How?\nS: So.\nI: And?\nS: No.\n",
        "# Talk\nI: How?\nR: So.\nI: And?\nR: No.\n",
        "1 I: How?\n2 R: So.\n3 I: And?\n4 R: No.\n",
        "I\tHow?\nR\tSo.\nI\tAnd?\nR\tNo.\n",
        "I: How?\nR: So.\nNora: it is late.\nI: And?\nR: No.\n",
        "Interviewer: Anna Meyer\nRespondent: Ben Lee\n\nI: How?\nR: So.\nI: And?\nR: No.\n",
        "I: How?\nR: So." + "\n" * 300 + "I: And?\nR: No.\n",
    ],
)
def test_what_asks_for_more_than_labels_is_left_to_the_rules(text: str) -> None:
    assert plain_talk(text) is None
    assert turns(text) == any_turns(text)
