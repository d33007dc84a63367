"""Real transcripts, where the shared folder lies beside the repository."""

from pathlib import Path

import pytest

from coder.model.document import Role, Transcript
from tests.formats.conversations import parse_transcript

HASKI = Path(__file__).parents[3] / "shared" / "data" / "haski"

pytestmark = pytest.mark.skipif(not HASKI.is_dir(), reason="no ../shared/data/haski beside the repository")

INTERVIEWS = {
    "interview1.de.docx": "I S2 I S1 S2 I S1 S2 S1 S2 I S1 S2",
    "interview2.de.docx": "I S3 S4 S3 I S4 S3 S4 S3 S4 S3 I S4 S3 S4 S3 I S4 S3",
    "interview3.de.docx": "I S5 S6 S5 S6 S5 S6 S5 S6 S5 S6 I S5 S6 S5 S6 S5 I S6 S5",
}


def read(name: str) -> Transcript:
    return parse_transcript((HASKI / name).read_bytes(), name)


@pytest.mark.parametrize("name", INTERVIEWS)
def test_speakers_and_roles(name: str) -> None:
    transcript = read(name)
    note, *talk = transcript.turns
    assert note.role is Role.NOTE
    assert transcript.text[note.span.start : note.span.end].startswith("Interview with S")
    assert transcript.text[note.span.start : note.span.end].endswith("(S = Student; I = Interviewer)")
    assert [turn.speaker for turn in talk] == INTERVIEWS[name].split()
    assert all((turn.role is Role.INTERVIEWER) == (turn.speaker == "I") for turn in talk)
    assert all(turn.role is not Role.NOTE for turn in talk)
    assert transcript.warnings == ()


@pytest.mark.parametrize("name", INTERVIEWS)
def test_every_word_but_the_labels_is_in_one_turn(name: str) -> None:
    transcript = read(name)
    words = "".join(transcript.text[turn.span.start : turn.span.end] for turn in transcript.turns)
    labels = sum(len(turn.speaker) + 1 for turn in transcript.turns if turn.speaker)
    assert len("".join(words.split())) + labels == len("".join(transcript.text.split()))


def test_a_paragraph_without_label_continues_the_turn() -> None:
    transcript = read("interview3.de.docx")
    turn = transcript.turns[2]
    first, second = transcript.text[turn.span.start : turn.span.end].split("\n")
    assert turn.speaker == "S5"
    assert first.startswith("Freitext bei der Aufgabe")
    assert second.startswith("Bei der Freitextaufgabe sind wir lange hängen geblieben.")
