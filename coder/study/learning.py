"""What suggestions are learned from, and what they depend on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from coder import __version__
from coder.files import sha256
from coder.model.codebook import Codebook
from coder.model.coding import Suggestion, SuggestionState
from coder.store.rows import to_json
from coder.study.opened import Progress
from coder.study.reading import Reading

if TYPE_CHECKING:
    from coder.suggest.segments import CodedInterview, Grain
    from coder.suggest.sources import Encoder
    from coder.suggest.training import Suggester


READING, LEARNING = "reading passages for their sense", "learning from what is coded"  # what progress says


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to learn from: documents ``read`` in the order of their ids, those of them somebody ``marked`` as
    coded, and the suggestions ``rejected`` in each; ``any_coded`` if somebody found something. ``identity`` is a hash
    of all that a suggester depends on."""

    identity: str
    any_coded: bool
    read: tuple[str, ...]
    marked: frozenset[str]
    rejected: dict[str, list[Suggestion]]


@dataclass(frozen=True, slots=True)
class Learned:
    """A suggester, the interviews it learned from in its order, and what a segment is."""

    suggester: Suggester
    interviews: Sequence[CodedInterview]
    grain: Grain


class Learning(Reading):
    """All coders' codings together, under the codes of today."""

    def _lessons(self, sources: Sequence[str], made_of: dict[str, str], coded_as: dict[str, str]) -> Material:
        """What these sources learn from; ``made_of`` and ``coded_as`` are the hashes that the tables give."""
        from coder.suggest import encoder
        from coder.suggest.batch import CUES

        rejected: dict[str, list[Suggestion]] = defaultdict(list)
        parts: list[object] = [__version__, sources, _said(self.codebook)]
        if tuple(sources) == CUES:  # learns nothing
            return Material(_hashed(parts), False, (), frozenset(), rejected)
        for one in self.suggestions(state=SuggestionState.REJECTED):
            rejected[one.document].append(one)
        marked = frozenset(self._tables.marked())
        read = tuple(sorted({*coded_as, *marked, *rejected}))
        for document in read:
            refused = sorted((one.span.start, one.span.end, one.code) for one in rejected[document])
            parts.append((made_of[document], coded_as.get(document), document in marked, refused))
        return Material(_hashed([*parts, encoder.available()]), bool(coded_as), read, marked, rejected)

    def _learned(self, lessons: Material, sources: Sequence[str], processes: int, progress: Progress | None) -> Learned:
        """Learn. Only the words of coded interviews are read, so that others can come without making all anew; with the
        encoder they are read by so many ``processes``."""
        from coder.suggest import encoder
        from coder.suggest.lessons import sample
        from coder.suggest.training import STEPS, train

        known, grain = self._coded_interviews(lessons)
        used = [known[place] for place in sample(known)]
        encode = encoded(used, self.codebook, processes, progress)
        steps = count()

        def step() -> None:
            if progress:
                progress(min(next(steps), STEPS - 1), STEPS, LEARNING)

        suggester = train(known, self.codebook, sources, encode, step=step)
        if encode is not None:
            suggester.read_with(encoder.encode)
        return Learned(suggester, known, grain)

    def _coded_interviews(self, lessons: Material, coder: str | None = None) -> tuple[list[CodedInterview], Grain]:
        """The interviews of which something is known, and what a segment of them is; of one ``coder`` alone, their
        codings and what they marked (nobody knows who rejected what)."""
        from coder.suggest.segments import coded, cut, grain_of

        tables = self._tables
        cases = {row.id: row.case for row in tables.documents()}
        marked = lessons.marked
        codings = {one: tables.present_codings(one) for one in lessons.read}
        if coder is not None:
            marked = frozenset(one for one, by in tables.marked().items() if coder in by)
            codings = {one: [own for own in codings[one] if own.coder == coder] for one in codings}
        grain = grain_of((tables.document(one), codings[one]) for one in lessons.read)
        interviews = [
            coded(
                cut(tables.document(one), grain, cases[one]),
                codings[one],
                lessons.rejected.get(one, ()),
                one in marked,
            )
            for one in lessons.read
        ]
        if coder is not None:
            interviews = [replace(one, rejected=(frozenset(),) * len(one.rejected)) for one in interviews]
        return [one for one in interviews if one.rows], grain


def encoded(
    interviews: Sequence[CodedInterview], codebook: Codebook, processes: int, progress: Progress | None
) -> Encoder | None:
    """The encoder, if it is installed, with all that it is asked when one learns from these interviews."""
    from coder.suggest import encoder
    from coder.suggest.embeddings import Embeddings
    from coder.suggest.similar import said_of
    from coder.suggest.sources import codable

    if not encoder.available() or not interviews:
        return None

    def told(read: int, every: int) -> None:
        if progress:
            progress(read, every, READING)

    texts = [segment.text for one in interviews for segment in one.interview.segments]
    own = [text for _, text in said_of(codebook, codable(codebook))]
    return Embeddings.of(encoder.encode, [*texts, *own, " "], processes, told)


def _said(codebook: Codebook) -> object:
    """What suggestions depend on in a codebook."""
    codes = [code for code in codebook.codes if code.codable]
    return codes, codebook.default_language, codebook.cases


def _hashed(parts: object) -> str:
    return sha256(to_json(parts).encode())
