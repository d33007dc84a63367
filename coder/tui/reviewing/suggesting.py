"""Having passages worth coding looked for: where, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from coder.model.report import SuggestReport
from coder.study import Progress, Study
from coder.tui.background import Background, Job
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.guard import answered
from coder.tui.keys.bindings import keymap_of
from coder.tui.keys.keymap import Keymap
from coder.tui.study_screen import StudyScreen

HERE, ALL = "here", "all"


def ask(screen: StudyScreen, background: Background, study: Study, document: str) -> None:
    """Ask where to look, then look with all sources."""
    if not background.free(screen):
        return
    documents = study.documents()
    name = next((one.name for one in documents if one.id == document), "")

    def where(place: str) -> None:
        ids = [document] if place == HERE else [one.id for one in documents]
        background.start(screen, _suggest(ids))

    options = [Option(HERE, "this document", name), Option(ALL, "all documents", str(len(documents)))]
    title = "Look where for passages worth coding? They count for nothing until you accept them"
    screen.app.push_screen(Chooser(title, options), answered(screen, where))


def _suggest(ids: Sequence[str]) -> Job[SuggestReport]:
    def work(study: Study, progress: Progress) -> SuggestReport:
        return study.suggest(documents=ids, progress=progress)

    def done(screen: StudyScreen, report: SuggestReport) -> None:
        screen.say(outcome(report, keymap_of(screen.app)))

    return Job("suggesting", work, done)


def outcome(report: SuggestReport, keys: Keymap) -> str:
    """What became of the search, in one sentence; on a narrow screen its end is cut: first the numbers and the key."""
    where = "in 1 document" if report.documents == 1 else f"in {report.documents} documents"
    told = "".join(f"; {note}" for note in report.notes)
    if report.withdrawn:
        where = f"({report.withdrawn} withdrawn) {where}"
        told = f"; withdrawn are those coded by now or less likely than before{told}"
    if not report.added:
        return f"nothing new {where}{told}"
    new = "1 new suggestion" if report.added == 1 else f"{report.added} new suggestions"
    return f"{new} {where}: {keys.sign('app.review')} goes through them{told}"
