"""Which case a passage speaks of, when it names another than its interview's (pure).

A name is a label or an alias of a case, in any language and any size of letters, that stands by itself: no letter or
digit of a script with spaces directly beside it. German names may have an ending (Pekings, Pekinger). Ideographs have
no edges, so that of names that begin together the longest counts, whichever case has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from coder.language.conventions import base
from coder.language.scanning import JOINS, Place, Scanner
from coder.model.codebook import Codebook

_ENDINGS = {"de": ("s", "er", "ers", "ern")}


class CaseNames:
    """Finds the cases that texts name; made once for a codebook, and pickled as its names."""

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        """``names``: the id of a case and one of its names, as many as it has."""
        self._names = tuple(names)
        cases: dict[str, set[str]] = defaultdict(set)
        for case, name in names:
            if any(map(str.isalnum, name)):
                cases[" ".join(name.lower().split())].add(case)
        self._cases = list(cases.values())
        self._scanner = Scanner(list(cases))

    def __reduce__(self) -> tuple[type[CaseNames], tuple[tuple[tuple[str, str], ...]]]:
        return (CaseNames, (self._names,))

    def named(self, text: str, language: str) -> frozenset[str]:
        """The ids of the cases that the text names; a name that several cases have names none."""
        endings = _ENDINGS.get(base(language), ())
        standing = [place for place in self._scanner.places(text) if _stands_alone(text, place, endings)]
        found: set[str] = set()
        reached = 0
        for number, start, end in sorted(standing, key=lambda place: (place[1], -place[2])):
            if start >= reached:
                reached = end
                if len(self._cases[number]) == 1:
                    found |= self._cases[number]
        return frozenset(found)

    def other_case(self, text: str, language: str, own: str | None) -> str | None:
        """The one case that the text names, if it is another than its interview's; None where several are named, the
        own among them or not, and where ``own`` is unknown: a person has to say then."""
        if own is None:
            return None
        named = self.named(text, language)
        return next(iter(named)) if len(named) == 1 and own not in named else None


def named_cases(codebook: Codebook) -> CaseNames:
    """The cases of a codebook, ready to be found by their labels in all languages and their aliases."""
    return CaseNames([(case.id, name) for case in codebook.cases for name in (*case.label.values(), *case.aliases)])


def _stands_alone(text: str, place: Place, endings: Sequence[str]) -> bool:
    """Whether no word goes on at either end of the place, but with one of the endings."""
    _, start, end = place
    if start and JOINS[text[start - 1]] and JOINS[text[start]]:
        return False
    if not JOINS[text[end - 1]]:
        return True
    behind = end
    while behind < len(text) and behind - end < 4 and JOINS[text[behind]]:
        behind += 1
    return behind == end or text[end:behind] in endings
