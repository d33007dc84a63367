"""What suggestions did to a study, told in reports; and the last measurement, kept beside the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from coder.formats import reports
from coder.formats.page import page
from coder.model.coding import Suggestion, suggestion_id
from coder.model.edit import AddSuggestions, Batch, Edit, RemoveSuggestions, Stamp, Suggested
from coder.model.evaluation import Alike, Humans
from coder.model.span import Span
from coder.reports import Options
from coder.study import Study
from coder.suggest.guards import FEWEST
from coder.suggest.unaided import SHARE
from tests.measured import FIGURES, measured
from tests.studies import add_document, new_study

RISE, DECLINE = "mood.story.rise", "mood.story.decline"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path / "s") as study:
        for name in ("a", "b"):
            add_document(study, name, town="north")
        yield study


def propose(
    study: Study, name: str, start: int, code: str = RISE, reason: str = 'cue "better"', share: Fraction = SHARE
) -> str:
    document = study.document(name).id
    span = Span(18 + start, 18 + start + 20)
    identity = suggestion_id(document, span, code, "cues.v1")
    one = Suggestion(identity, document, span, code, 2, 0.5, reason, "cues.v1", study.revision)
    before = study._tables.stamps().get(document)
    after = Stamp(f"asked {start}", share, "seed", study._now())
    study._perform(Batch((AddSuggestions((one,)), Suggested(document, before, after))), "1 suggestion")
    return identity


def text(study: Study, name: str, language: str = "en") -> str:
    return reports.render(study.report(name, Options(language=language)), "md").decode()


def test_a_study_without_suggestions_says_so_and_its_methods_nothing(study: Study) -> None:
    assert not study.guards().used
    assert "No suggestions have been made" in text(study, "suggestions")
    assert "suggestion" not in text(study, "methods")


def test_decisions_are_told_by_source_code_cue_and_coder(study: Study) -> None:
    accepted, changed, rejected, _ = (propose(study, "a", 30 * number) for number in range(4))
    study.accept(accepted, 1)
    study.code_instead(changed, DECLINE, 2)
    study.reject(rejected)
    found = study.guards()
    for fates in (found.fates, found.sources[0], found.languages[0], found.codes[0], found.cues[0]):
        assert (fates.accepted, fates.changed, fates.rejected, fates.pending) == (1, 1, 1, 1)
    assert (found.sources[0].name, found.codes[0].name, found.cues[0].name) == ("cues.v1", RISE, "better")
    assert [(one.fates.name, one.fates.decided) for one in found.deciders] == [("MK", 3)]
    assert (found.begun.codings, found.begun.suggested) == (2, 1)
    assert [(one.name, one.suggested) for one in found.begun_by_source] == [("cues.v1", 1)]
    assert found.compared_documents == 1
    study.undo()
    assert study.guards().fates.pending == 2
    said = text(study, "suggestions")
    assert "4 suggestions: 1 accepted, 1 given another code, 0 rejected, 2 waiting, 0 withdrawn" in said
    assert "fewer than 10 decided" in said
    assert "none of the passages that were read since their documents were asked had been kept without" in said


def coded_meanwhile(study: Study, start: int) -> None:
    """A suggestion is made, somebody codes the words by hand, and the next run withdraws it."""
    identity = propose(study, "a", start, share=Fraction(0))
    one = study._tables.suggestion(identity)
    study.code(one.document, one.span, RISE, 2)
    study._perform(RemoveSuggestions((one,)), "1 withdrawn")


def test_a_passage_coded_while_a_suggestion_waited_was_not_silent(study: Study) -> None:
    coded_meanwhile(study, 0)
    (found,) = study.guards().silent
    assert (found.passages, found.silent) == (1, ())
    fates = study.guards().fates
    assert (fates.made, fates.withdrawn, fates.pending) == (1, 1, 0)
    assert study.guards().codes[0].name == RISE
    said = text(study, "suggestions")
    assert "1 suggestion: 0 accepted, 0 given another code, 0 rejected, 0 waiting, 1 withdrawn" in said
    assert "On 0 of 1 passage that could have suggestions none ever lay" in said
    for _ in range(3):
        study.undo()
    assert not study.guards().fates.made
    for _ in range(3):
        study.redo()
    assert study.guards().silent == (found,)


@pytest.mark.parametrize(("old", "new", "silent"), [("How", "Now, how", 0), ("It is getting", "Nothing got any", 1)])
def test_places_of_withdrawn_suggestions_follow_their_words_through_a_correction(
    study: Study, tmp_path: Path, old: str, new: str, silent: int
) -> None:
    coded_meanwhile(study, 0)
    document = study.document("a")
    assert old in document.text
    corrected = tmp_path / "a.txt"
    corrected.write_text(document.text.replace(old, new, 1), "utf-8")
    study.revise(document.id, corrected)
    (found,) = study.guards().silent
    assert len(found.silent) == silent
    assert study.guards().fates.withdrawn == 1


def test_the_origin_of_a_coding_is_in_whatever_leaves_the_study(study: Study) -> None:
    study.accept(propose(study, "a", 0), 2)
    study.code(study.document("b").id, Span(20, 40), RISE, 2)
    for name in ("codings", "evidence-book"):
        assert b"suggestion:cues.v1" in reports.render(study.report(name, Options()), "json")
    assert "suggestion:cues.v1" in reports.render(study.report("codings", Options()), "csv").decode()
    book = text(study, "evidence-book")
    assert "MK · suggested · #" in book
    shown = page(study.findings()).decode()
    assert shown.count("suggested to MK") == 1


def test_the_methods_paragraph_says_how_suggestions_were_used(study: Study) -> None:
    propose(study, "a", 0)
    study._store.keep_evaluation(measured())
    said = text(study, "methods")
    assert "They came from cues of the codebook." in said
    assert "For a share of the passages, drawn at random, no suggestions were made" in said
    assert "can be compared: 20 % (seed seed)." in said
    assert "On 4 coded interviews, in 4-fold cross-validation by document, 50 % of the suggestions were right" in said
    assert "have changed since" in said
    for language in ("zh", "de"):
        assert "20 %" in text(study, "methods", language)


def test_methods_and_report_tell_the_same_number_of_suggestions(study: Study) -> None:
    coded_meanwhile(study, 0)
    study.reject(propose(study, "b", 0, share=Fraction(0)))
    propose(study, "b", 30, share=Fraction(0))
    assert "3 suggestions: 0 accepted, 0 given another code, 1 rejected, 1 waiting, 1 withdrawn" in text(
        study, "suggestions"
    )
    said = text(study, "methods")
    assert "The program made 3 suggestions: 0 accepted, 0 given another code, 1 rejected, 1 undecided" in said
    assert "1 withdrawn undecided" in said
    numbers = {line.cells[0]: line.cells[1] for line in study.report("methods", Options()).data[0].lines}
    states = ("made", "accepted", "changed", "rejected", "pending", "withdrawn")
    assert [numbers[f"suggestions:{one}"] for one in states] == [3, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "rests on 90 suggestions and 15 coded segments: too few"),
        ("zh", "90 条建议和 15 个已编码片段，数量过少"),
        ("de", "stehen nur 90 Vorschläge und 15 codierte Segmente: zu wenig"),
    ],
)
def test_a_measurement_on_little_is_told_as_such(study: Study, language: str, words: str) -> None:
    propose(study, "a", 0)
    study._store.keep_evaluation(measured())
    for name in ("suggestions", "methods"):
        assert words not in text(study, name, language)
    study._store.keep_evaluation(measured(together=replace(FIGURES, codings=15, right=7)))
    for name in ("suggestions", "methods"):
        assert words in text(study, name, language)


def test_people_who_coded_too_little_together_are_not_compared(study: Study) -> None:
    study._store.keep_evaluation(measured())
    assert "Two people agree at F1 0.67 (2 documents that both read)" in text(study, "suggestions")
    few = Alike(50, FEWEST - 1, 0)
    study._store.keep_evaluation(measured(humans=Humans(1, 60, ("JW", "MK"), few, ((RISE, few),))))
    assert "Two people agree" not in text(study, "suggestions")
    codes = study.report("suggestions", Options()).data[-1]
    assert codes.columns[-2].id == "people_f1"
    assert {line.cells[-2] for line in codes.lines} == {None}


def test_the_last_measurement_is_kept_and_known_to_be_old_after_the_next_coding(study: Study) -> None:
    assert study.last_evaluation() is None
    study.code(study.document("a").id, Span(20, 40), RISE, 2)
    now = measured(of=study._everything_coded().identity)
    for kept in (measured(), now):
        study._store.keep_evaluation(kept)
    assert study.last_evaluation() == now
    assert study.evaluation_is_current(now)
    assert "have changed since" not in text(study, "suggestions")
    study.code(study.document("b").id, Span(20, 40), RISE, 2)
    assert not study.evaluation_is_current(now)
    assert "The codings have changed since." in text(study, "suggestions")
    study.undo()
    assert study.evaluation_is_current(now)
    assert study.check() == ()  # it is no part of the record
    assert len(study.log()) == 6  # the study, two documents, two codings, undo
    with Study.open(study.path, "JW") as again:
        assert again.last_evaluation() == now


def test_what_another_program_measured_is_no_figure(study: Study) -> None:
    study._store.keep_evaluation(measured())
    study._store.db.execute("UPDATE evaluation SET value = '{\"folds\": 3}'")
    assert study.last_evaluation() is None


def test_the_page_shows_the_learning_curve_if_there_is_one(study: Study) -> None:
    study.code(study.document("a").id, Span(20, 40), RISE, 2)
    assert 'id="learning"' not in page(study.findings()).decode()
    study._store.keep_evaluation(measured())
    for language, words in (("en", "coded interviews"), ("zh", "已编码访谈数"), ("de", "codierte Interviews")):
        shown = page(study.findings(language=language)).decode()
        assert 'id="learning"' in shown
        assert words in shown
    study._store.keep_evaluation(measured(together=None, folds=0))
    assert 'id="learning"' not in page(study.findings()).decode()


@pytest.mark.parametrize("format_name", reports.FORMATS)
def test_the_report_is_written_in_every_format(study: Study, format_name: str) -> None:
    study.accept(propose(study, "a", 0), 2)
    study._store.keep_evaluation(measured())
    assert reports.render(study.report("suggestions", Options(language="de")), format_name)


def test_coding_with_suggestions_is_compared_to_coding_without(study: Study) -> None:
    asked = {True: 0, False: 0}
    coded = 0
    for number in range(70):
        document = add_document(study, f"more {number}", town="south")
        study._perform(Suggested(document, None, Stamp("s", Fraction(1, 2), "seed", study._now())), "asked")
        kept = any(span.start == 18 for span in study.unaided(document))  # the answer; the question does not count
        asked[kept] += 1
        if not kept or number < 35:
            study.code(document, Span(20, 40), RISE, 2)
            coded += kept
        else:
            study.code(document, Span(3, 13), DECLINE, 2)
    for whole in (False, True):
        (found,) = (one for one in study.guards().compared if not one.code)
        assert (found.aided, found.aided_coded) == (asked[False], asked[False])
        assert (found.unaided, found.unaided_coded) == (asked[True] if whole else coded, coded)
        for row in study.documents():  # until then nobody has read what stands behind the last coding
            study.mark_coded(row.id)
    assert asked[True] >= FEWEST
    share = 100 - 100 * coded / asked[True]
    assert f"+{share:.1f}".replace(".", ",") in text(study, "suggestions", "de")
    assert "Counted here is what was asked before anybody coded it: 70 documents." in text(study, "suggestions")


def ask(study: Study, share: Fraction, *edits: Edit) -> None:
    """Every document is asked, with that share kept without suggestions."""
    stamps, now = study._tables.stamps(), study._now()
    asks = (Suggested(row.id, stamps.get(row.id), Stamp(now, share, "seed", now)) for row in study.documents())
    study._perform(Batch((*edits, *asks)), "asked")


def test_changing_the_share_leaves_what_was_compared_and_undo_takes_it_back(study: Study) -> None:
    for name in range(50):
        add_document(study, f"more {name}", town="south")
    ask(study, Fraction(2, 5))
    for number, row in enumerate(study.documents()):
        if number % 3:
            study.code(row.id, Span(20, 40), RISE, 2)
        else:
            study.mark_coded(row.id)
    before = study.guards()
    assert "Passages kept without any, drawn at random: 40 % (seed seed)." in text(study, "suggestions")
    assert before.compared[0].unaided >= FEWEST

    document = study.document("more 0").id
    one = Suggestion("x", document, Span(18, 38), RISE, 2, 0.5, "", "cues.v1", study.revision)
    ask(study, Fraction(1, 10), AddSuggestions((one,)))
    lower = study.guards()
    assert (lower.compared, lower.compared_documents) == (before.compared, before.compared_documents)
    since = [one.since[:16].replace("T", " ") for one in lower.drawn]
    for language, report in (("en", "suggestions"), ("en", "methods"), ("de", "suggestions"), ("zh", "methods")):
        assert all(words in text(study, report, language) for words in ("40 %", "10 %", *since))
    assert "a passage counts as it was when something was first coded" in text(study, "suggestions")
    study.accept(one.id, 1)
    assert study.guards().compared == before.compared, "what lower shares brought is of another kind"

    study.undo()
    study.undo()
    assert study.guards() == before
    study.redo()
    assert study.guards() == lower
    ask(study, Fraction(2, 5))
    assert study.guards().compared == before.compared


def test_why_nothing_can_be_compared_is_told_as_it_is(study: Study) -> None:
    study.code(study.document("a").id, Span(20, 40), RISE, 2)
    document = study.document("b").id
    one = Suggestion("x", document, Span(20, 40), RISE, 2, 0.5, "", "import:x", study.revision)
    study._perform(AddSuggestions((one,)), "from elsewhere")
    assert "no document was asked for suggestions." in text(study, "suggestions")
    ask(study, Fraction(0))
    assert "Documents asked: 2; coded before: 1; not coded yet: 1." in text(study, "suggestions")
    ask(study, Fraction(2, 5))
    study.code(document, Span(20, 40), RISE, 2)
    assert "had been kept without suggestions all the time until then" in text(study, "suggestions")
    add_document(study, "c", town="north")
    study._perform(Suggested(study.document("c").id, None, Stamp("all", Fraction(1), "seed", study._now())), "asked")
    study.mark_coded(study.document("c").id)
    assert "before anybody coded it: 2 documents." in text(study, "suggestions")
