"""What a study derives from what is in its tables, against the naive derivation of everything coded in it.

Here the naive one also says what is evidence: respondent speech of the present, overlapping doubles once, views from
outside as the parameters say. ``CODER_FUZZ`` tries more studies, one for twenty.
"""

from __future__ import annotations

import os
import uuid
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coder.codebook.ops import Merge, Part, Rename
from coder.files import sha256
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Role, Turn
from coder.model.edit import AddCodings, AddDocuments, DocumentRecord
from coder.model.judgement import OverrideType
from coder.model.overview import Cell, State
from coder.model.span import Span
from coder.study import Study
from tests.derive import naive
from tests.derive.rows_of_every_kind import JOIN, KINDS, TEXT, VALUES, naive_row

STUDIES = max(6, int(os.environ.get("CODER_FUZZ", "0")) // 20)
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
LINE = "It is what it is. "
TURNS = tuple(
    Turn(Span(start + 3, start + 18), role.value, role)
    for start, role in zip(range(0, 120, 20), [Role.INTERVIEWER, Role.RESPONDENT, Role.RESPONDENT] * 2, strict=True)
)
CASES = ("north", "south")


def add(study: Study, name: str, case: str) -> str:
    """A document of six turns; returns its id."""
    text = "".join(f"X: {LINE[:15]}\n\n" for _ in TURNS)
    data = f"{name}\n{text}".encode()
    attributes = {"town": case, "interview": name}
    record = DocumentRecord(
        str(uuid.uuid4()),
        name,
        "txt",
        "en",
        TURNS,
        (),
        f"{name}.txt",
        sha256(data),
        sha256(text.encode()),
        24,
        attributes,
    )
    study._perform(AddDocuments((record,)), name, {sha256(data): data, sha256(text.encode()): text.encode()})
    return record.id


def random_study(folder: Path, dice: Random) -> tuple[Study, list[naive.Dict], naive.Dict]:
    """A study with random codings, the same as dictionaries, and its parameters."""
    params = naive.DEFAULTS | {
        "collapse": dice.choice(["overlap", "turn"]),
        "about_outside": dice.choice(["include", "include", "exclude"]),
        "coders": dice.choice(["reconciled_else_mean", "mean"]),
        "aggregate": dice.choice(["median", "mean"]),
    }
    derivation = "".join(
        f"  {name}: {params[own]}\n"
        for name, own in [
            ("collapse", "collapse"),
            ("about_outside", "about_outside"),
            ("coders", "coders"),
            ("level_aggregate", "aggregate"),
        ]
    )
    study = Study.create(folder / "study", f"{TEXT}derivation:\n{derivation}", "kinds.yaml", "MK")
    listed: list[naive.Dict] = []
    codings: list[Coding] = []
    for number in range(dice.randint(1, 5)):
        name, home = f"I{number}", dice.choice(CASES)
        document = add(study, name, home)
        for coder in ("A", "B", "reconciled")[: dice.choice([1, 2, 2, 3])]:
            for _ in range(dice.randint(0, 25)):
                about = dice.choice([None, None, *CASES])
                row, turn = dice.choice(KINDS), dice.randrange(6)
                value = dice.choice(VALUES[:4] if dice.random() < 0.7 else VALUES) if row in JOIN else None
                start = TURNS[turn].span.start + dice.randrange(8)
                end = start + dice.randint(1, 7)
                if turn in (1, 4) and dice.random() < 0.3:
                    end += 20  # into the next answer
                weight = dice.choice([2, 2, 1, -1, -2] if row in JOIN else [2, 1, 0, -1, -2])
                past = dice.random() < 0.1
                code = f"{row}.{value}" if value else row
                tense = Tense.PAST if past else Tense.PRESENT
                at = "2026-01-01T00:00:00+00:00"
                identity = str(uuid.UUID(int=dice.getrandbits(128)))
                span = Span(start, end)
                codings.append(Coding(identity, document, span, code, weight, coder, about, tense, BY_HAND, 1, at))
                listed.append(
                    {
                        "id": identity,
                        "doc": name,
                        "interview": name,
                        "home": home,
                        "about": about,
                        "start": start,
                        "end": end,
                        "coder": coder,
                        "row": row,
                        "value": value,
                        "weight": weight,
                        "tense": tense.value,
                        "speech": turn not in (0, 3),
                    }
                )
    study._perform(AddCodings(tuple(codings)), "code")
    return study, listed, params


def expected(listed: list[naive.Dict], params: naive.Dict) -> Iterator[tuple[str, str, naive.Dict, set[str]]]:
    """Row, case, the naive cell and the ids of the codings that enter it."""
    turns = {one["doc"]: [(turn.span.start, turn.span.end) for turn in TURNS] for one in listed}
    found = naive.evidence(listed, params, turns)
    coded_by = defaultdict(set)
    for one in listed:
        coded_by[one["interview"]].add(one["coder"])
    for row in KINDS:
        for case in CASES:
            own = [one for one in found if (one["row"], one["case"]) == (row, case)]
            said = naive.voices(naive_row(row), own, coded_by, params)
            silenced = {name for name, coders in coded_by.items() if "reconciled" in coders}
            if params["coders"] == "mean":
                silenced = set()
            ids = {one["id"] for one in own if one["interview"] not in silenced or one["coder"] == "reconciled"}
            yield row, case, naive.cell_of(naive_row(row), said, params), ids


def derived(study: Study) -> dict[tuple[str, str], Cell]:
    """Every cell by row and case."""
    return {(row.id, case): cell for row in study.overview().rows for case, cell in row.cells.items()}


@pytest.mark.parametrize("number", range(3))
@settings(max_examples=STUDIES, deadline=None, phases=PHASES)
@given(seed=st.integers(0, 2**32))
def test_a_study_agrees_with_the_naive_derivation(number: int, seed: int) -> None:
    with TemporaryDirectory() as folder:
        study, listed, params = random_study(Path(folder), Random(seed * 3 + number))
        with study:
            table = {row.id: row for row in study.overview().rows}
            for row, case, cell, ids in expected(listed, params):
                found = table[row].cells[case]
                assert (found.state.value, found.text, found.printed) == (cell["state"], cell["text"], cell["printed"])
                assert {flag.value for flag in found.flags} == cell["flags"]
                assert (found.n, found.k, found.dissent) == (cell["n"], cell["k"], cell["dissent"])
                assert dict(found.p) == cell["p"]
                # every quotation stands in exactly the cell that its code and case feed, and a cell with words has one
                told = [*found.supporting, *found.opposing, *found.undecided]
                assert sorted(told) == sorted(ids)
                assert found.state.value == "empty" or told


@settings(max_examples=STUDIES, deadline=None, phases=PHASES)
@given(seed=st.integers(0, 2**32))
def test_new_names_merges_taken_back_empty_interviews_and_overrides_change_no_cell(seed: int) -> None:
    with TemporaryDirectory() as folder:
        study, _, _ = random_study(Path(folder), Random(seed))
        with study:
            before = derived(study)
            study.mark_coded(add(study, "silent", "north"))
            assert derived(study) == before
            study.restructure(Rename("one", "Another name"), "It says more.")
            assert derived(study) == before
            (merged,) = study.restructure(Merge(("one.lower", "one.bottom"), Part(label="down")), "One and the same.")
            study.restructure(study.merged_before(merged), "They are two after all.")
            assert derived(study) == before
            overridden = 0
            for (row, case), cell in before.items():
                if cell.state is State.VALUE and row in JOIN:
                    value = "top" if cell.values == ("lower",) else "lower"
                    reason = "Both coders read it again."
                    study.override(row, case, OverrideType.ADJUDICATION, reason, values=[value])
                    overridden += 1
                    assert derived(study) == before
            assert study.overview().overridden[0] == overridden
            assert study.check() == ()
