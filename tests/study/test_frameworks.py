"""The shipped codebooks are five frameworks: the sample of each derives the table its source publishes or implies.

The tables are facts of the published studies. No code knows of them: the program must not know what a region is.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coder import shipped
from coder.codebook.read import check
from coder.errors import CoderError
from coder.formats.overview.marks import table_cells
from coder.formats.overview.style import Style
from coder.model.overview import State
from coder.sample import make_sample
from coder.study import Study

TOWNS = {  # Kunshan, Shunde
    "change.dynamics": ("government-led", "bottom-up, PPP"),
    "ties.linkages": ("national and global", "local and regional"),
    "ties.borrowing": ("Taiwan", "Hong Kong, Shenzhen"),
    "ties.existing_industries": ("loose", "tight"),
    "change.risk": ("high", "low"),
    "ties.competition": ("place competition", "product competition"),
    "change.mentality": ("leader, controller", "service provider, supporter"),
}
REGIONS = {  # Jiangsu, Shandong, Chengdu-Chongqing
    "region.aim": ("global competitiveness", "new driving forces", "twin-city growth pole for the West"),
    "region.scope": ("one province", "one province", "two cities across provinces"),
    "region.challenges": (
        "weak in world markets; traditional industries; disparity within",
        "medium to lower-end industries",
        "overlapping industries; administrative barriers; little attraction for firms and people",
    ),
    "region.emerging": (
        "electronics; engineering; energy; bioscience; nanomaterials; quantum communication; robotics",
        "information technology; advanced equipment; renewable energy; new materials; marine and health industry",
        None,
    ),
    "region.upgrading": (
        "machinery; petrochemicals; metallurgy; textiles",
        "chemicals; agriculture; culture; tourism; finance",
        None,
    ),
    "region.governance": (
        "provincial plan with city strategies",
        "shift from government- to business-oriented",
        "joint committees across cities",
    ),
    "region.strategy": (
        None,
        "specialisation by local capacity",
        "regional value chain; attract and keep talent",
    ),
}
STAGES = {  # stages 1 to 3
    "context.period": ("about 1980-1991", "1992-2005", "since 2006"),
    "context.turning_point": (
        "special economic zone founded",
        "southern tour restarts reform",
        "national turn to indigenous innovation",
    ),
    "network.value_chain": ("OEA", "OEM", "ODM; OBM"),
    "structure.factor": ("labour", "capital", "knowledge"),
    "technology.role": ("accessing", "imitating", "innovating"),
    "structure.industries": (
        "textiles; toys; garments; simple electronics",
        "ICT; audiovisual",
        "ICT; instruments; optics",
    ),
    "technology.patenting": ("hardly any", "sporadic, rising at the end", "surging, international"),
    "actors.leading": (
        "Hong Kong and foreign processors",
        "foreign and HMT firms; joint ventures; first flagship firms",
        "domestic private firms; high-tech SMEs and start-ups",
    ),
    "network.knowledge": (
        "embodied in foreign goods",
        "learning by doing and imitation with foreign partners",
        "own R&D; local and domestic sources; Hong Kong and Beijing science",
    ),
    "technology.science": ("absent", "absent, first institutes attracted", "weak but growing"),
    "network.partners": ("Hong Kong", "Hong Kong; Taipei", "Beijing; San Francisco"),
    "network.type": ("GVC entry", "GVC climbing", "GIN"),
    "government.policy": (
        "preferential treatment; arbitrage",
        "relocate low-value plants; infrastructure; service-oriented government",
        "science infrastructure; talent plan; R&D subsidies",
    ),
    "government.challenge": (
        "lack of everything but location",
        "privileges copied; pollution; weak infrastructure; bureaucracy",
        "housing cost; sanctions; basic science gap",
    ),
}
HUBS = {  # Beijing, Shanghai, Suzhou, Shenzhen, Dongguan
    "territory.place": (
        "metropolitan centre",
        "metropolitan centre",
        "satellite",
        "metropolitan centre",
        "satellite",
    ),
    "structure.segment": (
        "software; internet; computer services",
        "computer services; semiconductors; mixed",
        "electronic parts; semiconductors",
        "computer & communication equipment; mixed",
        "electronic parts",
    ),
    "structure.ownership": ("domestic-led", "mixed", "foreign-led", "mixed", "foreign-led"),
    "pipelines.capital": (
        "US technology firms; returnees",
        "diverse: Taiwan, Japan, Korea, US, Europe",
        "Taiwan; other Asian",
        "Hong Kong; diversified",
        "Hong Kong; Taiwan; other Asian",
    ),
    "pipelines.motive": (
        "talent and political access",
        "capital-intensive production",
        "capital-intensive production",
        "labour-intensive export",
        "labour-intensive export",
    ),
    "pipelines.market": ("domestic", "mixed", "mixed", "mixed", "export"),
    "dynamism.rd": ("high", "medium", "low", "medium", "low"),
    "dynamism.productivity": ("high", "medium", "medium", "low", "low"),
    "dynamism.new_products": ("high", "medium", "medium", "medium", "medium"),
    "buzz.local": ("++", "++", "O", "+", "-"),
    "buzz.leverage": ("++", "++", "-", "+", "-"),
    "buzz.convergence": ("alike", "alike", "alike", "differ", "alike"),
    "dynamism.level": ("++", "+", "O", "+", "-"),
}
PUBLISHED = {
    ("manufacturing-towns", "comparison"): TOWNS,
    ("policy-instruments", "regions"): REGIONS,
    ("catch-up-stages", "stages"): STAGES,
    ("ict-hubs", "matrix"): HUBS,
}


SURVEY = {  # Beijing, Shanghai, Suzhou, Shenzhen, Dongguan: all firms, as published
    "survey.firms_hardware": ("100", "110", "157", "151", "115"),
    "survey.firms_software": ("180", "120", "20", "70", "0"),
    "survey.database_hardware": ("1516", "1733", "1734", "2992", "1992"),
    "survey.database_software": ("6224", "3448", "297", "1441", ""),
    "survey.exporting": ("38.0", "64.5", "63.1", "58.9", "81.7"),
    "survey.export_share": ("31.3", "53.9", "55.7", "53.5", "70.9"),
    "survey.rd_staff_hardware": ("29.67", "13.55", "5.31", "5.91", "2.67"),
    "survey.rd_staff_software": ("53.05", "52.42", "35.05", "43.1", ""),
    "survey.rd_revenue_hardware": ("32.05", "19.59", "6.86", "14.99", "6.74"),
    "survey.rd_revenue_software": ("44.37", "35.92", "8.78", "34.16", ""),
    "survey.new_products": ("62", "37.27", "48.41", "41.06", "29.57"),
    "survey.new_product_share": ("58.62", "37.71", "35.94", "36.67", "39.99"),
}
GIVEN = {
    ("ict-hubs", "survey"): SURVEY,
    ("policy-instruments", "regions"): {"region.gdp": ("123600", "70653", "89600")},
}
GLOSSED = {  # the value and the short summary behind it
    "ties.existing_industries": ("loose: Hi-tech Venture", "tight: reflecting demands of local firms"),
    "change.risk": ("high: speculative", "low: gradual"),
}
JOINED = {  # the same cell in the three languages
    "en": ("national and global", "Hong Kong, Shenzhen"),
    "zh": ("全国和全球", "香港、深圳"),
    "de": ("national und global", "Hongkong, Shenzhen"),
}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {}
    for name in {codebook for codebook, _ in PUBLISHED}:
        made[name] = tmp_path_factory.mktemp(name) / "study"
        make_sample(made[name], "me", codebook=name).close()
    return made


@pytest.mark.parametrize(("name", "table"), PUBLISHED)
def test_the_sample_derives_the_published_table(name: str, table: str, samples: dict[str, Path]) -> None:
    expected = PUBLISHED[name, table]
    with Study.open(samples[name], "me") as study:
        overview = study.overview(table)
    derived = {
        row.id: tuple(
            row.cells[column.id].printed if row.cells[column.id].state is State.VALUE else None
            for column in overview.columns
        )
        for row in overview.rows
        if row.derived
    }
    assert derived == expected


def test_a_matrix_that_nobody_filled_is_shown_as_empty(samples: dict[str, Path]) -> None:
    with Study.open(samples["policy-instruments"], "me") as study:
        overview = study.overview("instruments")
    assert len(overview.rows) == 9
    assert {cell.state for row in overview.rows for cell in row.cells.values()} == {State.EMPTY}


def test_where_the_case_is_a_stage_every_coding_names_it(samples: dict[str, Path]) -> None:
    with Study.open(samples["catch-up-stages"], "me") as study:
        assert {one.case for one in study.documents()} == {None}
        assert {coding.about for coding in study.codings()} == {"stage1", "stage2", "stage3"}


@pytest.mark.parametrize("name", shipped.samples())
def test_shipped_codebooks_have_no_error_and_no_warning(name: str) -> None:
    assert check(*shipped.codebook_text(name)) == ([], [])


def test_every_shipped_codebook_with_cases_has_a_sample() -> None:
    assert set(shipped.codebooks()) - {"empty"} == set(shipped.samples())


@pytest.mark.parametrize(("name", "table"), GIVEN)
def test_what_is_given_stands_beside_what_is_derived(name: str, table: str, samples: dict[str, Path]) -> None:
    with Study.open(samples[name], "me") as study:
        overview = study.overview(table)
        given = {row.id: row for row in overview.rows if not row.derived}
        with pytest.raises(CoderError, match="shows an attribute"):
            study.trace(next(iter(given)), overview.columns[0].id)
    texts = {row.id: tuple(row.cells[column.id].text for column in overview.columns) for row in given.values()}
    assert texts == GIVEN[name, table]
    assert all(cell.state is State.GIVEN and not cell.n for row in given.values() for cell in row.cells.values())
    assert all(row.source for row in given.values())
    assert overview.overridden[1] == (len(overview.rows) - len(given)) * len(overview.columns)


def test_a_gloss_is_printed_behind_the_value(samples: dict[str, Path]) -> None:
    with Study.open(samples["manufacturing-towns"], "me") as study:
        overview = study.overview()
    seen = table_cells(overview, Style())
    printed = {row: tuple(seen[row, column.id].value for column in overview.columns) for row in GLOSSED}
    assert printed == GLOSSED


@pytest.mark.parametrize("language", JOINED)
def test_values_are_joined_in_the_language_of_the_table(language: str, samples: dict[str, Path]) -> None:
    with Study.open(samples["manufacturing-towns"], "me") as study:
        rows = {row.id: row for row in study.overview(language=language).rows}
    found = rows["ties.linkages"].cells["kunshan"].printed, rows["ties.borrowing"].cells["shunde"].printed
    assert found == JOINED[language]


def test_cities_of_one_region_are_derived_together(samples: dict[str, Path]) -> None:
    with Study.open(samples["ict-hubs"], "me") as study:
        cities, regions = study.overview("matrix"), study.overview("hubs_by_region")
        assert [(column.label, column.interviews) for column in regions.columns] == [
            ("Beijing", 1),
            ("Shanghai-Suzhou", 2),
            ("Shenzhen-Dongguan", 2),
        ]
        together = "mega_city_region=shanghai_suzhou"
        for row, alone in zip(regions.rows, cities.rows, strict=True):
            assert row.cells["mega_city_region=beijing"] == alone.cells["beijing"]
            parts = {*alone.cells["shanghai"].supporting, *alone.cells["suzhou"].supporting}
            cell = row.cells[together]
            assert parts <= {*cell.supporting, *cell.opposing, *cell.undecided}
            assert study.trace(row.id, together).cell == cell
        trace = study.trace("buzz.local", together)
        assert (trace.case_label, trace.interviews) == ("Shanghai-Suzhou", 2)
        study.sign_off("buzz.local", together)
        assert [row.id for row in study.overview("hubs_by_region").rows if row.judged] == ["buzz.local"]
        assert not any(row.judged for row in study.overview("matrix").rows)
        study.undo()
