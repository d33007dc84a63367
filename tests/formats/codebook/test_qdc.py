"""REFI-QDA codebooks: what other programs write comes in, what is no codebook is refused, what goes out is strict."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.read import read
from coder.errors import CoderError, UnreadableError
from coder.formats.codebook import qdc, read_codes
from coder.model.codebook import Change, CodeKind
from tests.codebook.sample import SAMPLE
from tests.formats.codebook.fuzz import EXAMPLES, mutated

TOWNS = read(SAMPLE, "towns.yaml")
FOREIGN = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Some Program 3">
  <Codes>
    <Code guid="{6F9619FF-8B86-D011-B42D-00CF4FC964FF}" name="Mood" isCodable="false" color="#F00">
      <Code guid="7F9619FF-8B86-D011-B42D-00CF4FC964FF" name=" pride\tof place " isCodable="true" color="#00FF00">
        <Description>How proud people are.&#13;
Also of the river.</Description>
      </Code>
      <Code name="fear"/>
    </Code>
    <Code guid="no guid" isCodable="1"><Description/></Code>
  </Codes>
  <Sets/>
</CodeBook>
"""


def test_what_other_programs_write_comes_in() -> None:
    found = read_codes(FOREIGN.encode(), "x.qdc", "de")
    mood, pride, fear, unnamed = (one.code for one in found.codes)
    assert (mood.kind, mood.label, mood.parent) == (CodeKind.GROUP, {"de": "Mood"}, None)
    assert (pride.kind, pride.label, pride.parent) == (CodeKind.FREE, {"de": "pride of place"}, mood.id)
    assert pride.definition == {"de": "How proud people are.\nAlso of the river."}
    assert (fear.parent, fear.kind, fear.definition) == (mood.id, CodeKind.FREE, {})
    assert unnamed.label == {"de": "unnamed"}
    assert [one.guid for one in found.codes] == [
        "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "7f9619ff-8b86-d011-b42d-00cf4fc964ff", "", "",
    ]  # fmt: skip
    assert found.notes == ("colours (2) are not taken over", "codes without a name (1) are called unnamed")


def test_paths_of_taguette_become_a_tree() -> None:
    text = """<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5.2"><Codes>
      <Code guid="0AE54D63-9E3E-5C2F-9D5C-1C35A1E3E1C5" name="work.risk.high" isCodable="true"/>
      <Code guid="1AE54D63-9E3E-5C2F-9D5C-1C35A1E3E1C5" name="work" isCodable="true"/>
      <Code guid="2AE54D63-9E3E-5C2F-9D5C-1C35A1E3E1C5" name="e.g. this, v1.2" isCodable="true"/>
    </Codes><Sets/></CodeBook>"""
    found = read_codes(text.encode(), "x.qdc", "en")
    labels = {one.code.id: one.code.label["en"] for one in found.codes}
    paths = [(labels.get(one.code.parent or "", ""), one.code.label["en"]) for one in found.codes]
    assert ("work", "risk") in paths
    assert ("risk", "high") in paths
    assert ("", "e.g. this, v1.2") in paths
    assert len(paths) == 4
    assert next(one for one in found.codes if one.code.label["en"] == "work").guid.startswith("1ae54d63")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "the file is empty"),
        (b"not xml", "no REFI-QDA codebook"),
        (b"<a/>", "this XML holds no CodeBook"),
        (b"PK\x03\x04", "no REFI-QDA codebook"),
        (b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>', "there are no codes"),
        (b'<!DOCTYPE a [<!ENTITY a "b">]><CodeBook><Codes><Code name="&a;"/></Codes></CodeBook>', "document type"),
        (b'<!DOCTYPE CodeBook SYSTEM "file:///etc/passwd"><CodeBook/>', "document type"),
        (b"<CodeBook><Codes>" + b'<Code name="a">' * 60 + b"</Code>" * 60 + b"</Codes></CodeBook>", "too much"),
        (b"<CodeBook><Codes>" + b'<Code name="a">' * 600 + b"</Code>" * 600 + b"</Codes></CodeBook>", "damaged"),
        (b"<CodeBook><Codes>" + b"<Code/>" * 500_001 + b"</Codes></CodeBook>", "too much for a codebook"),
    ],
)  # fmt: skip
def test_what_is_no_codebook_is_refused(data: bytes, expected: str) -> None:
    with pytest.raises(UnreadableError, match=re.escape(expected)) as caught:
        read_codes(data, "x.qdc", "en")
    assert caught.value.where == "x.qdc"
    assert caught.value.hint


def test_guids_are_small_and_outlive_moves_and_renames() -> None:
    def guids(text: str) -> dict[str, str]:
        found = read_codes(qdc.render(read(text, "x")), "x.qdc", "en")
        return {one.code.id: one.guid for one in found.codes}

    before = guids(SAMPLE)
    assert all(re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", guid) for guid in before.values())
    moved = SAMPLE.replace("- id: idea\n", "- id: notion\n").replace("label: An idea", "label: A notion")
    moved += "- {version: 2.0.0, date: 2026-03-01, author: MK, op: move, id: idea, to: notion, rationale: r}\n"
    after = guids(moved)
    assert after["notion"] == before["idea"]
    assert {name: guid for name, guid in after.items() if name != "notion"} == {
        name: guid for name, guid in before.items() if name != "idea"
    }
    assert len(set(before.values())) == len(before)


def test_a_code_made_where_another_one_began_has_a_guid_of_its_own() -> None:
    change = Change("2.0.0", "2026-03-01", "MK", "move", ("idea",), ("economy",), "r")
    codebook = replace(TOWNS, history=(*TOWNS.history, change))
    guids = re.findall('<Code guid="(.*?)"', qdc.render(codebook).decode())
    assert len(guids) == len(set(guids)) == len(TOWNS.codes)


def test_an_empty_codebook_cannot_go_out() -> None:
    with pytest.raises(CoderError, match="no codes yet"):
        qdc.render(replace(TOWNS, codes=(), rows=(), tables=()))


@settings(max_examples=EXAMPLES, deadline=None)
@given(mutated(qdc.render(TOWNS), FOREIGN.encode()) | st.binary(max_size=200))
def test_any_bytes_come_in_or_are_refused(data: bytes) -> None:
    try:
        found = read_codes(data, "x.qdc", "en")
    except UnreadableError:
        return
    assert found.codes
    keys = {one.code.id for one in found.codes}
    assert len(keys) == len(found.codes)
    assert all(one.code.parent is None or one.code.parent in keys for one in found.codes)
