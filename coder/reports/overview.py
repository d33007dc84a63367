"""The overview table as a report, clean or annotated (method 4)."""

from __future__ import annotations

from dataclasses import replace

from coder.formats.overview.as_report import report as printed
from coder.formats.overview.style import Style
from coder.model.overview import Overview
from coder.model.publication import Report
from coder.reports.saying import Made, saying


def report(overview: Overview, made: Made, language: str, *, annotated: bool = False) -> Report:
    """The table as ``coder overview`` writes it, with the state of the study it was made from."""
    found = printed(overview, Style(annotated=annotated, language=language))
    return replace(found, facts=made.facts(saying(language)))
