"""A cell named on the command line, by row and case; also one that is no more but was judged."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser
from coder.cli.resolve import case_id, row_id
from coder.derive.columns import label
from coder.errors import CoderError
from coder.study import Study


def cell_arguments(parser: Parser, *, optional: bool = False) -> None:
    """ROW and CASE."""
    number = "?" if optional else None
    parser.add_argument("row", metavar="ROW", nargs=number, help="id, last part of it, or label, such as narrative")
    parser.add_argument("case", metavar="CASE", nargs=number, help="id, label or alias, such as beijing")


def a_cell(study: Study, args: Namespace) -> tuple[str, str]:
    """Row and case of a cell. Raises CoderError, with near names, for one that there is not."""
    codebook = study.codebook
    row = row_id(codebook, args.row)
    return row, case_id(codebook, args.case, (one.case for one in study.documents() if one.case))


def judged_cell(study: Study, args: Namespace) -> tuple[str, str]:
    """As ``a_cell``; one whose row or case is no more can be named by their ids as long as something lies over it."""
    try:
        return a_cell(study, args)
    except CoderError:
        if (args.row, args.case) in study.judged_cells():
            return args.row, args.case
        raise


def cell_name(study: Study, row: str, case: str) -> str:
    """What a cell is called: ``Joint narrative, Beijing``."""
    codebook = study.codebook
    known = next((codebook.row_label(one) for one in codebook.rows if one.id == row), row)
    return f"{known}, {label(codebook, case)}"
