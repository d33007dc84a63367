"""What a person allowed to be printed of an interview: the attribute ``quotable`` of its documents."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

QUOTABLE = "quotable"  # the attribute
_NO, _ONLY, _PARAPHRASE = "[not quotable]", "[paraphrase only]", "[paraphrase]"


class Consent(StrEnum):
    """Whether words of a document may stand in an export."""

    YES = "yes"
    PARAPHRASE = "paraphrase"
    NO = "no"


def consent(attributes: Mapping[str, str]) -> Consent:
    """What the attributes of a document say; yes where they say nothing. A word that is none of the three means no;
    of several spellings of the attribute the strictest counts."""
    said = {value.strip().casefold() for name, value in attributes.items() if is_quotable(name)}
    if said - set(Consent):
        return Consent.NO
    return next((one for one in (Consent.NO, Consent.PARAPHRASE) if one in said), Consent.YES)


def states_consent(attributes: Mapping[str, str]) -> bool:
    """Whether the attributes of a document say what may be printed of it."""
    return any(map(is_quotable, attributes))


def doubts(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """What to say of words that are none of the three."""
    said = [value for name, value in attributes.items() if is_quotable(name)]
    return tuple(
        f"{QUOTABLE}: {value!r} is none of {', '.join(Consent)}, and counts as no"
        for value in said
        if value.strip().casefold() not in set(Consent)
    )


def is_quotable(name: str) -> bool:
    """Whether an attribute is called so."""
    return name.strip().casefold() == QUOTABLE


def is_withheld(words: str) -> bool:
    """Whether this is what stands in place of words that may not be printed."""
    return words.startswith((_NO, _ONLY, _PARAPHRASE))


def printed(words: str, allowed: Consent, paraphrase: str = "") -> str:
    """What may be printed in place of quoted words. ``paraphrase`` is the coder's memo on the coding, if there is
    one.
    """
    match allowed:
        case Consent.YES:
            return words
        case Consent.PARAPHRASE:
            return f"{_PARAPHRASE} {paraphrase}" if paraphrase.strip() else _ONLY
        case Consent.NO:
            return _NO
