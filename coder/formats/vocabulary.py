"""Words that tell a speaker's label, and his role, in English, German and Chinese.

All in lower case, as ``roles.base`` leaves a name: without number and trailing dot.
"""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Names that say interviewer.
INTERVIEWER = _words("""
    i iv int intv interviewer interviewers interviewerin interviewende interviewender q question frage fragende
    moderator moderatorin moderation facilitator interviewleiter interviewleiterin
    intervieweur intervieweuse enquêteur enquêtrice entrevistador entrevistadora entrevistadores intervistatore
    intervistatrice intervjuare interviewers intervjuer haastattelija ankieter ankieterka tazatel kérdező
    интервьюер інтерв’юер модератор ведущий ведущая
    问 访 问题 提问 提问者 访谈者 访谈员 访谈人 访问者 访问员 访员 采访者 采访人 采访员 主持人 主持
    問 訪 問題 提問 提問者 訪談者 訪談員 訪談人 訪問者 訪問員 訪員 採訪者 採訪人 採訪員
""")

# These ask only where nobody has a clearer name: a researcher may also be the one interviewed.
PERHAPS_INTERVIEWER = _words("""
    researcher host reporter forscher forscherin 记者 記者 笔者 筆者 研究者
""")

# Names that say respondent.
RESPONDENT = _words("""
    respondent respondentin interviewee participant informant befragte befragter befragt interviewte interviewter
    interviewpartner interviewpartnerin gesprächspartner gesprächspartnerin erzählperson teilnehmer teilnehmerin
    interviewten interviewpartner-in ip befr bef enquêté enquêtée répondant répondante entrevistado entrevistada
    encuestado encuestada intervistato intervistata respondente informante geïnterviewde interviewad haastateltava
    respondentka респондент респондентка респондентът інформант информант
    proband probandin antwort answer expert experte expertin
    受访者 受访人 被访者 被访人 被访谈者 被访谈人 被采访者 被采访人 访谈对象 采访对象 参与者 受 答 回答 答复 专家
    受訪者 受訪人 被訪者 被訪人 被訪談者 被訪談人 被採訪者 被採訪人 訪談對象 採訪對象 參與者 答覆 專家
""")

# Names that are labels for certain, though they do not say whose.
SOMEBODY = _words("""
    speaker sprecher sprecherin person 发言人 说话人 讲话人 發言人 說話人 講話人
""")

# Of all these, ordinary nouns: they label speakers only where they come again.
NOUNS = _words("""
    question frage antwort answer person expert experte expertin moderation
    问题 回答 提问 专家 問題 提問 專家
""")

# What stands before a colon at the beginning of a line without being anybody.
NEVER = _words("""
    note notes nb remark remarks comment comments example examples e.g i.e ps p.s re subject date time place location
    venue duration source sources title topic theme summary abstract keywords section region sector language name
    interview transcript transcription recording file figure table http https url email e-mail mail phone tel fax
    okay ok yes no well so and but
    anmerkung anmerkungen bemerkung hinweis notiz kommentar beispiel beispiele z.b d.h datum uhrzeit ort dauer
    quelle quellen titel thema betreff zusammenfassung fazit abschnitt sprache transkript aufnahme datei abbildung
    tabelle telefon also ja nein genau nun gut und aber oder
    注 注意 注释 备注 附注 说明 例如 比如 譬如 例 日期 时间 地点 时长 来源 标题 题目 主题 摘要 关键词 地区 语言 录音
    姓名 总之 首先 其次 第一 第二 第三 最后 另外 结论 小结
    註 注釋 備註 說明 時間 地點 時長 來源 標題 題目 主題 關鍵詞 地區 語言 錄音 總之 最後 結論 小結
""")

# What opens a thought before a colon where the word is no speaker's; unlike those above, some are names elsewhere.
OPENERS = _words("""
    first firstly second secondly third thirdly fourth fifth last lastly finally one two three four next then again
    problem problems challenge challenges result results advantage advantages disadvantage disadvantages strength
    strengths weakness weaknesses opportunity opportunities risk risks threat threats reason reasons cause goal goals
    aim solution solutions consequence conclusion conclusions point points fact facts question answer opinion idea
    thing things case story issue issues key important crucial honestly frankly basically generally overall meaning
    background context history today tomorrow yesterday before after now here there costs cost money quality step
    phase option part chapter quote translation answer answers plus minus pro con pros cons
    erstens zweitens drittens viertens fünftens erst zuerst zuletzt letztens schließlich eins zwei drei dann danach
    probleme herausforderung herausforderungen ergebnis ergebnisse vorteil vorteile nachteil nachteile stärke stärken
    schwäche schwächen chance chancen risiko risiken grund gründe ursache ziel ziele lösung lösungen folge folgen
    schluss punkt punkte tatsache frage fragen antwort antworten meinung idee ideen sache fall geschichte wichtig
    entscheidend ehrlich kurz konkret grundsätzlich insgesamt bedeutung hintergrund kontext heute morgen gestern
    früher später vorher nachher jetzt hier dort kosten geld qualität schritt phase teil kapitel zitat übersetzung
    kurzum sprich nämlich erster erste zweiter zweite dritter dritte letzter letzte
    问题 回答 提问 优点 缺点 优势 劣势 原因 结果 目标 目的 挑战 机会 困难 方法 经验 建议 关键 重点 核心 背景 现在
    以前 以后 比如说 一方面 另一方面 再次 然后 所以 但是 因此 一是 二是 三是 第四 第五 第一点 第二点 第三点
    一句话 简单讲 总的来讲
    問題 提問 優點 缺點 優勢 劣勢 結果 目標 挑戰 機會 困難 經驗 建議 關鍵 重點 現在
    以後 比如說 然後 第一點 第二點 第三點
""")

# Titles before or after names, which only people have.
TITLES = _words("dr prof professor mr mrs ms miss mx sir madam herr herrn frau hr fr dipl-ing")
TITLES_ZH = _words("""
    先生 女士 小姐 太太 夫人 老师 老師 教授 博士 同学 同學 同志 师傅 師傅 经理 經理 总经理 总 總 主任 书记 書記
    厂长 廠長 院长 院長 校长 校長 局长 局長 处长 處長 科长 科長 部长 部長 市长 市長 镇长 村长 会长 會長
    所长 所長 主席 秘书长 董事长 董事長 老板 老闆 工程师 工程師
    总监 總監 店长 组长 員工 员工 工人 学生 學生 农民 居民 村民 代表
""")

# Frequent Chinese family names that hardly begin other words of two or three characters.
FAMILY_NAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱郭罗羅郑鄭梁谢謝宋邓鄧冯馮韩韓曹彭萧蕭肖蔡潘袁董叶葉吕呂魏蒋蔣杜丁沈姜"
    "范傅钟鍾卢盧汪廖姚谭譚邹鄒熊郝邵侯龚龔孟阎閻薛贾賈"
)

# Several who speak at once: nobody's name, but more than the beginning of a sentence.
TOGETHER = _words("""
    both all everyone everybody together beide alle gemeinsam zusammen 两人 兩人 大家 众人 眾人 齐声 齊聲
""")

# Small words that may stand within a name in lower case.
PARTICLES = _words("""
    von vom zu zur van der den de da di du la le del bin al el ter und and & of y e
""")

# Characters of Chinese sentences that hardly occur in names and titles.
SENTENCE_CHARACTERS = frozenset("我你您他她它这那這是的了说說就也都很不没沒在有要会會能可以为為")
