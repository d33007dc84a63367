"""What the index holds of a text, against the terms of each folded passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.search.folding import fold
from coder.search.index import LONGEST_TERM, WITH_LONG_TERM, passages, terms
from tests.search.texts import texts

ASCII = st.text("abcXYZ 1_-'`/.\n\t\x1c\x01", max_size=400)
WESTERN = st.text("abÄßöÿ ,.'’“„»«–—…_-\n\x85\xa0/1", max_size=400)


@given(st.one_of(ASCII, WESTERN, texts).map(lambda text: text * 4))
def test_passages_are_found_by_their_folded_terms_and_the_first_ones_behind(text: str) -> None:
    found = list(passages(text))
    assert "".join(text[one.span.start : one.span.end] for one in found) == text
    for one in found:
        folded = terms(fold(text, one.span.start, one.span.end).text)
        own = [term if len(term) <= LONGEST_TERM else WITH_LONG_TERM for term in folded]
        assert list(one.terms[: len(own)]) == own
