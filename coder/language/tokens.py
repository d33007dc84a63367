"""Whether spaCy finds a phrase at a place: its tokeniser and its PhraseMatcher, asked about single words only.

The tokenisers treat each stretch between spaces by itself, so that the few words around a place have the tokens which
they have in the whole text. The same words come again and again, so what was found in them is remembered. spaCy is
imported with the first question: it takes a second, and many texts have no place worth asking about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

_BLANK = {"en": "en", "de": "de", "zh": "zh"}  # spaCy's tokeniser per language; the neutral one for others
_REMEMBERED, _REMEMBERED_LENGTH = 50_000, 200  # windows, and characters of the longest but for the one asked last


@cache
def blank(language: str) -> Language:
    """spaCy's pipeline with nothing but the tokeniser; made once, which takes a quarter of a second."""
    import spacy

    return spacy.blank(language)


class PhrasesAtTokens:
    """The phrases of one language as spaCy's PhraseMatcher finds them by ``LOWER``, the tokens in small letters."""

    def __init__(self, phrases: Iterable[Iterable[str]], language: str) -> None:
        """``phrases``: each with all its spellings; a phrase is known by its number. ``language`` without region."""
        self._phrases = phrases
        self._language = language
        self._matcher: PhraseMatcher | None = None
        self._tokenizer: Callable[[str], Doc]
        self._numbers: dict[int, int] = {}
        self._known: dict[str, frozenset[tuple[int, int, int]]] = {}
        self._last: tuple[str, frozenset[tuple[int, int, int]]] = ("", frozenset())

    def found(self, number: int, window: str, start: int, end: int) -> bool:
        """Whether the PhraseMatcher finds the phrase of that number at ``window[start:end]``.

        ``window`` is cut at spaces, so that the tokens in it are those of the text; in Chinese anywhere.
        """
        known = self._known.get(window)
        if known is None:
            known = self._asked(window)
        return (start, end, number) in known

    def _asked(self, window: str) -> frozenset[tuple[int, int, int]]:
        """Every phrase in a window: where it starts and ends, and its number."""
        if self._last[0] == window:
            return self._last[1]
        matcher = self._matcher or self._ready()
        tokens = self._tokenizer(window)
        spans = ((match, tokens[first:last]) for match, first, last in matcher(tokens))
        found = frozenset((span.start_char, span.end_char, self._numbers[match]) for match, span in spans)
        if len(window) <= _REMEMBERED_LENGTH:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[window] = found
        self._last = (window, found)
        return found

    def _ready(self) -> PhraseMatcher:
        from spacy.matcher import PhraseMatcher

        nlp = blank(_BLANK.get(self._language, "xx"))
        self._tokenizer = nlp.tokenizer  # not make_doc, which refuses more than a million characters
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for number, spellings in enumerate(self._phrases):
            self._matcher.add(str(number), [self._tokenizer(spelling) for spelling in spellings])
            self._numbers[nlp.vocab.strings[str(number)]] = number
        return self._matcher
