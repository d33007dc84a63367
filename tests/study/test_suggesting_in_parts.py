"""Runs of suggestions over many documents: in parts, resumed, incremental, with all sources."""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coder.errors import CoderError, UsageError
from coder.files import sha256
from coder.model.coding import Suggestion, SuggestionState
from coder.model.edit import AddCodings, AddDocuments, AddSuggestions, DocumentRecord
from coder.model.report import SuggestReport
from coder.study import Study, in_parts
from coder.study.learning import LEARNING, READING
from coder.suggest import encoder, measure, training, workers
from coder.suggest.batch import Stage
from coder.suggest.training import STEPS
from coder.suggest.unaided import SHARE
from tests.studies import CODEBOOK
from tests.suggest.towns import interview

NONE = Fraction(0)
BOOK = CODEBOOK.replace("[getting better]", "[growing again]").replace("[getting worse]", "[stand empty]")
CODES = {"town.rise": "mood.story.rise", "town.decline": "mood.story.decline", "town.trust": "mood.pride"}


@pytest.fixture(autouse=True)
def a_small_study_stands_for_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "CODINGS", 30)


@pytest.fixture(autouse=True)
def without_encoder_or_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "available", lambda: False)
    monkeypatch.setattr(in_parts, "MOST_SECONDS", math.inf)


def new_study(path: Path) -> Study:
    """An empty study whose cues are said in the interviews."""
    return Study.create(path, BOOK, "towns.yaml", "MK")


def fill(study: Study, numbers: Sequence[int]) -> None:
    """Bring those interviews in, called as they are."""
    records, contents = [], {}
    for number in numbers:
        talk, _ = interview(number)
        data = talk.text.encode()
        contents[sha256(data)] = data
        records.append(
            DocumentRecord(
                talk.id, talk.name, "txt", "en", talk.turns, (), talk.name, sha256(data), sha256(data),
                len(talk.text.split()), {"town": "north"},
            )
        )  # fmt: skip
    study._perform(AddDocuments(tuple(records)), "import", contents)


def code(study: Study, numbers: Sequence[int]) -> None:
    """Code those interviews as they are meant."""
    codings = [
        replace(one, code=CODES[one.code], coder="MK", weight=2) for number in numbers for one in interview(number)[1]
    ]
    study._perform(AddCodings(tuple(codings)), f"code {len(codings)}")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = new_study(tmp_path / "s")
    fill(made, range(12))
    return made


@pytest.fixture
def coded(study: Study) -> Study:
    code(study, range(6))
    return study


def pending(study: Study) -> dict[str, Suggestion]:
    return {one.id: one for one in study.suggestions()}


def ask(study: Study, *sources: str, **others: object) -> SuggestReport:
    return study.suggest(sources or ("cues", "similar", "model"), unaided=NONE, **others)  # type: ignore[arg-type]


def stop_at(number: int) -> Callable[[int, int, str], None]:
    """When so many documents were asked."""

    def progress(done: int, total: int, name: str) -> None:
        if done == number and name not in (LEARNING, READING):
            raise KeyboardInterrupt

    return progress


# ---- with little coded


def test_a_few_codings_leave_what_cues_propose(study: Study) -> None:
    ask(study)
    before = pending(study)
    assert before
    few = [replace(one, code=CODES[one.code], coder="MK", weight=2) for one in interview(0)[1]][:2]
    study._perform(AddCodings(tuple(few)), "code 2")
    done = ask(study)
    assert done.sources == ("cues",)
    assert done.notes == (
        "fewer than 10 passages are coded: only cues propose, with numbers that rank and tell no more",
    )
    here = {one.document for one in few}
    assert {one for one in before.values() if one.document not in here} <= set(pending(study).values())


# ---- two runs at a time


