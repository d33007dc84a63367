"""People, organisations and places in English and German: titles, given names, legal forms, endings and contexts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.model.span import Span
from coder.privacy.found import Found
from coder.privacy.lexicon import GIVEN, PLAIN, THINGS, TOWNS
from coder.privacy.proposal import Kind


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻĽŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_CAP = rf"(?>[{_UP}](?:[\w]|['’-](?=[^\W\d_]{{2}})){{1,30}}+)"  # atomic: read one way only, in linear time
_INITIAL = rf"[{_UP}]\."
_PARTICLE = r"(?:von der|von dem|van der|van den|von|van|de la|de|del|da|dos|di|ten|ter|zu|al|bin|el)"
_GAP = r"[^\S\n]{1,2}"
_NAME = rf"{_CAP}(?:{_GAP}(?:{_INITIAL}|{_PARTICLE}|{_CAP})){{0,3}}"
_TITLE = (
    r"(?:Mrs?\.?|Ms\.?|Miss|Mx\.?|Sir|Dame|Lady|Lord|Madam|Professors?|Prof\.?|Doctor|Dr\.?|Herrn?|Hr\.|Frau"
    r"|Fr\.|Fräulein)"
)
_DEGREE = r"(?:(?:Dr|Prof|Dipl|Ing|med|phil|rer|nat|h\.c)\.?-?(?:[^\S\n]|(?<=\.)))"
_TITLED = re.compile(
    rf"(?<!\w){_TITLE}(?:{_GAP}(?:Dr\.?|Prof\.?|Doktor|Professorin|Professor)){{0,3}}{_GAP}({_PARTICLE}{_GAP})?"
    rf"(?P<name>{_NAME})"
)
_SEQUENCE = re.compile(
    rf"(?<![\w@./-])(?P<name>{_CAP}(?:{_GAP}(?:{_INITIAL}|(?:{_PARTICLE}{_GAP})?{_CAP})){{1,3}})(?![\w@])"
)
_INTRODUCED = re.compile(
    r"(?:[Mm]y name(?:['’]s| is)|[Ii](?:['’]m| am) called|[Cc]alls? (?:me|him|her)|(?:is|was|who is|he['’]s"
    r"|she['’]s) (?:called|named)"
    r"|[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Ee]r hei(?:ß|ss)t|[Ss]ie hei(?:ß|ss)t|hei(?:ß|ss)t|[Nn]ame(?:ns)?:?"
    r"|(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er) (?:colleague|boss|friend|wife|husband|brother|sister|partner|son|daughter"
    r"|neighbou?r|supervisor|manager|uncle|aunt|cousin|mentor|assistant|co-founder|cofounder)"
    r"|(?:[Mm]ein|[Uu]nser|[Ii]hr|[Ss]ein)(?:e[mnr]?)? (?:Kolleg(?:e|in|en)|Chefin|Chef|Freund(?:in)?|Mann|Frau"
    r"|Bruder|Schwester|Partner(?:in)?|Sohn|Tochter|Nachbar(?:in|n)?|Onkel|Tante|Vorgesetzter?|Mitgründer(?:in)?)"
    rf"),?{_GAP}(?P<name>{_NAME})"
)
_TALKED = re.compile(
    r"(?:(?:talked|spoke|spoken|talk|speak|met|meet|worked|work|studied|started|founded) (?:to|with)|told|asked"
    r"|ask|called|thanks to|thank|hired|married|introduced by|according to|met)"
    rf"{_GAP}(?P<name>{_CAP}(?:{_GAP}{_CAP})?)"
)
_FIRM = re.compile(
    rf"(?<![\w])(?P<name>{_CAP}(?:(?:{_GAP}(?:&|und|and|\+){_GAP}|{_GAP}|-){_CAP}){{0,4}})(?:{_GAP}"
    rf"(?:&{_GAP}Co\.?{_GAP})?|,{_GAP})"
    r"(?P<form>(?:GmbH(?: & Co\. KG)?|gGmbH|mbH|AG|SE|KGaA|KG|OHG|UG|e\.?[ ]?V\.|e\.?[ ]?G\.|Ltd\.?|Limited"
    r"|Inc\.?|Corp\.?|Corporation|LLC|LLP|plc|PLC|Co\.|S\.?A\.|B\.?V\.|N\.?V\.|Oy|AB|A/S|GbR))(?!\w)"
)
_BODY_WORD = (
    r"University|College|Institute|School|Academy|Hospital|Clinic|Bank|Foundation|Association|Society|Company"
    r"|Group|Holdings?|"
    r"Technologies|Technology|Systems|Solutions|Industries|Consulting|Partners|Ventures|Capital|Labs?"
    r"|Laboratory|Logistics|Motors|Airlines|Trust|Agency|Council|Museum|"
    r"Universität|Hochschule|Fachhochschule|Institut|Akademie|Klinikum|Klinik|Krankenhaus|Sparkasse|Stiftung"
    r"|Verein|Verband|Gymnasium|Werke|Verlag|Gruppe"
)
_BODY = re.compile(
    rf"(?<![\w])(?P<name>{_CAP}(?:{_GAP}{_CAP}){{0,3}}){_GAP}(?:{_BODY_WORD})(?!\w)(?:{_GAP}(?:of|for|in"
    rf"|für){_GAP}{_CAP}(?:{_GAP}{_CAP})?)?"
)
_BODY_OF = re.compile(
    rf"(?<![\w])(?:{_BODY_WORD})(?:{_GAP}(?:of|for|zu|für))?{_GAP}(?P<name>{_CAP}(?:[- ]{_CAP}){{0,2}})"
)
_JOINED = re.compile(
    rf"(?<![\w])(?P<name>[{_UP}][\w-]{{2,30}}?)-?(?i:werke|bank|universität|klinikum|klinik|stiftung|verlag"
    rf"|kasse|technik|elektronik|bau)(?!\w)"
)
_STREET = re.compile(
    rf"(?<![\w])(?:\d{{1,4}}[a-z]?,?{_GAP})?(?P<name>{_CAP}(?:{_GAP}{_CAP}){{0,2}}){_GAP}(?:Street|Road|Avenue"
    rf"|Lane|Drive|Square|Boulevard|Terrace|Crescent|Close)(?!\w)"
)
_STREET_DE = re.compile(
    rf"(?<![\w])(?:(?:{_CAP}|Am|An der|Zum|Zur|Im)(?:[ -]))?(?:[{_UP}][\w-]{{1,30}}?(?:straße|strasse|str\."
    rf"|gasse|allee|platz|damm|(?<!ä)ufer)|(?:Straße|Allee|Platz|Weg)(?=\s\d))(?:[^\S\n]\d{{1,4}}[a-z]?)?(?!\w)"
)
_HOUSE = re.compile(rf"(?<![\w])[{_UP}][\w-]{{2,30}}?(?:weg|ring|hof)[^\S\n]\d{{1,4}}[a-z]?(?!\w)")
_POSTCODE = re.compile(rf"(?<![\w])\d{{5}}{_GAP}(?P<name>{_CAP})")
_TOWN_END = re.compile(
    r"(?:burg|stadt|dorf|heim|hausen|furt|ingen|feld|hagen|kirchen|brück|brücken|münde|rode|leben|itz|ow|walde"
    r"|born|ton|ham|ford|bridge|shire|ville|bury|field|borough|chester|mouth|pool)$"
)
_WHERE = re.compile(
    r"(?:in|from|to|near|at|around|outside|aus|nach|bei|von|nahe|Richtung|village of|town of|city of|Stadt|Dorf"
    r"|Gemeinde|Ort)"
    rf"{_GAP}(?P<name>{_CAP}(?:[- ]{_CAP})?)(?![\w])"
)
# German nouns have capitals too: a place is what one lives, was born and works in.
_LIVED = re.compile(
    rf"(?:(?:[Kk]omme|[Kk]ommt|[Kk]am|stamme|stammt|stammen|ziehen|zogen|zog|gezogen|wohne|wohnt|wohnen|lebe"
    rf"|lebt|leben|geboren|aufgewachsen|[Ss]itz)"
    rf"(?: (?:jetzt|heute|damals|dann|hier))? (?:aus|in|nach|bei)|\d{{4}} in){_GAP}(?P<name>{_CAP}(?:-{_CAP})?)(?![\w])"
    rf"|(?<![\w])(?:in|aus|nach|bei){_GAP}(?P<before>{_CAP}(?:-{_CAP})?){_GAP}(?:geboren|aufgewachsen|gezogen"
    rf"|gewohnt|studiert|zur Schule)"
)
_PLACE_WORD = re.compile(
    rf"(?<![\w])(?P<name>{_CAP}(?:{_GAP}{_CAP})?){_GAP}(?:County|Valley|Township|Village|Bay|Beach|Heights"
    rf"|District)(?!\w)"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]['\"”’)]?\s{1,3}|\n\s{0,3}|[“\"„«(\[]|[—–-]\s)$")
_WORD = re.compile(r"[^\W\d_](?:[\w]|['’-](?=\w))*")
_LEGAL = re.compile(
    r"[\s,]+(?:&\s+Co\.?.*|GmbH.*|gGmbH|AG|SE|KGaA|KG|OHG|UG|e\.?\s?V\.|Ltd\.?|Limited|Inc\.?|Corp\.?"
    r"|Corporation|LLC|LLP|plc|PLC|Co\.|Company|Group|Holdings?)$"
)
TOLD_WORDS = _words("""
    The A An This That These Those My Our Your His Her Their We They He She It You In On At From To For And But
    Or So If When Where While After Before Because Since Yes No Well Oh Okay Then There Here What Who How Why
    Which As With By Of Also Maybe Perhaps Now Even Still Just Not Every Each All Some Many Most Both First
    Second Last Next Our
