"""Examples as JSONL: one JSON object a line, with the ``text`` and ``spans`` that Prodigy and others read.

``spans`` count in code points of ``text``, everything else in those of the document: its name with ``start`` and
``end`` is the place that predictions come back with. Signs that reorder or end a line are written as JSON escapes, so
that a line is a line for every reader and the file can be looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from coder.formats.visible import HIDDEN
from coder.model.example import Example


def render(examples: Iterable[Example]) -> bytes:
    """One line for each example, in UTF-8."""
    return "".join(f"{_line(example)}\n" for example in examples).encode()


def _line(example: Example) -> str:
    return HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(_object(example), ensure_ascii=False))


def _object(example: Example) -> dict[str, Any]:
    found = {
        "text": example.text,
        "spans": [{"start": span.start, "end": span.end, "label": code} for span, code in example.passages()],
        **example.facts(),
    }
    if example.turns:
        found["turns"] = [{"start": one.span.start, "end": one.span.end, "role": one.role} for one in example.turns]
    return found
