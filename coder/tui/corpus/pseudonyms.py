"""Names that were found, and what is to stand for them; replaced all at once at the end."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult

from coder.errors import CoderError
from coder.privacy.proposal import Proposal
from coder.tui.corpus import pseudonym_list
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.dialogs.field import LineField
from coder.tui.guard import answered, guarded
from coder.tui.keys.bindings import bindings_for
from coder.tui.messages import FindNames, OpenSearch, ReplaceNames
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.runs import Run
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.line import Line
from coder.tui.widgets.listing import Item, Listing
from coder.tui.widgets.sides import Sides

_HOW: tuple[Run, ...] = (
    ("Names are looked for in all documents.", "strong"),
    ("Each spelling is listed with what would stand for it. Nothing is changed before you say so.", "plain"),
)


class PseudonymsScreen(StudyScreen):
    """One line a spelling; those of one person, body or place stand together and have one pseudonym."""

    SCOPE = "pseudonyms"
    BINDINGS = bindings_for("pseudonyms")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._asked = False

    def compose(self) -> ComposeResult:
        """Title, list, text, keys."""
        yield Line(id="title")
        yield Sides()
        yield Line(id="reason")
        yield KeyBar("pseudonyms", id="keys")

    def load(self) -> None:
        """Have the names looked for, once."""
        if not self._asked and not self._session.proposals:
            self.post_message(FindNames())
        self._asked = True

    def draw(self) -> None:
        """All proposals, the cursor where it was."""
        proposals, sides = self._session.proposals, self.query_one(Sides)
        items = [Item(one.words, (pseudonym_list.line(one, sides.room),)) for one in proposals]
        sides.listing.show(items, self._session.places.get(self.SCOPE))
        numbers = f"{pseudonym_list.totals(proposals)} " if proposals else ""
        self.query_one("#title", Line).show(((" Pseudonyms", "strong"),), ((numbers, "dim"),))
        self._tell()

    @property
    def _current(self) -> Proposal | None:
        current = self.query_one(Sides).listing.current
        wanted = current.id if current is not None else None
        return next((one for one in self._session.proposals if one.words == wanted), None)

    def _tell(self) -> None:
        one = self._current
        self.query_one(Sides).tell(pseudonym_list.page(one) if one is not None else _HOW)

    @guarded
    def on_listing_highlighted(self, event: Listing.Highlighted) -> None:
        """Where it stands."""
        if event.item is not None:
            self._session.places[self.SCOPE] = event.item.id
        self._tell()

    def on_listing_chosen(self) -> None:
        """All its places, in the search of the corpus."""
        one = self._current
        if one is not None:
            self.post_message(OpenSearch(f'"{one.words}"'))

    def _take(self, proposals: tuple[Proposal, ...]) -> None:
        self._session.proposals = proposals
        self.draw()

    def action_accept(self, yes: bool) -> None:
        """Replace the spelling, or let it stand; on to the next."""
        one = self._current
        if one is not None:
            self._take(pseudonym_list.accepted(self._session.proposals, one.words, yes))
            self.query_one(Sides).listing.action_move(1)

    def action_edit(self) -> None:
        """Another pseudonym, for all spellings of the same."""
        one = self._current
        if one is None:
            return

        def typed(words: str) -> None:
            self._take(pseudonym_list.renamed(self._session.proposals, one.words, " ".join(words.split())))

        title = f"Pseudonym for {one.words} and what is called {one.pseudonym} with it"
        self.app.push_screen(LineField(title, one.pseudonym, _is_pseudonym), answered(self, typed))

    def action_merge(self) -> None:
        """The spelling is another name of something in the list."""
        one = self._current
        if one is None:
            return

        def chosen(pseudonym: str) -> None:
            self._take(pseudonym_list.merged(self._session.proposals, one.words, pseudonym))
            self.query_one(Sides).listing.go(one.words)

        options = list(self._others(one))
        self.app.push_screen(Chooser(f"{one.words} is the same as?", options), answered(self, chosen))

    def _others(self, one: Proposal) -> Iterator[Option]:
        names: dict[str, list[str]] = {}
        for other in self._session.proposals:
            if other.pseudonym != one.pseudonym:
                names.setdefault(other.pseudonym, []).append(other.words)
        return (Option(pseudonym, ", ".join(words), pseudonym) for pseudonym, words in names.items())

    def action_apply(self) -> None:
        """Replace everything accepted, after a question."""
        self.post_message(ReplaceNames())

    def action_again(self) -> None:
        """Look once more; what was decided here is forgotten."""
        self.post_message(FindNames())

    def action_text(self, step: int) -> None:
        """On or back in the text."""
        self.query_one(Sides).read(step)


def _is_pseudonym(words: str) -> None:
    if not words.strip():
        raise CoderError("a pseudonym needs words", hint="or skip the name")
