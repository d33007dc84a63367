"""Since which revision each code means what it means."""

from coder.codebook.defined import Known, defined
from coder.codebook.read import read
from coder.model.codebook import Codebook
from coder.model.revision import Defined
from tests.codebook.sample import SAMPLE, changed


def walked(*texts: str) -> dict[str, Defined]:
    known: Known = {}
    before: Codebook | None = None
    for number, text in enumerate(texts, 1):
        now = read(text, "x")
        known = defined(known, before, now, number)
        before = now
    return {code: since for code, (since, _) in known.items()}


def entry(words: str, text: str = SAMPLE) -> str:
    return f"{text}- {{version: 2.0.0, date: 2026-02-03, author: MK, {words}, rationale: So.}}\n"


def test_cues_and_labels_define_nothing_exclusions_do() -> None:
    cues = changed("{en: [gamble]", "{en: [bet]", changed("{en: low, zh: 低}", "{en: little, zh: 低}"))
    exclude = changed("exclude: [luck]", "exclude: [fate]", cues)
    found = walked(SAMPLE, cues, exclude)
    assert found["economy.risk.high"] == Defined(1, "2.0.0")
    assert found["economy.risk.low"] == Defined(3, "2.0.0")


def test_what_was_defined_anew_and_back_counts_from_then() -> None:
    other = changed("exclude: [luck]", "exclude: [fate]")
    assert walked(SAMPLE, other, SAMPLE)["economy.risk.low"] == Defined(3, "2.0.0")


def test_a_redefinition_is_kept_through_later_wording() -> None:
    redefined = entry("op: redefine, id: economy.risk.low")
    worded = changed("exclude: [luck]", "exclude: [fate]", redefined)
    assert walked(SAMPLE, redefined)["economy.risk.low"] == Defined(2, "2.0.0", 2)
    assert walked(SAMPLE, redefined, worded)["economy.risk.low"] == Defined(3, "2.0.0", 2)


def test_a_move_keeps_the_definition_and_a_new_code_starts_with_its_revision() -> None:
    moved = entry("op: move, id: idea, to: thought", changed("- id: idea\n", "- id: thought\n"))
    added = moved.replace("  label: An idea\n", "  label: An idea\n- {id: new, label: New}\n")
    found = walked(SAMPLE, moved, added)
    assert found["thought"] == Defined(1, "2.0.0")
    assert found["new"] == Defined(3, "2.0.0")
    assert "idea" not in found
