"""The table derived without single ideas of the method, to see which cells hang on them (method 6.2, 6).

Each variant changes the evidence or the parameters and nothing else; the rules of derivation stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from coder.derive.overlay import in_words
from coder.derive.profiles import counted_coders
from coder.derive.table import overview
from coder.model.ablation import Ablation, AblationReport, Idea, MovedCell
from coder.model.codebook import Codebook, CodeKind, Table
from coder.model.overview import Evidence, Overview

CodersOf = Mapping[str, frozenset[str]]
OUT_OF_REACH = Fraction(2)  # a share that no value has


def ablations(
    codebook: Codebook,
    table: Table,
    evidence: Iterable[Evidence],
    coders_of: CodersOf,
    interviews: Mapping[str, int],
    language: str | None = None,
) -> AblationReport:
    """Derive a table without each idea in turn and say which cells read otherwise. Arguments as of ``overview``."""
    found = list(evidence)
    whole = overview(codebook, table, found, coders_of, interviews, {}, language)
    compared = []
    for idea in Idea:
        varied, kept, coders = _without(idea, codebook, found, coders_of)
        without = overview(varied, table, kept, coders, interviews, {}, language)
        compared.append(_compared(idea, whole, without))
    return AblationReport(whole.table, whole.title, tuple(compared))


def _without(
    idea: Idea, codebook: Codebook, evidence: Sequence[Evidence], coders_of: CodersOf
) -> tuple[Codebook, list[Evidence], CodersOf]:
    """Codebook, evidence and coders of a variant. Levels are full statements, whatever their sign: they are neither
    denials nor hints (method 2.1)."""
    levels = {code.id for code in codebook.codes if code.kind is CodeKind.LEVEL}
    match idea:
        case Idea.INTERVIEWS:
            return codebook, *_by_coding(evidence, coders_of, codebook)
        case Idea.DENIALS:
            return codebook, [piece for piece in evidence if piece.weight >= 0 or piece.code in levels], coders_of
        case Idea.STRENGTH:
            return codebook, [_plainly(piece, levels) for piece in evidence], coders_of
        case Idea.THIRD:
            parameters = replace(codebook.parameters, third=OUT_OF_REACH)
            rows = tuple(
                row if row.derivation is None else replace(row, derivation=replace(row.derivation, third=None))
                for row in codebook.rows
            )
            return replace(codebook, parameters=parameters, rows=rows), list(evidence), coders_of


def _by_coding(
    evidence: Iterable[Evidence], coders_of: CodersOf, codebook: Codebook
) -> tuple[list[Evidence], dict[str, frozenset[str]]]:
    """Evidence as if every coding were an interview with one coder. Who counts is settled before, by interview."""
    alone: list[Evidence] = []
    everybody: dict[str, set[str]] = {interview: set(coders) for interview, coders in coders_of.items()}
    listed = list(evidence)
    for piece in listed:
        everybody.setdefault(piece.interview, set()).add(piece.coder)
    for piece in listed:
        params = codebook.parameters_by_code(piece.code.removesuffix("."))
        if piece.coder in counted_coders(frozenset(everybody[piece.interview]), params):
            alone += (piece._replace(interview=coding, ids=(coding,)) for coding in piece.ids)
    return alone, {piece.interview: frozenset({piece.coder}) for piece in alone}


def _plainly(piece: Evidence, levels: Collection[str]) -> Evidence:
    if piece.code in levels or piece.weight == 0:
        return piece
    return piece._replace(weight=2 if piece.weight > 0 else -2)


def _compared(idea: Idea, whole: Overview, without: Overview) -> Ablation:
    labels = {column.id: column.label for column in whole.columns}
    moved: list[MovedCell] = []
    cells = reflagged = 0
    for row, other in zip(whole.rows, without.rows, strict=True):
        if not row.derived:
            continue
        for case, before in row.cells.items():
            after = other.cells[case]
            cells += 1
            if (before.state, before.text) != (after.state, after.text):
                moved.append(MovedCell(row.id, row.label, case, labels[case], in_words(before), in_words(after)))
            elif before.flags != after.flags:
                reflagged += 1
    return Ablation(idea, cells, reflagged, tuple(moved))
