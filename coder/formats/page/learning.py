"""How good suggestions are after so many coded interviews: the part of the page that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from coder.formats.page import plots
from coder.formats.page.words import Say
from coder.model import shares
from coder.model.findings import Findings

WIDE = 720
_LEARNED = ("f1", "precision", "recall", "among_five")


@dataclass(frozen=True, slots=True)
class LearningView:
    """How good suggestions are, in words, as a curve, and as the figures of the curve."""

    note: str
    picture: Markup
    heads: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]


def learning(findings: Findings, say: Say) -> LearningView | None:
    """The learning curve of suggestions; None where nothing was measured, or nothing could be."""
    measured = findings.measured
    together = measured.evaluation.together if measured is not None else None
    if measured is None or together is None or not measured.evaluation.curve:
        return None
    points = measured.evaluation.curve
    known = [one for one in points if one.interviews and one.mean("f1") is not None]
    last = points[-1]
    said = say(
        "learning_said",
        first=_figure(known[0].mean("f1") if known else None),
        last=_figure(last.mean("f1")),
        n=last.interviews,
        five=round(100 * (last.mean("among_five") or 0)),
    )
    note = say(
        "learning_note",
        at=measured.at[:10],
        interviews=measured.evaluation.interviews,
        right=shares.percent(together.right, together.shown),
        found=shares.percent(together.right, together.codings),
        since=say("learning_since") if findings.since else "",
    )
    names = (say("learning:f1"), say("learning:among_five"))
    axes = (say("axis:coded"), say("axis:share"))
    return LearningView(
        note=note,
        picture=plots.learning(points, "learned", say("learning_title"), said, names, axes, WIDE),
        heads=tuple(say(f"learning:{name}") for name in _LEARNED),
        lines=tuple(
            (
                one.interviews,
                tuple(_figure(one.mean(name) if one.interviews or name == "among_five" else None) for name in _LEARNED),
            )
            for one in points
        ),
    )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
