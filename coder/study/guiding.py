"""The interview guide: which question was asked in which interview, and what nobody was asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.model.edit import LinkQuestions, UnlinkQuestions
from coder.model.guide import GuideLine, GuideReport, ProposedLink, QuestionLink
from coder.study.deriving import Deriving
from coder.study.opened import counted
from coder.study.reading import Reading

if TYPE_CHECKING:
    from coder.model.document import Document

NO_GUIDE = "add guide: to the codebook, a list of {id: …, text: …, rows: […]}, then coder codebook apply"


class Guiding(Deriving, Reading):
    """Links of questions to interviews; without a guide nothing is ever called not asked."""

    def guide(self) -> GuideReport:
        """Questions by documents, with the cells that nobody was asked about."""
        codebook = self.codebook
        links: dict[str, list[QuestionLink]] = {}
        for link in self._tables.links():
            links.setdefault(link.document, []).append(link)
        lines = [
            GuideLine(
                one.id,
                one.name,
                one.interviews,
                one.case,
                {link.question: self._turn(link) for link in links.get(one.id, ())},
            )
            for one in self.documents()
        ]
        asking = {row for question in codebook.guide for row in question.rows}
        return GuideReport(
            codebook=codebook.id,
            version=codebook.version,
            questions=codebook.guide,
            lines=tuple(lines),
            unasked=self._unasked() if codebook.guide else (),
            rowless=tuple(row.id for row in codebook.rows if row.id not in asking) if codebook.guide else (),
        )

    def propose_links(self, documents: Sequence[str] = (), least: int | None = None) -> tuple[ProposedLink, ...]:
        """Turns of interviewers that may ask a question which is not linked to their document yet (of all documents,
        or of these, by id), in the order of documents and questions; ``least`` is the lowest score, of 100.

        Raises CoderError if the codebook has no guide.
        """
        from coder.suggest.guide import LEAST, proposed

        self._require_guide()
        known = {(link.document, link.question) for link in self._tables.links()}
        wanted = documents or [one.id for one in self.documents()]
        return tuple(
            one
            for document in wanted
            for one in proposed(self._tables.document(document), self.codebook.guide, least or LEAST)
            if (document, one.question) not in known
        )

    def without_interviewer(self) -> tuple[str, ...]:
        """Names of the documents in which nobody is known to ask, so that nothing can be proposed for them."""
        from coder.model.document import Role

        documents = (self._tables.document(one.id) for one in self.documents())
        return tuple(one.name for one in documents if not any(turn.role is Role.INTERVIEWER for turn in one.turns))

    def link_questions(self, links: Iterable[QuestionLink | ProposedLink]) -> tuple[QuestionLink, ...]:
        """Record that questions were asked in documents, as one edit; those that are recorded already stay as they are.

        ``start`` may be any place in the turn that asks. Raises CoderError, with nothing changed, for an unknown
        question or document.
        """
        self._require_guide()
        known = {(link.document, link.question) for link in self._tables.links()}
        fresh: dict[tuple[str, str], QuestionLink] = {}
        for link in links:
            self._require_question(link.question)
            document = self._tables.document(link.document)
            if (link.document, link.question) not in known:
                start = None if link.start is None else _turn_start(document, link.start)
                fresh.setdefault((link.document, link.question), QuestionLink(link.document, link.question, start))
        if fresh:
            self._perform(LinkQuestions(tuple(fresh.values())), self._told("asked", tuple(fresh.values())))
        return tuple(fresh.values())

    def unlink_questions(self, pairs: Iterable[tuple[str, str]]) -> tuple[QuestionLink, ...]:
        """Record that questions were not asked in documents (by id) after all, as one edit.

        A question that the guide has no longer can be unlinked, too. Raises CoderError for a pair that is not linked.
        """
        known = {(link.document, link.question): link for link in self._tables.links()}
        found = []
        for document, question in dict.fromkeys(pairs):
            if (document, question) not in known:
                name = self._tables.document(document).name
                raise CoderError(
                    f"the question {question!r} is not linked to {name}", hint="coder guide shows what is linked"
                )
            found.append(known[document, question])
        if found:
            self._perform(UnlinkQuestions(tuple(found)), self._told("not asked", found))
        return tuple(found)

    def _told(self, what: str, links: Sequence[QuestionLink]) -> str:
        if len(links) == 1:
            return f"{what}: {links[0].question} in {self._tables.document(links[0].document).name}"
        documents = len({link.document for link in links})
        return f"{what}: {counted(len(links), 'question')} in {counted(documents, 'document')}"

    def _turn(self, link: QuestionLink) -> int | None:
        """The number of the turn, from 1, in which a question was asked."""
        if link.start is None:
            return None
        turns = self._tables.document(link.document).turns
        found = [number for number, turn in enumerate(turns, 1) if turn.span.start <= link.start]
        return found[-1] if found else None

    def _unasked(self) -> tuple[tuple[str, str], ...]:
        from coder.model.overview import State

        return tuple(
            (row.id, case)
            for row in self._all_rows().rows
            for case, cell in row.cells.items()
            if cell.state is State.NOT_ASKED
        )

    def _require_guide(self) -> None:
        if not self.codebook.guide:
            raise CoderError("the codebook has no interview guide", hint=NO_GUIDE)

    def _require_question(self, question: str) -> None:
        known = [one.id for one in self.codebook.guide]
        if question not in known:
            from coder.codebook.problem import nearest

            raise CoderError(f"the guide has no question {question!r}", hint=nearest(question, known))


def _turn_start(document: Document, offset: int) -> int:
    """Where the turn begins that holds a place in a document; the place itself in a text without turns."""
    starts = [turn.span.start for turn in document.turns if turn.span.start <= offset]
    return starts[-1] if starts else offset
