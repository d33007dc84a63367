"""What can be gone to, filtered by, or be what a passage is about, as options to choose from (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from coder.model.codebook import Codebook
from coder.model.report import DocumentSummary
from coder.tui.codes.describe import case_label
from coder.tui.codes.labels import label_of, parent_label
from coder.tui.codes.showing import EVERYTHING, NO_SUGGESTIONS, ONLY_SUGGESTIONS, Showing
from coder.tui.dialogs.chooser import Option
from coder.tui.text.cells import one_line

OWN_CASE = "-"  # no case has this id: the codebook's ids are words


def about_options(codebook: Codebook, own: str | None) -> list[Option]:
    """Cases a passage may be about, the document's own first."""
    note = case_label(codebook, own) if own else ""
    cases = [Option(case.id, case_label(codebook, case.id), ", ".join(case.aliases)) for case in codebook.cases]
    return [Option(OWN_CASE, "the document's own case", note), *cases]


def goto_options(
    codebook: Codebook, documents: Sequence[DocumentSummary], codes: Iterable[str], here: str
) -> list[Option]:
    """Codes used in the document at hand, documents, cases. Ids are prefixed by what they are of."""
    coded = [Option(f"code:{code}", label_of(codebook, code), "next passage coded so") for code in codes]
    others = [
        Option(
            f"document:{one.id}", one.name, f"{case_label(codebook, one.case)}, {one.words} words" if one.case else ""
        )
        for one in documents
        if one.id != here
    ]
    known = {one.case for one in documents}
    notes = {True: "its first document", False: "no documents yet"}
    cases = [
        Option(f"case:{case.id}", case_label(codebook, case.id), notes[case.id in known]) for case in codebook.cases
    ]
    return [*coded, *others, *cases]


def filter_options(
    codebook: Codebook, showing: Showing, coders: Sequence[str], me: str, used: Mapping[str, int]
) -> list[Option]:
    """What to show: coders, suggestions, codes and groups, those used here (so many times) before the others.

    The first ends the filter; what is chosen already can be taken off again. Blind, nobody else is named.
    """
    options = [Option(EVERYTHING, "everything", "all codes, all coders: end the filter")] if showing.filtered else []
    for coder in coders:
        if coder == me or not showing.blind:
            words = "coder: you" if coder == me else f"coder: {one_line(coder)}"
            options.append(_taken(f"coder:{coder}", words, one_line(coder), showing.coder == coder))
    options.append(_taken(ONLY_SUGGESTIONS, "suggestions only", "", showing.suggestions is True))
    options.append(_taken(NO_SUGGESTIONS, "no suggestions", "", showing.suggestions is False))
    counts: Counter[str] = Counter()
    for code_id, number in used.items():
        for above in accumulate(code_id.split("."), "{}.{}".format):
            counts[above] += number
    for code in sorted(codebook.codes, key=lambda code: not counts[code.id]):
        note = "  ".join(filter(None, (f"{counts[code.id] or ''}", parent_label(codebook, code))))
        options.append(_taken(f"code:{code.id}", label_of(codebook, code.id), note, showing.code == code.id))
    return options


def _taken(option: str, words: str, note: str, on: bool) -> Option:
    return Option(option, words, "shown now: take it off again" if on else note)


def memo_options(targets: Sequence[tuple[str, str, str]], memos: Sequence[str]) -> list[Option]:
    """What a memo can be on: (subject, target, what it is called), with the beginning of the memo there is."""
    words = {"coding": "this coding", "code": "its code", "document": "the document", "case": "the case"}
    return [
        Option(subject, f"{words[subject]}: {one_line(name)}", f"memo: {one_line(memo)}" if memo else "no memo yet")
        for (subject, _, name), memo in zip(targets, memos, strict=True)
    ]
