"""The coding session over a corrected transcript: it shows the new text, and decides on codings whose words changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.model.span import Span
from coder.study import Study
from coder.tui.dialogs.chooser import Chooser
from tests.studies import new_study
from tests.tui.sessions import LARGE, SMALL, line, painted, selected, session, transcript

TEXT = """\
I: How is the town?

R: The town is getting better every year. My mother never beleived it would. We stay here.

I: And the council?

R: Nobody trusts the council at all.
"""
CORRECTED = TEXT.replace("beleived", "believed").replace("Nobody trusts the council at all.", "We trust it.")
RISE, DECLINE = "mood.story.rise", "mood.story.decline"


def begun(folder: Path) -> tuple[Study, str]:
    """A study with one transcript and three codings: two with words that the correction changes."""
    study = new_study(folder / "study")
    (folder / "north.txt").write_text(TEXT, "utf-8")
    assert not study.import_transcripts([folder / "north.txt"], {"town": "north"}).refused
    document = study.document("north").id
    for words, code in (
        ("My mother never beleived it would.", DECLINE),
        ("We stay here.", RISE),
        ("Nobody trusts the council at all.", DECLINE),
    ):
        study.code(document, Span(TEXT.index(words), TEXT.index(words) + len(words)), code, 2)
    return study, document


def correct(study: Study, folder: Path, text: str = CORRECTED) -> None:
    (folder / "corrected").mkdir(exist_ok=True)
    (folder / "corrected" / "north.txt").write_text(text, "utf-8")
    study.revise(study.document("north").id, folder / "corrected" / "north.txt")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_text_corrected_by_another_process_is_shown_and_the_cursor_stays_on_its_words(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    study, document = begun(tmp_path)
    with study, Study.open(tmp_path / "study", "MK") as other:
        async with session(study, document, size) as pilot:
            shown = transcript(pilot)
            shown.place(TEXT.index("We stay"))
            await pilot.pause()
            assert selected(pilot) == "We stay here."
            correct(other, tmp_path, "I: One more question?\n\n" + CORRECTED)
            pilot.app.screen.reload()  # type: ignore[attr-defined]
            await pilot.pause()
            assert shown.document.text.startswith("I: One more question?")
            assert selected(pilot) == "We stay here."
            assert "believed" in "\n".join(painted(pilot))
            assert "3 codings" in line(pilot, "title")
            assert "2 with changed words" in line(pilot, "title")
            await pilot.press("u", "y")
            await pilot.pause()
            assert shown.document.text == TEXT
            assert selected(pilot) == "We stay here."
            assert "changed words" not in line(pilot, "title")
            await pilot.press("ctrl+r")
            await pilot.pause()
            assert "believed" in "\n".join(painted(pilot))
            assert other.check() == ()


async def test_changed_words_are_told_and_decided_on_by_keys(tmp_path: Path) -> None:
    study, document = begun(tmp_path)
    correct(study, tmp_path)
    with study:
        async with session(study, document) as pilot:
            shown = transcript(pilot)
            await pilot.press("Z")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Chooser)
            assert "was “My mother never beleived it woul…”" in "\n".join(painted(pilot))
            await pilot.press("enter")
            await pilot.pause()
            assert selected(pilot) == "My mother never believed it would."
            assert "words changed: was “My mother" in line(pilot, "here")
            await pilot.press("Z", "enter")
            await pilot.pause()
            assert line(pilot, "reason") == " kept on these words"
            assert "words changed" not in line(pilot, "here")
            assert "1 with changed words" in line(pilot, "title")
            await pilot.press("u")
            await pilot.pause()
            assert "2 with changed words" in line(pilot, "title")
            await pilot.press("ctrl+r")
            shown.place(CORRECTED.index("We trust"))
            await pilot.press("Z", *"remove", "enter")
            await pilot.pause()
            assert "2 codings" in line(pilot, "title")
            assert "changed words" not in line(pilot, "title")
            await pilot.press("Z")
            await pilot.pause()
            assert "no words of a coding wait for a decision" in "\n".join(painted(pilot))
    with Study.open(tmp_path / "study", "MK") as again:
        assert again.reworded() == ()
        assert again.check() == ()


async def test_other_ends_chosen_by_hand_settle_it(tmp_path: Path) -> None:
    study, document = begun(tmp_path)
    correct(study, tmp_path)
    with study:
        async with session(study, document) as pilot:
            transcript(pilot).place(CORRECTED.index("My mother"))
            await pilot.press("Z", *"choose", "enter", "h", "enter")
            await pilot.pause()
            assert [one.before for one in study.reworded()] == ["Nobody trusts the council at all."]
            assert "1 with changed words" in line(pilot, "title")


async def test_words_that_stand_elsewhere_now_can_be_followed(tmp_path: Path) -> None:
    study, document = begun(tmp_path)
    moved = CORRECTED.replace("I: How is", "R: My mother never beleived it would.\n\nI: How is")
    correct(study, tmp_path, moved)
    with study:
        async with session(study, document) as pilot:
            transcript(pilot).place(moved.index("My mother never believed"))
            await pilot.press("Z", *"old words", "enter")
            await pilot.pause()
            assert selected(pilot) == "My mother never beleived it would."
            assert len(study.reworded()) == 1


async def test_blind_lists_only_ones_own(tmp_path: Path) -> None:
    study, document = begun(tmp_path)
    correct(study, tmp_path)
    study.close()
    with Study.open(tmp_path / "study", "JW") as other:
        other.keep_view("blind", "1")
        async with session(other, document) as pilot:
            assert "changed words" not in line(pilot, "title")
            await pilot.press("Z")
            await pilot.pause()
            assert "no words of a coding wait for a decision" in "\n".join(painted(pilot))
