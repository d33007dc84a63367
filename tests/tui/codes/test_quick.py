from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.codebook.ops import Merge, Move, Part, Rename, Retire
from coder.errors import StorageError
from coder.model.span import Span
from coder.study import Study
from coder.tui.codes.quick import KEPT, SLOTS, QuickBar
from coder.tui.coding.quickbar import PINNED, Slot, bar
from coder.tui.coding.status import slots
from coder.tui.session import Session
from coder.tui.text.runs import text_width
from tests.studies import new_study
from tests.tui.sessions import LARGE, SMALL, line, session, type_keys

SUCCESS = "mindset.narrative.commercial_success"
REPUTATION = "mindset.narrative.business_reputation"
ORIENTATION = "market.orientation"
CODES = [chr(letter) for letter in range(ord("a"), ord("p"))]


def test_a_code_keeps_its_digit_while_it_is_in_the_bar() -> None:
    quick = QuickBar.of(["a", "b"])
    for code in ("c", "a", "d", "b"):
        quick.use(code)
    assert quick.slots[:5] == ["a", "b", "c", "d", ""]
    assert quick.recent == ["b", "d", "a", "c"]
    assert (quick.at(1), quick.at(9), quick.digit("d"), quick.digit("z")) == ("a", "", 4, None)


def test_a_tenth_code_takes_the_place_used_longest_ago() -> None:
    quick = QuickBar.of([str(number) for number in range(1, 10)])
    quick.use("9")
    quick.use("new")
    assert quick.slots == ["1", "2", "3", "4", "5", "6", "7", "new", "9"]


def test_a_pinned_code_never_loses_its_digit() -> None:
    quick = QuickBar.of([str(number) for number in range(1, 10)])
    assert quick.pin("9") == 9
    quick.use("new")
    assert quick.slots == ["1", "2", "3", "4", "5", "6", "7", "new", "9"]
    quick.unpin("9")
    quick.use("8")
    assert quick.at(9) == "8", "used longest ago, and no longer pinned"


def test_pinning_to_a_digit_swaps_with_what_stands_there() -> None:
    quick = QuickBar.of(["a", "b", "c"])
    assert quick.pin("c", 1) == 1
    assert quick.slots[:4] == ["c", "b", "a", ""]
    assert quick.pin("d", 9) == 9
    assert quick.slots == ["c", "b", "a", "", "", "", "", "", "d"]
    assert quick.pin("a", 1) is None, "c is pinned there"
    assert quick.pin("a") == 3
    assert quick.pinned == ["c", "d", "a"]


def test_when_everything_is_pinned_there_is_no_digit_left() -> None:
    quick = QuickBar.of([str(number) for number in range(1, 10)])
    for number in range(1, 10):
        quick.pin(str(number))
    quick.use("new")
    assert quick.pin("new") is None
    assert "new" not in quick.slots
    assert quick.recent[0] == "new"


def test_codes_that_are_gone_leave_no_dead_digit() -> None:
    quick = QuickBar.of(["a", "b", "c"])
    quick.pin("b")
    quick.keep({"a", "c"})
    assert quick.slots[:3] == ["a", "", "c"]
    assert (quick.pinned, quick.recent) == ([], ["a", "c"])
    quick.use("d")
    assert quick.at(2) == "d"


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", '"x"', "\ud800", '{"slots": 3}', '{"slots": [null]}', '{"slots": ["a", 1]}', "[" * 9999],
)
def test_what_cannot_be_read_gives_the_recent_codes(text: str) -> None:
    assert QuickBar.from_json(text, ["a", "b"]) == QuickBar.of(["a", "b"])


def test_what_reads_oddly_is_put_right() -> None:
    kept = {"slots": ["a", "a", "b", *"cdefghij"], "pinned": ["b", "b", "z", ""], "used": ["b", "b"], "more": 1}
    quick = QuickBar.from_json(json.dumps(kept), ["a", "q"])
    assert quick.slots == ["a", "", "b", "c", "d", "e", "f", "g", "h"]
    assert quick.pinned == ["b"]
    assert quick.recent == ["a", "q", "b", "c", "d", "e", "f", "g", "h"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["use", "pin", "pin to", "unpin", "restart", "gone"]), st.sampled_from(CODES), st.integers(1, 9)
    ),
    max_size=60,
)


