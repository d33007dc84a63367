"""The trained sources together: what they share, what they say of an interview, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from coder.suggest import similar
from coder.suggest.buffers import Buffers
from coder.suggest.combine import RANKED, Combined
from coder.suggest.cues import ORIGIN as CUED
from coder.suggest.cues import CueSource
from coder.suggest.encoder import ORIGIN as ENCODER
from coder.suggest.kernel import Block, Likeness, Rows, cosines, turned
from coder.suggest.learned import Learned
from coder.suggest.lessons import Lessons
from coder.suggest.met import Met, Source
from coder.suggest.proposing import Evidence
from coder.suggest.reading import WORDS, Reader, View
from coder.suggest.segments import SegmentedInterview
from coder.suggest.sources import CUES, MODEL, REFUSED, SIMILAR, Scores
from coder.suggest.teaching import Teaching

CHANNELS = {CUES: ("cued", "denied"), SIMILAR: similar.CHANNELS, MODEL: (RANKED,)}
_COMMON = 2.6  # words with a lower IDF, which stand in a fifth of all segments, are no reason to readers
_MADE_ANEW = ("_weights", "_passages", "_buffers")  # in each process that needs them, not sent to it
_TAUGHT = 8000  # segments among which further judgements can be learned
_AT_ONCE = 2000  # segments of an interview that are scored together; of longer ones the parts do not see each other


@dataclass(frozen=True)
class Cues:
    """The cues of a codebook as a source; it learns nothing, so its scores are held out from everything.

    ``known`` are scores that are at hand, by document, each with the interview that they are of.
    """

    source: CueSource
    known: Mapping[str, tuple[SegmentedInterview, Scores]] = field(default_factory=dict)
    origin: str = CUED
    channels: tuple[str, ...] = CHANNELS[CUES]

    @classmethod
    def knowing(cls, source: CueSource, interviews: Iterable[SegmentedInterview]) -> Cues:
        """With the scores of interviews that will be asked for again and again."""
        plain = cls(source)
        return cls(source, {one.document: (one, plain.of(one)) for one in interviews})

    def scores(self, met: Met) -> Scores:
        """How sure the surest cue is that speaks for a code, and the surest that is denied."""
        return self.of(met.interview)

    def of(self, interview: SegmentedInterview) -> Scores:
        """The same; cues need nothing but the words."""
        same, scores = self.known.get(interview.document, (None, None))
        if scores is not None and same is interview:
            return scores
        return np.stack([self.source.scores(interview), self.source.denials(interview)])


@dataclass(frozen=True)
class Sources:
    """The trained sources and what they share: how interviews are read, and the segments they know.

    ``of_row`` names the document and the segment of each segment known.
    """

    reader: Reader
    known: Rows | None
    of_row: tuple[tuple[str, int], ...]
    cues: Cues | None
    similar: similar.Similar | None
    learned: Learned | None

    @property
    def each(self) -> dict[str, Source]:
        """Those there are, in the order of their scores."""
        found: dict[str, Source | None] = {CUES: self.cues, SIMILAR: self.similar, MODEL: self.learned}
        return {name: source for name, source in found.items() if source is not None}

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called."""
        return tuple(self.each)

    def only(self, name: str) -> Sources:
        """With this source alone."""
        return replace(
            self,
            cues=self.cues if name == CUES else None,
            similar=self.similar if name == SIMILAR else None,
            learned=self.learned if name == MODEL else None,
        )

    def origins(self) -> dict[str, str]:
        """How suggestions name each source; the learned one with the encoder if it had it."""
        encoder = f".{ENCODER}" if self.reader.encode is not None else ""
        return {name: source.origin + encoder * (name == MODEL) for name, source in self.each.items()}

    def scores(self, interview: SegmentedInterview, whole: View) -> dict[str, Scores]:
        """The scores of an interview's segments, by source; ``whole`` is the interview read."""
        found: dict[str, list[Scores]] = {name: [] for name in self.names}
        known = None if self.similar is None and self.learned is None else self.known
        with one_thread():
            for start in range(0, max(1, whole.count), _AT_ONCE):
                view = whole.part(start, start + _AT_ONCE)
                part = interview
                if whole.count > _AT_ONCE:
                    part = replace(interview, segments=interview.segments[start : start + _AT_ONCE])
                likeness = None if known is None else Likeness.of(Rows.of([view]), known, self._buffers)
                met = Met(part, view, likeness)
                for name, source in self.each.items():
                    found[name].append(source.scores(met))
        return {name: np.concatenate(parts, axis=1) for name, parts in found.items()}

    def evidence(self, interview: SegmentedInterview, view: View, document: str, of: NDArray[np.intp]) -> Evidence:
        """What speaks for codes on some of an interview's segments, ``of`` by their place; cosines of others are 0."""
        like = self.similar
        alike = np.zeros((view.count, 0 if like is None else len(like.rows)), np.float32)
        if like is not None and alike.size:
            alike[of] = cosines({name: block[of] for name, block in view.blocks.items()}, self._passages, self._buffers)
            for column, row in enumerate(like.rows):  # no passage is like itself
                if self.of_row[row][0] == document and self.of_row[row][1] < view.count:
                    alike[self.of_row[row][1], column] = 0
        own = () if like is None else like.stems(interview.language)
        return Evidence(() if self.cues is None else self.cues.source.hits(interview), alike, self._weight, own)

    def _weight(self, stem: str, code: int) -> float:
        """How much a word adds to the learned score of a code, by itself."""
        words = self.reader.vectors.words
        if self.learned is None or words.weight(stem) < _COMMON:
            return 0.0
        return float(self._weights[words.place[stem], code])

    @cached_property
    def _buffers(self) -> Buffers:
        """For one interview after the other."""
        return Buffers()

    @cached_property
    def _passages(self) -> dict[str, Block]:
        """The vectors of the coded passages, a column each."""
        if self.similar is None or self.known is None:
            return {}
        return {name: turned(block[self.similar.rows]) for name, block in self.known.blocks.items()}

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        """The weights of the words in the part of the kernel that they make alone (words x codes)."""
        if self.learned is None or self.known is None:
            return np.zeros((0, 0), np.float32)
        rows = self.known.blocks[WORDS][self.learned.rows]
        return np.asarray(rows.T @ self.learned.dual, dtype=np.float32)

    def __getstate__(self) -> dict[str, object]:
        """Without what is made where it is needed."""
        return {name: value for name, value in self.__dict__.items() if name not in _MADE_ANEW}


