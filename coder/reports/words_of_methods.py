"""The sentences of the methods paragraph, as they are printed in a paper (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from coder.reports.words_of_results import RESULTS

METHODS: dict[str, Mapping[str, str]] = {
    **RESULTS,
    "part_of_methods:material": {"en": "Material", "zh": "资料", "de": "Material"},
    "part_of_methods:coding": {"en": "Coding", "zh": "编码", "de": "Codierung"},
    "part_of_methods:derivation": {
        "en": "From codings to cells",
        "zh": "由编码到单元格",
        "de": "Von Codierungen zu Zellen",
    },
    "part_of_methods:parameters": {"en": "Parameters", "zh": "参数", "de": "Parameter"},
    "part_of_methods:results": {"en": "What the table rests on", "zh": "表格的依据", "de": "Worauf die Tabelle ruht"},
    "part_of_methods:record": {"en": "Record", "zh": "记录", "de": "Nachweis"},
    "methods:yours": {
        "en": "For the authors to add",
        "zh": "由作者补充",
        "de": "Von den Autorinnen und Autoren zu ergänzen",
    },
    "methods:add": {
        "en": "The program cannot know this. Delete what does not apply.",
        "zh": "以下内容程序无从得知；不适用者请删去。",
        "de": "Das kann das Programm nicht wissen. Was nicht zutrifft, bitte streichen.",
    },
    "yours:sampling": {
        "en": "how cases and interviewees were chosen",
        "zh": "如何选取案例与受访者",
        "de": "wie Fälle und Befragte ausgewählt wurden",
    },
    "yours:recruitment": {
        "en": "how interviewees were approached, how many declined",
        "zh": "如何联系受访者，多少人拒绝",
        "de": "wie Befragte angesprochen wurden, wie viele ablehnten",
    },
    "yours:guide": {
        "en": "the interview guide, and who interviewed where and when",
        "zh": "访谈提纲，以及由谁在何时何地访谈",
        "de": "der Leitfaden, und wer wann und wo fragte",
    },
    "yours:recording": {
        "en": "recording, transcription and translation",
        "zh": "录音、转录与翻译",
        "de": "Aufzeichnung, Transkription und Übersetzung",
    },
    "yours:training": {
        "en": "how coders were trained, and whether they coded independently of each other",
        "zh": "编码者如何培训，是否各自独立编码",
        "de": "wie Codierende geschult wurden, und ob sie unabhängig voneinander codierten",
    },
    "yours:reconciling": {
        "en": "how disagreements were settled",
        "zh": "如何解决分歧",
        "de": "wie Abweichungen geklärt wurden",
    },
    "yours:reflexivity": {
        "en": "the researchers' relation to the field and to the interviewees",
        "zh": "研究者与田野及受访者的关系",
        "de": "das Verhältnis der Forschenden zum Feld und zu den Befragten",
    },
    "yours:ethics": {
        "en": "ethical approval and consent",
        "zh": "伦理审查与知情同意",
        "de": "Ethikvotum und Einwilligung",
    },
    # material
    "methods:case_n": {"en": "{case} {n}", "zh": "{case} {n}", "de": "{case} {n}"},
    "methods:interviews": {
        "en": "The study holds {n} interviews in {documents} documents (by language: {languages}), of which "
        "{coded} have been coded.",
        "zh": "本研究包含 {documents} 份文本中的 {n} 个访谈（按语言：{languages}），其中 {coded} 个已编码。",
        "de": "Die Studie umfasst {n} Interviews in {documents} Dokumenten (nach Sprachen: {languages}), von "
        "denen {coded} codiert sind.",
    },
    "methods:per_case": {
        "en": "The unit of comparison ({case}) has the following numbers of interviews: {cases}.",
        "zh": "比较单位（{case}）的访谈数为：{cases}。",
        "de": "Die Vergleichseinheit ({case}) hat folgende Zahlen von Interviews: {cases}.",
    },
    "methods:unplaced": {
        "en": "{n} interviews belong to no case and enter only where they speak about one.",
        "zh": "{n} 个访谈不属于任何案例，仅在谈及某案例时计入。",
        "de": "{n} Interviews gehören zu keinem Fall und zählen nur, wo sie über einen sprechen.",
    },
    "methods:voices": {
        "en": "In group discussions every speaker counts as an interview of their own ({n} of them).",
        "zh": "小组讨论中每位发言者各计为一个访谈（共 {n} 个）。",
        "de": "In Gruppendiskussionen zählt jede sprechende Person als eigenes Interview ({n} davon).",
    },
    "methods:pseudonymised": {
        "en": "Names in the transcripts were replaced by pseudonyms within the study.",
        "zh": "转录文本中的姓名已在研究中以化名代替。",
        "de": "Namen in den Transkripten wurden in der Studie durch Pseudonyme ersetzt.",
    },
    "methods:consent": {
        "en": "Of the documents, {no} may not be quoted and {paraphrase} may only be paraphrased; exports honour this.",
        "zh": "其中 {no} 份文本不可引用，{paraphrase} 份仅可转述；所有导出均遵守此限制。",
        "de": "Von den Dokumenten dürfen {no} nicht und {paraphrase} nur sinngemäß zitiert werden; alle "
        "Ausgaben halten sich daran.",
    },
    # coding
    "methods:no_codings": {
        "en": "Nothing has been coded so far with the {codable} codable codes of the codebook {id}, version "
        "{version} ({used} used).",
        "zh": "目前尚未使用编码手册 {id}（{version} 版）的 {codable} 个可用编码（已用 {used} 个）进行编码。",
        "de": "Mit den {codable} Codes des Codebuchs {id}, Version {version}, wurde noch nichts codiert "
        "({used} verwendet).",
    },
    "methods:one_coder": {
        "en": "One coder ({names}) made {codings} codings with {used} of the {codable} codable codes of the "
        "codebook {id}, version {version}.",
        "zh": "一位编码者（{names}）依据编码手册 {id}（{version} 版）作出 {codings} 处编码，使用了 {codable} 个"
        "可用编码中的 {used} 个。",
        "de": "Eine Person ({names}) machte {codings} Codierungen mit {used} der {codable} Codes des Codebuchs "
        "{id}, Version {version}.",
    },
    "methods:coders": {
        "en": "{coders} coders ({names}) made {codings} codings with {used} of the {codable} codable codes of "
        "the codebook {id}, version {version}.",
        "zh": "{coders} 位编码者（{names}）依据编码手册 {id}（{version} 版）作出 {codings} 处编码，使用了 "
        "{codable} 个可用编码中的 {used} 个。",
        "de": "{coders} Personen ({names}) machten {codings} Codierungen mit {used} der {codable} Codes des "
        "Codebuchs {id}, Version {version}.",
    },
    "methods:weights": {
        "en": "A value code was given with a strength (2 explicit, 1 implicit, −1 and −2 speaking against), a "
        "level code with a level judged by its written anchor; the two kinds of weight are never mixed.",
        "zh": "值编码带有强度（2 为明确，1 为隐含，−1 与 −2 为反对）；等级编码带有依据书面锚点判断的等级；两种"
        "权重从不混用。",
        "de": "Ein Wertcode wurde mit einer Stärke vergeben (2 ausdrücklich, 1 angedeutet, −1 und −2 dagegen), "
        "ein Stufencode mit einer Stufe nach ihrem schriftlichen Anker; beide Gewichte werden nie "
        "vermischt.",
    },
    "methods:double": {
        "en": "Of {coded} coded interviews {double} ({percent}) were coded by two or more.",
        "zh": "已编码的 {coded} 个访谈中，{double} 个（{percent}）由两人或以上编码。",
        "de": "Von {coded} codierten Interviews wurden {double} ({percent}) von zweien oder mehr codiert.",
    },
    "methods:raw": {
        "en": "Over all rows of the table, {same} of {pairs} pairs of coders read an interview alike ({percent}).",
        "zh": "就表格各行合计，{pairs} 对编码者中有 {same} 对（{percent}）对访谈理解相同。",
        "de": "Über alle Zeilen der Tabelle lasen {same} von {pairs} Paaren Codierender ein Interview gleich "
        "({percent}).",
    },
    "methods:no_raw": {
        "en": "None of these was heard to speak to a row of the table by any coder, so agreement cannot be told.",
        "zh": "其中没有访谈被认为谈及表格中的行，故无法给出一致性。",
        "de": "Keines davon spricht nach einer der Codierungen zu einer Zeile der Tabelle; Übereinstimmung "
        "lässt sich nicht angeben.",
    },
    "methods:alpha": {
        "en": "Krippendorff's alpha, computed by row on what each coder heard an interview say, could be "
        "computed for {rows} of {all} rows and lies between {low} and {high} (median {middle}).",
        "zh": "Krippendorff α 按行计算，依据各编码者对访谈内容的判断；{all} 行中有 {rows} 行可算，介于 {low} "
        "与 {high} 之间（中位数 {middle}）。",
        "de": "Krippendorffs Alpha, je Zeile berechnet aus dem, was jede Person ein Interview sagen hörte, "
        "ließ sich für {rows} von {all} Zeilen berechnen und liegt zwischen {low} und {high} (Median "
        "{middle}).",
    },
    "methods:no_alpha": {
        "en": "No row has enough doubly coded interviews for Krippendorff's alpha.",
        "zh": "没有一行具备计算 Krippendorff α 所需的重复编码访谈数。",
        "de": "Keine Zeile hat genug doppelt codierte Interviews für Krippendorffs Alpha.",
    },
    "methods:not_double": {
        "en": "No interview was coded by two, so agreement between coders was not computed.",
        "zh": "没有访谈由两人编码，故未计算编码者一致性。",
        "de": "Kein Interview wurde von zweien codiert; Übereinstimmung wurde nicht berechnet.",
    },
    "methods:reconciled": {
        "en": "In {n} interviews the reconciled codings of the team alone count.",
        "zh": "{n} 个访谈仅计团队协商后的编码。",
        "de": "In {n} Interviews zählen allein die abgestimmten Codierungen des Teams.",
    },
    "methods:origins": {
        "en": "Of the {codings} codings {parts}.",
        "zh": "{codings} 处编码中，{parts}。",
        "de": "Von den {codings} Codierungen {parts}.",
    },
    "origin:hand": {
        "en": "{n} ({percent}) were made by hand",
        "zh": "{n} 处（{percent}）为手工所作",
        "de": "entstanden {n} ({percent}) von Hand",
    },
    "origin:suggested": {
        "en": "{n} ({percent}) began as a suggestion of the program that a coder accepted and weighted",
        "zh": "{n} 处（{percent}）始于程序建议，经编码者接受并判定强度",
        "de": "begannen {n} ({percent}) als Vorschlag des Programms, den eine Person annahm und gewichtete",
    },
    "origin:others": {
        "en": "{n} ({percent}) came in from tables or other tools (how they were made there the study cannot know)",
        "zh": "{n} 处（{percent}）由表格或其他工具导入（其产生方式本研究无从得知）",
        "de": "kamen {n} ({percent}) aus Tabellen oder anderen Programmen (wie sie dort entstanden, kann die "
        "Studie nicht wissen)",
    },
    "methods:suggestions": {
        "en": "The program made {made}: {accepted} accepted, {changed} given another code, {rejected} rejected, "
        "{pending} undecided, {withdrawn} withdrawn undecided (proposed no more, or their words were coded meanwhile); "
        "what was not accepted counts for nothing.",
        "zh": "程序共提出 {made}：接受 {accepted} 条，改用其他编码 {changed} 条，拒绝 {rejected} 条，"
        "未定 {pending} 条，未定而撤回 {withdrawn} 条（不再提出，或其文字已另行编码）；未经接受的不计入任何结果。",
        "de": "Das Programm machte {made}: {accepted} angenommen, {changed} anders codiert, {rejected} abgelehnt, "
        "{pending} offen, {withdrawn} unentschieden zurückgezogen (nicht mehr gemacht, oder ihre Wörter wurden "
        "inzwischen codiert); was nicht angenommen wurde, zählt nicht.",
    },
    "methods:sources": {
        "en": "They came from {sources}.",
        "zh": "建议来自{sources}。",
        "de": "Sie kamen aus {sources}.",
    },
    "suggested_by:cues": {
        "en": "cues of the codebook",
        "zh": "编码手册的提示词",
        "de": "Stichworten des Codebuchs",
    },
    "suggested_by:similar": {
        "en": "likeness to passages already coded",
        "zh": "与已编码段落的相似性",
        "de": "der Ähnlichkeit mit schon codierten Stellen",
    },
    "suggested_by:model": {
        "en": "a statistical model trained on the study’s own codings",
        "zh": "用本研究自身编码训练的统计模型",
        "de": "einem statistischen Modell, gelernt an den eigenen Codierungen",
    },
    "suggested_by:import": {
        "en": "a model trained elsewhere ({name})",
        "zh": "在别处训练的模型（{name}）",
        "de": "einem anderswo trainierten Modell ({name})",
    },
    "methods:unaided": {
        "en": "For a share of the passages, drawn at random, no suggestions were made, so that coding with and without "
        "them can be compared: {shares}.",
        "zh": "随机抽取一部分段落不予建议，以便比较有无建议的编码：{shares}。",
        "de": "Für einen Teil der Stellen, ausgelost, gab es keine Vorschläge, damit sich das Codieren mit und ohne "
        "sie vergleichen lässt: {shares}.",
    },
    "methods:reliability": {
        "en": "On {interviews} coded interviews, in {folds}-fold cross-validation by document, {right} of the "
        "suggestions were right and {found} of the coded segments were found ({at}).",
        "zh": "在 {interviews} 个已编码访谈上按文本作 {folds} 折交叉验证：{right} 的建议正确，找到 {found} "
        "的已编码片段（{at}）。",
        "de": "An {interviews} codierten Interviews waren in {folds}-facher Kreuzvalidierung nach Dokumenten {right} "
        "der Vorschläge richtig, und {found} der codierten Segmente wurden gefunden ({at}).",
    },
    "methods:coded_since": {
        "en": "The codings have changed since that was measured.",
        "zh": "测量之后编码已有变动。",
        "de": "Seit dieser Messung haben sich die Codierungen geändert.",
    },
    # derivation
    "methods:table": {
        "en": "The table “{table}” has {rows} derived rows and {cases} columns.",
        "zh": "表“{table}”有 {rows} 个推导行和 {cases} 列。",
        "de": "Die Tabelle „{table}“ hat {rows} abgeleitete Zeilen und {cases} Spalten.",
    },
    "methods:unit": {
        "en": "Its cells were derived from the codings by rule. The unit of evidence is the interview: however "
        "much it says, it has at most one vote on a row and case, and silence is not dissent.",
        "zh": "单元格依规则由编码推导。证据单位是访谈：无论说多少，在每一行、每个案例上至多一票；沉默不算异议。",
        "de": "Ihre Zellen wurden nach Regeln aus den Codierungen abgeleitet. Einheit der Belege ist das "
        "Interview: wie viel es auch sagt, es hat zu einer Zeile und einem Fall höchstens eine Stimme, "
        "und Schweigen ist kein Widerspruch.",
    },
    "methods:voice": {
        "en": "What an interview supports on a row is settled first, as the mean over its coders of what "
        "speaks for a value less what speaks against it; a summed strength of {full} is a full voice.",
        "zh": "先确定每个访谈在某行上支持什么：对其各编码者取“支持减反对”的平均；强度合计达 {full} 为一个完整的声音。",
        "de": "Zuerst wird geklärt, was ein Interview zu einer Zeile stützt: das Mittel über seine Codierenden "
        "aus dem, was für einen Wert spricht, weniger dem, was dagegen spricht; eine Stärke von zusammen "
        "{full} ist eine volle Stimme.",
    },
    "methods:values": {
        "en": "Then interviews are compared: a cell shows the value most voices carry; where values may hold "
        "together, also every other one that {third} of the voices carry, if it is explicit in "
        "{explicit} or more interviews or supported by {interviews}. Values that nobody holds together "
        "are shown as divided.",
        "zh": "然后比较各访谈：单元格显示得到最多声音的值；可并存的值，凡得到 {third} 声音、且至少 {explicit} "
        "个访谈明确提及或 {interviews} 个访谈支持者，亦予显示。无人同时主张的值显示为分歧。",
        "de": "Dann werden Interviews verglichen: eine Zelle zeigt den Wert, den die meisten Stimmen tragen; "
        "wo Werte zugleich gelten können, auch jeden anderen, den {third} der Stimmen tragen, wenn er in "
        "mindestens {explicit} Interviews ausdrücklich ist oder von {interviews} gestützt wird. Werte, "
        "die niemand zugleich vertritt, stehen als geteilt da.",
    },
    "methods:levels_median": {
        "en": "Ratings show the level nearest to the median of the interviews; a median exactly between two "
        "levels takes the weaker one.",
        "zh": "评级行显示最接近各访谈中位数的等级；恰居两级之间者取较弱的一级。",
        "de": "Bewertungen zeigen die Stufe, die dem Median der Interviews am nächsten liegt; genau zwischen "
        "zweien gilt die schwächere.",
    },
    "methods:levels_mean": {
        "en": "Ratings show the level nearest to the mean of the interviews; a mean exactly between two levels "
        "takes the weaker one.",
        "zh": "评级行显示最接近各访谈均值的等级；恰居两级之间者取较弱的一级。",
        "de": "Bewertungen zeigen die Stufe, die dem Mittel der Interviews am nächsten liegt; genau zwischen "
        "zweien gilt die schwächere.",
    },
    "methods:states": {
        "en": "Cells without evidence, cells in which values were only denied, and cells nobody was asked "
        "about are kept apart.",
        "zh": "无证据、仅被否认、未被询问的单元格分别对待。",
        "de": "Zellen ohne Belege, solche mit nur verneinten Werten und nicht erfragte werden auseinandergehalten.",
    },
    "methods:flags": {
        "en": "A cell is flagged thin if fewer than {least} interviews support what it shows, contested if "
        "{third} or more of those that speak to it dissent.",
        "zh": "支持所示内容的访谈少于 {least} 个者标为“单薄”；谈及的访谈中 {third} 或以上持异议者标为“有争议”。",
        "de": "Eine Zelle gilt als dünn, wenn weniger als {least} Interviews das Gezeigte tragen, als "
        "umstritten, wenn {third} oder mehr derer, die dazu sprechen, widersprechen.",
    },
    "methods:collapse_overlap": {
        "en": "Overlapping passages with the same code and sign by the same coder count once.",
        "zh": "同一编码者以同一编码、同一方向所作的重叠段落只计一次。",
        "de": "Überlappende Stellen mit gleichem Code und Vorzeichen von derselben Person zählen einmal.",
    },
    "methods:collapse_turn": {
        "en": "Passages of one turn with the same code and sign by the same coder count once.",
        "zh": "同一编码者在同一话轮中以同一编码、同一方向所作的段落只计一次。",
        "de": "Stellen eines Beitrags mit gleichem Code und Vorzeichen von derselben Person zählen einmal.",
    },
    "methods:outside_include": {
        "en": "What an interview says about another case than its own counts for that case.",
        "zh": "访谈谈及其他案例的内容，计入该案例。",
        "de": "Was ein Interview über einen anderen Fall sagt, zählt für diesen.",
    },
    "methods:outside_exclude": {
        "en": "What an interview says about another case than its own is left out.",
        "zh": "访谈谈及其他案例的内容不计入。",
        "de": "Was ein Interview über einen anderen Fall sagt, zählt nicht.",
    },
    "methods:robust": {
        "en": "A cell is called robust if it is neither thin nor contested, keeps its text when any one "
        "interview but at most one is left out, and in nine of ten other settings of the method. Cells "
        "with {least} or more interviews were also derived from {replicates} draws of their interviews "
        "with replacement; the share that gives the same text describes stability and is no probability, "
        "since interviews are not a random sample.",
        "zh": "单元格既不单薄也无争议，逐一去掉访谈时（至多一个例外）文字不变，且在方法的其他设定中十之九不变，"
        "方称稳健。访谈不少于 {least} 个的单元格另以有放回抽取 {replicates} 次重新推导；文字相同的比例描"
        "述稳定性，并非概率，因为访谈不是随机样本。",
        "de": "Robust heißt eine Zelle, die weder dünn noch umstritten ist, deren Text bleibt, wenn ein "
        "beliebiges Interview bis auf höchstens eines wegfällt, und auch in neun von zehn anderen "
        "Setzungen der Methode. Zellen mit {least} oder mehr Interviews wurden zudem aus {replicates} "
        "Ziehungen ihrer Interviews mit Zurücklegen abgeleitet; der Anteil gleicher Texte beschreibt "
        "Stabilität und ist keine Wahrscheinlichkeit, denn Interviews sind keine Zufallsstichprobe.",
    },
}
