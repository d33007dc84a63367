"""Overview tables as JSON, CSV, Markdown, HTML and plain text: values in, text out, nothing read or written.

``FORMATS`` is the whole list of what a table can be written as. A format's module is imported when it is asked for,
so that JSON does not pay for terminal tables and page templates.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from coder.errors import UsageError
from coder.formats.overview.style import CLEAN, Style
from coder.model.overview import Overview

FORMATS: dict[str, str] = {
    "text": "coder.formats.overview.as_text",
    "json": "coder.formats.overview.as_json",
    "csv": "coder.formats.overview.as_csv",
    "md": "coder.formats.overview.as_markdown",
    "html": "coder.formats.overview.as_html",
}


class Renderer(Protocol):
    """What every module of ``FORMATS`` offers."""

    def render(self, overview: Overview, style: Style = CLEAN) -> str:
        """The whole table as text, ending in a newline."""


def renderer(name: str) -> Renderer:
    """The renderer of a format. Raises UsageError for a format that does not exist."""
    if name not in FORMATS:
        raise UsageError(f"there is no table format {name!r}", hint="formats: " + ", ".join(FORMATS))
    return cast("Renderer", import_module(FORMATS[name]))
