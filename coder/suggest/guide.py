"""Which turn of an interviewer asks which question of the guide: proposals, for a person to confirm (pure).

A question is rarely asked as it is written: it comes behind "And now ...", or shortened. A turn is compared whole and
sentence by sentence, with its words in any order; a turn longer than the question may hold it anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from coder.language.boundaries import sentences
from coder.model.document import Document, Role, Turn
from coder.model.guide import ProposedLink, Question
from coder.search.folding import folded

LEAST = 70  # of 100: below, turns are as alike as any two questions are
_SHORTEST = 4  # characters: "Yes?" is like too much
_INSIDE = 12  # characters of a question from which on it may stand anywhere in a turn


def proposed(document: Document, questions: Iterable[Question], least: int = LEAST) -> tuple[ProposedLink, ...]:
    """The best turn of an interviewer for each question, in the order of the guide, where one is like it enough.

    ``least`` is the lowest score, of 100. A question is compared in every language it has.
    """
    asked = [(turn, _ways(document, turn)) for turn in document.turns if turn.role is Role.INTERVIEWER]
    found = []
    for question in questions:
        best: tuple[int, int, str, Turn] | None = None
        for language, wording in question.text.items():
            wanted = _plain(wording)
            for place, (turn, ways) in enumerate(asked):
                likeness = (_score(wanted, ways, least if best is None else best[0]), -place)
                if best is None or likeness > best[:2]:
                    best = (*likeness, language, turn)
        if best is not None and best[0] >= least:
            score, _, language, turn = best
            words = " ".join(document.quote(turn.span).split())
            found.append(ProposedLink(document.id, document.name, question.id, score, language, words, turn.span.start))
    return tuple(found)


def _plain(text: str) -> str:
    """Words alone: neither case nor punctuation tells two questions apart."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())


def _ways(document: Document, turn: Turn) -> Sequence[str]:
    """A turn whole, then its sentences."""
    spans = sentences(document.text, turn.span.start, turn.span.end, document.language)
    texts = dict.fromkeys([_plain(document.quote(turn.span)), *(_plain(document.quote(span)) for span in spans)])
    return [text for text in texts if len(text) >= _SHORTEST]


def _score(wanted: str, ways: Sequence[str], least: int) -> int:
    """How like a question the best of these texts is, of 100, or 0 if less than ``least``."""
    if not wanted or not ways:
        return 0
    score = max(fuzz.token_sort_ratio(wanted, text, score_cutoff=least) for text in ways)
    if len(wanted) >= _INSIDE and len(ways[0]) > len(wanted):
        score = max(score, fuzz.partial_ratio(wanted, ways[0], score_cutoff=max(score, least)))
    return int(score)
