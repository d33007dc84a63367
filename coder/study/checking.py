"""What stands beside the overview: saturation, negative cases, coverage, the grid of interviews, agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from coder.model.document import interview_of
from coder.model.interview import Interview, Named
from coder.study.deriving import Deriving
from coder.study.reading import Reading

if TYPE_CHECKING:
    from coder.agreement.rows import Unit
    from coder.derive.readings import Spoken
    from coder.derive.saturation import Settings
    from coder.model.agreement import Agreement
    from coder.model.codebook import Row, Table
    from coder.model.coverage import Coverage
    from coder.model.grid import Grid
    from coder.model.negative import NegativeCases
    from coder.model.overview import Evidence, Profile
    from coder.model.saturation import Saturation


class Checking(Deriving, Reading):
    """Reports over all interviews. ``table`` None takes every row of the codebook where a report is of no table.

    ``coder`` takes this coder's codings alone, as in ``overview``; ``language`` is that of the labels.
    """

    def saturation(
        self,
        table: str | None = None,
        language: str | None = None,
        coder: str | None = None,
        settings: Settings | None = None,
    ) -> Saturation:
        """How much each further interview adds, by case and overall (method 2.8)."""
        from coder.derive.saturation import DEFAULT, saturation, told

        rows, evidence, found, cases, together = self._all_said(table, language, coder)
        kept = {row.id for row in rows}
        own = [
            piece for piece in evidence if (row := self.codebook.row_of.get(piece.code)) is not None and row.id in kept
        ]
        interviews = self._every_interview(together, coder)
        said = told(self.codebook, found, own)
        return saturation(self.codebook, said, interviews, cases, self._tables.project(), settings or DEFAULT)

    def negative_cases(
        self, table: str | None = None, language: str | None = None, coder: str | None = None
    ) -> NegativeCases:
        """Interviews that dissent, over all rows, and those that tell another story (method 2.8)."""
        from coder.derive.negative import negative_cases

        rows, _, found, cases, together = self._all_said(table, language, coder)
        report = negative_cases(self.codebook, rows, found, self._every_interview(together, coder), cases, language)
        places = self._locators(coding for one in report.cases for own in one.dissents for coding in own.codings)
        rank = {coding: number for number, coding in enumerate(places)}
        placed = []
        for one in report.cases:
            dissents = []
            for own in one.dissents:
                codings = tuple(sorted(own.codings, key=rank.__getitem__))
                dissents.append(replace(own, codings=codings, locators=tuple(places[coding] for coding in codings)))
            placed.append(replace(one, dissents=tuple(dissents)))
        return replace(report, cases=tuple(placed))

    def coverage(self, table: str | None = None, language: str | None = None, coder: str | None = None) -> Coverage:
        """Interviews by case and attribute, rows without evidence, passages nobody coded, languages (method 4)."""
        from coder.derive.coverage import coverage, document_coverage
        from coder.language.boundaries import word_count

        rows, _, found, cases, together = self._all_said(table, language, coder)
        documents = []
        for row in self.documents():
            coded = [coding.span for coding in self._tables.codings(document=row.id, coder=coder)]
            coders = tuple(sorted({*row.codings, *row.coded_by} if coder is None else {coder} & {*row.codings}))
            case = together.get(row.case, row.case) if row.case else None
            document = self._tables.document(row.id)
            documents.append(document_coverage(document, row.interviews, case, coders, coded, word_count))
        interviews = self._every_interview(together, coder)
        return coverage(self.codebook, rows, found, interviews, cases, documents, language)

    def grid(self, table: str | None = None, language: str | None = None, coder: str | None = None) -> Grid:
        """What each interview says about each row of a table (by default the first), with the analysts' words."""
        from coder.derive.grid import grid

        wanted = self._table(table)
        rows, _, found, cases, together = self._all_said(wanted.id, language, coder)
        judgements = self._tables.judgements() if coder is None else {}
        return grid(
            self.codebook,
            wanted,
            rows,
            found,
            self._every_interview(together, coder),
            cases,
            judgements,
            self._tables.memos("coding"),
            self._locators,
            language,
        )

    def agreement(self, table: str | None = None, language: str | None = None) -> Agreement:
        """How far coders agree on the rows of a table (by default the first); what was reconciled is left out."""
        from coder.agreement.rows import row_agreement
        from coder.derive.columns import label
        from coder.derive.profiles import RECONCILED
        from coder.derive.readings import rows_of
        from coder.model.agreement import Agreement

        codebook, wanted = self.codebook, self._table(table)
        together = self._together(wanted)
        evidence, everybody = self._evidence(None, None, together)
        coders_of = {name: coders - {RECONCILED} for name, coders in everybody.items()}
        spoken = [piece for piece in evidence if piece.coder != RECONCILED]
        labels = {case: label(codebook, case, language) for case in sorted({piece.case for piece in spoken})}
        units = {row.id: self._units(row, spoken, coders_of, labels, language) for row in rows_of(codebook, wanted)}
        places = self._locators(
            coding
            for own in units.values()
            for unit in own
            if len({one.values for one in unit.heard}) > 1
            for one in unit.heard
            for coding in one.codings
        )
        return Agreement(
            table=wanted.id,
            title=codebook.text(wanted.title, language),
            codebook=codebook.id,
            version=codebook.version,
            coders=tuple(sorted({coder for coders in coders_of.values() for coder in coders})),
            interviews=sum(bool(coders) for coders in coders_of.values()),
            double=sum(len(coders) > 1 for coders in coders_of.values()),
            rows=tuple(row_agreement(codebook, codebook.row(row), own, places, language) for row, own in units.items()),
        )

    def _units(
        self,
        row: Row,
        evidence: Iterable[Evidence],
        coders_of: Mapping[str, frozenset[str]],
        labels: Mapping[str, str],
        language: str | None,
    ) -> list[Unit]:
        """Interviews on cases that two or more coded and one heard speak to the row, with what each heard."""
        from coder.agreement.rows import Unit, heard
        from coder.derive.profiles import profiles

        codebook = self.codebook
        params = replace(codebook.parameters_of(row), coders="mean")
        by_coder: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for piece in evidence:
            fed = codebook.row_of.get(piece.code)
            if fed is not None and fed.id == row.id:
                by_coder[piece.case, piece.coder].append(piece)
        alone: dict[tuple[str, str], dict[str, Profile]] = defaultdict(dict)  # by case and interview, by coder
        for (case, coder), pieces in by_coder.items():
            own = {piece.interview: frozenset({coder}) for piece in pieces}
            for interview, profile in profiles(codebook, row, pieces, own, params).items():
                alone[case, interview][coder] = profile
        return [
            Unit(
                interview,
                case,
                labels[case],
                tuple(
                    heard(codebook, row, coder, found.get(coder), language) for coder in sorted(coders_of[interview])
                ),
            )
            for (case, interview), found in sorted(alone.items())
            if len(coders_of[interview]) > 1
        ]

    def _all_said(
        self, table: str | None, language: str | None, coder: str | None
    ) -> tuple[Sequence[Row], list[Evidence], Spoken, tuple[Named, ...], dict[str, str]]:
        """Rows of a table or of the codebook, evidence, profiles, columns, and the column of cases taken together."""
        from coder.derive.readings import rows_of, spoken
        from coder.derive.table import by_row, columns_of

        codebook = self.codebook
        wanted: Table | None = None if table is None else codebook.table(table)
        together = {} if wanted is None else self._together(wanted)
        evidence, coders_of = self._evidence(None, coder, together)
        rows = rows_of(codebook, wanted)
        found = spoken(codebook, rows, evidence, coders_of)
        columns = "" if wanted is None else wanted.columns
        labels = columns_of(codebook, columns, by_row(codebook, evidence), self._tables.interviews(together), language)
        return rows, evidence, found, tuple(Named(*pair) for pair in labels.items()), together

    def _every_interview(self, together: Mapping[str, str], coder: str | None) -> tuple[Interview, ...]:
        """Every interview of the study, by name; of one in several documents the first says most."""
        codebook = self.codebook
        dated = next((one.id for one in codebook.attributes if one.kind == "date"), "date")
        coders_of = self._tables.coders_of()
        found: dict[str, Interview] = {}
        for row in self.documents():
            for name in row.interviews:
                coders = coders_of.get(name, frozenset())
                own = Interview(
                    name=name,
                    documents=(row.name,),
                    case=together.get(row.case, row.case) if row.case else None,
                    date=_iso(row.attributes.get(dated, "")),
                    languages=(row.language,) if row.language else (),
                    attributes=row.attributes,
                    coders=tuple(sorted(coders if coder is None else coders & {coder})),
                )
                found[name] = _both(found[name], own) if name in found else own
        return tuple(found[name] for name in sorted(found))

    def _locators(self, ids: Iterable[str]) -> dict[str, str]:
        """Where codings stand, by id."""
        from coder.derive.locators import locator, places

        codings = self._tables.codings_by_id(ids)
        rows = {row.id: row for row in self._tables.documents()}
        voices = self._tables.voices_of(coding.id for coding in codings)
        place = {one: places(self._tables.document(one)) for one in dict.fromkeys(own.document for own in codings)}
        return {
            coding.id: locator(
                interview_of(rows[coding.document].interview, voices.get(coding.id)),
                place[coding.document](coding.span.start),
                coding.span,
            )
            for coding in codings
        }


def _both(one: Interview, other: Interview) -> Interview:
    """An interview that lies in two documents."""
    dates = [own.date for own in (one, other) if own.date]
    return replace(
        one,
        documents=(*one.documents, *other.documents),
        case=one.case or other.case,
        date=min(dates, default=None),
        languages=tuple(dict.fromkeys((*one.languages, *other.languages))),
        attributes={**other.attributes, **one.attributes},
    )


def _iso(text: str) -> str | None:
    """A date as ISO 8601, None for anything that is none."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None
