"""The HTML report: one file with the tables, the trace of every cell, filters and small pictures.

It fetches nothing and may not: its policy allows this one script and this one stylesheet, by their hashes. Without the
script everything stands in it all the same. Whatever a transcript holds is shown as text.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from coder.formats.visible import harmless
from coder.model.findings import Findings

if TYPE_CHECKING:
    from jinja2 import Template


def page(findings: Findings) -> bytes:
    """The report as a file in UTF-8; the same findings are the same bytes."""
    from markupsafe import Markup

    from coder.formats.page.view import view

    style, script = _file("page.css"), _file("page.js")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    own = {"style": Markup(style), "script": Markup(script)}  # noqa: S704 - files of ours
    return _template().render(policy=policy, **own, **view(findings)).encode()


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(_file("page.html"))


def _shown(value: object) -> object:
    """Strange characters of any text spelled out; what is markup of ours already stays."""
    return harmless(value) if type(value) is str else value


@cache
def _file(name: str) -> str:
    return files("coder.formats.page").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
