from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as foreign  # type: ignore[import-untyped]

from coder.formats.page import page
from coder.formats.page.plots import units
from coder.formats.page.traces import anchor
from coder.formats.page.words import PAGE
from coder.sample import make_sample
from coder.study import Study
from tests.formats.page.studies import HOSTILE, guarded, hostile
from tests.studies import CODEBOOK

_TAGS = re.compile(
    "html|head|meta|title|style|body|a|header|h[1-4]|p|span|nav|ul|li|div|label|input|select|option|button|main|section"
    "|table|thead|tbody|tr|th|td|small|dl|dt|dd|details|summary|figure|figcaption|blockquote|strong|i|dialog|script"
    "|svg|path|circle|text|desc"
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with make_sample(tmp_path_factory.mktemp("sample") / "study", "MK") as study:
        yield study


@pytest.fixture(scope="module")
def report(sample: Study) -> bytes:
    return page(sample.findings())


def test_nothing_can_be_fetched_and_only_our_script_and_style_run(report: bytes) -> None:
    tree = foreign.fromstring(report)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for kind in ("script", "style"):
        (own,) = tree.iter(kind)
        digest = base64.b64encode(hashlib.sha256(own.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for name in ("src", "srcset", "style", "action", "formaction", "data", "poster", "ping", "background"):
        assert tree.xpath(f"//@{name}") == []
    assert [link for link in tree.xpath("//@href") if not link.startswith("#")] == []
    (style,), (script,) = tree.iter("style"), tree.iter("script")
    assert not re.search(r"url\(|@import|https?:", style.text + script.text)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(", script.text)


def test_every_cell_has_its_trace_with_both_sides(sample: Study, report: bytes) -> None:
    tree = foreign.fromstring(report)
    findings = sample.findings()
    traces = {key: trace for table in findings.tables for key, trace in table.traces.items()}
    assert len(traces) == 108
    for key, trace in traces.items():
        body = tree.get_element_by_id(anchor(*key))
        assert len(tree.xpath(f"//table[@class='overview']//a[@href='#{anchor(*key)}']")) == 1
        assert trace.rule in body.text_content()
        headings = [side.findtext("p/strong") for side in body.find_class("side")]
        assert headings[:2] == ["FOR", "AGAINST"]
        assert ("none coded" in body.find_class("against")[0].text_content()) == (not trace.opposing)
        every = (*trace.supporting, *trace.opposing, *trace.undecided)
        sources = [caption.text_content() for caption in body.iter("figcaption")]
        assert {one.locator for one in every} == {source.partition(" · ")[0] for source in sources}
        words = [quote.text_content() for quote in body.iter("blockquote")]
        assert {f"“{one.quote}”" for one in every} == set(words)


def test_links_lead_somewhere_and_ids_are_unique(report: bytes) -> None:
    tree = foreign.fromstring(report)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//@href")} <= set(ids)
    for name in ("aria-labelledby", "for"):
        assert {one for value in tree.xpath(f"//@{name}") for one in value.split()} <= set(ids)


def test_the_trace_is_that_of_the_study(sample: Study) -> None:
    (table, *_) = sample.findings().tables
    for row, case in [("mindset.narrative", "beijing"), ("technology.base", "guizhou"), ("market.income", "prd")]:
        ours, known = table.traces[row, case], sample.trace(row, case)
        assert (ours.rule, ours.cell, ours.leave_one_out) == (known.rule, known.cell, known.leave_one_out)
        assert [one.coding for one in ours.supporting] == [one.coding for one in known.supporting]
        assert [one.locator for one in ours.opposing] == [one.locator for one in known.opposing]
        assert {one.before for one in ours.supporting} != {one.before for one in known.supporting}  # role for name


def test_the_same_study_is_the_same_bytes_in_every_process(sample: Study, report: bytes) -> None:
    program = (
        "import hashlib, sys; from pathlib import Path\n"
        "from coder.formats.page import page; from coder.study import Study\n"
        "with Study.open(Path(sys.argv[1]), 'JW') as study: data = page(study.findings())\n"
        "print(hashlib.sha256(data).hexdigest())"
    )
    command = [sys.executable, "-c", program, str(sample.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"})
    assert done.stdout.strip() == hashlib.sha256(report).hexdigest()


def test_it_is_small_and_says_each_quotation_once_in_its_cell(report: bytes) -> None:
    assert len(report) < 1_000_000
    for body in foreign.fromstring(report).find_class("body"):
        places = [caption.text_content() for caption in body.iter("figcaption")]
        assert len(places) == len(set(places))


@pytest.mark.parametrize("language", ["zh", "de"])
def test_other_languages(sample: Study, language: str) -> None:
    tree = foreign.fromstring(page(sample.findings(["tab2"], language)))
    assert tree.get("lang") == language
    assert len(tree.find_class("overview")) == 1
    assert tree.get_element_by_id("quotations").text == PAGE["quotations"][language]
    assert {"en", "zh", "de"} == {quote.get("lang") for quote in tree.iter("blockquote")}


def test_every_word_is_said_in_every_language_with_the_same_values() -> None:
    for name, words in PAGE.items():
        assert set(words) == {"en", "zh", "de"}, name
        values = {language: set(re.findall(r"\{(\w+)\}", text)) for language, text in words.items()}
        assert values["en"] == values["zh"] == values["de"], name


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    with hostile(tmp_path / "study") as study:
        data = page(study.findings())
    tree = foreign.fromstring(data)
    assert [element.tag for element in tree.iter() if not _TAGS.fullmatch(str(element.tag))] == []
    assert len(list(tree.iter("script"))) == len(list(tree.iter("style"))) == 1
    assert tree.xpath("//comment()") == []
    assert [name for element in tree.iter() for name in element.attrib if name.startswith("on")] == []
    told = tree.find("body").text_content()
    for words in HOSTILE[:8]:
        assert words in told
    assert "49" not in {quote.text_content() for quote in tree.iter("blockquote")}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", data.decode())


def test_consent_and_names(tmp_path: Path) -> None:
    with guarded(tmp_path / "study") as study:
        told = page(study.findings()).decode()
    for name in ("Quirk", "Quentin", "Wilma", "Wirth", "Anna Adler", "Adler", "Bauer", "Bert Bauer"):
        assert name not in told, name
    assert "Saidword1" in told
    assert "Beforeword1" in told
    assert "Afterword1" in told
    for number in (2, 3):
        for word in (f"Saidword{number}", f"Beforeword{number}", f"Afterword{number}"):
            assert word not in told, word
    assert "Memoword2" in told
    assert "Memoword3" not in told
    assert "[not quotable]" in told
    tree = foreign.fromstring(told)
    captions = " ".join(caption.text_content() for caption in tree.iter("figcaption"))
    assert "G1/1:" in captions
    assert "G1/2:" in captions
    assert "G1/1 2, G1/2 -1" in told


def test_a_study_without_codings(tmp_path: Path) -> None:
    with Study.create(tmp_path / "study", CODEBOOK, "towns.yaml", "MK") as study:
        tree = foreign.fromstring(page(study.findings()))
    assert len(tree.find_class("trace")) == 4
    assert tree.text_content().count("none coded") == 8


def test_boxes_for_few_interviews_and_a_bar_for_many() -> None:
    few = units(2, 4, 1, 5)
    assert few.count("M") == 5  # two filled, two hollow, one crossed
    assert "over" not in few
    assert "over" in units(4, 4, 1, 5)  # a supporter that dissents
    assert units(20, 30, 5, 40).count("M") == 3
