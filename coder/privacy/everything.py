"""All the words that a journal tells: what was undone, corrected and overwritten since still stands there (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coder.model.coding import Coding, Suggestion
from coder.model.edit import Edit
from coder.privacy.offsets import OffsetMap
from coder.privacy.translating import Place, Telling

_MEMOS = frozenset({"memo", "wording", "override", "sign_off", "summary", "reason"})


class _Listening:
    """A translator that changes nothing and notes which words it was asked about."""

    def __init__(self, kept: frozenset[str], cases: bool) -> None:
        self.kept, self.cases = kept, cases
        self.notes: dict[str, None] = {}
        self.stated: dict[str, None] = {}
        self.speakers: dict[str, None] = {}

    def text(self, document: str, sha: str) -> tuple[str, OffsetMap]:
        """The same text."""
        return sha, OffsetMap()

    def codebook(self, sha: str) -> str:
        """The same codebook."""
        return sha

    def words(self, place: Place, words: str) -> str:
        """The same words, which are noted."""
        if place[0] in _MEMOS:
            self.notes[words] = None
        elif place[0] == "speaker":
            self.speakers[words] = None
        elif (
            place[0] in ("name", "source")
            or (place[0] == "case" and self.cases)
            or (place[0] == "attribute" and place[1] not in self.kept)
        ):
            self.stated[words] = None
        return words

    def coding(self, before: Coding, moved: Coding) -> Coding:
        """The same coding."""
        return moved

    def suggestion(self, before: Suggestion, moved: Suggestion) -> Suggestion:
        """The same suggestion."""
        return moved


def words_of(edits: Iterable[Edit], kept: frozenset[str], *, cases: bool) -> Mapping[str, list[str]]:
    """What people wrote beside transcripts, at any time, each once, by what it is called in the list of proposals: in
    memos, reasons and wordings; attributes but those in ``kept``, names of documents, files and speakers; with
    ``cases`` those, as no codebook lists them.
    """
    listening = _Listening(kept, cases)
    telling = Telling(listening)
    for edit in edits:
        telling.translated(edit)
    found = {
        "memos": listening.notes,
        "attributes and names of files": listening.stated,
        "speakers": listening.speakers,
    }
    return {title: [one for one in words if one.strip()] for title, words in found.items()}
