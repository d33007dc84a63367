"""What all tests share: how fast something is, is measured in ``tests/bench`` and never a reason to fail; and no test
throws dice that fall otherwise the next time.

Properties are tried on the same examples every time, and the ids that studies draw are the same in every run of a test,
so that a change is what makes a test fail. ``CODER_FUZZ=10000`` draws other examples, and in the tests of hostile files
so many: to be run when readers or texts are worked on. ``CODER_IDS=2`` draws other ids.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings

settings.register_profile("coder", deadline=None, derandomize="CODER_FUZZ" not in os.environ)
settings.load_profile("coder")

_dice = Random()
os.register_at_fork(after_in_child=_dice.seed)  # two processes of one test must not draw the same id


def _drawn() -> UUID:
    return UUID(int=_dice.getrandbits(128), version=4)


def _begin(what: str) -> None:
    _dice.seed(f"{what} {os.environ.get('CODER_IDS', '')}")


def pytest_configure(config: pytest.Config) -> None:
    """Let studies draw their ids from here."""
    patched = pytest.MonkeyPatch()
    patched.setattr("uuid.uuid4", _drawn)
    config.add_cleanup(patched.undo)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Each test draws its own ids, whichever ran before it."""
    _begin(item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, Any, Any]:
    """What several tests share draws its own ids too, whichever test comes first."""
    if fixturedef.scope == "function":
        return (yield)
    before = _dice.getstate()
    _begin(f"{fixturedef.baseid} {fixturedef.argname} {getattr(request, 'param', '')}")
    try:
        return (yield)
    finally:
        _dice.setstate(before)
