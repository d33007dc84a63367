"""A corrected transcript becomes one edit of its document: where codings and suggestions go, who speaks (pure)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from coder.errors import CoderError
from coder.intake.alignment import Alignment, has_words, same_words
from coder.intake.documents import typed
from coder.language.boundaries import word_count
from coder.model.codebook import Codebook
from coder.model.coding import Coding, Suggestion, SuggestionState, suggestion_id
from coder.model.correction import OtherAttribute
from coder.model.document import Transcript, Turn
from coder.model.edit import Batch, DocumentRecord, RemoveSuggestions, ReviseDocument, SetWording

_CHANGING = re.compile(r"[\d\W_]+")  # in labels: times, numbers, punctuation


@dataclass(frozen=True, slots=True)
class Standing:
    """A document as it is before a correction: its text, what is coded and suggested in it, and the words that
    undecided codings had before earlier corrections."""

    record: DocumentRecord
    text: str
    codings: Sequence[Coding] = ()
    suggestions: Sequence[Suggestion] = ()
    wordings: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """The edit, None if nothing is different; the codings that followed their words to another place, and those whose
    words are to be decided on anew; the number of suggestions withdrawn."""

    edit: Batch | None
    elsewhere: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    withdrawn: int = 0


def the_transcript(found: Sequence[Transcript], document: str, file_name: str) -> Transcript:
    """The transcript of a file that is a document's. Raises CoderError when the file has others."""
    if len(found) == 1:
        return found[0]
    stem = PurePath(file_name).stem
    for one in found:
        if document in (one.name, f"{stem} {one.name}") or document.endswith(f" {one.name}"):
            return one
    names = ", ".join(one.name for one in found[:5]) + ("…" if len(found) > 5 else "")
    raise CoderError(
        f"none of its {len(found)} documents is called {document!r}",
        where=file_name,
        hint=f"they are {names}" if found else "the file holds no transcript",
    )


def correction(standing: Standing, after: DocumentRecord, text: str) -> Correction:
    """What the corrected ``text`` makes of a document. ``after`` is the document then, its turns as the file has them.

    Raises CoderError for a text without words.
    """
    before, wordings = standing.record, standing.wordings or {}
    if not has_words(text):
        raise CoderError("the corrected text has no words", where=before.name, hint="check the file")
    alignment = Alignment(standing.text, text)
    after = replace(after, turns=with_speakers(before.turns, after.turns, standing.text, text, alignment))
    moved: list[tuple[Coding, Coding]] = []
    decisions: list[SetWording] = []
    elsewhere: list[str] = []
    for coding in standing.codings:
        recorded = wordings.get(coding.id)
        found = alignment.place(coding.span, recorded or "")
        if found.span != coding.span:
            moved.append((coding, replace(coding, span=found.span)))
        if found.elsewhere:
            elsewhere.append(coding.id)
        if recorded is not None:
            if same_words(recorded, text[found.span.start : found.span.end]):
                decisions.append(SetWording(coding.id, recorded, None))
        elif not found.same:
            decisions.append(SetWording(coding.id, None, standing.text[coding.span.start : coding.span.end]))
    kept, gone = _suggestions(standing.suggestions, alignment)
    reworded = tuple(one.coding for one in decisions if one.after is not None)
    if after == before:
        return Correction(None)
    edits = (
        *((RemoveSuggestions(gone),) if gone else ()),
        ReviseDocument(before, after, tuple(moved), kept),
        *decisions,
    )
    return Correction(Batch(edits), tuple(elsewhere), reworded, len(gone))


