"""Codings with their words for reports that leave the study: who may be quoted, nobody by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from coder.model.consent import Consent, consent, printed
from coder.model.document import interview_of
from coder.model.words import word
from coder.study.presenting import Presenting, renamed, without_names

if TYPE_CHECKING:
    from coder.model.document import Document
    from coder.model.overview import Overview, Trace, TracedQuotation
    from coder.model.report import DocumentSummary
    from coder.reports.choosing import Passage
    from coder.reports.codings import TidyCoding
    from coder.reports.evidence_book import Book


class Evidencing(Presenting):
    """The evidence of cells and single codings, as they may be printed."""

    _checked: tuple[int, dict[tuple[str, str], Overview]] | None = None

    def _checked_overview(self, table: str, language: str) -> Overview:
        """A table with its checks, kept until something is written: several reports of one run tell of it."""
        newest = self._store.journal.last()
        if self._checked is None or self._checked[0] != newest:
            self._checked = newest, {}
        known = self._checked[1]
        if (table, language) not in known:
            known[table, language] = self.overview(table, language, checked=True)
        return known[table, language]

    def _book(self, table: str, row: str | None, case: str | None, language: str) -> Book:
        """Every derived cell of a table, or those of a row and a case, with all that speaks in it."""
        from coder.derive.printable import printable_overview
        from coder.reports.evidence_book import Book, BookCell

        documents = {one.name: one for one in self.documents()}
        names = without_names(documents.values())
        overview = printable_overview(self._checked_overview(table, language), self.unquotable_codings())
        traces = self._traces(overview, language, names)
        if names:
            overview, traces = renamed(overview, names), renamed(traces, names)
        rows = [one for one in overview.rows if one.derived and row in (None, one.id)]
        columns = [one for one in overview.columns if case in (None, one.id)]

        def passages(quotations: Iterable[TracedQuotation]) -> tuple[Passage, ...]:
            return tuple(self._passage(one, documents[one.document], language) for one in quotations)

        cells = []
        for one in rows:
            for column in columns:
                trace = traces[one.id, column.id]
                cells.append(
                    BookCell(
                        row=one.id,
                        row_label=one.label,
                        case=column.id,
                        case_label=column.label,
                        shown=one.shown(column.id),
                        rule=trace.rule,
                        second=self._second(trace, language),
                        summary=self._summary(overview, one.id, column.id, language),
                        checks=one.robustness.get(column.id),
                        supporting=passages(trace.supporting),
                        opposing=passages(trace.opposing),
                        undecided=passages(trace.undecided),
                    )
                )
        return Book(overview.table, overview.title, tuple(cells))

    def _second(self, trace: Trace, language: str) -> str:
        """The second reading of a cell in words; "" if there is none."""
        second = trace.cell.second
        if second is None:
            return ""
        codes = {code.value: code for code in self.codebook.values(self.codebook.row(trace.row))}
        label = self.codebook.text(codes[second].label, language) if second in codes else second
        return word("second", language).format(value=label, share=trace.cell.p.get(second, 0))

    def _summary(self, overview: Overview, row: str, case: str, language: str) -> str:
        from coder.reports.saying import saying
        from coder.reports.words_of_books import BOOK

        found = next(one for one in overview.rows if one.id == row).shown(case).summary
        if found is None:
            return ""
        say = saying(language, BOOK)
        if found.text == printed("", Consent.NO):
            return say("summary_withheld")
        return say("book:by", text=" ".join(found.text.split()), analyst=found.analyst, date=found.at[:10])

    def _passage(self, one: TracedQuotation, document: DocumentSummary, language: str) -> Passage:
        from coder.reports.choosing import Passage

        label = self._label_of(one.code, language)
        allowed = consent(document.attributes)
        return Passage(
            coding=one.coding,
            document=one.document,
            interview=one.interview,
            locator=one.locator,
            start=one.start,
            end=one.end,
            code=one.code,
            label=label,
            weight=one.weight,
            strength=one.strength,
            coder=one.coder,
            role=self._role(one.role, document.attributes, language),
            time_ms=one.time_ms,
            words=one.quote,
            before=one.before,
            after=one.after,
            memo=one.memo,
            consent=allowed,
            origin=one.origin,
        )

    def _label_of(self, code: str, language: str) -> str:
        """What a value is called; "" for the code of a level row, whose level says it all."""
        row = self.codebook.row_of.get(code)
        if row is not None and row.kind.by_level:
            return ""
        known = {one.id: one for one in (*self.codebook.codes, *(self.codebook.values(row) if row else ()))}
        return self.codebook.text(known[code].label, language) if code in known else code

    def _role(self, role: str, attributes: Mapping[str, str], language: str) -> str:
        """Who speaks without a name: the role in the talk, and what the codebook sorts interviews by."""
        parts = [word(f"role:{role}", language), *self._sorts(attributes)]
        return (", " if language.partition("-")[0] != "zh" else "，").join(parts)

    def _tidy(self, row: str | None, case: str | None, language: str) -> tuple[list[TidyCoding], tuple[str, ...]]:
        """All codings, or those of a row and a case, and the attributes that the codebook declares."""
        from coder.derive.trace import strength
        from coder.reports.codings import TidyCoding

        codebook = self.codebook
        documents = {one.id: one for one in self.documents()}
        names = without_names(documents.values())
        memos, versions = self._tables.memos("coding"), self._tables.versions()
        coded = {one.id: one.code for one in self.codings()}
        today = self.codings(today=True)
        voices = self._tables.voices_of(one.id for one in today)
        evidence, _ = self._evidence(None, None)
        counting = {coding for piece in evidence for coding in piece.ids}
        labels = {one.id: codebook.text(one.label, language) for one in codebook.cases}
        attributes = tuple(one.id for one in codebook.attributes if one.kind != "case")
        texts: dict[str, Document] = {}
        found = []
        for one in today:
            own = documents[one.document]
            at, fed = one.about or own.case or "", codebook.row_of.get(one.code)
            if (row is not None and (fed is None or fed.id != row)) or case not in (None, at):
                continue
            document = texts.setdefault(own.id, self._tables.document(own.id))
            turn = document.turn_near(one.span.start)
            role = document.turns[turn].role.value if turn is not None else "respondent"
            interview = interview_of(own.interview, voices.get(one.id))
            interview = names.get(interview, interview)
            allowed, memo = consent(own.attributes), memos.get(one.id, "")
            found.append(
                TidyCoding(
                    id=one.id,
                    document=own.name,
                    interview=interview,
                    case=at,
                    case_label=labels.get(at, at),
                    row=fed.id if fed else "",
                    code=one.code,
                    label=self._label_of(one.code, language) or codebook.row_label(fed, language) if fed else one.code,
                    coded_as=coded[one.id],
                    weight=one.weight,
                    strength=strength(codebook, one, language),
                    coder=one.coder,
                    role=word(f"role:{role}", language),
                    tense=one.tense.value,
                    counts=one.id in counting,
                    origin=one.origin,
                    version=versions[one.revision],
                    created=one.created,
                    locator=f"{interview}:{document.place_at(one.span.start)}:{one.span}",
                    start=one.span.start,
                    end=one.span.end,
                    words=printed(document.quote(one.span), allowed, memo),
                    memo=memo if allowed is Consent.YES else "",
                    language=own.language,
                    attributes=own.attributes,
                )
            )
        return found, attributes
