"""What a suggestion is judged by, read from the study: its words with those around, what is coded there or alike."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len

from coder.errors import CoderError
from coder.model.coding import Coding, Suggestion
from coder.model.document import Document
from coder.tui.codes.describe import code_text
from coder.tui.codes.labels import label_of, mark
from coder.tui.codes.proposed import NEAREST, Draft, Near, nearest_runs, sources_of, strengths_line
from coder.tui.session import Session
from coder.tui.text.cells import fit, one_line
from coder.tui.text.runs import Run
from coder.tui.text.wrap import folded_lines

AROUND = 600  # cells before and after the words where there is room for them
_WORD = 30  # characters of a word that may be cut off whole; more are none


class Evidence:
    """Documents and codings that were looked at; blind, only one's own codings."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._study = session.study
        self._codings: dict[str, list[Coding]] = {}  # of the documents looked at

    def forget(self) -> None:
        """Codings may be others now."""
        self._codings.clear()

    def coded(self, coding: Coding) -> None:
        """A coding was made, or changed."""
        known = self._codings.get(coding.document)
        if known is not None:
            self._codings[coding.document] = [*(one for one in known if one.id != coding.id), coding]

    def words(self, one: Suggestion) -> str:
        """The words of a suggestion."""
        return self._study.document(one.document).quote(one.span)

    def paragraphs(self, one: Suggestion, draft: Draft, width: int, height: int, *, wide: bool) -> list[Run]:
        """All there is to judge it by, in the order in which it is needed: in little room the reason on the lines that
        the others leave, the words with a line around them, or more where lines are left, the strengths, what it is
        like; the definition only where it is wide."""
        codebook, why = self._session.codebook, _why(one)
        document = self._study.document(one.document)
        here = self._here(one, draft)
        below = [
            *strengths_line(codebook, one),
            *nearest_runs(self._near(one), self._study.coder, codebook, one.code, width, 3 if wide else 1),
        ]

        def told(here: str, cells: int) -> list[Run]:
            before, after = _around(document, draft, cells)
            words = one_line(document.quote(draft.span))
            found = ((here, "accent"), (before, "dim"), (words, "strong"), (after, "dim"), *below)
            return [run for run in found if run[0]]

        if wide:
            return [(why, "accent"), *told(here, AROUND), (" ", "plain"), *code_text(codebook, one.code)]
        here = fit(here, width).rstrip()
        found = told(here, width - 1)
        spare = height - _lines([(why, ""), *found], width)
        for more in range(spare // 2, 0, -1):
            fuller = told(here, (1 + more) * width - 1)
            if _lines([(why, ""), *fuller], width) <= height:
                return [(why, "accent"), *fuller]
        return [(_cut(why, width, max(1, height - _lines(found, width))), "accent"), *found]

    def _here(self, one: Suggestion, draft: Draft) -> str:
        """The codings that share words with it."""
        if one.document not in self._codings:
            self._codings[one.document] = list(self._study.codings(document=one.document, today=True))
        codebook, me = self._session.codebook, self._study.coder
        found = []
        for coding in self._codings[one.document]:
            if coding.span.overlaps(draft.span) and (coding.coder == me or not self._session.showing.blind):
                by = "" if coding.coder == me else f" by {one_line(coding.coder)}"
                found.append(f"{label_of(codebook, coding.code)} {mark(codebook, coding.code, coding.weight)}{by}")
        return f"coded here: {'; '.join(found)}" if found else ""

    def _near(self, one: Suggestion) -> list[Near]:
        """The codings most like it, the nearest first."""
        codings = {coding.id: coding for coding in self._study.codings_of(one.nearest, today=True)}
        found: list[Near] = []
        for identity in one.nearest:
            coding = codings.get(identity)
            if coding is None or (self._session.showing.blind and coding.coder != self._study.coder):
                continue
            try:
                document = self._study.document(coding.document)
            except CoderError:  # it went with its document between two looks
                continue
            found.append(Near(coding, document.quote(coding.span), document.name))
            if len(found) == NEAREST:
                break
        return found


def _why(one: Suggestion) -> str:
    """The reason, then what gives it."""
    return f"why: {one_line(one.reason)} ({one_line(', '.join(sources_of(one)))})"


def _lines(runs: Iterable[Run], width: int) -> int:
    return sum(len(folded_lines(text, width)) for text, _ in runs)


def _cut(text: str, width: int, lines: int) -> str:
    """So much of a text as wraps to so many lines."""
    folded = folded_lines(text, width)
    if len(folded) <= lines:
        return text
    last = f"{folded[lines - 1]} {folded[lines]}"
    return " ".join([*folded[: lines - 1], fit(last, width).rstrip()])


def _around(document: Document, draft: Draft, cells: int) -> tuple[str, str]:
    """The words before and after, at most so many cells each, whole words where words are set apart."""
    text, span = document.text, draft.span
    head = one_line(text[max(0, span.start - 2 * cells) : span.start])
    if cell_len(head) > cells:
        while (over := cell_len(head) - cells + 1) > 0:
            head = head[-(-over // 2) :]  # no character takes more than two
        first, blank, rest = head.partition(" ")
        head = f"…{rest if blank and len(first) < _WORD else head}"
    tail = one_line(text[span.end : span.end + 2 * cells])
    if cell_len(tail) > cells:
        kept = fit(tail, cells).rstrip("… ")
        rest, blank, last = kept.rpartition(" ")
        tail = f"{rest if blank and len(last) < _WORD else kept}…"
    return head, tail