""") | _words("""
    Der Die Das Den Dem Des Ein Eine Einen Einem Einer Mein Meine Meinen Unser Unsere Ihr Ihre Sein Seine Ich
    Wir Sie Er Es Und Aber Oder In Im An Am Auf Aus Bei Beim Mit Nach Von Vom Zu Zum Zur Für Wenn Als Dann Da
    Dort Hier Ja Nein Also Herr Herrn Frau Dr Prof Was Wer Wie Warum Wo Alle Viele Manche Jeder Jede Diese
    Dieser Dieses Seit Ohne Gegen Über Unter Vor Nur Auch Noch Schon Jetzt Heute Gestern Firma Stadt Bei
""")


TITLES = _words("""
    Mr Mrs Ms Miss Mx Sir Dame Lady Lord Madam Professor Professorin Prof Doctor Doktor Dr Herr Herrn Hr Frau Fr
    Fräulein
""")


def heads(words: str) -> str:
    """What a person goes by: the last word, without a possessive."""
    last = re.split(r"\s+", words.strip())[-1]
    return re.sub(r"['’]s?$", "", last)


def core(words: str) -> str:
    """A firm without its legal form: ``Meyer & Söhne GmbH`` -> ``Meyer & Söhne``."""
    bare = _LEGAL.sub("", words)
    return bare if bare and bare not in PLAIN else words


def find(text: str, language: str) -> Iterator[Found]:
    """People, organisations and places; they may overlap."""
    yield from _bodies(text)
    yield from _places(text, language)
    yield from _people(text, language)


def _found(kind: Kind, text: str, start: int, end: int, head: str, reason: str, sure: bool = True) -> Found:
    words = text[start:end]
    bare = re.sub(r"['’]s?$", "", words)
    return Found(kind, Span(start, start + len(bare)), bare, head, reason, sure)


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins there, so that a capital says nothing."""
    return start == 0 or _SENTENCE_START.search(text, max(0, start - 8), start) is not None


