"""``coder export``: reports for papers and reviewers, in files."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from coder.cli.arguments import Parser, language_option, natural
from coder.cli.diagnostics import notice
from coder.cli.output import counted, out_json, output_file, spare_the_terminal, write_or_print
from coder.cli.session import language, opened
from coder.errors import CoderError, Exit, StorageError, UsageError
from coder.exports import checked, ending, format_of, write
from coder.formats.reports import BINARY, FORMATS, render
from coder.reports import ANNOTATED, CELLS, QUOTES, REPORTS, TABLE, Kind, Options, kind
from coder.study import Study

EVERY, PAGE = "all", "report"
FOLDER = "exports"
_OPTIONS = {
    "table": ("--table", TABLE),
    "row": ("--row", CELLS),
    "case": ("--case", CELLS),
    "budget": ("--budget", QUOTES),
    "everything": ("--all", QUOTES),
    "annotated": ("--annotated", ANNOTATED),
}
_WHOLE = Kind("all tables on one page to send, each cell with its trace; search, filters, plots", format="html")


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("report", metavar="REPORT", nargs="?", help=f"one that --list names, or {EVERY}")
    parser.add_argument("--list", action="store_true", dest="listed", help="say which reports there are")
    parser.add_argument("--json", action="store_true", help="with --list: as one JSON document")
    parser.add_argument("--format", metavar="F", help=f"{', '.join(FORMATS)}; several for {EVERY}: md,docx")
    parser.add_argument(
        "-o", metavar="FILE", dest="output", help=f"default: {FOLDER}/REPORT.ENDING; - prints; for {EVERY}: a directory"
    )
    parser.add_argument("--table", metavar="T", help="of this table; default: the codebook's first")
    parser.add_argument("--row", metavar="ROW", help="only this row (evidence-book, grid, codings)")
    parser.add_argument("--case", metavar="CASE", help="only this case (evidence-book, grid, codings)")
    parser.add_argument(
        "--budget", metavar="N", type=natural, help="words of an interview that evidence-book may print"
    )
    parser.add_argument("--all", action="store_true", dest="everything", help="every quotation (evidence-book)")
    parser.add_argument("--annotated", action="store_true", help="with flags, numbers and robustness (overview)")
    language_option(parser)


def run(args: Namespace) -> Exit:
    """Write a report, or all of them; nothing is written before everything is made."""
    if args.listed:
        return _list(args)
    if args.report is None:
        raise UsageError("it is not said which report", where="export", hint=f"reports: {', '.join(REPORTS)}, {EVERY}")
    if args.report == EVERY:
        return _every(args)
    if args.report == PAGE:
        return _page(args)
    _refuse_what_it_does_not_take(args)
    name = _format(args)
    output_file(args.output)  # refused before anything is derived
    binary = name in BINARY
    if binary:
        spare_the_terminal(name, ending(name), args.output)
    with opened(args) as study:
        data = render(study.report(args.report, _options(args, study)), name)
        target = _target(study, f"{args.report}.{ending(name)}") if args.output is None else None
    if target is not None:
        write(target, data)
    else:
        write_or_print(data, args.output, binary=binary)
    if args.output != "-":
        notice(f"{target or args.output} is written")
    return Exit.OK


def _list(args: Namespace) -> Exit:
    if args.json:
        found = {name: {"tells": one.tells, "format": one.format} for name, one in (*REPORTS.items(), (PAGE, _WHOLE))}
        out_json(found)
    else:
        from coder.cli.lists import Field, print_list

        lines = [(name, one.format, one.tells) for name, one in REPORTS.items()]
        lines.append((PAGE, _WHOLE.format, _WHOLE.tells))
        lines.append((EVERY, "", f"all of them into a directory, by default {FOLDER}/"))
        print_list((Field("report"), Field("format"), Field("tells", wraps=True)), lines)
    return Exit.OK


def _page(args: Namespace) -> Exit:
    """The page with everything, of one table or of all."""
    given = [option for field, (option, _) in _OPTIONS.items() if field != "table" and getattr(args, field)]
    if given:
        raise UsageError(f"{PAGE} takes no {given[0]}", where="export", hint="it holds every cell and quotation")
    named = args.format or (format_of(args.output) if args.output and Path(args.output).suffix else _WHOLE.format)
    if _known(named) != _WHOLE.format:
        raise UsageError(f"{PAGE} is a page, no {named}", where="export", hint=f"-o {PAGE}.html")
    output_file(args.output)  # refused before anything is derived
    with opened(args) as study:
        data = _page_of(study, args)
        target = _target(study, f"{PAGE}.html") if args.output is None else None
    if target is not None:
        write(target, data)
    else:
        write_or_print(data, args.output)
    if args.output != "-":
        notice(f"{target or args.output} is written")
    return Exit.OK


def _page_of(study: Study, args: Namespace) -> bytes:
    from coder.formats.page import page

    return page(study.findings([args.table] if args.table else (), language(args, study.codebook)))


def _every(args: Namespace) -> Exit:
    names = _formats(args.format)
    if args.output is not None:
        _refuse_no_directory(Path(args.output))
    made: list[tuple[str, bytes]] = []
    left_out = []
    with opened(args) as study:
        asked = _options(args, study)
        folder = Path(args.output) if args.output is not None else study.path / FOLDER
        for report, one in REPORTS.items():
            try:
                found = study.report(report, _only(asked, report))
            except CoderError as error:
                if args.table or args.row or args.case:
                    raise
                left_out.append(f"{report} is left out: {error.message}")
                continue
            made += [(f"{report}.{ending(name)}", render(found, name)) for name in names or (one.format,)]
        if asked.row is None and asked.case is None and (not names or _WHOLE.format in names) and study.codebook.tables:
            made.append((f"{PAGE}.html", _page_of(study, args)))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"this cannot be a directory for reports: {error.strerror}", where=str(folder), hint="-o DIR names another"
        ) from error
    for name, _ in made:
        checked(folder / name)
    for name, data in made:
        write(folder / name, data)
    for text in left_out:
        notice(text)
    notice(f"{counted(len(made), 'file')} written to {folder}")
    return Exit.OK


def _refuse_no_directory(folder: Path) -> None:
    """Raises StorageError where no directory is or can be made, before anything is derived."""
    where = str(folder)
    if folder.exists() and not folder.is_dir():
        raise StorageError("this is no directory", where=where, hint=f"{EVERY} reports go into one: -o DIR")
    if not folder.parent.is_dir():
        raise StorageError("the directory does not exist", where=str(folder.parent), hint=f"mkdir {folder.parent}")


def _refuse_what_it_does_not_take(args: Namespace) -> None:
    """Raises UsageError for an unknown report, and for an option that it does not take."""
    takes = kind(args.report).takes
    for field, (option, needed) in _OPTIONS.items():
        if getattr(args, field) and needed not in takes:
            those = ", ".join(name for name, one in REPORTS.items() if needed in one.takes)
            raise UsageError(f"{args.report} takes no {option}", where="export", hint=f"{option} is for {those}")


def _format(args: Namespace) -> str:
    """``--format``, else what the ending of the file says, else that of the report."""
    if args.format is not None:
        return _known(args.format)
    if args.output in (None, "-"):
        return kind(args.report).format
    return format_of(args.output) if Path(args.output).suffix else kind(args.report).format


def _formats(wanted: str | None) -> tuple[str, ...]:
    """Formats named one after the other; none means each report's own."""
    return tuple(dict.fromkeys(_known(name.strip()) for name in wanted.split(","))) if wanted else ()


def _known(name: str) -> str:
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r} of reports", hint="formats: " + ", ".join(FORMATS))
    return name


def _target(study: Study, name: str) -> Path:
    folder = study.path / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the directory cannot be made: {error.strerror}", where=str(folder), hint="-o FILE names another place"
        ) from error
    return checked(folder / name)


def _options(args: Namespace, study: Study) -> Options:
    from coder.cli.resolve import case_id, row_id

    codebook = study.codebook
    others = (one.case for one in study.documents() if one.case)
    return Options(
        table=args.table,
        row=row_id(codebook, args.row) if args.row else None,
        case=case_id(codebook, args.case, others) if args.case else None,
        budget=args.budget,
        everything=args.everything,
        annotated=args.annotated,
        language=language(args, codebook),
    )


def _only(asked: Options, report: str) -> Options:
    """What is asked, but for what the report does not take."""
    takes = kind(report).takes
    if TABLE not in takes:
        asked = replace(asked, table=None)
    return asked if CELLS in takes else replace(asked, row=None, case=None)
