"""Reports for papers and reviewers: what each needs is gathered here; what it says is decided in ``coder.reports``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from coder import __version__
from coder.errors import CoderError
from coder.model.coding import SuggestionState
from coder.model.consent import Consent, consent
from coder.model.edit import (
    AddCodings,
    Batch,
    ChangeCoding,
    DecideSuggestion,
    Edit,
    Entry,
    RemoveCodings,
    SetOverride,
    SetSignOff,
    SetSummary,
    extent,
)
from coder.study.ablating import Ablating
from coder.study.evidencing import Evidencing
from coder.study.expecting import Expecting
from coder.study.guarding import Guarding
from coder.study.presenting import renamed, without_names
from coder.study.revisions import Revisions

if TYPE_CHECKING:
    from coder.model.publication import Report
    from coder.reports import Options
    from coder.reports.audit_trail import Recorded
    from coder.reports.saying import Made
    from coder.reports.study_facts import StudyFacts

T = TypeVar("T")


class Reporting(Revisions, Evidencing, Expecting, Ablating, Guarding):
    """What leaves a study to be read or computed with by others."""

    def report(self, name: str, options: Options | None = None) -> Report:
        """A report by its name in ``coder.reports.REPORTS``.

        Raises UsageError for a name there is not, CoderError for an unknown table, row or case and for a codebook
        without a table, where the report is of one.
        """
        from coder.reports import Options, kind

        kind(name)
        asked = options or Options()
        return _GATHERED[name](self, asked, asked.language or self.codebook.default_language)

    def _made(self) -> Made:
        from coder.reports.saying import Made

        newest = next(iter(self._store.journal.entries(newest_first=True, limit=1)))
        codebook = self.codebook
        return Made(codebook.id, codebook.version, newest.seq, newest.at, newest.hash)

    def _nobody(self, value: T) -> T:
        """The value with speakers of group discussions by number."""
        names = without_names(self.documents())
        return renamed(value, names) if names else value

    def _table_with(self, options: Options) -> str:
        """The table asked for; by default the first, or the first that has the row asked for."""
        codebook, row = self.codebook, options.row
        if row is None:
            return self._table(options.table).id
        codebook.row(row)
        if options.table is not None:
            if row not in self._table(options.table).rows:
                raise CoderError(f"the table {options.table} has no row {row!r}", hint="coder codebook show lists rows")
            return options.table
        for table in codebook.tables:
            if row in table.rows:
                return table.id
        raise CoderError(f"no table has the row {row!r}", hint="add it to one under tables: of the codebook")

    def _rows_of(self, options: Options, language: str) -> tuple[str | None, str]:
        """The table whose rows a report takes, and what it is called; all rows of a codebook that has no table."""
        from coder.reports.saying import saying

        codebook = self.codebook
        if options.table is None and not codebook.tables:
            return None, saying(language)("all_rows_of_codebook")
        table = self._table(options.table)
        return table.id, codebook.text(table.title, language) or table.id

    def _overview_report(self, options: Options, language: str) -> Report:
        from coder.derive.printable import printable_overview
        from coder.reports.overview import report

        table = self._table(options.table).id
        plain = self._checked_overview(table, language) if options.annotated else self.overview(table, language)
        found = printable_overview(self._nobody(plain), self.unquotable_codings())
        return report(found, self._made(), language, annotated=options.annotated)

    def _book_report(self, options: Options, language: str) -> Report:
        from coder.language.boundaries import word_count
        from coder.reports.evidence_book import report

        book = self._book(self._table_with(options), options.row, options.case, language)
        return report(book, self._made(), language, word_count, budget=options.budget, everything=options.everything)

    def _grid_report(self, options: Options, language: str) -> Report:
        from dataclasses import replace

        from coder.derive.printable import printable_grid, printable_overview
        from coder.reports.grid import report

        table, forbidden = self._table_with(options), self.unquotable_codings()
        allowed = {one.name: consent(one.attributes) for one in self.documents()}
        found = self._nobody(printable_grid(self.grid(table, language), allowed, forbidden))
        if options.row is not None:
            found = replace(found, rows=tuple(row for row in found.rows if row.id == options.row))
        overview = printable_overview(self.overview(table, language), forbidden)
        summaries = {
            (row.id, case): " ".join(shown.summary.text.split())
            for row in overview.rows
            for case, shown in row.judged.items()
            if shown.summary is not None
        }
        return report(found, summaries, self._made(), language, options.case)

    def _robustness_report(self, options: Options, language: str) -> Report:
        from coder.reports.robustness import report

        checks = self._nobody(self.robustness(options.table, language))
        return report(checks, self.ablations(options.table, language), self._made(), language)

    def _saturation_report(self, options: Options, language: str) -> Report:
        from coder.reports.saturation import report

        table, of = self._rows_of(options, language)
        return report(self._nobody(self.saturation(table, language)), of, self._made(), language)

    def _negative_report(self, options: Options, language: str) -> Report:
        from coder.reports.negative_cases import report

        table, of = self._rows_of(options, language)
        return report(self._nobody(self.negative_cases(table, language)), of, self._made(), language)

    def _coverage_report(self, options: Options, language: str) -> Report:
        from coder.reports.coverage import report

        table, of = self._rows_of(options, language)
        return report(self._nobody(self.coverage(table, language)), of, self._made(), language)

    def _agreement_report(self, options: Options, language: str) -> Report:
        from coder.reports.agreement import report

        return report(self._nobody(self.agreement(options.table, language)), self._made(), language)

    def _expectations_report(self, options: Options, language: str) -> Report:
        from coder.reports.expectations import report

        return report(self.expectations(options.table, language), self._made(), language)

    def _qca_report(self, options: Options, language: str) -> Report:
        from coder.reports.qca import report

        return report(self.codebook, self.overview(options.table, language), self._made(), language)

    def _codebook_report(self, options: Options, language: str) -> Report:
        from dataclasses import replace

        from coder.formats.codebook.appendix import report
        from coder.reports.saying import saying

        found = report(self.codebook, language, self.code_usage())
        return replace(found, facts=self._made().facts(saying(language)))

    def _history_report(self, options: Options, language: str) -> Report:
        from coder.reports.codebook_history import report

        earlier = len(self.earlier_defined(self.codings()))
        waiting = self._tables.unresolved_count()
        return report(self.codebook.history, self.revisions(), earlier, waiting, self._made(), language)

    def _codings_report(self, options: Options, language: str) -> Report:
        from coder.reports.codings import report

        if options.row is not None:
            self.codebook.row(options.row)
        found, attributes = self._tidy(options.row, options.case, language)
        return report(found, attributes, self._made(), language)

    def _audit_report(self, options: Options, language: str) -> Report:
        from coder.reports.audit_trail import report

        names = {one.id: one.name for one in self._tables.documents()}
        entries = [_recorded(entry, names) for entry in self._store.journal.entries()]
        return report(entries, self._made(), language)

    def _suggestions_report(self, options: Options, language: str) -> Report:
        from coder.reports.suggestions import report
        from coder.suggest.telling import called

        codebook, measured = self.codebook, self.last_evaluation()
        current = measured is not None and self.evaluation_is_current(measured)
        guards = self._nobody(self.guards())
        return report(guards, measured, current, lambda code: called(codebook, code, language), self._made(), language)

    def _methods_report(self, options: Options, language: str) -> Report:
        from coder.reports.methods import report

        return report(self._facts(options, language), self._made(), language)

    def _coreq_report(self, options: Options, language: str) -> Report:
        from coder.reports.checklists import report

        return report("coreq", self._facts(options, language), self._made(), language)

    def _srqr_report(self, options: Options, language: str) -> Report:
        from coder.reports.checklists import report

        return report("srqr", self._facts(options, language), self._made(), language)

    def _facts(self, options: Options, language: str) -> StudyFacts:
        from coder.derive.profiles import RECONCILED
        from coder.reports.study_facts import StudyFacts

        table = self._table(options.table).id
        documents, codings, revisions = self.documents(), self.codings(), self.revisions()
        codebook, agreement = self.codebook, self.agreement(table, language)
        used = {one.code for one in self.codings(today=True)} & {code.id for code in codebook.codes if code.codable}
        allowed = Counter(consent(one.attributes) for one in documents)
        measured = self.last_evaluation()
        return StudyFacts(
            codebook=codebook,
            overview=self._checked_overview(table, language),
            coverage=self.coverage(table, language),
            agreement=agreement,
            saturation=self.saturation(table, language),
            negative=self.negative_cases(table, language),
            coders=agreement.coders,
            origins=dict(sorted(Counter(one.origin for one in codings).items())),
            used=len(used),
            reconciled=sum(RECONCILED in coders for coders in self._tables.coders_of().values()),
            voices=sum(len(one.voices) for one in documents),
            documents=len(documents),
            not_quotable=allowed[Consent.NO],
            paraphrase=allowed[Consent.PARAPHRASE],
            revisions=len(revisions),
            first=revisions[0].version,
            earlier=len(self.earlier_defined(codings)),
            waiting=self._tables.unresolved_count(),
            entries=self._made().entry,
            pseudonymised=bool(self._store.journal.barriers()),
            program=f"coder {__version__}",
            guards=self.guards(),
            measured=measured,
            measured_since=measured is not None and not self.evaluation_is_current(measured),
        )


_GATHERED: dict[str, Callable[[Reporting, Options, str], Report]] = {
    "overview": Reporting._overview_report,
    "evidence-book": Reporting._book_report,
    "grid": Reporting._grid_report,
    "robustness": Reporting._robustness_report,
    "saturation": Reporting._saturation_report,
    "negative-cases": Reporting._negative_report,
    "coverage": Reporting._coverage_report,
    "agreement": Reporting._agreement_report,
    "expectations": Reporting._expectations_report,
    "qca": Reporting._qca_report,
    "codebook": Reporting._codebook_report,
    "codebook-history": Reporting._history_report,
    "codings": Reporting._codings_report,
    "audit-trail": Reporting._audit_report,
    "suggestions": Reporting._suggestions_report,
    "methods": Reporting._methods_report,
    "coreq": Reporting._coreq_report,
    "srqr": Reporting._srqr_report,
}


def _recorded(entry: Entry, names: dict[str, str]) -> Recorded:
    """An entry without its texts: what was done how often, and to which documents, cells or codes."""
    from coder.reports.audit_trail import Recorded

    counts: Counter[str] = Counter()
    on: dict[str, None] = {}
    for edit in _single(entry.edit):
        counts[_called(edit)] += extent(edit)
        on |= dict.fromkeys(_touched(edit, names))
    return Recorded(
        seq=entry.seq,
        id=entry.id,
        at=entry.at,
        coder=entry.coder,
        what=tuple(counts.items()),
        on=tuple(on),
        reverts=entry.reverts,
        hash=entry.hash,
    )


def _single(edit: Edit) -> list[Edit]:
    return [one for part in edit.edits for one in _single(part)] if isinstance(edit, Batch) else [edit]


def _called(edit: Edit) -> str:
    if isinstance(edit, DecideSuggestion):
        return f"suggestion {'reopened' if edit.after is SuggestionState.PENDING else edit.after.value}"
    return type(edit).__name__


def _touched(edit: Edit, names: dict[str, str]) -> list[str]:
    """Documents by name, cells by row and case; nothing where neither is touched."""
    match edit:
        case AddCodings(codings) | RemoveCodings(codings):
            return [names[one.document] for one in codings if one.document in names]
        case ChangeCoding(before, _):
            return [names[before.document]] if before.document in names else []
        case SetOverride(row, case) | SetSignOff(row, case) | SetSummary(row, case):
            return [f"{row} / {case}"]
    document = getattr(edit, "document", None)
    return [names[document]] if document in names else []
