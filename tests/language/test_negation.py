import random
from dataclasses import replace

import pytest

from coder.language import negation
from coder.language.negation import negator, negators
from coder.model.span import Span

# The phrase stands in [brackets]; the second column is the word that denies it, None if nothing does.
EN = [
    ("There are no [lead users] here.", "no"),
    ("[Lead users], no, we have none.", "no"),
    ("[Lead users], no doubt, matter.", None),
    ("We do not have [lead users].", "not"),
    ("We don't really see any [lead users] around.", "don't"),
    ("We don’t have [lead users].", "don’t"),
    ("I have never met [lead users].", "never"),
    ("There is hardly any [export].", "hardly"),
    ("It runs without [subsidies].", "without"),
    ("The lack of [engineers] hurts.", "lack"),
    ("The town lacks [engineers].", "lacks"),
    ("Neither [universities] nor firms help.", "Neither"),
    ("Neither firms nor [universities] help.", "nor"),
    ("Nobody calls that a [partnership].", "Nobody"),
    ("[Lead users] don't exist here.", "don't"),
    ("[Lead users] we don't have.", "don't"),
    ("[Lead users] are missing.", "are missing"),
    ("We have no factories, but [lead users].", None),
    ("We have no factories but [lead users] help.", None),
    ("No, [lead users] are here.", None),
    ("That is not all; [lead users] are here.", None),
    ("There was no plan. [Lead users] came.", None),
    ("Not only [lead users] came.", None),
    ("There is no doubt that [lead users] help.", None),
    ("I don't know whether [lead users] help.", None),
    ("It is not the kind of thing that you would really call [lead users].", None),
    ("There are no plants and the [universities] help.", None),
    ("The [university] does not answer.", None),
    ("We know [lead users].", None),
    ("Another [lead user] in Nottingham.", None),
    # what failed to come or to be had
    ("The [subsidy] never came.", "never"),
    ("The [subsidy] from Brussels never came.", "never"),
    ("The [subsidy] they promised us never arrived.", "never"),
    ("The [loan] was not approved.", "was not"),
    ("The [tractor] isn't ours.", "isn't"),
    ("Those [tractors] we cannot afford.", "cannot"),
    ("The [tractor] isn't new.", None),
    ("The [subsidy] was not enough.", None),
    ("The [subsidy] did not come as a surprise.", None),
    ("The [university] was not given the subsidy.", None),
    ("The [bank] never reached a decision.", None),
    ("The [subsidy] came and we never looked back.", None),
    # refusals
    ("A [subsidy] was refused.", "was refused"),
    ("Our [loan] was finally turned down.", "was finally turned down"),
    ("A new [tractor] is unaffordable.", "is unaffordable"),
    ("They denied us the [subsidy].", "denied"),
    ("The bank refused our application for a [loan].", "refused"),
    ("They refused to pay the [subsidy].", "refused to pay"),
    ("He refused to talk about the [subsidy].", None),
    ("The [farmers] were denied the loan.", None),
    ("The [bank] refused us a loan.", None),
    ("The mayor denied that there was a [drought].", None),
    # two negators that undo each other
    ("It is not true that there was a [drought].", "not"),
    ("It is not true that there was no [drought].", None),
    ("Nobody says there was no [drought].", None),
    ("It's not right that we get no [subsidy].", "no"),
    ("Without a [bank loan] nothing goes.", None),
    ("Without a [bank loan], nothing goes.", None),
    ("Without the [subsidy] and the loan we would not be here.", None),
    ("You can't farm without a [tractor].", None),
    ("not without [universities]", None),
    ("We worked without a [tractor] and never complained.", "without"),
    ("We farmed without a [tractor], and nobody helped.", "without"),
    ("We had to start without any [subsidy] because nobody cared.", "without"),
    ("It is not easy without a [subsidy].", "without"),
    ("We never complained about the [subsidy].", None),
    ("We have nothing against the [subsidy].", None),
    ("There is no lack of [subsidies].", None),
    ("No [subsidy] was ever refused.", None),
    ("We don't have no [tractor].", "no"),
    ("We not only lack a [tractor].", "lack"),
    ("No wonder we lack [engineers].", "lack"),
    ("We don't know why we lack [engineers].", "lack"),
    # not all is not none
    ("Not everyone has a [tractor].", None),
    ("Not all farmers have a [tractor].", None),
    ("We are not at all happy with a [subsidy].", "not"),
]
DE = [
    ("Wir haben hier keine [Leitnutzer].", "keine"),
    ("[Export], nein, so weit sind wir nie gekommen.", "nein"),
    ("Den [Binnenmarkt], den gibt es in den Köpfen hier nicht, sagt er.", "nicht"),
    ("Den [Export], den gibt es.", None),
    ("Die [Nachbarn], die kenne ich, nicht wahr?", None),
    ("Es gibt keinen [Export].", "keinen"),
    ("Das ist nicht die [Universität].", "nicht"),
    ("Wir hatten nie [Subventionen].", "nie"),
    ("Es gibt kaum [Industrie].", "kaum"),
    ("Das geht ohne [Staat].", "ohne"),
    ("Weder [Hochschule] noch Institut hilft.", "Weder"),
    ("Weder Firma noch [Hochschule] hilft.", "Weder"),
    ("Es fehlt an [Kompetenz].", "fehlt"),
    ("Der Mangel an [Ingenieuren] ist groß.", "Mangel"),
    ("[Leitnutzer] gibt es hier nicht.", "nicht"),
    ("[Export] haben wir keinen.", "keinen"),
    ("[Forschung] spielt hier keine Rolle.", "keine"),
    ("Die [Universität] fehlt uns.", "fehlt"),
    ("Die [Nachbarn] helfen sich nie.", "nie"),
    ("Die Nachbarn [helfen sich] kaum.", "kaum"),
    ("Ein [Leitnutzer] ist hier nicht.", "nicht"),
    ("Die [Nachbarn] helfen sich keineswegs.", "keineswegs"),
    ("Die [Firma] arbeitet mit der Stadt nicht mehr zusammen.", "nicht"),
    ("Die [Firmen] helfen nicht nur sich.", None),
    ("Die [Firmen] helfen sich nicht nur.", None),
    ("Die [Firma] hilft, nicht wahr?", None),
    ("Die [Firma] hilft oder nicht.", None),
    ("Die [Firma] hilft und die Stadt hilft nicht.", None),
    ("Es gibt keine Fabriken, aber [Leitnutzer].", None),
    ("Es gibt keine Fabriken und die [Universität] hilft.", None),
    ("Nicht nur die [Universität] hilft.", None),
    ("Das ist kein Wunder bei der [Universität].", None),
    ("Die [Universität] hat das nicht gemacht.", None),
    ("Kleine [Firmen] helfen.", None),
    # what failed to come or to be had
    ("Ein [Zuschuss] ist nie gekommen.", "nie"),
    ("Der [Zuschuss] blieb aus.", "blieb"),
    ("Der [Kredit] wurde uns nicht bewilligt.", "nicht"),
    ("Den [Bankkredit] haben wir leider trotz vieler Gespräche am Ende doch nicht bekommen.", "nicht"),
    ("Den [Traktor] konnten wir uns nicht leisten.", "nicht"),
    ("weil wir den [Kredit] nicht bekommen haben", "nicht"),
    ("Der [Traktor] ist nicht unserer.", "nicht"),
    ("Einen [Traktor] hat hier niemand.", "niemand"),
    ("Der [Traktor] ist nicht neu.", None),
    ("Die [Firma] hat den Zuschuss nicht bekommen.", None),
    ("Die [Firma] hat nie bekommen, was sie wollte.", None),
    ("Den [Kredit] haben wir nicht zurückgezahlt.", None),
    ("Der [Zuschuss] kam und wir haben nie zurückgeschaut.", None),
    # refusals
    ("[Fördermittel] wurden abgelehnt.", "abgelehnt"),
    ("Den [Kredit] hat man abgelehnt.", "abgelehnt"),
    ("Die Bank hat den [Kredit] abgelehnt.", "abgelehnt"),
    ("Die Bank verweigerte uns den [Kredit].", "verweigerte"),
    ("Die [Bank] verweigerte uns den Kredit.", None),
    ("Die [Bank] hat den Kredit abgelehnt.", None),
    ("Die [Firma] hat abgelehnt.", None),
    # two negators that undo each other
    ("Der [Kredit] wurde nie abgelehnt.", None),
    ("Keine [Fördermittel] wurden abgelehnt.", None),
    ("Ohne [Zuschuss] geht es nicht.", None),
    ("Ohne [Kredit] und Zuschuss geht hier nichts.", None),
    ("Ohne [Traktor], da läuft nichts.", None),
    ("Das geht nicht ohne [Zuschuss].", None),
    ("Wir haben ohne [Zuschuss] gebaut und nie geklagt.", "ohne"),
    ("Ohne [Kredit] haben wir angefangen.", "Ohne"),
    ("Wir haben nichts gegen den [Zuschuss].", None),
    ("Wir haben uns nie über den [Zuschuss] beschwert.", None),
    ("Es fehlt nicht an [Zuschüssen].", None),
    ("Kein Wunder, bei uns fehlt der [Traktor].", "fehlt"),
    ("Nicht nur fehlt uns ein [Traktor].", "fehlt"),
    ("Es stimmt nicht, dass es keine [Dürre] gab.", None),
    ("Es stört uns nicht, dass wir keinen [Traktor] haben.", "keinen"),
    # not all is not none
    ("Nicht jeder hat einen [Traktor].", None),
]
ZH = [
    ("[出口]？没有。", "没有"),
    ("哪家不是做[组装]的？", None),
    ("谁不想要[合作]？", None),
    ("这不是[组装]。", "不是"),
    ("我们没有[领先用户]。", "没有"),
    ("这里没[高校]。", "没"),
    ("企业不做[出口]。", "不"),
    ("这里无[产业基础]。", "无"),
    ("至今未形成[产业链]。", "未"),
    ("缺乏[人才]。", "缺乏"),
    ("谈不上什么[合作]。", "谈不上"),
    ("别提[补贴]了。", "别"),
    ("没有高校、[研究所]。", "没有"),
    ("[合作]谈不上。", "谈不上"),
    ("[领先用户]我们这里没有的。", "没有"),
    ("没有工厂，[高校]很多。", None),
    ("不是政府而是[企业研发]。", None),
    ("不仅[高校]在做。", None),
    ("特别是[高校]。", None),
    ("未来靠[创客]。", None),
    ("离不开[高校]。", None),
    ("有没有[高校]？", None),
    ("是不是[高校]？", None),
    ("别人的[工厂]。", None),
    ("我们有[高校]。", None),
    # what failed to come or to be had, and refusals
    ("[补贴]从来没有到过我们这里。", "没有"),
    ("[贷款]银行没批。", "没"),
    ("[拖拉机]我们买不起。", "买不起"),
    ("[贷款]申请不到。", "申请不到"),
    ("[拖拉机]不是我们的。", "不是"),
    ("[贷款]被银行拒了。", "拒"),
    ("银行拒绝给我们[贷款]。", "拒绝"),
    ("政府取消了[补贴]。", "取消"),
    ("[补贴]没有了。", "没有"),
    ("[银行]没批贷款。", None),
    ("[农民]买不起拖拉机。", None),
    ("[拖拉机]真了不起。", None),
    ("[拖拉机]不是新的。", None),
    ("[补贴]来了以后我们没有回头。", None),
    # two negators that undo each other
    ("不得不[贷款]。", None),
    ("并非没有[干旱]。", None),
    ("并非[干旱]。", "非"),
    ("没有[拖拉机]不行。", None),
    ("没有[补贴]就没有今天。", None),
    ("没有[补贴]也没有贷款。", "没有"),
    ("非[贷款]不可。", None),
    ("没有人反对[补贴]。", None),
    ("不缺[补贴]。", None),
    ("[补贴]没有被拒绝。", None),
    # not all is not none
    ("不是每个人都有[拖拉机]。", None),
]


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [(language, *row) for language, rows in (("en", EN), ("de", DE), ("zh", ZH), ("zh-TW", ZH[:2])) for row in rows],
)
def test_negation(language: str, sentence: str, expected: str | None) -> None:
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    found = negator(text, Span(start, end), 0, len(text), language)
    assert (text[found.start : found.end] if found else None) == expected


