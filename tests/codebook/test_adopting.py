"""What codes of another file become in a codebook: known, new, and written into its text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from coder.codebook.adopting import adopt
from coder.codebook.compose import compose
from coder.codebook.drafting import with_codes
from coder.codebook.enlarge import enlarge
from coder.codebook.identity import first_id, guids, later_id
from coder.codebook.incoming import IncomingCode, IncomingCodebook, path_of, tidy
from coder.codebook.read import read
from coder.model.codebook import Code, Codebook, CodeKind
from tests.codebook.drafts import codebooks
from tests.codebook.sample import SAMPLE, changed

TOWNS = read(SAMPLE, "towns.yaml")


def file_of(*codes: Code, named: bool = False) -> IncomingCodebook:
    return IncomingCodebook(tuple(IncomingCode(code, "", named) for code in codes))


def free(key: str, parent: str | None = None, **fields: object) -> Code:
    return replace(Code(key, CodeKind.FREE, parent, {"en": key}), **fields)  # type: ignore[arg-type]


def enlarged(text: str, incoming: IncomingCodebook) -> Codebook:
    new = adopt(read(text, "x"), incoming).new
    return read(enlarge(text, "x", new, author="MK", date="2026-11-22", rationale="r"), "x")


def test_codes_are_known_by_guid_id_earlier_id_and_label() -> None:
    low = IncomingCode(free("#1"), guids(TOWNS)["economy.risk.low"])
    named = IncomingCode(free("economy.base"), named=True)
    earlier = IncomingCode(free("risk.high"), named=True)
    called = IncomingCode(free("#2", label={"en": "AN  IDEA"}))
    found = adopt(TOWNS, IncomingCodebook((low, named, earlier, called)))
    assert [(one.code, one.by) for one in found.known] == [
        ("economy.risk.low", "GUID"), ("economy.base", "id"), ("economy.risk.high", "an earlier id"), ("idea", "label"),
    ]  # fmt: skip
    assert found.new == ()
    assert found.known[0].differs == ("label",)


def test_the_same_label_below_another_parent_is_another_code() -> None:
    economy = free("#e", label={"en": "Economy"})
    found = adopt(TOWNS, file_of(economy, free("#i", "#e", label={"en": "An idea"})))
    assert [one.code for one in found.known] == ["economy"]
    assert [(code.id, code.parent) for code in found.new] == [("economy.an_idea", "economy")]


def test_what_is_new_below_a_row_is_a_value_with_a_definition() -> None:
    found = adopt(TOWNS, file_of(free("new", "economy.risk")))
    (code,) = found.new
    assert (code.id, code.kind, code.definition) == ("economy.risk.new", CodeKind.VALUE, {"en": "new"})
    assert found.notes == ("economy.risk.new has no definition, which values need: its label stands in for one",)


def test_what_a_codebook_cannot_hold_is_said() -> None:
    level = Code("#l", CodeKind.LEVEL, None, {"en": "height"}, scale="none", anchors={2: {"en": "high"}})
    value = Code("#v", CodeKind.VALUE, None, {"en": "lone", "fr": "seul"}, {"en": "alone"}, absent=True)
    orphan = Code("#o", CodeKind.FREE, "nowhere", {"en": "orphan"})
    found = adopt(TOWNS, file_of(level, value, orphan))
    assert [code.kind for code in found.new] == [CodeKind.FREE] * 3
    assert found.new[0].definition == {"en": "2: high"}
    assert found.new[1].label == {"en": "lone"}
    assert found.notes == (
        "'height' is coded with levels of none, unknown here: a free code here",
        "'lone' is a value, but stands below no row code: a free code here",
        "'orphan' stands below 'nowhere', which is not there: put at the top",
        "texts in fr (1 code) stay out: the codebook declares en, zh; add fr to its languages first",
    )


@pytest.mark.parametrize("wanted", ["economy._other", "risk", "risk.low2", "an idea", "economy.risk.some"])
def test_an_id_that_cannot_be_used_becomes_another(wanted: str) -> None:
    one = Code(wanted, CodeKind.FREE, None, {"en": "thing"})
    book = enlarged(SAMPLE, file_of(one, named=True))
    if wanted in ("risk", "economy.risk.some"):  # ids that went out of use lead to the codes of today
        assert len(book.codes) == len(TOWNS.codes)
    else:
        assert book.codes[-1].id == "thing"


def test_ids_through_history() -> None:
    assert first_id(TOWNS, "economy.risk.low") == "risk.low"
    assert first_id(TOWNS, "economy.base") == "economy.base"
    assert later_id(TOWNS, "risk.low") == "economy.risk.low"
    assert later_id(TOWNS, "economy.risk.some") == "economy.risk.high"


def test_every_other_character_of_the_file_stays() -> None:
    codes = (free("#1", "economy", definition={"en": "Two\nlines"}), free("#2", "#1"), free("#3"))
    new = adopt(TOWNS, file_of(*codes)).new
    after = enlarge(SAMPLE, "x", new, author="MK", date="2026-11-22", rationale="3 codes from x")
    kept = [line for line in after.split("\n") if line in SAMPLE.split("\n")]
    assert len(kept) >= SAMPLE.count("\n") - 1  # but the version
    assert "  # a comment that stays" in after
    book = read(after, "x")
    assert book.version == "2.1.0"
    assert (book.history[-1].op, book.history[-1].ids) == ("create", tuple(code.id for code in new))
    assert {code.id: code.parent for code in new} == {"economy.1": "economy", "economy.1.2": "economy.1", "3": None}


@pytest.mark.parametrize(
    "text",
    [
        SAMPLE.replace("\n", "\r\n"),
        changed("- id: idea\n  label: An idea", "- {id: idea, label: An idea}\n# end"),
        compose(replace(TOWNS, codes=(), rows=(), tables=())),
    ],
)
def test_codes_go_into_files_of_any_layout(text: str) -> None:
    before = read(text, "x")
    book = enlarged(text, file_of(free("#1", definition={"en": "a: b\n\n# c"}), free("#2", "#1")))
    assert len(book.codes) == len(before.codes) + 2
    assert book.codes[-2].definition == {"en": "a: b\n\n# c"}


@settings(max_examples=25, deadline=None)
@given(codebooks(), codebooks())
def test_any_codes_go_into_any_codebook(one: Codebook, other: Codebook) -> None:
    text = compose(one)
    incoming = IncomingCodebook(tuple(IncomingCode(code, "", named=True) for code in other.codes))
    adoption = adopt(read(text, "x"), incoming)
    assert len(adoption.new) + len(adoption.known) == len(other.codes)
    after = read(enlarge(text, "x", adoption.new, author="MK", date="2026-11-22", rationale="r"), "x")
    assert {code.id: code for code in after.codes} == {code.id: code for code in (*one.codes, *adoption.new)}
    again = adopt(with_codes(after, after.codes), incoming)
    assert again.new == ()


def test_paths_and_tidy_texts() -> None:
    assert path_of("a.b.c") == ("a", "b", "c")
    for prose in ("e.g. this", "v1.2", ".a", "a.", "a..b", "Cost (approx. 5)"):
        assert path_of(prose) == (prose,)
    assert tidy(" a\r\nb\x07\x00 ") == "a\nb\ufffd\ufffd"
