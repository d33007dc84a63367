"""How much a cell hangs on single interviews (method 2.8)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coder.derive.cells import derive
from coder.model.codebook import Codebook, Parameters, Row
from coder.model.overview import LeaveOneOut, Profile


def leave_one_out(codebook: Codebook, row: Row, profiles: Mapping[str, Profile], params: Parameters) -> LeaveOneOut:
    """Derive the cell once without each interview; pivotal are those without whom its text changes.

    The text decides, not the state: a cell that shows nothing hangs on nobody.
    """
    if not profiles:
        return LeaveOneOut(None, ())
    whole = derive(codebook, row, profiles, params)
    pivotal: list[str] = []
    for left_out in profiles:
        rest = {interview: profile for interview, profile in profiles.items() if interview != left_out}
        cell = derive(codebook, row, rest, params)
        if cell.text != whole.text:
            pivotal.append(left_out)
    return LeaveOneOut(Fraction(len(profiles) - len(pivotal), len(profiles)), tuple(pivotal))
