"""``coder guide``: the questions of the interview guide, and in which interviews each was asked."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from coder.cli.arguments import Parser, language_option, natural
from coder.cli.diagnostics import ask, notice
from coder.cli.output import counted, is_terminal, out_json, out_line
from coder.cli.plain import plain
from coder.cli.resolve import document_id
from coder.cli.session import language, opened
from coder.errors import CoderError, Exit, UsageError
from coder.model.guide import GuideReport, ProposedLink, QuestionLink
from coder.study import Study

ACTIONS = ("show", "propose", "link", "unlink")
_USAGE = {
    "show": "coder guide",
    "propose": "coder guide propose [DOCUMENT] [--accept-above 90]",
    "link": "coder guide link DOCUMENT QUESTION, or --import FILE.csv",
    "unlink": "coder guide unlink DOCUMENT QUESTION",
}


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", metavar="ACTION", nargs="?", default="show", choices=ACTIONS, help=", ".join(ACTIONS))
    parser.add_argument("document", metavar="DOCUMENT", nargs="?", help="a document, by name or id")
    parser.add_argument("question", metavar="QUESTION", nargs="?", help="a question, by id")
    parser.add_argument("--turn", metavar="N", type=natural, help="link: the turn in which it was asked, from 1")
    parser.add_argument("--import", metavar="FILE", dest="table", help="link: a table with document and question")
    parser.add_argument("--least", metavar="SCORE", type=natural, help="propose: the lowest score of 100 (70)")
    parser.add_argument(
        "--accept-above", metavar="SCORE", type=natural, help="propose: link what scores so much or more, of 100"
    )
    parser.add_argument(
        "--yes", action="store_true", help="with --accept-above: do it; without, only say what it would do"
    )
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Show, propose, link or unlink."""
    given = (args.document is not None, args.question is not None, args.table is not None)
    fits = {
        "show": given == (False, False, False),
        "propose": not given[1] and not given[2],
        "link": given in ((True, True, False), (False, False, True)),
        "unlink": given == (True, True, False),
    }
    if not fits[args.action]:
        raise UsageError(f"it is not said what to {args.action}", where="guide", hint=_USAGE[args.action])
    with opened(args) as study:
        return {"show": _show, "propose": _propose, "link": _link, "unlink": _unlink}[args.action](study, args)


# ---- what was asked where


def _show(study: Study, args: Namespace) -> Exit:
    report, wanted = study.guide(), language(args, study.codebook)
    if args.json:
        out_json(plain(report))
        return Exit.OK
    if not report.questions:
        from coder.study.guiding import NO_GUIDE

        notice(f"the codebook has no interview guide ({NO_GUIDE})")
        return Exit.OK
    _print(study, report, wanted)
    return Exit.OK


def _print(study: Study, report: GuideReport, wanted: str | None) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    codebook = study.codebook
    print_list(
        (Field("question"), Field("asked in", number=True), Field("text", wraps=True), Field("rows", wraps=True)),
        [
            (
                one.id,
                f"{report.asked_in(one.id)}/{len(report.lines)}",
                codebook.text(one.text, wanted),
                ", ".join(codebook.row_label(codebook.row(row), wanted) for row in one.rows) or "none",
            )
            for one in report.questions
        ],
    )
    out_line("")
    names = {one.id for one in report.questions}
    print_list(
        (Field("document", cut=True), *(Field(one.id) for one in report.questions), Field("", wraps=True)),
        [
            (
                line.name,
                *(_asked(line.asked, one.id) for one in report.questions),
                ", ".join(f"{question} is no question any more" for question in line.asked if question not in names),
            )
            for line in report.lines
        ],
    )
    remarks = ["The number of the turn that asks; x: asked, nobody said where; -: not linked."]
    remarks.append(
        f"Nobody was asked about {counted(len(report.unasked), 'cell')} without evidence: shown as not asked."
        if report.unasked
        else "No cell without evidence is shown as not asked."
    )
    if report.rowless:
        remarks.append(f"No question asks about {', '.join(report.rowless)}: their empty cells stay empty.")
    print_remarks(*remarks)


