"""Damaging good files at random, and what must hold of whatever comes of it. CODER_FUZZ=10000 tries harder."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Sequence

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.model.document import Transcript
from tests.formats.conversations import WORDS, Said, parse_transcript, zipped

FUZZ = settings(
    max_examples=int(os.environ.get("CODER_FUZZ", "100")),
    deadline=60_000,  # what takes so long would never end
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


# A seed and not draws: hypothesis takes longer over forty draws than the readers over the file.
CHANCES = st.integers(0, 2**48).map(random.Random)


def some_talk(chance: random.Random) -> list[Said]:
    """An interviewer and somebody in turn, in few of the tricky words."""
    return [(who, "so " + " ".join(chance.choices(WORDS, k=chance.randint(1, 8)))) for who in ("I", "S1", "I", "S1")]


def damaged(chance: random.Random, good: bytes, tokens: Sequence[bytes]) -> bytes:
    """The bytes with a few places cut, overwritten, doubled, changed in a bit or filled with tokens."""
    mutated = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(mutated))
        length = chance.choice((0, 1, 2, chance.randint(0, 20)))
        match chance.choice((0, 0, 0, 1, 1, 2, 2, 3, 3, 4)):
            case 0:
                mutated[at : at + length] = chance.choice(tokens) * chance.choice((0, 1, 1, 1, 2, 300))
            case 1:
                mutated[at : at + length] = chance.randbytes(chance.randint(0, 8))
            case 2:
                mutated[at:at] = mutated[max(0, at - chance.choice((5, 30, 300))) : at + length]
            case 3 if at < len(mutated):
                mutated[at] ^= 1 << chance.randrange(8)
            case _:
                del mutated[at:]
    return bytes(mutated)


def damaged_parts(chance: random.Random, good: bytes, parts: Sequence[str], tokens: Sequence[bytes]) -> bytes:
    """The archive with one part damaged."""
    chosen = chance.choice(parts)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[chosen] = damaged(chance, contents[chosen], tokens)
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
