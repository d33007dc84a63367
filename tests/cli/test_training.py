"""``coder training``: what it writes, prints, refuses and warns of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("study")

RISE = "mood.story.rise"


def test_lines_are_written_for_their_owner_alone_and_it_is_said_what_they_hold(run: Run, study: Path) -> None:
    target = study / "t.jsonl"
    target.write_text("older", "utf-8")
    target.chmod(0o644)
    done = run("training", "export", "-o", "t.jsonl")
    assert (done.code, done.out) == (0, "")
    assert "t.jsonl: 6 turns from 2 documents, 3 of them coded, with 3 codes" in done.err
    assert "words of interviews" in done.err
    assert "only you can read the file" in done.err
    assert target.stat().st_mode & 0o777 == 0o600
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [one["document"] for one in lines] == ["north"] * 4 + ["south"] * 2
    assert not {"Ms A", "Mr B"} & set(map(str, lines))
    assert "Ms A" not in target.read_text("utf-8"), "who speaks is told by role"


def test_docbin_is_read_by_spacy(run: Run, study: Path) -> None:
    assert run("training", "export", "-o", "t.spacy", "--unit", "sentence", "--by", "MK").code == 0
    assert (study / "t.spacy").stat().st_mode & 0o777 == 0o600
    docs = list(DocBin().from_disk("t.spacy").get_docs(spacy.blank("en").vocab))
    assert [[span.label_ for span in doc.spans["sc"]] for doc in docs if doc.spans["sc"]] == [
        [RISE],
        ["mood.pride"],
        ["mood.story.decline"],
    ]


def test_edges_inside_tokens_are_told(run: Run) -> None:
    Path("more.csv").write_text(f"document,code,weight,start,end\nnorth,{RISE},1,22,25\n", "utf-8")
    assert run("codings", "import", "more.csv").code == 0
    assert "1 passage begins or ends inside a token" in run("training", "export", "-o", "t.spacy").err


def test_lines_go_to_stdout(run: Run) -> None:
    done = run("training", "export", "-o", "-", "--document", "south")
    texts = [json.loads(line)["text"] for line in done.out.splitlines()]
    assert texts == ["How is it?", "It is getting worse \x1b[31mhere. Nobody is proud of it."]
    assert "\x1b" not in done.out
    assert done.err.startswith("coder: stdout: 2 turns from 1 document")


def test_what_may_not_be_quoted_is_left_out_and_named(run: Run) -> None:
    assert run("documents", "south", "--set", "quotable=no").code == 0
    done = run("training", "export", "-o", "t.jsonl")
    assert done.code == 0
    assert "left out, because their words may not be quoted: south" in done.err
    assert "worse" not in Path("t.jsonl").read_text("utf-8")
    refused = run("training", "export", "-o", "s.jsonl", "--document", "south")
    assert (refused.code, Path("s.jsonl").exists()) == (1, False)


def test_predictions_come_in_once(run: Run) -> None:
    nobody_unaided()
    Path("p.csv").write_text(
        f"document,code,quote,confidence\nnorth,{RISE},every year,0.9\nnorth,mood.pride,My mother,0.4\n"
        f"north,{RISE},My mother never believed it.,.7\nnorth,mood.story.decline,never believed it,.1\n",
        "utf-8",
    )
    done = run("training", "import", "p.csv", "--origin", "m-1.0")
    assert (done.code, done.err) == (0, "")
    assert done.out == "4 suggestions of import:m-1.0 came in\ncoder review goes through them\n"
    again = run("training", "import", "p.csv", "--origin", "m-1.0")
    assert (again.code, again.out) == (0, "nothing new; passed over: 4 in already\n")
    with Path("p.csv").open("a", encoding="utf-8") as file:
        file.write(f"north,{RISE},My mother never believed,.5\nnorth,{RISE},every year,0.9\n")
    other = run("training", "import", "p.csv", "--origin", "m-2.0")
    assert other.out == (
        "nothing new; passed over: 5 on words for which a suggestion of the code waits, "
        "1 the same as an earlier row or overlapping it\n"
    )
    listed = run("suggest", "--list", "--json").json
    assert sorted(one["confidence"] for one in listed) == [0.1, 0.4, 0.7, 0.9]
    assert {one["origin"] for one in listed} == {"import:m-1.0"}
    assert run("check").code == 0
    assert "4 suggestions of import:m-1.0 from p.csv" in run("log").out


def test_what_is_passed_over_is_counted_by_reason(run: Run) -> None:
    nobody_unaided()
    Path("p.csv").write_text(f"document,code,quote\nnorth,{RISE},getting better\nnorth,{RISE},How is it\n", "utf-8")
    done = run("training", "import", "p.csv", "--origin", "m1")
    assert done.out.startswith("1 suggestion of import:m1 came in; passed over: 1 on words that have the code\n")
    assert done.err == "coder: 1 suggestion touches no respondent's words and would never be evidence\n"


def test_errors_stand_by_row_and_nothing_comes_in(run: Run) -> None:
    Path("p.jsonl").write_text(
        f'{{"document":"north","code":"{RISE}","quote":"every year"}}\n'
        f'{{"document":"nroth","code":"{RISE}","quote":"every year","confidence":2}}\n',
        "utf-8",
    )
    done = run("training", "import", "p.jsonl", "--origin", "m1")
    assert (done.code, done.out) == (4, "")
    assert done.err == (
        "coder: p.jsonl:2: confidence '2' is no number from 0 to 1, such as 0.87\n"
        "coder: p.jsonl:2: there is no document 'nroth' (did you mean north?)\n"
    )
    assert run("suggest", "--list", "--json").json == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export",), 2, "export writes into the file of -o"),
        (("export", "-o", "t.bin"), 2, "no ending of training data"),
        (("export", "-o", "t.jsonl", "--unit", "word"), 2, "sentence, turn, document"),
        (("export", "-o", "t.jsonl", "p.csv"), 2, "export writes into the file of -o"),
        (("export", "-o", "study.db"), 2, "no ending"),
        (("export", "-o", "corpus/t.jsonl"), 1, "the study's own"),
        (("export", "-o", "none/t.jsonl"), 3, "does not exist"),
        (("export", "-o", "t.jsonl", "--by", "nobody"), 1, "nothing to learn from"),
        (("export", "-o", "t.jsonl", "--document", "nroth"), 1, "did you mean north"),
        (("import",), 2, "which file"),
        (("import", "p.csv"), 2, "--origin"),
        (("import", "p.csv", "--origin", "m1"), 4, "cannot be read"),
        (("import", "p.csv", "--origin", "m 1"), 2, "no name of an origin"),
        (("import", "p.csv", "--origin", "m1", "-o", "x"), 2, "-o is for export"),
        (("improt", "p.csv"), 2, "cannot be 'improt'"),
        (("import", "../towns.yaml", "--origin", "m1"), 4, "not from .yaml"),
    ],
)
def test_refusals_name_the_repair(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    done = run("training", *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert not Path("t.jsonl").exists()


def test_docbins_are_not_unpacked(run: Run) -> None:
    assert run("training", "export", "-o", "t.spacy").code == 0
    done = run("training", "import", "t.spacy", "--origin", "m1")
    assert done.code == 4
    assert "not unpacked" in done.err


def nobody_unaided() -> None:
    """Say of all documents that they were asked for suggestions with no share kept unaided."""
    from fractions import Fraction

    from coder.model.edit import Stamp, Suggested
    from coder.study import Study

    with Study.open(Path.cwd(), "MK") as study:
        for one in study.documents():
            stamp = Stamp("x", Fraction(0), "s", "2026-01-01T00:00:00+00:00")
            study._perform(Suggested(one.id, None, stamp), "asked")
