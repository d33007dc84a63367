"""How much of what identifies somebody the rules find, and how much of what they find does so.

``python -m tests.privacy.measure`` prints the table. A name counts as found when the proposals that are to be replaced
cover all of its characters; a replaced place is right when it touches a name.
"""

from __future__ import annotations

from dataclasses import dataclass

from coder.codebook.read import read as read_codebook
from coder.model.span import Span
from coder.privacy.proposal import forms
from coder.privacy.proposing import Source, propose
from tests.privacy.interviews import KNOWN, LAST, LATER, Interview
from tests.studies import CODEBOOK


@dataclass(frozen=True)
class Measured:
    """What was found, missed, and replaced though it names nobody."""

    found: int
    missed: tuple[str, ...]
    right: int
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))


def measure(interview: Interview) -> Measured:
    codebook = read_codebook(CODEBOOK, "towns.yaml")
    proposals = propose([Source("a", interview.language, interview.text)], codebook, (), {}, ())
    found = forms(proposals, codebook).find(interview.text)
    replaced = [span for span, form in found if form.replacement is not None]
    covered = {place for span in replaced for place in range(span.start, span.end)}

    def words(span: Span) -> str:
        return interview.text[span.start : span.end]

    def whole(span: Span) -> bool:
        return all(place in covered or words(Span(place, place + 1)) in " -" for place in range(span.start, span.end))

    missed = tuple(f"{kind}:{words(span)}" for kind, span in interview.names if not whole(span))
    wrong = tuple(words(one) for one in replaced if not any(one.overlaps(span) for _, span in interview.names))
    return Measured(len(interview.names) - len(missed), missed, len(replaced) - len(wrong), wrong)


def table() -> str:
    """Precision and recall by language, for both sets."""
    lines = [f"{'':16}{'names':>7}{'recall':>8}{'precision':>11}"]
    for title, interviews in (("known", KNOWN), ("later", LATER), ("last", LAST)):
        for language, interview in interviews.items():
            one = measure(interview)
            lines.append(f"{title + ' ' + language:16}{len(interview.names):7}{one.recall:8.2f}{one.precision:11.2f}")
            lines += [f"    missed {words}" for words in one.missed] + [f"    wrong {words}" for words in one.wrong]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())  # noqa: T201 - the table is what this is for
