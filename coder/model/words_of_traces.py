"""The words of a trace: rules of rows, how firmly something was said, what is for and against a cell (pure)."""

from __future__ import annotations

from collections.abc import Mapping

TRACED: dict[str, Mapping[str, str]] = {
    # the rule of a row, by its kind
    "rule:one": {
        "en": "one: the value that most voices carry; if equal: more interviews, explicit support, fewest denials",
        "zh": "one：得到最多声音支持的值；若相等，则依次看访谈数、明确支持、否认最少",
        "de": "one: der Wert, den die meisten Stimmen tragen; dann mehr Interviews, ausdrücklicher, seltener verneint",
    },
    "rule:set": {
        "en": "set: the strongest value and every one that a third of the voices carry, if it is more than a hint",
        "zh": "set：最强的值，以及得到三分之一声音支持且不止是暗示的每个值",
        "de": "set: der stärkste Wert und jeder, den ein Drittel der Stimmen trägt und der mehr als angedeutet ist",
    },
    "rule:ordinal": {
        "en": "ordinal: as set; neighbours on the scale make a range, others stand together or divide the cell",
        "zh": "ordinal：同 set；量表上相邻的值合为区间，其余并列或使单元格分裂",
        "de": "ordinal: wie set; Nachbarn auf der Skala bilden eine Spanne, andere stehen beisammen oder teilen sich",
    },
    "rule:list": {
        "en": "list: every value that a third of the interviews carry",
        "zh": "list：得到三分之一访谈支持的每个值",
        "de": "list: jeder Wert, den ein Drittel der Interviews trägt",
    },
    "rule:rating": {
        "en": "rating: the level nearest to the median interview, midpoints toward zero",
        "zh": "rating：最接近访谈中位数的等级，居中者取靠近零的一级",
        "de": "rating: die Stufe, die dem Median der Interviews am nächsten liegt; die Mitte geht zur Null",
    },
    "rule:presence": {
        "en": "presence: the level nearest to the median interview, midpoints toward zero",
        "zh": "presence：最接近访谈中位数的等级，居中者取靠近零的一级",
        "de": "presence: die Stufe, die dem Median der Interviews am nächsten liegt; die Mitte geht zur Null",
    },
    # its numbers
    "nobody": {
        "en": "No interview says anything about it.",
        "zh": "没有访谈谈及。",
        "de": "Kein Interview sagt etwas dazu.",
    },
    "one_denies": {
        "en": "1 interview only denies values; none supports one.",
        "zh": "1 个访谈只否认某些值；没有访谈支持任何值。",
        "de": "1 Interview verneint nur Werte; keines trägt einen.",
    },
    "some_deny": {
        "en": "{n} interviews only deny values; none supports one.",
        "zh": "{n} 个访谈只否认某些值；没有访谈支持任何值。",
        "de": "{n} Interviews verneinen nur Werte; keines trägt einen.",
    },
    "stop": {"en": ". ", "zh": "。", "de": ". "},
    "median": {"en": "Median {m} of {levels}.", "zh": "中位数 {m}，出自 {levels}。", "de": "Median {m} aus {levels}."},
    "shares": {
        "en": "Shares of the voices: {shares}.",
        "zh": "声音份额：{shares}。",
        "de": "Anteile der Stimmen: {shares}.",
    },
    "all_equal": {"en": "Equal on every criterion.", "zh": "各项标准均相等。", "de": "Nach jedem Merkmal gleich."},
    "qualifiers": {
        "en": "Only qualifiers were coded.",
        "zh": "只编码了修饰成分。",
        "de": "Nur Zusätze wurden codiert.",
    },
    # how something was said
    "strength:2": {"en": "explicit", "zh": "明确", "de": "ausdrücklich"},
    "strength:1": {"en": "implicit", "zh": "隐含", "de": "angedeutet"},
    "strength:-1": {"en": "implicit against", "zh": "隐含反对", "de": "angedeutet dagegen"},
    "strength:-2": {"en": "explicit against", "zh": "明确反对", "de": "ausdrücklich dagegen"},
    "level": {"en": "level {level}", "zh": "等级 {level}", "de": "Stufe {level}"},
    "marked": {"en": "{level} ({mark})", "zh": "{level}（{mark}）", "de": "{level} ({mark})"},
    "role:respondent": {"en": "respondent", "zh": "受访者", "de": "befragt"},
    "role:interviewer": {"en": "interviewer", "zh": "访谈者", "de": "fragt"},
    "role:note": {"en": "note", "zh": "注", "de": "Anmerkung"},
    "memo_by": {"en": "memo by {coder}: {text}", "zh": "{coder} 的备忘：{text}", "de": "Memo von {coder}: {text}"},
    # its parts
    "FOR": {"en": "FOR", "zh": "支持", "de": "DAFÜR"},
    "AGAINST": {"en": "AGAINST", "zh": "反对", "de": "DAGEGEN"},
    "NEITHER": {"en": "NEITHER", "zh": "两者皆非", "de": "WEDER NOCH"},
    "none_coded": {"en": "none coded", "zh": "无编码", "de": "nichts codiert"},
    "coded_in": {
        "en": "{k} coded in {interviews}",
        "zh": "{k} 处编码，见于 {interviews}",
        "de": "{k} codiert in {interviews}",
    },
    "one_interview": {"en": "1 interview", "zh": "1 个访谈", "de": "1 Interview"},
    "some_interviews": {"en": "{n} interviews", "zh": "{n} 个访谈", "de": "{n} Interviews"},
    "some_more": {"en": "and {n} more", "zh": "另有 {n} 处", "de": "und {n} weitere"},
    "part:rule": {"en": "rule", "zh": "规则", "de": "Regel"},
    "part:flags": {"en": "flags", "zh": "提示", "de": "Hinweis"},
    "part:dissent": {"en": "dissent", "zh": "异议", "de": "dagegen"},
    "part:left out": {"en": "left out", "zh": "去掉一个", "de": "eins weg"},
    "part:case": {"en": "case", "zh": "案例", "de": "Fall"},
    "part:codebook": {"en": "codebook", "zh": "编码手册", "de": "Codebuch"},
    "part:override": {"en": "override", "zh": "改写", "de": "gesetzt"},
    "part:summary": {"en": "summary", "zh": "摘要", "de": "in Worten"},
    "part:signed": {"en": "signed", "zh": "签核", "de": "gezeichnet"},
    "in_all": {"en": "{interviews} in all", "zh": "共 {interviews}", "de": "{interviews} insgesamt"},
    "supported": {"en": "{k} of {interviews}", "zh": "{interviews}中的 {k} 个", "de": "{k} von {interviews}"},
    "only_denied": {
        "en": "only denied, by {interviews}",
        "zh": "仅被 {interviews}否认",
        "de": "nur verneint, von {interviews}",
    },
    "second": {
        "en": "second: {value} (p {share})",
        "zh": "次位：{value}（p {share}）",
        "de": "zweitens: {value} (p {share})",
    },
    "contested_by": {
        "en": "contested: {d} of {interviews} dissent",
        "zh": "有争议：{interviews}中 {d} 个持异议",
        "de": "umstritten: {d} von {interviews} widersprechen",
    },
    "stays": {
        "en": "the cell stays as it is without any one of its interviews",
        "zh": "去掉任一访谈，单元格均不变",
        "de": "die Zelle bleibt, welches Interview auch fehlt",
    },
    "hangs": {
        "en": "the cell would read otherwise without {interviews} (stable {stable})",
        "zh": "若无 {interviews}，单元格将不同（稳定 {stable}）",
        "de": "die Zelle läse sich anders ohne {interviews} (stabil {stable})",
    },
    "or": {"en": " or ", "zh": " 或 ", "de": " oder "},
    "rests_on_one": {"en": "resting on 1 coding", "zh": "依据 1 处编码", "de": "gestützt auf 1 Codierung"},
    "rests_on_some": {"en": "resting on {n} codings", "zh": "依据 {n} 处编码", "de": "gestützt auf {n} Codierungen"},
    "lost": {
        "en": "{rests}, {n} of them gone",
        "zh": "{rests}，其中 {n} 处已不在",
        "de": "{rests}, {n} davon sind weg",
    },
    "signed_by": {"en": "by {analyst} on {date}", "zh": "{analyst}，{date}", "de": "von {analyst} am {date}"},
    "signed_as": {
        "en": "as '{text}' by {analyst} on {date}, but the cell or its evidence has changed since",
        "zh": "当时为“{text}”，{analyst}，{date}；此后单元格或证据有变",
        "de": "als „{text}“ von {analyst} am {date}, doch Zelle oder Belege haben sich seither geändert",
    },
}
