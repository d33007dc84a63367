"""What languages look like that are still found in files older than UTF-8: letters beyond ASCII, frequent words.

Only what tells one reading of a byte from another: the letters a language adds to a-z (lower case), and small words
that every few sentences hold. By language code; a language belongs to the encodings that were made for it.
"""

from __future__ import annotations

from dataclasses import dataclass

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


@dataclass(frozen=True, slots=True)
class Language:
    """Letters beyond ASCII that are frequent, others that occur in names and loan words, and the small words."""

    letters: frozenset[str]
    others: frozenset[str]
    words: frozenset[str]


def _language(letters: str, words: str, others: str = "") -> Language:
    return Language(frozenset(letters), frozenset(others), frozenset(words.split()))


LANGUAGES = {
    "en": _language(
        "éï",
        """the and of to that is it you for we with they are not but have this from be very there what my our your about
        think because would in on at i was as so do if or an can had has when how more people were he she his her""",
        "èêëàçöüäñáíóô",
    ),
    "de": _language(
        "äöüß",
        """der und das ist nicht ich wir ein eine zu den mit auch auf es sie sich von dem für aber wenn dass oder sind
        haben noch wie bei die in an was man hier so da war über können würde habe als im schon dann ja nur""",
        "éèàçâêôáëïñ",
    ),
    "fr": _language(
        "éèàêçùâîôûëïœ",
        """le la les de des et est un une que qui pas je nous vous il elle on dans pour sur avec ce mais plus ne au du
        en à ça été c'est ont sont tout bien comme très où même aussi y a se par était""",
        "üöäæÿñáíó",
    ),
    "es": _language(
        "áéíóúñ",
        """el la los las de que y en un una es no por con para se lo como más pero su al del me mi muy ya nos hay son
        está también porque cuando todo si sí le esto qué""",
        "üçàèïòö",
    ),
    "pt": _language(
        "áãàâéêíóõôúç",
        """o a os as de que e em um uma é não por com para se do da no na mais mas ao dos das muito já também porque
        quando nós são está foi tem isso eu como""",
        "üöñèòïî",
    ),
    "it": _language(
        "àèéìòù",
        """il la le di che e in un una è non per con si lo come più ma del della sono ci mi anche perché quando io noi
        questo molto ha ho da al nel gli i""",
        "âêîôçüöäáíóúñ",
    ),
    "nl": _language(
        "éëïè",
        """de het een en van is dat niet ik we wij in op te voor met zijn maar ook er aan hier wat als die dit naar bij
        heel meer want om je heeft hebben""",
        "öüäóáíúêçàôâñ",
    ),
    "sv": _language(
        "åäö",
        """och att det är en ett som på av för med inte vi jag har den de till om men så här var kan från när mycket
        också man eller då""",
        "éüæøàèáíó",
    ),
    "da": _language(
        "æøå",
        """og at det er en et som på af for med ikke vi jeg har den de til om men så her var kan fra når meget også man
        eller da der""",
        "éüöäóòôèêáí",
    ),
    "fi": _language(
        "äö",
        """ja on ei se että en me hän mutta kun niin oli ole ovat meillä tämä sitä myös kuin jos täällä nyt paljon
        olemme minä hyvin vain""",
        "åéüõšž",
    ),
    "is": _language(
        "áðéíóúýþæö",
        """og að er það í á við ekki en sem var til um með ég við hér hafa því þetta líka mjög eru þau fyrir""",
        "üåøä",
    ),
    "pl": _language(
        "ąćęłńóśźż",
        """i w nie na się że to z do jest jak ale po co tak za od są mnie jestem było bardzo tu tutaj my już tylko
        dla przez też czy bo ma""",
        "éèöüäáčšžçàí",
    ),
    "cs": _language(
        "áčďéěíňóřšťúůýž",
        """a se v na je že to s z do i o ale jak tak by co jsme jsem byl bylo jsou tady který pro po už jen velmi
        když nebo ne i tu""",
        "öüäłńśżľĺŕôőű",
    ),
    "sk": _language(
        "áäčďéíľĺňóôŕšťúýž",
        """a sa v na je že to s z do i o ale ako tak by čo sme som bol bolo sú tu ktorý pre po už len veľmi keď alebo
        nie aj""",
        "öüěřůőűłżśń",
    ),
    "hu": _language(
        "áéíóöőúüű",
        """a az és hogy nem is egy van de ez meg itt csak mint már volt nagyon ha vagy mert még azt el lehet nekünk
        ezt aki ami""",
        "äčšžćđôîâăţşçñ",
    ),
    "hr": _language(
        "čćđšž",
        """i je u da se na to ne za su od što ali kao mi smo ovdje nije bilo bi ili jako kako s sa iz koji sve još
        samo jer ima""",
        "éöüäáőűń",
    ),
    "sl": _language(
        "čšž",
        """in je v da se na to ne za so ki pa kot mi smo tukaj ni bilo bi ali zelo kako s z iz tudi še samo ker ima""",
        "ćđéöüäáò",
    ),
    "ro": _language(
        "ăâîşţșț",
        """şi și de la în nu că o un cu pe este sunt ce mai dar a am au ca se din pentru noi aici foarte care când
        fost să nu""",
        "éöüáíőóçèà",
    ),
    "tr": _language(
        "çğıöşüi\u0307",
        """ve bir bu da de için çok ama ile ne o biz ben var yok daha gibi olarak değil burada sonra kadar her olan
        mi diye şey""",
        "âîûéäß",
    ),
    "lt": _language(
        "ąčęėįšųūž", "ir kad yra ne į iš su bet tai kaip mes čia labai o jau tik buvo apie už jie", "öüäłó"
    ),
    "lv": _language("āčēģīķļņšūž", "un ir ka ne uz no ar bet tas kā mēs šeit ļoti es jau tikai bija par tad", "ōŗöüä"),
    "et": _language("äöõüšž", "ja on ei et see ta ma me aga kui ka siin väga oli oma mis nii veel olen meil", "åé"),
    "ru": _language(
        _CYRILLIC + "ё",
        """и в не на я что с он это как у мы по но к а так за из от есть вы все очень было то для же бы о нас здесь
        когда уже только или они""",
        "іїєґ",
    ),
    "uk": _language(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        """і в не на я що з він це як у ми по але до а так за від є ви все дуже було то для ж би про нас тут коли
        вже тільки або та""",
        "ыэёъ",
    ),
    "bg": _language(
        _CYRILLIC,
        """и в не на аз че с той това как у ние по но към а така за от е са вие все много беше то да се ни тук
        когато вече само или има""",
        "ѝыэ",
    ),
    "sr": _language(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        """и у не на је да се то за су од што али као ми смо овде није било би или веома како с са из који све још
        само јер""",
        "ёйыэюя",
    ),
    "el": _language(
        "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
        """και το να η ο του της με που για είναι δεν τα στο θα από την τον μας εδώ στην πολύ ότι οι ένα μια αλλά
        ήταν αυτό έχει σε""",
    ),
    "he": _language("אבגדהוזחטיךכלםמןנסעףפץצקרשת", "של את לא זה על הוא גם אני יש כי אבל היה עם כל מה אנחנו כמו כאן"),
    "ar": _language(
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", "في من على أن لا ما هذا إلى كان هذه مع عن أو لأنه نحن هو هنا كل بعد"
    ),
}

