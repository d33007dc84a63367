from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coder import shipped
from coder.codebook.read import read
from coder.model.codebook import Codebook
from coder.model.coding import Suggestion
from coder.model.span import Span
from coder.tui.codes.stripes import (
    DEEPEST,
    GREY,
    ON_DARK,
    ON_LIGHT,
    Kind,
    Lanes,
    Stripe,
    fitting,
    in_order,
    of_coding,
    of_suggestion,
    signs,
)
from coder.tui.coding.margin import Margin
from coder.tui.text.wrap import wrap
from tests.studies import codebook, coding

FLAGSHIP = read(*shipped.codebook_text("regional-innovation-systems"))
TEXT = "word " * 400

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 300), st.integers(1, 90))


def stripe(number: int, span: Span, kind: Kind = Kind.OWN) -> Stripe:
    return Stripe(
        f"s{number:03}", span, kind, "mood.story.rise", "Ri", 0, "+2", "rise", "" if kind is Kind.OWN else "AB"
    )


def test_letter_pairs_are_unique_and_tell_the_label() -> None:
    letters = signs(FLAGSHIP).letters
    assert len(set(letters.values())) == len(letters) > 70
    assert letters["mindset.narrative.commercial_success"] == "Cs"
    assert all(len(pair) == 2 and pair[0].isupper() and pair[1].islower() for pair in letters.values())


def test_values_of_a_row_differ_in_colour_and_residuals_are_grey() -> None:
    known = signs(FLAGSHIP)
    for row in FLAGSHIP.rows:
        values = [code.id for code in FLAGSHIP.values(row)]
        colours = [known.tints[code] for code in values]
        assert len(set(colours)) == len(colours)
        assert all(known.tints[code] == GREY for code in values if code.endswith("._other"))


def test_a_code_added_at_the_end_of_a_row_changes_no_other_sign() -> None:
    book = codebook()
    new = replace(book.code("mood.story.rise"), id="mood.story.standstill", label={"en": "standstill"})
    larger = replace(book, codes=(*book.codes, new))
    before, after = signs(book), signs(larger)
    kept = [code for code in before.letters if not code.endswith("._other")]
    assert all(before.of(code) == after.of(code) for code in kept)


def test_a_code_that_is_gone_has_question_marks() -> None:
    assert signs(codebook()).of("mood.gone") == ("??", GREY)


def test_stripes_of_codings_say_weight_and_coder() -> None:
    book = codebook()
    known = signs(book)
    own = of_coding(coding("d"), "MK", book, known)
    other = of_coding(coding("d"), "JW", book, known)
    level = of_coding(coding("d", code="mood.pride", weight=2), "MK", book, known)
    assert (own.kind, own.mark, own.label) == (Kind.OWN, "+2", "rise")
    assert (other.kind, other.label, other.coder, other.initials) == (Kind.OTHER, "rise", "MK", "MK")
    assert own.initials == ""
    assert (level.mark, level.letters) == ("++", "Pr")


def test_a_suggestion_is_marked_by_a_question() -> None:
    book = codebook()
    one = Suggestion("s", "d", Span(0, 5), "mood.pride", None, 0.5, "cue", "cues.v1", 1)
    shown = of_suggestion(one, book, signs(book))
    assert (shown.kind, shown.mark) == (Kind.SUGGESTED, "?")


@given(st.lists(spans, max_size=40))
@settings(max_examples=100, deadline=None)
def test_stripes_that_share_a_line_never_share_a_lane(found: list[Span]) -> None:
    lanes = Lanes()
    for number, span in enumerate(found):
        lane = lanes.add(str(number), range(span.start, span.end))
        clashing = {lanes[str(other)] for other in range(number) if found[other].overlaps(span)}
        # the naive rule: the lowest lane that none of the overlapping ones has
        assert lane == next(free for free in range(DEEPEST) if free not in clashing or free == DEEPEST - 1)


@given(st.lists(spans, min_size=2, max_size=30), st.data())
@settings(max_examples=50, deadline=None)
def test_nobody_moves_when_stripes_come_and_go(found: list[Span], data: st.DataObject) -> None:
    lanes = Lanes()
    for number, span in enumerate(found):
        lanes.add(str(number), range(span.start, span.end))
    gone = data.draw(st.integers(0, len(found) - 1))
    before = {number: lanes[str(number)] for number in range(len(found)) if number != gone}
    lanes.remove(str(gone))
    lanes.add("new", range(found[gone].start, found[gone].end))
    assert {number: lanes[str(number)] for number in before} == before


def test_own_stripes_stand_left_of_the_others() -> None:
    span = Span(0, 10)
    ordered = in_order([stripe(1, span, Kind.SUGGESTED), stripe(2, span, Kind.OTHER), stripe(3, span)])
    assert [one.kind for one in ordered] == [Kind.OWN, Kind.OTHER, Kind.SUGGESTED]
    margin = Margin(wrap(TEXT, 40, {}), ordered)
    assert [margin.lanes[one.id] for one in ordered] == [0, 1, 2]


def test_the_best_fitting_own_stripe_comes_first() -> None:
    here = Span(10, 20)
    exact, wide = stripe(1, Span(10, 20)), stripe(2, Span(0, 90))
    suggested = stripe(3, Span(10, 20), Kind.SUGGESTED)
    assert [one.id for one in fitting([suggested, wide, exact], here)] == ["s001", "s002", "s003"]


# -- colours


def _linear(hexed: str) -> list[float]:
    parts = [int(hexed[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _luminance(hexed: str) -> float:
    red, green, blue = _linear(hexed)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_colour_reads_on_its_ground() -> None:
    assert min(_contrast(colour, "#121212") for colour in ON_DARK) > 4.5
    assert min(_contrast(colour, "#e0e0e0") for colour in ON_LIGHT) > 3.5


# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
DEFICIENCIES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def _lab(rgb: list[float]) -> tuple[float, float, float]:
    red, green, blue = (max(0.0, part) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_colours_stay_apart_for_any_colour_vision() -> None:
    for palette in (ON_DARK, ON_LIGHT):
        for matrix in (((1, 0, 0), (0, 1, 0), (0, 0, 1)), *DEFICIENCIES.values()):
            seen = [
                _lab([sum(weight * part for weight, part in zip(row, _linear(colour), strict=True)) for row in matrix])
                for colour in palette
            ]
            for at, one in enumerate(seen):
                for other in seen[:at]:
                    apart = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
                    assert apart > 20, (palette, matrix, at)


def test_the_flagship_has_one_sign_for_every_code() -> None:
    book: Codebook = FLAGSHIP
    known = signs(book)
    assert {code.id for code in book.codable()} <= set(known.letters)
