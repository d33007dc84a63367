"""Overview tables as one self-contained HTML page: no script, nothing fetched, everything escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from coder.formats.overview.marks import Shown, blocks, legend, remarks, table_cells, used_marks
from coder.formats.overview.notes import footnotes
from coder.formats.overview.style import CLEAN, Style
from coder.formats.visible import visible
from coder.model.overview import Overview, OverviewRow
from coder.model.words import word


def render(overview: Overview, style: Style = CLEAN) -> str:
    """The table as a page for screen readers, dark and light screens and paper."""

    seen = table_cells(overview, style)

    def cells(row: OverviewRow) -> list[Shown]:
        return [seen[row.id, column.id] for column in overview.columns]

    sections = [
        (visible(heading), [(visible(row.label), row.header, row.derived, cells(row)) for row in rows])
        for heading, rows in blocks(overview)
    ]
    book = word("codebook", style.language)
    page = _template().render(
        overview=overview,
        codebook=book[:1].upper() + book[1:],
        sections=sections,
        style=style,
        given=not all(row.derived for row in overview.rows),
        legend=legend(used_marks(seen.values()), style),
        remarks=remarks(overview, style),
        notes=footnotes(overview, style),
    )
    return page + "\n"


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["visible"] = visible
    return environment.from_string(files("coder.formats.overview").joinpath("page.html.jinja").read_text("utf-8"))
