"""What English, German and Chinese do: abbreviations, ordinals, words that open sentences, words of a listener."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Conventions:
    """How to read a full stop in one language; abbreviations stand in lower case without their last stop.

    ``attached`` always lean on the next word ("Dr."); ``abbreviations`` may end a sentence, which shows in a next word
    of ``openers``: words that are capitalised only at the start of a sentence. ``numbered`` are abbreviations only
    before a number ("No. 5"). ``endings`` make abbreviations of longer words ("Hauptstr."). ``ordinals``: a stop after
    a short number makes it an ordinal. ``nouns_capital``: an upper-case letter alone is no sign of a new sentence.
    ``always_capital`` is no sign either ("I... I know").
    """

    attached: frozenset[str]
    abbreviations: frozenset[str]
    openers: frozenset[str]
    numbered: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    always_capital: frozenset[str] = frozenset()
    ordinals: bool = False
    nouns_capital: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EN = Conventions(
    attached=_set("dr mr mrs ms mx messrs prof e.g i.e vs cf viz approx eg ie"),
    abbreviations=_set(
        "etc inc ltd co corp llc plc bros jr sr al ca est resp incl excl ave blvd rd bldg min mins max sec secs hrs yrs"
        " wks gen sen rep gov capt col lt sgt rev hon st mt ft lb lbs oz fig figs eq eqs ch chs pp ed eds vol vols dept"
        " univ assoc govt intl misc ibid jan feb aug sept oct nov dec"
    ),
    openers=_set(
        "The This That These Those There Then They We You He She It And But So Or If When While In On At As For From"
        " With To By Of Our My Your His Her Their Its What Why How Who Where Which Because Although Though However Now"
        " Well Yes Yeah No Not Maybe Perhaps Also After Before Since Until Some Many Most All Every Each One Both"
        " Another Here Today Still Even Only Just Let Do Does Did Is Are Was Were Have Has Had Can Could Would Should"
        " Nobody Nothing Everybody Everyone Everything Somebody Someone Something Once Otherwise Sometimes Usually"
        " Honestly"
    ),
    numbered=_set("no nos p art para"),
    always_capital=_set("I I'm I've I'd I'll I’m I’ve I’d I’ll"),
)

_DE = Conventions(
    attached=_set(
        "dr prof dipl ing hr fr frl st z.b d.h i.d.r bzw ca nr vgl evtl ggf ggfs inkl einschl exkl zzgl abzgl sog bspw"
        " gem lt abb tab kap bd vs mind hrsg fa gebr bzgl ggü insb insbes allg ehem eigtl urspr entspr versch"
    ),
    abbreviations=_set(
        "usw usf uvm etc str tel mio mrd tsd std sek jh jhd jhdt art abs resp geb gest verh gegr univ max min zit u.a"
        " u.ä o.ä u.v.m v.a u.u s.o s.u z.t i.e e.g co abt med phil rer nat jur habil kath evang mo di mi sa jan feb"
        " aug sept okt nov dez"
    ),
    endings=("str",),
    openers=_set(
        "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Es Er Sie Wir Ihr Ich Man Und Aber Oder Denn Dann Da Dort"
        " Hier Jetzt Heute Also So Wenn Weil Als Ob Dass Was Wer Wie Wo Warum Woher Nein Ja Nicht Nichts Kein Keine"
        " Keiner In Im Am An Auf Aus Bei Beim Mit Nach Von Vom Vor Zu Zum Zur Für Über Unter Um Durch Ohne Gegen Seit"
        " Bis Doch Nun Na Naja Natürlich Deshalb Deswegen Danach Damals Dabei Daher Dafür Dagegen Damit Darum Daran"
        " Darauf Davon Dazu Außerdem Trotzdem Vielleicht Manche Manchmal Viele Alle Alles Jeder Jede Jedes Jemand"
        " Niemand Diese Dieser Dieses Mein Meine Unser Unsere Ihre Sein Seine Hat Haben Ist Sind War Waren Wird Mal"
        " Eigentlich Genau Irgendwann Irgendwie Gerade Früher Später Zuerst Allerdings Immerhin Jedenfalls Sondern"
        " Obwohl Während Solange Seitdem"
    ),
    ordinals=True,
    nouns_capital=True,
)

# What somebody says who listens and does not take the floor, in any language; Chinese words by their characters.
BACKCHANNELS = _set(
    "mhm mh hm hmm mm mmm uh huh uh-huh mm-hmm mhmm aha ah oh okay ok okey yes yeah yep yup right sure good great wow"
    " really interesting exactly i see go on of course all no nope true indeed absolutely"
    " ja jaja jo genau gut klar stimmt richtig ach achso so verstehe interessant nein nee nö eben sicher natürlich"
    " 嗯 哦 噢 喔 对 對 是 的 好 啊 呃 唔 行 哈 呀 恩"
)

_OTHER = Conventions(_EN.attached | _DE.attached, _EN.abbreviations | _DE.abbreviations, _EN.openers | _DE.openers)

_KNOWN = {"en": _EN, "de": _DE}


def base(language: str) -> str:
    """The language without script or region: ``zh-Hant`` and ``zh_TW`` are ``zh``."""
    return language.replace("_", "-").partition("-")[0].lower()


def conventions(language: str) -> Conventions:
    """The conventions of a language; other languages, Chinese ones included, take what English and German share."""
    return _KNOWN.get(base(language), _OTHER)
