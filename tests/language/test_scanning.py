from hypothesis import given
from hypothesis import strategies as st

from coder.language.scanning import Scanner, small

LETTERS = st.text("aAbBİiσςΣ\u0307 é北京😀", max_size=12)
STRINGS = st.lists(LETTERS.filter(str.strip), max_size=6)


def lowered(text: str) -> list[tuple[str, int]]:
    """Each character of the text in small letters, and where it comes from."""
    return [(one, at) for at, character in enumerate(text) for one in small(character)]


@given(STRINGS, LETTERS)
def test_all_places_agree_with_trying_each(strings: list[str], text: str) -> None:
    read = lowered(text)
    letters = "".join(one for one, _ in read)
    expected = set()
    for number, string in enumerate(strings):
        wanted = small(string)
        for at in range(len(letters) - len(wanted) + 1):
            if letters.startswith(wanted, at):
                begin, end = read[at][1], read[at + len(wanted) - 1][1] + 1
                whole = "".join(small(character) for character in text[begin:end])
                if whole == wanted:  # no half of a letter that became two
                    expected.add((number, begin, end))
    places = Scanner(strings).places(text)
    assert set(places) == expected
    assert len(places) == len(expected)


@given(STRINGS, LETTERS)
def test_spaces_need_not_count(strings: list[str], text: str) -> None:
    wanted = [small(string).replace(" ", "") for string in strings]
    expected = set()
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            if " " not in (text[start], text[end - 1]):
                read = small(text[start:end]).replace(" ", "")
                expected |= {(number, start, end) for number, one in enumerate(wanted) if one == read}
    assert set(Scanner(strings, spaces_count=False).places(text)) == expected


def test_no_strings_stand_nowhere() -> None:
    assert list(Scanner([]).places("anything")) == []
