"""Every key of the coding session, in one table.

It feeds the bindings of each screen, the key bar at the bottom, the help screen and the command palette. An action's
id is its scope and the method that does it (``coding.code`` is ``action_code`` of the coding screen); ids are stable,
so that a keymap can name them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Action:
    """A key and what it does. ``footer`` orders the key bar (0: not shown there); ``call`` gives arguments."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    footer: int = 0
    call: str = ""

    @property
    def scope(self) -> str:
        """The screen or dialog it belongs to."""
        return self.id.split(".", 1)[0]

    @property
    def method(self) -> str:
        """What the screen library calls: ``action_<method>``, with arguments."""
        return self.call or self.id.split(".", 1)[1]


# The scopes that are alive together, innermost first: the focused widget, its screen, the app.
CHAINS = {
    "documents": (("listing", "documents", "app"),),
    "coding": (("transcript", "coding", "app"), ("listing", "coding", "app")),
    "overview": (("overview", "app"),),
    "trace": (("listing", "trace", "app"),),
    "review": (("listing", "review", "app"),),
    "help": (("help", "app"),),
    "palette": (("palette",),),
    "chooser": (("chooser",),),
    "level": (("listing", "level"),),
    "memo": (("memo",),),
    "ask": (("ask",),),
    "new_code": (("new_code",),),
    "confirm": (("confirm",),),
    "error": (("error",),),
}

TITLES = {
    "app": "Everywhere",
    "transcript": "In the transcript",
    "listing": "In a list",
    "documents": "Documents",
    "coding": "Coding",
    "overview": "Overview",
    "trace": "Trace of a cell",
    "review": "Review of suggestions",
    "help": "Help",
    "palette": "Palette of codes",
    "chooser": "Choosing",
    "level": "Level of a code",
    "memo": "Memo",
    "ask": "Search",
    "new_code": "New code",
    "confirm": "Question",
    "error": "Error",
}

