"""Corrected transcripts in a study: what follows, what is to be decided, and that undo brings all of it back."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import CoderError, UnreadableError
from coder.intake.alignment import has_words, same_words
from coder.model.coding import SuggestionState
from coder.model.correction import CorrectionReport, Settling
from coder.model.document import Role, Turn
from coder.model.edit import ReviseDocument
from coder.model.report import Place
from coder.model.span import Span
from coder.privacy.proposal import Kind, Proposal
from coder.store.store import FOLDED
from coder.study import Study
from tests.studies import new_study

TEXT = """\
I: How is the town?

R: The town is getting better every year. My mother never beleived it would. We stay here.

I: And the council?

R: Nobody trusts the council. It is getting worse, they say.
"""
CORRECTED = """\
I: Thank you for coming. How is the town?

R: The town is getting better every year. My mother never believed it would. We stay here.

I: And the council?

R: It is getting worse, so they say.
"""
RISE, DECLINE = "mood.story.rise", "mood.story.decline"
Dump = dict[str, list[tuple[object, ...]]]


def dump(study: Study) -> Dump:
    """All tables that follow from the journal, but for the counter that tells readers to read anew."""
    tables: Dump = {}
    for table in FOLDED:
        cursor = study._store.db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        names = [column[0] for column in cursor.description]
        tables[table] = [
            tuple(value for name, value in zip(names, row, strict=True) if name != "edition") for row in cursor
        ]
    passages = 'SELECT document, start, "end" FROM passage ORDER BY 1, 2'
    return {**tables, "passage": study._store.db.execute(passages).fetchall()}


def imported(folder: Path, text: str = TEXT, name: str = "north") -> tuple[Study, str]:
    """A study with one transcript in it."""
    study = new_study(folder / "study")
    (folder / f"{name}.txt").write_text(text, "utf-8")
    assert study.import_transcripts([folder / f"{name}.txt"], {"town": "north"}).refused == ()
    return study, study.document(name).id


def code(study: Study, document: str, words: str, code_id: str = RISE) -> str:
    text = study.document(document).text
    return study.code(document, Span(text.index(words), text.index(words) + len(words)), code_id, 2).id


def correct(study: Study, document: str, folder: Path, text: str = CORRECTED) -> CorrectionReport:
    (folder / "corrected").mkdir(exist_ok=True)
    (folder / "corrected" / "north.txt").write_text(text, "utf-8")
    return study.revise(document, folder / "corrected" / "north.txt")


def words_of(study: Study, coding: str) -> str:
    found = study.coding(coding)
    return study.document(found.document).quote(found.span)


def test_codings_follow_their_words_and_those_that_changed_are_to_be_decided(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        kept = code(study, document, "getting better every year")
        spelled = code(study, document, "My mother never beleived it would", DECLINE)
        gone = code(study, document, "Nobody trusts the council", DECLINE)
        study.write_memo("coding", gone, "strong words")
        study.mark_coded(document)
        before = dump(study)
        done = correct(study, document, tmp_path)
        assert (done.unchanged, done.codings, done.elsewhere, done.withdrawn) == (False, 3, (), 0)
        assert study.document(document).text == CORRECTED
        assert study.documents()[0].words == done.words[1]
        assert words_of(study, kept) == "getting better every year"
        assert words_of(study, spelled) == "My mother never believed it would"
        assert words_of(study, gone) == "It"
        assert [(one.coding.id, one.before, one.after) for one in done.reworded] == [
            (spelled, "My mother never beleived it would", "My mother never believed it would"),
            (gone, "Nobody trusts the council", "It"),
        ]
        assert study.reworded() == done.reworded == study.reworded(document)
        assert study.memo("coding", gone) == "strong words"
        assert study.documents()[0].coded_by == ("MK",)
        assert [one.speaker for one in study.document(document).turns] == ["I", "R", "I", "R"]
        assert [hit.span.start for hit in study.search("believed")] == [CORRECTED.index("believed")]
        assert list(study.search("beleived")) == []
        assert study.check() == ()
        after = dump(study)
        study.undo()
        assert dump(study) == before
        assert study.document(document).text == TEXT
        assert study.reworded() == ()
        assert study.check() == ()
        study.redo()
        assert dump(study) == after
        assert study.check() == ()


def test_the_same_text_changes_nothing(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        entries = len(study.log())
        done = correct(study, document, tmp_path, TEXT)
        assert done.unchanged
        assert len(study.log()) == entries
        assert sorted(path.name for path in (study.path / "corpus").iterdir()) == ["north.txt"]


def test_deciding_keeps_removes_or_chooses_other_words(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        spelled = code(study, document, "My mother never beleived it would", DECLINE)
        gone = code(study, document, "Nobody trusts the council", DECLINE)
        third = code(study, document, "It is getting worse, they say", DECLINE)
        correct(study, document, tmp_path)
        assert len(study.reworded()) == 3
        before = dump(study)
        study.settle(spelled, Settling.KEEP)
        study.settle(gone, Settling.REMOVE)
        study.settle(third, study.words_at(document, "getting worse", study.coding(third).span.start))
        assert study.reworded() == ()
        assert words_of(study, third) == "getting worse"
        with pytest.raises(CoderError, match="there is no coding"):
            study.settle(gone, Settling.KEEP)
        with pytest.raises(CoderError, match="nothing is to be decided"):
            study.settle(spelled, Settling.KEEP)
        assert study.check() == ()
        for _ in range(3):
            study.undo()
        assert dump(study) == before
        assert len(study.reworded()) == 3


def test_whose_coding_it_is_decides(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        spelled = code(study, document, "beleived")
        correct(study, document, tmp_path)
    with Study.open(tmp_path / "study", "JW") as other:
        with pytest.raises(CoderError, match=r"this coding is MK's"):
            other.settle(spelled, Settling.KEEP)
        assert len(other.reworded()) == 1


def test_resizing_settles_and_recoding_does_not(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        spelled = code(study, document, "mother never beleived")
        correct(study, document, tmp_path)
        study.change(spelled, code=DECLINE)
        study.change(spelled, weight=1)
        assert [one.before for one in study.reworded()] == ["mother never beleived"]
        at = CORRECTED.index("never believed")
        study.change(spelled, span=Span(at, at + len("never believed")))
        assert study.reworded() == ()
        study.undo()
        assert [one.before for one in study.reworded()] == ["mother never beleived"]


def test_a_removed_coding_waits_for_no_decision_until_it_is_back(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        spelled = code(study, document, "beleived")
        correct(study, document, tmp_path)
        study.uncode([spelled])
        assert study.reworded() == ()
        study.undo()
        assert [one.coding.id for one in study.reworded()] == [spelled]
        assert study.check() == ()


def test_words_that_come_back_with_the_next_correction_settle_it(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        gone = code(study, document, "Nobody trusts the council", DECLINE)
        correct(study, document, tmp_path)
        assert len(study.reworded()) == 1
        done = correct(study, document, tmp_path, TEXT.replace("beleived", "believed"))
        assert done.reworded == study.reworded() == ()
        assert words_of(study, gone) == "Nobody trusts the council"
        assert study.check() == ()


def test_a_second_correction_keeps_the_first_words(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        code(study, document, "My mother never beleived it would")
        correct(study, document, tmp_path)
        done = correct(study, document, tmp_path, CORRECTED.replace("mother never believed", "mother had not believed"))
        assert done.reworded == ()
        assert [(one.before, one.after) for one in study.reworded()] == [
            ("My mother never beleived it would", "My mother had not believed it would")
        ]


def test_suggestions_stay_what_they_are_where_their_words_stay(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        assert study.suggest(("cues",), unaided=Fraction(0)).added == 2
        rise, decline = study.suggestions()
        study.reject(rise.id)
        before = dump(study)
        correct(study, document, tmp_path)
        (kept,) = study.suggestions(state=SuggestionState.REJECTED)
        text = study.document(document).text
        assert text[kept.span.start : kept.span.end] == "The town is getting better every year."
        assert study.suggestions() == ()  # the words of the other one are others now
        # which is proposed again; what was rejected is not
        assert study.suggest(("cues",), unaided=Fraction(0)).added == 1
        assert [one.code for one in study.suggestions()] == [decline.code]
        assert study.check() == ()
        study.undo()
        study.undo()
        assert dump(study) == before


def test_roles_and_names_given_by_hand_outlast_a_correction(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        before = study._tables.record(document)
        turns = tuple(
            Turn(turn.span, "Ms A" if turn.speaker == "R" else "Guide", Role.NOTE if turn.speaker == "I" else turn.role)
            for turn in before.turns
        )
        study._perform(ReviseDocument(before, replace(before, turns=turns)), "turns of north")
        correct(study, document, tmp_path, CORRECTED + "\nI: Anything else?\n\nS: I am new here.\n")
        found = [(turn.speaker, turn.role) for turn in study.document(document).turns]
        assert found[:5] == [
            ("Guide", Role.NOTE),
            ("Ms A", Role.RESPONDENT),
            ("Guide", Role.NOTE),
            ("Ms A", Role.RESPONDENT),
            ("Guide", Role.NOTE),
        ]
        assert found[5][0] == "S"
        assert study.check() == ()


def test_places_follow_and_come_back(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study, Study.open(tmp_path / "study", "JW") as other:
        study.remember(document, Place(TEXT.index("We stay"), "sentence"))
        other.remember(document, Place(TEXT.index("worse"), "word"))
        correct(study, document, tmp_path)
        assert study.place(document) == Place(CORRECTED.index("We stay"), "sentence")
        assert other.place(document) == Place(CORRECTED.index("worse"), "word")
        study.undo()
        assert study.place(document) == Place(TEXT.index("We stay"), "sentence")
        study.redo()
        assert other.place(document) == Place(CORRECTED.index("worse"), "word")


def test_attributes_stay_and_what_the_file_states_is_offered(tmp_path: Path) -> None:
    study = new_study(tmp_path / "study")
    with study:
        (tmp_path / "north.md").write_text("---\ntown: north\nsector: firm\n---\n" + TEXT, "utf-8")
        assert study.import_transcripts([tmp_path / "north.md"]).refused == ()
        document = study.document("north").id
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "north.md").write_text("---\ntown: South\nsector: firm\n---\n" + CORRECTED, "utf-8")
        done = study.revise(document, tmp_path / "new" / "north.md")
        assert [(one.name, one.here, one.file) for one in done.attributes] == [("town", "north", "south")]
        assert study.attributes(document) == {"town": "north", "sector": "firm"}


def test_old_texts_stay_and_are_listed(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        correct(study, document, tmp_path)
        correct(study, document, tmp_path, TEXT + "\nI: Thank you.\n")
        found = study.text_revisions(document)
        assert [(one.number, one.coder, one.source) for one in found] == [
            (1, "MK", "north.txt"),
            (2, "MK", "north.txt"),
            (3, "MK", "north.txt"),
        ]
        assert [study.text_of(one) for one in found] == [TEXT, CORRECTED, TEXT + "\nI: Thank you.\n"]
        assert len({one.words for one in found}) == 3
        study.undo()
        assert len(study.text_revisions(document)) == 2
        study.undo()
        assert len(study.text_revisions(document)) == 1
        study.redo()
        study.redo()
        assert [one.text_sha256 for one in study.text_revisions(document)] == [one.text_sha256 for one in found]
        assert len(list((study.path / "corpus").iterdir())) == 3


@pytest.mark.parametrize("text", ["", " \n \n"])
def test_a_correction_without_words_is_refused_and_changes_nothing(tmp_path: Path, text: str) -> None:
    study, document = imported(tmp_path)
    with study:
        code(study, document, "beleived")
        before = dump(study)
        with pytest.raises(CoderError):
            correct(study, document, tmp_path, text)
        with pytest.raises(UnreadableError, match="no regular file"):
            study.revise(document, tmp_path)
        with pytest.raises(UnreadableError, match="cannot be read"):
            study.revise(document, tmp_path / "none.txt")
        with pytest.raises(CoderError, match="has no document"):
            study.revise("nothing", tmp_path / "north.txt")
        assert dump(study) == before
        assert sorted(path.name for path in (study.path / "corpus").iterdir()) == ["north.txt"]


def test_another_name_of_the_file_does_not_matter_and_import_names_the_repair(tmp_path: Path) -> None:
    study, document = imported(tmp_path)
    with study:
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "north.txt").write_text(CORRECTED, "utf-8")
        (refused,) = study.import_transcripts([tmp_path / "new" / "north.txt"]).refused
        assert f"coder revise north {tmp_path / 'new' / 'north.txt'}" in str(refused)
        (tmp_path / "new" / "north.txt").rename(tmp_path / "north final.txt")
        study.revise(document, tmp_path / "north final.txt")
        assert study.document(document).source_name == "north final.txt"
        assert study.document("north").text == CORRECTED


WORDS = ("we", "trust", "town", "people", "better", "worse", "here", "never", "council", "w1", "w2", "w3", "w4", "w5")


def interview(dice: random.Random) -> list[str]:
    return [
        f"{speaker}: " + " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 12))) + dice.choice(".?!")
        for _ in range(dice.randint(2, 5))
        for speaker in ("I", "R")
    ]


def corrected(dice: random.Random, lines: list[str]) -> list[str]:
    """Words replaced, added and left out; turns moved, added and left out."""
    found = []
    for line in lines:
        words = line.split(" ")
        for at in range(1, len(words)):
            chance = dice.random()
            if chance < 0.1:
                words[at] = dice.choice(WORDS)
            elif chance < 0.15:
                words[at] = ""
            elif chance < 0.2:
                words[at] += " " + dice.choice(WORDS)
        if dice.random() < 0.9:
            found.append(" ".join(words))
    if len(found) > 2 and dice.random() < 0.3:
        found.append(found.pop(dice.randrange(len(found))))
    return found or ["R: nothing."]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_whatever_is_corrected_no_coding_is_lost_and_undo_brings_everything_back(seed: int) -> None:
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = interview(dice)
        study, document = imported(folder, "\n".join(lines))
        with study:
            states = []
            for _ in range(3):
                text = study.document(document).text
                for _ in range(4):
                    start = dice.randrange(len(text))
                    span = Span(start, min(len(text), start + dice.randint(1, 30)))
                    study.code(document, span, dice.choice((RISE, DECLINE)), dice.choice((2, 1, -1)))
                ids = {one.id: study.document(document).quote(one.span) for one in study.codings()}
                open_before = {one.coding.id: one.before for one in study.reworded()}
                states.append(dump(study))
                lines = corrected(dice, lines)
                done = correct(study, document, folder, "\n".join(lines))
                text = study.document(document).text
                assert {one.id for one in study.codings()} == set(ids)
                waiting = {one.coding.id: one.before for one in study.reworded()}
                for one in study.codings():
                    now = text[one.span.start : one.span.end]
                    assert now, "never empty, never outside"
                    if one.id in waiting:
                        assert waiting[one.id] == open_before.get(one.id, ids[one.id])
                    elif one.id not in open_before and not done.unchanged:
                        assert same_words(now, ids[one.id]) or not has_words(ids[one.id])
                assert study.check() == ()
                if done.unchanged:
                    states.pop()
            final = dump(study)
            undone = 0
            while states:
                label = study.undo_label() or ""
                study.undo()
                undone += 1
                if label.startswith("correct"):
                    assert dump(study) == states.pop()
            for _ in range(undone):
                study.redo()
            assert dump(study) == final
            assert study.check() == ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(8)), st.sets(st.integers(0, 7), max_size=2), st.integers(0, 2**32))
def test_codings_of_moved_turns_are_where_their_words_are_or_wait_for_a_decision(
    order: list[int], changed: set[int], seed: int
) -> None:
    dice = random.Random(seed)
    lines = [
        f"{'IR'[turn % 2]}: " + " ".join(f"w{turn}x{word}" for word in range(dice.randint(2, 9))) for turn in range(8)
    ]
    with tempfile.TemporaryDirectory() as name:
        study, document = imported(Path(name), "\n".join(lines))
        with study:
            quotes = {}
            for _ in range(10):
                words = dice.choice(lines)[3:].split()
                first = dice.randrange(len(words))
                quote = " ".join(words[first : first + dice.randint(1, 5)])
                quotes[code(study, document, quote)] = quote
            text = "\n".join(lines[turn].replace("x0", "y0") if turn in changed else lines[turn] for turn in order)
            before = dump(study)
            done = correct(study, document, Path(name), text)
            waiting = {one.coding.id: one.before for one in study.reworded()}
            assert {one.id for one in study.codings()} == set(quotes)
            for identity, quote in quotes.items():
                assert words_of(study, identity) == quote or waiting[identity] == quote
                assert words_of(study, identity) != quote or identity not in waiting or quote not in text
            assert study.check() == ()
            if not done.unchanged:
                study.undo()
                assert dump(study) == before


def test_a_pseudonymised_document_does_not_get_its_names_back_unnoticed(tmp_path: Path) -> None:
    study, document = imported(tmp_path, TEXT.replace("My mother", "Karl Schulze"))
    with study:
        coded = code(study, document, "Karl Schulze never beleived it", DECLINE)
        study.pseudonymise((Proposal("Karl Schulze", Kind.INTERVIEWEE, "Interviewee 1"),))
        with pytest.raises(CoderError, match="the original of a document that was pseudonymised"):
            study.revise(document, tmp_path / "north.txt")
        text = study.document(document).text.replace("beleived", "believed")
        done = correct(study, document, tmp_path, text)
        assert "names in the corrected text are in the study" in done.warnings[-1]
        assert [one.before for one in study.reworded()] == ["Interviewee 1 never beleived it"]
        assert words_of(study, coded) == "Interviewee 1 never believed it"
        assert study.check() == ()
