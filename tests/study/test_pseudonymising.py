"""Names leave a study for its key file and come back. All transcripts here are synthetic."""

from __future__ import annotations

import re
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coder.errors import CoderError, StorageError
from coder.model.coding import Suggestion
from coder.model.consent import Consent
from coder.model.edit import AddSuggestions, ReviseDocument, SetAttribute
from coder.model.judgement import OverrideType
from coder.model.overview import ShownCell
from coder.model.span import Span
from coder.privacy.forms import spelled
from coder.privacy.proposal import Kind, Proposal, forms
from coder.store.database import FILE_NAME
from coder.store.store import FOLDED
from coder.study import Study
from tests.studies import CODEBOOK, new_study

MEYER = """\
Interviewer: How is it, Dr. Meyer?

Anna Meyer: It is getting better here at Siemens AG. Karl Schulze never believed it.
Write to anna.meyer@example.org.

Interviewer: And Meyer's neighbours?

Anna Meyer: MEYER is proud of it, Siemens too.
"""
SCHULZE = """\
Interviewer: How is it?

Karl Schulze: It is getting worse. Meyers Firma is to blame.
"""
PROPOSALS = (
    Proposal("Anna Meyer", Kind.INTERVIEWEE, "Interviewee 1"),
    Proposal("Dr. Meyer", Kind.INTERVIEWEE, "Interviewee 1"),
    Proposal("Meyer", Kind.INTERVIEWEE, "Interviewee 1"),
    Proposal("Karl Schulze", Kind.INTERVIEWEE, "Interviewee 2"),
    Proposal("Schulze", Kind.INTERVIEWEE, "Interviewee 2"),
    Proposal("Siemens AG", Kind.ORGANISATION, "Firm A"),
    Proposal("Siemens", Kind.ORGANISATION, "Firm A"),
    Proposal("anna.meyer@example.org", Kind.EMAIL, "[e-mail 1]"),
)
OPEN = """\
format: codebook/1
id: open
version: 1.0.0
languages: [en]
title: {en: Open}
case_attribute: {id: case, label: {en: Case}, cases: []}
document_attributes:
- {id: case, kind: case}
scales: {}
codes:
- {id: mood, label: {en: Mood}, definition: How people feel.}
rows: []
tables: []
"""
NAMES = ("Meyer", "MEYER", "meyer", "Schulze", "schulze", "SCHULZE", "Siemens", "SIEMENS", "example.org")


def spoken(study: Study, name: str, quote: str) -> Span:
    start = study.document(name).text.index(quote)
    return Span(start, start + len(quote))


def judged(study: Study, case: str) -> ShownCell:
    shown = study.trace("mood.story", case).judged
    assert shown is not None
    return shown


def dump(study: Study) -> dict[str, list[tuple[object, ...]]]:
    """All tables but the number that says which of its states a document is in."""
    db = study._store.db
    tables = {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in FOLDED}
    tables["document"] = db.execute(
        'SELECT id, name, format, language, source_name, source_sha256, text_sha256, words, turns, structure, "case", '
        "interview FROM document ORDER BY id"
    ).fetchall()
    return tables


def leaks(folder: Path, *, key: bool = False) -> list[tuple[str, str]]:
    """Names in the bytes of the files of a study."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (key or path.suffix != ".key"):
            data = path.read_bytes()
            found += [(path.name, name) for name in NAMES if name.encode() in data]
            found += [(path.name, name) for name in NAMES if name in path.name]
    return found


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two interviews full of names, coded, with names in every place that takes words."""
    (tmp_path / "Anna_Meyer.txt").write_text(MEYER, "utf-8")
    (tmp_path / "interview schulze.txt").write_text(SCHULZE, "utf-8")
    study = new_study(tmp_path / "study")
    study.import_transcripts([tmp_path / "Anna_Meyer.txt"], {"town": "north", "interview": "Meyer 1"})
    study.import_transcripts([tmp_path / "interview schulze.txt"], {"town": "south"})
    first, second = study.document("Anna_Meyer"), study.document("interview schulze")
    better = study.code(
        first.id, spoken(study, "Anna_Meyer", "It is getting better here at Siemens"), "mood.story.rise", 2
    )
    study.code(first.id, spoken(study, "Anna_Meyer", "Schulze never believed"), "mood.story.rise", -1)
    study.code(second.id, spoken(study, "interview schulze", "s Firma is to blame"), "mood.story.decline", 2)
    study.write_memo("coding", better.id, "Meyer was fired by Siemens AG")
    study.write_memo("coding", better.id, "She was fired")
    study.write_memo("case", "north", "Ask Schulze again")
    study.set_attribute(second.id, "employer", "Siemens AG")
    study.override("mood.story", "north", OverrideType.WORDING, "as Meyer told me in the hall", text="up, says Meyer")
    study.sign_off("mood.story", "south")
    span = spoken(study, "Anna_Meyer", "proud of it, Siemens")
    one = Suggestion("s1", first.id, span, "mood.story.rise", 2, 0.5, 'cue "Siemens"', "cues.v1", 1)
    study._perform(AddSuggestions((one,)), "a suggestion about Meyer")
    study.uncode([better.id])
    study.undo()
    study.keep_view("quick", '["Meyer"]')
    yield study
    study.close()


