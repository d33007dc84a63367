"""What opening a study and coding in it imports: a session has to start fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.studies import new_study

PROGRAM = """
import sys
from pathlib import Path
from coder.model.span import Span
from coder.study import Study

with Study.open(Path(sys.argv[1]), "anna") as study:
    study.notices()
    (document,) = study.documents()
    code = next(code for code in study.codebook.codes if code.codable)
    place = next(turn.span for turn in study.document(document.id).turns)
    study.code(document.id, place, code.id, study.codebook.weights(code)[-1])
    study.undo()
needless = "coder.derive.table", "coder.derive.cells", "coder.model.overview", "coder.intake", "coder.formats"
needless += "coder.search", "coder.suggest", "coder.codebook.read", "coder.codebook.code_fields"
print(sorted(name for name in sys.modules if name.startswith(needless)))
"""


def test_coding_imports_nothing_that_only_other_work_needs(tmp_path: Path) -> None:
    with new_study(tmp_path / "study") as study:
        path = tmp_path / "one.txt"
        path.write_text("I: How is it going?\n\nR: It is getting better.", "utf-8")
        study.import_transcripts([path])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "study")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
