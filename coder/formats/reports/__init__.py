"""Reports as files: one module per format, values in, bytes out, nothing read or written.

``FORMATS`` is the whole list. A format's module is imported when it is asked for, so that Markdown does not pay for
Excel. The same report gives the same bytes, whenever and wherever it is written.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from coder.errors import UsageError
from coder.model.publication import Report

FORMATS: dict[str, str] = {
    "text": "coder.formats.reports.as_text",
    "json": "coder.formats.reports.as_json",
    "csv": "coder.formats.reports.as_csv",
    "md": "coder.formats.reports.as_markdown",
    "html": "coder.formats.reports.as_html",
    "latex": "coder.formats.reports.as_latex",
    "docx": "coder.formats.reports.as_word",
    "odt": "coder.formats.reports.as_opendocument",
    "xlsx": "coder.formats.reports.as_excel",
}
BINARY = frozenset({"docx", "odt", "xlsx"})  # no text, so nothing for a terminal


class Renderer(Protocol):
    """What every module of ``FORMATS`` offers."""

    def render(self, report: Report) -> bytes:
        """The whole report as a file; text in UTF-8, ending in a newline."""


def render(report: Report, format_name: str) -> bytes:
    """The report in a format. Raises UsageError for a format that does not exist."""
    if format_name not in FORMATS:
        raise UsageError(f"there is no format {format_name!r} of reports", hint="formats: " + ", ".join(FORMATS))
    return cast("Renderer", import_module(FORMATS[format_name])).render(report)
