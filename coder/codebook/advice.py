"""Warnings: what a codebook may lack and still work, but not well."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from coder.codebook.codes import PlacedCode
from coder.codebook.problem import Problem, shown
from coder.model.codebook import Change, Code, CodeKind


def advise(codes: Mapping[str, PlacedCode], languages: Iterable[str], history: Iterable[Change]) -> list[Problem]:
    """Warnings in the order of the lines. Free codes are still growing and warn only about shared cues."""
    languages = tuple(languages)
    retired = {name for change in history if change.op == "retire" for name in change.ids}
    warnings = list(_shared_cues(codes.values()))
    for placed in codes.values():
        code = placed.code
        if code.retired and code.id not in retired and placed.fields.flag("retired"):
            repair = "add an entry with op: retire and a rationale"
            warnings.append(_warning(placed, "retired", "is retired, but not by the history", repair))
        if code.kind is CodeKind.VALUE and not code.retired:
            for what, repair in _lacks(code, languages):
                warnings.append(_warning(placed, "id", what, repair))
        parent = codes.get(code.parent or "")
        if parent is not None and parent.code.kind in (CodeKind.VALUE, CodeKind.LEVEL):
            what = f"stands below {shown(parent.code.id)}, so its codings feed no row"
            warnings.append(_warning(placed, "id", what, "move it beside, if it is to be a value"))
    return sorted(warnings)


def _lacks(code: Code, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not code.exclude:
        yield "has no exclusion", "say what does not count, and where it belongs"
    if not code.examples:
        yield "has no example", "add a passage that shows it"
    for language in languages:
        if not code.cues.get(language):
            yield f"has no cue in {language}", f"add cues: {{{language}: […]}}, or code it unaided in {language}"
    if code.parent is not None and code.id != f"{code.parent}.{code.value}":
        yield "does not start with the id of its row", f"{code.parent}.{code.value} can be imported by row and value"


def _shared_cues(codes: Iterable[PlacedCode]) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for placed in codes:
        if placed.code.retired:
            continue
        for language, cues in placed.code.cues.items():
            for cue in cues:
                key = (language, unicodedata.normalize("NFKC", cue).casefold())
                owner = first.setdefault(key, placed.code.id)
                if owner != placed.code.id:
                    what = f"shares the cue {shown(cue)} ({language}) with {shown(owner)}"
                    yield _warning(placed, "cues", what, "make it more specific, or leave it to one code")


def _warning(placed: PlacedCode, key: str, what: str, repair: str) -> Problem:
    return Problem(placed.fields.line(key), f"{placed.fields.what} {what}", repair)
