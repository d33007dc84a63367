"""``coder codebook diff``, ``apply`` and ``restore``: what was edited by hand, or differs between two revisions."""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coder.cli.diagnostics import notice
from coder.cli.output import counted, is_terminal, out, out_json, out_line
from coder.cli.session import opened
from coder.codebook.compare import HISTORY, Difference, Sort, told, worded
from coder.errors import Exit, UsageError
from coder.formats.visible import visible
from coder.model.codebook import Case, Change, Code, Row, Table

if TYPE_CHECKING:
    from coder.codebook.by_hand import HandEdit
    from coder.model.impact import Impact
    from coder.study import Study

WIDE = 110  # columns from which what was and what is stand side by side


def restore(args: Namespace) -> Exit:
    """The codebook of the study back over the working copy."""
    with opened(args) as study:
        kept, name = study.restore_codebook(), study.codebook_name
    out_line(f"{name} is as the study has it")
    if kept is not None:
        notice(f"what was edited is in exports/{kept.name}")
    return Exit.OK


def diff(args: Namespace) -> Exit:
    """The working copy against the study, or two revisions against one another."""
    with opened(args) as study:
        if args.target:
            return _between(study, args)
        edited = study.hand_edit()
        name = study.codebook_name
        impact = study.hand_edit_impact() if edited.differences else None
    if args.json:
        out_json(_json(edited) | {"impact": asdict(impact) if impact is not None else None})
        return Exit.OK
    if impact is None:
        out_line("no differences")
        return Exit.OK
    _print(edited.differences, edited.lines)
    _print_impact(impact)
    for problem in edited.problems:
        notice(f"{name}:{problem}")
    if edited.problems:
        notice("coder codebook apply refuses this until it is mended")
    return Exit.OK


def apply(args: Namespace) -> Exit:
    """Take the working copy over."""
    with opened(args) as study:
        before = study.revision
        fits = not study.hand_edit(raising=args.raised).problems
        impact = study.hand_edit_impact(raising=args.raised) if fits else None
        differences = study.apply_codebook(raising=args.raised)
        revision = study.revision
    for line in differences:
        out_line(line)
    if impact is not None and differences:
        _print_impact(impact)
    if revision == before:
        out_line("nothing to apply")
    elif differences:
        out_line(f"applied as revision {revision}")
    else:
        out_line(f"only comments or layout changed; applied as revision {revision}")
    return Exit.OK


def _between(study: Study, args: Namespace) -> Exit:
    from coder.codebook.compare import differences
    from coder.codebook.places import Places

    words = [args.target, args.other] if args.other else [args.target, str(study.revision)]
    if not all(word.isdecimal() for word in words):
        raise UsageError("two revisions are compared by their numbers", where="codebook diff", hint="diff 1 2")
    first, second = (int(word) for word in words)
    found = differences(study.codebook_at(first), study.codebook_at(second))
    places = Places(study.codebook_text_at(second))
    lines = [places.of(one) for one in found]
    if args.json:
        listed = [_difference(one, line) for one, line in zip(found, lines, strict=True)]
        out_json({"from": first, "to": second, "differences": listed})
    elif found:
        _print(found, lines)
    else:
        out_line("no differences")
    return Exit.OK


def _print_impact(impact: Impact) -> None:
    """What the change comes to, in a line, and the cells that read otherwise."""
    parts = [counted(impact.codings, "coding") + " under the codes that differ"]
    if impact.codings:
        parts[0] += f" (in {counted(len(impact.interviews), 'interview')}, by {', '.join(impact.coders)})"
    if impact.waiting:
        parts.append(f"{impact.waiting} would have to be coded again")
    reads = "reads" if len(impact.changed) == 1 else "read"
    parts.append(f"{counted(len(impact.changed), 'cell')} {reads} otherwise")
    if impact.touched:
        parts.append(f"{impact.touched} the same on other evidence")
    if impact.stale:
        parts.append(f"{len(impact.stale)} judged have to be looked at again")
    out_line(f"impact: {', '.join(parts)}")
    for cell in impact.changed:
        out_line(f"  {cell.row_label}, {cell.case_label}: {cell.before or 'nothing'} -> {cell.after or 'nothing'}")


