"""Sentences, words and paragraphs of a transcript, as spans.

No spaCy here: the coding session paints within 0.3 s and moves by these units, importing spaCy alone takes 0.8 s. The
rules are plain ones over punctuation; where a stop is doubtful the sentence goes on, since a unit too long is still
one that a reader can trim. Every rule looks at a bounded stretch or at what no other stop looks at, so that the time
grows with the text alone, whatever the text is.
"""

from __future__ import annotations

import re
from functools import cache

from coder.language.conventions import BACKCHANNELS, Conventions, conventions
from coder.language.western import letter_runs, odd_words, western
from coder.model.span import Span

# Ideographs with their extensions, kana, and the iteration marks that stand for one.
CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Combining marks, which are no letters to the regular expressions: accents, Hebrew and Arabic points, the vowel signs
# of Indic scripts and Thai, and the two joiners that stand inside words.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a4d"
    "\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
)

_CJK_STOPS = frozenset("。！？；｡﹖﹗﹔")  # they end a sentence whatever follows them
_STOPS = "。！？；．｡﹖﹗﹔.!?…‽؟۔।"
_PAUSES = ".…．。｡ \u00a0\u202f\t"  # several of them are an ellipsis
# “, ‘ and « close in German and open elsewhere: they close where no word follows them directly. » closes after a space
# in French. Small raised figures are notes.
_CLOSING = "(?:[\"'”’»›)\\]}」』》〉）］】*_¹²³⁰⁴-⁹]|[“‘«‹](?!\\w)|[ \u00a0\u202f]»(?=[\\s,;.)]|\\Z))*"
_SPACES = " \t\r\f\v\u00a0\u2000-\u200a\u202f\u3000"
_OPENING = "\"'“„”‘‚»«›‹(\\[{「『《〈（［【¿¡*_–—―‑-"

# A remark in brackets holds no end of a sentence: [He laughs. Pause.], [...], [00:12:05.3].
_BRACKETED = r"\[[^\[\]\n]{0,120}\]|【[^【】\n]{0,120}】|［[^［］\n]{0,120}］"
# Remarks of the transcriber right after a stop belong to the sentence before: (laughs), [...], （笑）, ((pause)),
# <coughs>, *sighs*, and the time at the end of a contribution as f4 writes it, #00:01:05-3#. Numbers and times in
# brackets, "(2) ..." and "[00:12:05] ...", belong to what follows them.
_NUMBER = r"(?!\d[\d\s:.,;–-]*[)\]）］】>])"
_REMARK = (
    rf"[(（<]{_NUMBER}(?:[^()<>（）\[\]\n{_STOPS}]{{1,40}}|[^()<>（）\[\]\n]{{1,24}})[)）>]|\(\([^()\n]{{1,40}}\)\)"
    rf"|(?:\[{_NUMBER}[^\[\]\n]{{1,80}}\]|【{_NUMBER}[^【】\n]{{1,80}}】|［{_NUMBER}[^［］\n]{{1,80}}］)"
    rf"|(?<=\S)\[\d{{1,3}}\]|\*[^*\s{_STOPS}][^*\n{_STOPS}]{{0,40}}\*|#[\d:.,;-]{{4,16}}#"
)
# A line end, a remark, or stops with what closes them and the remarks that belong to them.
_STOP = re.compile(
    rf"(?=[\n\[【［{_STOPS}])"  # the same again, found faster
    rf"(?:\n|{_BRACKETED}|(\.(?:[^\S\n]\.){{2,}}|[{_STOPS}]+)({_CLOSING})((?:[^\S\n]*(?:{_REMARK}))*))"
)
_NEXT = re.compile(rf"[^\w\n{_STOPS}]*(\w[\w'’]*)?")
_LINE_OVER = re.compile(rf"[{_SPACES}{_OPENING}]*(?:\n|\Z)")
_TIME_AND_LINE_OVER = re.compile(r"[^\S\n]*[(\[（［【<#][\d:.,;-]{3,16}[)\]）］】>#][^\S\n]*(?:\n|\Z)")
_WORD_HERE = re.compile(r"\w[\w'’]*")
_IDEOGRAPH = f"[{CJK}]"
_FIRST_IDEOGRAPH = CJK[0]
# 他问。 老张说：…: who spoke, right behind what was said
_SAID = f"[{CJK}]{{1,6}}?(?:说|說|道|问|問|答|喊|叫|想|讲|講)[，。：:,！？.!?]"
_NUMERAL = re.compile("[一二三四五六七八九十甲乙丙丁]+")
_GOES_ON = frozenset("，、；：,;:")
_TITLE_CLOSES = frozenset("》〉")

