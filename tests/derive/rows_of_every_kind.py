"""A codebook with a row of every kind, the same rows as plain dictionaries, and random codings for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from coder.codebook.read import read
from coder.model.codebook import Codebook, Parameters
from tests.derive import naive

KINDS = ("one", "set", "ordinal", "list", "rating", "presence", "header")
RIVALS = ("top", "upper", "lower", "bottom", "none", "_other")
VALUES = (*RIVALS, "mild", "odd")
RATING = [("pp", "++", 2), ("p", "+", 1), ("o", "O", 0), ("minus", "-", -1)]
PRESENCE = [("full", "X", 2), ("partial", "(x)", 1), ("blank", "", 0)]
LADDER = ["bottom", "lower", "upper", "top"]
SCORES = {"top": 2, "upper": 1, "lower": 0, "bottom": -1}
JOIN = {
    "one": "",
    "set": '  join: {all: " and "}\n',
    "ordinal": '  render: "{} pay"\n  join: {range: "{lead} to {other} pay", dual: "{a} pay & {b} pay"}\n',
    "list": '  render: "by {}"\n',
}
RULES = """\
  expect:
  - {mark: full, when: {all: [{row: one, equals: [top]}, {not: {row: rating, is: [minus, o]}}]}}
  - mark: partial
    when: {any: [{row: set, has: [upper]}, {all: [{row: list, lacks: [none]}, {row: header, is: [pp]}]}]}
