"""What a reader calls a sentence: each case is a stretch of an interview, cut."""

from __future__ import annotations

import subprocess
import sys

import pytest

from coder.language.boundaries import is_backchannel, sentences

ENGLISH = [
    # titles, initials, abbreviations
    ["Ms. Lee met Gov. Brown and Sen. Diaz.", "They talked."],
    ["Mr. J. P. Morgan Jr. came with Mrs. Hall.", "He spoke."],
    ["Prof. Dr. Lee runs the dept. with J.R.R. Olsen.", "We know her."],
    ["As Smith et al. (2010) argue, clusters matter.", "Others disagree."],
    ["See Fig. 3 and Eq. 4.", "Both hold."],
    ["This holds (cf. Table 2).", "We agree."],
    ["See Vol. 3, pp. 5–9, 2nd ed. New York: Sage.", "It is old."],
    ["Art. 5 applies; para. 3 does not.", "No. 4 does."],
    ["He was born on Jan. 5, 1970 in St. Louis.", "Then he left."],
    ["We moved to No. 10 Harbour St. in May.", "It was small."],
    ["He lives on Main St.", "He likes it."],
    ["The firm is Acme Inc., not Acme Ltd., and so on.", "Right."],
    ["She has a Ph.D. in physics.", "The Ph.D. students came."],
    ["She has a Ph.D.", "She teaches."],
    ["Brown v. Board of Education changed it.", "Slowly."],
    ["The C.E.O. said so, a.k.a. Bob.", "We laughed."],
    ["He's from the U.K. and she's from D.C.", "They met here."],
    ["I work for the E.U. Commission.", "It is fine."],
    ["There were valves, pumps, etc. etc.", "And so on."],
    ["Plants, e.g. The Old Mill, closed.", "Nobody came."],
    ["It weighs 5 lbs. and is 6 ft. tall.", "We ship it."],
    ["We met Sr. Diaz and Capt. Ray.", "Both left."],
    ["It took 20 mins. or so.", "Maybe 2 hrs. if it rained."],
    # numbers
    ["It costs $3.50.", "That is cheap."],
    ["It grew by 3.5%.", "Then it fell .5 percent."],
    ["There were 50.", "Then 60."],
    ["In the 1990s.", "We came in 2000.", "Since then we stay."],
    ["Section 3.2. describes it.", "We used version 2.0."],
    ["We used R v. 3.6.1 for this.", "It crashed."],
    ["It was 5 p.m.", "We left."],
    ["At 5 p.m. Monday we left.", "At 9 a.m. they came."],
    ["1. Name of the firm.", "2. Its year."],
    ["A. The firm is small.", "B. The firm is old."],
    ["Q. What did you do?", "A. Nothing."],
    # quotes
    ["“Really?”", "“Yes.”"],
    ["'I don't know,' she said.", "'Maybe.'"],
    ["He said ‘no.’", "She said ‘yes.’"],
    ["I was like, 'What?!' and then I left.", "Gone."],
    ['So I said, "Let\'s go."', "And we went."],
    ['"Are you ok?" she asked.', '"Yes."'],
    ["“Why?”", "He laughed."],
    ["He told me “it is over.” and hung up.", "Just so."],
    ["We call it the 'Big Mill.'", "Nobody laughs."],
    ["She asked “why?”, and I left.", "Then it rained."],
    # ellipses and spoken language
    ["Uh… I mean… we, um, tried.", "It failed."],
    ["And then . . . nobody came.", "So . . . yes."],
    ["It was . . . I don't know.", "Odd."],
    ["We tried....", "It failed."],
    ["And...?", "Yes."],
    ["So it... it broke.", "Twice!"],
    ["Hm.", "Hm.", "Okay."],
    ["Yes, no, I mean yeah.", "you know.", "so yeah."],
    ["What??", "No way!", "really?", "okay then."],
    ["We were— never mind.", "Go on."],
    ["well, i think so.", "it was late.", "we left."],
    ["I, I, I'm not sure.", "I'm not."],
    ["We left.", "Then it rained."],
    # transcript marks
    ["(laughs) Yes.", "No."],
    ["Yes (laughs).", "No (coughs, long pause)."],
    ["Yes. (laughs)", "No. [crosstalk]", "Right."],
    ["Well [...] it works.", "It does [inaudible] mostly."],
    ["[laughs. pauses] Okay.", "We go."],
    ["It was fun. [He laughs.]", "Then it was not."],
    ["It was fun. (Pause, 3 sec.)", "Then it was not."],
    ["It was fun. ((laughs))", "Then it was not."],
    ["It was fun. <laughs>", "Then it was not."],
    ["It was fun. *laughs*", "Then it was not."],
    ["I think [pause 3s].", "Yes."],
    ["The (unclear) firm closed.", "Why?", "(5) Nobody knows."],
    ["[00:12:05] We began in 1998.", "[00:13:10] It was slow."],
    ["(00:12:05) We began.", "(00:13:10) It was slow."],
    ["[00:12:05.320] We began.", "It was slow. [00:13:10.100]"],
    ["It was slow. #00:13:10-5#", "Then it grew. #00:14:00-1#"],
    ["It works.[1]", "We know.[12]", "So be it."],
    ["It works.²", "We know."],
    ["So, (.) we tried it.", "It failed."],
    # addresses
    ["Write to info@example.org or see www.example.org.", "It helps."],
    ["Node.js is fine.", "Asp.Net too."],
    ["It failed.", "→ Then we left.", "€ 5 is cheap."],
]

