"""Studies and helpers for tests of the coding session."""

from __future__ import annotations

import random
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from coder import shipped
from coder.files import sha256
from coder.model.coding import BY_HAND, Coding, Suggestion, Tense
from coder.model.document import Role, Turn
from coder.model.edit import AddCodings, AddDocuments, AddSuggestions, DocumentRecord
from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.coding.transcript import Transcript
from coder.tui.widgets.line import Line

SMALL, LARGE = (80, 24), (200, 60)
WORDS = (
    "the",
    "region",
    "market",
    "people",
    "build",
    "company",
    "idea",
    "state",
    "firm",
    "we",
    "they",
    "never",
    "Beijing",
)


def interview(words: int, seed: int = 3) -> tuple[str, tuple[Turn, ...]]:
    """An interview of about so many words: questions, and answers of a few sentences."""
    dice = random.Random(seed)
    parts: list[str] = []
    turns: list[Turn] = []
    at = said = 0
    while said < words:
        for label, role, count in (("I", Role.INTERVIEWER, 1), ("R", Role.RESPONDENT, dice.randint(2, 6))):
            sentences = [
                " ".join(dice.choice(WORDS) for _ in range(dice.randint(6, 20))).capitalize() + "."
                for _ in range(count)
            ]
            speech = " ".join(sentences)
            said += len(speech.split())
            turns.append(Turn(Span(at + 3, at + 3 + len(speech)), label, role))
            parts.append(f"{label}: {speech}\n\n")
            at += len(parts[-1])
    return "".join(parts), tuple(turns)


def new_study(path: Path, coder: str = "me") -> Study:
    """An empty study with the flagship codebook."""
    return Study.create(path, *shipped.codebook_text("regional-innovation-systems"), coder)


def add(study: Study, name: str, text: str, turns: tuple[Turn, ...], language: str = "en", **attributes: str) -> str:
    """Put a transcript straight into a study; returns its id."""
    data = f"{name}\n{text}".encode()
    record = DocumentRecord(
        id=str(uuid.uuid4()),
        name=name,
        format="txt",
        language=language,
        turns=turns,
        times=(),
        source_name=f"{name}.txt",
        source_sha256=sha256(data),
        text_sha256=sha256(text.encode()),
        words=len(text.split()),
        attributes={"interview": name.upper(), **(attributes or {"region": "prd"})},
    )
    study._perform(
        AddDocuments((record,)), f"import {name}", {sha256(data): data, sha256(text.encode()): text.encode()}
    )
    return record.id


def add_codings(study: Study, document: str, count: int, coders: tuple[str, ...] = ("me", "JW"), seed: int = 5) -> None:
    """Random codings of a sentence's length over a document, as one edit."""
    dice = random.Random(seed)
    text = study.document(document).text
    codes = [code for code in study.codebook.codable() if not code.id.endswith("._other")]
    codings = []
    for number in range(count):
        code = dice.choice(codes)
        start = dice.randrange(0, len(text) - 200)
        span = Span(start, start + dice.randint(20, 160))
        codings.append(
            Coding(
                str(uuid.UUID(int=dice.getrandbits(128))),
                document,
                span,
                code.id,
                dice.choice(study.codebook.weights(code)),
                coders[number % len(coders)],
                None,
                Tense.PRESENT,
                BY_HAND,
                study.revision,
                f"2026-01-01T00:00:{number % 60:02}.{number:06}+00:00",
            )
        )
    study._perform(AddCodings(tuple(codings)), f"{count} codings")


def suggest(study: Study, document: str, span: Span, code: str, weight: int | None = 2, confidence: float = 0.6) -> str:
    """Put one suggestion into a study; returns its id."""
    identity = str(uuid.uuid4())
    one = Suggestion(identity, document, span, code, weight, confidence, 'cue "market"', "cues.v1", study.revision)
    study._perform(AddSuggestions((one,)), "1 suggestion")
    return identity


@asynccontextmanager
async def session(
    study: Study, document: str | None = None, size: tuple[int, int] = SMALL, screen: str | None = None
) -> AsyncIterator[Pilot[None]]:
    """The program, opened at a document or a screen."""
    app = CoderApp(study, document, screen)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def transcript(pilot: Pilot[None]) -> Transcript:
    """The transcript of the screen on top."""
    assert isinstance(pilot.app.screen, CodingScreen)
    return pilot.app.screen.query_one(Transcript)


def selected(pilot: Pilot[None]) -> str:
    """The words under the cursor."""
    shown = transcript(pilot)
    return shown.document.quote(shown.cursor.span)


def line(pilot: Pilot[None], name: str) -> str:
    """What a line of the screen says."""
    return pilot.app.screen.query_one(f"#{name}", Line).text


def painted(pilot: Pilot[None]) -> list[str]:
    """The screen as lines of text."""
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()[: pilot.app.size.height]]


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Let the session run until something is so, on however slow a machine. Raises AssertionError if it never is."""
    for _ in range(3000):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never became so:\n" + "\n".join(painted(pilot)))


async def type_keys(pilot: Pilot[None], words: str) -> None:
    """Press the keys of some words one after another."""
    await pilot.press(*("space" if character == " " else character for character in words))
    await pilot.pause()