@given(st.lists(st.sampled_from(CODES), max_size=12), STEPS)
def test_whatever_is_done_digits_are_stable(recent: list[str], steps: list[tuple[str, str, int]]) -> None:
    quick = QuickBar.of(recent)
    for what, code, digit in steps:
        before, pinned = list(quick.slots), list(quick.pinned)
        if what == "use":
            quick.use(code)
            assert quick.recent[0] == code
            changed = [at for at in range(SLOTS) if quick.slots[at] != before[at]]
            assert changed == [] if code in before else len(changed) <= 1
            assert code in quick.slots or len(pinned) == SLOTS
        elif what.startswith("pin"):
            got = quick.pin(code, digit if what == "pin to" else None)
            if got is None:
                assert quick.slots == before
            else:
                assert quick.at(got) == code
                assert code in quick.pinned
        elif what == "unpin":
            quick.unpin(code)
            assert quick.slots == before
        elif what == "restart":
            quick = QuickBar.from_json(quick.to_json(), quick.recent)
            assert quick.slots == before
            assert quick.pinned == pinned
        else:
            quick.keep(set(CODES) - {code})
            assert [one for one in before if one != code] == [
                one for one, was in zip(quick.slots, before, strict=True) if was != code
            ]
            assert code not in quick.slots
        standing = [one for one in quick.slots if one]
        assert len(quick.slots) == SLOTS
        assert len(set(standing)) == len(standing)
        assert set(quick.pinned) <= set(standing)
        assert len(quick.used) == len(set(quick.used)) <= KEPT
        if what in ("use", "restart"):
            assert all(quick.digit(one) == before.index(one) + 1 for one in pinned)


# -- the line


def slot(digit: int, label: str = "commercial success", mark: str = "+2", pinned: bool = False) -> Slot:
    return Slot(digit, "Cs", 1, label, mark, pinned)


def shown(found: list[Slot], width: int) -> str:
    runs = bar(found, width)
    assert text_width(runs) <= width
    return "".join(text for text, _ in runs)


def test_nine_codes_fit_80_columns_with_letters_and_marks() -> None:
    words = shown([slot(digit, pinned=digit == 3) for digit in range(1, 10)], 80)
    assert words.startswith(" 1 Cs +2  2 Cs +2  3•Cs +2  4")
    assert words.endswith("9 Cs +2")
    long_marks = shown([slot(digit, mark="(x)") for digit in range(1, 10)], 80)
    assert all(f" {digit} Cs(x)" in long_marks for digit in range(1, 10))


def test_where_marks_do_not_fit_letters_still_do() -> None:
    words = shown([slot(digit) for digit in range(1, 10)], 50)
    assert words == "".join(f" {digit} Cs" for digit in range(1, 10))


def test_labels_share_the_room_that_is_left() -> None:
    assert shown([slot(1), slot(2, "ICT", "")], 80) == " 1 Cs +2 commercial success  2 Cs ICT"
    assert shown([slot(digit) for digit in range(1, 10)], 160).startswith(" 1 Cs +2 commer…  2 Cs")
    unequal = [slot(1, "upper class lead users"), *(slot(digit, "ICT") for digit in range(2, 10))]
    assert "upper class lead users" in shown(unequal, 140), "short labels leave room to long ones"


@given(
    st.lists(st.builds(slot, st.integers(1, 9), st.text(max_size=40).map(lambda t: " ".join(t.split()))), max_size=9),
    st.integers(45, 220),
)
def test_the_line_never_overflows(found: list[Slot], width: int) -> None:
    found = [Slot(one.digit, one.letters, 0, "".join(c for c in one.label if c.isprintable())) for one in found]
    runs = bar(found, width)
    assert text_width(runs) <= width
    assert [text for text, _ in runs if text == "Cs"] == ["Cs"] * len(found)
    assert cell_len(PINNED) == 1


# -- in a session


def code(study: Study, known: Session, code_id: str, weight: int) -> None:
    document = study.document("p01")
    study.code(document.id, Span(31, 56), code_id, weight)
    known.edited()
    known.used(code_id, weight)


def test_digits_and_pins_survive_a_restart(study: Study) -> None:
    known = Session(study)
    for code_id in (SUCCESS, REPUTATION, ORIENTATION):
        code(study, known, code_id, 1)
    assert known.pin(REPUTATION) == "business reputation is pinned to 2"
    again = Session(study)
    assert again.quick.slots[:4] == [SUCCESS, REPUTATION, ORIENTATION, ""]
    assert again.quick.pinned == [REPUTATION]
    assert again.quick.recent[:3] == [ORIENTATION, REPUTATION, SUCCESS]
    assert [(one.digit, one.letters, one.mark, one.pinned) for one in slots(again)] == [
        (1, "Cs", "+1", False),
        (2, "Br", "+1", True),
        (3, "Mo", "+", False),
    ]
    assert again.pin(REPUTATION).startswith("business reputation is no longer pinned")
    assert Session(study).quick.pinned == []


