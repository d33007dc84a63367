"""The constants of the derivation."""

from __future__ import annotations

import re
from fractions import Fraction

from coder.codebook.fields import Fields
from coder.codebook.problem import nearest, shown
from coder.codebook.tree import ScalarNode
from coder.model.codebook import Parameters

_KEYS = (
    "unit", "third", "voice_full_at", "collapse", "level_aggregate", "level_tie", "min_interviews",
    "second_value_needs", "coders", "bootstrap", "residual", "tense", "about_outside",
    "earlier_definition",
)  # fmt: skip
# settings of the method that have one meaning here; the format names them so that a file can state them
_FIXED = {"unit": "interview", "level_tie": "toward_zero", "tense": "present"}
_FRACTION = re.compile(r"[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?")
_SIGNED_FRACTION = re.compile(rf"[+-]?{_FRACTION.pattern}")


def read_parameters(top: Fields) -> tuple[Parameters, bool]:
    """The parameters, and whether value rows offer the residual value."""
    fields = top.part("derivation", _KEYS)
    if fields is None:
        return Parameters(), True
    default = Parameters()
    for key, only in _FIXED.items():
        fields.choice(key, (only,), only)
    explicit_in, or_interviews = _second_value(fields, default)
    _check_bootstrap(fields)
    parameters = Parameters(
        third=_third(fields, default.third),
        voice_full_at=fields.integer("voice_full_at", default.voice_full_at, 1),
        second_value_explicit_in=explicit_in,
        second_value_interviews=or_interviews,
        level_aggregate=fields.choice("level_aggregate", ("median", "mean"), default.level_aggregate) or "",
        min_interviews=fields.integer("min_interviews", default.min_interviews, 1),
        coders=fields.text("coders") or default.coders,
        collapse=fields.choice("collapse", ("overlap", "turn"), default.collapse) or "",
        about_outside=fields.choice("about_outside", ("include", "exclude"), default.about_outside) or "",
        earlier_definition=fields.choice("earlier_definition", ("include", "exclude"), default.earlier_definition)
        or "",
    )
    return parameters, fields.flag("residual", default=True)


def _third(fields: Fields, default: Fraction) -> Fraction:
    node = fields.get("third")
    if node is None:
        return default
    third = parse_fraction(fields.reading.text(node, "third of the derivation"))
    if third is None or not 0 < third <= 1:
        if isinstance(node, ScalarNode):
            fields.report("third", f"has third: {shown(node.text)}", "a share such as 1/3 or 0.25")
        return default
    return third


def parse_fraction(text: str, *, signed: bool = False) -> Fraction | None:
    """``1/3``, ``0.5`` or ``2`` as an exact fraction; None for anything else."""
    pattern = _SIGNED_FRACTION if signed else _FRACTION
    if pattern.fullmatch(text) is None or re.search("/0+$", text):
        return None
    return Fraction(text)


def _second_value(fields: Fields, default: Parameters) -> tuple[int, int]:
    part = fields.part("second_value_needs", ("explicit_in", "or_interviews"))
    if part is None:
        return default.second_value_explicit_in, default.second_value_interviews
    explicit_in = part.integer("explicit_in", default.second_value_explicit_in, 1)
    return explicit_in, part.integer("or_interviews", default.second_value_interviews, 1)


def _check_bootstrap(fields: Fields) -> None:
    part = fields.part("bootstrap", ("replicates", "min_interviews"))
    if part is not None:
        part.integer("replicates", 500, 0)
        part.integer("min_interviews", 4, 1)


def read_factor_checks(top: Fields, values: dict[str, tuple[str, ...]]) -> dict[str, dict[str, Fraction]]:
    """Scores of the values of descriptive rows; ``values`` lists each row's values (none for level rows)."""
    checks = {}
    for key, node in top.entries("factor_checks"):
        what = f"the factor check of {shown(key.text)}"
        if key.text not in values:
            top.reading.report(key.line, f"{what} names no row", nearest(key.text, values))
            continue
        scores = {}
        for value, score_node in top.reading.entries(node, what):
            score = parse_fraction(top.reading.text(score_node, f"the score of {shown(value.text)}"), signed=True)
            if value.text not in values[key.text]:
                repair = nearest(value.text, values[key.text])
                top.reading.report(value.line, f"{what} names the unknown value {shown(value.text)}", repair)
            elif score is None:
                top.reading.report(value.line, f"{what} has no number for {shown(value.text)}", "write 2, -1 or 1/2")
            else:
                scores[value.text] = score
        checks[key.text] = scores
    return checks
