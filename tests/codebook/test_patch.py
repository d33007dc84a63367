"""The tree of a changed text is that of parsing it whole, wherever the change is and however the file is laid out."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook import patch, tree
from coder.codebook.ops import Create, Merge, Move, Op, Part, Rename, Retire, Stamp
from coder.codebook.patch import spliced
from coder.codebook.read import forget, read
from coder.codebook.restructure import restructured
from coder.codebook.tree import Node, ScalarNode, SequenceNode
from coder.errors import CoderError
from coder.model.codebook import CodeKind
from tests.codebook.sample import SAMPLE

STAMP = Stamp("MK", "2026-03-04", "why")
PIECES = st.sampled_from(
    [
        *(
            "",
            "x",
            "# c\n",
            "- ",
            "- id: n\n",
            "  - a\n",
            "\n",
            "\n\n",
            '"',
            "'",
            "[",
            "]",
            "{",
            "}",
            ": ",
            ", ",
            "|\n",
        ),
        *("k: v\n", "  k: v\n", "    - {id: n, label: N}\n", "---\n", "...\n", "&x ", "*x", "!t ", "? ", "\r", "\t"),
        *("\u2028", "概"),
    ]
)


def plain(node: Node | None) -> Any:
    """Everything about a node but where it came from."""
    if node is None or isinstance(node, ScalarNode):
        return node
    inner = (
        [plain(item) for item in node.items]
        if isinstance(node, SequenceNode)
        else [(name, key, plain(value)) for name, (key, value) in node.entries.items()]
    )
    return type(node), node.line, node.start, node.end, node.last, node.flow, node.size, inner


def replaced(text: str, splices: list[tuple[int, int, str]]) -> bool:
    """Whether a change was taken in without parsing the whole text; if so, it was right."""
    made: list[tuple[str, tree.Parsed]] = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(patch, "keep", lambda *kept: made.append(kept))
        spliced(text, splices)
    for after, found in made:
        whole = tree._parsed(after)
        assert (whole.problems, whole.alone) == ((), found.alone)
        assert plain(found.root) == plain(whole.root)
    return bool(made)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_pieces_at_any_places(data: st.DataObject) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(SAMPLE)), min_size=2, max_size=6)))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    splices = [(start, min(end, start + data.draw(st.integers(0, 40))), data.draw(PIECES)) for start, end in pairs]
    replaced(SAMPLE, splices)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whole_lines_put_in_and_taken_out(data: st.DataObject) -> None:
    lines = SAMPLE.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    first = data.draw(st.integers(0, len(lines)))
    last = min(len(lines), first + data.draw(st.integers(0, 3)))
    indent = " " * data.draw(st.integers(0, 8))
    piece = data.draw(st.sampled_from(["", *lines])).lstrip()
    replaced(SAMPLE, [(starts[first], starts[last], indent + piece if piece else "")])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_operations_one_after_the_other_read_as_the_whole_text(data: st.DataObject) -> None:
    text = SAMPLE
    for number in range(4):
        codes = [code for code in read(text, "x").codes if not code.retired]
        if not codes:  # all of them are retired
            break
        code = data.draw(st.sampled_from(codes))
        groups = [one.id for one in codes if one.kind in (CodeKind.GROUP, CodeKind.ROW)]
        ops: list[Op] = [
            Rename(code.id, f"Named {number}"),
            Create(Part(label=f"Fresh {number}"), data.draw(st.sampled_from(["", *groups]))),
            Move(code.id, data.draw(st.sampled_from(["", *groups]))),
            Merge((code.id,), Part(id=data.draw(st.sampled_from(codes)).id)),
            Retire(code.id),
        ]
        op = data.draw(st.sampled_from(ops))
        try:
            text = restructured(text, "x", op, STAMP).text
        except CoderError:
            continue
        codebook, found = read(text, "x"), plain(tree.parsed(text).root)
        forget()
        assert read(text, "x") == codebook
        assert plain(tree.parsed(text).root) == found


BEFORE = "a: 1\ncodes:\n- id: x\n  children:\n  - id: y\n    label: Y\n  - id: z\n# end\nrows: []\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: Y", "label: Another"),
        ("  - id: z\n", "  - id: z\n  - id: n\n    label: N\n"),
        ("# end\n", "- id: n\n# end\n"),
        ("  - id: y\n    label: Y\n", ""),
        ("a: 1", "a: 100"),
        ("rows: []", "rows:\n- id: r"),
    ],
)
def test_what_changes_in_its_own_lines_needs_no_second_look_at_the_others(old: str, new: str) -> None:
    at = BEFORE.index(old)
    common = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    assert replaced(BEFORE, [(at + common, at + len(old), new[common:])])


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (BEFORE, "label: Y", "label: &l Y"),
        (BEFORE, "label: Y", 'label: "Y'),
        (BEFORE, "label: Y", "label: Y\n---"),
        (BEFORE, "label: Y", "label: Y\nlabel: Z"),
        (BEFORE, "a: 1", "codes: 1"),
        (BEFORE.replace("a: 1", "a: &l 1"), "label: Y", "label: *l"),
        (BEFORE.replace("a: 1", "--- \na: 1"), "label: Y", "label: Z"),
        ('{"codes": [{"id": "x"}]}', "x", "y"),
    ],
)
def test_what_may_mean_something_elsewhere_is_read_with_everything(text: str, old: str, new: str) -> None:
    at = text.index(old)
    assert not replaced(text, [(at, at + len(old), new)])
