"""Versions of codebooks: semantic versioning 2.0.0, compared by precedence."""

from __future__ import annotations

import re

from coder.errors import CoderError

_NUMBER = r"(0|[1-9][0-9]{0,8})"
_PART = r"(?:0|[1-9][0-9]{0,17}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_BUILD = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_SEMVER = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-({_PART}(?:\.{_PART})*))?(?:\+{_BUILD})?")

Precedence = tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]


def is_version(text: str) -> bool:
    """Whether the text is a semantic version such as 1.2.0 or 2.0.0-rc.1."""
    return _SEMVER.fullmatch(text) is not None


def precedence(version: str) -> Precedence:
    """A key that orders versions as semver says: 1.0.0-rc.1 before 1.0.0, numbers before words.

    Raises CoderError for a text that is no version.
    """
    found = _SEMVER.fullmatch(version)
    if found is None:
        raise CoderError(f"{version!r} is not a version", hint="three numbers such as 1.2.0")
    major, minor, patch, before = found.groups()
    parts = tuple(
        (False, int(part), "") if part.isdigit() else (True, 0, part) for part in (before.split(".") if before else ())
    )
    return int(major), int(minor), int(patch), before is None, parts


def raised(version: str, *, minor: bool = False, major: bool = False) -> str:
    """The next version: the next patch, minor or major one, before a release the next of the same pre-release.

    Raises CoderError for a text that is no version.
    """
    first, middle, patch, released, before = precedence(version)
    if released and major:
        return f"{first + 1}.0.0"
    if released:
        return f"{first}.{middle + 1}.0" if minor else f"{first}.{middle}.{patch + 1}"
    name = version.partition("+")[0]
    word, number, _ = before[-1]
    return f"{name}.1" if word else f"{name.removesuffix(str(number))}{number + 1}"
