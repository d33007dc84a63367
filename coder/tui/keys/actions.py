"""Every key of the coding session, in one table.

It feeds the bindings of each screen, the key bar at the bottom, the help screen and the command palette. An action's
id is its scope and the method that does it (``coding.code`` is ``action_code`` of the coding screen); ids are stable,
so that a keymap can name them.
"""

from __future__ import annotations

from collections.abc import Iterator

from coder.tui.keys.action import Action
from coder.tui.keys.review import REVIEW

__all__ = ["ACTIONS", "CHAINS", "TITLES", "Action", "of_scope"]


# The scopes that are alive together, innermost first: the focused widget, its screen, the app. Visual mode goes before
# everything while it lasts, so its keys may mean something else outside it.
CHAINS = {
    "documents": (("listing", "documents", "app"),),
    "coding": (("transcript", "coding", "app"), ("listing", "coding", "app"), ("visual",)),
    "codebook": (("listing", "codebook", "app"),),
    "cases": (("listing", "cases", "app"),),
    "overview": (("overview", "app"),),
    "trace": (("listing", "trace", "app"),),
    "report": (("report", "app"),),
    "review": (("review", "app"),),
    "memos": (("listing", "memos", "app"),),
    "pseudonyms": (("listing", "pseudonyms", "app"),),
    "search": (("listing", "search", "app"),),
    "help": (("listing", "help", "app"),),
    "palette": (("palette",),),
    "chooser": (("chooser",),),
    "override": (("listing", "override"),),
    "level": (("listing", "level"),),
    "memo": (("memo",),),
    "ask": (("ask",),),
    "new_code": (("new_code",),),
    "ask_files": (("ask_files",),),
    "outcome": (("listing", "outcome"),),
    "preview": (("preview",),),
    "impact": (("impact",),),
    "confirm": (("confirm",),),
    "error": (("error",),),
}

TITLES = {
    "app": "Everywhere",
    "transcript": "In the transcript",
    "visual": "Visual mode",
    "listing": "In a list",
    "documents": "Documents",
    "coding": "Coding",
    "codebook": "Codebook",
    "cases": "Cases and attributes",
    "overview": "Overview",
    "trace": "Trace of a cell",
    "report": "A report",
    "review": "Review of suggestions",
    "memos": "Memos",
    "pseudonyms": "Pseudonyms",
    "search": "Search of the corpus",
    "help": "Help",
    "palette": "Palette of codes",
    "chooser": "Choosing",
    "override": "Override of a cell",
    "level": "Level of a code",
    "memo": "Memo",
    "ask": "One line to fill in",
    "new_code": "New code",
    "ask_files": "Names of files",
    "outcome": "What was done and refused",
    "preview": "Preview of coding hits",
    "impact": "Change of the codebook",
    "confirm": "Question",
    "error": "Error",
}

