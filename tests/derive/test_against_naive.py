"""The derivation against the naive one on random codings of every kind of row, and properties of the method (6.2).

``CODER_FUZZ=5000`` tries as many codings of each kind.
"""

from __future__ import annotations

import os
from collections import defaultdict
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coder.derive.cells import derive
from coder.derive.checks import check_factor, expect
from coder.derive.evidence import collapse, whole_turns
from coder.derive.profiles import profiles
from coder.derive.robustness import Basis, leave_one_out, robustness
from coder.model.codebook import Codebook
from coder.model.document import Role, Turn
from coder.model.overview import Cell, Evidence, LeaveOneOut
from coder.model.span import Span
from tests.derive import naive
from tests.derive.rows_of_every_kind import (
    EXPECT,
    JOIN,
    KINDS,
    RATING,
    RIVALS,
    SCORES,
    book,
    choosing,
    code_of,
    codings_of,
    naive_row,
    parameters,
)

EXAMPLES = int(os.environ.get("CODER_FUZZ", "150"))
FEWER = max(30, EXAMPLES // 5)
PHASES = [phase for phase in Phase if phase is not Phase.explain]  # explaining costs minutes on failures
SILENT = st.dictionaries(st.sampled_from(["I1", "I2", "I9"]), st.sets(st.sampled_from(["A", "B", "D", "reconciled"])))
SIX = [kind for kind in KINDS if kind != "header"]  # a header row is a rating
Codings = list[dict[str, Any]]


def coded_by(codings: Codings, silent: dict[str, set[str]] | None = None) -> dict[str, set[str]]:
    """Everybody who coded each interview or marked it as coded."""
    found = defaultdict(set, {interview: set(coders) for interview, coders in (silent or {}).items()})
    for coding in codings:
        found[coding["interview"]].add(coding["coder"])
    return dict(found)


TURNS = tuple(Turn(Span(start, start + 9), "R", Role.RESPONDENT) for start in range(0, 60, 10))


def pieces(codings: Codings, by: str = "overlap") -> list[Evidence]:
    """What the program counts of codings of one case, ungrouped; ``by``: overlaps or whole turns collapse."""
    spans = []
    for c in codings:
        place = (c["start"], c["end"]) if by == "overlap" else whole_turns(TURNS, c["start"], c["end"])
        spans.append(((c["doc"], c["coder"], code_of(c)), *place, c["weight"], c["id"]))
    counted = collapse(spans)
    return [
        Evidence("north", c["interview"], c["coder"], code_of(c), c["weight"], (c["id"],), c["migrated"])
        for c in codings
        if c["id"] in counted
    ]


def derived(
    kind: str, codings: Codings, coders: dict[str, set[str]] | None = None, params: naive.Dict = naive.DEFAULTS
) -> tuple[Cell, LeaveOneOut]:
    """The cell that the program derives, and what leaving interviews out does to it."""
    codebook: Codebook = book(params)
    row, given_ = codebook.row(kind), parameters(params)
    frozen = {interview: frozenset(names) for interview, names in (coders or coded_by(codings)).items()}
    found = profiles(codebook, row, pieces(codings), frozen, given_)
    return derive(codebook, row, found, given_), leave_one_out(codebook, row, found, given_)


def plain(cell: Cell) -> naive.Dict:
    """A cell as the naive derivation gives it."""
    return {
        "state": cell.state.value,
        "text": cell.text,
        "printed": cell.printed,
        "values": list(cell.values),
        "relation": cell.relation.value,
        "flags": {flag.value for flag in cell.flags},
        "n": cell.n,
        "k": cell.k,
        "dissent": cell.dissent,
        "dissenting": sorted(cell.dissenting),
        "p": dict(cell.p),
        "m": cell.m,
        "second": cell.second,
    }


@pytest.mark.parametrize("kind", SIX)
@settings(max_examples=EXAMPLES, deadline=None, phases=PHASES)
@given(data=st.data(), silent=SILENT, params=choosing())
def test_agrees_with_the_naive_derivation(
    kind: str, data: st.DataObject, silent: dict[str, set[str]], params: naive.Dict
) -> None:
    codings = data.draw(codings_of(kind))
    params = {**params, "collapse": "overlap"}
    coders, row = coded_by(codings, silent), naive_row(kind)
    said = naive.voices(row, naive.evidence(codings, params), coders, params)
    expected = naive.cell_of(row, said, params)
    cell, left_out = derived(kind, codings, coders, params)
    if kind not in JOIN and cell.state.value == "empty":
        expected["relation"] = "level"
    assert plain(cell) == {name: expected[name] for name in plain(cell)}
    if cell.state.value == "refuted":
        assert cell.denials == expected["denials"]
    assert (left_out.stable, sorted(left_out.pivotal)) == naive.leave_one_out(row, said, params)


@pytest.mark.parametrize("kind", SIX)
@settings(max_examples=FEWER, deadline=None, phases=PHASES)
@given(data=st.data())
def test_every_coding_that_counts_is_told_once_and_only_in_its_cell(kind: str, data: st.DataObject) -> None:
    codings = data.draw(codings_of(kind))
    cell, _ = derived(kind, codings)
    ids = [*cell.supporting, *cell.opposing, *cell.undecided]
    coders = coded_by(codings)
    wanted = [
        piece.ids[0]
        for piece in pieces(codings)
        if piece.coder == "reconciled" or "reconciled" not in coders[piece.interview]
    ]
    assert sorted(ids) == sorted(wanted)
    if cell.state.value == "value":
        assert ids


CELLS = st.fixed_dictionaries({kind: codings_of(kind, 6) for kind in KINDS})


@settings(max_examples=FEWER, deadline=None, phases=PHASES)
@given(codings_by_row=CELLS)
def test_checks_and_expectations_agree_with_the_naive_ones(codings_by_row: dict[str, Codings]) -> None:
    cells, ours = {}, {}
    for kind, codings in codings_by_row.items():
        cells[kind], _ = derived(kind, codings)
        said = naive.voices(naive_row(kind), naive.evidence(codings, naive.DEFAULTS), {}, naive.DEFAULTS)
        ours[kind] = naive.cell_of(naive_row(kind), said, naive.DEFAULTS)
    codebook = book()
    scores = {value: Fraction(score) for value, score in SCORES.items()}
    found = check_factor(codebook, codebook.row("header"), cells["header"], cells)
    listed = [(ours[kind], scores) for kind in ("ordinal", "set", "list")]
    expected = naive.check_factor(RATING, ours["header"], listed)
    assert (found and (found.mark, found.score, found.steps_apart)) == expected
    check = expect(codebook, codebook.row("presence"), cells["presence"], cells)
    assert check is not None
    mark, met = naive.expect(EXPECT, "blank", ours["presence"], ours)
    marks = {None: None, "full": "X", "partial": "(x)", "blank": ""}
    assert check.mark == marks[mark]
    assert check.met == met


@pytest.mark.parametrize("kind", SIX)
@settings(max_examples=FEWER, deadline=None, phases=PHASES)
@given(data=st.data(), silent=SILENT, params=choosing())
def test_robustness_agrees_with_the_naive_one(
    kind: str, data: st.DataObject, silent: dict[str, set[str]], params: naive.Dict
) -> None:
    codings = data.draw(codings_of(kind))
    coders, row = coded_by(codings, silent), naive_row(kind)
    turns = {interview: [(turn.span.start, turn.span.end) for turn in TURNS] for interview in coders}
    said = naive.voices(row, naive.evidence(codings, params, turns), coders, params)
    cell, (stable, pivotal) = naive.cell_of(row, said, params), naive.leave_one_out(row, said, params)
    same = naive.same_in_specifications(row, codings, coders, params, turns)
    frozen = {interview: frozenset(names) for interview, names in coders.items()}
    basis, by = Basis(book(params), parameters(params), frozen, "project"), ("overlap", "turn")
    evidence = {collapsed: pieces(codings, collapsed) for collapsed in by}
    found = robustness(basis, basis.codebook.row(kind), "north", "North", evidence)
    assert (found.state, found.text) == (cell["state"], cell["text"])
    assert (found.left_out.stable, sorted(found.left_out.pivotal)) == (stable, pivotal)
    assert Fraction(found.same_specifications, len(found.specifications)) == same
    assert found.robust == naive.robust(cell, len(said), stable, same)


@pytest.mark.parametrize("kind", SIX)
@settings(max_examples=FEWER, deadline=None, phases=PHASES)
@given(data=st.data(), dice=st.randoms(use_true_random=False))
def test_the_order_of_codings_does_not_matter(kind: str, data: st.DataObject, dice: Any) -> None:
    codings = data.draw(codings_of(kind))
    before = derived(kind, codings)
    dice.shuffle(codings)
    assert derived(kind, codings) == before


def said_again(codings: Codings, interviews: set[str], times: int) -> Codings:
    """The codings, those of some interviews also at new spans."""
    again = []
    for turn in range(times):
        for coding in codings:
            if coding["interview"] in interviews:
                there = {"start": coding["start"] + 1000 * turn, "end": coding["end"] + 1000 * turn}
                again.append(coding | there | {"id": f"{coding['id']}x{turn}"})
    return [*(coding for coding in codings if coding["interview"] not in interviews), *again]


@pytest.mark.parametrize("kind", [kind for kind in SIX if kind != "list"])
@settings(max_examples=FEWER, deadline=None, phases=PHASES)
@given(data=st.data(), times=st.integers(2, 10), who=st.sets(st.sampled_from(["I1", "I2", "I3"])))
def test_saying_it_all_again_changes_nothing_once_the_voice_is_full(
    kind: str, data: st.DataObject, times: int, who: set[str]
) -> None:
    codings = data.draw(codings_of(kind))
    said = naive.voices(naive_row(kind), naive.evidence(codings, naive.DEFAULTS), {}, naive.DEFAULTS)
    if kind in JOIN:
        full = set()
        for interview, one in said.items():
            rivals = sum(net for value, net in one["net"].items() if value in RIVALS)
            qualifiers = [net for value, net in one["net"].items() if value not in RIVALS]
            # what does not compete has a voice of its own
            if (rivals == 0 or rivals >= 2) and all(net >= 2 for net in qualifiers):
                full.add(interview)
        who &= full
    before, after = derived(kind, codings), derived(kind, said_again(codings, who, times))
    assert plain(before[0]) == plain(after[0])
    assert before[1] == after[1]


@settings(max_examples=FEWER, deadline=None, phases=PHASES)
@given(
    codings=codings_of("one"),
    interview=st.sampled_from(["I1", "I2", "I3", "I9"]),
    coder=st.sampled_from(["A", "B"]),
    weight=st.sampled_from([1, 2]),
)
def test_more_support_never_takes_a_chosen_value_away(
    codings: Codings, interview: str, coder: str, weight: int
) -> None:
    before, _ = derived("one", codings)
    coders = coded_by(codings)
    if coder not in coders.get(interview, {coder}) or "reconciled" in coders.get(interview, ()):
        return  # by 2.3 a further coder who found nothing else halves what those before found: more than support
    for value in before.values:
        if value not in RIVALS:
            continue
        place = {"doc": "new", "start": 0, "end": 9, "id": "new", "migrated": False, "row": "one"}
        extra = {"interview": interview, "coder": coder, "value": value, "weight": weight} | place
        assert value in derived("one", [*codings, extra])[0].values


@pytest.mark.parametrize("kind", SIX)
@settings(max_examples=FEWER, deadline=None, phases=PHASES)
@given(data=st.data(), silent=st.sets(st.sampled_from(["A", "B"]), min_size=1))
def test_an_interview_without_evidence_changes_nothing(kind: str, data: st.DataObject, silent: set[str]) -> None:
    codings = data.draw(codings_of(kind))
    coders = coded_by(codings)
    assert derived(kind, codings, coders) == derived(kind, codings, coders | {"I99": silent})


@pytest.mark.parametrize("kind", SIX)
@settings(max_examples=FEWER, deadline=None, phases=PHASES)
@given(data=st.data())
def test_names_of_interviews_and_coders_do_not_matter(kind: str, data: st.DataObject) -> None:
    codings = data.draw(codings_of(kind))
    turned = {"A": "zoe", "B": "anna", "reconciled": "reconciled"}
    renamed = [
        coding
        | {
            "interview": f"z{9 - int(coding['interview'][1:])}",
            "doc": "d" + coding["doc"],
            "coder": turned[coding["coder"]],
        }
        for coding in codings
    ]
    before, after = derived(kind, codings), derived(kind, renamed)
    assert plain(before[0]) | {"dissenting": []} == plain(after[0]) | {"dissenting": []}
    assert before[1].stable == after[1].stable
    assert len(before[0].dissenting) == len(after[0].dissenting)


@pytest.mark.parametrize("kind", ["set", "ordinal"])
@settings(max_examples=FEWER, deadline=None, phases=PHASES)
@given(data=st.data())
def test_coders_at_odds_alone_make_no_composite(kind: str, data: st.DataObject) -> None:
    """Whatever several coders find: where none of them found two values in an interview, nothing is joined."""
    codings = [coding for coding in data.draw(codings_of(kind)) if coding["weight"] > 0 and coding["value"] in RIVALS]
    own: dict[tuple[str, str], str] = {}
    codings = [c for c in codings if own.setdefault((c["interview"], c["coder"]), c["value"]) == c["value"]]
    assert derived(kind, codings)[0].relation.value not in ("and", "dual")
