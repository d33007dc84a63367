"""Judgements of cells rest on hashes of their evidence: what these become when interviews are called otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.model.document import interview_of
from coder.study.judging import Judging

if TYPE_CHECKING:
    from coder.privacy.naming import Naming


class Rehashing(Judging):
    """Keeps sign-offs and overrides from becoming stale through a change of names alone."""

    def _hashes(self, naming: Naming, books: Mapping[str, bytes]) -> dict[str, str]:
        """What the hashes become that judgements of cells rest on and that are not stale: interviews are called
        otherwise.
        """
        from coder.codebook.read import read
        from coder.derive.overlay import evidence_hash, hash_of, signed_hash
        from coder.model.overview import Cell, State
        from coder.privacy.translating import Telling

        judged = self._tables.judgements()
        if not judged:
            return {}
        codebook, sha = self.codebook, self._tables.revision()[1]
        named = read(books[sha].decode(), self.codebook_file.name) if sha in books else codebook
        interviews = self._interviews(naming)
        telling = Telling(naming)
        found: dict[str, str] = {}
        for (row, case), one in judged.items():
            try:
                wanted = codebook.row(row)
            except CoderError:
                continue
            codes = [code for code, own in codebook.row_of.items() if own.id == row]
            evidence, coders = self._evidence(codes, None)
            pieces = [piece for piece in evidence if piece.case == case]
            old = evidence_hash(codebook, wanted, pieces, coders, codebook.parameters_of(wanted))
            new = evidence_hash(
                named,
                named.row(row),
                [piece._replace(interview=interviews.get(piece.interview, piece.interview)) for piece in pieces],
                {interviews.get(interview, interview): names for interview, names in coders.items()},
                named.parameters_of(named.row(row)),
            )
            told = telling.override(row, case, one.override)
            for state in (State.EMPTY, State.NOT_ASKED):  # as if something was asked, and as if nothing was
                before, after = hash_of(Cell(state=state), old), hash_of(Cell(state=state), new)
                found[before] = after
                signed = signed_hash(codebook, wanted, before, one.override)
                found[signed] = signed_hash(named, named.row(row), after, told)
        return found

    def _interviews(self, naming: Naming) -> dict[str, str]:
        kinds = [one.id for one in self.codebook.attributes if one.kind == "id"]
        found: dict[str, str] = {}
        for row in self._tables.documents():
            attributes = self._tables.attributes(row.id)
            by = next((name for name in (*kinds, "interview") if attributes.get(name) == row.interview), None)
            place = ("name", row.id) if by is None else ("attribute", by, row.id)
            interview = found[row.interview] = naming.words(place, row.interview)
            for voice in row.voices:
                named = naming.words(("speaker", row.id), voice)
                found[interview_of(row.interview, voice)] = interview_of(interview, named)
        return found
