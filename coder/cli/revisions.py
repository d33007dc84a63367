"""``coder codebook revisions``: every form of the codebook and what was coded under it."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.lists import Field, print_list
from coder.cli.output import counted, out_json
from coder.cli.session import opened
from coder.errors import Exit
from coder.model.revision import Revision


def revisions(args: Namespace) -> Exit:
    """List the revisions, oldest first."""
    with opened(args) as study:
        found = study.revisions()
    if args.json:
        out_json(
            [
                {
                    "number": one.number,
                    "version": one.version,
                    "at": one.at,
                    "coder": one.coder,
                    "label": one.label,
                    "changed": list(one.changed),
                    "codings": sum(one.codings.values()),
                    "by": dict(one.codings),
                }
                for one in found
            ]
        )
        return Exit.OK
    fields = (
        Field("revision", number=True),
        Field("version"),
        Field("date"),
        Field("coder"),
        Field("codings", number=True),
        Field("what changed", wraps=True),
    )
    print_list(fields, [_line(one) for one in found])
    return Exit.OK


def _line(one: Revision) -> tuple[str, ...]:
    codings = sum(one.codings.values())
    date = one.at[: len("2026-01-01")]
    return str(one.number), one.version, date, one.coder, str(codings) if codings else "·", _changed(one)


def _changed(one: Revision) -> str:
    """The label of the journal; of a form edited by hand what its history says, else the first difference."""
    telling = [line.removeprefix("history: ") for line in one.changed if line.startswith("history: ")]
    telling = telling or [line for line in one.changed if not line.startswith("version ")]
    if not telling or not one.label.startswith("codebook "):
        return one.label
    more = f"; and {counted(len(telling) - 1, 'more difference')}" if len(telling) > 1 else ""
    return telling[0] + more
