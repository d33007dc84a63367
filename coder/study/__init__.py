"""The one door to a study for every shell: open, import, code, undo, suggest, derive.

A study is a directory with ``codebooks/``, ``corpus/``, ``exports/`` and ``study.db``. Clock, coder and new ids enter
here; what decides is pure and lies below. Every method that changes something writes one journalled edit. There is a
module for each thing that researchers do; what only some of it needs is imported when it is done, since a coding
session has to start fast.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from coder.errors import StorageError
from coder.files import sha256, write_bytes
from coder.model.edit import ApplyCodebook
from coder.store.database import FILE_NAME
from coder.store.store import Store
from coder.study.ablating import Ablating
from coder.study.applying import Applying
from coder.study.checking import Checking
from coder.study.coding import KEEP, Keep
from coder.study.correcting import Correcting
from coder.study.exchanging import Exchanging
from coder.study.expecting import Expecting
from coder.study.following import Following
from coder.study.growing import Growing
from coder.study.guiding import Guiding
from coder.study.importing import Importing
from coder.study.opened import Progress
from coder.study.originals import Originals
from coder.study.picking import Picking
from coder.study.presenting import Presenting
from coder.study.previewing import Previewing
from coder.study.pseudonymising import Pseudonymising
from coder.study.reporting import Reporting
from coder.study.restructuring import Restructuring
from coder.study.reviewing import Reviewing
from coder.study.revisions import Revisions
from coder.study.standing import Standing
from coder.study.training_data import TrainingData
from coder.study.tuning import Tuning
from coder.study.turning import Turning
from coder.study.undoing import LARGE, Undoing

__all__ = ["FOLDERS", "KEEP", "LARGE", "Keep", "Progress", "Study"]

FOLDERS = ("codebooks", "corpus", "exports")


class Study(
    Reporting,
    Importing,
    Originals,
    Correcting,
    Reviewing,
    Picking,
    TrainingData,
    Applying,
    Tuning,
    Restructuring,
    Exchanging,
    Growing,
    Revisions,
    Pseudonymising,
    Turning,
    Previewing,
    Presenting,
    Checking,
    Standing,
    Expecting,
    Guiding,
    Ablating,
    Following,
    Undoing,
):
    """An open study, as one coder. Use as a context manager or call ``close``."""

    @staticmethod
    def create(path: Path, codebook: str, name: str, coder: str) -> Study:
        """A new study from the text of a codebook (``name`` is its file name, for messages).

        Raises CodebookError before anything is made, StorageError when the directory cannot be used.
        """
        from coder import shipped
        from coder.codebook.compose import SCHEMA_NAME
        from coder.codebook.read import read

        parsed = read(codebook, name)
        folders = [path, *(path / folder for folder in FOLDERS)]
        missing = [folder for folder in folders if not folder.exists()]
        store = None
        try:
            _make(folders)
            store = Store.create(path / FILE_NAME)
            study, data = Study(path, store, coder), codebook.encode()
            study._perform(ApplyCodebook("", sha256(data)), "start of the study", contents={sha256(data): data})
            write_bytes(path / "codebooks" / f"{parsed.id}.yaml", data)
            write_bytes(path / "codebooks" / SCHEMA_NAME, shipped.schema_data(), lasting=False)
        except BaseException:
            if store is not None:
                store.remove()
            for folder in reversed(missing):
                shutil.rmtree(folder, ignore_errors=True)
            raise
        return study

    @staticmethod
    def open(path: Path, coder: str) -> Study:
        """The study in a directory. Raises StorageError when there is none or it cannot be used."""
        return Study(path, Store.open(path / FILE_NAME), coder)

    @staticmethod
    def find(start: Path) -> Path:
        """The nearest directory at or above ``start`` that holds a study. Raises StorageError if none does."""
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / FILE_NAME).is_file():
                return folder
        raise StorageError(
            "there is no study here or above",
            where=str(start),
            hint="coder init makes one, coder demo a sample; --study names another directory",
        )

    def close(self) -> None:
        """Close the study; everything is already written."""
        self._store.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trail: TracebackType | None
    ) -> None:
        self.close()


def _make(folders: Iterable[Path]) -> None:
    """Make directories that are missing. Raises StorageError."""
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"the study cannot be created: {error.strerror}", where=str(folder), hint="choose another directory"
            ) from error
