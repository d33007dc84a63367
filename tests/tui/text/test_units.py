from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.language.boundaries import sentences
from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.tui.text import units as units_module
from coder.tui.text.lines import Look, Voice, Voices, differing, hanging, looks
from coder.tui.text.units import Cursor, Grain, Unit, Units, extended, grained, moved, nudged, on_span, on_unit, resized
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


def test_extending_takes_the_rest_of_a_trimmed_unit_first() -> None:
    hit = on_span(UNITS, Grain.SENTENCE, Span(TEXT.index("laughs"), TEXT.index("laughs") + 6))
    assert words(extended(UNITS, hit, 1, skip=True)) == "laughs)."
    assert words(extended(UNITS, hit, -1, skip=True)) == "Three (laughs"
    assert words(extended(UNITS, extended(UNITS, hit, 1, skip=True), 1, skip=True)) == "laughs).\nAnd four."


def test_a_text_without_turns_is_one_respondents() -> None:
    units = Units(document("One. Two.", ()))
    assert [unit.role for unit in units.of_turn(Grain.SENTENCE, 0)] == [Role.RESPONDENT, Role.RESPONDENT]


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(Grain), st.lists(st.sampled_from("jkJKhlHL1234"), max_size=12))
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
        "1": lambda now: nudged(UNITS, now, 1, -1),
        "2": lambda now: nudged(UNITS, now, 1, 1),
        "3": lambda now: nudged(UNITS, now, 0, -1),
        "4": lambda now: nudged(UNITS, now, 0, 1),
    }
    for key in keys:
        cursor = steps[key](cursor)
        assert 0 <= cursor.span.start < cursor.span.end <= len(TEXT)


# -- whole answers


def talk(*said: tuple[str, str]) -> Document:
    """Turns from (who, words): R and S respond, I asks, N is a note."""
    roles = {"R": Role.RESPONDENT, "S": Role.RESPONDENT, "I": Role.INTERVIEWER, "N": Role.NOTE}
    text, turns = "", []
    for who, spoken in said:
        start = len(text) + len(who) + 2
        turns.append(Turn(Span(start, start + len(spoken)), who, roles[who]))
        text += f"{who}: {spoken}\n"
    return document(text, tuple(turns))


def answers(of: Document, skip: bool) -> list[str]:
    units = Units(of)
    unit = units.first(Grain.ANSWER, skip)
    found = [of.quote(unit.span)]
    while (after := units.beside(unit, Grain.ANSWER, 1, skip)) is not None:
        assert units.beside(after, Grain.ANSWER, -1, skip) == unit
        unit = after
        found.append(of.quote(unit.span))
    return found


def test_an_answer_goes_from_question_to_question() -> None:
    interview = talk(
        ("N", "Part one"),
        ("I", "How did it begin?"),
        ("R", "With a mill."),
        ("N", "phone rings"),
        ("R", "Sorry."),
        ("I", "Mhm."),
        ("S", "With two."),
        ("N", "pause"),
        ("I", "And then?"),
        ("I", "Ja."),
        ("R", "Then not."),
    )
    told = "With a mill.\nN: phone rings\nR: Sorry.\nI: Mhm.\nS: With two."
    assert answers(interview, skip=True) == [told, "Then not."]
    everything = ["Part one", "How did it begin?", told, "pause", "And then?", "Ja.", "Then not."]
    assert answers(interview, skip=False) == everything


def test_extending_and_shrinking_by_answers() -> None:
    interview = talk(("R", "One."), ("R", "Two."), ("I", "Why?"), ("R", "Three."))
    units = Units(interview)
    first = on_unit(Grain.ANSWER, units.first(Grain.ANSWER, skip=True))
    assert interview.quote(first.span) == "One.\nR: Two."
    both = extended(units, first, 1, skip=True)
    assert interview.quote(both.span) == "One.\nR: Two.\nI: Why?\nR: Three."
    assert extended(units, both, -1, skip=True).span == first.span
    assert interview.quote(grained(units, first, Grain.TURN).span) == "One."


TURN = st.one_of(
    st.tuples(st.sampled_from("RS"), st.sampled_from(["Yes.", "A mill. An old one."])),
    st.tuples(st.just("N"), st.sampled_from(["pause", "Part two"])),
    st.tuples(st.just("I"), st.sampled_from(["Mhm.", "Ja, genau.", "嗯。", "(nods)", "Why?", "And the market, then?"])),
)


def naive_answers(of: Document) -> list[Span]:
    """Cut the turns at what an interviewer asks; strip each run of what no respondent says at its ends."""
    found, run = [], list[Turn]()
    for one in (*of.turns, Turn(Span(0, 1), "", Role.INTERVIEWER)):
        said = of.text[one.span.start : one.span.end]
        if one.role is Role.INTERVIEWER and said not in ("Mhm.", "Ja, genau.", "嗯。", "(nods)"):
            spoken = [turn for turn in run if turn.role is Role.RESPONDENT]
            if spoken:
                found.append(Span(spoken[0].span.start, spoken[-1].span.end))
            run = []
        else:
            run.append(one)
    return found


