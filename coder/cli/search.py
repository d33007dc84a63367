"""``coder search``: words, regular expressions, codes and speakers in the whole corpus, with what stands around."""

from __future__ import annotations

import re
import shutil
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coder.cli.arguments import Parser, natural
from coder.cli.diagnostics import notice
from coder.cli.output import counted, is_terminal, out_json, out_line
from coder.cli.session import opened
from coder.errors import Exit
from coder.study import Study

if TYPE_CHECKING:
    from coder.search.corpus import SearchHit

AROUND = 60  # characters before and after a hit
_LONG_VALUE = re.compile(r'(\w+[:：])([^"]*\s[^"]*)')

EPILOG = """\
what to look for:
  state capital            these words one after the other, in any case, also within words
  /regular expression/     what it matches (/…/i in either case)
  code:ID or code:LABEL    passages coded so, or with a code below it
  speaker:NAME             turns of a speaker; "speaker:Ms Wang" for several words
  role:ROLE                turns of a respondent or interviewer, or a note
what narrows it down, together with these or with each other:
  coder:NAME  case:CASE  language:zh  document:NAME

words wholly in double quotes are words, whatever they look like."""


def arguments(parser: Parser) -> None:
    """Declare the arguments."""
    parser.epilog = EPILOG
    parser.add_argument("query", metavar="QUERY", nargs="+", help="what to look for, as below")
    parser.add_argument("--limit", metavar="N", type=natural, help="at most so many hits")
    parser.add_argument("--json", action="store_true", help="as one JSON document")


def run(args: Namespace) -> Exit:
    """List what is found, in the order of documents and text."""
    from coder.cli.progress import progress_bar
    from coder.search.query import parse

    query, limit = line(args.query), args.limit
    with opened(args) as study:
        with progress_bar("searching") as progress:
            found = list(study.search(query, progress, limit and limit + 1))
        hits = found[:limit]
        rows = described(study, hits)
    if args.json:
        out_json(rows)
    elif rows:
        _print(rows, passages=not (parse(query).words or parse(query).pattern))
    else:
        out_line("nothing found")
    if len(found) > len(hits):
        notice(f"only the first {counted(len(hits), 'hit')}: there are more")
    return Exit.OK


def line(words: Sequence[str]) -> str:
    """The arguments as one query; a value of several words lost its quotation marks to the shell."""
    if len(words) == 1:
        return words[0]
    return " ".join(_LONG_VALUE.sub(r'\1"\2"', word) if _LONG_VALUE.fullmatch(word) else word for word in words)


def described(study: Study, hits: Sequence[SearchHit]) -> list[dict[str, Any]]:
    """Hits with document, place, speaker and words."""
    from coder.search.context import Places, context

    rows: list[dict[str, Any]] = []
    document, places = None, None
    for hit in hits:
        if document is None or places is None or document.id != hit.document:
            document = study.document(hit.document)
            places = Places(document)
        speaker, role = places.speaker(hit.span)
        around = context(document.text, hit.span, AROUND)
        rows.append(
            {
                "document": document.name,
                "paragraph": places.paragraph(hit.span.start),
                "page": places.page(hit.span.start),
                "start": hit.span.start,
                "end": hit.span.end,
                "speaker": speaker,
                "role": role,
                "time_ms": document.time_at(hit.span.start),
                "before": around.before,
                "quote": around.words,
                "after": around.after,
            }
        )
    return rows


def _print(rows: Sequence[dict[str, Any]], passages: bool) -> None:
    """A concordance, what was found one below the other; whole passages and turns by their first words."""
    from coder.cli.lists import Field, print_list

    fields = [Field("document"), Field("paragraph", number=True), Field("speaker")]
    heads = [(row["document"], _place(row), row["speaker"]) for row in rows]
    if passages:
        words = [(_flat(row["quote"]),) for row in rows]
        print_list([*fields, Field("found", cut=True)], [(*head, *one) for head, one in zip(heads, words, strict=True)])
        return
    fields += [Field("before", number=True), Field("found"), Field("after")]
    print_list(fields, [(*head, *one) for head, one in zip(heads, _concordance(rows, heads), strict=True)])


def _place(row: Mapping[str, Any]) -> str:
    return str(row["paragraph"]) if row["page"] is None else f"p. {row['page']}"


def _concordance(rows: Sequence[dict[str, Any]], heads: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """What stands before the words found, the words, and what stands after; on a terminal within its width."""
    from rich.cells import cell_len

    from coder.formats.visible import visible

    words = [_flat(row["quote"]) for row in rows]
    room = longest = AROUND
    if is_terminal():
        columns = shutil.get_terminal_size((80, 24)).columns
        titles = ("document", "paragraph", "speaker")
        taken = sum(max(map(cell_len, map(visible, column))) + 2 for column in zip(titles, *heads, strict=True))
        longest = max(len("found"), min(max(map(cell_len, words)), (columns - taken) // 3))
        room = max(len("before"), (columns - taken - longest - 4) // 2)
    lines = []
    for row, quote in zip(rows, words, strict=True):
        before = _flat(row["before"])
        while cell_len(before) > room:
            before = before[1:]
        lines.append((before, _cut(quote, longest), _cut(_flat(row["after"]), room)))
    return lines


def _flat(text: str) -> str:
    from coder.formats.visible import visible

    return visible(" ".join(text.split()))


def _cut(text: str, room: int) -> str:
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "…"
