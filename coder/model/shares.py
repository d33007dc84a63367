"""Shares as readers see them: the same share is the same figure in every report, screen and format."""

from __future__ import annotations


def percent(part: int, of: int) -> int:
    """A share in whole percent, the nearest, halves up; but only all is 100 and only none is 0. Of nothing it is 0."""
    if not of:
        return 0
    nearest = (200 * part + of) // (2 * of)
    return min(max(nearest, 1), 99) if 0 < part < of else nearest
