"""How many keys lead to a code through the palette, and how long a key takes.

``python3 -m pytest tests/bench/test_palette_bench.py -n 0 --benchmark-enable -s`` prints, for every code of the
flagship codebook and of one enlarged to more than 200 codes, the shortest typing that ranks it first, with no recent
codes and no prior. Keys are the letters and Enter; the ``c`` that opens the palette is a further one.

A typing is what a person would think of, not any string: the beginning of a word of the label or an alias; beginnings
of several words of the label, or of the label and the label of the code above, in their order, with blanks or without
("jn", "jnar", "high inc"); pinyin initials of Chinese labels; the letter pair that the margin and the bar show. Words
that an input method would have to type do not count. The shortest typing is found breadth first, so that no beginning
of it already ranks the code first; and as Enter ends it, none is the beginning of another code's.

Last, what the prior of the session saves: h@5 and keys a coding, arrows included, on the sample study and on SERDIF.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy import float32
from numpy.typing import NDArray

from coder import shipped
from coder.codebook.read import read
from coder.model.codebook import Code, Codebook, CodeKind
from coder.model.coding import Coding, Tense
from coder.model.document import Role
from coder.model.span import Span
from coder.suggest.segments import CodedInterview, SegmentedInterview
from coder.suggest.training import train
from coder.tui.codes import ranking
from coder.tui.codes.labels import label_of
from coder.tui.codes.picker import MOST
from coder.tui.codes.pinyin import initials
from coder.tui.codes.ranking import folded, rank
from coder.tui.codes.stripes import signs

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


# -- what is likely on the words, first


@dataclass(frozen=True)
class Saved:
    """How the palette does with and without a prior over the codings of a study, each coded like the first time."""

    codings: int
    among_five: float  # of coded segments, those with a right code among the first five before anything is typed
    among_five_without: float
    keys: float  # letters, arrows and Enter of a coding, without the c that opens the palette
    keys_without: float
    spelt: float  # the same for people who do not know the letter pairs
    spelt_without: float


def fewest(
    known: ranking.Index, code: str, typed: Sequence[str], recent: Sequence[str], prior: Mapping[str, float]
) -> int:
    """The fewest keys that lead to a code: letters, then the arrow down as often as it takes, then Enter."""
    best = 2 * LONGEST
    for letters in ("", *typed):
        if len(letters) + 1 >= best:
            break
        hits = rank(known, letters, recent=recent, prior=prior, limit=best - len(letters))
        place = next((number for number, hit in enumerate(hits) if hit.code == code), best)
        best = min(best, len(letters) + place + 1)
    return best


def saved(
    codebook: Codebook, interviews: Sequence[CodedInterview], likely: Sequence[NDArray[float32]], codes: Sequence[str]
) -> Saved:
    """Code all interviews again, segment by segment, with the codes used last on top, or those likely on the segment.

    ``likely`` are likelihoods (segments read x codes) as if nothing of the interview had been learned from.
    """
    letters = signs(codebook).letters
    indexes = {True: ranking.index(codebook, letters), False: ranking.index(codebook, {})}
    ways = {
        pairs: {
            code.id: typings(code, codebook, letters.get(code.id, "").lower() if pairs else "")
            for code in codebook.codable()
        }
        for pairs in indexes
    }
    first: dict[bool, list[bool]] = {True: [], False: []}
    keys: dict[tuple[bool, bool], list[int]] = {(one, other): [] for one in indexes for other in (True, False)}
    recent: list[str] = []
    for interview, numbers in zip(interviews, likely, strict=True):
        for coded, row in zip(interview.codings, numbers, strict=False):
            wanted = [code for code in dict.fromkeys(one.code for one in coded) if code in ways[True]]
            if not wanted:
                continue
            best = row.argsort()[::-1][:MOST]
            priors = {True: {codes[place]: float(row[place]) for place in best if row[place] > 0}, False: {}}
            for helped, prior in priors.items():
                hits = rank(indexes[True], "", recent=recent, prior=prior, limit=5)
                first[helped].append(any(hit.code in wanted for hit in hits))
                for pairs, known in indexes.items():
                    keys[pairs, helped] += [fewest(known, code, ways[pairs][code], recent, prior) for code in wanted]
            for code in wanted:
                recent = [code, *(other for other in recent if other != code)][:30]
    means = {which: statistics.mean(found) for which, found in keys.items()}
    return Saved(
        len(keys[True, True]),
        statistics.mean(first[True]),
        statistics.mean(first[False]),
        means[True, True],
        means[True, False],
        means[False, True],
        means[False, False],
    )


def told(name: str, found: Saved) -> str:
    return (
        f"\n{name}: {found.codings} codings. h@5 {found.among_five:.2f} with the prior, {found.among_five_without:.2f} "
        f"with the codes used last. Keys a coding {found.keys:.2f} against {found.keys_without:.2f} "
        f"({1 - found.keys / found.keys_without:.0%} saved); without letter pairs {found.spelt:.2f} against "
        f"{found.spelt_without:.2f} ({1 - found.spelt / found.spelt_without:.0%} saved)"
    )


def test_a_prior_saves_keys(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Each interview held out by the suggester itself (by document, in five folds)."""
    from coder.suggest.segments import Segment

    if not request.config.getoption("--benchmark-enable"):
        codebook = flagship()
        codes = [code.id for code in codebook.codable()]
        dice = random.Random(2)
        segment = Segment(Span(0, 5), "words", Role.RESPONDENT, 0)
        said = [dice.choice(codes) for _ in range(30)]
        coded = tuple(
            (Coding("k", "d", Span(0, 5), code, 2, "me", None, Tense.PRESENT, "hand", 1, ""),) for code in said
        )
        interview = CodedInterview(SegmentedInterview("d", "en", (segment,) * 30), coded, (frozenset(),) * 30, 30)
        numbers = np.zeros((30, len(codes)), dtype=np.float32)
        numbers[np.arange(30), [codes.index(code) for code in said]] = 0.9
        found = saved(codebook, [interview], [numbers], codes)
        assert (found.codings, found.among_five, found.keys, found.spelt) == (30, 1, 1, 1)
        assert found.keys_without > found.keys
        assert found.spelt_without >= found.keys_without
        return
    from coder.sample import make_sample

    with make_sample(tmp_path / "study", "me") as study:
        learned = study.learned()
        suggester = learned.suggester
        print(told("sample study", saved(study.codebook, learned.interviews, suggester.held_out, suggester.codes)))
    from tests.bench import test_serdif_bench as serdif

    if not serdif.DATA.exists():
        pytest.skip("the data of SERDIF are not here")
    codebook, interviews = serdif.study()
    suggester = train(interviews, codebook)
    print(told("SERDIF", saved(codebook, interviews, suggester.held_out, suggester.codes)))
