"""The same kind of interview in many languages: own, synthetic, for what depends on the language of a text."""

from __future__ import annotations

TEXTS = {
    "en": """I: What’s it like to live and work here?
R: It’s “complicated” – we’ve got cafés and the river, but not much else… And that’s it, really. People don’t stay.
I: Why don’t they?
R: Because they can’t find a flat they’d want to pay for. My daughter’s friends have all left, and I don’t blame them.
""",
    "de": """I: Wie würden Sie die Stärken dieser Gegend beschreiben?
B: Für mich ist das schwierig – „größere“ Firmen gehen weg, und die jungen Leute auch. Überall hört man das.
I: Und was müsste sich ändern?
B: Es müsste mehr Wohnungen geben, natürlich. Außerdem fährt abends kein Bus, das ist für die Älteren schlimm.
""",
    "fr": """E : Où habitez-vous, et depuis quand ?
R : C’est compliqué, les élèves partent à l’étranger dès qu’ils ont leur diplôme. À Paris, bien sûr, ou même très loin.
E : Et ça vous inquiète ?
R : Évidemment. L’été, la ville est vide ; on a fermé l’école et le café où j’allais avec mon frère aîné.
""",
    "es": """E: ¿Cómo describiría usted esta región?
R: Mire, aquí todo cambió muchísimo en los últimos años. Los jóvenes se van a la ciudad porque no hay trabajo.
E: ¿Y qué hacen los que se quedan?
R: Pues trabajan en la fábrica, o en el campo, según la estación. Mi compañero también pensó en irse mañana mismo.
""",
    "pt": """E: Como é que descreve a região?
R: Não é fácil. A população está a envelhecer e as fábricas já não dão emprego. Também há questões de habitação.
E: E o que é que falta?
R: Faltam ligações, transportes, educação. Os meus irmãos foram para Lisboa, e eu próprio já pensei nisso.
""",
    "it": """I: Perché è rimasto in questa città?
R: Perché qui c’è la mia famiglia, e la qualità della vita è buona. Però il lavoro è sempre di meno, si sa già.
I: Che cosa farà più avanti?
R: Non lo so. Mio figlio andrà all’università a Milano, così almeno avrà qualche possibilità in più di noi.
""",
    "nl": """I: Hoe zou u deze streek omschrijven?
R: Het is hier rustig, té rustig misschien. De financiële crisis heeft veel kapotgemaakt, en de cafés zijn dicht.
I: En de jongeren?
R: Die gaan naar de stad, naar bedrijven die internationaal zijn georiënteerd. Mijn coördinator zei dat: geen ideeën.
""",
    "sv": """I: Hur skulle du beskriva området?
R: Det är svårt att säga. Många flyttar härifrån, och de som är kvar är äldre. Skolan stängdes för två år sedan.
I: Vad behöver förändras?
R: Vi behöver bostäder och fler jobb för ungdomar. Annars dör byn, så är det. Jag är ändå glad att jag bor här på ön.
""",
    "da": """I: Hvordan vil du beskrive området?
R: Det er svært at sige. Mange flytter væk, og dem, der bliver tilbage, er ældre. Skolen blev lukket for to år siden.
I: Hvad skal der gøres?
R: Vi mangler boliger og arbejde til de unge, også på øen. Ellers går det ikke længere, så må vi også selv rejse.
""",
    "fi": """H: Miten kuvailisit tätä seutua?
V: Täällä on hiljaista, ja nuoret lähtevät pois. Meillä ei ole enää koulua eikä kauppaa, mutta luonto on lähellä.
H: Mitä pitäisi tehdä?
V: Pitäisi rakentaa asuntoja ja järjestää työtä. Minä en kyllä lähde täältä enää mihinkään, tämä on kotini.
""",
    "is": """S: Hvernig myndir þú lýsa svæðinu?
V: Það er erfitt að segja. Unga fólkið flytur burt og við sem erum eftir verðum eldri. Skólanum var lokað í fyrra.
S: Hvað þarf að breytast?
V: Við þurfum húsnæði og fleiri störf, annars deyr bærinn. Ég er samt ánægð með að búa hér við sjóinn.
""",
    "pl": """B: Jak opisałby pan ten region?
R: Trudno powiedzieć. Młodzi ludzie wyjeżdżają, bo nie ma pracy, a ci, którzy zostają, są coraz starsi.
B: Co powinno się zmienić?
R: Potrzebujemy mieszkań i dróg. Mój brat też już myśli o wyjeździe, chociaż żal mu domu i sąsiadów.
""",
    "cs": """T: Jak byste popsal tenhle kraj?
R: Těžko říct. Mladí lidé odcházejí, protože tady není práce, a ti, kteří zůstávají, jsou čím dál starší. Školu zavřeli.
T: Co by se mělo změnit?
R: Potřebujeme byty a lepší silnice. Můj bratr už taky přemýšlí, že odejde, i když má rád dům a sousedy.
""",
    "sk": """T: Ako by ste opísali tento kraj?
R: Ťažko povedať. Mladí ľudia odchádzajú, pretože tu nie je práca, a tí, čo zostávajú, sú čoraz starší. Školu zatvorili.
T: Čo by sa malo zmeniť?
R: Potrebujeme byty a lepšie cesty. Môj brat už tiež rozmýšľa, že odíde, hoci má rád dom a susedov.
""",
    "hu": """K: Hogyan írná le ezt a vidéket?
V: Nehéz megmondani. A fiatalok elmennek, mert nincs munka, és akik itt maradnak, egyre idősebbek. Az iskolát bezárták.
K: Min kellene változtatni?
V: Lakások kellenének, és jobb utak. A bátyám is gondolkodik azon, hogy elköltözik, pedig szereti a szőlőt és a kertet.
""",
    "hr": """I: Kako biste opisali ovaj kraj?
O: Teško je reći. Mladi ljudi odlaze jer nema posla, a oni koji ostaju sve su stariji. Školu su već zatvorili.
I: Što bi se trebalo promijeniti?
O: Trebaju nam stanovi i bolje ceste. I moj brat razmišlja o tome da ode, iako voli kuću, more i svoje susjede.
""",
    "ro": """I: Cum aţi descrie regiunea aceasta?
R: E greu de spus. Tinerii pleacă, fiindcă nu este de lucru, iar cei care rămân sunt mai în vârstă. Şcoala e închisă.
I: Ce ar trebui să se schimbe?
R: Ne trebuie locuinţe şi drumuri mai bune. Şi fratele meu se gândeşte să plece, deşi ţine la casă şi la vecini.
""",
    "tr": """G: Bu bölgeyi nasıl anlatırsınız?
K: Söylemesi zor. Gençler iş olmadığı için gidiyor, kalanlar ise gittikçe yaşlanıyor. Okul geçen yıl kapandı.
G: Ne değişmeli?
K: Daha çok konut ve daha iyi yollar gerekiyor. Kardeşim de gitmeyi düşünüyor, ama evini ve komşularını çok seviyor.
""",
    "ru": """Интервьюер: Расскажите, пожалуйста, о вашем регионе.
Респондент: У нас в основном машиностроение, а молодёжь уезжает. Школу закрыли, и автобус ходит два раза в день.
Интервьюер: Что нужно изменить?
Респондент: Нужны квартиры и дороги. Мой брат тоже думает уехать, хотя ему жалко дома и соседей.
""",
    "uk": """Інтерв’юер: Розкажіть, будь ласка, про ваш край.
Респондент: У нас переважно машинобудування, а молодь їде геть. Школу закрили, і автобус ходить двічі на день.
Інтерв’юер: Що треба змінити?
Респондент: Потрібні квартири та дороги. Мій брат теж думає їхати, хоча йому шкода дому і сусідів.
""",
    "bg": """Интервюиращ: Как бихте описали този край?
Респондент: Трудно е да се каже. Младите хора заминават, защото няма работа, а тези, които остават, са все по-възрастни.
Интервюиращ: Какво трябва да се промени?
Респондент: Имаме нужда от жилища и пътища. Брат ми също мисли да замине, макар че обича къщата и съседите си.
""",
    "el": """Ε: Πώς θα περιγράφατε την περιοχή;
Α: Είναι δύσκολο να πω. Οι νέοι φεύγουν, γιατί δεν υπάρχει δουλειά, και όσοι μένουν είναι όλο και πιο μεγάλοι.
Ε: Τι πρέπει να αλλάξει;
Α: Χρειαζόμαστε σπίτια και καλύτερους δρόμους. Και ο αδελφός μου σκέφτεται να φύγει, αν και αγαπά το σπίτι του.
""",
    "zh": """访谈者：请您谈谈当地的产业基础。
受访者：我们这里以电子制造为主，这几年发展得很快，但是人才还是不够，年轻人都想去大城市。
访谈者：您觉得最需要改变的是什么？
受访者：首先是住房，其次是交通。我弟弟也在考虑离开，虽然他舍不得家里的房子和邻居。
""",
    "zh-Hant": """訪談者：請您談談當地的產業基礎。
受訪者：我們這裡以電子製造為主，這幾年發展得很快，但是人才還是不夠，年輕人都想去大城市。
訪談者：您覺得最需要改變的是什麼？
受訪者：首先是住房，其次是交通。我弟弟也在考慮離開，雖然他捨不得家裡的房子和鄰居。
""",
    "ja": """質問：地域の産業についてお話しください。
回答：この地域では電子部品の製造が中心ですが、若い人はみんな都会へ出て行ってしまいます。学校も去年閉まりました。
質問：何を変える必要があると思いますか。
回答：まず住宅と道路ですね。弟も引っ越すことを考えていますが、家や近所の人と別れるのはつらいと言っています。
""",
    "ko": """면접자: 이 지역을 어떻게 설명하시겠습니까?
응답자: 말하기 어렵습니다. 일자리가 없어서 젊은 사람들은 떠나고, 남은 사람들은 점점 나이가 들어 갑니다.
면접자: 무엇이 바뀌어야 한다고 생각하십니까?
응답자: 주택과 도로가 필요합니다. 제 동생도 떠나려고 하지만 집과 이웃을 좋아해서 고민하고 있습니다.
""",
    "he": """מראיין: איך היית מתאר את האזור הזה?
מרואיין: קשה לומר. הצעירים עוזבים כי אין עבודה, ומי שנשאר הולך ומזדקן. את בית הספר סגרו בשנה שעברה.
""",
    "ar": """المحاور: كيف تصف هذه المنطقة؟
المجيب: من الصعب القول. الشباب يرحلون لأنه لا يوجد عمل، ومن يبقى يكبر في السن. أغلقت المدرسة في العام الماضي.
""",
    "th": """ผู้สัมภาษณ์: คุณจะอธิบายพื้นที่นี้อย่างไร
ผู้ตอบ: พูดยากนะ คนหนุ่มสาวย้ายออกไปเพราะไม่มีงานทำ ส่วนคนที่เหลืออยู่ก็แก่ขึ้นเรื่อยๆ โรงเรียนปิดไปเมื่อปีที่แล้ว
""",
    "vi": """H: Anh sẽ mô tả vùng này thế nào?
Đ: Khó nói lắm. Thanh niên bỏ đi vì không có việc làm, còn những người ở lại thì ngày càng già.
""",
}

