"""``coder codebook``: operations on the codes, each shown with what it does before it is done."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from coder.cli.arguments import Parser
from coder.cli.diagnostics import ask, notice
from coder.cli.output import counted, is_terminal, out_json, out_line
from coder.cli.session import opened
from coder.errors import CoderError, Exit, UsageError
from coder.model.codebook import Codebook
from coder.model.impact import Impact, Waiting, told
from coder.study import Study

if TYPE_CHECKING:
    from coder.codebook.code_fields import CodeField
    from coder.codebook.ops import Op, Part

CHANGES = ("add", "rename", "move", "merge", "unmerge", "split", "retire", "redefine", "rescale")
QUEUE = ("queue", "recode")
TOP = "."

_USAGE = {
    "add": "add LABEL --to PARENT",
    "rename": "rename CODE LABEL",
    "move": f"move CODE --to PARENT ({TOP} is the top)",
    "merge": "merge CODE CODE --to CODE (or the label of a new one)",
    "unmerge": "unmerge CODE",
    "split": "split CODE --to ONE --to OTHER (codes, or labels of new ones)",
    "retire": "retire CODE",
    "redefine": "redefine CODE --definition TEXT",
    "rescale": "rescale CODE --map OLD=NEW,OLD=null",
    "recode": "recode CODING CODE (or a level)",
}


def arguments(parser: Parser) -> None:
    """Declare the arguments of changes."""
    parser._negative_number_matcher = re.compile(r"-[0-9]")  # --map -2=-1 is no option
    group = parser.add_argument_group(f"for changes ({', '.join(CHANGES)})")
    group.add_argument("more", metavar="CODE", nargs="*", help="merge: further codes")
    group.add_argument("--rationale", metavar="WHY", help="the reason, which goes into the history")
    group.add_argument("--yes", action="store_true", help="do it; without, only say what it would do")
    group.add_argument(
        "--to", metavar="CODE", action="append", default=[], help='where it leads: a code, or "label: definition"'
    )
    group.add_argument(
        "--by", metavar="QUERY=TO", action="append", default=[], help="split: what a search finds goes to one of them"
    )
    group.add_argument("--default", metavar="CODE", help="split: where everything goes until it is coded again")
    group.add_argument("--definition", metavar="TEXT", help="redefine, add: the definition")
    group.add_argument("--include", metavar="TEXT", action="append", help="redefine: what counts")
    group.add_argument("--exclude", metavar="TEXT", action="append", help="redefine: what does not")
    group.add_argument("--map", metavar="OLD=NEW,…", help="rescale: what becomes of each level")
    group.add_argument("--scale", metavar="SCALE", help="rescale: another scale")
    group.add_argument("--place", metavar="N", type=int, help="move, add: place in an ordinal row, 1 is the lowest")


def change(args: Namespace) -> Exit:
    """Show what an operation does, and do it if that is wanted."""
    if not args.rationale and args.action != "add":
        raise UsageError(
            f"a {args.action} needs its reason", where="codebook", hint='--rationale "why"; it goes into the history'
        )
    with opened(args) as study:
        op = _op(study, args)
        by = _queries(study.codebook, args)
        impact = study.impact(op, by)
        if args.json:
            out_json(asdict(impact))
        else:
            show(impact)
        if not args.yes:
            asked = sys.stdin.isatty() and is_terminal() and not args.json
            if not (asked and ask("Do it?")):
                notice("nothing was changed; --yes does it")
                return Exit.OK
        study.restructure(op, args.rationale or f"new code: {args.target}", by)
        left = len(study.waiting()) if impact.waiting else 0
    notice(f"done: the codebook is {impact.versions[1]} now; coder undo takes it back")
    if left:
        notice(f"{counted(left, 'coding')} to be coded again: coder codebook queue lists them")
    return Exit.OK


def show(impact: Impact) -> None:
    """What an operation does, on stdout."""
    for line in told(impact):
        out_line(line)


def _op(study: Study, args: Namespace) -> Op:
    from coder.codebook import ops
    from coder.codebook.ops_words import levels, place_of

    codebook = study.codebook
    words = [word for word in (args.target, args.other, *args.more) if word is not None]
    match args.action, words, args.to:
        case "add", [label], [] | [_]:
            parent = "" if not args.to or args.to[0] == TOP else _known(codebook, args.to[0])
            return ops.Create(ops.Part(label=label, definition=args.definition or ""), parent, _place(args))
        case "rename", [code, label], []:
            return ops.Rename(code, label, args.lang or "")
        case "move", [code], [parent]:
            return ops.Move(code, "" if parent == TOP else _known(codebook, parent), _place(args))
        case "merge", [_, *_], [to]:
            return ops.Merge(tuple(words), _part(codebook, to, args.definition))
        case "unmerge", [code], []:
            return study.merged_before(code)
        case "split", [code], [_, _, *_]:
            parts = tuple(_part(codebook, to, None) for to in args.to)
            default = None if args.default is None else place_of(args.default, parts)
            return ops.Split(code, parts, default)
        case "retire", [code], []:
            return ops.Retire(code)
        case "redefine", [code], []:
            return ops.Redefine(code, _texts(codebook, args))
        case "rescale", [code], [] if args.map or args.scale:
            return ops.Rescale(code, levels(args.map or ""), args.scale or "")
    usage = _USAGE[args.action]
    raise UsageError(f"it is not said what to {args.action}", where="codebook", hint=f"coder codebook {usage}")


def _known(codebook: Codebook, code: str) -> str:
    return codebook.code(code).id


def _part(codebook: Codebook, to: str, definition: str | None) -> Part:
    from coder.codebook.ops_words import part

    found = part(codebook, to)
    return replace(found, definition=definition) if definition and not found.id else found


def _queries(codebook: Codebook, args: Namespace) -> list[tuple[str, int]]:
    from coder.codebook.ops_words import query

    parts = [_part(codebook, to, None) for to in args.to]
    return [query(given, parts) for given in args.by]


def _place(args: Namespace) -> int | None:
    return None if args.place is None else max(0, args.place - 1)


def _texts(codebook: Codebook, args: Namespace) -> tuple[tuple[CodeField, str], ...]:
    from coder.codebook.code_fields import CodeField

    language = args.lang or codebook.default_language
    given = (("definition", args.definition), ("include", args.include), ("exclude", args.exclude))
    return tuple(
        (CodeField(name, language), text if isinstance(text, str) else "\n".join(text)) for name, text in given if text
    )


# ---- what waits


def queue(args: Namespace) -> Exit:
    """List the codings to be coded again."""
    with opened(args) as study:
        found = study.waiting()
    if args.json:
        out_json([_json(one) for one in found])
        return Exit.OK
    if not found:
        out_line("nothing is to be coded again")
        return Exit.OK
    from coder.cli.lists import Field, print_list, shortened, signed

    fields = (
        Field("coding"),
        Field("place"),
        Field("coder"),
        Field("weight", number=True),
        Field("code", cut=True),
        Field("words", wraps=True),
        Field("may become", wraps=True),
    )
    print_list(
        fields,
        [
            (
                one.coding.id[:8],
                f"{one.document}:{one.coding.span}",
                one.coding.coder,
                signed(one.coding.weight),
                one.coding.code,
                shortened(one.quote),
                ", ".join(_choice(one, code, weight) for code, weight in one.choices),
            )
            for one in found
        ],
    )
    notice(f"{counted(len(found), 'coding')} to be coded again: coder codebook recode CODING CODE")
    return Exit.OK


def _choice(one: Waiting, code: str, weight: int) -> str:
    return f"{weight:+d}" if len({name for name, _ in one.choices}) == 1 and len(one.choices) > 1 else code


def _json(one: Waiting) -> dict[str, object]:
    return {
        "id": one.coding.id,
        "document": one.document,
        "start": one.coding.span.start,
        "end": one.coding.span.end,
        "code": one.coding.code,
        "weight": one.coding.weight,
        "coder": one.coding.coder,
        "words": one.quote,
        "choices": [{"code": code, "weight": weight} for code, weight in one.choices],
        "why": one.why,
    }


def recode(args: Namespace) -> Exit:
    """Give one of them another code, or another level."""
    if args.target is None or args.other is None or args.more:
        raise UsageError("it is not said what becomes of which coding", where="codebook", hint=_USAGE["recode"])
    with opened(args) as study:
        found = [one for one in study.waiting() if one.coding.id.startswith(args.target)]
        if len(found) != 1:
            problem = "could be any of several codings" if found else "is no coding to be coded again"
            raise CoderError(f"{args.target!r} {problem}", hint="coder codebook queue lists them")
        one = found[0]
        level = re.fullmatch(r"[+-]?[0-9]+", args.other)
        if level and one.choices:
            study.change(one.coding.id, code=one.choices[0][0], weight=int(args.other))
        else:
            study.change(one.coding.id, code=study.codebook.code(args.other).id)
        left = len(study.waiting())
    out_line("coded again" + (f"; {counted(left, 'coding')} left" if left else ""))
    return Exit.OK
