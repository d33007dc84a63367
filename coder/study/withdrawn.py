"""Originals of pseudonymised documents do not come in once more by an import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.files import sha256

if TYPE_CHECKING:
    from coder.intake.transcripts import Intake


def refuse_originals(intake: Intake, withdrawn: Callable[[str], bool]) -> None:
    """Take out of an intake what was withdrawn from the study, and say so: the names would be back with it."""
    back = [record for record in intake.records if withdrawn(record.source_sha256)]
    if not back:
        return
    names, ids = {record.name for record in back}, {record.id for record in back}
    shas = {sha for record in back for sha in (record.source_sha256, record.text_sha256)}
    hint = "coder pseudonymise --restore brings the names back"
    for path in dict.fromkeys(one.path for one in intake.imported if one.document in names):
        message = "this is the original of a document that was pseudonymised"
        intake.refused.append(CoderError(message, where=PurePath(path).name, hint=hint))
    intake.records[:] = [record for record in intake.records if record.id not in ids]
    intake.imported[:] = [one for one in intake.imported if one.document not in names]
    intake.coded[:] = [one for one in intake.coded if one[0] not in ids]
    stay = {sha for record in intake.records for sha in (record.source_sha256, record.text_sha256)}
    for sha in shas - stay:
        intake.contents.pop(sha, None)
    for name in [name for name, data in intake.files.items() if sha256(data) in shas - stay]:
        del intake.files[name]
