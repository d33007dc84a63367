"""Who speaks in a transcript: speakers with role, turns and words, and turns with roles and names put right (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coder.language.boundaries import word_count
from coder.model.document import Role, Turn
from coder.model.report import Speaker

NOBODY = ""  # whose turns notes are, and those of a text in which nobody is named


def speakers(text: str, turns: Iterable[Turn]) -> tuple[Speaker, ...]:
    """The speakers in the order in which they first speak, each role of a name for itself; notes last."""
    counts: dict[tuple[str, Role], tuple[int, int]] = {}
    for turn in turns:
        number, words = counts.get((turn.speaker, turn.role), (0, 0))
        said = word_count(text[turn.span.start : turn.span.end])
        counts[turn.speaker, turn.role] = number + 1, words + said
    found = [Speaker(name, role, number, words) for (name, role), (number, words) in counts.items()]
    return tuple(sorted(found, key=lambda one: one.role is Role.NOTE))


def put_right(turns: Sequence[Turn], roles: Mapping[str, Role], names: Mapping[str, str]) -> tuple[Turn, ...]:
    """The turns with other roles and names, both by the names they have now.

    Who gets the name of somebody else becomes that speaker, with the role of that one unless another is given.
    """
    taken = {turn.speaker: turn.role for turn in reversed(turns) if turn.speaker}
    new: list[Turn] = []
    for turn in turns:
        name = names.get(turn.speaker, turn.speaker) if turn.speaker else NOBODY
        role = roles.get(turn.speaker) if turn.speaker else None
        if role is None and name != turn.speaker:
            role = roles.get(name) or taken.get(name)
        new.append(replace(turn, speaker=name, role=role or turn.role))
    return tuple(new)
