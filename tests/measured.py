"""A measurement of suggestions as a study keeps it, made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coder.model.evaluation import (
    Alike,
    Bin,
    CodeFigures,
    Evaluation,
    Figures,
    Humans,
    KeptEvaluation,
    LanguageFigures,
    Learned,
    Shortfall,
    SourceFigures,
)

RISE, DECLINE = "mood.story.rise", "mood.story.decline"
FIGURES = Figures(400, 100, 90, 45, 0.4, 0.6, 0.9, 0.5, 0.04)


def measured(at: str = "2026-03-04T05:06:07Z", of: str = "", **changes: Any) -> KeptEvaluation:
    """Half of the suggestions are right; ``changes`` are fields of the evaluation."""
    found = Evaluation(
        interviews=4,
        folds=4,
        codings=100,
        aided=10,
        likely=0.75,
        together=FIGURES,
        careful=replace(FIGURES, shown=40, right=30),
        sources=(SourceFigures("cues", replace(FIGURES, right=9)),),
        languages=(LanguageFigures("en", 3, FIGURES), LanguageFigures("", 1, FIGURES)),
        codes=(
            CodeFigures(RISE, 60, 4, 50, 30, 0.6, None),
            CodeFigures(DECLINE, 3, 1, 0, 0, 0.1, Shortfall.FEW),
        ),
        calibration=(Bin(0.4, 0.5, 0.45, 50, 22), Bin(0.5, 0.6, 0.55, 40, 23)),
        curve=(
            Learned(0, (replace(FIGURES, shown=0, right=0, first=None),)),
            Learned(1, (replace(FIGURES, right=20), replace(FIGURES, right=30))),
            Learned(3, (FIGURES,)),
        ),
        humans=Humans(2, 120, ("JW", "MK"), Alike(50, 40, 30), ((RISE, Alike(50, 40, 30)),)),
    )
    return KeptEvaluation(at, of, replace(found, **changes))
