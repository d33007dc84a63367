"""What a new user is told on each screen: one line, the next useful thing, until it was done once (pure)."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

EXPERIENCED = 50  # own codings; whoever has more needs no hints


@dataclass(frozen=True, slots=True)
class Hint:
    """Words with the keys of actions in them; it goes away once one of the actions ``uses`` was done."""

    name: str
    scope: str
    uses: tuple[str, ...]
    words: str


_PLACES = tuple(f"app.{place}" for place in ("codebook", "overview", "review", "search", "cases", "memos"))
_QUICK = tuple(f"coding.quick_{digit}" for digit in range(1, 10))

# Of each scope the first that was not used yet is shown. Words fit into 80 columns.
HINTS = (
    Hint("open", "documents", ("listing.choose",), "{listing.choose} opens the transcript · {app.help} shows all keys"),
    Hint(
        "places",
        "documents",
        _PLACES,
        "{app.codebook} codebook · {app.overview} overview · {app.review} suggestions · {app.search} find in all",
    ),
    Hint(
        "move",
        "coding",
        ("transcript.down", "transcript.down_any"),
        "{transcript.down} next sentence, {transcript.up} back · {coding.code} codes it · {app.help} shows all keys",
    ),
    Hint(
        "code",
        "coding",
        ("coding.code", *_QUICK),
        "{coding.code} codes it: two or three letters of a code, {palette.choose}",
    ),
    Hint(
        "repeat",
        "coding",
        ("coding.repeat", *_QUICK),
        "{coding.repeat} codes the next one like the last · {coding.quick_1} to {coding.quick_9}: the codes above",
    ),
    Hint(
        "extend",
        "coding",
        ("transcript.extend", "transcript.extend_any"),
        "{transcript.extend} takes the next sentence in, {transcript.grow} a word more",
    ),
    Hint(
        "grain",
        "coding",
        tuple(f"transcript.{grain}" for grain in ("word", "paragraph", "turn", "answer")),
        "move by {transcript.word} words, {transcript.sentence} sentences, {transcript.paragraph} paragraphs, "
        "{transcript.turn} turns, {transcript.answer} answers",
    ),
    Hint(
        "weight",
        "coding",
        ("coding.weaker", "coding.stronger"),
        "{coding.weaker} makes a coding weaker: implicit, then counter-evidence · {coding.stronger} stronger",
    ),
    Hint("undo", "coding", ("app.undo",), "{app.undo} takes back the last change, whatever it was; also tomorrow"),
    Hint(
        "suggestions",
        "coding",
        ("coding.next_suggestion", "coding.previous_suggestion"),
        "{coding.next_suggestion} goes to the next suggestion · {coding.accept} accepts, {coding.reject} rejects it",
    ),
    Hint(
        "derive",
        "coding",
        ("app.overview",),
        "{app.overview} shows what the codings add up to · {coding.search} searches · {coding.memo} memo",
    ),
    Hint("trace", "overview", ("overview.trace",), "{overview.trace} on a cell shows the words for it and against it"),
    Hint("words", "trace", ("listing.choose",), "{listing.choose} goes to where it was said, {app.leave} back here"),
    Hint(
        "decide",
        "review",
        ("review.accept", "review.accept_implicit", "review.accept_proposed", "review.reject"),
        "{review.accept_proposed} makes it your coding, {review.reject} rejects it for good · {review.goto} the place",
    ),
    Hint("edit", "codebook", ("codebook.edit",), "{codebook.edit} edits the code · {codebook.passages} its passages"),
    Hint("attribute", "cases", ("cases.edit",), "{cases.edit} sets what is under the cursor"),
    Hint(
        "hits",
        "search",
        ("search.code",),
        "{listing.choose} goes to the place · {search.tick} ticks a hit, {search.code} codes the ticked ones",
    ),
    Hint("letters", "palette", ("palette.weight",), "a few letters of label, cue or id · {palette.weight} weight"),
)


def next_hint(scope: str, used: Collection[str]) -> Hint | None:
    """The hint of a screen or dialog; ``used`` are the names of those that are gone."""
    return next((hint for hint in HINTS if hint.scope == scope and hint.name not in used), None)


def used_by(action_id: str, scope: str) -> set[str]:
    """The names of the hints that an action on a screen makes superfluous; a list is another thing on each screen."""
    found = (hint for hint in HINTS if action_id in hint.uses)
    return {hint.name for hint in found if hint.scope == scope or not action_id.startswith("listing.")}


def kept(value: str | None) -> set[str]:
    """The names of a kept setting; none from one that cannot be read."""
    try:
        names = json.loads(value or "[]")
    except ValueError:
        return set()
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()


def keep(used: Collection[str]) -> str:
    """The setting to keep."""
    return json.dumps(sorted(used))
