"""What pseudonyms are called, in the language of the interview: Person B, Firm A, Interviewee 3 (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coder.model.span import Span
from coder.privacy.proposal import Kind

_LANGUAGES = ("en", "de", "zh")
# By what is named: the words in English, German and Chinese; # is a number, @ a letter.
_WORDS: dict[str, tuple[str, str, str]] = {
    Kind.INTERVIEWEE: ("Interviewee #", "Befragte Person #", "受访者#"),
    Kind.INTERVIEWER: ("Interviewer #", "Interviewende Person #", "访谈者#"),
    Kind.PERSON: ("Person @", "Person @", "人物@"),
    "university": ("University @", "Hochschule @", "大学@"),
    "institute": ("Institute @", "Institut @", "研究所@"),
    "bank": ("Bank @", "Bank @", "银行@"),
    "hospital": ("Hospital @", "Klinik @", "医院@"),
    "school": ("School @", "Schule @", "学校@"),
    "firm": ("Firm @", "Firma @", "公司@"),
    Kind.ORGANISATION: ("Organisation @", "Organisation @", "机构@"),
    "street": ("Street @", "Straße @", "街道@"),
    "region": ("Region @", "Region @", "地区@"),
    Kind.PLACE: ("Town @", "Ort @", "城市@"),
    Kind.EMAIL: ("[e-mail #]", "[E-Mail #]", "[邮箱#]"),
    Kind.PHONE: ("[phone #]", "[Telefon #]", "[电话#]"),
    Kind.ID: ("[id #]", "[Kennnummer #]", "[证件#]"),
    Kind.URL: ("[link #]", "[Link #]", "[链接#]"),
    Kind.HANDLE: ("[account #]", "[Konto #]", "[账号#]"),
    Kind.BIRTH: ("[date of birth #]", "[Geburtsdatum #]", "[出生日期#]"),
}
_BODIES = (
    ("university", r"Universi|College|[Hh]ochschule|大学|学院"),
    ("institute", r"Institut|Laborator|Academy|Akademie|研究院|研究所|实验室"),
    ("bank", r"[Bb]ank(?:\W|$)|[Ss]parkasse|银行"),
    ("hospital", r"Hospital|Clinic|[Kk]lini|[Kk]rankenhaus|医院"),
    ("school", r"School|[Ss]chule|Gymnasium|中学|小学"),
    (
        "firm",
        r"GmbH|\bAG\b|\bSE\b|\bKG\b|KGaA|OHG|\bUG\b|Ltd|Limited|Inc\b|Corp|LLC|LLP|plc|PLC|\bCo\.|Compan|Group"
        r"|Holding|Technolog|Systems|"
        r"Solutions|Industr|Consult|Partners|Ventures|Logistic|Motors|Labs|[Ww]erke|公司|集团|厂",
    ),
)
_PLACES = (
    (
        "street",
        r"Street|Road|Avenue|Lane|Drive|Square|Boulevard|Terrace|Crescent|[Ss]tra(?:ß|ss)e|str\.|[Gg]asse|[Aa]llee"
        r"|[Pp]latz|[Ww]eg |街|路|巷|大道|小区|胡同",
    ),
    ("region", r"County|Valley|District|省|自治|县|区$"),
)


def category(kind: Kind, words: Iterable[str]) -> str:
    """What something is called by: a firm, a street, a person."""
    rules = {Kind.ORGANISATION: _BODIES, Kind.PLACE: _PLACES}.get(kind, ())
    joined = "\n".join(words)
    return next((name for name, pattern in rules if re.search(pattern, joined)), kind.value)


class Namer:
    """Gives out pseudonyms, none twice."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def give(self, name: str, language: str) -> str:
        """The next pseudonym for something of this category, in a language (English for those without words)."""
        pattern = _WORDS[name][_LANGUAGES.index(language) if language in _LANGUAGES else 0]
        while True:
            number = self._next[pattern] = self._next.get(pattern, 0) + 1
            found = pattern.replace("#", str(number)).replace("@", _letters(number))
            if found not in self._taken:
                self._taken.add(found)
                return found


def _letters(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def is_pseudonym(words: str) -> bool:
    """Whether words have the shape of a pseudonym of ours."""
    return _SHAPES.fullmatch(words) is not None


def places(text: str) -> list[Span]:
    """Where pseudonyms of ours stand: a text that was pseudonymised names nobody once more."""
    return [Span(*match.span()) for match in _SHAPES.finditer(text)]


_SHAPES = re.compile(
    "|".join(
        re.escape(one).replace(r"\#", "#").replace("#", r"\d+").replace("@", "[A-Z]{1,3}")
        for words in _WORDS.values()
        for one in words
    )
)
