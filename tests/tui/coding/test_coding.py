from __future__ import annotations

import pytest

from coder.model.coding import SuggestionState, Tense
from coder.model.span import Span
from coder.study import Study
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.dialogs.level import LevelChooser
from coder.tui.dialogs.palette import Palette
from tests.tui.sessions import SMALL, line, painted, selected, session, suggest, transcript, type_keys, until

SUCCESS = "mindset.narrative.commercial_success"
ORIENTATION = "market.orientation"


async def test_moving_by_units_skips_the_interviewer_with_j_but_not_with_arrows(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        assert selected(pilot) == "People buy what is cheap."
        await pilot.press("j", "j", "j")
        assert selected(pilot) == "The state waits."
        await pilot.press("up")
        assert selected(pilot) == "And the state?"
        await pilot.press("k")
        assert selected(pilot) == "We sell to everyone."
        await pilot.press("home")
        assert selected(pilot) == "How is the market here?"
        await pilot.press("end")
        assert selected(pilot) == "Then it follows us, slowly."
        await pilot.press("j")
        assert selected(pilot) == "Then it follows us, slowly."


async def test_grains_extending_and_trimming(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("J", "h")
        assert selected(pilot) == "People buy what is cheap. Nobody asks how clever it"
        await pilot.press("l", "L")
        assert selected(pilot) == "buy what is cheap. Nobody asks how clever it is"
        await pilot.press("escape")
        assert selected(pilot) == "Nobody asks how clever it is."
        await pilot.press("w")
        assert selected(pilot) == "Nobody"
        await pilot.press("j", "J")
        assert selected(pilot) == "asks how"
        await pilot.press("p")
        assert selected(pilot).endswith("We sell to everyone.")
        assert "paragraph" in line(pilot, "title")
        await pilot.press("t", "J")
        assert selected(pilot).startswith("People")
        assert selected(pilot).endswith("slowly.")
        await pilot.press("K", "s")
        assert selected(pilot) == "People buy what is cheap."


async def test_a_code_from_the_palette_is_durable_painted_and_undone(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "success")
        assert isinstance(pilot.app.screen, Palette)
        await pilot.press("enter")
        await pilot.pause()
        (coding,) = study.codings()
        assert (coding.code, coding.weight, coding.coder) == (SUCCESS, 2, "me")
        assert study.document("p01").quote(coding.span) == "People buy what is cheap."
        assert any("┃Cs" in row and "+2 commercial" in row for row in painted(pilot))
        assert "commercial success" in line(pilot, "here")
        assert "+2 explicit" in line(pilot, "here")
        assert "undo: code 'comm" in line(pilot, "keys")
        await pilot.press("u")
        assert study.codings() == ()
        assert not any("┃Cs" in row for row in painted(pilot))
        assert "undone: code 'commercial success'" in line(pilot, "reason")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert study.codings() == (coding,)
        assert any("┃Cs" in row for row in painted(pilot))


async def test_tab_cycles_the_weight_in_the_palette(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("tab", "tab", "enter")
        assert [coding.weight for coding in study.codings()] == [-1]


async def test_a_level_code_asks_for_its_level_against_the_anchors(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "mo")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, LevelChooser)
        await pilot.pause()
        assert any("Demand is the main driver." in row for row in painted(pilot))
        await pilot.press("2")
        assert [(coding.code, coding.weight) for coding in study.codings()] == [(ORIENTATION, 1)]
        await pilot.press("j", ".")
        assert [coding.weight for coding in study.codings()] == [1, 1]
        await pilot.press("-", "-")
        assert [coding.weight for coding in study.codings()] == [1, -1]


async def test_a_level_chosen_with_tab_needs_no_second_step(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "mo")
        await pilot.press("tab", "enter")
        assert [coding.weight for coding in study.codings()] == [2]


async def test_digits_and_repeat_code_with_the_weight_used_last(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("1")
        assert "no code on 1 yet" in line(pilot, "reason")
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("tab", "enter", "j", "1", "j", "j", ".")
        assert [coding.weight for coding in study.codings()] == [1, 1, 1]
        assert "1 Cs" in line(pilot, "quick")
        await pilot.press("1")  # the same code on the same words again is no second coding
        assert len(study.codings()) == 3


async def test_the_current_coding_is_changed_by_its_keys(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("enter", "-", "~")
        (coding,) = study.codings()
        assert (coding.weight, coding.tense) == (1, Tense.PAST)
        assert "past" in line(pilot, "here")
        await pilot.press("@")
        await type_keys(pilot, "zhe")
        await pilot.press("enter")
        assert study.codings()[0].about == "zhejiang"
        assert "about Zhejiang" in line(pilot, "here")
        await pilot.press("m")
        await type_keys(pilot, "why")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert study.memo("coding", coding.id) == "why"
        assert "memo: why" in line(pilot, "here")
        await pilot.press("x")
        assert study.codings() == ()
        await pilot.press("x")
        assert "no coding of yours here" in line(pilot, "reason")


async def test_a_memo_without_a_coding_is_on_the_document(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("m")
        await type_keys(pilot, "noisy")
        await pilot.press("ctrl+s")
        assert study.memo("document", p01) == "noisy"
        await pilot.press("m")
        await type_keys(pilot, "x")
        await pilot.press("escape", "y")  # thrown away
        assert study.memo("document", p01) == "noisy"


async def test_a_new_code_in_vivo(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("n", "enter", "enter")
        await type_keys(pilot, "joint")
        await pilot.press("enter")
        await pilot.pause()
        (coding,) = study.codings()
        assert study.codebook.text(study.codebook.code(coding.code).label) == "People buy what is cheap."
        assert study.codebook.code(coding.code).parent == "mindset.narrative"
        assert any("┃" in row for row in painted(pilot))


async def test_suggestions_are_stepped_accepted_and_rejected(study: Study, p01: str) -> None:
    text = study.document("p01").text
    spans = [
        Span(text.index(words), text.index(words) + len(words)) for words in ("Nobody asks", "We sell", "The state")
    ]
    suggest(study, p01, spans[0], SUCCESS)
    suggest(study, p01, spans[1], SUCCESS, weight=-2)
    suggest(study, p01, spans[2], ORIENTATION, weight=None)
    async with session(study, p01) as pilot:
        assert any("┊Cs" in row for row in painted(pilot))
        await pilot.press("]")
        await pilot.pause()
        assert selected(pilot) == "Nobody asks"
        assert 'suggested +2 explicit  reliability not known yet  cue "market"' in line(pilot, "here")
        await pilot.press("A", "]", "a")
        assert [coding.weight for coding in study.codings()] == [1, -2]
        await pilot.press("]", "a", "3")
        assert [(coding.code, coding.weight) for coding in study.codings(code=ORIENTATION)] == [(ORIENTATION, 0)]
        assert not study.suggestions()
        await pilot.press("u", "r")
        assert [one.code for one in study.suggestions(state=SuggestionState.REJECTED)] == [ORIENTATION]
        await pilot.press("r")
        assert "no suggestion here" in line(pilot, "reason")


async def test_a_takes_the_level_that_is_proposed_as_in_the_review(study: Study, p01: str) -> None:
    suggest(study, p01, Span(31, 56), ORIENTATION, weight=1)
    suggest(study, p01, Span(57, 86), ORIENTATION, weight=-1)
    async with session(study, p01) as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, LevelChooser)
        assert [(one.code, one.weight) for one in study.codings()] == [(ORIENTATION, 1)]
        await pilot.press("]", "A")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LevelChooser)
        await pilot.press("enter")  # the proposed one is under the cursor
        await pilot.pause()
        assert [one.weight for one in study.codings()] == [1, -1]


async def test_the_keys_of_a_suggestion_come_first_in_the_bar_while_it_is_what_they_act_on(
    study: Study, p01: str
) -> None:
    suggest(study, p01, Span(57, 86), SUCCESS)
    deciding = " a accept  r reject  ] suggestion  c code "
    async with session(study, p01) as pilot:
        assert line(pilot, "keys").startswith(" c code  . repeat  + stronger  x remove ")
        await pilot.press("j")
        assert line(pilot, "keys").startswith(deciding)
        await until(pilot, lambda: painted(pilot)[-1].startswith(deciding))
        await pilot.press("r")
        assert line(pilot, "keys").startswith(" c code  . repeat  + stronger  x remove ")


async def test_overlapping_codings_are_cycled(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        for letters in ("cs", "br"):
            await pilot.press("c")
            await type_keys(pilot, letters)
            await pilot.press("enter")
        assert "business reputation" in line(pilot, "here")
        assert "2 here" in line(pilot, "here")
        await pilot.press("comma", "-")
        weights = {coding.code.rsplit(".", 1)[1]: coding.weight for coding in study.codings()}
        assert weights == {"business_reputation": 2, "commercial_success": 1}


async def test_another_coders_coding_cannot_be_changed(study: Study, p01: str) -> None:
    with Study.open(study.path, "JW") as other:
        other.code(p01, Span(31, 56), SUCCESS, 2)
    async with session(study, p01) as pilot:
        assert any("│Cs" in row for row in painted(pilot))
        assert "by JW" in line(pilot, "here")
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert any("this coding is JW's" in row for row in painted(pilot))
        assert any("change only your own codings" in row for row in painted(pilot))
        await pilot.press("enter")
        assert len(study.codings()) == 1


async def test_a_refused_edit_opens_a_dialog_and_paints_nothing(
    study: Study, p01: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coder.errors import StorageError

    def full(*_: object, **__: object) -> None:
        raise StorageError("the disk is full", where="study.db", hint="free some space and repeat")

    async with session(study, p01) as pilot:
        monkeypatch.setattr(study, "code_many", full)
        await pilot.press("c")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await pilot.pause()
        text = "\n".join(painted(pilot))
        assert "the disk is full" in text
        assert "in study.db" in text
        assert "free some space" in text
        await pilot.press("escape")
        await pilot.pause()
        assert not any("┃Cs" in row for row in painted(pilot))


async def test_coding_a_question_warns_that_it_is_no_evidence(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("home", "c")
        await type_keys(pilot, "cs")
        await pilot.press("enter")
        await pilot.pause()
        assert "no respondent's speech" in line(pilot, "reason")


async def test_search_goes_round_the_hits(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("/")
        await type_keys(pilot, "state")
        await pilot.press("enter")
        await pilot.pause()
        assert selected(pilot) == "And the state?"
        assert "1 of 2 places" in line(pilot, "reason")
        await pilot.press(">")
        assert selected(pilot) == "The state waits."
        await pilot.press(">", "f3")
        assert selected(pilot) == "The state waits."
        await pilot.press("<")
        assert selected(pilot) == "And the state?"
        await pilot.press("/", *["backspace"] * 5)
        await type_keys(pilot, "zz")
        await pilot.press("enter")
        await pilot.pause()
        assert "is not in this transcript" in line(pilot, "reason")


async def test_filter_shows_only_the_stripes_of_a_code(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        for letters in ("cs", "br"):
            await pilot.press("c")
            await type_keys(pilot, letters)
            await pilot.press("enter")
        await pilot.press("f")
        await type_keys(pilot, "bus")
        await pilot.press("enter")
        await pilot.pause()
        text = "\n".join(painted(pilot))
        assert "┃Br" in text
        assert "┃Cs" not in text
        assert "only business reputation" in text
        await pilot.press("f")
        await type_keys(pilot, "all")
        await pilot.press("enter")
        await pilot.pause()
        assert any("┃Cs" in row for row in painted(pilot))


async def test_goto_a_passage_of_a_code(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("end", "c")
        await type_keys(pilot, "cs")
        await pilot.press("enter", "home", "g")
        await type_keys(pilot, "comm")
        await pilot.press("enter")
        await pilot.pause()
        assert selected(pilot) == "Then it follows us, slowly."


async def test_marking_the_document_as_coded(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("M")
        assert "coded ✓" in line(pilot, "title")
        assert study.documents()[0].coded_by == ("me",)
        await pilot.press("M")
        assert study.documents()[0].coded_by == ()


async def test_the_mouse_places_the_cursor_and_shift_extends(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.click("#transcript", offset=(12, 5))
        assert selected(pilot) == "And the state?"
        row = next(at for at, words in enumerate(painted(pilot)) if "The state waits" in words) - 1
        await pilot.click("#transcript", offset=(8, row), shift=True)
        assert selected(pilot).startswith("And the state?")
        assert selected(pilot).endswith("The state waits.")


async def test_a_stripe_can_be_clicked(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.press("end", "c")
        await type_keys(pilot, "cs")
        await pilot.press("enter", "home")
        await pilot.pause()
        rows = painted(pilot)
        row = next(at for at, words in enumerate(rows) if "┃Cs" in words)
        await pilot.click("#transcript", offset=(rows[row].index("┃Cs"), row - 1))
        assert selected(pilot) == "Then it follows us, slowly."


async def test_keys_of_the_bar_can_be_clicked(study: Study, p01: str) -> None:
    async with session(study, p01) as pilot:
        await pilot.click("#keys", offset=(2, 0))
        assert isinstance(pilot.app.screen, Palette)


async def test_the_codebook_pane_codes_with_enter_from_120_columns(study: Study, p01: str) -> None:
    async with session(study, p01, (140, 40)) as pilot:
        await pilot.press("tab", "j", "enter")
        await pilot.pause()
        assert [coding.code for coding in study.codings()] == ["technology.focus.public"]
        await pilot.press("tab", "j")
        assert selected(pilot) == "Nobody asks how clever it is."
        assert any(row.rstrip().endswith("public") and " 1 " in row for row in painted(pilot))


async def test_at_80_columns_tab_stays_in_the_transcript(study: Study, p01: str) -> None:
    async with session(study, p01, SMALL) as pilot:
        await pilot.press("tab", "j")
        assert transcript(pilot).has_focus
        assert selected(pilot) == "Nobody asks how clever it is."


async def test_an_unaided_passage_says_so_once_suggestions_were_asked_for(
    study: Study, p01: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study, "unaided", lambda document: (Span(31, 107),), raising=False)
    async with session(study, p01) as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert "no suggestion here" in line(pilot, "reason")
        assert "unaided" not in line(pilot, "reason")
        monkeypatch.setattr(study, "stamps", lambda: {p01: None}, raising=False)
        await pilot.press("r")
        await pilot.pause()
        assert "unaided passage: no suggestion here" in line(pilot, "reason")
