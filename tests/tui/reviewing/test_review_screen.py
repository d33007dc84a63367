"""Deciding on suggestions: one key each, what is shown to judge by, and what may be accepted together."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.model.coding import Suggestion, SuggestionState, Tense
from coder.model.edit import AddSuggestions
from coder.model.span import Span
from coder.study import Study
from coder.suggest.queue import Order
from coder.tui.app import CoderApp
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.level import LevelChooser
from coder.tui.dialogs.outcome import OutcomeDialog
from coder.tui.dialogs.palette import Palette
from coder.tui.reviewing.listing import QueueList
from coder.tui.reviewing.screen import ReviewScreen
from coder.tui.reviewing.waiting import Only
from coder.tui.widgets.listing import Listing
from tests.tui.sessions import LARGE, SMALL, add, interview, line, new_study, painted, session, type_keys

SUCCESS = "mindset.narrative.commercial_success"
REPUTATION = "mindset.narrative.business_reputation"
LEVEL = "market.orientation"
BUY, NOBODY, SELL = Span(31, 56), Span(57, 86), Span(87, 107)

both_sizes = pytest.mark.parametrize("size", [SMALL, LARGE])


def propose(study: Study, *found: Suggestion) -> None:
    study._perform(AddSuggestions(found), f"{len(found)} suggestions")


def one(name: str, document: str, span: Span = BUY, code: str = SUCCESS, **more: object) -> Suggestion:
    plain = Suggestion(name, document, span, code, 2, 0.63, f"why {name}", "model.v1", 1, calibrated=True)
    return replace(plain, **more)  # type: ignore[arg-type]


def screen(pilot: Pilot[None]) -> ReviewScreen:
    assert isinstance(pilot.app.screen, ReviewScreen), pilot.app.screen
    return pilot.app.screen


def current(pilot: Pilot[None]) -> str | None:
    item = pilot.app.screen.query_one(QueueList).current
    return item.id if item is not None else None


def waiting(study: Study) -> set[str]:
    return {one.id for one in study.suggestions()}


def states(study: Study) -> Mapping[str, SuggestionState]:
    return {one.id: state for state in SuggestionState for one in study.suggestions(state=state)}


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def shown(pilot: Pilot[None]) -> str:
    return "\n".join(painted(pilot))


@both_sizes
async def test_all_there_is_to_judge_by_is_in_view(study: Study, p01: str, size: tuple[int, int]) -> None:
    mine = study.code(p01, SELL, SUCCESS, 2)
    with Study.open(study.path, "JW") as other:
        theirs = other.code(p01, NOBODY, REPUTATION, 1)
    propose(study, one("a", p01, weight=1, about="beijing", nearest=(theirs.id, mine.id, "gone")))
    async with session(study, size=size, screen="review") as pilot:
        text = shown(pilot)
        for words in (
            "People buy what is cheap.",
            "How is the market here?",
            "why: why a (model)",
            "about 6 of 10 right",
        ):
            assert words in text, words
        assert "like “Nobody asks how clever it is.” p01, JW, business reputation" in text
        assert "like “We sell to everyone.” p01, you" in text
        assert text.index("Nobody asks how clever it is.” p01") < text.index("“We sell to everyone.”")
        assert "+1 implicit  about Beijing" in line(pilot, "here")
        assert study.codebook.text(study.codebook.code(SUCCESS).definition)[:40] in line(pilot, "reason")
        assert "63" not in text
        assert "%" not in text
        screen(pilot)._session.showing = replace(screen(pilot)._session.showing, blind=True)
        screen(pilot)._session.edited()
        screen(pilot).reload()
        await pilot.pause()
        text = shown(pilot)
        assert "JW" not in text
        assert "how clever it is.” p01" not in text
        assert "like “We sell to everyone.” p01, you" in text


async def test_without_a_measurement_there_is_only_a_rank(study: Study, p01: str) -> None:
    found = [one(name, p01, code=code, calibrated=False, confidence=number) for name, code, number in
             (("a", SUCCESS, 0.9), ("b", REPUTATION, 0.4))]  # fmt: skip
    propose(study, *found)
    async with session(study, screen="review") as pilot:
        assert "1st of 2 for this passage" in line(pilot, "here")
        assert "1st of 2" in painted(pilot)[1]
        assert "2nd of 2" in painted(pilot)[2]
        await press(pilot, "r")
        assert "reliability not known yet" in line(pilot, "here")
        assert "of 2" not in shown(pilot)


@pytest.mark.parametrize(
    ("key", "weight", "coded"),
    [
        ("enter", 1, 1),
        ("a", 1, 2),
        ("A", 2, 1),
        ("a", -1, -2),
        ("A", -2, -1),
        ("enter", -1, -1),
        ("4", 2, -2),
        ("2", -2, 1),
    ],
)
async def test_a_key_decides_the_strength(study: Study, p01: str, key: str, weight: int, coded: int) -> None:
    propose(study, one("a", p01, weight=weight, about="beijing"))
    async with session(study, screen="review") as pilot:
        await press(pilot, key)
        (coding,) = study.codings()
        assert (coding.weight, coding.span, coding.about, coding.origin) == (
            coded,
            BUY,
            "beijing",
            "suggestion:model.v1",
        )
        await press(pilot, "u")
        assert study.codings() == ()
        assert current(pilot) == "a"


@pytest.mark.parametrize(("keys", "weight", "coded"), [("a", 2, 2), ("enter", -1, -1), ("1", 0, 2)])
async def test_a_level_takes_one_key_when_it_is_proposed(
    study: Study, p01: str, keys: str, weight: int, coded: int
) -> None:
    propose(study, one("a", p01, code=LEVEL, weight=weight))
    async with session(study, screen="review") as pilot:
        assert "▸" in shown(pilot)
        await press(pilot, keys)
        assert [coding.weight for coding in study.codings()] == [coded]


@pytest.mark.parametrize(("key", "weight"), [("A", -1), ("enter", None), ("a", None)])
async def test_else_it_is_asked_for_with_the_proposed_one_chosen(
    study: Study, p01: str, key: str, weight: int | None
) -> None:
    propose(study, one("a", p01, code=LEVEL, weight=weight))
    async with session(study, screen="review") as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, LevelChooser)
        if weight is not None:
            chosen = pilot.app.screen.query_one(Listing).current
            assert chosen is not None
            assert chosen.id == "-1"
        await press(pilot, "1")
        assert [coding.weight for coding in study.codings()] == [2]


async def test_another_code_rejects_the_suggested_one_in_one_step(study: Study, p01: str) -> None:
    propose(study, one("a", p01), one("b", p01, SELL))
    async with session(study, screen="review") as pilot:
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, Palette)
        await type_keys(pilot, "business rep")
        await press(pilot, "enter")
        assert [(coding.code, coding.origin) for coding in study.codings()] == [(REPUTATION, "hand")]
        assert states(study) == {"b": SuggestionState.PENDING, "a": SuggestionState.REJECTED}
        assert current(pilot) == "b"
        await press(pilot, "u")
        assert study.codings() == ()
        assert waiting(study) == {"a", "b"}
        assert current(pilot) == "a"
        await press(pilot, "c", "escape")
        assert waiting(study) == {"a", "b"}


async def test_ends_case_and_tense_are_changed_before_accepting(study: Study, p01: str) -> None:
    propose(study, one("a", p01), one("b", p01, SELL))
    async with session(study, screen="review") as pilot:
        await press(pilot, "h", "h")
        assert "other ends" in line(pilot, "here")
        assert "People buy what\n" in pilot.app.screen.query_one("#passage").text  # type: ignore[attr-defined]
        await press(pilot, "l", "H", "L", "~", "@")
        assert isinstance(pilot.app.screen, Chooser)
        await type_keys(pilot, "beij")
        await press(pilot, "enter")
        assert "about Beijing  past  other ends" in line(pilot, "here")
        await press(pilot, "j", "k")
        assert "about Beijing  past  other ends" in line(pilot, "here")
        await press(pilot, "a")
        (coding,) = study.codings()
        document = study.document(p01)
        assert document.quote(coding.span) == "People buy what is"
        assert (coding.about, coding.tense) == ("beijing", Tense.PAST)
        await press(pilot, "h", "escape")
        assert "other ends" not in line(pilot, "here")
        await press(pilot, "a")
        assert {one.span for one in study.codings()} == {coding.span, SELL}


async def test_skipped_ones_come_again_at_the_end_also_after_coming_back(study: Study, p01: str) -> None:
    propose(study, *(one(name, p01, span) for name, span in (("a", BUY), ("b", NOBODY), ("c", SELL))))
    async with session(study, screen="review") as pilot:
        await press(pilot, "space")
        assert current(pilot) == "b"
        assert "1 skipped" in line(pilot, "title")
        await press(pilot, "d", "R")
        assert current(pilot) == "b"
        await press(pilot, "r", "r")
        assert current(pilot) == "a"
        await press(pilot, "a")
        assert waiting(study) == set()
        assert "3 decided" not in line(pilot, "title") or "no suggestion waits" in shown(pilot)


async def test_undo_brings_back_what_was_skipped_since_the_last_decision(study: Study, p01: str) -> None:
    propose(study, *(one(name, p01, span) for name, span in (("a", BUY), ("b", NOBODY), ("c", SELL))))
    async with session(study, screen="review") as pilot:
        await press(pilot, "a", "space", "space")
        assert (current(pilot), waiting(study)) == ("b", {"b", "c"})
        assert "2 skipped" in line(pilot, "title")
        assert "undo: skip" in shown(pilot)
        await press(pilot, "u")
        assert current(pilot) == "c"
        assert "1 skipped" in line(pilot, "title")
        await press(pilot, "u")
        assert current(pilot) == "b"
        assert "skipped" not in line(pilot, "title")
        assert (len(study.codings()), waiting(study)) == (1, {"b", "c"})
        await press(pilot, "u")
        assert (current(pilot), study.codings()) == ("a", ())
        assert waiting(study) == {"a", "b", "c"}


async def test_enter_leaves_a_coding_of_just_these_words_as_it_is_and_keys_of_strength_change_it(
    study: Study, p01: str
) -> None:
    propose(study, one("a", p01, BUY, weight=1), one("b", p01, NOBODY, weight=1))
    mine = [study.code(p01, span, SUCCESS, 2) for span in (BUY, NOBODY)]
    async with session(study, screen="review") as pilot:
        await press(pilot, "enter")
        assert "your own coding of these words stays as it is" in line(pilot, "reason")
        await press(pilot, "A")
        assert waiting(study) == set()
    assert {coding.id: coding.weight for coding in study.codings()} == {mine[0].id: 2, mine[1].id: 1}


async def test_the_palette_knows_what_is_likely_here_and_leaves_out_what_was_not_meant(study: Study, p01: str) -> None:
    propose(study, one("a", p01, BUY))
    async with session(study, screen="review") as pilot:
        assert screen(pilot).document_id == p01  # what the learner is asked about
        screen(pilot)._session.prior = lambda document, span: {SUCCESS: 0.9, REPUTATION: 0.8}
        await press(pilot, "c")
        palette = pilot.app.screen
        assert isinstance(palette, Palette)
        assert palette._prior == {REPUTATION: 0.8}
        await press(pilot, "escape", "r")
        assert screen(pilot).document_id is None


async def test_an_empty_filter_says_one_thing(study: Study, p01: str) -> None:
    propose(study, one("a", p01, BUY), one("b", p01, NOBODY, REPUTATION))
    async with session(study, screen="review") as pilot:
        screen(pilot)._narrow(Only(code=SUCCESS), None)
        await press(pilot, "r")
        assert "nothing that waits passes the filter" in shown(pilot)
        assert "nothing waits:" not in shown(pilot)


async def test_undo_takes_decisions_and_skips_back_in_their_order(study: Study, p01: str) -> None:
    propose(study, *(one(name, p01, span) for name, span in (("a", BUY), ("b", NOBODY), ("c", SELL))))
    async with session(study, screen="review") as pilot:
        await press(pilot, "a", "space", "a")
        assert waiting(study) == {"b"}
        await press(pilot, "u")
        assert (current(pilot), waiting(study)) == ("c", {"b", "c"})
        assert "undo: skip" in shown(pilot)
        await press(pilot, "u")
        assert current(pilot) == "b"
        assert "skipped" not in line(pilot, "title")
        await press(pilot, "u")
        assert waiting(study) == {"a", "b", "c"}


async def test_what_another_session_writes_behind_a_skip_is_what_undo_is_about(study: Study, p01: str) -> None:
    propose(study, *(one(name, p01, span) for name, span in (("a", BUY), ("b", NOBODY), ("c", SELL))))
    async with session(study, screen="review") as pilot:
        await press(pilot, "space")
        with Study.open(study.path, "eve") as other:
            other.reject("c")
        await press(pilot, "u")
        assert "another session has just changed the study" in line(pilot, "reason")
        assert "1 skipped" in line(pilot, "title")


async def test_undo_after_another_filter_is_about_the_study_again(study: Study, p01: str) -> None:
    propose(study, *(one(name, p01, span) for name, span in (("a", BUY), ("b", NOBODY), ("c", SELL))))
    async with session(study, screen="review") as pilot:
        await press(pilot, "a", "space", "V", "escape")
        assert "undo: skip" not in shown(pilot)
        await press(pilot, "u")
        assert waiting(study) == {"a", "b", "c"}


async def test_the_order_is_changed_with_one_key_and_kept(study: Study, p01: str) -> None:
    document = study.document(p01)
    b01 = add(study, "b01", document.text, document.turns, region="beijing")
    propose(
        study,
        one("a", p01, SELL, confidence=0.99),
        one("b", b01, code=REPUTATION, confidence=0.5),
        one("c", b01, confidence=0.7),
    )
    async with session(study, screen="review") as pilot:
        found = {}
        for _ in Order:
            order = screen(pilot)._waiting.order
            found[order] = [item.id for item in pilot.app.screen.query_one(QueueList).items]
            await press(pilot, "s")
        assert found[Order.LIKELY] == ["a", "c", "b"]
        assert found[Order.USEFUL] == ["b", "c", "a"]
        assert found[Order.DOCUMENT] == [b01, "b", "c", p01, "a"]
        assert found[Order.CODE] == [REPUTATION, "b", SUCCESS, "c", "a"]
        await press(pilot, "s", "s")
        assert "by code" in line(pilot, "title")
        assert any(row.startswith(" commercial success  2") for row in painted(pilot))
    async with session(study, screen="review") as pilot:
        assert screen(pilot)._waiting.order is Order.CODE


async def test_the_filter_narrows_the_queue(study: Study, p01: str) -> None:
    propose(study, one("a", p01), one("b", p01, NOBODY, REPUTATION), one("c", p01, SELL, REPUTATION))
    async with session(study, screen="review") as pilot:
        await press(pilot, "f")
        await type_keys(pilot, "business")
        await press(pilot, "enter")
        assert "only business reputation" in line(pilot, "title")
        assert "2 of 3 wait" in line(pilot, "title")
        assert current(pilot) == "b"
        await press(pilot, "r", "r")
        assert "nothing that waits passes the filter" in shown(pilot)
        await press(pilot, "f", "enter")
        assert current(pilot) == "a"


@pytest.fixture(scope="module")
def many_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interview of 60,000 words and 5,000 suggestions, 1,250 of each of four codes, one of which has levels."""
    path = tmp_path_factory.mktemp("many") / "study"
    with new_study(path) as study:
        document = add(study, "long", *interview(60_000))
        text = study.document(document).text
        codes = (SUCCESS, REPUTATION, LEVEL, "technology.base")
        found = []
        for number in range(5_000):
            start = number * (len(text) - 600) // 5_000
            span = Span(start, start + 30 + number % 7 * 80)
            found.append(one(f"s{number:05}", document, span, codes[number % 4], confidence=(number * 37 % 97) / 100))
        propose(study, *found)
    return path


