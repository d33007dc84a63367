"""Everything the HTML report shows, gathered once: tables, checks, and the trace of every cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from coder.model.consent import Consent, consent, is_quotable
from coder.model.document import interview_of
from coder.study.checking import Checking
from coder.study.evaluating import Evaluating

if TYPE_CHECKING:
    from coder.model.findings import Findings, TableFindings
    from coder.model.overview import Overview, Trace, TracedQuotation

T = TypeVar("T")


class Presenting(Checking, Evaluating):
    """What is sent to co-authors and reviewers, and so holds nobody's name."""

    def findings(self, tables: Sequence[str] = (), language: str | None = None) -> Findings:
        """The tables (by default all of the codebook) with the traces of their cells, fit to be sent to others.

        Raises CoderError for an unknown table, and if there is none.
        """
        from coder.model.findings import Findings

        codebook = self.codebook
        wanted = dict.fromkeys(tables or [self._table(None).id, *(table.id for table in codebook.tables)])
        spoken = language or codebook.default_language
        documents, coders_of = self.documents(), self._tables.coders_of()
        names = without_names(documents)
        newest = next(iter(self._store.journal.entries(newest_first=True, limit=1)), None)
        measured = self.last_evaluation()
        return Findings(
            title=codebook.text(codebook.title, spoken) or codebook.id,
            language=spoken,
            codebook=codebook.id,
            version=codebook.version,
            tables=tuple(self._table_findings(table, spoken, names) for table in wanted),
            labels={code.id: codebook.text(code.label, spoken) for code in codebook.codes},
            languages={document.name: document.language for document in documents},
            sorts={document.name: self._sorts(document.attributes) for document in documents},
            coders=tuple(sorted({coder for coders in coders_of.values() for coder in coders})),
            interviews=len({name for document in documents for name in document.interviews}),
            coded=sum(bool(coders) for coders in coders_of.values()),
            entry=newest.seq if newest else 0,
            at=newest.at if newest else "",
            measured=measured,
            since=measured is not None and not self.evaluation_is_current(measured),
        )

    def _table_findings(self, table: str, language: str, names: Mapping[str, str]) -> TableFindings:
        from coder.derive.printable import printable_overview
        from coder.model.findings import TableFindings

        overview = printable_overview(self.overview(table, language, checked=True), self.unquotable_codings())
        found = TableFindings(
            overview=overview,
            traces=self._traces(overview, language, names),
            saturation=self.saturation(table, language),
            negative=self.negative_cases(table, language),
            agreement=self.agreement(table, language),
        )
        return renamed(found, names) if names else found

    def _traces(self, overview: Overview, language: str, names: Mapping[str, str]) -> dict[tuple[str, str], Trace]:
        """The trace of every derived cell; everything is read once, not once a cell."""
        from coder.derive.printable import printable
        from coder.derive.table import by_row, profiles_by_case
        from coder.derive.trace import trace

        codebook = self.codebook
        table = codebook.table(overview.table)
        evidence, coders_of = self._evidence(None, None, self._together(table))
        evidence_of = by_row(codebook, evidence)
        derived = [row for row in overview.rows if row.derived]
        everything = {
            coding
            for row in derived
            for cell in row.cells.values()
            for coding in (*cell.supporting, *cell.opposing, *cell.undecided)
        }
        allowed = {document.name: consent(document.attributes) for document in self.documents()}
        quoted = self._nameless(everything, language)
        order = {coding: number for number, coding in enumerate(quoted)}

        def quote(ids: Iterable[str]) -> tuple[TracedQuotation, ...]:
            return tuple(quoted[one] for one in sorted(ids, key=order.__getitem__))

        found = {}
        for row in derived:
            said = profiles_by_case(codebook, codebook.row(row.id), evidence_of.get(row.id, ()), coders_of)
            for column in overview.columns:
                profiles = {names.get(name, name): one for name, one in said.get(column.id, {}).items()}
                made = trace(
                    codebook,
                    codebook.row(row.id),
                    column.id,
                    row.shown(column.id),
                    profiles,
                    row.robustness[column.id].left_out,
                    column.interviews,
                    quote,
                    language,
                )
                found[row.id, column.id] = printable(made, allowed)
        return found

    def unquotable_codings(self) -> frozenset[str]:
        """Codings that summaries of cells rest on and whose words may not be quoted."""
        silent = {one.id for one in self.documents() if consent(one.attributes) is Consent.NO}
        if not silent:
            return frozenset()
        rests = {coding for one in self._tables.judgements().values() if one.summary for coding in one.summary.codings}
        return frozenset(one.id for one in self._tables.codings_by_id(rests) if one.document in silent)

    def _sorts(self, attributes: Mapping[str, str]) -> tuple[str, ...]:
        """What the codebook sorts interviews by, such as sectors; it tells who speaks without a name."""
        chosen = (one.id for one in self.codebook.attributes if one.kind == "choice" and one.id != "language")
        return tuple(attributes[name] for name in chosen if not is_quotable(name) and attributes.get(name))

    def _nameless(self, ids: Iterable[str], language: str) -> dict[str, TracedQuotation]:
        """Quotations by coding id, interview by interview; who speaks before and after is told by role."""
        from coder.derive.trace import quotation
        from coder.model.words import word

        codings = self._tables.codings_by_id(ids, today=True)
        rows = {row.id: row for row in self._tables.documents()}
        memos, voices = self._tables.memos("coding"), self._tables.voices_of(coding.id for coding in codings)
        nameless = {}
        for one in dict.fromkeys(coding.document for coding in codings):
            document = self._tables.document(one)
            turns = (replace(turn, speaker=word(f"role:{turn.role.value}", language)) for turn in document.turns)
            nameless[one] = replace(document, turns=tuple(turns))
        found: dict[str, list[TracedQuotation]] = defaultdict(list)
        for coding in codings:
            interview = interview_of(rows[coding.document].interview, voices.get(coding.id))
            document, memo = nameless[coding.document], memos.get(coding.id, "")
            found[interview].append(quotation(self.codebook, document, interview, coding, memo, language))
        return {one.coding: one for interview in sorted(found) for one in found[interview]}


def without_names(documents: Iterable[Any]) -> dict[str, str]:
    """What interviews are called where their own names hold those of speakers: ``G1/2`` is the second of G1."""
    return {
        interview_of(document.interview, voice): f"{document.interview}/{number}"
        for document in documents
        for number, voice in enumerate(document.voices, 1)
    }


def renamed(value: T, names: Mapping[str, str]) -> T:
    """The value with other names of interviews wherever these stand alone or begin a locator."""
    return cast("T", _anew(value, names))


def _anew(value: Any, names: Mapping[str, str]) -> Any:
    match value:
        case str():
            if value in names:
                return names[value]
            head, colon, _ = value.partition(":")
            while colon:  # names may hold colons themselves
                if head in names:
                    return names[head] + value[len(head) :]
                further, colon, _ = value[len(head) + 1 :].partition(":")
                head = f"{head}:{further}"
            return value
        case tuple() if not hasattr(value, "_fields"):
            return tuple(_anew(one, names) for one in value)
        case Mapping():
            return {key: _anew(one, names) for key, one in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: _anew(getattr(value, one.name), names) for one in fields(value)})
        case _:
            return value
