"""Archives that are the same bytes whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that an archive can say


def zipped(parts: Iterable[tuple[str, bytes]], stored: str = "") -> bytes:
    """Named parts as an archive without a time; the one named ``stored`` is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def restamped(data: bytes, changes: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """An archive of another program without its times; in a part, the first becomes the second, once."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(archive.namelist(), key=_first)
        return zipped((name, _changed(archive.read(name), changes.get(name))) for name in names)


def _changed(part: bytes, change: tuple[bytes, bytes] | None) -> bytes:
    return part if change is None else part.replace(*change, 1)


def _first(name: str) -> tuple[bool, str]:
    return name != "[Content_Types].xml", name  # where readers that guess the format look
