"""From everything that was found in a corpus to proposals: spellings of the same thing together, one pseudonym each
(pure).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coder.formats import roles
from coder.formats.names import looks_like_name
from coder.language.entities import entities
from coder.model.codebook import Codebook
from coder.model.document import Role, Turn
from coder.model.span import Span
from coder.privacy import chinese, contacts, spaced
from coder.privacy.forms import Form, Forms
from coder.privacy.found import Found, without_overlap
from coder.privacy.keyfile import Name
from coder.privacy.lexicon import COMMON, GIVEN, PLAIN, THINGS, TOWNS
from coder.privacy.proposal import NAMES, PEOPLE, Kind, Proposal
from coder.privacy.pseudonyms import Namer, category, is_pseudonym, places

_CONTEXT = 40  # characters on either side
_CJK = re.compile("[\u3400-\u9fff]")
_LOWER = re.compile(r"(?<![\w'’@./-])[^\W\d_]*[a-zß-ÿ](?![\w@])(?!\.\w)")
_REMARK = re.compile(r"\s*[(\[（].*$")
_ADJECTIVE = re.compile(
    r"(?:sche|liche)[nrs]?$|^(?:Neue|Erste|Zweite|Alte|Große|Gute|Vereinigte|Freie)[nrs]?$"
    r"|^(?:American|British|General|United|Advanced|Applied|International|Universal|Central|Royal|Standard|First|Second)$"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,3}\d{0,3}|[A-Z]{1,4}\d{0,3}")
_INITIAL = re.compile(r"(?:[\w.]+\s)?([^\W\d_])\.\s?\S")  # K. Wagner, Dr. K. Wagner
_WEAK = frozenset({"given name", "capitals", "spoken of", "part of a name", "place"})  # rules a common word may satisfy


@dataclass(frozen=True, slots=True)
class Source:
    """A document in which names are looked for."""

    name: str
    language: str
    text: str
    turns: tuple[Turn, ...] = ()
    prose: bool = True  # what is written small there is no name; names of files are


@dataclass(slots=True)
class _Spelling:
    words: str
    kind: Kind
    head: str
    reason: str
    sure: bool
    language: str
    pseudonym: str = ""


def find(text: str, language: str) -> list[Found]:
    """What the rules, and a language model if there is one, find in a text, in order and without overlap."""
    found = list(contacts.find(text))
    if _CJK.search(text):
        found += chinese.find(text)
    if language != "zh":
        found += spaced.find(text, language)
    else:
        found += (one for one in spaced.find(text, "zh") if one.reason in ("legal form", "title", "kind of body"))
    for span, kind in entities(text, language):
        words = text[span.start : span.end]
        found.append(Found(Kind(kind), span, words, _head(Kind(kind), words), "language model"))
    taken = {place for span in places(text) for place in range(span.start, span.end)}
    return [one for one in without_overlap(found) if taken.isdisjoint(range(one.span.start, one.span.end))]


def propose(
    sources: Sequence[Source],
    codebook: Codebook,
    listed: Iterable[str],
    known: Mapping[str, Name],
    given: Iterable[str],
) -> tuple[Proposal, ...]:
    """The proposals for a corpus. ``listed`` are names of the researcher's own (after a tab: the pseudonym), ``known``
    those that have a pseudonym already, ``given`` pseudonyms that are taken."""
    cases = {words for case in codebook.cases for words in (*case.label.values(), *case.aliases)}
    spellings = _spellings(sources, listed, known, {one.casefold() for one in cases})
    taken = {*given, *(name.pseudonym for name in known.values()), *(one.pseudonym for one in spellings.values())}
    _add_parts(spellings, sources)
    counts = _counts(spellings, sources, cases)
    lower = {word for source in sources if source.prose for word in _LOWER.findall(source.text) if word.islower()}
    # The surname of somebody found may stand in a file name or an older text, though in none of these.
    owners = {one.head for words, one in spellings.items() if counts[words][0] and one.kind in PEOPLE}
    present = {words: one for words, one in spellings.items() if counts[words][0] or words in owners}
    namer = Namer(taken - {""})
    found: list[Proposal] = []
    for group in _groups(present, counts):
        fixed = next((one.pseudonym for one in group if one.pseudonym), "")
        first = group[0]
        kind = next((one.kind for one in group if one.kind in (Kind.INTERVIEWEE, Kind.INTERVIEWER)), first.kind)
        pseudonym = fixed or namer.give(category(kind, [one.words for one in group]), first.language)
        for one in group:
            number, documents, context, _ = counts[one.words]
            doubtful = one.reason in _WEAK and (one.words in COMMON or one.words.casefold() in lower)
            found.append(
                Proposal(one.words, kind, pseudonym, one.sure and not doubtful, number, documents, context, one.reason)
            )
    return _without_own(found)


def _without_own(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """What is a word of a pseudonym itself stays, or the pseudonyms would be replaced in turn."""
    listed = tuple(Form(one.words, one.words, genitive=one.kind in NAMES) for one in proposals if one.accepted)
    looked = Forms(listed)
    own = {form.words for one in proposals if one.accepted for _, form in looked.find(one.pseudonym)}
    return tuple(replace(one, accepted=False) if one.words in own else one for one in proposals)


def _spellings(
    sources: Sequence[Source], listed: Iterable[str], known: Mapping[str, Name], cases: set[str]
) -> dict[str, _Spelling]:
    found: dict[str, _Spelling] = {}

    def add(one: _Spelling) -> None:
        if one.words not in found and len(one.words) > 1 and one.words.casefold() not in cases:
            found[one.words] = one

    for line in listed:
        words, _, pseudonym = (part.strip() for part in line.partition("\t"))
        if words and not words.startswith("#"):
            kind = _kind(words)
            add(_Spelling(words, kind, _head(kind, words), "your list", True, _language(words), pseudonym))
    for name in known.values():
        kind = Kind(name.kind)
        add(
            _Spelling(
                name.words, kind, _head(kind, name.words), "key file", True, _language(name.words), name.pseudonym
            )
        )
    for source in sources:
        for speaker, role in dict.fromkeys((turn.speaker, turn.role) for turn in source.turns):
            label = _REMARK.sub("", speaker).strip()
            if _names_somebody(label):
                kind = Kind.INTERVIEWER if role is Role.INTERVIEWER else Kind.INTERVIEWEE
                add(_Spelling(label, kind, _head(kind, label), "speaker", True, source.language))
    for source in sources:
        for one in find(source.text, source.language):
            add(_Spelling(one.words, one.kind, one.head, one.reason, one.sure, source.language))
    return found


def _names_somebody(label: str) -> bool:
    """Whether a speaker's label is a name, and no role, number or initials."""
    if not label or is_pseudonym(label) or roles.is_known(label):
        return False
    if _INITIALS.fullmatch(label):
        return label in GIVEN or chinese.is_person(label)
    return looks_like_name(label) and any(character.isalpha() for character in label)


