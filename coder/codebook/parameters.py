"""The constants of the derivation: which there are, and how the file gives them, for the study and for single rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from coder.codebook.fields import Fields
from coder.codebook.problem import nearest, shown
from coder.codebook.tree import ScalarNode
from coder.model.codebook import Codebook, OwnParameters, Parameters


@dataclass(frozen=True, slots=True)
class Known:
    """A constant that can be set: its name (with a dot where the file has it in a mapping), its field in
    ``Parameters``, what it means, and the words it can be; without words a number from 1, or what ``form`` says."""

    name: str
    field: str
    meaning: str
    choices: tuple[str, ...] = ()
    form: str = ""  # "share" or "coder"


KNOWN = (
    Known("third", "third", "the share of voices that is never hidden: composites, lists, dissent", form="share"),
    Known("voice_full_at", "voice_full_at", "the strength from which on an interview has a full voice"),
    Known(
        "second_value_needs.explicit_in",
        "second_value_explicit_in",
        "a second value is shown if it is explicit in so many interviews",
    ),
    Known(
        "second_value_needs.or_interviews",
        "second_value_interviews",
        "or if so many interviews support it at all",
    ),
    Known("level_aggregate", "level_aggregate", "what several levels come to", ("median", "mean")),
    Known("min_interviews", "min_interviews", "a cell that fewer interviews support is thin"),
    Known("coders", "coders", "whose codings count: reconciled_else_mean, mean, or a coder's name", form="coder"),
    Known("collapse", "collapse", "which doubles of a coder count once", ("overlap", "turn")),
    Known("about_outside", "about_outside", "what interviews say about other cases", ("include", "exclude")),
    Known(
        "earlier_definition",
        "earlier_definition",
        "what was coded before its code was redefined",
        ("include", "exclude"),
    ),
)

OWN_KEYS = tuple(dict.fromkeys(one.name.partition(".")[0] for one in KNOWN))  # what a row may have for itself
_KEYS = (
    "unit", "third", "voice_full_at", "collapse", "level_aggregate", "level_tie", "min_interviews",
    "second_value_needs", "coders", "bootstrap", "residual", "tense", "about_outside",
    "earlier_definition",
)  # fmt: skip
# settings of the method that have one meaning here; the format names them so that a file can state them
_FIXED = {"unit": "interview", "level_tie": "toward_zero", "tense": "present"}
_FRACTION = re.compile(r"[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?")
_SIGNED_FRACTION = re.compile(rf"[+-]?{_FRACTION.pattern}")
_SHARE = "a share such as 1/3 or 0.25"


@dataclass(frozen=True, slots=True)
class Departure:
    """A parameter that is not the default one: for the whole study (``row`` "") or for one row; values as written."""

    name: str
    row: str
    default: str
    value: str
    meaning: str


def departures(codebook: Codebook) -> tuple[Departure, ...]:
    """All parameters that are not the default ones, those of the study first, rows in the order of the codebook."""
    default = Parameters()
    found = []
    if not codebook.residual:
        found.append(Departure("residual", "", "on", "off", "whether rows have a built-in value for all else"))
    for row, parameters in [("", codebook.parameters), *((one.id, one.derivation) for one in codebook.rows)]:
        for known in KNOWN:
            value = getattr(parameters, known.field, None)
            of_study = getattr(codebook.parameters if row else default, known.field)
            if value is not None and value != of_study:
                usual = str(getattr(default, known.field))
                found.append(Departure(known.name, row, usual, str(value), known.meaning))
    return tuple(found)


def read_parameters(top: Fields) -> tuple[Parameters, bool]:
    """The parameters, and whether value rows offer the residual value."""
    fields = top.part("derivation", _KEYS)
    if fields is None:
        return Parameters(), True
    for key, only in _FIXED.items():
        fields.choice(key, (only,), only)
    _check_bootstrap(fields)
    return _own(fields).over(Parameters()), fields.flag("residual", default=True)


def read_own_parameters(row: Fields) -> OwnParameters | None:
    """The parameters that a row has for itself; None if it has none."""
    fields = row.part("derivation", OWN_KEYS)
    if fields is None:
        return None
    own = _own(fields)
    return None if own == OwnParameters() else own


def _own(fields: Fields) -> OwnParameters:
    """What stands in a mapping of parameters; what does not, or is wrong, is None."""
    second = fields.part("second_value_needs", ("explicit_in", "or_interviews"))
    return OwnParameters(
        third=_third(fields),
        voice_full_at=_natural(fields, "voice_full_at"),
        second_value_explicit_in=None if second is None else _natural(second, "explicit_in"),
        second_value_interviews=None if second is None else _natural(second, "or_interviews"),
        level_aggregate=_choice(fields, "level_aggregate"),
        min_interviews=_natural(fields, "min_interviews"),
        coders=fields.text("coders") or None,
        collapse=_choice(fields, "collapse"),
        about_outside=_choice(fields, "about_outside"),
        earlier_definition=_choice(fields, "earlier_definition"),
    )


def _natural(fields: Fields, key: str) -> int | None:
    return None if fields.get(key) is None else fields.integer(key, 1, 1)


def _choice(fields: Fields, key: str) -> str | None:
    (known,) = (one for one in KNOWN if one.name == key)
    return None if fields.get(key) is None else fields.choice(key, known.choices)


def _third(fields: Fields) -> Fraction | None:
    node = fields.get("third")
    if node is None:
        return None
    third = parse_share(fields.reading.text(node, f"third of {fields.what}"))
    if third is None and isinstance(node, ScalarNode):
        fields.report("third", f"has third: {shown(node.text)}", _SHARE)
    return third


def parse_share(text: str) -> Fraction | None:
    """A share above 0 and not above 1; None for anything else."""
    share = parse_fraction(text)
    return share if share is not None and 0 < share <= 1 else None


def parse_fraction(text: str, *, signed: bool = False) -> Fraction | None:
    """``1/3``, ``0.5`` or ``2`` as an exact fraction; None for anything else."""
    pattern = _SIGNED_FRACTION if signed else _FRACTION
    if pattern.fullmatch(text) is None or re.search("/0+$", text):
        return None
    return Fraction(text)


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
