from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document as WordDocument
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input

from coder.errors import CoderError
from coder.exports import ending
from coder.formats.overview import FORMATS
from coder.model.report import DocumentSummary, Imported, ImportReport, SuggestReport
from coder.model.span import Span
from coder.study import Study
from coder.tui.corpus.documents import Columns, DocumentsScreen, who_coded
from coder.tui.corpus.importing import news, outcome, question
from coder.tui.dialogs.ask_files import AskFiles
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.dialogs.outcome import OutcomeDialog, items
from coder.tui.keys.keymap import DEFAULT, Keymap
from coder.tui.reporting.exporting import formats
from coder.tui.reviewing.suggesting import outcome as found_words
from coder.tui.widgets.listing import Listing
from tests.tui.sessions import LARGE, SMALL, add, line, new_study, painted, session, type_keys

BUY = Span(31, 56)
SUCCESS = "mindset.narrative.commercial_success"


@pytest.fixture
def corpus(study: Study) -> Study:
    """Three more interviews, codings of p01 by two coders."""
    p01 = study.document("p01")
    add(study, "b01", p01.text, p01.turns, region="beijing", interview="B1")
    add(study, "p02", p01.text, p01.turns, language="zh")
    codes = [SUCCESS, "mindset.outward.domestic_focus", "market.orientation", "technology.sectors.ict"]
    for code in codes:
        study.code(p01.id, BUY, code, study.codebook.weights(study.codebook.code(code))[-1])
    with Study.open(study.path, "JW") as other:
        for code in codes[:3]:
            other.code(p01.id, BUY, code, 1)
    study.changed_elsewhere()
    return study


async def finished(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def answer(pilot: Pilot[None], text: str) -> None:
    """Fill in the line of a dialog in place of what stands there, and press Enter."""
    await pilot.pause()
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")
    await pilot.pause()


def screen_text(pilot: Pilot[None]) -> str:
    return "\n".join(painted(pilot))


# -- the list


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_columns_say_how_far_each_document_is(corpus: Study, size: tuple[int, int]) -> None:
    corpus.mark_coded(corpus.document("p02").id)
    async with session(corpus, screen="documents", size=size) as pilot:
        rows = painted(pilot)
        heads = rows[1]
        assert heads.split() == ["document", "lang", "words", "mine", "others", "waiting", "coded", "by"]
        (p01,) = [row for row in rows if row.strip().startswith("p01")]
        (p02,) = [row for row in rows if row.strip().startswith("✓ p02")]
        for head, cell in (("lang", "en"), ("mine", "4"), ("others", "3"), ("waiting", "·")):
            end = heads.index(head) + len(head)
            assert p01[:end].endswith(f" {cell}")
        assert p01[heads.index("coded by") :].split("│")[0].strip().startswith("JW, me")
        assert p02[heads.index("coded by") :].startswith("me✓")
        assert not any("…" in row for row in rows[1:-1])
        assert "1 of 3 coded by you, 0 suggestions wait" in rows[0]


async def test_blind_coding_hides_what_others_coded(corpus: Study) -> None:
    corpus.keep_view("blind", "1")
    async with session(corpus, screen="documents") as pilot:
        text = screen_text(pilot)
        assert painted(pilot)[1].split() == ["document", "lang", "words", "mine", "waiting"]
        assert "others hidden, 0 of 3 coded by you" in text
        assert "JW" not in text
        await pilot.press("X")
        await answer(pilot, str(corpus.path / "exports" / "mine.csv"))
        await finished(pilot)
    rows = list(csv.DictReader(io.StringIO((corpus.path / "exports" / "mine.csv").read_text("utf-8"))))
    assert [row["coder"] for row in rows] == ["me"] * 4


@pytest.mark.parametrize("blind", [False, True])
@pytest.mark.parametrize("width", [40, 60, 79, 80, 119, 199, 300])
def test_columns_fill_the_width_and_not_more(width: int, blind: bool) -> None:
    columns = Columns.within(width, blind)
    heads = columns.heads()
    if width >= 60:
        assert cell_len(heads) <= width
    assert columns.name >= 12
    assert ("others" in heads) is not blind
    assert ("coded by" in heads) is (not blind and columns.who > 0)


def summary(codings: dict[str, int], coded_by: Sequence[str] = ()) -> DocumentSummary:
    return DocumentSummary("1", "b01", "txt", "en", {}, None, "", 9, 1, codings, tuple(coded_by), 0, "b01.txt")


@pytest.mark.parametrize(
    ("codings", "marked", "width", "shown"),
    [
        ({}, (), 14, ""),
        ({"JW": 3}, (), 14, "JW"),
        ({"JW": 3, "MK": 1}, ("MK", "AB"), 14, "JW, MK✓, AB✓"),
        ({"JW": 3, "MK": 1, "AB": 1, "CD": 1, "EF": 1}, (), 14, "JW, MK, AB +2"),
        ({"somebody with a name": 3, "MK": 1}, (), 14, "somebody with…"),
        ({"王小明\x1b[2J": 1}, (), 8, "王小明␛…"),
    ],
)
def test_who_coded(codings: dict[str, int], marked: Sequence[str], width: int, shown: str) -> None:
    text = who_coded(summary(codings, marked), width)
    assert text.rstrip() == shown
    assert cell_len(text) <= width


async def test_the_cursor_is_where_it_was_left(corpus: Study) -> None:
    async with session(corpus, screen="documents") as pilot:
        await pilot.press("j", "j", "o", "d")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, DocumentsScreen)
        assert screen._document() == corpus.document("p02").id
        corpus.mark_coded(corpus.document("b01").id)
        screen.changed()
        await pilot.pause()
        assert screen._document() == corpus.document("p02").id


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_an_empty_study_says_how_to_begin(tmp_path: Path, size: tuple[int, int]) -> None:
    with new_study(tmp_path / "empty") as study:
        async with session(study, size=size) as pilot:
            text = screen_text(pilot)
            assert "No transcripts yet." in text
            assert "I  brings them in" in text
            assert [row for row in painted(pilot)[1:-1] if row.rstrip().endswith("…")] == []
            await pilot.press("S", "X")
            assert "no codings yet" in line(pilot, "reason")
            await pilot.press("S")
            assert "no documents yet" in line(pilot, "reason")


