"""Having the hits of a search coded: what that would do, a preview of it, and then the one edit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from coder.model.span import Span
from coder.search.plan import HitPlan
from coder.study import Progress, Study
from coder.tui.background import Background, Job
from coder.tui.codes.labels import label_of, mark
from coder.tui.guard import answered
from coder.tui.messages import CodeHits
from coder.tui.searching.hits import around, counted
from coder.tui.searching.preview import PreviewDialog
from coder.tui.searching.view import HitView
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.units import Units

_REPORT_EVERY = 200  # places


def ask(screen: StudyScreen, background: Background, session: Session, wish: CodeHits) -> None:
    """Look at every place, show what would be coded, and code it if the researcher says so."""

    def work(study: Study, progress: Progress) -> HitPlan:
        return study.plan_hits(places(study, wish, progress), wish.code)

    def done(screen: StudyScreen, plan: HitPlan) -> None:
        if not plan.places:
            screen.say(f"nothing to code: {_known(plan)}")
        elif screen.SCOPE != "search":
            screen.say("coding hits was left: you went on before its preview was ready")
        else:
            dialog = PreviewDialog(HitView(session), title(session, wish, plan), plan)
            screen.app.push_screen(dialog, answered(screen, partial(_code, screen, background, session, wish, plan)))

    background.start(screen, Job("looking at the hits", work, done))


def places(study: Study, wish: CodeHits, progress: Progress) -> Iterator[tuple[str, Span]]:
    """What would be coded for each hit, in their order."""
    units: Units | None = None
    at = ""
    for number, hit in enumerate(wish.hits):
        if units is None or hit.document != at:
            document = study.document(hit.document)
            at, units = hit.document, Units(document)
        if number % _REPORT_EVERY == 0:
            progress(number, len(wish.hits), "")
        yield hit.document, around(units, wish.grain, hit.span)


def title(session: Session, wish: CodeHits, plan: HitPlan) -> str:
    """The question above the preview."""
    code = f"{label_of(session.codebook, wish.code)} {mark(session.codebook, wish.code, wish.weight)}"
    return f"Code {counted(len(plan.places), 'passage')} in {counted(plan.documents, 'document')} as {code}?"


def _known(plan: HitPlan) -> str:
    verb = "lies" if len(plan.known) == 1 else "lie"
    return f"{counted(len(plan.known), 'passage')} {verb} in what you have coded so already"


def _code(
    screen: StudyScreen, background: Background, session: Session, wish: CodeHits, plan: HitPlan, sure: bool
) -> None:
    if not sure:
        return

    def work(study: Study, progress: Progress) -> int:
        progress(0, 0, "")
        return len(study.code_hits(plan.places, wish.code, wish.weight))

    def done(screen: StudyScreen, number: int) -> None:
        session.used(wish.code, wish.weight)
        left = f"; {_known(plan)}" if plan.known else ""
        label = label_of(session.codebook, wish.code)
        screen.say(f"{counted(number, 'passage')} coded as {label}{left}")

    background.start(screen, Job("coding the hits", work, done))
