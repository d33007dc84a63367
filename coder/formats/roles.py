"""Who asks and who answers: roles of speakers from their names, from a legend, else from how they talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coder.formats.vocabulary import INTERVIEWER, PERHAPS_INTERVIEWER, RESPONDENT, SOMEBODY
from coder.model.document import Role

_BRACKETED = re.compile(r"\s{0,9}[(（\[][^()（）\[\]]{0,60}[)）\]]")
_NUMBER = re.compile(r"(?:[\s_.#-]{0,3}\d{1,4}|[\s_#-]{1,3}[a-z]|(?<=[一-鿿])\s?[a-z甲乙丙丁一二三四五六七八九十])$")
_LEGEND = re.compile(r"(?<!\w)([^\W_]{1,12})\s{0,3}[=＝]\s{0,3}([^;,，；、()（）=\n]{2,60})")
LEGEND_REACH = 3000  # characters at the top of a transcript in which a legend is looked for

_QUESTIONS = ("?", "？")
_OFTEN = 0.4  # share of turns that are questions, from which somebody may be the interviewer
_FAR = 0.25  # and by how much it must exceed everybody else's


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker says in one turn."""

    speaker: str
    words: str


@lru_cache(maxsize=1024)  # names come again with every turn
def key(name: str) -> str:
    """A speaker's name for comparison: no case, single spaces."""
    return " ".join(name.casefold().split())


@lru_cache(maxsize=1024)
def plain(name: str) -> str:
    """The key without a remark in brackets: ``S1 (laughs)`` -> ``s1``."""
    return _BRACKETED.sub("", key(name)).strip(" .")


@lru_cache(maxsize=1024)
def base(name: str) -> str:
    """The key without number, letter or remark in brackets: ``Interviewer 2 (phone)`` -> ``interviewer``."""
    bare = plain(name)
    return _NUMBER.sub("", bare).strip(" .") or bare


@lru_cache(maxsize=1024)
def is_known(name: str) -> bool:
    """Whether the name is one that only speakers of an interview have."""
    words = _role_words(name)
    return any(words & known for known in (INTERVIEWER, PERHAPS_INTERVIEWER, RESPONDENT, SOMEBODY))


@lru_cache(maxsize=1024)
def is_interviewer_word(name: str) -> bool:
    """Whether the name itself says interviewer."""
    return bool(_role_words(name) & INTERVIEWER)


def legend(text: str) -> Mapping[str, Role]:
    """Roles by label as a legend at the top states them, e.g. ``(S = Student; I = Interviewer)``; else empty."""
    stated = {key(label): _legend_role(meaning) for label, meaning in _LEGEND.findall(text[:LEGEND_REACH])}
    return stated if Role.INTERVIEWER in stated.values() else {}


def tell(names: Iterable[str]) -> bool:
    """Whether the names alone say who asks, or there is but one."""
    named = list(names)
    return len(named) < 2 or bool(_named_interviewers(named, {}))


def assign(speeches: Sequence[Speech], stated: Mapping[str, Role]) -> tuple[Mapping[str, Role], tuple[str, ...]]:
    """The role of every speaker, and warnings where it had to be assumed; ``stated`` comes from ``legend``."""
    speakers = list(dict.fromkeys(speech.speaker for speech in speeches))
    asking = _named_interviewers(speakers, stated)
    warnings: tuple[str, ...] = ()
    if not asking and len(speakers) > 1:
        asking = _by_elimination(speakers, stated) or _by_behaviour(speeches, stated)
        names = ", ".join(sorted(asking or speakers)[:6])
        if asking and _by_elimination(speakers, stated):
            warnings = (f"{names} was taken for the interviewer, as everybody else is named as a respondent",)
        elif asking:
            warnings = (f"{names} was taken for the interviewer, who asks the questions",)
        else:
            warnings = (f"nothing tells the interviewer among {names}: everybody counts as respondent",)
    if speakers and len(asking) == len(speakers):
        warnings = ("nobody but the interviewer speaks: nothing in this transcript is evidence",)
    roles = {name: Role.INTERVIEWER if name in asking else Role.RESPONDENT for name in speakers}
    return roles, warnings


def _role_words(name: str) -> frozenset[str]:
    """The whole base name and, if long enough to mean something, its first word (``Moderator Meyer``)."""
    whole = base(name)
    first = whole.split(" ", 1)[0]
    return frozenset({whole, first}) if len(first) > 3 else frozenset({whole})


def _legend_role(meaning: str) -> Role:
    words = {base(word) for word in meaning.split()} | {base(meaning)}
    return Role.INTERVIEWER if words & (INTERVIEWER | PERHAPS_INTERVIEWER) else Role.RESPONDENT


def _stated_role(name: str, stated: Mapping[str, Role]) -> Role | None:
    return stated.get(key(name), stated.get(base(name)))


def _named_interviewers(speakers: Iterable[str], stated: Mapping[str, Role]) -> set[str]:
    names = list(speakers)
    by_legend = {name for name in names if _stated_role(name, stated) is Role.INTERVIEWER}
    if by_legend:
        return by_legend
    return {name for name in names if is_interviewer_word(name)} or {
        name for name in names if _role_words(name) & PERHAPS_INTERVIEWER
    }


def _by_elimination(speakers: Sequence[str], stated: Mapping[str, Role]) -> set[str]:
    """The one speaker whose name does not say respondent, where the names of all others do."""
    others = {
        name
        for name in speakers
        if not (_role_words(name) & RESPONDENT or _stated_role(name, stated) is Role.RESPONDENT)
    }
    return others if len(others) == 1 else set()


def _by_behaviour(speeches: Sequence[Speech], stated: Mapping[str, Role]) -> set[str]:
    """The one speaker who by far most often ends on a question mark and says less a turn than the others."""
    turns: dict[str, int] = {}
    questions: dict[str, int] = {}
    letters: dict[str, int] = {}
    for speech in speeches:
        who = speech.speaker
        turns[who] = turns.get(who, 0) + 1
        letters[who] = letters.get(who, 0) + len(speech.words)
        questions[who] = questions.get(who, 0) + speech.words.rstrip("\"'”’»« )*_").endswith(_QUESTIONS)
    ranked = sorted(turns, key=lambda who: questions[who] / turns[who], reverse=True)
    first, *others = ranked
    share, next_share = questions[first] / turns[first], questions[others[0]] / turns[others[0]]
    told = _role_words(first) & RESPONDENT or _stated_role(first, stated) is Role.RESPONDENT
    brief = letters[first] / turns[first] < sum(letters[who] for who in others) / sum(turns[who] for who in others)
    return {first} if share >= _OFTEN and share - next_share >= _FAR and brief and not told else set()
