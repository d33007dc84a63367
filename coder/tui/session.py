"""One sitting at a study: what the screens share beyond the study itself.

The codebook as screens need it (letters, colours, search index), the codes under the digits, and the weight each code
was given last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from coder.codebook.follow import follow
from coder.errors import CoderError
from coder.model.codebook import Codebook
from coder.model.languages import shown_in
from coder.study import Study
from coder.tui.codes import ranking
from coder.tui.codes.labels import EXPLICIT, find, is_level, label_of
from coder.tui.codes.quick import KEPT, QuickBar
from coder.tui.codes.ranking import Index, Picker
from coder.tui.codes.showing import Showing
from coder.tui.codes.stripes import Signs, signs

if TYPE_CHECKING:
    from textual.app import App

    from coder.model.document import Document
    from coder.model.robustness import Stood
    from coder.model.span import Span
    from coder.privacy.proposal import Proposal
    from coder.study.following import Followed
    from coder.tui.codes.learning import Learner


class Session:
    """Shared by all screens of one run."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.quick = QuickBar.from_json(study.view("quick") or "", study.recent_codes(KEPT))
        self._kept = self.quick.places
        self._weights: dict[str, int | None] = {}
        self._last = next(iter(self.quick.recent), "")
        self.noticed = ""  # what was said of a working copy edited by hand
        self.places: dict[str, str] = {}  # where each screen was left: an item, a query; by a name the screen chooses
        self.showing = Showing(blind=study.view("blind") == "1")  # which stripes the coding screen shows
        self.followed: Followed | None = None  # the overview shown last; one coding more moves a few of its cells
        self.prior: Picker | None = None  # how likely each code is on some words, for a picker that learns
        self.learner: Learner | None = None  # what gives the prior, once it has begun
        self._to_learn = False
        self.expected: Callable[[], Sequence[str]] | None = None  # what to expect of suggestions, told once
        self.proposals: tuple[Proposal, ...] = ()  # names that were found, as far as they are judged
        self._checked: dict[tuple[str, str], Stood] = {}  # how firmly cells stand, by row and case
        self._checked_as: tuple[int, str, str | None] | None = None  # revision, language and coder these are of
        self.watchers: list[Callable[[], None]] = []  # told of every change
        self._language = study.view("language") or ""
        self._revision = -1
        self._edits = 0
        self._before: Codebook | None = self._kept_under(self.quick.revision)
        self.refresh()

    def refresh(self) -> None:
        """Take over a new revision of the codebook, if there is one."""
        if self.study.revision != self._revision:
            self._revision = self.study.revision
            self.codebook: Codebook = shown_in(self.study.codebook, self.language)
            self.signs: Signs = signs(self.codebook)
            self._index: Index | None = None
            codable = {code.id for code in self.codebook.codable()}
            self._follow()
            self.quick.keep(codable)
            if self._last not in codable:
                self._last = next(iter(self.quick.recent), "")

    def _kept_under(self, revision: int) -> Codebook | None:
        try:
            return self.study.codebook_at(revision) if revision not in (0, self.study.revision) else None
        except CoderError:  # told anew with pseudonyms: these revisions are no more
            return None

    def _follow(self) -> None:
        """Digits, filter and last code go with their codes; a change that is undone takes them back."""
        before, after = self._before, self.codebook
        self._before, self.quick.revision = after, self._revision
        if before is None or before.history == after.history:
            return
        now = lru_cache(partial(follow, before=before, after=after))
        self.quick.follow(now)
        self._last = now(self._last) or "" if self._last else ""
        self.showing = replace(self.showing, code=now(self.showing.code) or "" if self.showing.code else "")
        self._weights.clear()

    @property
    def language(self) -> str:
        """The language in which labels are shown: the coder's choice as far as the codebook has it."""
        codebook = self.study.codebook
        return self._language if self._language in codebook.languages else codebook.default_language

    def next_language(self) -> str:
        """Show all labels in the next language of the codebook, from now on. Returns what to tell the researcher."""
        languages = self.study.codebook.languages
        if len(languages) < 2:
            return f"the codebook has labels in one language only ({self.language})"
        self._language = languages[(languages.index(self.language) + 1) % len(languages)]
        self.study.keep_view("language", self._language)
        self._revision = -1
        self.edited()
        return f"labels in {self._language}; the codebook has {', '.join(languages)}"

    @property
    def alone(self) -> str | None:
        """While coding blind the coder whose codings alone are shown, else None."""
        return self.study.coder if self.showing.blind else None

    def checked_as(self, language: str) -> dict[tuple[str, str], Stood]:
        """How firmly cells stood when that was worked out last, by row and case, to be added to. Nothing when codebook,
        language or blind coding have changed since; whether the evidence has is for the reader to see."""
        now = self.study.revision, language, self.alone
        if now != self._checked_as:
            self._checked, self._checked_as = {}, now
        return self._checked

    @property
    def index(self) -> Index:
        """What the palette searches; made when it is first opened."""
        if self._index is None:
            self._index = ranking.index(self.codebook, self.signs.letters)
        return self._index

    @property
    def edits(self) -> int:
        """Grows with every change; a screen that saw fewer loads its values anew."""
        return self._edits

    def edited(self) -> int:
        """Note a change of the study, ours or another process's. Returns the new count."""
        self._edits += 1
        self.refresh()
        for watch in self.watchers:
            watch()
        return self._edits

    def forget_weights(self) -> None:
        """Read from the study anew which weight each code was given last."""
        self._weights.clear()

    def used(self, code: str, weight: int) -> None:
        """Note that a passage was coded."""
        self.quick.use(code)
        self._weights[code] = weight
        self._last = code
        try:
            self._keep_quick()
        except CoderError:  # the coding is safe; the digits are kept with the next one
            return

    def judged(self, document: str, span: Span, code: str, *, yes: bool) -> None:
        """Note that words were judged to be about a code, or not: what learns may learn it."""
        if self.learner is not None:
            self.learner.judged(document, span, code, yes=yes)

    def learn(self) -> None:
        """Let a process beside the session learn, once the first screen stands; tell what to expect of suggestions."""

        def expected() -> Sequence[str]:
            from coder.tui.codes.learning import expected  # here, as below: starting is felt

            return expected(self.study)

        self.expected, self._to_learn = expected, True

    def begun(self, app: App[Any]) -> None:
        """The first screen stands."""
        if self._to_learn:
            from coder.tui.codes import learning

            learning.begin(app, self)

    @property
    def learns(self) -> bool:
        """Whether this coder wants the palette to put likely codes first."""
        return self.study.view("learned") != "0"

    def switch_learning(self) -> None:
        """Likely codes first, or not any more, in this and every later session."""
        self.study.keep_view("learned", "0" if self.learns else "1")

    def likely(self, document: Document, span: Span) -> Mapping[str, float] | None:
        """How likely codes are on some words, for the palette; None where nothing says so, or it is not wanted."""
        return self.prior(document, span) if self.prior is not None and self.learns else None

    def pin(self, code: str) -> str:
        """Pin a code to a digit, or let it go again. Returns what to tell the researcher. Raises CoderError."""
        label, quick, known = label_of(self.codebook, code), self.quick, find(self.codebook, code)
        if known is None or not known.codable:
            return f"{label} is no code to code with: it gets no digit"
        if code in quick.pinned:
            quick.unpin(code)
            words = f"{label} is no longer pinned: it leaves {quick.digit(code)} when another code needs it"
        elif digit := quick.pin(code):
            words = f"{label} is pinned to {digit}"
        else:
            words = "a code is pinned to every digit: unpin one first"
        self._keep_quick()
        return words

    def _keep_quick(self) -> None:
        """Keep what stands where; the order of use is read from the codings."""
        if self.quick.places != self._kept:
            self.study.keep_view("quick", self.quick.to_json())
            self._kept = self.quick.places

    @property
    def last(self) -> str:
        """The code used last, "" when this coder has none yet."""
        return self._last

    def weight_of(self, code_id: str) -> int | None:
        """The weight this coder gave the code last; else explicit, or None for a level code."""
        if code_id not in self._weights:
            self._weights[code_id] = self.study.last_weight(code_id)
        weight = self._weights[code_id]
        return weight if weight is not None or is_level(find(self.codebook, code_id)) else EXPLICIT
