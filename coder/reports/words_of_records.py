"""The words of the reports on what was done: codebook history, codings, audit trail (pure)."""

from __future__ import annotations

from collections.abc import Mapping

RECORDED: dict[str, Mapping[str, str]] = {
    # history
    "history:count": {
        "en": "The study has had {revisions} revisions of the codebook; {codings} codings keep the code and "
        "the revision they were made under.",
        "zh": "研究中编码手册共有 {revisions} 个修订版；{codings} 处编码均保留当时的编码与修订版。",
        "de": "Die Studie hatte {revisions} Revisionen des Codebuchs; {codings} Codierungen behalten Code und "
        "Revision, unter denen sie entstanden.",
    },
    "history:earlier": {
        "en": "{n} codings were made under an earlier definition of their code.",
        "zh": "{n} 处编码依据其编码的旧定义作出。",
        "de": "{n} Codierungen entstanden unter einer früheren Definition ihres Codes.",
    },
    "history:waiting": {
        "en": "{n} codings wait to be coded again, because their code was split or is gone.",
        "zh": "{n} 处编码因其编码被拆分或已不存在，有待重新编码。",
        "de": "{n} Codierungen warten darauf, neu codiert zu werden, weil ihr Code geteilt wurde oder fehlt.",
    },
    "history:none": {
        "en": "The history of the codebook names no operation.",
        "zh": "编码手册沿革中没有任何操作。",
        "de": "Die Geschichte des Codebuchs nennt keinen Eingriff.",
    },
    "op:create": {"en": "created", "zh": "新建", "de": "angelegt"},
    "op:retire": {"en": "retired", "zh": "停用", "de": "stillgelegt"},
    "op:rename": {"en": "renamed", "zh": "重命名", "de": "umbenannt"},
    "op:move": {"en": "moved", "zh": "移动", "de": "verschoben"},
    "op:merge": {"en": "merged", "zh": "合并", "de": "zusammengelegt"},
    "op:split": {"en": "split", "zh": "拆分", "de": "geteilt"},
    "op:redefine": {"en": "redefined", "zh": "重新定义", "de": "neu definiert"},
    "op:rescale": {"en": "rescaled", "zh": "更改量表", "de": "neu skaliert"},
    # codings
    "codings:count": {
        "en": "{codings} codings from {interviews} interviews.",
        "zh": "{interviews} 个访谈中的 {codings} 处编码。",
        "de": "{codings} Codierungen aus {interviews} Interviews.",
    },
    # audit trail
    "audit:what": {
        "en": "{entries} entries, by {names}. Nothing is deleted without an entry; each entry holds the hash "
        "of the one before it, so that none can be changed unnoticed.",
        "zh": "共 {entries} 条，由 {names} 作出。任何删除均留有条目；每条含前一条的哈希值，故任何改动都会被发现。",
        "de": "{entries} Einträge, von {names}. Nichts wird ohne Eintrag gelöscht; jeder Eintrag enthält den "
        "Hash des vorigen, sodass keiner unbemerkt geändert werden kann.",
    },
    "audit:head": {
        "en": "The hash of the newest entry closes the chain:",
        "zh": "最新条目的哈希值（链之末端）：",
        "de": "Der Hash des neuesten Eintrags schließt die Kette:",
    },
    "audit:utc": {
        "en": "Times are UTC. Words of transcripts, memos and names of speakers are left out.",
        "zh": "时间为 UTC。不含转录文字、备忘与说话人姓名。",
        "de": "Zeiten in UTC. Worte aus Transkripten, Memos und Namen von Sprechenden stehen nicht darin.",
    },
    "audit:reverts": {
        "en": "takes back or repeats entry {entry}: {what}",
        "zh": "撤销或重做第 {entry} 条：{what}",
        "de": "nimmt Eintrag {entry} zurück oder wiederholt ihn: {what}",
    },
    "audit:more": {"en": "{names} and {n} more", "zh": "{names} 等，另有 {n} 个", "de": "{names} und {n} weitere"},
    "edit:AddDocuments": {"en": "documents brought in", "zh": "导入文本", "de": "Dokumente aufgenommen"},
    "edit:RemoveDocuments": {"en": "documents taken out", "zh": "移出文本", "de": "Dokumente entfernt"},
    "edit:AddCodings": {"en": "coded", "zh": "编码", "de": "codiert"},
    "edit:RemoveCodings": {"en": "codings removed", "zh": "删除编码", "de": "Codierungen entfernt"},
    "edit:ChangeCoding": {"en": "codings changed", "zh": "更改编码", "de": "Codierungen geändert"},
    "edit:WriteMemo": {"en": "memo written", "zh": "写备忘", "de": "Memo geschrieben"},
    "edit:SetAttribute": {"en": "attribute set", "zh": "设定属性", "de": "Eigenschaft gesetzt"},
    "edit:ReviseDocument": {"en": "document corrected", "zh": "修订文本", "de": "Dokument korrigiert"},
    "edit:SetWording": {"en": "changed words noted", "zh": "记录文字变动", "de": "geänderte Worte vermerkt"},
    "edit:MarkCoded": {
        "en": "marked as coded or not",
        "zh": "标记编码完成与否",
        "de": "als codiert vermerkt oder nicht",
    },
    "edit:ApplyCodebook": {"en": "codebook applied", "zh": "采用编码手册", "de": "Codebuch übernommen"},
    "edit:AddSuggestions": {"en": "suggestions offered", "zh": "提出建议", "de": "Vorschläge gemacht"},
    "edit:RemoveSuggestions": {"en": "suggestions withdrawn", "zh": "撤回建议", "de": "Vorschläge zurückgezogen"},
    "edit:suggestion accepted": {"en": "suggestion accepted", "zh": "接受建议", "de": "Vorschlag angenommen"},
    "edit:suggestion rejected": {"en": "suggestion rejected", "zh": "拒绝建议", "de": "Vorschlag abgelehnt"},
    "edit:suggestion reopened": {"en": "suggestion reopened", "zh": "重新待定建议", "de": "Vorschlag wieder offen"},
    "edit:Suggested": {"en": "asked for suggestions", "zh": "请求建议", "de": "um Vorschläge gebeten"},
    "edit:SetOverride": {
        "en": "override set, renewed or taken back",
        "zh": "设定、更新或撤销改写",
        "de": "Wert gesetzt, erneuert oder zurückgenommen",
    },
    "edit:SetSignOff": {
        "en": "sign-off given or taken back",
        "zh": "签核或撤销签核",
        "de": "abgezeichnet oder zurückgenommen",
    },
    "edit:SetSummary": {
        "en": "summary of a cell changed",
        "zh": "更改单元格摘要",
        "de": "Zusammenfassung einer Zelle geändert",
    },
    "edit:LinkQuestions": {
        "en": "questions of the guide linked",
        "zh": "关联提纲问题",
        "de": "Fragen des Leitfadens verknüpft",
    },
    "edit:UnlinkQuestions": {
        "en": "questions of the guide unlinked",
        "zh": "取消关联提纲问题",
        "de": "Fragen des Leitfadens gelöst",
    },
    "edit:Refound": {
        "en": "journal told anew, with or without pseudonyms",
        "zh": "日志重述（使用或还原化名）",
        "de": "Journal neu erzählt, mit oder ohne Pseudonyme",
    },
    "edit:other": {"en": "other change", "zh": "其他改动", "de": "andere Änderung"},
}
