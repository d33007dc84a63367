from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.tui.reading import Look, Voice, Voices, hanging, looks
from coder.tui.units import Cursor, Grain, Units, extended, grained, moved, on_span, on_unit, resized
from tests.tui.sessions import interview


def document(text: str, turns: tuple[Turn, ...], language: str = "en") -> Document:
    return Document("d", "d", "txt", language, text, turns, (), "d.txt", "", "")


TEXT = "Title\nI: Well?\nR: One two. Three (laughs).\nAnd four.\nI: Mm.\nR: Five."


def turn(words: str, speaker: str, role: Role) -> Turn:
    start = TEXT.index(words)
    return Turn(Span(start, start + len(words)), speaker, role)


TURNS = (
    turn("Title", "", Role.NOTE),
    turn("Well?", "I", Role.INTERVIEWER),
    turn("One two. Three (laughs).\nAnd four.", "R", Role.RESPONDENT),
    turn("Mm.", "I", Role.INTERVIEWER),
    turn("Five.", "R", Role.RESPONDENT),
)
DOCUMENT = document(TEXT, TURNS)
UNITS = Units(DOCUMENT)


def words(cursor: Cursor) -> str:
    return DOCUMENT.quote(cursor.span)


def first(grain: Grain = Grain.SENTENCE) -> Cursor:
    return on_unit(grain, UNITS.first(grain, skip=True))


def walk(cursor: Cursor, step: int, skip: bool) -> list[str]:
    found = [words(cursor)]
    while (after := moved(UNITS, cursor, step, skip)) != cursor:
        cursor = after
        found.append(words(cursor))
    return found


def test_sentences_of_respondents_and_of_everybody() -> None:
    assert walk(first(), 1, skip=True) == ["One two.", "Three (laughs).", "And four.", "Five."]
    beginning = on_unit(Grain.SENTENCE, UNITS.first(Grain.SENTENCE, skip=False))
    everybody = walk(beginning, 1, skip=False)
    assert everybody == ["Title", "Well?", "One two.", "Three (laughs).", "And four.", "Mm.", "Five."]
    last = on_unit(Grain.SENTENCE, UNITS.last(Grain.SENTENCE))
    assert walk(last, -1, skip=False) == everybody[::-1]


def test_other_grains() -> None:
    assert walk(first(Grain.PARAGRAPH), 1, skip=True) == ["One two. Three (laughs).", "And four.", "Five."]
    assert walk(first(Grain.TURN), 1, skip=True) == ["One two. Three (laughs).\nAnd four.", "Five."]
    assert walk(first(Grain.WORD), 1, skip=True) == ["One", "two", "Three", "laughs", "And", "four", "Five"]


def test_changing_the_grain_stays_at_the_place() -> None:
    third = moved(UNITS, moved(UNITS, first(), 1, skip=True), 1, skip=True)
    assert words(grained(UNITS, third, Grain.WORD)) == "And"
    assert words(grained(UNITS, third, Grain.TURN)).startswith("One")


def test_extending_turns_round_at_the_anchor() -> None:
    second = moved(UNITS, first(), 1, skip=True)
    down = extended(UNITS, second, 1, skip=True)
    assert words(down) == "Three (laughs).\nAnd four."
    back = extended(UNITS, down, -1, skip=True)
    assert words(back) == "Three (laughs)."
    up = extended(UNITS, back, -1, skip=True)
    assert words(up) == "One two. Three (laughs)."
    assert words(up.collapsed()) == "One two."
    assert words(extended(UNITS, up, 1, skip=True)) == "Three (laughs)."


def test_extending_over_a_question_takes_it_in() -> None:
    fourth = moved(UNITS, moved(UNITS, first(), 1, skip=True), 1, skip=True)
    assert words(extended(UNITS, fourth, 1, skip=True)) == "And four.\nI: Mm.\nR: Five."


