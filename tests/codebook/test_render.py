import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.fields import is_id
from coder.codebook.problem import CodebookError
from coder.codebook.read import read
from coder.codebook.render import NewCode, add_parked, add_written
from coder.codebook.writing import quoted
from coder.model.codebook import CodeKind
from tests.codebook.sample import SAMPLE, changed

FRAME = "format: codebook/1\nid: x\nversion: 1.0.0\nlanguages: [en]\ntitle: X\ncase_attribute: {id: case, cases: []}\n"


def add_code(text: str, name: str, parent: str, code_id: str, label: str, definition: str) -> str:
    """The text with one more code, written as a codebook of ours and as one that comes in would be."""
    if parent:
        return add_parked(text, name, read(text, name), NewCode(parent, ""), [NewCode(code_id, label, definition)])
    fields = [f"id: {code_id if is_id(code_id) else quoted(code_id)}", f"label: {{en: {quoted(label)}}}"]
    fields += [f"definition: {quoted(definition)}"] if definition else []
    after = add_written(text, name, "", [fields], "{" + ", ".join(fields) + "}")
    read(after, name)
    return after


def added_lines(before: str, after: str) -> list[str]:
    """The lines that are new; fails if any other line changed."""
    lines = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert not [line for line in lines if line.startswith(("- ", "? "))], "".join(lines)
    return [line[2:].rstrip("\n") for line in lines if line.startswith("+ ")]


@pytest.mark.parametrize(
    ("parent", "kind", "before"),
    [
        ("economy.partners", CodeKind.VALUE, "- id: idea"),
        ("economy", CodeKind.FREE, "- id: idea"),
        ("", CodeKind.FREE, "\n# rows follow"),
        ("idea", CodeKind.FREE, "\n# rows follow"),
        ("economy.risk.high", CodeKind.FREE, "    - {id: economy.risk.none"),
        ("economy.base", CodeKind.FREE, "  - id: economy.risk "),
    ],
)
def test_only_new_lines_come_in(parent: str, kind: CodeKind, before: str) -> None:
    after = add_code(SAMPLE, "x", parent, "fresh.code", "Fresh", "Just found.")
    lines = added_lines(SAMPLE, after)
    assert [line.strip() for line in lines if "children" not in line] == [
        "- id: fresh.code",
        'label: {en: "Fresh"}',
        'definition: "Just found."',
    ]
    assert "\n".join(lines) + "\n" + before in after
    code = read(after, "x").code("fresh.code")
    assert (code.kind, code.parent, code.label, code.definition) == (
        kind,
        parent or None,
        {"en": "Fresh"},
        {"en": "Just found."},
    )
    assert [other for other in read(after, "x").codes if other.id != "fresh.code"] == list(read(SAMPLE, "x").codes)


