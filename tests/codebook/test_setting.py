"""A parameter set in the text of a codebook: only what it says changes, and what it cannot be is said."""

from __future__ import annotations

from contextlib import suppress
from difflib import ndiff
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.by_hand import hand_edit
from coder.codebook.ops import Stamp
from coder.codebook.parameters import KNOWN, departures
from coder.codebook.read import check, read
from coder.codebook.setting import Setting, held, known, normal, with_setting
from coder.errors import CoderError
from coder.model.codebook import OwnParameters, Parameters
from tests.codebook.sample import SAMPLE, changed

CODEBOOKS = Path(__file__).parents[2] / "codebooks"
STAMP = Stamp("MK", "2026-11-22", "a reason\n of two lines")


def put(name: str, value: str | None, row: str = "", text: str = SAMPLE) -> str:
    return with_setting(text, "towns.yaml", Setting(name, value, row), STAMP).text


def lines(before: str, after: str) -> list[str]:
    return [line for line in ndiff(before.splitlines(), after.splitlines()) if line[:1] in "+-"]


def test_only_the_lines_that_say_it_change() -> None:
    after = put("third", "0.5")
    assert lines(SAMPLE, after) == [
        "- version: 2.0.0",
        "+ version: 3.0.0",
        "-   third: 1/4",
        "+   third: 1/2",
        "+ - {version: 3.0.0, date: 2026-11-22, author: MK, op: set, ids: [third], "
        'rationale: "third 1/4 -> 1/2: a reason of two lines"}',
    ]
    assert read(after, "x").parameters.third == Fraction(1, 2)
    entry = read(after, "x").history[-1]
    assert (entry.op, entry.ids, entry.author) == ("set", ("third",), "MK")


def test_a_row_gets_its_own_and_loses_it() -> None:
    after = put("min_interviews", "3", "partners")
    partners = read(after, "x").row("partners")
    assert partners.derivation == OwnParameters(min_interviews=3)
    assert read(after, "x").parameters == read(SAMPLE, "x").parameters
    assert read(after, "x").history[-1].ids == ("min_interviews", "partners")
    back = put("min_interviews", None, "partners", after)
    assert read(back, "x").row("partners") == read(SAMPLE, "x").row("partners")
    assert "derivation: {min_interviews" not in back
    deeper = put("second_value_needs.or_interviews", None, "risk")
    assert read(deeper, "x").row("risk").derivation == OwnParameters(third=Fraction(1, 2))


def test_a_file_without_derivation_gets_one() -> None:
    text = (CODEBOOKS / "empty.yaml").read_text("utf-8")
    after = put("coders", "Anna B", text=text)
    assert read(after, "x").parameters.coders == "Anna B"
    assert [line for line in lines(text, after) if line[0] == "-"] == ["- version: 0.1.0"]
    assert read(put("coders", None, text=after), "x").parameters == Parameters()


@pytest.mark.parametrize("name", [path.name for path in CODEBOOKS.glob("*.yaml")])
def test_every_shipped_codebook_takes_every_parameter(name: str) -> None:
    text = (CODEBOOKS / name).read_text("utf-8")
    book = read(text, name)
    for one in KNOWN:
        value = next(
            value
            for value in (one.choices or ("2/5",) if one.form == "share" else one.choices or ("7",))
            if value != str(getattr(book.parameters, one.field))
        )
        for row in ("", *(row.id for row in book.rows[:1])):
            after = with_setting(text, name, Setting(one.name, value, row), STAMP).text
            assert check(after, name)[0] == []
            found = read(after, name)
            own = found.parameters if not row else found.parameters_of(found.row(row))
            assert str(getattr(own, one.field)) == value
            by_hand = hand_edit(book, found, after, (), author="MK", date="2026-11-22")
            assert by_hand.problems == ()  # the version is as far up as apply asks for


