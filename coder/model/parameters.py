"""The constants of a derivation (method 2.10): of a study, and those that a single row has for itself."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Parameters:
    """The constants of a derivation (method: third, voice, coders and so on); see ARCHITECTURE.md for meanings."""

    third: Fraction = Fraction(1, 3)
    voice_full_at: int = 2
    second_value_explicit_in: int = 1
    second_value_interviews: int = 2
    level_aggregate: str = "median"  # median | mean
    min_interviews: int = 2
    coders: str = "reconciled_else_mean"  # reconciled_else_mean | mean | a coder's name
    collapse: str = "overlap"  # overlap | turn
    about_outside: str = "include"  # include | exclude
    earlier_definition: str = "include"  # include | exclude: what was coded before its code was redefined
    voice_cap: bool = True  # whether a voice is ever full; without it the talkative weigh more (robustness only)


@dataclass(frozen=True, slots=True)
class OwnParameters:
    """The constants that a row has for itself (method 2.10); None: as the whole study has it."""

    third: Fraction | None = None
    voice_full_at: int | None = None
    second_value_explicit_in: int | None = None
    second_value_interviews: int | None = None
    level_aggregate: str | None = None
    min_interviews: int | None = None
    coders: str | None = None
    collapse: str | None = None
    about_outside: str | None = None
    earlier_definition: str | None = None

    def over(self, parameters: Parameters) -> Parameters:
        """The parameters of the study with those of the row in place of them."""
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        return replace(parameters, **{name: value for name, value in own.items() if value is not None})
