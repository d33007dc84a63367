"""What the methods paragraph says of parameters, results and the record (pure)."""

from __future__ import annotations

from collections.abc import Mapping

RESULTS: dict[str, Mapping[str, str]] = {
    # parameters
    "methods:no_departures": {
        "en": "All parameters of the derivation have their default values.",
        "zh": "推导的所有参数均取默认值。",
        "de": "Alle Parameter der Ableitung haben ihre Vorgabewerte.",
    },
    "methods:departures": {
        "en": "These parameters depart from their default values: {list}. All others have them.",
        "zh": "以下参数偏离默认值：{list}。其余均取默认值。",
        "de": "Diese Parameter weichen von ihren Vorgabewerten ab: {list}. Alle anderen haben sie.",
    },
    "methods:departure": {
        "en": "{name}: {value} (default {default})",
        "zh": "{name}：{value}（默认 {default}）",
        "de": "{name}: {value} (Vorgabe {default})",
    },
    "departure:row": {
        "en": "{what}, in the row “{row}”",
        "zh": "{what}，限于行“{row}”",
        "de": "{what}, in der Zeile „{row}“",
    },
    "departure:residual": {
        "en": "value rows offer no residual value “other” (default: they do)",
        "zh": "值行不提供剩余类“其他”（默认提供）",
        "de": "Wertzeilen bieten keinen Restwert „anderes“ (Vorgabe: doch)",
    },
    "parameter:third": {
        "en": "the share of voices that may not be hidden",
        "zh": "不得隐去的声音份额",
        "de": "der Anteil der Stimmen, der nicht verborgen werden darf",
    },
    "parameter:voice_full_at": {
        "en": "strength of a full voice",
        "zh": "完整声音所需强度",
        "de": "Stärke einer vollen Stimme",
    },
    "parameter:second_value_needs.explicit_in": {
        "en": "interviews in which a further value must be explicit",
        "zh": "另一值须明确提及的访谈数",
        "de": "Interviews, in denen ein weiterer Wert ausdrücklich sein muss",
    },
    "parameter:second_value_needs.or_interviews": {
        "en": "or interviews that must support it",
        "zh": "或须支持它的访谈数",
        "de": "oder Interviews, die ihn stützen müssen",
    },
    "parameter:level_aggregate": {
        "en": "how levels of interviews are combined",
        "zh": "各访谈等级的合并方式",
        "de": "wie Stufen der Interviews zusammengefasst werden",
    },
    "parameter:min_interviews": {
        "en": "interviews below which a cell is thin",
        "zh": "少于此访谈数即为单薄",
        "de": "Interviews, unter denen eine Zelle dünn ist",
    },
    "parameter:coders": {"en": "whose codings count", "zh": "计入何人的编码", "de": "wessen Codierungen zählen"},
    "parameter:collapse": {
        "en": "how doubles are collapsed",
        "zh": "重复的合并方式",
        "de": "wie Doppelte zusammenfallen",
    },
    "parameter:about_outside": {
        "en": "views on a case from outside",
        "zh": "外部对案例的看法",
        "de": "Äußerungen von außen über einen Fall",
    },
    "parameter:earlier_definition": {
        "en": "codings made under an earlier definition",
        "zh": "依据旧定义所作的编码",
        "de": "Codierungen nach einer früheren Definition",
    },
    "parameter:voice_cap": {
        "en": "whether a voice can be full",
        "zh": "声音是否设上限",
        "de": "ob eine Stimme voll sein kann",
    },
    "parameter:other": {"en": "{id}", "zh": "{id}", "de": "{id}"},
    # results
    "methods:cells": {
        "en": "Of {cells} cells {filled} ({percent}) show a value; {empty} have no evidence, in {refuted} "
        "values were only denied, {not_asked} were not asked about.",
        "zh": "{cells} 个单元格中，{filled} 个（{percent}）有值；{empty} 个无证据，{refuted} 个仅被否认，"
        "{not_asked} 个未被询问。",
        "de": "Von {cells} Zellen zeigen {filled} ({percent}) einen Wert; {empty} sind ohne Belege, in "
        "{refuted} wurde nur verneint, {not_asked} wurden nicht erfragt.",
    },
    "methods:shares": {
        "en": "Of those with a value {thin} ({thin_percent}) are thin and {contested} ({contested_percent}) "
        "contested; divided: {divided}; tied: {tie}; exactly between two marks: {borderline}; coders "
        "differ: {coders}.",
        "zh": "有值者中，单薄 {thin} 个（{thin_percent}），有争议 {contested} 个（{contested_percent}）；意见分"
        "歧 {divided} 个，持平 {tie} 个，恰在两级之间 {borderline} 个，编码者不一致 {coders} 个。",
        "de": "Von denen mit Wert sind {thin} ({thin_percent}) dünn und {contested} ({contested_percent}) "
        "umstritten; geteilt: {divided}; gleichauf: {tie}; genau zwischen zwei Zeichen: {borderline}; "
        "Codierende weichen ab: {coders}.",
    },
    "methods:robust_cells": {
        "en": "{robust} of {filled} cells with a value ({percent}) are robust.",
        "zh": "{filled} 个有值的单元格中 {robust} 个（{percent}）稳健。",
        "de": "{robust} von {filled} Zellen mit Wert ({percent}) sind robust.",
    },
    "methods:overridden": {
        "en": "In {n} of {cells} cells ({percent}) an analyst set another value than the derived one, each "
        "with a type and a reason ({types}); both values are reported.",
        "zh": "{cells} 个单元格中有 {n} 个（{percent}）由分析者设定了不同于推导的值，均注明类型与理由（{types}"
        "）；两值均予报告。",
        "de": "In {n} von {cells} Zellen ({percent}) setzten Auswertende einen anderen Wert als den "
        "abgeleiteten, jeweils mit Art und Grund ({types}); beide Werte werden berichtet.",
    },
    "methods:not_overridden": {
        "en": "No cell was set otherwise than derived.",
        "zh": "没有单元格的值不同于推导结果。",
        "de": "Keine Zelle wurde anders gesetzt als abgeleitet.",
    },
    "methods:signed": {
        "en": "{signed} of {cells} cells are signed off on their present evidence; {stale} were judged on "
        "other evidence than there is now.",
        "zh": "{cells} 个单元格中 {signed} 个已就现有证据签核；{stale} 个的判断依据与现有证据不同。",
        "de": "{signed} von {cells} Zellen sind auf ihre jetzigen Belege abgezeichnet; {stale} wurden auf "
        "anderen Belegen beurteilt, als es jetzt gibt.",
    },
    "methods:negative": {
        "en": "{n} of {interviews} interviews dissent from some cell of the table, and {rivals} of them from a "
        "third or more of the cells they speak to; all are listed as negative cases.",
        "zh": "{interviews} 个访谈中有 {n} 个与表中某单元格不同，其中 {rivals} 个在其谈及的单元格中三分之一或以"
        "上持异议；均列为反例。",
        "de": "{n} von {interviews} Interviews widersprechen einer Zelle der Tabelle, {rivals} davon einem "
        "Drittel oder mehr der Zellen, zu denen sie sprechen; alle sind als Gegenfälle aufgeführt.",
    },
    "type:adjudication": {"en": "adjudication", "zh": "裁定", "de": "Entscheidung"},
    "type:external source": {"en": "external source", "zh": "外部来源", "de": "äußere Quelle"},
    "type:scale anchoring": {"en": "scale anchoring", "zh": "量表锚定", "de": "Verankerung der Skala"},
    "type:coding gap": {"en": "coding gap", "zh": "编码缺口", "de": "Lücke der Codierung"},
    "type:wording": {"en": "wording", "zh": "措辞", "de": "Wortlaut"},
    # record
    "methods:revised": {
        "en": "The codebook had {n} revisions in this study (versions {first} to {last}); every coding keeps "
        "the version it was made under.",
        "zh": "本研究中编码手册有 {n} 个修订版（{first} 至 {last} 版）；每处编码均保留当时的版本。",
        "de": "Das Codebuch hatte in dieser Studie {n} Revisionen (Versionen {first} bis {last}); jede "
        "Codierung behält die Version, unter der sie entstand.",
    },
    "methods:not_revised": {
        "en": "The codebook was used in one version, {version}.",
        "zh": "编码手册仅使用一个版本（{version}）。",
        "de": "Das Codebuch wurde in einer Version verwendet, {version}.",
    },
    "methods:drift": {
        "en": "{earlier} codings were made under an earlier definition of their code, and {waiting} wait to be "
        "coded again.",
        "zh": "{earlier} 处编码依据旧定义作出，{waiting} 处有待重新编码。",
        "de": "{earlier} Codierungen entstanden unter einer früheren Definition ihres Codes, {waiting} warten "
        "darauf, neu codiert zu werden.",
    },
    "methods:journal": {
        "en": "Every change is kept in an append-only, hash-chained journal ({n} entries, the newest of {at}). "
        "Coding and derivation were done with {program}.",
        "zh": "每次改动均记入只可追加、以哈希相连的日志（共 {n} 条，最新者 {at}）。编码与推导使用 {program} 完成。",
        "de": "Jede Änderung steht in einem fortlaufenden, durch Hashes verketteten Journal ({n} Einträge, der "
        "neueste von {at}). Codierung und Ableitung geschahen mit {program}.",
    },
}
