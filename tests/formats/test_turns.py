"""Who speaks where in plain text."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.formats.turns import NO_SPEAKERS, NUMBERED, Turns, turns
from coder.model.document import Role
from coder.model.span import Span

Q, A, N = Role.INTERVIEWER, Role.RESPONDENT, Role.NOTE


def read(text: str) -> list[tuple[Role, str, str]]:
    return [(turn.role, turn.speaker, text[turn.span.start : turn.span.end]) for turn in turns(text).turns]


def who(text: str) -> list[tuple[Role, str]]:
    return [(role, speaker) for role, speaker, _ in read(text)]


@pytest.mark.parametrize(
    ("question", "answer", "names"),
    [
        ("I: ", "R: ", ("I", "R")),
        ("I:", "B:", ("I", "B")),
        ("I:\t", "S1:\t", ("I", "S1")),
        ("I\t", "B1\t", ("I", "B1")),
        ("Q: ", "A: ", ("Q", "A")),
        ("INT: ", "MEYER: ", ("INT", "MEYER")),
        ("Interviewer: ", "Dr. Meyer: ", ("Interviewer", "Dr. Meyer")),
        ("Interviewerin: ", "Frau von Stein: ", ("Interviewerin", "Frau von Stein")),
        ("Interviewer 2: ", "Ms W.: ", ("Interviewer 2", "Ms W.")),
        ("Frage: ", "Antwort: ", ("Frage", "Antwort")),
        ("访谈者：", "受访者A：", ("访谈者", "受访者A")),
        ("问：", "答：", ("问", "答")),
        ("主持人:", "王老师:", ("主持人", "王老师")),
        ("訪談員：", "陳先生：", ("訪談員", "陳先生")),
        ("**I:** ", "**Anna K.:** ", ("I", "Anna K.")),
        ("**I**: ", "**R3**: ", ("I", "R3")),
        ("> I: ", "> R: ", ("I", "R")),
        ("[00:01:02] I: ", "[00:01:09] Meyer: ", ("I", "Meyer")),
        ("00:01:02 I: ", "00:01:09 Meyer: ", ("I", "Meyer")),
        ("I (00:01:02): ", "Meyer (00:01:09): ", ("I", "Meyer")),
        ("I [1:02]: ", "Meyer [1:09]: ", ("I", "Meyer")),
        ("#00:01:02-5# I: ", "#00:01:09-0# B1: ", ("I", "B1")),
        ("00:01:02\nI: ", "00:01:09\nMeyer: ", ("I", "Meyer")),
        ("I 00:01:02\n", "Anna Schmidt 00:01:09\n", ("I", "Anna Schmidt")),
        ("Interviewer   0:03\n", "Anna Schmidt   0:09\n", ("Interviewer", "Anna Schmidt")),
        ("发言人 1 00:03\n", "发言人 2 00:09\n", ("发言人 1", "发言人 2")),
        ("interviewer: ", "anna: ", ("interviewer", "anna")),
        ("SPEAKER_00: ", "SPEAKER_01: ", ("SPEAKER_00", "SPEAKER_01")),
        ("IP: ", "I: ", ("IP", "I")),
        ("A.S.: ", "INT-02: ", ("A.S.", "INT-02")),
        ("Participant #3: ", "Interviewer: ", ("Participant #3", "Interviewer")),
        ("问∶", "答∶", ("问", "答")),
        ("访谈者﹕", "受访者﹕", ("访谈者", "受访者")),
        ("Intervieweuse : ", "Répondante : ", ("Intervieweuse", "Répondante")),
        ("Интервьюер: ", "Респондент: ", ("Интервьюер", "Респондент")),
        ("__I:__ ", "__R:__ ", ("I", "R")),
        ("*I:* ", "*R:* ", ("I", "R")),
        ("- I: ", "- R: ", ("I", "R")),
        ("• Interviewer: ", "• Anna: ", ("Interviewer", "Anna")),
        ("00:00:01 - 00:00:05 I: ", "00:00:06 - 00:00:09 R: ", ("I", "R")),
        ("[00:00:01 - 00:00:05] I: ", "[00:00:06 --> 00:00:09] R: ", ("I", "R")),
        ("I: [00:01:02] ", "R: [00:01:09] ", ("I", "R")),
        ("I: #00:01:02-3# ", "R: #00:01:09-0# ", ("I", "R")),
        ("[Interviewer] ", "[Anna] ", ("Interviewer", "Anna")),
        ("[I]: ", "[R]: ", ("I", "R")),
        ("(I) ", "(R1) ", ("I", "R1")),
        ("<Interviewer> ", "<Anna> ", ("Interviewer", "Anna")),
        ("{I} ", "{R} ", ("I", "R")),
        ("【访谈者】", "【受访者】", ("访谈者", "受访者")),
        ("Interviewer - ", "Anna - ", ("Interviewer", "Anna")),
        ("INTERVIEWER — ", "ANNA — ", ("INTERVIEWER", "ANNA")),
        ("I> ", "R> ", ("I", "R")),
        ("I | ", "R | ", ("I", "R")),
        ("Q. ", "A. ", ("Q", "A")),
        ("Q1. ", "A1. ", ("Q1", "A1")),
        ("**I** ", "**R** ", ("I", "R")),
        ("INTERVIEWER ", "ANNA ", ("INTERVIEWER", "ANNA")),
        ("Interviewer\n", "Anna\n", ("Interviewer", "Anna")),
        ("**Interviewer**\n", "**Anna**\n", ("Interviewer", "Anna")),
        ("Interviewer:\n", "Anna:\n", ("Interviewer", "Anna")),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_label_shapes(question: str, answer: str, names: tuple[str, str], gap: str) -> None:
    said = ["And how is it here?", "It is like this, by and large.", "Why?", "因为 it grew: so it did (laughs)."]
    text = "".join(label + words + gap for label, words in zip([question, answer] * 2, said, strict=True))
    roles = [A, Q, A, Q] if names[1][:3].upper() == "INT" or names[1] == "I" else [Q, A, Q, A]
    assert read(text) == list(zip(roles, names * 2, said, strict=True))


@pytest.mark.parametrize("number", ["{} ", "{}. ", "({}) ", "[{}] ", "#{} ", "{}\t", "{:04} "])
@pytest.mark.parametrize("names", [("I: ", "R: "), ("Interviewer:\t", "Anna K.:\t"), ("问：", "答：")])
def test_numbered_turns(number: str, names: tuple[str, str]) -> None:
    said = ["So?", "Well, 3 of them.", "Why?", "Because.", "And?", "12 times."]
    turned = [number.format(at) + names[at % 2] + words for at, words in enumerate(said, 9)]
    text = "\n".join(turned[1:])
    assert [words for _, _, words in read(text)] == said[1:]
    assert [role for role, _, _ in read(text)] in ([A, Q, A, Q, A], [Q, A, Q, A, Q])


def test_line_numbers_stay_in_the_text_and_are_told() -> None:
    text = "1 I: So?\n2 R: Well, that\n3 is how it\n4 was then.\n5 I: And?\n6 R: It went\n7 on and\n8 on.\n"
    found = turns(text)
    assert [text[turn.span.start : turn.span.end] for turn in found.turns] == [
        "So?",
        "Well, that\n3 is how it\n4 was then.",
        "And?",
        "It went\n7 on and\n8 on.",
    ]
    assert NUMBERED in found.warnings


def test_numbers_before_words_with_a_colon_are_no_turns() -> None:
    words = "Three.\n1. Cost: too high.\n2. Cost: too low.\n3. Time: none."
    assert [speaker for _, speaker in who(f"I: So?\nR: {words}\nI: And?\nR: That is it.")] == ["I", "R", "I", "R"]


INTERRUPTIONS = ["(I: mhm)", "[I: ja]", "//I: mhm//", "[...]", "(...)", "[00:01:09]", "(I laughs)", "<unv.>"]


@pytest.mark.parametrize("mark", INTERRUPTIONS)
@pytest.mark.parametrize("shape", ["well {} so it was", "{} well", "well\n{}\nso it was", "well {}"])
def test_interruptions_stay_in_the_turn(mark: str, shape: str) -> None:
    words = shape.format(mark)
    for answer in ("R: ", "**Anna:** "):
        text = f"I: So?\n\n{answer}{words}\n\nI: And?\n\n{answer}Yes."
        assert [speaker for _, speaker in who(text)] == ["I", answer.strip("*: "), "I", answer.strip("*: ")]
        kept = read(text)[1][2]
        assert kept == (words.removeprefix("[00:01:09]").strip() if words.startswith("[0") else words)


@pytest.mark.parametrize(
    "prose",
    [
        "[Pause] We went on.\n[Pause] Then we left.\nAnd so on.",
        "(laughs) We went on.\n(I) think so.\n(laughs) Then we left.",
        "I - who never liked it - left.\nAnna - my sister - stayed.\nAnna - as I say - is old.\nThe end.",
        "USA is far.\nUSA was near.\nUN came in.\nUN left.",
        "A. Smith wrote it.\nB. Jones did not.\nA. Smith wrote again.",
        "Interview\nwith somebody\n\nBerlin\nin the morning\n\nBerlin\nin the evening",
        "Chapter One\nIt rained.\n\nChapter Two\nIt rained.",
        "* Anna\n* Bert\n* Anna",
        "Dear Anna\nThank you.\n\nYours\nBert",
        "**Important** words are bold.\n**Important** words are many.\nNo more.",
    ],
)
def test_prose_with_brackets_dashes_and_capitals_has_no_speakers(prose: str) -> None:
    assert {speaker for _, speaker in who(prose)} == {""}


def test_two_interviewers_and_two_respondents() -> None:
    text = "I1: a?\nIP1: b.\nI2: c?\nIP2: d.\nIP1: e."
    assert who(text) == [(Q, "I1"), (A, "IP1"), (Q, "I2"), (A, "IP2"), (A, "IP1")]


@pytest.mark.parametrize("asks", ["Interviewer", "Sarah", "INT", "Dr. K.", "Q", "Moderator", "访谈者"])
def test_the_interviewer_may_have_another_name_in_each_file(asks: str) -> None:
    text = f"{asks}: How?\nParticipant: Well.\n{asks}: I see.\nParticipant: It was so, was it not?"
    assert who(text) == [(Q, asks), (A, "Participant")] * 2


def test_who_is_left_when_all_others_are_called_respondents_asks() -> None:
    text = "Dan: Okay.\nParticipant: Ah?\nDan: So.\nParticipant: Yes?"
    found = turns(text)
    assert {turn.speaker for turn in found.turns if turn.role is Q} == {"Dan"}
    assert found.warnings == ("Dan was taken for the interviewer, as everybody else is named as a respondent",)


def test_where_only_the_interviewer_is_named_the_other_lines_are_the_respondents() -> None:
    text = "I came here.\n\nINT: Why?\n\nThere was work.\n\nAnd a river.\n\nINT: And now?\n\nNone."
    assert read(text) == [
        (A, "", "I came here."),
        (Q, "INT", "Why?"),
        (A, "", "There was work.\n\nAnd a river."),
        (Q, "INT", "And now?"),
        (A, "", "None."),
    ]
    assert turns(text).warnings == ("only INT is named: lines without a name count as the respondent's",)


def test_a_range_of_times_is_one_time() -> None:
    text = "[00:00:01] - [00:00:05] I: a?\n00:00:06 --> 00:00:09 R: b.\nI: [00:00:12] c?\n"
    assert [mark.start_ms for mark in turns(text).times] == [1000, 6000, 12_000]


@pytest.mark.parametrize("shape", ["I: hi?\nMeyer: yes", "Interviewer: hi?\n\nMeyer:\nyes\n", "问：hi?\n王总：yes"])
def test_two_turns_are_enough(shape: str) -> None:
    assert [(role, words) for role, _, words in read(shape)] == [(Q, "hi?"), (A, "yes")]


NOT_SPEAKERS = [
    "Note: the window was open",
    "Anmerkung: lacht",
    "注：笑",
    "One thing: it rained",
    "Ein Beispiel: die Firma",
    "Problem: no money",
    "我觉得：是的",
    "http://example.org/x: see there",
    "C:\\temp: there",
    "10:30 we met",
    "Um 10:30 kam er",
    "Nein: so nicht",
    "Beijing: big",
    "We met at 10:30",
    "That\tis it",
]


@pytest.mark.parametrize("line", NOT_SPEAKERS)
def test_lines_inside_speech_are_no_speakers(line: str) -> None:
    words = f"Well.\n{line}\nThat is all."
    text = f"I: So?\nR: {words}\nI: And?\nR: {words}\n"
    assert read(text) == [(Q, "I", "So?"), (A, "R", words), (Q, "I", "And?"), (A, "R", words)]


@pytest.mark.parametrize("line", NOT_SPEAKERS)
def test_prose_has_no_speakers(line: str) -> None:
    text = f"Some prose about a place.\n\n{line}\nMore of it.\n\nThe end: here.\n"
    assert read(text) == [(A, "", text.strip())]
    assert turns(text).warnings == (NO_SPEAKERS,)


def test_a_table_is_no_conversation() -> None:
    rows = "".join(
        f"{city}\t{index}\t{index * 2}\n" for index in range(3) for city in ("Beijing", "Shanghai", "Suzhou")
    )
    assert who(rows) == [(A, "")]


def test_a_recurring_word_alone_is_no_speaker() -> None:
    assert who("Challenges: a\n\nlong text\n\nmore text\n\nChallenges: b\n\nend") == [(A, "")]


def test_a_name_seen_once_answers_the_interviewer() -> None:
    assert who("I: a?\nBen: b.\nI: c?\nAnna: d.\nI: e?\nAnna: f.") == [
        (Q, "I"),
        (A, "Ben"),
        *[(Q, "I"), (A, "Anna")] * 2,
    ]


def test_a_name_seen_once_in_a_series() -> None:
    assert who("I: a?\nS1: b.\nS2: c.\nS1: d.\nS3: e.\nS2: f.")[-2:] == [(A, "S3"), (A, "S2")]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("first", "second", "asks"),
    [
        ("Anna", "Bert", "I"),
        ("Anna", "Maria del Carmen", "I"),
        ("Herr Schulz", "Frau Dr. Meyer", "Interviewerin"),
        ("A. Smith", "B. K.", "Moderator"),
        ("Experte A", "Experte B", "I"),
        ("受访者A", "受访者B", "访谈者"),
        ("李女士", "王先生", "访谈者"),
        ("小李", "陈厂长", "主持人"),
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_who_only_follows_another_respondent_speaks_for_himself(
    first: str, second: str, asks: str, times: int, gap: str
) -> None:
    round_ = [(asks, "How is it?"), (first, "High, I would say."), (second, "Not at all.")]
    said = [*round_ * times, (asks, "And now?"), (first, "So it is.")]
    text = gap.join(f"{name}: {words}" for name, words in said)
    assert [(speaker, words) for _, speaker, words in read(text)] == said
    assert not any("looks like" in warning for warning in turns(text).warnings)


def test_a_name_seen_once_with_a_time() -> None:
    text = "(00:00:01) I: How?\n(00:00:09) Anna: well\n(00:01:05) Bert: no\n(00:01:09) I: Why?\n(00:01:12) Anna: so"
    assert [speaker for _, speaker in who(text)] == ["I", "Anna", "Bert", "I", "Anna"]


@pytest.mark.parametrize(
    "line",
    [
        "Note: The window.",
        "Problem: No money.",
        "First: The rent.",
        "One thing: It rained.",
        "Mein Ziel: Mehr.",
        "问题：钱",
    ],
)
def test_words_that_open_a_thought_are_not_even_in_doubt(line: str) -> None:
    text = f"I: So?\n\nR: Well.\n\n{line}\n\nI: And?\n\nR: Fine."
    assert [speaker for _, speaker in who(text)] == ["I", "R", "I", "R"]
    assert turns(text).warnings == ()


@pytest.mark.parametrize("line", ["Hoffnung: Das wird.", "Suzhou: big.", "The Plan: It failed.", "苏州：很大。"])
def test_what_cannot_be_told_stays_with_who_is_talking_and_is_told(line: str) -> None:
    text = f"I: So?\n\nAnna: Well.\n\n{line}\n\nI: And?\n\nAnna: Fine."
    assert [speaker for _, speaker in who(text)] == ["I", "Anna", "I", "Anna"]
    name = line[: line.index(":" if ":" in line else "：")]
    assert turns(text).warnings == (
        f"line 5: '{name}:' looks like a speaker who says only this; it was read as words of Anna",
    )


def test_in_wrapped_lines_and_in_lower_case_a_single_name_is_in_doubt() -> None:
    wrapped = "I: So?\nAnna: Of the cities we know\nBeijing: Large, and\nfar. Then.\nSuzhou: Near.\nI: And?\nAnna: Yes."
    assert [warning.split(" looks")[0] for warning in turns(wrapped).warnings] == [
        "line 3: 'Beijing:'",
        "line 5: 'Suzhou:'",
    ]
    lower = "interviewer: how?\nanna: well.\nbert: not at all.\nso: what\ninterviewer: why?\nanna: so."
    assert [warning.split(" looks")[0] for warning in turns(lower).warnings] == ["line 3: 'bert:'"]


def test_many_doubts_are_counted() -> None:
    text = "I: So?\n\nAnna: Well.\n\n" + "Suzhou: big.\n\n" * 20 + "I: And?\n\nAnna: Fine."
    *told, rest = turns(text).warnings
    assert len(told) == 12
    assert rest == "8 more labels look like speakers and were not taken for any"


def test_a_remark_beside_the_name_makes_no_other_speaker() -> None:
    assert [speaker for _, speaker in who("I: a?\nS1 (lacht): b.\nI: c?\nS1: d.\nI: e?\nS1 (leise): f.")] == [
        "I",
        "S1",
    ] * 3


def test_continuations_belong_to_who_is_talking() -> None:
    text = "I: a?\n\nR: first\nline\n\nsecond paragraph\n\n\nI: b?\nR: c"
    assert read(text)[1] == (A, "R", "first\nline\n\nsecond paragraph")


def test_above_the_first_turn_is_a_note() -> None:
    text = "Interview 7\nRegion: Zhejiang\nDate: 2021-03-01\n\nI: a?\nR: b."
    assert read(text)[0] == (N, "", "Interview 7\nRegion: Zhejiang\nDate: 2021-03-01")


@pytest.mark.parametrize(
    "header",
    [
        "Region: Zhejiang\nInterviewee: owner of a workshop\nInterviewer: research team\n",
        "Interviewer: A. Smith\nRespondent: R07\nDate: 2021\n",
        "访谈编号：07\n访谈者：李明\n受访者：王先生\n",
    ],
)
@pytest.mark.parametrize("names", [("Interviewer", "Owner"), ("I", "R07"), ("访谈者", "王先生")])
@pytest.mark.parametrize("gap", ["\n", ""])
def test_a_header_that_names_who_took_part_is_a_note(header: str, names: tuple[str, str], gap: str) -> None:
    asks, answers = names
    talk = f"{asks}: So, how is it?\n{answers}: Fine, thanks.\n{asks}: And why?\n{answers}: Because.\n"
    assert who(header + gap + talk) == [(N, ""), *[(Q, asks), (A, answers)] * 2]


def test_a_moderator_who_speaks_once_is_no_header() -> None:
    assert who("Moderator: Welcome everybody.\n\nS1: Hello.\nS2: Hi.\nS1: Good.")[0] == (Q, "Moderator")


def test_markdown_headings_are_notes_and_the_speaker_goes_on() -> None:
    text = "# Interview\n\nI: a?\n\nR: b\n\n## Part 2\n\nstill b\n\nI: c?\n\nR: d"
    assert read(text) == [
        (N, "", "# Interview"),
        (Q, "I", "a?"),
        (A, "R", "b"),
        (N, "", "## Part 2"),
        (A, "R", "still b"),
        (Q, "I", "c?"),
        (A, "R", "d"),
    ]


def test_headings_of_a_text_without_speakers_are_notes() -> None:
    assert read("# One\n\nwords\n\n# Two\nmore") == [
        (N, "", "# One"),
        (A, "", "words"),
        (N, "", "# Two"),
        (A, "", "more"),
    ]


def test_given_headings_are_notes_even_with_a_label_in_them() -> None:
    text = "I: a?\nR: b\nR: no turn\nc\nI: d?"
    start = text.index("R: no turn")
    found = turns(text, [Span(start, start + len("R: no turn"))])
    assert [text[turn.span.start : turn.span.end] for turn in found.turns] == ["a?", "b", "R: no turn", "c", "d?"]


def test_labels_without_words_are_no_conversation() -> None:
    assert read("I:\nR:\n") == [(A, "", "I:\nR:")]


def test_empty_turns_are_left_out() -> None:
    assert who("I: a?\nR:\nI: b?\nR: c") == [(Q, "I"), (Q, "I"), (A, "R")]


def test_a_legend_gives_the_roles() -> None:
    text = "(S = Student; M = Interviewerin)\nM: Tell me.\nS: I will.\nS: A lot.\nM: Go on.\nS: So?"
    assert who(text) == [(N, ""), (Q, "M"), (A, "S"), (A, "S"), (Q, "M"), (A, "S")]


def test_the_interviewer_is_told_by_questions() -> None:
    text = (
        "Anna: Why is that?\nBen: Because it grew and grew over the years.\nAnna: And now?\n"
        "Ben: Now it is big, is it not?\nAnna: Sure.\nBen: Yes, yes, I think so."
    )
    found = turns(text)
    assert {turn.speaker for turn in found.turns if turn.role is Q} == {"Anna"}
    assert found.warnings == ("Anna was taken for the interviewer, who asks the questions",)


def test_nobody_asks_everybody_answers() -> None:
    found = turns("Anna: hi\nBen: ho\nAnna: he\nBen: hu")
    assert {turn.role for turn in found.turns} == {A}
    assert found.warnings == ("nothing tells the interviewer among Anna, Ben: everybody counts as respondent",)


def test_a_researcher_among_interviewers_is_interviewed() -> None:
    assert who("I: a?\nResearcher: b\nI: c?\nResearcher: d") == [(Q, "I"), (A, "Researcher")] * 2
    assert who("Researcher: a?\nOwner: b\nResearcher: c?\nOwner: d") == [(Q, "Researcher"), (A, "Owner")] * 2


def test_only_the_interviewer_speaks() -> None:
    assert turns("I: a?\nI: b?").warnings == (
        "nobody but the interviewer speaks: nothing in this transcript is evidence",
    )


def test_times_of_labels_and_within_words() -> None:
    text = "[00:01:02] I: a?\nR (1:02:03): b [1:02:09.5] c\nI 00:03\nd? #00:01:15-3# at 10:30\n"
    marks = [(text[mark.offset :][:4], mark.start_ms) for mark in turns(text).times]
    assert marks == [("[00:", 62_000), ("(1:0", 3_723_000), ("[1:0", 3_729_500), ("00:0", 3_000), ("#00:", 75_300)]


def check(text: str, found: Turns) -> None:
    end = 0
    for turn in found.turns:
        words = text[turn.span.start : turn.span.end]
        assert turn.span.start >= end
        assert words
        assert words == words.strip()
        end = turn.span.end
    offsets = [mark.offset for mark in found.times]
    assert offsets == sorted(set(offsets))


PIECES = [
    "I: ",
    "R: ",
    "Ben: ",
    "Note: ",
    "\n",
    "\n\n",
    "words ",
    "?",
    "# ",
    "**",
    "：",
    "访谈者：",
    "[00:01] ",
    "[I] ",
    "R - ",
    "Q. ",
    "A. ",
    "12 ",
    "Interviewer\n",
    "ANNA ",
    "(",
    "∶",
    "\t",
    "00:02",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


@settings(max_examples=int(os.environ.get("CODER_FUZZ", "0")) or 200, deadline=60_000)
@given(TEXTS)
def test_turns_lie_in_order_and_hold_every_word(text: str) -> None:
    found = turns(text)
    check(text, found)
    if found.warnings == (NO_SPEAKERS,):
        held = set().union(*(range(turn.span.start, turn.span.end) for turn in found.turns))
        assert all(text[index].isspace() for index in set(range(len(text))) - held)


def test_many_headings_and_labels_are_read_in_linear_time() -> None:
    text = "# h\nI: a?\nR: b\n" * 5_000  # looking through all headings for each label was quadratic
    check(text, turns(text))


@pytest.mark.parametrize("together", ["Both", "All", "Everyone", "Beide"])
def test_several_who_speak_at_once_are_told(together: str) -> None:
    found = turns(f"Interviewer: How?\nAnn: Fine.\nBen: Bad.\n{together}: Yes yes.\nInterviewer: So?\nAnn: No.\n")
    told = f"line 4: '{together}:' looks like a speaker who says only this; it was read as words of Ben"
    assert told in found.warnings


def test_megabytes_of_blank_lines_change_nothing() -> None:
    words = "I: How?\nAnn 0:03\nR: Fine.\n"
    for blank in ("\n" * 1_000_000, " \n" * 500_000, "\n" * 300):
        found = turns(words.replace("R:", blank + "R:"))
        assert [(turn.speaker, turn.role) for turn in found.turns] == [
            (turn.speaker, turn.role) for turn in turns(words.replace("R:", "\n\n\nR:")).turns
        ]
    found = turns("\n" * 1_000_000 + "A: x\n")
    assert (found.turns[0].span, found.warnings) == (Span(1_000_000, 1_000_004), (NO_SPEAKERS,))