LAYOUTS = {
    "empty flow list": "codes: []\n",
    "empty flow list, comment": "codes: []   # none yet\nrows: []\n",
    "nothing": "codes:\nrows: []\n",
    "null": "codes: ~\nrows: []\n",
    "empty over lines": "codes: [\n  # none\n]\n",
    "flow": "codes: [{id: a, label: A}]\n",
    "flow, trailing comma": "codes: [{id: a, label: A}, ]\n",
    "block in one line": "codes:\n- {id: a, label: A}\n",
    "block, indented": "codes:\n   - id: a\n     label: A\n\n# end\n",
    "no newline at the end": "codes:\n- id: a\n  label: A",
    "literal at the end": "codes:\n- id: a\n  label: A\n  definition: |\n    one\n    two\n\n# end\n",
    "kept newlines": "codes:\n- id: a\n  label: A\n  definition: |+\n    one\n\n\nrows: []\n",
    "folded plain": "codes:\n- id: a\n  label: A\n  definition: one\n    two\n  # about a\nrows: []\n",
    "quoted over lines": 'codes:\n- id: a\n  label: A\n  definition: "one\n    two" # so\nrows: []\n',
    "comment after": "codes:\n- id: a # the first\n  label: A # said so\n# between\nrows: []\n",
    "value missing": "codes:\n- id: a\n  label: A\n  definition:\nrows: []\n",
    "document end": "codes:\n- id: a\n  label: A\n...\n",
    "anchor and alias": "codes:\n- id: a\n  label: &l A\n  definition: *l\nrows: []\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_every_layout_of_the_list(layout: str, newline: str) -> None:
    text = (FRAME + layout).replace("\n", newline)
    before = read(text, "x")
    once = add_code(text, "x", "", "n", "New", "")
    twice = add_code(once, "x", "n", "n.m", "Newer", "Below it.")
    again = add_code(twice, "x", "n", "n.o", "Newest", "")
    codes = read(again, "x").codes
    assert [code.id for code in codes] == [*(code.id for code in before.codes), "n", "n.m", "n.o"]
    assert [code.parent for code in codes[-3:]] == [None, "n", "n"]
    assert codes[:-3] == before.codes
    assert ("\r\n" in again) == (newline == "\r\n")
    assert again.count("\n") == again.count(newline)
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    if layout != LAYOUTS["empty over lines"]:
        assert all(line in again.splitlines() for line in comments)
        assert "# none yet" not in text or "# none yet" in again


FLOW_OWNERS = {
    "no children": "codes: [{id: p, label: P}]\n",
    "empty children": "codes: [{id: p, label: P, children: []}]\n",
    "null children": "codes: [{id: p, label: P, children: null}]\n",
    "nothing": "codes: [{id: p, label: P, children: }]\n",
    "key alone": "codes: [{id: p, label: P, children}]\n",
    "value missing before": "codes: [{id: p, label: P, definition: }]\n",
    "trailing comma": "codes: [{id: p, label: P, }]\n",
    "some": "codes: [{id: p, label: P, children: [{id: p.q, label: Q}]}]\n",
    "in a block": "codes:\n- {id: p, label: P}\n",
}


@pytest.mark.parametrize("layout", FLOW_OWNERS.values(), ids=FLOW_OWNERS.keys())
def test_every_layout_of_a_parent_in_braces(layout: str) -> None:
    after = add_code(FRAME + layout, "x", "p", "p.new", "New", "d")
    codes = read(after, "x").codes
    assert codes[-1].id == "p.new"
    assert codes[-1].parent == "p"
    assert after.count("\n") == (FRAME + layout).count("\n")


def test_a_codebook_written_as_json() -> None:
    text = (
        '{"format": "codebook/1", "id": "x", "version": "1.0.0", "languages": ["en"], "title": "X",'
        ' "case_attribute": {"id": "case", "cases": []}, "codes": []}'
    )
    assert read(add_code(text, "x", "", "n", "New", ""), "x").code("n").label == {"en": "New"}


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_label_and_definition_come_back_as_they_were(label: str, definition: str) -> None:
    code = read(add_code(FRAME + "codes: []\n", "x", "", "n", label, definition), "x").code("n")
    assert code.label == {"en": " ".join(label.split())}
    assert code.definition == {"en": definition.strip()}


@pytest.mark.parametrize("sign", ["\x1b", "\x00", "\x7f", "\x9b", "\ud800"])
def test_control_characters_are_refused(sign: str) -> None:
    with pytest.raises(CodebookError, match="holds a control character"):
        add_code(FRAME + "codes: []\n", "x", "", "n", f"New{sign}[2J", "")


@pytest.mark.parametrize(
    ("parent", "code_id", "label", "definition", "expected"),
    [
        ("", "two words", "N", "d", "id of a code 'two words' is no id"),
        ("", "n: {a", "N", "d", "id of a code 'n: {a' is no id"),
        ("", "n", "", "d", "label of the code 'n' in 'en' is empty"),
        ("", "economy.partners._other", "N", "d", "ends with _other"),
        ("", "risk.mid", "N", "d", "reuses an id that is gone since the move"),
    ],
)
def test_refused(parent: str, code_id: str, label: str, definition: str, expected: str) -> None:
    with pytest.raises(CodebookError) as caught:
        add_code(SAMPLE, "towns.yaml", parent, code_id, label, definition)
    assert expected in str(caught.value)


def test_an_ordinal_row_needs_the_place_of_a_new_value() -> None:
    with pytest.raises(CodebookError, match="the row 'risk' leaves out of its order: mid"):
        add_code(SAMPLE, "x", "economy.risk", "economy.risk.mid", "mid", "d")


def test_a_broken_codebook_is_not_added_to() -> None:
    with pytest.raises(CodebookError, match="has no title"):
        add_code(changed("title: {en: Two towns, zh: 两个镇}\n", ""), "x", "", "n", "N", "d")


CODES = [NewCode("park.one", 'Ü "x": {y}', "a\nb"), NewCode("park.two", "zwei")]


@pytest.mark.parametrize(
    "codes", ["[]", "", "\n", "\n- {id: a, label: A}", "\n- id: a\n  label: A", "[{id: a, label: A}]", " []  # none"]
)
def test_codes_are_parked_below_a_new_group_and_then_below_the_same(codes: str) -> None:
    text = f"{FRAME}codes:{' ' * (codes[:1] == '[')}{codes}\nrows: []\n"
    try:
        before = read(text, "x")
    except CodebookError:
        before = read(f"{FRAME}codes: []\nrows: []\n", "x")
    once = add_parked(text, "x", before, NewCode("park", "Park", "Parked."), CODES)
    middle = read(once, "x")
    twice = add_parked(once, "x", middle, NewCode("park", "Park"), [NewCode("park.three", "drei")])
    after = read(twice, "x")
    assert [code.id for code in after.codes][-4:] == ["park", "park.one", "park.two", "park.three"]
    assert after.code("park").kind is CodeKind.GROUP
    assert (after.code("park.one").label, after.code("park.one").definition) == ({"en": 'Ü "x": {y}'}, {"en": "a\nb"})
    assert all(after.code(one).kind is CodeKind.FREE for one in ("park.one", "park.two", "park.three"))
    added_lines(SAMPLE, add_parked(SAMPLE, "x", read(SAMPLE, "x"), NewCode("park", "Park"), CODES))
