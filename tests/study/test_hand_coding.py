"""The hand coding of a published paper's prose: every anchor resolves, every cell comes out as the reference says."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from coder import shipped
from coder.formats.places import find_between, fold
from coder.model.report import CodingsReport
from coder.study import Study

SHARED = Path(__file__).parent.parent.parent.parent / "shared"
GOLD = SHARED / "gold"

pytestmark = pytest.mark.skipif(
    not GOLD.is_dir(), reason="the published tables and hand codings are not beside this checkout"
)


def rows(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def pseudo_documents() -> dict[str, str]:
    """The prose cut into the passages that speak about each region, joined by blank lines."""
    seed = next((SHARED / "seeds").glob("000*.txt")).read_text("utf-8")
    folded = fold(seed)
    passages: dict[str, list[str]] = defaultdict(list)
    for row in rows("seed000_docs.csv"):
        span = find_between(folded, row["start_phrase"], row["end_phrase"])
        passages[row["doc"]].append(seed[span.start : span.end])
    return {name: "\n\n".join(parts) for name, parts in passages.items()}


def make_study(folder: Path, *, with_section_5: bool) -> Study:
    """One document a region and, as the same voice, one for what section 5 says about it."""
    study = Study.create(folder / "study", *shipped.codebook_text("regional-innovation-systems"), "MK")
    prose = folder / "prose"
    prose.mkdir()
    wanted = {name: text for name, text in pseudo_documents().items() if with_section_5 or not name.endswith("-s5")}
    for name, text in wanted.items():
        (prose / f"{name}.txt").write_text(text, "utf-8")
    attributes = folder / "attributes.csv"
    regions = {name: name.removesuffix("-s5") for name in wanted}
    lines = [f"{name},{region},{region},en" for name, region in regions.items()]
    attributes.write_text("\n".join(["document,region,interview,language", *lines]), "utf-8")
    report = study.import_transcripts([prose], table=attributes)
    assert report.refused == ()
    assert len(report.imported) == len(wanted)
    codings = folder / "codings.csv"
    with codings.open("w", encoding="utf-8", newline="") as stream:
        kept = [row for row in rows("seed000_codings.csv") if row["doc"] in wanted]
        writer = csv.DictWriter(stream, list(kept[0]))
        writer.writeheader()
        writer.writerows(kept)
    assert study.import_codings(codings) == CodingsReport(len(kept), 0, ())
    return study


@pytest.mark.parametrize(
    ("with_section_5", "column", "number"), [(False, "derived_4x", 267), (True, "derived_4x_5", 321)]
)
def test_cells_are_those_of_the_reference(tmp_path: Path, with_section_5: bool, column: str, number: int) -> None:
    with make_study(tmp_path, with_section_5=with_section_5) as study:
        assert len(study.codings()) == number
        derived = {
            (row.id, case): cell.text if cell.state.value == "value" else cell.state.value.upper()
            for table in ("tab1", "tab2")
            for row in study.overview(table).rows
            for case, cell in row.cells.items()
        }
        expected = {(row["row_id"], row["case"]): row[column] for row in rows("seed000_support.csv")}
        assert len(expected) == 108
        assert derived == expected
        assert study.check() == ()
