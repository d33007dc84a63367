from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from textual.binding import Binding

from coder.tui.actions import ACTIONS, CHAINS, TITLES, Action, bindings_for, key_bar, key_sign, of_scope
from coder.tui.app import SCOPES, CoderApp
from coder.tui.dialogs.ask import Ask
from coder.tui.dialogs.chooser import Chooser
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.error import ErrorDialog
from coder.tui.dialogs.level import LevelChooser
from coder.tui.dialogs.memo import MemoEditor
from coder.tui.dialogs.new_code import NewCodeDialog
from coder.tui.dialogs.palette import Palette
from coder.tui.screens.help import items
from coder.tui.widgets.listing import Listing
from coder.tui.widgets.transcript import Transcript

OWNERS: dict[str, type] = {
    "app": CoderApp,
    "transcript": Transcript,
    "listing": Listing,
    "ask": Ask,
    "chooser": Chooser,
    "confirm": Confirm,
    "error": ErrorDialog,
    "level": LevelChooser,
    "memo": MemoEditor,
    "new_code": NewCodeDialog,
    "palette": Palette,
    **{scope: screen for screen, scope in SCOPES.items()},
}


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
    own = OWNERS[scope].__dict__["BINDINGS"]
    assert {one.id for one in own} == {identity for identity, _ in wanted}


def test_ids_are_unique_and_every_scope_has_a_title_and_a_chain() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    scopes = {action.scope for action in ACTIONS}
    alive = {scope for chains in CHAINS.values() for chain in chains for scope in chain}
    assert scopes <= set(OWNERS) == set(TITLES) == alive


def test_the_key_bar_ends_with_help_on_every_screen() -> None:
    for scope in SCOPES.values():
        assert "app.help" in [action.id for action in key_bar(scope)]


def test_help_names_every_key_of_a_screen() -> None:
    for scope in SCOPES.values():
        listed = {item.id for item in items(scope, 80)}
        alive = {action.id for chain in CHAINS[scope] for inner in chain for action in of_scope(inner)}
        assert {identity for identity in alive if not re.search(r"quick_[2-9]", identity)} <= listed


def test_keys_are_printed_as_they_are_engraved() -> None:
    assert [key_sign(key) for key in ("c", "ctrl+r", "pagedown", "comma", "?")] == ["c", "^r", "PgDn", ",", "?"]


@pytest.mark.parametrize(("given", "found"), [("", "120"), ("30", "30")])
def test_the_frame_clock_is_set_before_the_library_reads_it(given: str, found: str) -> None:
    program = "import coder.tui.app\nfrom textual.constants import MAX_FPS\nprint(MAX_FPS)"
    environment = {name: value for name, value in os.environ.items() if name != "TEXTUAL_FPS"}
    if given:
        environment["TEXTUAL_FPS"] = given
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == found