def _plain(word: str) -> bool:
    return word.rstrip(".") in PLAIN or word in TOLD_WORDS or (word.rstrip(".").isupper() and len(word) < 4)


def _people(text: str, language: str) -> Iterator[Found]:
    german = language == "de"
    for match in _TITLED.finditer(text):
        start, end = match.span("name")
        end = start + len(_trimmed(match["name"], german))
        if end > start and not _plain(text[start:end]):
            yield _found(Kind.PERSON, text, match.start(), end, heads(text[start:end]), "title")
    for match in _INTRODUCED.finditer(text):
        words = _trimmed(match["name"], german=False)  # here German has both names as well
        words = " ".join(words.split()[:2]) if german else words
        if words and not _plain(words.split()[0]):
            yield _found(
                Kind.PERSON, text, match.start("name"), match.start("name") + len(words), heads(words), "introduced"
            )
    for match in _SEQUENCE.finditer(text):
        yield from _sequence(text, match, german)
    for match in _WORD.finditer(text):
        word = re.sub(r"['’]s?$", "", match.group())
        if word in GIVEN and not (german and word.endswith("s") and word[:-1] in GIVEN):
            yield _found(Kind.PERSON, text, match.start(), match.start() + len(word), word, "given name")
    if not german:
        for match in _TALKED.finditer(text):
            words = match["name"]
            if not any(_plain(word) for word in words.split()) and words not in TOWNS:
                yield _found(Kind.PERSON, text, match.start("name"), match.end("name"), heads(words), "spoken of")


