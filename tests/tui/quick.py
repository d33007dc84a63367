"""What the library does again for every app is done once: style sheets are parsed once for each theme."""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parsed: dict[Any, list[RuleSet]] = {}
_parse = Stylesheet._parse_rules


def parse_rules(self: Stylesheet, *args: Any, **options: Any) -> list[RuleSet]:
    """The rules of a style sheet, parsed once for each theme: no rule is changed after it was parsed."""
    key = (frozenset(self._variables.items()), args, tuple(sorted(options.items())))
    known = _parsed.get(key)
    if known is None:
        known = _parsed[key] = _parse(self, *args, **options)
    return known
