"""What all tests share: how fast something is, is measured in ``tests/bench`` and never a reason to fail."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("coder", deadline=None)
settings.load_profile("coder")
