"""How the values of a cell read: joined in the words of the row and the language (method 2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.model.codebook import Codebook, Join, Row
from coder.model.overview import Relation
from coder.model.words import word


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands between the values of a row and around them, in the language of the table."""

    all: str
    qualifier: str
    range: str
    dual: str
    render: str
    plain: str  # a range in plain words


def wording(codebook: Codebook, row: Row, language: str | None) -> Wording:
    """The wording of a row in a language; a range without words of its own takes those of the language."""
    own, of = row.join, codebook.text
    plain = word("range", language or codebook.default_language)
    between = plain if own.range == Join().range else of(own.range, language)
    return Wording(
        all=of(own.all, language),
        qualifier=of(own.qualifier, language),
        range=between,
        dual=of(own.dual, language),
        render=of(row.render, language),
        plain=plain,
    )


def worded(
    form: Wording, relation: Relation, names: Sequence[str], ends: Sequence[str], qualifiers: Sequence[str]
) -> tuple[str, str]:
    """The text of a cell and its publication form, from labels; ``ends`` are those of a range, the stronger first."""
    tail = form.all.join(qualifiers)

    def whole(text: str) -> str:
        return f"{text}{form.qualifier}{tail}" if text and tail else text or tail

    def rendered(text: str) -> str:
        return form.render.replace("{}", text)

    match relation:
        case Relation.RANGE:
            lead, other = ends
            text = form.plain.replace("{lead}", lead).replace("{other}", other)
            own = form.range.replace("{lead}", lead).replace("{other}", other)
            printed = rendered(text) if own == text else own
        case Relation.DUAL:
            text = " & ".join(names)
            own = form.dual.replace("{a}", names[0]).replace("{b}", names[-1])
            printed = rendered(text) if own == text or len(names) > 2 else own
        case Relation.DIVIDED:
            text = " | ".join(names)
            printed = " | ".join(rendered(name) for name in names)
        case _:
            text = form.all.join(names)
            printed = rendered(text) if text else ""
    return whole(text), whole(printed)
