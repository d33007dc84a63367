from __future__ import annotations

import pytest

from coder.codebook.compare import compare
from coder.codebook.read import check, read
from coder.model.codebook import Join
from coder.model.facts import CaseAttribute, CaseGroup, FactRow
from coder.model.languages import shown_in

TOWNS = """\
format: codebook/1
id: towns
version: 1.0.0
languages: [en, zh]
title: {en: Towns, zh: 城镇}
case_attributes:
- {id: people, label: {en: Inhabitants, zh: 人口}, unit: thousand, source: census}
- {id: coast, label: Coast, values: [{id: by_the_sea, label: {en: by the sea}}, {id: inland, label: inland}]}
case_attribute:
  id: town
  cases:
  - {id: north, label: North, attributes: {people: 12.50, coast: by_the_sea}}
  - {id: south, label: South, attributes: {coast: inland}}
codes:
- id: story
  label: {en: Story, zh: 故事}
  applies: value
  definition: What people tell.
  children:
  - {id: story.rise, label: {en: rise, zh: 上升}, definition: Up.}
  - {id: story.fall, label: {en: fall, zh: 下降}, definition: Down.}
rows:
- {id: story, code: story, kind: set, join: {all: {en: " and ", zh: 和}, range: "{lead}..{other}"}, gloss: true}
- {id: people, kind: attribute, attribute: people, block: Given}
tables:
- {id: towns, title: Towns, columns: town, rows: [story, people]}
- {id: coasts, title: Coasts, columns: coast, rows: [story, people]}
"""


def errors(text: str) -> list[str]:
    return [problem.what for problem in check(text, "towns.yaml")[0]]


def test_attributes_of_cases_are_read_as_they_are_written() -> None:
    codebook = read(TOWNS, "towns.yaml")
    people, coast = codebook.case_attributes
    assert people == CaseAttribute("people", {"en": "Inhabitants", "zh": "人口"}, {"en": "thousand"}, {"en": "census"})
    assert coast.values == (CaseGroup("by_the_sea", {"en": "by the sea"}), CaseGroup("inland", {"en": "inland"}))
    assert codebook.case("north").attributes == {"people": {"en": "12.50"}, "coast": {"en": "by_the_sea"}}
    assert codebook.fact_rows == (FactRow("people", "people", {}, {"en": "Given"}),)
    assert [row.id for row in codebook.rows] == ["story"]
    assert codebook.row("story").gloss
    assert codebook.row("story").join == Join(all={"en": " and ", "zh": "和"}, range="{lead}..{other}")
    assert [table.columns for table in codebook.tables] == ["town", "coast"]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("people: 12.50", "peeple: 12.50", "attributes of the case 'north' has an unknown key 'peeple'"),
        ("coast: by_the_sea", "coast: hills", "attributes of the case 'north' has the coast 'hills'"),
        ("attribute: people", "attribute: size", "the row 'people' shows the unknown case attribute 'size'"),
        ("attribute: people", "code: story", "the row 'people' has code, which a row of kind attribute has not"),
        ("{coast: inland}", "{people: 3}", "the table 'coasts' has the columns 'coast', which south lacks"),
        ("columns: coast", "columns: people", "has the columns 'people', a case attribute without values:"),
        ("gloss: true", "attribute: people", "has an attribute, which only rows of kind attribute show"),
        ("zh: 和}", "de: und}", "all of join of the row 'story' is given in 'de', which is not among the languages"),
        ('range: "{lead}..{other}"', 'range: {en: "{lead}", zh: "{lead}{other}"}', "has range: '{lead}'"),
        ("{id: people, label", "{id: coast, label", "the case attribute 'coast' stands twice (first on line 7)"),
        ("- {id: people, kind", "- {id: story, kind", "the row 'story' stands twice (first on line"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(before: str, after: str, what: str) -> None:
    assert before in TOWNS
    found = errors(TOWNS.replace(before, after, 1))
    assert any(what in one for one in found), found


def test_changed_attributes_are_differences() -> None:
    old = read(TOWNS, "towns.yaml")
    new = read(TOWNS.replace("people: 12.50", "people: 13").replace("source: census", "source: register"), "towns.yaml")
    assert compare(old, new) != ()
    text = "\n".join(compare(old, new))
    assert "12.50" in text
    assert "register" in text


def test_a_codebook_shown_in_a_language_has_its_labels_first() -> None:
    codebook = read(TOWNS, "towns.yaml")
    shown = shown_in(codebook, "zh")
    assert [shown.text(code.label) for code in shown.codes] == ["故事", "上升", "下降"]
    assert shown.text(shown.case("north").label) == "North"  # it has none in Chinese
    assert set(shown.languages) == set(codebook.languages)
    assert shown.codes == codebook.codes
    assert shown_in(codebook, "en") is codebook
