"""What can be wrong with the text of a codebook, and the error that carries all of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coder.errors import CoderError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to repair: the 1-based ``line`` it stands on, what is wrong, how to repair it."""

    line: int
    what: str
    repair: str

    def __str__(self) -> str:
        return f"{self.line}: {self.what} ({self.repair})"


class CodebookError(CoderError):
    """The text is not a valid codebook; ``problems`` lists everything that is wrong, in the order of the lines.

    ``str()`` gives one line a problem, each starting with ``name:line``.
    """

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.name = name
        self.problems = tuple(sorted(set(problems)))
        first = self.problems[0]
        more = f", and {len(self.problems) - 1} more problems" if len(self.problems) > 1 else ""
        super().__init__(first.what + more, hint=first.repair, where=f"{name}:{first.line}")

    def __str__(self) -> str:
        return "\n".join(f"{self.name}:{problem}" for problem in self.problems)


def shown(text: str) -> str:
    """A piece of the file as a message may show it: quoted, on one line, at most 60 characters."""
    return repr(text if len(text) <= 60 else text[:59] + "…")


def nearest(word: str, known: Iterable[str]) -> str:
    """The repair for an unknown name: the known one most like it, else the first of those there are."""
    from rapidfuzz import fuzz, process  # 50 ms to import, needed only when something is wrong

    names = [str(name) for name in known]
    if not names:
        return "none is defined"
    match = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=60)
    if match is not None:
        return f"did you mean {shown(match[0])}?"
    return "known: " + ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