@dataclass(frozen=True)
class Taught:
    """The sources of interviews known as a whole, so that a judgement on any of their segments can be learned."""

    sources: Sources
    learned: Learned
    combined: Combined
    teaching: Teaching
    constant: tuple[NDArray[np.float32], ...]  # what the sources that do not learn from it add up to, by interview
    cued: tuple[NDArray[np.float32], ...]  # how sure cues are, for or against (segments x codes), by interview
    starts: tuple[int, ...]
    documents: dict[str, int]  # and their place among the interviews

    @classmethod
    def of(
        cls,
        sources: Sources,
        learn: Learned,
        combined: Combined,
        others: Iterable[SegmentedInterview],
        lessons: Lessons,
    ) -> Taught:
        """Of sources trained on the ``lessons``, and further interviews as long as all have no more than ``_TAUGHT``
        segments: what is kept grows with the square."""
        interviews = list(lessons.interviews)
        known_by_name = {one.document for one in interviews}
        room = _TAUGHT - sum(len(one.segments) for one in interviews)
        for other in others:
            if other.document not in known_by_name and len(other.segments) <= room:
                interviews.append(other)
                room -= len(other.segments)
        views = [sources.reader.view(interview) for interview in interviews]
        starts = tuple(np.cumsum([0, *(view.count for view in views)], dtype=int).tolist())
        all_rows = Rows.of(views)
        rows = [starts[place] + known for place, known in enumerate(lessons.known)]
        kernel = Likeness.of(all_rows, all_rows).kernel(learn.recipe)
        teaching = Teaching(kernel, np.concatenate(rows).astype(np.intp), np.vstack(lessons.targets))
        fixed = [name for name in sources.names if name != MODEL]
        channels = [channel for name in fixed for channel in CHANNELS[name]]
        constant: list[NDArray[np.float32]] = []
        cued: list[NDArray[np.float32]] = []
        for interview, view in zip(interviews, views, strict=True):
            scores = sources.scores(interview, view)
            none = np.zeros((0, view.count, len(learn.mean)), np.float32)
            cued.append(np.concatenate([none, scores.get(CUES, none)]).max(axis=0, initial=0))
            constant.append(combined.linear(channels, np.concatenate([none, *(scores[name] for name in fixed)])))
        of_row = tuple((one.document, place) for one in interviews for place in range(len(one.segments)))
        like = sources.similar
        if like is not None:  # the same passages, at their places among all segments
            place_of = {name: place for place, name in enumerate(of_row)}
            like = replace(like, rows=np.array([place_of[sources.of_row[row]] for row in like.rows], dtype=np.intp))
        whole = Sources(sources.reader, all_rows, of_row, sources.cues, like, learn)
        documents = {one.document: place for place, one in enumerate(interviews)}
        return cls(whole, learn, combined, teaching, tuple(constant), tuple(cued), starts, documents)

    def judged(self, interview: int, segment: int, code: int, yes: bool) -> Sources:
        """The sources after one more judgement."""
        self.teaching.judge(self.starts[interview] + segment, code, 1.0 if yes else REFUSED)
        now = replace(
            self.learned,
            rows=self.teaching.rows,
            dual=self.teaching.dual.astype(np.float32),
            mean=self.teaching.mean.astype(np.float32),
        )
        return replace(self.sources, learned=now)

    def likelihoods(self) -> dict[str, NDArray[np.float32]]:
        """The likelihoods of all interviews as they stand now, by document."""
        found: list[NDArray[np.float32]] = []
        for other, start, end in zip(self.constant, self.starts, self.starts[1:], strict=False):
            mine = self.teaching.scores[None, start:end].astype(np.float32)
            found.append(self.combined.of_linear(other + self.combined.linear(CHANNELS[MODEL], mine)))
        return dict(zip(self.documents, found, strict=True))


def one_thread() -> AbstractContextManager[object]:
    """With one thread libraries of linear algebra add up in the same order everywhere, so that workers, who share the
    cores, say to the last bit what a single process says."""
    found: AbstractContextManager[object] = _libraries().limit(limits=1, user_api="blas")
    return found


@cache
def _libraries() -> ThreadpoolController:
    """Those of linear algebra, looked for once."""
    return ThreadpoolController()