GERMAN = [
    # abbreviations
    ["Wir haben z. B. Firmen, d. h. kleine, i. d. R. alte.", "Gut."],
    ["Es gibt z.B. Die Mühle und das Kino.", "Mehr nicht."],
    ["Das war u. a. wegen Dr. h. c. Müller so.", "Ja."],
    ["Prof. Dr. med. Huber und Dr. rer. nat. Klein kamen.", "Spät."],
    ["Die Meier GmbH & Co. KG hat 3,5 Mio. Euro Umsatz.", "Das ist viel."],
    ["Die Fa. Siemens, Abt. Einkauf, rief an.", "Keiner ging hin."],
    ["Das kostet inkl. MwSt. 50 Euro.", "Das ist teuer."],
    ["Wir wohnen in der Hauptstr. 5.", "Die Bahnhofstr. ist lauter."],
    ["Siehe Nr. 5, Bd. 3, S. 12 und Kap. 4.", "Mehr nicht."],
    ["Nach § 5 Abs. 2 Satz 1 geht das.", "Nach Art. 3 GG nicht."],
    ["Frau Meier, geb. Schmidt, kath. und verh. mit Hr. Klein.", "Ja."],
    ["Es waren ca. 50 Tsd. Leute, bzw. evtl. mehr.", "Genau."],
    ["Da sind Maschinen, Hallen usf. und alles alt.", "Ja, usw. und so fort."],
    ["Er kam mit Frau Dr. Huber, Frl. Klein u. v. m. zum Fest.", "Schön."],
    ["Die sog. „Hidden Champions“ kamen.", "Alle."],
    ["Das ist m.E. falsch, a.a.O. steht es anders.", "So ist das."],
    ["Herr M. sagte das.", "Bei Firma X. war es anders."],
    ["Mo. bis Sa. ist offen.", "Sonst nicht."],
    ["Der Hr. Ing. Müller und die Fr. Dipl.-Kfm. Roth.", "Beide."],
    ["Er ist 3 Std. gefahren, 20 Min. gelaufen.", "Dann kam er."],
    ["Das ehem. Werk, insb. die Halle, steht leer.", "Schade."],
    # ordinals, dates, numbers
    ["Am 3. Oktober 1990 war das.", "Danach nicht."],
    ["Am 24.12. kommen sie.", "Am 1.1. Firmen zu besuchen ist Unsinn."],
    ["Im 2. Quartal spielte der 1. FC gut.", "Immerhin."],
    ["Papst Johannes Paul II. kam 1980.", "Wilhelm II. war tot."],
    ["Es kam Wilhelm II.", "Danach kam keiner."],
    ["Das war 2003.", "Firmen kamen."],
    ["Ich wurde 3.", "Wir feierten."],
    ["Es kostet 1.000 Euro, also 1.000.000 Cent?", "Nein, 100.000."],
    ["Um 14.30 Uhr ging es los, bis 16:00.", "Dann Schluss."],
    ["Industrie 4.0 ist da.", "Ja, Industrie 4.0."],
    ["Wir sind Nr. 1.", "Das stimmt."],
    ["Die 90er.", "Das war schön."],
    ["1. Vorstellung der Firma.", "2. Der Markt."],
    ["a. Vorstellung der Firma.", "b. Der Markt."],
    ["Das kostet 5,-.", "Gut."],
    ["Im 19. und 20. Jh. war das anders.", "Heute nicht."],
    # quotes
    ["„Gut.“", "Er ging."],
    ["„Gut“, sagte er.", "„Was?“, fragte sie."],
    ["»Gut.«", "Er ging."],
    ["»Was?«", "– »Nichts.«"],
    ["‚Ja.‘ dachte ich.", "‚Nein.‘"],
    ["«Gut.»", "Er ging."],
    ["« Gut. »", "Er ging."],
    ["‹Ja.›", "Dann nicht."],
    ["Sie sagte „Ja.“ und ging.", "Er rief: „Nein!“"],
    ["Ich dachte: „Das wird nichts.“", "Und so kam es."],
    ["Das heißt bei uns »der Berg«.", "Warum?", "Keiner weiß es."],
    ["„Wir?", "Niemals!“, rief sie."],
    # ellipses and spoken language
    ["Wir waren am Ende ... fertig.", "Also ... Firma zu."],
    ["Hm...", "Ja.", "Äh... Firma eben."],
    ["Dann … (Pause) … ja, dann ging es.", "Gut so."],
    ["Also, ähm.", "Ja.", "Genau."],
    ["Ja, ne?", "Und dann?", "nix."],
    ["Ok.", "Mhm.", "Gut."],
    ["Was soll's?!", "Egal."],
    ["Wir haben's gemacht.", "'s war gut."],
    ["Ist das so?", "ja, ist es.", "mal sehen."],
    ["Ich so: nein.", "Er so: doch!", "Ich: nein."],
    # transcript marks
    ["(lacht) Ja.", "Nein."],
    ["Ja. (lacht)", "Genau. [Telefon klingelt]", "Moment."],
    ["Gut. (Pause, 3 Sek.)", "Also dann."],
    ["Das war gut. #00:01:05-3#", "Und dann kam er. #00:02:00-0#"],
    ["[0:01:05.3] Das war gut.", "[0:02:05.3] Dann kam er."],
    ["(...) das war es dann.", "Mehr (unv.) nicht."],
    ["Das war, [...] na ja, schwierig.", "Ja."],
    ["Wir sind (ca. 50 Leute) umgezogen.", "Dann nicht mehr."],
    ["Das ist teuer (vgl. Müller 2010, S. 5).", "Danach nicht."],
    ["Er sagte (und das vor allen!), es sei aus.", "Gut."],
    ["Das war i.O. für uns.", "Wirklich."],
    ["Wir fragen Mitarbeiter*innen und Kund:innen.", "Alle."],
    ["Wir gingen.", "Dann regnete es."],
]

