"""Synthetic interviews in three languages, made up for these tests; names are marked as [[kind:words]].

Of each language the first was at hand when the rules were written, the second was written before and looked at after.
Nobody and nothing in them exists; where words are those of real towns and firms, what is said of them is invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coder.model.span import Span

_MARK = re.compile(r"\[\[([a-z-]+):([^\]]+)\]\]")


@dataclass(frozen=True)
class Interview:
    """A text without marks, and the spans with their kinds that were marked."""

    language: str
    text: str
    names: tuple[tuple[str, Span], ...]


def read(language: str, marked: str) -> Interview:
    text, at, names = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        names.append((match[1], Span(len(text), len(text) + len(match[2]))))
        text += match[2]
        at = match.end()
    return Interview(language, text + marked[at:], tuple(names))


ENGLISH = """\
Interviewer: Thank you for making time. Could you tell me who you are and what you do?

Ms [[person:Okafor]]: My name is [[person:Grace Okafor]] and I run the workshop at [[organisation:Tallow & Reed \
Ltd]] in \
[[place:Bristol]]. I was born on [[birth:14 March 1978]] and I grew up near [[place:Swindon]], on \
[[place:Harcourt Street]].

Interviewer: How did you come to the firm?

Ms [[person:Okafor]]: Through [[person:Dr. Simon Vance]]. He taught at the [[organisation:University of \
Exeter]] and he introduced me to \
[[person:Peter Malone]], who owned it then. [[person:Peter]] was generous. On Monday I started, and by Friday \
Mr [[person:Malone]] had \
given me the keys. That was in the summer, before Brexit, and the German orders were still good.

Interviewer: And how are things now?

Ms [[person:Okafor]]: Harder. The bank wrote to us in January. Our contact, Mrs [[person:Delaney]], moved to \
[[place:Leeds]]. You can reach \
her at [[e-mail:j.delaney@northbank.example]] or on [[phone:+44 117 496 0123]]. I talked to \
[[person:Kowalczyk]] about it, he is our \
accountant, and he said that our VAT number [[id:GB 123456789]] was wrong on the form. It is a small town in a \
way. Everybody \
knows everybody. [[person:Malone]]'s daughter works for [[organisation:Brightwater Solutions]], the council \
buys from them, and the \
Chamber of Commerce sends us Christmas cards.

Interviewer: Would you start again?

