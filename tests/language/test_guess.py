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
