from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from coder.codebook.problem import CodebookError, Problem
from coder.codebook.read import check, read
from coder.model.codebook import Change, Code, CodeKind, Example, Join, OwnParameters, RowKind, Test
from tests.codebook.sample import SAMPLE, changed, line_of

CODEBOOKS = Path(__file__).parents[2] / "codebooks"


def test_the_sample_has_nothing_to_complain_about() -> None:
    assert check(SAMPLE, "towns.yaml") == ([], [])


def test_kinds_follow_from_codable_applies_and_place() -> None:
    kinds = {code.id: code.kind for code in read(SAMPLE, "towns.yaml").codes}
    assert kinds == {
        "economy": CodeKind.GROUP,
        "economy.base": CodeKind.LEVEL,
        "economy.risk": CodeKind.ROW,
        "economy.risk.low": CodeKind.VALUE,
        "economy.risk.high": CodeKind.VALUE,
        "economy.risk.none": CodeKind.VALUE,
        "economy.partners": CodeKind.ROW,
        "economy.partners.local": CodeKind.VALUE,
        "economy.partners.mostly_kin": CodeKind.VALUE,
        "idea": CodeKind.FREE,
    }


def test_a_value_code_field_by_field() -> None:
    assert read(SAMPLE, "towns.yaml").code("economy.risk.high") == Code(
        id="economy.risk.high",
        kind=CodeKind.VALUE,
        parent="economy.risk",
        label={"en": "high"},
        definition={"en": "Much is staked.\nOften on credit."},
        include=({"en": "loans"},),
        exclude=({"en": "bravado", "zh": "逞强"},),
        examples=(Example({"en": "We bet the house.", "zh": "我们押上了房子。"}),),
        cues={"en": ("gamble",), "zh": ("冒险",)},
    )


def test_a_level_code_has_anchors_and_examples_by_level() -> None:
    code = read(SAMPLE, "towns.yaml").code("economy.base")
    assert code.scale == "marks"
    assert code.anchors == {1: {"en": "strong"}, -1: {"en": "weak", "zh": "弱"}}
    assert code.examples == (Example({"en": "It runs by itself."}, 1, "S02:14"),)


def test_rows_tables_and_checks() -> None:
    codebook = read(SAMPLE, "towns.yaml")
    base, risk, partners = codebook.rows
    assert (risk.kind, risk.group, risk.order, risk.render) == (RowKind.ORDINAL, "economy", ("low", "high"), "{} risk")
    assert risk.block == {"en": "First block"}
    assert partners.join == Join(all=" and ")
    assert base.header
    assert base.check_from_rows == ("risk",)
    rule = base.expect[0]
    assert (rule.mark, rule.when.op) == ("plus", "all")
    leaf, negated = rule.when.parts
    assert (leaf.row, leaf.test, leaf.values) == ("risk", Test.HAS, ("low",))
    assert (negated.op, negated.parts[0].test) == ("not", Test.EQUALS)
    assert codebook.tables[0].rows == ("base", "partners", "risk")
    assert codebook.factor_checks == {"risk": {"low": Fraction(2), "high": Fraction(-1, 2)}}
    assert (base.fitted_to, risk.fitted_to) == (("north",), None)
    assert risk.derivation == OwnParameters(third=Fraction(1, 2), second_value_interviews=4)
    assert (base.derivation, codebook.parameters_of(base)) == (None, codebook.parameters)
    own = replace(codebook.parameters, third=Fraction(1, 2), second_value_interviews=4)
    assert codebook.parameters_of(risk) == codebook.parameters_by_code("economy.risk.low") == own
    assert codebook.parameters_by_code("idea") == codebook.parameters
    first, second = codebook.guide
    assert (first.id, first.text["zh"], first.rows) == ("q1", "谁和谁合作？", ("partners", "base"))
    assert (second.text, second.rows) == ({"en": "What could go wrong?"}, ("risk",))