def _json(edited: HandEdit) -> dict[str, Any]:
    pairs = zip(edited.differences, edited.lines, strict=True)
    return {
        "step": edited.step.word,
        "version": edited.wanted or None,
        "differences": [_difference(one, line) for one, line in pairs],
        "problems": [{"line": one.line, "what": one.what, "repair": one.repair} for one in edited.problems],
    }


def _difference(one: Difference, line: int) -> dict[str, Any]:
    return {
        "sort": one.sort.value,
        "part": one.part,
        "id": one.id,
        "path": list(one.path),
        "was": _said(one.before),
        "now": _said(one.after),
        "line": line,
        "text": str(one),
    }


def _said(value: object) -> str:
    """A value in words; of a whole code what it is called and means, of another part what it is called."""
    if isinstance(value, Change):
        return told(value)
    if isinstance(value, Code):
        return ": ".join(filter(None, (_first(value.label), _first(value.definition))))
    if isinstance(value, Table):
        return _first(value.title)
    if isinstance(value, Case | Row):
        return _first(value.label) or value.id
    return _first(value) if isinstance(value, Mapping) and len(value) == 1 else worded(value)


def _first(label: Mapping[Any, Any]) -> str:
    return worded(next(iter(label.values()), ""))


# ---- what is printed


def _print(found: Sequence[Difference], places: Sequence[int]) -> None:
    width = shutil.get_terminal_size((80, 24)).columns
    if is_terminal() and width >= WIDE:
        _side_by_side(found, places)
    else:
        _below_one_another(found, places, width if is_terminal() else None)


def _side_by_side(found: Iterable[Difference], places: Iterable[int]) -> None:
    from coder.cli.lists import Field, print_list

    lines = []
    for one, place in zip(found, places, strict=True):
        was, now = _pair(one)
        lines.append((str(place), f"{_of(one)} {_field(one)}".strip(), was, now))
    fields = (Field("line", number=True), Field("what", wraps=True), Field("was", wraps=True), Field("now", wraps=True))
    print_list(fields, lines)


def _below_one_another(found: Iterable[Difference], places: Iterable[int], width: int | None) -> None:
    """A head for each part, its differences below it; texts wrap within the terminal."""
    head = ""
    for one, place in zip(found, places, strict=True):
        of = _of(one)
        if of != head:
            out_line(of)
            head = of
        out_line(f"  {_field(one)}, line {place}")
        was, now = _pair(one)
        for word, text in zip(_WORDS[one.sort], (was, now), strict=True):
            if text:
                _wrapped(f"    {word:<7} ", text, width)


_WORDS = {
    Sort.ADDED: ("", "new"),
    Sort.REMOVED: ("gone", ""),
    Sort.CHANGED: ("was", "now"),
    Sort.ITEMS: ("without", "with"),
    Sort.ORDER: ("was", "now"),
}


def _of(one: Difference) -> str:
    if not one.part:
        return "codebook"
    if one.part == HISTORY:
        return "history"
    return f"{one.part} {one.id}" if one.id else f"{one.part}s"


def _field(one: Difference) -> str:
    """What of the part; a language in brackets."""
    if one.part == HISTORY:
        return "entry changed" if one.sort is Sort.CHANGED else "entry"
    if one.sort is Sort.ORDER:
        return " ".join((*one.path, "order"))
    if one.sort in (Sort.ADDED, Sort.REMOVED):
        return one.sort.value
    name, *rest = one.path
    return f"{name} ({', '.join(rest)})" if rest else name


def _pair(one: Difference) -> tuple[str, str]:
    was, now = _said(one.before), _said(one.after)
    if one.sort is Sort.CHANGED:
        return was or "nothing", now or "nothing"
    return was, now


def _wrapped(lead: str, text: str, width: int | None) -> None:
    """A text behind its lead; on a terminal it wraps below its own beginning, by the cells that its signs take."""
    if width is None:
        out_line(lead + text)
        return
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    room = max(width - len(lead), 8)
    wrapped = Text(visible(text)).wrap(Console(width=room, file=StringIO()), room)
    for number, line in enumerate(wrapped):
        out((lead if number == 0 else " " * len(lead)) + line.plain.rstrip() + "\n")