ACTIONS = (
    # -- everywhere
    Action("app.documents", ("d",), "documents", "the documents of the study", 90),
    Action("app.overview", ("o",), "overview", "the overview table derived from the codings", 91),
    Action("app.review", ("R",), "review", "all waiting suggestions, the most confident first", 92),
    Action("app.help", ("?",), "help", "the keys of this screen", 98),
    Action("app.leave", ("q", "backspace"), "back", "back to where you came from; from the first screen, quit", 99),
    Action("app.quit", ("ctrl+q",), "quit", "leave the session; everything is saved already"),
    # -- documents
    Action("documents.mark", ("M",), "mark coded", "mark the document as read and coded by you, or take that back", 12),
    Action("documents.memo", ("m",), "memo", "memo on the document", 13),
    Action("documents.undo", ("u",), "undo", "undo the last change of the study", 14),
    Action("documents.redo", ("ctrl+r",), "redo", "redo what was undone"),
    # -- moving in the transcript
    Action("transcript.down", ("j",), "next", "next unit of a respondent", call="move(1, True)"),
    Action("transcript.up", ("k",), "previous", "previous unit of a respondent", call="move(-1, True)"),
    Action("transcript.down_any", ("down",), "next", "next unit, the interviewer's too", call="move(1, False)"),
    Action("transcript.up_any", ("up",), "previous", "previous unit, the interviewer's too", call="move(-1, False)"),
    Action("transcript.extend", ("J",), "extend", "extend the selection by a unit", call="extend(1, True)"),
    Action("transcript.retract", ("K",), "retract", "take a unit back, or extend upwards", call="extend(-1, True)"),
    Action(
        "transcript.extend_any", ("shift+down",), "extend", "extend, the interviewer's too", call="extend(1, False)"
    ),
    Action(
        "transcript.retract_any", ("shift+up",), "retract", "retract, the interviewer's too", call="extend(-1, False)"
    ),
    Action("transcript.trim", ("h", "left"), "trim end", "end of the selection a word back", call="resize(1, -1)"),
    Action("transcript.grow", ("l", "right"), "grow end", "end of the selection a word on", call="resize(1, 1)"),
    Action("transcript.grow_start", ("H", "shift+left"), "grow start", "start a word back", call="resize(0, -1)"),
    Action("transcript.trim_start", ("L", "shift+right"), "trim start", "start a word on", call="resize(0, 1)"),
    Action("transcript.word", ("w",), "word", "move by words", call="grain('word')"),
    Action("transcript.sentence", ("s",), "sentence", "move by sentences", call="grain('sentence')"),
    Action("transcript.paragraph", ("p",), "paragraph", "move by paragraphs", call="grain('paragraph')"),
    Action("transcript.turn", ("t",), "turn", "move by speaker turns", call="grain('turn')"),
    Action("transcript.page_down", ("pagedown", "ctrl+f", "space"), "page down", "a page on", call="page(1)"),
    Action("transcript.page_up", ("pageup", "ctrl+b"), "page up", "a page back", call="page(-1)"),
    Action("transcript.home", ("home",), "start", "start of the transcript", call="edge(-1)"),
    Action("transcript.end", ("end", "G"), "end", "end of the transcript", call="edge(1)"),
    # -- moving in a list
    Action("listing.down", ("j", "down"), "next", "next line", call="move(1)"),
    Action("listing.up", ("k", "up"), "previous", "previous line", call="move(-1)"),
    Action("listing.page_down", ("pagedown", "ctrl+f", "space"), "page down", "a page on", call="page(1)"),
    Action("listing.page_up", ("pageup", "ctrl+b"), "page up", "a page back", call="page(-1)"),
    Action("listing.home", ("home",), "first", "first line", call="edge(-1)"),
    Action("listing.end", ("end", "G"), "last", "last line", call="edge(1)"),
    Action("listing.choose", ("enter",), "choose", "open or take the highlighted line", 5),
    # -- coding: places
    Action("coding.collapse", ("escape",), "one unit", "back to one unit; ends search and filter marks"),
    Action("coding.search", ("/",), "search", "search this transcript", 12),
    Action("coding.hit", (">", "f3"), "next hit", "next place found", call="hit(1)"),
    Action("coding.hit_back", ("<", "shift+f3"), "previous hit", "previous place found", call="hit(-1)"),
    Action("coding.goto", ("g",), "go to", "go to a document, a case, or the next passage of a code", 13),
    # -- coding: codes
    Action("coding.code", ("c",), "code", "code the selection with a code of the palette", 1),
    *(
        Action(f"coding.quick_{n}", (str(n),), f"code {n}", f"code with number {n} of the bar", call=f"quick({n})")
        for n in range(1, 10)
    ),
    Action("coding.repeat", (".",), "repeat", "code the selection like the last one", 2),
    Action("coding.stronger", ("+", "="), "stronger", "weight of the current coding one step up", 3, call="weigh(1)"),
    Action("coding.weaker", ("-",), "weaker", "weight of the current coding one step down", call="weigh(-1)"),
    Action(
        "coding.cycle", ("comma",), "next here", "make another coding or suggestion of this place the current one", 9
    ),
    Action("coding.about", ("@",), "about", "set which case the current coding is about", 6),
    Action("coding.past", ("~",), "past", "mark the current coding as speaking of the past, or take that back"),
    Action("coding.remove", ("x",), "remove", "remove the current coding", 4),
    Action("coding.memo", ("m",), "memo", "memo on the current coding, or on the document when there is none", 5),
    Action("coding.new_code", ("n",), "new code", "make a new code from the words selected (in vivo)", 7),
    Action("coding.undo", ("u",), "undo", "undo the last change of the study", 8),
    Action("coding.redo", ("ctrl+r",), "redo", "redo what was undone"),
    Action("coding.mark", ("M",), "mark coded", "mark the document as read and coded by you, or take that back"),
    Action("coding.filter", ("f",), "filter", "show only the stripes of one code or group", 14),
    # -- coding: suggestions
    Action("coding.next_suggestion", ("]",), "suggestion", "next suggestion", 10, call="suggestion(1)"),
    Action("coding.previous_suggestion", ("[",), "suggestion", "previous suggestion", call="suggestion(-1)"),
    Action("coding.accept", ("a",), "accept", "accept the suggestion here as explicit", 11, call="accept(2)"),
    Action("coding.accept_implicit", ("A",), "implicit", "accept the suggestion here as implicit", call="accept(1)"),
    Action("coding.reject", ("r",), "reject", "reject the suggestion here; it does not come back"),
    Action("coding.panes", ("tab", "shift+tab"), "pane", "between transcript and codebook (from 120 columns)"),
    # -- overview
    Action("overview.down", ("j", "down"), "down", "row below", call="move(1, 0)"),
    Action("overview.up", ("k", "up"), "up", "row above", call="move(-1, 0)"),
    Action("overview.right", ("l", "right"), "right", "next case", call="move(0, 1)"),
    Action("overview.left", ("h", "left"), "left", "previous case", call="move(0, -1)"),
    Action("overview.trace", ("enter",), "trace", "why the cell is what it is: its codings, for and against", 1),
    Action("overview.table", ("tab",), "next table", "another table of the codebook", 2, call="table(1)"),
    Action("overview.table_back", ("shift+tab",), "previous table", "the table before", call="table(-1)"),
    # -- review
    Action("review.next", ("]",), "next", "next suggestion", call="move(1)"),
    Action("review.previous", ("[",), "previous", "previous suggestion", call="move(-1)"),
    Action("review.accept", ("a",), "explicit", "accept as explicit", 1, call="accept(2)"),
    Action("review.accept_implicit", ("A",), "implicit", "accept as implicit", 2, call="accept(1)"),
    Action("review.reject", ("r",), "reject", "reject; it does not come back", 3),
    Action("review.undo", ("u",), "undo", "undo the last change of the study", 6),
    Action("review.redo", ("ctrl+r",), "redo", "redo what was undone"),
    # -- help
    Action("help.close", ("escape",), "close", "back", 1),
    # -- dialogs
    Action("palette.choose", ("enter",), "code", "code with the highlighted code", 1),
    Action("palette.weight", ("tab",), "weight", "next weight, or next level", 2, call="weight(1)"),
    Action("palette.weight_back", ("shift+tab",), "weight", "weight before", call="weight(-1)"),
    Action("palette.down", ("down", "ctrl+n"), "next", "next code"),
    Action("palette.up", ("up",), "previous", "previous code"),
    Action("palette.page_down", ("pagedown",), "page down", "a page on"),
    Action("palette.page_up", ("pageup",), "page up", "a page back"),
    Action("palette.cancel", ("escape",), "cancel", "back without coding", 3),
    Action("chooser.choose", ("enter",), "choose", "take the highlighted line", 1),
    Action("chooser.down", ("down", "ctrl+n"), "next", "next line"),
    Action("chooser.up", ("up",), "previous", "previous line"),
    Action("chooser.page_down", ("pagedown",), "page down", "a page on"),
    Action("chooser.page_up", ("pageup",), "page up", "a page back"),
    Action("chooser.cancel", ("escape",), "cancel", "back without choosing", 2),
    *(
        Action(f"level.number_{n}", (str(n),), f"level {n}", f"take level number {n}", call=f"number({n})")
        for n in range(1, 10)
    ),
    Action("level.cancel", ("escape", "q"), "cancel", "back without choosing", 6),
    Action("memo.save", ("ctrl+s",), "save", "save the memo; an empty one is removed", 1),
    Action("memo.cancel", ("escape",), "cancel", "back without saving", 2),
    Action("ask.cancel", ("escape",), "cancel", "back without searching", 1),
    Action("new_code.cancel", ("escape",), "cancel", "back without a new code", 1),
    Action("confirm.yes", ("y", "enter"), "yes", "do it", 1),
    Action("confirm.no", ("n", "escape"), "no", "do not", 2),
    Action("error.close", ("enter", "escape", "q", "space"), "close", "back", 1),
)

