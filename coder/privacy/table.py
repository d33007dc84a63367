"""Proposals as a table that researchers edit, and back. Columns: words, kind, pseudonym, replace, and what helps to
decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from coder.formats.tables import Problem, TableError, read_table, render_table, unguarded
from coder.privacy.proposal import Kind, Proposal

_COLUMNS = ("words", "kind", "pseudonym", "replace", "count", "documents", "context", "rule")
_YES = frozenset({"yes", "y", "x", "1", "true", "ja", "j", "是", "oui"})
_NO = frozenset({"no", "n", "", "0", "false", "nein", "否"})


def render(proposals: Iterable[Proposal]) -> str:
    """The table."""
    return render_table(
        _COLUMNS,
        [
            (
                one.words,
                one.kind.value,
                one.pseudonym,
                "yes" if one.accepted else "no",
                one.count,
                one.documents,
                one.context,
                one.reason,
            )
            for one in proposals
        ],
    )


def parse(data: bytes, name: str) -> tuple[Proposal, ...]:
    """Proposals from a table; only words and pseudonym have to be there.

    Raises TableError with the problems of all rows, UnreadableError for what is no table.
    """
    table = read_table(data, name)
    lower = {column.casefold(): column for column in table.columns}
    if lacking := [column for column in ("words", "pseudonym") if column not in lower]:
        raise TableError(name, [Problem(table.header_line, f"there is no column '{column}'") for column in lacking])
    problems = list(table.problems)
    found: dict[str, Proposal] = {}
    for row in table.rows:
        cells = {column: unguarded(row.cells[own]).strip() for column, own in lower.items()}
        words, replace = cells["words"], cells.get("replace", "yes").casefold()
        kind = cells.get("kind", "") or Kind.PERSON.value
        if not words:
            problems.append(Problem(row.line, "words is empty"))
        elif words in found:
            problems.append(Problem(row.line, f"'{words}' stands in the table already"))
        elif replace not in _YES | _NO:
            problems.append(Problem(row.line, f"replace is '{replace}', not yes or no"))
        elif kind not in set(Kind):
            problems.append(Problem(row.line, f"'{kind}' is none of {', '.join(Kind)}"))
        elif replace in _YES and not cells["pseudonym"]:
            problems.append(Problem(row.line, f"there is no pseudonym for '{words}'"))
        else:
            found[words] = Proposal(words, Kind(kind), cells["pseudonym"], replace in _YES)
    if problems:
        raise TableError(name, problems)
    return tuple(found.values())