def _trimmed(name: str, german: bool) -> str:
    """A name after a title: no more words than names have; of German, where nouns have capitals too, given names
    and one more, unless a particle or initial leads on.
    """
    words = name.split()
    kept: list[str] = []
    for word in words:
        low = word[0].islower() or word.endswith(".")
        if kept and not low and _plain(word):
            break
        full = [one for one in kept if one[0].isupper() and not one.endswith(".")]
        if (
            german
            and full
            and full[-1] not in _GIVEN_BEHIND_TITLES
            and not kept[-1][0].islower()
            and not word.endswith(".")
        ):
            break
        if len(full) >= 3:
            break
        kept.append(word)
    while kept and kept[-1][0].islower():
        kept.pop()
    end = 0
    for word in kept:
        end = name.index(word, end) + len(word)
    return name[:end]


def _sequence(text: str, match: re.Match[str], german: bool) -> Iterator[Found]:
    """Two capitalised words or more: a person if a given name leads, or, in English, if nothing speaks against it."""
    start, words = match.start(), match["name"].split()
    at = start
    while words and (words[0] in TOLD_WORDS or words[0].rstrip(".") in PLAIN):
        at = text.index(words[0], at) + len(words[0])
        words = words[1:]
    if len(words) < 2:
        return
    first = text.index(words[0], at)
    given = next((number for number, word in enumerate(words[:-1]) if word in GIVEN), None)
    if given is not None:
        kept = _trimmed(" ".join(words[given:]), german).split() if german else words[given:]
        kept = [word for number, word in enumerate(kept) if not (number and _plain(word))]
        begin = text.index(words[given], first)
        end = begin
        for word in kept:
            end = text.index(word, end) + len(word)
        if len(kept) > 1:
            yield _found(Kind.PERSON, text, begin, end, heads(text[begin:end]), "given name")
    elif (
        not german
        and not any(_plain(word) or word in TOWNS or word in THINGS for word in words)
        and not _begins(text, start)
    ):
        yield _found(Kind.PERSON, text, first, match.end(), heads(text[first : match.end()]), "capitals")


def _bodies(text: str) -> Iterator[Found]:
    for match in _FIRM.finditer(text):
        start = _leading(text, match.start("name"), match.end("name"))
        if start is not None:
            yield _found(Kind.ORGANISATION, text, start, match.end(), core(text[start : match.end()]), "legal form")
    for match in _BODY.finditer(text):
        start = _leading(text, match.start("name"), match.end("name"))
        if start is not None:
            yield _found(Kind.ORGANISATION, text, start, match.end(), text[start : match.end()], "kind of body")
    for match in _BODY_OF.finditer(text):
        if not _plain(match["name"].split()[0]):
            yield _found(Kind.ORGANISATION, text, match.start(), match.end(), match.group(), "kind of body")
    for match in _JOINED.finditer(text):
        if match["name"].rstrip("-") in TOWNS or "-" in match.group():
            yield _found(Kind.ORGANISATION, text, match.start(), match.end(), match.group(), "kind of body")


