"""Writing tables to files: in which format, where, and over nothing unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from coder import exports
from coder.derive.printable import printable_overview
from coder.formats import reports
from coder.formats.overview import FORMATS, render
from coder.formats.overview.style import Style
from coder.model.document import Document
from coder.reports import Options, kind
from coder.study import Progress, Study
from coder.tui.background import Background, Job
from coder.tui.dialogs.ask_files import AskFiles
from coder.tui.dialogs.chooser import Chooser, Option
from coder.tui.dialogs.confirm import Confirm
from coder.tui.guard import answered
from coder.tui.study_screen import StudyScreen
from coder.tui.text.filenames import quoted, shown

FOLDER = "exports"
PAGE = "report"
_ANNOTATED = "+"  # after the name of a format: with flags and numbers
_OF_REPORTS = {"text": "plain text", "json": "its tables", "csv": "its tables", "xlsx": "its tables"}
_COMPLETE = frozenset({"json"})  # formats that always carry everything


def ask_overview(screen: StudyScreen, background: Background, study: Study, table: str, language: str) -> None:
    """Ask for the format and the file of an overview table, and write it with the labels of a language."""
    if not background.free(screen):
        return
    width = screen.app.size.width

    def chosen(choice: str) -> None:
        name = choice.removesuffix(_ANNOTATED)
        style = Style(annotated=choice != name, width=width, language=language)

        def text(there: Study, progress: Progress) -> bytes:
            progress(0, 0, table)
            found = there.overview(table, language, checked=style.annotated)
            return render(printable_overview(found, there.unquotable_codings()), name, style)

        _ask_file(screen, background, study.path / FOLDER / f"{table}.{exports.ending(name)}", text)

    screen.app.push_screen(Chooser("Write the table as what?", list(formats())), answered(screen, chosen))


def formats() -> Iterator[Option]:
    """The formats of overview tables, as they are published and annotated."""
    for name in FORMATS:
        yield Option(name, name, "everything" if name in _COMPLETE else "as it is published")
    for name in FORMATS:
        if name not in _COMPLETE:
            yield Option(name + _ANNOTATED, name, "with flags, numbers of interviews and dissent")


def ask_report(screen: StudyScreen, background: Background, study: Study, name: str, options: Options) -> None:
    """Ask for the format and the file of a report, and write it."""
    if not background.free(screen):
        return
    offered = [Option(one, one, _OF_REPORTS.get(one, "")) for one in reports.FORMATS]

    def chosen(choice: str) -> None:
        def text(there: Study, progress: Progress) -> bytes:
            progress(0, 0, name)
            return reports.render(there.report(name, options), choice)

        _ask_file(screen, background, study.path / FOLDER / f"{name}.{exports.ending(choice)}", text)

    at = kind(name).format
    screen.app.push_screen(Chooser("Write the report as what?", offered, at), answered(screen, chosen))


def ask_page(screen: StudyScreen, background: Background, study: Study, language: str) -> None:
    """Ask for the file of the page with all tables and every trace, and write it."""
    if not background.free(screen):
        return

    def text(there: Study, progress: Progress) -> bytes:
        from coder.formats.page import page  # here: a session that writes no page needs no templates

        progress(0, 0, PAGE)
        return page(there.findings((), language))

    _ask_file(screen, background, study.path / FOLDER / f"{PAGE}.html", text)


def ask_codings(screen: StudyScreen, background: Background, study: Study, coder: str | None) -> None:
    """Ask for the file of the codings (of one coder; None: all), and write them."""
    if not background.free(screen):
        return

    def text(there: Study, progress: Progress) -> str:
        codings = there.codings(coder=coder, today=True)
        total = len({coding.document for coding in codings})
        seen: set[str] = set()

        def document(identity: str) -> Document:
            found = there.document(identity)
            if identity not in seen:
                progress(len(seen), total, found.name)
                seen.add(identity)
            return found

        return exports.codings_text(codings, document, there.memos("coding"), there.consents())

    _ask_file(screen, background, study.path / FOLDER / "codings.csv", text)


def _ask_file(
    screen: StudyScreen, background: Background, default: Path, text: Callable[[Study, Progress], str | bytes]
) -> None:
    def write(target: Path) -> None:
        background.start(screen, _export(target, text))

    def named(paths: list[Path]) -> None:
        target = paths[0].absolute()
        if target.parent == default.parent:
            target.parent.mkdir(exist_ok=True)
        exports.checked(target)

        def sure(yes: bool) -> None:
            if yes:
                write(target)

        if target.exists():
            question = f"{shown(target)} is there already. Replace it?"
            screen.app.push_screen(Confirm(question), answered(screen, sure))
        else:
            write(target)

    dialog = AskFiles("Write to which file?", quoted(shown(default.absolute())), new=True)
    screen.app.push_screen(dialog, answered(screen, named))


def _export(target: Path, text: Callable[[Study, Progress], str | bytes]) -> Job[None]:
    def work(study: Study, progress: Progress) -> None:
        whole = text(study, progress)
        progress(1, 1, "")
        exports.write(target, whole)

    def done(screen: StudyScreen, result: None) -> None:
        screen.say(f"written to {shown(target)}")

    return Job("exporting", work, done)
