"""Under which revision a code was last defined, and what was coded before (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coder.model.codebook import Code, CodeKind
from coder.model.revision import Defined

Coded = tuple[str, int, str, int]  # code as it is called today, revision, coder, codings


def definition_line(code: Code, known: Mapping[str, Defined], coded: Iterable[Coded], alone: str | None) -> str:
    """Since when the code means what it says, and how many codings are older; only those of ``alone`` if given."""
    since = known.get(code.id)
    if since is None or code.kind in (CodeKind.GROUP, CodeKind.ROW):
        return ""
    own = [(number, count) for name, number, coder, count in coded if name == code.id and alone in (None, coder)]
    total = sum(count for _, count in own)
    older = sum(count for number, count in own if number < since.revision)
    flagged = sum(count for number, count in own if number < since.redefined)
    words = f"defined so since revision {since.revision} ({since.version})"
    if older > flagged:
        words += f"; {older} of {total} coded under an earlier wording"
    if flagged:
        words += f"; {flagged} of {total} coded under an earlier definition ⚑"
    return words
