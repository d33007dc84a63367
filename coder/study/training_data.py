"""Training data out, for people who train elsewhere, and what their models predict back in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError, UnreadableError
from coder.files import sha256
from coder.model.coding import Suggestion, SuggestionState
from coder.model.consent import Consent, consent
from coder.model.document import Document
from coder.model.edit import AddSuggestions, Batch, DecideSuggestion, Edit, RemoveSuggestions
from coder.model.example import Training, Unit, folds
from coder.model.span import Span
from coder.study.opened import counted
from coder.study.suggesting import Suggesting

if TYPE_CHECKING:
    from coder.intake.predictions import Predicted, Standing


class TrainingData(Suggesting):
    """Models that somebody else trains."""

    def training(
        self,
        documents: Sequence[str] | None = None,
        by: str | None = None,
        unit: Unit | None = None,
        *,
        unread: bool = False,
    ) -> Training:
        """The codings of documents (by id; None: all) as examples, under the codes of today.

        ``by``: only what this coder coded, in what this coder read. ``unit``: None takes the one that the codings of
        the whole study lie closer to. ``unread``: also segments that nobody has read, to be predicted. Documents whose
        people did not allow their words to be quoted are left out: an example is nothing but words.
        Raises CoderError where there is nothing to learn from.
        """
        from coder.suggest.examples import examples
        from coder.suggest.segments import grain_of

        attributes, marked = self._tables.all_attributes(), self._tables.marked()
        rows = self._tables.documents()
        fold = folds({row.interview: sha256(row.interview.encode()) for row in rows})
        wanted = None if documents is None else set(documents)
        chosen = [row for row in rows if wanted is None or row.id in wanted]
        unquotable = {row.id: row.name for row in chosen if consent(attributes.get(row.id, {})) is not Consent.YES}
        allowed = [row for row in chosen if row.id not in unquotable]
        rejected: dict[str, list[Suggestion]] = defaultdict(list)
        for one in self.suggestions(state=SuggestionState.REJECTED):
            rejected[one.document].append(one)
        said = {
            row.id: [one for one in self._tables.present_codings(row.id) if by in (None, one.coder)] for row in rows
        }
        if unit is None:
            unit = Unit(grain_of((self._tables.document(row.id), said[row.id]) for row in rows).value)
        found = []
        nowhere = 0
        for row in allowed:
            readers = marked.get(row.id, ())
            made, lost = examples(
                self._tables.document(row.id),
                said[row.id],
                rejected[row.id],
                unit=unit,
                whole=by in readers if by else bool(readers),
                case=row.case,
                fold=fold[row.interview],
            )
            found += [one for one in made if one.read or unread]
            nowhere += lost
        if not found:
            what = "there is nothing to learn from in these documents" if rows else "there are no transcripts yet"
            raise CoderError(what, hint=_why_nothing(unquotable) if rows else "coder import brings them in")
        return Training(tuple(found), unit, tuple(unquotable.values()), nowhere)

    def import_predictions(self, path: Path, name: str) -> Predicted:
        """Take in what a model predicted elsewhere as suggestions with the origin ``import:NAME``, all or nothing.

        What was proposed before under that origin, is coded, was rejected, waits already from whatever origin, lies
        where people code without suggestions, or repeats an earlier row is passed over. Raises TableError with all that
        is wrong with the rows, UsageError for the name. Rejections that hold no longer are as if they had not been.
        """
        from coder.formats.training.predictions import LARGEST, parse
        from coder.intake.predictions import origin_of, suggestions, taken
        from coder.study.rejections import Rejections

        origin = origin_of(name)
        ids = {written: row.id for row in self._tables.documents() for written in (row.name, row.id)}
        rows, problems = parse(_bounded(path, LARGEST), str(path))
        found = suggestions(
            rows,
            str(path),
            self.codebook,
            lambda written: self._tables.document(ids[written]) if written in ids else self.document(written),
            origin=origin,
            revision=self.revision,
            problems=problems,
        )
        rejections = Rejections(self._store)
        turned_down = self._tables.suggestions(None, SuggestionState.REJECTED)
        spent = {one.id: one for one in turned_down if rejections.spent(one)}
        earlier = {  # also under a code that is called otherwise now, or before a text was corrected
            (one.document, one.span, one.code)
            for state in SuggestionState
            for one in self.suggestions(state=state)
            if one.origin == origin and one.id not in spent
        }
        known = self._tables.suggestion_ids()
        known |= {one.id for one in found if (one.document, one.span, one.code) in earlier}
        done = taken(found, origin, known, self._tables.document, lambda one: self._standing(one, spent))
        if done.added:
            what = counted(len(done.added), "suggestion")
            edit: Edit = AddSuggestions(done.added)
            if done.reopened:
                rejected, pending = SuggestionState.REJECTED, SuggestionState.PENDING
                again = (DecideSuggestion(one, rejected, pending) for one in done.reopened)
                gone = tuple(replace(spent[one], state=pending) for one in done.reopened)
                edit = Batch((*again, RemoveSuggestions(gone), edit))
            self._perform(edit, f"{what} of {origin} from {path.name}")
        return done

    def _standing(self, document: Document, spent: Container[str]) -> Standing:
        """What predictions for a document must not go against; ``spent`` are rejections that hold no longer, by id."""
        from coder.intake.predictions import Standing

        coded: dict[str, list[Span]] = defaultdict(list)
        for coding in self._tables.present_codings(document.id):
            coded[coding.code].append(coding.span)
        rejected: dict[str, list[Span]] = defaultdict(list)
        again: dict[str, list[Suggestion]] = defaultdict(list)
        for one in self.suggestions(document.id, SuggestionState.REJECTED):
            if one.id in spent:
                again[one.code].append(one)
            else:
                rejected[one.code].append(one.span)
        waiting: dict[str, list[Span]] = defaultdict(list)
        for one in self.suggestions(document.id):
            waiting[one.code].append(one.span)
        return Standing(coded, rejected, self.unaided(document.id), waiting, again)


def _bounded(path: Path, largest: int) -> bytes:
    """The bytes of a file that may be anything, one more than ``largest`` at most. Raises UnreadableError."""
    try:
        with path.open("rb") as stream:
            return stream.read(largest + 1)
    except OSError as error:
        raise UnreadableError(
            f"cannot be read: {error.strerror}", where=str(path), hint="check the name and the permissions"
        ) from error


def _why_nothing(unquotable: Mapping[str, str]) -> str:
    if unquotable:
        return f"{', '.join(unquotable.values())}: not allowed to be quoted; nobody has read others"
    return "code some passages first; --unread writes those that nobody has read"
