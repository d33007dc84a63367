import pytest

from coder.codebook.compare import compare
from coder.codebook.read import read
from tests.codebook.sample import SAMPLE, changed


def differences(old: str, new: str) -> tuple[str, ...]:
    return compare(read(SAMPLE, "x"), read(changed(old, new), "x"))


def test_the_same_codebook_has_no_differences() -> None:
    assert compare(read(SAMPLE, "x"), read(SAMPLE + "# a comment\n", "x")) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("status: final", "status: draft", ["status 'final' -> 'draft'"]),
        ("version: 2.0.0\nstatus", "version: 2.0.1\nstatus", ["version '2.0.0' -> '2.0.1'"]),
        ("third: 1/4", "third: 1/3", ["parameters third 1/4 -> 1/3"]),
        ("- id: idea\n  label: An idea\n", "", ["code removed: idea (An idea)"]),
        ("  label: An idea\n", "  label: An idea\n- {id: new, label: New}\n", ["code added: new (New)"]),
        ("{en: low, zh: 低}", "{en: little, zh: 低}", ["code economy.risk.low: label en 'low' -> 'little'"]),
        ("zh: 低}", "zh: 低}, aliases: [few]", ["code economy.risk.low: aliases added 'few'"]),
        ("{en: [gamble]", "{en: [bet, win]", ["code economy.risk.high: cues en added 'bet', 'win'; removed 'gamble'"]),
        ("exclude: [luck]", "exclude: [fate]", ["code economy.risk.low: exclude added en: 'fate'; removed en: 'luck'"]),
        (
            "examples: [No gamble here.]",
            "examples: []",
            ["code economy.risk.low: examples removed (text en: 'No gamble here.')"],
        ),
        ("{en: Base, zh: 基础}", "{en: Base}", ["code economy.base: label zh '基础' -> nothing"]),
        ("header: true, ", "", ["row base: header yes -> no"]),
        ("order: [low, high]", "order: [high, low]", ["row risk: order in another order: 'high', 'low'"]),
        ("kind: set", "kind: list", ["row partners: kind 'set' -> 'list'"]),
        ("rows: [base, partners, risk]", "rows: [base, risk]", ["table tab1: rows removed 'partners'"]),
        ("high: -1/2", "high: -1", ["factor_checks risk high -1/2 -> -1"]),
        ("coder_weights: [-1, 0, 1]", "coder_weights: [-2, -1, 0, 1]", ["scale marks: coder_weights added -2"]),
        ("    - {id: south", "    - {id: east, label: East}\n    - {id: south", ["case added: east (East)"]),
        ("rationale: It is about the economy.", "rationale: So.", None),
    ],
)  # fmt: skip
def test_differences(old: str, new: str, expected: list[str] | None) -> None:
    found = list(differences(old, new))
    if expected is None:
        assert found[-1] == "history: earlier entries were changed; it is append-only"
    else:
        assert found == expected


def test_new_entries_of_the_history_are_told() -> None:
    entry = "- {version: 2.0.0, date: 2026-02-03, author: MK, op: move, id: x, to: idea, rationale: Better there.}\n"
    found = compare(read(SAMPLE, "x"), read(SAMPLE + entry, "x"))
    assert found == ("history: 2.0.0 move x to idea: Better there.",)


def test_another_order_of_codes_is_told() -> None:
    text = changed("- id: idea\n  label: An idea\n", "")
    text = changed("codes:\n", "codes:\n- id: idea\n  label: An idea\n", text)
    assert compare(read(SAMPLE, "x"), read(text, "x")) == ("codes stand in another order",)
