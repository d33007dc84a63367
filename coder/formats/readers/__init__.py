"""The formats of transcripts: one module a format, found by being here.

A module says which endings it reads and how: ``SUFFIXES``, and ``parse(data, name, how)``, which gives one Transcript,
or ``parse_all`` where a file holds several documents (each then has its own ``name``). ``WALKED = False`` keeps files
of a format that may hold anything (tables, databases) out of walks through folders: they are read when they are named.
What is heavy is imported inside the functions, so that knowing the endings costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import PurePath
from pkgutil import iter_modules
from types import ModuleType

from coder.errors import UnreadableError
from coder.model.document import Transcript
from coder.model.reading import AS_IT_IS, Reading

# Endings of word processors that cannot be read but saved anew: likely transcripts.
WORD_PROCESSED = frozenset({".doc", ".dot", ".docb", ".pages", ".wpd", ".wps", ".sxw", ".abw", ".fodt"})


@cache
def readers() -> Mapping[str, ModuleType]:
    """The module that reads each ending, such as ``.txt``."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def suffixes(*, walked: bool = False) -> tuple[str, ...]:
    """All endings that can be read; ``walked``: those that are also taken from folders."""
    return tuple(suffix for suffix, module in readers().items() if not walked or getattr(module, "WALKED", True))


def parse_transcripts(data: bytes, name: str, how: Reading = AS_IT_IS) -> tuple[Transcript, ...]:
    """The transcripts in the file ``name`` with the bytes ``data``; the ending of the name says the format.

    Raises UnreadableError for unknown endings and whatever the format cannot read.
    """
    reader = readers().get(PurePath(name).suffix.lower())
    if reader is None:
        hint = f"transcripts are {', '.join(suffixes())} files"
        if PurePath(name).suffix.lower() in WORD_PROCESSED:
            hint = "open it in the program it was written with and save it as .docx"
        raise UnreadableError("this kind of file cannot be read", where=name, hint=hint)
    if hasattr(reader, "parse_all"):
        return tuple(reader.parse_all(data, name, how))
    return (reader.parse(data, name, how),)
