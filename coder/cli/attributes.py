"""``--set NAME=VALUE``: attributes given on the command line."""

from __future__ import annotations

from coder.errors import UsageError
from coder.model.consent import Consent, is_quotable


def attribute(pair: str) -> tuple[str, str]:
    """Name and value. Raises UsageError for what sets nothing, and for words that ``quotable`` does not know: from here
    somebody can put them right, in a file they count as "no"."""
    name, equals, value = (part.strip() for part in pair.partition("="))
    if not equals or not name:
        raise UsageError(f"--set {pair}: this sets nothing", hint="write --set NAME=VALUE")
    if is_quotable(name) and value and value.casefold() not in set(Consent):
        raise UsageError(f"--set {pair}: {name} is none of {', '.join(Consent)}", hint="write --set quotable=no")
    return name, value
