"""Everything the HTML report of a study shows: its tables with their checks, and why each cell is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coder.model.agreement import Agreement
from coder.model.evaluation import KeptEvaluation
from coder.model.negative import NegativeCases
from coder.model.overview import Overview, Trace
from coder.model.saturation import Saturation


@dataclass(frozen=True, slots=True)
class TableFindings:
    """A derived table with the robustness of its cells, and the reports over its rows.

    ``traces`` are by row and case; rows that are given and not derived have none.
    """

    overview: Overview
    traces: Mapping[tuple[str, str], Trace]
    saturation: Saturation
    negative: NegativeCases
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Findings:
    """The tables of a study in one language, fit to be sent to others.

    Nobody's name stands in it: speakers are told by role and interview, and words that may not be printed are replaced.
    ``labels`` are those of the codes by id, ``languages`` those of the documents by name ("" is unknown),
    ``sorts`` what the codebook sorts these by, such as sectors. ``interviews`` of the study are counted, ``entry`` is
    the newest of the journal and ``at`` its time (ISO 8601, UTC). ``measured`` is how good suggestions were when that
    was measured last, None if never; ``since``: something was coded after that.
    """

    title: str
    language: str
    codebook: str
    version: str
    tables: tuple[TableFindings, ...]
    labels: Mapping[str, str]
    languages: Mapping[str, str]
    sorts: Mapping[str, tuple[str, ...]]
    coders: tuple[str, ...]
    interviews: int
    coded: int
    entry: int
    at: str
    measured: KeptEvaluation | None = None
    since: bool = False
