"""What analysts lay over cells: what may be, how it reads, when it is stale."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.derive.cells import derive
from coder.derive.overlay import (
    checked_override,
    checked_summary,
    evidence_hash,
    in_words,
    overlay,
    override_words,
    signed_hash,
    value_words,
)
from coder.derive.profiles import profiles
from coder.errors import CoderError
from coder.model.codebook import Codebook, Parameters, RowKind
from coder.model.judgement import Judgement, Override, OverrideType, SignOff, Summary
from coder.model.overview import Cell, Evidence, Relation, State
from tests.derive.one_row import VALUES, book

REASON = "the yearbook counts otherwise"
PLAIN = Parameters()
KINDS = list(RowKind)


def override(**changes: Any) -> Override:
    """An adjudication to ``upper``, unless told otherwise."""
    settings: dict[str, Any] = {"values": ("upper",), "text": "", "type": OverrideType.ADJUDICATION, **changes}
    rest = {"rationale": REASON, "reference": "", "analyst": "MK", "at": "2026-01-01", "derived_then": "TOP"}
    return Override("r", "c", **{**rest, "evidence_hash": "h", **settings})


def cell(text: str = "TOP", **changes: Any) -> Cell:
    settings: dict[str, Any] = {"printed": text, "values": (text.lower(),), "supporting": ("i1", "i2"), "n": 2, "k": 2}
    return Cell(text=text, state=State.VALUE, **{**settings, **changes})


def checked(kind: RowKind, on: Cell, wanted: Override) -> Override:
    codebook = book(kind)
    return checked_override(codebook, codebook.row("r"), on, wanted)


# ---- the hash


codes = st.sampled_from([f"r.{value}" for value in VALUES])
pieces = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(["MK", "JW"]), codes, st.sampled_from([2, 1, -1, -2])), max_size=8
)


def evidence(found: list[tuple[str, str, str, int]]) -> list[Evidence]:
    return [
        Evidence("c", interview, coder, code, weight, (f"i{number}",))
        for number, (interview, coder, code, weight) in enumerate(found)
    ]


def hashed(found: list[Evidence], coders: dict[str, frozenset[str]] | None = None, params: Parameters = PLAIN) -> str:
    codebook = book(RowKind.SET)
    return evidence_hash(codebook, codebook.row("r"), found, coders or {}, params)


@given(pieces, st.randoms())
def test_the_hash_knows_no_order_and_no_grouping(found: list[tuple[str, str, str, int]], dice: random.Random) -> None:
    single = evidence(found)
    grouped: dict[tuple[str, str, str, int], list[str]] = defaultdict(list)
    for piece in dice.sample(single, len(single)):
        grouped[piece.interview, piece.coder, piece.code, piece.weight].append(piece.ids[0])
    together = [Evidence("c", *key, tuple(ids)) for key, ids in grouped.items()]
    assert hashed(dice.sample(single, len(single))) == hashed(single) == hashed(together)


@given(pieces.filter(bool), st.data())
def test_the_hash_changes_with_every_part_of_the_evidence(
    found: list[tuple[str, str, str, int]], data: st.DataObject
) -> None:
    whole = evidence(found)
    place = data.draw(st.integers(0, len(whole) - 1))
    piece = whole[place]
    others = (
        [*whole[:place], *whole[place + 1 :]],
        *(
            [*whole[:place], changed, *whole[place + 1 :]]
            for changed in (
                piece._replace(weight=-piece.weight),
                piece._replace(coder=piece.coder + "x"),
                piece._replace(interview=piece.interview + "x"),
                piece._replace(ids=("other",)),
                piece._replace(code="r.other"),
            )
        ),
    )
    assert hashed(whole) not in {hashed(other) for other in others}
    assert hashed(whole) != hashed(whole, {piece.interview: frozenset({"AB"})})
    assert hashed(whole) == hashed(whole, {"Z": frozenset({"AB"})}), "who coded an interview that says nothing"


def test_the_hash_is_the_same_for_all_time() -> None:
    found = evidence([("A", "MK", "r.top", 2), ("B", "JW", "r.lower", -1)])
    known = "e78158b178d32780d5fcd04c392aac6bfe815ef0d5d6b44d7d5e941f77919e93"
    assert hashed(found, {"A": frozenset({"JW"})}, Parameters(third=Fraction(2, 5))) == known, "studies keep it"


@pytest.mark.parametrize(
    "params", [Parameters(third=Fraction(2, 5)), Parameters(min_interviews=3), Parameters(collapse="turn")]
)
def test_parameters_belong_to_the_evidence(params: Parameters) -> None:
    assert hashed([], params=params) != hashed([])


def test_the_rule_and_the_words_that_touch_the_evidence_belong_to_it_and_definitions_do_not() -> None:
    codebook = book(RowKind.SET)
    row = codebook.row("r")
    found = evidence([("A", "MK", "r.top", 2)])
    now = evidence_hash(codebook, row, found, {}, PLAIN)

    def after(code: str, **changes: Any) -> str:
        changed = tuple(replace(own, **changes) if own.id == code else own for own in codebook.codes)
        return evidence_hash(replace(codebook, codes=changed), row, found, {}, PLAIN)

    assert after("r.top", label={"en": "SUMMIT"}) != now
    assert after("r.top", absent=True) != now
    assert after("r.top", definition={"en": "The best there is."}) == now
    assert after("r.lower", label={"en": "BELOW"}) == now
    assert evidence_hash(codebook, replace(row, kind=RowKind.LIST), found, {}, PLAIN) != now


def test_a_value_put_between_two_others_changes_what_they_say() -> None:
    codebook = book(RowKind.ORDINAL)
    row = codebook.row("r")
    found = evidence([("A", "MK", "r.upper", 2), ("B", "MK", "r.lower", 2)])

    def ordered(*order: str) -> str:
        return evidence_hash(codebook, replace(row, order=order), found, {}, PLAIN)

    assert ordered("lower", "upper") == ordered("bottom", "lower", "upper", "top")
    assert ordered("lower", "upper") != ordered("lower", "middle", "upper")
    assert ordered("lower", "upper") != ordered("upper", "lower")


# ---- how it reads


@pytest.mark.parametrize(
    ("kind", "values", "text"),
    [
        (RowKind.ONE, ("upper",), "UPPER"),
        (RowKind.SET, ("top", "lower"), "TOP and LOWER"),
        (RowKind.SET, ("top", "mild"), "TOP; MILD"),
        (RowKind.LIST, ("top", "lower"), "TOP and LOWER"),
        (RowKind.ORDINAL, ("upper", "lower"), "UPPER to LOWER"),
        (RowKind.ORDINAL, ("lower", "upper"), "LOWER to UPPER"),
        (RowKind.ORDINAL, ("lower", "upper", "top"), "LOWER to TOP"),
        (RowKind.ORDINAL, ("top", "lower"), "TOP & LOWER"),
        (RowKind.RATING, ("l2",), "++"),
    ],
)
def test_values_read_as_a_derived_cell_would(kind: RowKind, values: tuple[str, ...], text: str) -> None:
    codebook = book(kind)
    assert value_words(codebook, codebook.row("r"), values)[0] == text
    taken = checked(kind, cell("else"), override(values=values))
    assert (taken.text, override_words(codebook, codebook.row("r"), taken)[0]) == (text, text)


def test_values_take_the_words_they_have_today_and_own_words_stay() -> None:
    codebook = book(RowKind.ONE)
    row = codebook.row("r")
    renamed = tuple(
        replace(code, label={"en": "HIGHER", "zh": "较高"}) if code.value == "upper" else code
        for code in codebook.codes
    )
    today = replace(codebook, codes=renamed)
    taken = checked(RowKind.ONE, cell(), override())
    assert override_words(today, row, taken) == ("HIGHER", "HIGHER")
    assert override_words(today, row, taken, "zh") == ("较高", "较高")
    gone = replace(codebook, codes=tuple(code for code in codebook.codes if code.value != "upper"))
    assert override_words(gone, row, taken) == ("UPPER", "UPPER"), "a value that is no more keeps its words"
    worded = checked(RowKind.ONE, cell(), override(type=OverrideType.WORDING, values=(), text="  the\n very top "))
    assert worded.values == ("top",)
    assert override_words(today, row, worded) == ("the very top", "the very top")


def test_the_publication_form_is_that_of_the_row() -> None:
    codebook = book(RowKind.ONE)
    row = replace(codebook.row("r"), render="{} income")
    assert override_words(codebook, row, override()) == ("UPPER", "UPPER income")


@pytest.mark.parametrize(
    ("given_cell", "words"),
    [
        (cell(), "TOP"),
        (cell(""), "(blank)"),
        (Cell(), "(empty)"),
        (Cell(state=State.REFUTED), "(refuted)"),
        (Cell(state=State.NOT_ASKED), "(not asked)"),
    ],
)
def test_a_cell_in_words(given_cell: Cell, words: str) -> None:
    assert in_words(given_cell) == words


# ---- what may be


@pytest.mark.parametrize("rationale", ["", "too short", " " * 30, "x" * 19, " " + "x" * 19 + "\n"])
def test_a_reason_of_twenty_characters_is_needed(rationale: str) -> None:
    with pytest.raises(CoderError, match=f"at least 20 characters, this one has {len(rationale.strip())}"):
        checked(RowKind.ONE, cell(), override(rationale=rationale))


@pytest.mark.parametrize("kind", [kind for kind in OverrideType if kind is not OverrideType.EXTERNAL_SOURCE])
@pytest.mark.parametrize("state", [State.EMPTY, State.NOT_ASKED])
def test_only_an_external_source_fills_an_empty_cell(kind: OverrideType, state: State) -> None:
    with pytest.raises(CoderError, match="only an external source, with its reference, may fill it"):
        checked(RowKind.ONE, Cell(state=state), override(type=kind))
    taken = checked(
        RowKind.ONE, Cell(state=state), override(type=OverrideType.EXTERNAL_SOURCE, reference=" Yearbook 2020, p. 3 ")
    )
    assert taken.reference == "Yearbook 2020, p. 3"


def test_an_external_source_needs_its_reference() -> None:
    with pytest.raises(CoderError, match="needs its reference"):
        checked(RowKind.ONE, cell(), override(type=OverrideType.EXTERNAL_SOURCE, reference="  "))


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        (RowKind.ONE, {"values": ("nonsense",)}, "has no value 'nonsense'"),
        (RowKind.RATING, {"values": ("top",)}, "has no value 'top'"),
        (RowKind.ONE, {"values": ("upper", "lower")}, "shows one value"),
        (RowKind.RATING, {"values": ("l2", "l1")}, "shows one value"),
        (RowKind.SET, {"values": ("upper", "none")}, "absence stands beside no other value"),
        (RowKind.SET, {"values": ()}, "needs a value"),
        (RowKind.SET, {"text": "rather high"}, "either values of the row or words"),
        (RowKind.ONE, {"values": ("top",)}, r"shows 'TOP' already \(sign it off instead\)"),
        (RowKind.ONE, {"type": OverrideType.WORDING, "values": ()}, "needs its words"),
        (RowKind.ONE, {"type": OverrideType.WORDING, "text": "very top"}, "keeps the values"),
        (RowKind.ONE, {"type": OverrideType.WORDING, "values": (), "text": "TOP"}, "reads 'TOP' already"),
    ],
)
def test_what_is_refused(kind: RowKind, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(CoderError, match=message) as caught:
        checked(kind, cell(), override(**changes))
    assert caught.value.hint


def test_a_refuted_cell_can_be_set_but_has_no_words_to_change() -> None:
    refuted = Cell(state=State.REFUTED, denials=2)
    assert checked(RowKind.ONE, refuted, override(type=OverrideType.CODING_GAP)).text == "UPPER"
    with pytest.raises(CoderError, match="no value here to word otherwise"):
        checked(RowKind.ONE, refuted, override(type=OverrideType.WORDING, values=(), text="not at all"))


def test_divided_opinion_can_be_joined_by_the_same_values() -> None:
    divided = cell("TOP | LOWER", values=("top", "lower"), relation=Relation.DIVIDED)
    assert checked(RowKind.SET, divided, override(values=("lower", "top"))).values == ("top", "lower")


def test_words_of_ones_own_stand_where_no_value_fits() -> None:
    taken = checked(RowKind.SET, cell(), override(values=(), text="in between"))
    assert (taken.values, taken.text) == ((), "in between")


def test_a_summary_rests_on_codings_of_its_cell() -> None:
    summary = Summary("r", "c", "  They are\nproud. ", ("i2", "i1", "i2"), "MK", "2026-01-01")
    assert checked_summary(cell(), summary) == replace(summary, text="They are\nproud.", codings=("i2", "i1"))
    with pytest.raises(CoderError, match="needs words"):
        checked_summary(cell(), replace(summary, text=" \n"))
    with pytest.raises(CoderError, match="at least one coding"):
        checked_summary(cell(), replace(summary, codings=()))
    with pytest.raises(CoderError, match="i9 does not speak in this cell"):
        checked_summary(cell(), replace(summary, codings=("i1", "i9")))


# ---- when it is stale


def laid(codebook: Codebook, judgement: Judgement, evidence_now: str = "h") -> Any:
    return overlay(codebook, codebook.row("r"), cell(), judgement, evidence_now)


def test_an_override_is_stale_on_other_evidence() -> None:
    codebook = book(RowKind.ONE)
    assert not laid(codebook, Judgement(override=override())).stale
    assert laid(codebook, Judgement(override=override()), "other").override_stale


def test_a_signature_covers_what_is_shown() -> None:
    codebook = book(RowKind.ONE)
    row = codebook.row("r")
    plain = SignOff("r", "c", "TOP", signed_hash(codebook, row, "h", None), "MK", "2026-01-01")
    over = replace(plain, evidence_hash=signed_hash(codebook, row, "h", override()))
    assert not laid(codebook, Judgement(sign_off=plain)).sign_off_stale
    assert laid(codebook, Judgement(sign_off=plain), "other").sign_off_stale
    assert laid(codebook, Judgement(sign_off=plain, override=override())).sign_off_stale
    assert not laid(codebook, Judgement(sign_off=over, override=override())).sign_off_stale
    assert not laid(codebook, Judgement(sign_off=over, override=override(rationale="another " + REASON))).sign_off_stale
    assert laid(codebook, Judgement(sign_off=over, override=override(values=("lower",)))).sign_off_stale
    assert laid(codebook, Judgement(sign_off=over)).sign_off_stale


def test_a_summary_tells_which_of_its_codings_speak_no_more() -> None:
    summary = Summary("r", "c", "Proud.", ("i1", "i7"), "MK", "2026-01-01")
    assert laid(book(RowKind.ONE), Judgement(summary=summary)).lost == ("i7",)


@given(st.sampled_from(KINDS), pieces)
def test_the_derived_cell_is_never_changed(kind: RowKind, found: list[tuple[str, str, str, int]]) -> None:
    codebook = book(kind)
    row = codebook.row("r")
    speaking = [piece._replace(code="r") if kind.by_level else piece for piece in evidence(found)]
    derived = derive(codebook, row, profiles(codebook, row, speaking, {}, PLAIN), PLAIN)
    before = repr(derived)
    value = "l2" if kind.by_level else "upper"
    shown = overlay(codebook, row, derived, Judgement(override=override(values=(value,))), "h")
    assert shown.cell is derived
    assert repr(derived) == before
    assert shown.text == value_words(codebook, row, (value,))[0]
