"""Overview tables in every format: values in, bytes out, nothing read or written.

JSON is a contract with scripts and what a terminal shows is cut to its width, so both are made from the table itself;
every other format is that of reports.
"""

from __future__ import annotations

from coder.errors import UsageError
from coder.formats import reports
from coder.formats.overview.style import CLEAN, Style
from coder.model.overview import Overview

FORMATS = tuple(reports.FORMATS)


def render(overview: Overview, format_name: str, style: Style = CLEAN) -> bytes:
    """The table as a file; text in UTF-8, ending in a newline. Raises UsageError for a format that does not exist."""
    if format_name == "text":
        from coder.formats.overview import as_text

        return as_text.render(overview, style).encode()
    if format_name == "json":
        from coder.formats.overview import as_json

        return as_json.render(overview, style).encode()
    if format_name not in FORMATS:
        raise UsageError(f"there is no table format {format_name!r}", hint="formats: " + ", ".join(FORMATS))
    from coder.formats.overview.as_report import report

    return reports.render(report(overview, style), format_name)