@pytest.fixture
def many(many_made: Path, tmp_path: Path) -> Iterator[Study]:
    shutil.copytree(many_made, tmp_path / "study")
    with Study.open(tmp_path / "study", "me") as study:
        yield study


def wholly_painted(study: Study, pilot: Pilot[None], code: str) -> set[str]:
    """Ids of the suggestions of a code whose words stand on the screen from first to last, found by reading it."""
    region = pilot.app.screen.query_one(QueueList).region
    body = painted(pilot)[region.y : region.bottom]
    rows = [row[: row.rindex(" ") if row[-1] in "▁▂▃▄▅▆▇█▔ " else None].strip() for row in body]
    text = " ".join(" ".join(rows).split())
    found = set()
    for suggestion in study.suggestions():
        words = " ".join(study.document(suggestion.document).quote(suggestion.span).split())
        if suggestion.code == code and f" {words} long " in f"{text} long ":
            found.add(suggestion.id)
    return found


@both_sizes
async def test_exactly_what_is_seen_is_accepted_and_one_undo_takes_it_back(many: Study, size: tuple[int, int]) -> None:
    async with session(many, size=size, screen="review") as pilot:
        await press(pilot, "j", "V")
        assert many.codings() == ()
        await pilot.pause()
        await press(pilot, "pagedown", "k")
        await pilot.pause()
        code = next(one.code for one in many.suggestions() if one.id == current(pilot))
        seen = wholly_painted(many, pilot, code)
        height = pilot.app.screen.query_one(QueueList).size.height
        assert 1 < len(seen) < height
        await press(pilot, "V")
        assert isinstance(pilot.app.screen, Confirm)
        question = pilot.app.screen._question
        label = many.codebook.text(many.codebook.code(code).label)
        above = many.codebook.text(many.codebook.code(code.rpartition(".")[0]).label)
        assert (
            f"Accept these {len(seen)} suggestions of {label} ({above}) as proposed ({len(seen)} explicit)?" in question
        )
        assert "of them will be right" in question
        await press(pilot, "n")
        assert many.codings() == ()
        await press(pilot, "V", "y")
        assert len(many.codings()) == len(seen)
        assert set(states(many)) - waiting(many) == seen
        assert {one.code for one in many.codings()} == {code}
        await press(pilot, "u")
        shown: object = pilot.app.screen
        if isinstance(shown, Confirm):
            await press(pilot, "y")
        assert many.codings() == ()
        assert len(waiting(many)) == 5_000
        await press(pilot, "escape")
        assert "only" not in line(pilot, "title")
        assert many.check() == ()


