"""Names by a language model: with a small one installed beside the program, and without any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy

from coder.language import entities
from coder.study import Study
from tests.studies import CODEBOOK

PACKAGE = """
from pathlib import Path
from spacy.util import load_model_from_path

def load(**overrides):
    return load_model_from_path(Path(__file__).parent / "model", **overrides)
"""
TEXT = "I: Who helped?\n\nR: Quillon Zarvex from Blorptown did, with Frimfram Works.\n"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installed package en_core_tiny with a pipe "ner" that knows three names."""
    place = tmp_path / "site"
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PERSON", "pattern": "Quillon Zarvex"},
            {"label": "GPE", "pattern": "Blorptown"},
            {"label": "ORG", "pattern": "Frimfram Works"},
            {"label": "DATE", "pattern": "Who"},
        ]
    )
    (place / "en_core_tiny").mkdir(parents=True)
    nlp.to_disk(place / "en_core_tiny" / "model")
    (place / "en_core_tiny" / "__init__.py").write_text(PACKAGE)
    about = place / "en_core_tiny-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: en_core_tiny\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(place))
    entities._model.cache_clear()
    yield
    entities._model.cache_clear()


def test_what_a_model_sees_is_found_with_its_kind(model: None) -> None:
    assert entities.has_model("en")
    found = {(TEXT[span.start : span.end], kind) for span, kind in entities.entities(TEXT, "en")}
    assert found == {("Quillon Zarvex", "person"), ("Blorptown", "place"), ("Frimfram Works", "organisation")}
    assert not entities.has_model("de")


def test_long_texts_are_cut_at_lines_and_places_stay_right(model: None) -> None:
    text = "R: nothing of note.\n" * 6_000 + TEXT
    spans = [span for span, _ in entities.entities(text, "en")]
    assert [text[span.start : span.end] for span in spans] == ["Quillon Zarvex", "Blorptown", "Frimfram Works"]


def test_names_that_only_a_model_knows_are_proposed(model: None, tmp_path: Path) -> None:
    with Study.create(tmp_path / "s", CODEBOOK, "towns.yaml", "MK") as study:
        (tmp_path / "one.txt").write_text(TEXT, "utf-8")
        study.import_transcripts([tmp_path / "one.txt"])
        proposed = {one.words for one in study.proposals()}
    assert {"Quillon Zarvex", "Blorptown", "Frimfram Works"} <= proposed


def test_without_a_model_nothing_is_found_and_nothing_fails() -> None:
    entities._model.cache_clear()
    assert not entities.has_model("xx")
    assert entities.entities("Anna Schmidt lives in Berlin.", "xx") == []
