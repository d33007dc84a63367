"""People, organisations and places in Chinese: family names, titles, and what names of bodies and places end in.

There are no blanks to tell where a name begins. It is taken to begin after a word that cannot be part of one (在, 的,
和, punctuation), and a person's only with a family name; what that takes too much, the researcher sees in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.formats.vocabulary import FAMILY_NAMES
from coder.model.span import Span
from coder.privacy.found import Found
from coder.privacy.lexicon import PROVINCES_ZH, TOWNS_ZH
from coder.privacy.proposal import Kind

_FAMILY = (
    "".join(sorted(FAMILY_NAMES))
    + "于余任何崔戴夏石熊金程史陶贺顾毛江康邱秦尹段雷侯白常武乔赖龙文万方易莫孔向汤黎严施温洪季骆骆"
    + "許許羅陸钱錢孙林高马馬许"
)
_DOUBLE = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯")
_SURNAME = rf"(?:{'|'.join(_DOUBLE)}|[{_FAMILY}])"
_TITLE = (
    "总经理|副总经理|副总裁|总裁|董事长|总监|经理|主任|教授|副教授|老师|博士|先生|女士|小姐|太太|夫人|"
    "工程师|工|院长|校长|局长|处长|科长|部长|"
    "市长|镇长|村长|县长|书记|会长|所长|秘书长|"
    "主席|老板|师傅|同志|同学|医生|律师|会计|厂长|店长|组长|队长|行长|师兄|师姐|阿姨|叔叔|大爷|大姐|大哥|总"
)
# What a given name does not consist of: words of speech that follow a family name or title.
_NO_GIVEN = (
    "我你您他她它们这那的是了说就也都很不没在有要会能可以为和与跟对把被让给从到向于及或但而且所因如果什么"
    "怎吗呢吧啊先总经教主老师博工处科局院校书会董监裁女夫太小同医律厂店组队行去来叫做个一二三四五六七八九十两"
)
_GIVEN = rf"[^\W\d_A-Za-z{_NO_GIVEN}]"
# 李小红: 小 begins a given name unless it begins a word (小姐, 小时, 小学).
_NAMED = rf"(?:小(?![姐时学组区镇村孩朋型企微说米麦]){_GIVEN}|{_GIVEN}{{1,2}})"
_CIVIL = "先生|女士|小姐|太太|夫人|老师|教授|博士|经理|主任|老板|师傅|厂长|书记|院长|校长"
_TITLED = re.compile(
    rf"(?<!谢)(?!谢谢)(?P<name>{_SURNAME}(?:{_GIVEN}{{0,2}}?|小{_GIVEN}))(?P<title>{_TITLE})"
    rf"(?:(?<={_CIVIL})|(?![一-鿿]?[理统是体结之而公]))"
)
_FAMILIAR = re.compile(
    rf"(?<![一-鿿])(?:[老小阿])(?P<name>[{_FAMILY}])(?![一-鿿]{{0,1}}[板师时学])|(?<=[和跟叫找问是给请让对，。])[老小阿]"
    rf"(?P<after>[{_FAMILY}])(?=[，。！？、说去来在是就也都他她的和跟和])"
)
_INTRODUCED = re.compile(
    rf"(?:我叫|名叫|叫做|叫|名字是|我是|姓名[:：]?|同事|朋友|爱人|丈夫|妻子|老板|老师|合伙人"
    rf"|创始人|学生|导师|邻居|哥哥|姐姐|弟弟|妹妹|儿子|女儿|经理|主任|总经理|董事长|教授)"
    rf"(?P<name>{_SURNAME}{_NAMED})(?=[，。！？、,.!?；：:\s”」）)说去来在是就也都的和跟负告给从做带教]|$)"
)
_WHOLE = re.compile(rf"{_SURNAME}(?:{_NAMED}|{_GIVEN}{{0,2}}(?:{_TITLE}))")
_CURATED = "".join(sorted(FAMILY_NAMES)) + "林许许錢钱崔戴贾夏"
_BEFORE = "，。！？、；：:“「（和跟与由找问请给让对被把是为后来时候有叫及如像"
_AFTER = "，。！？、,；：:”」）说告负带也就是和跟去来在的帮介给找做管教从对把被让当总都还又能会"
_PLAIN = re.compile(
    rf"(?:(?<=[{_BEFORE}\s])|^)(?P<name>(?:{'|'.join(_DOUBLE)}|[{_CURATED}]){_NAMED})"
    rf"(?=[{_AFTER}\s]|是(?:我|他|她|一[个位名])|$)",
    re.MULTILINE,
)
_STOP = (
    "在的和与跟是到去从给对把被让由于及或但了着过我你您他她它们这那有个家就也都很不为向"
    "叫做进入当于前后时候，。！？、；：:“”「」（）()\\s"
)
_BODY = re.compile(
    rf"(?P<name>[^\W{_STOP}]{{2,16}}?)(?:股份有限公司|有限责任公司|有限公司|分公司|子公司|集团公司|公司|集团|大学|学院|研究院|研究所"
    rf"|实验室|银行|医院|中学|小学|协会"
    rf"|基金会|商会|委员会|事务所|出版社|报社|科技园|工业园|高新区|开发区|孵化器|工厂|厂)(?![家商长房])"
)
# Words of firms in which a character stands that no name goes across elsewhere.
_WITHIN = (
    "华为|美的|进出口|家具|家居|家电|家纺|家园|国家|万家|有色|有机|有线|"
    "时代|时尚|前程|前沿|向阳|不锈钢|不动产|对外|后勤|先进"
)
_FIRM = re.compile(
    rf"(?P<name>(?:{_WITHIN}|[^\W{_STOP}]){{2,16}}?)(?:集团)?(?:股份)?有限(?:责任)?公司"
    r"(?:[^\W的在和与]{2,6}?分公司)?"
)
_PLACE = re.compile(
    rf"(?P<name>[^\W{_STOP}]{{1,6}}?)(?P<end>特别行政区|自治区|自治州|省|市|县|区|镇|乡|村|街道|街|路|大道"
    rf"|巷|小区|胡同)(?:\d{{1,5}}号)?"
    rf"(?![场民长政别域内外间面边上线过口径由])"
)
_TOWN = re.compile("|".join(sorted(TOWNS_ZH | PROVINCES_ZH, key=len, reverse=True)))
_NO_BODY = re.compile(
    r"^(?:[这那我你他每各全本该某一几两多大小新老个家些种其好国外中央民私营有上下整任何别合资子分母跨总]|很多|什么|其他|一些|科技|技术|互联网|软件|制造|贸易|创业|上市|民营|国有|外资|合资|跨国"
    r"|初创|高新技术|创新|建筑|设计|中国|我国|读|上|念|考|毕业|商业|会儿|别人|自己|隔壁|依赖|专利|出来|说|敢|全靠|国家|地方|省级|重点|名牌|理工)+$"
)
_NO_PLACE = re.compile(
    r"^(?:[人年没这那我你他每各全本该某一几两多大小新老个城都门超夜菜股楼房市农乡山街道路马铁公思一条出网线高社地园景校片郊灾住商工业居民老新区]|很多|什么|其他|上|下|农|城|开发|高新|而且|可能|周边|隔壁|整条|靠|邻|满|星期|三四线|社区|地区|郊区|山区"
    r"|市区|校区|园区|线|思|出|道|马|公|铁|网|套|门|后|退|半|弯|网|电|来|回|有|销|问|走|沿)+$"
)
_LEAD = re.compile(
    r"^(?:因为|所以|后来|然后|现在|以前|以后|目前|当时|毕业|来自|位于|住|加入|离开|成立|创办|创立|来|回|上|读|考上|考|进|属于|还|再|又|先|比如|例如|包括|通过|其中|今年|去年"
    r"|曾经|曾|一直|只|最|主要|负责|担任|服务|合作|就职|供职|任职|留|搬|调|派|访问|参观|介绍|认识|收购|投资|靠近|附近|老家|家住|地址|单位|就读|毕业于|工作|已经|当|像|如|用|请|找"
    r"|问|帮|称|自|归|毕|比|并|跑|飞|开|坐|经|每年|每天|整个)+"
)


def head(words: str) -> str:
    """What a body goes by: without place before and legal form behind."""
    bare = re.sub(r"(?:股份有限公司|有限责任公司|有限公司|分公司|子公司|集团公司|公司|集团)$", "", words)
    bare = re.sub(
        r"(?:科技|技术|信息|网络|电子|实业|贸易|软件|股份|集团|制造|设备|机械|智能|生物|医药|投资|控股)+$", "", bare
    )
    for place in sorted(TOWNS_ZH | PROVINCES_ZH, key=len, reverse=True):
        if bare.startswith(place) and len(bare) - len(place) >= 2:
            bare = bare[len(place) :].removeprefix("市").removeprefix("省")
            break
    return bare if len(bare) >= 2 else words


def find(text: str) -> Iterator[Found]:
    """People, organisations and places; they may overlap."""
    for match in _TITLED.finditer(text):
        start = match.start()
        yield _found(Kind.PERSON, text, start, match.end(), match["name"], "title")
        if len(match["name"]) > 1 and match["name"] not in _DOUBLE:
            yield _found(Kind.PERSON, text, match.start("name"), match.end("name"), match["name"], "title")
    for match in _FAMILIAR.finditer(text):
        yield _found(Kind.PERSON, text, match.start(), match.end(), match.group()[-1], "familiar name")
    for pattern, reason in ((_INTRODUCED, "introduced"), (_PLAIN, "family name")):
        for match in pattern.finditer(text):
            words = match["name"]
            if not (words in TOWNS_ZH or words in PROVINCES_ZH):
                yield _found(Kind.PERSON, text, match.start("name"), match.end("name"), words, reason)
    for match in _BODY.finditer(text):
        start = match.start() + _led(match.group())
        name = text[start : match.end("name")]
        if len(name) >= 2 and _NO_BODY.match(name) is None:
            yield _found(Kind.ORGANISATION, text, start, match.end(), head(text[start : match.end()]), "kind of body")
    for match in _FIRM.finditer(text):
        start = match.start() + _led(match.group())
        if match.end("name") - start >= 2:
            yield _found(Kind.ORGANISATION, text, start, match.end(), head(text[start : match.end()]), "legal form")
    for match in _PLACE.finditer(text):
        start = match.start() + _led(match.group())
        name = text[start : match.end("name")]
        if name and _NO_PLACE.match(name) is None and not (len(name) == 1 and match["end"] not in ("县", "村", "镇")):
            yield _found(Kind.PLACE, text, start, match.end(), text[start : match.end()], "kind of place")
    for match in _TOWN.finditer(text):
        yield _found(Kind.PLACE, text, match.start(), match.end(), match.group(), "town")


def is_person(words: str) -> bool:
    """Whether all of a speaker's label is a family name with a given name or a title."""
    return _WHOLE.fullmatch(words) is not None


def _led(words: str) -> int:
    """How many characters lead to the name: 毕业于, 来到."""
    match = _LEAD.match(words)
    return match.end() if match else 0


def _found(kind: Kind, text: str, start: int, end: int, name: str, reason: str) -> Found:
    return Found(kind, Span(start, end), text[start:end], name, reason)