def _kind(words: str) -> Kind:
    """What a name of the researcher's list is, as far as the rules see it; a person otherwise."""
    whole = Span(0, len(words))
    language = _language(words)
    return next((one.kind for one in find(words, language) if one.span == whole), Kind.PERSON)


def _language(words: str) -> str:
    return "zh" if _CJK.search(words) else "en"


def _head(kind: Kind, words: str) -> str:
    if _CJK.search(words):
        return chinese.head(words) if kind is Kind.ORGANISATION else words
    if kind in PEOPLE:
        return spaced.heads(words)
    return spaced.core(words) if kind is Kind.ORGANISATION else words


def _add_parts(spellings: dict[str, _Spelling], sources: Sequence[Source]) -> None:
    """The surname alone, the given name alone and the firm without its form are names as well, wherever they stand."""
    for one in list(spellings.values()):
        pieces: list[str] = []
        if one.kind in PEOPLE and _CJK.search(one.words) is None:
            words = [word.strip(".,") for word in one.words.split()]
            names = [word for word in words if word[:1].isupper() and word not in spaced.TITLES]
            pieces = [one.head, *(word for word in names[:-1] if len(word) > 2)]
        elif one.kind is Kind.ORGANISATION:
            pieces = [one.head, *_called(one)]
        for piece in pieces:
            if piece in spellings or piece in PLAIN or piece in TOWNS or len(piece.strip(".")) < 2 or piece.islower():
                continue
            head = one.head if piece != one.head or one.kind is Kind.ORGANISATION else piece
            spellings[piece] = _Spelling(piece, one.kind, head, "part of a name", one.sure, one.language, one.pseudonym)


def _called(one: _Spelling) -> list[str]:
    """What a firm of several words goes by in speech: Brightwave of Brightwave Robotics Ltd, but not Neue of Neue
    Werke.
    """
    first, *more = one.head.split()
    told = one.reason in ("legal form", "your list") and first[:1].isupper() and len(first) > 3
    plain = first in COMMON or first in THINGS or first in spaced.TOLD_WORDS or _ADJECTIVE.search(first) is not None
    return [first] if more and told and not plain else []


