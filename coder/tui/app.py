"""The program around the screens: which one is shown, themes, errors. Nothing here knows about coding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import Any, Protocol, runtime_checkable

from textual.app import App, SystemCommand
from textual.dom import DOMNode
from textual.screen import Screen

from coder.errors import CoderError
from coder.study import Study
from coder.tui.actions import CHAINS, TITLES, bindings_for, key_sign, of_scope
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.messages import OpenDocument, OpenTrace
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.documents import DocumentsScreen
from coder.tui.screens.help import HelpScreen
from coder.tui.screens.overview import OverviewScreen
from coder.tui.screens.review import ReviewScreen
from coder.tui.screens.trace import TraceScreen
from coder.tui.session import Session

SCOPES: Mapping[type[Screen[Any]], str] = {
    DocumentsScreen: "documents",
    CodingScreen: "coding",
    OverviewScreen: "overview",
    TraceScreen: "trace",
    ReviewScreen: "review",
    HelpScreen: "help",
}

_STYLES: list[str | PurePath] = ["styles/app.tcss", "styles/coding.tcss", "styles/dialogs.tcss"]
_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # columns: two panes, three panes


@runtime_checkable
class Reloading(Protocol):
    """A screen that can load its values anew."""

    def reload(self) -> None:
        """Load what was changed elsewhere."""


class CoderApp(App[None]):
    """One sitting at a study. ``screen`` is one of documents, review and overview."""

    TITLE = "coder"
    BINDINGS = bindings_for("app")
    CSS_PATH = _STYLES
    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS

    def __init__(self, study: Study, document: str | None = None, screen: str | None = None) -> None:
        super().__init__()
        self._study = study
        self._session = Session(study)
        self._first = (document, screen)

    def on_mount(self) -> None:
        """Begin with the document asked for or left last; the documents lie below."""
        document, screen = self._first
        self.push_screen(DocumentsScreen(self._session))
        if screen == "review":
            self.action_review()
        elif screen == "overview":
            self.action_overview()
        elif screen is None:
            wanted = document or self._study.last_document()
            if wanted in {one.id for one in self._study.documents()}:
                self._open(lambda: CodingScreen(self._session, wanted))

    # -- errors

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key says; what the researcher can repair opens a dialog."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except CoderError as error:
            self.push_screen(ErrorDialog(error))
            return True

    # -- screens

    def on_open_document(self, message: OpenDocument) -> None:
        """Show a document at a place, on top of where the wish came from."""
        self._leave()
        self._open(lambda: CodingScreen(self._session, message.document, message.span))

    def _open(self, make: Callable[[], Screen[None]]) -> None:
        """Show a screen that reads the study while it is made, or what is wrong with it."""
        try:
            self.push_screen(make())
        except CoderError as error:
            self.push_screen(ErrorDialog(error))

    def on_open_trace(self, message: OpenTrace) -> None:
        """Show why a cell is what it is."""
        self.push_screen(TraceScreen(self._session, message.row, message.case))

    def action_documents(self) -> None:
        """The documents: they lie at the bottom."""
        self._leave()
        while len(self.screen_stack) > 2 and not isinstance(self.screen, DocumentsScreen):
            self.pop_screen()

    def action_overview(self) -> None:
        """The overview; back leads to where one was."""
        self._show(OverviewScreen)

    def action_review(self) -> None:
        """The queue of suggestions; back leads to where one was."""
        self._show(ReviewScreen)

    def _show(self, kind: type[OverviewScreen] | type[ReviewScreen]) -> None:
        """Go back to the screen of a kind if one is open, else open one."""
        self._leave()
        if any(isinstance(open_screen, kind) for open_screen in self.screen_stack):
            while not isinstance(self.screen, kind):
                self.pop_screen()
        else:
            self.push_screen(kind(self._session))

    def action_help(self) -> None:
        """The keys of the present screen."""
        scope = SCOPES.get(type(self.screen))
        if scope is not None and scope != "help":
            self.push_screen(HelpScreen(scope))

    def action_leave(self) -> None:
        """One screen back; from the first, the end."""
        self._leave()
        if len(self.screen_stack) > 2:
            self.pop_screen()
        else:
            self.exit()

    async def action_quit(self) -> None:
        """The end."""
        self._leave()
        self.exit()

    def _leave(self) -> None:
        """Remember the place in the documents that are left; a study that cannot be written keeps nobody here."""
        for open_screen in self.screen_stack:
            if isinstance(open_screen, CodingScreen):
                try:
                    open_screen.leave()
                except CoderError as error:
                    self.notify(f"the place was not kept: {error}", severity="warning", markup=False)

    def on_app_focus(self) -> None:
        """Somebody may have written to the study while this terminal was in the background."""
        if isinstance(self.screen, Reloading):
            try:
                self.screen.reload()
            except CoderError as error:
                self.push_screen(ErrorDialog(error))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action of the present screen, for the command palette, then Textual's own."""
        scope = SCOPES.get(type(screen))
        for inner in dict.fromkeys(inner for chain in CHAINS[scope] for inner in chain) if scope else ():
            namespace = self if inner == "app" else screen.focused if inner in ("transcript", "listing") else screen
            for action in of_scope(inner):
                keys = " ".join(map(key_sign, action.keys))

                async def call(method: str = action.method, where: DOMNode | None = namespace) -> None:
                    await self.run_action(method, where)

                yield SystemCommand(f"{TITLES[inner]}: {action.label} ({keys})", action.help, call)
        yield from super().get_system_commands(screen)


def run(study: Study, document: str | None = None, screen: str | None = None) -> None:
    """Code until the researcher leaves. ``document`` (by id) or ``screen`` say where to begin."""
    CoderApp(study, document, screen).run()
