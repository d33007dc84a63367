"""How good suggestions are on what this study's researchers coded: measured, kept, and told with its date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coder.model.coding import Coding
from coder.study.learning import Learning, Material, encoded
from coder.study.opened import Progress

if TYPE_CHECKING:
    from coder.model.evaluation import Humans, KeptEvaluation
    from coder.suggest.segments import CodedInterview

ALL = ("cues", "similar", "model")


class Evaluating(Learning):
    """Measuring takes minutes and its result is a page, so the study keeps the last one beside the record."""

    def evaluate_suggestions(
        self, sources: Sequence[str] = ALL, progress: Progress | None = None, *, curve: bool = True
    ) -> KeptEvaluation:
        """Measure suggestions from these sources on the interviews coded so far, and keep the result if they are all.

        They are trained on some of the interviews, as ``suggest`` would, and asked about the others. ``curve``: on
        fewer of them as well, which takes most of the time.
        """
        from coder.model.evaluation import KeptEvaluation
        from coder.processes import cores
        from coder.suggest.evaluate import evaluate
        from coder.suggest.training import Trainer

        lessons = self._everything_coded()
        interviews, _ = self._coded_interviews(lessons)
        humans = self._people(interviews, lessons)
        number = cores()
        encode = encoded(interviews, self.codebook, number, progress) if {"similar", "model"} & set(sources) else None
        if progress:
            progress(0, 100, "cues")
        train = Trainer.of(self.codebook, [one.interview for one in interviews], encode)
        found = evaluate(
            interviews, self.codebook, tuple(sources), train, progress, humans=humans, curve=curve, processes=number
        )
        kept = KeptEvaluation(self._now(), lessons.identity, found)
        if tuple(sources) == ALL:
            self._store.keep_evaluation(kept)
        return kept

    def last_evaluation(self) -> KeptEvaluation | None:
        """What suggestions were measured at last; None if never."""
        return self._tables.evaluation()

    def evaluation_is_current(self, kept: KeptEvaluation) -> bool:
        """Whether what is coded, marked and rejected, and the codebook, are what an evaluation was made from."""
        return kept.of == self._everything_coded().identity

    def _everything_coded(self) -> Material:
        return self._lessons(ALL, self._tables.made_of(), self._tables.coding_hashes())

    def _people(self, interviews: Sequence[CodedInterview], lessons: Material) -> Humans | None:
        """How far people agree on the interviews that two of them coded; what was reconciled is nobody's own."""
        from coder.derive.profiles import RECONCILED
        from coder.suggest.evaluate import people
        from coder.suggest.segments import coded
        from coder.suggest.sources import codable

        marked = self._tables.marked()
        read: dict[str, Mapping[str, CodedInterview]] = {}
        for one in interviews:
            document = one.interview.document
            readers = marked.get(document, [])
            by_coder: dict[str, list[Coding]] = defaultdict(list, {name: [] for name in readers})
            for coding in self._tables.present_codings(document):
                by_coder[coding.coder].append(coding)
            by_coder.pop(RECONCILED, None)
            if len(by_coder) > 1:
                read[document] = {
                    name: coded(one.interview, own, lessons.rejected.get(document, ()), name in readers)
                    for name, own in by_coder.items()
                }
        return people(read, codable(self.codebook))