async def test_nothing_that_was_not_painted_is_accepted(many: Study) -> None:
    async with session(many, screen="review") as pilot:
        await press(pilot, "V")
        await pilot.pause()
        queue = pilot.app.screen.query_one(QueueList)
        assert queue.seen()
        queue.scroll_to(y=3000, animate=False, immediate=True)
        assert queue.seen() == []  # in view by now, and not painted yet


async def test_a_level_code_is_never_accepted_at_a_glance(many: Study) -> None:
    async with session(many, screen="review") as pilot:
        await press(pilot, "f")
        await type_keys(pilot, "market orientation")
        await press(pilot, "enter", "V")
        assert "each passage needs its own level" in line(pilot, "reason")
        assert isinstance(pilot.app.screen, ReviewScreen)


@both_sizes
async def test_five_thousand_wait_and_every_row_is_whole(many: Study, size: tuple[int, int]) -> None:
    async with session(many, size=size, screen="review") as pilot:
        assert "5,000 wait" in line(pilot, "title")
        for keys in (
            ("s",),
            ("s",),
            ("s",),
            ("s",),
            ("end",),
            ("pageup",),
            ("a",),
            ("r",),
            ("space",),
            ("1",),
            ("home",),
        ):
            await press(pilot, *keys)
            assert current(pilot) is not None
        assert len(waiting(many)) == 4_997
        assert "4,997 wait" in line(pilot, "title")


