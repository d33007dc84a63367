"""A codebook of 1,000 codes: reading and checking it, each edit of it, and a merge of two codes with 50,000 codings.

``python3 -m pytest tests/bench/test_codebook_bench.py -n 0 --benchmark-enable -s`` prints milliseconds, best of some
rounds, by the clock and of the processor (which another program on the machine does not lengthen): what loading and
checking cost beyond the events of the parser (goal 300 ms) and the ratio of the two; what an edit costs at the door of
the study, where the session asks for it, durable, with revision, journal and file (goal 100 ms); a merge with its
journal entry, its undo and its redo (goal 1,000 ms). Of two codebooks ``rich`` has codes as long as those of the
flagship, in three languages, ``plain`` has labels and definitions alone. ``CODER_CODINGS=5000`` merges fewer.
"""

from __future__ import annotations

import gc
import os
import random
import time
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
import yaml

from coder.codebook import read as reading
from coder.codebook.code_fields import CodeField
from coder.codebook.ops import Merge, Move, Part, Redefine, Rename, Retire
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.edit import AddCodings
from coder.model.span import Span
from coder.study import Study

FRAME = """\
# A generated codebook.
format: codebook/1
id: generated
version: 1.0.0
languages: [en, zh, de]
title: {en: Generated, zh: 生成, de: Erzeugt}
case_attribute: {id: region, cases: []}
document_attributes:
- {id: region, kind: case}
- {id: interview, kind: id}

codes:
"""
SYLLABLES = ("ba", "ter", "lin", "mo", "ven", "sta", "ri", "ge", "kon", "fa", "tra", "ul", "pe", "no", "sche", "di")
SIGNS = "区域创新技术市场心态企业研究政府产业人才发展合作知识网络投资需求教育文化资本开放"
VALUES, ROWS = 9, 10  # below each row code, and row codes below each group


def codebook(codes: int, *, rich: bool) -> str:
    """Groups of row codes with values, about so many codes, a row for each row code; words are made of syllables."""
    dice = random.Random(5)

    def words(number: int) -> str:
        return " ".join("".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(number))

    def signs(number: int) -> str:
        return "".join(dice.choices(SIGNS, k=number))

    lines, rows, made = [], [], 0
    while made < codes:
        group = f"g{made}"
        lines += [f"- id: {group}", f"  label: {{en: Group {made}, zh: 组{made}, de: Gruppe {made}}}"]
        lines += ["  codable: false", "  children:"]
        made += 1
        for number in range(ROWS):
            row = f"{group}.r{number}"
            rows.append((row, group))
            lines += [f"  - id: {row}", "    applies: value", f"    label: {{en: Row, zh: {signs(2)}, de: Zeile}}"]
            lines += [f"    definition: {words(12).capitalize()}.", "    children:"]
            made += 1
            for value in range(VALUES):
                label = f"{{en: {words(2)}, zh: {signs(4)}, de: {words(2)}}}"
                lines += [f"    - id: {row}.v{value}", f"      label: {label}", f"      definition: {words(14)}."]
                made += 1
                if not rich:
                    continue
                lines += [f"      include: [{words(8)}]", f"      exclude: [{words(6)}, {words(6)}]"]
                lines.append(
                    f'      examples: [{{en: "{words(12)}, {words(3)}."}}, {{zh: {signs(14)}。}}, {{de: {words(9)}}}]'
                )
                for tag, cue in (("en", words(2)), ("zh", signs(4)), ("de", words(1))):
                    listed = ", ".join(f"{cue} {made}-{one}" for one in range(6))
                    lines += ["      cues:"] * (tag == "en") + [f"        {tag}: [{listed}]"]
    lines += ["", "rows:", *(f"- {{id: {row}, code: {row}, kind: one, group: {group}}}" for row, group in rows)]
    names = ", ".join(row for row, _ in rows)
    lines += ["tables:", f"- {{id: all, title: {{en: All}}, columns: region, rows: [{names}]}}", "", "history:"]
    lines.append('- {version: 1.0.0, date: 2026-01-01, author: MK, op: create, ids: ["*"], note: First form.}')
    return FRAME + "\n".join(lines) + "\n"


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and of the processor."""
    gc.collect()
    start, used = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - used)


def best(times: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The least of each, which is what remains when nothing else runs."""
    return min(clock for clock, _ in times), min(used for _, used in times)


def events(text: str) -> int:
    """What no reader with places can do without: every event of the fastest parser there is."""
    return sum(1 for _ in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))


def whole(text: str) -> None:
    """Read and check as for the first time."""
    reading.forget()
    errors, _ = reading.check(text, "generated.yaml")
    assert not errors
    reading.read(text, "generated.yaml")


@pytest.mark.parametrize("rich", [False, True], ids=["plain", "rich"])
def test_loading_costs_little_beyond_the_parser(rich: bool, request: pytest.FixtureRequest) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    text = codebook(1_000 if enabled else 20, rich=rich)
    rounds = 7 if enabled else 1
    parser = best([milliseconds(lambda: events(text)) for _ in range(rounds)])
    all_of_it = best([milliseconds(lambda: whole(text)) for _ in range(rounds)])
    if not enabled:
        return
    number = len(reading.read(text, "x").codes)
    print(
        f"\n{number:,} codes, {'rich' if rich else 'plain'}, {len(text):,} characters: clock, processor (goal 300 ms)"
    )
    print(f"  parser          {parser[0]:6.0f} {parser[1]:6.0f} ms")
    print(f"  load and check  {all_of_it[0]:6.0f} {all_of_it[1]:6.0f} ms   x{all_of_it[1] / parser[1]:.2f}")
    print(f"  beyond parser   {all_of_it[0] - parser[0]:6.0f} {all_of_it[1] - parser[1]:6.0f} ms")