def _asked(asked: object, question: str) -> str:
    found = asked if isinstance(asked, dict) else {}
    if question not in found:
        return "-"
    return "x" if found[question] is None else str(found[question])


# ---- proposals


def _propose(study: Study, args: Namespace) -> Exit:
    documents = [document_id(study, args.document)] if args.document else []
    found = study.propose_links(documents, args.least)
    taken = [one for one in found if args.accept_above is not None and one.score >= args.accept_above]
    if args.json:
        out_json(plain(list(found)))
    else:
        _print_proposals(study, found, taken)
    silent = study.without_interviewer()
    if silent and not args.document:
        notice(f"nobody asks in {counted(len(silent), 'document')}: coder turns says who is the interviewer")
    if not found:
        notice("no turn is like a question that is not linked yet; coder guide link DOCUMENT QUESTION links one")
    if args.accept_above is None:
        if found:
            notice("nothing was linked: --accept-above SCORE links the best, coder guide link DOCUMENT QUESTION one")
        return Exit.OK
    asking = sys.stdin.isatty() and is_terminal() and not args.json
    if not taken or not (args.yes or (asking and ask(f"Link {counted(len(taken), 'question')}?"))):
        notice(f"nothing was linked; --yes links {len(taken)}" if taken else "nothing scores so much")
        return Exit.OK
    notice(f"{counted(len(study.link_questions(taken)), 'question')} linked; coder undo takes it back")
    return Exit.OK


def _print_proposals(study: Study, found: Sequence[ProposedLink], taken: Sequence[ProposedLink]) -> None:
    from coder.cli.lists import Field, print_list

    texts = {one.id: one.text for one in study.codebook.guide}
    fields = (
        Field("document"),
        Field("question"),
        Field("score", number=True),
        Field("link" if taken else ""),
        Field("the guide asks", wraps=True),
        Field("the turn says", wraps=True),
    )
    print_list(
        fields,
        [
            (
                one.name,
                one.question,
                str(one.score),
                "yes" if one in taken else "",
                texts[one.question][one.language],
                one.words,
            )
            for one in found
        ],
    )


# ---- links


def _link(study: Study, args: Namespace) -> Exit:
    links = _table(study, args.table) if args.table else [_one(study, args)]
    made = study.link_questions(links)
    same = len({(link.document, link.question) for link in links}) - len(made)
    notice(f"{counted(len(made), 'question')} linked" + (f", {same} linked already" if same else ""))
    return Exit.OK


def _one(study: Study, args: Namespace) -> QuestionLink:
    document = document_id(study, args.document)
    if args.turn is None:
        return QuestionLink(document, args.question)
    turns = study.document(document).turns
    if args.turn > len(turns):
        raise CoderError(f"{args.document} has {counted(len(turns), 'turn')}", hint="count from 1")
    return QuestionLink(document, args.question, turns[args.turn - 1].span.start)


def _table(study: Study, path: str) -> list[QuestionLink]:
    """The links of a table; all problems at once. Raises TableError."""
    from coder.files import read_bytes
    from coder.formats.links_csv import parse
    from coder.formats.tables import Problem, TableError

    problems, links = [], []
    known = {one.id for one in study.codebook.guide}
    for row in parse(read_bytes(Path(path)), path):
        try:
            document = document_id(study, row.document)
        except CoderError as error:
            problems.append(Problem(row.line, str(error)))
            continue
        if row.question not in known:
            problems.append(Problem(row.line, f"the guide has no question {row.question!r}"))
        links.append(QuestionLink(document, row.question))
    if problems:
        raise TableError(path, problems)
    return links


def _unlink(study: Study, args: Namespace) -> Exit:
    study.unlink_questions([(document_id(study, args.document), args.question)])
    notice(f"{args.question} was not asked in {args.document}; coder undo takes it back")
    return Exit.OK
