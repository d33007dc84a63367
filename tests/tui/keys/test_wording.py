from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.tui.keys.keymap import DEFAULT, NO_KEY, Keymap
from coder.tui.keys.wording import worded, wrapped
from coder.tui.text.runs import text_width

runs = st.lists(
    st.tuples(st.text(alphabet="ab 老.,", max_size=12), st.sampled_from(["plain", "key"])).filter(lambda run: run[0])
)


def test_keys_stand_out_and_follow_the_keymap() -> None:
    assert worded("{coding.code} codes, {app.undo}.", DEFAULT) == (
        ("c", "key"),
        (" codes, ", "plain"),
        ("u", "key"),
        (".", "plain"),
    )
    keymap = Keymap({"coding.code": ("ctrl+k",), "app.undo": ()})
    assert "".join(text for text, _ in worded("{coding.code} codes, {app.undo}.", keymap)) == f"^k codes, {NO_KEY}."


def test_a_key_and_the_sign_after_it_are_not_parted() -> None:
    lines = wrapped(worded("undo with {app.undo}, redo with {app.redo}.", DEFAULT), 12)
    assert ["".join(text for text, _ in line) for line in lines] == ["undo with u,", "redo with", "^r."]


@given(runs, st.integers(1, 40))
def test_lines_hold_the_same_words_in_order_and_fit(parts: list[tuple[str, str]], width: int) -> None:
    lines = wrapped(parts, width)
    words = "".join(text for text, _ in parts).split()
    assert " ".join("".join(text for text, _ in line) for line in lines).split() == words
    for line in lines:
        assert text_width(line) <= width or len("".join(text for text, _ in line).split()) == 1


@given(runs, st.integers(1, 40))
def test_tones_stay_with_their_words(parts: list[tuple[str, str]], width: int) -> None:
    def letters(some: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(letter, tone) for text, tone in some for letter in text if letter != " "]

    assert letters([run for line in wrapped(parts, width) for run in line]) == letters(parts)
