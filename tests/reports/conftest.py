"""The sample study with something of everything laid over it, and a small one in which not everybody may be quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest

from coder.model.judgement import OverrideType
from coder.model.publication import Report
from coder.reports import Options
from coder.sample import make_sample
from coder.study import Study

Made = Callable[[str, Options], Report]
ROW, CASE = "mindset.narrative", "zhejiang"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The sample study; one cell is overridden, one signed off, one has a summary. Tests only read it."""
    path = tmp_path_factory.mktemp("sample") / "study"
    with make_sample(path, "AN") as study:
        study.override("market.income", "prd", OverrideType.EXTERNAL_SOURCE, "the yearbook of the province says so",
                       values=("high",), reference="Yearbook 2024, table 3")  # fmt: skip
        study.sign_off("mindset.narrative", "beijing")
        cell = study.trace(ROW, CASE).cell
        study.summarise(ROW, CASE, "Old skills, new uses.", cell.supporting[:2])
        yield study


@pytest.fixture(scope="session")
def made(sample: Study) -> Made:
    """Reports of the sample study, each made once."""
    return lru_cache(maxsize=None)(sample.report)
