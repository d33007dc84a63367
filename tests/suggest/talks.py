"""Interviews in a few words: segments with their codes, as the learning sources get them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from coder.model.codebook import Case, Code, Codebook, CodeKind
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Document, Role
from coder.model.span import Span
from coder.suggest.segments import CodedInterview, Segment, SegmentedInterview

TOPICS = {
    "price": "the price of steel rose and customers paid more for every tonne",
    "school": "our pupils walk to school and the teacher waits at the gate",
    "river": "the river floods the meadow each spring and the bridge is closed",
}
FILLERS = ("well you know how it is", "let me think about that", "as I said before", "and so on")


def book(
    *codes: str,
    kind: CodeKind = CodeKind.FREE,
    definitions: Mapping[str, Mapping[str, str]] | None = None,
    cues: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
    cases: Sequence[Case] = (),
) -> Codebook:
    made = tuple(
        Code(
            code,
            kind,
            None,
            {"en": code},
            dict((definitions or {}).get(code, {})),
            cues=dict((cues or {}).get(code, {})),
        )
        for code in codes
    )
    return Codebook("b", "1", ("en", "de", "zh"), "en", {"en": "B"}, "case", tuple(cases), (), (), made, (), ())


def talk(
    name: str,
    *said: tuple[str, Sequence[str]] | str,
    language: str = "en",
    read: int | None = None,
    rejected: Mapping[int, Sequence[str]] | None = None,
    roles: Sequence[Role] = (),
    weight: int = 1,
    case: str | None = None,
) -> CodedInterview:
    """Segments in order; a plain string has no code."""
    segments: list[Segment] = []
    codings: list[tuple[Coding, ...]] = []
    at = 0
    for number, one in enumerate(said):
        text, codes = (one, ()) if isinstance(one, str) else one
        span = Span(at, at + len(text))
        role = roles[number] if number < len(roles) else Role.RESPONDENT
        segments.append(Segment(span, text, role, at))
        codings.append(tuple(coding(f"{name}.{number}.{code}", name, span, code, weight) for code in codes))
        at = span.end + 1
    refused = tuple(frozenset((rejected or {}).get(place, ())) for place in range(len(said)))
    count = len(said) if read is None else read
    return CodedInterview(SegmentedInterview(name, language, tuple(segments), case), tuple(codings), refused, count)


def coding(identity: str, document: str, span: Span, code: str, weight: int) -> Coding:
    return Coding(identity, document, span, code, weight, "AB", None, Tense.PRESENT, BY_HAND, 1, "2025-01-01T00:00:00Z")


def talks(count: int, seed: int = 0, length: int = 30, topics: Mapping[str, str] | None = None) -> list[CodedInterview]:
    """Interviews that wander from topic to topic, each coded with its name."""
    dice = random.Random(seed)
    known = dict(topics or TOPICS)
    made = []
    for number in range(count):
        said: list[tuple[str, Sequence[str]] | str] = []
        while len(said) < length:
            topic = dice.choice(sorted(known))
            words = known[topic].split()
            for _ in range(dice.randint(1, 3)):
                said.append((" ".join(dice.sample(words, min(5, len(words)))), [topic]))
            said.append(dice.choice(FILLERS))
        made.append(talk(f"d{number}", *said[:length]))
    return made


def document_of(one: SegmentedInterview) -> Document:
    text = "\n".join(segment.text for segment in one.segments)
    return Document(one.document, one.document, "txt", one.language, text, (), (), "", "", "")


def letters(texts: Sequence[str]) -> NDArray[np.float32]:
    """An encoder for tests: how often each letter stands in a text, as a vector of length 1."""
    found = np.array([[text.lower().count(chr(97 + place)) + 0.01 for place in range(26)] for text in texts])
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32).reshape(len(texts), 26)
