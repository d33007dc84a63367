"""The layers: a lower floor never imports a higher one, and heavy libraries stay behind one door each."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "coder"

# Names below coder, by floor; ARCHITECTURE.md says what each is for.
FLOORS = (
    {"errors"},
    {"files", "processes", "model"},
    {"shipped", "codebook", "derive", "agreement", "language", "search"},
    {"formats", "suggest", "store"},
    {"intake", "exports", "privacy", "reports"},
    {"study"},
    {"sample"},
    {"cli", "tui"},
)
FLOOR_OF = {name: number for number, names in enumerate(FLOORS) for name in names}
# Folders of the coding session, by floor; the modules beside them belong to the whole program and use any.
SESSION_FLOORS = (
    {"text"},
    {"keys", "codes"},
    {"widgets"},
    {"dialogs"},
    {"coding", "searching", "reporting", "corpus"},
    {"reviewing", "codebook", "overview"},
)
SESSION_FLOOR_OF = {name: number for number, names in enumerate(SESSION_FLOORS) for name in names}
# Neighbours on one floor that may use each other, by what they are for.
NEIGHBOURS = {("cli", "tui")}
DOORS: dict[str, tuple[str, ...]] = {
    "spacy": ("language",),
    "sqlite_utils": ("store",),
    "textual": ("tui",),
    "yaml": ("codebook", "formats"),
}


def modules() -> Iterator[Path]:
    return (path for path in sorted(PACKAGE.rglob("*.py")) if "shipped_files" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    """Every module name that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            if node.module == "coder":
                yield from (f"coder.{alias.name}" for alias in node.names)


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in modules()])
def test_a_lower_floor_never_imports_a_higher_one(path: Path) -> None:
    own = part(path)
    if own in ("__init__", "__main__"):
        return
    for name in imports(path):
        pieces = name.split(".")
        if pieces[0] != "coder" or len(pieces) == 1 or pieces[1] == "__version__":
            continue
        other = pieces[1]
        if other == own or (own, other) in NEIGHBOURS:
            continue
        assert FLOOR_OF[other] < FLOOR_OF[own], f"{own} (floor {FLOOR_OF[own]}) imports {name}"


@pytest.mark.parametrize("folder", sorted(SESSION_FLOOR_OF))
def test_a_folder_of_the_session_uses_only_those_below_it(folder: str) -> None:
    for path in sorted((PACKAGE / "tui" / folder).glob("*.py")):
        for name in imports(path):
            other = name.removeprefix("coder.tui.").split(".")[0]
            if name.startswith("coder.tui.") and other in SESSION_FLOOR_OF and other != folder:
                assert SESSION_FLOOR_OF[other] < SESSION_FLOOR_OF[folder], f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("library", DOORS)
def test_heavy_libraries_have_one_door(library: str) -> None:
    allowed = DOORS[library]
    for path in modules():
        if any(name.split(".")[0] == library for name in imports(path)):
            assert part(path) in allowed, f"{path.relative_to(ROOT)} imports {library}"


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(option: str) -> None:
    program = (
        "import sys\nfrom coder.cli import main\n"
        f"try:\n    main([{option!r}])\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'textual', 'sqlite_utils', 'sklearn', 'rapidfuzz', 'rich', 'msgspec', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr.strip() == "[]"


def test_no_module_ate_the_program() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in long.items() if lines > 450} == {}


def test_every_part_has_a_floor() -> None:
    parts = {part(path) for path in modules()} - {"__init__", "__main__"}
    assert parts == set(FLOOR_OF)


def test_the_page_for_newcomers_names_the_same_floors() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    told: dict[str, int] = {}
    for number, names in re.findall(r"^\| (\d) \| (.*?) \|", page, re.MULTILINE):
        for name in re.findall(r"`(\w+)(?:/|\.py)`", names):
            told[name] = int(number)
    assert told == FLOOR_OF


def test_the_page_for_newcomers_names_the_same_folders_of_the_session() -> None:
    folders = {path.parent.name for path in (PACKAGE / "tui").glob("*/*.py")}
    assert folders == set(SESSION_FLOOR_OF)
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rows = re.findall(r"^\| ((?:`\w+/`(?:, )?)+) \|", page.split("\n## The coding session\n")[1], re.MULTILINE)
    assert [set(re.findall(r"\w+", row)) for row in rows] == list(map(set, SESSION_FLOORS))
