"""``coder turns``: who speaks in a transcript, as what; roles and names put right."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from coder.cli.arguments import Parser, near
from coder.cli.diagnostics import notice
from coder.cli.lists import Field, print_list
from coder.cli.output import out_json
from coder.cli.resolve import document_id
from coder.cli.session import opened
from coder.errors import Exit, UsageError
from coder.model.document import Role
from coder.model.report import Speaker


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("document", metavar="DOCUMENT", nargs="?", help="a document, by name or id")
    parser.add_argument("--all", action="store_true", help="all documents, or those in which the speakers occur")
    parser.add_argument(
        "--role",
        metavar="NAME=ROLE",
        action="append",
        default=[],
        dest="roles",
        help="what a speaker is: interviewer, respondent or note; may be repeated",
    )
    parser.add_argument(
        "--rename",
        metavar="OLD=NEW",
        action="append",
        default=[],
        dest="names",
        help="another name for a speaker; the text stays as it is; may be repeated",
    )
    parser.add_argument("--json", action="store_true", help="as one JSON document")


def run(args: Namespace) -> Exit:
    """Put right what was asked for, then list the speakers as they are now."""
    if bool(args.document) == args.all:
        raise UsageError("it is not said which documents", hint="name a document, or give --all")
    roles = {name: _role(value) for name, value in _pairs("--role", args.roles)}
    names = dict(_pairs("--rename", args.names))
    with opened(args) as study:
        listed = {one.id: one.name for one in study.documents()}
        wanted = [*listed] if args.all else [document_id(study, args.document)]
        before = {identity: study.speakers(identity) for identity in wanted} if names else {}
        changed = study.change_speakers(wanted, roles, names) if roles or names else None
        found = [(listed[identity], speaker) for identity in wanted for speaker in study.speakers(identity)]
    if args.json:
        out_json([_json(document, speaker) for document, speaker in found])
    else:
        _print(found, several=args.all)
    for identity, spoke in before.items():
        now = {speaker.name: speaker.role for name, speaker in found if name == listed[identity]}
        for one in spoke:
            role = now.get(names.get(one.name, ""), one.role)
            if role is not one.role and one.name not in roles:
                notice(
                    f"{listed[identity]}: {one.name} was {one.role.value} and is {role.value} now, as {names[one.name]}"
                )
    if changed is not None:
        notice(f"changed: {', '.join(changed)}; coder undo takes it back" if changed else "it is so already")
    return Exit.OK


def _print(found: Sequence[tuple[str, Speaker]], *, several: bool) -> None:
    fields = (
        Field("document"),
        Field("speaker"),
        Field("role"),
        Field("turns", number=True),
        Field("words", number=True),
    )
    print_list(
        fields,
        [
            (document if several else "", one.name or "—", one.role.value, str(one.turns), str(one.words))
            for document, one in found
        ],
    )


def _json(document: str, one: Speaker) -> dict[str, Any]:
    return {
        "document": document,
        "speaker": one.name,
        "role": one.role.value,
        "turns": one.turns,
        "words": one.words,
    }


def _pairs(option: str, given: Sequence[str]) -> list[tuple[str, str]]:
    """``NAME=VALUE`` arguments. Raises UsageError for what is none; a name may hold ``=`` itself."""
    pairs = []
    for pair in given:
        name, equals, value = pair.rpartition("=")
        if not equals or not name.strip() or not value.strip():
            raise UsageError(f"{option} {pair}: this sets nothing", hint=f"write {option} NAME=VALUE")
        pairs.append((name.strip(), value.strip()))
    return pairs


def _role(value: str) -> Role:
    try:
        return Role(value.casefold())
    except ValueError:
        known = [role.value for role in Role]
        meant = near(value.casefold(), known)
        hint = f"did you mean {meant}?" if meant else f"roles are {', '.join(known)}"
        raise UsageError(f"there is no role {value!r}", hint=hint) from None
