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

    Raises StorageError if the directory holds anything. Interrupted, it leaves nothing behind.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StorageError("the directory is not empty", where=str(path), hint="give another: coder demo DIR")
    existed = path.exists()
    study = None
    try:
        study = Study.create(path, *shipped.codebook_text(CODEBOOK), coder)
        _fill(study, progress)
    except BaseException:
        if study is not None:
            study.close()
        for made in path.iterdir() if path.is_dir() else ():
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        if not existed and path.is_dir():
            path.rmdir()
        raise
    return study


def _fill(study: Study, progress: Progress | None) -> None:
    corpus = study.path / "corpus"
    shutil.copytree(shipped.files() / "corpus", corpus, dirs_exist_ok=True)
    report = study.import_transcripts([corpus], table=corpus / "attributes.csv", progress=progress)
    for error in report.refused:
        raise error
    study.import_codings(corpus / "codings.csv")
    study.suggest(progress=progress)
