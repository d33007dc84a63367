from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder import shipped
from coder.model.span import Span
from coder.search.folding import fold, folded
from coder.search.match import words
from coder.store import passages
from coder.store.database import in_memory
from coder.store.store import Store
from coder.study import Study
from tests.search.texts import texts
from tests.studies import add_document, new_study


def indexed(found: Sequence[str]) -> sqlite3.Connection:
    """An index of these texts, under their numbers."""
    db = in_memory()
    for number, text in enumerate(found):
        db.execute(
            "INSERT INTO document VALUES (?, ?, '', '', '', '', '', 0, 0, '', NULL, '', 0, NULL)", [str(number)] * 2
        )
        passages.add(db, str(number), passages.read(text))
    return db


def by_index(db: sqlite3.Connection, found: Sequence[str], phrase: str) -> dict[str, list[Span]]:
    begins = passages.begins(db, phrase)
    if begins is None:
        return by_reading(found, phrase)
    return {
        document: hits
        for document, stretches in begins.items()
        if (hits := list(words(found[int(document)], phrase, stretches)))
    }


def by_reading(found: Sequence[str], phrase: str) -> dict[str, list[Span]]:
    return {str(number): hits for number, text in enumerate(found) if (hits := list(words(text, phrase)))}


@settings(deadline=None, max_examples=60)
@given(st.lists(texts, min_size=1, max_size=4), st.data())
def test_the_index_finds_what_reading_finds(found: list[str], data: st.DataObject) -> None:
    found = [text * 5 for text in found]
    with closing(indexed(found)) as db:
        for text in found:
            whole = fold(text).text
            start = data.draw(st.integers(0, max(0, len(whole) - 1)))
            length = data.draw(st.integers(1, 60))
            phrase = whole[start : start + length].strip()
            if phrase:
                assert by_index(db, found, phrase) == by_reading(found, phrase)
        other = folded(data.draw(texts))
        if other:
            assert by_index(db, found, other) == by_reading(found, other)


@pytest.fixture(scope="module")
def corpus() -> list[str]:
    """The texts of the sample study that are plain files."""
    paths = [
        path
        for path in sorted((shipped.files() / "corpus" / "regional-innovation-systems").iterdir())
        if path.suffix in (".txt", ".md", ".vtt")
    ]
    return [path.read_text("utf-8", errors="replace") for path in paths]


def test_every_chinese_word_of_one_to_four_characters_is_found(corpus: list[str]) -> None:
    chinese = re.compile("[一-鿿]+")
    some = {
        run[0][at : at + length]
        for text in corpus
        for run in chinese.finditer(text)
        for length in (1, 2, 3, 4)
        for at in range(len(run[0]) - length + 1)
    }
    assert len(some) > 5000
    with closing(indexed(corpus)) as db:
        for word in sorted(some)[::7]:
            begins = passages.begins(db, word)
            assert begins is not None
            counts = {name: sum(1 for _ in words(corpus[int(name)], word, where)) for name, where in begins.items()}
            assert {name: count for name, count in counts.items() if count} == {
                str(number): text.count(word) for number, text in enumerate(corpus) if word in text
            }


def test_the_index_says_where_to_look_and_not_more(corpus: list[str]) -> None:
    with closing(indexed(corpus)) as db:
        total = db.execute("SELECT count(*) FROM passage").fetchone()[0]
        for phrase in ("government", "overnmen", "the government of", "政府", "gemein"):
            begins = passages.begins(db, phrase)
            assert begins is not None
            looked = sum(len(stretches or ()) for stretches in begins.values())
            assert by_index(db, corpus, phrase) == by_reading(corpus, phrase)
            assert looked < total / 4
        assert passages.begins(db, "e") is None
        assert passages.begins(db, "—!") is None
        assert passages.begins(db, "zzzq") == {}


def tables_of(study: Study) -> list[tuple[object, ...]]:
    db = study._store.db
    return db.execute('SELECT document, start, "end" FROM passage ORDER BY 1, 2').fetchall()


def test_documents_take_their_passages_along(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a", town="north")
        second = add_document(study, "b", "Something else entirely. " * 100)
        assert len(list(study.search("entirely"))) == 100
        before = tables_of(study)
        study.undo()
        assert {row[0] for row in tables_of(study)} == {row[0] for row in before} - {second}
        assert list(study.search("entirely")) == []
        study.redo()
        assert tables_of(study) == before
        assert len(list(study.search("entirely"))) == 100
        assert study.check() == ()


def test_a_study_from_before_there_was_an_index_gets_one(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a")
        before = tables_of(study)
    with closing(sqlite3.connect(tmp_path / "s" / "study.db")) as db:
        for table in ("passage", "passage_terms", "term", "view", "judgement"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_session'")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    with Study.open(tmp_path / "s", "MK") as study:
        assert tables_of(study) == before
        assert len(list(study.search("getting better"))) == 20
        assert study.check() == ()


def test_check_tells_of_words_that_are_not_in_the_index(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a")
        add_document(study, "b", "Something else entirely.\n" * 100)
        study._store.db.execute(
            "DELETE FROM passage WHERE id = (SELECT max(passage.id) FROM passage JOIN document ON name = 'b')"
        )
        assert study.check() == ("the search index lacks words of b",)


def test_documents_of_large_edits_are_read_by_every_search_until_they_are_indexed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a")
        whole = tables_of(study)
        monkeypatch.setattr(passages, "MOST_AT_ONCE", 100)
        add_document(study, "b", "Something else entirely. " * 100)
        assert (tables_of(study), study.unread()) == (whole, 1)
        assert study.check() == ()
        assert len(list(study.search("entirely"))) == 100
        study.index()
        assert (len({row[0] for row in tables_of(study)}), study.unread()) == (2, 0)
        assert study.check() == ()
        assert len(list(study.search("entirely"))) == 100
        study.undo()
        assert list(study.search("entirely")) == []
        study.redo()
        assert study.unread() == 1
        assert len(list(study.search("entirely"))) == 100


def test_whoever_does_not_wait_for_the_index_has_the_documents_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passages, "MOST_AT_ONCE", 0)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"R: Number {number}.\n", "utf-8")

    def enough(done: int, total: int, what: str) -> None:
        if what.startswith("index of 1"):
            raise RuntimeError

    with new_study(tmp_path / "s") as study:
        report = study.import_transcripts([tmp_path / f"{number}.txt" for number in range(3)], progress=enough)
        assert len(report.imported) == len(study.documents()) == 3
        assert study.unread() == 2
        assert len(list(study.search("number"))) == 3
        study.index()
        assert study.unread() == 0


def test_an_import_that_fails_leaves_no_words_behind(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a")
        before = tables_of(study)
        with pytest.raises(Exception, match="UNIQUE"):
            add_document(study, "a", "Something else entirely.")
        assert tables_of(study) == before
        assert list(study.search("entirely")) == []


def test_the_index_is_read_while_another_connection_writes(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        add_document(study, "a")
        other = Store.open(tmp_path / "s" / "study.db")
        hits = study.search("better")
        first = list(islice(hits, 3))
        other.keep_view("MK", "x", "y")
        other.close()
        assert len(first) + len(list(hits)) == 20
