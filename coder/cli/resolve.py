"""What a researcher types for a row, case or document -> its id, or the error with the name that was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coder.cli.arguments import near
from coder.derive.columns import labels
from coder.errors import CoderError
from coder.model.codebook import Codebook
from coder.study import Study


def row_id(codebook: Codebook, name: str) -> str:
    """The row meant by ``name``. Raises CoderError, with near names, for none or several."""
    names = {
        row.id: (row.id, row.id.rsplit(".", 1)[-1], *(row.label or codebook.code(row.code).label).values())
        for row in codebook.rows
    }
    names |= {row.id: (row.id,) for row in codebook.fact_rows}
    return _resolved(name, names, "row")


def case_id(codebook: Codebook, name: str, others: Iterable[str] = ()) -> str:
    """The case meant by ``name``; ``others`` are cases only the study knows. Raises CoderError as for rows."""
    names = {case.id: (case.id, *case.label.values(), *case.aliases) for case in codebook.cases}
    for attribute in codebook.case_attributes:
        names |= {column: (column,) for column in labels(codebook, attribute.id, None)} if attribute.values else {}
    for other in others:
        names.setdefault(other, (other,))
    return _resolved(name, names, codebook.case_attribute)


def document_id(study: Study, name: str) -> str:
    """The document with this id or name. Raises CoderError, with a near name, if there is none."""
    names = {document.id: document.name for document in study.documents()}
    for identity, own in names.items():
        if name in (identity, own):
            return identity
    from coder.formats.readers import suffixes

    bare = next((name[: -len(suffix)] for suffix in suffixes() if name.lower().endswith(suffix)), name)
    meant = near(bare, names.values())
    raise CoderError(
        f"there is no document {name!r}", hint=f"did you mean {meant}?" if meant else "coder documents lists them"
    )


def _resolved(name: str, names: Mapping[str, tuple[str, ...]], what: str) -> str:
    if name in names:
        return name
    wanted = name.casefold()
    folded = {identity: [own.casefold() for own in all_names] for identity, all_names in names.items()}
    exact = [identity for identity, own in folded.items() if wanted in own]
    found = exact or [identity for identity, own in folded.items() if any(one.startswith(wanted) for one in own)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CoderError(f"{name!r} could be any of {', '.join(found)}", hint="give one of these")
    raise CoderError(f"there is no {what} {name!r}", hint=_hint(wanted, folded))


def _hint(wanted: str, folded: Mapping[str, list[str]]) -> str:
    by_name = {own: identity for identity, all_names in folded.items() for own in all_names}
    meant = near(wanted, by_name)
    return f"did you mean {by_name[meant]}?" if meant else "known: " + ", ".join(folded)


def value_ids(codebook: Codebook, row: str, names: Iterable[str]) -> tuple[str, ...]:
    """The values (or level) of a row meant by ids, labels in any language, or marks. Raises CoderError as for rows."""
    wanted = codebook.row(row)
    if wanted.kind.by_level:
        known = {level.id: (level.id, level.mark or "blank") for level in codebook.scale_of(wanted).levels}
        marks = {level.mark: level.id for level in codebook.scale_of(wanted).levels}  # "+" is not the beginning of "++"
        return tuple(marks.get(name) or _resolved(name, known, "level") for name in names)
    values = {code.value: (code.value, code.id, *code.label.values()) for code in codebook.values(wanted)}
    return tuple(_resolved(name, values, "value") for name in names)
