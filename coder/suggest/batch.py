"""Suggestions for many documents: what is asked of each, and what comes of the answer (pure).

``Stage`` is asked document by document, in this process or in others, and knows nothing of the study; ``settled`` lays
what it answers beside what the study has. So a run is the same wherever its documents are read.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coder.errors import UsageError
from coder.model.codebook import Code, Codebook
from coder.model.coding import Coding, Suggestion, SuggestionState
from coder.model.document import Document
from coder.model.span import Span
from coder.suggest.segments import Grain, cut
from coder.suggest.unaided import kept, within

if TYPE_CHECKING:
    from coder.model.evaluation import Figures
    from coder.suggest.cues import CueFinders
    from coder.suggest.segments import CodedInterview
    from coder.suggest.training import Suggester

SOURCES = ("cues", "similar", "model")  # as in sources.py, which needs NumPy
CUES = ("cues",)
LEAST = 0.05  # what is less likely than that is no suggestion, however many are wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """A document to ask about, and the case it speaks for."""

    document: Document
    case: str | None = None


@dataclass(frozen=True)
class Stage:
    """What every document is asked: picklable, so that other processes get it by value.

    Without a ``suggester`` the sentences with cues are proposed; with one, all segments with a code at least so likely.
    ``learned`` are the documents it learned from, in its order, and ``read`` how many segments of each somebody has
    read by themselves; ``done`` those that somebody declared coded. What was read is not proposed any more. No
    suggestion touches the share ``unaided`` of the contributions. ``sparing``: as in ``Suggester.proposals``.
    """

    codebook: Codebook
    revision: int
    at_least: float
    unaided: Fraction
    seed: str
    suggester: Suggester | None = None
    grain: Grain = Grain.TURN
    learned: Mapping[str, int] = field(default_factory=dict)
    read: Mapping[str, int] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    sparing: bool = False
    _finders: list[CueFinders] = field(default_factory=list, compare=False, repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """Finders are made again where they are needed."""
        return {**self.__dict__, "_finders": []}

    def answer(self, asked: Asked, least: float = 0.0) -> list[Suggestion]:
        """Suggestions for a document, in the order of the text; ``least`` as ``at_least``, the higher counts."""
        document, least = asked.document, max(least, self.at_least)
        if self.suggester is None:
            found = [one for one in self._by_cues(asked) if one.confidence >= least]
        else:
            found = self._by_all(self.suggester, asked, least)
        without = kept(document, self.unaided, self.seed) if found else ()
        return [one for one in found if not within(one.span, without)] if without else found

    def _by_cues(self, asked: Asked) -> list[Suggestion]:
        from coder.suggest.cues import CueFinders, suggest

        if not self._finders:
            self._finders.append(CueFinders(self.codebook))
        return suggest(asked.document, self.codebook, self.revision, self._finders[0], asked.case)

    def _by_all(self, suggester: Suggester, asked: Asked, least: float) -> list[Suggestion]:
        document = asked.document
        if document.id in self.done:
            return []
        interview = cut(document, self.grain, asked.case)
        if document.id not in self.learned:
            return suggester.proposals(document, interview, self.revision, least, sparing=self.sparing)
        likely = suggester.likelihoods(interview)
        place = self.learned[document.id]
        likely[suggester.rows[place]] = suggester.held_out[place]  # as if nothing of it had been learned
        # What somebody read and left uncoded is no longer a passage as those the numbers were measured on.
        likely[: self.read.get(document.id, 0)] = 0
        return suggester.proposals(document, interview, self.revision, least, likely, sparing=self.sparing)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the study has of a document, suggestions as they are stored, each with what it stands for today (None: its
    code leads nowhere). ``spent`` are rejections, by id, that hold no longer, since their code was changed."""

    codings: Sequence[Coding]
    suggestions: Sequence[tuple[Suggestion, Suggestion | None]]
    spent: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settled:
    """What is to be done: rejections opened again, suggestions withdrawn (both as stored) and added.

    A rejection is open again where its code is proposed on its words anew, whatever proposes it, and what was proposed
    then gives way to what is proposed now.
    ``proposed`` is all that nothing stands against, also what waits already; ``fresh`` of those added were not waiting
    before.
    """

    proposed: tuple[Suggestion, ...]
    reopened: tuple[Suggestion, ...]
    withdrawn: tuple[Suggestion, ...]
    added: tuple[Suggestion, ...]
    fresh: int


