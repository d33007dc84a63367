"""A study as large as one wishes, written straight into its tables: importing a million codings takes longer than what
is measured.

Run as a program (``python3 -m tests.bench.large_study STUDY``) it derives the overview and prints the most memory that
took, in megabytes.
"""

from __future__ import annotations

import random
import resource
import sys
import uuid
from pathlib import Path

from coder import shipped
from coder.files import sha256
from coder.model.document import Role, Turn
from coder.model.edit import AddDocuments, DocumentRecord
from coder.model.span import Span
from coder.study import Study

TABLE = "all"
CASES = 31
CODERS = ("A", "B", "C", "D")
STEP = 40  # code points from one coding to the next of its document
TITLE = "{en: All rows}"


def large_study(path: Path, codings: int, interviews: int) -> Study:
    """A study of random codings in one table of all 18 rows of the flagship codebook over 31 cases.

    Two of four coders read each interview, a tenth of the codings are about another case than the interview's, all
    count, and no two overlap. The journal does not know them.
    """
    dice = random.Random(7)
    text, name = shipped.codebook_text("regional-innovation-systems")
    with Study.create(path / "source", text, name, "A") as source:
        rows = ", ".join(row for table in source.codebook.tables for row in table.rows)
    together = f"\ntables:\n- {{id: {TABLE}, title: {TITLE}, columns: region, rows: [{rows}]}}\n"
    study = Study.create(path / "study", text.replace("\ntables:\n", together, 1), name, "A")
    codebook = study.codebook
    wanted = set(codebook.table(TABLE).rows)
    cases = [case.id for case in codebook.cases]
    cases += [f"case{number:02}" for number in range(CASES - len(cases))]
    words = "word " * ((codings // interviews + 2) * STEP // 5)
    records = tuple(_record(f"I{number:04}", cases[number % CASES], words) for number in range(interviews))
    study._perform(AddDocuments(records), "import", {sha256(words.encode()): words.encode()})
    kinds = [
        (code.id, weight)
        for code in codebook.codable()
        if (row := codebook.row_of.get(code.id)) is not None and row.id in wanted
        for weight in codebook.weights(code)
    ]
    readers = [dice.sample(CODERS, 2) for _ in records]
    db = study._store.db
    indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'coding' AND type = 'index'").fetchall()
    indexes = [(index, sql) for index, sql in indexes if sql]
    db.execute("BEGIN")
    for index, _ in indexes:
        db.execute(f"DROP INDEX {index}")

    def coding(number: int) -> tuple[object, ...]:
        document, place = number % interviews, STEP * (number // interviews)
        code, weight = dice.choice(kinds)
        about = dice.choice(cases) if dice.random() < 0.1 else None
        identity = str(uuid.UUID(int=dice.getrandbits(128), version=4))
        coder = dice.choice(readers[document])
        return identity, records[document].id, place, place + 30, code, weight, coder, about, code, weight

    db.executemany(
        'INSERT INTO coding (id, document, start, "end", code, weight, coder, about, resolved, level, tense, origin, '
        "revision, created, spoken, counts) VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'present', 'hand', 1, '2026-01-01T00:00:00+00:00', 1, 1)",
        map(coding, range(codings)),
    )
    for _, sql in indexes:
        db.execute(sql)
    db.execute("COMMIT")
    return study


def _record(name: str, case: str, words: str) -> DocumentRecord:
    sha, turn = sha256(words.encode()), Turn(Span(0, len(words)), "R", Role.RESPONDENT)
    attributes = {"region": case, "interview": name}
    return DocumentRecord(
        str(uuid.uuid5(uuid.NAMESPACE_OID, name)),
        name,
        "txt",
        "en",
        (turn,),
        (),
        f"{name}.txt",
        sha,
        sha,
        len(words) // 5,
        attributes,
    )


if __name__ == "__main__":
    with Study.open(Path(sys.argv[1]), "A") as opened:
        opened.overview(TABLE, "en")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
