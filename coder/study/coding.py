"""Coding by hand: passages, their codes and weights, memos, attributes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from coder.errors import CoderError
from coder.model import wording
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.edit import (
    AddCodings,
    Batch,
    ChangeCoding,
    Edit,
    MarkCoded,
    RemoveCodings,
    SetAttribute,
    SetWording,
    WriteMemo,
)
from coder.model.span import Span
from coder.study.opened import counted
from coder.study.searching import Searching


class Keep:
    """The kind of ``KEEP``."""


KEEP: Final = Keep()  # an argument that leaves a property as it is, where None means "none"


class HandCoding(Searching):
    """What the coder says about passages and documents."""

    def code(
        self,
        document: str,
        span: Span,
        code: str,
        weight: int,
        about: str | None = None,
        tense: Tense = Tense.PRESENT,
    ) -> Coding:
        """Code a span of a document (by id). Raises CoderError for a code, weight or span that cannot be."""
        coding = self._new_coding(document, span, code, weight, BY_HAND, about, tense)
        self._perform(AddCodings((coding,)), f"code {self._describe(coding)}")
        return coding

    def code_many(self, document: str, span: Span, codes: Sequence[tuple[str, int]]) -> tuple[Coding, ...]:
        """Put several (code, weight) on one span, as one edit; a code this coder has on just that span is reweighed.

        Returns the codings of these codes on the span, those that were as wanted already among them.
        """
        return self._code_together(document, span, [(code, weight, KEEP, None) for code, weight in codes])

    def code_hits(self, places: Iterable[tuple[str, Span]], code: str, weight: int) -> tuple[Coding, ...]:
        """Code places (document by id, span) all over the corpus as one edit, and return the new codings.

        Each place once; those within a passage that this coder has coded so already, with whatever weight, are left
        as they are (``plan_hits`` counts them). Raises CoderError for a code, weight or span that cannot be.
        """
        todo = self.plan_hits(places, code)
        if not todo.places:
            return ()
        first = self._new_coding(*todo.places[0], code, weight, BY_HAND, None, Tense.PRESENT)
        found = [first]
        for document, span in todo.places[1:]:
            self._tables.document(document).quote(span)
            found.append(replace(first, id=str(uuid.uuid4()), document=document, span=span))
        where = counted(todo.documents, "document")
        self._perform(
            AddCodings(tuple(found)), f"code {self._label(code)!r} on {counted(len(found), 'hit')} in {where}"
        )
        return tuple(found)

    def code_like(self, document: str, span: Span, like: Sequence[Coding]) -> tuple[Coding, ...]:
        """Code a span as other passages (codings of the study) are: with today's codes, weights, cases and tenses.

        Like ``code_many``; codings whose code cannot be coded any more are passed over. Raises CoderError if all are.
        """
        ids = [one.id for one in like]
        lost = self._tables.waiting_among(ids)
        wanted: list[tuple[str, int, str | Keep | None, Tense | None]] = []
        present = {one.id: one for one in self._tables.codings_by_id(ids, today=True) if one.id not in lost}
        for one in (present[identity] for identity in ids if identity in present):
            if self.codebook.code(one.code).codable:
                wanted.append((one.code, one.weight, one.about, one.tense))
        if not wanted:
            raise CoderError("none of these codes can be coded today", hint="choose their successors from the palette")
        return self._code_together(document, span, wanted)

    def uncode(self, ids: Sequence[str]) -> None:
        """Take codings away, as one edit; undo brings them back with their ids and memos."""
        found = tuple(self._tables.codings_by_id(ids))
        if not found:
            raise CoderError("none of these codings is in the study any more")
        what = self._describe(self.coding(found[0].id, today=True)) if len(found) == 1 else f"{len(found)} codings"
        self._perform(RemoveCodings(found), f"remove {what}")

    def change(
        self,
        identity: str,
        *,
        span: Span | None = None,
        code: str | None = None,
        weight: int | None = None,
        about: str | Keep | None = KEEP,
        tense: Tense | None = None,
    ) -> Coding:
        """Resize, recode or reweigh a coding, or say whom or when it is about; returns it as it is today.

        What is judged anew, code or weight, is of today's codebook; otherwise a coding stays as it was coded.
        """
        present = self.coding(identity, today=True)
        shown = self._changed(present, span=span, code=code, weight=weight, about=about, tense=tense)
        if shown != present:
            (before,) = self._tables.codings_by_id([identity])
            after = as_kept(before, present, shown)
            name = self._tables.document(after.document).name
            edit: Edit = ChangeCoding(before, after)
            words = self._tables.wordings().get(identity) if after.span != before.span else None
            if words is not None:  # whoever chooses other ends has decided what becomes of the changed words
                edit = Batch((edit, SetWording(identity, words, None)))
            self._perform(edit, wording.changed(self.codebook, present, shown, name))
        return shown

    def write_memo(self, subject: str, target: str, text: str) -> None:
        """Write, or with "" remove, the memo on a coding, document, code or case."""
        before = self.memo(subject, target)
        if text != before:
            what = wording.memo_written(before, text, self._subject(subject, target))
            self._perform(WriteMemo(subject, target, before, text), what)

    def set_attribute(self, document: str, name: str, value: str | None) -> None:
        """Set an attribute of a document, or with None take it away. Raises CoderError for a value not allowed."""
        from coder.intake.values import attribute_name, typed

        name = attribute_name(name, self.codebook)
        shown = self._tables.document(document).name
        after = typed(name, value.strip(), self.codebook, shown) if value and value.strip() else None
        stated = self.attributes(document)
        before = stated.get(name)
        spelled = [one for one in stated if one != name and attribute_name(one, self.codebook) == name]
        edits: list[Edit] = [SetAttribute(document, one, stated[one], None) for one in spelled]
        if after != before:
            edits.append(SetAttribute(document, name, before, after))
        if edits:
            edit = edits[0] if len(edits) == 1 else Batch(tuple(edits))
            self._perform(edit, f"{name} of {shown}: {after or 'not set'}")

    def mark_coded(self, document: str, coded: bool = True) -> None:
        """Declare that this coder has read and coded a document, or take that back."""
        if (self.coder in self._tables.marked().get(document, ())) != coded:
            name = self._tables.document(document).name
            self._perform(MarkCoded(document, self.coder, coded), f"mark {name} as {'' if coded else 'not '}coded")

    def _code_together(
        self, document: str, span: Span, wanted: Sequence[tuple[str, int, str | Keep | None, Tense | None]]
    ) -> tuple[Coding, ...]:
        kept = {one.id: one for one in self._tables.codings_on(document, span, self.coder)}
        standing = {one.code: one for one in self._tables.codings_by_id(kept, today=True)}
        fresh: list[Coding] = []
        changes: list[ChangeCoding] = []
        found: dict[str, Coding] = {}
        for code, weight, about, tense in {one[0]: one for one in wanted}.values():
            before = standing.get(code)
            if before is None:
                whom = None if isinstance(about, Keep) else about
                found[code] = self._new_coding(document, span, code, weight, BY_HAND, whom, tense or Tense.PRESENT)
                fresh.append(found[code])
                continue
            found[code] = self._changed(before, weight=weight, about=about, tense=tense)
            if found[code] != before:
                own = kept[before.id]
                changes.append(ChangeCoding(own, as_kept(own, before, found[code])))
        name = self._tables.document(document).name
        together = [*fresh, *(change.after for change in changes)]
        added: tuple[Edit, ...] = (AddCodings(tuple(fresh)),) if fresh else ()
        edits = (*added, *changes)
        if len(changes) == 1 and not fresh:
            one = next(one for one in found.values() if one.id == changes[0].after.id)
            label = wording.changed(self.codebook, standing[one.code], one, name)
        elif together:
            label = wording.coded(self.codebook, together, name)
        if edits:
            self._perform(edits[0] if len(edits) == 1 else Batch(edits), label)
        return tuple(found.values())

    def _new_coding(
        self, document: str, span: Span, code: str, weight: int, origin: str, about: str | None, tense: Tense
    ) -> Coding:
        coding = Coding(
            str(uuid.uuid4()),
            document,
            span,
            code,
            weight,
            self.coder,
            about,
            tense,
            origin,
            self.revision,
            self._now(),
        )
        return self._valid(coding)

    def _changed(
        self,
        before: Coding,
        *,
        span: Span | None = None,
        code: str | None = None,
        weight: int | None = None,
        about: str | Keep | None = KEEP,
        tense: Tense | None = None,
    ) -> Coding:
        """A coding as it is today with some properties changed, checked; the very same if none is.

        One that waits to be coded again is judged anew even with the code and weight that it had.
        """
        waits = (code is not None or weight is not None) and bool(self._tables.waiting_among([before.id]))
        after = replace(
            before,
            span=span or before.span,
            code=code or before.code,
            weight=before.weight if weight is None else weight,
            about=before.about if isinstance(about, Keep) else about,
            tense=tense or before.tense,
        )
        if (after.code, after.weight) != (before.code, before.weight) or waits:
            return self._valid(replace(after, revision=self.revision))
        return before if after == before else self._placed(after)

    def _valid(self, coding: Coding) -> Coding:
        """Raises CoderError for a code that cannot be coded, a weight it may not have, a span outside the text."""
        code = self.codebook.code(coding.code)
        if not code.codable:
            raise CoderError(f"{code.id} cannot be coded itself", hint="choose one of the codes below it")
        if coding.weight not in self.codebook.weights(code):
            allowed = ", ".join(map(str, self.codebook.weights(code)))
            raise CoderError(f"{code.id} cannot have the weight {coding.weight}", hint=f"allowed: {allowed}")
        return self._placed(coding)

    def _placed(self, coding: Coding) -> Coding:
        """Raises CoderError for an unknown case and for a span outside the text."""
        if coding.about is not None and self.codebook.cases:
            self.codebook.case(coding.about)
        self._tables.document(coding.document).quote(coding.span)
        return coding

    def _subject(self, subject: str, target: str) -> str:
        """What a memo is on, in words. Raises CoderError for a coding or document that is not in the study."""
        match subject:
            case "coding":
                return self._describe(self.coding(target, today=True))
            case "document":
                return f"document {self._tables.document(target).name}"
            case "code":
                return f"code {self._label(target)!r}"
            case _:
                return f"{subject} {wording.case_label(self.codebook, target)}"


def as_kept(before: Coding, present: Coding, after: Coding) -> Coding:
    """What the study keeps of a change: a coding that was not judged anew stays under its own code and weight."""
    judged = (after.code, after.weight, after.revision) != (present.code, present.weight, present.revision)
    return after if judged else replace(after, code=before.code, weight=before.weight)
