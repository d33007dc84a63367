"""Codebooks of other programs in, and the study's own out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import read_bytes
from coder.study.opened import PENDING
from coder.study.revising import Revising

if TYPE_CHECKING:
    from coder.codebook.adopting import Adoption


@dataclass(frozen=True, slots=True)
class Drafted:
    """The text of a codebook made from a file, the name of its working copy, and what the file had besides."""

    text: str
    name: str
    notes: tuple[str, ...]


def draft_codebook(path: Path, language: str) -> Drafted:
    """A new codebook from the codes in a file; ``language`` is that of texts which do not say theirs.

    Raises UnreadableError for a file that cannot be read.
    """
    from coder.codebook.adopting import adopt
    from coder.codebook.compose import compose
    from coder.codebook.drafting import blank, with_codes
    from coder.codebook.read import read
    from coder.formats.codebook import read_codes

    incoming = read_codes(read_bytes(path), path.name, language)
    frame = blank(path.stem, incoming.languages)
    adoption = adopt(frame, incoming)
    text = compose(with_codes(frame, adoption.new), f"Made from {path.name}. Rows and tables can follow.")
    name = f"{frame.id}.yaml"
    read(text, name)
    return Drafted(text, name, adoption.notes)


class Exchanging(Revising):
    """What other programs, and papers, take and give of a codebook."""

    def preview_codes(self, path: Path, language: str | None = None) -> Adoption:
        """What ``bring_in_codes`` would do. Raises UnreadableError."""
        from coder.codebook.adopting import adopt
        from coder.formats.codebook import read_codes

        found = read_codes(read_bytes(path), path.name, language or self.codebook.default_language)
        return adopt(self.codebook, found)

    def bring_in_codes(self, path: Path, language: str | None = None) -> Adoption:
        """The codes of a file into the codebook: known ones stay as they are, new ones come in as one edit.

        Raises UnreadableError for the file, CodebookError for what cannot be, and CoderError when the working copy has
        changes that were not applied yet.
        """
        from coder.codebook.enlarge import enlarge

        adoption = self.preview_codes(path, language)
        if not adoption.new:
            return adoption
        pending = self.notices()
        if pending:
            raise CoderError(pending[0], hint=PENDING)
        count = "1 code" if len(adoption.new) == 1 else f"{len(adoption.new)} codes"
        after = enlarge(
            self.codebook_text(),
            self.codebook_name,
            adoption.new,
            author=self.coder,
            date=self._now()[: len("2026-01-01")],
            rationale=f"{count} brought in from {path.name}",
        )
        self._replace_codebook(after, f"{count} from {path.name}")
        return adoption

    def codebook_text(self) -> str:
        """The newest revision as it is stored."""
        return self._tables.content(self._tables.revision()[1]).decode()
