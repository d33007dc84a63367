from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.formats.overview.marks import MARKS
from coder.formats.reports.as_latex import render
from coder.formats.reports.latex_words import escaped
from coder.model.publication import Column, Line, Report, Table
from tests.formats.reports.sample import HOSTILE, LONE, REPORT, anything, told_in

PAPER = r"""\documentclass{article}
\usepackage{array,booktabs,longtable,xcolor}
\begin{document}
Before. \input{report}
After.
\end{document}
"""


def compiled(folder: Path, program: str, text: bytes, *packages: str) -> str:
    """The text of the PDF that LaTeX makes; skips where there is none, fails where it ends in an error."""
    if shutil.which(program) is None or shutil.which("kpsewhich") is None:
        pytest.skip(f"no {program} here")
    for package in ("booktabs.sty", "caption.sty", *packages):
        if subprocess.run(["kpsewhich", package], capture_output=True, check=False).returncode:  # noqa: S607
            pytest.skip(f"no {package} here")
    (folder / "main.tex").write_bytes(text)
    done = subprocess.run(
        [program, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "main.tex"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-2000:]
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(folder / "main.pdf")
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_table_is_one_of_booktabs() -> None:
    text = render(LONE).decode()
    assert "\\toprule" in text
    assert "\\bottomrule" in text
    assert "\\begin{table}[!htbp]" in text
    assert "\\caption{Moods of the towns}\\label{tab:moods}" in text
    assert "\\multicolumn{4}{@{}p{\\coderwhole}@{}}{\\textit{Mood}} \\\\*" in text
    assert (
        "\\textbf{Pride} & \\textbf{++\\textdagger{}1/3}\\leavevmode\\newline {\\scriptsize 2 of 3} & \\textbf{0.500}"
        in text
    )
    assert "|" not in text.partition("\\codertable")[2].replace("\\textbar{}", "")


def test_every_mark_of_the_overview_is_a_sign_of_its_own() -> None:
    spelled = [escaped(mark) for mark, *_ in MARKS.values()]
    assert len(set(spelled)) == len(MARKS)
    assert not any("codersign" in one for one in spelled)


def test_a_long_table_goes_over_pages_under_its_header() -> None:
    table = Table("t", (Column("a", "A"), Column("b", "B")), tuple(Line((f"{row}", "x")) for row in range(80)))
    text = render(Report("r", "R", "en", (table,))).decode()
    assert "\\begin{longtable}" in text
    assert text.count("\\textbf{A} & \\textbf{B} \\\\") == 2


@pytest.mark.parametrize("program", ["pdflatex", "xelatex"])
@pytest.mark.parametrize("report", [REPORT, LONE], ids=["blocks", "lone"])
def test_it_compiles_alone_and_within_a_paper(program: str, report: Report, tmp_path: Path) -> None:
    alone = compiled(tmp_path, program, render(report))
    for words in ("Moods of the towns", "Pride", "=SUM(A1)", "100 %", "[1]"):
        assert words in alone
    (tmp_path / "report.tex").write_bytes(render(report))
    within = compiled(tmp_path, program, PAPER.encode())
    assert "Before." in within
    assert "After." in within
    assert "Pride" in within


@pytest.mark.parametrize("program", ["pdflatex", "xelatex"])
def test_hostile_words_are_words(program: str, tmp_path: Path) -> None:
    latin = [text for text in HOSTILE if not any("\u2e80" <= sign <= "\uffef" for sign in text)]
    texts = [text for text in latin if text.isascii()] if program == "pdflatex" else latin
    lines = tuple(Line((f"case {number}.", text, text)) for number, text in enumerate(texts))
    table = Table("t", (Column("a", "A"), Column("b", "B"), Column("c", "C")), lines, "\\%&_#", tuple(texts))
    blocks = (table, *(block for text in texts for block in told_in(text).blocks))
    said = compiled(tmp_path, program, render(Report("r", "{}$~^", "en", blocks)))
    for words in (
        "\\input{/etc/passwd}\\write18{x}",
        "<script>alert(1)</script>",
        "| a | **b**",
        "{{ 7 * 7 }}",
        "=1+1",
    ):
        assert words in said
    assert said.count("case ") == len(texts)


@pytest.mark.parametrize(("program", "package"), [("xelatex", "xeCJK.sty"), ("pdflatex", "c70gbsn.fd")])
def test_chinese_compiles(program: str, package: str, tmp_path: Path) -> None:
    table = Table("t", (Column("a", "地区"), Column("b", "数")), (Line(("北京，上海。", "创新")),), "创新系统")
    report = Report("r", "创新系统", "zh", (table,), {"编码手册": "towns"})
    assert render(report).startswith(b"% !TeX program = xelatex\n")
    said = compiled(tmp_path, program, render(report), package)
    if program == "xelatex":
        assert "北京" in said
        assert "创新系统" in said


def test_letters_that_its_fonts_lack_are_shown_by_number_or_by_another_font(tmp_path: Path) -> None:
    table = Table("t", (Column("a", "A"),), (Line(("Москва ☃ 😀",)),), "Σ")
    said = compiled(tmp_path, "xelatex", render(Report("r", "R", "en", (table,))))
    assert "Москва" in said or "[U+41C]" in said
    assert "😀" in said or "[U+1F600]" in said


@given(anything | st.text(st.sampled_from("-,'`?![*]"), max_size=8))
def test_what_is_active_is_spelled(text: str) -> None:
    said = escaped(text)
    for joined in ("--", ",,", "''", "?`", "!`", "\n", "\x00"):
        assert joined not in said
    plain = said
    for spelled in ("\\{", "\\}", "\\$", "\\&", "\\#", "\\%", "\\_"):
        plain = plain.replace(spelled, "")
    assert not set("$&#%_^~") & set(plain.replace("~", " ") if "\u00a0" in text else plain)
    assert plain.count("{") == plain.count("}")
