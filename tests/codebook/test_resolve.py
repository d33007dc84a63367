from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.compare import orphans
from coder.codebook.read import read
from coder.codebook.resolve import Resolved, accounted_for, resolve
from coder.errors import CoderError
from coder.model.codebook import Change, Codebook, CodeKind
from tests.codebook.sample import SAMPLE, changed


def with_history(*entries: str, text: str = SAMPLE) -> Codebook:
    """The sample in version 3.0.0 with more entries, each given from ``op`` on."""
    lines = "".join(f"- {{version: 3.0.0, date: 2026-03-01, author: MK, rationale: r, {entry}}}\n" for entry in entries)
    return read(changed("version: 2.0.0\nstatus", "version: 3.0.0\nstatus", text) + lines, "x")


def test_a_coding_of_this_version_is_what_it_is() -> None:
    codebook = read(SAMPLE, "x")
    assert resolve("economy.risk.low", 2, "2.0.0", codebook) == Resolved("economy.risk.low", 2)
    assert resolve("idea", -1, "2.0.0", codebook) == Resolved("idea", -1)


def test_a_move_takes_values_and_the_residual_along() -> None:
    codebook = read(SAMPLE, "x")
    assert resolve("risk", 2, "1.0.0", codebook).code == "economy.risk"
    assert resolve("risk.low", 2, "1.0.0", codebook).code == "economy.risk.low"
    assert resolve("risk._other", 2, "1.0.0", codebook).code == "economy.risk._other"
    assert resolve("riskless", 2, "1.0.0", codebook).code is None  # only whole parts of an id are a prefix


def test_only_newer_entries_apply() -> None:
    codebook = read(SAMPLE, "x")
    assert resolve("risk.low", 2, "1.1.0", codebook).code is None
    assert resolve("risk.low", 2, "1.1.0-rc.1", codebook).code == "economy.risk.low"


def test_entries_apply_one_after_the_other() -> None:
    assert resolve("risk.some", 1, "1.0.0", read(SAMPLE, "x")) == Resolved("economy.risk.high", 1)


def test_create_rename_and_foreign_entries_leave_a_coding_alone() -> None:
    codebook = with_history("op: rename, id: idea", "op: create, id: idea", "op: redefine, id: economy.risk.low")
    assert resolve("idea", 2, "2.0.0", codebook) == Resolved("idea", 2)


def test_retired_codes_keep_their_codings() -> None:
    text = changed("  label: An idea", "  retired: true\n  label: An idea")
    codebook = with_history("op: retire, id: idea", text=text)
    assert resolve("idea", 2, "2.0.0", codebook) == Resolved("idea", 2)
    assert not codebook.code("idea").codable


def test_split_leaves_a_coding_unresolved() -> None:
    codebook = with_history("op: split, id: doubt, to: [economy.risk.low, economy.risk.high]")
    assert resolve("doubt", 2, "2.0.0", codebook) == Resolved(None, 2)


def test_split_with_a_default_says_that_it_was_automatic() -> None:
    split = "op: split, id: doubt, to: [economy.risk.low, economy.risk.high], default: economy.risk.low"
    assert resolve("doubt", 2, "2.0.0", with_history(split)) == Resolved("economy.risk.low", 2, auto_migrated=True)


def test_redefine_flags_the_earlier_definition() -> None:
    codebook = with_history("op: redefine, id: idea")
    assert resolve("idea", 2, "2.0.0", codebook) == Resolved("idea", 2, earlier_definition=True)
    assert resolve("idea", 2, "3.0.0", codebook) == Resolved("idea", 2)


def test_rescale_maps_levels() -> None:
    codebook = with_history("op: rescale, id: economy.base, map: {2: 1, -2: null}")
    assert resolve("economy.base", 2, "2.0.0", codebook) == Resolved("economy.base", 1)
    assert resolve("economy.base", 0, "2.0.0", codebook) == Resolved("economy.base", 0)
    assert resolve("economy.base", -2, "2.0.0", codebook) == Resolved(None, -2)


def test_what_the_codebook_no_longer_has_is_unresolved() -> None:
    assert resolve("gone", 2, "2.0.0", read(SAMPLE, "x")) == Resolved(None, 2)


def test_a_version_that_is_none_is_refused() -> None:
    with pytest.raises(CoderError, match="'first' is not a version"):
        resolve("idea", 2, "first", read(SAMPLE, "x"))


def test_orphans_are_what_the_history_does_not_account_for() -> None:
    old = read(SAMPLE, "x")
    without_idea = SAMPLE.replace("- id: idea\n  label: An idea\n", "")
    used = [("idea", 2, "2.0.0"), ("economy.risk.low", 1, "2.0.0"), ("never.there", 2, "2.0.0")]
    assert orphans(old, old, used) == ()
    assert orphans(old, read(without_idea, "x"), used) == (
        "idea (+2, coded under 2.0.0): 2.0.0 has no such code and its history does not say where it went",
    )
    for entry in (
        "op: retire, id: idea",
        "op: move, id: idea, to: economy.risk.low",
        "op: split, id: idea, to: [economy.risk.low, economy.risk.high]",
    ):
        assert orphans(old, with_history(entry, text=without_idea), used) == (), entry