def test_parameters_and_frame() -> None:
    codebook = read(SAMPLE, "towns.yaml")
    assert codebook.parameters.third == Fraction(1, 4)
    assert (codebook.parameters.second_value_explicit_in, codebook.parameters.second_value_interviews) == (2, 3)
    assert codebook.residual
    assert codebook.title == {"en": "Two towns", "zh": "两个镇"}
    assert codebook.description == "Compares two towns."
    assert codebook.case_label == {"en": "Town"}
    assert [case.label for case in codebook.cases] == [{"en": "Northtown"}, {"en": "Southtown"}]
    assert [scale.id for scale in codebook.scales] == ["marks"]
    assert codebook.scales[0].coder_weights == (-1, 0, 1)
    assert codebook.general_rules == (("G1", "Code what is said."),)


def test_history() -> None:
    created, moved, merged = read(SAMPLE, "towns.yaml").history
    assert (created.ids, created.rationale) == (("*",), "First version.")
    assert moved == Change(
        "1.1.0", "2026-02-01", "MK", "move", ("risk",), ("economy.risk",), "It is about the economy."
    )
    assert merged.ids == ("economy.risk.some", "economy.risk.much")


def test_scalars_are_taken_as_they_stand() -> None:
    text = changed("label: {en: low, zh: 低}", "label: {en: no, zh: 1.10}")
    assert read(text, "x").code("economy.risk.low").label == {"en": "no", "zh": "1.10"}


def test_aliases_of_yaml_may_repeat_a_part() -> None:
    text = changed("exclude: [luck], examples: [No gamble here.]", "exclude: &out [luck], examples: *out")
    assert read(text, "x").code("economy.risk.low").examples == (Example({"en": "luck"}),)


def test_all_problems_come_at_once_in_the_order_of_the_lines() -> None:
    text = changed("id: towns", "id: two towns")
    text = changed("third: 1/4", "third: 5/4", text)
    text = changed("order: [low, high]", "order: [low, hihg]", text)
    with pytest.raises(CodebookError) as caught:
        read(text, "towns.yaml")
    assert str(caught.value).splitlines() == [
        "towns.yaml:3: id of the codebook 'two towns' is no id (letters, digits, _ and -, joined with dots)",
        f"towns.yaml:{line_of('third:')}: derivation of the codebook has third: '5/4' (a share such as 1/3 or 0.25)",
        f"towns.yaml:{line_of('- {id: risk, code')}: order of the row 'risk' names the unknown value 'hihg'"
        " (did you mean 'high'?)",
        f"towns.yaml:{line_of('- {id: risk, code')}: the row 'risk' leaves out of its order: high"
        " (order all values, lowest first)",
    ]
    assert caught.value.where == "towns.yaml:3"
    assert "and 3 more problems" in caught.value.message
    assert list(caught.value.problems) == check(text, "towns.yaml")[0]


def test_the_shipped_codebooks_are_valid() -> None:
    for path in sorted(CODEBOOKS.glob("*.yaml")):
        assert check(path.read_text(encoding="utf-8"), path.name) == ([], []), path.name


def test_the_flagship_codebook() -> None:
    codebook = read((CODEBOOKS / "regional-innovation-systems.yaml").read_text(encoding="utf-8"), "flagship")
    assert (codebook.version, codebook.status) == ("1.0.0", "final")
    assert len(codebook.codes) == 77
    assert [len(table.rows) for table in codebook.tables] == [14, 4]
    for code in codebook.codes:
        assert set(code.label) == {"en", "zh", "de"}, code.id
        if code.kind is CodeKind.VALUE or code.kind is CodeKind.LEVEL:
            assert set(code.cues) == {"en", "zh", "de"}, code.id
    assert codebook.text(codebook.code("market.user_innovators.absent").label) == "n/a"
    assert codebook.text(codebook.code("mindset.agency.bottom_up_maverick").label) == "bottom-up, maverick"


def test_the_empty_codebook_leaves_cases_and_codes_open() -> None:
    codebook = read((CODEBOOKS / "empty.yaml").read_text(encoding="utf-8"), "empty.yaml")
    assert (codebook.id, codebook.case_attribute, codebook.cases, codebook.codes) == ("empty", "case", (), ())


def test_problems_sort_by_line() -> None:
    assert sorted([Problem(2, "b", ""), Problem(1, "c", "")])[0].line == 1
