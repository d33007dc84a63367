"""How far the version goes up: patch for wording, minor for what is new, moved or renamed, major for the rest."""

import pytest

from coder.codebook.compare import differences
from coder.codebook.problem import CodebookError
from coder.codebook.raising import Step, far_enough, needed, next_version, with_history_version, with_version
from coder.codebook.read import read
from tests.codebook.sample import SAMPLE, changed


def step(old: str, new: str) -> Step:
    return needed(differences(read(SAMPLE, "x"), read(changed(old, new), "x")))


ENTRY = "- {{version: 2.0.0, date: 2026-02-03, author: MK, {}, rationale: So.}}\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("status: final", "status: final  # a remark", Step.NONE),
        ("version: 2.0.0\nstatus", "version: 2.0.1\nstatus", Step.NONE),
        ("status: final", "status: draft", Step.PATCH),
        ("{en: [gamble]", "{en: [bet, win]", Step.PATCH),
        ("exclude: [luck]", "exclude: [fate]", Step.PATCH),
        ("{en: low, zh: 低}", "{en: little, zh: 低}", Step.MINOR),
        ("  label: An idea\n", "  label: An idea\n- {id: new, label: New}\n", Step.MINOR),
        ("    - {id: south", "    - {id: east, label: East}\n    - {id: south", Step.MINOR),
        ("- id: idea\n  label: An idea\n", "", Step.MAJOR),
        ("kind: set", "kind: list", Step.MAJOR),
        ("order: [low, high]", "order: [high, low]", Step.MAJOR),
        ("third: 1/4", "third: 1/3", Step.MAJOR),
        ("derivation: {third: 1/2", "derivation: {third: 1/3", Step.MAJOR),
        ("text: What could go wrong?", "text: What may go wrong?", Step.PATCH),
        ("rows: risk", "rows: [risk, base]", Step.MINOR),
        ("guide:\n", "guide:\n- {id: q0, text: And you?, rows: []}\n", Step.MINOR),
        ("- {id: q2, text: What could go wrong?, rows: risk}\n", "", Step.MINOR),
        ("fitted_to: [north]", "fitted_to: [north, south]", Step.PATCH),
        ("coder_weights: [-1, 0, 1]", "coder_weights: [-2, -1, 0, 1]", Step.MAJOR),
    ],
)  # fmt: skip
def test_the_step_a_difference_asks_for(old: str, new: str, expected: Step) -> None:
    assert step(old, new) is expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("op: rename, id: idea", Step.MINOR),
        ("op: redefine, id: idea", Step.MAJOR),
        ("op: rescale, id: economy.base, map: {-1: 0}", Step.MAJOR),
    ],
)
def test_the_step_an_entry_of_the_history_asks_for(entry: str, expected: Step) -> None:
    after = read(SAMPLE + ENTRY.format(entry), "x")
    assert needed(differences(read(SAMPLE, "x"), after)) is expected


def test_an_id_that_goes_by_a_move_is_a_minor_change() -> None:
    text = changed("- id: idea\n  label: An idea\n", "- id: thought\n  label: An idea\n")
    without, entry = read(text, "x"), read(text + ENTRY.format("op: move, id: idea, to: thought"), "x")
    old = read(SAMPLE, "x")
    assert needed(differences(old, without)) is Step.MAJOR
    assert needed(differences(old, without), ["idea"]) is Step.MINOR
    assert needed(differences(old, entry)) is Step.MINOR


def test_a_row_goes_along_with_the_code_it_reads() -> None:
    text = (
        SAMPLE.replace("economy.partners", "economy.friends")
        .replace("id: partners,", "id: friends,")
        .replace("row: partners", "row: friends")
    )
    text = text.replace("rows: [base, partners, risk]", "rows: [base, friends, risk]")
    text = text.replace("rows: [partners, base]", "rows: [friends, base]")
    old, new = read(SAMPLE, "x"), read(text, "x")
    found = differences(old, new)
    assert any(one.part == "row" for one in found)
    assert needed(found) is Step.MAJOR
    assert needed(found, ["economy.partners"]) is Step.MINOR


@pytest.mark.parametrize(
    ("version", "by", "expected"),
    [
        ("1.2.3", Step.NONE, "1.2.3"),
        ("1.2.3", Step.PATCH, "1.2.4"),
        ("1.2.3", Step.MINOR, "1.3.0"),
        ("1.2.3", Step.MAJOR, "2.0.0"),
        ("0.2.3", Step.MAJOR, "0.3.0"),
        ("2.0.0-rc.1", Step.MAJOR, "2.0.0-rc.2"),
    ],
)
def test_the_next_version(version: str, by: Step, expected: str) -> None:
    assert next_version(version, by) == expected
    assert far_enough(version, expected, by)
    assert by is Step.NONE or not far_enough(version, version, by)


def test_a_version_that_goes_further_than_it_has_to_is_far_enough() -> None:
    assert far_enough("1.2.3", "3.0.0", Step.PATCH)
    assert not far_enough("1.2.3", "1.2.4", Step.MINOR)
    assert not far_enough("1.2.3", "1.1.0", Step.NONE), "back is never far enough"


def test_a_version_is_written_into_the_text_and_nothing_else() -> None:
    assert with_version(SAMPLE, "x", "2.1.0") == SAMPLE.replace("version: 2.0.0\nstatus", "version: 2.1.0\nstatus")
    with pytest.raises(CodebookError, match="has no version"):
        with_version("id: x\n", "x", "2.1.0")


def test_the_version_of_a_pasted_entry_is_taken_over() -> None:
    entry = ENTRY.format("op: redefine, id: idea").replace("2.0.0", "3.0.0")
    assert read(with_history_version(SAMPLE + entry, "x"), "x").version == "3.0.0"
    for text in (SAMPLE, "", "[]", "version: 1\nhistory: 3\n", "version: [1]\nhistory: [{version: 9.9.9}]\n"):
        assert with_history_version(text, "x") == text
