"""Suggestions measured on interviews coded by somebody else: SERDIF, 17 interviews, 22 codes, 3,009 segments.

``python3 -m pytest tests/bench/test_serdif_bench.py -n 0 --benchmark-enable -s`` prints a table: five folds by
interview, trained on k interviews of the other folds (two draws), figures pooled over the folds. The threshold is the
one with the best micro-F1 on the training interviews, each held out in turn (contiguous stretches below three), at most
1.5 suggestions per training coding; the ridge's recipe is chosen by the same held-out scores. Words of all interviews
are known, codes only of those trained on. ``CODER_SERDIF=1,5`` runs only these k, ``CODER_SERDIF_SEED`` makes other
folds and draws. With the other tests it runs for k = 1 without the encoder.

Chosen inside the folds: recipe, threshold, weights and curve of the second stage. Not so: the form of the kernel and
its constants, how the penalty of the second stage follows the number of codings, and how far scores are smoothed. They
were settled in development with the figures of seed 0 in view, so these are those of a development set; other studies
have to confirm them.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coder.model.codebook import Code, Codebook, CodeKind
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Role
from coder.model.span import Span
from coder.suggest import encoder
from coder.suggest.measure import best_threshold, figures, gold_of
from coder.suggest.segments import CodedInterview, Segment, SegmentedInterview
from coder.suggest.sources import SOURCES, Encoder
from coder.suggest.training import train

DATA = Path(__file__).parents[3] / "shared" / "data" / "serdif" / "serdif.json"
KS = (0, 1, 2, 5, 10, 99)
FOLDS, DRAWS = 5, 2
BELOW = 0.03  # micro-F1 that the installation without the encoder may lie below the goals
GOALS = {1: {"micro-F1": 0.35}, 5: {"micro-F1": 0.52}, 99: {"micro-F1": 0.58}}
GOALS_OF_ENCODER = {0: {"h@5": 0.60}, 99: {"P@1": 0.65, "h@5": 0.93, "P at R=.40": 0.75}}
CALIBRATED = 0.05  # the most calibration error from five interviews on


@cache
def study() -> tuple[Codebook, tuple[CodedInterview, ...]]:
    """The interviews as our values: each segment a turn, each code a free code."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    names = {one["name"]: f"c{number:02}" for number, one in enumerate(data["codes"])}
    codes = tuple(
        Code(names[one["name"]], CodeKind.FREE, None, {"en": one["name"]}, {"en": one["desc"]}) for one in data["codes"]
    )
    book = Codebook("serdif", "1", ("en",), "en", {"en": "SERDIF"}, "case", (), (), (), codes, (), ())
    return book, tuple(coded(str(number), one["segs"], names) for number, one in enumerate(data["docs"]))


def coded(document: str, said: Sequence[dict[str, object]], names: dict[str, str]) -> CodedInterview:
    segments: list[Segment] = []
    codings: list[tuple[Coding, ...]] = []
    at = 0
    for one in said:
        text, gold = str(one["text"]), one["gold"]
        span = Span(at, at + len(text))
        segments.append(Segment(span, text, Role.RESPONDENT, at))
        assert isinstance(gold, list)
        codings.append(
            tuple(
                Coding(
                    f"{document} {at} {name}", document, span, names[name], 1, "A", None, Tense.PRESENT, BY_HAND, 1, ""
                )
                for name in gold
            )
        )
        at = span.end + 1
    nothing = tuple(frozenset[str]() for _ in segments)
    return CodedInterview(SegmentedInterview(document, "en", tuple(segments)), tuple(codings), nothing, len(segments))


def remembering(encode: Encoder) -> Encoder:
    """The encoder, asked once for each text: all trainings read the same interviews."""
    known: dict[str, NDArray[np.float32]] = {}

    def remembered(texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, encode(new), strict=True))
        return np.stack([known[text] for text in texts])

    return remembered