_WORD = (
    rf"[{CJK}]|\d+(?:[.,:]\d+)+[^\W_{CJK}]*"
    rf"|[^\W_{CJK}]+(?:[{_MARKS}]+[^\W_{CJK}]*|['’‑&-][^\W_{CJK}]+|[*:_]in(?:nen)?(?!\w))*"
)
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_CLIPPED = re.compile(r"[^\W\d_]{1,3}\.")
_NUMERIC = re.compile(r"\d+(?:\.\d+)*")
_VOWEL = re.compile("[aeiouy]")
_ROMAN = re.compile("[IVX]+")
_INTERJECTIONS = frozenset(("hm", "hmm", "mh", "mhm", "mm", "mmm", "pst", "psst", "pff", "sh", "shh", "tsk", "brr"))
_NEAR = 24  # characters before a stop that say what it is
_BRACKETS = re.compile(_BRACKETED)
_LONGEST_BACKCHANNEL = 60  # characters, remarks included
_REMEMBERED, _REMEMBERED_LENGTH = 50_000, 40  # stretches whose words were counted, and characters of the longest


def sentences(text: str, start: int, end: int, language: str) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]``: in order, trimmed, together covering every character that is no space.

    A line end always ends one. Nothing outside the stretch is looked at.
    """
    rules = conventions(language)
    found: list[Span] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop[0] == "\n" or (stop[1] is not None and _ends(text, stop, begin, end, rules)):
            _add(found, text, begin, stop.end())
            begin = stop.end()
    _add(found, text, begin, end)
    return tuple(found)


def words(text: str, start: int, end: int, language: str) -> tuple[Span, ...]:
    """The words of ``text[start:end]``: hyphenated words, contractions and decimals whole, no punctuation.

    Without a dictionary each Chinese character is a word of its own, whatever the ``language`` of the text around it.
    """
    return tuple(Span(*word.span()) for word in _compiled(_WORD).finditer(text, start, end))


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
    """Number of words; each Chinese character counts one, as word processors do.

    No word holds white space, so what stands between is counted once and remembered: a corpus repeats its words. In
    Western letters words are told by what stands beside each letter, but for the lines in which other signs join some.
    """
    data = western(text)
    if data is None:
        return _counted_one_by_one(text)
    count = letter_runs(data)
    end = 0
    for at in odd_words(data):
        if at >= end:
            begin = text.rfind("\n", end, at) + 1 or end
            end = text.find("\n", at) + 1 or len(text)
            count += _counted_one_by_one(text[begin:end]) - letter_runs(data[begin:end])
    return count


def _counted_one_by_one(text: str) -> int:
    return sum(map(_WORDS_OF.__getitem__, text.split()))


def is_backchannel(words: str) -> bool:
    """Whether somebody only shows that he listens ("Mhm.", "Ja, genau.", "嗯。", "(nods)"): at most three such words.

    A question is none, however short it is.
    """
    if len(words) > _LONGEST_BACKCHANNEL or "?" in words or "？" in words:
        return False
    said = _compiled(_WORD).findall(_compiled(_REMARK).sub(" ", _BRACKETS.sub(" ", words)))
    return len(said) <= 3 and all(word.lower() in BACKCHANNELS for word in said)


class _WordsOf(dict[str, int]):
    """How many words stand in a stretch without white space; short stretches are remembered, so many at most."""

    def __missing__(self, stretch: str) -> int:
        bare = stretch[:-1] if stretch[-1] in ".,?!;" else stretch
        count = 1 if bare.isalpha() and bare.isascii() else len(_compiled(_WORD).findall(stretch))
        if len(stretch) <= _REMEMBERED_LENGTH:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[stretch] = count
        return count


_WORDS_OF = _WordsOf()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that takes milliseconds to compile, for its ideographs or its length: not while a session starts."""
    return re.compile(pattern)


def _is_ideograph(character: str) -> bool:
    return character >= _FIRST_IDEOGRAPH and _compiled(_IDEOGRAPH).match(character) is not None


def _add(found: list[Span], text: str, begin: int, end: int) -> None:
    """Append the span without the spaces around it, if anything is left."""
    piece = text[begin:end]
    words_only = piece.lstrip()
    if words_only:
        begin += len(piece) - len(words_only)
        found.append(Span(begin, begin + len(words_only.rstrip())))


