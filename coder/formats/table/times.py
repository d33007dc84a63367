"""Times in a column of a table: clocks, seconds or milliseconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_CLOCK = re.compile(r"[\[(#]?(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,:;-](\d{1,6}))?[\])#]?")
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,12})?")
_PART_OF_DAY = re.compile(r"\d{4}-\d{2}-\d{2}[ T]")  # a spreadsheet's date and time
_MS = 100  # between one row and the next, from which numbers are milliseconds
_LONGEST = 1000 * 3600 * 1000  # milliseconds of a recording


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds by row, None where there are none; ``unit`` is what numbers were taken for, "" for clocks."""

    at: tuple[int | None, ...]
    unit: str
    unread: int

    @property
    def are_times(self) -> bool:
        """Whether most cells that hold something hold a time."""
        return sum(one is not None for one in self.at) > self.unread


def read_times(name: str, cells: Sequence[str]) -> Times:
    """The times in a column; ``name`` may say their unit."""
    factor = 1 if re.search(r"\b(ms|msec|millis\w*)\b|毫秒", name.casefold().replace("_", " ")) else 1000
    numbers = [float(cell.strip().replace(",", ".")) for cell in cells if _NUMBER.fullmatch(cell.strip())]
    whole = all(number.is_integer() for number in numbers)
    steps = [after - before for before, after in pairwise(numbers)]
    if factor == 1000 and whole and steps and median(steps) >= _MS:
        factor = 1  # as Whisper writes them
    at = [_milliseconds(cell.strip(), factor) for cell in cells]
    unread = sum(1 for cell, one in zip(cells, at, strict=True) if cell.strip() and one is None)
    return Times(tuple(at), "" if not numbers else "seconds" if factor == 1000 else "milliseconds", unread)


def _milliseconds(cell: str, factor: int) -> int | None:
    if _PART_OF_DAY.match(cell):
        return None
    if _NUMBER.fullmatch(cell):
        found = round(float(cell.replace(",", ".")) * factor)
    elif clock := _CLOCK.fullmatch(cell):
        hours, minutes, seconds, fraction = (part or "0" for part in clock.groups())
        found = ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int((fraction + "000")[:3])
    else:
        return None
    return found if found <= _LONGEST else None
