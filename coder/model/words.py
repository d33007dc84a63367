"""The words the program itself puts into tables, in the languages it knows; labels come from the codebook (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from coder.model.words_of_checks import CHECKED
from coder.model.words_of_traces import TRACED

FALLBACK = "en"

WORDS: dict[str, Mapping[str, str]] = {
    **TRACED,
    **CHECKED,
    # between values
    "range": {"en": "{lead} to {other}", "zh": "{lead}至{other}", "de": "{lead} bis {other}"},
    "gloss": {"en": "{value}: {words}", "zh": "{value}：{words}", "de": "{value}: {words}"},
    "unit": {"en": "{label} ({unit})", "zh": "{label}（{unit}）", "de": "{label} ({unit})"},
    # what marks mean
    "empty": {"en": "no evidence", "zh": "无证据", "de": "keine Belege"},
    "refuted": {
        "en": "only denied, by n interviews",
        "zh": "仅被否认（n 个访谈）",
        "de": "nur verneint, von n Interviews",
    },
    "not_asked": {"en": "not asked", "zh": "未询问", "de": "nicht gefragt"},
    "denied": {"en": "coded, and not present", "zh": "已编码，不存在", "de": "codiert, und nicht vorhanden"},
    "blank": {"en": "coded, and not present", "zh": "已编码，不存在", "de": "codiert, und nicht vorhanden"},
    "divided": {"en": "opinions divided or tied", "zh": "意见分歧或持平", "de": "Meinungen geteilt oder gleichauf"},
    "thin": {
        "en": "thin: too few interviews support it",
        "zh": "单薄：支持的访谈过少",
        "de": "dünn: zu wenige Interviews tragen es",
    },
    "contested": {
        "en": "contested: d of n interviews dissent",
        "zh": "有争议：n 个访谈中 d 个持异议",
        "de": "umstritten: d von n Interviews widersprechen",
    },
    "tie": {"en": "tie", "zh": "持平", "de": "Gleichstand"},
    "borderline": {
        "en": "borderline: exactly between two marks, the weaker one is shown",
        "zh": "临界：恰在两个等级之间，显示较弱者",
        "de": "Grenzfall: genau zwischen zwei Zeichen, das schwächere steht hier",
    },
    "coders": {"en": "coders differ", "zh": "编码者不一致", "de": "Codierende weichen ab"},
    "overridden": {
        "en": "overridden: the analyst's value in place of the derived one",
        "zh": "已改写：以分析者的值代替推导值",
        "de": "gesetzt: Wert der Auswertenden statt des abgeleiteten",
    },
    "stale": {
        "en": "stale: the evidence or the rules have changed since it was overridden or signed off",
        "zh": "已过时：改写或签核之后证据或规则有变",
        "de": "veraltet: Belege oder Regeln haben sich geändert, seit gesetzt oder abgezeichnet wurde",
    },
    "signed": {"en": "signed off", "zh": "已签核", "de": "abgezeichnet"},
    "summary": {"en": "summary in words", "zh": "文字摘要", "de": "Zusammenfassung in Worten"},
    "given": {
        "en": "given: an attribute of the case, not derived from codings",
        "zh": "给定：案例属性，并非由编码推导",
        "de": "gegeben: Eigenschaft des Falls, nicht aus Codierungen abgeleitet",
    },
    "unknown": {"en": "no figure given", "zh": "未给出", "de": "keine Angabe"},
    "robust": {
        "en": "robust: supported, uncontested, the same without any one interview but one, and in 9 of 10 settings",
        "zh": "稳健：有支持，无争议；去掉任一访谈（至多一个例外）以及十分之九的设定下结果不变",
        "de": "robust: getragen, unumstritten, ohne jedes Interview bis auf eines und in 9 von 10 Setzungen gleich",
    },
    "not_robust": {"en": "not robust", "zh": "不稳健", "de": "nicht robust"},
    # below and beside tables
    "left_out": {"en": "LOIO {a}/{b}", "zh": "LOIO {a}/{b}", "de": "LOIO {a}/{b}"},
    "specifications": {"en": "spec {a}/{b}", "zh": "设定 {a}/{b}", "de": "Setzungen {a}/{b}"},
    "resampled": {"en": "resampled {percent} %", "zh": "重抽样 {percent} %", "de": "Neuziehung {percent} %"},
    "stability": {
        "en": "LOIO a/b: the cell stays the same without a of its b interviews, left out one by one; spec: in so many "
        "of the settings; resampled: in so many of the draws from its interviews (from 4 on), which is no probability",
        "zh": "LOIO a/b：逐一去掉 b 个访谈，其中 a 次单元格不变；设定：在多少种设定下不变；重抽样：从其访谈"
        "（至少 4 个）有放回抽取时有多少不变，并非概率",
        "de": "LOIO a/b: die Zelle bleibt in a Fällen gleich, wenn eins von b Interviews fehlt; Setzungen: in so vielen"
        "; Neuziehung: in so vielen Ziehungen aus ihren Interviews (ab 4), keine Wahrscheinlichkeit",
    },
    "counts": {
        "en": "k of n: interviews that support what is shown, of those that speak to the row",
        "zh": "k / n：谈及该行的 n 个访谈中，k 个支持所示内容",
        "de": "k von n: Interviews, die das Gezeigte tragen, von denen, die zur Zeile sprechen",
    },
    "others": {
        "en": "interviews of other cases count where they speak about this one",
        "zh": "其他案例的访谈若谈及本案例，亦计入",
        "de": "Interviews anderer Fälle zählen, wo sie über diesen sprechen",
    },
    "of_derived": {
        "en": "of an overridden cell, numbers and flags are those of the derived value behind the arrow",
        "zh": "已改写的单元格，其数字与标记均属箭头后的推导值",
        "de": "bei gesetzten Zellen gelten Zahlen und Hinweise dem abgeleiteten Wert hinter dem Pfeil",
    },
    "of": {"en": "{k} of {n}", "zh": "{k} / {n}", "de": "{k} von {n}"},
    "dissent": {"en": "dissent {d}/{n}", "zh": "异议 {d}/{n}", "de": "Widerspruch {d}/{n}"},
    "voices": {"en": "voices {split}", "zh": "各方 {split}", "de": "Stimmen {split}"},
    "override": {"en": "override: {type}", "zh": "改写：{type}", "de": "gesetzt: {type}"},
    "codebook": {"en": "codebook", "zh": "编码手册", "de": "Codebuch"},
    "marks": {"en": "Marks", "zh": "标记", "de": "Zeichen"},
    "numbered": {"en": "Table {number}", "zh": "表 {number}", "de": "Tabelle {number}"},
    "captioned": {"en": "{number}. {caption}", "zh": "{number}　{caption}", "de": "{number}: {caption}"},
    "fact": {"en": "{name}: {fact}", "zh": "{name}：{fact}", "de": "{name}: {fact}"},
    "quoted": {"en": "“{text}”", "zh": "“{text}”", "de": "„{text}“"},
    "against": {"en": "against", "zh": "反对", "de": "dagegen"},
    "memo": {"en": "memo: {text}", "zh": "备忘：{text}", "de": "Memo: {text}"},
    "about": {"en": "About", "zh": "说明", "de": "Angaben"},
    "cases": {
        "en": "cases {first} to {last} of {all}",
        "zh": "案例 {first}–{last}，共 {all}",
        "de": "Fälle {first} bis {last} von {all}",
    },
    "source": {"en": "{label}: {source}", "zh": "{label}：{source}", "de": "{label}: {source}"},
    "in_place": {
        "en": "{shown} in place of the derived {derived}",
        "zh": "以 {shown} 代替推导值 {derived}",
        "de": "{shown} statt des abgeleiteten {derived}",
    },
    "then": {"en": ", then {then}", "zh": "（当时为 {then}）", "de": ", damals {then}"},
    "set_by": {
        "en": "{what} (override: {type}; {analyst}, {date})",
        "zh": "{what}（改写：{type}；{analyst}，{date}）",
        "de": "{what} (gesetzt: {type}; {analyst}, {date})",
    },
    "reason": {"en": "Reason: {text}", "zh": "理由：{text}", "de": "Grund: {text}"},
    "reference": {"en": "Reference: {text}", "zh": "出处：{text}", "de": "Beleg: {text}"},
    "stale_now": {
        "en": "Stale: the evidence or the rules have changed since",
        "zh": "已过时：此后证据或规则有变",
        "de": "Veraltet: Belege oder Regeln haben sich seither geändert",
    },
    "(blank)": {"en": "(blank)", "zh": "（空白）", "de": "(leer)"},
    "(empty)": {"en": "(empty)", "zh": "（无证据）", "de": "(keine Belege)"},
    "(refuted)": {"en": "(refuted)", "zh": "（仅被否认）", "de": "(nur verneint)"},
    "(not asked)": {"en": "(not asked)", "zh": "（未询问）", "de": "(nicht gefragt)"},
    "share": {
        "en": "{set} of {all} cells set by an analyst ({percent} %).",
        "zh": "{all} 个单元格中有 {set} 个由分析者设定（{percent} %）。",
        "de": "{set} von {all} Zellen von Auswertenden gesetzt ({percent} %).",
    },
}


def word(name: str, language: str | None) -> str:
    """One of the words in a language (``zh-Hant`` reads as ``zh``), in English where it is not known."""
    known = WORDS[name]
    return known.get((language or FALLBACK).partition("-")[0]) or known[FALLBACK]
