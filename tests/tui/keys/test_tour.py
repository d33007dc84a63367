"""The guided tour, walked through from the first step to the last."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from coder import shipped
from coder.errors import CoderError
from coder.model.coding import SuggestionState
from coder.model.span import Span
from coder.study import Study
from coder.tui.app import CoderApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.help import HelpScreen
from coder.tui.keys.actions import ACTIONS, CHAINS
from coder.tui.keys.guide import ROWS, Guide, practice
from coder.tui.keys.hints import HINTS
from coder.tui.keys.keymap import DEFAULT, key_sign
from coder.tui.keys.tour import DEEDS, FAREWELL, TOUR, Progress
from coder.tui.keys.wording import worded, wrapped
from coder.tui.widgets.keybar import KeyBar
from tests.tui.sessions import LARGE, SMALL, line, new_study, session, suggest, type_keys

LAST = f"{len(TOUR)}/{len(TOUR)}"


@pytest.fixture
def suggested(study: Study, p01: str) -> Study:
    """The short interview with two suggestions."""
    suggest(study, p01, Span(31, 56), "mindset.narrative.commercial_success")
    suggest(study, p01, Span(57, 86), "mindset.narrative.commercial_success")
    return study


def told(pilot: Pilot[None]) -> str:
    """The tour's row or rows."""
    return " ".join(pilot.app.screen.query_one(KeyBar).text.split("\n")[:2]).strip()


def test_every_step_names_what_exists_and_fits_into_two_rows_of_80_columns() -> None:
    ids = {action.id for action in ACTIONS}
    indent = len(" Tour 15/15  ")
    ways = cell_len(DEFAULT.words("{app.tour_next} next step  {app.tour_leave} end "))
    for step in TOUR:
        assert {use.split("@")[0] for use in step.uses} <= ids
        assert bool(step.uses) != bool(step.deed)
        assert not step.deed or step.deed in DEEDS
        assert set(step.inside) <= set(CHAINS)
        lines = wrapped(worded(step.words, DEFAULT), 80 - indent)
        assert len(lines) <= ROWS, step.words
        assert sum(cell_len(text) for text, _ in lines[-1]) + ways + indent < 80 or len(lines) < ROWS, step.words
        for words in step.inside.values():
            assert cell_len(DEFAULT.words(words)) + indent <= 70
    assert cell_len(DEFAULT.words(FAREWELL)) < 110


def test_a_step_takes_as_often_as_it_says() -> None:
    progress = Progress()
    assert TOUR[0].times == 3
    for count in (1, 2):
        progress = progress.ran("transcript.down", "coding")
        assert progress == Progress(0, count)
    assert progress.ran("coding.code", "coding") == progress
    assert progress.ran("transcript.down_any", "coding") == Progress(1)


# What to press in each step.
WALK = (
    ("j", "j", "k"),
    ("p", "s"),
    ("J",),
    ("c", *"com", "enter"),
    ("j", "."),
    ("-",),
    ("]",),
    ("r",),
    ("u",),
    ("m", "h", "m", "ctrl+s"),
    ("/", *"the", "enter", ">"),
    ("o",),
    ("l", "l", *["j"] * 10, "enter"),
    ("enter",),
    ("?",),
)


@pytest.mark.parametrize(("step", "keys"), enumerate(WALK))
def test_each_step_names_the_keys_that_finish_it(step: int, keys: tuple[str, ...]) -> None:
    told = (TOUR[step].words, *TOUR[step].inside.values())
    named = {text for words in told for text, tone in worded(words, DEFAULT) if tone == "key"}
    assert key_sign(keys[-1]) in named


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_whole_tour(suggested: Study, p01: str, size: tuple[int, int]) -> None:
    app = CoderApp(suggested, p01, hints=True)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.guide.start()
        await pilot.pause()
        for number, keys in enumerate(WALK, 1):
            assert told(pilot).startswith(f"Tour {number}/{len(TOUR)}"), keys
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await pilot.pause()
        assert f"Tour {LAST}" in told(pilot)
        assert "That was the tour" in told(pilot)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("q", "j")
        await pilot.pause()
        assert "Tour" not in told(pilot)
        assert not app.guide.touring
        assert len(suggested.suggestions(state=SuggestionState.REJECTED)) == 0  # undone in the next step
        assert suggested.memo("coding", suggested.codings()[0].id) or suggested.memo("document", p01)


