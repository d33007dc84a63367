"""Operations on the codes: what they write, what becomes of old codings, and that nothing else changes."""

from __future__ import annotations

import difflib
import os
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.code_fields import CodeField
from coder.codebook.compare import orphans
from coder.codebook.ops import (
    Changed,
    Create,
    Merge,
    Move,
    Op,
    Part,
    Redefine,
    Rename,
    Rescale,
    Retire,
    Split,
    Stamp,
    Unmerge,
)
from coder.codebook.read import read
from coder.codebook.resolve import Resolved, accounted_for, resolve, row_spoken_of
from coder.codebook.restructure import restructured
from coder.errors import CoderError
from coder.model.codebook import Codebook, CodeKind
from tests.codebook.sample import SAMPLE, changed

EXAMPLES = int(os.environ.get("CODER_FUZZ", "25"))
STAMP = Stamp("MK", "2026-03-01", "Because.")


def done(op: Op, text: str = SAMPLE) -> Changed:
    return restructured(text, "towns.yaml", op, STAMP)


def after(op: Op, text: str = SAMPLE) -> Codebook:
    return read(done(op, text).text, "towns.yaml")


def lines_changed(before: str, now: str) -> list[str]:
    """Lines that went and came, with their sign."""
    return [
        line
        for line in difflib.unified_diff(before.splitlines(), now.splitlines(), n=0, lineterm="")
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


# ---- the table of effects (method 3), a case for each of its lines


OLD = "2.0.0"


def test_create_has_no_effect_on_old_codings() -> None:
    codebook = after(Create(Part(label="Another"), ""))
    assert codebook.version == "2.1.0"
    assert resolve("economy.risk.low", 2, OLD, codebook) == Resolved("economy.risk.low", 2)
    assert codebook.history[-1].op == "create"


def test_retire_keeps_old_codings_and_the_code_leaves_the_rows() -> None:
    text = changed(
        "{all: [{row: risk, has: [low]}, {not: {row: partners, equals: [local]}}]}", "{row: risk, has: [low]}"
    )
    codebook = after(Retire("economy.partners"), text)
    assert codebook.version == "3.0.0"
    assert resolve("economy.partners.local", 2, OLD, codebook) == Resolved("economy.partners.local", 2)
    assert not codebook.code("economy.partners.local").codable
    assert [row.id for row in codebook.rows] == ["base", "risk"]
    assert codebook.tables[0].rows == ("base", "risk")
    assert "economy.partners.local" not in codebook.row_of


def test_rename_changes_nothing_but_the_label() -> None:
    codebook = after(Rename("economy.risk.low", "faint"))
    assert codebook.version == "2.1.0"
    assert codebook.code("economy.risk.low").label == {"en": "faint", "zh": "低"}
    assert resolve("economy.risk.low", 2, OLD, codebook) == Resolved("economy.risk.low", 2)


def test_move_resolves_to_the_new_id_and_row_and_group_follow() -> None:
    text = changed("- id: idea\n", "- id: other\n  label: Other\n  codable: false\n- id: idea\n")
    codebook = after(Move("economy.partners", "other"), text)
    assert codebook.version == "2.1.0"
    assert resolve("economy.partners.local", 2, OLD, codebook).code == "other.partners.local"
    assert resolve("economy.partners._other", 1, OLD, codebook).code == "other.partners._other"
    row = codebook.row("partners")
    assert (row.code, row.group) == ("other.partners", "other")


def test_merge_resolves_to_the_target_and_the_parts_stay_as_coded() -> None:
    codebook = after(Merge(("economy.partners.local", "idea"), Part(id="idea")), NO_PARTNERS)
    assert codebook.version == "3.0.0"
    assert resolve("economy.partners.local", -2, OLD, codebook) == Resolved("idea", -2)
    assert codebook.history[-1].ids == ("economy.partners.local",)


def test_split_leaves_old_codings_unresolved_but_the_row_was_spoken_of() -> None:
    codebook = after(Split("economy.partners.local", (Part(label="near"), Part(label="next door"))), NO_PARTNERS)
    assert codebook.version == "3.0.0"
    assert resolve("economy.partners.local", 2, OLD, codebook) == Resolved(None, 2)
    assert accounted_for("economy.partners.local", 2, OLD, codebook)
    assert row_spoken_of("economy.partners.local", 2, OLD, codebook) == "economy.partners"


def test_split_with_a_default_migrates_and_says_so() -> None:
    op = Split("economy.partners.local", (Part(label="near"), Part(label="next door")), default=1)
    codebook = after(op, NO_PARTNERS)
    found = resolve("economy.partners.local", 2, OLD, codebook)
    assert found == Resolved("economy.partners.next_door", 2, auto_migrated=True)
    assert row_spoken_of("economy.partners.local", 2, OLD, codebook) is None


def test_redefine_flags_what_was_coded_earlier() -> None:
    codebook = after(Redefine("idea", ((CodeField("definition", "en"), "A plan."),)))
    assert codebook.version == "3.0.0"
    assert resolve("idea", 1, OLD, codebook) == Resolved("idea", 1, earlier_definition=True)
    assert resolve("idea", 1, "3.0.0", codebook) == Resolved("idea", 1)


def test_rescale_maps_levels_and_null_is_unresolved() -> None:
    codebook = after(Rescale("economy.base", {1: 0, -1: None}))
    assert codebook.version == "3.0.0"
    assert resolve("economy.base", 1, OLD, codebook) == Resolved("economy.base", 0)
    assert resolve("economy.base", 0, OLD, codebook) == Resolved("economy.base", 0)
    assert resolve("economy.base", -1, OLD, codebook).code is None


NO_PARTNERS = changed(", {not: {row: partners, equals: [local]}}", "")


# ---- what is written


def test_every_change_writes_version_and_history_and_leaves_the_rest() -> None:
    now = done(Rename("economy.risk.high", "much")).text
    assert lines_changed(SAMPLE, now) == [
        "-version: 2.0.0",
        "+version: 2.1.0",
        "-      label: high",
        "+      label: much",
        "+- {version: 2.1.0, date: 2026-03-01, author: MK, op: rename, id: economy.risk.high, rationale: Because.}",
    ]


def test_a_moved_code_keeps_its_lines_and_comments() -> None:
    text = changed("- id: idea\n", "- id: other\n  label: Other\n  codable: false\n- id: idea\n")
    now = done(Move("economy.risk", "other"), text).text
    assert "  children:\n  - id: other.risk   # a comment that stays\n    applies: value\n" in now
    assert "      definition: |\n        Much is staked.\n        Often on credit.\n" in now
    assert "# rows follow" in now
    assert read(now, "x").row("risk").order == ("low", "high")


def test_a_code_moved_and_moved_back_has_its_first_id() -> None:
    text = changed("- id: idea\n", "- id: other\n  label: Other\n  codable: false\n- id: idea\n")
    there = done(Move("economy.partners", "other"), text).text
    back = done(Move("other.partners", "economy"), there).text
    codebook = read(back, "x")
    assert "economy.partners.local" in {code.id for code in codebook.codes}
    assert resolve("economy.partners.local", 2, OLD, codebook).code == "economy.partners.local"
    assert resolve("other.partners.local", 2, "2.1.0", codebook).code == "economy.partners.local"


def test_a_free_code_becomes_a_value_at_its_place_in_the_order() -> None:
    codebook = after(Move("idea", "economy.risk", 1))
    code = codebook.code("economy.risk.idea")
    assert (code.kind, code.definition) == (CodeKind.VALUE, {"en": "An idea"})
    assert codebook.row("risk").order == ("low", "idea", "high")


def test_a_new_value_of_an_ordinal_row_takes_its_place() -> None:
    assert after(Create(Part(label="none to speak of"), "economy.risk", 0)).row("risk").order[0] == "none_to_speak_of"
    assert after(Create(Part(label="extreme"), "economy.risk")).row("risk").order[-1] == "extreme"


def test_merged_values_leave_order_scores_and_expectations() -> None:
    codebook = after(Merge(("economy.risk.low", "economy.risk.high"), Part(label="some risk", definition="Any.")))
    assert codebook.row("risk").order == ("some_risk",)
    assert codebook.factor_checks == {"risk": {"some_risk": 2}}
    assert codebook.row("base").expect[0].when.parts[0].values == ("some_risk",)


def test_the_same_label_below_two_parents() -> None:
    once = done(Create(Part(label="unclear"), "economy.risk")).text
    twice = after(Create(Part(label="unclear"), "economy.partners"), once)
    assert {"economy.risk.unclear", "economy.partners.unclear"} <= {code.id for code in twice.codes}


def test_rescaling_to_another_scale_takes_anchors_and_examples_along() -> None:
    text = changed(
        "  strength:\n",
        "  three:\n    kind: level\n    levels: [{id: up, mark: u, anchor: 3}, {id: no, mark: n, anchor: 1}]\n"
        "    coder_weights: [1, 2, 3]\n  strength:\n",
    )
    start = text.index(", expect: [{mark: plus")
    text = text[:start] + text[text.index("}\n", start) :]
    op = Rescale("economy.base", {1: 3, 0: 2, -1: None}, "three")
    found = done(op, text)
    code = read(found.text, "x").code("economy.base")
    assert (code.scale, code.anchors) == ("three", {3: {"en": "strong"}})
    assert [example.weight for example in code.examples] == [3]
    assert any("level -1" in note for note in found.notes)


@pytest.mark.parametrize(
    ("op", "words"),
    [
        (Rename("nowhere", "x"), "there is no code 'nowhere'"),
        (Rename("idea", "  "), "needs a label"),
        (Rename("idea", "An idea"), "is called 'An idea' already"),
        (Rename("idea", "x", "fr"), "no labels in 'fr'"),
        (Move("economy", "economy.risk"), "below itself"),
        (Move("economy.base", "economy"), "stands there already"),
        (Move("economy.base", "economy.risk"), "has no place below the row code"),
        (Merge(("idea", "economy.base"), Part(id="idea")), "weighed differently"),
        (Merge(("idea",), Part(id="idea")), "a merge needs two codes"),
        (Merge(("economy", "idea"), Part(id="idea")), "no passage is coded with"),
        (
            Merge(("economy.partners.local", "idea"), Part(id="idea")),
            "the expectation of the row base asks for 'local'",
        ),
        (Unmerge("idea"), "nothing was merged into 'idea'"),
        (Split("idea", (Part(label="one"),)), "needs two codes"),
        (Split("idea", (Part(label="one"), Part(label="one"))), ""),
        (Split("economy.base", (Part(label="one"), Part(label="two"))), "level codes there are"),
        (Retire("economy.risk"), "the expectation of the row base asks for"),
        (Redefine("idea", ()), "says so already"),
        (Redefine("idea", ((CodeField("cues", "en"), "x"),)), "does not define"),
        (Rescale("idea", {1: 0}), "is no level code"),
        (Rescale("economy.base", {1: 7}), "has no level 7"),
        (Rescale("economy.base", {5: 1}), "has no level 5"),
        (Rescale("economy.base", {}), "no level changes"),
        (Rescale("economy.base", {1: 0}, "nowhere"), "no scale 'nowhere'"),
        (Create(Part(label=""), ""), "needs a label"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(op: Op, words: str) -> None:
    if not words:  # two labels alike become two codes
        assert len(done(op).to) == 2
        return
    with pytest.raises(CoderError, match=words):
        done(op)


def test_a_reason_is_required() -> None:
    with pytest.raises(CoderError, match="needs its reason"):
        restructured(SAMPLE, "x", Rename("idea", "y"), Stamp("MK", "2026-03-01", "  "))


# ---- a merge taken back


def same(one: Codebook, other: Codebook) -> bool:
    """Whether two codebooks say the same but for version and history."""
    return replace(one, version="", history=()) == replace(other, version="", history=())


def test_a_merge_taken_back_at_once_brings_back_every_byte_but_version_and_history() -> None:
    merged = done(Merge(("economy.risk.low", "economy.risk.high"), Part(label="any risk"))).text
    back = done(Unmerge("economy.risk.any_risk", SAMPLE, merged, used=False), merged).text
    assert lines_changed(SAMPLE, back)[:2] == ["-version: 2.0.0", "+version: 4.0.0"]
    assert [line[:20] for line in lines_changed(SAMPLE, back)[2:]] == [
        "+- {version: 3.0.0, ",
        "+- {version: 4.0.0, ",
    ]
    codebook = read(back, "x")
    assert resolve("economy.risk.low", 2, OLD, codebook) == Resolved("economy.risk.low", 2)


def test_a_merge_taken_back_later_leaves_what_came_between() -> None:
    merged = done(Merge(("economy.risk.low", "economy.risk.high"), Part(label="any risk"))).text
    between = done(Create(Part(label="Later")), merged).text
    codebook = after(Unmerge("economy.risk.any_risk", SAMPLE, merged, used=False), between)
    assert same(codebook, after(Create(Part(label="Later"))))
    assert resolve("economy.risk.high", 1, OLD, codebook) == Resolved("economy.risk.high", 1)


def test_a_merged_code_that_was_used_since_stays() -> None:
    merged = done(Merge(("economy.risk.low", "economy.risk.high"), Part(label="any risk"))).text
    codebook = after(Unmerge("economy.risk.any_risk", SAMPLE, merged, used=True), merged)
    assert resolve("economy.risk.any_risk", 2, "3.0.0", codebook) == Resolved("economy.risk.any_risk", 2)
    assert set(codebook.row("risk").order) == {"low", "high", "any_risk"}


def test_what_was_done_since_can_stand_against_it() -> None:
    merged = done(Merge(("economy.partners.local", "idea"), Part(id="idea")), NO_PARTNERS).text
    moved = done(Move("economy.partners", ""), merged).text
    with pytest.raises(CoderError, match="since that merge there was a move"):
        done(Unmerge("idea", NO_PARTNERS, merged), moved)
    retired = done(Retire("idea"), merged).text
    with pytest.raises(CoderError, match="since that merge there was a retire"):
        done(Unmerge("idea", NO_PARTNERS, merged), retired)


def test_an_unmerge_needs_its_merge() -> None:
    entry = "- {version: 2.0.0, date: 2026-02-03, author: MK, op: unmerge, ids: [a, b], to: idea, rationale: r}\n"
    with pytest.raises(CoderError, match="takes back no merge"):
        read(SAMPLE + entry, "x")


# ---- any sequence of operations


@st.composite
def operations(draw: st.DrawFn, codebook: Codebook) -> Op:
    """An operation with codes of this codebook; it may be one that cannot be."""
    ids = [code.id for code in codebook.codes]
    one = st.sampled_from(ids)
    label = st.sampled_from(["new", "other words", "Größe", "新的", "a: b"])
    part = st.builds(Part, label=label) | st.builds(Part, id=one)
    place = st.none() | st.integers(0, 4)
    field = st.sampled_from([CodeField("definition", "en"), CodeField("include", "en"), CodeField("exclude", "zh")])
    levels = st.dictionaries(st.integers(-1, 1), st.none() | st.integers(-1, 1), max_size=3)
    op: Op = draw(
        st.one_of(
            st.builds(Create, st.builds(Part, label=label), st.just("") | one, place),
            st.builds(Rename, one, label),
            st.builds(Move, one, st.just("") | one, place),
            st.builds(Merge, st.lists(one, min_size=2, max_size=3).map(tuple), part),
            st.builds(Split, one, st.lists(part, min_size=2, max_size=3).map(tuple), st.none() | st.integers(0, 1)),
            st.builds(Retire, one),
            st.builds(Redefine, one, st.tuples(st.tuples(field, label))),
            st.builds(Rescale, one, levels),
        )
    )
    return op


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_no_sequence_orphans_silently_and_every_text_reads_back(data: st.DataObject) -> None:
    text, codebook = NO_PARTNERS, read(NO_PARTNERS, "x")
    used = {(code.id, weight, codebook.version) for code in codebook.codable() for weight in codebook.weights(code)}
    for _ in range(data.draw(st.integers(1, 5))):
        op = data.draw(operations(codebook))
        try:
            found = done(op, text)
        except CoderError:
            continue
        now = read(found.text, "x")
        assert now.history[:-1] == codebook.history
        assert orphans(codebook, now, used) == ()
        for code, weight, version in used:
            here = resolve(code, weight, version, now)
            if here.code is None:
                assert accounted_for(code, weight, version, now)
            else:
                assert here.weight in now.weights(now.code(here.code))
        used |= {(code.id, weight, now.version) for code in now.codable() for weight in now.weights(code)}
        text, codebook = found.text, now
    assert [line for line in SAMPLE.splitlines() if line.startswith("#")] == [
        line for line in text.splitlines() if line.startswith("#")
    ]


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_merge_then_unmerge_is_the_identity(data: st.DataObject) -> None:
    before = read(NO_PARTNERS, "x")
    ids = [code.id for code in before.codes if code.kind in (CodeKind.VALUE, CodeKind.FREE)]
    codes = tuple(data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=4, unique=True)))
    to = data.draw(st.sampled_from([Part(label="together", definition="All of it."), Part(id=codes[0])]))
    try:
        merge = done(Merge(codes, to), NO_PARTNERS)
    except CoderError:
        return
    merged, between = merge.text, data.draw(st.booleans())
    if between:
        merged = done(Create(Part(label="Between")), merged).text
    now = after(Unmerge(merge.to[0], NO_PARTNERS, merge.text, used=False), merged)
    assert same(now, after(Create(Part(label="Between")), NO_PARTNERS) if between else before)
    for code in before.codable():
        for weight in before.weights(code):
            assert resolve(code.id, weight, OLD, now) == resolve(code.id, weight, OLD, before)