def test_a_run_that_another_has_overtaken_goes_on(study: Study) -> None:
    def other(done: int, total: int, name: str) -> None:
        if done == 6:
            with Study.open(study.path, "JW") as elsewhere:
                elsewhere.suggest(("cues",), unaided=SHARE)

    ask(study, "cues", progress=other)
    assert {stamp.unaided for stamp in study.stamps().values()} == {NONE}
    assert ask(study, "cues").unchanged == 12
    assert study.check() == ()


# ---- resumed, incremental


def test_an_unchanged_study_is_asked_once_and_a_new_document_alone(study: Study) -> None:
    first = ask(study, "cues")
    assert (first.documents, first.unchanged, first.sources) == (12, 0, ("cues",))
    assert first.added == len(pending(study)) > 0
    entries = len(study.log())
    again = ask(study, "cues")
    assert (again.added, again.unchanged, len(study.log())) == (0, 12, entries)
    fill(study, [20])
    new = ask(study, "cues")
    assert (new.unchanged, set(new.by_document)) == (12, {"d0020"})
    assert study.check() == ()


def test_an_interrupted_run_keeps_whole_parts_and_the_next_goes_on(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_parts, "MOST_DOCUMENTS", 3)
    with pytest.raises(KeyboardInterrupt):
        ask(study, "cues", progress=stop_at(8))
    assert len(study.stamps()) == 6
    assert pending(study)
    asked: list[str] = []
    rest = ask(study, "cues", progress=lambda done, total, name: asked.append(name))
    assert rest.unchanged == 6
    assert [name for name in asked if name] == [f"d{number:04}" for number in range(6, 12)]
    found = pending(study)
    assert study.check() == ()
    with new_study(study.path.parent / "whole") as whole:
        fill(whole, range(12))
        ask(whole, "cues")
        assert pending(whole) == found
        assert len(whole.log()) == 2 + 4


@pytest.mark.parametrize("before", [None, Fraction(0)])
def test_the_share_of_an_interrupted_run_goes_on_once_a_part_is_stored(
    study: Study, monkeypatch: pytest.MonkeyPatch, before: Fraction | None
) -> None:
    share = Fraction(3, 10)
    if before is not None:
        study.suggest(("cues",), unaided=before)
    monkeypatch.setattr(in_parts, "MOST_DOCUMENTS", 3)
    with pytest.raises(KeyboardInterrupt):
        study.suggest(("cues",), unaided=share, progress=stop_at(8))
    assert sum(one.unaided == share for one in study.stamps().values()) == 6
    assert study.suggest(("cues",)).unchanged == 6
    assert {one.unaided for one in study.stamps().values()} == {share}
    assert study.check() == ()


def test_a_run_that_stored_nothing_has_decided_no_share(study: Study) -> None:
    with pytest.raises(KeyboardInterrupt):
        study.suggest(("cues",), unaided=Fraction(3, 10), progress=stop_at(8))
    assert study.stamps() == {}
    study.suggest(("cues",))
    assert {one.unaided for one in study.stamps().values()} == {SHARE}


KILLED = """
import os, signal, sys
from fractions import Fraction
from pathlib import Path
from coder.study import Study, in_parts
in_parts.MOST_DOCUMENTS, in_parts.MOST_SECONDS = 3, float('inf')
def progress(done, total, name):
    if done == 7:
        os.kill(os.getpid(), signal.SIGKILL)
with Study.open(Path(sys.argv[1]), "MK") as study:
    study.suggest(("cues",), unaided=Fraction(0), progress=progress)
"""


def test_a_killed_run_keeps_whole_parts_too(study: Study) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(study.path)], env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(study.stamps()) == 6
    before = pending(study)
    assert before
    assert ask(study, "cues").unchanged == 6
    assert before.items() <= pending(study).items()
    assert len(pending(study)) == len({(one.document, one.span, one.code) for one in pending(study).values()})
    assert study.check() == ()


def test_undo_takes_back_a_part_and_it_is_asked_again(study: Study) -> None:
    ask(study, "cues")
    found = pending(study)
    study.undo()
    assert (pending(study), study.stamps()) == ({}, {})
    assert ask(study, "cues").added == len(found)
    assert pending(study) == found


