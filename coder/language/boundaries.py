"""Sentences, words and paragraphs of a transcript, as spans.

No spaCy here: the coding session paints within 0.3 s and moves by these units, importing spaCy alone takes 0.8 s. The
rules are plain ones over punctuation; where a stop is doubtful the sentence goes on, since a unit too long is still
one that a reader can trim.
"""

from __future__ import annotations

import re

from coder.language.conventions import Conventions, conventions
from coder.model.span import Span

# Ideographs with their extensions, kana, and the iteration marks that stand for one.
CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u0300-\u036f"  # combining accents: decomposed text stays whole

_CJK_STOPS = frozenset("。！？；．｡")
_STOPS = "。！？；．｡.!?…‽"
# “ and « close in German and open elsewhere: they close where no word follows them directly.
_CLOSING = "(?:[\"'”’»›)\\]}」』》〉）］】*_]|[“«‹](?!\\w))*"
_OPENING = "\"'“„”‘‚»«›‹(\\[{「『《〈（［【¿¡*_–—―‑-"

_STOP = re.compile(f"\n|([{_STOPS}]+)({_CLOSING})")
# Remarks of the transcriber right after a stop belong to the sentence before: (laughs), [...], （笑）. Not "(2) ...".
_REMARKS = re.compile(
    rf"(?:[^\S\n]*(?!\(\d)[(\[（［【](?:[^()\[\]（）［］【】\n{_STOPS}]{{1,40}}|[.…]{{1,6}})[)\]）］】])+"
)
_NEXT = re.compile(rf"[^\S\n]*(?:[{_OPENING}]+[^\S\n]*)*(\w[\w'’]*)?")
_LINE_OVER = re.compile(rf"(?:[^\S\n]|[{_OPENING}])*(?:\n|\Z)")
_FIRST = re.compile(r"\s*\S*")
_IDEOGRAPH = re.compile(f"[{CJK}]")
_WORD = re.compile(
    rf"[{CJK}]|\d+(?:[.,:]\d+)+[^\W_{CJK}]*|[^\W_{CJK}]+(?:[{_MARKS}]+[^\W_{CJK}]*|['’‑&-][^\W_{CJK}]+)*"
)
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_VOWEL = re.compile("[aeiouyäöüáéíóú]", re.IGNORECASE)
_ROMAN = re.compile("[IVX]+")
_INTERJECTIONS = frozenset(("hm", "hmm", "mhm", "mm", "mmm", "pst", "pff", "tja"))


def sentences(text: str, start: int, end: int, language: str) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]``: in order, trimmed, together covering every character that is no space.

    A line end always ends one. Nothing outside the stretch is looked at.
    """
    rules = conventions(language)
    found: list[Span] = []
    begin = after = start
    for stop in _STOP.finditer(text, start, end):
        if stop.start() < after:  # inside a remark that was taken already
            continue
        if stop[1] is None:
            after = stop.end()
        else:
            after = _end_of_sentence(text, stop, begin, end, rules)
            if not after:
                continue
        _add(found, text, begin, after)
        begin = after
    _add(found, text, begin, end)
    return tuple(found)


def words(text: str, start: int, end: int, language: str) -> tuple[Span, ...]:
    """The words of ``text[start:end]``: hyphenated words, contractions and decimals whole, no punctuation.

    Without a dictionary each Chinese character is a word of its own, whatever the ``language`` of the text around it.
    """
    return tuple(Span(*word.span()) for word in _WORD.finditer(text, start, end))


def paragraphs(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The lines of ``text[start:end]`` that are not blank, trimmed; what locators count as paragraphs."""
    found: list[Span] = []
    begin = start
    while begin < end:
        line_end = text.find("\n", begin, end)
        line_end = end if line_end < 0 else line_end
        _add(found, text, begin, line_end)
        begin = line_end + 1
    return tuple(found)


def word_count(text: str) -> int:
    """Number of words; each Chinese character counts one, as word processors do."""
    return len(_WORD.findall(text))


def _add(found: list[Span], text: str, begin: int, end: int) -> None:
    """Append the span without the spaces around it, if anything is left."""
    piece = text[begin:end]
    words_only = piece.lstrip()
    if words_only:
        begin += len(piece) - len(words_only)
        found.append(Span(begin, begin + len(words_only.rstrip())))


def _end_of_sentence(text: str, stop: re.Match[str], begin: int, end: int, rules: Conventions) -> int:
    """Where the sentence ends that this cluster of stops ends, closing quotes and remarks included; 0 if it goes on."""
    stops, closing = stop[1], stop[2]
    at, after = stop.start(), stop.end()
    if closing and at > begin and text[at - 1] in "([（［":
        return 0  # "[...]" and "(?)" say nothing about the sentence they stand in
    remarks = _REMARKS.match(text, after, end)
    behind = remarks.end() if remarks else after
    if not _CJK_STOPS.isdisjoint(stops):
        return behind
    if behind == after < end and not text[after].isspace():
        # 3.5, example.org and Also…ich go on
        return after if _IDEOGRAPH.match(text, after, end) and _ends_before_ideograph(text, at, stops) else 0
    following = _NEXT.match(text, behind, end)
    word = following[1] if following else None
    if word is None:  # either the line is over, or more punctuation comes, which decides then
        return behind if _LINE_OVER.match(text, behind, end) else 0
    return behind if _ends(text, stop, begin, word, rules) else 0


def _ends_before_ideograph(text: str, at: int, stops: str) -> bool:
    """Whether Western stops end a sentence although a Chinese character follows directly; an ellipsis is a pause."""
    if stops[-1] in "!?‽":
        return True
    return stops == "." and at > 0 and _IDEOGRAPH.match(text[at - 1]) is not None


def _ends(text: str, stop: re.Match[str], begin: int, word: str, rules: Conventions) -> bool:
    """Whether stops before a space and ``word`` end the sentence that began at ``begin``."""
    stops, lower = stop[1], word[0].islower()
    if stop[2] and lower:
        return False  # "Why?" he asked
    if stops == ".":
        return _full_stop(text, stop.start(), begin, word, rules)
    if stops.strip(".…"):
        return True
    return not lower and word not in rules.always_capital and (not rules.nouns_capital or word in rules.openers)


def _full_stop(text: str, at: int, begin: int, word: str, rules: Conventions) -> bool:
    """Whether a single full stop before a space and ``word`` ends the sentence rather than an abbreviation."""
    pieces = text[max(begin, at - 24) : at].split()
    if not pieces or text[at - 1].isspace():
        return True
    before = pieces[-1].lstrip(_OPENING)
    name = before.rpartition("-")[2].lower()
    if name in rules.attached or (name in rules.numbered and word[0].isdigit()):
        return False
    if name in rules.abbreviations or (len(name) == 1 and name.isalpha()) or _DOTTED.fullmatch(before):
        return word in rules.openers
    if name.isdigit() or (rules.ordinals and _ROMAN.fullmatch(before)):
        first = _FIRST.match(text, begin, at)
        if first and first.end() == at:
            return False  # "1. Introduction"
        counted = len(pieces) > 1 and pieces[-2].removesuffix(".").lower() in rules.attached  # "Nr. 7."
        ordinal = rules.ordinals and not counted and not (name.isdigit() and len(name) > 2)
        return word in rules.openers or not ordinal
    if word[0].islower():  # a sentence in small letters, unless the word before looks clipped: "Bhf. und"
        return len(name) > 4 or name in _INTERJECTIONS or _VOWEL.search(name) is not None
    return True
