"""The words of what stands beside a cell: how firmly it stands, what was expected of it, its factor check (pure)."""

from __future__ import annotations

from collections.abc import Mapping

CHECKED: dict[str, Mapping[str, str]] = {
    # what its marks mean
    "expected": {
        "en": "expected: e by the rule of the codebook, ? if it cannot tell",
        "zh": "预期：按编码手册的规则为 e；? 为无法判断",
        "de": "erwartet: e nach der Regel des Codebuchs, ? wo sie nichts sagt",
    },
    "missed": {
        "en": "expectation missed: the rule of the codebook gives e",
        "zh": "不符预期：编码手册的规则为 e",
        "de": "Erwartung verfehlt: die Regel des Codebuchs ergibt e",
    },
    "factor": {
        "en": "steps from what its rows give",
        "zh": "与其各行给出的等级相差 n 级",
        "de": "Stufen neben dem, was ihre Zeilen ergeben",
    },
    # parts of a trace
    "part:robust": {"en": "robust", "zh": "稳健", "de": "robust"},
    "part:resampled": {"en": "drawn", "zh": "重抽样", "de": "gezogen"},
    "part:settings": {"en": "settings", "zh": "设定", "de": "Setzung"},
    "part:coders": {"en": "coders", "zh": "编码者", "de": "allein"},
    "part:expected": {"en": "expected", "zh": "预期", "de": "erwartet"},
    "part:factor": {"en": "factor", "zh": "因子", "de": "Faktor"},
    # how firmly a cell stands
    "is_robust": {"en": "yes", "zh": "是", "de": "ja"},
    "is_not_robust": {"en": "no: {reasons}", "zh": "否：{reasons}", "de": "nein: {reasons}"},
    "short:no_value": {"en": "it shows no value", "zh": "没有显示任何值", "de": "sie zeigt keinen Wert"},
    "short:thin": {"en": "thin", "zh": "单薄", "de": "dünn"},
    "short:contested": {"en": "contested", "zh": "有争议", "de": "umstritten"},
    "short:pivotal": {
        "en": "hangs on more than one interview",
        "zh": "取决于不止一个访谈",
        "de": "hängt an mehr als einem Interview",
    },
    "short:specification": {
        "en": "fewer than nine in ten settings read the same",
        "zh": "不到十分之九的设定结果相同",
        "de": "weniger als neun von zehn Setzungen lesen sich gleich",
    },
    "too_few_to_be": {
        "en": "{reasons} (with {interviews} a cell can hardly be robust)",
        "zh": "{reasons}（只有{interviews}，单元格几乎不可能稳健）",
        "de": "{reasons} (mit {interviews} kann eine Zelle kaum robust sein)",
    },
    "stayed": {
        "en": "the same, whichever of its {interviews} is left out",
        "zh": "去掉其{interviews}中的任何一个，均不变",
        "de": "gleich, welches Interview auch fehlt ({interviews})",
    },
    "pivotal": {
        "en": "the same in {a} of {b} cases with one interview left out; otherwise without {names}",
        "zh": "去掉一个访谈的 {b} 种情形中，{a} 种不变；若无 {names} 则不同",
        "de": "gleich in {a} von {b} Fällen, in denen ein Interview fehlt; anders ohne {names}",
    },
    "drawn": {
        "en": "the same in {percent} % of {n} draws from its interviews with replacement; no probability",
        "zh": "从其访谈有放回抽取 {n} 次，{percent} % 不变；并非概率",
        "de": "gleich in {percent} % von {n} Ziehungen mit Zurücklegen aus ihren Interviews; keine Wahrscheinlichkeit",
    },
    "not_drawn": {
        "en": "not done: {interviews}, 4 are needed",
        "zh": "未做：{interviews}，至少需要 4 个",
        "de": "nicht gezogen: {interviews}, 4 sind nötig",
    },
    "settings_same": {
        "en": "the same in all {b} settings",
        "zh": "在全部 {b} 种设定下相同",
        "de": "gleich in allen {b} Setzungen",
    },
    "settings_differ": {
        "en": "the same in {a} of {b} settings; changed by {names}; else {texts}",
        "zh": "{b} 种设定中 {a} 种相同；受影响于 {names}；否则为 {texts}",
        "de": "gleich in {a} von {b} Setzungen; geändert durch {names}; sonst {texts}",
    },
    "setting:voice_cap": {"en": "voice cap", "zh": "声音上限", "de": "Stimmgrenze"},
    "setting:third": {"en": "the third", "zh": "三分之一", "de": "das Drittel"},
    "setting:level_aggregate": {"en": "median or mean", "zh": "中位数或均值", "de": "Median oder Mittel"},
    "setting:collapse": {
        "en": "doubles by overlap or turn",
        "zh": "按重叠或话轮合并重复",
        "de": "Doppelte nach Überlappung oder Redebeitrag",
    },
    "coder_same": {"en": "{coder} the same", "zh": "{coder} 相同", "de": "{coder} gleich"},
    "coder_differs": {"en": "{coder} {text}", "zh": "{coder} {text}", "de": "{coder} {text}"},
    "alone": {"en": "each alone: {readings}", "zh": "各自单独：{readings}", "de": "jede für sich: {readings}"},
    "listed": {"en": ", ", "zh": "，", "de": ", "},
    # what the codebook expects of it
    "expects": {"en": "{mark}: {verdict}", "zh": "{mark}：{verdict}", "de": "{mark}: {verdict}"},
    "met": {"en": "met", "zh": "符合", "de": "erfüllt"},
    "not_met": {"en": "missed", "zh": "不符", "de": "verfehlt"},
    "no_answer": {
        "en": "the cell shows no value to compare",
        "zh": "单元格没有可比较的值",
        "de": "die Zelle zeigt keinen Wert zum Vergleichen",
    },
    "decided": {"en": "{told} (rule: {because})", "zh": "{told}（规则：{because}）", "de": "{told} (Regel: {because})"},
    "kept_open": {"en": "{told}; open: {rows}", "zh": "{told}；未定：{rows}", "de": "{told}; offen: {rows}"},
    "was_seen": {
        "en": "{told}; the author of the rule had seen this cell",
        "zh": "{told}；规则的作者见过此单元格",
        "de": "{told}; wer die Regel schrieb, kannte diese Zelle",
    },
    "undetermined": {
        "en": "undetermined: a row the rule reads shows nothing",
        "zh": "无法判断：规则所读的某行没有值",
        "de": "unentschieden: eine Zeile, die die Regel liest, zeigt nichts",
    },
    # its factor check
    "check_same": {
        "en": "its rows give {mark} (score {score}), as derived",
        "zh": "其各行给出 {mark}（得分 {score}），与推导一致",
        "de": "ihre Zeilen ergeben {mark} (Wert {score}), wie abgeleitet",
    },
    "check_apart": {
        "en": "its rows give {mark} (score {score}): {steps} from what is derived",
        "zh": "其各行给出 {mark}（得分 {score}）：与推导相差 {steps}",
        "de": "ihre Zeilen ergeben {mark} (Wert {score}): {steps} neben dem Abgeleiteten",
    },
    "one_step": {"en": "1 step", "zh": "1 级", "de": "1 Stufe"},
    "some_steps": {"en": "{n} steps", "zh": "{n} 级", "de": "{n} Stufen"},
}
