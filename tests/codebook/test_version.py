import pytest

from coder.codebook.version import is_version, precedence, raised
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


@pytest.mark.parametrize(
    ("version", "patch", "minor"),
    [
        ("1.2.3", "1.2.4", "1.3.0"),
        ("0.1.0+build.7", "0.1.1", "0.2.0"),
        ("1.0.0-rc.9", "1.0.0-rc.10", "1.0.0-rc.10"),
        ("1.0.0-9", "1.0.0-10", "1.0.0-10"),
        ("1.0.0-draft", "1.0.0-draft.1", "1.0.0-draft.1"),
        ("1.0.0-rc-1+x", "1.0.0-rc-1.1", "1.0.0-rc-1.1"),
    ],
)
def test_the_next_version(version: str, patch: str, minor: str) -> None:
    assert (raised(version), raised(version, minor=True)) == (patch, minor)


@pytest.mark.parametrize("version", IN_ORDER)
def test_the_next_version_is_later(version: str) -> None:
    for minor in (False, True):
        assert is_version(raised(version, minor=minor))
        assert precedence(raised(version, minor=minor)) > precedence(version)
