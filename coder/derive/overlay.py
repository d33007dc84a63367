"""What analysts lay over a cell: whether it may be, how it reads, and whether it is stale (method 2.7).

The derived cell is never changed. Everything here is pure; two runs over the same evidence give the same hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace

from coder.derive.values import gapless
from coder.derive.worded import worded, wording
from coder.errors import CoderError
from coder.model.codebook import Codebook, Parameters, Row, RowKind
from coder.model.judgement import RATIONALE, Judgement, Override, OverrideType, Summary
from coder.model.overview import Cell, Evidence, Relation, ShownCell, State


def evidence_hash(
    codebook: Codebook,
    row: Row,
    evidence: Iterable[Evidence],
    coders_of: Mapping[str, frozenset[str]],
    params: Parameters,
) -> str:
    """SHA-256 of all that a cell is derived from; ``evidence`` is that of the row and one case, in any order.

    It covers every coding with its interview, coder, code and weight, who else coded these interviews, the rule of the
    row, the words of the values found, and the parameters that are not the default ones (so that a parameter of a
    later program leaves old hashes as they are). Definitions and all that this evidence does not touch stay out.
    """
    pieces = list(evidence)
    codings = sorted(
        (piece.interview, piece.coder, piece.code, piece.weight, coding) for piece in pieces for coding in piece.ids
    )
    coders: dict[str, set[str]] = {piece.interview: set(coders_of.get(piece.interview, ())) for piece in pieces}
    for piece in pieces:
        coders[piece.interview].add(piece.coder)
    default = Parameters()
    departures = {
        field.name: str(getattr(params, field.name))
        for field in fields(Parameters)
        if getattr(params, field.name) != getattr(default, field.name)
    }
    found = {piece.code for piece in pieces}
    values = [[code.id, code.label, code.absent, code.qualifier] for code in codebook.values(row) if code.id in found]
    levels = codebook.scale_of(row).levels if row.kind.by_level else ()
    return _digest(
        [
            "evidence/1",
            codings,
            {interview: sorted(names) for interview, names in coders.items()},
            [row.kind.value, row.render, [row.join.all, row.join.qualifier, row.join.range, row.join.dual]],
            _ladder(row, found),
            values,
            [[level.id, level.mark, level.anchor] for level in levels],
            departures,
        ]
    )


def hash_of(cell: Cell, evidence: str) -> str:
    """The hash that judgements of a cell rest on: that of its evidence, and another one while nobody was asked."""
    return _digest(["not asked/1", evidence]) if cell.state is State.NOT_ASKED else evidence


def _ladder(row: Row, found: Collection[str]) -> list[tuple[str, int]]:
    """The values found of an ordinal row with their steps above the lowest of them."""
    if row.kind is not RowKind.ORDINAL:
        return []
    steps = [(value, step) for step, value in enumerate(row.order) if f"{row.code}.{value}" in found]
    return [(value, step - steps[0][1]) for value, step in steps]


def signed_hash(codebook: Codebook, row: Row, evidence: str, override: Override | None) -> str:
    """What a signature covers: the hash of the evidence and what the cell shows in every language of the codebook."""
    words = [override_words(codebook, row, override, tag)[1] for tag in codebook.languages] if override else []
    return _digest(["signed/1", evidence, words])


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def in_words(cell: Cell) -> str:
    """What a cell says, with a word in brackets for one that shows nothing: "(empty)", "(refuted)", "(blank)"."""
    if cell.state is State.VALUE:
        return cell.text or "(blank)"
    return f"({cell.state.value.replace('_', ' ')})"


def override_words(codebook: Codebook, row: Row, override: Override, language: str | None = None) -> tuple[str, str]:
    """Text and publication form of an override: its values as the codebook words them today, or its own words."""
    known = _choices(codebook, row, language)
    if override.type is OverrideType.WORDING or not override.values or not set(override.values) <= set(known):
        return override.text, override.text
    return value_words(codebook, row, override.values, language)


def _choices(codebook: Codebook, row: Row, language: str | None) -> dict[str, str]:
    """Labels (marks, for levels) of all that the row may show, by id, in the order of the codebook."""
    if row.kind.by_level:
        return {level.id: level.mark for level in codebook.scale_of(row).levels}
    return {code.value: codebook.text(code.label, language) for code in codebook.values(row)}


def value_words(codebook: Codebook, row: Row, values: Sequence[str], language: str | None = None) -> tuple[str, str]:
    """Text and publication form of values of a row; of a range the end named first leads."""
    labels = _choices(codebook, row, language)
    if row.kind.by_level:
        return labels[values[0]], labels[values[0]]
    qualifiers = {code.value for code in codebook.values(row) if code.qualifier}
    rivals = [value for value in values if value not in qualifiers]
    relation = Relation.SINGLE
    if len(rivals) > 1 and row.kind is RowKind.ORDINAL:
        relation = Relation.RANGE if gapless(row.order, rivals) else Relation.DUAL
    elif len(rivals) > 1:
        relation = Relation.LIST if row.kind is RowKind.LIST else Relation.AND
    ends: Sequence[str] = ()
    if relation is Relation.RANGE:
        low, high = min(rivals, key=row.order.index), max(rivals, key=row.order.index)
        ends = sorted((low, high), key=rivals.index)
    return worded(
        wording(codebook, row, language),
        relation,
        [labels[value] for value in rivals],
        [labels[value] for value in ends],
        [labels[value] for value in values if value in qualifiers],
    )


def checked_override(codebook: Codebook, row: Row, cell: Cell, override: Override) -> Override:
    """The override as it may stand: values in order, text filled in, blanks trimmed.

    Raises CoderError for one that may not: no reason, no reference for an external source, anything else on a cell
    without evidence, values the row cannot show, or nothing that differs from what is derived.
    """
    rationale, reference = override.rationale.strip(), override.reference.strip()
    if len(rationale) < RATIONALE:
        raise CoderError(
            f"a reason needs at least {RATIONALE} characters, this one has {len(rationale)}",
            hint="say what you know that the codings do not show",
        )
    if override.type is OverrideType.EXTERNAL_SOURCE and not reference:
        raise CoderError("an override from an external source needs its reference", hint="author, year, page or URL")
    if cell.state in (State.EMPTY, State.NOT_ASKED) and override.type is not OverrideType.EXTERNAL_SOURCE:
        raise CoderError(
            "no interview says anything about this cell",
            hint="only an external source, with its reference, may fill it",
        )
    text = " ".join(override.text.split())
    if override.type is OverrideType.WORDING:
        values = _reworded(cell, override.values, text)
    else:
        values = _chosen(codebook, row, override.values, text)
        text = text or (value_words(codebook, row, values, None)[0] if values else "")
    if text == cell.text and cell.state is State.VALUE and override.type is not OverrideType.WORDING:
        raise CoderError(f"the cell shows {in_words(cell)!r} already", hint="sign it off instead")
    return replace(override, values=values, text=text, rationale=rationale, reference=reference)


def _reworded(cell: Cell, values: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Other words for the values derived."""
    if cell.state is not State.VALUE:
        raise CoderError("there is no value here to word otherwise", hint="choose another type of override")
    if not text:
        raise CoderError("another wording needs its words", hint="write how the cell shall read")
    if values and set(values) != set(cell.values):
        raise CoderError("another wording keeps the values", hint="choose another type to set other values")
    if text in (cell.text, cell.printed):
        raise CoderError(f"the cell reads {text!r} already", hint="write how it shall read instead")
    return cell.values


