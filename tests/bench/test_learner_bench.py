"""The learned source on 5,000 segments and 40 codes against scikit-learn's KernelRidge, in one run.

``python3 -m pytest tests/bench/test_learner_bench.py -n 0 --benchmark-enable -s`` prints seconds and ratios. Bare is
KernelRidge on the same features: cosines of the same vectors, those of surroundings written out as matrices, through
scikit-learn's ``linear_kernel``, summed and multiplied as our kernel is. Ours chooses the recipe and scores every
interview held out in the same time. Then one judgement more, re-ranking all segments, against the refit it equals.
``CODER_LEARNER=1000`` takes fewer segments, for which the goals do not hold.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_matrix, diags
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics.pairwise import linear_kernel
from sklearn.preprocessing import normalize

from coder.model.document import Role
from coder.model.span import Span
from coder.suggest import learned
from coder.suggest.combine import combine
from coder.suggest.kernel import _AROUND, _SELF, RECIPES, Likeness, Recipe, Rows
from coder.suggest.met import Met
from coder.suggest.reading import PLACE, ROLE, Reader, View
from coder.suggest.segments import Segment, SegmentedInterview
from coder.suggest.sources import SOURCES
from coder.suggest.surroundings import Look
from coder.suggest.teaching import Teaching
from coder.suggest.trained import CHANNELS

SEGMENTS, CODES, LABELS, WORDS = int(os.environ.get("CODER_LEARNER", "5000")), 40, 1.2, 25
INTERVIEW = 200  # segments of one
TRAINING, PREDICTION, TEACHING = 1.5, 1.3, 1 / 20


def interviews(count: int, seed: int) -> tuple[list[SegmentedInterview], NDArray[np.float64]]:
    """Segments of 25 words as a language has them, a third from the topic of a code; a question now and then."""
    dice = random.Random(seed)
    common = [f"w{number}a" for number in range(6000)]
    weights = [1 / (rank + 3) for rank in range(len(common))]
    topics = [[f"t{code}x{number}" for number in range(60)] for code in range(CODES)]
    targets = np.zeros((count, CODES))
    segments: list[Segment] = []
    at = 0
    for number in range(count):
        codes = dice.sample(range(CODES), 1 + (dice.random() < LABELS - 1))
        words = dice.choices(common, weights, k=WORDS * 2 // 3)
        for code in codes:
            words += dice.choices(topics[code], k=WORDS // 3 // len(codes))
            targets[number, code] = 1
        text = f"what do you think of topic {number % 10} here" if number % 20 == 0 else " ".join(words)
        segments.append(Segment(Span(at, at + len(text)), text, Role.RESPONDENT, at))
        at += len(text) + 1
    made = [
        SegmentedInterview(f"d{start}", "en", tuple(segments[start : start + INTERVIEW]))
        for start in range(0, count, INTERVIEW)
    ]
    return made, targets


def written_out(views: Sequence[View]) -> dict[object, csr_matrix]:
    """The features of all parts of the kernel, surroundings included, as matrices."""
    rows = Rows.of(views)
    found: dict[object, csr_matrix] = {
        block: rows.blocks[block] for block in (*_SELF, PLACE, ROLE) if block in rows.blocks
    }
    for block, look in _AROUND:
        if block in rows.blocks:
            found[block, look] = normalize(joined(views, look) @ csr_matrix(rows.blocks[block]))
    return found


def joined(views: Sequence[View], look: Look) -> csr_matrix:
    """What a look sees, as a matrix over the segments of all interviews."""
    maps = []
    for view in views:
        count = view.count
        if look.side:
            steps = range(1, count)
            weights = [look.rate ** (step - 1) for step in steps if look.rate ** (step - 1) > 1e-4]
            maps.append(diags(weights, [look.side * step for step in steps][: len(weights)], shape=(count, count)))
        else:
            last = np.maximum.accumulate(np.where(view.asked, np.arange(count), -1))
            has = np.flatnonzero(last >= 0)
            maps.append(csr_matrix((np.ones(len(has)), (has, last[has])), shape=(count, count)))
    return block_diag(maps, format="csr").astype(np.float32)


def bare_kernel(left: dict[object, csr_matrix], right: dict[object, csr_matrix], recipe: Recipe) -> NDArray[np.float64]:
    def part(key: object) -> NDArray[np.float64]:
        return np.asarray(linear_kernel(left[key], right[key], dense_output=True))

    blocks = {block: weight for block, weight in _SELF.items() if block in left}
    looks = {key: weight for key, weight in _AROUND.items() if key in left}
    itself = sum(weight * part(block) for block, weight in blocks.items()) / sum(blocks.values())
    itself = itself * (0.5 + 0.5 * part(ROLE))
    around = sum(weight * part(key) for key, weight in looks.items()) / sum(looks.values())
    place = part(PLACE)
    joint = itself * (11 * recipe.around * around + 6 * itself + 3 + 2 * recipe.place * place)
    return np.asarray(joint + 2.5 * recipe.around * around + 0.15 * recipe.place * place)


Found = TypeVar("Found")


def timed(of: Callable[[], Found]) -> tuple[float, Found]:
    start = time.perf_counter()
    found = of()
    return time.perf_counter() - start, found


def test_learner(benchmark: Callable[..., object], request: pytest.FixtureRequest) -> None:
    measured = request.config.getoption("--benchmark-enable")
    segments = SEGMENTS if measured else INTERVIEW * 4
    told: dict[str, float] = {}

    def run() -> None:
        known, targets = interviews(segments, 1)
        fresh, _ = interviews(INTERVIEW * 5, 2)
        reader = Reader.of(known, [], None)
        views = [reader.view(one) for one in known]
        others = [reader.view(one) for one in fresh]
        rows = np.arange(segments, dtype=np.intp)
        blocks = np.split(rows, range(INTERVIEW, segments, INTERVIEW))
        by_interview = np.split(targets, range(INTERVIEW, segments, INTERVIEW))

        def ours() -> tuple[learned.Learned, Rows]:
            all_rows = Rows.of(views)
            return learned.learn(Likeness.of(all_rows, all_rows), rows, by_interview, blocks), all_rows

        told["training"], (trained, all_rows) = timed(ours)
        features = written_out(views)

        def bare() -> KernelRidge:
            return KernelRidge(alpha=learned.PENALTY, kernel="precomputed").fit(
                bare_kernel(features, features, trained.recipe), targets - targets.mean(axis=0)
            )

        told["bare training"], ridge = timed(bare)

        def predicted() -> NDArray[np.float32]:
            met = [
                Met(one, view, Likeness.of(Rows.of([view]), all_rows)) for one, view in zip(fresh, others, strict=True)
            ]
            return np.concatenate([trained.scores(one)[0] for one in met])

        told["prediction"], scores = timed(predicted)
        apart = [written_out([view]) for view in others]

        def predicted_bare() -> NDArray[np.float64]:
            parts = [ridge.predict(bare_kernel(one, features, trained.recipe)) for one in apart]
            return np.asarray(np.concatenate(parts) + targets.mean(axis=0))

        told["bare prediction"], same = timed(predicted_bare)
        np.testing.assert_allclose(scores, same, atol=2e-3)

        kernel = Likeness.of(all_rows, all_rows).kernel(RECIPES[0])
        half = rows[: segments * 9 // 10]
        said = targets[half]

        def refit() -> Teaching:
            return Teaching(kernel, half, said)

        told["refit"], teaching = timed(refit)
        channels = [channel for name in SOURCES for channel in CHANNELS[name]]
        noise = np.random.default_rng(0).random((len(channels), segments, CODES)).astype(np.float32)
        some = min(1000, segments)
        held = [np.concatenate([noise[:-1, :some], teaching.scores[None, :some]]).astype(np.float32)]
        folds = [np.arange(some, dtype=np.intp) % 2]
        combined, _ = combine(channels, held, [targets[:some] > 0], folds, targets.mean(axis=0))
        constant = combined.linear(channels[:-1], noise[:-1])

        def ranked(place: int, code: int) -> None:
            teaching.judge(place, code, 1.0)
            combined.of_linear(constant + combined.linear(channels[-1:], teaching.scores[None].astype(np.float32)))

        told["changed"] = min(timed(partial(ranked, 7, code))[0] for code in range(5))
        told["added"] = min(timed(partial(ranked, segments - 1 - code, code))[0] for code in range(5))

    benchmark.pedantic(run, rounds=1)  # type: ignore[attr-defined]
    ratios = {
        "training": (told["training"] / told["bare training"], TRAINING),
        "prediction": (told["prediction"] / told["bare prediction"], PREDICTION),
        "a judgement on a segment learned from": (told["changed"] / told["refit"], TEACHING),
        "a judgement on another segment": (told["added"] / told["refit"], TEACHING),
    }
    print()
    for name, seconds in told.items():
        print(f"{name:<40}{seconds:10.4f} s")
    for name, (ratio, goal) in ratios.items():
        print(f"{name:<40}{ratio:10.3f}   goal {goal:.3f}")
    if measured and segments >= 5000:
        assert all(ratio <= goal for ratio, goal in ratios.values())