def settled(answer: Iterable[Suggestion], standing: Standing, sources: Sequence[str]) -> Settled:
    """What an answer of these sources changes.

    Left out is what overlaps a coding with the same code, a decision on the same code from whatever source, or what
    waits from another source. What waits from these sources and is not in the answer is withdrawn; what says the same
    as before stays as it is.
    """
    taken: dict[str, list[Span]] = defaultdict(list)
    for coding in standing.codings:
        taken[coding.code].append(coding.span)
    closed: set[str] = set()
    spent: list[tuple[Suggestion, str]] = []  # each with its code of today
    mine: dict[tuple[Span, str], Suggestion] = {}
    withdrawn: list[Suggestion] = []
    told: dict[str, Suggestion] = {}
    for stored, today in standing.suggestions:
        waits = stored.state is SuggestionState.PENDING
        if waits and of_sources(stored.origin, sources):
            if today is None:
                withdrawn.append(stored)
            else:
                if twin := mine.pop((stored.span, today.code), None):  # made by other sources of these
                    withdrawn.append(twin)
                mine[stored.span, today.code] = stored
                told[stored.id] = today
        elif stored.id in standing.spent:
            spent.append((stored, (today or stored).code))
        else:
            taken[(today or stored).code].append(stored.span)
            closed.add(stored.id)
    proposed: list[Suggestion] = []
    reopened: list[Suggestion] = []
    added: list[Suggestion] = []
    fresh = 0
    for one in answer:
        spans = taken.get(one.code)
        if one.id in closed or (spans and any(map(one.span.overlaps, spans))):
            continue
        proposed.append(one)
        before = mine.pop((one.span, one.code), None)
        if before is not None and _same(told[before.id], one):
            continue
        if before is not None:
            withdrawn.append(before)
        else:
            fresh += 1
        for old, code in tuple(spent):
            if old.id == one.id or (code == one.code and old.span.overlaps(one.span)):
                spent.remove((old, code))
                reopened.append(old)
                withdrawn.append(replace(old, state=SuggestionState.PENDING))
        added.append(one)
    return Settled(tuple(proposed), tuple(reopened), (*withdrawn, *mine.values()), tuple(added), fresh)


def _same(before: Suggestion, after: Suggestion) -> bool:
    """Whether they say the same, whichever revision of the codebook they were made under."""
    return replace(before, id=after.id, revision=after.revision) == after


def of_sources(origin: str, sources: Sequence[str]) -> bool:
    """Whether none but these sources made suggestions of an origin, such as ``cues.v1+model.v1``."""
    return all(name and name in sources for name in (part.rpartition(".v")[0] for part in origin.split("+")))


def own_words(code: Code) -> tuple[object, ...]:
    """What a code says of itself that people judge by. Cues only find passages; a label is a name, unless nothing else
    defines the code."""
    return code.definition or code.label, code.include, code.exclude, code.examples, code.anchors


def likely_enough(suggester: Suggester, learned: Sequence[CodedInterview], *, careful: bool) -> float | None:
    """From how likely on a suggestion is worth showing, as held-out interviews tell: what finds most for least; if
    ``careful``, only what is right three times of four (None: nothing is)."""
    from coder.suggest.measure import best_threshold, careful_threshold, of_read

    likelihoods, gold = of_read(learned, suggester.codes, suggester.held_out)
    usual = best_threshold(likelihoods, gold, int(gold.sum()))
    sure = careful_threshold(likelihoods, gold) if careful else usual
    return None if sure is None else max(usual, sure)


def expected(suggester: Suggester, learned: Sequence[CodedInterview], least: float) -> Figures:
    """How good suggestions at least so likely were on the interviews learned from, each as if it had not been."""
    from coder.suggest.measure import figures, of_read

    likelihoods, gold = of_read(learned, suggester.codes, suggester.held_out)
    return figures(likelihoods, gold, likelihoods >= least)


class Budget:
    """The most likely suggestions of a run, as many as are wanted; of equally likely ones those that come first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heap: list[tuple[float, int, Suggestion]] = []
        self._number = 0

    @property
    def least(self) -> float:
        """What is less likely than that has no place any more."""
        return self._heap[0][0] if len(self._heap) == self._most else 0.0

    def add(self, suggestions: Iterable[Suggestion]) -> None:
        """Those of one more document."""
        for one in suggestions:
            self._number -= 1
            entry = one.confidence, self._number, one
            if len(self._heap) < self._most:
                heapq.heappush(self._heap, entry)
            elif entry[:2] > self._heap[0][:2]:
                heapq.heapreplace(self._heap, entry)

    def by_document(self) -> dict[str, list[Suggestion]]:
        """What has a place, by document, in the order in which it came."""
        found: dict[str, list[Suggestion]] = defaultdict(list)
        for _, _, one in sorted(self._heap, key=lambda entry: -entry[1]):
            found[one.document].append(one)
        return found


def checked(sources: Sequence[str], min_confidence: float | None, budget: int | None) -> tuple[str, ...]:
    """The sources, each once, in their order. Raises UsageError for an unknown one or a figure out of its range."""
    for name in sources:
        if name not in SOURCES:
            raise UsageError(f"there is no source of suggestions {name!r}", hint="sources: " + ", ".join(SOURCES))
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise UsageError(f"the confidence {min_confidence:g} lies outside 0 to 1", hint="0.5, for example")
    if budget is not None and budget < 1:
        raise UsageError(f"{budget} suggestions are none", hint="a budget is 1 or more")
    return tuple(name for name in SOURCES if name in sources)
