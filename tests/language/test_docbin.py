"""Examples as a DocBin, read and trained on by spaCy itself."""

from __future__ import annotations

from pathlib import Path

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus
from spacy.training import Example as Gold
from thinc.api import fix_random_seed

from coder.language.docbin import PASSAGES, TURNS, docbin
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Role, Turn
from coder.model.example import Example
from coder.model.span import Span


def coding(start: int, end: int, code: str = "a.b", coder: str = "MK") -> Coding:
    return Coding(
        f"{start}-{end}-{code}-{coder}", "d", Span(start, end), code, -1, coder, None, Tense.PRESENT, BY_HAND, 1, ""
    )


def example(
    text: str, *codings: Coding, language: str = "en", read: bool = True, turns: tuple[Turn, ...] = ()
) -> Example:
    return Example(
        text, "b01", Span(0, len(text)), language, "respondent", None, 3, read, codings, rejected=("a.d",), turns=turns
    )


def read(data: bytes, language: str = "en") -> list[Doc]:
    return list(DocBin().from_bytes(data).get_docs(spacy.blank(language).vocab))


def test_spacy_reads_spans_categories_and_what_else_is_known() -> None:
    data, moved = docbin([example("It is better. Much.", coding(6, 12), coding(6, 12, coder="JW"))], ("a.b", "a.c"))
    (doc,) = read(data)
    assert moved == 0
    assert doc.text == "It is better. Much."
    assert [(span.text, span.label_) for span in doc.spans[PASSAGES]] == [("better", "a.b")]
    assert doc.cats == {"a.b": 1.0, "a.c": 0.0}
    known = doc.user_data
    assert (known["document"], known["fold"], known["role"], known["read"]) == ("b01", 3, "respondent", True)
    assert [(one["coder"], one["weight"], one["start"], one["end"]) for one in known["codings"]] == [
        ("MK", -1, 6, 12),
        ("JW", -1, 6, 12),
    ]
    assert tuple(known["rejected"]) == ("a.d",)


def test_edges_inside_tokens_are_moved_out_and_counted() -> None:
    data, moved = docbin([example("It is better.", coding(7, 10), coding(6, 11), coding(6, 12))], ("a.b",))
    (doc,) = read(data)
    assert [span.text for span in doc.spans[PASSAGES]] == ["better"], "all three are the same now"
    assert moved == 2
    assert [(one["start"], one["end"]) for one in doc.user_data["codings"]] == [(7, 10), (6, 11), (6, 12)]


def test_what_nobody_read_has_no_categories() -> None:
    data, _ = docbin([example("It is.", read=False)], ("a.b",))
    assert read(data)[0].cats == {}


def test_a_whole_document_has_its_turns_as_spans() -> None:
    turns = (Turn(Span(3, 6), "I", Role.INTERVIEWER), Turn(Span(10, 14), "R", Role.RESPONDENT))
    data, moved = docbin([example("I: Hm? R: Yes.", turns=turns)], ())
    (doc,) = read(data)
    assert [(span.text, span.label_) for span in doc.spans[TURNS]] == [("Hm?", "interviewer"), ("Yes.", "respondent")]
    assert moved == 0


def test_every_language_can_be_read_with_one_vocabulary() -> None:
    texts = {
        "en": "We're here.",
        "de": "Wir sind hier, z. B. oft.",
        "zh": "我们这里以制造为主。",
        "zh-Hans": "他姓𠮷。",
        "ja": "私たちは作る。",  # spaCy needs another package for these two
        "ko": "우리는 만든다.",
        "tlh": "nuqneH",  # and knows nothing of this one
        "": "?",
    }
    data, moved = docbin(
        [example(text, coding(0, len(text)), language=language) for language, text in texts.items()], ("a.b",)
    )
    docs = read(data, "xx")
    assert [doc.text for doc in docs] == list(texts.values())
    assert [doc.spans[PASSAGES][0].text for doc in docs] == list(texts.values())
    assert moved == 0


def test_texts_beyond_a_million_characters_are_no_matter() -> None:
    text = "so it is " * 120_000
    data, _ = docbin([example(text, coding(0, 5))], ("a.b",))
    assert read(data)[0].text == text


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(("en", "de", "zh", "fr")), st.text(min_size=1, max_size=40), st.data())
def test_any_text_and_passage_come_back_but_for_blanks_at_its_edges(
    language: str, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made, moved = docbin([example(text, coding(start, end), language=language)], ("a.b",))
    (doc,) = read(made, language)
    assert doc.text == text
    said = [at for at in range(start, end) if not text[at].isspace()]
    if not said:
        assert (len(doc.spans[PASSAGES]), moved) == (0, 0)
        return
    (span,) = doc.spans[PASSAGES]
    assert len(span) > 0
    assert span.start_char <= said[0] <= said[-1] < span.end_char
    assert moved == ((span.start_char, span.end_char) != (said[0], said[-1] + 1))


def test_equal_examples_are_equal_bytes() -> None:
    examples = [example(f"It is {word}.", coding(6, 8)) for word in ("better", "worse", "other")]
    assert docbin(examples, ("a.b",)) == docbin(examples, ("a.b",))


def test_a_blank_spacy_learns_to_classify_from_the_file(tmp_path: Path) -> None:
    good = [example(f"It is getting better {word}.", coding(6, 20, "rise")) for word in ("here", "now", "again")]
    bad = [example(f"It is getting worse {word}.", coding(6, 19, "fall")) for word in ("here", "now", "again")]
    fix_random_seed(1)
    file = tmp_path / "train.spacy"
    file.write_bytes(docbin([*good, *bad], ("fall", "rise"))[0])
    nlp = spacy.blank("en")
    classifier = nlp.add_pipe("textcat_multilabel", config={"threshold": 0.5})
    gold = list(Corpus(file)(nlp))
    assert all(isinstance(one, Gold) for one in gold)
    optimizer = nlp.initialize(lambda: gold)
    assert set(getattr(classifier, "labels", ())) == {"fall", "rise"}
    losses = [nlp.update(gold, sgd=optimizer, losses={})["textcat_multilabel"] for _ in range(30)]
    assert losses[-1] < losses[0]
    told = nlp("It is getting better today.").cats
    assert told["rise"] > told["fall"]


def test_a_blank_spacy_learns_passages_from_the_file(tmp_path: Path) -> None:
    fix_random_seed(1)
    file = tmp_path / "train.spacy"
    file.write_bytes(docbin([example("It is getting better here.", coding(6, 20, "rise"))] * 4, ("rise",))[0])
    nlp = spacy.blank("en")
    nlp.add_pipe("spancat")
    gold = list(Corpus(file)(nlp))
    optimizer = nlp.initialize(lambda: gold)
    losses = [nlp.update(gold, sgd=optimizer, losses={})["spancat"] for _ in range(2)]
    assert losses[1] < losses[0]
