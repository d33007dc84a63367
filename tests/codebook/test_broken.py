"""Codebooks broken here and there: the check never falls, and each error says where and how to repair."""

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder import shipped
from coder.codebook.problem import Problem
from coder.codebook.read import check
from tests.codebook.sample import SAMPLE

TEXTS = [*[SAMPLE] * 9, *(shipped.codebook_text(name)[0] for name in shipped.codebooks())]
MANY = int(os.environ.get("CODER_FUZZ", "100"))
WORDS = ["", "x", "null", "[]", "{}", "- ", ": ", "'", "0", "-1", "1/0", "*a", "&a", "#", "\t", "版本", "a.b.c", "\x07"]


def broken(text: str, seed: int) -> str:
    """A text with one to four of its lines or words changed as hands change them."""
    dice = random.Random(seed)
    lines = text.split("\n")
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(lines))
        line = lines[at]
        match dice.randrange(8):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[dice.randrange(len(lines))])
            case 2:
                lines[at] = " " * dice.randint(0, 9) + line.lstrip()
            case 3:
                words = line.split(" ")
                words[dice.randrange(len(words))] = dice.choice(WORDS)
                lines[at] = " ".join(words)
            case 4:
                lines[at] = line.replace(": ", ":", 1)
            case 5:
                lines[at] = line[: dice.randint(0, len(line))]
            case 6:
                other = dice.randrange(len(lines))
                lines[at], lines[other] = lines[other], line
            case _:
                place = dice.randint(0, len(line))
                lines[at] = line[:place] + dice.choice(WORDS) + line[place:]
        lines = lines or [""]
    return "\n".join(lines)


def told(problems: list[Problem], text: str) -> None:
    """Every problem has a line of the file, what is wrong on one line, and a repair; in the order of the lines."""
    last = 1 + sum(text.count(sign) for sign in "\n\r\x85\u2028\u2029")
    assert problems == sorted(problems)
    for problem in problems:
        assert 1 <= problem.line <= last, problem
        assert problem.what.strip(), problem
        assert problem.repair.strip(), problem
        assert "\n" not in problem.what + problem.repair, problem


@settings(max_examples=MANY, deadline=None)
@given(st.sampled_from(range(len(TEXTS))), st.integers(0, 2**32))
def test_a_broken_codebook_is_told_line_by_line(place: int, seed: int) -> None:
    text = broken(TEXTS[place], seed)
    errors, warnings = check(text, "x")
    told(errors, text)
    told(warnings, text)


def test_several_faults_are_all_told_at_once() -> None:
    text = SAMPLE.replace("kind: set", "kind: sett").replace("order: [low, high]", "order: [low]")
    text = text.replace("scale: marks", "scale: mark").replace("rows: [base,", "rows: [bass,")
    errors, _ = check(text, "x")
    lines = text.splitlines()
    for piece in ("kind: sett", "order: [low]", "scale: mark,", "rows: [bass,"):
        assert any(piece.rstrip(",") in lines[error.line - 1] for error in errors), piece


@pytest.mark.parametrize("name", shipped.codebooks())
def test_a_shipped_codebook_loses_nothing_by_a_line_too_many_at_its_end(name: str) -> None:
    text = shipped.codebook_text(name)[0] + "nonsense: 1\n"
    (error,), _ = check(text, name)
    assert error.line == text.count("\n")
    assert "nonsense" in error.what