def test_a_phrase_is_not_denied_by_its_own_words() -> None:
    text = "There is no know-how."
    assert negator(text, Span(9, 20), 0, len(text), "en") is None
    assert negator(text, Span(12, 20), 0, len(text), "en") == Span(9, 11)


def test_only_the_stretch_is_looked_at_and_offsets_are_of_the_text() -> None:
    text = "No. no lead users"
    assert negator(text, Span(7, 17), 4, len(text), "en") == Span(4, 6)
    assert negator(text, Span(7, 17), 7, len(text), "en") is None


def test_a_language_without_rules_denies_nothing() -> None:
    assert negator("sans export", Span(5, 11), 0, 11, "fr") is None
    assert negators("sans export", "fr") == 0


def test_negators_are_counted() -> None:
    assert [negators(phrase, "en") for phrase in ("without the government", "with the government", "not only")] == [
        1,
        0,
        0,
    ]


HINTED = {
    "en": "no not never hardly isn't don’t cannot lack absence nothing but, and. is not there are missing few"
    " was refused denied us turned down the cancelled unavailable rejected declined ours came",
    "de": "nicht nie niemand nirgends kein keine kaum ohne weder selten fehlt mangelnde aber, und. gibt es hier mit"
    " abgelehnt verweigert wurde gestrichen vorenthalten abgewiesen ausgeblieben blieb aus weggefallen"
    " unbezahlbar unerschwinglich verwehrte",
    "zh": "不 没有 没 缺乏 谈不上 毫无 很少 几乎没 无 未 别 非 特别 但 。 ， 我们 算 的"
    " 拒绝 取消 了 买不起 批不下来 到",
}


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_the_hint_hides_no_negator(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = HINTED[language].split()
    dice = random.Random(3)
    space = "" if language == "zh" else " "
    cases = []
    for _ in range(400):
        before, after = (space.join(dice.choices(words, k=dice.randrange(14))) for _ in range(2))
        text = f"{before}{space}X{space}{after}"
        at = len(before) + len(space)
        cases.append((text, Span(at, at + 1)))
    found = [negator(text, place, 0, len(text), language) for text, place in cases]
    rules = replace(negation._RULES[language], hints=("",))
    monkeypatch.setitem(negation._RULES, language, rules)
    assert found == [negator(text, place, 0, len(text), language) for text, place in cases]
    assert any(found)
