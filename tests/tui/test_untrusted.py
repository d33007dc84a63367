"""Markup, escape sequences and bidi overrides are shown as text, on every screen."""

from __future__ import annotations

from pathlib import Path

from coder.model.document import Role, Turn
from coder.model.span import Span
from coder.study import Study
from tests.studies import CODEBOOK
from tests.tui.sessions import LARGE, line, painted, session, suggest, type_keys

HOSTILE = "She said [laughs] and [/] oops [@click=app.quit]press[/] \x1b]0;owned\x07 \u202etxet\u202c C:\\[x] 老祖宗。"
LABEL = "[bold red]rise[/] [/x] \u202eesir"


def hostile_study(path: Path) -> Study:
    from tests.tui.sessions import add

    book = CODEBOOK.replace("label: {en: rise}", f'label: {{en: "{LABEL}"}}')
    study = Study.create(path, book, "towns.yaml", "[b]me[/b]")
    text = f"I: And?\n\nR: {HOSTILE}\n"
    turns = (Turn(Span(3, 7), "I", Role.INTERVIEWER), Turn(Span(12, 12 + len(HOSTILE)), "R", Role.RESPONDENT))
    document = add(study, "[red]d01", text, turns, town="north")
    coding = study.code(document, Span(12, 40), "mood.story.rise", 2)
    study.write_memo("coding", coding.id, "[/] [@click=app.quit]memo[/]")
    suggest(study, document, Span(12, 60), "mood.story.decline")
    return study


async def test_hostile_text_is_only_text_everywhere(tmp_path: Path) -> None:
    with hostile_study(tmp_path / "study") as study:
        async with session(study, size=LARGE) as pilot:
            seen = painted(pilot)
            await pilot.press("enter")
            await pilot.pause()
            seen += painted(pilot)
            text = "\n".join(seen)
            for words in ("[laughs]", "[/] oops", "[@click=app.quit]press[/]", "␛]0;owned␇", "␦txet␦", "C:\\[x]"):
                assert words in text
            assert "[bold red]rise[/] [/x] ␦esir" in text
            assert "memo: [/] [@click=app.quit]memo[/]" in line(pilot, "here")
            for keys in (("c",), ("escape", "m"), ("escape", "n"), ("escape", "f"), ("escape", "g"), ("escape", "@")):
                await pilot.press(*keys)
                await pilot.pause()
                seen += painted(pilot)
            await pilot.press("escape", "u", "ctrl+r", "?")
            await pilot.pause()
            await pilot.press("escape", "o", "j", "enter")
            await pilot.pause()
            seen += painted(pilot)
            await pilot.press("R")
            await pilot.pause()
            seen += painted(pilot)
            text = "\n".join(seen)
            assert not any(character in text for character in "\x1b\x07\u202e\u202c\x9b")
            assert study.codings()


async def test_hostile_words_make_a_code(tmp_path: Path) -> None:
    with hostile_study(tmp_path / "study") as study:
        async with session(study, study.documents()[0].id, LARGE) as pilot:
            await pilot.press("p", "n", "ctrl+u")
            await type_keys(pilot, "[b]x[/b]")
            await pilot.press("enter", "enter", "enter")
            await pilot.pause()
            assert "[b]x[/b]" in line(pilot, "here")
