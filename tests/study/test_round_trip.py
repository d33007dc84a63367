"""The named corpus through a real study: every span keeps its words, in every format, there and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.exports import codings_text
from coder.model.span import Span
from coder.study import Study
from tests.formats.wrapping import CORPUS, UNREADABLE, WRAPPINGS, held, twenty
from tests.studies import new_study

CODES = ("mood.story.rise", "mood.story.decline", "mood.pride")


@pytest.mark.parametrize("name", [name for name in WRAPPINGS if not name.startswith("txt, ")])  # those are texts of txt
def test_the_quote_of_every_span_equals_the_slice_there_and_back(name: str, tmp_path: Path) -> None:
    wrapped = WRAPPINGS[name]
    talks = [talk for talk in CORPUS if (name, talk) not in UNREADABLE]
    folder = tmp_path / "files"
    folder.mkdir()
    paths = [folder / f"{talk}{wrapped.suffix}" for talk in talks]
    for path, talk in zip(paths, talks, strict=True):
        path.write_bytes(wrapped.write(CORPUS[talk]))
    expected: dict[tuple[str, Span, str], str] = {}
    with new_study(tmp_path / "s") as study:
        assert study.import_transcripts(paths).refused == ()
        for row, talk in zip(sorted(study.documents(), key=lambda row: row.source_name), sorted(talks), strict=True):
            document, said = study.document(row.id), held(name, talk)
            spans: list[Span] = []
            for turn, start, end in twenty(said, talk):
                begin = document.turns[turn].span.start
                spans.append(Span(begin + start, begin + end))
                code = CODES[len(spans) % 3]
                expected[row.name, spans[-1], code] = said[turn][1][start:end]
                study.code(row.id, spans[-1], code, 1)
    assert len(expected) == 20 * len(talks)
    with Study.open(tmp_path / "s", "MK") as study:
        assert quotes(study) == expected
        table = tmp_path / "codings.csv"
        table.write_text(codings_text(study.codings(), study.document, study.memos("coding")), "utf-8", newline="")
        assert study.import_codings(table).added == 0
        study.uncode([coding.id for coding in study.codings()])
        assert study.codings() == ()
        assert study.import_codings(table).added == len(expected)
        assert quotes(study) == expected
        assert study.check() == ()
    with new_study(tmp_path / "t") as other:  # and into a study made anew from the files
        other.import_transcripts(paths)
        assert other.import_codings(table).added == len(expected)
        assert quotes(other) == expected


def quotes(study: Study) -> dict[tuple[str, Span, str], str]:
    """The words of every coding as the study tells them."""
    names = {row.id: row.name for row in study.documents()}
    found = {}
    for coding in study.codings():
        document = study.document(coding.document)
        assert document.quote(coding.span) == document.text[coding.span.start : coding.span.end]
        found[names[coding.document], coding.span, coding.code] = document.quote(coding.span)
    return found
