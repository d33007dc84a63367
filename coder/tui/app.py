"""The program around the screens: which one is shown, themes, errors. Nothing here knows about coding."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Any

from textual import events, on
from textual.app import SystemCommand
from textual.dom import DOMNode
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, TextArea
from textual.worker import WorkerFailed

from coder.errors import CoderError, explained
from coder.study import Study
from coder.tui import errorlog, undoing
from coder.tui.background import Background
from coder.tui.coding.screen import CodingScreen
from coder.tui.coding.transcript import Transcript
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.guard import guarded, report
from coder.tui.keys.actions import CHAINS, TITLES, of_scope
from coder.tui.keys.bindings import bindings_for
from coder.tui.keys.guide import practice
from coder.tui.keys.keymap import DEFAULT, Keymap
from coder.tui.messages import (
    CodeHits,
    ExportCodings,
    ExportOverview,
    ExportReport,
    FindNames,
    ImportTranscripts,
    LookForSuggestions,
    OpenCase,
    OpenCode,
    OpenDocument,
    OpenSearch,
    OpenTrace,
    ReplaceNames,
)
from coder.tui.opening import opening
from coder.tui.session import Session
from coder.tui.shell import Shell
from coder.tui.study_screen import WIDE, StudyScreen

# By scope, the screens that a key opens from anywhere; imported when first opened, so that the session starts fast.
SCREENS: Mapping[str, str] = {
    "documents": "coder.tui.corpus.documents:DocumentsScreen",
    "codebook": "coder.tui.codebook.screen:CodebookScreen",
    "overview": "coder.tui.overview.screen:OverviewScreen",
    "review": "coder.tui.reviewing.screen:ReviewScreen",
    "search": "coder.tui.searching.screen:SearchScreen",
    "cases": "coder.tui.corpus.cases:CasesScreen",
    "memos": "coder.tui.corpus.memos:MemosScreen",
    "pseudonyms": "coder.tui.corpus.pseudonyms:PseudonymsScreen",
}

_STYLES: list[str | PurePath] = ["styles/app.tcss", "styles/coding.tcss", "styles/dialogs.tcss"]
_OF_WIDGETS = ("transcript", "visual", "listing")  # scopes of the focused widget
_SOON = 0.002  # seconds until a key that waits looks again
_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]


class CoderApp(Shell):
    """One sitting at a study. ``screen`` is one of documents, review and overview."""

    TITLE = "coder"
    BINDINGS = bindings_for("app")
    CSS_PATH = _STYLES
    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS

    def __init__(
        self,
        study: Study,
        document: str | None = None,
        screen: str | None = None,
        keys: Keymap = DEFAULT,
        theme: str | None = None,
        hints: bool = False,
        notice: str = "",
    ) -> None:
        super().__init__(study, keys, theme, hints, notice)
        self._session = Session(study)
        self._session.watchers.append(self.guide.edited)
        self._background = Background(self, study)
        self._first = (document, screen)
        self._waiting: deque[events.Key] = deque()  # keys that came before those before them were done
        self._asked: set[DOMNode] = set()  # screens and widgets of which it is not known whether they are done

    def on_mount(self) -> None:
        """Begin with the screen or document asked for, or the document left last, or the documents.

        Nothing lies below: what is not painted need not be read.
        """
        self.call_after_refresh(self._begun)
        document, screen = self._first
        wanted = document or (self._study.last_document() if screen is None else None)
        if wanted is None:
            self._show(screen or "documents")
            return
        try:
            self.push_screen(CodingScreen(self._session, wanted))
        except CoderError as error:
            self._show("documents")
            self.push_screen(ErrorDialog(error))

    def _begun(self) -> None:
        """The first screen stands: the transcript and its codings need not be looked through for garbage again."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        self._session.begun(self)

    # -- keys and errors

    async def on_event(self, event: events.Event) -> None:
        """One key after the other: of keys that arrive together (a fast hand, a slow line) one acts when all that came
        of those before it is done. Else it would act on the wrong passage, or be typed into a dialog that is closing.
        """
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._waiting or not self._settled():
            if not self._waiting:
                self.set_timer(_SOON, self._catch_up)
            self._waiting.append(event)
        else:
            await self._act(event)

    async def _act(self, event: events.Key) -> None:
        """Do what a key is bound to at once, where nothing is being typed; the library would send it round first."""
        if not isinstance(self.focused, Input | TextArea):
            self.app_focus = True
            if await self._check_bindings(event.key):
                return
        await super().on_event(event)

    async def _catch_up(self) -> None:
        """Act on the key that waits longest, once all that were asked have answered and nothing else has come up."""
        if not self._asked & self._on_the_way():
            while self._waiting and self._settled():
                await self._act(self._waiting.popleft())
            self._asked = {pump for pump in self._on_the_way() if pump.call_later(self._answered, pump)}
        if self._waiting:
            self.set_timer(_SOON, self._catch_up)

    def _answered(self, pump: DOMNode) -> None:
        """A screen or widget has handled all that it had to handle when it was asked."""
        self._asked.discard(pump)

    def _on_the_way(self) -> set[DOMNode]:
        """The screens, and the widgets that a key or an answer passes."""
        return {
            node
            for screen in self.screen_stack
            for node in (screen.focused or screen).ancestors_with_self
            if node is not self
        }

    def _settled(self) -> bool:
        """Whether nothing is under way that a key set off. What keys do in a transcript is done when they return."""
        if not self.screen.is_mounted or self._next_callbacks:
            return False
        return isinstance(self.focused, Transcript) or not any(
            pump._next_callbacks or not pump._message_queue.empty() for pump in self._on_the_way()
        )

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key says; what goes wrong opens a dialog."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Exception as error:  # noqa: BLE001 - none ends the session
            report(self, error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        """What nothing caught ends the session, because the library then no longer serves the widget: log it and leave
        without painting the values of variables, transcripts among them, on the terminal. ``run`` says where it is."""
        if isinstance(error, WorkerFailed):
            error = error.error if isinstance(error.error, Exception) else error
        errorlog.note(errorlog.ProgramError(error))
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()

    # -- screens

    def on_open_document(self, message: OpenDocument) -> None:
        """Show a document at a place, on top of where the wish came from."""
        self._leave()
        self._open(lambda: CodingScreen(self._session, message.document, message.span, message.current))

    def _open(self, make: Callable[[], Screen[None]]) -> None:
        """Show a screen that reads the study while it is made, or what is wrong with it."""
        try:
            self.push_screen(make())
        except CoderError as error:
            self.push_screen(ErrorDialog(error))

    def on_open_trace(self, message: OpenTrace) -> None:
        """Show why a cell is what it is."""
        from coder.tui.overview.trace import TraceScreen  # here, as all screens but the first: starting is felt

        self.push_screen(TraceScreen(self._session, message.row, message.case))

    def on_open_search(self, message: OpenSearch) -> None:
        """Show what a query finds."""
        self._show("search", message.query)
        self._background.complete_index()

    def on_open_code(self, message: OpenCode) -> None:
        """Show a code in the codebook."""
        self._show("codebook", message.code)

    def on_open_case(self, message: OpenCase) -> None:
        """Show a case among the cases."""
        self._show("cases", message.case)

    # -- work that takes long

    @on(ImportTranscripts)
    @on(LookForSuggestions)
    @on(ExportOverview)
    @on(ExportReport)
    @on(ExportCodings)
    @on(FindNames)
    @on(ReplaceNames)
    @guarded
    def _work(self, message: Message) -> None:
        if isinstance(self.screen, StudyScreen):
            from coder.tui import work  # here: it reads all formats

            work.begin(message, self.screen, self._background, self._session)

    def on_code_hits(self, message: CodeHits) -> None:
        """Code hits of a search, after a preview."""
        if isinstance(self.screen, StudyScreen):
            from coder.tui.searching import hitcoding  # here: most sessions code no hits

            hitcoding.ask(self.screen, self._background, self._session, message)

    # -- screens again

    def action_documents(self) -> None:
        """The documents of the study."""
        self._show("documents")

    def action_interview(self) -> None:
        """The transcript on top of the others, else the one left last."""
        if self._back_to(CodingScreen):
            return
        last = self._study.last_document()
        if last in {one.id for one in self._study.documents()}:
            self._open(lambda: CodingScreen(self._session, last))
        elif isinstance(self.screen, StudyScreen):
            words = "no transcript was open yet: {app.documents} lists the documents, {listing.choose} opens one"
            self.screen.say(self.keys.words(words))

    def action_codebook(self) -> None:
        """The codebook; back leads to where one was, here and below."""
        self._show("codebook")

    def action_overview(self) -> None:
        """The overview table."""
        self._show("overview")

    def action_review(self) -> None:
        """The queue of suggestions."""
        self._show("review")

    def action_search(self) -> None:
        """The search of the corpus."""
        self._show("search")
        self._background.complete_index()

    def action_cases(self) -> None:
        """Cases and attributes."""
        self._show("cases")

    def action_memos(self) -> None:
        """All memos."""
        self._show("memos")

    def _show(self, scope: str, at: str | None = None) -> None:
        """Go back to the screen of a scope if one is open, else open one; ``at`` is the item to begin with."""
        if at is not None:
            self._session.places[scope] = at
        kind = screen_class(scope)
        if not self._back_to(kind):
            self._open(lambda: kind(self._session))
        elif at is not None and isinstance(self.screen, StudyScreen):
            self.screen.arrive()

    def _back_to(self, kind: type[StudyScreen]) -> bool:
        """Close screens until one of that kind is on top; false, with nothing closed, if none is open."""
        self._leave()
        if not any(isinstance(open_screen, kind) for open_screen in self.screen_stack):
            return False
        while not isinstance(self.screen, kind):
            self.pop_screen()
        return True

    @guarded
    def action_language(self) -> None:
        """All labels in the next language."""
        if isinstance(self.screen, StudyScreen):
            told = self._session.next_language()
            self.screen.reload()
            self.screen.say(told)

    # -- the tour

    @guarded
    def on_start_tour(self) -> None:
        """The tour begins, in an interview that is not coded yet."""
        document = practice(self._study)
        if scope_of(self.screen) == "help":
            self.pop_screen()
        if not isinstance(self.screen, CodingScreen):
            self.post_message(OpenDocument(document))
        self.guide.start()

    # -- what every screen can do

    def action_undo(self) -> None:
        """Take the last change of the study back, or what the screen knows that was done after it."""
        if isinstance(self.screen, StudyScreen) and not self.screen.undo_here():
            undoing.undo(self.screen, self._study)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if isinstance(self.screen, StudyScreen):
            undoing.redo(self.screen, self._study)

    def action_cancel(self) -> None:
        """Stop what runs in the background."""
        if self._background.cancel():
            return
        if isinstance(self.screen, StudyScreen) and not self.screen.cancel():
            self.screen.say("nothing is running")

    def action_help(self) -> None:
        """The keys of the present screen."""
        scope = scope_of(self.screen)
        if scope is not None and scope != "help":
            from coder.tui.help import HelpScreen

            self.push_screen(HelpScreen(scope))

    def action_leave(self) -> None:
        """One screen back; from the first to the documents, and from there to the end."""
        self._leave()
        if len(self.screen_stack) > 2:
            self.pop_screen()
        elif scope_of(self.screen) != "documents":
            self.switch_screen(screen_class("documents")(self._session))
        else:
            self._background.leave()

    def action_help_quit(self) -> None:
        """Ctrl+C is often pressed to copy: say how to leave, where messages stand."""
        words = self.keys.words(
            "{app.quit} leaves the session; a selection of the terminal itself is copied with Shift"
        )
        if isinstance(self.screen, StudyScreen):
            self.screen.say(words)
        else:
            self.notify(words, markup=False)

    async def action_quit(self) -> None:
        """The end."""
        self._leave()
        self._background.leave()

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
        if isinstance(self.screen, StudyScreen):
            try:
                self.screen.reload()
            except CoderError as error:
                self.push_screen(ErrorDialog(error))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action of the present screen, for the command palette, then Textual's own."""
        scope = scope_of(screen)
        for inner in dict.fromkeys(inner for chain in CHAINS[scope] for inner in chain) if scope else ():
            namespace = self if inner == "app" else screen.focused if inner in _OF_WIDGETS else screen
            for action in of_scope(inner):

                async def call(method: str = action.method, where: DOMNode | None = namespace) -> None:
                    await self.run_action(method, where)

                yield SystemCommand(f"{TITLES[inner]}: {action.label} ({self.keys.signs(action)})", action.help, call)
        yield from super().get_system_commands(screen)


def screen_class(scope: str) -> type[StudyScreen]:
    """The screen of a scope that a key opens from anywhere."""
    module, _, name = SCREENS[scope].partition(":")
    kind: type[StudyScreen] = getattr(import_module(module), name)
    return kind


def scope_of(screen: Screen[Any]) -> str | None:
    """The scope of the actions table a screen belongs to; None for a dialog."""
    scope: str | None = getattr(screen, "SCOPE", None)
    return scope


def run(study: Study, document: str | None = None, screen: str | None = None, tour: bool = False) -> None:
    """Code until the researcher leaves. ``document`` (by id) or ``screen`` say where to begin.

    Raises a CoderError when the terminal cannot show it, or that says where the fault that ended the session is logged.
    """
    begin = opening(study)
    app = CoderApp(study, document, screen, begin.keys, begin.theme, True, begin.notice)
    app._session.learn()
    if tour:
        app.guide.start()
    log = errorlog.begin(study.path)
    gc.disable()  # until the first screen stands: what is made till then stays
    try:
        app.run()
        if app.return_code and app._exception is not None:
            raise explained(app._exception) or errorlog.ProgramError(app._exception)
    finally:
        gc.enable()
        errorlog.end(log)
