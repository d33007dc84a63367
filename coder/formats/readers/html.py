"""Transcripts as web pages (.html, .htm, .xhtml), such as other tools export: see ``markup``.

The title of the page and its headings are notes; the title is left out where the page repeats it.
"""

from __future__ import annotations

from pathlib import PurePath

from coder.formats.decode import doubts
from coder.formats.kinds import HTML, require_kind
from coder.formats.lines import Lines
from coder.formats.markup import decode_markup, read_page
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

SUFFIXES = (".html", ".htm", ".xhtml")

_XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a web page. Raises UnreadableError for what is no text, too much of it, or without words."""
    require_kind(data, name, HTML)
    decoded = decode_markup(data, name, how.encoding)
    xhtml = PurePath(name).suffix.lower() == ".xhtml" or _XHTML in decoded.text[:2_000]
    body, title = read_page(decoded.text, name, xhtml=xhtml)
    page = Lines()
    if title.strip() and title.strip() != next((line.strip() for line in body.lines if line.strip()), ""):
        page.add(title, heading=True)
    page.take(body)
    return page.transcript(name, doubts(decoded))
