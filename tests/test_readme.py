"""README says what the program does: its tables are made from the program's own, and its commands work."""

from __future__ import annotations

import re
from pathlib import Path

from coder.cli import COMMANDS
from coder.tui.keys.keymap import key_table

README = Path(__file__).parent.parent / "README.md"
"""Run ``python3 -m tests.test_readme`` to write the tables anew."""


def command_table() -> str:
    rows = [f"| `coder {name}` | {words} |" for name, (_, words) in COMMANDS.items()]
    return "\n".join(["| command | does |", "|---|---|", *rows])


TABLES = {"commands": command_table, "keys": key_table}


def block(name: str, body: str) -> str:
    return f"<!-- {name}: made from the program, do not edit -->\n{body}\n<!-- end of {name} -->"


def pattern(name: str) -> re.Pattern[str]:
    return re.compile(f"<!-- {name}: .*?<!-- end of {name} -->", re.DOTALL)


def test_tables_are_those_of_the_program() -> None:
    text = README.read_text("utf-8")
    for name, table in TABLES.items():
        found = pattern(name).search(text)
        assert found is not None, name
        assert found[0] == block(name, table()), f"{name}: python3 -m tests.test_readme writes it anew"


def test_it_prints_the_two_commands_that_do_everything() -> None:
    commands = re.findall(r"^python3 -m pip install .*$", README.read_text("utf-8"), re.MULTILINE)
    assert commands == [
        "python3 -m pip install . && coder demo",
        "python3 -m pip install -e '.[test]' && python3 -m pytest",
    ]


def test_it_says_that_the_interviews_are_synthetic() -> None:
    assert "All interviews of the sample study are synthetic" in README.read_text("utf-8")


def write() -> None:
    text = README.read_text("utf-8")
    for name, table in TABLES.items():
        made = block(name, table())
        text = pattern(name).sub(lambda _, made=made: made, text)  # type: ignore[misc]
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    write()
