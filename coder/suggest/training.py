"""From coded interviews to a suggester: the sources trained, combined, and ready to propose.

One seam for the rest of the program: ``train`` takes what researchers said and gives a ``Suggester``, which is small,
picklable and deterministic, so that workers get it by value and say the same everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.model.codebook import Codebook
from coder.model.coding import Suggestion
from coder.model.document import Document, Role
from coder.suggest import combine, learned, similar
from coder.suggest.cues import CueSource
from coder.suggest.kernel import RECIPES, Likeness, Rows
from coder.suggest.lessons import FOLDS, Lessons
from coder.suggest.proposing import Proposer
from coder.suggest.reading import Reader
from coder.suggest.segments import CodedInterview, Segment, SegmentedInterview
from coder.suggest.sources import CUES, MODEL, SIMILAR, SOURCES, Encoder, Scores, codable
from coder.suggest.trained import CHANNELS, Cues, Sources, Taught

# From so many interviews with so many codings each, and so many in all, those held out tell how often suggestions are
# right: a passage decided on here and there tells little of an interview.
INTERVIEWS, OF_EACH, CODINGS = 3, 5, 100
_EVEN = 0.5  # likelier than not; so is what a cue says as long as numbers only rank
STEPS = 3 + len(RECIPES) + 1 + FOLDS  # of a training: reading, comparing, cues, recipes, and the second stage


@dataclass(frozen=True)
class _Learned:
    """What a suggester was made from: the interviews, what was learned of them, and the scores by source that each of
    the segments seen would get had it not been learned from (channels x seen x codes)."""

    coded: tuple[CodedInterview, ...]
    lessons: Lessons
    held_out: Mapping[str, Scores]


class Suggester:
    """What was learned; says how likely each code is on each segment of an interview.

    ``codes`` are in the order of the codebook; ``sources`` those that had something to go on; ``calibrated`` tells
    whether the likelihoods are how often such suggestions were right, or only rank, as too little is coded to know;
    ``codings`` how much was learned from (segments with a code, for each code).
    ``held_out`` has the likelihoods of the interviews learned from, each as if it had not been, in the order they came
    in, and ``rows`` the segments of each that these are of (``CodedInterview.rows``; rows x codes); those of interviews
    that a sample left out are what the suggester says of them.
    """

    def __init__(
        self,
        codes: tuple[str, ...],
        sources: Sources,
        proposer: Proposer,
        interviews: Sequence[SegmentedInterview],
        roles: frozenset[Role],
        learned: _Learned,
        step: Callable[[], None] = lambda: None,
    ) -> None:
        self.codes = codes
        self.sources = sources.names
        right = [int(one.sum()) for one in learned.lessons.right]
        self.codings = sum(right)
        self.calibrated = sum(one >= OF_EACH for one in right) >= INTERVIEWS and self.codings >= CODINGS
        self._sources = sources
        self._proposer = proposer
        self._roles = roles
        self._interviews = tuple(interviews)
        self._learned: _Learned | None = learned
        self._taught: Taught | None = None
        # A few codings must not silence what a cue says plainly; only who rejects more of a code than codes it does.
        self._balance = np.zeros(len(codes), dtype=np.intp)
        for said in learned.lessons.targets:
            self._balance += (said > 0).sum(axis=0) - (said < 0).sum(axis=0)
        self._rate = self.codings / max(1, sum(map(len, learned.lessons.right)))
        self._trusts_cues = CUES in self.sources and learned.lessons.any_coded and not self.calibrated
        self._combined, likely = _combined(self.sources, learned, len(codes), step)
        if self._trusts_cues:
            cued = learned.lessons.by_interview(learned.held_out[CUES])
            likely = tuple(
                self._with_cues(found, scores[:, of].max(axis=0))
                for found, scores, of in zip(likely, cued, learned.lessons.places, strict=True)
            )
        of_place = dict(zip(learned.lessons.used, likely, strict=False))
        self.rows = tuple(np.array(one.rows, dtype=np.intp) for one in learned.coded)
        self.held_out = tuple(
            _heard([one.interview.segments[row] for row in rows], of_place[place], roles)
            if place in of_place and len(of_place[place]) == len(rows)
            else self.likelihoods(one.interview)[rows]
            for place, (one, rows) in enumerate(zip(learned.coded, self.rows, strict=True))
        )

    def __getstate__(self) -> dict[str, Any]:
        """Without what only teaching and measuring need, which is large."""
        return {**self.__dict__, "_taught": None, "_interviews": (), "_learned": None}

    def read_with(self, encode: Encoder) -> None:
        """Read texts with this encoder from now on, and not with one that keeps what it made of those learned from."""
        self._sources = replace(self._sources, reader=replace(self._sources.reader, encode=encode))

    def likelihoods(self, interview: SegmentedInterview) -> NDArray[np.float32]:
        """Likelihoods, segments x codes, 0 to 1; 0 for what is said in roles that nobody codes."""
        return self._likely(interview, self._sources.scores(interview, self._sources.reader.view(interview)))

    def alone(self) -> dict[str, Suggester]:
        """A suggester for each source: what ``train`` gives with it alone, without training it again.

        What a source scores, held out or not, does not depend on which others there are; only how scores become
        likelihoods is learned anew. Not to be had of one that came from another process, nor after teaching.
        """
        if self._learned is None or self._taught is not None:
            raise ValueError("nothing is known any more of what was held out")
        return {
            name: Suggester(
                self.codes, self._sources.only(name), self._proposer, self._interviews, self._roles, self._learned
            )
            for name in self.sources
        }

    def proposals(
        self,
        document: Document,
        interview: SegmentedInterview,
        revision: int,
        at_least: float,
        likely: NDArray[np.float32] | None = None,
        *,
        sparing: bool = False,
    ) -> list[Suggestion]:
        """Suggestions for a document, whose segments ``interview`` has: one per segment and code that is at least so
        likely, in the order of the text, likelier ones first.

        Several codes may be proposed on one segment, rival values of a row too: which of them holds is for people to
        say. What is coded or was refused already is left out by the batch, which knows. ``likely``: other likelihoods
        than it says, such as those of an interview it learned from, held out. ``sparing``: of what is not likelier than
        not, no more than were coded in the interviews it learned from, by their length.
        """
        view = self._sources.reader.view(interview)
        likely = self._likely(interview, self._sources.scores(interview, view)) if likely is None else likely
        at_least = max(at_least, self._least_of_as_many(likely)) if sparing else at_least
        proposed = np.flatnonzero((likely >= at_least).any(axis=1))
        if not len(proposed):
            return []
        evidence = self._sources.evidence(interview, view, document.id, proposed)
        return self._proposer.proposals(
            interview, revision, likely, at_least, evidence, self._sources.origins(), self.calibrated
        )

    def teach(self, document: str, segment: int, code: str, yes: bool) -> None:
        """One more judgement: whether a code applies to a segment of an interview it was trained with.

        All scores of the learned source become what a refit with the same settings gives; the other sources and how
        they are combined stay as they are. The first call prepares for it and takes as long as a training. Nothing is
        learned of codes and interviews that are not known, or of too many of these to keep all at hand.
        """
        learn, learned = self._sources.learned, self._learned
        if learn is None or learned is None or code not in self.codes:
            return
        if self._taught is None:
            self._taught = Taught.of(self._sources, learn, self._combined, self._interviews, learned.lessons)
        if document in self._taught.documents:
            place = self._taught.documents[document]
            column = self.codes.index(code)
            self._sources = self._taught.judged(place, segment, column, yes)
            self._balance[column] += 1 if yes else -1

    def standing(self) -> dict[str, NDArray[np.float32]]:
        """The likelihoods of all interviews it was trained with, by document, after what it was taught since."""
        if self._taught is None:
            return {one.document: self.likelihoods(one) for one in self._interviews}
        by_document = {one.document: one for one in self._interviews}
        likely = zip(self._taught.likelihoods().items(), self._taught.cued, strict=True)
        return {one: self._heard(by_document[one], self._with_cues(found, cued)) for (one, found), cued in likely}

    def _likely(self, interview: SegmentedInterview, scores: dict[str, Scores]) -> NDArray[np.float32]:
        none = np.zeros((0, len(interview.segments), len(self.codes)), np.float32)
        found = self._combined.likelihoods(np.concatenate([none, *(scores[name] for name in self.sources)]))
        if self._trusts_cues:
            found = self._with_cues(found, scores[CUES].max(axis=0))
        return self._heard(interview, found)

    def _with_cues(self, likely: NDArray[np.float32], cued: NDArray[np.float32]) -> NDArray[np.float32]:
        """What cues say above all that is only learned, in the order of how sure they are: numbers only rank here."""
        stands = (self._balance >= 0) & self._trusts_cues & (cued > 0)
        return np.where(stands, np.maximum(likely, (1 + cued) / 2), likely)

    def _least_of_as_many(self, likely: NDArray[np.float32]) -> float:
        """From how likely on an interview has as many as were coded in others."""
        most = round(self._rate * len(likely))
        if most >= likely.size:
            return 0.0
        return min(_EVEN, float(np.nextafter(np.partition(likely, -most - 1, axis=None)[-most - 1], np.float32(1))))

    def _heard(self, interview: SegmentedInterview, likely: NDArray[np.float32]) -> NDArray[np.float32]:
        """Nothing is likely in what is said in a role that nobody codes."""
        return _heard(interview.segments, likely, self._roles)


@dataclass(frozen=True)
class Trainer:
    """Trains again and again on some of the same interviews; what the trainings share is read once."""

    codebook: Codebook
    encode: Encoder | None
    cues: Cues

    @classmethod
    def of(cls, codebook: Codebook, interviews: Iterable[SegmentedInterview], encode: Encoder | None) -> Trainer:
        """For trainings on these interviews."""
        return cls(codebook, encode, Cues.knowing(CueSource(codebook), interviews))

    def __call__(self, learned: Sequence[CodedInterview], sources: Sequence[str]) -> Suggester:
        """As ``train``."""
        return train(learned, self.codebook, sources, self.encode, cues=self.cues)


def train(
    coded: Sequence[CodedInterview],
    codebook: Codebook,
    sources: Sequence[str] = SOURCES,
    encode: Encoder | None = None,
    others: Sequence[SegmentedInterview] = (),
    cues: Cues | None = None,
    step: Callable[[], None] = lambda: None,
) -> Suggester:
    """Learn from coded interviews. ``others`` are interviews of the study without codings, read for their words only;
    ``cues`` those of the codebook, if they are at hand. ``step`` is called before each of up to ``STEPS`` steps.

    With more than ``lessons.MOST`` segments a sample of whole interviews, always the same, is learned from.
    """
    codes = codable(codebook)
    interviews = [*(one.interview for one in coded), *others]
    step()
    reader = Reader.of(interviews, similar.said_of(codebook, codes), encode)
    lessons = Lessons.of(coded, codes, reader)
    step()
    known = Rows.of(lessons.views) if lessons.views else None
    likeness = None if known is None else Likeness.of(known, known)
    cued = (cues or Cues(CueSource(codebook))) if CUES in sources else None
    like = similar.learn(reader, codebook, codes, lessons, likeness) if SIMILAR in sources else None
    learn = None
    if MODEL in sources and lessons.any_coded and likeness is not None:
        learn = learned.learn(likeness, lessons.rows, lessons.targets, lessons.blocks, lessons.beside, step)
    held_out: dict[str, Scores] = {}
    step()
    if cued is not None and lessons.used:
        of_each = [cued.of(one)[:, seen] for one, seen in zip(lessons.interviews, lessons.seen, strict=True)]
        held_out[CUES] = np.concatenate(of_each, axis=1)
    if like is not None:
        held_out[SIMILAR] = like.held_out
    if learn is not None:
        held_out[MODEL] = learn.held_out
    trained = Sources(
        reader,
        known,
        lessons.names,
        cued,
        None if like is None else replace(like, held_out=like.held_out[:, :0].copy()),
        None if learn is None else replace(learn, held_out=learn.held_out[:, :0].copy()),
    )
    passages = [] if like is None else [lessons.codings[row] for row in np.searchsorted(lessons.rows, like.rows)]
    proposer = Proposer.of(codebook, codes, passages, lessons.codings)
    return Suggester(
        codes, trained, proposer, interviews, _coded_roles(coded), _Learned(tuple(coded), lessons, held_out), step
    )


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


def _heard(segments: Sequence[Segment], likely: NDArray[np.float32], roles: frozenset[Role]) -> NDArray[np.float32]:
    heard = np.array([segment.role in roles for segment in segments], dtype=bool)
    return likely if heard.all() else np.where(heard[:, None], likely, np.float32(0))


def _combined(
    names: Sequence[str], learned: _Learned, codes: int, step: Callable[[], None]
) -> tuple[combine.Combined, tuple[NDArray[np.float32], ...]]:
    """The second stage over these sources, and the likelihoods held out."""
    channels = [channel for name in names for channel in CHANNELS[name]]
    lessons = learned.lessons
    if not lessons.any_coded or not names:
        return combine.preset(channels, codes), ()
    scores = lessons.by_interview(np.concatenate([learned.held_out[name] for name in names]))
    return combine.combine(channels, scores, lessons.right, lessons.folds, lessons.prior, lessons.places, step)
