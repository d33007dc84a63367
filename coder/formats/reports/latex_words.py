r"""Words as LaTeX prints them, whatever they contain, and the preamble that these need.

Letters stay letters in the file. Signs that the fonts of LaTeX lack are set by ``\codersign``, which shows the number
of a sign where there is none, so that nothing vanishes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from coder.formats.visible import harmless, visible
from coder.model.publication import Report
from coder.model.words import word

SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\string" + '"',
    "`": r"\textasciigrave{}",
    "[": "{[}",  # after the end of a row both would be an option of it
    "]": "{]}",
    "*": "{*}",
    "\n": r"\leavevmode\newline ",
    "\x00": r"\hspace{0pt}",
    "\x01": "{}",
    "\u00a0": "~",
    "\u00ad": r"\-",
    "\t": r"\quad{}",
    "·": r"\textperiodcentered{}",
    "¶": r"\textparagraph{}",
    "†": r"\textdagger{}",
    "‡": r"\textdaggerdbl{}",
    "…": r"\textellipsis{}",
    "−": r"\ensuremath{-}",
    "×": r"\ensuremath{\times}",
    "±": r"\ensuremath{\pm}",
    "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}",
    "≠": r"\ensuremath{\neq}",
    "≈": r"\ensuremath{\approx}",
    "∞": r"\ensuremath{\infty}",
    "→": r"\ensuremath{\rightarrow}",
    "←": r"\ensuremath{\leftarrow}",
    "⟵": r"\ensuremath{\leftarrow}",
    "∅": r"\ensuremath{\emptyset}",
    "◇": r"\ensuremath{\diamond}",
    "✗": r"\ensuremath{\times}",
    "✓": r"\ensuremath{\surd}",
    "●": r"\ensuremath{\bullet}",
    "○": r"\ensuremath{\circ}",
    "⚑": r"\ensuremath{\triangleright}",
    "↻": r"\ensuremath{\circlearrowright}",
    "Δ": r"\ensuremath{\Delta}",
    "α": r"\ensuremath{\alpha}",
    "κ": r"\ensuremath{\kappa}",
    "π": r"\ensuremath{\pi}",
    "ρ": r"\ensuremath{\rho}",
    "σ": r"\ensuremath{\sigma}",
}
_OTHER = "\u0180-\u1fff\ua640-\uabff\ufb1d-\ufdff\ufe70-\ufefc"  # letters of other scripts, which must stay together
_ACTIVE = re.compile(rf"[{_OTHER}]+|[^A-Za-z0-9 .:;()/=+@,'?!-]")
_LETTERS = re.compile("[\u00a1-\u017f\u2013\u2014\u2018-\u201a\u201c-\u201e\u2039\u203a\u20ac]")  # of T1 and TS1
_CHINESE = re.compile("[\u2e80-\u303f\u3040-\u30ff\u3100-\u31bf\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_ENDLESS = re.compile("[^\\s\\-\u2e80-\uffef]{31,}")  # words that may be broken anywhere
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=,)(?=,)|(?<=')(?=')|(?<=[?!])(?=`)")  # which fonts would draw as one sign
_BREAK, _APART = "\x00", "\x01"  # no text has them any more


def escaped(text: str) -> str:
    """A text that LaTeX prints as it is; its line ends are line ends."""
    plain = harmless(text).strip("\n ")
    plain = _JOINED.sub(_APART, plain)
    if len(plain) > 30:
        plain = _ENDLESS.sub(_breakable, plain)
    return _ACTIVE.sub(lambda match: _sign(match[0]), plain)


def _breakable(word: re.Match[str]) -> str:
    return _BREAK.join(word[0][start : start + 10] for start in range(0, len(word[0]), 10))


@cache
def _sign(sign: str) -> str:
    if sign in SIGNS:
        return SIGNS[sign]
    if sign.isascii() or _LETTERS.match(sign) or _CHINESE.match(sign):
        return sign
    if len(sign) == 1 and unicodedata.category(sign) in ("Zs", "Cf"):
        return " " if unicodedata.category(sign) == "Zs" else ""
    return f"\\codersign{{{ord(sign[0]):X}}}{{{sign}}}"


def preamble(report: Report, body: str, *, across: bool) -> str:
    """What stands before the body: a document class and packages, unless the file is part of another document."""
    chinese, strange = _CHINESE.search(body) is not None, "\\codersign" in body
    packages = ["array", "booktabs", "longtable", "xcolor"] + ["amssymb"] * ("\\circlearrowright" in body)
    option = ",landscape" if across else ""
    lines = [
        "% !TeX program = " + ("xelatex" if chinese or strange else "pdflatex"),
        f"% {visible(report.title)}",
        "% Compiles as it is. In a paper: \\input{...} and \\usepackage{" + ",".join(packages) + "}.",
        "\\expandafter\\ifx\\csname @twoclasseserror\\endcsname\\documentclass",
        "\\def\\coderend{\\endinput}",
        "\\else",
        "\\def\\coderend{\\end{document}}",
        f"\\documentclass[10pt,a4paper{option}]{{article}}",
        "\\usepackage[margin=2cm]{geometry}",
        "\\ifdefined\\Umathchar",  # a primitive of xelatex and lualatex
        "\\usepackage{fontspec}",
        *([_FONT] if chinese or strange else []),
        *(_STRANGE if strange else ()),
        *(_CHINESE_XE if chinese else ()),
        "\\else",
        "\\usepackage[T1]{fontenc}\\usepackage{textcomp}\\usepackage{lmodern}",
        *(
            ["\\typeout{This text holds signs that pdflatex has no fonts for: compile it with xelatex.}"]
            if strange
            else ()
        ),
        *(_CHINESE_PDF if chinese else ()),
        "\\fi",
        "\\usepackage{" + ",".join(packages) + "}",
        "\\usepackage[font=small,labelfont=bf,skip=6pt,justification=raggedright,singlelinecheck=false]{caption}",
        f"\\renewcommand{{\\tablename}}{{{_table_name(report)}}}",
        "\\setlength{\\parindent}{0pt}\\emergencystretch=3em",
        "\\begin{document}",
        *(["\\coderchinese"] if chinese else ()),
        "\\fi",
        _MACROS,
        "",
    ]
    return "\n".join(lines)


def _table_name(report: Report) -> str:
    return word("numbered", report.language).format(number="").strip()


_CHINESE_PDF = (
    "\\IfFileExists{c70gbsn.fd}{\\usepackage{CJKutf8}"
    "\\def\\coderchinese{\\begin{CJK*}{UTF8}{gbsn}\\AtEndDocument{\\clearpage\\end{CJK*}}}}"
    "{\\PackageError{coder}{This text holds Chinese}{Compile it with xelatex.}}",
)
_FONT = "\\def\\coderfont#1{\\ifdefined\\coderfound\\else\\IfFontExistsTF{#1}{\\def\\coderfound{#1}}{}\\fi}"
_STRANGE = (
    "\\coderfont{FreeSerif}\\coderfont{Times New Roman}\\coderfont{DejaVu Serif}",
    "\\ifdefined\\coderfound\\setmainfont{\\coderfound}\\let\\coderfound\\undefined\\fi",
)
_CHINESE_XE = (
    "\\coderfont{Noto Serif CJK SC}\\coderfont{Source Han Serif SC}\\coderfont{Songti SC}\\coderfont{SimSun}",
    "\\coderfont{FandolSong-Regular.otf}\\coderfont{WenQuanYi Zen Hei}\\coderfont{AR PL SungtiL GB}",
    "\\IfFileExists{xeCJK.sty}{\\usepackage{xeCJK}\\ifdefined\\coderfound",
    "\\setCJKmainfont[AutoFakeBold,AutoFakeSlant]{\\coderfound}\\fi}",
    '{\\ifdefined\\coderfound\\setmainfont{\\coderfound}\\fi\\XeTeXlinebreaklocale "zh"}',
    "\\def\\coderchinese{}",
)
_MACROS = r"""\providecommand{\codertable}[2]{\footnotesize\renewcommand{\arraystretch}{1.2}%
  \setlength{\tabcolsep}{4pt}\setlength{\parindent}{0pt}%
  \def\coderwhole{#1\linewidth}\def\coderwidth{\dimexpr#1\linewidth-#2\tabcolsep\relax}}
\providecommand{\coderitem}[2]{{\leftskip=#1em\noindent\llap{\textbullet\enspace}#2\par}}
\providecommand{\codersign}[2]{\ifdefined\Umathchar\iffontchar\font"#1 #2\else{\tiny[U+#1]}\fi
  \else{\tiny[U+#1]}\fi}
\definecolor{codergrey}{gray}{0.35}"""
