"""Bringing transcripts in: which, how many of what, the import itself beside the screen, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from coder.formats.readers import suffixes
from coder.model.report import ImportReport
from coder.study import Progress, Study
from coder.tui.background import Background, Job
from coder.tui.dialogs.ask_files import AskFiles
from coder.tui.dialogs.confirm import Confirm
from coder.tui.dialogs.outcome import OutcomeDialog
from coder.tui.guard import answered
from coder.tui.keys.bindings import keymap_of
from coder.tui.keys.keymap import Keymap
from coder.tui.session import Session
from coder.tui.study_screen import StudyScreen
from coder.tui.text.filenames import quoted, shown

PLACE = "import"  # in session.places: the folder transcripts came from last
NAMED = 3  # attributes that are named where there is one line

Found = tuple[list[Path], list[Path]]  # transcripts, and files passed over


def ask(screen: StudyScreen, background: Background, session: Session) -> None:
    """Ask for files and folders, and go on from there."""
    if not background.free(screen):
        return

    def taken(paths: list[Path]) -> None:
        first = paths[0] if paths[0].is_dir() else paths[0].parent
        session.places[PLACE] = quoted(shown(first.absolute()).rstrip("/") + "/")
        background.start(screen, _look(background, session, paths))

    title = "Import which transcripts? Files, or folders with all below them"
    dialog = AskFiles(title, session.places.get(PLACE, ""), suffixes())
    screen.app.push_screen(dialog, answered(screen, taken))


def _look(background: Background, session: Session, paths: Sequence[Path]) -> Job[Found]:
    """Count what would come in, and ask."""

    def work(study: Study, progress: Progress) -> Found:
        from coder.intake.transcripts import find  # imported here: the thread has the time

        return find(paths, lambda seen: progress(seen, 0, "files"))

    def done(screen: StudyScreen, found: Found) -> None:
        files, others = found

        def sure(yes: bool) -> None:
            if yes:
                background.start(screen, _import(session, files))

        if files:
            screen.app.push_screen(Confirm(question(files, others)), answered(screen, sure))
        else:
            screen.say(f"no transcripts there: they are {', '.join(suffixes())} files")

    return Job("looking for transcripts", work, done)


def _import(session: Session, files: Sequence[Path]) -> Job[ImportReport]:
    def work(study: Study, progress: Progress) -> ImportReport:
        return study.import_transcripts(files, progress=progress)

    def done(screen: StudyScreen, report: ImportReport) -> None:
        fresh = [one for one in report.imported if not one.unchanged]
        if fresh:
            session.places["documents"] = session.study.document(fresh[0].document).id
            if screen.SCOPE == "documents":
                screen.arrive()
        said = outcome(report, keymap_of(screen.app))
        screen.say(said)
        notes = [
            f"{one.document}: {warning.removeprefix(f'{one.document} ')}"
            for one in report.imported
            for warning in one.warnings
        ]
        notes = [*news(report), *notes]
        if report.refused or notes:
            screen.app.push_screen(OutcomeDialog(said, report.refused, notes))

    return Job("importing", work, done)


def question(files: Sequence[Path], others: Sequence[Path]) -> str:
    """What an import would bring in, by format."""
    counts = Counter(path.suffix.lower().removeprefix(".") or "without ending" for path in files)
    formats = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    passed = f" {_files(len(others))} of other kinds would be passed over." if others else ""
    return f"Import {_transcripts(len(files))} ({formats})?{passed}"


def outcome(report: ImportReport, keys: Keymap) -> str:
    """What became of an import, in one sentence."""
    known = sum(one.unchanged for one in report.imported)
    fresh, refused = len(report.imported) - known, len(report.refused)
    parts = [f"{_transcripts(fresh)} came in"]
    if known:
        parts.append(f"{known} {'was' if known == 1 else 'were'} in already")
    if refused:
        parts.append(f"{refused} {'was' if refused == 1 else 'were'} refused")
    said = ", ".join(parts)
    lacking = [one for one in report.imported if one.missing]
    if lacking:
        names = list(dict.fromkeys(name for one in lacking for name in one.missing))
        more = ", …" if len(names) > NAMED else ""
        lack = "lacks" if len(lacking) == 1 else "lack"
        said += f"; {len(lacking)} {lack} {', '.join(names[:NAMED])}{more}: {keys.sign('app.cases')} sets attributes"
    return said


def news(report: ImportReport) -> list[str]:
    """What else came in with the transcripts: codings and codes made in another tool, and what there is to say of
    them."""
    found: list[str] = []
    codings = sum(one.codings for one in report.imported)
    if codings:
        found.append(f"{codings:,} {'coding' if codings == 1 else 'codings'} came in with them")
    if report.codes:
        codes = "1 new code" if len(report.codes) == 1 else f"{len(report.codes)} new codes"
        found.append(f"{codes} in the codebook: {', '.join(report.codes)}")
    return [*found, *report.notes]


def _transcripts(number: int) -> str:
    return f"{number} transcript" if number == 1 else f"{number} transcripts"


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"
