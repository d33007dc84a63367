"""The sample studies: for each shipped codebook with cases a few synthetic interviews, coded.

That of the first has four interviews in each of six regions, coded by two people, four of them left to practise.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from coder import shipped
from coder.errors import StorageError
from coder.files import read_text
from coder.study import Progress, Study

CODEBOOK = "regional-innovation-systems"


def make_sample(path: Path, coder: str, progress: Progress | None = None, codebook: str = CODEBOOK) -> Study:
    """Make the sample study of a codebook in a new or empty directory: import, code from the table, suggest.

    Raises StorageError if the directory holds anything. Interrupted, it leaves nothing behind.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StorageError("the directory is not empty", where=str(path), hint="give another: coder demo DIR")
    existed = path.exists()
    study = None
    try:
        study = Study.create(path, *shipped.codebook_text(codebook), coder)
        _fill(study, shipped.files() / "corpus" / codebook, progress)
    except BaseException:
        if study is not None:
            study.close()
        for made in path.iterdir() if path.is_dir() else ():
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        if not existed and path.is_dir():
            path.rmdir()
        raise
    return study


def _fill(study: Study, sample: Path, progress: Progress | None) -> None:
    corpus = study.path / "corpus"
    shutil.copytree(sample, corpus, dirs_exist_ok=True)
    report = study.import_transcripts([corpus], table=corpus / "attributes.csv", progress=progress)
    for error in report.refused:
        raise error
    study.import_codings(corpus / "codings.csv")
    _summarise(study, corpus / "summaries.csv")
    study.suggest(("cues",), progress=progress)


def _summarise(study: Study, table: Path) -> None:
    """Summaries of cells as the table has them (row, case, text), each resting on all that supports its cell."""
    if table.exists():
        for line in csv.DictReader(read_text(table).splitlines()):
            row, case = line["row"], line["case"]
            study.summarise(row, case, line["text"], study.trace(row, case).cell.supporting)
