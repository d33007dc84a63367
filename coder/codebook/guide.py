"""The interview guide: questions with the rows that answers to them speak to."""

from __future__ import annotations

from collections.abc import Collection

from coder.codebook.fields import Fields, Once
from coder.codebook.problem import nearest, shown
from coder.model.guide import Question

_KEYS = ("id", "text", "rows")


def read_guide(top: Fields, rows: Collection[str]) -> tuple[Question, ...]:
    """The questions in the order of the file; ``rows`` are those there are, but for rows that show what is given."""
    ids = Once(top.reading, "question")
    questions = []
    for fields in top.each("guide", "a question of the guide", _KEYS):
        question = fields.name()
        fields.what = f"the question {shown(question)}" if question else fields.what
        text = fields.label("text", one_line=True)
        if not text and fields.get("text") is None:
            fields.missing("text", "add text: and how it is asked, or {en: …, zh: …}")
        once = Once(top.reading, f"row of {fields.what}", "keep one of them")
        placed = fields.placed_names("rows")
        if not placed and fields.get("rows") is None:
            fields.missing("rows", "list the rows that answers to it speak to; [] for none")
        names = []
        for line, name in placed:
            if name not in rows:
                top.reading.report(line, f"{fields.what} names the unknown row {shown(name)}", nearest(name, rows))
            elif once.take(name, line):
                names.append(name)
        if question and ids.take(question, fields.line("id")):
            questions.append(Question(question, text, tuple(names)))
    return tuple(questions)
