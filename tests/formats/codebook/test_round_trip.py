"""What a format holds of a codebook comes back equal: codebooks made at random, out and in again."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from coder.codebook.adopting import adopt
from coder.codebook.compose import compose
from coder.codebook.drafting import with_codes
from coder.codebook.read import read
from coder.formats.codebook import READ, read_codes, written
from coder.model.codebook import Codebook
from tests.codebook.drafts import codebooks

EXAMPLES = int(os.environ.get("CODER_FUZZ", "30"))
SCHEMA = Path(__file__).parents[4] / "shared" / "refi-qda" / "Codebook.xsd"


@settings(max_examples=EXAMPLES, deadline=None)
@given(codebooks())
def test_composed_codes_read_as_they_are(codebook: Codebook) -> None:
    found = read(compose(codebook), "random.yaml")
    assert found.codes == codebook.codes
    assert replace(found, codes=(), attributes=()) == replace(codebook, codes=(), attributes=())


@pytest.mark.parametrize("suffix", READ)
@settings(max_examples=EXAMPLES, deadline=None)
@given(codebook=codebooks())
def test_codes_come_back(suffix: str, codebook: Codebook) -> None:
    incoming = read_codes(written(codebook, suffix), f"random{suffix}", "en")
    adoption = adopt(with_codes(codebook, ()), incoming)
    assert adoption.new == codebook.codes
    assert adoption.notes == ()


@pytest.mark.parametrize("suffix", READ)
@settings(max_examples=EXAMPLES, deadline=None)
@given(codebook=codebooks())
def test_a_codebook_knows_its_own_codes(suffix: str, codebook: Codebook) -> None:
    adoption = adopt(codebook, read_codes(written(codebook, suffix), f"random{suffix}", "en"))
    assert [known.code for known in adoption.known] == [code.id for code in codebook.codes]
    assert {known.differs for known in adoption.known} == {()}
    assert adoption.new == ()


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of REFI-QDA is not there")
@settings(max_examples=EXAMPLES, deadline=None)
@given(codebook=codebooks())
def test_qdc_is_valid(codebook: Codebook) -> None:
    from lxml import etree  # type: ignore[import-untyped]

    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.assertValid(etree.fromstring(written(codebook, ".qdc")))


@settings(max_examples=EXAMPLES, deadline=None)
@given(codebook=codebooks())
def test_what_is_made_to_be_read_can_be_made(codebook: Codebook) -> None:
    for suffix in (".md", ".docx", ".odt", ".html", ".tex"):
        assert written(codebook, suffix)