Ms [[person:Okafor]]: In this country? Perhaps. My husband [[person:Tunde]] says I would. Look at our page, \
[[url:https://tallowreed.example/about]], \
or at [[handle:@tallowreed]]. I am proud of that.
"""
ENGLISH_LATER = """\
I: Let us begin with your work.

R: Sure. I am a nurse at [[organisation:Saint Brannock Hospital]] and I live in [[place:Okehampton]]. Before \
that I was with \
[[organisation:Meridian Logistics Inc.]] for nine years, under Professor [[person:Adeyemi]]'s brother, \
[[person:Daniel Adeyemi]].

I: What was that like?

R: Long hours. You would get a call from [[person:Rebecca]] at six, and by seven you were on [[place:Quarry \
Road]] with a van. \
There were five of us: [[person:Ian Thistlewood]], [[person:Maria da Costa]], me, and two drivers from Poland. \
My boss, \
[[person:Helen Prowse]], kept it together. She had the Spanish clients, I had the Irish ones.

I: Do you still see them?

R: Sometimes. [[person:Thistlewood]] went to [[place:Manchester]] and opened a bakery. His number is \
[[phone:07700 900 461]]. \
[[person:Maria]] works for [[organisation:Kestrel Capital LLP]] now. I met [[person:Osborne]] last week, the \
old owner. He asked \
for my passport number for the trip, it is [[id:533401372]], and I gave it to him without thinking.

I: And your plans?

R: I want to study at the [[organisation:Open College of Devon]]. The Government pays a part of it. My email is \
[[e-mail:nurse.okehampton@mailbox.example]]. I was born on [[birth:02/11/1985]], so I am not the youngest, but \
Sister \
[[person:Nakamura]] says age is no excuse.
"""
GERMAN = """\
Interviewerin: Guten Tag, Herr [[person:Brandstätter]]. Wie sind Sie zu Ihrem Betrieb gekommen?

Herr [[person:Brandstätter]]: Mein Name ist [[person:Lukas Brandstätter]], ich leite die \
[[organisation:Brandstätter Feinmechanik GmbH]] in \
[[place:Tuttlingen]]. Ich bin am [[birth:3. Mai 1969]] in [[place:Rottweil]] geboren. Mein Vater hat die Firma \
in der [[place:Gartenstraße 12]] \
gegründet, zusammen mit Frau [[person:Dr. Helga Wiesner]] von der [[organisation:Universität Stuttgart]].

Interviewerin: Und heute?

Herr [[person:Brandstätter]]: Heute haben wir sechzig Leute. [[person:Wiesners]] Sohn [[person:Jonas]] ist bei \
der [[organisation:Sparkasse Tuttlingen]]. \
Der Bürgermeister, Herr [[person:Köhler]], hilft, wenn es um Fläche geht. In Zukunft wollen wir nach \
[[place:Leipzig]]. Im Sommer war ich \
mit [[person:Sabine Krämer]] dort. Sie arbeitet für die [[organisation:Optikwerk AG]], und ihre Nummer ist \
[[phone:0711 / 55 02 31]].

Interviewerin: Was ist schwierig?

Herr [[person:Brandstätter]]: Die Fachkräfte, der Wohnraum, die Bürokratie. Unsere Steuernummer \
[[id:61/123/45678]] steht auf jedem Zettel. Die \
Bank wollte die IBAN noch einmal, [[id:DE02 1203 0000 0000 2020 51]]. Schreiben Sie mir an \
[[e-mail:l.brandstaetter@feinmechanik.example]]. \
Am Ende des Tages geht es um Vertrauen. Die Stadt ist klein, der Bauer kennt den Koch.

Interviewerin: Danke.
"""
GERMAN_LATER = """\
I: Erzählen Sie bitte, wie alles anfing.

B: Ich heiße [[person:Martina Oelkers]] und komme aus [[place:Wittenhagen]]. Studiert habe ich in \
[[place:Göttingen]], bei Professor \
[[person:Tiedemann]]. Danach war ich Assistentin im [[organisation:Klinikum Nordheide]].

I: Und dann kam die Gründung?

B: Ja, mit meinem Kollegen [[person:Faruk Demirel]]. Er hatte die Idee, ich das Geld. Wir haben die \
[[organisation:Lichtblick Pflege gGmbH]] \
gegründet, am [[place:Lindenplatz 4]]. [[person:Faruk]] macht die Zahlen, Frau [[person:Petersen]] die Küche. \
Die Arbeit ist schwer, aber die \
Menschen sind dankbar. Das Gesundheitsamt prüft uns jedes Jahr.

I: Gab es Unterstützung?

B: Von der [[organisation:Hansen-Stiftung]] und von Herrn [[person:von Alvensleben]]. Der wohnt jetzt in \
[[place:Hamburg]]. [[person:Oelkers]] ist hier ein \
häufiger Name, wissen Sie. Mein Kennzeichen ist [[id:UE-MO 417]], das kennt im Dorf jedes Kind. Im Winter \
fahren wir nach Österreich.

I: Wie erreiche ich Sie?

B: Unter [[phone:+49 5821 990134]] oder [[e-mail:oelkers@lichtblick.example]]. Meine Tochter [[person:Annika]] \
geht ans Telefon, \
wenn ich im Dienst bin. Geboren am [[birth:17.08.1974]], falls Sie das für die Statistik brauchen.
"""
CHINESE = """\
访谈者：您好，请先介绍一下您自己。

[[person:王建国]]：我叫[[person:王建国]]，是[[organisation:蓝海智能科技有限公司]]的创始人。我[[birth:1975年6月12\
日]]出生，老家在[[place:四川省]][[place:绵阳市]]。

访谈者：您是怎么到这里来的？

[[person:王建国]]：我毕业于[[organisation:华南师范大学]]，后来在[[organisation:德信集团]]工作了八年。[[person:李\
总]]当时是我的领导，他把我介绍给了[[person:陈志远教授]]。\
[[person:陈教授]]住在[[place:天河区]]，对我帮助很大。我们公司现在有一百多人，政府也很支持。

访谈者：遇到过什么困难吗？

[[person:王建国]]：资金最困难。[[organisation:招远银行]]的[[person:张经理]]不肯贷款，后来是[[person:刘敏]]帮的忙\
。她在[[place:杭州]]做投资。这个城市的人很务实，市场也大。\
我的电话是[[phone:13800138000]]，微信号：[[handle:wangjg_1975]]，邮箱是[[e-mail:wang@lanhai.example]]。

访谈者：将来有什么打算？

[[person:王建国]]：想去[[place:苏州]]开分公司。[[person:老赵]]说那边的工业基础好。我的车牌[[id:粤B·12345]]可能要换了。
"""
CHINESE_LATER = """\
问：请谈谈您的经历。

答：我是[[place:湖南]]人，姓周，同事都叫我[[person:周工]]。大学在[[organisation:东湖理工大学]]读的，毕业以后进了\
[[organisation:星河电子股份有限公司]]。

问：为什么离开？

答：因为[[person:黄海波]]来找我。他是[[organisation:云杉研究院]]的，当时在[[place:南山区]]租了一间办公室。还有[[\
person:何小姐]]，负责财务。我们三个人一起创业，\
在[[place:科苑路]]，很便宜。

问：政府有没有帮助？

答：有的。[[person:吴局长]]来过两次，[[place:东莞市]]的政策比我们这里好。后来[[person:徐志明]]介绍了[[organisati\
on:长青基金会]]，给了一笔钱。\
他的手机是[[phone:139 2233 4455]]，身份证[[id:440301198001011234]]我这里也有。

问：现在怎么样？

答：现在稳定了。[[person:黄总]]管市场，我管技术。去年我们收购了一家[[place:武汉]]的公司，叫[[organisation:明德软\
件公司]]。创新很重要，人才更重要。\
我[[birth:1980年1月1日]]出生，已经不年轻了。[[person:小林]]是新来的，他负责[[place:龙岗区]]的客户。
"""
ENGLISH_LAST = """\
Q: What do you do?

A: I drive a taxi in [[place:Wolverton]]. My friend [[person:Ade Bankole]] got me the job at \
[[organisation:Castle Cabs Ltd]]. \
Before, I cooked at the [[organisation:Harbour School]], with Mrs [[person:Pemberton]] and [[person:Luke]].

Q: And before that?

A: In Poland, on my uncle's farm. Mr [[person:Zielinski]] from [[organisation:Northway Bank]] lent us money. It \
was in June, I think. \
You can write to [[e-mail:taxi77@post.example]]. I know [[person:Priya Raman]], she lives at [[place:12 Mill Lane]].
"""
GERMAN_LAST = """\
I: Was machen Sie beruflich?

B: Ich fahre Bus bei der [[organisation:Stadtverkehr Neuenfels GmbH]]. Früher war ich Tischler in [[place:Bad \
Lauterstein]], bei Meister \
[[person:Grabowski]]. Mein Bruder [[person:Emil]] hat den Hof übernommen.

I: Wie ist das Verhältnis zur Leitung?

B: Mit Herrn [[person:Ostendorf]] gut, mit Frau [[person:Yıldız]] noch besser. Die Kollegin [[person:Swantje \
Behrens]] hat mich eingearbeitet. \
Im Mai war ich in [[place:Osnabrück]] auf Kur. Rufen Sie [[phone:0160 5550 1923]] an. Die Zentrale ist in der \
[[place:Bahnhofstraße 3]].
"""
CHINESE_LAST = """\
问：您做什么工作？

答：我在[[organisation:宏达物流公司]]开车，住在[[place:宝安区]]。老板姓郑，我们叫他[[person:郑老板]]。我弟弟[[pe\
rson:孙立军]]也在这里。

问：工作怎么样？

答：还可以。[[person:钱主任]]对我们不错，[[person:小刘]]和[[person:马晓燕]]是去年来的。她们以前在[[place:郑州]]\
的[[organisation:富康电子厂]]上班。\
孩子在[[organisation:育才小学]]读书，老师是[[person:唐老师]]。我的电话[[phone:136-1234-5678]]。房子很贵，生活不容易。
"""
KNOWN = {"en": read("en", ENGLISH), "de": read("de", GERMAN), "zh": read("zh", CHINESE)}
LATER = {"en": read("en", ENGLISH_LATER), "de": read("de", GERMAN_LATER), "zh": read("zh", CHINESE_LATER)}
LAST = {"en": read("en", ENGLISH_LAST), "de": read("de", GERMAN_LAST), "zh": read("zh", CHINESE_LAST)}
