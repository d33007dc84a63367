"""How good suggestions are on the researchers' own codings, measured on interviews that were not learned from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class _Rated:
    """Precision, recall and F1 of what was shown, from the counts."""

    __slots__ = ()
    codings: int
    shown: int
    right: int

    @property
    def precision(self) -> float | None:
        """How many of the suggestions are right."""
        return self.right / self.shown if self.shown else None

    @property
    def recall(self) -> float | None:
        """How many of the codings are found."""
        return self.right / self.codings if self.codings else None

    @property
    def f1(self) -> float | None:
        """Both in one: each suggestion and each coding weighs alike (micro-F1)."""
        return 2 * self.right / (self.shown + self.codings) if self.shown + self.codings else None


@dataclass(frozen=True, slots=True)
class Figures(_Rated):
    """What is known of suggestions on coded segments; None: nothing to rest on.

    ``codings`` counts segments with a code for each code, ``shown`` suggestions, ``right`` those that people coded so.
    ``first`` (P@1) is how often the likeliest suggestion of a segment is right, ``among_five`` (h@5) how often a coded
    segment has a right code among the five likeliest, ``average_precision`` the mean over codes, ``calibration_error``
    (ECE) how far the number on a suggestion lies from how often such ones are right. In ``macro_f1`` codes weigh alike.
    """

    segments: int
    codings: int
    shown: int
    right: int
    macro_f1: float | None
    first: float | None
    among_five: float | None
    average_precision: float | None
    calibration_error: float | None

    @property
    def per_hundred(self) -> float | None:
        """Suggestions per 100 segments."""
        return 100 * self.shown / self.segments if self.segments else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions with about the same number on them: ``low`` to ``high``, ``said`` on average; how many were right."""

    low: float
    high: float
    said: float
    shown: int
    right: int


class Shortfall(StrEnum):
    """Why a code cannot be suggested yet, or why nobody knows how well."""

    NO_WORDS = "no_words"  # neither coded nor given cues: nothing tells what it looks like
    NOT_CODED = "not_coded"  # its cues propose it, but nobody coded it, so that nothing can be measured
    FEW = "few"  # coded on fewer segments than can be learned from
    ONE_INTERVIEW = "one_interview"  # coded in one interview only: who has not seen that one cannot know it
    NEVER_SHOWN = "never_shown"  # never likely enough to be shown
    NONE_RIGHT = "none_right"  # shown, and never right


@dataclass(frozen=True, slots=True)
class CodeFigures(_Rated):
    """How well one code is suggested. ``codings`` counts segments, ``interviews`` those they lie in."""

    code: str
    codings: int
    interviews: int
    shown: int
    right: int
    average_precision: float | None
    shortfall: Shortfall | None


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """What one source of suggestions does alone."""

    source: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class LanguageFigures:
    """What all sources together do on the interviews in one language ("" is unknown)."""

    language: str
    interviews: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Learned:
    """What all sources together do after so many coded interviews; a figure for each draw of which these are."""

    interviews: int
    draws: tuple[Figures, ...]

    def mean(self, name: str) -> float | None:
        """A figure by its name, the mean over the draws that have it."""
        found = [value for one in self.draws if (value := getattr(one, name)) is not None]
        return sum(found) / len(found) if found else None


@dataclass(frozen=True, slots=True)
class Alike:
    """Two people on the same segments: how many codings each has, and on how many both agree.

    F1 of one against the other is the same in both directions.
    """

    one: int
    other: int
    both: int

    @property
    def f1(self) -> float | None:
        """Each coding of either weighs alike."""
        return 2 * self.both / (self.one + self.other) if self.one + self.other else None


@dataclass(frozen=True, slots=True)
class Humans:
    """How far people agree with each other on the segments that two of them read, measured as suggestions are."""

    documents: int
    segments: int
    coders: tuple[str, ...]
    together: Alike
    codes: tuple[tuple[str, Alike], ...]

    def of(self, code: str) -> Alike | None:
        """On one code."""
        return next((alike for name, alike in self.codes if name == code), None)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good suggestions are on this study's own codings, cross-validated by document.

    ``interviews`` are coded, of which ``folds`` parts were held out in turn (0: nothing can be measured yet, and most
    is None or empty). ``together`` is what would be shown, ``careful`` the surest of it (None: no number holds what it
    promises), ``likely`` how often such suggestions are meant to be right there. ``aided`` of the ``codings`` began as
    suggestions themselves: the more, the more the figures flatter.
    """

    interviews: int
    folds: int
    codings: int
    aided: int
    likely: float
    together: Figures | None
    careful: Figures | None
    sources: tuple[SourceFigures, ...]
    languages: tuple[LanguageFigures, ...]
    codes: tuple[CodeFigures, ...]
    calibration: tuple[Bin, ...]
    curve: tuple[Learned, ...]
    humans: Humans | None

    @property
    def lacking(self) -> tuple[CodeFigures, ...]:
        """Codes that cannot be suggested yet."""
        return tuple(one for one in self.codes if one.shortfall is not None)


@dataclass(frozen=True, slots=True)
class KeptEvaluation:
    """An evaluation as the study keeps it: ``at`` is ISO 8601 in UTC, ``of`` a hash of all that it was made from."""

    at: str
    of: str
    evaluation: Evaluation
