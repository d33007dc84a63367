"""Training data out of a study, and predictions in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError, UnreadableError, UsageError
from coder.formats.tables import TableError
from coder.formats.training.jsonl import render
from coder.intake.predictions import Standing, taken
from coder.model.coding import Suggestion, SuggestionState, suggestion_id
from coder.model.document import Document
from coder.model.edit import Stamp, Suggested
from coder.model.example import Unit
from coder.model.span import Span
from coder.study import Study
from tests.studies import CODEBOOK, add_document, new_study

WORDS = "It is getting better here. Others say it is getting worse. Nobody knows. We are proud."
BETTER, WORSE, NOBODY, PROUD = Span(18, 44), Span(45, 76), Span(77, 90), Span(91, 104)
RISE, DECLINE, PRIDE = "mood.story.rise", "mood.story.decline", "mood.pride"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "s") as made:
        yield made


def aided(study: Study, name: str, share: int = 0, **attributes: str) -> str:
    """A document of which no passage, or with a share of 1 every one, is kept without suggestions."""
    document = add_document(study, name, WORDS, **attributes)
    study._perform(Suggested(document, None, Stamp("x", Fraction(share), "s", "2026-01-01T00:00:00+00:00")), "asked")
    return document


def predict(study: Study, *rows: dict[str, Any], name: str = "m1") -> Any:
    file = study.path / "p.jsonl"
    file.write_text("".join(json.dumps({"document": "a", **row}) + "\n" for row in rows), "utf-8")
    return study.import_predictions(file, name)


def row(span: Span, code: str = RISE, **more: Any) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "code": code, **more}


# ---- out


def test_sentences_up_to_the_last_judgement_with_their_codings(study: Study) -> None:
    document = add_document(study, "a", WORDS, town="north")
    study.code(document, BETTER, RISE, 2)
    study.code(document, WORSE, DECLINE, -1)
    found = study.training()
    assert found.unit is Unit.SENTENCE
    assert [(one.text, one.role, one.codes) for one in found.examples] == [
        ("How is it?", "interviewer", ()),
        ("It is getting better here.", "respondent", (RISE,)),
        ("Others say it is getting worse.", "respondent", (DECLINE,)),
    ]
    assert {one.case for one in found.examples} == {"north"}
    assert [one.weight for example in found.examples for one in example.codings] == [2, -1]


def test_what_nobody_read_comes_only_when_asked_for_and_says_so(study: Study) -> None:
    document = add_document(study, "a", WORDS)
    study.code(document, BETTER, RISE, 2)
    found = study.training(unread=True)
    assert [(one.text[:6], one.read) for one in found.examples] == [
        ("How is", True),
        ("It is ", True),
        ("Others", False),
        ("Nobody", False),
        ("We are", False),
    ]
    study.mark_coded(document)
    assert all(one.read for one in study.training().examples)
    assert len(study.training().examples) == 5


def test_turns_and_documents_if_wanted(study: Study) -> None:
    document = add_document(study, "a", WORDS)
    study.code(document, BETTER, RISE, 2)
    turns = study.training(unit=Unit.TURN)
    assert [one.text for one in turns.examples] == ["How is it?", WORDS]
    (whole,) = study.training(unit=Unit.DOCUMENT).examples
    assert whole.text == study.document("a").text
    assert [one.span for one in whole.turns] == [Span(3, 13), Span(18, 104)]
    assert whole.passages() == ((BETTER, RISE),)


def test_words_that_may_not_be_quoted_do_not_leave_the_study(study: Study) -> None:
    for name, quotable in (("a", "yes"), ("b", "no"), ("c", "paraphrase"), ("d", "maybe")):
        document = add_document(study, name, WORDS, quotable=quotable)
        study.code(document, BETTER, RISE, 2)
    for unit in (None, *Unit):
        found = study.training(unit=unit, unread=True)
        assert found.documents == ("a",)
        assert found.unquotable == ("b", "c", "d")
    with pytest.raises(CoderError, match="not allowed to be quoted"):
        study.training([study.document("b").id])


def test_only_one_coder_and_only_what_that_coder_read(study: Study, tmp_path: Path) -> None:
    document = add_document(study, "a", WORDS)
    study.code(document, PROUD, PRIDE, 1)
    with Study.open(study.path, "JW") as other:
        other.code(document, BETTER, RISE, 1)
    assert [one.codes for one in study.training(by="JW").examples] == [(), (RISE,)]
    assert len(study.training().examples) == 5
    with pytest.raises(CoderError, match="nothing to learn from"):
        study.training(by="XY")


def test_codings_are_under_the_codes_of_today(study: Study) -> None:
    document = add_document(study, "a", WORDS)
    study.code(document, BETTER, RISE, 2)
    renamed = CODEBOOK.replace(RISE, "mood.story.growth").replace("version: 1.0.0", "version: 1.1.0")
    study.codebook_file.write_text(
        renamed + "history:\n- {version: 1.1.0, date: 2026-01-01, author: MK, op: move, "
        "id: mood.story.rise, to: mood.story.growth, rationale: a clearer word}\n",
        "utf-8",
    )
    study.apply_codebook()
    assert study.training().codes == ("mood.story.growth",)


def test_the_documents_of_an_interview_are_in_one_fold_and_rejections_are_told(study: Study) -> None:
    for number, name in enumerate("abcdef"):
        document = add_document(study, name, WORDS, interview=f"I{number // 2}")
        study.code(document, BETTER, RISE, 2)
    aided(study, "g")
    predict(study, {**row(NOBODY), "document": "g"})
    (waiting,) = study.suggestions()
    study.reject(waiting.id)
    found = study.training()
    fold = {one.document: one.fold for one in found.examples}
    assert fold["a"] == fold["b"] != fold["c"] == fold["d"] != fold["e"] == fold["f"]
    assert [one.rejected for one in found.examples if one.document == "g"][-1] == (RISE,)
    only = study.training([study.document("c").id])
    assert {one.fold for one in only.examples} == {fold["c"]}, "the same, whatever is written"


def test_a_coding_on_a_heading_is_counted_as_nowhere(study: Study) -> None:
    document = add_document(study, "a", WORDS)
    study.code(document, BETTER, RISE, 2)
    study.code(document, Span(0, 2), RISE, 2)
    assert study.training().nowhere == 1


# ---- in


def test_predictions_become_suggestions_of_their_origin_in_one_edit(study: Study) -> None:
    document = aided(study, "a")
    before = len(study.log())
    done = predict(
        study,
        row(BETTER, confidence=0.75, reason="looks alike"),
        {"quote": "it is getting worse", "code": "mood.story", "value": "decline", "weight": -1, "about": "South"},
        {"start_phrase": "We", "end_phrase": "proud", "code": PRIDE, "confidence": 0},
    )
    assert (len(done.added), done.known, done.coded, done.rejected, done.unaided, done.unspoken) == (3, 0, 0, 0, 0, 0)
    assert len(study.log()) == before + 1
    better, worse, proud = study.suggestions()
    assert (better.document, better.span, better.code, better.weight) == (document, BETTER, RISE, 1)
    assert (better.confidence, better.reason, better.origin) == (0.75, "looks alike", "import:m1")
    assert better.calibrated is False
    assert (worse.code, worse.weight, worse.about, worse.confidence) == (DECLINE, -1, "south", 0.5)
    assert worse.reason == "predicted by m1"
    assert (proud.code, proud.weight, proud.confidence) == (PRIDE, None, 0)
    assert study.codings() == ()
    assert study.accept(better.id, 2).origin == "suggestion:import:m1"
    study.undo()
    study.undo()
    assert study.suggestions() == ()
    study.redo()
    assert study.check() == ()


def test_the_same_again_is_nothing_new_and_another_origin_is(study: Study) -> None:
    aided(study, "a")
    predict(study, row(BETTER))
    before = len(study.log())
    again = predict(study, row(BETTER, confidence=0.9), row(BETTER, confidence=0.9))
    assert (again.added, again.known, again.repeated) == ((), 1, 1)
    assert len(study.log()) == before


def test_what_waits_from_another_origin_is_not_proposed_twice(study: Study) -> None:
    aided(study, "a")
    predict(study, row(BETTER))
    done = predict(study, row(BETTER), row(Span(40, 60)), row(BETTER, DECLINE), row(WORSE), name="m2")
    assert (done.waiting, [(one.span, one.code) for one in done.added]) == (2, [(BETTER, DECLINE), (WORSE, RISE)])
    assert predict(study, row(Span(BETTER.start, BETTER.end - 1))).waiting == 1  # nor nearly twice from its own
    assert len(study.suggestions()) == 3


def test_rows_of_one_file_that_repeat_or_overlap_come_in_once(study: Study) -> None:
    aided(study, "a")
    near = Span(BETTER.start, BETTER.end + 1)
    done = predict(study, row(WORSE), row(BETTER), row(near), row(BETTER), row(near), row(near, DECLINE))
    assert [(one.span, one.code) for one in done.added] == [(WORSE, RISE), (BETTER, RISE), (near, DECLINE)]
    assert done.repeated == 3


@given(
    st.lists(st.tuples(st.integers(18, 100), st.integers(1, 4), st.sampled_from([RISE, DECLINE])), min_size=1),
    st.sets(st.integers(0, 3)),
)
def test_every_row_is_accounted_for_and_no_words_get_a_code_twice(
    rows: list[tuple[int, int, str]], standing: set[int]
) -> None:
    text = "x" * 104
    document = Document("d", "a", "txt", "en", text, (), (), "a.txt", "", "", ())
    found = [
        Suggestion(suggestion_id("d", Span(start, start + size), code, "import:m1"), "d", Span(start, start + size),
                   code, 1, 0.5, "", "import:m1", 1)
        for start, size, code in rows
    ]  # fmt: skip
    spans = {number: {RISE: [Span(20 + 20 * number, 25 + 20 * number)]} for number in standing}
    kinds = [spans.get(number, {}) for number in range(3)]
    kept = [Span(80, 85)] if 3 in standing else []
    done = taken(found, "import:m1", {found[0].id}, lambda _: document,
                 lambda _: Standing(kinds[0], kinds[1], kept, kinds[2]))  # fmt: skip
    over = done.known + done.coded + done.rejected + done.unaided + done.waiting + done.repeated
    assert len(done.added) + over == len(rows)
    for place, one in enumerate(done.added):
        assert not any(one.code == other.code and one.span.overlaps(other.span) for other in done.added[:place])
    if not standing:  # every word that a row names has its code, but for what was known
        for one in found:
            assert one.id == found[0].id or any(
                one.code == other.code and one.span.overlaps(other.span) for other in done.added
            )


def test_rejected_ones_stay_rejected_from_every_origin(study: Study) -> None:
    aided(study, "a")
    predict(study, row(BETTER))
    study.reject(study.suggestions()[0].id)
    assert predict(study, row(BETTER)).known == 1
    done = predict(study, row(Span(30, 60)), row(WORSE), row(BETTER, DECLINE), name="m2")
    assert (done.rejected, [(one.span, one.code) for one in done.added]) == (1, [(WORSE, RISE), (BETTER, DECLINE)])
    assert len(study.suggestions(state=SuggestionState.REJECTED)) == 1


def test_a_rejection_holds_against_predictions_as_it_holds_against_suggestions(study: Study) -> None:
    aided(study, "a")
    predict(study, row(BETTER), row(WORSE))
    for one in study.suggestions():
        study.reject(one.id)
    book = study.codebook_file.read_text("utf-8").replace("version: 1.0.0", "version: 1.0.1")
    study.codebook_file.write_text(book.replace("[getting better]", "[getting better, others say]"), "utf-8")
    study.apply_codebook()
    done = predict(study, row(BETTER), row(WORSE), name="m2")
    assert (done.rejected, [one.span for one in done.added]) == (1, [WORSE]), "a new cue is in its words"
    assert len(done.reopened) == 1
    assert [one.span for one in study.suggestions(state=SuggestionState.REJECTED)] == [BETTER]
    assert study.check() == ()
    study.undo()
    assert len(study.suggestions(state=SuggestionState.REJECTED)) == 2
    done = predict(study, row(BETTER), row(WORSE))  # from the origin that was rejected
    assert (done.known, [one.span for one in done.added]) == (1, [WORSE])
    assert study.check() == ()


def test_passages_that_have_the_code_are_passed_over(study: Study) -> None:
    document = aided(study, "a")
    study.code(document, BETTER, RISE, 2)
    done = predict(study, row(Span(40, 60)), row(BETTER, DECLINE), row(WORSE))
    assert (done.coded, [(one.span, one.code) for one in done.added]) == (1, [(BETTER, DECLINE), (WORSE, RISE)])


def test_passages_that_are_coded_without_suggestions_get_none(study: Study) -> None:
    aided(study, "a", share=1)
    before = len(study.log())
    assert predict(study, row(BETTER), row(WORSE)).unaided == 2
    assert len(study.log()) == before


def test_a_document_that_was_never_asked_keeps_its_share(study: Study) -> None:
    for number in range(60):
        add_document(study, f"d{number}", WORDS)
    done = predict(study, *({**row(BETTER), "document": f"d{number}"} for number in range(60)))
    assert 0 < done.unaided < 40
    assert done.unaided + len(done.added) == 60


def test_predictions_on_questions_come_in_but_are_told(study: Study) -> None:
    aided(study, "a")
    done = predict(study, row(Span(3, 13)), row(BETTER))
    assert (len(done.added), done.unspoken) == (2, 1)


def test_all_or_nothing_with_every_error_by_row(study: Study) -> None:
    aided(study, "a")
    with pytest.raises(TableError) as caught:
        predict(
            study,
            row(BETTER),
            {**row(BETTER), "document": "b"},
            row(BETTER, "mood.story.rize"),
            row(BETTER, "mood.story"),
            row(BETTER, "mood.story._other"),
            row(BETTER, PRIDE, weight=7),
            row(Span(100, 1000)),
            {"quote": "it is getting", "code": RISE},
            row(BETTER, about="nowhere"),
            row(BETTER, confidence=0.1),
            {**row(BETTER), "quote": "It is getting worse"},
        )
    told = [(one.row, one.reason.partition(" (")[0]) for one in caught.value.problems]
    assert told[:3] == [
        (2, "there is no document 'b'"),
        (3, "the codebook towns 1.0.0 has no code 'mood.story.rize'"),
        (4, "mood.story cannot be coded itself"),
    ]
    assert [number for number, _ in told] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert "people can say" in told[3][1]
    assert "row 1 says something else" in told[8][1]
    assert study.suggestions() == ()


def test_all_that_is_wrong_with_a_row_is_told_at_once(study: Study) -> None:
    aided(study, "a")
    with pytest.raises(TableError) as caught:
        predict(
            study,
            {"document": "b", "code": "mood.story.rize", "quote": "it is", "confidence": 7, "about": "nowhere"},
            {"code": PRIDE, "quote": "no such words", "weight": 7},
            {"code": PRIDE, "document": "", "quote": "no such words", "weight": "x"},
            row(BETTER, confidence=2),
        )
    told = [(one.row, one.reason.partition(" (")[0]) for one in caught.value.problems]
    assert told == [
        (1, "confidence '7' is no number from 0 to 1, such as 0.87"),
        (1, "there is no document 'b'"),
        (1, "the codebook towns 1.0.0 has no code 'mood.story.rize'"),
        (1, "'nowhere' is no known town"),
        (2, '"no such words" not found'),
        (2, "the weight 7 is not one of mood.pride"),
        (3, "document is empty"),
        (3, "weight 'x' is no whole number"),
        (4, "confidence '2' is no number from 0 to 1, such as 0.87"),
    ]
    assert study.suggestions() == ()


@pytest.mark.parametrize("name", ["", "a b", "x" * 41, "-a", "a:b", "a\x1b", "a/b"])
def test_origins_are_plain_names(study: Study, name: str) -> None:
    with pytest.raises(UsageError, match="no name of an origin"):
        predict(study, row(BETTER), name=name)


def test_files_that_cannot_be_read_or_never_end(study: Study, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        study.import_predictions(tmp_path / "none.csv", "m1")
    endless = tmp_path / "endless.csv"
    endless.symlink_to("/dev/zero")
    with pytest.raises(UnreadableError, match="more than 60 MB"):
        study.import_predictions(endless, "m1")


def test_out_and_in_again(study: Study) -> None:
    """What is written to be predicted comes back at its place."""
    aided(study, "a")
    lines = [json.loads(line) for line in render(study.training(unread=True, unit=Unit.SENTENCE).examples).splitlines()]
    done = predict(study, *({**line, "code": RISE} for line in lines if "better" in line["text"]))
    assert [one.span for one in done.added] == [BETTER]
