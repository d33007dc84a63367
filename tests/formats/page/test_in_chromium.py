"""The report as people use it: with the keyboard, with filters, in light and dark, on paper, with a screen reader."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coder.formats.page import page
from coder.formats.page.traces import anchor
from coder.sample import make_sample
from tests.formats.page.browser import Reader, chromium, needs_chromium, playwright
from tests.formats.page.studies import guarded, hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium
# What WCAG 2.0 to 2.2 ask for at A and AA, as axe-core names it.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    with make_sample(folder / "study", "MK") as study:
        (folder / "report.html").write_bytes(page(study.findings()))
    return folder / "report.html"


@pytest.fixture(scope="module")
def bad_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    with hostile(folder / "study") as study:
        (folder / "report.html").write_bytes(page(study.findings()))
    return folder / "report.html"


def test_a_cell_opens_with_enter_and_escape_leads_back(browser: Browser, report: Path) -> None:
    reader = Reader(browser, report)
    keyboard = reader.page.keyboard
    reader.page.locator("#theme").focus()
    while not reader.focused().startswith("#cell-"):
        keyboard.press("Tab")
    assert reader.focused() == "#" + anchor("technology.base", "beijing")
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp"):
        keyboard.press(key)
    wanted = anchor("technology.focus", "beijing")
    assert reader.focused() == "#" + wanted
    keyboard.press("Enter")
    dialog = reader.page.locator("#dialog")
    assert dialog.is_visible()
    assert reader.focused() == "#slot"
    assert "Focus of competence, Beijing" in dialog.locator("h2").inner_text()
    assert dialog.locator(f"#{wanted}").count() == 1
    assert [part.split()[0] for part in dialog.locator(".heading").all_inner_texts()] == ["FOR", "AGAINST"]
    keyboard.press("Escape")
    assert not dialog.is_visible()
    assert reader.focused() == "#" + wanted
    assert reader.page.locator(f"details > #{wanted}").count() == 1  # back where it was
    keyboard.press("End")
    assert reader.focused() == "#" + anchor("technology.focus", "guizhou")
    keyboard.press("ArrowRight")  # nothing beyond
    assert reader.focused() == "#" + anchor("technology.focus", "guizhou")
    keyboard.press("Home")
    keyboard.press("Tab")
    assert not reader.focused().startswith("#cell-technology")  # one stop a table
    reader.check()


def test_from_cell_to_cell_within_the_dialog(browser: Browser, report: Path) -> None:
    reader = Reader(browser, report)
    reader.page.locator(f".overview a[href='#{anchor('technology.base', 'beijing')}']").first.click()
    title = reader.page.locator("#dialog-title")
    reader.page.click("#after")
    assert "Shanghai" in title.inner_text()
    reader.page.click("#before")
    reader.page.click("#before")  # the first follows the last
    assert "Guizhou" in title.inner_text()
    assert "TaoBao" in title.inner_text()
    reader.page.click("#close")
    assert reader.page.locator("details.trace > .body").count() == 108
    assert reader.page.locator("#slot *").count() == 0
    reader.check()


def test_filters_and_search(browser: Browser, report: Path) -> None:
    reader = Reader(browser, report)
    tab, status = reader.page, reader.page.locator("#status")
    assert status.inner_text() == "108 of 108 cells, 913 of 913 quotations"
    tab.select_option("#by-case", label="Zhejiang")
    assert status.inner_text().startswith("18 of 108 cells")
    assert tab.locator(".overview").first.locator("thead th:visible").all_inner_texts()[0].startswith("Zhejiang")
    assert tab.locator("details.trace:visible").count() == 18
    tab.select_option("#by-row", label="Joint narrative")
    assert status.inner_text().startswith("1 of 108 cells")
    assert tab.locator(".overview td a:visible").count() == 1
    tab.click("#reset")
    tab.select_option("#by-flag", "contested")
    assert status.inner_text().startswith("12 of 108 cells")
    assert tab.locator(".overview td.hit").count() == 12
    tab.select_option("#by-coder", label="JW")
    assert int(status.inner_text().split(" cells, ")[1].split()[0]) < 913
    for trace in tab.locator("details.trace:visible .against").all():  # what speaks against is never left out
        assert trace.locator(".quoted[hidden]").count() == 0
    tab.click("#reset")
    tab.fill("#words", "CHEAP THING")
    playwright.expect(status).to_have_text(re.compile("^3 of"))
    assert tab.locator("details.trace[open]").count() == 3
    assert "Cheap thing" in tab.locator("details.trace[open] .quoted:visible").first.inner_text()
    assert tab.evaluate("CSS.highlights.get('found').size") == 3
    tab.click("#first")
    assert tab.evaluate("document.activeElement.localName") == "summary"
    tab.fill("#words", "原始创新")
    playwright.expect(tab.locator("details.trace[open] .quoted:visible").first).to_contain_text("原始创新")
    tab.fill("#words", "nothing says this")
    playwright.expect(status).to_have_text(re.compile("^0 of"))
    assert not tab.locator("#first").is_visible()
    tab.click("#reset")
    assert tab.locator("details.trace[open]").count() == 0
    assert status.inner_text() == "108 of 108 cells, 913 of 913 quotations"
    reader.check()


def test_the_dialog_shows_all_for_and_against_whatever_is_filtered(browser: Browser, report: Path) -> None:
    reader = Reader(browser, report)
    wanted = anchor("mindset.narrative", "beijing")
    reader.page.fill("#words", "cheap thing")
    playwright.expect(reader.page.locator("#status")).to_have_text(re.compile("^3 of"))
    reader.page.locator(f".overview a[href='#{wanted}']").first.click()
    body = reader.page.locator(f"#dialog #{wanted}")
    assert body.locator(".quoted:visible").count() == body.locator(".quoted").count() > 5
    reader.check()


def test_both_themes_and_the_button_between_them(browser: Browser, report: Path) -> None:
    colours = {}
    for scheme in ("light", "dark"):
        reader = Reader(browser, report, color_scheme=scheme)
        colour = "getComputedStyle(document.body).backgroundColor"
        before = reader.page.evaluate(colour)
        reader.page.click("#theme")
        colours[scheme] = before, reader.page.evaluate(colour)
        reader.check()
    assert colours["light"] == colours["dark"][::-1]
    assert colours["light"][0] == "rgb(255, 255, 255)"


def test_without_script_everything_is_there(browser: Browser, report: Path) -> None:
    reader = Reader(browser, report, java_script_enabled=False)
    assert not reader.page.locator("#tools").is_visible()
    wanted = anchor("technology.base", "beijing")
    reader.page.locator(f".overview a[href='#{wanted}']").first.click()
    assert reader.page.locator(f"#{wanted}").is_visible()  # the browser opens what a link leads into
    reader.context.close()
    assert reader.bad == []


def test_on_paper_all_of_it_is_printed_and_nothing_stays_open(browser: Browser, report: Path) -> None:
    import pypdfium2  # type: ignore[import-untyped]

    reader = Reader(browser, report)
    reader.page.locator(f".overview a[href='#{anchor('technology.base', 'beijing')}']").first.click()
    data = reader.page.pdf(prefer_css_page_size=True)
    assert reader.page.locator("details[open]").count() == 0
    assert reader.page.locator("details > .body").count() == 108
    reader.check()
    with pypdfium2.PdfDocument(io.BytesIO(data)) as paper:
        text = "\n".join(sheet.get_textpage().get_text_range() for sheet in paper)
        assert len(paper) < 100
    words = "".join(text.split())
    assert words.count("AGAINST") == 108
    assert "cheapthing" in words
    assert "Searchthequotations" not in words


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(browser: Browser, report: Path, width: int) -> None:
    reader = Reader(browser, report, viewport={"width": width, "height": 800})
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    reader.page.locator("details.trace summary").nth(3).click()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    reader.check()


def test_hostile_words_do_nothing(browser: Browser, bad_report: Path) -> None:
    reader = Reader(browser, bad_report)
    for link in reader.page.locator(".overview td a").all():
        link.click()
        reader.page.hover("#slot")
        reader.page.keyboard.press("Escape")
    for name in ("case", "row", "coder", "flag"):
        for option in reader.page.locator(f"#by-{name} option").all():
            reader.page.select_option(f"#by-{name}", option.get_attribute("value"))
        reader.page.click("#reset")
    for words in ("<script>", "{cells}", "$&"):
        reader.page.fill("#words", words)
        reader.page.wait_for_timeout(200)
    reader.page.emulate_media(media="print")
    assert reader.page.evaluate("getComputedStyle(document.body).display") == "block"
    reader.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["sample", "hostile", "guarded"])
def test_axe_finds_nothing(
    browser: Browser, report: Path, bad_report: Path, tmp_path: Path, scheme: str, which: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="carries axe-core: pip install 'coder[test]'"
    )
    file = {"sample": report, "hostile": bad_report}.get(which)
    if file is None:
        file = tmp_path / "report.html"
        with guarded(tmp_path / "study") as study:
            file.write_bytes(page(study.findings()))
    reader = Reader(browser, file, color_scheme=scheme, bypass_csp=True)  # axe is a script that is not ours
    tab = reader.page

    def problems() -> list[str]:
        found = axe.Axe().run(tab, options={"runOnly": _RULES, "resultTypes": ["violations"]}).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary']}" for one in found]

    for kind in ("data", "trace"):
        tab.evaluate(f"for (const one of [...document.querySelectorAll('.{kind}')].slice(0, 5)) one.open = true")
    assert problems() == []
    tab.select_option("#by-coder", "0")  # some cells stand back, others come forward
    tab.locator(".overview td a").first.click()
    assert problems() == []
    reader.context.close()
