"""A small codebook that uses every part of the format; tests break one line of it at a time."""

from pathlib import Path

SAMPLE = Path(__file__).with_name("towns.yaml").read_text(encoding="utf-8")


def changed(old: str, new: str, text: str = SAMPLE) -> str:
    """The sample with one passage replaced; the passage must stand in it once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def line_of(piece: str, text: str = SAMPLE) -> int:
    """1-based line on which a passage starts."""
    return text.count("\n", 0, text.index(piece)) + 1
