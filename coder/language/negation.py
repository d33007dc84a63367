"""Whether a phrase is denied where it stands: rules over the clause around it, per language.

A negator counts when it stands before the phrase in the same clause and close to it ("no lead users"), or behind it in
the few orders of words that deny what came first ("Leitnutzer gibt es hier nicht", "Die Nachbarn helfen sich nie",
合作谈不上). A clause ends at punctuation and at words such as "but". Set phrases that only look negative ("not only",
特别) are skipped. Out of scope: double negation ("not without universities" counts as denied), irony, and negators in
another sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coder.language.conventions import base
from coder.language.folding import fold
from coder.model.span import Span

_REACH = 120  # characters looked at on either side; the distances below are shorter
_WORDS = 12  # looked at before a phrase at most: the distances below and the longest set phrase
_TOPIC_ENDS = ",，?？"
_STOPS = r"[;:!?…—–()\[\]\n。，；：！？（）]|[.,](?=\s|$)| - "


@dataclass(frozen=True, slots=True)
class _Rules:
    """``before`` finds negators (group ``no``) or set phrases to skip; ``after`` begins directly behind the phrase.

    At most ``words`` units (matches of ``unit``) may stand between the negator and the phrase. ``breaks`` end a clause.
    ``hints``: each negator has one of these in it, which is found fast; most clauses have none. ``topic`` begins right
    behind a phrase that stands before its sentence ("Export, nein"; "Den Binnenmarkt, den gibt es hier nicht").
    """

    hints: tuple[str, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    topic: re.Pattern[str]
    breaks: re.Pattern[str]
    unit: re.Pattern[str]
    words: int


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_EN = _Rules(
    hints=(
        *("no", "n't", "n’t", "never", "neither", "hardly", "barely", "scarcely", "rarely", "seldom", "without"),
        *("lack", "absen", "missing", "few"),
    ),
    before=re.compile(
        r"\b(?:not (?:only|just|merely|least|to mention)|no (?:doubt|wonder|matter|question|problem)|nothing but"
        r"|why not|(?:not|\w+n['’]t) know (?:if|whether|how|what|why|where|who)"
        r"|(?P<no>no|not|never|hardly|barely|scarcely|rarely|seldom|without|neither|nor|nobody|none|nothing|nowhere"
        r"|cannot|\w+n['’]t|lack(?:s|ed|ing)?|absence))\b"
    ),
    after=re.compile(
        r"\s+(?:(?:we|they|you|i|there|here|that)\s+)*"
        r"(?P<no>(?:is|are|was|were)\s+(?:absent|missing|lacking|nowhere|non-?existent|few)"
        r"|(?:is|are|was|were|do|does|did)(?:\s+not|n['’]t)(?=\s+(?:exist|there|here|present|have|happen)|\s*$)"
        r"|(?:have|has|had|is|are)(?:\s+no|n['’]t|\s+none|\s+never)(?=\s*(?:$|here|one|any|yet|around))"
        r"|hardly\s+exists?)\b"
    ),
    topic=re.compile(r"[,?]\s+(?P<no>no|nope)(?=\s*[,.!;])"),
    breaks=re.compile(
        _STOPS + r"|\b(?:but|however|although|though|because|since|except|while|whereas|instead)\b"
        r"|\band\s+(?=(?:the|we|they|it|there|he|she|i|you|then|so)\b)"
    ),
    unit=_WORD,
    words=6,
)

_DE = _Rules(
    hints=("nic", "nie", "nir", "kein", "kaum", "ohne", "weder", "selten", "fehl", "mangel", "nein", "nee", "nö"),
    before=re.compile(
        r"\b(?:nicht (?:nur|bloß|allein|zuletzt|umsonst|wenige)|kein wunder|keine frage|kein(?:en)? zweifel"
        r"|ohne (?:zweifel|frage|weiteres)|nichts als|warum nicht|weiß nicht|nicht sicher"
        r"|(?P<no>nicht|nichts|nie|niemals|niemand(?:e[nm])?|nirgend\w*|kein(?:e[nmrs]?)?|keinerlei|kaum|keineswegs"
        r"|keinesfalls|ohne|weder|selten"
        r"|fehlt|fehlen|fehlte|fehlend\w*|mangel|mangelt|mangelnd\w*))\b"
    ),
    after=re.compile(
        r"\s+(?:(?P<lack>fehlt|fehlen|fehlte|fehlten)\b"
        r"|(?:gibt|gab|habe|haben|hat|hatten|findet|finden|fanden|sehe|sehen|kenne|kennen|existier\w+|kommt|kommen|spielt"
        r"|spielen|sind|ist|war|waren)\b(?:\s+\w+){0,5}?\s+"
        r"(?P<no>nicht|kein\w*|kaum|nie|niemals|nirgend\w*)(?=\s*$|\s+(?:vor|vorhanden|da|hier|mehr|mit|statt|gegeben|rolle)\b))"
        # A German main clause is denied by its last word: "Die Nachbarn helfen sich nie".
        r"|(?:\s+(?!\s)\S+){0,6}?(?<!\boder)(?<!\bwarum)(?<!\bwieso)(?<!\bob)"
        r"\s+(?P<last>nicht|nie|niemals|kaum|keineswegs|keinesfalls|nirgends|nirgendwo)"
        r"(?:\s+(?:hier|da|dort|mehr|noch|so|wirklich|richtig|gegenseitig|zusammen"
        r"|vor|vorhanden|statt|mit|zu|an|auf|ab|aus)){0,2}\s*$"
    ),
    topic=re.compile(
        r"[,?]\s+(?:(?P<no>nein|nee|nö)(?=\s*[,.!;])"
        r"|(?:der|die|das|den|dem|denen)\s+(?:gibt|gab|haben?|hat|hatten?|seh|sehe|sehen|kenne|kennen|ist|sind|war|waren)\b"
        r"(?:\s+\w+){0,6}?\s+(?P<last>nicht|nie|kaum|keine[rs]?)(?=\s*(?:[,.!;]|$)))"
    ),
    breaks=re.compile(
        _STOPS + r"|\b(?:aber|sondern|jedoch|dennoch|trotzdem|obwohl|weil|denn|außer|während)\b"
        r"|\bund\s+(?=(?:der|die|das|wir|es|man|ich|sie|er|hier|da|dann)\b)"
    ),
    unit=_WORD,
    words=6,
)

_ZH = _Rules(
    hints=tuple("不没缺无未别非少"),
    before=re.compile(
        r"不[仅但只光断停错少同过管论料妨愧禁久得]|不好意思|不一样|不得[不已了]|不外乎|差不多|[要可]不[是然]|离不[开了]|少不了|免不了|不可或缺|了不起"
        r"|(.)不\1|有没有|没[错事]|没关系|没有?问题|不[知清]|说不清|不确定|没想到|没多久|没准"
        r"|[哪谁]\w{0,2}不是?|何尝不|岂不|特别|[区个级类性分告差识]别|别[人的处说看]|无[论锡数疑非线限]|无所谓|无人机|未[来免]|非常|除非|是非"
        r"|(?P<no>没有|没|缺乏|缺少|缺失|缺|谈不上|说不上|算不上|不存在|毫无|很少|极少|几乎没|不是|不|无|未|别|非)"
    ),
    after=re.compile(
        r"[^\s]{0,8}?(?P<no>根本没有|几乎没有|没有|没|谈不上|说不上|算不上|不存在|很少|极少|不多|不足|不够|不行|缺乏|欠缺|缺)"
        r"[的了啊呀吧呢过嘛啦]*$"
    ),
    topic=re.compile(r"[，？,?]\s*(?P<no>没有?|不存在)(?=[的了啊呀吧呢过嘛啦]*[。，！；,.!;])"),
    breaks=re.compile(_STOPS + r"|但是?|而是|可是|不过|只是|却|反而|因为|所以"),
    unit=re.compile(r"\w"),
    words=8,
)

_RULES = {"en": _EN, "de": _DE, "zh": _ZH}


def negator(text: str, phrase: Span, start: int, end: int, language: str) -> Span | None:
    """The word that denies the phrase within ``text[start:end]``, or None; never a word of the phrase itself.

    A language without rules denies nothing.
    """
    rules = _RULES.get(base(language))
    if rules is None:
        return None
    return _before(text, phrase.start, max(start, phrase.start - _REACH), rules) or _after(
        text, phrase.end, min(end, phrase.end + _REACH), rules
    )


def negators(text: str, language: str) -> int:
    """How many negators a phrase holds: two phrases that differ in it say opposite things."""
    rules = _RULES.get(base(language))
    return sum(match["no"] is not None for match in rules.before.finditer(fold(text))) if rules else 0


def _before(text: str, at: int, start: int, rules: _Rules) -> Span | None:
    """The last negator before ``at``, if it is close enough and in the same clause."""
    stretch = fold(text[start:at])
    stretch = stretch[stretch.rfind(", ") + 1 :]
    stretch = stretch[stretch.rfind(". ") + 1 :]
    if not _hinted(stretch, rules.hints):
        return None
    stretch = _last_words(stretch)
    start = at - len(stretch)
    found: re.Match[str] | None = None
    for match in rules.before.finditer(stretch):
        if match["no"] is not None:
            found = match
    if found is None:
        return None
    between = stretch[found.end() :]
    if rules.breaks.search(between) or sum(1 for _ in rules.unit.finditer(between)) > rules.words:
        return None
    return Span(start + found.start("no"), start + found.end("no"))


def _after(text: str, at: int, end: int, rules: _Rules) -> Span | None:
    """The negator in a clause that begins at ``at`` and denies what stands before."""
    behind = fold(text[at:end])
    clause = behind.partition(". ")[0].partition(", ")[0]  # what breaks most clauses, found fast
    found = None
    if _hinted(clause, rules.hints):
        stop = rules.breaks.search(clause)
        found = rules.after.match(clause[: stop.start()] if stop else clause)
    if found is None and behind[:1] in _TOPIC_ENDS:
        found = rules.topic.match(behind)
    if found is None:
        return None
    group = found.lastgroup or "no"
    return Span(at + found.start(group), at + found.end(group))


def _hinted(stretch: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 - asked at every hit, and any() takes three times as long
        if hint in stretch:
            return True
    return False


def _last_words(stretch: str) -> str:
    """The last words of a stretch."""
    words = stretch.rsplit(" ", _WORDS)
    return stretch if len(words) <= _WORDS else stretch[len(words[0]) :]
