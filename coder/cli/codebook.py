"""``coder codebook``: show, check, compare, apply and list revisions."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from coder import shipped
from coder.cli import codebook_change, codebook_row
from coder.cli.arguments import Parser, language_option, natural
from coder.cli.diagnostics import notice
from coder.cli.output import counted, out, out_json
from coder.cli.session import language, opened
from coder.errors import Exit, UsageError
from coder.formats.visible import visible
from coder.model.codebook import Code, Codebook, Label

ACTIONS = (
    "show",
    "check",
    "diff",
    "apply",
    "restore",
    "revisions",
    "export",
    "import",
    "row",
    *codebook_change.CHANGES,
    *codebook_change.QUEUE,
)


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", metavar="ACTION", help=f"{', '.join(ACTIONS)}")
    parser.add_argument(
        "target",
        metavar="WHAT",
        nargs="?",
        help="show: a code; check: a file or a shipped codebook; diff: a revision; export, import: a file",
    )
    parser.add_argument(
        "other",
        metavar="AND",
        nargs="?",
        help="diff: the revision to compare with (the newest); export: another codebook",
    )
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    parser.add_argument("--revision", metavar="N", type=natural, help="show: the codebook as it was in this revision")
    parser.add_argument(
        "--raise", dest="raised", action="store_true", help="apply: write the version that the changes ask for"
    )
    parser.add_argument("--dry-run", action="store_true", help="import: only say what would come in")
    codebook_change.arguments(parser)
    codebook_row.arguments(parser)
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Do one of the actions."""
    actions = {"show": _show, "check": _check, "diff": _diff, "apply": _apply, "restore": _restore}
    actions |= {"revisions": _revisions, "export": _export, "import": _import}
    actions |= dict.fromkeys(codebook_change.CHANGES, codebook_change.change)
    actions["row"] = codebook_row.make
    actions |= {"queue": codebook_change.queue, "recode": codebook_change.recode}
    if args.action not in actions:
        raise UsageError(f"there is no action {args.action!r}", where="codebook", hint=", ".join(ACTIONS))
    return actions[args.action](args)


def _show(args: Namespace) -> Exit:
    with opened(args) as study:
        codebook = study.codebook if args.revision is None else study.codebook_at(args.revision)
    wanted = language(args, codebook)
    if args.target:
        code = codebook.code(args.target)
        if args.json:
            out_json(_json(code))
        else:
            out(_card(codebook, code, wanted))
    elif args.json:
        out_json({"id": codebook.id, "version": codebook.version, "codes": [_json(code) for code in codebook.codes]})
    else:
        out(_tree(codebook, wanted))
    return Exit.OK


def _check(args: Namespace) -> Exit:
    from coder.codebook.read import check

    if args.target:
        text, name = shipped.codebook_text(args.target)
    else:
        with opened(args) as study:
            text, name = shipped.codebook_text(str(study.codebook_file))
    errors, warnings = check(text, name)
    if args.json:
        found = {"errors": errors, "warnings": warnings}
        listed = {kind: [asdict(problem) for problem in problems] for kind, problems in found.items()}
        out_json({"file": name, **listed})
        return Exit.REFUSED if errors else Exit.OK
    for kind, problems in (("error", errors), ("warning", warnings)):
        for problem in problems:
            notice(f"{name}:{problem.line}: {kind}: {problem.what} ({problem.repair})")
    notice(f"{name}: {counted(len(errors), 'error')}, {counted(len(warnings), 'warning')}")
    return Exit.REFUSED if errors else Exit.OK


def _diff(args: Namespace) -> Exit:
    from coder.cli.working_copy import diff

    return diff(args)


def _apply(args: Namespace) -> Exit:
    from coder.cli.working_copy import apply

    return apply(args)


def _restore(args: Namespace) -> Exit:
    from coder.cli.working_copy import restore

    return restore(args)


def _revisions(args: Namespace) -> Exit:
    from coder.cli.revisions import revisions

    return revisions(args)


def _export(args: Namespace) -> Exit:
    from coder.cli.codebook_exchange import export

    return export(args)


def _import(args: Namespace) -> Exit:
    from coder.cli.codebook_exchange import bring_in

    return bring_in(args)


def _tree(codebook: Codebook, wanted: str | None) -> str:
    lines = [f"{codebook.text(codebook.title, wanted)} ({codebook.id} {codebook.version})"]

    def add(parent: str | None, indent: str) -> None:
        for code in codebook.children(parent):
            retired = "  (retired)" if code.retired else ""
            lines.append(f"{indent}{codebook.text(code.label, wanted)}  [{code.id}]{retired}")
            add(code.id, indent + "  ")

    add(None, "")
    return "".join(f"{visible(line)}\n" for line in lines)


def _card(codebook: Codebook, code: Code, wanted: str | None) -> str:
    def text(label: Label) -> str:
        return visible(codebook.text(label, wanted))

    lines = [f"{text(code.label)}  [{code.id}]", f"  kind        {code.kind.value}"]
    if code.definition:
        lines.append(f"  definition  {text(code.definition)}")
    lines += [f"  include     {text(one)}" for one in code.include]
    lines += [f"  exclude     {text(one)}" for one in code.exclude]
    lines += [f"  level {weight:+d}    {text(anchor)}" for weight, anchor in sorted(code.anchors.items(), reverse=True)]
    lines += [f"  example     {text(example.text)}" for example in code.examples]
    lines += [f"  cues {tag:<6} {visible(', '.join(cues))}" for tag, cues in code.cues.items() if cues]
    return "\n".join(lines) + "\n"


def _json(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "kind": code.kind.value,
        "parent": code.parent,
        "label": dict(code.label),
        "definition": dict(code.definition),
        "include": [dict(one) for one in code.include],
        "exclude": [dict(one) for one in code.exclude],
        "cues": {tag: list(cues) for tag, cues in code.cues.items()},
        "aliases": list(code.aliases),
        "scale": code.scale,
        "anchors": {str(weight): dict(anchor) for weight, anchor in code.anchors.items()},
        "absent": code.absent,
        "qualifier": code.qualifier,
        "retired": code.retired,
    }
