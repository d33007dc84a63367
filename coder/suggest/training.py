"""From coded interviews to a suggester: the sources trained, combined, and ready to propose.

One seam for the rest of the program: ``train`` takes what researchers said and gives a ``Suggester``, which is small,
picklable and deterministic, so that workers get it by value and say the same everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.model.codebook import Codebook
from coder.model.coding import Suggestion
from coder.model.document import Document, Role
from coder.suggest import combine, learned, similar
from coder.suggest.cues import CueSource
from coder.suggest.kernel import Likeness, Rows
from coder.suggest.lessons import Lessons
from coder.suggest.met import Met
from coder.suggest.proposing import Proposer
from coder.suggest.reading import Reader
from coder.suggest.segments import CodedInterview, SegmentedInterview
from coder.suggest.sources import CUES, MODEL, SIMILAR, SOURCES, Encoder, Scores, codable
from coder.suggest.trained import CHANNELS, Cues, Sources, Taught


class Suggester:
    """What was learned; says how likely each code is on each segment of an interview.

    ``codes`` are in the order of the codebook; ``sources`` those that had something to go on; ``calibrated`` tells
    whether the likelihoods are how often such suggestions were right, or only rank. ``held_out`` has the likelihoods of
    the interviews learned from (segments read x codes), each as if it had not been, in the order they came in; those of
    interviews that a sample left out are what the suggester says of them.
    """

    def __init__(
        self,
        codes: tuple[str, ...],
        sources: Sources,
        combined: combine.Combined,
        alone: dict[str, combine.Combined],
        calibrated: bool,
        proposer: Proposer,
        interviews: Sequence[SegmentedInterview],
        lessons: Lessons,
        roles: frozenset[Role],
    ) -> None:
        self.codes = codes
        self.sources = sources.names
        self.calibrated = calibrated
        self.held_out: tuple[NDArray[np.float32], ...] = ()
        self._sources = sources
        self._combined = combined
        self._alone = alone
        self._proposer = proposer
        self._roles = roles
        self._interviews = tuple(interviews)
        self._lessons: Lessons | None = lessons
        self._taught: Taught | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Without what only teaching needs, which is large."""
        return {**self.__dict__, "_taught": None, "_interviews": (), "_lessons": None}

    def likelihoods(self, interview: SegmentedInterview) -> NDArray[np.float32]:
        """Likelihoods, segments x codes, 0 to 1; 0 for what is said in roles that nobody codes."""
        return self._likely(interview, self._sources.scores(interview, self._sources.reader.view(interview)))

    def by_source(self, interview: SegmentedInterview) -> dict[str, NDArray[np.float32]]:
        """The same from each source alone."""
        found = self._sources.scores(interview, self._sources.reader.view(interview))
        return {name: self._heard(interview, self._alone[name].likelihoods(found[name])) for name in self.sources}

    def proposals(
        self,
        document: Document,
        interview: SegmentedInterview,
        revision: int,
        at_least: float,
        likely: NDArray[np.float32] | None = None,
    ) -> list[Suggestion]:
        """Suggestions for a document, whose segments ``interview`` has: one per segment and code that is at least so
        likely, in the order of the text, likelier ones first.

        Several codes may be proposed on one segment, rival values of a row too: which of them holds is for people to
        say. What is coded or was refused already is left out by the batch, which knows. ``likely``: other likelihoods
        than it says, such as those of an interview it learned from, held out.
        """
        view = self._sources.reader.view(interview)
        likely = self._likely(interview, self._sources.scores(interview, view)) if likely is None else likely
        if not (likely >= at_least).any():
            return []
        evidence = self._sources.evidence(interview, view, document.id)
        return self._proposer.proposals(
            interview, revision, likely, at_least, evidence, self._sources.origins(), self.calibrated
        )

    def teach(self, document: str, segment: int, code: str, yes: bool) -> None:
        """One more judgement: whether a code applies to a segment of an interview it was trained with.

        All scores of the learned source become what a refit with the same settings gives; the other sources and how
        they are combined stay as they are. The first call prepares for it and takes as long as a training. Nothing is
        learned of codes and interviews that are not known, or of too many of these to keep all at hand.
        """
        learn, lessons = self._sources.learned, self._lessons
        if learn is None or lessons is None or code not in self.codes:
            return
        if self._taught is None:
            self._taught = Taught.of(self._sources, learn, self._combined, self._interviews, lessons)
        if document in self._taught.documents:
            place = self._taught.documents[document]
            self._sources = self._taught.judged(place, segment, self.codes.index(code), yes)

    def standing(self) -> dict[str, NDArray[np.float32]]:
        """The likelihoods of all interviews it was trained with, by document, after what it was taught since."""
        if self._taught is None:
            return {one.document: self.likelihoods(one) for one in self._interviews}
        by_document = {one.document: one for one in self._interviews}
        return {one: self._heard(by_document[one], found) for one, found in self._taught.likelihoods().items()}

    def _likely(self, interview: SegmentedInterview, scores: dict[str, Scores]) -> NDArray[np.float32]:
        found = self._combined.likelihoods(np.concatenate([scores[name] for name in self.sources]))
        return self._heard(interview, found)

    def _heard(self, interview: SegmentedInterview, likely: NDArray[np.float32]) -> NDArray[np.float32]:
        """Nothing is likely in what is said in a role that nobody codes."""
        return _heard(interview, likely, self._roles)


