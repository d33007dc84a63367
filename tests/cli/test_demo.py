from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from coder.errors import Exit
from coder.study import Study
from tests.cli.conftest import Run


def test_demo_makes_derives_and_shows_the_sample_study(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, bool]] = []

    def session(study: Study, document: str, tour: bool) -> None:
        opened.append((study.document(document).language, tour))

    monkeypatch.setattr("coder.tui.app.run", session)
    done = run("demo", "--open")
    assert (done.code, done.err) == (Exit.OK, "")
    assert opened == [("en", True)]
    first, *lines = done.out.splitlines()
    assert first.startswith("coder-demo: 24 synthetic interviews, ")
    assert "Structured overview of innovation systems" in lines
    assert "Prevalent types of innovation" in lines
    steps = lines[lines.index("next:") + 1 :]
    assert steps[0] == "  cd coder-demo"
    again = run("demo")
    assert (again.code, again.out) == (Exit.STORAGE, "")
    assert again.err == "coder: coder-demo: the directory is not empty (give another: coder demo DIR)\n"
    monkeypatch.chdir(tmp_path / "coder-demo")
    for step in steps[1:]:
        words = shlex.split(re.split(r"\s{2,}", step.strip())[0])
        if words[1] in ("trace", "overview"):
            assert run(*words[1:]).code == Exit.OK
    assert (tmp_path / "coder-demo" / "exports" / "tab1.html").is_file()
