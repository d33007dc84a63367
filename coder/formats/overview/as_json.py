"""Overviews, traces and single cells as JSON-ready dicts; names and order of the keys are a contract with scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from coder.formats.overview.style import CLEAN, Style
from coder.formats.visible import HIDDEN
from coder.model.overview import (
    Cell,
    ExpectationCheck,
    FactorCheck,
    LeaveOneOut,
    Overview,
    OverviewRow,
    ShownCell,
    Trace,
    TracedQuotation,
)
from coder.model.robustness import Beside, Robustness

Json = dict[str, Any]


def render(overview: Overview, style: Style = CLEAN) -> str:
    """The table as one JSON document. It always carries everything; the style changes nothing."""
    return dumps(overview_json(overview))


def dumps(value: object) -> str:
    """JSON text as the program prints it: one line, readable in every script, control characters escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return HIDDEN.sub(lambda match: json.dumps(match.group())[1:-1], text) + "\n"


def overview_json(overview: Overview) -> Json:
    """A derived table: columns are cases, rows hold their cells by case id."""
    return {
        "table": overview.table,
        "title": overview.title,
        "codebook": {"id": overview.codebook, "version": overview.version},
        "columns": [
            {"id": column.id, "label": column.label, "interviews": column.interviews} for column in overview.columns
        ],
        "overridden": list(overview.overridden),
        "rows": [_row(row) for row in overview.rows],
    }


def _row(row: OverviewRow) -> Json:
    return {
        "id": row.id,
        "label": row.label,
        "kind": row.kind,
        "group": row.group,
        **({} if row.derived else {"source": row.source}),
        "cells": {
            case: {
                **cell_json(cell, row.shown(case)),
                "factor_check": _factor_check(row.factor_checks.get(case)),
                "expected": _expected(row.expectations.get(case)),
                **_judged(row.shown(case)),
                **({"robustness": _checks(row.robustness[case])} if case in row.robustness else {}),
            }
            for case, cell in row.cells.items()
        },
    }


def cell_json(cell: Cell, shown: ShownCell | None = None) -> Json:
    """A cell as derived. ``p`` and ``m`` are exact fractions as strings ("3/4", "1"); ``override`` is what stands in
    place of the derived value, or null."""
    return {
        "text": cell.text,
        "values": list(cell.values),
        "relation": cell.relation.value,
        "state": cell.state.value,
        "flags": sorted(flag.value for flag in cell.flags),
        "n": cell.n,
        "k": cell.k,
        "dissent": list(cell.dissent),
        "p": _fractions(cell.p),
        "second": cell.second,
        "supporting": list(cell.supporting),
        "opposing": list(cell.opposing),
        "override": _override(shown),
        "m": _fraction(cell.m),
        "printed": cell.printed,
        "denials": cell.denials,
        "undecided": list(cell.undecided),
    }


def _override(shown: ShownCell | None) -> Json | None:
    if shown is None or shown.override is None:
        return None
    override = shown.override
    return {
        "text": shown.words,
        "printed": shown.words_printed,
        "values": list(override.values),
        "type": override.type.value,
        "rationale": override.rationale,
        "reference": override.reference,
        "analyst": override.analyst,
        "at": override.at,
        "derived_then": override.derived_then,
        "evidence_hash": override.evidence_hash,
        "stale": shown.override_stale,
    }


def _judged(shown: ShownCell) -> Json:
    """Signature and summary of a cell, null where there is none. ``lost`` codings no longer speak in the cell."""
    sign_off, summary = shown.sign_off, shown.summary
    return {
        "sign_off": {
            "text": sign_off.text,
            "analyst": sign_off.analyst,
            "at": sign_off.at,
            "evidence_hash": sign_off.evidence_hash,
            "stale": shown.sign_off_stale,
        }
        if sign_off
        else None,
        "summary": {
            "text": summary.text,
            "codings": list(summary.codings),
            "lost": list(shown.lost),
            "analyst": summary.analyst,
            "at": summary.at,
        }
        if summary
        else None,
    }


def vector_json(cell: Cell, leave_one_out: LeaveOneOut) -> Json:
    """A cell derived from bare weights, with how much it hangs on single interviews."""
    return {**cell_json(cell), **_robustness(leave_one_out)}


def trace_json(trace: Trace, beside: Beside | None = None) -> Json:
    """Why a cell is what it is: rule, numbers and every quotation for and against it; and what stands beside it."""
    found: Json = {
        "row": trace.row,
        "row_label": trace.row_label,
        "case": trace.case,
        "case_label": trace.case_label,
        "kind": trace.kind,
        "rule": trace.rule,
        "codebook": {"id": trace.codebook, "version": trace.version},
        "interviews": trace.interviews,
        "cell": cell_json(trace.cell, trace.shown),
        "dissenting": list(trace.cell.dissenting),
        **_robustness(trace.leave_one_out),
        "supporting": [_quotation(quotation) for quotation in trace.supporting],
        "opposing": [_quotation(quotation) for quotation in trace.opposing],
        "undecided": [_quotation(quotation) for quotation in trace.undecided],
        **_judged(trace.shown),
    }
    if beside is not None:
        found["robustness"] = _checks(beside.checks) if beside.checks else None
        found["factor_check"] = _factor_check(beside.factor)
        found["expected"] = _expected(beside.expected)
    return found


def _quotation(quotation: TracedQuotation) -> Json:
    return {name: getattr(quotation, name) for name in TracedQuotation.__slots__}


def _robustness(leave_one_out: LeaveOneOut) -> Json:
    return {"loio_stable": _fraction(leave_one_out.stable), "pivotal": list(leave_one_out.pivotal)}


def _checks(checks: Robustness) -> Json:
    """How firmly a cell stands, in numbers; ``coder robustness`` says more."""
    drawn = checks.resampling
    return {
        "robust": checks.robust,
        "shortfalls": [shortfall.value for shortfall in checks.shortfalls],
        "left_out": [checks.stayed, checks.interviews],
        "pivotal": list(checks.left_out.pivotal),
        "resampled": [drawn.same, drawn.replicates] if drawn else None,
        "specifications": [checks.same_specifications, len(checks.specifications)],
        "sensitive": list(checks.sensitive),
        "coders_differing": list(checks.differing),
    }


def _factor_check(check: FactorCheck | None) -> Json | None:
    if check is None:
        return None
    return {"mark": check.mark, "score": str(check.score), "steps_apart": check.steps_apart}


def _expected(check: ExpectationCheck | None) -> Json | None:
    return None if check is None else {"mark": check.mark, "met": check.met}


def _fraction(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _fractions(shares: Mapping[str, Fraction]) -> dict[str, str]:
    return {value: str(share) for value, share in shares.items()}
