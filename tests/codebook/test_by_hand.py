"""A working copy edited by hand: where each difference stands, and why it cannot be taken over."""

import re

import pytest

from coder import shipped
from coder.codebook.by_hand import HandEdit, Used, hand_edit
from coder.codebook.raising import Step
from coder.codebook.read import read
from tests.codebook.sample import SAMPLE, changed, line_of

IDEA = "- id: idea\n  label: An idea\n"
RAISED = ("version: 2.0.0\nstatus", "version: 3.0.0\nstatus")


def edited(text: str, *used: Used, raising: bool = False) -> HandEdit:
    old, new = read(SAMPLE, "x"), read(text, "x")
    return hand_edit(old, new, text, used, author="M: K", date="2026-05-06", raising=raising)


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("status: final", "status: draft", "status: draft"),
        ("third: 1/4", "third: 1/3", "third: 1/3"),
        ("{en: low, zh: 低}", "{en: little, zh: 低}", "{en: little, zh: 低}"),
        ("kind: set", "kind: list", "kind: list"),
        ("coder_weights: [-1, 0, 1]", "coder_weights: [-2, -1, 0, 1]", "coder_weights: [-2"),
        (IDEA, "", "codes:\n"),
        ("  label: An idea\n", "  label: An idea\n- {id: new, label: New}\n", "- {id: new, label: New}"),
        ("    - {id: south", "    - {id: east, label: East}\n    - {id: south", "    - {id: east"),
    ],
)  # fmt: skip
def test_every_difference_has_its_line(old: str, new: str, at: str) -> None:
    text = changed(old, new)
    found = edited(text)
    assert found.lines[0] == line_of(at, text)


def test_a_version_that_stays_is_refused_with_the_one_to_write() -> None:
    text = changed("{en: low, zh: 低}", "{en: little, zh: 低}")
    found = edited(text)
    (problem,) = found.problems
    assert (found.step, found.wanted, problem.line) == (Step.MINOR, "2.1.0", line_of("version: 2.0.0\nstatus"))
    assert "still 2.0.0, but this is a minor change (code economy.risk.low: label en" in problem.what
    assert problem.repair.startswith("write version: 2.1.0")
    assert edited(text, raising=True).problems == ()
    assert edited(changed(*RAISED, text)).problems == ()


def test_a_version_that_goes_back_is_refused() -> None:
    text = changed("version: 2.0.0\nstatus", "version: 1.9.0\nstatus", SAMPLE.split("history:")[0])
    found = edited(text)
    assert any("went back from 2.0.0 to 1.9.0" in problem.what for problem in found.problems)


def test_comments_alone_need_no_version() -> None:
    assert edited(SAMPLE + "# a remark\n") == HandEdit((), (), Step.NONE, "", ())


def test_orphans_are_told_by_code_with_how_many_of_whom_and_the_entry_to_paste() -> None:
    text = changed(*RAISED, changed(IDEA, ""))
    used = [Used("idea", 2, "2.0.0", "MK", 3), Used("idea", 1, "2.0.0", "JW", 1), Used("idea", 1, "2.0.0", "MK", 2)]
    (problem,) = edited(text, *used).problems
    assert problem.line == line_of("codes:\n", text)
    assert "this would orphan 6 codings with 'idea' (+1, +2; 1 of JW, 5 of MK)" in problem.what
    (entry,) = re.findall(r"- \{.*\}", problem.repair)
    assert entry == '- {version: 3.0.0, date: 2026-05-06, author: "M: K", op: retire, id: idea, rationale: "…"}'
    assert edited(f"{text}{entry}\n", *used).problems == ()


def test_a_code_under_another_id_is_told_as_a_move() -> None:
    text = changed("- id: idea\n", "- id: thought\n")
    found = edited(text, Used("idea", 2, "2.0.0", "MK", 1))
    assert (found.step, found.wanted) == (Step.MINOR, "2.1.0")
    orphan = next(problem for problem in found.problems if "orphan" in problem.what)
    assert orphan.line == line_of("- id: thought", text)
    (entry,) = re.findall(r"- \{.*\}", orphan.repair)
    assert "version: 2.1.0" in entry
    assert "op: move, id: idea, to: thought" in entry
    mended = changed("version: 2.0.0\nstatus", "version: 2.1.0\nstatus", text) + entry + "\n"
    assert edited(mended, Used("idea", 2, "2.0.0", "MK", 1)).problems == ()


def test_a_row_under_another_id_is_one_move_for_all_its_values() -> None:
    text = SAMPLE.replace("economy.risk", "economy.danger")
    used = Used("economy.risk.low", 1, "2.0.0", "MK", 1), Used("economy.risk.high", 1, "2.0.0", "MK", 1)
    repairs = [problem.repair for problem in edited(text, *used).problems if "orphan" in problem.what]
    assert len(repairs) == 2
    assert all("op: move, id: economy.risk, to: economy.danger" in repair for repair in repairs)


def test_a_level_that_is_gone_asks_for_a_rescale() -> None:
    text = changed("coder_weights: [-1, 0, 1]", "coder_weights: [0, 1]", changed("      -1: {en: weak, zh: 弱}\n", ""))
    text = changed(*RAISED, text)
    used = Used("economy.base", -1, "2.0.0", "MK", 4)
    (problem,) = edited(text, used).problems
    (entry,) = re.findall(r"- \{.*\}", problem.repair)
    assert "op: rescale, id: economy.base, map: {-1: null}" in entry
    assert edited(f"{text}{entry}\n", used).problems == ()


def test_a_history_that_was_changed_is_refused_at_its_line() -> None:
    text = changed("rationale: It is about the economy.", "rationale: So.")
    (problem,) = [one for one in edited(text, raising=True).problems if "history" in one.what]
    assert "entry" in problem.what
    assert "append-only" in problem.repair
    assert "So." in text.splitlines()[problem.line - 1]


def test_another_id_of_the_codebook_is_refused() -> None:
    text = SAMPLE.replace("\nid: towns\n", "\nid: cities\n", 1)
    assert text != SAMPLE
    assert any("the id changed from 'towns' to 'cities'" in one.what for one in edited(text).problems)


@pytest.mark.parametrize("old", shipped.codebooks())
@pytest.mark.parametrize("new", shipped.codebooks())
def test_any_codebook_can_be_told_from_any_other(old: str, new: str) -> None:
    text = shipped.codebook_text(new)[0]
    before, after = read(shipped.codebook_text(old)[0], old), read(text, new)
    used = [Used(code.id, before.weights(code)[0], before.version, "MK", 1) for code in before.codes if code.codable]
    found = hand_edit(before, after, text, used, author="MK", date="2026-05-06")
    last = text.count("\n") + 1
    assert len(found.lines) == len(found.differences)
    assert all(1 <= line <= last for line in found.lines)
    assert all(1 <= problem.line <= last and problem.repair for problem in found.problems)
    assert (found.differences == ()) is (old == new)
    assert bool(found.problems) is (old != new)
    assert all(str(one) for one in found.differences)
