"""Damaging good files at random, and what must hold of whatever comes of it. CODER_FUZZ=10000 tries harder."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Sequence

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.model.document import Transcript
from tests.formats.conversations import parse_transcript, zipped

FUZZ = settings(
    max_examples=int(os.environ.get("CODER_FUZZ", "100")),
    deadline=5000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def damaged(data: st.DataObject, good: bytes, tokens: Sequence[bytes]) -> bytes:
    """The bytes with a few places cut, overwritten, doubled or filled with tokens."""
    mutated = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutated)))
        length = data.draw(st.integers(0, 20))
        kind = data.draw(st.integers(0, 3))
        if kind == 0:
            mutated[at : at + length] = data.draw(st.sampled_from(tokens)) * data.draw(st.sampled_from([0, 1, 1, 300]))
        elif kind == 1:
            mutated[at : at + length] = data.draw(st.binary(max_size=8))
        elif kind == 2:
            mutated[at:at] = mutated[max(0, at - 30) : at + length]
        else:
            del mutated[at:]
    return bytes(mutated)


def damaged_parts(data: st.DataObject, good: bytes, parts: Sequence[str], tokens: Sequence[bytes]) -> bytes:
    """The archive with one part damaged."""
    chosen = data.draw(st.sampled_from(parts))
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[chosen] = damaged(data, contents[chosen], tokens)
    return zipped(contents)


def read_or_refused(data: bytes, name: str) -> Transcript | UnreadableError:
    try:
        return parse_transcript(data, name)
    except UnreadableError as refused:
        return refused


def check_outcome(outcome: Transcript | UnreadableError) -> None:
    """An error that names file and repair, or a transcript whose turns lie in its text."""
    if isinstance(outcome, UnreadableError):
        assert outcome.where.startswith("a.")
        assert outcome.hint
        assert "\n" not in str(outcome)
        return
    end = 0
    for turn in outcome.turns:
        words = outcome.text[turn.span.start : turn.span.end]
        assert turn.span.start >= end
        assert words
        assert words == words.strip()
        end = turn.span.end
    assert end <= len(outcome.text)
    assert outcome.turns
    assert not set("\r\x85\u2028\u2029\0") & set(outcome.text)
    outcome.text.encode()  # no halves of letters