"""


def _values(row: str) -> str:
    lines = []
    for value in VALUES:
        if value == "_other":
            continue
        extra = ", absent: true" if value == "none" else ", qualifier: true" if value in ("mild", "odd") else ""
        lines.append(f"  - {{id: {row}.{value}, label: {{en: {value.upper()}}}, definition: d, exclude: [e]{extra}}}\n")
    return "".join(lines)


def _text() -> str:
    levels = {"rating": RATING, "presence": PRESENCE}
    scales = "".join(
        f"  {name}:\n    kind: level\n    levels:\n"
        + "".join(f'    - {{id: {level}, mark: "{mark}", anchor: {anchor}}}\n' for level, mark, anchor in marks)
        + "    coder_weights: [-2, -1, 0, 1, 2]\n"
        for name, marks in levels.items()
    )
    codes, rows = "- {id: all, codable: false, label: {en: All}, definition: d}\n", ""
    for kind in KINDS:
        if kind in JOIN:
            codes += f"- id: {kind}\n  applies: value\n  label: {{en: {kind}}}\n  definition: d\n  children:\n"
            codes += _values(kind)
            order = f"  order: [{', '.join(LADDER)}, none]\n" if kind == "ordinal" else ""
            rows += f"- id: {kind}\n  code: {kind}\n  kind: {kind}\n  group: all\n{order}{JOIN[kind]}"
        else:
            scale = "presence" if kind == "presence" else "rating"
            anchors = "{2: a, 1: b, 0: c}"
            codes += f"- {{id: {kind}, applies: level, scale: {scale}, label: {{en: {kind}}}, definition: d, "
            codes += f"anchors: {anchors}}}\n"
            rows += f"- id: {kind}\n  code: {kind}\n  kind: {scale}\n  group: all\n"
            rows += "  header: true\n  check_from_rows: [ordinal, set, list]\n" if kind == "header" else ""
            rows += RULES if kind == "presence" else ""
    scores = "{" + ", ".join(f"{value}: {score}" for value, score in SCORES.items()) + "}"
    return (
        "format: codebook/1\nid: kinds\nversion: 1.0.0\nlanguages: [en]\ndefault_language: en\ntitle: {en: Kinds}\n"
        "case_attribute: {id: town, label: {en: Town}, "
        "cases: [{id: north, label: {en: North}}, {id: south, label: {en: South}}]}\n"
        "document_attributes:\n- {id: town, kind: case, required: true}\n- {id: interview, kind: id}\n"
        f"scales:\n{scales}codes:\n{codes}rows:\n{rows}"
        f"factor_checks:\n  ordinal: {scores}\n  set: {scores}\n  list: {scores}\n"
        f"tables:\n- {{id: t, title: {{en: All}}, columns: town, rows: [{', '.join(KINDS)}]}}\n"
    )


TEXT = _text()


def book(params: naive.Dict = naive.DEFAULTS) -> Codebook:
    """The codebook as the program reads it, with parameters."""
    return replace(_BOOK, parameters=parameters(params))


def parameters(params: naive.Dict) -> Parameters:
    """Parameters of the naive derivation as those of the program."""
    return Parameters(
        third=params["third"],
        voice_full_at=params["voice_full_at"],
        second_value_explicit_in=params["explicit_in"],
        second_value_interviews=params["or_interviews"],
        level_aggregate=params["aggregate"],
        min_interviews=params["min_interviews"],
        coders=params["coders"],
        collapse=params["collapse"],
        about_outside=params["about_outside"],
        voice_cap=params["cap"],
    )


def naive_row(kind: str) -> naive.Dict:
    """A row as the naive derivation knows it."""
    if kind not in JOIN:
        name = "presence" if kind == "presence" else "rating"
        return {"kind": name, "levels": PRESENCE if kind == "presence" else RATING}
    order = sorted(VALUES, key=lambda value: value == "_other")  # the residual comes last
    values = [
        {
            "id": value,
            "label": "other" if value == "_other" else value.upper(),
            "absent": value == "none",
            "qualifier": value in ("mild", "odd"),
        }
        for value in order
    ]
    row: naive.Dict = {"kind": kind, "values": values, "order": [*LADDER, "none"] if kind == "ordinal" else []}
    if kind == "set":
        row["joiner"] = " and "
    if kind == "ordinal":
        row |= {"render": "{} pay", "range": "{lead} to {other} pay", "dual": "{a} pay & {b} pay"}
    if kind == "list":
        row["render"] = "by {}"
    return row


EXPECT: list[tuple[str, naive.Dict]] = [
    ("full", {"all": [{"row": "one", "equals": ["top"]}, {"not": [{"row": "rating", "is": ["minus", "o"]}]}]}),
    (
        "partial",
        {
            "any": [
                {"row": "set", "has": ["upper"]},
                {"all": [{"row": "list", "lacks": ["none"]}, {"row": "header", "is": ["pp"]}]},
            ]
        },
    ),
]
INTERVIEWS = ("I1", "I2", "I3", "I4", "I5", "I6")
CODERS = ("A", "B", "reconciled")


def choosing() -> st.SearchStrategy[naive.Dict]:
    """Parameters: often the default ones, else any."""
    return st.one_of(
        st.just(naive.DEFAULTS),
        st.fixed_dictionaries(
            {
                "third": st.sampled_from([Fraction(1, 4), Fraction(1, 3), Fraction(2, 5), Fraction(1, 2)]),
                "voice_full_at": st.integers(1, 4),
                "cap": st.just(True),
                "explicit_in": st.integers(1, 2),
                "or_interviews": st.integers(1, 3),
                "aggregate": st.sampled_from(["median", "mean"]),
                "min_interviews": st.integers(1, 3),
                "coders": st.sampled_from(["reconciled_else_mean", "mean", "A"]),
                "collapse": st.sampled_from(["overlap", "turn"]),
                "about_outside": st.sampled_from(["include", "exclude"]),
            }
        ),
    )


@st.composite
def codings_of(draw: st.DrawFn, kind: str, most: int = 16) -> list[dict[str, Any]]:
    """Codings of one row: few places, so that spans overlap, and few values, so that thirds and ties come about."""
    level = kind not in JOIN
    few = draw(st.lists(st.sampled_from(VALUES), min_size=1, max_size=3))
    values = draw(st.sampled_from([few, VALUES]))
    interviews = INTERVIEWS[: draw(st.sampled_from([1, 2, 3, 3, 4, 6]))]
    coders = draw(st.sampled_from([("A",), ("A", "B"), ("A", "A", "B"), CODERS]))
    spread = draw(st.sampled_from([5, 60]))
    codings = []
    # one number a coding, read digit by digit: drawing every field of its own would take most of the time
    for number, drawn in enumerate(draw(st.lists(st.integers(0, 2**40 - 1), max_size=most))):
        digits = _Digits(drawn)
        start = digits.below(spread)
        coding = {
            "id": str(number),
            "interview": digits.of(interviews),
            "coder": digits.of(coders),
            "value": None if level else digits.of(values),
            "weight": digits.of([-2, -1, 0, 1, 2] if level else [2, 2, 2, 1, 1, -1, -2]),
            "home": "north",
            "row": kind,
            "start": start,
            "end": start + 1 + digits.below(12),
            "migrated": digits.below(4) == 3,
        }
        coding["doc"] = coding["interview"]
        if not level and digits.below(8) == 7:
            coding |= {"value": None, "weight": 0, "migrated": False}
        codings.append(coding)
    return codings


class _Digits:
    """A number taken apart from the low end."""

    def __init__(self, number: int) -> None:
        self.rest = number

    def below(self, limit: int) -> int:
        self.rest, digit = divmod(self.rest, limit)
        return digit

    def of(self, options: Sequence[Any]) -> Any:
        return options[self.below(len(options))]


def code_of(coding: naive.Dict) -> str:
    """The code of a coding, resolved; what waits after a split ends in a dot."""
    if coding["row"] not in JOIN:
        return str(coding["row"])
    return f"{coding['row']}.{coding['value'] or ''}"


_BOOK = read(TEXT, "kinds.yaml")
