"""The words of the HTML report, in the languages that the program knows (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from coder.model.words import FALLBACK, WORDS

Say: TypeAlias = Callable[..., str]


def saying(language: str) -> Say:
    """A function that says one of the words by its name, with values put in."""
    tag = language.partition("-")[0]

    def say(name: str, **values: object) -> str:
        known = PAGE.get(name) or WORDS[name]
        words = known.get(tag) or known[FALLBACK]
        return words.format(**values) if values else words

    return say


PAGE: dict[str, Mapping[str, str]] = {
    # its parts
    "skip": {"en": "Skip to the quotations", "zh": "跳到引文", "de": "Zu den Zitaten springen"},
    "contents": {"en": "Contents", "zh": "目录", "de": "Inhalt"},
    "evidence": {
        "en": "Evidence by case and row",
        "zh": "按案例与行的证据",
        "de": "Belege nach Fall und Zeile",
    },
    "negative": {"en": "Interviews that dissent", "zh": "持异议的访谈", "de": "Interviews, die widersprechen"},
    "saturation": {"en": "Saturation", "zh": "饱和", "de": "Sättigung"},
    "suggested_to": {"en": "suggested to {coders}", "zh": "经建议：{coders}", "de": "vorgeschlagen: {coders}"},
    "learning": {"en": "Suggestions", "zh": "编码建议", "de": "Vorschläge"},
    "learning_title": {
        "en": "What suggestions are worth after so many coded interviews",
        "zh": "建议的效果随已编码访谈数的变化",
        "de": "Was Vorschläge nach so vielen codierten Interviews taugen",
    },
    "learning_note": {
        "en": "Measured on {at} on {interviews} coded interviews, never on those that were learned from: {right} "
        "of 100 "
        "suggestions are right, {found} of 100 codings are found.{since} No suggestion counts before somebody "
        "accepts it.",
        "zh": "{at} 在 {interviews} 个已编码访谈上实测，所测者均未用于学习：每 100 条建议中 {right} 条正确，每 100 "
        "处编码找到 "
        "{found} 处。{since}未经接受的建议不计。",
        "de": "Gemessen am {at} an {interviews} codierten Interviews, nie an denen, aus denen gelernt wurde: "
        "{right} von 100 "
        "Vorschlägen sind richtig, {found} von 100 Codierungen werden gefunden.{since} Kein Vorschlag zählt, bevor ihn "
        "jemand annimmt.",
    },
    "learning_since": {
        "en": " The codings have changed since.",
        "zh": "此后编码已有变动。",
        "de": " Die Codierungen haben sich seither geändert.",
    },
    "learning_said": {
        "en": "F1 rises from {first} after the first coded interview to {last} after {n}; a right code is among "
        "the five "
        "likeliest in {five} of 100 coded segments then.",
        "zh": "F1 由首个已编码访谈后的 {first} 变为 {n} 个之后的 {last}；届时每 100 个已编码片段中 {five} "
        "个在前五名内有正确编码。",
        "de": "F1 geht von {first} nach dem ersten codierten Interview auf {last} nach {n}; unter den fünf "
        "wahrscheinlichsten "
        "ist dann in {five} von 100 codierten Segmenten ein richtiger Code.",
    },
    "axis:coded": {"en": "coded interviews", "zh": "已编码访谈数", "de": "codierte Interviews"},
    "axis:share": {"en": "share", "zh": "比例", "de": "Anteil"},
    "learning:f1": {"en": "F1", "zh": "F1", "de": "F1"},
    "learning:precision": {"en": "right", "zh": "正确", "de": "richtig"},
    "learning:recall": {"en": "found", "zh": "找到", "de": "gefunden"},
    "learning:among_five": {"en": "among five", "zh": "前五之中", "de": "unter fünf"},
    "agreement": {"en": "Agreement of coders", "zh": "编码者一致性", "de": "Übereinstimmung der Codierenden"},
    "quotations": {"en": "Quotations, cell by cell", "zh": "逐格引文", "de": "Zitate, Zelle für Zelle"},
    "colon": {"en": "{what}: {where}", "zh": "{what}：{where}", "de": "{what}: {where}"},
    # what it was made from
    "made": {
        "en": "codebook {codebook} {version}, journal entry {entry} of {at}",
        "zh": "编码手册 {codebook} {version}，日志第 {entry} 条，{at}",
        "de": "Codebuch {codebook} {version}, Eintrag {entry} des Journals vom {at}",
    },
    "interviews_coded": {
        "en": "{coded} of {all} interviews coded by {coders}",
        "zh": "{all} 个访谈中 {coded} 个已编码，编码者：{coders}",
        "de": "{coded} von {all} Interviews codiert von {coders}",
    },
    "cells_counted": {
        "en": "{all} cells: {filled} with a value, {robust} robust, {thin} thin, {contested} contested, {overridden} "
        "set by an analyst",
        "zh": "{all} 个单元格：有值 {filled}，稳健 {robust}，单薄 {thin}，有争议 {contested}，"
        "由分析者设定 {overridden}",
        "de": "{all} Zellen: {filled} mit einem Wert, {robust} robust, {thin} dünn, {contested} umstritten, "
        "{overridden} von Auswertenden gesetzt",
    },
    "lead": {
        "en": "Every value below is derived from coded passages of interviews. Select a cell to read its rule and the "
        "words for it and against it; all of them stand at the end as well.",
        "zh": "下列每个值都由访谈中已编码的段落推导而来。选择单元格可查看其规则以及支持与反对的原话；文末亦全部列出。",
        "de": "Jeder Wert ist aus codierten Stellen von Interviews abgeleitet. Wer eine Zelle wählt, liest ihre Regel "
        "und die Worte dafür und dagegen; am Ende stehen sie alle.",
    },
    # filters
    "tools": {"en": "Filter and search", "zh": "筛选与搜索", "de": "Filtern und suchen"},
    "search": {"en": "Search the quotations", "zh": "搜索引文", "de": "In Zitaten suchen"},
    "case": {"en": "Case", "zh": "案例", "de": "Fall"},
    "row": {"en": "Row", "zh": "行", "de": "Zeile"},
    "coder": {"en": "Coder", "zh": "编码者", "de": "Codiert von"},
    "flag": {"en": "Mark", "zh": "标记", "de": "Zeichen"},
    "all": {"en": "all", "zh": "全部", "de": "alle"},
    "reset": {"en": "Clear", "zh": "清除", "de": "Leeren"},
    "theme": {"en": "Light or dark", "zh": "明暗", "de": "Hell oder dunkel"},
    "matching": {
        "en": "{cells} of {all} cells, {quotations} of {every} quotations",
        "zh": "{all} 格中 {cells} 格，{every} 处引文中 {quotations} 处",
        "de": "{cells} von {all} Zellen, {quotations} von {every} Zitaten",
    },
    "found": {"en": "Go to the first", "zh": "转到第一处", "de": "Zum ersten"},
    # the dialog
    "close": {"en": "Close", "zh": "关闭", "de": "Schließen"},
    "previous": {"en": "Previous cell", "zh": "上一格", "de": "Zelle davor"},
    "next": {"en": "Next cell", "zh": "下一格", "de": "Zelle danach"},
    "keys": {
        "en": "Arrow keys move between cells, Enter opens, Escape closes.",
        "zh": "方向键在单元格间移动，Enter 打开，Esc 关闭。",
        "de": "Pfeiltasten gehen von Zelle zu Zelle, Eingabe öffnet, Esc schließt.",
    },
    # traces
    "part:robust": {"en": "robust", "zh": "稳健", "de": "robust"},
    "part:coders": {"en": "coders", "zh": "编码者", "de": "Codierende"},
    "part:settings": {"en": "settings", "zh": "设定", "de": "Setzungen"},
    "part:factor": {"en": "factor", "zh": "因子", "de": "Faktor"},
    "part:expected": {"en": "expected", "zh": "预期", "de": "erwartet"},
    "yes": {"en": "yes ({stability})", "zh": "是（{stability}）", "de": "ja ({stability})"},
    "no": {"en": "no: {why} ({stability})", "zh": "否：{why}（{stability}）", "de": "nein: {why} ({stability})"},
    "short:thin": {
        "en": "too few interviews support it",
        "zh": "支持的访谈过少",
        "de": "zu wenige Interviews tragen es",
    },
    "short:contested": {"en": "contested", "zh": "有争议", "de": "umstritten"},
    "short:pivotal": {
        "en": "it hangs on more than one interview",
        "zh": "取决于不止一个访谈",
        "de": "es hängt an mehr als einem Interview",
    },
    "short:specification": {
        "en": "it reads otherwise in more than a tenth of the settings",
        "zh": "在十分之一以上的设定下结果不同",
        "de": "in mehr als einem Zehntel der Setzungen liest es sich anders",
    },
    "alone": {
        "en": "{coder} alone: {text}",
        "zh": "仅 {coder}：{text}",
        "de": "{coder} allein: {text}",
    },
    "sensitive": {
        "en": "reads otherwise under another {what}",
        "zh": "更改以下参数则不同：{what}",
        "de": "liest sich anders mit anderem {what}",
    },
    "by_factor": {
        "en": "the rows of the factor give {mark} ({steps} steps apart)",
        "zh": "该因子各行得 {mark}（相差 {steps} 级）",
        "de": "die Zeilen des Faktors ergeben {mark} ({steps} Stufen entfernt)",
    },
    "as_expected": {
        "en": "{mark}, as the rule expects",
        "zh": "{mark}，与规则预期一致",
        "de": "{mark}, wie die Regel erwartet",
    },
    "not_expected": {
        "en": "the rule expects {mark}",
        "zh": "规则预期 {mark}",
        "de": "die Regel erwartet {mark}",
    },
    "to_table": {"en": "Back to the table", "zh": "返回表格", "de": "Zurück zur Tabelle"},
    # figures
    "evidence_note": {
        "en": "One box for each interview that speaks to the row: filled if it supports what the cell shows, crossed "
        "if it dissents, both if it supports that and something else more. The same in figures below. Interviews are "
        "counted, not passages: each has one voice.",
        "zh": "每个谈及该行的访谈为一个方格：实心表示支持所示内容，打叉表示异议，"
        "两者兼有表示更支持别的内容；下为相应数字。计数的是访谈而非段落：每个访谈只有一票。",
        "de": "Ein Kästchen für jedes Interview, das zur Zeile spricht: gefüllt, wenn es das Gezeigte trägt, gekreuzt, "
        "wenn es widerspricht, beides, wenn es anderes stärker trägt. Darunter dasselbe in Zahlen. Gezählt werden "
        "Interviews, nicht Stellen: jedes hat eine Stimme.",
    },
    "evidence_said": {
        "en": "{k} of {n} support it, {d} dissent",
        "zh": "{n} 个中 {k} 个支持，{d} 个异议",
        "de": "{k} von {n} tragen es, {d} widersprechen",
    },
    "negative_note": {
        "en": "Of all cells an interview speaks to, those it dissents from. The line stands at {third}: from there on "
        "the interview tells another story.",
        "zh": "访谈所谈及的单元格中持异议者。竖线位于 {third}：达到即为另一种叙述。",
        "de": "Von allen Zellen, zu denen ein Interview spricht, die, denen es widerspricht. Die Linie steht bei "
        "{third}: von da an erzählt es eine andere Geschichte.",
    },
    "negative_none": {
        "en": "No interview dissents from any cell.",
        "zh": "没有访谈对任何单元格持异议。",
        "de": "Kein Interview widerspricht einer Zelle.",
    },
    "another_story": {"en": "another story", "zh": "另一种叙述", "de": "andere Geschichte"},
    "says": {
        "en": "{row}, {case}: {said} (shown: {shown})",
        "zh": "{row}，{case}：{said}（所示：{shown}）",
        "de": "{row}, {case}: {said} (gezeigt: {shown})",
    },
    "denies": {"en": "not {values}", "zh": "否认 {values}", "de": "nicht {values}"},
    "saturation_note": {
        "en": "New pairs of case, row and value with each further interview, by date. The band holds nine in ten of "
        "{permutations} other orders, the dashed line is their median. It describes; it is no rule for when to stop.",
        "zh": "按日期，每增加一个访谈累计的（案例、行、值）组合。色带包含 {permutations} 种其他顺序的十分之九，"
        "虚线为其中位数。仅作描述，并非停止规则。",
        "de": "Neue Paare aus Fall, Zeile und Wert mit jedem weiteren Interview, nach Datum. Das Band umfasst neun von "
        "zehn aus {permutations} anderen Reihenfolgen, die gestrichelte Linie ist ihr Median. Es beschreibt; es sagt "
        "nicht, wann man aufhören darf.",
    },
    "curve_said": {
        "en": "{n} interviews bring {total} pairs; the last one adds {last}. In other orders: {low} to {high} after "
        "{half} interviews.",
        "zh": "{n} 个访谈共 {total} 组；最后一个新增 {last} 组。其他顺序下，{half} 个访谈后为 {low} 至 {high} 组。",
        "de": "{n} Interviews bringen {total} Paare; das letzte fügt {last} hinzu. In anderen Reihenfolgen: {low} bis "
        "{high} nach {half} Interviews.",
    },
    "reached": {
        "en": "after {n} interviews the next {run} add {percent} % of the base or less",
        "zh": "{n} 个访谈之后，接下来 {run} 个所增不超过基数的 {percent} %",
        "de": "nach {n} Interviews fügen die nächsten {run} höchstens {percent} % der Basis hinzu",
    },
    "not_reached": {
        "en": "no run of {run} interviews adds {percent} % of the base or less",
        "zh": "尚无连续 {run} 个访谈所增不超过基数的 {percent} %",
        "de": "keine {run} Interviews in Folge fügen höchstens {percent} % der Basis hinzu",
    },
    "too_few": {
        "en": "too few interviews to tell",
        "zh": "访谈过少，无法判断",
        "de": "zu wenige Interviews, um es zu sagen",
    },
    "undated": {
        "en": "Without a date, so last: {names}.",
        "zh": "无日期，故排最后：{names}。",
        "de": "Ohne Datum, deshalb zuletzt: {names}.",
    },
    "uncoded": {
        "en": "Left out, because nobody coded them: {names}.",
        "zh": "未编码，故略去：{names}。",
        "de": "Ausgelassen, weil niemand sie codiert hat: {names}.",
    },
    "every_case": {"en": "All cases", "zh": "全部案例", "de": "Alle Fälle"},
    "figures": {"en": "The figures", "zh": "数据", "de": "Die Zahlen"},
    "axis:interviews": {"en": "interviews", "zh": "访谈", "de": "Interviews"},
    "axis:pairs": {"en": "pairs", "zh": "组合", "de": "Paare"},
    "agreement_note": {
        "en": "Krippendorff’s α (diamond) and the share of pairs of coders that read an interview alike (ring), over "
        "the {double} of {interviews} coded interviews that two or more coded. Lines at 0.667 and 0.8, where it is "
        "customary to call α tentative and reliable.",
        "zh": "Krippendorff’s α（菱形）与编码者两两一致的比例（圆环）；{interviews} 个已编码访谈中 {double} "
        "个由两人以上编码。竖线位于 0.667 与 0.8，通常分别视为勉强与可靠。",
        "de": "Krippendorffs α (Raute) und der Anteil der Paare von Codierenden, die ein Interview gleich lesen "
        "(Ring), über die {double} von {interviews} codierten Interviews, die mehrere codiert haben. Linien bei 0,667 "
        "und 0,8, wo α üblicherweise vorläufig und verlässlich heißt.",
    },
    "agreement_none": {
        "en": "No interview was coded by two coders, so there is nothing to compare.",
        "zh": "没有访谈由两人编码，无从比较。",
        "de": "Kein Interview haben zwei codiert; es gibt nichts zu vergleichen.",
    },
    "column:interview": {"en": "Interview", "zh": "访谈", "de": "Interview"},
    "column:date": {"en": "Date", "zh": "日期", "de": "Datum"},
    "column:new": {"en": "New", "zh": "新增", "de": "Neu"},
    "column:total": {"en": "In all", "zh": "累计", "de": "Insgesamt"},
    "column:band": {"en": "Other orders", "zh": "其他顺序", "de": "Andere Reihenfolgen"},
    "column:dissents": {"en": "Dissents", "zh": "异议", "de": "Widerspricht"},
    "column:share": {"en": "Share", "zh": "比例", "de": "Anteil"},
    "column:where": {"en": "Where, and what it says instead", "zh": "何处，所言为何", "de": "Wo, und was es sagt"},
    "column:units": {"en": "Interviews", "zh": "访谈", "de": "Interviews"},
    "column:raw": {"en": "Alike", "zh": "一致", "de": "Gleich"},
    "column:alpha": {"en": "α", "zh": "α", "de": "α"},
    "column:plot": {"en": "0 to 1", "zh": "0 至 1", "de": "0 bis 1"},
    "few_units": {"en": "too few", "zh": "过少", "de": "zu wenige"},
    "none": {"en": "none", "zh": "无", "de": "keine"},
    "comma": {"en": ", ", "zh": "、", "de": ", "},
    "semicolon": {"en": "; ", "zh": "；", "de": "; "},
    "stopped": {"en": "{what}.", "zh": "{what}。", "de": "{what}."},
}
