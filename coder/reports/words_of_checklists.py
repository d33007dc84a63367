"""The items of COREQ and SRQR, numbered as published, with short labels of our own, and what a study answers (pure)."""

from __future__ import annotations

from collections.abc import Mapping

CHECKLISTS: dict[str, Mapping[str, str]] = {
    "for_the_authors": {"en": "for the authors", "zh": "由作者填写", "de": "von den Autorinnen und Autoren"},
    "rest_for_the_authors": {
        "en": "[rest for the authors]",
        "zh": "［其余由作者填写］",
        "de": "[Rest von den Autorinnen und Autoren]",
    },
    "checklist:count": {
        "en": "{filled} of {items} items hold an answer of the study; all others are for the authors. Nothing "
        "is filled that the study cannot know.",
        "zh": "{items} 项中有 {filled} 项由研究给出回答，其余由作者填写；研究无从得知者一概不填。",
        "de": "{filled} von {items} Punkten tragen eine Antwort der Studie; alle anderen füllen die Autorinnen "
        "und Autoren. Was die Studie nicht wissen kann, bleibt offen.",
    },
    "checklist:reports": {
        "en": "Report: the name under which coder export writes it.",
        "zh": "报告：coder export 导出时所用名称。",
        "de": "Bericht: der Name, unter dem coder export ihn schreibt.",
    },
    "coreq:what": {
        "en": "Consolidated criteria for reporting qualitative research, numbered as in Tong, Sainsbury & "
        "Craig (2007); the labels are short forms.",
        "zh": "质性研究报告统一标准（COREQ），编号依 Tong、Sainsbury 与 Craig（2007）；条目为简称。",
        "de": "Kriterien für Berichte qualitativer Forschung (COREQ), nummeriert wie bei Tong, Sainsbury & "
        "Craig (2007); die Benennungen sind Kurzformen.",
    },
    "coreq:caption": {"en": "COREQ", "zh": "COREQ", "de": "COREQ"},
    "srqr:what": {
        "en": "Standards for reporting qualitative research, numbered as in O'Brien et al. (2014); the labels "
        "are short forms.",
        "zh": "质性研究报告标准（SRQR），编号依 O'Brien 等（2014）；条目为简称。",
        "de": "Standards für Berichte qualitativer Forschung (SRQR), nummeriert wie bei O'Brien et al. (2014); "
        "die Benennungen sind Kurzformen.",
    },
    "srqr:caption": {"en": "SRQR", "zh": "SRQR", "de": "SRQR"},
    "coreq:part:team": {
        "en": "Research team and reflexivity",
        "zh": "研究团队与反思性",
        "de": "Forschungsteam und Reflexivität",
    },
    "coreq:part:design": {"en": "Study design", "zh": "研究设计", "de": "Anlage der Studie"},
    "coreq:part:analysis": {"en": "Analysis and findings", "zh": "分析与发现", "de": "Auswertung und Ergebnisse"},
    "coreq:1": {"en": "Who interviewed", "zh": "访谈者是谁", "de": "Wer die Interviews führte"},
    "coreq:2": {"en": "Researchers' credentials", "zh": "研究者的学历资格", "de": "Abschlüsse der Forschenden"},
    "coreq:3": {"en": "Researchers' occupation", "zh": "研究者的职业", "de": "Beruf der Forschenden"},
    "coreq:4": {"en": "Researchers' gender", "zh": "研究者的性别", "de": "Geschlecht der Forschenden"},
    "coreq:5": {
        "en": "Researchers' experience and training",
        "zh": "研究者的经验与培训",
        "de": "Erfahrung und Schulung der Forschenden",
    },
    "coreq:6": {"en": "Relationship before the study", "zh": "研究前的关系", "de": "Beziehung vor der Studie"},
    "coreq:7": {
        "en": "What participants knew of the interviewer",
        "zh": "受访者对访谈者的了解",
        "de": "Was Befragte von den Fragenden wussten",
    },
    "coreq:8": {
        "en": "Interviewer's interests and assumptions",
        "zh": "访谈者的立场与预设",
        "de": "Interessen und Annahmen der Fragenden",
    },
    "coreq:9": {"en": "Methodological orientation", "zh": "方法论取向", "de": "Methodologische Ausrichtung"},
    "coreq:10": {"en": "How participants were sampled", "zh": "抽样方式", "de": "Auswahl der Befragten"},
    "coreq:11": {"en": "How participants were approached", "zh": "联系方式", "de": "Ansprache der Befragten"},
    "coreq:12": {"en": "Sample size", "zh": "样本量", "de": "Größe der Stichprobe"},
    "coreq:13": {"en": "Refusals and drop-outs", "zh": "拒绝与退出", "de": "Absagen und Abbrüche"},
    "coreq:14": {"en": "Setting of the interviews", "zh": "访谈场所", "de": "Ort der Interviews"},
    "coreq:15": {"en": "Others present", "zh": "在场的其他人", "de": "Andere Anwesende"},
    "coreq:16": {"en": "Description of the sample", "zh": "样本描述", "de": "Beschreibung der Stichprobe"},
    "coreq:17": {"en": "Interview guide and piloting", "zh": "访谈提纲与预试", "de": "Leitfaden und Probelauf"},
    "coreq:18": {"en": "Repeat interviews", "zh": "重复访谈", "de": "Wiederholte Interviews"},
    "coreq:19": {"en": "Recording", "zh": "录音录像", "de": "Aufzeichnung"},
    "coreq:20": {"en": "Field notes", "zh": "田野笔记", "de": "Feldnotizen"},
    "coreq:21": {"en": "Duration of interviews", "zh": "访谈时长", "de": "Dauer der Interviews"},
    "coreq:22": {"en": "Data saturation", "zh": "数据饱和", "de": "Datensättigung"},
    "coreq:23": {
        "en": "Transcripts returned to participants",
        "zh": "将转录文本交受访者核阅",
        "de": "Rückgabe der Transkripte",
    },
    "coreq:24": {"en": "Number of coders", "zh": "编码者人数", "de": "Zahl der Codierenden"},
    "coreq:25": {"en": "Coding tree", "zh": "编码树", "de": "Codebaum"},
    "coreq:26": {"en": "Where themes come from", "zh": "主题的来源", "de": "Herkunft der Themen"},
    "coreq:27": {"en": "Software", "zh": "软件", "de": "Software"},
    "coreq:28": {
        "en": "Feedback by participants on findings",
        "zh": "受访者对结果的反馈",
        "de": "Rückmeldung der Befragten",
    },
    "coreq:29": {"en": "Quotations, each identified", "zh": "引文及其标识", "de": "Zitate, jeweils gekennzeichnet"},
    "coreq:30": {
        "en": "Findings consistent with the data",
        "zh": "结果与资料相符",
        "de": "Ergebnisse passen zu den Daten",
    },
    "coreq:31": {"en": "Major themes clear", "zh": "主要主题清晰", "de": "Hauptthemen deutlich"},
    "coreq:32": {
        "en": "Diverse cases and minor themes",
        "zh": "不同案例与次要主题",
        "de": "Abweichende Fälle und Nebenthemen",
    },
    "srqr:part:title": {"en": "Title and abstract", "zh": "标题与摘要", "de": "Titel und Zusammenfassung"},
    "srqr:part:introduction": {"en": "Introduction", "zh": "引言", "de": "Einleitung"},
    "srqr:part:methods": {"en": "Methods", "zh": "方法", "de": "Methoden"},
    "srqr:part:results": {"en": "Results", "zh": "结果", "de": "Ergebnisse"},
    "srqr:part:discussion": {"en": "Discussion", "zh": "讨论", "de": "Diskussion"},
    "srqr:part:other": {"en": "Other", "zh": "其他", "de": "Weiteres"},
    "srqr:1": {"en": "Title", "zh": "标题", "de": "Titel"},
    "srqr:2": {"en": "Abstract", "zh": "摘要", "de": "Zusammenfassung"},
    "srqr:3": {"en": "Problem formulation", "zh": "问题的提出", "de": "Problemstellung"},
    "srqr:4": {"en": "Purpose or question", "zh": "目的或研究问题", "de": "Ziel oder Fragestellung"},
    "srqr:5": {"en": "Approach and paradigm", "zh": "研究取径与范式", "de": "Ansatz und Paradigma"},
    "srqr:6": {
        "en": "Researchers' characteristics and reflexivity",
        "zh": "研究者特征与反思性",
        "de": "Merkmale der Forschenden und Reflexivität",
    },
    "srqr:7": {"en": "Context", "zh": "情境", "de": "Kontext"},
    "srqr:8": {
        "en": "Sampling, and when it was enough",
        "zh": "抽样与停止依据",
        "de": "Auswahl, und wann es genug war",
    },
    "srqr:9": {"en": "Ethics and consent", "zh": "伦理与知情同意", "de": "Ethik und Einwilligung"},
    "srqr:10": {"en": "How data were collected", "zh": "资料收集方法", "de": "Wie Daten erhoben wurden"},
    "srqr:11": {"en": "Instruments and technology", "zh": "工具与技术", "de": "Instrumente und Technik"},
    "srqr:12": {"en": "Units of study", "zh": "研究单位", "de": "Einheiten der Studie"},
    "srqr:13": {"en": "How data were processed", "zh": "资料处理", "de": "Wie Daten aufbereitet wurden"},
    "srqr:14": {"en": "How data were analysed", "zh": "资料分析", "de": "Wie Daten ausgewertet wurden"},
    "srqr:15": {
        "en": "Techniques for trustworthiness",
        "zh": "提高可信度的做法",
        "de": "Mittel der Vertrauenswürdigkeit",
    },
    "srqr:16": {"en": "Synthesis and interpretation", "zh": "综合与诠释", "de": "Zusammenschau und Deutung"},
    "srqr:17": {"en": "Links to the data", "zh": "与资料的联系", "de": "Verbindung zu den Daten"},
    "srqr:18": {
        "en": "Prior work, implications, contribution",
        "zh": "与既有研究的关系及贡献",
        "de": "Stand der Forschung, Folgerungen, Beitrag",
    },
    "srqr:19": {"en": "Limitations", "zh": "局限", "de": "Grenzen"},
    "srqr:20": {"en": "Conflicts of interest", "zh": "利益冲突", "de": "Interessenkonflikte"},
    "srqr:21": {"en": "Funding", "zh": "资助", "de": "Förderung"},
    # answers
    "answer:case_n": {"en": "{case} {n}", "zh": "{case} {n}", "de": "{case} {n}"},
    "answer:interviews": {
        "en": "{n} interviews: {cases}.",
        "zh": "{n} 个访谈：{cases}。",
        "de": "{n} Interviews: {cases}.",
    },
    "answer:languages": {
        "en": "Interviews by language: {languages}.",
        "zh": "各语言的访谈数：{languages}。",
        "de": "Interviews nach Sprache: {languages}.",
    },
    "answer:attributes": {
        "en": "They are counted by {names} and case.",
        "zh": "按 {names} 与案例统计。",
        "de": "Gezählt nach {names} und Fall.",
    },
    "answer:saturation": {
        "en": "Over all cases: {reached} (base {base}, run {run}, threshold {share}).",
        "zh": "总体：{reached}（基数 {base}，轮长 {run}，阈值 {share}）。",
        "de": "Über alle Fälle: {reached} (Basis {base}, Lauf {run}, Schwelle {share}).",
    },
    "answer:coders": {
        "en": "{n} ({names}); {double} of {coded} coded interviews ({percent}) by two or more.",
        "zh": "{n} 人（{names}）；已编码的 {coded} 个访谈中 {double} 个（{percent}）由两人或以上编码。",
        "de": "{n} ({names}); {double} von {coded} codierten Interviews ({percent}) von zweien oder mehr.",
    },
    "answer:codebook": {
        "en": "Codebook {id}, version {version}: {codable} codable codes, {used} of them used.",
        "zh": "编码手册 {id}（{version} 版）：{codable} 个可用编码，已用 {used} 个。",
        "de": "Codebuch {id}, Version {version}: {codable} Codes, {used} davon verwendet.",
    },
    "answer:themes": {
        "en": "On record in the history of the codebook: codes created later, {created}; other operations, {changed}.",
        "zh": "编码手册沿革所记：后来新建的编码 {created} 个；其他操作 {changed} 次。",
        "de": "In der Geschichte des Codebuchs: später angelegte Codes {created}; andere Eingriffe {changed}.",
    },
    "answer:program": {
        "en": "{program}; {n} changes on record.",
        "zh": "{program}；记录改动 {n} 次。",
        "de": "{program}; {n} Änderungen im Journal.",
    },
    "answer:quotations": {
        "en": "Every cell with quotations for and against, each with interview, place, role and coder.",
        "zh": "每个单元格均列正反引文，注明访谈、位置、角色与编码者。",
        "de": "Jede Zelle mit Zitaten dafür und dagegen, jedes mit Interview, Stelle, Rolle und codierender Person.",
    },
    "answer:held": {
        "en": "Documents not quoted in their words: {held}.",
        "zh": "不引原话的文本：{held} 份。",
        "de": "Nicht wörtlich zitierte Dokumente: {held}.",
    },
    "answer:consistency": {
        "en": "{robust} of {filled} cells with a value are robust; {overridden} were set by an analyst.",
        "zh": "{filled} 个有值的单元格中 {robust} 个稳健；{overridden} 个由分析者设定。",
        "de": "{robust} von {filled} Zellen mit Wert sind robust; {overridden} von Auswertenden gesetzt.",
    },
    "answer:major": {
        "en": "The overview table: {filled} of {cells} cells show a value.",
        "zh": "总览表：{cells} 个单元格中 {filled} 个有值。",
        "de": "Die Übersichtstabelle: {filled} von {cells} Zellen zeigen einen Wert.",
    },
    "answer:minor": {
        "en": "{n} of {interviews} interviews dissent somewhere, {rivals} of them as rival accounts.",
        "zh": "{interviews} 个访谈中 {n} 个在某处持异议，其中 {rivals} 个为对立叙述。",
        "de": "{n} von {interviews} Interviews widersprechen irgendwo, {rivals} davon als Gegenerzählung.",
    },
    "answer:processing": {
        "en": "{documents} documents, kept as imported; every correction is on record. {names}",
        "zh": "{documents} 份文本，按导入原样保存；每次修订均有记录。{names}",
        "de": "{documents} Dokumente, aufbewahrt wie eingelesen; jede Korrektur ist verzeichnet. {names}",
    },
    "answer:pseudonymised": {
        "en": "Names were replaced by pseudonyms.",
        "zh": "姓名已以化名代替。",
        "de": "Namen wurden durch Pseudonyme ersetzt.",
    },
    "answer:not_pseudonymised": {
        "en": "Names were not replaced within the study.",
        "zh": "研究内未替换姓名。",
        "de": "In der Studie wurden keine Namen ersetzt.",
    },
    "answer:analysis": {
        "en": "{codings} codings by {coders} coders, cells derived by rule; {departures} parameters depart "
        "from their defaults.",
        "zh": "{coders} 位编码者作出 {codings} 处编码，单元格依规则推导；{departures} 个参数偏离默认值。",
        "de": "{codings} Codierungen von {coders} Personen, Zellen nach Regeln abgeleitet; {departures} "
        "Parameter weichen von der Vorgabe ab.",
    },
    "answer:trust": {
        "en": "Agreement between coders, negative cases, robustness of every cell, and a hash-chained record "
        "of all changes.",
        "zh": "编码者一致性、反例、每个单元格的稳健性，以及以哈希相连的全部改动记录。",
        "de": "Übereinstimmung der Codierenden, Gegenfälle, Robustheit jeder Zelle und ein verketteter "
        "Nachweis aller Änderungen.",
    },
    "answer:consent": {
        "en": "{no} documents may not be quoted, {paraphrase} only paraphrased.",
        "zh": "{no} 份文本不可引用，{paraphrase} 份仅可转述。",
        "de": "{no} Dokumente dürfen nicht, {paraphrase} nur sinngemäß zitiert werden.",
    },
    "answer:guide": {
        "en": "The codebook holds the guide: {n} questions.",
        "zh": "编码手册载有访谈提纲：{n} 个问题。",
        "de": "Das Codebuch enthält den Leitfaden: {n} Fragen.",
    },
}