def test_what_is_asked_otherwise_is_asked_again(study: Study) -> None:
    ask(study, "cues")
    assert ask(study, "cues", min_confidence=0.99).withdrawn > 0
    assert pending(study) == {}
    assert study.suggest(("cues",), unaided=Fraction(1, 2), min_confidence=0.99).unchanged == 0
    assert ask(study, "cues").added > 0


def test_several_processes_store_the_same(coded: Study, tmp_path: Path) -> None:
    ask(coded, workers=2)
    with new_study(tmp_path / "one") as one:
        fill(one, range(12))
        code(one, range(6))
        ask(one)
        assert pending(one) == pending(coded) != {}


def test_a_cluster_without_workers_is_told_before_anything_is_learned(
    coded: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    from coder.suggest import cluster
    from tests.suggest.test_cluster import running

    monkeypatch.setattr(cluster, "WAIT", 1)
    monkeypatch.setattr("coder.suggest.training.train", lambda *_: pytest.fail("learned in vain"))
    with running(0) as there, pytest.raises(CoderError, match="has no workers"):
        ask(coded, cluster=there.address)
    assert coded.stamps() == {}


def test_a_cluster_stores_the_same_and_goes_on_where_it_stopped(
    coded: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    from tests.suggest.test_cluster import running

    monkeypatch.setattr(in_parts, "MOST_DOCUMENTS", 3)
    with running(1) as there:
        with pytest.raises(KeyboardInterrupt):
            ask(coded, cluster=there.address, progress=stop_at(8))
        assert len(coded.stamps()) == 6
        assert ask(coded, cluster=there.address).unchanged == 6
    with new_study(tmp_path / "one") as one:
        fill(one, range(12))
        code(one, range(6))
        ask(one)
        assert pending(one) == pending(coded) != {}


def test_an_interrupted_run_of_several_processes_keeps_whole_parts(
    coded: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_parts, "MOST_DOCUMENTS", 3)
    with pytest.raises(KeyboardInterrupt):
        ask(coded, workers=2, progress=stop_at(7))
    assert len(coded.stamps()) == 6
    assert multiprocessing.active_children() == []
    assert ask(coded, workers=2).unchanged == 6
    assert coded.check() == ()


# ---- all sources


def test_learning_tells_how_far_it_is_and_can_be_stopped_there(coded: Study) -> None:
    heard: list[tuple[int, int, str]] = []
    with pytest.raises(KeyboardInterrupt):
        ask(coded, progress=lambda done, total, name: stop_in_learning(heard, (done, total, name)))
    assert (coded.stamps(), pending(coded)) == ({}, {})
    ask(coded, progress=lambda *told: heard.append(told))
    steps = [done for done, total, name in heard if name == LEARNING and total == STEPS]
    assert steps[:6] == [0, 1, 2, 3, 4, 5]
    assert steps[6:] == list(range(STEPS))
    assert heard[-1][0] == heard[-1][1] == len(coded.documents())


def stop_in_learning(heard: list[tuple[int, int, str]], told: tuple[int, int, str]) -> None:
    heard.append(told)
    if told[0] == 5 and told[2] == LEARNING:
        raise KeyboardInterrupt


def test_passages_are_read_for_their_sense_once_and_workers_do_not_carry_them(
    coded: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        read.extend(texts)
        return np.array([[len(text) % 7, len(text) % 5, 1.0] for text in texts], np.float32)

    encoders: list[object] = []
    answers = workers.answers

    def asked(stage: Stage, *others: Any) -> Any:
        assert stage.suggester is not None
        encoders.append(stage.suggester._sources.reader.encode)
        assert len(read) == len(set(read))
        return answers(stage, *others)

    monkeypatch.setattr(encoder, "available", lambda: True)
    monkeypatch.setattr(encoder, "encode", encode)
    monkeypatch.setattr(workers, "answers", asked)
    heard: list[tuple[int, int]] = []
    ask(coded, progress=lambda done, total, name: heard.append((done, total)) if name == READING else None)
    assert encoders == [encode]
    assert heard
    assert heard[-1][0] == heard[-1][1]


def test_all_sources_learn_from_what_is_coded_and_an_unchanged_study_neither_learns_nor_asks_again(
    coded: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = ask(coded)
    assert done.calibrated
    assert done.sources == ("cues", "similar", "model")
    assert done.notes == ()
    found = pending(coded).values()
    assert {one.document for one in found} >= {f"d{number:04}" for number in range(6, 12)}
    right = {(talk.id, one.span, CODES[one.code]) for talk, own in map(interview, range(6, 12)) for one in own}
    hits = sum((one.document, one.span, one.code) in right for one in found if one.document > "d0005")
    assert hits >= 0.6 * sum(one.document > "d0005" for one in found)
    taught = {(one.document, one.span, one.code) for one in coded.codings()}
    assert not taught & {(one.document, one.span, one.code) for one in found}

    def never(*_: object) -> None:
        raise AssertionError("nothing is to be learned")

    monkeypatch.setattr(Study, "_learned", never)
    assert ask(coded).unchanged == 12
    fill(coded, [30])
    with pytest.raises(AssertionError, match="nothing is to be learned"):
        ask(coded)


def test_a_decision_makes_a_new_model_that_leaves_it_alone(coded: Study) -> None:
    ask(coded)
    first, second = list(pending(coded).values())[:2]
    coded.reject(first.id)
    coded.accept(second.id, 1)
    again = ask(coded)
    assert again.unchanged == 0
    assert not {first.id, second.id} & pending(coded).keys()
    for one in pending(coded).values():
        for decided in (first, second):
            assert one.code != decided.code or one.document != decided.document or not one.span.overlaps(decided.span)
    assert [one.id for one in coded.suggestions(state=SuggestionState.REJECTED)] == [first.id]
    assert coded.check() == ()


def test_decisions_far_on_teach_nothing_of_what_was_passed_over_and_it_still_waits(coded: Study) -> None:
    """The last suggestion of each interview is decided on, also with another code; all before it stands as it was."""
    ask(coded)
    last: dict[str, Suggestion] = {}
    for one in pending(coded).values():
        if one.document > "d0005":
            last[one.document] = one
    before = {key for key in pending(coded) if key not in {one.id for one in last.values()}}
    for number, one in enumerate(last.values()):
        if number % 3 == 0:
            coded.accept(one.id, 1)
        elif number % 3 == 1:
            coded.reject(one.id)
        else:
            other = next(code for code in CODES.values() if code != one.code)
            coded.code_instead(one.id, other, 1)
    lessons = coded._everything_coded()
    for coder in (None, "MK"):
        by_name = {one.interview.document: one for one in coded._coded_interviews(lessons, coder)[0]}
        for number, (name, one) in enumerate(last.items()):
            if coder is not None and number % 3 == 1:
                assert name not in by_name, "nobody knows who rejected it"
                continue
            known = by_name[name]
            assert known.read == 0
            assert [known.interview.segments[row].span for row in known.rows] == [one.span]
    again = ask(coded)
    assert again.unchanged == 0
    assert len(before & pending(coded).keys()) >= 0.8 * len(before)
    assert not {one.id for one in last.values()} & pending(coded).keys()


def test_what_is_marked_as_coded_gets_none(coded: Study) -> None:
    coded.mark_coded("d0007", coded=True)
    ask(coded)
    assert "d0007" not in {one.document for one in pending(coded).values()}
    assert ask(coded).unchanged == 12


def test_cues_of_one_run_give_way_to_all_sources_and_imported_ones_stay(coded: Study) -> None:
    ask(coded, "cues")
    imported = replace(next(iter(pending(coded).values())), id="x", origin="import:y", code="mood.pride", weight=None)
    coded._perform(AddSuggestions((imported,)), "from elsewhere")
    done = ask(coded)
    assert done.withdrawn > 0
    origins = {one.origin for one in pending(coded).values()}
    assert "import:y" in origins
    assert "cues.v1" not in origins
    assert "cues.v1+similar.v1+model.v1" in origins


def test_before_anything_is_coded_cues_propose_and_it_is_said(study: Study) -> None:
    done = ask(study)
    assert done.sources == ("cues",)
    assert done.notes == ("nothing is coded yet: only cues propose, with numbers that rank and tell no more",)
    assert {one.origin for one in pending(study).values()} == {"cues.v1"}
    study.mark_coded("d0001", coded=True)
    assert ask(study).sources == ("cues",)
    with pytest.raises(CoderError, match=r"nothing is coded yet to learn from \(code an interview, or --from cues\)"):
        ask(study, "model")


def test_with_few_codings_the_numbers_rank(study: Study) -> None:
    code(study, range(3))
    done = ask(study)
    assert not done.calibrated
    assert "the numbers rank" in done.notes[0]
    assert not any(one.calibrated for one in pending(study).values())


def test_careful_is_refused_where_nobody_can_tell(study: Study) -> None:
    for sources in (("cues",), ("cues", "similar", "model")):
        with pytest.raises(CoderError, match="nobody can tell yet how often suggestions are right"):
            ask(study, *sources, careful=True)
    assert study.log()[0].label == "import"


def test_careful_never_shows_more(coded: Study) -> None:
    usual = ask(coded).added
    assert ask(coded, careful=True).added == 0
    assert 0 < len(pending(coded)) <= usual


def test_where_nothing_is_right_so_often_careful_is_refused(coded: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = ask(coded).added
    monkeypatch.setattr(measure, "careful_threshold", lambda *_: None)
    with pytest.raises(CoderError, match="no suggestions are right three times of four"):
        ask(coded, careful=True)
    assert len(pending(coded)) == usual


@pytest.mark.parametrize("sources", [("cues",), ("cues", "similar", "model")])
def test_a_budget_is_the_most_likely_over_all_documents(coded: Study, sources: Sequence[str]) -> None:
    ask(coded, *sources, min_confidence=0.05)
    every = sorted(pending(coded).values(), key=lambda one: (-one.confidence, one.document))
    done = ask(coded, *sources, budget=5)
    assert done.withdrawn == len(every) - 5
    assert sorted(one.confidence for one in pending(coded).values()) == sorted(one.confidence for one in every[:5])
    assert ask(coded, *sources, budget=5).unchanged == 12
    ask(coded, *sources, budget=8, workers=2)
    assert sorted(one.confidence for one in pending(coded).values()) == sorted(one.confidence for one in every[:8])
    assert coded.check() == ()


# ---- what is kept without


def test_the_share_without_is_logged_and_stays_as_it_was_chosen(study: Study) -> None:
    study.suggest(("cues",))
    assert {stamp.unaided for stamp in study.stamps().values()} == {Fraction(1, 5)}
    assert study.log()[0].label.endswith("suggestions from cues in 12 documents, 20% of passages without")
    for one in study.suggestions():
        assert not any(one.span.overlaps(span) for span in study.unaided(one.document))
    study.suggest(("cues",), unaided=Fraction(1, 2))
    without = {row.id: study.unaided(row.id) for row in study.documents()}
    assert study.suggest(("cues",)).unchanged == 12
    fill(study, [40])
    assert study.suggest(("cues",)).unchanged == 12
    assert study.stamps()["d0040"].unaided == Fraction(1, 2)
    assert {row.id: study.unaided(row.id) for row in study.documents() if row.id != "d0040"} == without
    ask(study, "cues")
    assert study.log()[0].label.endswith("suggestions from cues in 13 documents")
    assert study.unaided("d0001") == ()


def test_what_was_never_asked_is_kept_as_it_would_be(study: Study) -> None:
    before = {row.id: study.unaided(row.id) for row in study.documents()}
    assert any(before.values())
    study.suggest(("cues",))
    assert {row.id: study.unaided(row.id) for row in study.documents()} == before


# ---- rejections and the codebook


def change(study: Study, *pairs: tuple[str, str], version: str) -> None:
    text = study.codebook_file.read_text("utf-8")
    for before, after in (*pairs, ("version: " + study.codebook.version, "version: " + version)):
        assert before in text
        text = text.replace(before, after, 1)
    study.codebook_file.write_text(text, "utf-8")
    study.apply_codebook()


def test_a_rejection_holds_until_its_code_reads_otherwise(study: Study) -> None:
    ask(study, "cues")
    first = next(one for one in study.suggestions() if one.code == "mood.story.rise")
    study.reject(first.id)
    change(study, ("definition: It gets worse.", "definition: It is worse."), version="1.0.2")
    assert ask(study, "cues").reopened == 0
    change(study, ("definition: It gets better.", "definition: Something is better."), version="1.0.3")
    done = ask(study, "cues")
    assert (done.reopened, done.added) == (1, 1)
    assert pending(study)[first.id].revision == study.revision
    assert study.check() == ()
    study.reject(first.id)  # under the words of today, though it was made under others
    assert ask(study, "cues").added == 0
    change(study, ("definition: It is worse.", "definition: Worse."), version="1.0.4")
    assert ask(study, "cues").reopened == 0
    study.undo()
    assert study.check() == ()


def test_a_rejection_of_what_was_made_before_a_change_is_of_the_code_as_it_reads_then(study: Study) -> None:
    ask(study, "cues")
    first = next(one for one in study.suggestions() if one.code == "mood.story.rise")
    change(study, ("definition: It gets better.", "definition: Something is better."), version="1.0.2")
    study.reject(first.id)
    assert ask(study, "cues").reopened == 0
    assert [one.id for one in study.suggestions(state=SuggestionState.REJECTED)] == [first.id]


def test_another_cue_opens_only_the_rejections_that_it_touches(study: Study) -> None:
    ask(study, "cues")
    rise = [one for one in study.suggestions() if one.code == "mood.story.rise"]
    for one in rise:
        study.reject(one.id)
    said = {one.id: study.document(one.document).quote(one.span) for one in rise}
    touched = {identity for identity, words in said.items() if "born on the other side" in words}
    assert 0 < len(touched) < len(rise)
    change(study, ("[growing again]", "[growing again, Born on the other side]"), version="1.0.2")
    assert ask(study, "cues").reopened == len(touched)
    assert {one.id for one in study.suggestions(state=SuggestionState.REJECTED)} == said.keys() - touched
    for identity in touched:
        study.reject(identity)  # under the cues of today
    change(study, ("[growing again, Born on the other side]", "[born on the other side]"), version="1.0.3")
    assert ask(study, "cues").reopened == 0
    assert study.check() == ()


def test_a_rejection_opens_again_in_the_run_that_proposes_its_code_from_whatever_source(coded: Study) -> None:
    ask(coded)
    rejected = [one for one in coded.suggestions() if one.code == "mood.story.rise" and "cues.v1" in one.origin]
    for one in rejected:
        coded.reject(one.id)
    change(coded, ("definition: It gets better.", "definition: Something is better."), version="1.0.2")
    assert ask(coded, "cues").reopened == len(rejected) > 0
    assert coded.suggestions(state=SuggestionState.REJECTED) == ()
    coded.undo()
    assert len(coded.suggestions(state=SuggestionState.REJECTED)) == len(rejected)
    assert ask(coded, "cues").reopened == len(rejected), "undo is no rejection under the words of today"
    assert ask(coded).reopened == 0
    assert coded.check() == ()


def test_figures_out_of_range_are_refused_before_anything(study: Study) -> None:
    with pytest.raises(UsageError):
        study.suggest(("oracle",))
    with pytest.raises(UsageError):
        study.suggest(("cues",), budget=0)
