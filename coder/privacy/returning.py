"""The names come back: what becomes of edits that were made with pseudonyms (pure).

The entries up to the pseudonymisation come back word for word. What they and their pseudonymised form say at the
same place tells how to bring back what later entries repeat: the span of a coding, the memo as it was, the name of
a document. What was written later stays as it was written, and spans made later are moved by the texts' offsets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coder.model.coding import Coding, Suggestion
from coder.model.edit import Edit
from coder.privacy.offsets import OffsetMap
from coder.privacy.translating import Place, Telling

_SAME = OffsetMap()


class _Listening:
    """Changes nothing and keeps every part it was asked about, in order."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.books: list[str] = []
        self.said: list[tuple[Place, str]] = []
        self.codings: list[Coding] = []
        self.suggestions: list[Suggestion] = []

    def text(self, document: str, sha: str) -> tuple[str, OffsetMap]:
        """Keep it."""
        self.texts.append((document, sha))
        return sha, _SAME

    def codebook(self, sha: str) -> str:
        """Keep it."""
        self.books.append(sha)
        return sha

    def words(self, place: Place, words: str) -> str:
        """Keep them."""
        self.said.append((place, words))
        return words

    def coding(self, before: Coding, moved: Coding) -> Coding:
        """Keep it."""
        self.codings.append(before)
        return before

    def suggestion(self, before: Suggestion, moved: Suggestion) -> Suggestion:
        """Keep it."""
        self.suggestions.append(before)
        return before


def _heard(edits: Iterable[Edit]) -> _Listening:
    listening = _Listening()
    telling = Telling(listening)
    for edit in edits:
        telling.translated(edit)
    return listening


class Returning:
    """The translator from pseudonyms to names. ``maps`` leads from the hash of a text to where things are without them.

    Where two different words became the same, those that were there last come back.
    """

    def __init__(
        self,
        named: Iterable[Edit],
        pseudonymised: Iterable[Edit],
        maps: Mapping[str, OffsetMap],
        case_attribute: str,
    ) -> None:
        before, after = _heard(named), _heard(pseudonymised)
        self._maps = {sha: offsets.inverse() for sha, offsets in maps.items()}  # by the hash of the text with names
        self._texts = dict(zip(after.texts, (sha for _, sha in before.texts), strict=True))
        self._books = dict(zip(after.books, before.books, strict=True))
        self._said = dict(zip(after.said, (words for _, words in before.said), strict=True))
        self._case_attribute = case_attribute
        self._cases = {words: name for (place, words), name in self._said.items() if self._is_case(place)}
        codings = zip(after.codings, before.codings, strict=True)
        self._codings = {(new.id, new.span): old.span for new, old in codings}
        suggestions = zip(after.suggestions, before.suggestions, strict=True)
        self._suggestions = {(new.id, new.span): old.span for new, old in suggestions}

    def text(self, document: str, sha: str) -> tuple[str, OffsetMap]:
        """The text with names; one that came later stays."""
        named = self._texts.get((document, sha))
        return (sha, _SAME) if named is None else (named, self._maps.get(named, _SAME))

    def codebook(self, sha: str) -> str:
        """The codebook as it was; one that came later stays."""
        return self._books.get(sha, sha)

    def words(self, place: Place, words: str) -> str:
        """What stood there; what was written later stays, but for cases: they are one everywhere."""
        return self._said.get((place, words)) or (self._cases.get(words, words) if self._is_case(place) else words)

    def _is_case(self, place: Place) -> bool:
        return place == ("case",) or place[:2] == ("attribute", self._case_attribute)

    def coding(self, before: Coding, moved: Coding) -> Coding:
        """Just where it was, if it is one of those and was not resized since; else moved."""
        return replace(moved, span=self._codings.get((before.id, before.span), moved.span))

    def suggestion(self, before: Suggestion, moved: Suggestion) -> Suggestion:
        """Likewise; what was decided since stays decided."""
        return replace(moved, span=self._suggestions.get((before.id, before.span), moved.span))