def _chosen(codebook: Codebook, row: Row, values: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The values in the order of the codebook, of ordinal rows as given (the stronger end of a range first); none if
    the analyst's own words stand for them."""
    choices = _choices(codebook, row, None)
    unknown = [value for value in values if value not in choices]
    if unknown:
        raise CoderError(f"the row {row.id} has no value {unknown[0]!r}", hint="known: " + ", ".join(choices))
    if values and text:
        raise CoderError(
            "either values of the row or words of your own", hint="to word the derived value otherwise: type wording"
        )
    if not values and not text:
        raise CoderError("an override needs a value", hint="choose one, or write what the cell shall say")
    qualifiers = {code.value for code in codebook.values(row) if code.qualifier}
    absent = {code.value for code in codebook.values(row) if code.absent}
    rivals = set(values) - qualifiers
    if len(rivals) > 1 and (row.kind.by_level or row.kind is RowKind.ONE):
        raise CoderError(f"a row of kind {row.kind.value} shows one value", hint="choose the one it shall be")
    if len(rivals) > 1 and rivals & absent:
        raise CoderError("absence stands beside no other value", hint="choose it alone, or leave it out")
    if row.kind is RowKind.ORDINAL:
        return tuple(dict.fromkeys(values))
    return tuple(value for value in choices if value in values)


def checked_summary(cell: Cell, summary: Summary) -> Summary:
    """The summary as it may stand. Raises CoderError without words, or without a coding of the cell it rests on."""
    text = summary.text.strip()
    if not text:
        raise CoderError("a summary needs words", hint="write what the cell says, in a sentence")
    spoken = {*cell.supporting, *cell.opposing, *cell.undecided}
    strange = [coding for coding in summary.codings if coding not in spoken]
    if strange:
        raise CoderError(f"the coding {strange[0]} does not speak in this cell", hint="coder trace lists those that do")
    if not summary.codings:
        raise CoderError("a summary rests on at least one coding of its cell", hint="code what it is about first")
    return replace(summary, text=text, codings=tuple(dict.fromkeys(summary.codings)))


def unsignable(shown: ShownCell) -> str:
    """Why nobody can stand by a cell as it is shown; "" if somebody can."""
    if shown.override is not None and shown.override_stale:
        return "its override was made on other evidence"
    return ""


def overlay(
    codebook: Codebook, row: Row, cell: Cell, judgement: Judgement, evidence: str, language: str | None = None
) -> ShownCell:
    """A cell with what lies over it. ``evidence`` is the present hash of its evidence; other hashes are stale."""
    override, sign_off, summary = judgement.override, judgement.sign_off, judgement.summary
    words, printed = override_words(codebook, row, override, language) if override else ("", "")
    spoken = {*cell.supporting, *cell.opposing, *cell.undecided}
    return ShownCell(
        cell=cell,
        override=override,
        sign_off=sign_off,
        summary=summary,
        words=words,
        words_printed=printed,
        override_stale=override is not None and override.evidence_hash != evidence,
        sign_off_stale=sign_off is not None
        and sign_off.evidence_hash != signed_hash(codebook, row, evidence, override),
        lost=tuple(coding for coding in summary.codings if coding not in spoken) if summary else (),
        evidence_hash=evidence,
    )
