"""The interview guide through the study: links are recorded, undone, moved with corrections; cells nobody was asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.model.guide import QuestionLink
from coder.model.span import Span
from coder.privacy.proposal import Kind, Proposal
from coder.study import Study
from tests.studies import CODEBOOK, add_document, new_study

GUIDE = """\
guide:
- {id: how, text: {en: How is it?}, rows: [mood.story]}
- {id: proud, text: {en: Are you proud of the town?}, rows: [mood.pride, mood.story]}
"""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A guide; an interview of the north, coded on its story, and one of the south, not coded."""
    with Study.create(tmp_path / "s", CODEBOOK + GUIDE, "towns.yaml", "MK") as study:
        north = add_document(study, "a", town="north")
        add_document(study, "b", town="south")
        study.code(north, Span(20, 30), "mood.story.rise", 2)
        yield study


def identity(study: Study, name: str) -> str:
    return next(one.id for one in study.documents() if one.name == name)


def states(study: Study) -> dict[tuple[str, str], str]:
    found = {(row.id, case): cell.state.value for row in study.overview().rows for case, cell in row.cells.items()}
    for (row, case), state in found.items():
        assert study.trace(row, case).cell.state.value == state
    report = {(cell.row, cell.case): cell.state for cell in study.robustness().cells}
    assert report == found
    return found


def test_without_links_empty_cells_were_not_asked(study: Study) -> None:
    assert states(study) == {
        ("mood.pride", "north"): "not_asked",
        ("mood.pride", "south"): "not_asked",
        ("mood.story", "north"): "value",
        ("mood.story", "south"): "not_asked",
    }
    study.link_questions([QuestionLink(identity(study, "b"), "how")])
    assert states(study)["mood.story", "south"] == "empty"
    assert states(study)["mood.pride", "south"] == "not_asked"
    report = study.guide()
    assert report.unasked == (("mood.pride", "north"), ("mood.pride", "south"))
    assert (report.asked_in("how"), report.asked_in("proud"), report.rowless) == (1, 0, ())
    assert [dict(line.asked) for line in report.lines] == [{}, {"how": None}]
    study.undo()
    assert states(study)["mood.story", "south"] == "not_asked"
    study.redo()
    assert study.check() == ()


def test_a_codebook_without_a_guide_asks_nothing(tmp_path: Path) -> None:
    with new_study(tmp_path / "t") as study:
        document = add_document(study, "a", town="north")
        assert set(states(study).values()) == {"empty"}
        assert study.guide().questions == ()
        for refused in (lambda: study.propose_links(), lambda: study.link_questions([QuestionLink(document, "how")])):
            with pytest.raises(CoderError, match="no interview guide"):
                refused()


def test_proposals_are_linked_only_when_confirmed(study: Study) -> None:
    found = study.propose_links()
    assert [(one.name, one.question, one.score, one.words) for one in found] == [
        ("a", "how", 100, "How is it?"),
        ("b", "how", 100, "How is it?"),
    ]
    assert study.guide().asked_in("how") == 0
    made = study.link_questions(found[:1])
    assert made == (QuestionLink(found[0].document, "how", 3),)
    assert study.undo_label() == "asked: how in a"
    assert [one.name for one in study.propose_links()] == ["b"]
    assert study.link_questions(found) == (QuestionLink(found[1].document, "how", 3),)
    assert study.propose_links() == ()
    assert [line.asked for line in study.guide().lines] == [{"how": 1}, {"how": 1}]
    assert study.without_interviewer() == ()


def test_what_cannot_be_linked_or_unlinked(study: Study) -> None:
    document = identity(study, "a")
    with pytest.raises(CoderError, match="the guide has no question 'hwo'"):
        study.link_questions([QuestionLink(document, "how"), QuestionLink(document, "hwo")])
    with pytest.raises(CoderError, match="no document"):
        study.link_questions([QuestionLink("gone", "how")])
    with pytest.raises(CoderError, match="'how' is not linked to a"):
        study.unlink_questions([(document, "how")])
    assert study.link_questions([]) == ()
    assert study.guide().asked_in("how") == 0
    study.link_questions([QuestionLink(document, "how", 9), QuestionLink(document, "how", 25)])
    assert study.guide().lines[0].asked == {"how": 1}  # any place in the turn is its beginning
    study.unlink_questions([(document, "how")])
    assert (study.guide().lines[0].asked, study.check()) == ({}, ())