def test_a_level_code_shows_the_level_its_digit_stores(study: Study) -> None:
    known = Session(study)
    known.pin(ORIENTATION)
    assert slots(known)[0].mark == "?", "no level given yet: the digit asks"
    code(study, known, ORIENTATION, -2)
    assert slots(known)[0].mark == "-2"
    assert slots(Session(study))[0].mark == "-2"


def test_a_bar_that_cannot_be_read_or_kept_keeps_nobody_from_coding(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.keep_view("quick", "{broken")
    known = Session(study)
    assert known.quick.slots == [""] * SLOTS

    def full(*_: object) -> None:
        raise StorageError("the disk is full", where="study.db")

    with monkeypatch.context() as patch:
        patch.setattr(study, "keep_view", full)
        code(study, known, SUCCESS, 2)
        with pytest.raises(StorageError):
            known.pin(SUCCESS)
    known.used(SUCCESS, 2)
    assert Session(study).quick.pinned == [SUCCESS], "kept with the next coding"


def test_only_a_change_of_the_bar_is_written(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Session(study)
    code(study, known, SUCCESS, 2)
    code(study, known, REPUTATION, 2)
    written: list[str] = []
    monkeypatch.setattr(study, "keep_view", lambda name, _: written.append(name))
    for _ in range(3):
        known.used(SUCCESS, 1)
        known.used(REPUTATION, 2)
    assert written == []


def test_an_undone_code_leaves_the_bar(study: Study) -> None:
    known = Session(study)
    new = study.add_code("night shift", "mindset.narrative")
    known.edited()
    code(study, known, new.id, 2)
    known.pin(new.id)
    code(study, known, SUCCESS, 2)
    assert (known.quick.at(1), known.quick.at(2), known.last) == (new.id, SUCCESS, SUCCESS)
    study.undo()
    study.undo()
    study.undo()
    known.edited()
    assert (known.quick.at(1), known.quick.at(2), known.quick.pinned) == ("", SUCCESS, [])
    assert known.pin(new.id).endswith("it gets no digit")
    assert known.pin("mindset.narrative").endswith("it gets no digit")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_bar_in_the_session(study: Study, p01: str, size: tuple[int, int]) -> None:
    async with session(study, p01, size) as pilot:
        for letters in ("cs", "br", "fr", "so", "ef", "sl", "pu", "pr"):
            await pilot.press("c")
            await type_keys(pilot, letters)
            await pilot.press("enter")
        await pilot.press("c")
        await type_keys(pilot, "mo")
        await pilot.press("enter", "2", "P")
        await pilot.pause()
        words = line(pilot, "quick")
        assert "1 Cs +2" in words
        assert "9•Mo +" in words
        assert ("commercial su" in words) == (size == LARGE)
        await pilot.press("j", "9", "1")
        await pilot.pause()
        assert {one.weight for one in study.codings(code=ORIENTATION)} == {1}
        assert len(study.codings()) == 11


def test_codes_that_became_one_share_the_digit_of_the_pinned_one() -> None:
    quick = QuickBar.of(["a", "b", "c", "d"])
    quick.pin("c")
    quick.follow({"a": "x", "b": "b", "c": "x"}.get)
    assert quick.slots[:5] == ["", "b", "x", "", ""]
    assert (quick.pinned, quick.recent) == (["x"], ["x", "b"])


def test_digits_and_filter_go_with_their_codes_and_come_back_with_undo(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        sitting = Session(study)
        sitting.pin("mood.story.decline")
        sitting.used("mood.story.rise", 2)
        sitting.showing = replace(sitting.showing, code="mood.story")
        held = sitting.quick.places
        study.restructure(Move("mood.story", ""), "Apart.")
        sitting.edited()
        assert sitting.quick.slots[:2] == ["story.decline", "story.rise"]
        assert (sitting.quick.pinned, sitting.showing.code) == (["story.decline"], "story")
        study.undo()
        sitting.edited()
        assert (sitting.quick.places, sitting.showing.code) == (held, "mood.story")


def test_what_was_pinned_follows_changes_made_while_nobody_sat_there(tmp_path: Path) -> None:
    with new_study(tmp_path / "s") as study:
        Session(study).pin("mood.story.decline")
        merge = Merge(("mood.story.rise", "mood.story.decline"), Part(label="change"))
        study.restructure(merge, "One thing.")
        assert Session(study).quick.pinned == ["mood.story.change"]
        study.restructure(Rename("mood.story.change", "turn"), "Shorter.")
        assert Session(study).quick.pinned == ["mood.story.change"]
        study.restructure(Retire("mood.story.change"), "Nobody needs it.")
        assert Session(study).quick.pinned == []