async def test_dialogs_say_what_helps_there(suggested: Study, p01: str) -> None:
    app = CoderApp(suggested, p01)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.guide.start()
        for _ in range(3):
            await pilot.press("ctrl+n")
        await pilot.pause()
        assert told(pilot).startswith("Tour 4/15")
        await pilot.press("c")
        await pilot.pause()
        assert told(pilot).startswith("Tour 4/15  Type com, read the definition, then Enter.")
        await pilot.press("escape", "g")
        await pilot.pause()
        assert "Tour" not in told(pilot)


async def test_a_step_can_be_skipped_and_the_tour_left_and_nothing_is_blocked(suggested: Study, p01: str) -> None:
    app = CoderApp(suggested, p01, hints=True)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.guide.start()
        await pilot.press("c")
        await type_keys(pilot, "success")
        await pilot.press("enter")
        await pilot.pause()
        assert len(suggested.codings()) == 1
        assert told(pilot).startswith("Tour 1/15")
        for number in range(2, len(TOUR) + 1):
            await pilot.press("ctrl+n")
            await pilot.pause()
            assert told(pilot).startswith(f"Tour {number}/15")
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "That was the tour" in told(pilot)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "Tour" not in told(pilot)
        app.guide.start()
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "Tour" not in told(pilot)
        assert not app.guide.touring


async def test_what_others_write_meanwhile_finishes_no_step(suggested: Study, p01: str) -> None:
    guide = Guide(suggested)
    guide.start()
    for _ in range(3):
        guide.skip()
    with Study.open(suggested.path, "JW") as other:
        other.code(p01, Span(31, 56), "mindset.narrative.commercial_success", 2)
    guide.edited()
    assert "Tour 4/15" in guide.lines("coding", 80)[0][0][0]
    suggested.code(p01, Span(31, 56), "mindset.narrative.commercial_success", 2)
    guide.edited()
    assert "Tour 5/15" in guide.lines("coding", 80)[0][0][0]


def test_accepting_a_suggestion_is_deciding_and_not_coding(suggested: Study) -> None:
    suggested.accept(suggested.suggestions()[0].id, 2)
    entry = suggested.log(1)[0]
    assert not DEEDS["coded"](entry)
    assert DEEDS["decided"](entry)
    suggested.undo()
    entry = suggested.log(1)[0]
    assert {name for name, deed in DEEDS.items() if deed(entry)} == {"undone"}


async def test_outside_the_sample_study_the_help_screen_says_why_not(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("?", "T")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ErrorDialog)
        with pytest.raises(CoderError, match="coder demo --open"):
            practice(study)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study's interviews, without its codings."""
    path = tmp_path_factory.mktemp("sample") / "study"
    with new_study(path) as study:
        corpus = shipped.files() / "corpus" / "regional-innovation-systems"
        study.import_transcripts([corpus], table=corpus / "attributes.csv")
    return path


async def test_in_the_sample_study_it_begins_in_an_interview_nobody_has_coded(sample: Path) -> None:
    with Study.open(sample, "me") as study:
        first = practice(study)
        assert next(one.language for one in study.documents() if one.id == first) == "en"
        study.code(first, Span(200, 230), "mindset.narrative.commercial_success", 2)
        assert practice(study) != first
        async with session(study, screen="documents") as pilot:
            await pilot.press("?", "T")
            await pilot.pause()
            await pilot.pause()
            assert isinstance(pilot.app.screen, CodingScreen)
            assert pilot.app.screen.document_id == practice(study)
            assert told(pilot).startswith("Tour 1/15")
            assert "next step" in line(pilot, "keys")


def test_hints_and_tour_name_no_key_in_plain_letters() -> None:
    """Keys are named by their actions, so that a keymap changes the words too."""
    for words in (*(hint.words for hint in HINTS), *(step.words for step in TOUR)):
        plain = [part for part, tone in worded(words, DEFAULT) if tone != "key"]
        assert not any(word in {"j", "k", "c", "u", "o", "Esc"} for part in plain for word in part.split())
