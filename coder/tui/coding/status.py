"""What the lines around the transcript say: title, what is coded here, why something is suggested (pure)."""

from __future__ import annotations

from coder.tui.codes.describe import case_label, coding_runs, definition_runs
from coder.tui.codes.labels import label_of, mark
from coder.tui.codes.proposed import suggestion_runs
from coder.tui.codes.showing import Showing
from coder.tui.coding.desk import Desk
from coder.tui.coding.quickbar import Slot
from coder.tui.session import Session
from coder.tui.text.cells import one_line
from coder.tui.text.runs import Run, Runs

_EXCERPT = 32  # characters of a passage that stand for it


def name(desk: Desk, session: Session, doing: str = "") -> Runs:
    """The left of the title: document, case, whether it is coded, what is being done and which stripes are hidden.

    ``doing`` is what the next keys belong to (resizing).
    """
    case = case_label(session.codebook, desk.case) if desk.case else "no case"
    runs: list[Run] = [(f" {one_line(desk.document.name)}", "strong")]
    if doing:
        runs.append((f"  {one_line(doing)}", "accent"))
    showing = session.showing
    if showing.blind:
        runs.append(("  blind", "accent"))
    if showing.filtered:
        runs.append((f"  {filter_words(showing, session)}", "accent"))
    runs.append((f"  {case}", "plain"))
    if desk.marked:
        runs.append(("  coded ✓", "good"))
    return tuple(runs)


def filter_words(showing: Showing, session: Session) -> str:
    """What the filter lets through, in words."""
    parts = [label_of(session.codebook, showing.code)] if showing.code else []
    if showing.coder:
        parts.append(f"coder {one_line(showing.coder)}")
    if showing.suggestions:
        parts.append("suggestions")
    only = [f"only {', '.join(parts)}"] if parts else []
    return ", ".join([*only, *(["no suggestions"] if showing.suggestions is False else [])])


def numbers(desk: Desk, showing: Showing) -> Runs:
    """How much is coded and suggested here, and how much of it passes the filter; blind, one's own alone counts."""
    own = sum(desk.counts.values())
    codings = own if showing.blind else len(desk.codings)
    texts = [_count(codings, "coding"), _count(len(desk.suggestions), "suggestion")]
    if showing.filtered:
        passing = [showing.passes(desk.stripe(one)) for one in (*desk.codings, *desk.suggestions)]
        texts = [f"{sum(passing)} of {codings + len(desk.suggestions)} shown" if any(passing) else "none here"]
    seen = (desk.codings[one] for one in desk.wordings if one in desk.codings)
    changed = sum(not showing.blind or desk.is_own(one) for one in seen)
    words: Runs = ((f"{changed} with changed words  ", "accent"),) if changed else ()
    return ((", ".join(texts) + "  ", "dim"), *words)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def place(desk: Desk, mode: str, offset: int) -> Runs:
    """How the cursor moves (a grain, or visually), and how far into the document it is."""
    percent = 100 * offset // max(1, len(desk.document.text))
    return ((mode, "strong"), (f"  {percent} % ", "dim"))


def coding_or_suggestion(desk: Desk, session: Session, stripe_id: str | None) -> Runs:
    """All about one coding or suggestion."""
    codebook, signs = session.codebook, session.signs
    if stripe_id is not None and stripe_id in desk.codings:
        coding = desk.codings[stripe_id]
        memo, was = desk.memo("coding", stripe_id), desk.wordings.get(stripe_id, "")
        return coding_runs(coding, session.study.coder, codebook, signs, memo, excerpt(was)[1:-1] if was else "")
    if stripe_id is not None and stripe_id in desk.suggestions:
        return suggestion_runs(desk.suggestions[stripe_id], codebook, signs, desk.rank(stripe_id))
    return ((" not coded", "dim"),)


def explained(desk: Desk, session: Session, stripe_id: str | None, suggestion: str | None) -> Runs:
    """Below it: what the code means or, beside a coding, the suggestion that waits on the same words."""
    if stripe_id is not None and stripe_id in desk.codings:
        if suggestion is not None:
            one, rank = desk.suggestions[suggestion], desk.rank(suggestion)
            return suggestion_runs(one, session.codebook, session.signs, rank)
        return definition_runs(session.codebook, desk.codings[stripe_id].code)
    if stripe_id is not None and stripe_id in desk.suggestions:
        return definition_runs(session.codebook, desk.suggestions[stripe_id].code)
    return ()


def around(desk: Desk, code: str | None, number: int, key: str) -> Runs:
    """The right of the detail line: what else has a memo, and how many codings and suggestions are here.

    ``key`` is the one that goes from one to the next.
    """
    having = [subject for subject, target in _subjects(desk, code) if desk.memo(subject, target)]
    memos: Runs = ((f" memo on {', '.join(having)} ", "dim"),) if having else ()
    many: Runs = ((f" {number} here, next with {key} ", "dim"),) if number > 1 else ()
    return memos + many


def _subjects(desk: Desk, code: str | None) -> tuple[tuple[str, str | None], ...]:
    return (("code", code), ("document", desk.document.id), ("case", desk.case))


def excerpt(words: str) -> str:
    """The beginning of some words, in quotes."""
    line = one_line(words[: 4 * _EXCERPT])
    return f"“{line}”" if len(line) <= _EXCERPT else f"“{line[:_EXCERPT].rstrip()}…”"


def slots(session: Session) -> list[Slot]:
    """The codes under the digits."""
    return [
        Slot(
            digit,
            *session.signs.of(code),
            label_of(session.codebook, code),
            mark(session.codebook, code, session.weight_of(code)),
            code in session.quick.pinned,
        )
        for digit, code in enumerate(session.quick.slots, 1)
        if code
    ]
