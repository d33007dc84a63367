"""The ridge against scikit-learn, and scores held out against leaving out in earnest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.kernel_ridge import KernelRidge

from coder.suggest.kernel import RECIPES, Likeness, Recipe, Rows
from coder.suggest.learned import PENALTY, learn, solve
from coder.suggest.lessons import Lessons
from coder.suggest.met import Met
from coder.suggest.reading import Reader
from coder.suggest.segments import CodedInterview
from tests.suggest.talks import TOPICS, letters, talks

CODES = tuple(TOPICS)


def lessons(count: int, encode: bool = False) -> tuple[Lessons, Likeness]:
    coded = talks(count, length=12)
    reader = Reader.of([one.interview for one in coded], [], letters if encode else None)
    made = Lessons.of(coded, CODES, reader)
    rows = Rows.of(made.views)
    return made, Likeness.of(rows, rows)


def test_the_solution_is_that_of_scikit_learn() -> None:
    made, likeness = lessons(3)
    kernel, said = likeness.kernel(RECIPES[0]), np.vstack(made.targets)
    bare = KernelRidge(alpha=PENALTY, kernel="precomputed").fit(kernel.astype(float), said - said.mean(axis=0))
    np.testing.assert_allclose(solve(kernel, said).dual, bare.dual_coef_, atol=1e-6)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_scores_held_out_are_those_of_a_ridge_that_has_not_seen_them(count: int) -> None:
    made, likeness = lessons(count)
    kernel, said = likeness.kernel(RECIPES[1]).astype(float), np.vstack(made.targets)
    found = solve(likeness.kernel(RECIPES[1]), said).held_out(said, made.blocks)
    for block in made.blocks:
        rest = np.setdiff1d(np.arange(len(said)), block)
        mean = said[rest].mean(axis=0)
        weights = np.linalg.solve(kernel[np.ix_(rest, rest)] + PENALTY * np.eye(len(rest)), said[rest] - mean)
        np.testing.assert_allclose(found[block], kernel[np.ix_(block, rest)] @ weights + mean, atol=1e-5)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_segments_that_nothing_was_said_of_are_held_out_with_those_around_them(count: int) -> None:
    coded = [
        replace(one, read=5, rejected=(*one.rejected[:9], frozenset({"river"}), *one.rejected[10:]))
        for one in talks(count, length=12)
    ]
    reader = Reader.of([one.interview for one in coded], [], None)
    made = Lessons.of([nothing_behind(one) for one in coded], CODES, reader)
    views = Rows.of(made.views)
    likeness = Likeness.of(views, views)
    trained = learn(likeness, made.rows, made.targets, made.blocks, made.beside)
    kernel, said = likeness.kernel(trained.recipe).astype(float), np.vstack(made.targets)
    assert {len(one) for one in made.known} == {6}
    for block, beside in zip(made.blocks, made.beside, strict=True):
        rest = np.setdiff1d(np.arange(len(said)), block)
        mean = said[rest].mean(axis=0)
        among = kernel[np.ix_(made.rows[rest], made.rows[rest])] + PENALTY * np.eye(len(rest))
        weights = np.linalg.solve(among, said[rest] - mean)
        expected = kernel[np.ix_(beside, made.rows[rest])] @ weights + mean
        np.testing.assert_allclose(trained.held_out[0, beside], expected, atol=1e-5)


def nothing_behind(one: CodedInterview) -> CodedInterview:
    """Without the codings behind what was read."""
    return replace(one, codings=one.codings[: one.read] + ((),) * (len(one.codings) - one.read))


@pytest.mark.parametrize("encode", [False, True])
def test_an_interview_alone_is_scored_as_among_the_others(encode: bool) -> None:
    """Surroundings and their lengths do not depend on what else is read at the same time."""
    made, likeness = lessons(3, encode)
    trained = learn(likeness, made.rows, made.targets, made.blocks)
    known = Rows.of(made.views)
    pairs = list(zip(made.interviews, made.views, strict=True))
    alone = [trained.scores(Met(one, view, Likeness.of(Rows.of([view]), known))) for one, view in pairs]
    among = trained.scores(Met(pairs[0][0], pairs[0][1], likeness))
    np.testing.assert_allclose(np.concatenate(alone, axis=1), among, atol=1e-5)


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_kernel_is_one(recipe: Recipe) -> None:
    _, likeness = lessons(3, encode=True)
    kernel = likeness.kernel(recipe).astype(float)
    np.testing.assert_allclose(kernel, kernel.T, atol=1e-4)
    assert np.linalg.eigvalsh((kernel + kernel.T) / 2).min() > -1e-3


def test_the_interviews_held_out_are_found_again() -> None:
    """Codes that words and surroundings tell score higher where they were coded, in interviews held out."""
    made, likeness = lessons(5)
    trained = learn(likeness, made.rows, made.targets, made.blocks)
    scores, right = trained.held_out[0], np.vstack(made.right)
    assert scores[right].mean() > scores[~right].mean() + 0.4