def _suggestions(
    suggestions: Sequence[Suggestion], alignment: Alignment
) -> tuple[tuple[tuple[Suggestion, Suggestion], ...], tuple[Suggestion, ...]]:
    """Suggestions that are elsewhere then, before and after, and those that are withdrawn: their words are no longer
    what was proposed or turned down. What was accepted stays what became of it."""
    decided = sorted(suggestions, key=lambda one: one.state is SuggestionState.PENDING)
    kept: list[tuple[Suggestion, Suggestion]] = []
    gone: list[Suggestion] = []
    taken: set[str] = set()
    for one in decided:
        found = alignment.place(one.span)
        identity = suggestion_id(one.document, found.span, one.code, one.origin)
        if found.span == one.span:
            identity = one.id
        if identity in taken or not (found.same or one.state is SuggestionState.ACCEPTED):
            gone.append(one)
            continue
        taken.add(identity)
        if found.span != one.span:
            kept.append((one, replace(one, id=identity, span=found.span)))
    return tuple(kept), tuple(gone)


def with_speakers(
    old: Sequence[Turn], new: Sequence[Turn], old_text: str, new_text: str, alignment: Alignment
) -> tuple[Turn, ...]:
    """The turns of a corrected transcript with the names and roles that speakers have in the study.

    Roles go with the speaker; where one had several, with the turn. A name given by hand stays when the label in the
    text, which says otherwise, is what it was.
    """
    pairs = _pairs(old, new, alignment)
    names = _names(pairs, old_text, new_text)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    of_role = {turn.role.value: turn.role for turn in old}
    for turn in old:
        roles[turn.speaker][turn.role.value] += 1
    found: list[Turn] = []
    for number, turn in enumerate(new):
        speaker = names.get(turn.speaker, turn.speaker)
        role = turn.role
        if speaker and speaker in roles:
            known, before = roles[speaker], pairs.get(number, (turn, turn))[1]
            role = of_role[known.most_common(1)[0][0]]
            if len(known) > 1 and number in pairs and before.speaker == speaker:
                role = before.role
        found.append(replace(turn, speaker=speaker, role=role))
    return tuple(found)


def _pairs(old: Sequence[Turn], new: Sequence[Turn], alignment: Alignment) -> dict[int, tuple[Turn, Turn]]:
    """By number of the new turn: the new turn, and the old one that begins with the same words."""
    by_start = {turn.span.start: number for number, turn in enumerate(new)}
    found: dict[int, tuple[Turn, Turn]] = {}
    for before in old:
        number = by_start.get(alignment.offset(before.span.start))
        if number is not None:
            found.setdefault(number, (new[number], before))
    return found


def _names(pairs: Mapping[int, tuple[Turn, Turn]], old_text: str, new_text: str) -> dict[str, str]:
    """The names that speakers of the file have in the study because somebody named them so."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for turn, before in pairs.values():
        label, earlier = _label(new_text, turn), _label(old_text, before)
        by_hand = turn.speaker != before.speaker and before.speaker not in earlier and turn.speaker in label
        named = by_hand and _CHANGING.sub("", label) == _CHANGING.sub("", earlier) != ""
        votes[turn.speaker][before.speaker if named else turn.speaker] += 1
    return {name: counter.most_common(1)[0][0] for name, counter in votes.items()}


def _label(text: str, turn: Turn) -> str:
    """What stands before a turn on its line."""
    return text[text.rfind("\n", 0, turn.span.start) + 1 : turn.span.start]


def other_attributes(
    stated: Mapping[str, str], here: Mapping[str, str], codebook: Codebook, where: str
) -> tuple[OtherAttribute, ...]:
    """Attributes that a file states otherwise than the study has them. Raises CoderError for values not allowed."""
    given = {name: typed(name, value.strip(), codebook, where) for name, value in stated.items() if value.strip()}
    return tuple(
        OtherAttribute(name, here.get(name), value) for name, value in given.items() if here.get(name) != value
    )


def record_after(
    before: DocumentRecord, transcript: Transcript, file_name: str, sha: str, text_sha: str
) -> DocumentRecord:
    """A document with the text of another file; name, language and attributes stay."""
    return replace(
        before,
        format=PurePath(file_name).suffix.lower().removeprefix("."),
        turns=transcript.turns,
        times=transcript.times,
        pages=transcript.pages,
        source_name=file_name,
        source_sha256=sha,
        text_sha256=text_sha,
        words=word_count(transcript.text),
    )