def test_a_question_that_goes_keeps_its_links_until_they_are_taken_away(study: Study) -> None:
    document = identity(study, "a")
    study.link_questions([QuestionLink(document, "how")])
    text = study.codebook_file.read_text("utf-8").replace(
        "- {id: how, text: {en: How is it?}, rows: [mood.story]}\n", ""
    )
    study.codebook_file.write_text(text, "utf-8")
    study.apply_codebook(raising=True)
    assert study.guide().lines[0].asked == {"how": None}
    study.unlink_questions([(document, "how")])
    assert study.guide().lines[0].asked == {}
    study.undo()
    assert study.check() == ()


def test_links_follow_their_words_through_a_correction(study: Study, tmp_path: Path) -> None:
    document = identity(study, "a")
    (proposal,) = (one for one in study.propose_links() if one.name == "a")
    study.link_questions([proposal])
    text = study.document(document).text
    path = tmp_path / "a.txt"
    path.write_text("I: First of all, thank you.\n\nR: Welcome.\n\n" + text, "utf-8")
    study.revise(document, path)
    assert study.guide().lines[0].asked == {"how": 3}
    assert study.check() == ()
    study.undo()
    assert study.guide().lines[0].asked == {"how": 1}
    assert study.check() == ()


def test_a_signature_under_an_empty_cell_is_stale_when_it_turns_out_that_nobody_was_asked(study: Study) -> None:
    study.link_questions([QuestionLink(identity(study, "b"), "how")])
    assert study.sign_off("mood.story", "south").text == "(empty)"
    assert not study.shown("mood.story", "south").stale
    study.unlink_questions([(identity(study, "b"), "how")])
    assert study.shown("mood.story", "south").stale
    assert study.sign_off("mood.story", "south").text == "(not asked)"
    assert not study.shown("mood.story", "south").stale


def test_links_stay_on_their_turns_when_names_go_and_come_back(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Interviewer: Thank you, Dr. Alexander Wagner-Lindqvist. Shall we?\n\nAnna Meyer: Yes, Alexander.\n\n"
        "Interviewer: How is it?\n\nAnna Meyer: It is getting better.\n",
        "utf-8",
    )
    names = (Proposal("Alexander Wagner-Lindqvist", Kind.PERSON, "A"), Proposal("Anna Meyer", Kind.PERSON, "B"))
    with Study.create(tmp_path / "s", CODEBOOK + GUIDE, "towns.yaml", "MK") as study:
        study.import_transcripts([path], {"town": "north"})
        study.link_questions([one for one in study.propose_links() if one.question == "how"])
        assert study.guide().lines[0].asked == {"how": 3}
        (before,) = study._tables.links()
        study.pseudonymise(names)
        (moved,) = study._tables.links()
        assert (moved.start or 0) < (before.start or 0)
        assert study.guide().lines[0].asked == {"how": 3}
        assert study.check() == ()
        study.restore_names()
        assert study._tables.links() == [before]
        assert study.check() == ()


def test_a_study_from_before_the_guide_gets_its_table(study: Study) -> None:
    study.close()
    with closing(sqlite3.connect(study.path / "study.db")) as db:
        db.execute("DROP TABLE asked")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm005_guide'")
        db.execute("PRAGMA user_version = 4")
        db.commit()
    with Study.open(study.path, "MK") as again:
        assert again.guide().asked_in("how") == 0
        assert again.check() == ()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ab"), st.sampled_from(["how", "proud"])), max_size=12))
def test_links_equal_the_folded_journal(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("s") / "s"
    with Study.create(folder, CODEBOOK + GUIDE, "towns.yaml", "MK") as study:
        documents = {name: add_document(study, name, town="north") for name in "ab"}
        linked: set[tuple[str, str]] = set()
        undone = 0
        for what, name, question in steps:
            pair = documents[name], question
            if what == 3 and undone < 1 and str(study.undo_label()).startswith(("asked", "not asked")):
                study.undo()
                study.redo()
            elif what < 2:
                study.link_questions([QuestionLink(*pair, 5 if what else None)])
                linked.add(pair)
            elif pair in linked:
                study.unlink_questions([pair])
                linked.discard(pair)
        found = {(line.document, one) for line in study.guide().lines for one in line.asked}
        assert found == linked
        assert study.check() == ()
        while str(study.undo_label()).startswith(("asked", "not asked")):
            study.undo()
        assert not any(line.asked for line in study.guide().lines)
        assert study.check() == ()
