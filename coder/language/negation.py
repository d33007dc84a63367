"""Whether a phrase is denied where it stands: rules over the clause around it, per language.

A negator counts when it stands before the phrase in the same clause and close to it ("no lead users", "they refused us
a loan"), or behind it in the few orders of words that deny what came first ("Leitnutzer gibt es hier nicht", "Die
Nachbarn helfen sich nie", "The subsidy never came", 合作谈不上). That something failed to come or to be had denies it,
that it did not help or answer does not. A clause ends at punctuation and at words such as "but". Set phrases that only
look negative ("not only", "not everyone", 特别) are skipped. Two negators that undo each other affirm: "not without
universities", "we never complained about the subsidy", "Ohne Zuschuss geht es nicht". Out of scope: irony, negators in
another sentence, and what words alone do not tell ("没有补贴，我们没办法" may be a fact or a condition).
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
_CLAUSES_OF = (", that ", ", dass ")  # a comma before these parts no denial from what it denies
_PHRASE = "\0"  # stands for the phrase, and what parts it from its negator, in what ``undone`` reads


@dataclass(frozen=True, slots=True)
class _Rules:
    """``before`` finds negators (group ``no``) or set phrases to skip; ``after`` begins directly behind the phrase.

    At most ``words`` units (matches of ``unit``) may stand between the negator and the phrase. ``breaks`` end a clause.
    ``hints``: each negator has one of these in it, which is found fast; most clauses have none. ``topic`` begins right
    behind a phrase that stands before its sentence ("Export, nein"; "Den Binnenmarkt, den gibt es hier nicht").
    ``pairs`` finds two negators before a phrase that together affirm; ``undone`` begins at a negator before the phrase
    and matches if one behind the phrase does so with it.
    """

    hints: tuple[str, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    topic: re.Pattern[str]
    pairs: re.Pattern[str]
    undone: re.Pattern[str]
    breaks: re.Pattern[str]
    unit: re.Pattern[str]
    words: int


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

# Parts of the rules. Two negators do not undo each other before words of ``_ONLY`` ("not only do we lack engineers") or
# of ``_UNEASY`` ("it is not easy without a tractor").
_NO_EN = r"(?:\b(?:no|not|never|hardly|nobody|none|nothing|cannot)|n['’]t)"
_REFUSED_EN = r"(?:refused|denied|rejected|declined|turned down|cancell?ed)"
_DISLIKE_EN = (  # with a negator before it, it affirms what it is about
    r"(?:against|without|lack\w*|short(?:age)? of|complain\w*|object(?:ed|ions?)? to|mind(?:s|ed)?|oppos\w*|regret\w*"
    r"|doubt\w*|forg[eo]t\w*|refus\w*|reject\w*|den(?:y\w*|ies|ied)|turn(?:ed)? down)"
)
_TRUE_EN = r"(?:true|the case|correct|say\w*|said|claim\w*|mean|think|believe)"
_ONLY_EN = r"(?!\s+(?:only|just|merely|wonder|matter|question)\b)"
_UNEASY_EN = r"(?!\s+(?:\w+\s+)?(?:easy|nice|good|fun|fair)\b)"
_OBJECT_EN = r"(?!\s+(?:an?|the|any|our|their|his|her|its|access|entry)\b)"  # none: so the phrase is the thing refused
_OF_EN = (  # what belongs to the phrase: "from the bank", "they promised us"
    r"(?:\s+(?:from|of|for|by|in)\s+(?:(?:the|an?|our|this)\s+)?\w+"
    r"|\s+(?:that\s+)?(?:we|they|he|she)\s+(?:(?:were|was|had|have|has|been)\s+)?\w+ed(?:\s+(?:us|for))?)?"
)

_EN = _Rules(
    hints=(
        *("no", "n't", "n’t", "never", "neither", "hardly", "arely", "scarcely", "seldom", "without"),
        *("lack", "absen", "missing", "few", "refus", "deni", "deny", "reject", "declined", " down", "cancel", "una"),
    ),
    before=re.compile(
        r"\b(?:not (?:only|just|merely|least|to mention|every\w*|all(?! so\b)|each|always|necessarily)"
        r"|no (?:doubt|wonder|matter|question|problem)|nothing but"
        r"|why not|(?:not|\w+n['’]t) know (?:if|whether|how|what|why|where|who)"
        r"|(?P<no>no|not|never|hardly|barely|scarcely|rarely|seldom|without|neither|nor|nobody|none|nothing|nowhere"
        r"|cannot|\w+n['’]t|lack(?:s|ed|ing)?|absence"
        r"|(?:refus\w+(?:\s+to\s+(?:pay|give|grant|fund|lend|approve|accept|take))?|reject\w*"
        r"|turn(?:s|ed|ing)?\s+down|(?:was|were|been|got)\s+denied|den(?:y|ies|ied|ying)(?=\s+(?:us|me|him|her|them|you)\b))"
        r"(?=(?:\s+(?:us|me|him|her|them|you|it|of|all|any|an?|the|our|my|his|their|this|that"
        r"|applications?\s+for|requests?\s+for))*(?:\s+(?!to\b)\w+)?\s*$)))\b"
    ),
    after=re.compile(
        _OF_EN + r"\s+(?:(?:we|they|you|i|there|here|that)\s+)*"
        r"(?P<no>(?:is|are|was|were)\s+(?:absent|missing|lacking|nowhere|non-?existent|few)"
        r"|(?:is|are|was|were|do|does|did)(?:\s+not|n['’]t)(?=\s+(?:exist|there|here|present|have|happen)|\s*$)"
        r"|(?:have|has|had|is|are)(?:\s+no|n['’]t|\s+none|\s+never)(?=\s*(?:$|here|one|any|yet|around))"
        r"|hardly\s+exists?"
        r"|(?:(?:is|are|was|were|did|has|have|had|could|will|would)(?:\s+not|n['’]t|\s+never)|never)"
        r"(?=(?:\s+(?:yet|really|actually|even|ever|been|be))*\s+(?:c[ao]mes?|arrived?|reach(?:ed)?|materiali[sz]ed?"
        r"|happen(?:ed)?|existed|paid|granted|approved|given|available|affordable|possible|ours|mine)\b"
        rf"{_OBJECT_EN}(?!\s+(?:as|for free|cheap\w*|eas\w+|free|alone|too|late|back|only|to an end)\b))"
        r"|(?:(?:could\s+)?never|(?:did|do|could|have|can)(?:\s+not|n['’]t)|can(?:no|['’])t)"
        r"(?=\s+(?:had|have|got|get|received?|saw|see|seen|afford)(?:\s+(?:here|yet|at all|so far))?\s*$)"
        rf"|(?:is|are|was|were|been|got)\s+(?:(?:then|also|again|simply|just|\w+ly)\s+)*(?:{_REFUSED_EN}{_OBJECT_EN}"
        r"|unavailable|unaffordable))\b"
    ),
    topic=re.compile(r"[,?]\s+(?P<no>no|nope)(?=\s*[,.!;])"),
    pairs=re.compile(
        rf"{_NO_EN}{_ONLY_EN}{_UNEASY_EN}(?:\s+(?!(?:and|or|with|why|because|kn[eo]w\w*)\b)[\w’']+){{0,4}}?\s+{_DISLIKE_EN}\b"
        rf"|(?:\b(?:not|never|nobody)|n['’]t)\s+(?:\w+\s+)?{_TRUE_EN}\b[^;:.!?\n]*?{_NO_EN}\b"
    ),
    undone=re.compile(
        rf"(?:(?:(?<!\w\s)|(?<=\band\s)|(?<=\bbut\s))without{_PHRASE}[^,.;:!?()\n]{{0,30}},"
        rf"(?!\s+(?:and|but|or|so|which|who|because|as)\b)|without{_PHRASE}(?:\s+(?:and|or)\s+(?:(?:the|an?)\s+)?\w+)?)"
        r"(?:(?!\b(?:and|but|or|so|when|which|who|that|because|as|if|though)\b)[^,.;:!?()\n]){0,60}?"
        rf"(?:\bnowhere|\bimpossible|{_NO_EN})\b{_UNEASY_EN}"
        rf"|(?:\w+n['’]t|{_NO_EN}){_PHRASE}(?:\s+\w+){{0,2}}\s+(?:is|are|was|were|been|got)\s+(?:\w+\s+)?{_REFUSED_EN}\b{_OBJECT_EN}"
    ),
    breaks=re.compile(
        _STOPS + r"|\b(?:but|however|although|though|because|since|except|while|whereas|instead)\b"
        r"|\band\s+(?=(?:the|we|they|it|there|he|she|i|you|then|so)\b)"
    ),
    unit=_WORD,
    words=6,
)

_NO_DE = r"(?:nicht|nichts|nie|niemals|niemand(?:e[nm])?|kein(?:e[nmrs]?)?|kaum|keineswegs|keinesfalls)"
_REFUSED_DE = r"(?:abgelehnt|verweigert|verwehrt|vorenthalten|gestrichen|abgewiesen)"
_REGRETTED_DE = r"(?:bereut|beschwert|beklagt|vergessen|bezweifelt)"
_GOT_DE = (
    r"(?:bekommen|gekriegt|erhalten|gehabt|gesehen|gekommen|angekommen|eingetroffen|gewährt|bewilligt|genehmigt"
    r"|ausgezahlt|ausbezahlt|leisten|unser(?:er|e|s)?)"
)
_DID_DE = r"(?:\s+(?:wurden?|worden|haben?|hat|hatten?|sind|ist|war|waren|können|konnten?))*\s*$"
_ONLY_DE = r"(?!\s+(?:nur|bloß|allein|wunder|frage)\b)"
_UNEASY_DE = r"(?!\s+(?:\w+\s+)?(?:leicht|einfach|schön|gut|lustig)\b)"
# Words between the phrase and what denies it, none of which begins another noun; nor is the phrase the one who has.
_THINGS_DE = (
    r"(?:\s+(?!ha(?:t|ben?|tten?)\s+(?!(?:wir|ich|sie|er|man)\b))"
    rf"(?!(?:der|die|das|den|dem|des|eine?[nmrs]?|und|oder|ob|warum|wieso|ohne|{_NO_DE})\b)\S+){{0,10}}?"
)

_DE = _Rules(
    hints=(
        *("nic", "nie", "nir", "kein", "kaum", "ohne", "weder", "selten", "fehl", "mangel", "nein", "nee", "nö"),
        *("lehnt", "weiger", "wehr", "gestrichen", "vorenth", "wiesen", "blieb", "weggef", "unbez", "unersch"),
    ),
    before=re.compile(
        r"\b(?:nicht (?:nur|bloß|allein|zuletzt|umsonst|wenige|jede[mnrs]?|alle[mnrs]?|immer|unbedingt)|kein wunder"
        r"|keine frage|kein(?:en)? zweifel"
        r"|ohne (?:zweifel|frage|weiteres)|nichts als|warum nicht|weiß nicht|nicht sicher"
        r"|(?P<no>nicht|nichts|nie|niemals|niemand(?:e[nm])?|nirgend\w*|kein(?:e[nmrs]?)?|keinerlei|kaum|keineswegs"
        r"|keinesfalls|ohne|weder|selten"
        r"|fehlt|fehlen|fehlte|fehlend\w*|mangel|mangelt|mangelnd\w*"
        r"|(?:verweiger|verwehr)\w*(?=(?:\s+(?:uns|mir|ihm|ihr|ihnen|de[rnms]|die|das|eine?[nmrs]?|jede\w*))*\s*$)))\b"
    ),
    after=re.compile(
        r"\s+(?:(?P<lack>fehlt|fehlen|fehlte|fehlten)\b"
        r"|(?:gibt|gab|habe|haben|hat|hatten|findet|finden|fanden|sehe|sehen|kenne|kennen|existier\w+|kommt|kommen|spielt"
        r"|spielen|sind|ist|war|waren)\b(?:\s+\w+){0,5}?\s+"
        r"(?P<no>nicht|kein\w*|kaum|nie|niemals|niemand|nirgend\w*)(?=\s*$|\s+(?:vor|vorhanden|da|hier|mehr|mit|statt|gegeben|rolle)\b))"
        # A German main clause is denied by its last word: "Die Nachbarn helfen sich nie".
        r"|(?:\s+(?!\s)\S+){0,6}?(?<!\boder)(?<!\bwarum)(?<!\bwieso)(?<!\bob)"
        r"\s+(?P<last>nicht|nie|niemals|kaum|keineswegs|keinesfalls|nirgends|nirgendwo)"
        r"(?:\s+(?:hier|da|dort|mehr|noch|so|wirklich|richtig|gegenseitig|zusammen"
        r"|vor|vorhanden|statt|mit|zu|an|auf|ab|aus)){0,2}\s*$"
        rf"|{_THINGS_DE}\s+(?:(?P<failed>nicht|nie|niemals|kaum|keine[nrs]?)(?:\s+(?:mehr|wirklich|richtig|bei|je))*\s+{_GOT_DE}"
        rf"|(?P<refused>{_REFUSED_DE}|ausgeblieben|weggefallen|unbezahlbar|unerschwinglich)){_DID_DE}"
        r"|\s+(?P<out>blieb(?:en)?)(?:\s+\w+){0,3}?\s+aus\s*$"
    ),
    topic=re.compile(
        r"[,?]\s+(?:(?P<no>nein|nee|nö)(?=\s*[,.!;])"
        r"|(?:der|die|das|den|dem|denen)\s+(?:gibt|gab|haben?|hat|hatten?|seh|sehe|sehen|kenne|kennen|ist|sind|war|waren)\b"
        r"(?:\s+\w+){0,6}?\s+(?P<last>nicht|nie|kaum|keine[rs]?)(?=\s*(?:[,.!;]|$)))"
    ),
    pairs=re.compile(
        rf"\b{_NO_DE}{_ONLY_DE}{_UNEASY_DE}(?:\s+(?!(?:und|oder|mit)\b)\w+){{0,3}}?"
        r"\s+(?:gegen|ohne|mangel\w*|fehl(?:t|en|te)|verweiger\w*|verwehr\w*|bereu\w*|bezweif\w*)\b"
        r"|\b(?:fehl(?:t|te|en)|mangelte?)(?:\s+\w+){0,2}\s+nicht\b"
        r"|\b(?:nicht\s+(?:wahr|so|der fall)|(?:stimm|glaub|denk|heiß|sag|behaupt)\w*(?:\s+\w+)?\s+nicht"
        rf"|niemand\s+(?:sagt|behauptet|glaubt)),\s+dass\b[^;:.,!?\n]*?\b{_NO_DE}\b"
    ),
    undone=re.compile(
        rf"ohne{_PHRASE}(?:\s+(?:und|oder)\s+(?:(?:de[nr]|die|das|eine?n?)\s+)?\w+)?(?:,(?=\s+(?:da|dann|so)\b))?"
        r"(?:(?!\b(?:und|oder|aber|weil|denn|wenn)\b)[^,.;:!?()\n]){0,60}?"
        rf"\b(?:unmöglich|undenkbar|{_NO_DE})\b{_UNEASY_DE}"
        rf"|{_NO_DE}{_PHRASE}(?:\s+(?!(?:und|oder)\b)\w+){{0,4}}\s+(?:{_REFUSED_DE}|{_REGRETTED_DE}|verzichten)\b"
    ),
    breaks=re.compile(
        _STOPS + r"|\b(?:aber|sondern|jedoch|dennoch|trotzdem|obwohl|weil|denn|außer|während)\b"
        r"|\bund\s+(?=(?:der|die|das|wir|es|man|ich|sie|er|hier|da|dann)\b)"
    ),
    unit=_WORD,
    words=6,
)

_THOSE_ZH = (  # who and when, between a phrase and what denies it
    r"(?:我们?|我家|咱们?|他们?|你们?|大家|农民|这里|这边|村里|家里|从来?|一直|始终|根本|至今|现在|今年|去年|后来|最后"
    r"|到|其实|真的?|完全|还|也|都|就|却|是|又|被|银行|政府|上面)*"
)

_ZH = _Rules(
    hints=(*"不没缺无未别非少拒", "取消"),
    before=re.compile(
        r"不[仅但只光断停错少同过管论料妨愧禁久得]|不好意思|不一样|不得[不已了]|不外乎|差不多|[要可]不[是然]|离不[开了]|少不了|免不了|不可或缺|了不起"
        r"|不是(?:每|所有|人人|谁都|大家都|都)|并非(?:每|所有|人人|都)|不一定|未必|不都"
        r"|(.)不\1|有没有|没[错事]|没关系|没有?问题|不[知清]|说不清|不确定|没想到|没多久|没准"
        r"|[哪谁]\w{0,2}不是?|何尝不|岂不|特别|[区个级类性分告差识]别|别[人的处说看]|无[论锡数疑非线限]|无所谓|无人机|未[来免]|非常|除非|是非"
        r"|(?P<no>没有|没|缺乏|缺少|缺失|缺|谈不上|说不上|算不上|不存在|毫无|很少|极少|几乎没|不是|不|无|未|别|非"
        r"|(?:拒绝?|取消)(?=(?:了|过|给|向|批准|提供|发放|我们?|他们|农民|任何|的|这|那|笔|个|一)*$))"
    ),
    after=re.compile(
        r"[^\s]{0,8}?(?P<no>根本没有|几乎没有|没有|没|谈不上|说不上|算不上|不存在|很少|极少|不多|不足|不够|不行|缺乏|欠缺|缺)"
        r"[的了啊呀吧呢过嘛啦]*$"
        rf"|{_THOSE_ZH}(?:(?P<failed>没有?|未|不曾)(?:能|曾|再|人)?(?:[到来批发给]|下来|[拿得收领见看]到|申请到|见过|轮到|落实|兑现)"
        r"|(?P<unable>(?:[买用付养借贷租拿得领收找见等轮]|申请|享受)不[起到着了]|批不下来)"
        r"|(?P<others>不是)(?:我们?|咱们?|自己)[家村]?的|(?P<refused>拒绝?|取消))"
        r"(?:[的了啊呀吧呢过嘛啦]|下来|给|我们?|咱们?|农民|这[里边儿]|村里|手[里上])*$"
    ),
    topic=re.compile(r"[，？,?]\s*(?P<no>没有?|不存在)(?=[的了啊呀吧呢过嘛啦]*[。，！；，.!;])"),
    pairs=re.compile(
        r"不[得能可会敢该应]不|[无莫]不|没有不|(?:并非|并不是|不是说?|不能|不可|不会|绝非|决不|不)没有?|不无"
        r"|[不没未]有?(?:会|曾|是|想|能|人)?(?:反对|拒绝|介意|抱怨|埋怨|怕|嫌|后悔|否认|怀疑|忘|缺[乏少]?)"
    ),
    undone=re.compile(
        rf"(?:没有?|不|非|无){_PHRASE}(?:可|就|是|都|根本|还|也|真|绝对|肯定|怎么)*(?:不(?:行|成|可)|哪行|怎么行)"
        rf"|没有?{_PHRASE}\w{{0,4}}就\w{{0,6}}?[不没]|(?<![^，。！？；\s])没有?{_PHRASE}\w{{0,6}}?不(?:了|能|会|下去)"
        rf"|没有?{_PHRASE}被拒绝?"
    ),
    breaks=re.compile(_STOPS + r"|但是?|而是|可是|不过|只是|却|反而|因为|所以"),
    unit=re.compile(r"\w"),
    words=8,
)

_RULES = {"en": _EN, "de": _DE, "zh": _ZH}


def negator(text: str, phrase: Span, start: int, end: int, language: str) -> Span | None:
    """The word that denies the phrase within ``text[start:end]``, or None; never a word of the phrase itself.

    A language without rules denies nothing.
    """
    rules = _RULES.get(language) or _RULES.get(base(language))
    if rules is None:
        return None
    at, start, end = phrase.end, max(start, phrase.start - _REACH), min(end, phrase.end + _REACH)
    ahead = _last_clause(fold(text[start : phrase.start]))
    behind = fold(text[at:end])
    clause = behind.partition(". ")[0].partition(", ")[0]  # what breaks most clauses, found fast
    found = None
    if _hinted(ahead, rules.hints):
        denied = _before(ahead, phrase.start, rules)
        if denied is not None:
            begin = denied.start - phrase.start + len(ahead)
            return None if _undone(ahead, begin, begin + len(denied), behind, rules) else denied
    if _hinted(clause, rules.hints):
        stop = rules.breaks.search(clause)
        found = rules.after.match(clause[: stop.start()] if stop else clause)
    if found is None and behind[:1] in _TOPIC_ENDS:
        found = rules.topic.match(behind)
    if found is None:
        return None
    group = found.lastgroup or "no"
    return Span(at + found.start(group), at + found.end(group))


def negators(text: str, language: str) -> int:
    """How many negators a phrase holds: two phrases that differ in it say opposite things."""
    rules = _RULES.get(base(language))
    return sum(match["no"] is not None for match in rules.before.finditer(fold(text))) if rules else 0


def _last_clause(stretch: str) -> str:
    """The clause that a stretch ends with, as far as the stops that break most clauses tell."""
    cut = stretch.rfind(", ")
    if cut > 0 and stretch.startswith(_CLAUSES_OF, cut):
        cut = stretch.rfind(", ", 0, cut)
    stretch = stretch[cut + 1 :]
    return stretch[stretch.rfind(". ") + 1 :]


def _before(stretch: str, at: int, rules: _Rules) -> Span | None:
    """The last negator in the stretch before ``at``, if it is close enough and in the same clause."""
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


def _undone(ahead: str, start: int, end: int, behind: str, rules: _Rules) -> bool:
    """Whether another negator undoes ``ahead[start:end]``, which stands before a phrase that ``behind`` follows."""
    if any(pair.start() < end <= pair.end() for pair in rules.pairs.finditer(ahead)):
        return True
    return rules.undone.match(f"{ahead[:end]}{_PHRASE}{behind}", start) is not None


def _hinted(stretch: str, hints: tuple[str, ...]) -> bool:
    for hint in hints:  # noqa: SIM110 - asked at every hit, and any() takes three times as long
        if hint in stretch:
            return True
    return False


def _last_words(stretch: str) -> str:
    """The last words of a stretch."""
    words = stretch.rsplit(" ", _WORDS)
    return stretch if len(words) <= _WORDS else stretch[len(words[0]) :]
