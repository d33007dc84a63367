"""Conversations, by hypothesis or by hand, written in every format the program reads."""

from __future__ import annotations

import io
from html import escape

from hypothesis import strategies as st

from coder.formats.readers import parse_transcripts
from coder.model.document import Transcript
from tests.formats.tricky import TRICKY

Said = tuple[str, str]  # speaker, words

# No line ends, no bold marks; single spaces, because cues are trimmed and joined.
_WORDS = st.sampled_from([word for text in TRICKY.values() for word in text.replace("\t", " ").split(" ") if word])
SPEECH = st.lists(_WORDS, min_size=1, max_size=12).map(lambda words: "so " + " ".join(words))


def parse_transcript(data: bytes, name: str) -> Transcript:
    """The one transcript of a file."""
    (transcript,) = parse_transcripts(data, name)
    return transcript


@st.composite
def conversations(draw: st.DrawFn) -> list[Said]:
    """An interviewer and one or two others in turn; nobody follows himself."""
    others = draw(st.sampled_from([("S1",), ("S1", "S2"), ("Dr. Meyer",), ("受访者",)]))
    said: list[Said] = []
    for _ in range(draw(st.integers(2, 6))):
        said.append(("I", draw(SPEECH)))
        said += [(who, draw(SPEECH)) for who in others]
    return said


def as_txt(said: list[Said]) -> bytes:
    return "".join(f"{who}: {words}\n" for who, words in said).encode()


def as_md(said: list[Said]) -> bytes:
    return ("---\nregion: here\n---\n\n" + "".join(f"**{who}:** {words}\n\n" for who, words in said)).encode()


def as_docx(said: list[Said]) -> bytes:
    """ASCII control characters cannot be in XML and are left out."""
    import docx

    document = docx.Document()
    for who, words in said:
        document.add_paragraph(f"{who}: " + without_controls(words))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_vtt(said: list[Said]) -> bytes:
    cues = [
        f"{index}\n00:00:{index:02}.000 --> 00:00:{index:02}.900\n<v {who}>{escape(words, quote=False)}</v>\n"
        for index, (who, words) in enumerate(said)
    ]
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def as_srt(said: list[Said]) -> bytes:
    cues = [
        f"{index + 1}\n00:00:{index:02},000 --> 00:00:{index:02},900\n{who}: {words}\n"
        for index, (who, words) in enumerate(said)
    ]
    return "\n".join(cues).encode()


def without_controls(words: str) -> str:
    return "".join(ch for ch in words if ch >= " ")


WRITERS = {".txt": as_txt, ".md": as_md, ".docx": as_docx, ".vtt": as_vtt, ".srt": as_srt}
