"""Text of strangers, made safe to show: what would steer a terminal or reorder a line is spelled out."""

from __future__ import annotations

import re

# C0 and C1 controls, bidirectional marks, embeddings, overrides and isolates, line and paragraph separators,
# byte order mark, tag characters, lone surrogates, which no encoding can write, and the two that XML forbids.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    r"""The text on one line: newlines and tabs as spaces, other control characters as escapes like ``\x1b``."""
    return HIDDEN.sub(_spelled, text)


def harmless(text: str) -> str:
    """The text with its lines and tabs as they are and every other control character spelled out."""
    return HIDDEN.sub(lambda match: match.group() if match.group() in "\n\t" else _spelled(match), text)


def _spelled(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\n\t":
        return " "
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
