"""The words of a codebook that is an appendix of a paper (pure)."""

from __future__ import annotations

from collections.abc import Mapping

SAID: dict[str, Mapping[str, str]] = {
    # of a code
    "kind:group": {"en": "group", "zh": "组", "de": "Gruppe"},
    "kind:row": {"en": "coded through its values", "zh": "通过其值编码", "de": "codiert durch seine Werte"},
    "kind:level": {"en": "coded with a level", "zh": "以等级编码", "de": "codiert mit einer Stufe"},
    "kind:value": {"en": "value", "zh": "值", "de": "Wert"},
    "kind:free": {"en": "code", "zh": "编码", "de": "Code"},
    "of_scale": {"en": "{kind} of {scale}", "zh": "{kind}（{scale}）", "de": "{kind} von {scale}"},
    "retired": {"en": "retired", "zh": "已停用", "de": "stillgelegt"},
    "is_retired": {"en": "{name} (retired)", "zh": "{name}（已停用）", "de": "{name} (stillgelegt)"},
    "definition": {"en": "Definition.", "zh": "定义。", "de": "Definition."},
    "include": {"en": "Include:", "zh": "包括：", "de": "Dazu gehört:"},
    "exclude": {"en": "Exclude:", "zh": "不包括：", "de": "Nicht dazu gehört:"},
    "examples": {"en": "Examples:", "zh": "示例：", "de": "Beispiele:"},
    "used_one": {"en": "{codings} in 1 interview", "zh": "{codings} 处，1 个访谈", "de": "{codings} in 1 Interview"},
    "used": {
        "en": "{codings} in {interviews} interviews",
        "zh": "{codings} 处，{interviews} 个访谈",
        "de": "{codings} in {interviews} Interviews",
    },
    "not_used": {"en": "not used", "zh": "未使用", "de": "nicht verwendet"},
    "example": {"en": "“{text}”", "zh": "“{text}”", "de": "„{text}“"},
    "change": {"en": "{op} {ids}", "zh": "{op} {ids}", "de": "{op} {ids}"},
    "change_to": {"en": "{op} {ids} to {to}", "zh": "{op} {ids} → {to}", "de": "{op} {ids} zu {to}"},
    "semi": {"en": "; ", "zh": "；", "de": "; "},
    # its parts
    "about": {
        "en": "Codebook {id}, version {version}: {codes} codes, {codable} of them codable.",
        "zh": "编码手册 {id}，{version} 版：{codes} 个编码，其中 {codable} 个可用。",
        "de": "Codebuch {id}, Version {version}: {codes} Codes, {codable} davon zum Codieren.",
    },
    "about_used": {
        "en": "{codings} codings stand behind the counts; a count is of codings, in how many interviews.",
        "zh": "计数依据 {codings} 处编码；所示为编码数及其访谈数。",
        "de": "Hinter den Zahlen stehen {codings} Codierungen; gezählt sind Codierungen, in wie vielen Interviews.",
    },
    "rules": {"en": "Rules of coding", "zh": "编码规则", "de": "Regeln des Codierens"},
    "glance": {"en": "Codes at a glance", "zh": "编码一览", "de": "Codes im Überblick"},
    "changes": {"en": "Changes", "zh": "变更", "de": "Änderungen"},
    "levels_of": {"en": "Levels of {name}", "zh": "{name}的等级", "de": "Stufen von {name}"},
    "values_of": {"en": "Values of {name}", "zh": "{name}的值", "de": "Werte von {name}"},
    "changes_of": {"en": "Changes of the codebook", "zh": "编码手册的变更", "de": "Änderungen des Codebuchs"},
    "column:level": {"en": "Level", "zh": "等级", "de": "Stufe"},
    "column:anchor": {"en": "Anchor", "zh": "锚点", "de": "Anker"},
    "column:example": {"en": "Example", "zh": "示例", "de": "Beispiel"},
    "column:value": {"en": "Value", "zh": "值", "de": "Wert"},
    "column:definition": {"en": "Definition", "zh": "定义", "de": "Definition"},
    "column:include": {"en": "Include", "zh": "包括", "de": "Dazu gehört"},
    "column:exclude": {"en": "Exclude", "zh": "不包括", "de": "Nicht dazu gehört"},
    "column:used": {"en": "Used", "zh": "使用", "de": "Verwendet"},
    "column:version": {"en": "Version", "zh": "版本", "de": "Version"},
    "column:date": {"en": "Date", "zh": "日期", "de": "Datum"},
    "column:change": {"en": "Change", "zh": "变更", "de": "Änderung"},
    "column:rationale": {"en": "Rationale", "zh": "理由", "de": "Grund"},
}
