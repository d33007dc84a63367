from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coder import __version__
from coder.cli import COMMANDS
from coder.errors import Exit
from tests.cli.conftest import Run

ROOT = Path(__file__).parent.parent.parent


def in_a_process(program: str, *, cwd: Path = ROOT, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(ROOT), "PATH": "", "CODER_NAME": "MK", **settings}
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=cwd, env=environment
    )


def test_help_lists_every_command_and_goes_to_stdout(run: Run) -> None:
    done = run("--help")
    assert (done.code, done.err) == (Exit.OK, "")
    for name, (_, words) in COMMANDS.items():
        assert f"  {name:<14}  {words}" in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert (done.code, done.err) == (Exit.OK, "")
    assert done.out.startswith(f"usage: coder {name}")
    assert "--study DIR" in done.out


def test_version(run: Run) -> None:
    assert run("--version").out == f"coder {__version__}\n"
    assert run("overview", "--version").out == f"coder {__version__}\n"


def test_nothing_to_do_shows_the_help_on_stderr(run: Run) -> None:
    done = run()
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert "commands:" in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["overveiw"], "coder: there is no command 'overveiw' (did you mean coder overview?)\n"),
        (["frobnicate"], "coder: there is no command 'frobnicate' (coder --help lists the commands)\n"),
        (["trace"], "coder: trace: the following arguments are required: ROW, CASE (coder trace --help)\n"),
        (["check", "--foo"], "coder: check: unrecognized arguments: --foo (coder check --help)\n"),
        (["log", "-n", "0"], "coder: log: argument -n: '0' is not a whole number from 1 (coder log --help)\n"),
        (
            ["suggest", "--min-confidence", "x"],
            "coder: suggest: argument --min-confidence: 'x' is not a number from 0 to 1 (coder suggest --help)\n",
        ),
        (
            ["codebook", "burn"],
            "coder: codebook: there is no action 'burn' (show, check, diff, apply, restore, "
            "revisions, export, import, row, add, rename, move, merge, unmerge, split, retire, redefine, rescale, "
            "queue, recode)\n",
        ),
        (["codings", "export"], "coder: codings: this cannot be done with codings (coder codings import FILE.csv)\n"),
        (["suggest", "--from", "magic"], "coder: there is no source 'magic' (--from cues,similar,model)\n"),
    ],
)
def test_what_cannot_mean_anything_is_one_line_and_exit_code_2(run: Run, words: list[str], message: str) -> None:
    done = run(*words)
    assert (done.code, done.out, done.err) == (Exit.USAGE, "", message)


def test_a_command_line_with_control_characters_is_shown_harmless(run: Run) -> None:
    assert run("\x1b[2J").err == "coder: there is no command '\\x1b[2J' (coder --help lists the commands)\n"
    assert run("documents", "--study", "\x1b]0;x\x07").err.startswith("coder: \\x1b]0;x\\x07: there is no study here")


def test_no_study(run: Run, tmp_path: Path) -> None:
    done = run("documents")
    assert done.code == Exit.STORAGE
    assert done.err == (
        f"coder: {tmp_path}: there is no study here or above "
        "(coder init makes one, coder demo a sample; --study names another directory)\n"
    )


def test_the_study_may_be_named_before_or_after_the_command(run: Run, study: Path, tmp_path: Path) -> None:
    here = run("documents", "--json").json
    for words in (["--study", str(study), "documents", "--json"], ["documents", "--json", "--study", str(study)]):
        assert run(*words).json == here
    assert (
        run("--study", "nowhere", "documents").err == "coder: nowhere: there is no study here (coder init makes one)\n"
    )


def test_a_study_is_found_from_below(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study / "corpus")
    assert len(run("documents", "--json").json) == 2


def test_who_codes(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {entry["coder"] for entry in run("log", "--json").json} == {"MK"}
    assert run("undo", "--coder", "JW").code == 0
    assert run("log", "--json", "-n", "1").json[0]["coder"] == "JW"
    monkeypatch.delenv("CODER_NAME")
    monkeypatch.setenv("LOGNAME", "login")
    assert run("redo").code == 0
    assert run("log", "--json", "-n", "1").json[0]["coder"] == "login"
    monkeypatch.setenv("CODER_NAME", "  ")
    assert run("undo").err == "coder: it is not known who codes (give --coder NAME or set CODER_NAME)\n"


def test_debug_shows_where_an_error_comes_from(run: Run, study: Path) -> None:
    done = run("overview", "nope", "--debug")
    assert done.code == Exit.REFUSED
    assert "Traceback" in done.err
    assert done.err.endswith("coder: the codebook has no table 'nope' (tables: t)\n")
    assert "Traceback" not in run("overview", "nope").err


def test_no_command_module_is_imported_for_help() -> None:
    done = in_a_process(
        "import sys\nfrom coder.cli import main\nmain(['--help'])\n"
        "print(sorted(name for name in sys.modules if name.startswith('coder')), file=sys.stderr)"
    )
    assert done.returncode == 0
    assert done.stderr.strip() == str(
        [
            *("coder", "coder.cli", "coder.cli.arguments", "coder.cli.diagnostics"),
            *("coder.errors", "coder.formats", "coder.formats.visible"),
        ]
    )


def test_json_needs_no_terminal_tables_and_no_page_templates(study: Path) -> None:
    done = in_a_process(
        "import sys\nfrom coder.cli import main\nmain(['overview', '--json'])\n"
        "heavy = {'rich', 'jinja2', 'textual', 'spacy', 'rapidfuzz', 'yaml', 'sklearn', 'docx'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)",
        cwd=study,
    )
    assert done.stderr.strip() == "[]"
    assert done.stdout.startswith('{"table": "t"')


def test_as_a_module_and_with_a_reader_that_leaves_early(study: Path) -> None:
    # the study's log is short, so write enough to fill the pipe
    program = (
        "import sys\nfrom coder.cli import diagnostics\nfrom coder.errors import Exit\n"
        "def write():\n    for _ in range(100_000):\n        sys.stdout.write('x' * 80 + '\\n')\n    return Exit.OK\n"
        "sys.exit(diagnostics.guard(write, debug=False))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == Exit.OK
    done = subprocess.run(
        [sys.executable, "-m", "coder", "--version"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == f"coder {__version__}\n"


def test_a_terminal_without_our_marks_gets_ascii(study: Path) -> None:
    program = "import sys\nfrom coder.cli import main\nsys.exit(main(['overview', '--annotated']))"
    done = in_a_process(program, cwd=study, PYTHONIOENCODING="ascii", COLUMNS="80")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "·" in in_a_process("from coder.cli import main\nmain(['overview'])", cwd=study, PYTHONUTF8="1").stdout
