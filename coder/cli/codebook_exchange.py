"""``coder codebook export`` and ``coder codebook import``: codebooks of other programs, and for papers."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from coder import shipped
from coder.cli.diagnostics import notice
from coder.cli.output import counted, out_json, out_line
from coder.cli.session import language, opened
from coder.errors import Exit, UsageError
from coder.exports import checked
from coder.files import write_bytes
from coder.model.codebook import Codebook

if TYPE_CHECKING:
    from coder.codebook.adopting import Adoption
    from coder.formats.codebook import Losses


def export(args: Namespace) -> Exit:
    """Write the codebook of the study, or one named after the file, in the format of the file's ending."""
    from coder.codebook.read import read
    from coder.formats.codebook import WRITTEN, losses_of, suffix_of, written

    if not args.target:
        raise UsageError("it is not said where to", where="codebook export", hint="FILE: " + ", ".join(WRITTEN))
    suffix = suffix_of(args.target, WRITTEN)
    target = checked(Path(args.target))
    if args.other:
        source, name = shipped.codebook_text(args.other)
        codebook, usage = read(source, name), None
    else:
        with opened(args) as study:
            codebook, source, usage = study.codebook, study.codebook_text(), study.code_usage()
    data = written(codebook, suffix, source=source, language=language(args, codebook), usage=usage)
    beside = checked(target.with_name(target.name + ".yaml")) if suffix == ".qdc" else None
    write_bytes(target, data)
    if beside is not None:
        write_bytes(beside, source.encode())
    out_line(f"{target}: {counted(len(codebook.codes), 'code')} of {codebook.id} {codebook.version}")
    _tell_losses(target, losses_of(codebook, suffix), beside)
    return Exit.OK


def _tell_losses(target: Path, losses: Losses, beside: Path | None) -> None:
    if losses.in_words:
        notice(f"{target.name} holds in words, within descriptions: {', '.join(losses.in_words)}")
    if losses.left_out:
        where = f"; {beside.name} beside it holds everything" if beside is not None else "; .yaml holds everything"
        notice(f"{target.name} does not hold: {', '.join(losses.left_out)}{where}")


def bring_in(args: Namespace) -> Exit:
    """Take the codes of a file into the codebook of the study, or say what would come of it."""
    from coder.formats.codebook import READ, suffix_of

    if not args.target:
        raise UsageError("it is not said from where", where="codebook import", hint="FILE: " + ", ".join(READ))
    path = Path(args.target)
    suffix_of(path.name, READ)
    with opened(args) as study:
        wanted = language(args, study.codebook)
        take = study.preview_codes if args.dry_run else study.bring_in_codes
        adoption = take(path, wanted)
        codebook = study.codebook
    if args.json:
        out_json(_json(adoption))
    else:
        _print(codebook, adoption)
    for note in adoption.notes:
        notice(note)
    done = "would come in" if args.dry_run else "brought in"
    version = "" if args.dry_run or not adoption.new else f"; the codebook is {codebook.version} now"
    notice(f"{counted(len(adoption.new), 'new code')} {done}, {counted(len(adoption.known), 'code')} known{version}")
    return Exit.OK


def _print(codebook: Codebook, adoption: Adoption) -> None:
    for code in adoption.new:
        below = f" below {code.parent}" if code.parent is not None else ""
        out_line(f"+ {codebook.text(code.label)}  [{code.id}]{below}")
    for known in adoption.known:
        differs = f"; its {', '.join(known.differs)} here stay as they are" if known.differs else ""
        out_line(f"= {known.name}  [{known.code}] known by its {known.by}{differs}")


def _json(adoption: Adoption) -> dict[str, object]:
    return {
        "new": [
            {"id": code.id, "parent": code.parent, "kind": code.kind.value, "label": dict(code.label)}
            for code in adoption.new
        ],
        "known": [
            {"name": one.name, "id": one.code, "by": one.by, "differs": list(one.differs)} for one in adoption.known
        ],
        "notes": list(adoption.notes),
    }