def train(
    coded: Sequence[CodedInterview],
    codebook: Codebook,
    sources: Sequence[str] = SOURCES,
    encode: Encoder | None = None,
    others: Sequence[SegmentedInterview] = (),
) -> Suggester:
    """Learn from coded interviews. ``others`` are interviews of the study without codings, read for their words only.

    With more than ``lessons.MOST`` segments a sample of whole interviews, always the same, is learned from.
    """
    codes = codable(codebook)
    interviews = [*(one.interview for one in coded), *others]
    reader = Reader.of(interviews, similar.said_of(codebook, codes), encode)
    lessons = Lessons.of(coded, codes, reader)
    known = Rows.of(lessons.views) if lessons.views else None
    likeness = None if known is None else Likeness.of(known, known)
    cues = Cues(CueSource(codebook)) if CUES in sources else None
    like = similar.learn(reader, codebook, codes, lessons, likeness) if SIMILAR in sources else None
    learn = None
    if MODEL in sources and lessons.any_coded and likeness is not None:
        learn = learned.learn(likeness, lessons.rows, lessons.targets, lessons.blocks)
    of_cues = [
        cues.scores(Met(interview, view, None))[:, :read]
        for interview, view, read in zip(lessons.interviews, lessons.views, lessons.reads, strict=True)
        if cues is not None
    ]
    held_out: dict[str, Sequence[Scores]] = {
        CUES: of_cues,
        SIMILAR: () if like is None else like.held_out,
        MODEL: () if learn is None else learn.held_out,
    }
    trained = Sources(
        reader,
        known,
        lessons.names,
        cues,
        None if like is None else replace(like, held_out=()),
        None if learn is None else replace(learn, held_out=()),
    )
    combined, alone, likely = _combined(trained.names, held_out, lessons, len(codes))
    passages = [] if like is None else [lessons.codings[row] for row in np.searchsorted(lessons.rows, like.rows)]
    proposer = Proposer.of(codebook, codes, passages)
    calibrated = sum(bool(one.any()) for one in lessons.right) >= 2
    roles = _coded_roles(coded)
    made = Suggester(codes, trained, combined, alone, calibrated, proposer, interviews, lessons, roles)
    of_place = dict(zip(lessons.used, likely, strict=False))
    made.held_out = tuple(
        _heard(one.interview, of_place[place], roles)
        if place in of_place and len(of_place[place]) == one.read
        else made.likelihoods(one.interview)[: one.read]
        for place, one in enumerate(coded)
    )
    return made


def _coded_roles(coded: Sequence[CodedInterview]) -> frozenset[Role]:
    """The roles in which something is coded by itself; who codes an answer with its question does not code questions.
    Where nothing is coded yet, respondents."""
    roles_of: dict[str, set[Role]] = defaultdict(set)
    for one in coded:
        for segment, codings in zip(one.interview.segments, one.codings, strict=True):
            for coding in codings:
                roles_of[coding.id].add(segment.role)
    return frozenset(role for roles in roles_of.values() if len(roles) == 1 for role in roles) or frozenset(
        {Role.RESPONDENT}
    )


def _heard(interview: SegmentedInterview, likely: NDArray[np.float32], roles: frozenset[Role]) -> NDArray[np.float32]:
    heard = np.array([segment.role in roles for segment in interview.segments[: len(likely)]], dtype=bool)
    return likely if heard.all() else np.where(heard[:, None], likely, np.float32(0))


def _combined(
    names: Sequence[str], held_out: Mapping[str, Sequence[Scores]], lessons: Lessons, codes: int
) -> tuple[combine.Combined, dict[str, combine.Combined], tuple[NDArray[np.float32], ...]]:
    """The second stage over all sources and over each alone, and the likelihoods held out."""
    channels = [channel for name in names for channel in CHANNELS[name]]
    if not lessons.any_coded or not names:
        alone = {name: combine.preset(CHANNELS[name], codes) for name in names}
        return combine.preset(channels, codes), alone, ()
    together = [np.concatenate(scores) for scores in zip(*(held_out[name] for name in names), strict=True)]
    whole, likely = combine.combine(channels, together, lessons.right, lessons.folds, lessons.prior)
    once = [np.zeros(read, dtype=np.intp) for read in lessons.reads]
    alone = {
        name: combine.combine(CHANNELS[name], held_out[name], lessons.right, once, lessons.prior)[0] for name in names
    }
    return whole, alone, likely
