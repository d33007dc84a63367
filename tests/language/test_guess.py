"""The language of a transcript."""

import pytest

from coder.language.guess import guess_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I: So, how would you describe it?\nR: Well, it is a place of makers."),
        ("de", "I: Wie würden Sie das beschreiben?\nB: Also, es ist ein Ort der Macher, und die Firmen sind klein."),
        ("zh", "访谈者：您怎么看？\n受访者：我们这里主要是制造业，AI 和 5G 都用 cloud。"),
        ("zh", "訪談者：您怎麼看？"),
        ("en", "I: What is 创新 to you?\nR: In Beijing they say 自主创新, and that is about the state."),
        ("de", "I: Was ist Innovation?\nB: Das ist nicht so leicht, wir haben ein Start-up und the cloud."),
        ("en", "Yes."),
        ("en", ""),
        ("en", "12:30 😀"),
    ],
)
def test_languages(language: str, text: str) -> None:
    assert guess_language(text) == language


ENGLISH = "And then we said that the firms of this place are small, but they have what it takes to be there. "
GERMAN = "Und dann haben wir gesagt, dass die Firmen klein sind, aber sie haben es auch nicht so leicht wie wir. "


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ENGLISH * 500),
        ("de", GERMAN * 500),
        ("de", GERMAN * 400 + ENGLISH * 100),  # samples disagree: all of it is read
        ("en", GERMAN * 100 + ENGLISH * 400),
        ("en", "mblah vroom takka " * 3000),
    ],
)
def test_long_texts_are_told_by_samples_where_these_agree(language: str, text: str) -> None:
    assert guess_language(text) == language
