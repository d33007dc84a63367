"""Tables without single ideas of the method: what moves, and that nothing else is touched."""

from __future__ import annotations

from coder.derive.ablation import ablations
from coder.model.ablation import Ablation, Idea
from coder.model.overview import Evidence
from tests.derive.rows_of_every_kind import book

Said = tuple[str, str, int]  # interview, code, weight


def without(idea: Idea, *said: Said, coder: str = "A", times: int = 1) -> Ablation:
    """One ablation of the table from what interviews say of one case; the first of ``said`` is said several times."""
    evidence = [
        Evidence(
            "north", interview, coder, code, weight, tuple(f"{number}.{n}" for n in range(times if not number else 1))
        )
        for number, (interview, code, weight) in enumerate(said)
    ]
    coders_of = {interview: frozenset({coder}) for interview, _, _ in said}
    codebook = book()
    report = ablations(codebook, codebook.table("t"), evidence, coders_of, {"north": len(coders_of)})
    assert (report.table, report.title) == ("t", "All")
    assert [one.without for one in report.ablations] == list(Idea)
    return next(one for one in report.ablations if one.without is idea)


def moves(ablation: Ablation) -> list[tuple[str, str, str, str]]:
    """Row, case and what they read with and without the idea."""
    return [(cell.row, cell.case, cell.before, cell.after) for cell in ablation.moved]


TALKATIVE = (("I1", "one.top", 2), ("I2", "one.lower", 2), ("I3", "one.lower", 2))
DENIED = (("I1", "one.top", 2), ("I1", "one.top", -2), ("I2", "rating", -1))
HINTED = (("I1", "ordinal.lower", 2), ("I2", "ordinal.upper", 1), ("I3", "rating", 1))
WIDE = (("I1", "set.top", 2), ("I1", "set.lower", 1), ("I2", "set.top", 2), ("I3", "set.lower", 2))


def test_the_talkative_win_where_codings_are_counted() -> None:
    assert moves(without(Idea.INTERVIEWS, *TALKATIVE, times=5)) == [("one", "north", "LOWER", "TOP")]
    assert without(Idea.INTERVIEWS, *TALKATIVE).cells == 14  # seven rows, two cases


def test_where_one_coding_is_one_interview_nothing_moves() -> None:
    assert not without(Idea.INTERVIEWS, *TALKATIVE).moved


def test_who_is_left_out_by_the_reconciled_coder_stays_out() -> None:
    evidence = [
        Evidence("north", "I1", "A", "one.top", 2, ("1", "2", "3")),
        Evidence("north", "I1", "reconciled", "one.lower", 2, ("4",)),
    ]
    codebook = book()
    coders_of = {"I1": frozenset({"A", "reconciled"})}
    report = ablations(codebook, codebook.table("t"), evidence, coders_of, {"north": 1})
    assert not report.ablations[0].moved


def test_without_denials_what_was_refuted_stands_and_levels_stay() -> None:
    assert moves(without(Idea.DENIALS, *DENIED)) == [("one", "north", "(refuted)", "TOP")]


def test_a_row_only_denied_is_empty_without_denials() -> None:
    assert moves(without(Idea.DENIALS, ("I1", "list.top", -1))) == [("list", "north", "(refuted)", "(empty)")]


def test_without_strength_a_hint_widens_a_cell_and_levels_stay() -> None:
    assert moves(without(Idea.STRENGTH, *HINTED)) == [("ordinal", "north", "LOWER", "UPPER to LOWER")]


def test_without_the_third_only_the_strongest_is_shown() -> None:
    found = without(Idea.THIRD, *WIDE)
    assert moves(found) == [("set", "north", "TOP and LOWER", "TOP")]


def test_other_flags_are_counted_apart() -> None:
    found = without(Idea.THIRD, *TALKATIVE)
    assert (found.moved, found.reflagged) == ((), 1)  # contested no more
