"""What a measurement comes to, in the few words that are read before a list of suggestions (pure)."""

from __future__ import annotations

from coder.errors import CoderError
from coder.model.codebook import Codebook, CodeKind
from coder.model.evaluation import Evaluation, Figures, Shortfall
from coder.model.report import SuggestReport
from coder.model.shares import percent

WHY: dict[Shortfall, str] = {
    Shortfall.NO_WORDS: "no cues and not coded; only its own words may propose it",
    Shortfall.NOT_CODED: "cues, but not coded, so that nothing measures them",
    Shortfall.FEW: "coded too seldom",
    Shortfall.ONE_INTERVIEW: "coded in one interview only",
    Shortfall.NEVER_SHOWN: "never likely enough to be shown",
    Shortfall.NONE_RIGHT: "none of its suggestions was right",
}
_FRACTIONS = ((25, "a quarter"), (33, "a third"), (50, "half"), (67, "two thirds"), (75, "three quarters"))
LITTLE = 50  # coded segments or suggestions below which a share may be off by more than a seventh either way
_NEAR = 2  # percent that a fraction in words may be off


def verdict(found: Evaluation) -> str:
    """One sentence: how many suggestions would be right, how many there would be, how much they would find."""
    if found.together is None:
        return unmeasured(found.interviews)
    together = found.together
    if not together.right:
        which = "None of the suggestions would be right" if together.shown else "Nothing would be suggested"
        return f"{which}: what is coded so far does not tell how the next interview goes."
    return (
        f"About {right_of_hundred(together)} of 100 suggestions would be right; it would show "
        f"{per_hundred(together)} per 100 segments and find {found_share(together)} of the coded segments."
        f"{_little(together)}"
    )


def expectation(found: Evaluation | None, *, current: bool = True, numbers: bool = True) -> tuple[str, ...]:
    """At most three lines to read before the first list: what to expect, of the careful ones, and what is missing.

    ``found`` None: nothing was measured. ``current``: nothing was coded since. ``numbers``: some suggestions say how
    often such ones are right.
    """
    if found is None and not numbers:
        return (
            "These suggestions stand in an order only: nobody knows yet how often they are right. "
            "That is known once a few interviews are coded and coder suggest looks again.",
        )
    if found is None:
        return (
            "What stands on a suggestion, such as 7 of 10, is how often such ones were right on what is coded so far; "
            "coder suggest --evaluate measures it closely, by code and language.",
        )
    together = found.together
    if together is None or not together.right:
        return (verdict(found),)
    since = "" if current else ", before your last codings"
    lines = [
        f"About {right_of_hundred(together)} of 100 suggestions will be right, and they find {found_share(together)} "
        f"of the segments you would code (measured on {found.interviews} interviews{since}).{_little(together)}"
    ]
    if found.careful is not None and found.careful.right:
        lines.append(
            f"--careful shows {per_hundred(found.careful)} per 100 segments instead of {per_hundred(together)}; "
            f"{right_of_hundred(found.careful)} of 100 are right, {found_share(found.careful)} of the segments found."
        )
    told = []
    if found.lacking:
        told.append(f"{len(found.lacking)} of {len(found.codes)} codes are not suggested yet, or not measurable")
    if found.humans is not None and found.humans.together.f1 is not None:
        told.append(f"two people agree at F1 {decimal(found.humans.together.f1)}, suggestions with you at "
                    f"{decimal(together.f1)}")  # fmt: skip
    if told:
        text = "; ".join(told)
        lines.append(f"{text[:1].upper()}{text[1:]}: coder suggest --evaluate.")
    return tuple(lines)


def _little(figures: Figures) -> str:
    """What to add where a measurement rests on too little to be relied on."""
    if figures.codings >= LITTLE and figures.shown >= LITTLE:
        return ""
    return f" That rests on {figures.shown} suggestions and {figures.codings} coded segments: too few to rely on."


def why_withdrawn(done: SuggestReport, budget: int | None = None, *, share: bool = False) -> str:
    """Why suggestions that waited are gone after a run; ``budget``: it was asked for so many; ``share``: the share of
    passages without any was given anew."""
    if share:
        return f"in passages that get none now, or {why_withdrawn(done, budget)}"
    if budget is not None:
        return f"coded or read by now, or not among the {budget} likeliest"
    if done.least is None:
        return "proposed no more"
    if not done.calibrated:
        return "coded or read by now, or less likely than others, after what was decided since"
    return (
        f"coded or read by now, or less likely than {100 * done.least:.0f} of 100, from which on suggestions are shown"
    )


def unmeasured(interviews: int) -> str:
    """Why nothing can be measured, and what would change that."""
    if not interviews:
        return "Nothing is coded by hand yet, so nobody can tell how good suggestions are. Code an interview first."
    return (
        "Only one interview is coded by hand, and suggestions can only be measured on interviews they have not seen. "
        "Until then they are only ranked."
    )


def right_of_hundred(figures: Figures) -> int:
    """How many of 100 suggestions are right."""
    return percent(figures.right, figures.shown)


def per_hundred(figures: Figures) -> str:
    """How many suggestions there are per 100 segments, one digit after the point below 10."""
    found = figures.per_hundred or 0.0
    return f"{found:.0f}" if found >= 10 else f"{found:.1f}"


def found_share(figures: Figures) -> str:
    """How much of the coded segments is found: a fraction in words where it is near one."""
    share = percent(figures.right, figures.codings)
    words = next((name for value, name in _FRACTIONS if abs(share - value) <= _NEAR), "")
    return words if words else f"{share} %"


def decimal(figure: float | None) -> str:
    """A figure between 0 and 1 as papers print it: ``.52``; ``-`` if there is none."""
    if figure is None:
        return "-"
    return f"{figure:.2f}".removeprefix("0") if figure < 0.995 else "1.00"


def called(codebook: Codebook, code_id: str, language: str | None = None) -> str:
    """What a code is called, values with their row, as several rows may have one of that name; its id if it is gone."""
    try:
        code = codebook.code(code_id)
    except CoderError:
        return code_id
    own = codebook.text(code.label, language)
    above = codebook.code(code.parent) if code.parent else None
    if above is None or above.kind is not CodeKind.ROW:
        return own
    return f"{codebook.text(above.label, language)}: {own}"
