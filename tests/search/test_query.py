from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.search.query import Filter, Key, Query, parse


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("  state   Capital ", Query("", words="state capital")),
        ('"role: x"', Query("", words="role: x")),
        ('"a  b" role:note', Query("", words="a b", filters=(Filter(Key.ROLE, "note", 7),))),
        ("“ja”", Query("", words='"ja"')),
        ('he said "no"', Query("", words='he said "no"')),
        ('"no" he said', Query("", words='"no" he said')),
        ('"', Query("", words='"')),
        ("R: yes", Query("", words="r: yes")),
        ("http://x", Query("", words="http://x")),
        ("and/or", Query("", words="and/or")),
        ("/a b/", Query("", pattern="a b")),
        (r"/a\/b/i", Query("", pattern=r"a\/b", ignore_case=True)),
        ("speaker：王 钱", Query("", words="钱", filters=(Filter(Key.SPEAKER, "王", 0),))),
        ('CODE:"two words"', Query("", filters=(Filter(Key.CODE, "two words", 0),))),
        ("code:“two words”", Query("", filters=(Filter(Key.CODE, "two words", 0),))),
        (
            "case:x pay coder:MK day language:zh",
            Query(
                "",
                words="pay day",
                filters=(Filter(Key.CASE, "x", 0), Filter(Key.CODER, "MK", 11), Filter(Key.LANGUAGE, "zh", 24)),
            ),
        ),
        ("role:Respondent", Query("", filters=(Filter(Key.ROLE, "respondent", 0),))),
    ],
)
def test_what_a_line_means(text: str, query: Query) -> None:
    read = parse(text)
    assert (read.words, read.pattern, read.ignore_case, read.filters) == (
        query.words,
        query.pattern,
        query.ignore_case,
        query.filters,
    )


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        ("a /b/", 1, "words and a regular expression", "write the words into the expression"),
        ("/a/ /b/", 5, "this is a second regular expression", "join the two"),
        ("/a", 1, "has no end", "close it with /"),
        ("/a/x", 4, "there is no flag 'x'", "/…/i"),
        ("//", 1, "is empty", "between the slashes"),
        ("b /a(b/", 7, "missing )", ""),
        ("/a(b/", 5, "missing )", "write \\ before"),
        ("/((a{1000}){1000}){1000}/", 1, "repeats too often", "fewer repeats"),
        ("/" + "a" * 1001 + "/", 1, "longer than 1000", "less at a time"),
        ("/" + "(" * 400 + ")" * 400 + "/", 2, "no regular expression", ""),
        ("x code:", 3, "code: needs a value", 'code:"two words"'),
        ('code:"a', 1, "not closed", ""),
        ("role:boss", 1, "there is no role 'boss'", "roles: respondent, interviewer, note"),
        ("speakr:a", 1, "there is no filter speakr:", "did you mean speaker:? As words put it in quotes"),
        ("case:x", 1, "only chooses documents", "add words"),
        ("\u200b", 1, "nothing that can be seen", "type the words"),
    ],
)
def test_errors_name_the_place_and_the_repair(text: str, at: int, message: str, hint: str) -> None:
    with pytest.raises(CoderError) as caught:
        parse(text)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.where == f"search {text!r}, character {at}"


def test_an_empty_line_says_what_can_be_typed() -> None:
    for text in ("", "  "):
        with pytest.raises(CoderError, match=r"nothing to look for \(type words, /a regular expression/, or one of sp"):
            parse(text)


@given(st.text(alphabet=st.sampled_from('ab:/"“” \\i(){}1,speakrcodole：王\n\u0301')))
def test_any_line_is_a_query_or_a_clear_error(text: str) -> None:
    try:
        query = parse(text)
    except CoderError as error:
        hint = error.hint
    else:
        hint = query.words or query.pattern or str(query.filters)
    assert hint
