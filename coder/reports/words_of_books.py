"""The words of the evidence book (pure)."""

from __future__ import annotations

from collections.abc import Mapping

BOOK: dict[str, Mapping[str, str]] = {
    "book:what": {
        "en": "For each of {cells} cells: what it shows, the rule with its numbers, how firmly it stands, and "
        "the words for it and against it.",
        "zh": "对 {cells} 个单元格逐一列出：所示内容、规则及其数字、稳固程度，以及支持与反对它的原话。",
        "de": "Zu jeder von {cells} Zellen: was sie zeigt, die Regel mit ihren Zahlen, wie fest sie steht, und "
        "die Worte dafür und dagegen.",
    },
    "book:usual": {
        "en": "Quotations are chosen by rule and not by hand: of each interview the coding of median strength "
        "(the weaker of two), once for and once against; opposing ones are always shown.",
        "zh": "引文按规则选取，不由人挑选：每个访谈取强度居中（两者取弱）的一处，支持与反对各一；反对者必列。",
        "de": "Zitate sind nach Regel und nicht von Hand gewählt: je Interview die Codierung mittlerer Stärke "
        "(von zweien die schwächere), einmal dafür und einmal dagegen; Gegenstimmen stehen immer da.",
    },
    "book:all": {
        "en": "All quotations are printed, also those that speak neither for nor against what is shown.",
        "zh": "列出全部引文，包括既不支持也不反对所示内容者。",
        "de": "Alle Zitate sind gedruckt, auch solche, die weder für noch gegen das Gezeigte sprechen.",
    },
    "book:count": {
        "en": "{printed} quotations are printed, of {codings} codings behind the cells.",
        "zh": "单元格共依据 {codings} 处编码，列出引文 {printed} 条。",
        "de": "{printed} Zitate sind gedruckt, von {codings} Codierungen hinter den Zellen.",
    },
    "book:budget": {
        "en": "Quote budget: at most {budget} words of an interview in the whole book, words around quotations "
        "included; opposing words come first, and of all the shorter ones. {cut} quotations were left "
        "out for it (their places are named), and {bare} stand without the turns around them.",
        "zh": "引文限额：全书每个访谈至多 {budget} 字，含上下文；反对的话优先，其次取较短者。因此略去引文 "
        "{cut} 条（仍注明位置），另有 {bare} 条不带上下文。",
        "de": "Zitierrahmen: höchstens {budget} Wörter eines Interviews im ganzen Buch, die Worte um Zitate "
        "mitgezählt; Gegenstimmen kommen zuerst, und jeweils die kürzeren. {cut} Zitate fielen dafür weg "
        "(ihre Stellen sind genannt), {bare} stehen ohne die Beiträge um sie.",
    },
    "book:withheld": {
        "en": "{n} documents may not be quoted: their words, what was said around them, and memos on them are "
        "left out.",
        "zh": "{n} 份文本不可引用：其文字、上下文及相关备忘均不列出。",
        "de": "{n} Dokumente dürfen nicht zitiert werden: ihre Worte, was um sie gesagt wurde, und Memos dazu "
        "fehlen hier.",
    },
    "book:paraphrased": {
        "en": "{n} documents may only be paraphrased: the coder's memo stands in place of their words, where "
        "there is one.",
        "zh": "{n} 份文本仅可转述：以编码者的备忘（若有）代替原话。",
        "de": "{n} Dokumente dürfen nur sinngemäß wiedergegeben werden: das Memo der codierenden Person steht "
        "statt ihrer Worte, wo es eines gibt.",
    },
    "book:locator": {
        "en": "A locator reads interview:paragraph:start-end (characters of the transcript); a page stands for "
        "the paragraph where the file had pages. # begins the id of the coding, given in full in the CSV "
        "and JSON forms. Speakers are named by interview and role.",
        "zh": "位置标注为“访谈:段落:起-止”（转录文本的字符）；文件有页码时以页代段。# 后为编码标识的开头，全文"
        "见 CSV 与 JSON 版。说话人以访谈和角色指称。",
        "de": "Eine Stelle liest sich Interview:Absatz:Anfang-Ende (Zeichen des Transkripts); wo die Datei "
        "Seiten hatte, steht die Seite statt des Absatzes. Nach # beginnt die Kennung der Codierung, die "
        "in CSV und JSON ganz steht. Sprechende sind nach Interview und Rolle benannt.",
    },
    "book:implicit": {
        "en": "Implicit marks what follows from the words or is said in passing; explicit what is said directly.",
        "zh": "“隐含”指由话语推知或顺带提及；“明确”指直接说出。",
        "de": "Angedeutet heißt, es folgt aus den Worten oder fällt nebenbei; ausdrücklich, es ist direkt gesagt.",
    },
    "book:claims": {
        "en": 'Codes are claims about the data: read "coded as" and "derived as".',
        "zh": "编码是对资料的主张：应读作“编码为”“推导为”。",
        "de": "Codes sind Behauptungen über die Daten: zu lesen als „codiert als“ und „abgeleitet als“.",
    },
    "book:cell": {"en": "{case}: {value}", "zh": "{case}：{value}", "de": "{case}: {value}"},
    "book:override": {"en": "Override.", "zh": "改写。", "de": "Gesetzt."},
    "book:interviews": {"en": "Interviews.", "zh": "访谈。", "de": "Interviews."},
    "book:flags": {"en": "Flags.", "zh": "提示。", "de": "Hinweise."},
    "book:no_flags": {"en": "none", "zh": "无", "de": "keine"},
    "book:rule": {"en": "Rule.", "zh": "规则。", "de": "Regel."},
    "book:robustness": {"en": "Robustness.", "zh": "稳健性。", "de": "Robustheit."},
    "book:robust": {"en": "robust", "zh": "稳健", "de": "robust"},
    "book:not_checked": {
        "en": "nothing is shown that could be robust",
        "zh": "无所示之值，无从检验",
        "de": "nichts gezeigt, was robust sein könnte",
    },
    "book:summary": {"en": "Summary.", "zh": "摘要。", "de": "Zusammenfassung."},
    "book:suggested": {"en": "suggested", "zh": "经建议", "de": "vorgeschlagen"},
    "book:by": {
        "en": "{text} ({analyst}, {date})",
        "zh": "{text}（{analyst}，{date}）",
        "de": "{text} ({analyst}, {date})",
    },
    "book:signed": {"en": "Signed off.", "zh": "签核。", "de": "Abgezeichnet."},
    "book:for": {"en": "For.", "zh": "支持。", "de": "Dafür."},
    "book:against": {"en": "Against.", "zh": "反对。", "de": "Dagegen."},
    "book:neither": {"en": "Neither.", "zh": "两者皆非。", "de": "Weder noch."},
    "book:side": {
        "en": "{coded}; {shown} printed",
        "zh": "{coded}；列出 {shown} 条",
        "de": "{coded}; {shown} gedruckt",
    },
    "book:undecided": {
        "en": "{n} more codings speak neither for nor against what is shown.",
        "zh": "另有 {n} 处编码既不支持也不反对所示内容。",
        "de": "{n} weitere Codierungen sprechen weder für noch gegen das Gezeigte.",
    },
    "book:cut": {
        "en": "left out: the quote budget of this interview is spent",
        "zh": "略去：该访谈的引文限额已用尽",
        "de": "weggelassen: der Zitierrahmen dieses Interviews ist erschöpft",
    },
    "caption:words": {
        "en": "Words printed of each interview, of {budget} allowed",
        "zh": "每个访谈所引字数（限额 {budget}）",
        "de": "Gedruckte Wörter je Interview, von {budget} erlaubten",
    },
    "book:support": {"en": "{supported} support it", "zh": "{supported}支持", "de": "{supported} tragen es"},
}