_Count = tuple[int, int, str, frozenset[str]]  # places, documents, context, names of the documents


def _counts(spellings: Mapping[str, _Spelling], sources: Sequence[Source], cases: Iterable[str]) -> dict[str, _Count]:
    """How often each spelling stands by itself, not within a longer one."""
    forms = Forms(
        (
            *(Form(case, None) for case in cases if case not in spellings),
            *(
                Form(words, words, genitive=one.kind in NAMES, resident=one.kind is Kind.PLACE)
                for words, one in spellings.items()
            ),
        )
    )
    places: Counter[str] = Counter()
    documents: dict[str, set[str]] = defaultdict(set)
    contexts: dict[str, str] = {}
    for source in sources:
        borders = [edge for turn in source.turns for edge in (turn.span.start, turn.span.end)]
        for span, form in forms.find(source.text, borders):
            if form.replacement is not None:
                places[form.words] += 1
                documents[form.words].add(source.name)
                contexts.setdefault(form.words, _context(source.text, span))
    return {
        words: (places[words], len(documents[words]), contexts.get(words, ""), frozenset(documents[words]))
        for words in spellings
    }


def _context(text: str, span: Span) -> str:
    around = text[max(0, span.start - _CONTEXT) : span.end + _CONTEXT]
    return " ".join(around.split())


def _groups(spellings: Mapping[str, _Spelling], counts: Mapping[str, _Count]) -> list[list[_Spelling]]:
    """Spellings of the same person, body or place, in the order in which they were found."""
    joined: dict[str, list[_Spelling]] = {}
    owners = _owners(spellings.values(), counts)
    for one in spellings.values():
        joined.setdefault(owners(one), []).append(one)
    return list(joined.values())


def _owners(spellings: Iterable[_Spelling], counts: Mapping[str, _Count]) -> Callable[[_Spelling], str]:
    listed = list(spellings)
    spaced_people = [one for one in listed if one.kind in PEOPLE and _CJK.search(one.words) is None]
    full: dict[str, set[str]] = defaultdict(set)  # surname -> given names
    by_given: dict[str, set[str]] = defaultdict(set)  # given name -> surnames
    for one in spaced_people:
        first = _given(one)
        if first and first != one.head:
            full[one.head].add(first)
            by_given[first].add(one.head)
    chinese_full = [one for one in listed if one.kind in PEOPLE and _CJK.search(one.words) and one.words == one.head]

    def owner(one: _Spelling) -> str:
        if one.pseudonym:
            return f"={one.pseudonym}"
        if one.kind not in PEOPLE:
            return (
                f"{one.kind in (Kind.ORGANISATION,)}:{one.head if one.kind is Kind.ORGANISATION else _bare(one.words)}"
            )
        if _CJK.search(one.words):
            return _chinese_owner(one, chinese_full, counts)
        first = _given(one)
        if first and first == one.head and len(by_given[first]) == 1:
            surname = next(iter(by_given[first]))
            return f"{surname}/{first}"
        if first and first != one.head:
            return f"{one.head}/{first}"
        initial = _INITIAL.match(one.words)
        begun = {name for name in full[one.head] if initial and name.startswith(initial[1])}
        if len(begun) == 1:
            return f"{one.head}/{next(iter(begun))}"
        if len(full[one.head]) == 1:
            return f"{one.head}/{next(iter(full[one.head]))}"
        return f"{one.head}/"

    return owner


def _given(one: _Spelling) -> str:
    """The given name in a spelling, "" if there is none."""
    words = [word for word in one.words.split() if word[:1].isupper() and not word.endswith(".")]
    if one.words in GIVEN or (" " not in one.words and one.words != one.head):
        return one.words
    names = [word for word in words[:-1] if word.rstrip(".") not in spaced.TITLES]
    return names[0] if names else ""


def _bare(words: str) -> str:
    """A town with and without 市."""
    return words.removesuffix("市").removesuffix("省") if len(words) > 2 else words


def _chinese_owner(one: _Spelling, full: Sequence[_Spelling], counts: Mapping[str, _Count]) -> str:
    """王建国 alone, and 王总 where one 王 with a given name speaks or is named in the same interviews."""
    if one in full and len(one.words) > 1:
        return one.words
    names = {
        other.words
        for other in full
        if len(other.words) > 1
        and other.words[0] == one.words.lstrip("老小阿")[:1]
        and counts[other.words][3] & counts[one.words][3]
    }
    starting = {name for name in names if one.words.startswith(name)}
    if len(starting or names) == 1:
        return next(iter(starting or names))
    return one.words
