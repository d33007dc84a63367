"""What a researcher types for a row or a case -> its id: the id, its last part, a label, an alias, or a beginning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coder.errors import CoderError
from coder.model.codebook import Codebook


def row_id(codebook: Codebook, name: str) -> str:
    """The row meant by ``name``. Raises CoderError, with near names, for none or several."""
    names = {
        row.id: (row.id, row.id.rsplit(".", 1)[-1], *(row.label or codebook.code(row.code).label).values())
        for row in codebook.rows
    }
    return _resolved(name, names, "row")


def case_id(codebook: Codebook, name: str, others: Iterable[str] = ()) -> str:
    """The case meant by ``name``; ``others`` are cases only the study knows. Raises CoderError as for rows."""
    names = {case.id: (case.id, *case.label.values(), *case.aliases) for case in codebook.cases}
    for other in others:
        names.setdefault(other, (other,))
    return _resolved(name, names, codebook.case_attribute)


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
    from difflib import get_close_matches

    by_name = {own: identity for identity, all_names in folded.items() for own in all_names}
    near = get_close_matches(wanted, by_name, 1)
    return f"did you mean {by_name[near[0]]}?" if near else "known: " + ", ".join(folded)
