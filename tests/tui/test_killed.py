"""A killed session: whatever was painted as coded is in the study, the journal verifies, the next start works.

A scripted session runs in a real pseudo-terminal and is killed (SIGKILL) at a random moment. ``CODER_KILLS=200``
runs it as often as a release asks for; without it a few times.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path

import pytest

from coder.model.edit import AddCodings, Batch, ChangeCoding, Edit, Entry, RemoveCodings
from coder.study import Study
from tests.tui.sessions import add, interview, new_study
from tests.tui.terminal import Terminal

KILLS = int(os.environ.get("CODER_KILLS", "6"))
CODE = "mindset.narrative.commercial_success"
# Each key alone or with what its dialog needs; nothing that leaves the document.
STEPS = ("1", "1", ".", "j", "j", "J", "k", "w", "s", "x", "u", "+", "-", "~", "ccommercial\r", "2", "3", "l", "h")


def growth(edit: Edit) -> int:
    """By how many codings an edit changes their number."""
    match edit:
        case AddCodings(codings):
            return len(codings)
        case RemoveCodings(codings):
            return -len(codings)
        case Batch(edits):
            return sum(map(growth, edits))
        case _:
            return 0


def numbers(log: tuple[Entry, ...]) -> list[int]:
    """The number of codings after each entry of the journal, from the start."""
    found = [0]
    for entry in reversed(log):
        found.append(found[-1] + growth(entry.edit))
    return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed") / "study"
    with new_study(path) as study:
        document = add(study, "talk", *interview(3_000))
        text = study.document(document)
        for number, code in enumerate((CODE, "market.income.low", "mindset.outward.globally_integrative")):
            study.code(document, text.turns[2 * number + 1].span, code, 2)
    return path


def in_order(shown: list[int], stored: list[int]) -> bool:
    """Whether all numbers painted were stored in that order; of edits that come together only the last is painted."""
    at = 0
    for number in shown:
        if number not in stored[at:]:
            return False
        at = stored.index(number, at)
    return True


@pytest.mark.parametrize("seed", range(KILLS))
def test_what_was_painted_as_coded_survives_a_kill(seed: int, sample: Path, tmp_path: Path) -> None:
    dice = random.Random(seed)
    path = tmp_path / "study"
    shutil.copytree(sample, path)
    terminal = Terminal("-m", "coder", "--study", str(path), "--coder", "me", "code", "talk")
    terminal.wait_for(b"3 codings")
    for _ in range(dice.randint(1, 60)):
        terminal.press(dice.choice(STEPS))
        terminal.read(dice.choice((0, 0, 0.005, 0.02, 0.05)))
    terminal.kill()

    shown = [int(number) for number in re.findall(r"(\d+) codings?, ", terminal.text)]
    undo = re.findall(r"undo: (\S[^│\n]*?\(\+?-?\d\))", terminal.text)
    with Study.open(path, "me") as study:
        assert study.check() == ()
        log = study.log()
        counts = numbers(log)
        assert len(study.codings()) == counts[-1]
        assert shown, terminal.text
        assert in_order(shown, counts)  # each painted number was stored before it was painted
        labels = {entry.label for entry in log}
        for label in undo:
            assert any(label.rstrip("…") in known for known in labels)
        expected = len(study.codings())

    again = Terminal("-m", "coder", "--study", str(path), "--coder", "me", "code", "talk")
    again.wait_for(f"{expected} coding".encode())
    again.press("jG")
    again.read(0.2)
    again.kill()
    assert "Traceback" not in again.text


def test_the_count_of_codings_follows_the_journal(sample: Path) -> None:
    with Study.open(sample, "me") as study:
        assert numbers(study.log())[-1] == len(study.codings()) == 3
        changed = study.change(study.codings()[0].id, weight=-2)
        assert isinstance(study.log(1)[0].edit, ChangeCoding)
        assert changed.weight == -2
        study.undo()
        assert numbers(study.log())[-1] == 3
