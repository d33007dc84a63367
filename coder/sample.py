"""The sample study: four synthetic interviews in each of six regions, coded by two people, four left to practise."""

from __future__ import annotations

import shutil
from pathlib import Path

from coder import shipped
from coder.errors import StorageError
from coder.study import Progress, Study

CODEBOOK = "regional-innovation-systems"


def make_sample(path: Path, coder: str, progress: Progress | None = None) -> Study:
    """Make the sample study in a new or empty directory: import, code from the table, suggest.

    Raises StorageError if the directory holds anything.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StorageError("the directory is not empty", where=str(path), hint="give another: coder demo DIR")
    text, name = shipped.codebook_text(CODEBOOK)
    study = Study.create(path, text, name, coder)
    try:
        corpus = shipped.files() / "corpus"
        shutil.copytree(corpus, path / "corpus", dirs_exist_ok=True)
        report = study.import_transcripts(
            [path / "corpus"], table=path / "corpus" / "attributes.csv", progress=progress
        )
        for error in report.refused:
            raise error
        study.import_codings(path / "corpus" / "codings.csv")
        study.suggest(progress=progress)
    except BaseException:
        study.close()
        raise
    return study
