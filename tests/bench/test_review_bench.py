"""How many keys a decision on a suggestion takes, and how many decisions an hour that comes to.

``python3 -m pytest tests/bench/test_review_bench.py -n 0 --benchmark-enable -s`` drives the review with keys over the
suggestions that the cues make for the sample study without its codings, and decides as its coders did: a suggestion
that overlaps one of their codings with its code is accepted with their strength, one on words that they gave a code
that nothing suggests there gets that code through the palette, any other is rejected. Every key is counted.

The hour is told for stated times: reading at 250 words a minute the passage and one line on each side, once where
several suggestions for the same words follow one another; 1.35 s to decide and 0.28 s for a key (Card, Moran and Newell
1983, keystroke-level model). With a goal of 300 an hour there are 12 s for a decision.

Then the queue with 5,000 and 20,000 suggestions in a pseudo-terminal: milliseconds from a key to the last byte painted
because of it, beside the same for 100.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder import sample
from coder.model.coding import Coding, Suggestion
from coder.model.edit import AddSuggestions, RemoveSuggestions
from coder.model.span import Span
from coder.study import Study
from coder.suggest.queue import Order
from coder.tui.reviewing.screen import ReviewScreen
from tests.tui.sessions import SMALL, add, interview, new_study, session
from tests.tui.terminal import Terminal

WORDS_A_SECOND = 250 / 60
DECIDING, KEY = 1.35, 0.28  # seconds
LINES = 2 * 13  # words around a passage that are read, too
SIZE = (120, 40)


@dataclass
class Plan:
    """What the coders said of the sample, by document, and what is left of it to be coded."""

    codings: dict[str, list[Coding]]

    def of(self, one: Suggestion, waiting: set[tuple[str, str, Span]]) -> Coding | None:
        """The coding that a researcher would make of a suggestion."""
        here = [coding for coding in self.codings.get(one.document, ()) if coding.span.overlaps(one.span)]
        same = [coding for coding in here if coding.code == one.code]
        if same:
            return same[0]
        suggested = [(code, span) for document, code, span in waiting if document == one.document]
        free = [
            coding
            for coding in here
            if not any(coding.code == code and span.overlaps(coding.span) for code, span in suggested)
        ]
        return free[0] if free else None

    def done(self, coding: Coding) -> None:
        """This passage has its code."""
        left = self.codings[coding.document]
        self.codings[coding.document] = [
            other for other in left if other.code != coding.code or not other.span.overlaps(coding.span)
        ]


@dataclass
class Tally:
    """Keys and seconds of decisions."""

    keys: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def line(self, order: Order) -> str:
        an_hour = 3600 * len(self.seconds) / sum(self.seconds)
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.most_common())
        keys = statistics.mean(self.keys)
        return f"{order:9} {len(self.keys):4} decisions  {keys:.2f} keys each  {an_hour:4.0f} an hour   ({kinds})"


def prepared(path: Path) -> tuple[Path, dict[str, list[Coding]]]:
    """The sample study with nothing coded and its coded interviews suggested by cues; and what was coded in them."""
    sample.make_sample(path, "MK").close()
    with Study.open(path, "MK") as study:
        codings: dict[str, list[Coding]] = {}
        for coding in study.codings(coder="MK", today=True):
            codings.setdefault(coding.document, []).append(coding)
        study.uncode([coding.id for coding in study.codings()])
        for document in study.documents():
            for coder in document.coded_by:
                with Study.open(path, coder) as other:
                    other.mark_coded(document.id, False)
        study.suggest(("cues",), list(codings), unaided=Fraction(0))
        others = tuple(one for one in study.suggestions() if one.document not in codings)
        study._perform(RemoveSuggestions(others), "nobody coded these")
    return path, codings


def current(pilot: Pilot[None]) -> Suggestion | None:
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen._current()


def keys_for(one: Suggestion, wanted: Coding | None, study: Study, letters: dict[str, str]) -> tuple[str, list[str]]:
    """What a researcher presses: the strength as proposed, by its own key, or by its digit; the code by its letters."""
    if wanted is None:
        return "rejected", ["r"]
    weights = study.codebook.weights(study.codebook.code(wanted.code))
    if wanted.code == one.code:
        if one.weight == wanted.weight:
            return "accepted as proposed", ["enter"]
        return "accepted with another strength", [str(weights.index(wanted.weight) + 1)]
    typed = list(letters[wanted.code].lower())
    level = study.codebook.code(wanted.code).scale is not None
    steps = weights.index(wanted.weight) + (1 if level else 0)
    return "given another code", ["c", *typed, *["tab"] * steps, "enter"]


async def reviewed(path: Path, codings: dict[str, list[Coding]], order: Order, most: int) -> Tally:
    """Go through the queue in an order."""
    tally, plan = Tally(), Plan({document: list(found) for document, found in codings.items()})
    with Study.open(path, "MK") as study:
        study.keep_view("review_order", order)
        async with session(study, size=SMALL, screen="review") as pilot:
            letters = dict(pilot.app._session.signs.letters)  # type: ignore[attr-defined]
            last: Suggestion | None = None
            while (one := current(pilot)) is not None and len(tally.keys) < most:
                waiting = {(other.document, other.code, other.span) for other in study.suggestions(one.document)}
                wanted = plan.of(one, waiting - {(one.document, one.code, one.span)})
                kind, keys = keys_for(one, wanted, study, letters)
                await pilot.press(*keys)
                await pilot.pause()
                after = current(pilot)
                assert after is None or after.id != one.id
                if wanted is not None:
                    plan.done(wanted)
                    made = [found for found in study.codings(document=one.document) if found.span == one.span]
                    assert (wanted.code, wanted.weight) in [(found.code, found.weight) for found in made]
                again = last is not None and (last.document, last.span) == (one.document, one.span)
                words = 0 if again else len(study.document(one.document).quote(one.span).split()) + LINES
                tally.keys.append(len(keys))
                tally.seconds.append(DECIDING + words / WORDS_A_SECOND + KEY * len(keys))
                tally.kinds[kind] += 1
                last = one
    return tally


@pytest.mark.parametrize("order", [Order.DOCUMENT, Order.USEFUL])
async def test_a_decision_takes_little_more_than_a_key(
    order: Order, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    path, codings = prepared(tmp_path / "study")
    tally = await reviewed(path, codings, order, 10_000 if enabled else 12)
    assert tally.keys
    assert statistics.mean(tally.keys) < 3
    if enabled:
        print(f"\n{tally.line(order)}")
        assert 3600 * len(tally.seconds) / sum(tally.seconds) >= 300


def queued(path: Path, count: int) -> Path:
    """A study with an interview of 30,000 words and so many suggestions."""
    with new_study(path) as study:
        document = add(study, "long", *interview(30_000))
        length = len(study.document(document).text)
        codes = [code.id for code in study.codebook.codable() if code.scale is None][:40]
        found = []
        for number in range(count):
            start = number * (length - 300) // count
            span = Span(start, start + 40 + number % 5 * 30)
            found.append(
                Suggestion(
                    *(f"s{number:06}", document, span, codes[number % 40], 2, number % 89 / 89),
                    *(f"cue {number % 300}", "cues.v1", study.revision),
                    calibrated=True,
                )
            )
        study._perform(AddSuggestions(tuple(found)), f"{count} suggestions")
    return path


def test_keys_are_as_fast_with_twenty_thousand(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    rounds = 40 if enabled else 2
    for count in (100, 5_000, 20_000) if enabled else (50,):
        path = queued(tmp_path / str(count), count)
        terminal = Terminal("-m", "coder", "--study", str(path), "--coder", "me", "review", size=SIZE)
        opened = terminal.wait_for(b" wait")
        terminal.read(0.5)
        terminal.press("\x1b")  # what to expect is told once
        terminal.read(0.5)
        times = {
            what: [terminal.milliseconds(keys[number % 2]) for number in range(rounds)]
            for what, keys in (("move", "jj"), ("reject", "rr"), ("accept", "\r\r"), ("resize", "hl"))
        }
        for _ in range(60):  # on a slow machine keys wait
            with Study.open(path, "me") as study:
                if len(study.codings()) >= rounds:
                    break
            terminal.read(0.5)
        terminal.kill()
        with Study.open(path, "me") as study:
            assert len(study.codings()) == rounds
            assert len(study.suggestions()) == count - 2 * rounds
        if enabled:
            shown = ", ".join(f"{what} {statistics.median(found):.0f}" for what, found in times.items())
            print(f"\n{count:6,} wait: opened after {1000 * opened:.0f} ms; ms a key (median): {shown}")
