from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import Exit
from tests.cli.conftest import Run


def test_speakers_with_role_turns_and_words(run: Run, study: Path) -> None:
    done = run("turns", "north")
    assert done.err == ""
    assert [line.split() for line in done.out.splitlines()] == [
        ["speaker", "role", "turns", "words"],
        ["I", "interviewer", "2", "6"],
        ["Ms", "A", "respondent", "2", "18"],
    ]


def test_json_of_all_documents(run: Run, study: Path) -> None:
    found = run("turns", "--all", "--json").json
    assert [(one["document"], one["speaker"], one["role"]) for one in found] == [
        ("north", "I", "interviewer"),
        ("north", "Ms A", "respondent"),
        ("south", "I", "interviewer"),
        ("south", "Mr B", "respondent"),
    ]
    assert set(found[0]) == {"document", "speaker", "role", "turns", "words"}


def test_roles_and_names_are_put_right_and_undone(run: Run, study: Path) -> None:
    before = run("overview", "--json").out
    done = run("turns", "north", "--role", "Ms A=interviewer", "--role", "I=respondent", "--rename", "I=Iris")
    assert done.code == Exit.OK
    assert "Iris     respondent" in done.out
    assert done.err == "coder: changed: north; coder undo takes it back\n"
    assert run("overview", "--json").out != before  # her words are no evidence any more
    assert run("codings", "--json").json
    assert "Ms A is interviewer, I is respondent, I is called Iris in north" in run("undo").out
    assert run("overview", "--json").out == before
    assert run("check").code == Exit.OK


def test_in_all_documents_at_once(run: Run, study: Path) -> None:
    done = run("turns", "--all", "--role", "I=note")
    assert "changed: north, south" in done.err
    assert "changed: south" in run("turns", "--all", "--role", "Mr B=note").err
    assert run("turns", "--all", "--role", "Mr B=note").err == "coder: it is so already\n"


def test_who_gets_the_name_of_somebody_with_another_role_is_told(run: Run, study: Path) -> None:
    done = run("turns", "north", "--rename", "Ms A=I")
    assert done.err.splitlines()[0] == "coder: north: Ms A was respondent and is interviewer now, as I"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("turns",), Exit.USAGE, "it is not said which documents"),
        (("turns", "north", "--all"), Exit.USAGE, "it is not said which documents"),
        (("turns", "nort"), Exit.REFUSED, "did you mean north?"),
        (("turns", "north", "--role", "I"), Exit.USAGE, "write --role NAME=VALUE"),
        (("turns", "north", "--role", "I=respondant"), Exit.USAGE, "did you mean respondent?"),
        (("turns", "north", "--role", "Mr A=note"), Exit.REFUSED, "did you mean 'Ms A'?"),
        (("turns", "north", "--rename", "I="), Exit.USAGE, "write --rename NAME=VALUE"),
    ],
)
def test_what_cannot_be_says_the_repair(
    run: Run, study: Path, words: tuple[str, ...], code: Exit, message: str
) -> None:
    done = run(*words)
    assert done.code == code
    assert message in done.err
    assert done.out == ""