_SIGNS = {
    "comma": ",",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "shift+down": "Shift+↓",
    "shift+up": "Shift+↑",
    "shift+left": "Shift+←",
    "shift+right": "Shift+→",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "space": "Space",
    "home": "Home",
    "end": "End",
    "backspace": "Backspace",
    "f3": "F3",
    "shift+f3": "Shift+F3",
}


def of_scope(scope: str) -> Iterator[Action]:
    """The actions of one screen or dialog, in the order of the table."""
    return (action for action in ACTIONS if action.scope == scope)


def bindings_for(scope: str) -> list[BindingType]:
    """Bindings of a screen, a dialog or the app, each with its id."""
    return [
        Binding(",".join(action.keys), action.method, action.label, show=False, id=action.id, tooltip=action.help)
        for action in of_scope(scope)
    ]


def key_sign(key: str) -> str:
    """A key as it is printed: ``pagedown`` is PgDn, ``ctrl+r`` is ^r."""
    return _SIGNS.get(key, key.replace("ctrl+", "^"))


def key_bar(scope: str) -> list[Action]:
    """What the bar at the bottom of a screen shows, the most used first."""
    scopes = CHAINS[scope][0]
    found = (action for inner in scopes for action in of_scope(inner) if action.footer)
    return sorted(found, key=lambda action: action.footer)


def key_table() -> str:
    """All keys as Markdown tables, scope by scope, as README prints them."""
    blocks = []
    for scope, title in TITLES.items():
        rows = [
            f"| {' '.join(f'`{key_sign(key)}`' for key in action.keys)} | {action.help} |" for action in of_scope(scope)
        ]
        if rows:
            blocks.append("\n".join([f"**{title}**", "", "| key | does |", "|---|---|", *rows]))
    return "\n\n".join(blocks)
