from __future__ import annotations

import re
from pathlib import Path

from coder.codebook.read import check

PAGE = Path(__file__).parent.parent.parent / "codebooks" / "README.md"


def test_the_example_on_the_page_is_a_codebook_without_errors_or_warnings() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert check(example, "example") == ([], [])
