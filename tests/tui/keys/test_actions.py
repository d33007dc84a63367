from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from textual.binding import Binding
from textual.screen import ModalScreen

from coder.tui.app import SCREENS, CoderApp, screen_class
from coder.tui.coding.screen import CodingScreen
from coder.tui.coding.transcript import STAYING, Transcript
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.ask_files import AskFiles
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.confirm import Confirm, ConfirmUndo
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.dialogs.impact import ImpactDialog
from coder.tui.dialogs.level import LevelChooser
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.dialogs.new_code import NewCodeDialog
from coder.tui.dialogs.outcome import OutcomeDialog
from coder.tui.dialogs.palette import Palette
from coder.tui.help import HelpScreen, items
from coder.tui.keys.actions import ACTIONS, CHAINS, TITLES, Action, of_scope
from coder.tui.keys.bindings import bindings_for
from coder.tui.keys.keyfile import TYPED
from coder.tui.keys.keymap import key_bar
from coder.tui.overview.override import OverrideDialog
from coder.tui.overview.trace import TraceScreen
from coder.tui.reporting.screen import ReportScreen
from coder.tui.searching.preview import PreviewDialog
from coder.tui.widgets.listing import Listing

OWNERS: dict[str, type] = {
    "app": CoderApp,
    "transcript": Transcript,
    "visual": Transcript,
    "listing": Listing,
    "ask": Ask,
    "ask_files": AskFiles,
    "outcome": OutcomeDialog,
    "chooser": Chooser,
    "confirm": Confirm,
    "confirm_undo": ConfirmUndo,
    "impact": ImpactDialog,
    "error": ErrorDialog,
    "level": LevelChooser,
    "memo": MemoEditor,
    "new_code": NewCodeDialog,
    "override": OverrideDialog,
    "palette": Palette,
    "preview": PreviewDialog,
    "coding": CodingScreen,
    "trace": TraceScreen,
    "report": ReportScreen,
    "help": HelpScreen,
    **{scope: screen_class(scope) for scope in SCREENS},
}

SCOPES = (*SCREENS, "coding", "trace", "report", "help")


@pytest.mark.parametrize("chain", [chain for chains in CHAINS.values() for chain in chains], ids="-".join)
def test_no_key_means_two_things_at_once(chain: tuple[str, ...]) -> None:
    keys = Counter(key for scope in chain for action in of_scope(scope) for key in action.keys)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_method(action: Action) -> None:
    name = re.match(r"\w+", action.method)
    assert name is not None
    assert callable(getattr(OWNERS[action.scope], f"action_{name[0]}"))


@pytest.mark.parametrize("scope", OWNERS)
def test_every_scope_is_bound_by_its_owner_with_stable_ids(scope: str) -> None:
    wanted = {(action.id, ",".join(action.keys)) for action in of_scope(scope)}
    bound = {(one.id, one.key) for one in bindings_for(scope) if isinstance(one, Binding)}
    assert bound == wanted
    own = OWNERS[scope].__dict__["VISUAL_BINDINGS" if scope == "visual" else "BINDINGS"]
    assert {one.id for one in own} == {identity for identity, _ in wanted}


ARROWS = ("down", "up", "left", "right", "end", "shift+down", "shift+up", "shift+left", "shift+right")
TWINS = dict(zip("jkhlGJKHL", ARROWS, strict=True))
MOVING = ("move", "extend", "resize", "stretch", "edge")


@pytest.mark.parametrize("scope", TITLES)
def test_letters_as_in_vim_and_arrows_both_move(scope: str) -> None:
    # An interviewer's unit counts for the arrows and not for the letters, so the last argument may differ.
    moves = {key: re.sub(r", (True|False)\)", ")", one.method) for one in of_scope(scope) for key in one.keys}
    moves = {key: method for key, method in moves.items() if method.startswith(MOVING)}
    for letter, arrow in TWINS.items():
        if scope not in TYPED:
            assert moves.get(letter) == moves.get(arrow) or letter == "G", f"{letter} and {arrow}"
        assert letter not in moves or arrow in moves


@pytest.mark.parametrize("scope", SCOPES)
def test_every_screen_has_somewhere_to_move_with_letters_and_with_arrows(scope: str) -> None:
    for chain in CHAINS[scope]:
        keys = {key for inner in chain for action in of_scope(inner) for key in action.keys}
        assert {"j", "k", "down", "up"} <= keys


def test_visual_mode_keeps_some_keys_of_the_transcript_and_takes_over_the_others() -> None:
    keys = {action.id: set(action.keys) for action in ACTIONS}
    taken = set().union(*(keys[action.id] for action in of_scope("visual")))
    assert all(taken.isdisjoint(keys[action_id]) for action_id in STAYING)
    assert {"transcript.page_down", "transcript.keep"} <= set(STAYING) <= set(keys)


def test_ids_are_unique_and_every_scope_has_a_title_and_a_chain() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    scopes = {action.scope for action in ACTIONS}
    alive = {scope for chains in CHAINS.values() for chain in chains for scope in chain}
    assert scopes <= set(OWNERS) == set(TITLES) == alive


def test_letters_are_text_in_the_dialogs_with_something_to_fill_in() -> None:
    dialogs = {scope: owner for scope, owner in OWNERS.items() if issubclass(owner, ModalScreen)}
    fields = re.compile(r"yield (Input|TextArea|Query)\(")
    assert {scope for scope, owner in dialogs.items() if fields.search(inspect.getsource(owner))} == TYPED


def test_the_key_bar_ends_with_help_on_every_screen() -> None:
    for scope in SCOPES:
        assert "app.help" in [action.id for action in key_bar(scope)]


def test_help_names_every_key_of_a_screen() -> None:
    for scope in SCOPES:
        listed = {item.id for item in items(scope, 80)}
        alive = {action.id for chain in CHAINS[scope] for inner in chain for action in of_scope(inner)}
        assert {identity for identity in alive if not re.search(r"quick_[2-9]", identity)} <= listed


@pytest.mark.parametrize(("given", "found"), [("", "120"), ("30", "30")])
def test_the_frame_clock_is_set_before_the_library_reads_it(given: str, found: str) -> None:
    program = "import coder.tui.app\nfrom textual.constants import MAX_FPS\nprint(MAX_FPS)"
    environment = {name: value for name, value in os.environ.items() if name != "TEXTUAL_FPS"}
    if given:
        environment["TEXTUAL_FPS"] = given
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == found
