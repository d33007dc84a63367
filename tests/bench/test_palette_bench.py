"""How many keys lead to a code through the palette, and how long a key takes.

``python3 -m pytest tests/bench/test_palette_bench.py -n 0 --benchmark-enable -s`` prints, for every code of the
flagship codebook and of one enlarged to more than 200 codes, the shortest typing that ranks it first, with no recent
codes and no prior. Keys are the letters and Enter; the ``c`` that opens the palette is a further one.

A typing is what a person would think of, not any string: the beginning of a word of the label or an alias; beginnings
of several words of the label, or of the label and the label of the code above, in their order, with blanks or without
("jn", "jnar", "high inc"); pinyin initials of Chinese labels; the letter pair that the margin and the bar show. Words
that an input method would have to type do not count. The shortest typing is found breadth first, so that no beginning
of it already ranks the code first; and as Enter ends it, none is the beginning of another code's.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from coder import shipped
from coder.codebook.read import read
from coder.model.codebook import Code, Codebook, CodeKind
from coder.tui import ranking
from coder.tui.codes import label_of
from coder.tui.pinyin import initials
from coder.tui.ranking import folded, rank
from coder.tui.stripes import signs

LONGEST = 6  # letters; nobody types more where two are enough
FIELD = (
    *("regional", "national", "university", "supplier", "customer", "family", "foreign investor", "local government"),
    *("young engineers", "cluster", "village", "export"),
)
ASPECTS = (
    *("trust", "pressure", "funding", "learning", "competition", "cooperation", "skills", "regulation", "identity"),
    *("networks", "expectations"),
)


def flagship() -> Codebook:
    return read(*shipped.codebook_text("regional-innovation-systems"))


def enlarged() -> Codebook:
    """The flagship with every aspect of every part of the field: each word is shared by about a dozen codes."""
    codebook = flagship()
    labels = [f"{part} {aspect}" for part in FIELD for aspect in ASPECTS]
    more = [Code(f"field.{folded(label).replace(' ', '_')}", CodeKind.FREE, None, {"en": label}) for label in labels]
    return replace(codebook, codes=(*codebook.codes, *more))


def beginnings(words: Sequence[str], longest: int) -> Iterator[str]:
    """Beginnings of several words in their order, with blanks between them and without."""
    for at, word in enumerate(words):
        for length in range(1, min(len(word), longest) + 1):
            yield word[:length]
            for rest in beginnings(words[at + 1 :], longest - length):
                yield word[:length] + rest
                if length + 1 + len(rest) <= longest:
                    yield f"{word[:length]} {rest}"


def latin_words(text: str) -> list[str]:
    return [word for word in folded(text).split() if word.isascii()]


def typings(code: Code, codebook: Codebook, pair: str) -> list[str]:
    """What a person would think of, the shortest first, the letter pair before others of its length."""
    label = latin_words(codebook.text(code.label))
    above = latin_words(codebook.text(codebook.code(code.parent).label))[:4] if code.parent else []
    found = {one for at in range(len(label)) for one in beginnings([*label[at:], *above], LONGEST)}
    found -= {word[:length] for word in above for length in range(1, LONGEST + 1)}
    found |= {word[:length] for word in label for length in range(1, LONGEST + 1)}
    found |= {one for alias in code.aliases for one in beginnings(latin_words(alias), LONGEST)}
    typed = initials(
        codebook.text(code.label) + (codebook.text(codebook.code(code.parent).label) if code.parent else "")
    )
    found |= {typed[:length] for length in range(1, min(len(typed), LONGEST) + 1)}
    return sorted(found | {pair} - {""}, key=lambda one: (len(one), one != pair, one))


@dataclass(frozen=True)
class Reach:
    """The shortest typing of every code, "" where none ranks it first."""

    codebook: Codebook
    letters: dict[str, str]
    found: dict[str, str]

    @property
    def keys(self) -> list[int]:
        """Letters and Enter; a code that no typing reaches costs twice the longest."""
        return [len(typed) + 1 if typed else 2 * LONGEST for typed in self.found.values()]


def reach(codebook: Codebook, pairs: bool = True) -> Reach:
    letters = dict(signs(codebook).letters) if pairs else {}
    index = ranking.index(codebook, letters)
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for code in codebook.codable():
        found[code.id] = ""
        for typed in typings(code, codebook, letters.get(code.id, "").lower()):
            if typed not in first:
                hits = rank(index, typed, limit=1)
                first[typed] = hits[0].code if hits else ""
            if first[typed] == code.id:
                found[code.id] = typed
                break
    return Reach(codebook, letters, found)


def show(name: str, measured: Reach, table: bool) -> None:
    keys = measured.keys
    mean = statistics.mean(keys)
    spread = ", ".join(f"{count} with {number}" for number, count in sorted(Counter(keys).items()))
    print(f"\n{name}: {len(keys)} codes, {mean:.2f} keys with Enter, {mean + 1:.2f} with c and Enter ({spread})")
    if table:
        cells = [
            f"{measured.letters.get(code, '  '):3}{label_of(measured.codebook, code)[:30]:31}{typed or '-':7}{number}"
            for (code, typed), number in zip(measured.found.items(), keys, strict=True)
        ]
        third = -(-len(cells) // 3)
        for row in range(third):
            print("   ".join(cells[row::third]))


@pytest.mark.parametrize("name", ["flagship", "enlarged"])
def test_at_most_four_keys_on_average_lead_to_a_code(name: str, request: pytest.FixtureRequest) -> None:
    codebook = flagship() if name == "flagship" else enlarged()
    measured = reach(codebook)
    words = reach(codebook, pairs=False)
    if request.config.getoption("--benchmark-enable"):
        show(name, measured, table=True)
        show(f"{name}, not knowing the letter pairs", words, table=False)
    assert len(measured.found) >= (200 if name == "enlarged" else 70)
    assert all(measured.found.values())
    assert statistics.mean(measured.keys) + 1 <= 4, "with c and Enter"
    assert max(measured.keys) <= 3, "every code has a letter pair"
    assert statistics.mean(words.keys) <= 4, "with Enter"


def test_chinese_labels_are_reached_without_an_input_method(request: pytest.FixtureRequest) -> None:
    codebook = replace(flagship(), default_language="zh")
    words = reach(codebook, pairs=False)
    if request.config.getoption("--benchmark-enable"):
        show("flagship in Chinese, pinyin initials only", words, table=False)
    assert statistics.mean(words.keys) <= 4, "with Enter"


def of_size(count: int) -> Codebook:
    """So many codes as rich as those of the flagship: three languages, a code above, fourteen cues."""
    dice = random.Random(4)
    syllables = re.findall("..", "anbecodeerfigeinkalomineorparestunvewozuchti")
    latin = ["".join(dice.choices(syllables, k=dice.choice((2, 2, 3, 3, 4)))) for _ in range(6_000)]
    chinese = [chr(0x4E00 + dice.randrange(3_000)) for _ in range(2_500)]

    def words() -> str:
        return " ".join(dice.choices(latin, k=2))

    def characters() -> str:
        return "".join(dice.choices(chinese, k=4))

    def label() -> dict[str, str]:
        return {"en": words(), "de": words(), "zh": characters()}

    rows = [Code(f"r{number}", CodeKind.ROW, None, label()) for number in range(count // 8)]
    codes = []
    for number in range(count):
        above = rows[number // 8 % len(rows)].id
        cues = {"en": tuple(words() for _ in range(5)), "de": tuple(words() for _ in range(5))}
        cues["zh"] = tuple(characters() for _ in range(4))
        codes.append(Code(f"{above}.{number}", CodeKind.VALUE, above, label(), cues=cues))
    return replace(flagship(), codes=(*rows, *codes), residual=False)


def test_a_key_is_answered_within_a_frame(request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    for count in (500, 5_000) if enabled else (50,):
        codebook = of_size(count)
        start = time.perf_counter()
        index = ranking.index(codebook, signs(codebook).letters)
        made = 1000 * (time.perf_counter() - start)
        labels = [codebook.text(code.label) for code in codebook.codable()][:: max(1, count // 60)]
        typed = {f"{number} letters": [label[:number] for label in labels] for number in (0, 1, 2, 3, 5, 8)}
        typed["two words"] = [" ".join(word[:3] for word in label.split()) for label in labels]
        typed["an error"] = [f"{label[:4]}q{label[5:9]}" for label in labels]
        typed["Chinese"] = [codebook.text(code.label, "zh")[:2] for code in codebook.codable()][: len(labels)]
        medians: dict[str, float] = {}
        for what, queries in typed.items():
            times = []
            for query in queries:
                start = time.perf_counter()
                rank(index, query, limit=100)
                times.append(1000 * (time.perf_counter() - start))
            medians[what] = statistics.median(times)
        if enabled:
            shown = ", ".join(f"{what} {found:.1f}" for what, found in medians.items())
            print(f"\n{count:5,} codes, ms a key (median): {shown}; index made in {made:.0f} ms")
            assert max(medians.values()) < 16
