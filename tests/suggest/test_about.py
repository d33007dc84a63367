import pickle
from dataclasses import replace

import pytest

from coder.model.codebook import Case
from coder.suggest.about import named_cases
from coder.suggest.cues import suggest
from tests.suggest.sample import TOWNS, document

CASES = (
    Case("north", {"en": "Northham", "zh": "北城", "de": "Nordheim"}, aliases=("Kilnhouse", "New Northham")),
    Case("south", {"en": "Southby", "zh": "南镇"}, aliases=("南镇开发区",)),
    Case("east", {"en": "East", "zh": "东"}, aliases=("Kilnhouse", "++")),
)
BOOK = replace(TOWNS, cases=CASES)
NAMES = named_cases(BOOK)


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("In NORTHHAM, it is so.", "en", {"north"}),
        ("Northham's firms and the Southby-based ones", "en", {"north", "south"}),
        ("Northhamers and unSouthby and Eastern", "en", set()),
        ("New Northham", "en", {"north"}),
        ("Nordheims Betriebe, die Nordheimer Uni", "de", {"north"}),
        ("Nordheimerin", "de", set()),
        ("Nordheimer", "en", set()),
        ("我们在北城有厂，南镇开发区也有", "zh", {"north", "south"}),
        ("in 北城 we", "en", {"north"}),
        ("Kilnhouse belongs to two", "en", set()),
        ("++ İİ Southby", "en", {"south"}),
        ("", "en", set()),
    ],
)
def test_cases_named_by_label_or_alias(text: str, language: str, named: set[str]) -> None:
    assert NAMES.named(text, language) == named


def test_another_case_is_one_that_stands_alone() -> None:
    assert NAMES.other_case("In Southby there is export.", "en", "north") == "south"
    assert NAMES.other_case("In Southby, not in Northham.", "en", "north") is None
    assert NAMES.other_case("Southby and East.", "en", "north") is None
    assert NAMES.other_case("In Northham.", "en", "north") is None
    assert NAMES.other_case("In Southby.", "en", None) is None


def test_names_are_pickled() -> None:
    assert pickle.loads(pickle.dumps(NAMES)).named("Southby", "en") == {"south"}  # noqa: S301


def test_suggestions_from_cues_are_about_the_case_that_the_sentence_names() -> None:
    talk = document("Southby has export. We have export. Here in Northham export is less than in Southby.")
    assert [one.about for one in suggest(talk, BOOK, 1, case="north")] == ["south", None, None]
    assert [one.about for one in suggest(talk, BOOK, 1)] == [None, None, None]
    assert [one.id for one in suggest(talk, BOOK, 1, case="north")] == [one.id for one in suggest(talk, BOOK, 1)]