_WESTERN = ("cp1252", "mac_roman", "cp850")
_CENTRAL = ("cp1250", "iso8859_2", "mac_latin2")
_CYRILLIC = ("cp1251", "mac_cyrillic")

ENCODINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "fi", "is"), _WESTERN),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "ro"), _CENTRAL),
    "tr": ("cp1254", "mac_turkish"),
    "ru": (*_CYRILLIC, "koi8_r", "cp866"),
    "uk": (*_CYRILLIC, "koi8_u"),
    "bg": (*_CYRILLIC, "cp866"),
    "el": ("cp1253", "mac_greek", "iso8859_7"),
    "zh": ("gb18030", "hz"),
    "zh-Hant": ("big5", "gb18030"),
    "ja": ("shift_jis", "euc_jp", "iso2022_jp"),
    "ko": ("euc_kr", "johab"),
    "he": ("cp1255",),
    "ar": ("cp1256", "mac_arabic"),
    "th": ("cp874",),
    "vi": ("cp1258",),
}
LENGTHS = (20, 50, 120, 250, 400)


def samples(code: str, length: int) -> list[str]:
    """Pieces of about that many characters out of the text of a language, from several of its words on."""
    text = TEXTS[code]
    starts = [0, *(found + 1 for found in range(len(text)) if text[found] in " \n，：、")]
    step = max(1, len(starts) // 12)
    return [text[start : start + length] for start in starts[::step] if start + length <= len(text) or not start]
