"""The researcher's own keys: what may stand in the file, and everything that may be wrong with it."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import UnreadableError
from coder.tui.keys.actions import ACTIONS, CHAINS, of_scope
from coder.tui.keys.keyfile import KeymapError, canonical, load, location, parse, template, ways_out
from coder.tui.keys.keymap import DEFAULT, NO_KEY, Keymap, key_sign, key_table

BY_ID = {action.id: action for action in ACTIONS}


def problems(text: str) -> list[str]:
    with pytest.raises(KeymapError) as found:
        parse(text, "keys.toml")
    return str(found.value).splitlines()


def outcome(text: str) -> Keymap | str:
    try:
        return parse(text, "keys.toml")
    except KeymapError as error:
        return str(error)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('"coding.code" = ["z", "ctrl+k"]', ("z", "ctrl+k")),
        ('"coding.code" = "z"', ("z",)),
        ('"coding.code" = []', ()),
        ('[coding]\ncode = "z"', ("z",)),
        ('coding.code = "z"  # mine', ("z",)),
        ('"coding.code" = ["z", "z", "&"]', ("z", "&")),
        ('"coding.code" = ["Ctrl+K", "^z", "F5", "Del"]', ("ctrl+k", "ctrl+z", "f5", "delete")),
    ],
)
def test_keys_are_named_in_many_ways(text: str, keys: tuple[str, ...]) -> None:
    keymap = parse(text, "keys.toml")
    assert keymap.keys(BY_ID["coding.code"]) == keys


def test_what_is_as_in_the_table_is_no_change() -> None:
    assert parse('"coding.code" = "c"\n', "keys.toml") == DEFAULT == parse("", "keys.toml")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('"coding.code" = ', "1: this is not TOML: "),
        ('\n\n"coding.code" = ["z"\n', "this is not TOML"),
        ('\n"coding.cod" = "z"', "2: there is no action 'coding.cod' (did you mean coding.code?)"),
        ('"xyz" = "z"', "1: there is no action 'xyz' (coder keys lists them)"),
        ('"coding.code" = 5', "1: the keys of coding.code are neither a text nor a list of texts"),
        ('"coding.code" = ["z", 5]', "1: the keys of coding.code are neither a text nor a list of texts"),
        ('"coding.code" = "pagedow"', "1: coding.code: there is no key 'pagedow' (did you mean pagedown?)"),
        ('"coding.code" = "ctrl+foo"', "1: coding.code: there is no key 'ctrl+foo'"),
        ('"coding.code" = ""', "1: coding.code: there is no key ''"),
        ('"coding.code" = "ctrl+m"', "1: coding.code: terminals cannot tell ctrl+m from enter (write enter)"),
        ('"palette.choose" = "z"', "1: palette.choose: 'z' is text in this dialog"),
        ('"memo.save" = "ctrl+w"', "1: memo.save: ctrl+w edits the text in this dialog"),
        ('"coding.code" = "z"\n[coding]\ncode = "Z"', "3: coding.code is there twice"),
        ('"coding.code" = "x"', "1: x is both coding.code and coding.remove (give coding.remove (remove) another key"),
        ('"coding.code" = "o"', "1: o is both coding.code and app.overview"),
        ('"coding.code" = "w"', "1: w is both coding.code and transcript.word"),
        ('"visual.word" = "b"', "1: b is both visual.word and visual.word_back"),
        ('"coding.remove" = "z"\n"coding.code" = "z"', "z is both"),
        ('"app.help" = []', "1: app.help has no key left"),
        ('"app.leave" = []', "1: app.leave has no key left"),
        ('"app.quit" = []', "1: app.quit has no key left"),
        ('"palette.cancel" = []', "1: 'Palette of codes' could not be left any more"),
        ('"visual.leave" = []', "1: 'Visual mode' could not be left any more"),
        ('"confirm.no" = []', "1: 'Question' could not be left any more"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_repair(text: str, problem: str) -> None:
    (line,) = problems(text)
    assert problem in line
    assert line.startswith("keys.toml:")
    assert line.endswith(")")


def test_all_mistakes_are_named_at_once_in_the_order_of_the_lines() -> None:
    text = '"app.quit" = []\n"coding.code" = "x"\n"coding.cod" = "y"\n\n"coding.repeat" = ["ctrl+foo", "."]\n'
    found = problems(text)
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "5"]
    with pytest.raises(KeymapError) as error:
        parse(text, "keys.toml")
    assert error.value.message.endswith(", and 3 more problems")
    assert error.value.where == "keys.toml:1"


def test_two_actions_may_change_places() -> None:
    keymap = parse('"coding.code" = "x"\n"coding.remove" = "c"', "keys.toml")
    assert (keymap.sign("coding.code"), keymap.sign("coding.remove")) == ("x", "c")


def test_visual_mode_goes_before_everything_so_its_keys_are_its_own() -> None:
    assert parse('"visual.word" = ["w", "c", "x"]\n"visual.other_end" = "o"', "keys.toml").changed == {
        "visual.word": ("w", "c", "x")
    }


def test_the_template_is_whole_and_changes_nothing_until_a_line_is_taken_in() -> None:
    text = template()
    assert parse(text, "keys.toml") == DEFAULT
    taken = re.sub(r'(?m)^# (")', r"\1", text)
    assert parse(taken, "keys.toml") == DEFAULT
    assert re.findall(r'(?m)^"([^"]+)" =', taken).__len__() == len(ACTIONS)
    mine = Keymap({"coding.code": ("z", '"'), "app.redo": ()})
    assert parse(template(mine), "keys.toml") == mine


def test_every_key_of_the_table_is_canonical_and_read_as_it_is_printed() -> None:
    for key in {key for action in ACTIONS for key in action.keys}:
        assert canonical(key) == key
        assert canonical(key_sign(key)) == key


@given(st.text(max_size=12))
def test_any_name_of_a_key_is_one_or_none(name: str) -> None:
    key = canonical(name)
    if key is not None:
        assert canonical(key) == key
        assert key.isprintable()
        assert "," not in key  # the screen library takes it for the end of a key


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([action.id for action in ACTIONS]),
        st.lists(st.sampled_from(["z", "Z", "c", "x", "ctrl+k", "f5", "escape", "q", "down"]), max_size=2),
        max_size=4,
    )
)
def test_a_keymap_that_is_taken_over_leaves_no_key_with_two_meanings(wanted: dict[str, list[str]]) -> None:
    text = "\n".join(f'"{action}" = {keys}'.replace("'", '"') for action, keys in wanted.items())
    keys = {action.id: tuple(dict.fromkeys(wanted.get(action.id, action.keys))) for action in ACTIONS}
    double = False
    for chain in (chain for chains in CHAINS.values() for chain in chains):
        meanings = defaultdict(set)
        for action in (action for scope in chain for action in of_scope(scope)):
            for key in keys[action.id]:
                meanings[key].add(action.id)
        double |= any(len(actions) > 1 for actions in meanings.values())
    found = outcome(text)
    if isinstance(found, Keymap):
        assert not double
        assert {action.id: found.keys(action) for action in ACTIONS} == keys
    else:
        assert double or " is both " not in found


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_keymap_or_a_keymap_error(text: str) -> None:
    found = outcome(text)
    assert isinstance(found, Keymap) or found.startswith("keys.toml")


def test_every_dialog_and_mode_has_a_way_out() -> None:
    assert all(actions for actions in ways_out().values())
    assert {"visual", "palette", "level", "memo", "error"} <= set(ways_out())


def test_where_the_file_is_looked_for() -> None:
    assert location({"HOME": "/h"}) == Path("/h/.config/coder/keys.toml")
    assert location({"HOME": "/h", "XDG_CONFIG_HOME": "/x"}) == Path("/x/coder/keys.toml")
    assert location({"HOME": "/h", "XDG_CONFIG_HOME": "not/absolute"}) == Path("/h/.config/coder/keys.toml")
    assert location({"HOME": "/h", "XDG_CONFIG_HOME": "/x", "CODER_KEYS": "/k.toml"}) == Path("/k.toml")


def test_a_file_that_is_missing_or_unreadable(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == DEFAULT
    (tmp_path / "keys.toml").write_bytes(b'"coding.code" = "\xff"')
    with pytest.raises(UnreadableError, match="not UTF-8"):
        load(tmp_path / "keys.toml")
    with pytest.raises(UnreadableError):
        load(tmp_path)


def test_sentences_name_the_keys_in_effect() -> None:
    keymap = Keymap({"coding.code": ("ctrl+k", "z"), "coding.repeat": ()})
    assert keymap.words("{coding.code} codes, {coding.repeat} repeats, {app.help}") == f"^k codes, {NO_KEY} repeats, ?"
    assert "| `^k` `z` | " in key_table(keymap)


def test_keys_are_printed_as_they_are_engraved() -> None:
    keys = ("c", "ctrl+r", "pagedown", "comma", "?", "+", "shift+down", "ctrl+shift+left", "ctrl+left", "f3", "alt+x")
    assert [key_sign(key) for key in keys] == [
        *("c", "^r", "PgDn", ",", "?", "+", "Shift+↓", "Ctrl+Shift+←", "Ctrl+←", "F3", "Alt+x")
    ]
