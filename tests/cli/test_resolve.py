from __future__ import annotations

import pytest

from coder import shipped
from coder.cli.arguments import near
from coder.cli.resolve import case_id, row_id
from coder.codebook.read import read
from coder.errors import CoderError
from coder.model.codebook import Codebook


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read(*shipped.codebook_text("regional-innovation-systems"))


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("mindset.narrative", "mindset.narrative"),
        ("narrative", "mindset.narrative"),
        ("Joint narrative", "mindset.narrative"),
        ("joint", "mindset.narrative"),
        ("NARR", "mindset.narrative"),
        ("base", "technology.base"),
        ("technology.f", "technology.focus"),
    ],
)
def test_rows(codebook: Codebook, name: str, row: str) -> None:
    assert row_id(codebook, name) == row


@pytest.mark.parametrize(
    ("name", "case"),
    [("beijing", "beijing"), ("Peking", "beijing"), ("北京", "beijing"), ("shenzhen", "prd"), ("guiz", "guizhou")],
)
def test_cases(codebook: Codebook, name: str, case: str) -> None:
    assert case_id(codebook, name) == case


def test_cases_that_only_the_study_knows(codebook: Codebook) -> None:
    assert case_id(codebook, "hainan", ["hainan", "beijing"]) == "hainan"
    assert case_id(codebook, "hai", ["hainan"]) == "hainan"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("narative", "there is no row 'narative' (did you mean mindset.narrative?)"),
        ("mindset", "'mindset' could be any of mindset.character, mindset.narrative, mindset.agency, "),
        ("zzz", "there is no row 'zzz' (known: technology.base, technology.focus, "),
    ],
)
def test_unknown_and_unclear_rows(codebook: Codebook, name: str, message: str) -> None:
    with pytest.raises(CoderError) as caught:
        row_id(codebook, name)
    assert str(caught.value).startswith(message)


def test_unknown_cases(codebook: Codebook) -> None:
    with pytest.raises(CoderError, match=r"there is no region 'bejing' \(did you mean beijing\?\)"):
        case_id(codebook, "bejing")


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [("nort", "north"), ("noth", "north"), ("en8", "en"), ("northern", None), ("no", None), ("zzzzz", None)],
)
def test_a_name_is_near_only_if_it_is_about_as_long(wanted: str, meant: str | None) -> None:
    assert near(wanted, ["north", "en"]) == meant
