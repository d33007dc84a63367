"""The keys of the review of suggestions, as rows of the table of actions."""

from __future__ import annotations

from coder.tui.keys.action import Action

REVIEW = (
    Action("review.down", ("j", "down", "]"), "next", "next suggestion", call="move(1)"),
    Action("review.up", ("k", "up", "["), "previous", "previous suggestion", call="move(-1)"),
    Action("review.page_down", ("pagedown", "ctrl+f", "ctrl+d"), "page down", "a page on", call="page(1)"),
    Action("review.page_up", ("pageup", "ctrl+b", "ctrl+u"), "page up", "a page back", call="page(-1)"),
    Action("review.home", ("home",), "first", "the first suggestion", call="edge(-1)"),
    Action("review.end", ("end", "G"), "last", "the last suggestion", call="edge(1)"),
    Action(
        "review.accept_proposed", ("enter",), "accept", "accept as proposed: strength or level, ends, case as shown", 1
    ),
    Action(
        "review.accept",
        ("a",),
        "explicit",
        "accept as explicit; a level code with the level proposed",
        2,
        call="accept(2)",
    ),
    Action(
        "review.accept_implicit",
        ("A",),
        "implicit",
        "accept as implicit; of a level code choose it",
        3,
        call="accept(1)",
    ),
    Action("review.reject", ("r",), "reject", "reject; it does not come back", 4),
    Action("review.skip", ("space",), "skip", "not now: comes again at the end; undo brings it back at once", 5),
    Action("review.recode", ("c",), "other code", "code the words with another code; the suggested one is rejected", 6),
    Action("review.order", ("s",), "order", "next order: useful first, likely first, by document, by code", 7),
    Action("review.filter", ("f",), "filter", "show only a code, a document or a source", 8),
    Action(
        "review.accept_seen",
        ("V",),
        "what I see",
        "show the words of all passages of this code, then accept those that are wholly in view",
        9,
    ),
    Action("review.goto", ("g",), "go to", "go to the words in the transcript", 10),
    Action("review.about", ("@",), "about", "which case it would be about", 11),
    Action("review.past", ("~",), "past", "it would speak of the past, or of the present again"),
    Action("review.trim", ("h", "left"), "trim end", "end of the words a word back", call="resize(1, -1)"),
    Action("review.grow", ("l", "right"), "grow end", "end of the words a word on", call="resize(1, 1)"),
    Action("review.grow_start", ("H", "shift+left"), "grow start", "start a word back", call="resize(0, -1)"),
    Action("review.trim_start", ("L", "shift+right"), "trim start", "start a word on", call="resize(0, 1)"),
    *(
        Action(f"review.weigh_{n}", (str(n),), f"number {n}", f"accept with strength or level {n}", call=f"weigh({n})")
        for n in range(1, 10)
    ),
    Action("review.collapse", ("escape",), "as proposed", "ends, case and tense as proposed; back to the whole queue"),
    Action("review.text_down", ("J", "shift+down"), "read on", "read on in the passage", call="text(1)"),
    Action("review.text_up", ("K", "shift+up"), "read back", "read back in the passage", call="text(-1)"),
)
