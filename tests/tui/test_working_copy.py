"""The session notices the codebook's file when somebody edits it by hand, and says how old definitions are."""

from __future__ import annotations

import pytest

from coder.model.codebook import Code, CodeKind
from coder.model.revision import Defined
from coder.model.span import Span
from coder.study import Study
from coder.tui.codebook.page import definition_line
from coder.tui.messages import OpenCode
from coder.tui.study_screen import StudyScreen
from coder.tui.widgets.prose import Prose
from tests.tui.sessions import LARGE, SMALL, line, session

SUCCESS = "mindset.narrative.commercial_success"
CODE = Code(SUCCESS, CodeKind.VALUE, None, {"en": "x"})


@pytest.mark.parametrize("key", ["", "b", "o"])
async def test_it_is_said_once_on_whatever_screen(study: Study, p01: str, key: str) -> None:
    async with session(study) as pilot:
        if key:
            await pilot.press(key)
        screen = pilot.app.screen
        assert isinstance(screen, StudyScreen)
        text = study.codebook_file.read_text("utf-8")
        study.codebook_file.write_text(text + "# mine\n", "utf-8")
        screen._look()
        await pilot.pause()
        assert "was edited: coder codebook diff" in line(pilot, "reason")
        screen.say("something else")
        screen._look()
        await pilot.pause()
        assert line(pilot, "reason").strip() == "something else"
        study.codebook_file.write_text(text, "utf-8")
        screen._look()
        await pilot.pause()
        told = "" if key != "o" else "nothing is coded yet"  # what the overview says of an empty study
        assert line(pilot, "reason").strip()[: len(told) or None] == told


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_codebook_says_under_which_revision_a_code_was_defined(
    study: Study, p01: str, size: tuple[int, int]
) -> None:
    study.code(p01, Span(31, 56), SUCCESS, 2)
    file = study.codebook_file
    file.write_text(file.read_text("utf-8").replace("What sells is right;", "What sells counts;"), "utf-8")
    study.apply_codebook(raising=True)
    study.code(p01, Span(57, 86), SUCCESS, 1)
    async with session(study, size=size) as pilot:
        await pilot.press("b")
        pilot.app.post_message(OpenCode(SUCCESS))
        await pilot.pause()
        said = "\n".join(text for text, _ in pilot.app.screen.query_one(Prose)._paragraphs)
        assert f"defined so since revision 2 ({study.codebook.version})" in said
        assert "1 of 2 coded under an earlier wording" in said


@pytest.mark.parametrize(
    ("since", "alone", "expected"),
    [
        (Defined(1, "1.0.0"), None, "defined so since revision 1 (1.0.0)"),
        (Defined(3, "1.2.0"), None, "defined so since revision 3 (1.2.0); 4 of 7 coded under an earlier wording"),
        (
            Defined(3, "2.0.0", 3),
            None,
            "defined so since revision 3 (2.0.0); 4 of 7 coded under an earlier definition ⚑",
        ),
        (
            Defined(3, "2.0.1", 2),
            None,
            "defined so since revision 3 (2.0.1); 4 of 7 coded under an earlier wording; "
            "1 of 7 coded under an earlier definition ⚑",
        ),
        (
            Defined(3, "2.0.0", 3),
            "JW",
            "defined so since revision 3 (2.0.0); 3 of 6 coded under an earlier definition ⚑",
        ),
        (Defined(3, "2.0.0", 3), "nobody", "defined so since revision 3 (2.0.0)"),
    ],
)
def test_the_line_about_a_definition(since: Defined, alone: str | None, expected: str) -> None:
    coded = [(SUCCESS, 1, "MK", 1), (SUCCESS, 2, "JW", 3), (SUCCESS, 3, "JW", 3), ("other", 1, "MK", 9)]
    assert definition_line(CODE, {SUCCESS: since}, coded, alone) == expected


def test_groups_rows_and_unknown_codes_have_no_such_line() -> None:
    assert definition_line(CODE, {}, [], None) == ""
    group = Code("g", CodeKind.GROUP, None, {"en": "g"})
    assert definition_line(group, {"g": Defined(1, "1.0.0")}, [], None) == ""
