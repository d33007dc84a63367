"""The sample study: what it promises in README, and the published tables as facts."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder import shipped
from coder.formats.overview.style import Style
from coder.model.coding import SuggestionState
from coder.model.document import Role
from coder.model.overview import Cell, Flag, State
from coder.model.report import CodingsReport
from coder.sample import make_sample
from coder.study import Study
from tests.formats.overview.sample import read

HERE = Path(__file__).parent
# How the published table words composites and what the derivation calls them.
RELATIONS = {"qualified": {"single"}, "list": {"list", "and"}}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with make_sample(tmp_path_factory.mktemp("sample") / "study", "MK") as study:
        yield study


def published(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cells(study: Study, table: str) -> dict[tuple[str, str], Cell]:
    return {(row.id, case): cell for row in study.overview(table).rows for case, cell in row.cells.items()}


def test_table_1_is_the_published_one_in_all_84_cells(sample: Study) -> None:
    derived = cells(sample, "tab1")
    facts = published("published_tab1.csv")
    assert len(facts) == len(derived) == 84
    for fact in facts:
        cell = derived[fact["row_id"], fact["case"]]
        where = (fact["row_id"], fact["case"], cell.text)
        assert cell.state is State.VALUE, where
        if fact["relation"] == "level":
            assert cell.text == cell.printed == fact["published"], where
            continue
        assert set(cell.values) == set(fact["values"].split("|")), where
        assert cell.relation.value in RELATIONS.get(fact["relation"], {fact["relation"]}), where
        # The published lists name values in another order here and there; all other wordings are letter for letter.
        if fact["relation"] != "list":
            assert cell.printed == fact["published"], where


def test_table_2_is_the_published_one_in_all_24_cells(sample: Study) -> None:
    derived = cells(sample, "tab2")
    facts = published("published_tab2.csv")
    assert len(facts) == len(derived) == 24
    for fact in facts:
        cell = derived[fact["row_id"], fact["case"]]
        assert (cell.state, cell.text) == (State.VALUE, fact["published"]), fact


def test_cells_are_honestly_contested_thin_and_borderline(sample: Study) -> None:
    flags = Counter(flag for table in ("tab1", "tab2") for cell in cells(sample, table).values() for flag in cell.flags)
    assert flags[Flag.CONTESTED] >= 6
    assert flags[Flag.THIN] >= 4
    assert flags[Flag.BORDERLINE] >= 3
    assert flags[Flag.CODERS] >= 6
    clean = sum(not cell.flags for table in ("tab1", "tab2") for cell in cells(sample, table).values())
    assert clean >= 54, "most cells rest on firm ground"


def test_it_has_what_it_promises(sample: Study) -> None:
    documents = sample.documents()
    assert len(documents) == 24
    assert Counter(document.case for document in documents) == dict.fromkeys(
        ("beijing", "shanghai", "prd", "zhejiang", "chongqing", "guizhou"), 4
    )
    languages = Counter(document.language for document in documents)
    assert languages["zh"] >= 5
    assert languages["de"] >= 4
    assert {document.format for document in documents} == {"docx", "vtt", "txt", "md"}
    for document in documents:
        assert 900 <= document.words <= 2000, document.name
        assert set(document.attributes) >= {"region", "interview", "sector", "date", "language"}
    uncoded = [document for document in documents if not document.codings]
    assert len(uncoded) == 4
    assert all(document.pending for document in uncoded)
    assert sum(len(document.codings) == 2 for document in documents) >= 8


def test_every_interview_says_that_it_is_synthetic(sample: Study) -> None:
    for summary in sample.documents():
        document = sample.document(summary.id)
        head = document.text[:900].casefold() + str(summary.attributes).casefold()
        assert any(word in head for word in ("synthetic", "合成", "虚构", "synthetisch")), summary.name


def test_questions_and_answers_are_told_apart(sample: Study) -> None:
    for summary in sample.documents():
        document = sample.document(summary.id)
        roles = Counter(turn.role for turn in document.turns)
        assert roles[Role.INTERVIEWER] >= 10, summary.name
        assert roles[Role.RESPONDENT] >= 10, summary.name
        speakers = {turn.speaker for turn in document.turns if turn.role is Role.INTERVIEWER}
        assert len(speakers) == 1, summary.name


def test_every_coding_quotes_respondent_speech(sample: Study) -> None:
    for coding in sample.codings():
        document = sample.document(coding.document)
        assert document.is_evidence_at(coding.span)
        assert document.quote(coding.span).strip() == document.quote(coding.span)


def test_every_cell_has_words_behind_it(sample: Study) -> None:
    for table in ("tab1", "tab2"):
        for row in sample.overview(table).rows:
            for case in row.cells:
                trace = sample.trace(row.id, case)
                assert trace.cell == row.cells[case]
                assert trace.supporting or trace.opposing
                for quotation in (*trace.supporting, *trace.opposing, *trace.undecided):
                    text = sample.document(quotation.document).text
                    assert text[quotation.start : quotation.end] == quotation.quote


def test_suggesting_again_brings_nothing_back(sample: Study) -> None:
    pending = sample.suggestions()
    assert pending
    sample.reject(pending[0].id)
    sample.accept(pending[1].id, 1 if pending[1].weight is None else pending[1].weight)
    assert sample.suggest(("cues",)).added == 0
    assert len(sample.suggestions(state=SuggestionState.REJECTED)) == 1
    accepted = sample.codings()
    assert any(coding.origin == f"suggestion:{pending[1].origin}" for coding in accepted)
    for _ in range(2):
        sample.undo()
    assert sample.suggestions() == pending


def test_the_same_files_again_change_nothing(sample: Study) -> None:
    before = sample.log(1)[0].seq
    report = sample.import_transcripts([sample.path / "corpus"], table=sample.path / "corpus" / "attributes.csv")
    assert len(report.imported) == 24
    assert all(imported.unchanged for imported in report.imported)
    assert sample.import_codings(sample.path / "corpus" / "codings.csv") == CodingsReport(0, 1121, ())
    assert sample.log(1)[0].seq == before


def test_the_file_agrees_with_its_journal(sample: Study) -> None:
    assert sample.check() == ()


def test_a_directory_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("do not touch")
    with pytest.raises(Exception, match=r"is not empty \(give another"):
        make_sample(tmp_path, "MK")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("existed", [True, False])
def test_interrupted_it_leaves_nothing_behind(tmp_path: Path, existed: bool) -> None:
    path = tmp_path / "study"
    if existed:
        path.mkdir()

    def interrupt(done: int, total: int, what: str) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_sample(path, "MK", interrupt)
    assert list(tmp_path.iterdir()) == ([path] if existed else [])
    assert not existed or list(path.iterdir()) == []


def test_shipped_codebooks_have_names() -> None:
    assert set(shipped.codebooks()) >= {"empty", "regional-innovation-systems"}


EXAMPLES = HERE.parent.parent / "exports"


@pytest.mark.parametrize(
    ("name", "table", "style"),
    [("tab1.html", "tab1", Style(annotated=True)), ("tab1.md", "tab1", Style()), ("tab2.md", "tab2", Style())],
)
def test_the_committed_examples_are_what_the_sample_study_gives(
    sample: Study, name: str, table: str, style: Style
) -> None:
    made = read(name.rpartition(".")[2], sample.overview(table, checked=style.annotated), style)
    drawn = re.compile(r"\d+ %")  # each study draws its interviews otherwise
    assert drawn.sub("% of draws", (EXAMPLES / name).read_text("utf-8")) == drawn.sub("% of draws", made)
    if name == "tab2.md":
        readme = (EXAMPLES.parent / "README.md").read_text("utf-8")
        assert "\n".join(line for line in made.splitlines() if line.startswith("|")) in readme
