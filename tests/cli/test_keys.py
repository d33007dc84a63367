from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import Exit
from coder.tui.keys.actions import ACTIONS
from tests.cli.conftest import Run
from tests.cli.test_main import in_a_process


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of keys, which is not there yet."""
    monkeypatch.delenv("CODER_KEYS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = tmp_path / "config" / "coder" / "keys.toml"
    path.parent.mkdir(parents=True)
    return path


def test_every_action_is_listed_under_its_scope(run: Run, keys: Path) -> None:
    done = run("keys")
    assert (done.code, done.err) == (Exit.OK, "")
    lines = done.out.splitlines()
    ids = [word for line in lines for word in line.split() if word in {action.id for action in ACTIONS}]
    assert sorted(ids) == sorted(action.id for action in ACTIONS)
    assert "Visual mode" in lines
    assert f"all as in the table; {keys} would change them (coder keys --toml)" in lines


def test_own_keys_are_in_effect_and_marked(run: Run, keys: Path) -> None:
    keys.write_text('"coding.code" = ["z", "ctrl+k"]\n"transcript.up" = []\n', "utf-8")
    lines = run("keys").out.splitlines()
    assert any(line.startswith("* z ^k ") and "coding.code" in line for line in lines)
    assert any(line.startswith("* - ") and "transcript.up " in line for line in lines)
    found = {one["id"]: one for one in run("keys", "--json").json}
    assert found["coding.code"]["keys"] == ["z", "ctrl+k"]
    assert found["coding.code"]["default"] == ["c"]
    assert found["transcript.up"]["keys"] == []
    assert found["app.help"] == {
        "id": "app.help",
        "scope": "app",
        "keys": ["?"],
        "default": ["?"],
        "help": "the keys of this screen",
    }


def test_the_template_is_a_file_without_mistakes_that_changes_nothing(run: Run, keys: Path) -> None:
    keys.write_text(run("keys", "--toml").out, "utf-8")
    done = run("keys", "--check")
    assert (done.code, done.out) == (Exit.OK, "")
    assert done.err == f"coder: {keys}: 0 actions with other keys, no mistakes\n"


def test_the_template_keeps_what_is_changed_already(run: Run, keys: Path) -> None:
    keys.write_text('"coding.code" = "ctrl+k"\n', "utf-8")
    text = run("keys", "--toml").out
    keys.write_text(text, "utf-8")
    assert '\n"coding.code" = ["ctrl+k"]' in text
    assert run("keys", "--check").err == f"coder: {keys}: 1 action with other keys, no mistakes\n"


def test_check_names_every_mistake(run: Run, keys: Path) -> None:
    other = keys.with_name("mine.toml")
    other.write_text('"coding.code" = "x"\n"coding.cod" = "y"\n"app.quit" = []\n', "utf-8")
    done = run("keys", "--check", str(other))
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert done.err.splitlines() == [
        f"coder: {other}:1: x is both coding.code and coding.remove "
        "(give coding.remove (remove) another key, or [] for none)",
        f"coder: {other}:2: there is no action 'coding.cod' (did you mean coding.code?)",
        f"coder: {other}:3: app.quit has no key left (leave it at least one)",
    ]


def test_with_a_broken_file_the_keys_of_the_table_are_listed(run: Run, keys: Path) -> None:
    keys.write_text('"coding.code" = ', "utf-8")
    done = run("keys", "--json")
    assert done.code == Exit.OK
    assert {one["id"]: one["keys"] for one in done.json}["coding.code"] == ["c"]
    assert "this is not TOML" in done.err
    assert "every key is as in the table" in done.err


def test_without_a_file_there_is_nothing_to_check(run: Run, keys: Path) -> None:
    assert run("keys", "--check").code == Exit.OK
    done = run("keys", "--check", "nowhere.toml")
    assert done.code == Exit.UNREADABLE
    assert "nowhere.toml: cannot be read" in done.err
    assert run("keys", "mine.toml").code == Exit.USAGE


def test_another_place_by_the_environment(run: Run, keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = keys.with_name("other.toml")
    other.write_text('"coding.code" = "z"\n', "utf-8")
    monkeypatch.setenv("CODER_KEYS", str(other))
    assert {one["id"]: one["keys"] for one in run("keys", "--json").json}["coding.code"] == ["z"]


def test_it_needs_neither_a_study_nor_the_session() -> None:
    done = in_a_process(
        "import sys\nfrom coder.cli import main\nmain(['keys', '--json'])\n"
        "heavy = {'textual', 'spacy', 'sqlite_utils', 'rapidfuzz', 'rich', 'msgspec'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    assert done.stderr.strip() == "[]"