def test_a_level_that_the_scale_lost_is_an_orphan_without_a_rescale() -> None:
    old = read(SAMPLE, "x")
    text = changed("coder_weights: [-1, 0, 1]", "coder_weights: [0, 1]")
    text = changed("      -1: {en: weak, zh: 弱}\n", "", text)
    used = [("economy.base", -1, "2.0.0"), ("economy.base", 1, "2.0.0")]
    assert orphans(old, read(text, "x"), used) == (
        "economy.base (-1, coded under 2.0.0): economy.base has no weight -1 any more"
        " and no rescale says what becomes of it",
    )
    assert orphans(old, with_history("op: rescale, id: economy.base, map: {-1: 0}", text=text), used) == ()
    assert orphans(old, with_history("op: rescale, id: economy.base, map: {-1: null}", text=text), used) == ()


def test_a_code_that_became_a_group_orphans_its_codings() -> None:
    new = read(changed("  label: An idea", "  codable: false\n  label: An idea"), "x")
    (line,) = orphans(read(SAMPLE, "x"), new, [("idea", 2, "2.0.0")])
    assert "idea is a group code now, which no passage can be coded with" in line


NAMES = ["a", "b", "c", "a.x", "a.y", "b.x", "c.x", "c.y"]
CHANGES = st.one_of(
    st.builds(lambda i, t: ("move", (i,), (t,), None, {}), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.builds(
        lambda i, t: ("merge", tuple(i), (t,), None, {}),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
        st.sampled_from(NAMES),
    ),
    st.builds(
        lambda i, d: ("split", (i,), ("c.x", "c.y"), d, {}),
        st.sampled_from(NAMES),
        st.sampled_from([None, "c.x"]),
    ),
    st.builds(lambda i: ("redefine", (i,), (), None, {}), st.sampled_from(NAMES)),
    st.builds(
        lambda i, m: ("rescale", (i,), (), None, m),
        st.sampled_from(NAMES),
        st.dictionaries(st.integers(-2, 2), st.one_of(st.none(), st.integers(-2, 2))),
    ),
    st.builds(lambda i, op: (op, (i,), (), None, {}), st.sampled_from(NAMES), st.sampled_from(["create", "rename"])),
)
HISTORIES = st.lists(st.tuples(st.integers(1, 4), CHANGES), max_size=6)


def naive(code: str, weight: int, made: int, history: list[Change]) -> Resolved:
    """The table of effects read aloud, one coding at a time."""
    migrated = earlier = False
    for change in history:
        if int(change.version[0]) <= made:
            continue
        old = change.ids[0]
        if change.op == "move" and code.split(".")[: len(old.split("."))] == old.split("."):
            code = ".".join([change.to[0], *code.split(".")[len(old.split(".")) :]])
        elif change.op == "merge" and code in change.ids:
            code = change.to[0]
        elif change.op == "split" and code == old:
            if change.default is None:
                return Resolved(None, weight, migrated, earlier)
            code, migrated = change.default, True
        elif change.op == "redefine" and code == old:
            earlier = True
        elif change.op == "rescale" and code == old and weight in change.map:
            level = change.map[weight]
            if level is None:
                return Resolved(None, weight, migrated, earlier)
            weight = level
    return Resolved(code if code in NAMES else None, weight, migrated, earlier)


@settings(max_examples=200, deadline=None)
@given(HISTORIES, st.sampled_from(NAMES), st.integers(-2, 2), st.integers(0, 4))
def test_resolving_agrees_with_the_table_of_effects(
    entries: list[tuple[int, tuple[str, tuple[str, ...], tuple[str, ...], str | None, dict[int, int | None]]]],
    code: str,
    weight: int,
    made: int,
) -> None:
    history = [
        Change(f"{version}.0.0", "2026-01-01", "MK", op, ids, to, "r", default, levels)
        for version, (op, ids, to, default, levels) in sorted(entries, key=lambda entry: entry[0])
    ]
    sample = read(SAMPLE, "x")
    codes = tuple(replace(sample.code("idea"), id=name, kind=CodeKind.FREE) for name in NAMES)
    codebook = replace(sample, version="4.0.0", codes=codes, rows=(), history=tuple(history))
    found = resolve(code, weight, f"{made}.0.0", codebook)
    assert found == naive(code, weight, made, history)
    if found.code is not None:
        assert accounted_for(code, weight, f"{made}.0.0", codebook)
