"""From coded interviews to a suggester: what it learns, and that it says the same everywhere."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from coder.model.codebook import CodeKind
from coder.model.document import Role
from coder.suggest import learned, lessons, training
from coder.suggest.cues import CueSource
from coder.suggest.kernel import Likeness, Rows
from coder.suggest.measure import among_best, gold_of
from coder.suggest.reading import Reader
from coder.suggest.segments import CodedInterview
from coder.suggest.sources import CUES, MODEL, SIMILAR, SOURCES
from coder.suggest.training import Suggester, train
from tests.suggest.talks import TOPICS, book, letters, talk, talks

CODES = tuple(sorted(TOPICS))
GERMAN = {
    "price": "der Preis für Stahl stieg und die Kunden zahlten mehr je Tonne",
    "school": "unsere Kinder gehen zur Schule und die Lehrerin wartet am Tor",
    "river": "der Fluss überschwemmt im Frühling die Wiese und sperrt die Brücke",
}
CHINESE = {
    "price": "钢 价格 上涨 客户 多付 每吨",
    "school": "孩子 走路 上学 老师 门口 等",
    "river": "河水 春天 淹没 草地 桥梁 封闭",
}


def right_first(suggester: Suggester, fresh: Sequence[CodedInterview]) -> float:
    """How often the likeliest code is right on coded segments of other interviews."""
    likely = np.vstack([suggester.likelihoods(one.interview) for one in fresh])
    return among_best(likely, np.vstack([gold_of(one, suggester.codes) for one in fresh]), 1) or 0.0


@pytest.mark.parametrize("encode", [None, letters], ids=["base", "encoder"])
@pytest.mark.parametrize("count", [1, 2, 6])
def test_what_was_coded_is_found_in_other_interviews(count: int, encode: object) -> None:
    suggester = train(talks(count), book(*CODES), SOURCES, letters if encode else None)
    assert right_first(suggester, talks(2, seed=9)) > 0.8
    assert suggester.calibrated is (count == 6)
    assert suggester.sources == (CUES, SIMILAR, MODEL)
    assert suggester.codes == CODES


def test_a_few_decisions_elsewhere_change_little() -> None:
    """One interview was read, and of four others a single passage each was judged: what the first one taught stands,
    and three interviews are not known for that."""
    one, *others = talks(5, length=60)
    fresh = talks(2, seed=9)
    judged = [replace(other, codings=((),) * 60, rejected=refused(place), read=0) for place, other in enumerate(others)]
    before, after = train([one], book(*CODES)), train([one, *judged], book(*CODES))
    assert not after.calibrated
    likely = [np.vstack([found.likelihoods(each.interview) for each in fresh]) for found in (before, after)]
    assert np.corrcoef(likely[0].ravel(), likely[1].ravel())[0, 1] > 0.9
    assert right_first(after, fresh) > 0.8


def test_what_cues_say_of_codes_that_nobody_coded_yet_stands_until_numbers_are_known() -> None:
    cues = {"river": {"en": ("floods",)}}
    without = [replace(one, codings=tuple(() if of and of[0].code == "river" else of for of in one.codings))
               for one in talks(9, length=60)]  # fmt: skip
    fresh = talk("f", "it floods the meadow every year", "nothing of that kind").interview
    column = CODES.index("river")
    few, many = (train(without[:count], book(*CODES, cues=cues)) for count in (1, 9))
    assert (few.calibrated, many.calibrated) == (False, True)
    cued = few._sources.cues
    assert cued is not None
    said = cued.of(fresh)[0, :, column]
    likely = few.likelihoods(fresh)
    assert said[0] > 0.4
    stands = (1 + said[0]) / 2  # above all that is only learned
    assert likely[0, column] == pytest.approx(stands)
    assert likely[0, column] == likely[0].max()
    assert many.likelihoods(fresh)[0, column] < said[0] / 2
    few = train(without[:1], book(*CODES, cues=cues), others=[fresh])
    few.teach("f", 1, "price", False)
    np.testing.assert_allclose(few.standing()["f"], few.likelihoods(fresh), atol=1e-4)
    assert few.standing()["f"][0, column] == pytest.approx(stands)
    few.teach("f", 0, "river", True)  # now it is coded
    np.testing.assert_allclose(few.standing()["f"], few.likelihoods(fresh), atol=1e-4)


def refused(place: int) -> tuple[frozenset[str], ...]:
    return tuple(frozenset({CODES[0]} if number == place else ()) for number in range(60))


@pytest.mark.parametrize(("language", "topics"), [("de", GERMAN), ("zh", CHINESE)])
def test_other_languages(language: str, topics: dict[str, str]) -> None:
    def told(count: int, seed: int) -> list[CodedInterview]:
        return [
            talk(one.interview.document, *pairs(one, language == "zh"), language=language)
            for one in talks(count, seed, topics=topics)
        ]

    def pairs(one: CodedInterview, joined: bool) -> list[tuple[str, list[str]]]:
        return [
            (segment.text.replace(" ", "") if joined and codings else segment.text, [coding.code for coding in codings])
            for segment, codings in zip(one.interview.segments, one.codings, strict=True)
        ]

    assert right_first(train(told(4, 0), book(*CODES)), told(2, 9)) > 0.8


def test_the_words_of_the_codebook_are_enough_to_begin() -> None:
    definitions = {code: {"en": TOPICS[code]} for code in CODES}
    fresh = talks(2)
    for others in ([], [one.interview for one in fresh]):
        suggester = train([], book(*CODES, definitions=definitions), others=others)
        assert suggester.sources == (CUES, SIMILAR)
        assert not suggester.calibrated
        assert right_first(suggester, fresh) > 0.8


@pytest.mark.parametrize("rejections", [0, 2, 9])
def test_a_few_codings_do_not_silence_cues_but_more_rejections_than_codings_do(rejections: int) -> None:
    cues = {"price": {"en": ("price war",)}}
    coded = (("customers paid more for steel", ["price"]), ("pupils walk to school", ["school"]))
    refused = {6 + number: ("price",) for number in range(rejections)}
    known = [
        talk(f"d{number}", *coded, "so", *coded, "so", *["a price war here"] * rejections, rejected=refused)
        for number in range(2)
    ]
    suggester = train(known, book(*CODES, cues=cues))
    assert not suggester.calibrated
    price = CODES.index("price")
    fresh = talk("x", "well", "there was a price war", "well").interview
    sure = CueSource(book(*CODES, cues=cues)).scores(fresh)[1, price]
    assert sure > 0.3
    assert bool(suggester.likelihoods(fresh)[1, price] >= sure) is (rejections <= 2)
    if not rejections:
        suggester.teach("d0", 2, "price", False)
        assert suggester.likelihoods(fresh)[1, price] >= sure


def test_own_words_are_read_in_the_language_of_the_interview() -> None:
    definitions = {code: {"en": TOPICS[code], "de": GERMAN[code]} for code in CODES}
    fresh = [
        talk(
            one.interview.document,
            *((s.text, [c.code for c in cs]) for s, cs in zip(one.interview.segments, one.codings, strict=True)),
            language="de",
        )
        for one in talks(2, topics=GERMAN)
    ]
    suggester = train([], book(*CODES, definitions=definitions), others=[one.interview for one in fresh])
    assert right_first(suggester, fresh) > 0.8


def test_cues_count_from_the_beginning() -> None:
    suggester = train([], book(*CODES, cues={"river": {"en": ("high water",)}}))
    likely = suggester.likelihoods(talk("x", "there was high water", "and nothing else", "nor then").interview)
    assert likely[:, CODES.index("river")].argmax() == 0
    assert likely[0].argmax() == CODES.index("river")


def test_held_out_likelihoods_are_of_every_segment_read_in_the_order_given() -> None:
    coded = talks(4)
    coded[1] = talk("half", *["nothing of interest"] * 9, read=4)
    coded.append(talk("unread", "something", "else", read=0))
    suggester = train(coded, book(*CODES))
    assert [one.shape for one in suggester.held_out] == [(one.read, 3) for one in coded]
    assert [one.tolist() for one in suggester.rows] == [list(range(one.read)) for one in coded]
    assert all(((one >= 0) & (one <= 1)).all() for one in suggester.held_out)


def test_held_out_likelihoods_do_not_know_the_codings_of_their_interview() -> None:
    """An interview whose codes contradict all others is not believed in its own likelihoods."""
    coded = talks(6)
    turned = {"price": "river", "river": "school", "school": "price"}
    coded[0] = talk(
        "d0",
        *(
            (segment.text, [turned[coding.code] for coding in codings])
            for segment, codings in zip(coded[0].interview.segments, coded[0].codings, strict=True)
        ),
    )
    suggester = train(coded, book(*CODES))
    gold = gold_of(coded[0], CODES)
    assert (among_best(suggester.held_out[0], gold, 1) or 0.0) < 0.2
    assert (among_best(suggester.held_out[1], gold_of(coded[1], CODES), 1) or 0.0) > 0.8


RIVER = "the meadow by the bridge floods each spring"


def reviewed(name: str, *decided: str, rejected: Sequence[str] = ()) -> CodedInterview:
    """An interview that nobody read, but for one decision at its end: it speaks of the river all along."""
    return talk(name, *[RIVER] * 40, (RIVER, decided), read=0, rejected={40: rejected})


def test_what_was_passed_over_on_the_way_to_a_decision_teaches_nothing() -> None:
    """Learned as "not about the river", forty passages would outweigh the one that was accepted."""
    coded, fresh = talks(4), talk("fresh", RIVER, TOPICS["river"])
    river = CODES.index("river")

    def likely(*more: CodedInterview) -> float:
        return float(train([*coded, *more], book(*CODES)).likelihoods(fresh.interview)[0, river])

    accepted = [reviewed(f"r{number}", "river") for number in range(3)]
    passed_over = [replace(one, read=40) for one in accepted]
    assert likely(*accepted) > 0.6
    assert likely(*passed_over) < 0.3
    assert likely(*(reviewed(f"r{number}", rejected=["river"]) for number in range(3))) < likely(*accepted)


def test_single_segments_that_were_decided_on_have_likelihoods_held_out() -> None:
    coded = talks(4)
    coded[1] = reviewed("r", "river")
    coded[2] = talk("both", *["nothing of interest"] * 30, read=4, rejected={20: ["price"], 25: ["price"]})
    suggester = train(coded, book(*CODES))
    assert [one.tolist() for one in suggester.rows[1:3]] == [[40], [0, 1, 2, 3, 20, 25]]
    assert [len(one) for one in suggester.held_out] == [30, 1, 6, 30]


def test_what_was_decided_on_a_passage_is_not_known_to_its_neighbours_held_out() -> None:
    """The second stage sees the scores of neighbours; those of the same interview must not tell what was said there."""

    def held_out(code: str) -> bytes:
        said = [(RIVER, [code])] + [RIVER] * 9 + [(RIVER, [code])]
        coded = [*talks(4), talk("r", *said, read=0)]
        made = lessons.Lessons.of(coded, CODES, Reader.of([one.interview for one in coded], [], None))
        rows = Rows.of(made.views)
        trained = learned.learn(Likeness.of(rows, rows), made.rows, made.targets, made.blocks, made.beside)
        return np.round(made.by_interview(trained.held_out)[4], 4).tobytes()

    assert held_out("river") == held_out("price")


def test_a_rejected_suggestion_makes_the_code_less_likely_on_such_words() -> None:
    text = "the price of steel and the school"

    def likely(rejected: dict[int, list[str]]) -> float:
        coded = [*talks(3), talk("seen", text, "well", read=2, rejected=rejected)]
        return float(train(coded, book(*CODES)).likelihoods(talk("x", text, "well").interview)[0, 0])

    assert likely({0: ["price"]}) < likely({})


def test_roles_tell_where_codes_are_bound_to_them() -> None:
    """The same words are coded with what respondents say and not with what is asked."""
    words = TOPICS["price"].split()
    coded = []
    for number in range(4):
        said = [(" ".join(words[at : at + 4]), ["price"] if at % 2 else []) for at in range(8)] * 2
        roles = [Role.RESPONDENT if at % 2 else Role.INTERVIEWER for at in range(16)]
        coded.append(talk(f"d{number}", *said, roles=roles))
    suggester = train(coded, book("price"))
    answer, question = (
        suggester.likelihoods(talk("x", "steel rose", roles=[role]).interview)[0, 0]
        for role in (Role.RESPONDENT, Role.INTERVIEWER)
    )
    assert answer > question


def test_in_roles_that_nobody_codes_nothing_is_likely() -> None:
    asked = [
        talk(name, TOPICS["price"], (TOPICS["price"], ("price",)), "well", roles=(Role.INTERVIEWER,))
        for name in ("a", "b", "c")
    ]
    suggester = train(asked, book(*CODES), encode=letters)
    likely = suggester.likelihoods(asked[0].interview)
    assert not likely[0].any()
    assert likely[1].any()
    assert not suggester.held_out[0][0].any()
    assert all(not one.likelihoods(asked[0].interview)[0].any() for one in suggester.alone().values())
    questions = [talk("q", (TOPICS["school"], ("school",)), roles=(Role.INTERVIEWER,))]
    assert train([*asked, *questions], book(*CODES)).likelihoods(asked[0].interview)[0].any()


@pytest.mark.parametrize("sources", [(CUES,), (SIMILAR,), (MODEL,), (CUES, MODEL)])
def test_some_sources_only(sources: tuple[str, ...]) -> None:
    suggester = train(talks(3), book(*CODES), sources)
    likely = suggester.likelihoods(talks(1, seed=5)[0].interview)
    assert suggester.sources == sources
    assert likely.shape == (30, 3)
    assert tuple(suggester.alone()) == sources


@pytest.mark.parametrize("read", [30, 12])
def test_each_source_alone_is_what_a_training_of_its_own_gives(read: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "CODINGS", 30)
    cues = {"river": {"en": ("floods",)}, "price": {"en": ("steel",)}}
    coded = talks(4)
    coded[1] = talk("r", *[RIVER] * 30, read=read, rejected={20: ["price"]})
    fresh = talks(1, seed=5)[0].interview
    for name, alone in train(coded, book(*CODES, cues=cues)).alone().items():
        own = train(coded, book(*CODES, cues=cues), (name,))
        assert alone.sources == own.sources == (name,)
        assert alone.calibrated is own.calibrated is True
        assert alone.likelihoods(fresh).tobytes() == own.likelihoods(fresh).tobytes()
        assert [one.tobytes() for one in alone.held_out] == [one.tobytes() for one in own.held_out]


def test_a_source_that_nothing_could_be_learned_for_says_nothing() -> None:
    suggester = train([talk("a", "one", "two")], book(*CODES), (MODEL,))
    assert suggester.sources == ()
    assert suggester.alone() == {}
    assert not (suggester.likelihoods(talk("b", "one").interview) > 0.5).any()
    with pytest.raises(ValueError, match="nothing is known any more"):
        pickle.loads(pickle.dumps(suggester)).alone()  # noqa: S301


def test_hostile_and_empty_interviews() -> None:
    odd = [" ", "\n", "\x00\x1b[31m", "。。。", "😀" * 40, "a" * 3000, "İİ ß ﬁ", "the price"]
    coded = [*talks(2), talk("odd", *odd), talk("none")]
    suggester = train(coded, book(*CODES), encode=letters)
    for one in (talk("x"), talk("y", " "), talk("z", *odd)):
        likely = suggester.likelihoods(one.interview)
        assert likely.shape == (len(one.interview.segments), 3)
        assert np.isfinite(likely).all()


def test_codes_of_one_coding_or_none_or_unknown() -> None:
    coded = [*talks(2, topics={"price": TOPICS["price"]}), talk("x", ("the bridge is closed", ["river", "gone"]))]
    suggester = train(coded, book("price", "river", "never"))
    likely = suggester.likelihoods(talk("y", "the bridge is closed again", "steel rose").interview)
    assert likely[0, 1] > likely[1, 1]
    assert np.isfinite(likely).all()


def test_a_codebook_without_codes() -> None:
    suggester = train(talks(2), book())
    assert suggester.likelihoods(talks(1)[0].interview).shape == (30, 0)


def test_nothing_coded_in_what_was_read() -> None:
    suggester = train([talk("a", "one", "two"), talk("b", "three")], book(*CODES))
    assert suggester.sources == (CUES, SIMILAR)
    assert [one.shape for one in suggester.held_out] == [(2, 3), (1, 3)]


def test_long_interviews_are_scored_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    suggester = train(talks(3), book(*CODES))
    long = talks(1, seed=4, length=90)[0].interview
    whole = suggester.likelihoods(long)
    monkeypatch.setattr("coder.suggest.trained._AT_ONCE", 40)
    parts = suggester.likelihoods(long)
    assert parts.shape == whole.shape
    np.testing.assert_allclose(parts[:15], whole[:15], atol=1e-3)


def test_of_very_many_segments_a_sample_of_whole_interviews_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lessons, "MOST", 70)
    coded = talks(5)
    used = lessons.sample(coded)
    assert len(used) == 2
    names = {coded[place].interview.document for place in used}
    backwards = coded[::-1]
    assert {backwards[place].interview.document for place in lessons.sample(backwards)} == names
    suggester = train(coded, book(*CODES))
    assert [one.shape for one in suggester.held_out] == [(30, 3)] * 5
    monkeypatch.setattr(lessons, "MOST", 20)
    assert [one.shape for one in train(coded, book(*CODES)).held_out] == [(30, 3)] * 5


def test_equal_input_gives_equal_output() -> None:
    fresh = talks(1, seed=7)[0].interview
    first, second = (train(talks(3), book(*CODES), encode=letters) for _ in range(2))
    assert first.likelihoods(fresh).tobytes() == second.likelihoods(fresh).tobytes()
    assert [one.tobytes() for one in first.held_out] == [one.tobytes() for one in second.held_out]


def test_another_process_says_the_same() -> None:
    """What is pickled is all there is to know; neither hashing nor threads change a bit of it."""
    suggester, fresh = (
        train(talks(3), book(*CODES, cues={"river": {"en": ("floods",)}}), encode=letters),
        talks(1, seed=7),
    )
    script = (
        "import pickle, sys, hashlib\n"
        "suggester, interview = pickle.load(sys.stdin.buffer)\n"
        "print(hashlib.sha256(suggester.likelihoods(interview).tobytes()).hexdigest())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        input=pickle.dumps((suggester, fresh[0].interview)),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (
        told.stdout.decode().strip() == hashlib.sha256(suggester.likelihoods(fresh[0].interview).tobytes()).hexdigest()
    )


def test_what_is_sent_to_workers_is_small_and_does_not_grow_with_what_was_not_learned_from() -> None:
    others = [one.interview for one in talks(30, seed=2)]
    alone, among = (len(pickle.dumps(train(talks(3), book(*CODES), others=some))) for some in ([], others))
    assert among < 1.2 * alone + 20_000


def test_teaching_is_a_refit_of_the_learned_source() -> None:
    coded, other = talks(3), talks(1, seed=6)[0]
    other = talk("other", *(segment.text for segment in other.interview.segments))
    suggester = train(coded, book(*CODES), others=[other.interview])
    before = suggester.standing()
    suggester.teach("d0", 4, "river", True)
    suggester.teach("d0", 4, "river", False)
    suggester.teach("other", 3, "price", True)
    suggester.teach("nobody", 0, "price", True)
    suggester.teach("d0", 0, "unknown", True)
    after = suggester.standing()
    assert list(after) == ["d0", "d1", "d2", "other"]
    for one in (*coded, other):
        np.testing.assert_allclose(suggester.likelihoods(one.interview), after[one.interview.document], atol=1e-4)
    price = suggester.codes.index("price")
    assert after["other"][3, price] > before["other"][3, price]
    again = pickle.loads(pickle.dumps(suggester))  # noqa: S301
    np.testing.assert_allclose(again.likelihoods(other.interview), after["other"], atol=1e-4)


def test_teaching_a_segment_that_nobody_read_is_learning_it_alone() -> None:
    """One judgement far on in an interview is what a refit makes of it: one more row, none of those before it."""
    coded, other = (
        talks(3),
        talk("other", *(segment.text for segment in talks(1, seed=6)[0].interview.segments), read=0),
    )
    taught = train(coded, book(*CODES), others=[other.interview])
    taught.teach("other", 20, "price", True)
    said = tuple(
        tuple(replace(one, code="price", document="other") for one in coded[0].codings[0]) if place == 20 else ()
        for place in range(30)
    )
    anew = lessons.Lessons.of([*coded, replace(other, codings=said)], CODES, taught._sources.reader)
    assert anew.known[3].tolist() == [20]
    assert taught._taught is not None
    np.testing.assert_array_equal(np.vstack(anew.targets), taught._taught.teaching._targets)


def test_levels_and_values_are_trained_alike() -> None:
    levels = train(talks(3), book(*CODES, kind=CodeKind.LEVEL))
    values = train(talks(3), book(*CODES, kind=CodeKind.VALUE))
    fresh = talks(1, seed=7)[0].interview
    assert levels.likelihoods(fresh).tobytes() == values.likelihoods(fresh).tobytes()
