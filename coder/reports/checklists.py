"""COREQ and SRQR: each item filled where the study knows the answer, with the report that shows it (method 4).

Items are numbered as published (Tong, Sainsbury & Craig 2007; O'Brien et al. 2014); their short labels are ours. What
the study cannot know is marked as the authors' to fill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coder.model.overview import State
from coder.model.publication import Line, LineKind, Paragraph, Report, Table
from coder.reports.coverage import languages
from coder.reports.saturation import reached, threshold
from coder.reports.saying import Made, Say, columns, lines, listed, percent, plain_columns, saying
from coder.reports.study_facts import StudyFacts
from coder.reports.words_of_checklists import CHECKLISTS

_FIRST = "*"  # in the history: all codes of that version at once

# an answer in words and the reports that show it; None where the study has nothing to say of the item
Answer = tuple[str, tuple[str, ...]] | None


@dataclass(frozen=True, slots=True)
class Item:
    """An item that the study knows something of; ``partly`` leaves the rest to the authors."""

    answer: Callable[[StudyFacts, Say], Answer]
    partly: bool = False


def _sample(found: StudyFacts, say: Say) -> Answer:
    cases = tuple(say("answer:case_n", case=one.label, n=one.interviews) for one in found.coverage.cases)
    said = say("answer:interviews", n=found.interviews, cases=listed(cases, say) or "–")
    return said, ("coverage",)


def _guide(found: StudyFacts, say: Say) -> Answer:
    questions = len(found.codebook.guide)
    return (say("answer:guide", n=questions), ()) if questions else None


def _description(found: StudyFacts, say: Say) -> Answer:
    named = tuple(own.attribute for own in found.coverage.attributes if own.counts)
    spoken = languages(dict(found.coverage.languages), say)
    said = say("answer:languages", languages=spoken)
    said += say("space") + say("answer:attributes", names=listed(named, say)) if named else ""
    return said, ("coverage",)


def _saturation(found: StudyFacts, say: Say) -> Answer:
    curve, own = found.saturation.overall, found.saturation
    said = say("answer:saturation", reached=reached(curve, own, say), base=own.base, run=own.run, share=threshold(own))
    return said, ("saturation",)


def _coders(found: StudyFacts, say: Say) -> Answer:
    if not found.coders:
        return None
    own = found.agreement
    said = say("answer:coders", n=len(found.coders), names=listed(found.coders, say), double=own.double,
               coded=own.interviews, percent=percent(own.double, own.interviews))  # fmt: skip
    return said, ("agreement",)


def _codebook(found: StudyFacts, say: Say) -> Answer:
    book = found.codebook
    codable = sum(code.codable for code in book.codes)
    said = say("answer:codebook", id=book.id, version=book.version, codable=codable, used=found.used)
    return said, ("codebook", "codebook-history")


def _themes(found: StudyFacts, say: Say) -> Answer:
    """Codes that came after the first version, whose entry names them all at once."""
    created = sum(one != _FIRST for change in found.codebook.history if change.op == "create" for one in change.ids)
    changed = sum(one.op != "create" for one in found.codebook.history)
    return say("answer:themes", created=created, changed=changed), ("codebook-history", "methods")


def _program(found: StudyFacts, say: Say) -> Answer:
    return say("answer:program", program=found.program, n=found.entries), ("audit-trail",)


def _quotations(found: StudyFacts, say: Say) -> Answer:
    if not found.state(State.VALUE):
        return None
    held = found.not_quotable + found.paraphrase
    said = say("answer:quotations") + (say("space") + say("answer:held", held=held) if held else "")
    return said, ("evidence-book",)


def _consistency(found: StudyFacts, say: Say) -> Answer:
    filled = found.state(State.VALUE)
    said = say("answer:consistency", robust=found.robust, filled=filled, overridden=found.overridden)
    return (said, ("evidence-book", "robustness")) if filled else None


def _major(found: StudyFacts, say: Say) -> Answer:
    filled = found.state(State.VALUE)
    said = say("answer:major", filled=filled, cells=len(found.cells))
    return (said, ("overview",)) if filled else None


def _minor(found: StudyFacts, say: Say) -> Answer:
    own = found.negative
    rivals = sum(one.rival for one in own.cases)
    said = say("answer:minor", n=len(own.cases), interviews=own.interviews, rivals=rivals)
    return (said, ("negative-cases", "grid")) if own.interviews else None


def _processing(found: StudyFacts, say: Say) -> Answer:
    names = say("answer:pseudonymised" if found.pseudonymised else "answer:not_pseudonymised")
    return say("answer:processing", documents=found.documents, names=names), ("audit-trail", "coverage")


def _analysis(found: StudyFacts, say: Say) -> Answer:
    said = say("answer:analysis", codings=found.codings, coders=len(found.coders), departures=len(found.departures))
    return said, ("methods", "codebook")


def _trust(found: StudyFacts, say: Say) -> Answer:
    return say("answer:trust"), ("agreement", "negative-cases", "robustness", "audit-trail")


def _consent(found: StudyFacts, say: Say) -> Answer:
    if not found.not_quotable and not found.paraphrase:
        return None
    return say("answer:consent", no=found.not_quotable, paraphrase=found.paraphrase), ("coverage",)


COREQ: Mapping[int, Item] = {
    12: Item(_sample),
    16: Item(_description, partly=True),
    17: Item(_guide, partly=True),
    22: Item(_saturation, partly=True),
    24: Item(_coders),
    25: Item(_codebook),
    26: Item(_themes, partly=True),
    27: Item(_program),
    29: Item(_quotations),
    30: Item(_consistency, partly=True),
    31: Item(_major, partly=True),
    32: Item(_minor, partly=True),
}
SRQR: Mapping[int, Item] = {
    8: Item(_saturation, partly=True),
    9: Item(_consent, partly=True),
    11: Item(_guide, partly=True),
    12: Item(_sample, partly=True),
    13: Item(_processing, partly=True),
    14: Item(_analysis, partly=True),
    15: Item(_trust, partly=True),
    16: Item(_major, partly=True),
    17: Item(_quotations),
}
_HEADINGS = {
    "coreq": {1: "team", 9: "design", 24: "analysis"},
    "srqr": {1: "title", 3: "introduction", 5: "methods", 16: "results", 18: "discussion", 20: "other"},
}
_LENGTH = {"coreq": 32, "srqr": 21}


def report(name: str, found: StudyFacts, made: Made, language: str) -> Report:
    """The checklist ``coreq`` or ``srqr``."""
    say = saying(language, CHECKLISTS)
    items = COREQ if name == "coreq" else SRQR
    rows: list[Line] = []
    data = []
    filled = 0
    for number in range(1, _LENGTH[name] + 1):
        if number in _HEADINGS[name]:
            rows.append(Line((say(f"{name}:part:{_HEADINGS[name][number]}"), "", "", ""), LineKind.GROUP))
        label = say(f"{name}:{number}")
        item = items.get(number)
        answer = item.answer(found, say) if item is not None else None
        if item is None or answer is None:
            words, shown, state = say("for_the_authors"), "", "authors"
        else:
            state = "partly" if item.partly else "filled"
            words = answer[0] + (say("space") + say("rest_for_the_authors") if item.partly else "")
            shown = listed(answer[1], say)
            filled += 1
        rows.append(Line((str(number), label, words, shown)))
        data.append((number, label, state, words if state != "authors" else "", shown))
    blocks = (
        Paragraph(say(f"{name}:what")),
        Paragraph(say("checklist:count", filled=filled, items=_LENGTH[name])),
        Table("items", columns(say, "item", "topic", "answer", "report"), tuple(rows), say(f"{name}:caption"),
              (say("checklist:reports"),)),
    )  # fmt: skip
    records = Table("items", plain_columns("item#", "topic", "state", "answer", "reports"), lines(*data))
    return Report(name, say(f"title:{name}"), language, blocks, made.facts(say), (records,))