# -- import


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two transcripts that come in, a damaged one, one in the way, and other things."""
    folder = tmp_path / "field work"
    (folder / "later").mkdir(parents=True)
    (folder / ".cache").mkdir()
    (folder / ".cache" / "x.txt").write_text("R: Hidden.\n")
    (folder / "n1.txt").write_text("I: How is it?\n\nR: It is getting better.\n", "utf-8")
    word = WordDocument()
    word.add_paragraph("I: How is it?")
    word.add_paragraph("R: We sell to everyone.")
    word.save(str(folder / "later" / "n2.docx"))
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no more")
    (folder / "p01.txt").write_text("R: Another p01.\n", "utf-8")
    (folder / "photo.jpg").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return folder


async def test_transcripts_come_in_after_a_look_and_a_question(study: Study, files: Path) -> None:
    async with session(study, screen="documents") as pilot:
        await pilot.press("I")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AskFiles)
        await type_keys(pilot, "fi")
        assert "field work/" in screen_text(pilot)
        await pilot.press("tab")
        assert pilot.app.screen.query_one(Input).value == "field\\ work/"
        await pilot.pause()
        assert "later/" in screen_text(pilot)
        assert "photo" not in screen_text(pilot)
        assert ".cache" not in screen_text(pilot)
        await pilot.press("enter")
        await finished(pilot)
        assert isinstance(pilot.app.screen, Confirm)
        text = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "Import 4 transcripts (2 docx, 2 txt)? 1 file of other kinds would be passed over." in text
        assert len(study.documents()) == 1
        await pilot.press("y")
        await finished(pilot)
        assert isinstance(pilot.app.screen, OutcomeDialog)
        text = screen_text(pilot)
        assert "2 transcripts came in, 2 were refused" in text
        for words in ("broken.docx", "→ open it in the program", "p01.txt", "→ if it is corrected: coder revise p01"):
            assert words in text
        await pilot.press("escape")
        await pilot.pause()
        said = " 2 transcripts came in, 2 were refused; 2 lack region, interview: C sets attributes"
        assert line(pilot, "reason") == said
        assert [one.name for one in study.documents()] == ["p01", "n1", "n2"]
        assert sorted(path.name for path in (study.path / "corpus").iterdir()) == ["n1.txt", "n2.docx"]
        assert pilot.app.screen.query_one(Listing).current.id in {study.document(name).id for name in ("n1", "n2")}  # type: ignore[union-attr]
        await pilot.press("I")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "field\\ work/"  # where they came from last


async def test_several_files_named_and_none_taken_after_all(study: Study, files: Path) -> None:
    async with session(study, screen="documents") as pilot:
        await pilot.press("I")
        await answer(pilot, f"'{files}/n1.txt' {files.name.replace(' ', chr(92) + ' ')}/later")
        await finished(pilot)
        assert "Import 2 transcripts (1 txt, 1 docx)?" in screen_text(pilot)
        await pilot.press("n")
        await finished(pilot)
        assert len(study.documents()) == 1


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("", "no file is named"), ("nowhere.txt", "there is no such file or folder"), ("~/nowhere", "no such file")],
)
async def test_names_that_mean_nothing_are_said_where_they_are_typed(
    study: Study, files: Path, typed: str, wrong: str
) -> None:
    async with session(study, screen="documents") as pilot:
        await pilot.press("I")
        await answer(pilot, typed)
        assert isinstance(pilot.app.screen, AskFiles)
        assert wrong in line(pilot, "wrong")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, DocumentsScreen)


async def test_a_folder_without_transcripts(study: Study, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    async with session(study, screen="documents") as pilot:
        await pilot.press("I")
        await answer(pilot, str(tmp_path / "none"))
        await finished(pilot)
        assert "no transcripts there" in line(pilot, "reason")


async def test_a_pipe_is_refused_instead_of_waited_for(study: Study, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    async with session(study, screen="documents") as pilot:
        await pilot.press("I")
        await answer(pilot, str(tmp_path / "pipe.txt"))
        await finished(pilot)
        await pilot.press("y")
        await finished(pilot)
        assert "this is no regular file" in screen_text(pilot)


def came(name: str, **more: object) -> Imported:
    return Imported(f"{name}.txt", name, 2, 9, bool(more.get("unchanged")), (), missing=more.get("missing", ()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (ImportReport((came("a"),), ()), "1 transcript came in"),
        (
            ImportReport((came("a"), came("b", unchanged=True)), (CoderError("x"),)),
            "1 transcript came in, 1 was in already, 1 was refused",
        ),
        (
            ImportReport((came("a", missing=("town",)), came("b", missing=("town", "year"))), ()),
            "2 transcripts came in; 2 lack town, year: C sets attributes",
        ),
        (ImportReport((), ()), "0 transcripts came in"),
    ],
)
def test_outcomes_of_imports(report: ImportReport, said: str) -> None:
    assert outcome(report, DEFAULT) == said


def test_words_name_the_keys_of_the_researcher() -> None:
    keys = Keymap({"app.cases": ("f5",), "app.review": ("f6",)})
    assert outcome(ImportReport((came("a", missing=("town",)),), ()), keys).endswith("F5 sets attributes")
    assert found_words(SuggestReport(3, 2, {}), keys) == "2 new suggestions in 3 documents: F6 goes through them"
    assert found_words(SuggestReport(1, 0, {}), keys) == "nothing new in 1 document"
    assert found_words(SuggestReport(2, 0, {}, withdrawn=3), keys).startswith(
        "nothing new (3 withdrawn) in 2 documents;"
    )
    assert question([Path("a.TXT"), Path("b")], []) == "Import 2 transcripts (1 txt, 1 without ending)?"


def test_what_matters_of_a_search_is_read_at_80_columns() -> None:
    report = SuggestReport(240, 1350, {}, withdrawn=1043, notes=("too little is coded for the model",))
    said = found_words(report, DEFAULT)
    assert said[:79].startswith("1350 new suggestions (1043 withdrawn) in 240 documents: R goes through them;")
    assert said.endswith(
        "; withdrawn are those coded by now or less likely than before; too little is coded for the model"
    )


@pytest.mark.parametrize("width", [30, 80])
def test_refusals_fit_and_hold_nothing_live(width: int) -> None:
    error = CoderError("a name \x1b[31m" + "very long " * 20, hint="rename [bold]it[/]", where="x\u202ey.txt")
    found = items([error], ["note " * 40], width)
    assert [item.id for item in found] == ["error0", "note0"]
    for item in found:
        for runs in item.lines:
            text = "".join(text for text, _ in runs)
            assert cell_len(text) <= width
            assert not {"\x1b", "\u202e"} & set(text)
    joined = " ".join("".join(text for text, _ in runs).strip() for runs in found[0].lines)
    assert "→ rename [bold]it[/]" in joined


# -- suggestions


@pytest.mark.parametrize(("keys", "documents"), [(("enter",), 1), (("down", "enter"), 3)])
async def test_suggestions_are_looked_for_here_or_everywhere(
    corpus: Study, keys: tuple[str, ...], documents: int
) -> None:
    async with session(corpus, screen="documents") as pilot:
        await pilot.press("S")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Chooser)
        assert "b01" in screen_text(pilot)
        await pilot.press(*keys)
        await finished(pilot)
        said = line(pilot, "reason")
        assert f"in {documents} document" in said
        waiting = sum(one.pending for one in corpus.documents())
        assert said.startswith(f" nothing new in {documents} document{'s' * (documents > 1)}") is (waiting == 0)
        assert said.endswith("only cues propose, with numbers that rank and tell no more")
        assert f"{waiting} suggestions wait" in line(pilot, "title")


# -- export


async def test_a_table_is_written_where_it_is_wanted_and_over_nothing_unasked(corpus: Study) -> None:
    target = corpus.path / "exports" / "tab1.html"
    async with session(corpus, screen="overview") as pilot:
        await pilot.press("X")
        await pilot.pause()
        await type_keys(pilot, "html")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value.endswith("exports/tab1.html")
        await pilot.press("enter")
        await finished(pilot)
        assert line(pilot, "reason").endswith("exports/tab1.html")
        first = target.read_text("utf-8")
        assert "<html" in first
        target.write_text("by hand", "utf-8")
        for key, kept in (("n", "by hand"), ("y", first)):
            await pilot.press("X")
            await type_keys(pilot, "html")
            await pilot.press("enter")
            await answer(pilot, str(target))
            assert isinstance(pilot.app.screen, Confirm)
            assert "is there already. Replace it?" in " ".join(screen_text(pilot).replace("│", " ").split())
            await pilot.press(key)
            await finished(pilot)
            assert target.read_text("utf-8") == kept


@pytest.mark.parametrize("choice", [option.id for option in formats()])
async def test_every_format_is_what_the_command_line_writes(corpus: Study, choice: str, tmp_path: Path) -> None:
    from coder.cli import main

    name = choice.removesuffix("+")
    by_hand = tmp_path / f"cli.{ending(name)}"
    arguments = ["--study", str(corpus.path), "--coder", "me", "overview", "tab1", "-o", str(by_hand)]
    async with session(corpus, screen="overview") as pilot:
        await pilot.press("X")
        await pilot.pause()
        place = [option.id for option in formats()].index(choice)
        await pilot.press(*["down"] * place, "enter")
        await answer(pilot, str(tmp_path / "ours"))
        await finished(pilot)
    assert main([*arguments, *["--annotated"] * choice.endswith("+")]) == 0
    ours, theirs = (tmp_path / "ours").read_bytes(), by_hand.read_bytes()
    if name == "json":
        assert json.loads(ours) == json.loads(theirs)
    else:
        assert ours == theirs
    assert name in FORMATS


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("study.db", "this is the study's own"),
        ("corpus/t.html", "this is the study's own"),
        ("nowhere/t.html", "the directory does not exist"),
        ("exports", "this is a directory"),
    ],
)
async def test_a_file_that_must_not_be_written_is_refused(corpus: Study, file: str, said: str) -> None:
    before = (corpus.path / "study.db").read_bytes()
    async with session(corpus, screen="documents") as pilot:
        await pilot.press("X")
        await answer(pilot, str(corpus.path / file))
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert said in screen_text(pilot)
    assert (corpus.path / "study.db").read_bytes() == before


async def test_codings_written_come_in_again(corpus: Study, tmp_path: Path) -> None:
    async with session(corpus, screen="documents") as pilot:
        await pilot.press("X")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value.endswith("exports/codings.csv")
        await pilot.press("enter")
        await finished(pilot)
        assert line(pilot, "reason").endswith("exports/codings.csv")
    assert corpus.import_codings(corpus.path / "exports" / "codings.csv").known == 7


def test_what_came_in_with_transcripts_is_told() -> None:
    coded = Imported("a.sqlite3", "a", 2, 9, False, (), codings=3)
    report = ImportReport((coded,), (), codes=("Trust", "Money"), notes=("1 of 3 codings touches nobody's words",))
    assert news(report) == [
        "3 codings came in with them",
        "2 new codes in the codebook: Trust, Money",
        "1 of 3 codings touches nobody's words",
    ]
    assert news(ImportReport((came("a"),), ())) == []