def test_trimming_and_growing_by_words() -> None:
    cursor = first()
    assert words(resized(UNITS, cursor, 1, -1)) == "One"
    assert words(resized(UNITS, resized(UNITS, cursor, 1, -1), 1, -1)) == "One"
    assert words(resized(UNITS, cursor, 1, 1)) == "One two. Three"
    assert words(resized(UNITS, cursor, 0, 1)) == "two."
    assert words(resized(UNITS, moved(UNITS, cursor, 1, skip=True), 0, -1)) == "two. Three (laughs)."
    whole = on_span(UNITS, Grain.SENTENCE, Span(63, 68))
    assert words(resized(UNITS, whole, 1, 1)) == "Five."  # nothing follows


def test_a_trimmed_start_stays_when_extending() -> None:
    trimmed = resized(UNITS, first(), 0, 1)
    assert words(extended(UNITS, trimmed, 1, skip=True)) == "two. Three (laughs)."


def test_a_cursor_on_any_span_moves_on_from_its_end() -> None:
    cursor = on_span(UNITS, Grain.SENTENCE, Span(22, 30))
    assert cursor.extended
    assert words(moved(UNITS, cursor, 1, skip=True)) == "And four."


def test_a_text_without_turns_is_one_respondents() -> None:
    units = Units(document("One. Two.", ()))
    assert [unit.role for unit in units.of_turn(Grain.SENTENCE, 0)] == [Role.RESPONDENT, Role.RESPONDENT]


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(Grain), st.lists(st.sampled_from("jkJKhlHL"), max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_way_of_moving_leaves_the_text_or_an_empty_selection(offset: int, grain: Grain, keys: list[str]) -> None:
    cursor = on_unit(grain, UNITS.at(grain, offset))
    steps = {
        "j": lambda now: moved(UNITS, now, 1, skip=True),
        "k": lambda now: moved(UNITS, now, -1, skip=True),
        "J": lambda now: extended(UNITS, now, 1, skip=True),
        "K": lambda now: extended(UNITS, now, -1, skip=False),
        "h": lambda now: resized(UNITS, now, 1, -1),
        "l": lambda now: resized(UNITS, now, 1, 1),
        "H": lambda now: resized(UNITS, now, 0, -1),
        "L": lambda now: resized(UNITS, now, 0, 1),
    }
    for key in keys:
        cursor = steps[key](cursor)
        assert 0 <= cursor.span.start < cursor.span.end <= len(TEXT)


# -- how it stands on the screen


def test_words_hang_right_of_the_speaker_label() -> None:
    assert hanging(DOCUMENT) == {6: (0, 3), 15: (0, 3), 43: (3, 3), 53: (0, 3), 60: (0, 3)}


def test_a_long_label_hangs_by_two_cells() -> None:
    text = "Interviewerin Frau Doktor: Ja?"
    turns = (Turn(Span(27, 30), "Interviewerin", Role.INTERVIEWER),)
    assert hanging(document(text, turns)) == {0: (0, 2)}


def test_pieces_of_a_line_know_their_voice() -> None:
    voices = Voices(DOCUMENT)
    assert list(voices.between(0, 15)) == [
        (0, 5, Voice.NOTE),
        (5, 9, Voice.INTERVIEWER),
        (9, 14, Voice.INTERVIEWER),
        (14, 15, Voice.NOTE),
    ]
    assert list(voices.between(15, 20)) == [(15, 18, Voice.LABEL), (18, 20, Voice.RESPONDENT)]


@given(st.integers(0, 900), st.integers(1, 80))
@settings(max_examples=80, deadline=None)
def test_voices_cover_every_character_once(start: int, length: int) -> None:
    text, turns = interview(300)
    end = min(len(text), start + length)
    if start < end:
        pieces = list(Voices(document(text, turns)).between(start, end))
        assert pieces[0][0] == start
        assert pieces[-1][1] == end
        assert all(one[1] == other[0] for one, other in pairwise(pieces))


def test_looks_change_where_codings_and_selection_do() -> None:
    voices = Voices(DOCUMENT)
    runs = list(looks(voices, 18, 30, [Span(18, 24)], [], [], Span(21, 26)))
    assert runs == [
        (18, 21, Look(Voice.RESPONDENT, coded=True)),
        (21, 24, Look(Voice.RESPONDENT, coded=True, selected=True)),
        (24, 26, Look(Voice.RESPONDENT, selected=True)),
        (26, 30, Look(Voice.RESPONDENT)),
    ]