@pytest.mark.parametrize("rich", [False, True], ids=["plain", "rich"])
def test_each_edit_is_felt_as_at_once(rich: bool, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    text = codebook(1_000 if enabled else 101, rich=rich)
    rounds = 7 if enabled else 1
    with Study.create(tmp_path / "study", text, "generated.yaml", "MK") as study:
        last = max(int(code.id[1:]) for code in study.codebook.codes if code.kind.value == "group")
        row = f"g{last}.r"

        edits: dict[str, Callable[[int], object]] = {
            "label": lambda turn: study.edit_code(f"{row}5.v3", CodeField("label", "en"), f"Other {turn}"),
            "definition": lambda turn: study.edit_code(f"{row}5.v3", CodeField("definition", "de"), f"Das {turn}."),
            "cues": lambda turn: study.edit_code(f"{row}5.v4", CodeField("cues", "zh"), f"另{turn}\n外{turn}"),
            "rename": lambda turn: study.restructure(Rename(f"{row}5.v2", f"Named {turn}", "de"), "why"),
            "redefine": lambda turn: study.restructure(
                Redefine(f"{row}4.v1", ((CodeField("definition", "en"), f"Anew {turn}."),)), "why"
            ),
            "new value": lambda turn: study.add_code(f"Fresh {turn}", f"{row}3"),
            "new code": lambda turn: study.add_code(f"Free {turn}"),
            "move": lambda turn: study.restructure(Move(f"{row}2.v{turn}", f"{row}1"), "why"),
            "retire": lambda turn: study.restructure(Retire(f"{row}6.v{turn}"), "why"),
            "merge": lambda turn: study.restructure(Merge((f"{row}7.v{turn}",), Part(id=f"{row}7.v8")), "why"),
            "undo": lambda turn: study.undo(),
        }
        before = len(study.codebook.codes)
        found = {name: [milliseconds(partial(edit, turn)) for turn in range(rounds)] for name, edit in edits.items()}
        assert len(study.codebook.codes) == before + 2 * rounds
    if not enabled:
        return
    print(f"\nedits of {before:,} codes, {'rich' if rich else 'plain'} (goal 100 ms): clock, processor, and the first")
    for name, times in found.items():
        clock, used = best(times)
        print(f"  {name:12} {clock:6.0f} {used:6.0f} ms {times[0][1]:6.0f} ms")


def coded(study: Study, folder: Path, number: int, codes: tuple[str, str], documents: int) -> None:
    """So many codings by two coders with two codes, over some transcripts, as one edit."""
    dice = random.Random(1)
    folder.mkdir()
    paths = [folder / f"talk{place}.txt" for place in range(documents)]
    for place, path in enumerate(paths):
        path.write_text(f"Interviewer: So?\n\nRespondent: {'word ' * 6_000}{place}.\n", "utf-8")
    study.import_transcripts(paths, parallel=False)
    rows = study.documents()
    length = len(study.document(rows[0].id).text)
    made = []
    for place in range(number):
        start = dice.randrange(40, length - 200)
        made.append(
            Coding(
                str(uuid.UUID(int=dice.getrandbits(128))),
                rows[place % documents].id,
                Span(start, start + dice.randint(5, 80)),
                dice.choice(codes),
                dice.choice((2, 1, -1)),
                dice.choice(("MK", "AB")),
                None,
                Tense.PRESENT,
                BY_HAND,
                study.revision,
                "2026-01-01T00:00:00.000+00:00",
            )
        )
    study._perform(AddCodings(tuple(made)), "codings")


def test_a_merge_of_many_codings_and_its_undo(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    enabled = request.config.getoption("--benchmark-enable")
    number = int(os.environ.get("CODER_CODINGS", "50000")) if enabled else 200
    text = codebook(100, rich=True)
    found: dict[str, list[tuple[float, float]]] = {"merge": [], "undo": [], "redo": []}
    with Study.create(tmp_path / "study", text, "generated.yaml", "MK") as study:
        codes = ("g0.r0.v0", "g0.r0.v1")
        coded(study, tmp_path / "in", number, codes, 50 if enabled else 2)
        for _ in range(3 if enabled else 1):
            found["merge"].append(milliseconds(lambda: study.restructure(Merge(codes, Part(label="One")), "why")))
            assert {use[0] for use in study._tables.code_uses()} == {"g0.r0.one"}
            found["undo"].append(milliseconds(study.undo))
            assert {use[0] for use in study._tables.code_uses()} == set(codes)
            found["redo"].append(milliseconds(study.redo))
            study.undo()
        assert not study._store.problems()
    if not enabled:
        return
    print(f"\n{number:,} codings of two codes in 50 transcripts, with journal (goal 1,000 ms): clock, processor")
    for name, times in found.items():
        clock, used = best(times)
        print(f"  {name:6} {clock:6.0f} {used:6.0f} ms")
