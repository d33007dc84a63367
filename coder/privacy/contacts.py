"""Addresses and numbers that lead to a person, in any language: e-mail, phone, ids, links, handles, dates of birth.

Every pattern is of bounded length, so that no text takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.model.span import Span
from coder.privacy.found import Found
from coder.privacy.proposal import Kind

_NO_WORD = r"(?<![A-Za-z0-9ÄÖÜäöüß])"
_LATIN = "A-Za-z0-9À-ÖØ-öø-ɏ\u0300-\u036f"  # addresses may have umlauts, composed or not; Chinese words go up to them
_RULES: tuple[tuple[Kind, re.Pattern[str], str], ...] = (
    (
        Kind.EMAIL,
        re.compile(rf"(?<![{_LATIN}_.+-])[{_LATIN}._%+-]{{1,64}}@(?:[{_LATIN}-]{{1,63}}\.){{1,5}}[{_LATIN}]{{2,24}}"),
        "e-mail",
    ),
    (
        Kind.EMAIL,
        re.compile(
            rf"(?<![{_LATIN}_.+-])[{_LATIN}._-]{{2,40}} ?[\[(](?:at|ät)[\])] ?[{_LATIN}-]{{2,40}} ?(?:\.|[\[(](?:dot"
            rf"|punkt)[\])]) ?[A-Za-z]{{2,12}}"
        ),
        "e-mail, spelled",
    ),
    (
        Kind.URL,
        re.compile(r"(?:https?://|www\.)[^\s<>\"'“”（）()，。；、]{3,400}[^\s<>\"'“”（）()，。；、.,;:!?]"),
        "link",
    ),
    (
        Kind.URL,
        re.compile(
            r"(?<![A-Za-z0-9_@.])(?:linkedin|facebook|instagram|twitter|x|weibo|xing|github|tiktok)\.com/[\w./-]{1,80}"
        ),
        "link",
    ),
    (Kind.HANDLE, re.compile(r"(?<![A-Za-z0-9_@.])@[A-Za-z_][\w.]{1,38}\w"), "handle"),
    (
        Kind.HANDLE,
        re.compile(r"(?<![A-Za-z0-9_#&/.])#(?![0-9A-Fa-f]{6}(?!\w))[A-Za-z_][A-Za-z0-9_.]{1,38}[A-Za-z0-9_]"),
        "handle",
    ),
    (
        Kind.HANDLE,
        re.compile(r"(?:微信号?|WeChat(?: ID)?|QQ号?|Telegram|Skype)(?:是|为|ist|is)?[ :：]{1,3}([A-Za-z0-9_-]{5,30})"),
        "messenger",
    ),
    (
        Kind.ID,
        re.compile(_NO_WORD + r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"),
        "IBAN",
    ),
    (
        Kind.ID,
        re.compile(r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"),
        "identity card",
    ),
    (
        Kind.ID,
        re.compile(
            r"(?:[Pp]assport|[Rr]eise[Pp]ass|[Pp]ersonalausweis|[Aa]usweis|护照|身份证|通行证)"
            r"(?:(?:-| )?(?:[Nn]umber|[Nn]o\.?"
            r"|[Nn]ummer|[Nn]r\.?)|号码?)?"
            r"(?: is| ist| lautet|是|为)?[ :：]{0,3}([A-Z0-9]{6,18})(?![A-Za-z0-9])"
        ),
        "passport or identity card",
    ),
    (
        Kind.ID,
        re.compile(
            r"(?:[Tt]ax (?:ID|number|no\.?)|TIN|VAT(?: ID| number)?|[Ss]teuer(?:-?ID|nummer|identifikationsnummer)"
            r"|USt-IdNr\.?|税号|纳税人识别号|"
            r"[Ss]ocial [Ss]ecurity [Nn]umber|SSN|[Nn]ational [Ii]nsurance [Nn]umber|[Ss]ozialversicherungsnummer"
            r"|社保号)"
            r"(?: is| ist| lautet|是|为)?[ :：]{0,3}([A-Z0-9](?:[A-Z0-9]|[ /-](?=[A-Z0-9])){5,24})(?![A-Za-z0-9])"
        ),
        "tax or insurance number",
    ),
    (Kind.ID, re.compile(_NO_WORD + r"\d{3}-\d{2}-\d{4}(?!\d)"), "social security number"),
    (
        Kind.ID,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Za-z0-9])"
        ),
        "licence plate",
    ),
    (Kind.ID, re.compile(_NO_WORD + r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?(?![A-Za-z0-9])"), "licence plate"),
    (
        Kind.ID,
        re.compile(
            r"(?:[Ll]icen[cs]e plate|[Pp]late(?: number)?|[Kk]ennzeichen|车牌号?码?)"
            r"(?: is| ist| lautet|是|为)?[ :：]{0,3}"
            r"([A-Z0-9](?:[A-Z0-9]|[ -](?=[A-Z0-9])){3,9})(?![A-Za-z0-9])"
        ),
        "licence plate",
    ),
    (
        Kind.BIRTH,
        re.compile(
            r"(?:[Bb]orn(?: on)?(?: the)?|[Bb]irthday(?: is)?(?: on)?|[Dd]ate of birth|DOB|[Gg]eboren(?: am)?"
            r"|[Gg]eburts(?:tag|datum)(?: ist)?(?: der| am)?|geb\.|出生于|生日是?|出生日期|生于)"
            r"[ :：]{0,3}(\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]{2,8}[ ,]{1,2}\d{4}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd"
            r"|rd|th)?,? \d{4}"
            r"|\d{1,2}\. ?(?:\d{1,2}\.|[A-ZÄ][a-zä]{2,8}) ?\d{4}|\d{4}年\d{1,2}月\d{1,2}[日号]"
            r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
        ),
        "date of birth",
    ),
    (
        Kind.BIRTH,
        re.compile(
            r"(?<!\d)(\d{1,2}\. ?(?:\d{1,2}\.|[A-ZÄ][a-zä]{2,8}) ?\d{4})(?=(?: in [^\W\d_][\w-]{1,30})? geboren)"
        ),
        "date of birth",
    ),
    (Kind.BIRTH, re.compile(r"\d{4}年\d{1,2}月\d{1,2}[日号](?=出?生)"), "date of birth"),
)
_PHONE = re.compile(r"(?<![A-Za-z0-9_.])(?:\+|00)?\(?\d(?:[\d()]|[ /.-]{1,3}(?=[\d(])){6,19}\d(?![A-Za-z0-9]|[.,]\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_SAID = re.compile(
    r"(?:phone|mobile|call|tel|number|fax|telefon|handy|mobil|nummer|erreich|ruf|电话|手机|号码|座机|拨打|致电)[^\n]{0,40}$",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4} ?[-–] ?\d{4}")


def find(text: str) -> Iterator[Found]:
    """Everything of this sort in a text."""
    for kind, pattern, reason in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 0)
            yield Found(kind, Span(start, end), text[start:end], text[start:end], reason)
    for match in _MOBILE.finditer(text):
        yield Found(Kind.PHONE, Span(*match.span()), match.group(), match.group(), "phone")
    for match in _PHONE.finditer(text):
        words = match.group()
        digits = sum(character.isdigit() for character in words)
        dialled = words.startswith(("+", "00", "(0", "0")) and any(ch in words for ch in "+ /-()")
        told = _SAID.search(text, max(0, match.start() - 48), match.start()) is not None
        if 7 <= digits <= 15 and (dialled or told) and _DATE.fullmatch(words) is None:
            yield Found(Kind.PHONE, Span(*match.span()), words, words, "phone")