def test_no_file_of_the_study_holds_a_name_and_the_study_is_sound(study: Study) -> None:
    assert study.check() == ()
    shown = judged(study, "south")
    assert not shown.sign_off_stale
    assert not judged(study, "north").override_stale
    done = study.pseudonymise(PROPOSALS)
    assert (done.names, done.documents, done.clean, done.leftovers, done.left) == (8, 2, True, {}, ())
    assert leaks(study.path) == []
    assert study.check() == ()
    assert [one.name for one in study.documents()] == ["Interviewee 1", "interview Interviewee 2"]
    first = study.document("Interviewee 1")
    assert first.text == (
        "Interviewer: How is it, Interviewee 1?\n\n"
        "Interviewee 1: It is getting better here at Firm A. Interviewee 2 never believed it.\n"
        "Write to [e-mail 1].\n\n"
        "Interviewer: And Interviewee 1's neighbours?\n\n"
        "Interviewee 1: Interviewee 1 is proud of it, Firm A too.\n"
    )
    assert [turn.speaker for turn in first.turns] == ["Interviewer", "Interviewee 1"] * 2
    assert first.quote(first.turns[0].span) == "How is it, Interviewee 1?"
    quotes = [study.document(one.document).quote(one.span) for one in study.codings()]
    assert sorted(quotes) == [
        "Interviewee 1 Firma is to blame",
        "Interviewee 2 never believed",
        "It is getting better here at Firm A",
    ]
    (suggestion,) = study.suggestions()
    assert first.quote(suggestion.span) == "proud of it, Firm A"
    assert suggestion.reason == 'cue "Firm A"'
    assert study.memos("coding") == {study.codings(document=first.id)[0].id: "She was fired"}
    assert study.memo("case", "north") == "Ask Interviewee 2 again"
    assert study.attributes(study.document("interview Interviewee 2").id) == {"employer": "Firm A", "town": "south"}
    assert {one.interview for one in study.documents()} == {"Interviewee 1 1", "interview Interviewee 2"}
    assert not judged(study, "south").sign_off_stale
    north = judged(study, "north")
    assert north.override is not None
    assert (north.override.text, north.override_stale) == ("up, says Interviewee 1", False)
    assert [hit.document for hit in study.search("Firma")] != []
    assert list(study.search("Siemens")) == []


def test_the_key_file_is_private_and_brings_everything_back(study: Study) -> None:
    before, journal = dump(study), [entry.hash for entry in reversed(study.log())]
    content = dict(study._store.contents())
    copies = {path.name: path.read_bytes() for path in (study.path / "corpus").iterdir()}
    done = study.pseudonymise(PROPOSALS)
    assert done.key == study.path / "pseudonyms.key"
    assert stat.S_IMODE(done.key.stat().st_mode) == 0o600
    assert list((study.path / "corpus").iterdir()) == []
    assert study.restore_names() == 1
    assert dump(study) == before
    assert [entry.hash for entry in reversed(study.log())][: len(journal)] == journal
    assert dict(study._store.contents()) == content
    assert {path.name: path.read_bytes() for path in (study.path / "corpus").iterdir()} == copies
    assert study.check() == ()
    with pytest.raises(CoderError, match="nothing in this study is pseudonymised"):
        study.restore_names()


