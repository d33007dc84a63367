"""What the lines around the transcript say: title, what is coded here, why something is suggested (pure)."""

from __future__ import annotations

from coder.tui.cells import one_line
from coder.tui.codes import label_of
from coder.tui.describe import case_label, coding_runs, definition_runs, suggestion_runs
from coder.tui.desk import Desk
from coder.tui.runs import Run, Runs
from coder.tui.session import Session
from coder.tui.units import Cursor
from coder.tui.widgets.quickbar import Slot


def title(desk: Desk, session: Session, cursor: Cursor, only: str) -> tuple[Runs, Runs]:
    """Document and case on the left; progress, grain and place on the right. ``only`` is the code filtered by."""
    case = case_label(session.codebook, desk.case) if desk.case else "no case"
    left: list[Run] = [(f" {one_line(desk.document.name)}", "strong"), (f"  {case}", "plain")]
    if desk.marked:
        left.append(("  coded ✓", "good"))
    if only:
        left.append((f"  only {label_of(session.codebook, only)}", "accent"))
    numbers = f"{_count(len(desk.codings), 'coding')}, {_count(len(desk.suggestions), 'suggestion')}  "
    percent = 100 * cursor.span.start // max(1, len(desk.document.text))
    return tuple(left), ((numbers, "dim"), (cursor.grain.value, "strong"), (f"  {percent} % ", "dim"))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def here(desk: Desk, session: Session, current: str | None, suggestion: str | None, message: str) -> tuple[Runs, Runs]:
    """The current coding or suggestion, and below it a message, the reason of a suggestion, or the definition."""
    codebook, signs = session.codebook, session.signs
    first: Runs = ((" not coded", "dim"),)
    second: Runs = ()
    if current in desk.codings:
        coding = desk.codings[current]
        first = coding_runs(coding, session.study.coder, codebook, signs, desk.memo(current))
        second = definition_runs(codebook, coding.code)
        if suggestion is not None:
            second = suggestion_runs(desk.suggestions[suggestion], codebook, signs)
    elif current in desk.suggestions:
        first = suggestion_runs(desk.suggestions[current], codebook, signs)
        second = definition_runs(codebook, desk.suggestions[current].code)
    return first, ((f" {one_line(message)}", "accent"),) if message else second


def slots(session: Session) -> list[Slot]:
    """The codes under the digits."""
    return [
        Slot(digit, *session.signs.of(code), label_of(session.codebook, code))
        for digit, code in enumerate(session.quick.slots, 1)
        if code
    ]
