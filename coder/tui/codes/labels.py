"""Codes and weights in the words of the screen: labels, marks, what a weight means, the next one up or down (pure)."""

from __future__ import annotations

from coder.errors import CoderError
from coder.model.codebook import RESIDUAL, Code, Codebook, CodeKind, Label
from coder.tui.text.cells import one_line

EXPLICIT = 2  # the strength of a coding unless said otherwise

_STRENGTHS = {2: "explicit", 1: "implicit", -1: "against, implicit", -2: "against, explicit"}


def find(codebook: Codebook, code_id: str) -> Code | None:
    """The code of that id, or None when the codebook no longer has it (codings keep the id as coded)."""
    try:
        return codebook.code(code_id)
    except CoderError:
        return None


def label_of(codebook: Codebook, code_id: str) -> str:
    """What a code is called, on one line; its id when the codebook has no such code any more."""
    code = find(codebook, code_id)
    if code is None:
        return one_line(code_id)
    label = one_line(codebook.text(code.label)) or one_line(code_id)
    return f"{label} ({parent_label(codebook, code)})" if code.value == RESIDUAL else label


def parent_label(codebook: Codebook, code: Code) -> str:
    """Label of the code above, "" at the top."""
    return one_line(codebook.text(codebook.code(code.parent).label)) if code.parent else ""


def is_level(code: Code | None) -> bool:
    """Whether a coding with it gives a level rather than a strength."""
    return code is not None and code.kind is CodeKind.LEVEL


def mark(codebook: Codebook, code_id: str, weight: int | None) -> str:
    """A weight in a few cells: the mark of the scale for a level, the signed number otherwise; "?" for none yet."""
    if weight is None:
        return "?"
    code = find(codebook, code_id)
    if code is not None and code.kind is CodeKind.LEVEL and code.scale:
        for level in codebook.scale(code.scale).levels:
            if level.anchor == weight and level.mark:
                return one_line(level.mark)
    return f"{weight:+d}" if weight else "0"


def meaning(codebook: Codebook, code_id: str, weight: int) -> str:
    """A weight in words: the strength, or the anchor of the level."""
    code = find(codebook, code_id)
    if code is None or not is_level(code):
        return _STRENGTHS.get(weight, f"{weight:+d}")
    return anchor(codebook, code, weight)


def anchor(codebook: Codebook, code: Code, weight: int) -> str:
    """What a level of a level code says, as the codebook words it."""
    return one_line(codebook.text(code.anchors.get(weight, {}))) or f"level {weight}"


def stepped(codebook: Codebook, code_id: str, weight: int, step: int) -> int:
    """The next stronger (``step`` 1) or weaker (-1) weight; the ends stay."""
    code = find(codebook, code_id)
    ladder = (2, 1, -1, -2) if code is None else codebook.weights(code)
    if weight not in ladder:
        return ladder[0]
    return ladder[min(max(ladder.index(weight) - step, 0), len(ladder) - 1)]


def carried(codebook: Codebook, before: str, weight: int, after: str) -> int | None:
    """The weight of a coding that gets another code, if it means the same there; None if it must be asked for.

    A strength is no level, and a level of one scale is none of another.
    """
    old, new = find(codebook, before), codebook.code(after)
    same = old is not None and is_level(old) == is_level(new) and old.scale == new.scale
    return weight if same and weight in codebook.weights(new) else None


def strengths(codebook: Codebook, code_id: str) -> list[tuple[int, str]]:
    """The weights a value code can have, the strongest first, in words."""
    weights = codebook.weights(codebook.code(code_id))
    return [(weight, f"{mark(codebook, code_id, weight)}  {meaning(codebook, code_id, weight)}") for weight in weights]


def texts(codebook: Codebook, labels: tuple[Label, ...]) -> tuple[str, ...]:
    """Several texts of the codebook (criteria) in the default language, on one line each."""
    return tuple(filter(None, (one_line(codebook.text(label)) for label in labels)))
