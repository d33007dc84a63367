"""New codes of another file written into the text of a codebook, with an entry of the history (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from coder.codebook.compose import block, code_trees, inline
from coder.codebook.problem import CodebookError, Problem
from coder.codebook.read import read
from coder.codebook.render import add_written
from coder.codebook.splice import Change, UnspliceableError, data_of, put
from coder.codebook.tree import MappingNode, parse_tree
from coder.codebook.version import raised
from coder.codebook.writing import Data
from coder.model.codebook import Code


def enlarge(text: str, name: str, new: Sequence[Code], *, author: str, date: str, rationale: str) -> str:
    """The text with more codes, each the last below its parent, and a minor version higher.

    Raises CodebookError if the text is no codebook, would be none afterwards, or is laid out in a way that only a
    person can edit.
    """
    if not new:
        return text
    before = read(text, name)
    parents = {code.id: code.parent for code in new}
    trees = code_trees(new, before.default_language)
    by_parent: dict[str, list[dict[str, Data]]] = {}
    for tree in trees:
        by_parent.setdefault(parents[str(tree["id"])] or "", []).append(tree)
    for parent, below in by_parent.items():
        text = add_written(text, name, parent, [block(tree) for tree in below], inline(below))
    root, _ = parse_tree(text)
    try:
        if not isinstance(root, MappingNode):
            raise UnspliceableError
        entry = root.entries.get("history")
        old = data_of(entry[1]) if entry is not None else None
        version = raised(before.version, minor=True)
        ids: list[Data] = [code.id for code in new]
        made: dict[str, Data] = {"version": version, "date": date, "author": author, "op": "create", "ids": ids}
        history: list[Data] = [*(old if isinstance(old, list) else []), {**made, "rationale": rationale}]
        text = put(text, [Change(root, "version", version), Change(root, "history", history)])
    except UnspliceableError:
        what = "the version or the history is written in a way that cannot be changed piece by piece"
        raise CodebookError(name, [Problem(1, what, "edit the file, then coder codebook apply")]) from None
    after = read(text, name)
    added = {code.id: code for code in after.codes if code.id in parents}
    if tuple(added[code.id] for code in new if code.id in added) != tuple(new) or len(after.codes) != len(
        before.codes
    ) + len(new):
        what = "the new codes would not read back as they are"
        raise CodebookError(name, [Problem(1, what, "write them into the file, then coder codebook apply")])
    return text
