"""Files that come with the program: the codebooks and the sample study."""

from __future__ import annotations

from pathlib import Path

from coder.errors import CoderError
from coder.files import read_bytes, read_text


def files() -> Path:
    """The folder that holds ``codebooks/`` and, by codebook, ``corpus/``: in the package, or the repository's own."""
    packaged = Path(__file__).parent / "shipped_files"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent


def codebooks() -> tuple[str, ...]:
    """Names of the shipped codebooks."""
    return tuple(sorted(path.stem for path in (files() / "codebooks").glob("*.yaml")))


def samples() -> tuple[str, ...]:
    """Names of the shipped codebooks that have a sample study."""
    return tuple(sorted(path.name for path in (files() / "corpus").iterdir() if path.is_dir()))


def schema_data() -> bytes:
    """The JSON Schema of codebooks, which editors find beside the file they edit."""
    return read_bytes(files() / "codebooks" / "codebook.schema.json")


def codebook_text(name_or_file: str) -> tuple[str, str]:
    """Text and file name of a codebook given by shipped name or by file.

    Raises CoderError for an unknown name and UnreadableError for a file that is no text.
    """
    path = Path(name_or_file)
    if name_or_file in codebooks():
        path = files() / "codebooks" / f"{name_or_file}.yaml"
    elif not path.is_file():
        raise CoderError(f"there is no codebook {name_or_file!r}", hint="a file, or one of: " + ", ".join(codebooks()))
    return read_text(path), path.name
