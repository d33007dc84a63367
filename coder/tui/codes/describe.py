"""Codings, suggestions and codes in words, as runs for the detail lines and the side panel (pure)."""

from __future__ import annotations

from coder.errors import CoderError
from coder.model.codebook import Codebook
from coder.model.coding import Coding, Tense
from coder.tui.codes.labels import anchor, find, is_level, label_of, mark, meaning, parent_label, texts
from coder.tui.codes.stripes import BARS, Kind, Signs
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Run, Runs


def case_label(codebook: Codebook, case_id: str) -> str:
    """What a case is called; its id when the codebook does not know it."""
    try:
        return one_line(codebook.text(codebook.case(case_id).label)) or one_line(case_id)
    except CoderError:
        return one_line(case_id)


def code_runs(codebook: Codebook, signs: Signs, code_id: str, kind: Kind) -> Runs:
    """Bar, letters and label of a code."""
    letters, tint = signs.of(code_id)
    return ((f" {BARS[kind]}{letters} ", f"tint{tint}"), (label_of(codebook, code_id), "strong"))


def coding_runs(coding: Coding, coder: str, codebook: Codebook, signs: Signs, memo: str, was: str = "") -> Runs:
    """All there is to say of a coding on one line; ``was`` are its words before a correction changed them."""
    kind = Kind.OWN if coding.coder == coder else Kind.OTHER
    weight = mark(codebook, coding.code, coding.weight)
    runs: list[Run] = [*code_runs(codebook, signs, coding.code, kind)]
    runs.append((f"  {weight} {meaning(codebook, coding.code, coding.weight)}", "plain"))
    if kind is Kind.OTHER:
        runs.append((f"  by {one_line(coding.coder)}", "accent"))
    if was:
        runs.append((f"  words changed: was “{one_line(was)}”", "accent"))
    if coding.about is not None:
        runs.append((f"  about {case_label(codebook, coding.about)}", "accent"))
    if coding.tense is Tense.PAST:
        runs.append(("  past", "accent"))
    if memo:
        runs.append((f"  memo: {one_line(memo)}", "dim"))
    return tuple(runs)


def code_text(codebook: Codebook, code_id: str) -> list[Run]:
    """Definition, criteria, anchors and an example of a code, one paragraph a run."""
    code = find(codebook, code_id)
    if code is None:
        return [(label_of(codebook, code_id), "strong"), ("The codebook no longer has this code.", "dim")]
    above = parent_label(codebook, code)
    runs: list[Run] = [(label_of(codebook, code_id), "strong")]
    if above:
        runs.append((above, "dim"))
    runs.append((one_line(codebook.text(code.definition)), "plain"))
    if is_level(code):
        for weight in codebook.weights(code):
            runs.append((f"{mark(codebook, code_id, weight):>3}  {anchor(codebook, code, weight)}", "plain"))
    for title, labels in (("Include: ", code.include), ("Exclude: ", code.exclude)):
        criteria = "; ".join(texts(codebook, labels))
        if criteria:
            runs.append((title + criteria, "dim"))
    examples = texts(codebook, tuple(example.text for example in code.examples))
    if examples:
        runs.append((f"“{examples[0]}”", "dim"))
    return [run for run in runs if run[0]]


def definition_runs(codebook: Codebook, code_id: str) -> Runs:
    """The definition of a code on one line."""
    code = find(codebook, code_id)
    return ((f" {one_line(codebook.text(code.definition))}", "dim"),) if code is not None else ()
