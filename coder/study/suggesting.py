"""Suggestions: having them made, accepting and rejecting them."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import sha256
from coder.model.coding import Suggestion, SuggestionState
from coder.model.edit import DecideSuggestion, Stamp
from coder.model.report import SuggestReport
from coder.model.span import Span
from coder.store.tables import DocumentRow
from coder.study.coding import HandCoding
from coder.study.learning import Learning, Material
from coder.study.opened import Progress
from coder.study.uncollected import rarely_collected

if TYPE_CHECKING:
    from distributed import Client

    from coder.model.evaluation import Figures
    from coder.study.rejections import Rejections
    from coder.suggest.batch import Budget, Settled, Stage

ALL = ("cues", "similar", "model")
ENOUGH = 10  # codings from which more is learned than chance; before, what cues say stands


@dataclass(frozen=True, slots=True)
class _Run:
    """What a run is about: its documents, those of them that were asked otherwise before, and with what they will be
    asked: ``signatures`` by document, the share kept without suggestions, and what there is to learn from."""

    sources: tuple[str, ...]
    rows: Sequence[DocumentRow]
    stale: Sequence[DocumentRow]
    signatures: dict[str, str]
    unaided: Fraction
    seed: str
    lessons: Material


class Suggesting(HandCoding, Learning):
    """A suggestion counts for nothing until the coder accepts it."""

    @rarely_collected()
    def suggest(
        self,
        sources: Sequence[str] = ALL,
        documents: Sequence[str] | None = None,
        min_confidence: float | None = None,
        *,
        careful: bool = False,
        budget: int | None = None,
        unaided: Fraction | None = None,
        workers: int = 1,
        cluster: str | None = None,
        progress: Progress | None = None,
    ) -> SuggestReport:
        """Store suggestions for documents (by id; None: all), and withdraw what waits and is proposed no more.

        How likely a suggestion must be: ``min_confidence``; ``careful``, so that three of four are right; else what
        finds most for least. Of those the ``budget`` most likely ones over all these documents. ``unaided`` is the
        share of contributions kept without any (None: as before in this study). Decisions stay, and keep the same code
        away from their words until the code reads otherwise.

        Documents that were asked the same before are passed over. The others are read one at a time, by ``workers``
        processes (0: as many as pay) or on a Dask ``cluster``, and stored a part at a time: what raises in between, or
        ends the process, leaves whole parts, and the next run goes on behind them. Only a ``budget`` is known at the
        end and stored then. Raises UsageError for what cannot be asked, CoderError where careful cannot be promised or
        no cluster answers; even if there is nothing to send there.
        """
        from coder.study.in_parts import Parts
        from coder.study.rejections import Rejections
        from coder.suggest.batch import Budget, checked

        sources = checked(sources, min_confidence, budget)
        run = self._run(sources, documents, unaided, f"{min_confidence} {careful} {budget}")
        asked = run.stale if budget is None or not run.stale else run.rows
        rejections = Rejections(self._store)

        def settle(document: str, answer: Sequence[Suggestion]) -> Settled:
            return self._settled(document, answer, sources, rejections)

        def stamp(documents: Sequence[str]) -> list[tuple[Stamp | None, Stamp]]:
            before = self._tables.stamps()  # another run may have been here meanwhile
            at = self._now()
            return [(before.get(one), Stamp(run.signatures[one], run.unaided, run.seed, at)) for one in documents]

        with _reached(cluster, bool(asked), run.lessons.any_coded) as client:
            if not asked:
                return SuggestReport(len(run.rows), 0, {}, unchanged=len(run.rows), sources=sources)
            stage, figures, notes = self._stage(run, min_confidence, careful, budget, workers, progress)
            used = stage.suggester.sources if stage.suggester is not None else ("cues",)
            parts = Parts(settle, stamp, self._perform, ", ".join(used))
            wanted = Budget(budget) if budget is not None else None
            with closing(self._answers(stage, asked, workers, client, wanted)) as answers:
                for number, row in enumerate(asked):
                    if progress:
                        progress(number, len(asked), row.name)
                    answer = next(answers)
                    if wanted is None:
                        parts.add(row, answer)
                    else:
                        wanted.add(settle(row.id, answer).proposed)
        if wanted is not None:
            chosen = wanted.by_document()
            for row in asked:
                parts.add(row, chosen.get(row.id, []))
        parts.store()
        if progress:
            progress(len(asked), len(asked), "")
        return SuggestReport(
            len(run.rows),
            sum(parts.by_document.values()),
            parts.by_document,
            unchanged=len(run.rows) - len(asked),
            withdrawn=parts.withdrawn,
            reopened=parts.reopened,
            sources=used,
            calibrated=stage.suggester is not None and stage.suggester.calibrated,
            least=None if stage.suggester is None or budget is not None else stage.at_least,
            expected=figures,
            notes=notes,
        )

    def unaided(self, document: str) -> tuple[Span, ...]:
        """The contributions of a document (by id) that are kept without suggestions, in order: as it was last asked or,
        if it never was, as it would be."""
        from coder.suggest.unaided import kept

        stamps = self._tables.stamps()
        share, seed = self._share(stamps)
        if document in stamps:
            share, seed = stamps[document].unaided, stamps[document].seed
        return kept(self._tables.document(document), share, seed)

    def any_calibrated(self) -> bool:
        """Whether any suggestion was ever made with a number that says how often such ones are right."""
        return self._tables.any_calibrated()

    def stamps(self) -> dict[str, Stamp]:
        """What documents were last asked for suggestions with, by id; those that never were are left out."""
        return self._tables.stamps()

    def _share(self, stamps: dict[str, Stamp]) -> tuple[Fraction, str]:
        """The share of contributions kept without suggestions, and what they are drawn with: as in the last run."""
        from coder.suggest.unaided import SHARE

        last = next(reversed(stamps.values()), None)
        return (last.unaided, last.seed) if last is not None else (SHARE, self._tables.project())

    def _run(
        self, sources: tuple[str, ...], documents: Sequence[str] | None, unaided: Fraction | None, how: str
    ) -> _Run:
        rows = self._tables.documents()
        if documents is not None:
            by_id = {row.id: row for row in rows}
            rows = [by_id[one] for one in dict.fromkeys(documents)]
        stamps, made_of, coded_as = self._tables.stamps(), self._tables.made_of(), self._tables.coding_hashes()
        share, seed = self._share(stamps)
        share = share if unaided is None else unaided
        lessons = self._lessons(sources, made_of, coded_as)
        all_ask = f"{lessons.identity} {how} {share} {seed}"
        own = {row.id: f"{made_of[row.id]} {row.case} {coded_as.get(row.id)}" for row in rows}
        signatures = {one: sha256(f"{all_ask} {state}".encode()) for one, state in own.items()}
        stale = [row for row in rows if row.id not in stamps or stamps[row.id].signature != signatures[row.id]]
        return _Run(sources, rows, stale, signatures, share, seed, lessons)

    def _stage(
        self,
        run: _Run,
        min_confidence: float | None,
        careful: bool,
        budget: int | None,
        workers: int,
        progress: Progress | None,
    ) -> tuple[Stage, Figures | None, tuple[str, ...]]:
        """What every document is asked, how good answers were where that is known, and what to tell."""
        from coder.processes import cores
        from coder.suggest.batch import CUES, LEAST, Stage, expected, likely_enough

        by_cues = Stage(self.codebook, self.revision, min_confidence or 0.0, run.unaided, run.seed)
        learned = None
        if run.sources != CUES and run.lessons.any_coded:
            learned = self._learned(run.lessons, run.sources, workers or cores(), progress)
        if careful and (learned is None or not learned.suggester.calibrated):
            raise CoderError(
                "nobody can tell yet how often suggestions are right",
                hint="that takes three interviews and 100 codings; --careful needs what is learned from them"
                if run.sources != CUES
                else "cues learn nothing; --careful without --from",
            )
        if learned is None or learned.suggester.codings < ENOUGH:
            why = "nothing is coded yet" if learned is None else f"fewer than {ENOUGH} passages are coded"
            if run.sources != CUES and "cues" not in run.sources:
                raise CoderError(f"{why} to learn from", hint="code an interview, or --from cues")
            return by_cues, None, self._only_cues(run.sources == CUES, why)
        suggester = learned.suggester
        least = min_confidence
        if careful or (least is None and budget is None):
            enough = likely_enough(suggester, learned.interviews, careful=careful)
            if enough is None:
                raise CoderError(
                    "on what is coded so far, no suggestions are right three times of four",
                    hint="coder suggest --evaluate says how often they are",
                )
            least = max(enough, least or 0.0)
        notes = []
        if not suggester.calibrated:
            notes.append("too little is coded to know how often suggestions are right: until then the numbers rank")
        missing = [name for name in run.sources if name not in suggester.sources]
        if missing:
            notes.append(f"too little is coded for {', '.join(missing)}: {', '.join(suggester.sources)} propose")
        stage = replace(
            by_cues,
            at_least=max(LEAST if least is None else least, 1e-9),
            suggester=suggester,
            grain=learned.grain,
            learned={one.interview.document: place for place, one in enumerate(learned.interviews)},
            read={one.interview.document: one.read for one in learned.interviews},
            done=run.lessons.marked,
            sparing=not suggester.calibrated and min_confidence is None and budget is None,
        )
        known = suggester.calibrated and budget is None
        figures = expected(suggester, learned.interviews, stage.at_least) if known else None
        return stage, figures, ("; ".join(notes),) if notes else ()

    def _only_cues(self, wanted: bool, why: str) -> tuple[str, ...]:
        """What to tell where nothing proposes but the cues of the codebook, ``wanted`` so or not."""
        if not any(code.cues for code in self.codebook.codable()):
            then = "so they propose nothing" if wanted else f"and {why}, so that nothing proposes"
            return (f"no code of the codebook has cues, {then}",)
        return () if wanted else (f"{why}: only cues propose, with numbers that rank and tell no more",)

    def _answers(
        self,
        stage: Stage,
        asked: Sequence[DocumentRow],
        workers: int,
        client: Client | None,
        wanted: Budget | None,
    ) -> Generator[list[Suggestion], None, None]:
        """The answers of documents in their order; the documents are read as they are sent."""
        from coder.suggest import workers as local
        from coder.suggest.batch import Asked

        def least() -> float:
            return wanted.least if wanted is not None else 0.0

        documents = (Asked(self._tables.document(row.id), row.case) for row in asked)
        if client is not None:
            from coder.suggest.cluster import answers

            return answers(stage, documents, client, least)
        number = workers or local.processes(sum(row.words for row in asked), stage.suggester is not None)
        return local.answers(stage, documents, min(number, len(asked)), least)

    def _settled(
        self, document: str, answer: Sequence[Suggestion], sources: Sequence[str], rejections: Rejections
    ) -> Settled:
        """What an answer changes, as the study is now."""
        from coder.suggest.batch import Standing, settled

        suggestions = []
        for stored in self._tables.suggestions_in(document):
            now = self._offered(stored.code, stored.weight, stored.revision)
            suggestions.append((stored, None if now is None else replace(stored, code=now[0], weight=now[1])))
        spent = frozenset(
            stored.id
            for stored, _ in suggestions
            if stored.state is SuggestionState.REJECTED and rejections.spent(stored)
        )
        codings = self._tables.present_codings(document)
        return settled(answer, Standing(codings, suggestions, spent), sources)

    def state_of(self, identity: str) -> SuggestionState | None:
        """What became of a suggestion; None: it was withdrawn, or never made."""
        try:
            return self._tables.suggestion(identity).state
        except CoderError:
            return None

    def reject(self, identity: str) -> None:
        """Turn a suggestion down; it does not come back. Raises CoderError if decided before."""
        suggestion = self._pending(identity)
        label = self._label(suggestion.code)
        self._perform(
            DecideSuggestion(identity, SuggestionState.PENDING, SuggestionState.REJECTED),
            f"reject {label!r} {self._place(suggestion.document, suggestion.span)}",
        )

    def _pending(self, identity: str) -> Suggestion:
        try:
            suggestion = self._tables.suggestion(identity)
        except CoderError:
            raise CoderError("this suggestion was withdrawn meanwhile", hint="look again at what waits") from None
        if suggestion.state is not SuggestionState.PENDING:
            raise CoderError(f"this suggestion was {suggestion.state.value} before", hint="undo takes that back")
        now = self._offered(suggestion.code, suggestion.weight, suggestion.revision)
        if now is None:
            raise CoderError(
                f"{suggestion.code} can no longer be coded: it was retired or split meanwhile",
                hint="look again at what waits",
            )
        return replace(suggestion, code=now[0], weight=now[1])


@contextmanager
def _reached(address: str | None, needed: bool, learned: bool) -> Iterator[Client | None]:
    """The cluster at that address, found to be there before anything is learned; None where it is not ``needed``."""
    if address is None:
        yield None
        return
    from coder.suggest.reaching import refuse_unreachable

    refuse_unreachable(address)
    if not needed:
        yield None
        return
    from coder.suggest.cluster import connected

    with connected(address, learned=learned) as client:
        yield client
