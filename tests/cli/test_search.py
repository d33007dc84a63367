from __future__ import annotations

import re
from pathlib import Path

import pytest

from coder.cli.search import line
from coder.errors import Exit
from tests.cli.conftest import Run


def test_hits_are_listed_with_place_speaker_and_context(run: Run, study: Path) -> None:
    done = run("search", "proud", "of", "it")
    assert (done.code, done.err) == (Exit.OK, "")
    head, first, second = done.out.splitlines()
    assert head.split() == ["document", "paragraph", "speaker", "before", "found", "after"]
    assert first.startswith("north             4  Ms A")
    assert "They are  proud of it  , very." in first
    assert second.startswith("south             2  Mr B")
    assert "\\x1b" in second


def test_passages_are_listed_by_their_words(run: Run, study: Path) -> None:
    lines = run("search", "code:mood", "document:north").out.splitlines()
    assert lines[0].split() == ["document", "paragraph", "speaker", "found"]
    assert lines[1].endswith("It is getting better here")


def test_on_a_terminal_lines_keep_within_its_width(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder.cli.search.is_terminal", lambda: True)
    monkeypatch.setattr("coder.cli.lists.is_terminal", lambda: True)
    lines = run("search", "it").out.splitlines()
    assert len(lines) == 1 + len(run("search", "it", "--json").json)
    assert all(len(re.sub(r"\x1b\[[0-9;]*m", "", one)) <= 80 for one in lines)


def test_json_gives_places_and_exact_words(run: Run, study: Path) -> None:
    found = run("search", "WORSE \x1b[31mhere", "--json").json
    assert found == [
        {
            "document": "south",
            "paragraph": 2,
            "page": None,
            "start": 35,
            "end": 50,
            "speaker": "Mr B",
            "role": "respondent",
            "time_ms": None,
            "before": "I: How is it?\n\nMr B: It is getting ",
            "quote": "worse \x1b[31mhere",
            "after": ". Nobody is proud of it.\n",
        }
    ]
    assert run("search", "nowhere", "--json").json == []


def test_filters_of_speakers_codes_cases_and_coders(run: Run, study: Path) -> None:
    def quotes(*words: str) -> list[str]:
        return [one["quote"] for one in run("search", "--json", *words).json]

    assert quotes("proud", "case:North") == ["proud"]
    assert quotes("it", "role:interviewer") == ["it", "it"]
    assert quotes("proud", "speaker:Ms A") == ["proud"]
    assert quotes("code:pride") == ["They are proud of it"]
    assert quotes("code:mood.story", "document:south") == ["It is getting worse \x1b[31mhere"]
    assert quotes("code:mood", "coder:JW", "document:north") == ["They are proud of it"]
    assert quotes(r"/\bgetting \w+/", "language:en") == ["getting better", "getting worse"]


def test_a_limit_says_that_there_is_more(run: Run, study: Path) -> None:
    done = run("search", "it", "--limit", "2", "--json")
    assert len(done.json) == 2
    assert done.err == "coder: only the first 2 hits: there are more\n"
    assert run("search", "mother", "--limit", "1").err == ""
    assert run("search", "it", "--limit", "0").code == Exit.USAGE


def test_nothing_found_is_said(run: Run, study: Path) -> None:
    assert run("search", "nowhere").out == "nothing found\n"


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("/a(b/", "coder: search '/a(b/', character 5: this is no regular expression: missing ) (write \\ before"),
        ("code:prid", "coder: search 'code:prid', character 1: there is no code 'prid' (did you mean mood.pride?)"),
        ("case:east", "coder: search 'case:east', character 1: this only chooses documents (add words"),
        ("x case:east", "coder: search 'x case:east', character 3: there is no town 'east' (known: north, south)"),
        ("x document:sout", "coder: search 'x document:sout', character 3: there is no document 'sout' (did you mean"),
        (" ", "coder: nothing to look for (type words"),
    ],
)
def test_errors_are_one_line_with_place_and_repair(run: Run, study: Path, query: str, error: str) -> None:
    done = run("search", query)
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert done.err.startswith(error)
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["the state"], "the state"),
        (["the", "state"], "the state"),
        (["state", "speaker:Ms A"], 'state speaker:"Ms A"'),
        (["state", 'speaker:"Ms A"'], 'state speaker:"Ms A"'),
        (["speaker:Ms A"], "speaker:Ms A"),
    ],
)
def test_arguments_are_one_query(words: list[str], query: str) -> None:
    assert line(words) == query