async def test_the_useful_order_follows_what_was_learned(study: Study, p01: str) -> None:
    codes = [SUCCESS, REPUTATION, "technology.base"]
    propose(
        study,
        *(
            one(name, p01, span, code, confidence=0.5)
            for name, span, code in zip("abc", (BUY, NOBODY, SELL), codes, strict=True)
        ),
    )
    async with session(study, screen="review") as pilot:
        screen(pilot)._waiting.order = Order.USEFUL
        screen(pilot)._waiting.arrange()
        screen(pilot).draw()
        await press(pilot, "home")
        screen(pilot)._weighed({"b": 0.99})
        assert [item.id for item in pilot.app.screen.query_one(QueueList).items] == ["a", "c", "b"]
        assert "about 5 of 10 right" in line(pilot, "here")


async def test_what_to_expect_is_told_once(study: Study, p01: str) -> None:
    propose(study, one("a", p01))
    lines = ["About 60 of 100 suggestions will be right. [b]x[/b]"]
    for expected in (True, False):
        app = CoderApp(study, None, "review")
        app._session.expected = lambda: lines
        async with app.run_test(size=SMALL) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, OutcomeDialog) is expected
            if expected:
                assert lines[0] in shown(pilot)
                await press(pilot, "enter")
            assert current(pilot) == "a"


async def test_nothing_is_told_where_nothing_waits(study: Study) -> None:
    app = CoderApp(study, None, "review")
    app._session.expected = lambda: ["x"]
    async with app.run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, ReviewScreen)
