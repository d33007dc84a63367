"""The guided tour: fifteen things to do once, each told in words and finished by doing it (pure).

A step is finished by a key (the action it ran, ``listing.choose@trace`` is that action on that screen) or by what was
written to the study (a deed, read from the journal). Nothing is asked and nothing is blocked: whoever does something
else meanwhile just does it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from coder.model.coding import SuggestionState
from coder.model.edit import AddCodings, Batch, ChangeCoding, DecideSuggestion, Edit, Entry, WriteMemo


@dataclass(frozen=True, slots=True)
class Step:
    """What to do and what finishes it. ``inside`` is told in dialogs on the way there, by their scope."""

    words: str
    uses: tuple[str, ...] = ()
    deed: str = ""
    times: int = 1
    inside: Mapping[str, str] = field(default_factory=dict)


def _edits(edit: Edit) -> tuple[Edit, ...]:
    return edit.edits if isinstance(edit, Batch) else (edit,)


def _accepted(entry: Entry) -> bool:
    decisions = [one for one in _edits(entry.edit) if isinstance(one, DecideSuggestion)]
    return any(one.after is SuggestionState.ACCEPTED for one in decisions)


def _done(kind: type) -> Callable[[Entry], bool]:
    return lambda entry: entry.reverts is None and any(isinstance(one, kind) for one in _edits(entry.edit))


DEEDS: Mapping[str, Callable[[Entry], bool]] = {
    "coded": lambda entry: _done(AddCodings)(entry) and not _accepted(entry),
    "reweighed": _done(ChangeCoding),
    "decided": _done(DecideSuggestion),
    "undone": lambda entry: entry.reverts is not None,
    "memo": _done(WriteMemo),
}

_EXTEND = ("transcript.extend", "transcript.extend_any", "transcript.retract", "transcript.retract_any")
_DOWN = ("transcript.down", "transcript.down_any", "transcript.up", "transcript.up_any")

# Two lines of 80 columns each, the first begun by "Tour 10/15".
TOUR = (
    Step(
        "Press {transcript.down} to go to the respondent's next sentence, {transcript.up} to go back. "
        "Go down three sentences.",
        uses=_DOWN,
        times=3,
    ),
    Step(
        "The cursor is a unit: {transcript.paragraph} makes it a paragraph, {transcript.turn} a turn, "
        "{transcript.word} a word. Try, then {transcript.sentence} for sentences.",
        uses=("transcript.sentence",),
    ),
    Step(
        "{transcript.extend} takes the next sentence in, {transcript.retract} gives it back, {transcript.grow} and "
        "{transcript.trim} move the end by a word. Extend once.",
        uses=_EXTEND,
    ),
    Step(
        "Code it: press {coding.code}, type a few letters of a code, say com for commercial success, then "
        "{palette.choose}.",
        deed="coded",
        inside={"palette": "Type com, read the definition, then {palette.choose}.", "level": "How strong is it?"},
    ),
    Step(
        "Go on to another sentence and press {coding.repeat} to code it like the last one. "
        "The codes you used also lie on {coding.quick_1} to {coding.quick_9}.",
        uses=("coding.repeat", *(f"coding.quick_{digit}" for digit in range(1, 10))),
    ),
    Step(
        "How clearly is it said? {coding.weaker} makes the coding weaker: implicit, then counter-evidence; "
        "{coding.stronger} makes it stronger.",
        deed="reweighed",
    ),
    Step(
        "Dashed stripes are suggestions and count for nothing yet. {coding.next_suggestion} goes to the next one and "
        "tells why it was made.",
        uses=("coding.next_suggestion", "coding.previous_suggestion"),
    ),
    Step(
        "You are the judge: {coding.accept} makes it your coding, {coding.reject} rejects it for good.",
        deed="decided",
        inside={"level": "Choose the level by its number."},
    ),
    Step(
        "{app.undo} takes back the last change, whatever it was, also tomorrow; {app.redo} does it again. Undo once.",
        deed="undone",
    ),
    Step(
        "{coding.memo} writes a memo on the coding here, or on the document where there is none. Write a few words.",
        deed="memo",
        inside={"memo": "Write a few words, then {memo.save} saves them."},
    ),
    Step(
        "{coding.search} searches this transcript: type a word of it and Enter, then {coding.hit} goes to the next "
        "place.",
        uses=("coding.hit", "coding.hit_back"),
    ),
    Step(
        "{app.overview} shows the overview, derived from all codings, also those of just now. Have a look.",
        uses=("app.overview",),
    ),
    Step(
        "Every cell can say why it is so: go to one with {overview.down} and {overview.right}, then {overview.trace}.",
        uses=("overview.trace",),
    ),
    Step(
        "For and against, in the words of the interviews. {listing.choose} on a quotation goes to where it was said.",
        uses=("listing.choose@trace",),
    ),
    Step(
        "{app.leave} goes back to where you came from. {app.help} shows all keys of the screen you are on: look.",
        uses=("app.help",),
    ),
)
FAREWELL = "That was the tour. {app.help} tells the keys, {app.command_palette} finds any command by its name."


@dataclass(frozen=True, slots=True)
class Progress:
    """Where somebody is: the step, and how often its action ran; ``step`` equal to the length is the farewell."""

    step: int = 0
    count: int = 0

    @property
    def current(self) -> Step | None:
        """What is to be done, None at the end."""
        return TOUR[self.step] if self.step < len(TOUR) else None

    def ran(self, action_id: str, scope: str) -> Progress:
        """After an action on a screen."""
        step = self.current
        if step is None or not {action_id, f"{action_id}@{scope}"} & set(step.uses):
            return self
        return replace(self, count=self.count + 1) if self.count + 1 < step.times else self.next()

    def wrote(self, entry: Entry) -> Progress:
        """After an entry of the journal."""
        step = self.current
        return self.next() if step is not None and step.deed and DEEDS[step.deed](entry) else self

    def next(self) -> Progress:
        """The step after this one."""
        return Progress(min(self.step + 1, len(TOUR)))

    def words(self, scope: str, dialog: bool) -> str:
        """What is told on a screen; in dialogs only what helps there."""
        step = self.current
        if step is None:
            return "" if dialog else FAREWELL
        return step.inside.get(scope, "") if dialog else step.words
