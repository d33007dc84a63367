"""A real browser for the tests of the report: the Chromium of this machine, without network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright drives the browser: pip install 'coder[test]'"
)

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), "")
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="needs Chromium: apt-get install chromium, or $CHROMIUM")
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, headless."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=_OPTIONS)
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """A page of a browser in which everything is noted that a report must not do: dialogs, requests, violations."""

    def __init__(self, browser: Browser, file: Path, **settings: Any) -> None:
        self.context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | settings))
        self.page = self.context.new_page()
        self.bad: list[str] = []
        self.page.on("dialog", self._asked)
        self.page.on("request", lambda request: self._requested(request.url, file.as_uri()))
        self.page.on("console", lambda message: self.bad.append(f"console {message.text}"))
        self.page.on("pageerror", lambda error: self.bad.append(f"error {error}"))
        self.page.on("popup", lambda _: self.bad.append("popup"))
        self.context.add_init_script(
            "window.violations = []; addEventListener('securitypolicyviolation', "
            "(event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));"
        )
        self.page.goto(file.as_uri())

    def _asked(self, dialog: Dialog) -> None:
        self.bad.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _requested(self, url: str, own: str) -> None:
        if url.partition("#")[0] != own:
            self.bad.append(f"request {url}")

    def check(self) -> None:
        """Nothing bad has happened so far, and the session is over."""
        assert self.bad == []
        assert self.page.evaluate("window.violations") == []
        assert self.page.evaluate("window.hit") is None
        self.context.close()

    def focused(self) -> str:
        """What has the focus: the target of a link, or an id."""
        found = self.page.evaluate("document.activeElement.hash || '#' + document.activeElement.id")
        return str(found)
