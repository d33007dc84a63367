from __future__ import annotations

import csv
import json
import os
import sqlite3
import sys
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest

from coder.errors import Exit
from tests.cli.conftest import Run


def test_init(run: Run, tmp_path: Path) -> None:
    done = run("init", "new", "--codebook", "regional-innovation-systems")
    assert (done.code, done.err) == (Exit.OK, "")
    assert done.out.startswith("new: a study with the codebook regional-innovation-systems ")
    assert {path.name for path in (tmp_path / "new").iterdir()} >= {"codebooks", "corpus", "exports", "study.db"}
    again = run("init", "new", "--codebook", "regional-innovation-systems")
    assert (again.code, again.out) == (Exit.STORAGE, "")
    assert again.err.count("\n") == 1


def test_init_with_a_codebook_that_is_broken_says_all_that_is_wrong(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("format: codebook/1\nid: x\n", "utf-8")
    done = run("init", "new", "--codebook", "bad.yaml")
    assert done.code == Exit.REFUSED
    assert all(line.startswith("coder: bad.yaml:") for line in done.err.splitlines())
    assert not (tmp_path / "new" / "study.db").exists()
    assert run("init", "new", "--codebook", "nope").err.startswith(
        "coder: there is no codebook 'nope' (a file, or one "
    )


def test_import_tells_what_came_in_and_what_was_there(run: Run, study: Path) -> None:
    done = run("import", "../north.txt")
    assert done.code == Exit.OK
    assert [line.split() for line in done.out.splitlines()] == [
        ["document", "turns", "words"],
        ["north", "4", *done.out.splitlines()[1].split()[2:3], "is", "in", "already"],
    ]


def test_import_refuses_single_files_and_takes_the_others(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "east.txt").write_text("A: We live here.\nB: Yes.\n", "utf-8")
    (tmp_path / "more" / "west.txt").write_bytes(b"")
    done = run("import", "../more", "--set", "town=north")
    assert done.code == Exit.UNREADABLE
    assert "east" in done.out
    assert done.err.splitlines()[-1].startswith("coder: ")
    assert "west.txt" in done.err
    assert len(run("documents", "--json").json) == 3


def test_import_tells_of_each_file_what_is_odd_about_it(run: Run, study: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "east.txt").write_text("just words\n", "utf-8")
    for name in ("a.doc", "b.mp3", "c.key", "d.jpg", "e\n\x1b[31m.jpg", "f.wav"):
        (more / name).write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe.txt")
    done = run("import", "../more", "../pipe.txt", "--set", "interview=E1")
    assert done.code == Exit.UNREADABLE
    *odd, passed, anew, refused = done.err.splitlines()
    assert anew.endswith("save them as .docx in the program they were written with: a.doc")
    assert odd
    assert all(line.startswith("coder: east.txt: ") for line in odd)
    assert "coder: east.txt: lacks town: --set, --attributes, --name-pattern or --folders gives it" in odd
    assert passed == "coder: 6 files passed over: a.doc, b.mp3, c.key, d.jpg, e \\x1b[31m.jpg, ..."
    assert refused == "coder: ../pipe.txt: this is no regular file (name a transcript)"
    again = run("import", "../more/east.txt", "--set", "town=north")
    assert "is in already; now set: town" in again.out


@pytest.mark.parametrize("pair", ["town", "=north", ""])
def test_import_with_an_attribute_that_sets_nothing(run: Run, study: Path, pair: str) -> None:
    done = run("import", "../north.txt", "--set", pair)
    assert (done.code, done.err) == (2, f"coder: --set {pair}: this sets nothing (write --set NAME=VALUE)\n")


def test_documents(run: Run, study: Path) -> None:
    found = run("documents", "--json").json
    assert [(one["name"], one["case"], one["interview"]) for one in found] == [
        ("north", "north", "N1"),
        ("south", "south", "S1"),
    ]
    assert found[0]["codings"] == {"JW": 1, "MK": 2}
    assert found[0]["attributes"] == {"interview": "N1", "town": "north"}
    lines = run("documents").out.splitlines()
    assert lines[0].split() == ["document", "case", "interview", "lang", "turns", "words", "codings"]
    assert lines[1].endswith("JW 1, MK 2")


def test_attributes_of_documents_are_set_and_taken_away_on_purpose(run: Run, study: Path) -> None:
    done = run("documents", "north", "--set", "town=")
    assert (done.code, done.err) == (2, "coder: --set town=: this sets nothing (--unset town takes it away)\n")
    assert run("documents", "north", "--json").json[0]["case"] == "north"
    done = run("documents", "north", "--unset", "town")
    assert (done.code, "the codebook requires town" in done.err) == (Exit.OK, True)
    assert run("documents", "north", "--json").json[0]["case"] is None
    assert run("documents", "north", "--set", "town=north", "--unset", "year").err == (
        "coder: none of these documents has 'year'\n"
    )
    for words in (("documents", "north"), ("import", "../north.txt")):
        done = run(*words, "--set", "quotable=maybe")
        assert done.code == 2
        assert "quotable is none of yes, paraphrase, no" in done.err
    assert run("documents", "--unset", "town").code == 2


def test_documents_show_the_attributes_that_fit(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("documents", "north", "--set", "remark=" + "x" * 40, "--set", "sector=firm", "--set", "quotable=no")
    lines = run("documents").out.splitlines()
    assert lines[0].split()[-3:] == ["quotable", "sector", "remark"]
    assert lines[1].split()[-3:] == ["no", "firm", "x" * 40]
    monkeypatch.setattr("coder.cli.lists.is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "90")
    done = run("documents")
    assert "remark" not in done.out
    assert done.err == "coder: no room for remark: coder documents --json shows all\n"


def test_an_empty_study_says_what_to_do(run: Run, tmp_path: Path) -> None:
    run("init", "new", "--codebook", "empty")
    assert run("documents", "--study", "new").out == "no documents yet: coder import brings them in\n"
    assert run("documents", "--study", "new", "--json").json == []
    assert run("codings", "--study", "new").out == "no codings\n"


def test_codings_and_their_filters(run: Run, study: Path) -> None:
    found = run("codings", "--json").json
    assert len(found) == 5
    rise = next(one for one in found if one["code"] == "mood.story.rise" and one["weight"] == 2)
    assert rise["quote"] == "It is getting better here"
    assert (rise["coder"], rise["memo"], rise["tense"], rise["about"]) == ("MK", "see the mother", "present", None)
    for words, count in (
        (["--document", "north"], 3),
        (["--by", "JW"], 2),
        (["--code", "mood.story"], 3),
        (["--code", "mood.story.rise"], 2),
        (["--case", "South"], 2),
        (["--case", "north", "--by", "JW"], 1),
    ):
        assert len(run("codings", "--json", *words).json) == count
    assert run("codings", "--document", "nort").err.startswith(
        "coder: there is no document 'nort' (did you mean north?)"
    )
    assert run("codings", "--code", "mood.stories").code == Exit.REFUSED


def test_codings_as_a_list_shows_control_characters_and_never_sends_them(run: Run, study: Path) -> None:
    done = run("codings", "--document", "south")
    assert "\x1b" not in done.out
    assert "It is getting worse \\x1b[31mhere" in done.out
    assert "story.decline" in done.out


def test_codings_as_csv_come_in_again_and_are_known(run: Run, study: Path, tmp_path: Path) -> None:
    table = run("codings", "--csv").out
    rows = list(csv.DictReader(StringIO(table)))
    assert {row["document"] for row in rows} == {"north", "south"}
    (tmp_path / "again.csv").write_text(table, "utf-8")
    assert run("codings", "import", "../again.csv").out == "nothing new: 5 were in already\n"
    while run("undo").out != "undone: import 5 codings from codings.csv\n":
        pass
    assert run("codings", "import", "../again.csv").out == "5 codings came in\n"
    assert run("codings", "--csv").out == table


def test_codings_import_counts_and_names_what_never_counts(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(
        "document,code,weight,coder,quote\nnorth,mood.story.rise,2,MK,It is getting better here\n"
        "north,mood.story.rise,1,MK,How is it?\n",
        "utf-8",
    )
    done = run("codings", "import", "../more.csv")
    assert done.out == "1 coding came in, 1 was in already\n"
    assert done.err == "coder: 1 coding touches no respondent's words and never counts as evidence: north:3-13\n"


def test_documents_that_are_nearly_right(run: Run, study: Path) -> None:
    for name, hint in (("north.txt", "did you mean north?"), ("nor.txt", "coder documents lists them")):
        assert run("code", name).err == f"coder: there is no document {name!r} ({hint})\n"
        assert run("suggest", "--document", name).err == f"coder: there is no document {name!r} ({hint})\n"


def test_a_table_of_codings_comes_in_whole_or_not_at_all(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(
        "document,code,weight,quote\nnorth,mood.story.rise,2,every year\nnorth,mood.story.rise,2,nowhere\n"
        "nobody,mood.story.rise,2,every year\n",
        "utf-8",
    )
    done = run("codings", "import", "../bad.csv")
    assert done.code == Exit.UNREADABLE
    assert [line.split(": ")[1] for line in done.err.splitlines()] == ["../bad.csv:3", "../bad.csv:4"]
    assert len(run("codings", "--json").json) == 5


def test_overview_as_json(run: Run, study: Path) -> None:
    found = run("overview", "t", "--json")
    assert found.err == ""
    document = found.json
    assert document["table"] == "t"
    assert [column["interviews"] for column in document["columns"]] == [1, 1]
    story = document["rows"][1]["cells"]
    assert (story["north"]["text"], story["north"]["flags"]) == ("rise", ["thin"])
    assert story["south"]["text"] == "decline"
    assert run("overview", "--format", "json").out == found.out


def test_overview_as_text(run: Run, study: Path) -> None:
    lines = run("overview").out.splitlines()
    assert lines[0] == "Towns"
    assert next(line for line in lines if line.startswith("Story")).split() == ["Story", "rise", "decline"]
    annotated = run("overview", "--annotated", "--ascii").out
    assert "rise?" in annotated
    assert "1 of 1" in annotated
    assert "? thin: too few interviews support it." in annotated


@pytest.mark.parametrize("form", ["csv", "md", "html", "text", "json"])
def test_overview_into_a_file(run: Run, study: Path, form: str) -> None:
    printed = run("overview", "--format", form)
    written = run("overview", "--format", form, "-o", f"exports/t.{form}")
    assert (written.code, written.out, written.err) == (Exit.OK, "", "")
    assert (study / "exports" / f"t.{form}").read_text("utf-8") == printed.out
    assert [path.name for path in (study / "exports").iterdir()] == [f"t.{form}"]


def test_overview_takes_the_format_from_the_file(run: Run, study: Path) -> None:
    for name, form in (("t.html", "html"), ("t.CSV", "csv"), ("t.txt", "text"), ("t", "text"), ("t.tex", "latex")):
        assert run("overview", "-o", f"exports/{name}").code == Exit.OK
        assert (study / "exports" / name).read_text("utf-8") == run("overview", "--format", form).out
    for name in ("docx", "odt", "xlsx"):
        assert run("overview", "-o", f"exports/t.{name}").code == Exit.OK
        assert (study / "exports" / f"t.{name}").read_bytes().startswith(b"PK")
    done = run("overview", "-o", "exports/t.pdf")
    assert done.code == Exit.USAGE
    known = "text, json, csv, md, html, latex, docx, odt, xlsx"
    assert done.err == f"coder: the ending .pdf names no table format (--format {known})\n"
    assert run("overview", "-o", "exports/t.odd", "--format", "md").code == Exit.OK


@pytest.mark.parametrize(
    "path", ["study.db", "STUDY.DB-wal", "corpus/north.txt", "corpus/new.html", "codebooks/towns.yaml", "link.html"]
)
def test_overview_never_writes_over_the_study(run: Run, study: Path, path: str) -> None:
    (study / "link.html").symlink_to(study / "study.db")
    before = {file: file.read_bytes() for file in study.rglob("*") if file.is_file()}
    done = run("overview", "--format", "html", "-o", path)
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert done.err == (
        f"coder: {path}: this is the study's own and is not written over (tables go to {study / 'exports'})\n"
    )
    assert {file: file.read_bytes() for file in study.rglob("*") if file.is_file()} == before


def test_overview_to_a_device_or_to_stdout(run: Run, study: Path) -> None:
    assert run("overview", "-o", "-").out == run("overview").out
    done = run("overview", "-o", "/dev/full")
    assert (done.code, done.err) == (
        Exit.STORAGE,
        "coder: /dev/full: this is no regular file (name a file; -o - writes to stdout)\n",
    )


def test_overview_refusals(run: Run, study: Path) -> None:
    for form in ("tex", "pdf", ""):
        done = run("overview", "--format", form)
        assert done.code == Exit.USAGE
        known = "text, json, csv, md, html, latex, docx, odt, xlsx"
        assert done.err == f"coder: there is no table format {form!r} (formats: {known})\n"
    assert run("overview", "--json", "--format", "csv").code == Exit.USAGE
    assert run("overview", "-o", "no/t.txt").err == "coder: no: the directory does not exist (mkdir no)\n"
    assert run("overview", "-o", "exports").err == "coder: exports: this is a directory (name a file in it)\n"
    assert run("overview", "t2").err == "coder: the codebook has no table 't2' (tables: t)\n"
    assert run("overview", "--lang", "zh").err == "coder: the codebook has no labels in 'zh' (--lang en)\n"


def test_trace(run: Run, study: Path) -> None:
    out = run("trace", "story", "South").out
    assert out.startswith("South · Story = decline   1 of 1 interview, dissent 0/1\n")
    assert "FOR  1 coded in 1 interview\n" in out
    assert "Mr B (respondent)  implicit  MK  decline\n" in out
    assert "“It is getting worse \\x1b[31mhere”" in out
    assert "I: How is it?" in out
    assert "AGAINST  none coded" in out
    assert "NEITHER  1 coded" in out
    assert "explicit against  JW  rise\n" in out
    found = run("trace", "mood.story", "south", "--json").json
    assert found["cell"]["text"] == "decline"
    assert found["supporting"][0]["quote"] == "It is getting worse \x1b[31mhere"
    limited = run("trace", "pride", "north", "--limit", "1").out
    assert "and 1 more" in limited


def test_trace_of_names_that_are_nearly_right(run: Run, study: Path) -> None:
    assert run("trace", "stroy", "south").err == "coder: there is no row 'stroy' (did you mean mood.story?)\n"
    assert run("trace", "story", "suoth").err == "coder: there is no town 'suoth' (did you mean south?)\n"


def test_log_undo_redo_check(run: Run, study: Path) -> None:
    entries = run("log", "--json").json
    assert [entry["label"] for entry in entries] == [
        "import 5 codings from codings.csv",
        "import south",
        "import north",
        "start of the study",
    ]
    assert run("undo").out == "undone: import 5 codings from codings.csv\n"
    assert run("codings", "--json").json == []
    assert run("redo").out == "done again: import 5 codings from codings.csv\n"
    assert len(run("codings", "--json").json) == 5
    assert run("redo").code == Exit.REFUSED
    assert len(run("log", "-n", "2").out.splitlines()) == 3
    assert run("check").out == "the study is sound\n"


def test_check_of_a_study_that_was_tampered_with(run: Run, study: Path) -> None:
    with sqlite3.connect(study / "study.db") as database:
        database.execute("DELETE FROM coding WHERE weight = 1 AND coder = 'JW'")
    done = run("check")
    assert (done.code, done.out) == (Exit.REFUSED, "")
    assert done.err.splitlines() == [
        "coder: the table of codings is not what the journal says",
        "coder: to repair it, bring back study.db from a backup; coder log shows what the journal holds",
    ]


def test_suggest(run: Run, study: Path) -> None:
    done = run("suggest", "--from", "cues")
    assert done.code == Exit.OK
    assert done.out.splitlines()[0].endswith("in 2 documents")
    passed_over = "asked the same before, passed over\n"
    assert run("suggest", "--from", "cues").out == f"0 new suggestions in 2 documents\n2 {passed_over}"
    again = run("suggest", "--from", "cues", "--document", "north").out
    assert again == f"0 new suggestions in 1 document\n1 {passed_over}"


def test_suggest_list_runs_nothing(run: Run, study: Path) -> None:
    assert run("suggest", "--list").out == "no suggestions wait\n"
    assert run("suggest", "--json").code == Exit.USAGE
    assert run("undo").code == Exit.OK  # the codings, which keep the cues from suggesting the same
    assert run("suggest", "--list").out == "no suggestions wait\n"
    assert run("suggest", "--unaided", "0").out.startswith("2 new suggestions in 2 documents\n")
    head, north, south = run("suggest", "--list").out.splitlines()
    assert head.split() == ["document", "place", "code", "weight", "reason", "words"]
    assert north.startswith("north ")
    assert "mood.story.decline      +1" in south  # into a pipe all of it, which other commands take
    assert 'cue "getting worse"' in south
    assert south.endswith("It is getting worse \\x1b[31mhere.")
    assert run("suggest", "--list", "--min-confidence", "1", "--json").json == []
    (found,) = run("suggest", "--list", "--document", "south", "--json").json
    assert (found["document"], found["code"], found["weight"]) == ("south", "mood.story.decline", 1)
    assert found["quote"] == "It is getting worse \x1b[31mhere."


def test_codebook_show_check_diff_apply(run: Run, study: Path) -> None:
    tree = run("codebook", "show").out.splitlines()
    assert tree[:3] == ["Towns (towns 1.0.0)", "Mood  [mood]", "  Pride  [mood.pride]"]
    card = run("codebook", "show", "mood.pride").out
    assert "  level +2    Very.\n" in card
    assert run("codebook", "show", "mood.pride", "--json").json["anchors"]["2"] == {"en": "Very."}
    assert len(run("codebook", "show", "--json").json["codes"]) == 5
    assert run("codebook", "diff").out == "no differences\n"
    assert run("codebook", "apply").out == "nothing to apply\n"
    assert run("codebook", "check").err.splitlines()[-1] == "coder: towns.yaml: 0 errors, 2 warnings"
    file = study / "codebooks" / "towns.yaml"
    file.write_text(file.read_text("utf-8").replace("label: {en: rise}", "label: {en: ascent}"), "utf-8")
    assert "codebooks/towns.yaml was edited" in run("documents").err
    assert "ascent" in run("codebook", "diff").out
    assert run("codebook", "apply").code == Exit.REFUSED, "a changed label asks for another version"
    applied = run("codebook", "apply", "--raise")
    assert applied.out.splitlines()[-1] == "applied as revision 2"
    assert run("overview", "--json").json["rows"][1]["cells"]["north"]["text"] == "ascent"
    file.write_text(file.read_text("utf-8") + "# a remark\n", "utf-8")
    assert run("codebook", "apply").out == "only comments or layout changed; applied as revision 3\n"
    assert run("codebook", "apply").out == "nothing to apply\n"


def test_codebook_check_of_a_file(run: Run, study: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("format: codebook/1\nid: x\n", "utf-8")
    done = run("codebook", "check", "../bad.yaml")
    assert done.code == Exit.REFUSED
    kinds = [line.split(": ")[2] for line in done.err.splitlines()[:-1]]
    assert kinds == sorted(kinds)  # errors first
    assert set(kinds) == {"error"}
    assert done.err.splitlines()[0].startswith("coder: bad.yaml:1: error: ")
    assert done.err.splitlines()[-1] == f"coder: bad.yaml: {len(kinds)} errors, 0 warnings"
    assert done.out == ""
    assert run("codebook", "check", "regional-innovation-systems").code == Exit.OK


def test_derive_vectors_needs_no_study(run: Run, tmp_path: Path) -> None:
    vectors = [
        {"row": "mindset.narrative", "codings": []},
        {
            "row": "mindset.narrative",
            "codings": [{"interview": "I1", "value": "commercial_success", "weight": 2, "coder": "A"}],
        },
    ]
    (tmp_path / "v.json").write_text(json.dumps(vectors), "utf-8")
    found = run("derive-vectors", "v.json", "--codebook", "regional-innovation-systems").json
    assert [(one["text"], one["state"], one["flags"]) for one in found] == [
        ("", "empty", []),
        ("commercial success", "value", ["thin"]),
    ]
    assert (found[1]["loio_stable"], found[1]["pivotal"]) == ("0", ["I1"])


@pytest.mark.parametrize("text", ["", "{", "3", '["x"]', "[" * 5000])
def test_vectors_that_are_none(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "v.json").write_text(text, "utf-8")
    done = run("derive-vectors", "v.json", "--codebook", "regional-innovation-systems")
    assert (done.code, done.out) == (Exit.UNREADABLE, "")
    assert done.err.startswith("coder: v.json: this is not ")
    assert done.err.count("\n") == 1


def test_the_session_opens_where_it_is_told(run: Run, study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[dict[str, object]] = []
    session = ModuleType("coder.tui.app")
    session.run = lambda study, **where: opened.append(where)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "coder.tui.app", session)
    document = run("documents", "--json").json[1]["id"]
    assert run("code").code == run("code", "south").code == run("review").code == 0
    assert opened == [{"document": None}, {"document": document}, {"screen": "review"}]
    assert run("code", "nobody").code == Exit.REFUSED
