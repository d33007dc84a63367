"""How much each code is used: interviews and codings, one's own and of all coders (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coder.model.codebook import Codebook
from coder.model.report import CodeUse
from coder.tui.codes.labels import find


@dataclass(slots=True)
class Usage:
    """Of one code and all codes below it. An interview counts once, however much it says."""

    codings: int = 0
    own_codings: int = 0
    interviews: set[str] = field(default_factory=set)
    own_interviews: set[str] = field(default_factory=set)
    by_case: dict[str | None, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True, slots=True)
class Usages:
    """Usage by code id; ``lost`` codings lead to no code of today's codebook; ``others`` if not only one coder."""

    by_code: Mapping[str, Usage]
    lost: int
    others: bool

    def of(self, code_id: str) -> Usage:
        """The usage of a code."""
        return self.by_code.get(code_id) or Usage()


def usages(codebook: Codebook, uses: Iterable[CodeUse], coder: str, *, blind: bool) -> Usages:
    """What is said of every code, and of the codes above it; ``blind`` leaves other coders out."""
    found: dict[str, Usage] = defaultdict(Usage)
    lost, others = 0, False
    for use in uses:
        own = use.coder == coder
        if blind and not own:
            continue
        others |= not own
        code = find(codebook, use.code)
        lost += use.codings if code is None else 0
        while code is not None:
            _add(found[code.id], use, own=own)
            code = find(codebook, code.parent) if code.parent is not None else None
    return Usages(dict(found), lost, others)


def _add(usage: Usage, use: CodeUse, *, own: bool) -> None:
    usage.codings += use.codings
    usage.interviews.add(use.interview)
    usage.by_case[use.case].add(use.interview)
    if own:
        usage.own_codings += use.codings
        usage.own_interviews.add(use.interview)