def test_what_was_coded_since_moves_along_when_the_names_come_back(study: Study) -> None:
    study.pseudonymise(PROPOSALS)
    second = study.document("interview Interviewee 2")
    old = study.codings(document=second.id)[0]
    study.change(old.id, weight=1)
    fresh = study.code(second.id, spoken(study, second.name, "worse. Interviewee 1 Firma"), "mood.story.decline", 1)
    half = study.code(second.id, spoken(study, second.name, "viewee 1 Firma"), "mood.story.rise", 1)
    study.write_memo("coding", fresh.id, "about Interviewee 1")
    gone = study.code(second.id, spoken(study, second.name, "blame"), "mood.story.rise", 1)
    study.undo()
    study.restore_names()
    named = study.document("interview schulze")
    quotes = {one.id: named.quote(one.span) for one in study.codings(document=named.id)}
    assert quotes == {
        old.id: "s Firma is to blame",
        fresh.id: "worse. Meyers Firma",
        half.id: "Meyers Firma",
    }
    assert gone.id not in quotes
    assert study.coding(old.id).weight == 1
    assert study.memo("coding", fresh.id) == "about Interviewee 1"
    assert study.check() == ()
    study.undo()
    assert study.check() == ()


def test_undo_stops_at_the_pseudonymisation_and_says_what_helps(study: Study) -> None:
    study.pseudonymise(PROPOSALS)
    second = study.document("interview Interviewee 2")
    study.code(second.id, Span(20, 30), "mood.story.rise", 1)
    assert study.undo() != ""
    assert study.undo_label() is None
    with pytest.raises(CoderError, match=r"undo stops where names were replaced \(coder pseudonymise --restore"):
        study.undo()
    assert study.redo() != ""
    study.restore_names()
    assert study.undo_label() is not None
    while study.undo_label() != "import interview schulze":
        study.undo()
    assert study.check() == ()


def test_another_session_sees_the_pseudonyms_at_once(study: Study) -> None:
    with Study.open(study.path, "JW") as other:
        name = other.documents()[0]
        assert "Meyer" in other.document(name.id).text
        assert other.undo_label() is not None
        assert not other.changed_elsewhere()
        study.pseudonymise(PROPOSALS)
        assert other.changed_elsewhere()
        assert "Meyer" not in other.document(name.id).text
        assert other.undo_label() is None
        study.restore_names()
        assert other.changed_elsewhere()
        assert "Meyer" in other.document(name.id).text
        assert other.undo_label() is not None


def test_a_second_round_and_the_way_back_through_both(study: Study) -> None:
    before = dump(study)
    study.pseudonymise(PROPOSALS[:5])
    assert [name for _, name in leaks(study.path)] != []
    study.code(study.documents()[1].id, Span(25, 30), "mood.story.rise", 1)
    study.pseudonymise(PROPOSALS[5:])
    assert leaks(study.path) == []
    assert study.check() == ()
    study.undo_label()
    assert study.restore_names() == 2
    assert study.check() == ()
    after = dump(study)
    assert len(after["coding"]) == len(before["coding"]) + 1
    assert after["document"] == before["document"]
    assert after["memo"] == before["memo"]


