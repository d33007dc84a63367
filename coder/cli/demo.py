"""``coder demo``: the sample study, made, derived and shown."""

from __future__ import annotations

import shlex
from argparse import Namespace
from pathlib import Path

from coder.cli.arguments import Parser, ascii_option, language_option
from coder.cli.output import out, out_line, style
from coder.cli.progress import progress_bar
from coder.cli.session import coder_name, language
from coder.errors import Exit
from coder.sample import CODEBOOK, make_sample
from coder.shipped import samples
from coder.study import Study


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("directory", metavar="DIR", nargs="?", default="coder-demo", help="default: ./coder-demo")
    parser.add_argument(
        "--codebook", metavar="NAME", default=CODEBOOK, choices=samples(), help=f"one of {', '.join(samples())}"
    )
    parser.add_argument("--open", action="store_true", help="go on to a guided tour of coding (full screen)")
    language_option(parser)
    ascii_option(parser)


def run(args: Namespace) -> Exit:
    """Make the sample study, print its overview tables and what to type next."""
    path = Path(args.directory)
    with progress_bar("making the sample study") as progress:
        study = make_sample(path, coder_name(args), progress, args.codebook)
    with study:
        _show(study, path, args)
        if args.open:
            from coder.tui.app import run as open_session
            from coder.tui.keys.guide import practice

            open_session(study, practice(study), tour=True)
    return Exit.OK


def _show(study: Study, path: Path, args: Namespace) -> None:
    from coder.formats.overview.as_text import render

    wanted = language(args, study.codebook)
    look = style(args, study.codebook.default_language)
    summaries = study.documents()
    codings = sum(sum(one.codings.values()) for one in summaries)
    coders = {coder for one in summaries for coder in one.codings}
    uncoded = [one.name for one in summaries if not one.codings]
    pending = sum(one.pending for one in summaries)
    out_line(
        f"{path}: {len(summaries)} synthetic interviews, {codings} codings by {len(coders)} coders, "
        f"{pending} suggestions from cues, {len(uncoded)} interviews left to code"
    )
    for table in study.codebook.tables:
        out_line("")
        out(render(study.overview(table.id, wanted), look))
    out_line("")
    row, case = study.codebook.tables[0].rows[-1], study.codebook.cases[0].id
    next_steps = (
        (f"cd {shlex.quote(str(path))}", ""),
        (f"coder code {shlex.quote(uncoded[0])}" if uncoded else "coder code", "code an interview; ? T starts a tour"),
        ("coder suggest", "propose more, learned from what is coded"),
        ("coder review", "go through the suggestions"),
        (f"coder trace {row.rsplit('.', 1)[-1]} {case}", "why a cell is what it is, with the words for and against"),
        (f"coder overview {study.codebook.tables[0].id} --annotated", "who disagrees, where it is thin"),
        (f"coder overview -o exports/{study.codebook.tables[0].id}.html", "the table as a page"),
    )
    width = max(len(command) for command, _ in next_steps)
    out_line("next:")
    for command, words in next_steps:
        out_line(f"  {command:<{width}}  {words}".rstrip())
