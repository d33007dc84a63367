"""Group discussions: ``voices: speakers`` makes every respondent an interview of its own (method 2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.derive.voices import speakers, voice
from coder.language.boundaries import word_count
from coder.model.document import Role, Turn
from coder.model.edit import ReviseDocument, SetAttribute
from coder.model.overview import Cell
from coder.model.span import Span
from coder.study import Study
from tests.studies import new_study

GROUP = """\
Moderator: How is it here?

Anna: It is getting better here, every year.

Ben: It is getting worse, I tell you. Much worse.

Anna: He never saw the new square.

Carl: I say nothing about that.
"""
RISE, DECLINE = "mood.story.rise", "mood.story.decline"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "s") as study:
        yield study


def brought_in(study: Study, folder: Path, name: str = "group", text: str = GROUP, **attributes: str) -> str:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(text, "utf-8")
    report = study.import_transcripts([path], {"town": "north", "interview": name.upper(), **attributes})
    assert not report.refused
    return study.document(name).id


def coded(study: Study, document: str, words: str, code: str, weight: int = 2, coder: str = "MK") -> str:
    start = study.document(document).text.index(words)
    before, study.coder = study.coder, coder
    coding = study.code(document, Span(start, start + len(words)), code, weight)
    study.coder = before
    assert coding is not None
    return coding.id


def story_in_the_north(study: Study) -> Cell:
    (row,) = (row for row in study.overview("t").rows if row.id == "mood.story")
    return row.cells["north"]


def interviews_of(study: Study) -> set[str]:
    return {piece.interview for piece in study._tables.evidence(False)}


def test_every_respondent_is_an_interview(study: Study, tmp_path: Path) -> None:
    document = brought_in(study, tmp_path / "in", voices="speakers")
    coded(study, document, "It is getting better here", RISE)
    coded(study, document, "It is getting worse", DECLINE)
    assert story_in_the_north(study).n == 2
    assert study._tables.interviews() == {"north": 3}
    (summary,) = study.documents()
    assert summary.voices == ("Anna", "Ben", "Carl")
    assert summary.interviews == ("GROUP/Anna", "GROUP/Ben", "GROUP/Carl")
    trace = study.trace("mood.story", "north")
    assert trace.interviews == 3
    quoted, other = trace.supporting
    assert (other.interview, other.speaker, other.value) == ("GROUP/Ben", "Ben", "decline")
    start = study.document(document).text.index("It is getting better")
    assert (quoted.interview, quoted.speaker) == ("GROUP/Anna", "Anna")
    assert quoted.locator == f"GROUP/Anna:2:{start}-{start + 25}"
    assert {use.interview for use in study.code_uses()} == {"GROUP/Anna", "GROUP/Ben"}
    assert study.check() == ()


def test_without_it_the_document_is_the_interview(study: Study, tmp_path: Path) -> None:
    document = brought_in(study, tmp_path / "in")
    coded(study, document, "It is getting better here", RISE)
    coded(study, document, "It is getting worse", DECLINE)
    assert interviews_of(study) == {"GROUP"}
    assert study._tables.interviews() == {"north": 1}
    assert study.documents()[0].voices == ()


def test_the_attribute_may_come_and_go_later(study: Study, tmp_path: Path) -> None:
    document = brought_in(study, tmp_path / "in")
    coded(study, document, "It is getting better here", RISE)
    coded(study, document, "It is getting worse", DECLINE)
    study._perform(SetAttribute(document, "voices", None, "speakers"), "voices")
    assert interviews_of(study) == {"GROUP/Anna", "GROUP/Ben"}
    assert study.check() == ()
    study.undo()
    assert interviews_of(study) == {"GROUP"}
    study.redo()
    assert interviews_of(study) == {"GROUP/Anna", "GROUP/Ben"}
    assert study.check() == ()


def test_coders_of_a_voice_are_who_coded_it_or_marked_the_discussion(study: Study, tmp_path: Path) -> None:
    document = brought_in(study, tmp_path / "in", voices="speakers")
    coded(study, document, "It is getting better here", RISE, coder="MK")
    coded(study, document, "It is getting worse", DECLINE, coder="JW")
    assert study._tables.coders_of() == {"GROUP/Anna": {"MK"}, "GROUP/Ben": {"JW"}}
    study.mark_coded(document, True)
    assert study._tables.coders_of() == {"GROUP/Anna": {"MK"}, "GROUP/Ben": {"MK", "JW"}, "GROUP/Carl": {"MK"}}


def test_a_coding_over_several_speakers_is_of_who_says_most_of_it(study: Study, tmp_path: Path) -> None:
    document = brought_in(study, tmp_path / "in", voices="speakers")
    both = "every year.\n\nBen: It is getting worse, I tell you."
    coded(study, document, both, DECLINE)
    assert interviews_of(study) == {"GROUP/Ben"}
    coded(study, document, "How is it here?\n\nAnna: It is getting better", RISE)  # the moderator's words are nobody's
    assert interviews_of(study) == {"GROUP/Anna", "GROUP/Ben"}


def test_a_coding_that_only_the_moderator_speaks_is_nobodys(study: Study, tmp_path: Path) -> None:
    document = brought_in(study, tmp_path / "in", voices="speakers")
    coded(study, document, "How is it here?", RISE)
    assert interviews_of(study) == set()
    assert [use.interview for use in study.code_uses()] == ["GROUP"]


def test_other_turns_give_codings_other_voices(study: Study, tmp_path: Path) -> None:
    document = brought_in(study, tmp_path / "in", voices="speakers")
    coded(study, document, "It is getting worse", DECLINE)
    before = study._tables.record(document)
    turns = tuple(replace(turn, speaker="Berta") if turn.speaker == "Ben" else turn for turn in before.turns)
    study._perform(ReviseDocument(before, replace(before, turns=turns)), "Ben is Berta")
    assert interviews_of(study) == {"GROUP/Berta"}
    assert study.documents()[0].voices == ("Anna", "Berta", "Carl")
    asks = tuple(replace(turn, role=Role.INTERVIEWER) if turn.speaker == "Berta" else turn for turn in turns)
    after = replace(before, turns=turns)
    study._perform(ReviseDocument(after, replace(before, turns=asks)), "Berta asks")
    assert study._tables.interviews() == {"north": 2}
    assert interviews_of(study) == set()
    study.undo()
    study.undo()
    assert interviews_of(study) == {"GROUP/Ben"}
    assert study.check() == ()


def test_voices_of_two_documents_of_one_discussion_are_the_same_interviews(study: Study, tmp_path: Path) -> None:
    first = brought_in(study, tmp_path / "in", "one", voices="speakers", interview="G")
    second = brought_in(study, tmp_path / "in", "two", GROUP + "\nDora: So it is.\n", voices="speakers", interview="G")
    coded(study, first, "It is getting better here", RISE)
    coded(study, second, "It is getting better here", RISE)
    assert study._tables.interviews() == {"north": 4}
    assert story_in_the_north(study).n == 1


def test_the_file_itself_may_say_it(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "group.md"
    path.write_text(f"---\ntown: south\nvoices: Speakers\n---\n\n{GROUP}", "utf-8")
    study.import_transcripts([path])
    assert study._tables.interviews() == {"south": 3}
    assert study.attributes(study.document("group").id)["voices"] == "speakers"


def test_anything_else_is_refused(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "group.txt"
    path.write_text(GROUP, "utf-8")
    report = study.import_transcripts([path], {"voices": "everybody"})
    assert "voices: speakers" in str(report.refused[0])


SAID = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C", ""]), st.sampled_from(list(Role)), st.text("ab 好.", max_size=12)),
    max_size=8,
)


@given(SAID, st.integers(0, 60), st.integers(1, 40))
def test_the_voice_is_who_says_most_words(said: list[tuple[str, Role, str]], start: int, length: int) -> None:
    text, turns = "", []
    for speaker, role, words in said:
        text += "# "
        if words:
            turns.append(Turn(Span(len(text), len(text) + len(words)), speaker, role))
        text += words
    span = Span(start, start + length)
    spoken: dict[str, int] = {}
    for turn in turns:  # character by character
        own = [text[at] for at in range(turn.span.start, turn.span.end) if span.start <= at < span.end]
        if own and turn.role is Role.RESPONDENT and turn.speaker:
            spoken[turn.speaker] = spoken.get(turn.speaker, 0) + word_count("".join(own))
    most = [speaker for speaker, count in spoken.items() if count == max(spoken.values())]
    assert voice(turns, text, span, word_count) == (most[0] if most else None)
    assert set(spoken) <= set(speakers(turns))