_CENTRAL = ("pl", "cs", "sk", "hu", "hr", "sl", "ro", "de")
_WESTERN = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "fi", "is")
_SLAVIC = ("ru", "uk", "bg", "sr")

# Which languages are met in which encoding, and how much a reading counts: what has become rare needs better reasons.
SINGLE_BYTE: dict[str, tuple[float, tuple[str, ...]]] = {
    "cp1252": (1.0, _WESTERN),
    "mac_roman": (0.8, _WESTERN),
    "cp850": (0.7, _WESTERN),
    "cp1250": (1.0, _CENTRAL),
    "iso8859_2": (0.9, _CENTRAL),
    "mac_latin2": (0.7, _CENTRAL),
    "cp1251": (1.0, _SLAVIC),
    "koi8_r": (0.9, ("ru",)),
    "koi8_u": (0.9, ("uk",)),
    "cp866": (0.8, ("ru", "bg", "uk")),
    "mac_cyrillic": (0.7, _SLAVIC),
    "cp1253": (1.0, ("el",)),
    "mac_greek": (0.7, ("el",)),
    "cp1254": (1.0, ("tr",)),
    "mac_turkish": (0.7, ("tr",)),
    "cp1255": (1.0, ("he",)),
    "cp1256": (1.0, ("ar",)),
    "cp1257": (1.0, ("lt", "lv", "et")),
}

# The characters that any Chinese, and the syllables that any Korean, text of some length holds.
FREQUENT = {
    "gb18030": frozenset(
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种"
        "事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第"
        "公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回"
        "，。：？！、；“”"
    ),
    "big5": frozenset(
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種"
        "事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第"
        "公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回"
        "，。：？！、；「」"
    ),
    "cp949": frozenset(
        "이다는을의가에고하지도한로서사기자아어리그나대니인것들요를은시있해라일면여정우만습스보으게거제"
    ),
}
