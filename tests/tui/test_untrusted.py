"""Markup, escape sequences and bidi overrides are shown as text: on every screen, in every dialog, down to the bytes.

The walk opens everything there is by pressing every key of every screen over a study in which everything a person may
have written is hostile, and looks at what goes to the terminal.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from coder.errors import CoderError
from coder.model.coding import Suggestion
from coder.model.document import Role, Turn
from coder.model.edit import AddSuggestions
from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.dialogs.outcome import OutcomeDialog
from coder.tui.keys.actions import of_scope
from coder.tui.widgets.prose import Prose
from tests.studies import CODEBOOK
from tests.tui.sessions import LARGE, SMALL, add, line, painted, session, type_keys, until

HOSTILE = "She said [laughs] and [/] oops [@click=app.quit]press[/] \x1b]0;owned\x07 \u202etxet\u202c C:\\[x] 老祖宗。"
LABEL = "[bold red]rise[/] [/x] \u202eesir"
WORDS = "[@click=app.quit]x[/] [bold]b[/bold] [/] \x1b[31mred \x1b]0;owned\x07\x9b31m \u202etxet\u202c \u200bz\x7f"
SAFE = "[@click=app.quit]x[/] [bold]b[/bold] [/] ␛[31mred ␛]0;owned␇␦31m ␦txet␦ ␦z␡"

# What the screen library writes: colours, cursor moves, modes, the shape of the mouse, begin and end of an update.
SEQUENCES = re.compile(r"\x1b(?:\[[0-9;]*m|\[\d+;\d+H|\[\?\d+[hl]|\[>?\d*u|\]22;[a-z]*\x07)")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that would go to the terminal."""
    found: list[str] = []
    display = App._display

    def watch(app: App[None], screen: object, renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate):
            found.append(renderable.render_segments(app.console))
        display(app, screen, renderable)  # type: ignore[arg-type]

    monkeypatch.setattr(App, "_display", watch)
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, data: found.append(data))
    return found


def alive(written: list[str]) -> list[str]:
    """What was written around characters that a terminal obeys or that turn text around."""
    found: dict[str, str] = {}
    for text in written:
        rest = SEQUENCES.sub("", text)
        for at, character in enumerate(rest):
            if character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs"):
                found.setdefault(character, rest[max(0, at - 30) : at + 20])
    return list(found.values())


def hostile_study(path: Path) -> Study:
    """One interview; code label, names, memos and the rest try what they can."""
    book = CODEBOOK.replace("label: {en: rise}", f'label: {{en: "{LABEL}"}}')
    study = Study.create(path, book, "towns.yaml", "[b]me[/b]")
    text = f"I: And?\n\nR: {HOSTILE}\n"
    turns = (Turn(Span(3, 7), "I", Role.INTERVIEWER), Turn(Span(12, 12 + len(HOSTILE)), "R", Role.RESPONDENT))
    document = add(study, "[red]d01", text, turns, town="north")
    coding = study.code(document, Span(12, 40), "mood.story.rise", 2)
    study.write_memo("coding", coding.id, "[/] [@click=app.quit]memo[/]")
    return study


def wholly_hostile(path: Path) -> Study:
    """The same words wherever words can stand."""
    in_codebook = "".join(character for character in WORDS if unicodedata.category(character) != "Cc")
    words = json.dumps(in_codebook)  # a codebook with control characters is refused
    book = CODEBOOK
    for plain in ("Towns", "Town", "North", "Mood", "Pride", "rise", "decline", "Very.", "It gets worse.", "Story"):
        book = re.sub(rf"(?<=: ){re.escape(plain)}(?=[,}}\n])", lambda _: words, book)
    book = book.replace("include: [pride]", f"include: [{words}]").replace("[getting better]", f"[{words}]")
    study = Study.create(path, book, "towns.yaml", WORDS)
    speaker = WORDS.replace(":", "")
    text = f"{speaker}: And?\n\n{speaker}: {WORDS}\n\n{speaker}: {WORDS} {WORDS}. {WORDS}\n"
    at = [found.start() + len(speaker) + 2 for found in re.finditer(f"(?:^|(?<=\n)){re.escape(speaker)}: ", text)]
    ends = [text.index("\n", start) for start in at]
    roles = (Role.INTERVIEWER, Role.RESPONDENT, Role.RESPONDENT)
    turns = tuple(Turn(Span(a, b), speaker, role) for a, b, role in zip(at, ends, roles, strict=True))
    document = add(study, WORDS, text, turns, language="[b]", town="north", sector=WORDS)
    add(study, "other", text, turns, town="south")
    with Study.open(path, f"{WORDS} too") as other:
        coding = other.code(document, Span(at[1], at[1] + 30), "mood.pride", 2)
        other.write_memo("coding", coding.id, WORDS)
        other.mark_coded(document)
    for span, code in ((Span(at[1], ends[1]), "mood.story.rise"), (Span(at[2], at[2] + 40), "mood.pride")):
        coding = study.code(document, span, code, 1)
        study.write_memo("coding", coding.id, WORDS)
    for subject, target in (("document", document), ("code", "mood.story.rise"), ("case", "north")):
        study.write_memo(subject, target, WORDS)
    pending = Suggestion("s1", document, Span(at[2], ends[2]), "mood.story.decline", 2, 0.6, WORDS, WORDS, 1)
    study._perform(AddSuggestions((pending,)), WORDS)
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


