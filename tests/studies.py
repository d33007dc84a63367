"""Small studies and values that many tests share."""

from __future__ import annotations

import uuid
from pathlib import Path

from coder.codebook.read import read
from coder.files import sha256
from coder.model.codebook import Codebook
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Role, Turn
from coder.model.edit import AddDocuments, DocumentRecord
from coder.model.span import Span
from coder.study import Study

CODEBOOK = """\
format: codebook/1
id: towns
version: 1.0.0
languages: [en]
default_language: en
title: {en: Towns}
case_attribute: {id: town, label: {en: Town}, cases: [{id: north, label: {en: North}}, {id: south, label: {en: South}}]}
document_attributes:
- {id: town, kind: case, required: true}
- {id: interview, kind: id}
- {id: sector, kind: choice, values: [firm, office]}
scales:
  rating:
    kind: level
    levels:
    - {id: pp, mark: "++", anchor: 2}
    - {id: p, mark: "+", anchor: 1}
    - {id: o, mark: "O", anchor: 0}
    - {id: minus, mark: "-", anchor: -1}
    coder_weights: [-2, -1, 0, 1, 2]
codes:
- id: mood
  codable: false
  label: {en: Mood}
  definition: How people speak of the town.
  children:
  - id: mood.pride
    applies: level
    scale: rating
    label: {en: Pride}
    definition: How proud people are.
    include: [pride]
    exclude: [shame]
    anchors: {2: Very., 1: Rather., 0: So-so., -1: Hardly.}
  - id: mood.story
    applies: value
    label: {en: Story}
    definition: What people tell.
    children:
    - id: mood.story.rise
      label: {en: rise}
      definition: It gets better.
      exclude: [decline]
      cues: {en: [getting better]}
    - id: mood.story.decline
      label: {en: decline}
      definition: It gets worse.
      exclude: [rise]
      cues: {en: [getting worse]}
rows:
- {id: mood.pride, code: mood.pride, kind: rating, group: mood}
- {id: mood.story, code: mood.story, kind: one, group: mood}
tables:
- {id: t, title: {en: Towns}, columns: town, rows: [mood.pride, mood.story]}
"""


def codebook() -> Codebook:
    """The codebook of the small study."""
    return read(CODEBOOK, "towns.yaml")


def new_study(path: Path, coder: str = "MK") -> Study:
    """An empty study in a new directory."""
    return Study.create(path, CODEBOOK, "towns.yaml", coder)


def add_document(study: Study, name: str, words: str = "It is getting better here. " * 20, **attributes: str) -> str:
    """Put a document of one question and one answer straight into a study; returns its id."""
    text = f"I: How is it?\n\nR: {words}"
    data = f"{name}\n{text}".encode()
    question = Turn(Span(3, 13), "I", Role.INTERVIEWER)
    answer = Turn(Span(18, len(text)), "R", Role.RESPONDENT)
    record = DocumentRecord(
        id=str(uuid.uuid4()),
        name=name,
        format="txt",
        language="en",
        turns=(question, answer),
        times=(),
        source_name=f"{name}.txt",
        source_sha256=sha256(data),
        text_sha256=sha256(text.encode()),
        words=len(text.split()),
        attributes=attributes,
    )
    contents = {sha256(data): data, sha256(text.encode()): text.encode()}
    study._perform(AddDocuments((record,)), f"import {name}", contents)
    return record.id


def coding(document: str, start: int = 20, end: int = 30, code: str = "mood.story.rise", weight: int = 2) -> Coding:
    """A coding by MK under the first revision."""
    return Coding(
        str(uuid.uuid4()),
        document,
        Span(start, end),
        code,
        weight,
        "MK",
        None,
        Tense.PRESENT,
        BY_HAND,
        1,
        "2026-01-01T00:00:00+00:00",
    )
