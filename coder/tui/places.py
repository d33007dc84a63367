"""What can be gone to, filtered by, or be what a passage is about, as options to choose from (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coder.model.codebook import Codebook
from coder.model.report import DocumentSummary
from coder.tui.codes import label_of, parent_label
from coder.tui.describe import case_label
from coder.tui.dialogs.chooser import Option

OWN_CASE = "-"  # no case has this id: the codebook's ids are words
EVERYTHING = "-"


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
    cases = [Option(f"case:{case.id}", case_label(codebook, case.id), "its first document") for case in codebook.cases]
    return [*coded, *others, *cases]


def filter_options(codebook: Codebook) -> list[Option]:
    """Every code and group, and no filter."""
    codes = [Option(code.id, label_of(codebook, code.id), parent_label(codebook, code)) for code in codebook.codes]
    return [Option(EVERYTHING, "all codes", "no filter"), *codes]
