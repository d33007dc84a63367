"""Memos on a coding, its code, the document and its case, from the coding screen."""

from __future__ import annotations

import pytest

from coder.model.span import Span
from coder.study import Study
from coder.tui.dialogs.chooser import Chooser
from tests.tui.sessions import LARGE, SMALL, line, painted, session, suggest, type_keys

SUCCESS = "mindset.narrative.commercial_success"
BUY = Span(31, 56)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_memo_on_each_of_four_things(study: Study, p01: str, size: tuple[int, int]) -> None:
    coding = study.code(p01, BUY, SUCCESS, 2)
    targets = {"coding": coding.id, "code": SUCCESS, "document": p01, "case": "prd"}
    async with session(study, p01, size) as pilot:
        assert "memo" not in line(pilot, "here")
        for letters, subject in (("this", "coding"), ("its", "code"), ("the doc", "document"), ("case", "case")):
            await pilot.press("W")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Chooser)
            await type_keys(pilot, letters)
            await pilot.press("enter")
            await type_keys(pilot, f"on {subject}")
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert study.memo(subject, targets[subject]) == f"on {subject}"
        assert "memo: on coding" in line(pilot, "here")
        assert "memo on code, document, case" in line(pilot, "here")
        assert study.undo_label() == "write memo on case Pearl River Delta"
        await pilot.press("W")
        await pilot.pause()
        assert "memo: on code" in "\n".join(painted(pilot))
        await pilot.press("escape", "u")
        await pilot.pause()
        assert "memo on code, document" in line(pilot, "here")
        assert "case" not in line(pilot, "here")


async def test_without_a_coding_the_document_and_the_case_remain(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("W")
        await pilot.pause()
        text = "\n".join(painted(pilot))
        assert "the document: p01" in text
        assert "the case: Pearl River Delta" in text
        assert "this coding" not in text
        await pilot.press("escape")


async def test_of_a_suggestion_the_code_can_have_one(study: Study, p01: str) -> None:
    suggest(study, p01, BUY, SUCCESS)
    async with session(study, p01) as pilot:
        await pilot.press("]", "W")
        await type_keys(pilot, "its code")
        await pilot.press("enter")
        await type_keys(pilot, "hm")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert study.memo("code", SUCCESS) == "hm"
        assert "suggested" in line(pilot, "here")
