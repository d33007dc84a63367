"""The words of the report on suggestions (pure)."""

from __future__ import annotations

from collections.abc import Mapping

GUARDED: dict[str, Mapping[str, str]] = {
    "guards:none": {
        "en": "No suggestions have been made in this study.",
        "zh": "本研究尚未使用编码建议。",
        "de": "In dieser Studie wurden keine Vorschläge gemacht.",
    },
    "guards:made": {
        "en": "{made}: {accepted} accepted, {changed} given another code, {rejected} rejected, {pending} "
        "waiting, {withdrawn} withdrawn: proposed no more, or their words were coded meanwhile. None counts before "
        "somebody accepts it.",
        "zh": "共 {made}：接受 {accepted}，改用其他编码 {changed}，拒绝 {rejected}，待定 {pending}，"
        "撤回 {withdrawn}（不再提出，或其文字已另行编码）。未经接受的建议不计。",
        "de": "{made}: {accepted} angenommen, {changed} anders codiert, {rejected} abgelehnt, {pending} "
        "offen, {withdrawn} zurückgezogen: nicht mehr gemacht, oder ihre Wörter wurden inzwischen codiert. Keiner "
        "zählt, bevor ihn jemand annimmt.",
    },
    "guards:begun": {
        "en": "{suggested} of {codings} ({percent}) began as suggestions; each keeps where it comes from.",
        "zh": "{codings}中 {suggested} 处（{percent}）源于建议；每处均保留其来源。",
        "de": "{suggested} von {codings} ({percent}) begannen als Vorschläge; jede behält ihre Herkunft.",
    },
    "guards:drawn": {
        "en": "Asked for suggestions: {asked}. Passages kept without any, drawn at random: {shares}.",
        "zh": "已请求建议：{asked}。随机抽定、不予建议的段落：{shares}。",
        "de": "Um Vorschläge gebeten: {asked}. Stellen, die ohne bleiben, ausgelost: {shares}.",
    },
    "guards:redrawn": {
        "en": "What was coded counts under the shares in force until then; a passage that could once have suggestions "
        "counts as one with them.",
        "zh": "各处编码按当时及此前实行的比例计；曾可予建议的段落计为有建议的段落。",
        "de": "Was codiert wurde, zählt nach den bis dahin geltenden Anteilen; eine Stelle, für die es einmal "
        "Vorschläge geben konnte, zählt als eine mit Vorschlägen.",
    },
    "guards:share": {
        "en": "{percent} (seed {seed})",
        "zh": "{percent}（种子 {seed}）",
        "de": "{percent} (Startwert {seed})",
    },
    "guards:share_since": {
        "en": "{percent} (seed {seed}) since {at} UTC",
        "zh": "{at} UTC 起 {percent}（种子 {seed}）",
        "de": "{percent} (Startwert {seed}) seit {at} UTC",
    },
    "count:document": {"en": "{n} documents", "zh": "{n} 份文本", "de": "{n} Dokumente"},
    "count:one_document": {"en": "{n} document", "zh": "{n} 份文本", "de": "{n} Dokument"},
    "count:suggestion": {"en": "{n} suggestions", "zh": "{n} 条建议", "de": "{n} Vorschläge"},
    "count:one_suggestion": {"en": "{n} suggestion", "zh": "{n} 条建议", "de": "{n} Vorschlag"},
    "count:coding": {"en": "{n} codings", "zh": "{n} 处编码", "de": "{n} Codierungen"},
    "count:one_coding": {"en": "{n} coding", "zh": "{n} 处编码", "de": "{n} Codierung"},
    "column:coded_segments": {"en": "Coded segments", "zh": "已编码片段", "de": "Codierte Segmente"},
    "count:segment": {"en": "{n} coded segments", "zh": "{n} 个已编码片段", "de": "{n} codierte Segmente"},
    "count:one_segment": {"en": "{n} coded segment", "zh": "{n} 个已编码片段", "de": "{n} codiertes Segment"},
    "count:passage": {"en": "{n} passages", "zh": "{n} 个段落", "de": "{n} Stellen"},
    "count:one_passage": {"en": "{n} passage", "zh": "{n} 个段落", "de": "{n} Stelle"},
    "count:code": {"en": "{n} codes", "zh": "{n} 个编码", "de": "{n} Codes"},
    "count:one_code": {"en": "{n} code", "zh": "{n} 个编码", "de": "{n} Code"},
    "heading:aided": {
        "en": "Coded with and without suggestions",
        "zh": "有建议与无建议的编码",
        "de": "Codiert mit und ohne Vorschläge",
    },
    "guards:aided": {
        "en": "Which passages got no suggestions was drawn, so what differs between the two kinds is chance or the "
        "suggestions. A passage is what somebody says at a stretch. Counted here is what was asked before anybody "
        "coded it: {documents}.",
        "zh": "哪些段落不予建议系随机抽定，故两类段落的差异要么是偶然，要么由建议引起。一个段落指一次连续发言。"
        "此处计入编码之前已请求建议者：{documents}。",
        "de": "Welche Stellen keine Vorschläge bekamen, wurde ausgelost; was beide Arten unterscheidet, ist Zufall "
        "oder liegt an den Vorschlägen. Eine Stelle ist, was jemand am Stück sagt. Hier zählt, was um Vorschläge "
        "gebeten wurde, bevor es jemand codierte: {documents}.",
    },
    "guards:kinds": {
        "en": "The share kept without suggestions was changed: a passage counts as it was when something was first "
        "coded in it or behind it, and what was coded in it after the share became smaller is left out.",
        "zh": "不予建议的比例有过变动：段落按其本身或其后首次被编码时的情形计；比例减小之后在其中所作的编码不计。",
        "de": "Der Anteil ohne Vorschläge wurde geändert: eine Stelle zählt so, wie sie war, als zuerst in ihr oder "
        "hinter ihr etwas codiert wurde; was in ihr codiert wurde, nachdem der Anteil kleiner wurde, bleibt weg.",
    },
    "guards:chance": {
        "en": "About one in twenty intervals leaves out zero by chance alone: of {codes} about {chance}.",
        "zh": "约二十分之一的区间会纯属偶然地不含零：{codes}中约 {chance} 个。",
        "de": "Etwa jedes zwanzigste Intervall schließt die Null schon durch Zufall aus: von {codes} etwa {chance}.",
    },
    "guards:not_asked": {
        "en": "Nothing can be compared: no document was asked for suggestions.",
        "zh": "无从比较：没有为任何文本请求过建议。",
        "de": "Nichts lässt sich vergleichen: kein Dokument wurde um Vorschläge gebeten.",
    },
    "guards:not_compared": {
        "en": "Nothing can be compared: that takes documents that were asked for suggestions first and coded then. "
        "Documents asked: {asked}; coded before: {before}; not coded yet: {unread}.",
        "zh": "无从比较：须先请求建议、后编码。已请求的文本：{asked}；请求之前已编码：{before}；尚未编码：{unread}。",
        "de": "Nichts lässt sich vergleichen: dazu muss ein Dokument erst um Vorschläge gebeten und dann codiert "
        "werden. Gebeten: {asked}; vorher codiert: {before}; noch nicht codiert: {unread}.",
    },
    "guards:none_unaided": {
        "en": "Nothing can be compared: none of the passages that were read since their documents were asked had been "
        "kept without suggestions all the time until then.",
        "zh": "无从比较：请求建议之后所读的段落中，没有一个在此之前始终未予建议。",
        "de": "Nichts lässt sich vergleichen: keine der Stellen, die seit der Bitte um Vorschläge gelesen wurden, war "
        "bis dahin die ganze Zeit ohne Vorschläge geblieben.",
    },
    "guards:none_aided": {
        "en": "Nothing can be compared: all passages that were read since their documents were asked were kept without "
        "suggestions.",
        "zh": "无从比较：请求建议之后所读的段落均不予建议。",
        "de": "Nichts lässt sich vergleichen: alle Stellen, die seit der Bitte um Vorschläge gelesen wurden, blieben "
        "ohne Vorschläge.",
    },
    "caption:aided": {
        "en": "Passages with the code, of 100; difference with its 95 % interval (Newcombe 1998)",
        "zh": "每 100 个段落中有该编码者；差值及其 95 % 区间（Newcombe 1998）",
        "de": "Stellen mit dem Code, von 100; Unterschied mit 95-%-Intervall (Newcombe 1998)",
    },
    "guards:few_passages": {
        "en": "– not told: fewer than {least} passages",
        "zh": "– 不报告：段落少于 {least} 个",
        "de": "– nicht genannt: weniger als {least} Stellen",
    },
    "guards:few_decided": {
        "en": "– not told: fewer than {least} decided",
        "zh": "– 不报告：已决定者少于 {least} 条",
        "de": "– nicht genannt: weniger als {least} entschieden",
    },
    "guards:any_code": {"en": "any code", "zh": "任一编码", "de": "irgendein Code"},
    "heading:decisions": {"en": "Decisions", "zh": "决定", "de": "Entscheidungen"},
    "guards:decisions": {
        "en": "Right are suggestions that were accepted, of those that were decided; one that was given another "
        "code was "
        "wrong. Who accepts what is shown makes this figure too good: compare it with the measured one.",
        "zh": "“正确”指已决定的建议中被接受者；改用其他编码的建议视为错误。轻易接受所见建议会使该数字偏高："
        "请与实测数字对照。",
        "de": "Richtig sind angenommene unter den entschiedenen Vorschlägen; wer anders codiert wurde, war "
        "falsch. Wer "
        "annimmt, was er sieht, macht diese Zahl zu gut: man vergleiche sie mit der gemessenen.",
    },
    "caption:by_source": {"en": "By source", "zh": "按来源", "de": "Nach Quelle"},
    "caption:by_language": {"en": "By language", "zh": "按语言", "de": "Nach Sprache"},
    "caption:by_code": {"en": "By code", "zh": "按编码", "de": "Nach Code"},
    "caption:by_cue": {"en": "By cue", "zh": "按提示词", "de": "Nach Stichwort"},
    "caption:deciders": {"en": "Who decided", "zh": "由谁决定", "de": "Wer entschied"},
    "heading:begun": {
        "en": "Codings that began as suggestions",
        "zh": "源于建议的编码",
        "de": "Codierungen, die als Vorschläge begannen",
    },
    "caption:begun_code": {"en": "By code", "zh": "按编码", "de": "Nach Code"},
    "caption:begun_coder": {"en": "By coder", "zh": "按编码者", "de": "Nach Person"},
    "caption:begun_source": {"en": "By source", "zh": "按来源", "de": "Nach Quelle"},
    "heading:silent": {
        "en": "Passages without a suggestion",
        "zh": "没有建议的段落",
        "de": "Stellen ohne Vorschlag",
    },
    "guards:silent": {
        "en": "On {silent} of {passages} that could have suggestions none ever lay; of these coded all the same: "
        "{coded}. What the sources do not know stands here: these passages have to be read.",
        "zh": "在可予建议的 {passages}中，{silent} 个从未有过建议；其中 {coded} 个仍被编码。"
        "各来源不识之处即在此：这些段落须通读。",
        "de": "Auf {silent} von {passages}, für die es Vorschläge geben konnte, lag nie einer; davon dennoch codiert: "
        "{coded}. Was die Quellen nicht kennen, steht hier: diese Stellen muss man lesen.",
    },
    "caption:silent": {"en": "By document", "zh": "按文本", "de": "Nach Dokument"},
    "heading:measured": {"en": "Measured reliability", "zh": "实测可靠性", "de": "Gemessene Zuverlässigkeit"},
    "guards:measured": {
        "en": "Measured on {at} on {interviews} coded interviews in {folds} parts, each held out once: {right} "
        "of 100 "
        "suggestions are right, {shown} are shown per 100 segments, and {found} of the coded segments are found.",
        "zh": "{at} 在 {interviews} 个已编码访谈上实测，分 {folds} 份轮流留出：每 100 条建议中 {right} 条正确，"
        "每 100 个片段给出 {shown} 条，找到 {found} 的已编码片段。",
        "de": "Gemessen am {at} an {interviews} codierten Interviews in {folds} Teilen, jeder einmal zurückgehalten: "
        "{right} von 100 Vorschlägen sind richtig, je 100 Segmente werden {shown} gezeigt, {found} der "
        "codierten Segmente gefunden.",
    },
    "guards:since": {
        "en": "The codings have changed since.",
        "zh": "此后编码已有变动。",
        "de": "Die Codierungen haben sich seither geändert.",
    },
    "guards:measured_aided": {
        "en": "{percent} of the coded segments it was measured on began as suggestions, which flatters it.",
        "zh": "所依据的已编码片段中 {percent} 源于建议，数字因而偏高。",
        "de": "{percent} der codierten Segmente, an denen gemessen wurde, begannen als Vorschläge; das schmeichelt.",
    },
    "guards:little": {
        "en": "That rests on {shown} and {codings}: too few to rely on.",
        "zh": "该结果仅基于 {shown}和 {codings}，数量过少，不足为凭。",
        "de": "Dahinter stehen nur {shown} und {codings}: zu wenig, um sich darauf zu verlassen.",
    },
    "guards:people": {
        "en": "Two people agree at F1 {people} ({documents} that both read), suggestions with people at {ours}.",
        "zh": "两人之间的 F1 为 {people}（两人均读过 {documents}），建议与人之间为 {ours}。",
        "de": "Zwei Menschen stimmen mit F1 {people} überein ({documents}, von beiden gelesen), Vorschläge mit "
        "Menschen mit {ours}.",
    },
    "guards:not_measured": {
        "en": "How often suggestions are right on these codings has not been measured.",
        "zh": "尚未测量建议在这些编码上的正确率。",
        "de": "Wie oft Vorschläge bei diesen Codierungen richtig sind, wurde nicht gemessen.",
    },
    "caption:measured": {
        "en": "What suggestions are worth on interviews they have not seen",
        "zh": "建议在未见访谈上的效果",
        "de": "Was Vorschläge bei ungesehenen Interviews taugen",
    },
    "caption:calibration": {
        "en": "What the percentage on a suggestion is worth",
        "zh": "建议上所标百分比的含义",
        "de": "Was die Prozentzahl auf einem Vorschlag wert ist",
    },
    "caption:learned": {
        "en": "After so many coded interviews",
        "zh": "随已编码访谈数的变化",
        "de": "Nach so vielen codierten Interviews",
    },
    "caption:lacking": {
        "en": "Not suggested yet, or not measurable",
        "zh": "尚不能建议或无法衡量的编码",
        "de": "Noch nicht vorzuschlagen oder nicht messbar",
    },
    "source:together": {"en": "all together", "zh": "全部合用", "de": "alle zusammen"},
    "source:careful": {"en": "careful", "zh": "谨慎模式", "de": "vorsichtig"},
    "source:cues": {"en": "cues alone", "zh": "仅提示词", "de": "nur Stichworte"},
    "source:similar": {"en": "similar passages alone", "zh": "仅相似段落", "de": "nur ähnliche Stellen"},
    "source:model": {"en": "model alone", "zh": "仅模型", "de": "nur Modell"},
    "lacks:no_words": {
        "en": "no cues, and not coded",
        "zh": "既无提示词也无编码",
        "de": "keine Stichworte, und nicht codiert",
    },
    "lacks:not_coded": {
        "en": "cues, but not coded, so that nothing measures them",
        "zh": "有提示词，但无编码可供测量",
        "de": "Stichworte, aber nicht codiert, also nicht zu messen",
    },
    "lacks:few": {"en": "coded too seldom", "zh": "编码过少", "de": "zu selten codiert"},
    "lacks:one_interview": {
        "en": "coded in one interview only",
        "zh": "仅见于一个访谈",
        "de": "nur in einem Interview codiert",
    },
    "lacks:never_shown": {
        "en": "never likely enough to be shown",
        "zh": "从未达到可显示的可能性",
        "de": "nie wahrscheinlich genug, um gezeigt zu werden",
    },
    "lacks:none_right": {
        "en": "none of its suggestions was right",
        "zh": "其建议无一正确",
        "de": "keiner seiner Vorschläge war richtig",
    },
    "column:with": {"en": "With", "zh": "有建议", "de": "Mit"},
    "column:without_any": {"en": "Without", "zh": "无建议", "de": "Ohne"},
    "column:difference": {"en": "Difference", "zh": "差值", "de": "Unterschied"},
    "column:interval": {"en": "95 % interval", "zh": "95 % 区间", "de": "95-%-Intervall"},
    "column:source": {"en": "Source", "zh": "来源", "de": "Quelle"},
    "column:spoken": {"en": "Language", "zh": "语言", "de": "Sprache"},
    "column:cue": {"en": "Cue", "zh": "提示词", "de": "Stichwort"},
    "column:made": {"en": "Made", "zh": "提出", "de": "Gemacht"},
    "column:accepted": {"en": "Accepted", "zh": "接受", "de": "Angenommen"},
    "column:changed": {"en": "Other code", "zh": "改编码", "de": "Anderer Code"},
    "column:rejected": {"en": "Rejected", "zh": "拒绝", "de": "Abgelehnt"},
    "column:pending": {"en": "Waiting", "zh": "待定", "de": "Offen"},
    "column:withdrawn": {"en": "Withdrawn", "zh": "撤回", "de": "Zurückgezogen"},
    "column:right": {"en": "Right", "zh": "正确", "de": "Richtig"},
    "column:first": {"en": "First", "zh": "首次", "de": "Zuerst"},
    "column:last": {"en": "Last", "zh": "末次", "de": "Zuletzt"},
    "column:suggested": {"en": "From suggestions", "zh": "源于建议", "de": "Aus Vorschlägen"},
    "column:passages": {"en": "Passages", "zh": "段落", "de": "Stellen"},
    "column:silent": {"en": "Without a suggestion", "zh": "无建议", "de": "Ohne Vorschlag"},
    "column:coded_anyway": {"en": "Coded all the same", "zh": "仍被编码", "de": "Dennoch codiert"},
    "column:found": {"en": "Found", "zh": "找到", "de": "Gefunden"},
    "column:shown_per": {"en": "Per 100 segments", "zh": "每 100 个片段", "de": "Je 100 Segmente"},
    "column:first_right": {"en": "First right", "zh": "首条正确", "de": "Erster richtig"},
    "column:among_five": {"en": "Among five", "zh": "前五之中", "de": "Unter fünf"},
    "column:f1": {"en": "F1", "zh": "F1", "de": "F1"},
    "column:said": {"en": "Says", "zh": "标注", "de": "Sagt"},
    "column:shown_n": {"en": "Suggestions", "zh": "建议数", "de": "Vorschläge"},
    "column:after": {"en": "Interviews", "zh": "访谈数", "de": "Interviews"},
    "column:why": {"en": "Why", "zh": "原因", "de": "Warum"},
}
