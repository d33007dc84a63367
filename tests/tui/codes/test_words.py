"""Codes, weights and codings in the words of the screen."""

from __future__ import annotations

from dataclasses import replace

from coder.model.coding import Suggestion, Tense
from coder.model.span import Span
from coder.tui.codes import describe, labels, proposed
from coder.tui.codes.stripes import signs
from coder.tui.coding.places import OWN_CASE, about_options, goto_options, memo_options
from coder.tui.text.runs import Runs
from tests.studies import codebook, coding

BOOK = codebook()
SIGNS = signs(BOOK)


def said(runs: Runs) -> str:
    return "".join(text for text, _ in runs)


def test_marks_of_levels_and_strengths() -> None:
    pride = [labels.mark(BOOK, "mood.pride", weight) for weight in (2, 1, 0, -1, -2)]
    assert pride == ["++", "+", "O", "-", "-2"]
    assert [labels.mark(BOOK, "mood.story.rise", weight) for weight in (2, -1, None)] == ["+2", "-1", "?"]


def test_weights_in_words() -> None:
    assert labels.meaning(BOOK, "mood.story.rise", -2) == "against, explicit"
    assert labels.meaning(BOOK, "mood.pride", 0) == "So-so."
    assert labels.meaning(BOOK, "mood.pride", -2) == "level -2"  # without an anchor


def test_stepping_stops_at_the_ends() -> None:
    def walk(code: str, weight: int, step: int) -> list[int]:
        return [weight := labels.stepped(BOOK, code, weight, step) for _ in range(4)]

    assert walk("mood.story.rise", 2, -1) == [1, -1, -2, -2]
    assert walk("mood.pride", 0, 1) == [1, 2, 2, 2]
    assert labels.stepped(BOOK, "mood.gone", 1, 1) == 2


def test_a_coding_in_one_line() -> None:
    one = replace(coding("d", weight=-1), about="south", tense=Tense.PAST)
    text = said(describe.coding_runs(one, "JW", BOOK, SIGNS, "why\nnot"))
    assert text == " │Ri rise  -1 against, implicit  by MK  about South  past  memo: why not"


def test_a_coding_whose_code_is_gone_is_still_described() -> None:
    one = coding("d", code="mood.gone")
    assert said(describe.coding_runs(one, "MK", BOOK, SIGNS, "")) == " ┃?? mood.gone  +2 explicit"
    assert describe.definition_runs(BOOK, "mood.gone") == ()
    assert [text for text, _ in describe.code_text(BOOK, "mood.gone")][1] == "The codebook no longer has this code."


def test_a_suggestion_gives_its_reason() -> None:
    one = Suggestion("s", "d", Span(0, 5), "mood.story.rise", -2, 0.5, 'cue "better", negated', "cues.v1", 1)
    text = said(proposed.suggestion_runs(one, BOOK, SIGNS, (2, 3)))
    told = "suggested -2 against, explicit  2nd of 3 for this passage"
    assert text == f' ┊Ri rise  {told}  cue "better", negated  (cues)'


def test_a_level_code_is_explained_with_its_anchors() -> None:
    text = [text for text, _ in describe.code_text(BOOK, "mood.pride")]
    assert text[0] == "Pride"
    assert " ++  Very." in text
    assert "Include: pride" in text
    assert "Exclude: shame" in text


def test_the_residual_value_says_whose_it_is() -> None:
    assert labels.label_of(BOOK, "mood.story._other") == "other (Story)"


def test_options_to_choose_from() -> None:
    assert [option.id for option in about_options(BOOK, "north")] == [OWN_CASE, "north", "south"]
    assert about_options(BOOK, "north")[0].note == "North"
    options = goto_options(BOOK, (), ["mood.pride"], "d")
    assert [option.id for option in options] == ["code:mood.pride", "case:north", "case:south"]
    assert [option.note for option in options] == ["next passage coded so", "no documents yet", "no documents yet"]


def test_what_a_memo_can_be_on_with_the_memo_there_is() -> None:
    options = memo_options([("code", "mood.pride", "Pride"), ("document", "d", "p\x1b01")], ["proud\nof it", ""])
    assert [option.id for option in options] == ["code", "document"]
    assert [option.label for option in options] == ["its code: Pride", "the document: p␛01"]
    assert [option.note for option in options] == ["memo: proud of it", "no memo yet"]


def test_a_weight_is_carried_to_another_code_only_where_it_means_the_same() -> None:
    assert labels.carried(BOOK, "mood.story.rise", -1, "mood.story.decline") == -1
    assert labels.carried(BOOK, "mood.pride", 1, "mood.pride") == 1
    assert labels.carried(BOOK, "mood.story.rise", 2, "mood.pride") is None
    assert labels.carried(BOOK, "mood.pride", 2, "mood.story.rise") is None
    assert labels.carried(BOOK, "mood.gone", 2, "mood.story.rise") is None
    assert labels.carried(BOOK, "mood.story.rise", 0, "mood.story.decline") is None


def test_strengths_in_words() -> None:
    assert labels.strengths(BOOK, "mood.story.rise")[2] == (-1, "-1  against, implicit")


def test_cases_that_the_codebook_does_not_know_are_shown_by_id() -> None:
    assert describe.case_label(BOOK, "west") == "west"
