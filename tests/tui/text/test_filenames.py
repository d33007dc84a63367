from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import UsageError
from coder.tui.text.filenames import Entry, completed, entries, expanded, folder_of, named, quoted, shown, words

LINES = st.text(st.sampled_from("ab~/. \t'\"\\é访"), max_size=20)
NAMES = st.text(st.characters(exclude_categories=["C"], exclude_characters="/"), min_size=1, max_size=12)


@given(LINES)
def test_a_line_is_split_as_a_shell_does(line: str) -> None:
    found = words(line)
    if found[-1].quote or line.endswith("\\"):
        return  # unfinished: a shell would wait for more
    try:
        expected = shlex.split(line)
    except ValueError:
        return
    assert [one.text for one in found if one.start < len(line)] == expected


@given(LINES)
def test_names_begin_where_they_are_said_to(line: str) -> None:
    for one in words(line):
        assert line[: one.start] == "" or line[one.start - 1] in " \t"
        assert one.start == len(line) or line[one.start] not in " \t"


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_names_written_back_are_read_as_they_were(given: list[str]) -> None:
    line = " ".join(map(quoted, given))
    assert [one.text for one in words(line)] == given


@given(NAMES, st.sets(NAMES, max_size=5), st.integers(0, 12), st.booleans())
def test_completion_keeps_what_is_typed_and_ends_in_a_name_that_is_there(
    name: str, others: set[str], typed: int, folder: bool
) -> None:
    there = [Entry(name, folder), *(Entry(other, False) for other in others if other != name)]
    done = completed(f"a.txt x/{quoted(name[:typed])}", there, several=True)
    last = words(done.line.removesuffix(" "))[-1].text
    assert done.line.startswith("a.txt ")
    if name in {entry.name for entry in done.candidates}:
        assert name.casefold().startswith(last.removeprefix("x/").rstrip("/").casefold()) or len(done.candidates) == 1
    if len(done.candidates) == 1:
        only = done.candidates[0]
        assert last == f"x/{only.name}" + "/" * only.folder
        assert done.line.endswith("/" if only.folder else " ")
    elif done.candidates:
        assert len(last) >= len(f"x/{name[:typed]}")


@pytest.mark.parametrize(
    ("line", "after", "candidates"),
    [
        ("", "b0", ["b01.txt", "b02 (new).txt", "B03.txt"]),
        ("b", "b0", ["b01.txt", "b02 (new).txt"]),
        ("b02", "b02\\ \\(new\\).txt ", ["b02 (new).txt"]),
        ("b02\\ ", "b02\\ \\(new\\).txt ", ["b02 (new).txt"]),
        ("'b02 (", "b02\\ \\(new\\).txt ", ["b02 (new).txt"]),
        ("b03", "B03.txt ", ["B03.txt"]),
        (".h", ".hidden/", [".hidden"]),
        ("x.txt b01", "x.txt b01.txt ", ["b01.txt"]),
        ("nothing", "nothing", []),
        ("~", "~/", []),
    ],
)
def test_completion(line: str, after: str, candidates: list[str]) -> None:
    there = [
        Entry("b01.txt", False),
        Entry("b02 (new).txt", False),
        Entry("B03.txt", False),
        Entry(".hidden", True),
    ]
    done = completed(line, there, several=True)
    if not line:  # all that is not hidden; they agree on nothing
        assert (done.line, len(done.candidates)) == ("", 3)
        return
    assert (done.line, [one.name for one in done.candidates]) == (after, candidates)


def test_a_new_file_is_followed_by_nothing() -> None:
    assert completed("t", [Entry("tab1.html", False)], several=False).line == "tab1.html"


def test_entries_are_folders_and_files_that_can_be_read_and_shown(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "A.DOCX", "c.csv", "evil\x1b[31m.txt", "\u202etxt.txt"):
        (tmp_path / name).write_text("x")
    assert entries(tmp_path, (".txt", ".docx")) == [
        Entry("A.DOCX", False),
        Entry("b.txt", False),
        Entry("sub", True),
    ]
    assert [one.name for one in entries(tmp_path)] == ["A.DOCX", "b.txt", "c.csv", "sub"]
    assert entries(tmp_path / "nowhere") == []


def test_what_a_line_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two words.txt").write_text("x")
    (tmp_path / "b.txt").write_text("x")
    assert named("two words.txt") == [Path("two words.txt")]  # nobody escaped the blank
    assert named("b.txt 'two words.txt' ~/b.txt") == [Path("b.txt"), Path("two words.txt"), tmp_path / "b.txt"]
    assert named("not there yet.html", new=True) == [Path("not there yet.html")]
    for line, what in (("", "no file is named"), ("b.txt c.txt", "c.txt: there is no such file or folder")):
        with pytest.raises(UsageError, match=what):
            named(line)
    assert expanded("~nobody-of-this-name/x") == Path("~nobody-of-this-name/x")
    assert folder_of("b.txt ~/sub/be") == tmp_path / "sub"
    assert folder_of("be") == Path()


def test_paths_are_shown_as_they_are_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, here = tmp_path / "home", tmp_path / "home" / "study"
    here.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(here)
    assert shown(here / "exports" / "t.html") == "exports/t.html"
    assert shown(home / "t.html") == "~/t.html"
    assert shown(tmp_path / "t.html") == str(tmp_path / "t.html")
    for path in (here / "a b.txt", home / "a b.txt"):
        assert expanded(words(quoted(shown(path)))[0].text).absolute() == path
