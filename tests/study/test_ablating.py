"""How many cells of real tables hang on each idea of the method, and how the command tells it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from coder.cli import main
from coder.model.ablation import Idea
from coder.sample import make_sample
from coder.study import Study
from tests.study.test_hand_coding import GOLD, make_study

TABLES = ("tab1", "tab2")


def moved(study: Study) -> dict[str, int]:
    """How many of the 108 cells read otherwise without each idea."""
    counts = Counter({idea.value: 0 for idea in Idea})
    for report in map(study.ablations, TABLES):
        for one in report.ablations:
            counts[one.without.value] += len(one.moved)
    assert sum(study.ablations(table).ablations[0].cells for table in TABLES) == 108
    return dict(counts)


def test_the_sample_study_and_its_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with make_sample(tmp_path / "study", "MK") as study:
        entries = len(study.log())
        assert moved(study) == {"interviews": 9, "denials": 0, "strength": 5, "third": 11}
        assert len(study.log()) == entries
    capsys.readouterr()
    assert main(["--study", str(tmp_path / "study"), "robustness", "tab2", "--ablations"]) == 0
    printed = capsys.readouterr().out
    assert "codings instead of interviews" in printed
    assert "1 of 24 cells read otherwise" in printed
    assert main(["--study", str(tmp_path / "study"), "robustness", "tab2", "--ablations", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["without"] for one in report["ablations"]] == ["interviews", "denials", "strength", "third"]
    assert report["ablations"][0]["moved"] == [
        {
            "row": "innovation.cost_oriented",
            "row_label": "Cost-oriented innovation",
            "case": "guizhou",
            "case_label": "Guizhou",
            "before": "(x)",
            "after": "X",
        }
    ]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the hand coding is not beside this checkout")
@pytest.mark.parametrize(
    ("with_section_5", "expected"),
    [
        (False, {"interviews": 7, "denials": 2, "strength": 7, "third": 8}),
        (True, {"interviews": 7, "denials": 3, "strength": 7, "third": 8}),
    ],
)
def test_the_hand_coding(tmp_path: Path, with_section_5: bool, expected: dict[str, int]) -> None:
    with make_study(tmp_path, with_section_5=with_section_5) as study:
        assert moved(study) == expected