ACTIONS = (
    # -- everywhere
    Action("app.documents", ("d",), "documents", "the documents of the study", 90),
    Action("app.interview", ("i",), "interview", "the transcript coded last, where it was left", 91),
    Action("app.codebook", ("b",), "codebook", "the codebook: definitions, criteria, counts; edit it in place", 92),
    Action("app.overview", ("o",), "overview", "the overview table derived from the codings", 93),
    Action("app.review", ("R",), "review", "all waiting suggestions, a key a decision", 94),
    Action("app.search", ("F",), "find", "search the whole corpus", 95),
    Action("app.cases", ("C",), "cases", "cases, their documents and attributes", 96),
    Action("app.memos", ("N",), "memos", "all memos", 97),
    Action("app.undo", ("u",), "undo", "undo the last change of the study", 20),
    Action("app.redo", ("ctrl+r",), "redo", "redo what was undone"),
    Action("app.cancel", ("ctrl+x",), "cancel", "stop the import, suggesting or export that is running"),
    Action("app.language", ("ctrl+l",), "language", "all labels in the next language of the codebook"),
    Action("app.help", ("?",), "help", "the keys of this screen", 98),
    Action("app.leave", ("q", "backspace"), "back", "back to where you came from; from the first screen, quit", 99),
    Action("app.command_palette", ("ctrl+p",), "commands", "any command of this screen by its name"),
    Action("app.tour_next", ("ctrl+n",), "next step", "the next step of the tour"),
    Action("app.tour_leave", ("ctrl+g",), "end tour", "end the tour"),
    Action("app.quit", ("ctrl+q",), "quit", "leave the session; everything is saved already"),
    # -- documents
    Action("documents.mark", ("M",), "mark coded", "mark the document as read and coded by you, or take that back", 12),
    Action("documents.memo", ("m",), "memo", "memo on the document", 13),
    Action("documents.import", ("I",), "import", "bring transcripts in: files, or folders", 14, call="import_files"),
    Action("documents.suggest", ("S",), "suggest", "look for passages worth coding, here or in all documents", 15),
    Action("documents.export", ("X",), "export", "write the codings to a table that can be brought in again", 16),
    Action("documents.turns", ("t",), "speakers", "who speaks in the document, as what; change that", 17),
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
    Action(
        "transcript.trim_character", ("ctrl+left",), "trim end", "end a character back", call="resize_character(1, -1)"
    ),
    Action(
        "transcript.grow_character", ("ctrl+right",), "grow end", "end a character on", call="resize_character(1, 1)"
    ),
    Action(
        "transcript.grow_start_character",
        ("ctrl+shift+left",),
        "grow start",
        "start a character back",
        call="resize_character(0, -1)",
    ),
    Action(
        "transcript.trim_start_character",
        ("ctrl+shift+right",),
        "trim start",
        "start a character on",
        call="resize_character(0, 1)",
    ),
    Action("transcript.word", ("w",), "word", "move by words", call="grain('word')"),
    Action("transcript.sentence", ("s",), "sentence", "move by sentences", call="grain('sentence')"),
    Action("transcript.paragraph", ("p",), "paragraph", "move by paragraphs", call="grain('paragraph')"),
    Action("transcript.turn", ("t",), "turn", "move by speaker turns", call="grain('turn')"),
    Action(
        "transcript.answer",
        ("T",),
        "answer",
        "move by whole answers, from question to question",
        call="grain('answer')",
    ),
    Action(
        "transcript.keep",
        ("enter",),
        "keep",
        "while resizing keep the new ends; else select exactly the words of the current coding",
    ),
    Action("transcript.visual", ("v",), "visual", "visual mode: select freely by character, word, line", call="visual"),
    Action("transcript.page_down", ("pagedown", "ctrl+f", "ctrl+d", "space"), "page down", "a page on", call="page(1)"),
    Action("transcript.page_up", ("pageup", "ctrl+b", "ctrl+u"), "page up", "a page back", call="page(-1)"),
    Action("transcript.home", ("home",), "start", "start of the transcript", call="edge(-1)"),
    Action("transcript.end", ("end", "G"), "end", "end of the transcript", call="edge(1)"),
    # -- visual mode: the moving end of the selection
    Action("visual.left", ("h", "left"), "left", "a character back", call="stretch('character', -1)"),
    Action("visual.right", ("l", "right"), "right", "a character on", call="stretch('character', 1)"),
    Action("visual.down", ("j", "down"), "down", "a line down", call="stretch('line', 1)"),
    Action("visual.up", ("k", "up"), "up", "a line up", call="stretch('line', -1)"),
    Action("visual.word", ("w", "e"), "word", "to the end of the next word", call="stretch('word', 1)"),
    Action("visual.word_back", ("b",), "word back", "to the beginning of a word", call="stretch('word', -1)"),
    Action(
        "visual.sentence",
        (")",),
        "sentence",
        "to the end of the sentence",
        call="stretch('sentence', 1)",
    ),
    Action(
        "visual.sentence_back",
        ("(",),
        "sentence back",
        "to the beginning of the sentence",
        call="stretch('sentence', -1)",
    ),
    Action(
        "visual.paragraph",
        ("}",),
        "paragraph",
        "to the end of the paragraph",
        call="stretch('paragraph', 1)",
    ),
    Action(
        "visual.paragraph_back",
        ("{",),
        "paragraph back",
        "to the beginning of the paragraph",
        call="stretch('paragraph', -1)",
    ),
    Action(
        "visual.line_start", ("0", "home"), "line start", "to the beginning of the line", call="stretch('edge', -1)"
    ),
    Action("visual.line_end", ("$", "end"), "line end", "to the end of the line", call="stretch('edge', 1)"),
    Action("visual.other_end", ("o",), "other end", "move the other end of the selection"),
    Action(
        "visual.leave",
        ("v", "escape"),
        "leave",
        "back to moving by units; the selection stays until you move",
        call="leave_visual",
    ),
    # -- moving in a list
    Action("listing.down", ("j", "down"), "next", "next line", call="move(1)"),
    Action("listing.up", ("k", "up"), "previous", "previous line", call="move(-1)"),
    Action("listing.page_down", ("pagedown", "ctrl+f", "ctrl+d", "space"), "page down", "a page on", call="page(1)"),
    Action("listing.page_up", ("pageup", "ctrl+b", "ctrl+u"), "page up", "a page back", call="page(-1)"),
    Action("listing.home", ("home",), "first", "first line", call="edge(-1)"),
    Action("listing.end", ("end", "G"), "last", "last line", call="edge(1)"),
    Action("listing.choose", ("enter",), "choose", "open or take the highlighted line", 5),
    # -- coding: places
    Action("coding.collapse", ("escape",), "one unit", "back to one unit; ends the search and resizing"),
    Action("coding.search", ("/",), "search", "search this transcript", 12),
    Action("coding.hit", (">", "f3"), "next hit", "next place found", call="hit(1)"),
    Action("coding.hit_back", ("<", "shift+f3"), "previous hit", "previous place found", call="hit(-1)"),
    Action("coding.goto", ("g",), "go to", "go to a document, a case, or the next passage of a code", 13),
    # -- coding: codes
    Action("coding.code", ("c",), "code", "code the selection with one or several codes of the palette", 1),
    *(
        Action(f"coding.quick_{n}", (str(n),), f"code {n}", f"code with number {n} of the bar", call=f"quick({n})")
        for n in range(1, 10)
    ),
    Action("coding.repeat", (".",), "repeat", "code the selection like the last one", 2),
    Action("coding.previous_codes", ("y",), "as before", "code the selection with your codes of the unit before", 10),
    Action("coding.stronger", ("+", "="), "stronger", "weight of the current coding one step up", 3, call="weigh(1)"),
    Action("coding.weaker", ("-",), "weaker", "weight of the current coding one step down", call="weigh(-1)"),
    Action(
        "coding.cycle", ("comma",), "next here", "make another coding or suggestion of this place the current one", 9
    ),
    Action("coding.recode", ("e",), "recode", "give the current coding another code", 8),
    Action("coding.resize", ("E",), "resize", "move the ends of the current coding; Enter keeps them", 11),
    Action("coding.about", ("@",), "about", "set which case the current coding is about", 6),
    Action("coding.past", ("~",), "past", "mark the current coding as speaking of the past, or take that back"),
    Action("coding.remove", ("x",), "remove", "remove the current coding", 4),
    Action("coding.memo", ("m",), "memo", "memo on the current coding, or on the document when there is none", 5),
    Action("coding.memo_on", ("W",), "memo on…", "memo on the coding, its code, the document or the case"),
    Action("coding.new_code", ("n",), "new code", "make a new code from the words selected (in vivo)", 7),
    Action("coding.pin", ("P",), "pin", "pin the current coding's code to a digit of the bar, or unpin it"),
    Action("coding.mark", ("M",), "mark coded", "mark the document as read and coded by you, or take that back"),
    Action(
        "coding.settle",
        ("Z",),
        "changed words",
        "decide on a coding whose words a correction changed, or list them all",
    ),
    Action("coding.filter", ("f",), "filter", "show only the stripes of one code, group or coder", 16),
    Action("coding.blind", ("B",), "blind", "hide what other coders coded, or show it again"),
    # -- coding: suggestions
    Action("coding.next_suggestion", ("]",), "suggestion", "next suggestion", 14, call="suggestion(1)"),
    Action("coding.previous_suggestion", ("[",), "suggestion", "previous suggestion", call="suggestion(-1)"),
    Action("coding.accept", ("a",), "accept", "accept the suggestion here as explicit", 15, call="accept(2)"),
    Action("coding.accept_implicit", ("A",), "implicit", "accept the suggestion here as implicit", call="accept(1)"),
    Action("coding.reject", ("r",), "reject", "reject the suggestion here; it does not come back"),
    Action("coding.panes", ("tab", "shift+tab"), "pane", "between transcript and codebook (from 120 columns)"),
    # -- codebook
    Action(
        "codebook.edit", ("e",), "edit", "edit label, definition, criteria, examples, cues or aliases of the code", 1
    ),
    Action(
        "codebook.change",
        ("x",),
        "change",
        "rename, move, merge, split, retire, redefine or rescale; what that does is shown first",
        2,
    ),
    Action("codebook.waiting", ("w",), "to recode", "code again what a split or another scale left without a code", 7),
    Action("codebook.row", ("T",), "make row", "a row of the overview from the code, or from a group of codes", 8),
    Action("codebook.new_code", ("n",), "new code", "a new code below the one under the cursor", 3),
    Action("codebook.memo", ("m",), "memo", "memo on the code", 4),
    Action("codebook.passages", ("c",), "passages", "all passages coded with it, in the search of the corpus", 5),
    Action("codebook.pin", ("P",), "pin", "pin the code to a digit of the bar, or unpin it"),
    Action("codebook.find", ("/",), "find", "go to a code by a few letters", 6),
    Action("codebook.text_down", ("J", "shift+down"), "read on", "read on in the text", call="text(1)"),
    Action("codebook.text_up", ("K", "shift+up"), "read back", "read back in the text", call="text(-1)"),
    # -- cases and attributes
    Action("cases.edit", ("e",), "edit", "set an attribute of the document", 1),
    Action("cases.memo", ("m",), "memo", "memo on the case or document", 2),
    Action("cases.text_down", ("J", "shift+down"), "read on", "read on in the text", call="text(1)"),
    Action("cases.text_up", ("K", "shift+up"), "read back", "read back in the text", call="text(-1)"),
    # -- overview
    Action("overview.down", ("j", "down"), "down", "row below", call="move(1, 0)"),
    Action("overview.up", ("k", "up"), "up", "row above", call="move(-1, 0)"),
    Action("overview.right", ("l", "right"), "right", "next case", call="move(0, 1)"),
    Action("overview.left", ("h", "left"), "left", "previous case", call="move(0, -1)"),
    Action("overview.page_down", ("pagedown", "ctrl+f", "ctrl+d", "space"), "page down", "a page on", call="page(1)"),
    Action("overview.page_up", ("pageup", "ctrl+b", "ctrl+u"), "page up", "a page back", call="page(-1)"),
    Action("overview.page_right", ("L", "shift+right"), "page right", "more cases", call="page_columns(1)"),
    Action("overview.page_left", ("H", "shift+left"), "page left", "cases before", call="page_columns(-1)"),
    Action("overview.home", ("home",), "first row", "first row", call="edge(-1, 0)"),
    Action("overview.end", ("end", "G"), "last row", "last row", call="edge(1, 0)"),
    Action("overview.first", ("0",), "first case", "first case", call="edge(0, -1)"),
    Action("overview.last", ("$",), "last case", "last case", call="edge(0, 1)"),
    Action("overview.trace", ("enter",), "trace", "why the cell is what it is: its codings, for and against", 1),
    Action(
        "overview.override",
        ("e",),
        "override",
        "set the cell yourself, with type and reason; the derived value stays",
        2,
    ),
    Action("overview.summary", ("S",), "summary", "your summary of the cell in words", 3),
    Action("overview.sign_off", ("!",), "sign off", "sign the cell off as it is, or take that back", 4),
    Action("overview.next", ("]",), "next", "next cell of the filter, else next worth a look", 5, call="next(1)"),
    Action("overview.previous", ("[",), "previous", "the one before", call="next(-1)"),
    Action("overview.filter", ("f",), "filter", "which cells to go to: flag, stale, not robust, not signed off …", 6),
    Action("overview.reports", ("r",), "reports", "robustness, coverage, saturation, grid … as pages", 8),
    Action("overview.parameters", ("p",), "parameters", "another parameter of the derivation, after a preview"),
    Action("overview.text_down", ("J", "shift+down"), "read on", "read on in the pane", call="text(1)"),
    Action("overview.text_up", ("K", "shift+up"), "read back", "read back in the pane", call="text(-1)"),
    Action("overview.export", ("X",), "export", "write the table to a file, in any format", 7),
    Action("overview.table", ("tab",), "next table", "another table of the codebook", 9, call="table(1)"),
    Action("overview.table_back", ("shift+tab",), "previous table", "the table before", call="table(-1)"),
    # -- trace
    Action(
        "trace.override", ("e",), "override", "set the cell yourself, with type and reason; the derived value stays", 1
    ),
    Action("trace.summary", ("S",), "summary", "your summary of the cell in words", 2),
    Action("trace.sign_off", ("!",), "sign off", "sign the cell off as it is, or take that back", 3),
    Action("trace.next", ("]",), "next cell", "next cell of the filter, else next worth a look", 5, call="next(1)"),
    Action("trace.previous", ("[",), "cell before", "the one before", call="next(-1)"),
    Action("trace.tick", ("x",), "basis", "let the summary rest on this quotation, or not any more", 4),
    # -- a report as a page
    Action("report.down", ("j", "down"), "down", "a line on", call="scroll(1)"),
    Action("report.up", ("k", "up"), "up", "a line back", call="scroll(-1)"),
    Action("report.page_down", ("pagedown", "ctrl+f", "ctrl+d", "space"), "page down", "a page on", 1, call="page(1)"),
    Action("report.page_up", ("pageup", "ctrl+b", "ctrl+u"), "page up", "a page back", call="page(-1)"),
    Action("report.home", ("home",), "start", "the beginning", call="edge(-1)"),
    Action("report.end", ("end", "G"), "end", "the end", call="edge(1)"),
    Action("report.part", ("]",), "next part", "the next heading or table", 2, call="part(1)"),
    Action("report.part_back", ("[",), "part before", "the heading or table before", 3, call="part(-1)"),
    Action("report.export", ("X",), "export", "write the report to a file, in any format", 4),
    # -- review
    *REVIEW,
    # -- memos
    Action("memos.edit", ("e", "m"), "edit", "write on; an empty memo is removed", 1),
    Action("memos.find", ("/",), "find", "only memos with these words", 6),
    Action("memos.text_down", ("J", "shift+down"), "read on", "read on in the text", call="text(1)"),
    Action("memos.text_up", ("K", "shift+up"), "read back", "read back in the text", call="text(-1)"),
    # -- pseudonyms
    Action("pseudonyms.accept", ("a",), "replace", "replace this spelling", 1, call="accept(True)"),
    Action("pseudonyms.skip", ("r", "x"), "keep", "let this spelling stand", 2, call="accept(False)"),
    Action("pseudonyms.edit", ("e",), "edit", "another pseudonym for the person, organisation or place", 3),
    Action("pseudonyms.merge", ("m",), "same as", "this spelling names the same as another one", 4),
    Action("pseudonyms.apply", ("ctrl+s",), "apply", "replace all names marked so, everywhere in the study", 5),
    Action("pseudonyms.again", ("L",), "look again", "look for names once more; what was decided is forgotten"),
    Action("pseudonyms.text_down", ("J", "shift+down"), "read on", "read on in the text", call="text(1)"),
    Action("pseudonyms.text_up", ("K", "shift+up"), "read back", "read back in the text", call="text(-1)"),
    # -- search of the corpus
    Action("search.ask", ("/",), "search", "another search", 1),
    Action("search.hits", ("escape",), "hits", "from the line of the search to its hits"),
    Action("search.tick", ("x",), "tick", "tick this hit, or leave it out again", 6),
    Action("search.tick_all", ("X",), "tick all", "tick all hits, or none", 7),
    Action("search.code", ("c",), "code", "code the ticked hits (all if none is ticked), after a preview", 2),
    Action("search.match", ("w",), "words", "code just the words found", 8, call="grain('word')"),
    Action("search.sentence", ("s",), "sentence", "code the sentence around them", 9, call="grain('sentence')"),
    Action("search.paragraph", ("p",), "paragraph", "code the paragraph around them", 10, call="grain('paragraph')"),
    Action("search.turn", ("t",), "turn", "code the turn around them", 11, call="grain('turn')"),
    # -- help
    Action("help.close", ("escape",), "close", "back", 1),
    Action("help.tour", ("T",), "tour", "the guided tour: five minutes, by doing", 2),
    # -- dialogs
    Action("palette.choose", ("enter",), "code", "code with the highlighted code, and those taken before", 1),
    Action(
        "palette.another",
        ("comma", "fullwidth_comma", "ideographic_comma"),
        "and another",
        "take the highlighted code and look for another one",
        2,
    ),
    Action("palette.take_back", ("backspace",), "take back", "with nothing typed: leave out the code taken last"),
    Action("palette.weight", ("tab",), "weight", "next weight, or next level", 3, call="weight(1)"),
    Action("palette.weight_back", ("shift+tab",), "weight", "weight before", call="weight(-1)"),
    Action("palette.down", ("down", "ctrl+n"), "next", "next code"),
    Action("palette.up", ("up",), "previous", "previous code"),
    Action("palette.page_down", ("pagedown",), "page down", "a page on"),
    Action("palette.page_up", ("pageup",), "page up", "a page back"),
    Action("palette.learned", ("ctrl+o",), "likely", "codes likely on these words first, or those used last", 4),
    Action("palette.cancel", ("escape",), "cancel", "back without coding", 5),
    Action("chooser.choose", ("enter",), "choose", "take the highlighted line", 1),
    Action("chooser.down", ("down", "ctrl+n"), "next", "next line"),
    Action("chooser.up", ("up",), "previous", "previous line"),
    Action("chooser.page_down", ("pagedown",), "page down", "a page on"),
    Action("chooser.page_up", ("pageup",), "page up", "a page back"),
    Action("chooser.cancel", ("escape",), "cancel", "back without choosing", 2),
    Action("override.save", ("ctrl+s",), "save", "override the cell; a stale override is renewed", 1),
    Action("override.take_back", ("ctrl+t",), "take back", "no override: the cell shows again what is derived", 2),
    Action("override.cancel", ("escape",), "cancel", "back without an override", 3),
    *(
        Action(f"level.number_{n}", (str(n),), f"level {n}", f"take level number {n}", call=f"number({n})")
        for n in range(1, 10)
    ),
    Action("level.cancel", ("escape", "q"), "cancel", "back without choosing", 6),
    Action("memo.save", ("ctrl+s",), "save", "save the memo; an empty one is removed", 1),
    Action("memo.cancel", ("escape",), "cancel", "back without saving", 2),
    Action("ask.cancel", ("escape",), "cancel", "back without an answer", 1),
    Action("new_code.cancel", ("escape",), "cancel", "back without a new code", 1),
    Action("ask_files.complete", ("tab",), "complete", "complete the name as far as it is certain", 1),
    Action("ask_files.cancel", ("escape",), "cancel", "back without an answer", 2),
    Action("outcome.close", ("escape", "q"), "close", "back", 1),
    Action("preview.code", ("enter",), "code", "code these passages, as one step that undo takes back", 1),
    Action("preview.down", ("j", "down"), "next", "next passage", call="move(1)"),
    Action("preview.up", ("k", "up"), "previous", "previous passage", call="move(-1)"),
    Action("preview.page_down", ("pagedown", "space"), "page down", "a page on", 2, call="page(1)"),
    Action("preview.page_up", ("pageup",), "page up", "a page back", call="page(-1)"),
    Action("preview.cancel", ("escape", "q"), "cancel", "back without coding", 3),
    Action("impact.do", ("enter",), "do it", "change the codebook so, as one step that undo takes back", 1),
    Action("impact.text_down", ("pagedown",), "read on", "read on in what it does", 2, call="text(5)"),
    Action("impact.text_up", ("pageup",), "read back", "read back in what it does", call="text(-5)"),
    Action("impact.cancel", ("escape",), "cancel", "back; nothing is changed", 3),
    Action("confirm.yes", ("y", "enter"), "yes", "do it", 1),
    Action("confirm.no", ("n", "escape"), "no", "do not", 2),
    Action("error.close", ("enter", "escape", "q", "space"), "close", "back", 1),
)


def of_scope(scope: str) -> Iterator[Action]:
    """The actions of one screen or dialog, in the order of the table."""
    return (action for action in ACTIONS if action.scope == scope)
