"""What a person did not allow to be quoted stands in no report and no format: no words, context, memo or summary."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.files import sha256
from coder.formats import reports
from coder.model.document import Role, Turn
from coder.model.edit import AddCodings, AddDocuments, DocumentRecord, WriteMemo
from coder.model.span import Span
from coder.reports import REPORTS, Options
from coder.study import Study
from tests.studies import CODEBOOK, coding

CONSENTS = ("yes", "paraphrase", "no", "perhaps")  # what is none of the three counts as no
CODES = (
    ("mood.story.rise", 2),
    ("mood.story.rise", -2),
    ("mood.story.decline", 1),
    ("mood.pride", 2),
    ("mood.pride", -1),
)


def words(document: int, turn: int) -> str:
    """Eight words that stand nowhere else."""
    return " ".join(f"qx{document}z{turn}v{number}" for number in range(8))


def add(study: Study, number: int, allowed: str, codes: list[tuple[str, int]]) -> None:
    """A document of three questions and answers, every answer coded with a memo that repeats its words."""
    text, turns = "", []
    for place in range(6):
        start = len(text) + 3
        text += f"{'QR'[place % 2]}: {words(number, place)}\n\n"
        role = Role.RESPONDENT if place % 2 else Role.INTERVIEWER
        turns.append(Turn(Span(start, len(text) - 2), f"Ms Name{number}" if place % 2 else "I", role))
    data = text.encode()
    name, case = f"d{number}", ("north", "south")[number % 2]
    source = b"source " + data
    record = DocumentRecord(
        id=f"document-{number}",
        name=name,
        format="txt",
        language="en",
        turns=tuple(turns),
        times=(),
        source_name=f"{name}.txt",
        source_sha256=sha256(source),
        text_sha256=sha256(data),
        words=len(text.split()),
        attributes={"town": case, "quotable": allowed},
    )
    study._perform(AddDocuments((record,)), "import", {sha256(data): data, sha256(source): source})
    made = [
        replace(coding(record.id, code=code, weight=weight), span=turns[place].span)
        for place, (code, weight) in zip((1, 3, 5), codes, strict=True)
    ]
    study._perform(AddCodings(tuple(made)), "code")
    for one in made:
        study._perform(WriteMemo("coding", one.id, "", f"memo on {study.document(record.id).quote(one.span)}"), "memo")


def summarise(study: Study) -> None:
    """A summary of every cell, resting on all that supports it and repeating its words."""
    for row in study.overview().rows:
        for case, cell in row.cells.items():
            if cell.supporting:
                quoted = " ".join(one.quote for one in study.trace(row.id, case).supporting)
                study.summarise(row.id, case, f"in short: {quoted}", cell.supporting)


def text_of(data: bytes) -> str:
    """All that a file says, archives unpacked and markup between letters taken away."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    said = data.decode("utf-8", "replace")
    return said + re.sub(r"<[^>]*>", "", said) + said.replace("\\-", "")


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    allowed=st.lists(st.sampled_from(CONSENTS), min_size=2, max_size=4),
    codes=st.lists(st.lists(st.sampled_from(CODES), min_size=3, max_size=3), min_size=4, max_size=4),
    asked=st.sampled_from([Options(), Options(everything=True), Options(budget=20), Options(annotated=True)]),
)
def test_no_word_of_what_is_not_quotable_stands_in_any_report(
    allowed: list[str], codes: list[list[tuple[str, int]]], asked: Options, tmp_path_factory: pytest.TempPathFactory
) -> None:
    codebook = CODEBOOK.replace("kind: one, group: mood", "kind: one, group: mood, gloss: true")
    with Study.create(tmp_path_factory.mktemp("c") / "s", codebook, "towns.yaml", "MK") as study:
        for number, (one, own) in enumerate(zip(allowed, codes, strict=False)):
            add(study, number, one, own)
        summarise(study)
        secret = [f"qx{number}z" for number, one in enumerate(allowed) if one in ("no", "perhaps")]
        names = [f"Name{number}" for number in range(len(allowed))]
        for name in REPORTS:
            report = study.report(name, asked)
            for format_name in reports.FORMATS:
                said = text_of(reports.render(report, format_name))
                assert not [one for one in (*secret, *names) if one in said], (name, format_name)


def test_words_that_may_be_quoted_do_stand_there(tmp_path: Path) -> None:
    """The property above would hold of empty reports as well."""
    codes = [("mood.story.rise", 2), ("mood.story.rise", 1), ("mood.pride", 2)]
    with Study.create(tmp_path / "s", CODEBOOK, "towns.yaml", "MK") as study:
        for number, allowed in enumerate(("yes", "paraphrase", "no")):
            add(study, number, allowed, codes)
        book = reports.render(study.report("evidence-book"), "md").decode()
        assert words(0, 3) in book
        assert f"memo on {words(0, 3)}" in book
        assert f"R: {words(1, 3)}" not in book
        assert f"\\[paraphrase\\] memo on {words(1, 3)}" in book
        assert "1 documents may not be quoted" in book or "may not be quoted: 1" in book
        assert "not quotable" in book
        zh = reports.render(study.report("evidence-book", Options(language="zh")), "md").decode()
        assert "［不可引用］" in zh
        assert "not quotable" not in zh


def test_speakers_of_group_discussions_are_numbers(tmp_path: Path) -> None:
    with Study.create(tmp_path / "s", CODEBOOK, "towns.yaml", "MK") as study:
        file = tmp_path / "talk.txt"
        file.write_text(
            "I: How is it?\n\nAnna: It is getting better here.\n\nBertha: It is getting worse here.\n", "utf-8"
        )
        study.import_transcripts([file], attributes={"town": "north", "voices": "speakers"})
        table = tmp_path / "codings.csv"
        table.write_text(
            "document,code,value,weight,quote\ntalk,mood.story,rise,2,It is getting better here\n"
            "talk,mood.story,decline,2,It is getting worse here\n",
            "utf-8",
        )
        study.import_codings(table)
        for name in REPORTS:
            said = reports.render(study.report(name, Options(everything=True)), "json").decode()
            said += reports.render(study.report(name, Options(everything=True)), "md").decode()
            assert "Anna" not in said, name
            assert "Bertha" not in said, name
