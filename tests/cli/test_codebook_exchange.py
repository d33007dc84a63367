"""``coder codebook export``, ``coder codebook import`` and ``coder init`` with codes of other programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coder.cli import main
from coder.codebook.compose import SCHEMA_NAME
from coder.shipped import files

TAGS = "tag,description,number of highlights\nmood.pride,How proud people are,3\nfear,,1\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study"
    assert main(["init", str(path), "--codebook", "regional-innovation-systems", "--coder", "MK"]) == 0
    return path


def coder(study: Path, *words: str) -> int:
    return main(["codebook", *words, "--study", str(study), "--coder", "MK"])


def test_a_study_begins_with_codes_of_another_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "My tags.csv"
    file.write_text(TAGS, "utf-8")
    study = tmp_path / "study"
    assert main(["init", str(study), "--codebook", str(file), "--lang", "de", "--coder", "MK"]) == 0
    out, err = capsys.readouterr()
    assert "a study with the codebook my_tags 0.1.0" in out
    assert "the column 'number of highlights' is not taken over" in err
    text = (study / "codebooks" / "my_tags.yaml").read_text("utf-8")
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_NAME}\n")
    assert "languages: [de]" in text
    assert (study / "codebooks" / SCHEMA_NAME).read_bytes() == (files() / "codebooks" / SCHEMA_NAME).read_bytes()
    assert coder(study, "check") == 0


def test_import_is_previewed_made_and_undone_as_one(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = study / "codebooks" / "regional-innovation-systems.yaml"
    before = copy.read_bytes()
    file = tmp_path / "tags.csv"
    file.write_text(TAGS, "utf-8")
    capsys.readouterr()
    assert coder(study, "import", str(file), "--dry-run") == 0
    out, err = capsys.readouterr()
    assert out.split("\n")[:3] == ["+ mood  [mood]", "+ pride  [mood.pride] below mood", "+ fear  [fear]"]
    assert "3 new codes would come in, 0 codes known" in err
    assert copy.read_bytes() == before
    assert coder(study, "import", str(file)) == 0
    assert b"mood.pride" in copy.read_bytes()
    capsys.readouterr()
    assert coder(study, "import", str(file), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["new"], [one["by"] for one in found["known"]]) == ([], ["label"] * 3)
    assert main(["undo", "--study", str(study), "--coder", "MK"]) == 0
    assert copy.read_bytes() == before


def test_a_codebook_that_was_edited_by_hand_takes_nothing_in(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = study / "codebooks" / "regional-innovation-systems.yaml"
    copy.write_text(copy.read_text("utf-8") + "# mine\n", "utf-8")
    file = tmp_path / "tags.csv"
    file.write_text(TAGS, "utf-8")
    assert coder(study, "import", str(file)) == 1
    assert "was edited" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["qdc", "csv", "xlsx"])
def test_what_goes_out_is_known_when_it_comes_in(
    suffix: str, study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"out.{suffix}"
    assert coder(study, "export", str(file)) == 0
    err = capsys.readouterr().err
    assert f"out.{suffix} does not hold: rows of the overview (18)" in err
    assert coder(study, "import", str(file), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["new"] == []
    assert {one["by"] for one in found["known"]} == {"GUID" if suffix == "qdc" else "id"}
    assert not any(one["differs"] for one in found["known"])


def test_beside_a_qdc_stands_everything(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert coder(study, "export", str(tmp_path / "out.qdc")) == 0
    copy = study / "codebooks" / "regional-innovation-systems.yaml"
    assert (tmp_path / "out.qdc.yaml").read_bytes() == copy.read_bytes()
    assert "out.qdc.yaml beside it holds everything" in capsys.readouterr().err


def test_an_appendix_in_markdown_and_word(study: Path, tmp_path: Path) -> None:
    for suffix in ("md", "docx", "yaml"):
        assert coder(study, "export", str(tmp_path / f"out.{suffix}"), "--lang", "de") == 0
    text = (tmp_path / "out.md").read_text("utf-8")
    assert text.startswith("# Regionale Innovationssysteme")
    assert "\n### Technologiebasis\n" in text
    assert "| Stufe | Anker | Beispiel |" in text
    assert "nicht verwendet" in text
    import docx

    document = docx.Document(str(tmp_path / "out.docx"))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "List Bullet"} <= styles
    assert document.tables[0].rows[0].cells[1].text in ("Anker", "Definition")


def test_another_codebook_goes_out_without_a_study(tmp_path: Path) -> None:
    assert main(["codebook", "export", str(tmp_path / "out.md"), "ict-hubs"]) == 0
    assert "codings" not in (tmp_path / "out.md").read_text("utf-8").split("\n")[2]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export",), 2, "it is not said where to"),
        (("export", "x.pdf"), 2, "the ending .pdf names no format of codebooks here"),
        (("import",), 2, "it is not said from where"),
        (("import", "x.md"), 2, "the ending .md names no format of codebooks here"),
        (("import", "missing.csv"), 4, "cannot be read"),
        (("export", "out.md", "--lang", "fr"), 2, "no labels in 'fr'"),
    ],
)
def test_what_cannot_be(
    words: tuple[str, ...], code: int, said: str, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert coder(study, *words) == code
    assert said in capsys.readouterr().err
