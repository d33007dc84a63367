"""Examples as a spaCy DocBin, the binary format that ``spacy train`` and ``spacy convert`` know.

A Doc per example: its passages in the span group ``sc`` (where spaCy's span categorizer looks), labelled with their
codes; ``cats`` for text classification, 1 or 0 for each code; and what spaCy has no place for in ``user_data``. spaCy's
spans begin and end at tokens, codings anywhere: edges inside a token are moved out to its edge, blanks at the edges
left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from coder.language.conventions import base
from coder.model.example import Example

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

PASSAGES, TURNS = "sc", "turns"  # names of span groups
_ATTRIBUTES = ("ORTH", "SPACY")  # of tokens: a blank pipeline knows no others
_ANY = "xx"


def docbin(examples: Iterable[Example], codes: Sequence[str]) -> tuple[bytes, int]:
    """The bytes of the DocBin, and how many passages (coded, or turns of a document) had an edge inside a token.

    ``codes`` are the labels of ``cats``; an example that nobody has read has no ``cats``, which spaCy takes as not
    known. Equal examples give equal bytes.
    """
    from spacy.tokens import DocBin

    blank: dict[str, Language] = {}
    found = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
    moved = 0
    for example in examples:
        language = base(example.language)
        if language not in blank:
            blank[language] = _blank(language)
        doc = blank[language].tokenizer(example.text)  # not make_doc, which refuses more than a million characters
        groups = {PASSAGES: [(span.start, span.end, code) for span, code in example.passages()]}
        if example.turns:
            groups[TURNS] = [(turn.span.start, turn.span.end, turn.role.value) for turn in example.turns]
        for name, passages in groups.items():
            spans = []
            for begin, stop, label in passages:
                words = example.text[begin:stop].strip()  # a blank behind a word is no token
                if not words:
                    continue
                start = begin + example.text[begin:stop].index(words)
                end = start + len(words)
                span = cast("Span", doc.char_span(start, end, label=label, alignment_mode="expand"))  # None outside
                moved += (span.start_char, span.end_char) != (start, end)
                spans.append(span)
            doc.spans[name] = _each_once(spans)
        doc.cats = {code: float(code in example.codes) for code in codes} if example.read else {}
        doc.user_data.update(example.facts())
        found.add(doc)
    return found.to_bytes(), moved


def _blank(language: str) -> Language:
    """An empty pipeline of a language; the neutral one where spaCy has none, or needs another package for it."""
    import spacy

    try:
        return spacy.blank(language)
    except (ImportError, OSError, ValueError):
        return spacy.blank(_ANY)


def _each_once(spans: Iterable[Span]) -> list[Span]:
    """Spans whose edges were moved may have become the same."""
    return list({(span.start, span.end, span.label): span for span in spans}.values())