def _leading(text: str, start: int, end: int) -> int | None:
    """Where the name begins behind "The", "Our" and the like; None if nothing is left."""
    for match in _WORD.finditer(text, start, end):
        if match.group() not in TOLD_WORDS:
            return match.start()
    return None


def _places(text: str, language: str) -> Iterator[Found]:
    german = language == "de"
    for pattern in (_STREET_DE, _HOUSE) if german else (_STREET,):
        for match in pattern.finditer(text):
            words = match.group()
            if german and (words.casefold() in _NO_STREETS or words.split()[0] in _NO_STREETS):
                continue
            yield _found(Kind.PLACE, text, match.start(), match.end(), words, "street")
    for match in _POSTCODE.finditer(text):
        yield _found(Kind.PLACE, text, match.start("name"), match.end("name"), match["name"], "postcode")
    for match in _WORD.finditer(text):
        word = re.sub(r"['’]s?$", "", match.group())
        if word in TOWNS or (german and word.endswith("s") and word[:-1] in TOWNS):
            end = match.start() + len(word) - (word not in TOWNS)
            sure = word not in (
                "Essen",
                "Halle",
                "Hagen",
                "York",
                "Phoenix",
                "Herne",
                "Linz",
                "Porto",
                "Ulm",
            ) or _names_place(text, match.start())
            yield _found(Kind.PLACE, text, match.start(), end, text[match.start() : end], "town", sure)
    for match in _PLACE_WORD.finditer(text):
        if not _plain(match["name"].split()[0]):
            yield _found(Kind.PLACE, text, match.start(), match.end(), match.group(), "kind of place")
    for match in _LIVED.finditer(text) if german else ():
        words = match["name"] or match["before"]
        if not _plain(words.split("-")[0]) and words not in GIVEN and words.casefold() not in _NO_TOWNS:
            begin = match.start("name" if match["name"] else "before")
            yield _found(Kind.PLACE, text, begin, begin + len(words), words, "lived in")
    for match in _WHERE.finditer(text):
        words = match["name"]
        if match.start() and text[match.start() - 1].isalnum():
            continue
        if german or " " in words:
            words = words.split()[0].split("-")[0] if german and " " in words else words
        if any(_plain(word) or word in THINGS for word in words.split()) or words.split()[0] in GIVEN:
            continue
        if sum(character.isupper() for character in words) > 2:  # an abbreviation: TNCs
            continue
        ends = _TOWN_END.search(words) is not None
        if (german and ends and words.casefold() not in _NO_TOWNS) or (
            not german
            and match.group().startswith(("in ", "from ", "near ", "village", "town", "city", "outside", "around"))
        ):
            begin = match.start("name")
            yield _found(Kind.PLACE, text, begin, begin + len(words), words, "place", ends or not german)


def _names_place(text: str, start: int) -> bool:
    return re.search(r"(?:in|aus|nach|bei|from|near|to|bis|Stadt)\s$", text[max(0, start - 8) : start]) is not None


# Given names that are words, too: they are names behind a title only.
_GIVEN_BEHIND_TITLES = GIVEN | _words("""
    Ernst August Max Christian Leo Mark Rose Wolf Engel Wolfram Falk Heiner Jost Ekkehard Ortwin Volkmar Traugott
    Gottlieb Leberecht Karlheinz Heidemarie Roselinde Viola Linde Flora
""")
_NO_STREETS = _words("""
    Straße straße arbeitsplatz marktplatz spielplatz parkplatz sportplatz flughafen bauplatz stellplatz
    hauptstraße studienplatz ausbildungsplatz einbahnstraße landstraße Arbeitsplatz Parkplatz Marktplatz
""")
_NO_TOWNS = _words("""
    innenstadt altstadt großstadt kleinstadt hauptstadt vorstadt heimatstadt dorf stadt heim daheim umfeld
    arbeitsfeld praxisfeld handlungsfeld forschungsfeld vorfeld besitz sitz umsitz altersheim pflegeheim
    wohnheim studentenwohnheim teil geheim krankenhausen erfahrungen neustadt zukunft rente armut angst freiheit
    deutschland europa berufung zeiten ordnung sicherheit miete familie
""")
