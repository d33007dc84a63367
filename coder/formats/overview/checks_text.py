"""What stands beside a cell in words: how firmly it stands, what was expected of it, its factor check (pure).

None of it changes the cell (method 2.6, 2.8). Values come as the cells themselves read, in the language of the table.
"""

from __future__ import annotations

from dataclasses import replace

from coder.formats.overview.marks import Shown, mark, meaning
from coder.formats.overview.quotations import interviews
from coder.formats.overview.style import Style
from coder.model.overview import ExpectationCheck, FactorCheck, State
from coder.model.robustness import Beside, Robustness, Shortfall
from coder.model.shares import percent
from coder.model.words import word

FEW = 3  # interviews with which most cells cannot be robust (method 2.8)
_TEXTS = 3  # readings of other settings that are spelled out


def robust_words(checks: Robustness, style: Style) -> dict[str, str]:
    """How firmly a cell stands by the part of a trace that says it; nothing for a cell without a value.

    ``left out`` names the pivotal interviews, ``settings`` what changes the text.
    """
    if checks.state != State.VALUE:
        return {}
    return {
        "robust": verdict(checks, style.language),
        "left out": left_out(checks, style.language),
        "resampled": _resampled(checks, style.language),
        "settings": _settings(checks, style),
        "coders": _coders(checks, style),
    }


def verdict(checks: Robustness, language: str) -> str:
    """Whether a cell is robust, or all that is against it."""
    if checks.robust:
        return word("is_robust", language)
    reasons = _reasons(checks, language)
    if checks.interviews <= FEW and Shortfall.NO_VALUE not in checks.shortfalls:
        reasons = word("too_few_to_be", language).format(
            reasons=reasons, interviews=interviews(checks.interviews, language)
        )
    return word("is_not_robust", language).format(reasons=reasons)


def short_verdict(checks: Robustness, language: str) -> str:
    """``robust``, or ``not robust: thin, contested``: for a line among others."""
    if checks.robust:
        return word("part:robust", language)
    name = word("fact", language)
    return name.format(name=word("not_robust", language), fact=_reasons(checks, language))


def _reasons(checks: Robustness, language: str) -> str:
    return word("listed", language).join(word(f"short:{one.value}", language) for one in checks.shortfalls)


def left_out(checks: Robustness, language: str) -> str:
    """After how many interviews, left out one by one, the cell stays as it is, and which are pivotal."""
    if not checks.left_out.pivotal:
        return word("stayed", language).format(interviews=interviews(checks.interviews, language))
    names = word("or", language).join(checks.left_out.pivotal)
    return word("pivotal", language).format(a=checks.stayed, b=checks.interviews, names=names)


def _resampled(checks: Robustness, language: str) -> str:
    drawn = checks.resampling
    if drawn is None:
        return word("not_drawn", language).format(interviews=interviews(checks.interviews, language))
    share = percent(drawn.same, drawn.replicates)
    return word("drawn", language).format(percent=share, n=drawn.replicates)


def _settings(checks: Robustness, style: Style) -> str:
    language, all_of_them = style.language, len(checks.specifications)
    if checks.same_specifications == all_of_them:
        return word("settings_same", language).format(b=all_of_them)
    comma = word("listed", language)
    others = list(dict.fromkeys(one.text for one in checks.specifications if not one.same))
    texts = comma.join(_quoted(text, style) for text in others[:_TEXTS])
    return word("settings_differ", language).format(
        a=checks.same_specifications,
        b=all_of_them,
        names=comma.join(word(f"setting:{name}", language) for name in checks.sensitive),
        texts=texts + (comma + ("..." if style.ascii else "…") if len(others) > _TEXTS else ""),
    )


def _coders(checks: Robustness, style: Style) -> str:
    """What each coder's codings alone make of the cell; "" for a single coder, who is the cell."""
    if len(checks.coders) < 2:
        return ""
    readings = []
    for one in checks.coders:
        name = "coder_differs" if one.differs else "coder_same"
        text = _quoted(one.text, style) if one.state == State.VALUE else meaning(one.state, style)
        readings.append(word(name, style.language).format(coder=one.coder, text=text))
    return word("alone", style.language).format(readings="; ".join(readings))


def _quoted(text: str, style: Style) -> str:
    """How a cell would read, told apart from the words around it."""
    return word("quoted", style.language).format(text=text) if text else word("(blank)", style.language)


def expected_words(check: ExpectationCheck, style: Style) -> str:
    """The mark a rule of the codebook expects, and whether the derived one meets it."""
    if check.mark is None:
        return word("undetermined", style.language)
    verdict_of = {True: "met", False: "not_met", None: "no_answer"}[check.met]
    expected = check.mark or word("(blank)", style.language)
    return word("expects", style.language).format(mark=expected, verdict=word(verdict_of, style.language))


def _explained(found: Beside, check: ExpectationCheck, style: Style) -> str:
    """The same with the rule that decided, what keeps it open, and whether its author knew the cell."""
    told, language = expected_words(check, style), style.language
    if found.because:
        told = word("decided", language).format(told=told, because=found.because)
    if found.unknown:
        told = word("kept_open", language).format(told=told, rows=word("listed", language).join(found.unknown))
    return word("was_seen", language).format(told=told) if found.seen else told


def factor_words(check: FactorCheck, style: Style) -> str:
    """What the descriptive rows of a factor give, and how far that is from what is derived."""
    steps, language = check.steps_apart, style.language
    name = "check_apart" if steps else "check_same"
    apart = word("one_step", language) if steps == 1 else word("some_steps", language).format(n=steps)
    expected = check.mark or word("(blank)", language)
    return word(name, language).format(mark=expected, score=check.score, steps=apart)


def beside(cell: Shown, expected: ExpectationCheck | None, factor: FactorCheck | None, style: Style) -> Shown:
    """A cell with the marks of what was expected of it and of a factor check that is steps apart."""
    marks, used = "", set()
    if expected is not None:
        name = "missed" if expected.met is False else "expected"
        told = "?" if expected.mark is None else expected.mark or mark("denied", style)
        marks += mark(name, style) + told
        used.add(name)
    if factor is not None and factor.steps_apart:
        marks += f"{mark('factor', style)}{factor.steps_apart}"
        used.add("factor")
    return replace(cell, marks=cell.marks + marks, used=cell.used | used) if marks else cell


def beside_words(found: Beside, style: Style) -> dict[str, str]:
    """All that stands beside a cell, by the part of a trace that says it."""
    return {
        **(robust_words(found.checks, style) if found.checks is not None else {}),
        **({"expected": _explained(found, found.expected, style)} if found.expected is not None else {}),
        **({"factor": factor_words(found.factor, style)} if found.factor is not None else {}),
    }
