"""A kept overview that follows what is done, against deriving all each time. ``CODER_FUZZ`` tries more studies."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coder.codebook.ops import Part, Split
from coder.errors import CoderError
from coder.files import sha256
from coder.model.coding import Tense
from coder.model.document import Role, Turn
from coder.model.edit import AddDocuments, ChangeCoding, DocumentRecord, SetAttribute
from coder.model.judgement import OverrideType
from coder.model.overview import Overview
from coder.model.span import Span
from coder.study import Study
from coder.study.following import MOST_DOCUMENTS, MOST_ENTRIES, Followed
from tests.derive.rows_of_every_kind import JOIN, KINDS, TEXT, VALUES

STUDIES = max(4, int(os.environ.get("CODER_FUZZ", "0")) // 10)
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]
TURNS = tuple(
    Turn(Span(start + 3, start + 18), speaker, role)
    for start, speaker, role in zip(
        range(0, 120, 20),
        ["Q", "Anna", "Ben"] * 2,
        [Role.INTERVIEWER, Role.RESPONDENT, Role.RESPONDENT] * 2,
        strict=True,
    )
)
HOMES = ("north", "south")
CELLS = [(row, case) for row in KINDS for case in HOMES]


def add(study: Study, name: str, case: str, interview: str, **attributes: str) -> str:
    """A document of six turns; returns its id."""
    text = "".join("X: It is what it i\n\n" for _ in TURNS)
    data = f"{name}\n{text}".encode()
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
        {"town": case, "interview": interview, **attributes},
    )
    study._perform(AddDocuments((record,)), name, {sha256(data): data, sha256(text.encode()): text.encode()})
    return record.id


def new_study(folder: Path) -> Study:
    """Two documents of one interview, another interview, a group discussion, and one called like a voice of it."""
    study = Study.create(folder / "study", TEXT, "kinds.yaml", "A")
    add(study, "a", "north", "I1")
    add(study, "b", "north", "I1")
    add(study, "c", "south", "I2")
    add(study, "g", "north", "G", voices="speakers")
    add(study, "h", "south", "G/Anna")
    return study


def code(study: Study, dice: Random) -> None:
    row = dice.choice(KINDS)
    value = f"{row}.{dice.choice(VALUES[:3])}" if row in JOIN else row
    start = 20 * dice.randrange(6) + 3 + dice.randrange(8)
    weight = dice.choice([2, 2, 1, -1, -2] if row in JOIN else [2, 1, 0, -1, -2])
    where = dice.choice(study.documents()).id
    about, tense = dice.choice([None, None, None, *HOMES]), dice.choice([Tense.PRESENT] * 4 + [Tense.PAST])
    study.code(where, Span(start, start + dice.randint(1, 7)), value, weight, about, tense)


def change(study: Study, dice: Random) -> None:
    coding = dice.choice(study.codings())
    what = dice.randrange(4)
    if what == 0:
        study.change(coding.id, weight=dice.choice([2, 1, -1]))
    elif what == 1:
        study.change(coding.id, about=dice.choice([None, *HOMES]))
    elif what == 2:
        study.change(coding.id, span=Span(coding.span.start, coding.span.end + dice.randint(1, 30)))
    else:
        study.change(coding.id, tense=dice.choice([*Tense]))


def stray(study: Study, dice: Random) -> None:
    """About a case that the codebook does not know."""
    (before,) = study._tables.codings_by_id([dice.choice(study.codings()).id])
    study._perform(ChangeCoding(before, replace(before, about="moon")), "as an import may say it")


def uncode(study: Study, dice: Random) -> None:
    ids = [coding.id for coding in study.codings()]
    study.uncode(dice.sample(ids, min(len(ids), dice.choice([1, 1, 2, 6]))))


def mark(study: Study, dice: Random) -> None:
    own, study.coder = study.coder, dice.choice([study.coder, "C", "reconciled"])  # the others code nothing
    study.mark_coded(dice.choice(study.documents()).id, dice.random() < 0.7)
    study.coder = own


def judge(study: Study, dice: Random) -> None:
    row, case = dice.choice(CELLS)
    what = dice.randrange(4)
    if what == 0:
        study.override(row, case, OverrideType.ADJUDICATION, "read once more", text="so it is")
    elif what == 1:
        study.sign_off(row, case)
    elif what == 2:
        study.summarise(row, case, "In short.", study.trace(row, case).cell.supporting)
    else:
        study.take_back_override(row, case)


def undo(study: Study, dice: Random) -> None:
    for _ in range(dice.choice([1, 1, 3])):
        (study.redo if dice.random() < 0.4 else study.undo)()


def note(study: Study, dice: Random) -> None:
    study.write_memo("document", dice.choice(study.documents()).id, f"note {dice.random()}")


def move(study: Study, dice: Random) -> None:
    """What is followed by deriving everything."""
    if dice.random() < 0.5:
        document = dice.choice(study.documents()).id
        study.set_attribute(document, "town", dice.choice(["north", "south"]))
    else:
        study.restructure(Split(f"{dice.choice(list(JOIN))}.top", (Part(label="x"), Part(label="y"))), "so it is")


DEEDS = [code] * 8 + [change] * 4 + [stray, uncode, uncode, mark, mark, judge, judge, judge, undo, undo, note, move]


@given(st.integers(0, 2**40))
@settings(max_examples=STUDIES, deadline=None, phases=PHASES)
def test_what_follows_is_what_is_derived(seed: int) -> None:
    dice = Random(seed)
    with TemporaryDirectory() as folder, new_study(Path(folder)) as study, Study.open(study.path, "B") as other:
        kept: dict[str | None, Followed | None] = {None: None, "A": None, "B": None}
        for _ in range(60):
            try:
                dice.choice(DEEDS)(dice.choice([study, study, other]), dice)
            except (CoderError, IndexError):
                continue  # nothing to judge, to take back or to change
            for coder in dice.sample([None, None, "A", "B"], dice.choice([0, 1, 2])):
                kept[coder] = found = study.followed("t", "en", coder, kept[coder])
                assert found.overview == study.overview("t", "en", coder)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_study(tmp_path) as study:
        for document in study.documents():
            study.code(document.id, Span(23, 30), "one.top", 2)
            study.code(document.id, Span(23, 30), "rating", 2)
        yield study


def untouched(before: Overview, after: Overview) -> set[tuple[str, str]]:
    """Cells that are the very same values, not merely equal ones."""
    pairs = zip(before.rows, after.rows, strict=True)
    return {(new.id, case) for old, new in pairs for case in new.cells if new.cells[case] is old.cells[case]}


def document(study: Study, name: str) -> str:
    return next(row.id for row in study.documents() if row.name == name)


def test_only_cells_of_the_row_and_case_and_rows_that_consult_it_are_derived_again(study: Study) -> None:
    before = study.followed("t")
    everything = untouched(before.overview, before.overview)
    study.code(document(study, "c"), Span(43, 50), "one.upper", 2)
    after = study.followed("t", before=before)
    assert everything - untouched(before.overview, after.overview) == {("one", "south"), ("presence", "south")}
    study.undo()
    back = study.followed("t", before=after)
    assert back.overview == before.overview
    assert everything - untouched(after.overview, back.overview) == {("one", "south"), ("presence", "south")}


def test_who_is_new_to_an_interview_reaches_all_that_it_says(study: Study) -> None:
    before = study.followed("t")
    study.coder = "B"
    study.mark_coded(document(study, "a"))
    after = study.followed("t", before=before)
    cells = {row.id: row.cells["north"] for row in after.overview.rows}
    assert after.overview == study.overview("t") != before.overview
    assert "coders" in cells["rating"].flags, "the other coder gave none"


def test_what_changes_no_cell_derives_none(study: Study) -> None:
    before = study.followed("t")
    study.write_memo("document", document(study, "a"), "a note")
    after = study.followed("t", before=before)
    assert after.overview is before.overview
    assert after.read_to > before.read_to


def test_another_question_is_derived_anew(study: Study) -> None:
    before = study.followed("t")
    assert study.followed("t", "en", "B", before).overview == study.overview("t", "en", "B")
    study._perform(SetAttribute(document(study, "a"), "town", "north", "south"), "moved")
    assert study.followed("t", before=before).overview == study.overview("t") != before.overview


def test_a_judged_cell_goes_stale_and_fresh_again(study: Study) -> None:
    study.sign_off("one", "south")
    before = study.followed("t")
    coding = study.code(document(study, "c"), Span(43, 50), "one.upper", 2)
    stale = study.followed("t", before=before)
    study.uncode([coding.id])
    fresh = study.followed("t", before=stale)
    rows = [next(row for row in one.overview.rows if row.id == "one") for one in (before, stale, fresh)]
    assert [row.shown("south").stale for row in rows] == [False, True, False]
    assert all("north" not in row.judged for row in rows)


def test_a_case_nobody_speaks_of_any_more_leaves_the_table(study: Study) -> None:
    before = study.followed("t")
    coding = study.code(document(study, "c"), Span(43, 50), "one.upper", 2)
    study._perform(ChangeCoding(coding, replace(coding, about="moon")), "as an import may say it")
    with_moon = study.followed("t", before=before)
    study.uncode([coding.id])
    without = study.followed("t", before=with_moon)
    columns = [[column.id for column in one.overview.columns] for one in (before, with_moon, without)]
    assert columns == [["north", "south"], ["north", "south", "moon"], ["north", "south"]]
    assert without.overview == before.overview


def test_too_much_is_derived_whole(study: Study) -> None:
    documents = [document(study, "a"), *(add(study, f"x{n}", "north", f"X{n}") for n in range(MOST_DOCUMENTS))]
    before = study.followed("t")
    study.code_hits([(one, Span(43, 50)) for one in documents], "set.top", 2)
    after = study.followed("t", before=before)
    assert after.overview == study.overview("t") != before.overview
    for number in range(MOST_ENTRIES + 1):
        study.write_memo("document", documents[0], f"note {number}")
    study.undo()
    assert study.followed("t", before=before).overview == after.overview