CHINESE = [
    # stops and quotes
    ["我们不做。", "他们做！", "真的？", "真的？！"],
    ["“我们不做。”", "大家都笑。"],
    ["「好。」", "大家都走了。"],
    ["『不行！』", "就这样。"],
    ["“你好吗？”他问。", "我没说话。"],
    ["「你好嗎？」他問。", "我沒說話。"],
    ["“行。”老张说，“走。”", "我们走了。"],
    ["“不。”我们说：“不去。”", "他走了。"],
    ["“走吧！”他喊。", "没人动。"],
    ["他说：“好的。”", "然后走了。"],
    ["他说：「老师讲『不行！』，我就走了。」", "就这样。"],
    ["他喊“快跑！”，我就跑。", "跑了很远。"],
    ["我看了《走吧！》，很好。", "《为什么？》也好看。"],
    ["他说“不要。”、“不行。”、“没有。”", "都不要。"],
    ["“好！”", "“不好！”", "“都行。”"],
    ["价格便宜；", "质量不错；", "服务一般。"],
    ["对，对，对。", "是这样的。"],
    ["好的～我们走。", "走吧～"],
    ["“他来了吗？”", "“没有。”"],
    ["我想——算了。", "不说了。"],
    ["大家问：为什么？", "没人知道。"],
    ["真的吗？？？", "真的！！！"],
    ["（他笑了。）", "我们继续。"],
    ["他叫‘阿明’。", "人很好。"],
    ["“‘是的。’他说。”", "书里写的。"],
    # ellipses
    ["是……我觉得……不好。", "算了。"],
    ["我想。。。不知道。", "再说吧。"],
    ["我想...不知道。", "再说吧。"],
    ["然后…… 我们就走了。", "没回来。"],
    ["“我们……”他没说完。", "门关了。"],
    ["就这样……嗯，对。", "对。"],
    ["好．．．我看看。", "行。"],
    # numbers and lists
    ["今年增长了5.2%。", "明年呢？"],
    ["３．５万。", "不多。"],
    ["１９９８．５．１来的。", "住了三年。"],
    ["1、做什么。", "2、谁来做。"],
    ["1.做什么。", "2.谁来做。"],
    ["一.市场。", "二.技术。"],
    ["一．市场。", "二．技术。"],
    ["（1）市场。", "（2）技术。"],
    ["第3.2节。", "看一下。"],
    ["八点半.", "九点."],
    ["从2003年到2008年。", "五年。"],
    # Latin letters among them
    ["我们用Node.js。", "很好。"],
    ["我们用SAP. ", "然后换了。", "贵。"],
    ["他在U.S.工作。", "三年了。"],
    ["Dr. 王来了。", "他是Prof. 李的学生。"],
    ["OK!", "走吧。"],
    ["他说 I don't know. ", "然后走了。"],
    ["公司叫Apple Inc.，在美国。", "很大。"],
    ["看www.example.org。", "有的。"],
    ["B2B还是B2C？", "都有。"],
    ["我们做App的。", "Version 2.0刚出。"],
    ['他说:"好的."', "然后走了."],
    ['"你好吗?"他问.', "我没说话."],
    ["Why not?", "为什么不呢？"],
    ["A公司和B公司。", "C公司没有。"],
    ["对. ", "没有. ", "好的."],
    # transcript marks
    ["我们不做。（笑）", "真的。"],
    ["对。(笑)", "是的。【停顿】", "嗯。"],
    ["对（笑）。", "是的（停顿三秒）。"],
    ["那个公司（？）很大。", "我们知道。"],
    ["[00:12:05]我们开始。", "[00:13:10]然后结束。"],
    ["（00:12:05）我们开始。", "（00:13:10）然后结束。"],
    ["我们开始。[电话响。他接了]", "然后结束。"],
    ["[……]后来就没有了。", "没有。"],
    ["我觉得[听不清。]可以。", "行。"],
    ["Q：做什么？", "A：什么都做。"],
    ["是吗﹖", "是的﹗", "好｡", "走｡"],
]