async def test_hostile_words_make_a_code(tmp_path: Path) -> None:
    with hostile_study(tmp_path / "study") as study:
        async with session(study, study.documents()[0].id, LARGE) as pilot:
            await pilot.press("p", "n", "ctrl+u")
            await type_keys(pilot, "[b]x[/b]")
            await pilot.press("enter", "enter", "enter")
            await pilot.pause()
            assert "[b]x[/b]" in line(pilot, "here")


LEAVING = {"documents.suggest", "help.close"}


async def back(pilot: Pilot[None], screen: str) -> None:
    """Close whatever a key opened, without doing it."""
    for _ in range(6):
        await pilot.pause()
        if getattr(pilot.app.screen, "SCOPE", "") == screen:
            return
        await pilot.press("escape" if not hasattr(pilot.app.screen, "SCOPE") else "q")
    raise AssertionError(f"no way back to {screen} from {pilot.app.screen}")


PLACES = {
    "documents": ("d",),
    "coding": ("i",),
    "codebook": ("b",),
    "cases": ("C",),
    "overview": ("o",),
    "trace": ("o", "enter"),
    "review": ("R",),
    "memos": ("N",),
    "search": ("F",),
    "help": ("i", "?"),
}


@pytest.mark.parametrize(("place", "size"), [*((place, SMALL) for place in PLACES), ("coding", LARGE)])
async def test_nothing_hostile_reaches_the_terminal_or_is_obeyed(
    place: str, size: tuple[int, int], tmp_path: Path, written: list[str]
) -> None:
    with wholly_hostile(tmp_path / "study") as study:
        document = next(one.id for one in study.documents() if one.name == WORDS)
        app = CoderApp(study, document, hints=True)
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            for key in PLACES[place]:
                await pilot.press(key)
                await pilot.pause()
            for action in [action for action in of_scope(place) if action.keys and action.id not in LEAVING]:
                await pilot.press(action.keys[0])
                await pilot.pause()
                assert not obeyed(app), action.id
                await back(pilot, place)
            assert app.return_code is None
            assert study.documents()
    assert alive(written) == []


def obeyed(app: App[None]) -> bool:
    """Whether anything on the screen would act as its text asks."""
    strips = app.screen._compositor.render_strips()
    styles = [style for strip in strips for _, style, _ in strip if style is not None]
    return any("app.quit" in str(style.meta) or style.link for style in styles)


async def test_the_words_are_shown_and_not_left_out(tmp_path: Path) -> None:
    with wholly_hostile(tmp_path / "study") as study:
        document = next(one.id for one in study.documents() if one.name == WORDS)
        async with session(study, document, LARGE) as pilot:
            text = "\n".join(painted(pilot))
            assert SAFE in text
            await pilot.press("d")
            await pilot.pause()
            assert SAFE[:30] in "\n".join(painted(pilot))
            await pilot.press("R")
            await pilot.pause()
            assert f"why: {SAFE} (" in pilot.app.screen.query_one("#passage", Prose).text


async def test_messages_errors_and_names_of_files(tmp_path: Path, written: list[str]) -> None:
    with hostile_study(tmp_path / "study") as study:
        async with session(study, study.documents()[0].id, SMALL) as pilot:
            app = pilot.app
            app.push_screen(ErrorDialog(CoderError(WORDS, hint=WORDS, where=f"/{WORDS}/file.txt")))
            await pilot.pause()
            assert "␛[31mred" in "\n".join(painted(pilot))
            assert not obeyed(app)
            await pilot.press("escape", "/")
            await type_keys(pilot, "[/] [bold]")
            await pilot.press("enter")
            await pilot.pause()
            assert "[/] [bold]" in line(pilot, "reason")
            await pilot.press("ctrl+p")
            await type_keys(pilot, "[/]x")
            await pilot.pause(0.3)
            assert not obeyed(app)
    assert alive(written) == []


async def test_what_is_pasted_into_a_field(tmp_path: Path, written: list[str]) -> None:
    from textual.events import Paste

    with hostile_study(tmp_path / "study") as study:
        async with session(study, study.documents()[0].id, SMALL) as pilot:
            for key in ("c", "m", "/", "g"):
                await pilot.press(key)
                await pilot.pause()
                assert pilot.app.focused is not None
                pilot.app.focused.post_message(Paste(WORDS))
                await pilot.pause()
                await pilot.press("escape")
                await pilot.pause()
                await pilot.press("y", "escape")
                await pilot.pause()
    assert alive(written) == []


async def test_names_of_files_in_the_import(tmp_path: Path, written: list[str]) -> None:
    folder = tmp_path / "transcripts"
    folder.mkdir()
    for name in (WORDS.replace("/", "|"), "[@click=app.quit]x[b]"):
        (folder / f"{name}.txt").write_text(f"I: And?\n\nR: {name} {HOSTILE}\n", "utf-8")
    with hostile_study(tmp_path / "study") as study:
        async with session(study, size=LARGE, screen="documents") as pilot:
            await pilot.press("I")
            await pilot.pause()
            await pilot.press("ctrl+u")
            await type_keys(pilot, f"{folder}/")
            assert "[@click=app.quit]x[b].txt" in "\n".join(painted(pilot))
            assert not obeyed(pilot.app)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
            await pilot.press("y")
            await until(pilot, lambda: isinstance(pilot.app.screen, OutcomeDialog))
            await pilot.pause()
            text = "\n".join(painted(pilot))
            assert "␛[31mred ␛]0;owned␇␦31m" in text  # refused, by a name that is shown harmless
            assert "[@click=app.quit]x[b]" in text
            await pilot.pause()
            assert not obeyed(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            assert not obeyed(pilot.app)
            assert pilot.app.return_code is None
    assert alive(written) == []