@pytest.mark.parametrize(
    ("name", "value", "row", "said"),
    [
        ("thrid", "1/2", "", "there is no parameter 'thrid' (did you mean 'third'?)"),
        (
            "second_value_needs",
            "1",
            "",
            "has parts (set second_value_needs.explicit_in or second_value_needs.or_interv",
        ),
        ("level_tie", "up", "", "the parameter level_tie is not set here (an exact midpoint always goes toward zero)"),
        ("residual", "false", "", "edit the file, then coder codebook apply"),
        ("third", "0", "", "third cannot be '0' (a share above 0 and up to 1, such as 1/3)"),
        ("third", "1/0", "", "third cannot be '1/0'"),
        ("third", "a third", "", "third cannot be 'a third'"),
        ("third", "1/4", "", "the study has third 1/4 already"),
        ("third", "0.25", "", "the study has third 1/4 already"),
        ("third", "1/2", "risk", "the row risk has third 1/2 already"),
        ("third", None, "base", "the row base has no third of its own"),
        ("voice_full_at", "0", "", "voice_full_at cannot be '0' (a whole number from 1)"),
        ("voice_full_at", "²", "", "voice_full_at cannot be '²'"),
        ("voice_full_at", "9999999999", "", "voice_full_at cannot be"),
        ("collapse", "turns", "", "collapse cannot be 'turns' (did you mean 'turn'?)"),
        ("coders", "  ", "", "coders needs a name"),
        ("coders", "a\x1bb", "", "coders needs a name"),
        ("third", "1/2", "riks", "the codebook has no row 'riks'"),
    ],
)
def test_what_cannot_be(name: str, value: str | None, row: str, said: str) -> None:
    with pytest.raises(CoderError) as caught:
        put(name, value, row)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_reason_is_needed() -> None:
    with pytest.raises(CoderError, match="needs its reason"):
        with_setting(SAMPLE, "x", Setting("third", "1/2"), Stamp("MK", "2026-11-22", " "))


def test_an_anchored_value_is_left_to_people() -> None:
    text = changed("  third: 1/4", "  third: &third 1/4").replace(
        "derivation: {third: 1/2", "derivation: {third: *third"
    )
    with pytest.raises(CoderError, match="edit derivation: in the file"):
        put("third", "2/3", text=text)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(KNOWN), st.integers(1, 9), st.sampled_from(["", "base", "risk"])), max_size=6)
)
def test_one_after_the_other_gives_what_was_asked_for(asked: list[tuple[object, int, str]]) -> None:
    text = SAMPLE
    for one, number, row in asked:
        name = one.name  # type: ignore[attr-defined]
        choices = one.choices  # type: ignore[attr-defined]
        value = choices[number % 2] if choices else f"{number}/9" if name == "third" else str(number)
        with suppress(CoderError):  # it has that value already, which is looked at below
            text = put(name, value, row, text)
        book = read(text, "x")
        own = book.parameters_of(book.row(row)) if row else book.parameters
        assert str(getattr(own, one.field)) == normal(name, value)  # type: ignore[attr-defined]


def test_departures_and_what_is_held() -> None:
    book = read(SAMPLE, "x")
    assert [(one.name, one.row, one.default, one.value) for one in departures(book)] == [
        ("third", "", "1/3", "1/4"),
        ("second_value_needs.explicit_in", "", "1", "2"),
        ("second_value_needs.or_interviews", "", "2", "3"),
        ("third", "risk", "1/3", "1/2"),
        ("second_value_needs.or_interviews", "risk", "2", "4"),
    ]
    assert all(one.meaning for one in departures(book))
    found = {one.name: one for one in held(book, SAMPLE)}
    assert (found["third"].default, found["third"].value, found["third"].study) == ("1/3", "1/4", "1/4")
    assert found["third"].rows == (("risk", "1/2"),)
    assert (found["about_outside"].study, found["about_outside"].value) == (None, "include")
    assert [one.name for one in held(book, SAMPLE)] == [one.name for one in KNOWN]
    assert departures(read((CODEBOOKS / "regional-innovation-systems.yaml").read_text("utf-8"), "x")) == ()
    assert known("second_value_interviews").name == "second_value_needs.or_interviews"
