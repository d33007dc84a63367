"""Studies whose reports are looked at: one hostile in every word, one in which not everything may be printed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from coder.files import sha256
from coder.model.document import Role, Turn
from coder.model.edit import AddDocuments, DocumentRecord
from coder.model.judgement import OverrideType
from coder.model.span import Span
from coder.study import Study
from tests.studies import CODEBOOK

# What could break out of a text, an attribute, a script, a style or a comment.
HOSTILE = (
    "</script><script>window.hit=1;alert(1)</script>",
    "\"><img src=x onerror='window.hit=1;alert(2)'>",
    "' onmouseover='window.hit=1' x='",
    "</style><style>body{display:none}</style>",
    "--><svg onload=window.hit=1;alert(3)></svg><!--",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(4)",
    "&lt;b&gt; &#60;i&#62; </details></dialog></template>",
    "\u202eevil\u202c \x1b[31m \x00",
    "https://example.org/x.png",
)
_EVERYTHING = " ".join(HOSTILE)


def turns(study: Study, name: str, said: Sequence[tuple[str, Role, str]], language: str = "en", **known: str) -> str:
    """Put a document of these turns (speaker, role, words) into a study; returns its id."""
    text, found = "", []
    for speaker, role, words in said:
        text += f"{speaker}: "
        found.append(Turn(Span(len(text), len(text) + len(words)), speaker, role))
        text += words + "\n\n"
    data = text.encode()
    record = DocumentRecord(
        id=str(uuid.uuid4()),
        name=name,
        format="txt",
        language=language,
        turns=tuple(found),
        times=(),
        source_name=f"{name}.txt",
        source_sha256=sha256(data),
        text_sha256=sha256(data),
        words=len(text.split()),
        attributes=known,
    )
    study._perform(AddDocuments((record,)), f"import {name}", {sha256(data): data})
    return record.id


def code(study: Study, document: str, words: str, code: str, weight: int = 2, memo: str = "") -> None:
    """Code the first place of these words."""
    start = study.document(document).text.index(words)
    made = study.code(document, Span(start, start + len(words)), code, weight)
    if memo:
        study.write_memo("coding", made.id, memo)


def hostile(path: Path) -> Study:
    """Script, markup and control characters in titles, labels, cases, speakers, words, memos, reasons and summaries."""
    bad = _EVERYTHING.replace("\x00", "").replace("\x1b", "").replace("\u202e", "").replace("\u202c", "")
    quoted = "'" + bad.replace("'", "''") + "'"
    book = CODEBOOK.replace("label: {en: rise}", f"label: {{en: {quoted}}}").replace("{en: Towns}", f"{{en: {quoted}}}")
    book = book.replace("label: {en: North}", f"label: {{en: {quoted}}}").replace("{en: Pride}", f"{{en: {quoted}}}")
    study = Study.create(path, book, "towns.yaml", 'M"K<script>')
    for number, case in enumerate(("north", "south", "north", "north", '"><script>alert(5)</script>')):
        answer = f"It is getting better, {_EVERYTHING} and worse."
        said = (
            ("<b>I</b>", Role.INTERVIEWER, f"How? {_EVERYTHING}"),
            ("<script>R</script>", Role.RESPONDENT, answer),
            ("<b>I</b>", Role.INTERVIEWER, f"Really? {_EVERYTHING}"),
        )
        known = {"town": case, "interview": f"<i>{number}</i>", "date": f"2026-01-0{number + 1}"}
        one = turns(study, f"d{number}<script>", said, '"><script>', **known)
        code(study, one, answer, "mood.story.rise", 2, _EVERYTHING)
        code(study, one, "and worse", "mood.story.decline", 1, _EVERYTHING)
        code(study, one, "It is getting", "mood.pride", 2)
    rests = study.trace("mood.story", "north").cell.supporting
    study.summarise("mood.story", "north", _EVERYTHING, rests)
    study.override("mood.story", "south", OverrideType.ADJUDICATION, _EVERYTHING, text=bad + "!", reference=_EVERYTHING)
    study.sign_off("mood.pride", "north")
    return study


def guarded(path: Path) -> Study:
    """One interview may be printed, one be paraphrased, one not at all; speakers have names, in one all are voices."""
    study = Study.create(path, CODEBOOK, "towns.yaml", "MK")
    for number, quotable in enumerate(("yes", "paraphrase", "no"), 1):
        said = (
            (f"Quentin Quirk{number}", Role.INTERVIEWER, f"Beforeword{number}?"),
            (f"Wilma Wirth{number}", Role.RESPONDENT, f"Saidword{number} is getting better"),
            (f"Quentin Quirk{number}", Role.INTERVIEWER, f"Afterword{number}?"),
        )
        one = turns(study, f"d{number}", said, town="north", interview=f"N{number}", quotable=quotable)
        code(study, one, f"Saidword{number}", "mood.story.rise", 2, f"Memoword{number}")
        code(study, one, f"Saidword{number}", "mood.pride", number - 2)
    voices = (
        ("Anna Adler", Role.RESPONDENT, "Annaword: it is getting better"),
        ("Bert Bauer", Role.RESPONDENT, "Bertword, it is getting worse"),
    )
    group = turns(study, "group", voices, town="south", interview="G1", voices="speakers")
    code(study, group, "Annaword", "mood.story.rise")
    code(study, group, "Bertword", "mood.story.decline")
    code(study, group, "Annaword: it", "mood.pride", 2)
    code(study, group, "Bertword, it", "mood.pride", -1)
    return study
