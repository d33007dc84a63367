"""Reports of a study for papers and reviewers: pure functions from derived values to a ``Report``, one module a report.

``REPORTS`` is the whole list; its names are a contract with scripts. The study's door (``coder.study.reporting``)
gathers the values, ``coder.formats.reports`` writes what comes out of here.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from coder.errors import UsageError

TABLE, CELLS, QUOTES, ANNOTATED = "table", "cells", "quotes", "annotated"  # what a report may be asked for


@dataclass(frozen=True, slots=True)
class Kind:
    """What a report tells, for lists; which options it takes; the format it has where none is asked for."""

    tells: str
    takes: frozenset[str] = frozenset()
    format: str = "md"


_ONE_TABLE = frozenset({TABLE})

REPORTS: dict[str, Kind] = {
    "overview": Kind("the derived table as it is printed", frozenset({TABLE, ANNOTATED})),
    "evidence-book": Kind(
        "every cell with its rule, its numbers and the words for it and against it",
        frozenset({TABLE, CELLS, QUOTES}),
    ),
    "grid": Kind("what each interview says about each row, with the analysts' summaries", frozenset({TABLE, CELLS})),
    "robustness": Kind("how firmly each cell stands, and on which ideas of the method it hangs", _ONE_TABLE),
    "saturation": Kind("how much each further interview adds", _ONE_TABLE),
    "negative-cases": Kind("interviews that do not fit what is shown, and rival accounts", _ONE_TABLE),
    "coverage": Kind("which cases, rows and passages nobody speaks to or coded", _ONE_TABLE),
    "agreement": Kind("how far coders agree, and every disagreement", _ONE_TABLE),
    "expectations": Kind("what the codebook expects of cells beside what is derived", _ONE_TABLE),
    "qca": Kind("calibrated matrix of the ratings, with its thresholds", _ONE_TABLE, "csv"),
    "codebook": Kind("all codes with their rules, and in how many interviews they are used"),
    "codebook-history": Kind("what was changed in the codebook and why; codings by version"),
    "codings": Kind("one line a coding, with case, interview, role and attributes", frozenset({CELLS}), "csv"),
    "audit-trail": Kind("the journal: who did what when, without words of transcripts"),
    "suggestions": Kind("what suggestions did to the coding: aided and unaided passages, decisions, origins"),
    "methods": Kind("the methods paragraph, with the numbers of the study", _ONE_TABLE),
    "coreq": Kind("the 32 items of COREQ, filled where the study knows the answer", _ONE_TABLE),
    "srqr": Kind("the 21 items of SRQR, filled where the study knows the answer", _ONE_TABLE),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a report. None is the default of each: the first table, all rows and cases, no quote budget.

    ``row`` and ``case`` are ids; ``budget`` is words an interview; ``everything`` prints every quotation.
    """

    table: str | None = None
    row: str | None = None
    case: str | None = None
    budget: int | None = None
    everything: bool = False
    annotated: bool = False
    language: str | None = None


def kind(name: str) -> Kind:
    """What there is to say of a report. Raises UsageError, with all names, for one that does not exist."""
    if name not in REPORTS:
        meant = get_close_matches(name, REPORTS, 1)
        said = f"did you mean {meant[0]}? " if meant else ""
        raise UsageError(f"there is no report {name!r}", hint=f"{said}reports: {', '.join(REPORTS)}")
    return REPORTS[name]
