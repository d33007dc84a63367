"""Reports as one JSON document: what they were made from, and their tables as lists of records."""

from __future__ import annotations

import json
import math
from typing import Any

from coder.formats.visible import HIDDEN
from coder.model.publication import Noted, Report, Table, Value


def render(report: Report) -> bytes:
    """``report``, ``title``, ``language``, ``facts`` and ``tables``, whose records go by the ids of the columns."""
    text = json.dumps(
        {
            "report": report.id,
            "title": report.title,
            "language": report.language,
            "facts": dict(report.facts),
            "tables": [_table(table) for table in report.data],
        },
        ensure_ascii=False,
        allow_nan=False,
    )
    return (HIDDEN.sub(lambda match: json.dumps(match.group())[1:-1], text) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "caption": table.caption,
        "columns": [{"id": column.id, "label": column.label} for column in table.columns],
        "records": [{name: _value(value) for name, value in record.items()} for record in table.records()],
        "notes": list(table.notes),
    }


def _value(value: Value) -> str | int | float | None:
    if isinstance(value, Noted):
        return str(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value
