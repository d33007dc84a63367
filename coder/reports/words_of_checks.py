"""The words of the reports that check a table: robustness, saturation, negative cases, coverage and so on (pure)."""

from __future__ import annotations

from collections.abc import Mapping

CHECKED: dict[str, Mapping[str, str]] = {
    # robustness
    "robustness:means": {
        "en": "Robust: neither thin nor contested, the same when any one interview but at most one is left "
        "out, and the same in nine of ten settings.",
        "zh": "稳健：既不单薄也无争议；逐一去掉访谈（至多一个例外）以及在十之九的设定下均不变。",
        "de": "Robust: weder dünn noch umstritten, gleich ohne ein beliebiges Interview bis auf höchstens "
        "eines, und gleich in neun von zehn Setzungen.",
    },
    "robustness:count": {
        "en": "{robust} of {filled} cells with a value ({percent}) are robust; the table has {cells} cells.",
        "zh": "{filled} 个有值的单元格中有 {robust} 个（{percent}）稳健；全表共 {cells} 个单元格。",
        "de": "{robust} von {filled} Zellen mit einem Wert ({percent}) sind robust; die Tabelle hat {cells} Zellen.",
    },
    "robustness:loio": {
        "en": "Left out (LOIO): after how many of the interviews, left out one by one, the cell stays as it is.",
        "zh": "去一（LOIO）：逐一去掉访谈，其中多少次单元格不变。",
        "de": "Ohne eins (LOIO): nach wie vielen der Interviews, eins ums andere weggelassen, die Zelle "
        "bleibt, wie sie ist.",
    },
    "robustness:drawn": {
        "en": "Resampled: share of {replicates} draws from the cell's interviews, with replacement, that give "
        "the same text. It is resampling stability and no probability, and is told from {least} "
        "interviews on; {few} cells with a value have fewer.",
        "zh": "重抽样：从单元格的访谈中有放回抽取 {replicates} 次，文字相同的比例。这是重抽样稳定性，并非概率；"
        "至少 {least} 个访谈才给出，{few} 个有值的单元格不足。",
        "de": "Neuziehung: Anteil von {replicates} Ziehungen mit Zurücklegen aus den Interviews der Zelle, die "
        "denselben Text geben. Das ist Stabilität bei Neuziehung, keine Wahrscheinlichkeit, und wird ab "
        "{least} Interviews angegeben; {few} Zellen mit Wert haben weniger.",
    },
    "robustness:settings": {
        "en": "Settings: of the combinations of voice cap, third, median or mean, and doubles by overlap or "
        "turn, how many give the same text.",
        "zh": "设定：在声音上限、三分之一、中位数或均值、按重叠或话轮合并重复的各种组合中，文字相同者的数目。",
        "de": "Setzungen: wie viele der Kombinationen aus Stimmengrenze, Drittel, Median oder Mittel und "
        "Doppelten nach Überlappung oder Beitrag denselben Text geben.",
    },
    "robustness:few": {
        "en": "With three interviews or fewer in a case most cells cannot be robust; that is said here rather "
        "than hidden.",
        "zh": "案例只有三个或更少的访谈时，多数单元格不可能稳健；此处如实说明，不加隐藏。",
        "de": "Bei drei oder weniger Interviews je Fall können die meisten Zellen nicht robust sein; das steht "
        "hier, statt verborgen zu bleiben.",
    },
    "robustness:ablations": {
        "en": "The table derived anew without one idea of the method at a time.",
        "zh": "每次去掉方法的一条规则，重新推导表格。",
        "de": "Die Tabelle, jeweils ohne eine Regel der Methode neu abgeleitet.",
    },
    "robustness:hangs": {"en": "hangs on {interviews}", "zh": "取决于 {interviews}", "de": "hängt an {interviews}"},
    "robustness:changed": {
        "en": "changed by {settings}",
        "zh": "随 {settings} 改变",
        "de": "ändert sich mit {settings}",
    },
    "robustness:alone": {
        "en": "otherwise from {coders} alone",
        "zh": "仅按 {coders} 则不同",
        "de": "anders aus {coders} allein",
    },
    "short:thin": {"en": "thin", "zh": "单薄", "de": "dünn"},
    "short:contested": {"en": "contested", "zh": "有争议", "de": "umstritten"},
    "setting:voice_cap": {"en": "voice cap", "zh": "声音上限", "de": "Stimmengrenze"},
    "setting:third": {"en": "the third", "zh": "三分之一", "de": "das Drittel"},
    "setting:level_aggregate": {"en": "median or mean", "zh": "中位数或均值", "de": "Median oder Mittel"},
    "setting:collapse": {"en": "doubles", "zh": "重复的合并", "de": "Doppelte"},
    "without:interviews": {"en": "interviews as voices", "zh": "以访谈为声音", "de": "Interviews als Stimmen"},
    "without:denials": {"en": "denials", "zh": "否认", "de": "Verneinungen"},
    "without:strength": {"en": "strength", "zh": "强度", "de": "Stärke"},
    "without:third": {"en": "the third", "zh": "三分之一", "de": "das Drittel"},
    "ablation:interviews": {
        "en": "Every coding is a voice of its own, and nobody holds two values.",
        "zh": "每处编码各为一个声音，无人持两值。",
        "de": "Jede Codierung ist eine eigene Stimme, und niemand vertritt zwei Werte.",
    },
    "ablation:denials": {
        "en": "What speaks against a value is not heard; levels stay.",
        "zh": "不计反对某值的话；等级不变。",
        "de": "Was gegen einen Wert spricht, zählt nicht; Stufen bleiben.",
    },
    "ablation:strength": {
        "en": "A hint counts as much as a plain word.",
        "zh": "暗示与明言同等计算。",
        "de": "Eine Andeutung zählt so viel wie ein klares Wort.",
    },
    "ablation:third": {
        "en": "Only the strongest value is shown, no second one and no dissent.",
        "zh": "只显示最强的值，不显示第二个值和异议。",
        "de": "Nur der stärkste Wert steht da, kein zweiter und kein Widerspruch.",
    },
    # saturation
    "saturation:what": {
        "en": "New information is a pair of case, row and value that no earlier interview had; interviews "
        "stand in the order of their dates. The base is what the first {base} interviews say; it is "
        "reached when the next {run} add {threshold} of the base or less (after Guest, Namey & Chen "
        "2020).",
        "zh": "新信息指此前访谈未出现的“案例、行、值”组合；访谈按日期排序。基数为前 {base} 个访谈的内容；若其"
        "后 {run} 个访谈新增不超过基数的 {threshold}，即为达到（据 Guest、Namey 与 Chen 2020）。",
        "de": "Neu ist ein Paar aus Fall, Zeile und Wert, das kein früheres Interview hatte; die Interviews "
        "stehen in der Folge ihrer Daten. Die Basis ist, was die ersten {base} Interviews sagen; "
        "erreicht ist sie, wenn die nächsten {run} höchstens {threshold} der Basis hinzufügen (nach "
        "Guest, Namey & Chen 2020).",
    },
    "saturation:band": {
        "en": "Other orders: 5th to 95th percentile of what is known by then in {permutations} permuted orders.",
        "zh": "其他次序：在 {permutations} 种随机次序中，到此为止已知内容的第 5 至第 95 百分位。",
        "de": "Andere Folgen: 5. bis 95. Perzentil dessen, was in {permutations} vertauschten Folgen bis dahin "
        "bekannt ist.",
    },
    "saturation:no_rule": {
        "en": "It describes what was found and is no rule for when to stop; a study may be saturated overall "
        "and rest on one interview in a case.",
        "zh": "此处仅为描述，并非何时停止的准则；研究可能总体饱和，而某一案例只有一个访谈。",
        "de": "Das beschreibt und sagt nicht, wann genug ist; eine Studie kann insgesamt gesättigt sein und in "
        "einem Fall auf einem Interview ruhen.",
    },
    "saturation:undated": {
        "en": "Without a date, so placed last: {names}.",
        "zh": "无日期，故排在最后：{names}。",
        "de": "Ohne Datum, daher zuletzt: {names}.",
    },
    "saturation:uncoded": {
        "en": "Left out because nobody coded them: {names}.",
        "zh": "因无人编码而未计入：{names}。",
        "de": "Weggelassen, weil niemand sie codiert hat: {names}.",
    },
    "saturation:too_few": {
        "en": "cannot be told: {n} interviews, {needed} are needed",
        "zh": "无法判断：{n} 个访谈，需要 {needed} 个",
        "de": "nicht zu sagen: {n} Interviews, {needed} sind nötig",
    },
    "saturation:empty_base": {
        "en": "cannot be told: the first interviews say nothing",
        "zh": "无法判断：最初的访谈未提供内容",
        "de": "nicht zu sagen: die ersten Interviews sagen nichts",
    },
    "saturation:orders": {
        "en": "in {in_orders} of {of} orders",
        "zh": "{of} 种次序中有 {in_orders} 种",
        "de": "in {in_orders} von {of} Folgen",
    },
    "saturation:not_yet": {"en": "not yet", "zh": "尚未", "de": "noch nicht"},
    "saturation:after": {"en": "after {n} interviews", "zh": "{n} 个访谈之后", "de": "nach {n} Interviews"},
    # negative cases
    "negative:count": {
        "en": "{dissenting} of {interviews} interviews dissent from what some cell shows.",
        "zh": "{interviews} 个访谈中有 {dissenting} 个与某个单元格所示内容不同。",
        "de": "{dissenting} von {interviews} Interviews widersprechen dem, was eine Zelle zeigt.",
    },
    "negative:rivals": {
        "en": "Rival accounts, which dissent in {third} of the cells they speak to or more: {names}.",
        "zh": "对立叙述（在其谈及的单元格中至少 {third} 持异议）：{names}。",
        "de": "Gegenerzählungen, die in mindestens {third} der Zellen, zu denen sie sprechen, widersprechen: {names}.",
    },
    "negative:no_rivals": {
        "en": "No interview dissents in {third} of the cells it speaks to or more, so there is no rival account.",
        "zh": "没有访谈在其谈及的单元格中有 {third} 或以上持异议，故无对立叙述。",
        "de": "Kein Interview widerspricht in {third} oder mehr der Zellen, zu denen es spricht; eine "
        "Gegenerzählung gibt es nicht.",
    },
    "negative:meaning": {
        "en": "An interview dissents where none of its strongest values is shown or it denies one that is; on "
        "ratings where it is two levels away or more.",
        "zh": "访谈的最强值均未显示、或否认所示之值，即为异议；评级行上相差两级或以上即为异议。",
        "de": "Ein Interview widerspricht, wo keiner seiner stärksten Werte gezeigt ist oder es einen "
        "gezeigten verneint; bei Stufen, wo es zwei oder mehr entfernt liegt.",
    },
    # coverage
    "coverage:count": {
        "en": "{interviews} interviews on {cases} cases, in these languages: {languages}.",
        "zh": "{interviews} 个访谈，涉及 {cases} 个案例；语言：{languages}。",
        "de": "{interviews} Interviews zu {cases} Fällen, in diesen Sprachen: {languages}.",
    },
    "coverage:unplaced": {
        "en": "Interviews that belong to no case: {names}.",
        "zh": "不属于任何案例的访谈：{names}。",
        "de": "Interviews ohne Fall: {names}.",
    },
    "coverage:others": {
        "en": "From elsewhere: interviews of other cases that speak about this one.",
        "zh": "来自他处：其他案例的访谈中谈及本案例者。",
        "de": "Von anderswo: Interviews anderer Fälle, die über diesen sprechen.",
    },
    "coverage:silent": {
        "en": "Silence is no evidence of absence.",
        "zh": "无人谈及不等于不存在。",
        "de": "Schweigen belegt kein Fehlen.",
    },
    "coverage:turns": {
        "en": "Turns and words are those of respondents.",
        "zh": "话轮与字数仅计受访者。",
        "de": "Beiträge und Wörter sind die der Befragten.",
    },
    "coverage:passages": {
        "en": "{n} turns of respondents without any coding.",
        "zh": "{n} 个受访者话轮无任何编码。",
        "de": "{n} Beiträge von Befragten ohne jede Codierung.",
    },
    # agreement
    "agreement:count": {
        "en": "{coders} coders ({names}) coded {interviews} interviews; {double} of these ({percent}) were "
        "coded by two or more.",
        "zh": "{coders} 位编码者（{names}）编码了 {interviews} 个访谈；其中 {double} 个（{percent}）由两人或以上编码。",
        "de": "{coders} Personen ({names}) codierten {interviews} Interviews; {double} davon ({percent}) "
        "wurden von zweien oder mehr codiert.",
    },
    "agreement:alpha": {
        "en": "Alpha is Krippendorff's, over the interviews that two or more coded and in which somebody heard "
        "the row addressed; on rows with an order the levels given enter, elsewhere having found nothing "
        "counts as well.",
        "zh": "α 为 Krippendorff α，计算范围为两人或以上编码、且至少一人认为谈及该行的访谈；有序的行只计给出的"
        "等级，其余各行“未见内容”亦计入。",
        "de": "Alpha ist das von Krippendorff, über Interviews, die zwei oder mehr codierten und in denen "
        "jemand die Zeile hörte; bei geordneten Zeilen zählen gegebene Stufen, sonst auch, nichts "
        "gefunden zu haben.",
    },
    "agreement:raw": {
        "en": "Raw agreement is the share of pairs of coders that read an interview alike.",
        "zh": "原始一致性为对同一访谈理解相同的编码者对的比例。",
        "de": "Rohe Übereinstimmung ist der Anteil der Paare von Codierenden, die ein Interview gleich lesen.",
    },
    "agreement:claims": {
        "en": "Codings are claims about the data; disagreement is listed and not averaged away.",
        "zh": "编码是对资料的主张；分歧逐一列出，不以平均掩盖。",
        "de": "Codierungen sind Behauptungen über die Daten; Abweichungen stehen hier einzeln und sind nicht "
        "weggemittelt.",
    },
    "agreement:few_units": {
        "en": "no alpha: {units} units, {needed} are needed",
        "zh": "无 α：{units} 个单位，需要 {needed} 个",
        "de": "kein Alpha: {units} Einheiten, {needed} sind nötig",
    },
    "agreement:all_same": {
        "en": "no alpha: all values are the same",
        "zh": "无 α：所有值相同",
        "de": "kein Alpha: alle Werte sind gleich",
    },
    "agreement:none": {
        "en": "There is no interview that coders read differently.",
        "zh": "没有编码者理解不同的访谈。",
        "de": "Es gibt kein Interview, das verschieden gelesen wurde.",
    },
    "metric:nominal": {"en": "nominal", "zh": "名义", "de": "nominal"},
    "metric:ordinal": {"en": "ordinal", "zh": "顺序", "de": "ordinal"},
    # grid
    "grid:other": {
        "en": "{interview}, {row}: {says}",
        "zh": "{interview}，{row}：{says}",
        "de": "{interview}, {row}: {says}",
    },
    "grid:others": {
        "en": "From interviews of other cases: {said}.",
        "zh": "来自其他案例的访谈：{said}。",
        "de": "Aus Interviews anderer Fälle: {said}.",
    },
    "grid:what": {
        "en": "What each interview says, before interviews are compared: its strongest values, and the "
        "analysts' summary of each cell.",
        "zh": "比较之前每个访谈所说的内容：其最强的值，以及分析者对每个单元格的摘要。",
        "de": "Was jedes Interview sagt, bevor Interviews verglichen werden: seine stärksten Werte, und die "
        "Zusammenfassung jeder Zelle durch die Auswertenden.",
    },
    "grid:marks": {
        "en": "· says nothing about it; (value) is supported less; ! dissents from what the cell shows. Small "
        "print: memos of the coders.",
        "zh": "· 未谈及；（值）支持较弱；! 与单元格所示不同。小字：编码者的备忘。",
        "de": "· sagt nichts dazu; (Wert) ist schwächer gestützt; ! widerspricht dem Gezeigten. Klein: Memos "
        "der Codierenden.",
    },
    # qca
    "qca:what": {
        "en": "Marks of the table as membership scores: the levels of a scale lie evenly between 0 and 1.",
        "zh": "将表中标记转为隶属分值：量表各级在 0 与 1 之间均匀分布。",
        "de": "Die Zeichen der Tabelle als Zugehörigkeitswerte: die Stufen einer Skala liegen gleichmäßig "
        "zwischen 0 und 1.",
    },
    "qca:missing": {
        "en": "A cell without evidence (·), only denied (✗) or not asked about (∅) is missing, never 0; "
        "a blank mark is 0 where interviews deny that something is there.",
        "zh": "无证据（·）、仅被否认（✗）或未询问（∅）的单元格为缺失，而非 0；访谈否认其存在的空白标记为 0。",
        "de": "Eine Zelle ohne Belege (·), nur verneint (✗) oder nicht gefragt (∅) fehlt und ist nie 0; "
        "ein leeres Zeichen ist 0, wo Interviews verneinen, dass etwas da ist.",
    },
    "qca:middle": {
        "en": "No cell has .5, the point of greatest ambiguity: the middle of a scale is .67 on presence rows "
        "and .33, the weaker claim, on ratings.",
        "zh": "不出现 .5 这一最含糊之点：量表居中一级在存在性行为 .67，在评级行取较弱的 .33。",
        "de": "Den Wert 0,5 der größten Unklarheit hat keine Zelle: die Mitte einer Skala ist bei "
        "Vorhandensein 0,67 und bei Bewertungen 0,33, die schwächere Aussage.",
    },
    "qca:left_out": {
        "en": "Rows that are not rated have no score: {rows}.",
        "zh": "未评级的行没有分值：{rows}。",
        "de": "Zeilen ohne Bewertung haben keinen Wert: {rows}.",
    },
    "qca:overrides": {
        "en": "{n} of the scores are those of an analyst's value in place of the derived one.",
        "zh": "其中 {n} 个分值取自分析者设定的值。",
        "de": "{n} der Werte folgen dem Wert von Auswertenden statt dem abgeleiteten.",
    },
    "qca:none": {
        "en": "This table has no rated rows.",
        "zh": "本表没有评级行。",
        "de": "Diese Tabelle hat keine bewerteten Zeilen.",
    },
    "qca:blank": {"en": "(blank)", "zh": "（空白）", "de": "(leer)"},
    "qca:thresholds": {
        "en": "A cell has a mark if the median of its interviews lies above this figure; a median exactly on "
        "it takes the mark nearer to zero.",
        "zh": "各访谈的中位数高于此数即得该标记；恰等于此数时取更靠近零的标记。",
        "de": "Eine Zelle hat ein Zeichen, wenn der Median ihrer Interviews über dieser Zahl liegt; genau "
        "darauf gilt das Zeichen näher an null.",
    },
    # expectations
    "expect:what": {
        "en": "Rules of the codebook say which mark the other rows let expect. They run beside the derivation "
        "and never enter it.",
        "zh": "编码手册的规则说明由其他各行可预期何种标记。这些规则与推导并行，绝不影响推导。",
        "de": "Regeln des Codebuchs sagen, welches Zeichen die anderen Zeilen erwarten lassen. Sie laufen "
        "neben der Ableitung und gehen nie in sie ein.",
    },
    "expect:count": {
        "en": "{hit} hits, {miss} misses, {undetermined} undetermined and {nothing_derived} with nothing "
        "derived, of {cells} cells.",
        "zh": "{cells} 个单元格中，相符 {hit} 个，不符 {miss} 个，未定 {undetermined} 个，无推导值 "
        "{nothing_derived} 个。",
        "de": "{hit} Treffer, {miss} Fehlschläge, {undetermined} unbestimmt und {nothing_derived} ohne "
        "Abgeleitetes, von {cells} Zellen.",
    },
    "expect:seen": {
        "en": "Of these cells the author of the rules had seen {seen} and not seen {new} ({hits} hits and "
        "{misses} misses among them); a rule that was fitted to cells is no evidence on them.",
        "zh": "规则作者曾见过其中 {seen} 个单元格，未见过 {new} 个（其中相符 {hits} 个，不符 {misses} 个）；依"
        "单元格拟合的规则对这些单元格不构成证据。",
        "de": "Von diesen Zellen hatte der Autor der Regeln {seen} gesehen und {new} nicht (darunter {hits} "
        "Treffer und {misses} Fehlschläge); eine an Zellen angepasste Regel ist über sie kein Beleg.",
    },
    "expect:seen_means": {
        "en": "Seen: whether the author of the rules knew this cell when making them; nothing where the "
        "codebook does not say.",
        "zh": "见过：制定规则时作者是否知道该单元格；编码手册未说明者留空。",
        "de": "Gesehen: ob die Regeln in Kenntnis dieser Zelle entstanden; nichts, wo das Codebuch es nicht sagt.",
    },
    "expect:none": {
        "en": "No row of this table has an expectation.",
        "zh": "本表没有设定预期的行。",
        "de": "Keine Zeile dieser Tabelle hat eine Erwartung.",
    },
    "expect:factors": {
        "en": "The mark that descriptive rows of the same factor give, beside the derived one; it is a check "
        "and never the value.",
        "zh": "由同一因素的描述行得出的标记，与推导标记并列；仅供核对，不作取值。",
        "de": "Das Zeichen, das beschreibende Zeilen desselben Faktors ergeben, neben dem abgeleiteten; eine "
        "Probe, nie der Wert.",
    },
    "expect:no_factors": {
        "en": "No factor check applies to this table.",
        "zh": "本表没有适用的因素核对。",
        "de": "Für diese Tabelle gilt keine Faktorprüfung.",
    },
    "verdict:hit": {"en": "hit", "zh": "相符", "de": "Treffer"},
    "verdict:miss": {"en": "miss", "zh": "不符", "de": "Fehlschlag"},
    "verdict:undetermined": {"en": "undetermined", "zh": "未定", "de": "unbestimmt"},
    "verdict:nothing derived": {"en": "nothing derived", "zh": "无推导值", "de": "nichts abgeleitet"},
}