def draws(k: int, seed: int) -> list[tuple[list[int], list[int]]]:
    """Interviews to train on and to test on."""
    _, interviews = study()
    order = list(range(len(interviews)))
    random.Random(seed).shuffle(order)
    found = []
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        rest = [place for place in range(len(interviews)) if place not in test]
        for draw in range(DRAWS if 0 < k < len(rest) else 1):
            dice = random.Random(1000 * seed + 100 * fold + draw + 7 * k)
            found.append((sorted(dice.sample(rest, min(k, len(rest)))), test))
    return found


def measured(k: int, sources: Sequence[str], encode: Encoder | None, seed: int) -> dict[str, float]:
    """The figures of the protocol, pooled."""
    book, interviews = study()
    likely, gold, shown, learned = [], [], [], 0
    for training, test in draws(k, seed):
        known = [interviews[place] for place in training]
        others = [one.interview for place, one in enumerate(interviews) if place not in training]
        suggester = train(known, book, sources, encode, others)
        inside = [gold_of(one, suggester.codes) for one in known]
        least = float("inf")
        if known:
            truth = np.concatenate(inside)
            least = best_threshold(np.concatenate(suggester.held_out), truth, int(truth.sum()))
        for place in test:
            found = suggester.likelihoods(interviews[place].interview)
            likely.append(found)
            gold.append(gold_of(interviews[place], suggester.codes))
            shown.append(found >= least)
            learned += 1
    pooled, truth, seen = np.concatenate(likely), np.concatenate(gold), np.concatenate(shown)
    told = figures(pooled, truth, seen)
    right = (seen & truth).sum()
    order = np.argsort(-pooled.ravel(), kind="stable")
    hits = np.cumsum(truth.ravel()[order])
    precisions = hits / np.arange(1, len(hits) + 1)
    sure = np.flatnonzero(precisions >= 0.75)
    return {
        "micro-F1": 2 * right / max(1, seen.sum() + truth.sum()),
        "macro-F1": told.macro_f1 or 0.0,
        "P": right / max(1, seen.sum()),
        "R": right / truth.sum(),
        "P@1": told.first or 0.0,
        "h@5": told.among_five or 0.0,
        "mAP": told.average_precision or 0.0,
        "ECE": told.calibration_error or 0.0,
        "P at R=.40": float(precisions[int(np.searchsorted(hits, 0.40 * truth.sum()))]),
        "R at P=.75": float(hits[sure[-1]] / truth.sum()) if len(sure) else 0.0,
        "per 100": 100 * seen.sum() / len(seen),
    }


@pytest.mark.skipif(not DATA.exists(), reason="the coded interviews are not here")
@pytest.mark.parametrize("with_encoder", [False, True], ids=["base", "encoder"])
def test_serdif(with_encoder: bool, benchmark: Callable[..., object], request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    if with_encoder and not (enabled and encoder.available()):
        pytest.skip("the encoder is not installed" if enabled else "takes minutes: --benchmark-enable")
    encode = remembering(encoder.encode) if with_encoder else None
    seed = int(os.environ.get("CODER_SERDIF_SEED", "0"))
    chosen = os.environ.get("CODER_SERDIF")
    ks = tuple(map(int, chosen.split(","))) if chosen else KS if enabled else (1,)
    found: dict[int, dict[str, float]] = {}

    def run() -> None:
        for k in ks:
            found[k] = measured(k, SOURCES, encode, seed)
            if len(found) == 1:
                print("\n" + "k".rjust(4), *(name.rjust(10) for name in found[k]))
            print(f"{'all' if k == 99 else k:>4}", *(f"{value:10.3f}" for value in found[k].values()), flush=True)

    print("\nchosen inside the folds: recipe, threshold, second stage; fixed with these interviews in view: the kernel")
    benchmark.pedantic(run, rounds=1)  # type: ignore[attr-defined]
    for k, goals in GOALS.items():
        for name, goal in goals.items():
            if k in found:
                assert found[k][name] >= goal - (0 if with_encoder else BELOW)
    for k, goals in GOALS_OF_ENCODER.items():
        for name, goal in goals.items():
            if k in found and with_encoder:
                assert found[k][name] >= goal
    assert all(one["ECE"] <= CALIBRATED for k, one in found.items() if k >= 5)
