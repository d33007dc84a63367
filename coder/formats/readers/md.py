"""Markdown transcripts: YAML front matter gives attributes, the rest is the text as it stands.

Markdown is not rendered: what the researcher sees is what was in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from coder.errors import UnreadableError
from coder.formats.decode import decode, doubts, require_words
from coder.formats.readers import AS_IT_IS, Reading
from coder.formats.turns import turns
from coder.model.document import Transcript

SUFFIXES = (".md",)

_OPENED = re.compile(r"---[ \t]*\n")
_CLOSED = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONGEST = 50_000  # characters; front matter is a few lines


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> Transcript:
    """The transcript in a Markdown file.

    Raises UnreadableError for binary, empty and undecodable files and, with the line, for broken front matter.
    """
    decoded = decode(data, name, how.encoding)
    front, body = _split(decoded.text, name)
    first_line = decoded.text.count("\n", 0, len(decoded.text) - len(body)) + 1
    attributes = _attributes(front, name)
    require_words(body, name)
    found = turns(body, first_line=first_line)
    return Transcript(body, found.turns, found.times, attributes, doubts(decoded) + found.warnings)


def _split(text: str, name: str) -> tuple[str, str]:
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


def _attributes(front: str, name: str) -> Mapping[str, str]:
    """The attributes as written: ``no``, ``007`` and dates stay the strings they are."""
    if not front.strip():
        return {}
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        values = YAML(typ="base", pure=True).load(front)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # Line 1 of the front matter is line 2 of the file.
        raise _broken(error.problem or "it is no YAML", name, mark.line + 2 if mark else 1) from None
    except ReaderError as error:
        raise _broken("control characters are not allowed", name, front.count("\n", 0, error.position) + 2) from None
    except RecursionError:
        raise _broken("it is nested too deeply", name, 2) from None
    except (YAMLError, ValueError) as error:
        raise _broken(str(error).split("\n", 1)[0], name, 2) from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise _broken("it is no list of 'attribute: value' lines", name, 2)
    for key, value in values.items():
        if not isinstance(key, str) or not _is_plain(value):
            raise _broken(f"the value of '{key}' is not plain text", name, _line_of(front, str(key)))
    return {key.strip(): _written(value) for key, value in values.items()}


def _is_plain(value: object) -> bool:
    entries = value if isinstance(value, list) else [value]
    return all(entry is None or isinstance(entry, str) for entry in entries)


def _written(value: str | list[str | None] | None) -> str:
    entries = value if isinstance(value, list) else [value]
    return ", ".join(entry.strip() for entry in entries if entry is not None)


def _line_of(front: str, key: str) -> int:
    """The line of the file where an attribute stands (the front matter begins on line 2)."""
    lines = [line.lstrip("\"' ") for line in front.split("\n")]
    return next((number for number, line in enumerate(lines, start=2) if line.startswith(key)), 2)


def _broken(reason: str, name: str, line: int) -> UnreadableError:
    return UnreadableError(
        f"cannot read the front matter: {reason}",
        where=f"{name}:{line}",
        hint="write one 'attribute: value' a line and quote values with special characters",
    )
