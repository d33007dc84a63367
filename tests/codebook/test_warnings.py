import pytest

from coder.codebook.read import check
from tests.codebook.sample import changed, line_of


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("exclude: [luck], ", "", "the code 'economy.risk.low' has no exclusion"),
        ("examples: [No gamble here.], ", "", "the code 'economy.risk.low' has no example"),
        ("cues: {en: [careful], zh: [谨慎]}", "cues: {en: [careful]}", "the code 'economy.risk.low' has no cue in zh"),
        (
            "en: [cousin]",
            "en: [Careful]",
            "'economy.partners.mostly_kin' shares the cue 'Careful' (en) with 'economy.risk.low'",
        ),
        ("{id: economy.partners.local", "{id: local", "the code 'local' does not start with the id of its row"),
    ],
)
def test_what_a_value_may_lack(old: str, new: str, expected: str) -> None:
    errors, warnings = check(changed(old, new), "x")
    assert errors == []
    (warning,) = warnings
    assert expected in warning.what
    assert warning.line == line_of(old)


def test_the_same_cue_in_two_languages_is_shared_by_nobody() -> None:
    assert check(changed("zh: [亲戚]", "zh: [careful]"), "x")[1] == []


def test_a_code_below_a_value_feeds_no_row() -> None:
    old = "cues: {en: [gamble], zh: [冒险]}\n"
    child = old + "      children:\n      - {id: economy.risk.high.debt, label: debt}\n"
    errors, (warning,) = check(changed(old, child), "x")
    assert errors == []
    assert "'economy.risk.high.debt' stands below 'economy.risk.high', so its codings feed no row" in warning.what
