import pytest

from coder.codebook.version import is_version, precedence
from coder.errors import CoderError

IN_ORDER = [
    "0.9.0", "0.10.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
    "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "2.0.0",
]  # fmt: skip


def test_precedence_as_the_specification_gives_it() -> None:
    backwards = IN_ORDER[::-1]
    assert sorted(backwards, key=precedence) == IN_ORDER
    assert precedence("1.0.0+build.7") == precedence("1.0.0")


@pytest.mark.parametrize("text", ["", "1", "1.0", "01.0.0", "1.0.0-", "v1.0.0", "1.0.0.0", "1.0.0-01", "１.0.0"])
def test_no_version(text: str) -> None:
    assert not is_version(text)
    with pytest.raises(CoderError, match="is not a version"):
        precedence(text)
