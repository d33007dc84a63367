"""How ``coder robustness --ablations`` prints which cells hang on which idea of the method."""

from __future__ import annotations

from typing import Any

from coder.cli.lists import Field, print_list
from coder.cli.output import out_line
from coder.cli.plain import plain
from coder.model.ablation import AblationReport, Idea

WITHOUT = {
    Idea.INTERVIEWS: "codings instead of interviews",
    Idea.DENIALS: "without denials",
    Idea.STRENGTH: "without strength",
    Idea.THIRD: "without the third",
}
MEANING = {
    Idea.INTERVIEWS: "every coding is a voice of its own, and nobody holds two values",
    Idea.DENIALS: "what speaks against a value is not heard; levels stay",
    Idea.STRENGTH: "a hint counts as much as a plain word",
    Idea.THIRD: "only the strongest value is shown, no second one and no dissent",
}
FIELDS = (Field("row", wraps=True), Field("case", wraps=True), Field("reads", wraps=True), Field("else", wraps=True))


def ablation_json(report: AblationReport) -> Any:
    """The report as JSON, every idea by its name."""
    return plain(report)


def print_ablations(report: AblationReport) -> None:
    """The moved cells of each ablation as a list, and how many there are."""
    for number, one in enumerate(report.ablations):
        if number:
            out_line("")
        out_line(f"{WITHOUT[one.without]}: {MEANING[one.without]}")
        out_line(f"{len(one.moved)} of {one.cells} cells read otherwise, {one.reflagged} more have other flags")
        if one.moved:
            print_list(FIELDS, [(cell.row_label, cell.case_label, cell.before, cell.after) for cell in one.moved])
