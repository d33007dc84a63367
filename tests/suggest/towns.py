"""Any number of small interviews with their codings, in words that say plainly what is meant."""

from __future__ import annotations

import random
from collections.abc import Sequence

from coder.model.codebook import Codebook
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Document, Role, Turn
from coder.model.span import Span
from coder.suggest.segments import CodedInterview, Grain, coded, cut
from tests.suggest.sample import code, codebook

SAID = {
    "town.rise": ["new shops open every month", "the harbour is growing again", "young families move in and build"],
    "town.decline": [
        "the mill closed its gates",
        "shops stand empty in the street",
        "the young all leave for the city",
    ],
    "town.trust": ["we help each other without asking", "a handshake is enough among us", "neighbours keep their word"],
}
IDLE = [
    "Well, let me think about that",
    "I was born on the other side",
    "It rained most of that week",
    "Yes, I suppose so",
]
CUES = {"town.rise": ["growing again"], "town.decline": ["stand empty"], "town.trust": ["handshake"]}
BOOK: Codebook = codebook(*(code(name, {"en": cues}) for name, cues in CUES.items()))


def interview(number: int, answers: int = 12) -> tuple[Document, list[Coding]]:
    """An interview and all codings of it; the same number gives the same one."""
    dice = random.Random(number)
    name, text = f"d{number:04}", ""
    turns: list[Turn] = []
    codings: list[Coding] = []

    def say(speaker: str, role: Role, words: str) -> Span:
        nonlocal text
        span = Span(len(text), len(text) + len(words))
        turns.append(Turn(span, speaker, role))
        text += f"{words}\n"
        return span

    for place in range(answers):
        say("I", Role.INTERVIEWER, "How is that?")
        found = dice.choice([*SAID, "", ""])
        words = dice.choice(SAID[found] if found else IDLE)
        span = say("R", Role.RESPONDENT, f"{dice.choice(IDLE)}, and {words}, you know. {dice.choice(IDLE)}.")
        if found:
            identity = f"{name}-{place}"
            made = Coding(identity, name, span, found, 1, "AB", None, Tense.PRESENT, BY_HAND, 1, "2025-01-01T00:00:00Z")
            codings.append(made)
    return Document(name, name, "txt", "en", text, tuple(turns), (), "", "", ""), codings


def lessons(numbers: Sequence[int]) -> list[CodedInterview]:
    """Those interviews with their codings, all read."""
    found = []
    for number in numbers:
        document, codings = interview(number)
        found.append(coded(cut(document, Grain.TURN), codings, (), whole=True))
    return found
