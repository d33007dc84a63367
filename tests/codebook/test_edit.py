"""Fields of codes edited in place: only the characters of the field, the version and the history change."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coder import shipped
from coder.codebook.code_fields import CodeField, field_text, fields_of
from coder.codebook.edit import edit_code
from coder.codebook.problem import CodebookError
from coder.codebook.read import read
from coder.codebook.resolve import resolve
from coder.codebook.version import precedence
from coder.model.codebook import Code, Codebook
from tests.codebook.sample import SAMPLE, changed

FRAME = (
    "format: codebook/1\nid: x\nversion: 1.0.0\nlanguages: [en, zh]\ntitle: X\ncase_attribute: {id: case, cases: []}\n"
)
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40)
NASTY = st.sampled_from(
    ["null", "~", "yes", "a: b", "a # b", "#", "- a", "'", '"', "{a", "[b]", "a, b", "&a", "*a", "!x", "%", "@", "`",
     "|", ">", "?", ":", "a:", "1", "1.0", "2026-01-01", "\\", "\\n", "机会: 寻找", "😀 #", "👩‍👩‍👧",
     "\u202eabc", "…", "---", "..."]
)  # fmt: skip
VALUES = st.lists(st.one_of(NASTY, TEXTS), max_size=4).map("\n".join)


def edited(text: str, code_id: str, field: CodeField, value: str) -> str:
    return edit_code(text, "x.yaml", code_id, field, value, author="MK", date="2026-03-04")


def in_order(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines that went and lines that came."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [one[2:] for one in lines if one[:2] == "- "], [one[2:] for one in lines if one[:2] == "+ "]


def normal(field: CodeField, value: str) -> str:
    """A value as it is read back, said in another way than the program does."""
    lines = [" ".join(line.split()) for line in value.split("\n")]
    if field.name == "label":
        return " ".join(" ".join(lines).split())
    return "\n".join(line for line in lines if line) if field.is_list else value.strip()


def assert_only(before: Codebook, after: Codebook, code: Code, field: CodeField, value: str) -> None:
    """Nothing but this field of this code, the version and the history differ."""
    now = after.code(code.id)
    assert field_text(now, field) == normal(field, value)
    for other in fields_of(before, code):
        if other != field:
            assert field_text(now, other) == field_text(code, other)
    same = {field.name: getattr(code, field.name)}
    codes = tuple(replace(one, **same) if one.id == code.id else one for one in after.codes)
    assert codes == before.codes
    assert replace(after, codes=codes, version=before.version, history=before.history) == before
    assert precedence(after.version) > precedence(before.version)


def assert_comments_stay(before: str, after: str) -> None:
    for comment in set(re.findall(r"(?:^|(?<=\s))#[^\r\n]*", before, re.MULTILINE)):
        assert after.count(comment) >= before.count(comment)


# ---- the sample: every field of every code, block and flow


SAMPLE_BOOK = read(SAMPLE, "x")
PLACES = [(code, field) for code in SAMPLE_BOOK.codes for field in fields_of(SAMPLE_BOOK, code)]


def may_be(field: CodeField, code: Code, value: str) -> bool:
    """Whether a value is allowed there: some fields may not be empty."""
    texts = getattr(code, field.name)
    if value or field.name not in ("label", "definition") or texts.keys() - {field.language}:
        return True
    return field.name == "definition" and code.kind != "value"


@settings(max_examples=150, deadline=None)
@given(place=st.sampled_from(PLACES), value=VALUES, newline=st.sampled_from(["\n", "\r\n"]))
@example((SAMPLE_BOOK.code("economy.risk.high"), CodeField("definition", "en")), "a\n  b\n\nc", "\r\n")
@example((SAMPLE_BOOK.code("economy.risk.high"), CodeField("exclude", "zh")), "", "\n")
def test_any_value_in_any_field(place: tuple[Code, CodeField], value: str, newline: str) -> None:
    code, field = place
    text = SAMPLE.replace("\n", newline)
    if not may_be(field, code, normal(field, value)):
        with pytest.raises(CodebookError, match="needs a"):
            edited(text, code.id, field, value)
        return
    after = edited(text, code.id, field, value)
    if field_text(code, field) == normal(field, value):
        assert after == text
        return
    assert_only(SAMPLE_BOOK, read(after, "x"), code, field, value)
    assert after.count("\n") == after.count(newline)
    assert_comments_stay(text, after)
    went, _ = in_order(text, after)
    key = {"label": "label", "definition": "definition"}.get(field.name, field.name)
    for line in went:  # the version, and lines of this field or of the code that stands on one line
        assert "version:" in line or code.id in line or key in line or _within(text, line, key)


def _within(text: str, line: str, key: str) -> bool:
    """Whether a line stands below a key of that name, further in."""
    lines = text.splitlines()
    for at, other in enumerate(lines):
        if other == line:
            above = next((one for one in reversed(lines[:at]) if _depth(one) <= _depth(line) and ":" in one), "")
            return f"{key}:" in above or any(f"{key}:" in one for one in lines[max(0, at - 3) : at])
    return False


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=2, max_size=5))
def test_edits_one_after_the_other(steps: list[tuple[tuple[Code, CodeField], str]]) -> None:
    text, before = SAMPLE, SAMPLE_BOOK
    for (code, field), value in steps:
        present = before.code(code.id)
        if may_be(field, present, normal(field, value)):
            text = edited(text, code.id, field, value)
            after = read(text, "x")
            if after != before:
                assert_only(before, after, present, field, value)
            before = after


def test_an_edit_and_its_opposite_leave_the_words_as_they_were() -> None:
    field = CodeField("include", "en")
    there = edited(SAMPLE, "economy.risk.high", field, "loans\nmortgages")
    back = edited(there, "economy.risk.high", field, "loans")
    assert back == SAMPLE.replace("version: 2.0.0\nstatus", "version: 2.0.2\nstatus")


# ---- layouts


LAYOUTS = {
    "plain": "codes:\n- id: a\n  label: A # the label\n  definition: one\n",
    "quoted": "codes:\n- id: a\n  label: 'A'\n  definition: \"one\" # so\n",
    "folded plain": "codes:\n- id: a\n  label: A\n  definition: one\n    two # so\n  # about nothing\n",
    "literal": "codes:\n- id: a\n  label: A\n  definition: |\n    one\n    two\n\n# end\nrows: []\n",
    "literal kept": "codes:\n- id: a\n  definition: |+ # why\n    one\n\n\n  label: A\nrows: []\n",
    "folded": "codes:\n- id: a\n  label: A\n  definition: >-\n    one\n    two\nrows: []\n",
    "texts in a block": "codes:\n- id: a\n  label:\n    en: A # first\n    # between\n    zh: 甲 # second\n",
    "texts in braces": "codes:\n- id: a\n  label: {en: A, zh: 甲} # both\n  definition: {en: one}\n",
    "braces over lines": "codes:\n- id: a\n  label: {\n    en: A, # first\n    zh: 甲 # second\n    }\n",
    "all in braces": "codes: [{id: a, label: A, definition: one, include: [x, y]}]\n",
    "trailing commas": "codes: [{id: a, label: {en: A, zh: 甲, }, include: [x, y, ], }, ]\n",
    "nothing": "codes:\n- id: a\n  label: A\n  definition:\n  include:\n  cues: {}\nrows: []\n",
    "nothing in braces": "codes: [{id: a, label: A, definition: , include: [], aliases}]\n",
    "last and no newline": "codes:\n- id: a\n  label: A",
    "label first": "codes:\n- label: A\n  definition: one\n  id: a\n",
    "definition first": "codes:\n- definition: one # d\n  # about the id\n  id: a\n  label: A\n",
    "list in a block":
        "codes:\n- id: a\n  label: A\n  include:\n  # about x\n  - x # x\n  - y\n  # about z\n  - z # z\n# end\n",
    "list further in":
        "codes:\n- id: a\n  label: A\n  include:\n    - {en: x, zh: 甲}\n    - en: y # y\n      zh: 乙\n    - z\n",
    "list over lines": "codes:\n- id: a\n  label: A\n  include: [x, # x\n    y, # y\n    z # z\n    ]\n",
    "list of literals": "codes:\n- id: a\n  label: A\n  include:\n  - |\n    x\n    y\n  - >\n    z\n",
    "examples": 'codes:\n- id: a\n  label: A\n  examples: [{en: x, from: "S:1"}, y, {zh: 甲}]\n',
    "cues": "codes:\n- id: a\n  label: A\n  cues:\n    en: [x, y] # en\n    zh: # zh\n    - 甲\n    - 乙\n",
    "children below": "codes:\n- id: a\n  label: A\n  children:\n  - id: b\n    label: B\n",
    "alias": "codes:\n- id: a\n  label: &l A\n- id: b\n  label: B\n  definition: *l\n",
    "json": '{"codes": [{"id": "a", "label": {"en": "A"}, "include": ["x", "y"], "aliases": []}]}',
    "history": 'codes: [{id: a, label: A}]\nhistory:\n'
        '- {version: 0.1.0, date: 2026-01-01, author: X, op: create, ids: ["*"], note: n}\n# end\n',
    "version with a comment": "codes: [{id: a, label: A}] # v\n",
    "document end": "codes:\n- id: a\n  label: A\n...\n",
}  # fmt: skip


def framed(layout: str) -> str:
    if layout.startswith("{"):
        frame = (
            '{"format": "codebook/1", "id": "x", "version": "1.0.0", "languages": ["en", "zh"], "title": "X",'
            ' "case_attribute": {"id": "case", "cases": []}, '
        )
        return frame + layout[1:]
    return FRAME + layout


FIELDS = [CodeField(name, language) for name in ("label", "definition", "include", "exclude", "examples", "cues")
          for language in ("en", "zh")] + [CodeField("aliases", "")]  # fmt: skip
WORDS = ["new", "", "x\nnew\ny", "new\nz", "one, two: three #four", "新的", "x", "one\ntwo", '"quoted"\n{braced}']


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_field_in_every_layout(layout: str, newline: str) -> None:
    text = framed(layout).replace("\n", newline)
    before = read(text, "x")
    code = before.code("a")
    refused = 0
    for field in FIELDS:
        for value in WORDS if newline == "\n" else WORDS[:3]:
            if not may_be(field, code, normal(field, value)):
                continue
            try:
                after = edited(text, "a", field, value)
            except CodebookError as error:
                assert "cannot be changed piece by piece (edit the file" in str(error)  # noqa: PT017
                assert field.name == "label"
                refused += 1
                continue
            if after == text:
                assert field_text(code, field) == normal(field, value)
                continue
            assert_only(before, read(after, "x"), code, field, value)
            assert after.count("\n") == after.count(newline)
            assert_comments_stay(text, after)
    # The label with an anchor feeds another text, so it has to stay.
    assert bool(refused) == (layout == LAYOUTS["alias"])


def test_only_lines_of_the_field_are_touched() -> None:
    text = framed(LAYOUTS["list in a block"])
    after = edited(text, "a", CodeField("include", "en"), "x\nnew\nz")
    assert in_order(text, after) == (["version: 1.0.0", "  - y"], ["version: 1.0.1", "  - new"])
    after = edited(text, "a", CodeField("include", "en"), "x\ny\nz\nlast")
    assert in_order(text, after) == (["version: 1.0.0"], ["version: 1.0.1", "  - last"])
    after = edited(text, "a", CodeField("include", "en"), "z")
    assert in_order(text, after) == (["version: 1.0.0", "  - x # x", "  - y"], ["version: 1.0.1", "  # x"])
    after = edited(text, "a", CodeField("definition", "en"), "One.\nTwo.")
    assert in_order(text, after)[1] == ["version: 1.0.1", "  definition: |-", "    One.", "    Two."]


def test_new_fields_stand_where_a_reader_looks_for_them() -> None:
    text = framed(LAYOUTS["children below"])
    for field, value in (
        (CodeField("cues", "zh"), "甲\n乙"),
        (CodeField("definition", "en"), "What it is."),
        (CodeField("exclude", "en"), "this\nthat, too"),
        (CodeField("exclude", "zh"), "这个\n那个"),
        (CodeField("aliases", ""), "AA"),
        (CodeField("label", "zh"), "甲"),
    ):
        text = edited(text, "a", field, value)
    assert text.split("codes:\n")[1] == (
        "- id: a\n"
        "  label: {en: A, zh: 甲}\n"
        "  definition: What it is.\n"
        "  exclude:\n"
        "  - {en: this, zh: 这个}\n"
        '  - {en: "that, too", zh: 那个}\n'
        "  cues:\n"
        "    zh: [甲, 乙]\n"
        "  aliases:\n"
        "  - AA\n"
        "  children:\n"
        "  - id: b\n"
        "    label: B\n"
        "history:\n"
        "- {version: 1.1.0, date: \"2026-03-04\", author: MK, op: rename, id: a, rationale: \"zh: '' became '甲'\"}\n"
    )


def test_items_keep_their_other_languages() -> None:
    text = framed("codes: [{id: a, label: A, include: [{en: one, zh: 一}, {en: two, zh: 二}, three]}]\n")
    after = read(edited(text, "a", CodeField("include", "en"), "one\n2\nthree\nfour"), "x").code("a")
    assert list(after.include) == [{"en": "one", "zh": "一"}, {"en": "2", "zh": "二"}, {"en": "three"}, {"en": "four"}]
    after = read(edited(text, "a", CodeField("include", "en"), "three"), "x").code("a")
    assert list(after.include) == [{"zh": "一"}, {"zh": "二"}, {"en": "three"}]
    after = read(edited(text, "a", CodeField("include", "zh"), "二"), "x").code("a")
    assert list(after.include) == [{"en": "one"}, {"en": "two", "zh": "二"}, {"en": "three"}]


def test_as_many_first_lines_as_items_are_their_translations() -> None:
    text = framed("codes: [{id: a, label: A, include: [one, two]}]\n")
    after = read(edited(text, "a", CodeField("include", "zh"), "一\n二"), "x").code("a")
    assert list(after.include) == [{"en": "one", "zh": "一"}, {"en": "two", "zh": "二"}]
    after = read(edited(text, "a", CodeField("include", "zh"), "三"), "x").code("a")
    assert list(after.include) == [{"en": "one"}, {"en": "two"}, {"zh": "三"}]


def test_an_example_keeps_where_it_is_from() -> None:
    code = read(edited(SAMPLE, "economy.base", CodeField("examples", "en", 1), "It stands."), "x").code("economy.base")
    assert [(one.text, one.weight, one.source) for one in code.examples] == [({"en": "It stands."}, 1, "S02:14")]
    code = read(edited(SAMPLE, "economy.base", CodeField("examples", "en", 1), ""), "x").code("economy.base")
    assert code.examples == ()


# ---- version and history


def test_a_new_label_is_a_rename_in_the_history() -> None:
    after = read(edited(SAMPLE, "idea", CodeField("label", "en"), "A notion"), "x")
    assert after.version == "2.1.0"
    change = after.history[-1]
    assert (change.version, change.date, change.author, change.op, change.ids) == (
        "2.1.0",
        "2026-03-04",
        "MK",
        "rename",
        ("idea",),
    )
    assert change.rationale == "en: 'An idea' became 'A notion'"
    assert resolve("idea", 2, "2.0.0", after).code == "idea"
    assert not resolve("idea", 2, "2.0.0", after).earlier_definition


def test_another_wording_is_a_patch_without_an_entry() -> None:
    after = read(edited(SAMPLE, "idea", CodeField("definition", "en"), "What came to mind."), "x")
    assert after.version == "2.0.1"
    assert after.history == SAMPLE_BOOK.history


# ---- what is refused


@pytest.mark.parametrize(
    ("code_id", "field", "value", "expected"),
    [
        ("ida", CodeField("label", "en"), "x", "there is no code 'ida' to edit (did you mean 'idea'?)"),
        ("economy.risk._other", CodeField("label", "en"), "x", "there is no code 'economy.risk._other' to edit"),
        ("idea", CodeField("label", "fr"), "x", "'fr' is not among the languages (declared: en, zh)"),
        ("idea", CodeField("label", "en"), " \n ", "the code 'idea' needs a label"),
        ("economy.risk.low", CodeField("definition", "en"), "", "the value 'economy.risk.low' needs a definition"),
        ("idea", CodeField("anchors", "en", 1), "x", "the anchors for 1 of the code 'idea' cannot be edited"),
        ("economy.base", CodeField("anchors", "en", 2), "x", "the anchors for 2 of the code 'economy.base' cannot"),
        ("idea", CodeField("retired", "en"), "x", "retired of the code 'idea' cannot be edited (what can be: label"),
        ("idea", CodeField("label", "en"), "a\x1b[2J", "label of the code 'idea' holds a control character (U+001B)"),
        ("idea", CodeField("aliases", ""), "a\x00", "holds a control character (U+0000)"),
        ("idea", CodeField("definition", "en"), "a\ud800", "holds a control character (U+D800)"),
    ],
)  # fmt: skip
def test_refused(code_id: str, field: CodeField, value: str, expected: str) -> None:
    with pytest.raises(CodebookError) as caught:
        edited(SAMPLE, code_id, field, value)
    assert expected in str(caught.value)


def test_a_broken_codebook_is_not_edited() -> None:
    with pytest.raises(CodebookError, match="has no title"):
        edited(changed("title: {en: Two towns, zh: 两个镇}\n", ""), "idea", CodeField("label", "en"), "x")


# ---- the shipped codebook


@pytest.fixture(scope="module")
def flagship() -> str:
    return shipped.codebook_text("regional-innovation-systems")[0]


@pytest.mark.parametrize(
    ("code_id", "field", "value", "lines"),
    [
        ("mindset.narrative", CodeField("definition", "en"), "The story people share.", 2),
        ("mindset.narrative", CodeField("definition", "zh"), "人们共有的叙事。", 2),
        ("technology.base", CodeField("anchors", "zh", 2), "领先。", 2),
        ("technology.base", CodeField("examples", "de", 0), "Wir passen an, was von der Küste kommt.", 2),
        ("technology.base", CodeField("cues", "de"), "Spitzenforschung\nLabore", 2),
        ("technology.focus.public", CodeField("exclude", "en"), "", 2),
        ("technology.sectors.ict", CodeField("include", "en"), "phones\n[brackets], {braces}: all", 2),
        ("technology.sectors.ict", CodeField("aliases", ""), "IT\nTMT", 2),
        ("mindset", CodeField("label", "de"), "Denkweise", 3),
    ],
)
def test_the_shipped_codebook(flagship: str, code_id: str, field: CodeField, value: str, lines: int) -> None:
    before = read(flagship, "x")
    after = edited(flagship, code_id, field, value)
    assert_only(before, read(after, "x"), before.code(code_id), field, value)
    went, came = in_order(flagship, after)
    assert len(came) <= lines
    assert len(went) <= 2


def test_every_field_of_the_shipped_codebook_can_be_found(flagship: str) -> None:
    book = read(flagship, "x")
    for code in book.codes:
        fields = fields_of(book, code)
        assert len(set(fields)) == len(fields)
        for name in ("label", "definition", "include", "exclude", "anchors", "examples", "cues", "aliases"):
            if getattr(code, name):
                assert any(field_text(code, field) for field in fields if field.name == name)
