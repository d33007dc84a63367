"""``coder coverage``: what the study covers, and what it does not."""

from __future__ import annotations

from argparse import Namespace

from coder.cli.arguments import Parser, language_option
from coder.cli.output import out_json, out_line
from coder.cli.plain import plain
from coder.cli.session import language, opened
from coder.errors import Exit
from coder.model.coverage import Coverage
from coder.model.shares import percent


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar="TABLE", nargs="?", help="only its rows; default: all rows of the codebook")
    parser.add_argument("--passages", action="store_true", help="list every turn that nobody coded")
    parser.add_argument("--json", action="store_true", help="as one JSON document, with these turns")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Count interviews by case and attribute, rows without evidence, speech without codings, languages."""
    with opened(args) as study:
        report = study.coverage(args.table, language(args, study.codebook))
    if args.json:
        out_json(plain(report))
    elif args.passages:
        _passages(report)
    else:
        _print(report)
    return Exit.OK


def _print(report: Coverage) -> None:
    from coder.cli.lists import Field, print_list
    from coder.cli.remarks import print_remarks

    print_list(
        (
            Field("case", wraps=True),
            Field("interviews", number=True),
            Field("coded", number=True),
            Field("others", number=True),
            Field("languages", wraps=True),
            Field("rows without evidence", wraps=True),
        ),
        [
            (
                one.label,
                str(one.interviews),
                str(one.coded),
                str(one.others),
                ", ".join(f"{language} {count}" for language, count in one.languages.items()),
                f"all {one.rows}" if len(one.silent) == one.rows else ", ".join(row.label for row in one.silent),
            )
            for one in report.cases
        ],
    )
    remarks = ["others: interviews of other cases that speak about this one."]
    if report.unplaced:
        remarks.append(f"Interviews of no case: {', '.join(report.unplaced)}.")
    print_remarks(*remarks)
    labels = {one.case: one.label for one in report.cases}
    for attribute in report.attributes:
        cases = [case for case in (*labels, "") if any(case in own for own in attribute.counts.values())]
        if not cases:
            continue
        out_line("")
        print_list(
            (
                Field(attribute.attribute, wraps=True),
                *(Field(labels.get(case, "no case"), number=True, wraps=True) for case in cases),
                Field("all", number=True),
            ),
            [
                (value or "(not given)", *(str(own.get(case, "")) for case in cases), str(sum(own.values())))
                for value, own in attribute.counts.items()
            ],
        )
    out_line("")
    print_list(
        (
            Field("document"),
            Field("case", wraps=True),
            Field("lang"),
            Field("turns", number=True),
            Field("untouched", number=True),
            Field("words", number=True),
            Field("uncoded", number=True),
            Field("coders", wraps=True),
        ),
        [
            (
                one.document,
                labels.get(one.case or "", one.case or ""),
                one.language,
                str(one.turns),
                str(len(one.passages)),
                str(one.words),
                f"{one.uncoded_words} ({percent(one.uncoded_words, one.words)} %)",
                ", ".join(one.coders),
            )
            for one in report.documents
        ],
    )
    print_remarks(
        "Turns and words of respondents; coder coverage --passages lists the untouched turns, which nobody coded."
    )


def _passages(report: Coverage) -> None:
    from coder.cli.lists import Field, print_list

    print_list(
        (Field("document"), Field("passage"), Field("speaker", wraps=True), Field("words", number=True)),
        [
            (one.document, passage.locator, passage.speaker, str(passage.words))
            for one in report.documents
            for passage in one.passages
        ],
    )
