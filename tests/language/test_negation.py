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


def test_double_negation_counts_as_denied() -> None:
    text = "not without universities"
    assert negator(text, Span(12, 24), 0, len(text), "en") == Span(4, 11)


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
    "en": "no not never hardly isn't don’t cannot lack absence nothing but, and. is not there are missing few",
    "de": "nicht nie niemand nirgends kein keine kaum ohne weder selten fehlt mangelnde aber, und. gibt es hier mit",
    "zh": "不 没有 没 缺乏 谈不上 毫无 很少 几乎没 无 未 别 非 特别 但 。 ， 我们 算 的",
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
