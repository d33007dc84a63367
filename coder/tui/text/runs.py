"""Runs of text: pairs of a text that is already harmless (``cells.visible``) and the name of a tone (pure).

Everything the screens say travels as runs and is painted as segments. No markup exists on the way, so none can be
injected. Tones are plain, dim, strong, key, accent, good, bad, hit; ``tint3`` is the fourth colour of the palette of
codes.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

Run = tuple[str, str]
Runs = tuple[Run, ...]


def text_width(runs: Iterable[Run]) -> int:
    """Cells of runs."""
    return sum(cell_len(text) for text, _ in runs)
