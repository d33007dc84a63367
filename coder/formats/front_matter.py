"""Front matter: a block of YAML between two lines ``---`` at the top of a text, which gives attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from coder.errors import UnreadableError
from coder.formats import roles

if TYPE_CHECKING:
    from yaml.nodes import Node

_OPENED = re.compile(r"---[ \t]*\n")
_CLOSED = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONGEST = 50_000  # characters; front matter is a few lines
_ENTRY = re.compile(r"([^\W\d_][^:\n]{0,60}):(?:[ \t]+(.{0,200}))?")
_FURTHER = (" ", "\t", "-", "#")  # lines that go on with an entry, and remarks
_SAID = (".", "?", "!", "…", "。", "？", "！")


def stands_in(text: str) -> bool:
    """Whether what stands between two lines ``---`` at the top of a plain text is front matter and nothing that
    somebody says: every line an entry, no name twice, none a speaker's, no value a sentence."""
    opened = _OPENED.match(text)
    closed = _CLOSED.search(text, opened.end(), opened.end() + _LONGEST) if opened else None
    if not opened or not closed:
        return False
    lines = [line for line in text[opened.end() : closed.start()].split("\n") if line.strip()]
    entries = [_ENTRY.fullmatch(line) for line in lines if not line.startswith(_FURTHER)]
    names = [entry[1].casefold() for entry in entries if entry]
    said = any(roles.is_known(entry[1]) or (entry[2] or "").rstrip().endswith(_SAID) for entry in entries if entry)
    return 0 < len(names) == len(entries) == len(set(names)) and not said


def split(text: str, name: str) -> tuple[str, str]:
    """Front matter without its marks, and the body."""
    opened = _OPENED.match(text)
    if not opened:
        return "", text
    closed = _CLOSED.search(text, opened.end(), opened.end() + _LONGEST)
    if not closed:
        raise UnreadableError(
            "the front matter is never closed", where=f"{name}:1", hint="put a line --- after the last attribute"
        )
    return text[opened.end() : closed.start()], text[closed.end() :]


def attributes(front: str, name: str) -> Mapping[str, str]:
    """The attributes as written: ``no``, ``007`` and dates stay the strings they are."""
    if not front.strip():
        return {}
    import yaml
    from yaml.reader import ReaderError

    try:
        root = yaml.compose(front, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # Line 1 of the front matter is line 2 of the file.
        raise _broken(error.problem or "it is no YAML", name, mark.line + 2 if mark else 1) from None
    except ReaderError as error:
        raise _broken("control characters are not allowed", name, front.count("\n", 0, error.position) + 2) from None
    except RecursionError:
        raise _broken("it is nested too deeply", name, 2) from None
    except (yaml.YAMLError, ValueError) as error:
        raise _broken(str(error).split("\n", 1)[0], name, 2) from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise _broken("it is no list of 'attribute: value' lines", name, 2)
    found: dict[str, str] = {}
    for key, value in root.value:
        line = key.start_mark.line + 2
        entries = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if not isinstance(key, yaml.ScalarNode) or not all(isinstance(entry, yaml.ScalarNode) for entry in entries):
            raise _broken(f"the value of '{_shown(key)}' is not plain text", name, line)
        attribute = key.value.strip()
        if attribute in found:
            raise _broken(f"found duplicate key '{attribute}'", name, line)
        found[attribute] = ", ".join(entry.value.strip() for entry in entries)
    return found


def _shown(key: Node) -> str:
    return str(key.value) if isinstance(key.value, str) else "…"


def _broken(reason: str, name: str, line: int) -> UnreadableError:
    return UnreadableError(
        f"cannot read the front matter: {reason}",
        where=f"{name}:{line}",
        hint="write one 'attribute: value' a line and quote values with special characters",
    )