def test_withdrawn_contents_are_told_of(study: Study) -> None:
    sha = study.document("Anna_Meyer").text_sha256
    study.pseudonymise(PROPOSALS)
    with pytest.raises(StorageError, match=r"holds names and was withdrawn \(coder pseudonymise --restore"):
        study._tables.content(sha)
    rows = dict(study._store.db.execute("SELECT sha256, characters FROM withdrawn").fetchall())
    assert rows[sha] == len(MEYER)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (Proposal("Meyer", Kind.PERSON, "Siemens"), "is or holds a name that is replaced itself"),
        (Proposal("Meyer", Kind.PERSON, "  "), "nothing stands for 'Meyer'"),
        (
            Proposal("rise", Kind.PERSON, "Person A"),
            "a code of the codebook is called by one of these names: mood.story.rise",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(study: Study, changed: Proposal, message: str) -> None:
    before = dump(study)
    kept = [one for one in PROPOSALS if one.words != changed.words]
    with pytest.raises(CoderError, match=message):
        study.pseudonymise([*kept, changed])
    with pytest.raises(CoderError, match="none of these names is in the study"):
        study.pseudonymise([Proposal("Nobody", Kind.PERSON, "Person A")])
    assert dump(study) == before
    assert not (study.path / "pseudonyms.key").exists()


def test_a_wrong_key_is_refused(study: Study, tmp_path: Path) -> None:
    done = study.pseudonymise(PROPOSALS, tmp_path / "mine.key")
    assert done.key.exists()
    (tmp_path / "other.key").write_text("{}", "utf-8")
    with pytest.raises(CoderError, match="does not hold these names"):
        study.restore_names(tmp_path / "other.key")
    (tmp_path / "bad.key").write_bytes(b"\xff\xfe\x00nonsense")
    with pytest.raises(CoderError, match="no key file of pseudonyms"):
        study.restore_names(tmp_path / "bad.key")
    with pytest.raises(CoderError, match=r"pseudonyms\.key"):
        study.restore_names()
    study.restore_names(tmp_path / "mine.key")
    assert study.check() == ()


class _Killed(BaseException):
    pass


@pytest.mark.parametrize("moment", ["key", "study", "copies", "scrub"])
def test_killed_at_any_moment_no_original_is_lost(study: Study, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(study)
    where = {
        "key": ("coder.study.pseudonymising._write_key", None),
        "study": ("coder.store.refounding._fold", None),
        "copies": ("coder.study.pseudonymising.Pseudonymising._clear", None),
        "scrub": ("coder.study.pseudonymising.Pseudonymising.finish", None),
    }

    def die(*_: object, **__: object) -> None:
        raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr(where[moment][0], die)
        with pytest.raises(_Killed):
            study.pseudonymise(PROPOSALS)
    with Study.open(study.path, "MK") as again:
        if moment in ("key", "study"):
            assert dump(again) == before
            assert again.check() == ()
            again.pseudonymise(PROPOSALS)
        else:
            assert all("corpus/" in line for line in again.check())
            assert again.finish()
        assert again.check() == ()
        assert leaks(again.path) == []
        again.restore_names()
        assert dump(again) == before


def test_a_copy_of_the_study_can_be_restored_with_the_key(study: Study, tmp_path: Path) -> None:
    before = dump(study)
    study.pseudonymise(PROPOSALS)
    copy = tmp_path / "copy"
    copy.mkdir()
    study._store.db.execute("VACUUM INTO ?", [str(copy / FILE_NAME)])
    study.restore_names()
    with Study.open(copy, "JW") as other:
        other.restore_names(study.path / "pseudonyms.key")
        assert dump(other) == before


def test_the_names_looked_for_cover_every_spelling(study: Study) -> None:
    assert {"Meyer", "MEYER"} <= spelled(forms(PROPOSALS, study.codebook).forms)


def test_the_journal_stays_append_only(study: Study) -> None:
    study.pseudonymise(PROPOSALS)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        study._store.db.execute("DELETE FROM journal")


GONE = "Interviewer: Who was there?\n\nPaula Kranich: I was, with Herr Zwirner of Ostwerk GmbH.\n"
FIRST = "Interviewer: Who was it?\n\nRespondent: Dr. Hagedorn of Nordbau AG said it is getting better here.\n"
CORRECTED = "Interviewer: Who was it?\n\nRespondent: Somebody of the firm said it is getting better here.\n"
PAST = ("Kranich", "Zwirner", "Ostwerk", "Hagedorn", "Nordbau", "Lindwurm", "Silbersee", "Drosselbart", "Ambossin")


def standing(folder: Path) -> list[tuple[str, str]]:
    """Names of the past in the bytes of the files of a study, in small letters (as the index has them) or not."""
    data = {
        path.name: path.read_bytes().lower() for path in folder.rglob("*") if path.suffix != ".key" and path.is_file()
    }
    return [(file, name) for file, held in data.items() for name in PAST if name.lower().encode() in held]


@pytest.fixture
def past(tmp_path: Path) -> Iterator[Study]:
    """A study that holds names only in what was undone, corrected and overwritten since."""
    study = new_study(tmp_path / "past")
    (tmp_path / "gone.txt").write_text(GONE, "utf-8")
    (tmp_path / "first.txt").write_text(FIRST, "utf-8")
    study.import_transcripts([tmp_path / "gone.txt"], {"town": "south"})
    study.undo()
    study.import_transcripts([tmp_path / "first.txt"], {"town": "north"})
    (document,) = study.documents()
    study.code(document.id, spoken(study, "first", "Hagedorn of Nordbau AG said"), "mood.story.rise", 2)
    undone = study.code(document.id, spoken(study, "first", "getting better"), "mood.story.rise", 1)
    study.write_memo("coding", undone.id, "told by Mrs Lindwurm")
    study.undo()
    study.undo()
    study.set_attribute(document.id, "employer", "Silbersee GmbH")
    study.undo()
    study.write_memo("case", "north", "Ask Mr Drosselbart")
    study.write_memo("case", "north", "Ask nobody")
    study.set_attribute(document.id, "contact", "Frau Ambossin")
    study.set_attribute(document.id, "contact", None)
    (tmp_path / "corrected.txt").write_text(CORRECTED, "utf-8")
    study.revise(document.id, tmp_path / "corrected.txt")
    yield study
    study.close()


def test_names_that_stand_only_in_what_was_undone_or_corrected_are_found_and_replaced(past: Study) -> None:
    assert {name for _, name in standing(past.path)} == set(PAST)
    tables, content = dump(past), dict(past._store.contents())
    assert [words for words in past._tables.wordings().values() if "Hagedorn" in words] != []
    found = past.proposals()
    assert {name for name in PAST if any(name in one.words for one in found if one.accepted)} == set(PAST)
    done = past.pseudonymise(found)
    assert (done.left, done.clean, done.leftovers) == ((), True, {})
    assert standing(past.path) == []
    assert past.check() == ()
    past.restore_names()
    assert dump(past) == tables
    assert dict(past._store.contents()) == content
    assert past.check() == ()


def test_a_speaker_who_was_only_named_by_hand_is_found(past: Study) -> None:
    record = past._tables.record(past.documents()[0].id)
    named = replace(record, turns=tuple(replace(turn, speaker="Jolanthe Fiedelbogen") for turn in record.turns))
    past._perform(ReviseDocument(record, named), "named")
    past.undo()
    found = past.proposals()
    assert "Jolanthe Fiedelbogen" in {one.words for one in found if one.accepted}
    done = past.pseudonymise(found)
    assert done.left == ()
    assert b"Fiedelbogen" not in (past.path / FILE_NAME).read_bytes()


def test_what_is_left_is_told_by_table_and_entry(past: Study) -> None:
    past.keep_view("note", "in one place")
    found = past.proposals()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coder.study.pseudonymising.Pseudonymising.index", lambda self: _write_names(self))
        done = past.pseudonymise(found)
    assert done.left == ("memo case, text", "view MK, value")


def _write_names(study: Study) -> None:
    study._store.db.execute("INSERT INTO memo VALUES ('case', 'south', 'of\nHagedorn')")
    study._store.db.execute("UPDATE view SET value = '[\"\\u004eordbau\", \"Hagedorns\"]' WHERE name = 'note'")


@pytest.mark.parametrize("written", ["Quotable", "QUOTABLE", " quotable "])
def test_consent_is_one_attribute_however_it_is_written(study: Study, written: str) -> None:
    (one, *_) = study.documents()
    study.set_attribute(one.id, "quotable", "yes")
    study.set_attribute(one.id, written, "No")
    assert {
        name: value for name, value in study.attributes(one.id).items() if "uot" in name.lower() or "UOT" in name
    } == {"quotable": "no"}
    assert study.consents() == {one.id: Consent.NO}
    study.set_attribute(one.id, written, None)
    assert study.consents() == {}


def test_consent_that_an_older_version_stored_otherwise_counts_and_gives_way(study: Study) -> None:
    (one, *_) = study.documents()
    study._perform(SetAttribute(one.id, "Quotable", None, "no"), "as it was")
    assert study.consents() == {one.id: Consent.NO}
    study.set_attribute(one.id, "quotable", "yes")
    assert study.consents() == {one.id: Consent.YES}
    assert "Quotable" not in study.attributes(one.id)
    study.undo()
    assert study.consents() == {one.id: Consent.NO}
    assert study.check() == ()


def test_names_in_labels_choices_and_numbers_of_interviews_are_found_and_go(tmp_path: Path) -> None:
    codebook = CODEBOOK.replace("values: [firm, office]", "values: [firm, Tallow GmbH]")
    (tmp_path / "talk.txt").write_text("I: How is it?\nR: It is getting better.\n", "utf-8")
    (tmp_path / "codes_Petra_Vogel.csv").write_text(
        "document,quote,code,weight\ntalk,It is getting better,mood.story.rise,2\n", "utf-8"
    )
    with Study.create(tmp_path / "study", codebook, "towns.yaml", "MK") as study:
        stated = {"town": "north", "sector": "Tallow GmbH", "interview": "Anna Schmidt 1"}
        study.import_transcripts([tmp_path / "talk.txt"], stated)
        study.import_codings(tmp_path / "codes_Petra_Vogel.csv")
        found = {one.words: one for one in study.proposals() if one.accepted}
        assert {"Petra Vogel", "Tallow GmbH", "Anna Schmidt"} <= found.keys()
        before = dump(study)
        assert study.pseudonymise(tuple(found.values())).left == ()
        document = study.document("talk").id
        assert study.attributes(document)["sector"] == found["Tallow GmbH"].pseudonym
        assert (
            next(one.values for one in study.codebook.attributes if one.id == "sector")[1]
            == found["Tallow GmbH"].pseudonym
        )
        for path in study.path.rglob("*"):
            if path.is_file() and path.suffix != ".key":
                assert not [
                    name for name in ("Petra", "Vogel", "Tallow", "Schmidt") if name.encode() in path.read_bytes()
                ]
        assert study.check() == ()
        study.restore_names()
        assert dump(study) == before


def test_cases_that_no_codebook_lists_go_as_well_and_come_back(tmp_path: Path) -> None:
    codebook = OPEN
    for name, case in (("a", "Tallow GmbH"), ("b", "Karl Wagner"), ("c", "Tallow GmbH")):
        text = f"---\ncase: {case}\n---\nI: Where?\nR: At Tallow GmbH, with Karl Wagner.\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    with Study.create(tmp_path / "study", codebook, "open.yaml", "MK") as study:
        study.import_transcripts([tmp_path / "a.md", tmp_path / "b.md"])
        code = study.code(study.document("a").id, spoken(study, "a", "At Tallow"), "mood", 1)
        study.change(code.id, about="Karl Wagner")
        study.write_memo("case", "Karl Wagner", "a kind man")
        before = dump(study)
        proposals = tuple(one for one in study.proposals() if one.accepted)
        done = study.pseudonymise(proposals)
        assert done.left == ()
        firm, person = (
            next(one.pseudonym for one in proposals if one.words == words) for words in ("Tallow GmbH", "Karl Wagner")
        )
        assert {one.name: one.case for one in study.documents()} == {"a": firm, "b": person}
        assert study.coding(code.id).about == person
        assert study.memo("case", person) == "a kind man"
        assert study.check() == ()
        study.restore_names()
        assert dump(study) == before
        study.pseudonymise(proposals)
        later = study.code(study.document("b").id, spoken(study, "b", "At Firm"), "mood", 1)
        study.change(later.id, about=firm)
        study.set_attribute(study.document("b").id, "case", firm)
        study.restore_names()
        assert study.coding(later.id).about == "Tallow GmbH"
        assert {one.name: one.case for one in study.documents()} == {"a": "Tallow GmbH", "b": "Tallow GmbH"}
        assert study.check() == ()


def test_judgements_of_cases_that_no_codebook_lists_follow_them(tmp_path: Path) -> None:
    codebook = re.sub(r"cases: \[\{.*\}\]\}", "cases: []}", CODEBOOK)
    (tmp_path / "a.md").write_text(
        "---\ntown: Tallow GmbH\n---\nI: Where?\nR: At Tallow GmbH, with Karl Wagner.\n", "utf-8"
    )
    with Study.create(tmp_path / "study", codebook, "towns.yaml", "MK") as study:
        study.import_transcripts([tmp_path / "a.md"])
        study.code(study.document("a").id, spoken(study, "a", "At Tallow"), "mood.story.rise", 2)
        study.override("mood.story", "Tallow GmbH", OverrideType.WORDING, "as Karl Wagner told me so well", text="up")
        study.sign_off("mood.story", "Tallow GmbH")
        before = dump(study)
        done = study.pseudonymise(tuple(one for one in study.proposals() if one.accepted))
        assert done.left == ()
        shown = judged(study, study.documents()[0].case or "")
        assert shown.override is not None
        assert shown.sign_off is not None
        assert (shown.override.case, shown.sign_off.case) == ("Firm A", "Firm A")
        assert (shown.override_stale, shown.sign_off_stale) == (False, False)
        assert study.check() == ()
        study.restore_names()
        assert dump(study) == before