def cut(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, 0, len(text), language)]


@pytest.mark.parametrize("expected", ENGLISH, ids=" | ".join)
def test_english(expected: list[str]) -> None:
    assert cut(" ".join(expected), "en") == expected


@pytest.mark.parametrize("expected", GERMAN, ids=" | ".join)
def test_german(expected: list[str]) -> None:
    assert cut(" ".join(expected), "de") == expected


@pytest.mark.parametrize("expected", CHINESE, ids="".join)
def test_chinese(expected: list[str]) -> None:
    assert cut("".join(expected), "zh") == [sentence.strip() for sentence in expected]


def test_there_are_enough_cases() -> None:
    assert min(len(ENGLISH), len(GERMAN), len(CHINESE)) >= 60


@pytest.mark.parametrize(
    "words",
    [
        "Mhm.",
        "mm-hmm",
        "Ja, genau.",
        "Ja. Okay. Gut.",
        "Uh-huh (nods).",
        "(lacht)",
        "[nickt]",
        "I see.",
        "嗯。",
        "嗯嗯，对。",
    ],
)
def test_a_listener_takes_no_floor(words: str) -> None:
    assert is_backchannel(words)


@pytest.mark.parametrize(
    "words",
    ["Mhm?", "Why?", "Ja, genau, ja, gut.", "And prices.", "对吗？", "嗯，价格。", "Tell me more.", "mhm " * 30],
)
def test_a_question_or_a_prompt_takes_the_floor(words: str) -> None:
    assert not is_backchannel(words)


HOSTILE = """
from coder.language.boundaries import is_backchannel, sentences, words
for unit in (
    ".", ". ", "… ", "[", "([", "[a. ", "(", "(a) ", "x. (a.) ", "x.(a)(b)", "]", ". )", "»", " »", "“", "„a“ ", "<<",
    "*a. ", "#1:2. ", "1. ", "z. B. ", "a*innen", "-", "'", "1,", "e\u0301", "\u0301", "a\u200d", "。", "。”", "他说",
    "。他说", "...。", " ", "\t", ". (1", "(1) ", ".[1]", ". ((", "【", "*in",
):
    text = ("x. " + "a" * 4_000 + " " + unit * 150_000)[:150_000]
    found = sentences(text, 0, len(text), "de")
    assert found[-1].end == len(text.rstrip())
    assert len(words(text, 0, len(text), "de")) <= len(text)
    is_backchannel(text)
"""


def test_no_line_takes_more_than_linear_time() -> None:
    """A rule that looked on or back without bound would need hours for one of these lines; all take some seconds."""
    done = subprocess.run([sys.executable, "-c", HOSTILE], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