@given(st.lists(TURN, min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_answers_are_those_of_the_plain_rule(said: list[tuple[str, str]]) -> None:
    interview = talk(*said)
    units, expected = Units(interview), naive_answers(interview)
    unit: Unit | None = units.first(Grain.ANSWER, skip=True)
    found = []
    while unit is not None and unit.role is Role.RESPONDENT:
        found.append(unit.span)
        unit = units.beside(unit, Grain.ANSWER, 1, skip=True)
    assert found == expected
    for turn in interview.turns:  # every turn is in exactly one unit, whichever way one comes to it
        for offset in (turn.span.start, turn.span.end - 1):
            inside = [span for span in expected if span.start <= offset < span.end]
            assert units.at(Grain.ANSWER, offset).span == (inside[0] if inside else turn.span)
            assert Units(interview).at(Grain.ANSWER, offset) == units.at(Grain.ANSWER, offset)


# -- long turns


@given(st.text("ab.。 \n", min_size=1, max_size=200), st.sampled_from([Grain.WORD, Grain.SENTENCE, Grain.PARAGRAPH]))
@settings(max_examples=150, deadline=None)
def test_a_long_text_is_cut_piece_by_piece_as_it_would_be_whole(text: str, grain: Grain) -> None:
    def walked(long: int) -> list[Span]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("coder.tui.text.units._LONG", long)
            units = Units(document(text, ()))
        unit: Unit | None = units.first(grain, skip=False)
        spans = []
        while unit is not None:
            spans.append(unit.span)
            unit = units.beside(unit, grain, 1, skip=False)
        assert [units.at(grain, span.start).span for span in spans] == spans
        return spans

    whole, pieces = walked(1_000), walked(10)
    signs = [span for span in pieces if span not in whole]  # a piece of signs alone is a unit of words, too
    assert [span for span in pieces if span in whole] == whole or grain is Grain.WORD
    assert grain is Grain.WORD or not signs


def test_only_what_is_visited_of_a_long_text_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[int] = []

    def counting(text: str, start: int, end: int, language: str) -> tuple[Span, ...]:
        cut.append(end - start)
        return sentences(text, start, end, language)

    monkeypatch.setitem(units_module._CUTS, Grain.SENTENCE, counting)
    text = "It was so. And so on.\n" * 100_000
    units = Units(document(text, ()))
    unit = units.first(Grain.SENTENCE, skip=True)
    units.beside(unit, Grain.SENTENCE, 1, skip=True)
    units.at(Grain.SENTENCE, len(text) // 2)
    units.last(Grain.SENTENCE)
    assert len(cut) == 3
    assert sum(cut) < 100_000


# -- by characters


CHARACTERS = ["e\u0301", "👩\u200d👩\u200d👧", "🇩🇪", "❤\ufe0f", "老", "\u1112\u1161\u11ab", "a", " ", "\n", "👍🏽"]


@given(st.lists(st.sampled_from(CHARACTERS), min_size=1, max_size=12), st.data())
@settings(max_examples=150, deadline=None)
def test_an_end_moves_by_whole_characters(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    edges = [len("".join(parts[:count])) for count in range(len(parts) + 1)]
    units = Units(document(text, ()))
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first + 1, len(parts)))
    cursor = on_span(units, Grain.WORD, Span(edges[first], edges[last]))
    end, step = data.draw(st.sampled_from([0, 1])), data.draw(st.sampled_from([-1, 1]))
    ends = [first, last]
    ends[end] += step
    if not 0 <= ends[0] < ends[1] <= len(parts):
        ends = [first, last]
    assert nudged(units, cursor, end, step).span == Span(edges[ends[0]], edges[ends[1]])


def test_an_end_inside_a_character_goes_to_its_border() -> None:
    text = "ae\u0301\u0302b"
    units = Units(document(text, ()))
    inside = on_span(units, Grain.WORD, Span(0, 3))  # between two marks, as another program may have coded
    assert nudged(units, inside, 1, 1).span == Span(0, 4)
    assert nudged(units, inside, 1, -1).span == Span(0, 1)


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


def test_the_moving_end_of_visual_mode_has_a_look_of_its_own() -> None:
    runs = list(looks(Voices(DOCUMENT), 18, 30, [], [], [], Span(21, 26), Span(25, 26)))
    assert runs == [
        (18, 21, Look(Voice.RESPONDENT)),
        (21, 25, Look(Voice.RESPONDENT, selected=True)),
        (25, 26, Look(Voice.RESPONDENT, selected=True, head=True)),
        (26, 30, Look(Voice.RESPONDENT)),
    ]


SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(1, 20))


@given(SPANS, SPANS)
@settings(max_examples=150, deadline=None)
def test_what_differs_between_two_selections(one: Span, other: Span) -> None:
    found = differing(one, other)
    covered = [offset for span in found for offset in range(span.start, span.end)]
    assert set(covered) == set(range(one.start, one.end)) ^ set(range(other.start, other.end))
    assert len(covered) == len(set(covered))


@given(SPANS, st.lists(SPANS, max_size=4), st.lists(SPANS, max_size=4), SPANS)
@settings(max_examples=100, deadline=None)
def test_looks_are_those_of_each_character(line: Span, coded: list[Span], hits: list[Span], selected: Span) -> None:
    runs = list(looks(Voices(DOCUMENT), line.start, line.end, coded, coded[:1], hits, selected))
    assert [first for first, _, _ in runs] + [line.end] == [line.start] + [last for _, last, _ in runs]
    for first, last, look in runs:
        for offset in range(first, last):
            here = Span(offset, offset + 1)
            expected = [any(span.overlaps(here) for span in spans) for spans in (coded, coded[:1], hits, [selected])]
            assert [look.coded, look.current, look.hit, look.selected] == expected
