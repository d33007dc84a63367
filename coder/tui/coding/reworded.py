"""Codings whose words a correction changed: what there is to decide about them, as options to choose from (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from coder.model.codebook import Codebook
from coder.model.correction import Reworded
from coder.model.document import Document
from coder.model.span import Span
from coder.tui.codes.labels import label_of
from coder.tui.coding.status import excerpt
from coder.tui.dialogs.chooser import Option
from coder.tui.text.cells import one_line

KEEP, REMOVE, RESIZE, MOVE = "keep", "remove", "resize", "move"


def settling_options(elsewhere: Span | None) -> list[Option]:
    """What can become of one of them; ``elsewhere`` is where its old words stand now."""
    options = [
        Option(KEEP, "keep it on these words"),
        Option(RESIZE, "choose its words", "its ends can be moved then"),
        Option(REMOVE, "remove it"),
    ]
    if elsewhere is not None:
        options.append(Option(MOVE, "put it on its old words", "they stand elsewhere in this transcript now"))
    return options


def words_elsewhere(document: Document, was: str) -> Span | None:
    """Where the old words stand, when they stand in the document just once."""
    from coder.intake.alignment import once  # here: corrections are rare, and starting a session is felt

    return once(document.text, was)


def reworded_options(codebook: Codebook, found: Sequence[Reworded]) -> list[Option]:
    """All that wait for a decision."""
    return [
        Option(
            one.coding.id,
            f"{label_of(codebook, one.coding.code)}: was {excerpt(one.before)}, now {excerpt(one.after)}",
            f"{one_line(one.document)}, {one_line(one.coding.coder)}",
        )
        for one in found
    ]
