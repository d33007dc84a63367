"""The study a command works on, and as whom."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coder.cli.diagnostics import notice
from coder.errors import UsageError
from coder.model.codebook import Codebook
from coder.study import Study


def coder_name(args: Namespace) -> str:
    """Who codes: ``--coder``, else $CODER_NAME, else the login name. Raises UsageError if nobody is named."""
    name: str = getattr(args, "coder", None) or os.environ.get("CODER_NAME") or _login()
    name = " ".join(name.split())
    if not name:
        raise UsageError("it is not known who codes", hint="give --coder NAME or set CODER_NAME")
    return name


def study_path(args: Namespace) -> Path:
    """The study of ``--study``, else the nearest at or above the working directory."""
    named: str | None = getattr(args, "study", None)
    return Path(named) if named else Study.find(Path.cwd())


@contextmanager
def opened(args: Namespace) -> Iterator[Study]:
    """The study, with what the researcher should know about it on stderr. Raises StorageError."""
    with Study.open(study_path(args), coder_name(args)) as study:
        for text in study.notices():
            notice(text)
        yield study


def language(args: Namespace, codebook: Codebook) -> str | None:
    """The language of ``--lang``, if given. Raises UsageError for one that the codebook does not have."""
    wanted: str | None = args.lang
    if wanted is not None and wanted not in codebook.languages:
        raise UsageError(f"the codebook has no labels in {wanted!r}", hint="--lang " + ", ".join(codebook.languages))
    return wanted


def keep_language(args: Namespace, study: Study) -> None:
    """Show labels in the language of ``--lang`` in the coding session, this time and from now on."""
    wanted = language(args, study.codebook)
    if wanted is not None:
        study.keep_view("language", wanted)


def _login() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):  # no such user, as in some containers
        return ""