def _ends(text: str, stop: re.Match[str], begin: int, end: int, rules: Conventions) -> bool:
    """Whether stops, with the closing signs and remarks behind them, end the sentence that began at ``begin``."""
    stops, closing = stop[1], stop[2]
    at, behind = stop.span()
    if closing and ((at > begin and text[at - 1] in "([{（［【<") or not _TITLE_CLOSES.isdisjoint(closing)):
        return False  # "(...)" and "(?)" say nothing about the sentence they stand in, nor does 《走吧！》
    if behind < end and text[behind] in _GOES_ON:
        return False
    if _TIME_AND_LINE_OVER.match(text, behind, end):
        return False  # the line end will do it
    pause = stops == "…" or (len(stops) > 1 and not stops.strip(_PAUSES))
    if not pause and not _CJK_STOPS.isdisjoint(stops):
        return not (closing and _compiled(_SAID).match(text, behind, end))
    if behind < end and not stop[3] and not text[behind].isspace():
        return not pause and _ends_without_space(text, stop, begin, end, rules)
    following = _NEXT.match(text, behind, end)
    word = following[1] if following else None
    if word is None:  # either the line is over, or more punctuation comes, which decides then
        return _LINE_OVER.match(text, behind, end) is not None
    lower = word[0].islower()
    if closing and lower:
        return False  # "Why?" he asked
    if pause:
        capital = not lower and word not in rules.always_capital and not _is_ideograph(word[0])
        return capital and (not rules.nouns_capital or word in rules.openers)
    return stops.strip(".．") != "" or _full_stop(text, at, begin, word, rules)


def _ends_without_space(text: str, stop: re.Match[str], begin: int, end: int, rules: Conventions) -> bool:
    """Whether Western stops end a sentence although something follows directly; 3.5 and example.org go on."""
    stops, at, behind = stop[1], stop.start(), stop.end()
    full = not stops.strip(".．")
    if _is_ideograph(text[behind]):
        if stop[2] and _compiled(_SAID).match(text, behind, end):
            return False
        numbered = _NUMERAL.fullmatch(text[max(begin, at - _NEAR) : at]) is not None  # 一.市场
        return not full or (at > begin and _is_ideograph(text[at - 1]) and not numbered)
    word = _WORD_HERE.match(text, behind, end)
    if word is None or not word[0][0].isupper():
        return False
    if not full:
        return True  # Why?Because
    return at - begin > 1 and text[at - 2 : at].islower() and text[at - 2 : at].isalpha() and word[0] in rules.openers


def _full_stop(text: str, at: int, begin: int, word: str, rules: Conventions) -> bool:
    """Whether a single full stop before a space and ``word`` ends the sentence rather than an abbreviation."""
    pieces = text[max(begin, at - _NEAR) : at].split()
    if not pieces or text[at - 1].isspace():
        return True
    before = pieces[-1].lstrip(_OPENING)
    name = before.replace("/", "-").rpartition("-")[2].lower()
    alone = len(pieces) == 1 and at - begin <= _NEAR  # nothing of the sentence before it
    opens = word in rules.openers
    if _is_ideograph(name[-1:]):
        return not (alone and _NUMERAL.fullmatch(name))
    if name and max(name) >= _FIRST_IDEOGRAPH:
        name = _compiled(_IDEOGRAPH).split(name)[-1]
    clipped = _clipped(pieces, name) if len(pieces) > 1 and pieces[-2][-1] == "." else name
    if not rules.attached.isdisjoint((name, clipped)) or (name in rules.numbered and word[0].isdigit()):
        return False
    letter = len(name) == 1 and name.isalpha()
    if letter or not rules.abbreviations.isdisjoint((name, clipped)) or _DOTTED.fullmatch(before):
        return opens and not (letter and alone)  # "A. The firm" is the first of a list
    if name.endswith(rules.endings):
        return opens
    if _NUMERIC.fullmatch(name) or (rules.ordinals and _ROMAN.fullmatch(before)):
        return _number(pieces, name, word, alone, rules)
    return opens or not _looks_clipped(before, name)


def _looks_clipped(before: str, name: str) -> bool:
    """Whether a Latin word without a vowel is neither an acronym nor a sound: Bhf., Kfm., MwSt."""
    if len(name) < 2 or _VOWEL.search(name) or not (name.isascii() and name.isalpha()):
        return False
    return name not in _INTERJECTIONS and not before.isupper()


def _clipped(pieces: list[str], name: str) -> str:
    """An abbreviation with the clipped words before it: ``z.b`` for "z. B"."""
    for piece in pieces[-2::-1]:
        piece = piece.lstrip(_OPENING)
        if not _CLIPPED.fullmatch(piece):
            break
        name = piece.lower() + name
    return name


def _number(pieces: list[str], name: str, word: str, alone: bool, rules: Conventions) -> bool:
    """Whether the stop after a number, a date or a Roman numeral ends a sentence: "1. Introduction", "am 3. Mai"."""
    if alone:
        return False
    if not rules.ordinals:
        return name.isdigit() or not word[0].islower()  # "In 3.2. we"
    counted = len(pieces) > 1 and pieces[-2].removesuffix(".").lower() in rules.attached  # "Nr. 7."
    return counted or (name.isdigit() and len(name) > 2) or word in rules.openers
