"""Everything about one code in words, as the codebook screen shows it: one paragraph a run (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coder.model.codebook import RESIDUAL, Code, Codebook, CodeKind, Example, Label
from coder.model.revision import Defined
from coder.tui.codebook.usage import Usage
from coder.tui.codes.describe import case_label
from coder.tui.codes.labels import label_of, mark, parent_label
from coder.tui.text.cells import one_line, visible
from coder.tui.text.runs import Run

Coded = tuple[str, int, str, int]  # code as it is called today, revision, coder, codings

_KINDS = {
    CodeKind.GROUP: "group: orders codes, is never coded",
    CodeKind.ROW: "row: coded through the values below it",
    CodeKind.LEVEL: "level code: coded with a level of its scale",
    CodeKind.VALUE: "value: coded with a strength",
    CodeKind.FREE: "free code: coded with a strength, feeds no row",
}


def code_page(codebook: Codebook, code: Code, usage: Usage, memo: str, since: str = "") -> list[Run]:
    """What a code is, how it is used, since when it is defined so, what it means, and where it comes from."""
    return [run for run in _paragraphs(codebook, code, usage, memo, since) if run[0]]


def definition_line(code: Code, known: Mapping[str, Defined], coded: Iterable[Coded], alone: str | None) -> str:
    """Since when the code means what it says, and how many codings are older; only those of ``alone`` if given."""
    since = known.get(code.id)
    if since is None or code.kind in (CodeKind.GROUP, CodeKind.ROW):
        return ""
    own = [(number, count) for name, number, coder, count in coded if name == code.id and alone in (None, coder)]
    total = sum(count for _, count in own)
    older = sum(count for number, count in own if number < since.revision)
    flagged = sum(count for number, count in own if number < since.redefined)
    words = f"defined so since revision {since.revision} ({since.version})"
    if older > flagged:
        words += f"; {older} of {total} coded under an earlier wording"
    if flagged:
        words += f"; {flagged} of {total} coded under an earlier definition ⚑"
    return words


def _paragraphs(codebook: Codebook, code: Code, usage: Usage, memo: str, since: str) -> Iterator[Run]:
    yield label_of(codebook, code.id), "strong"
    others = [f"{tag} {one_line(text)}" for tag, text in code.label.items() if tag != codebook.default_language]
    yield " · ".join(others), "plain"
    yield _kind(codebook, code), "dim"
    yield _used(codebook, usage), "plain"
    yield since, "dim"
    if memo:
        yield from ((visible(line), "accent") for line in f"memo: {memo}".splitlines())
    yield from _texts(codebook, "definition", [("", code.definition)])
    yield from _texts(codebook, "include", [("", label) for label in code.include])
    yield from _texts(codebook, "exclude", [("", label) for label in code.exclude])
    levels = codebook.weights(code) if code.kind is CodeKind.LEVEL else ()
    anchors = [(mark(codebook, code.id, level), code.anchors[level]) for level in levels if level in code.anchors]
    yield from _texts(codebook, "anchors", anchors)
    yield from _texts(codebook, "examples", [_example(codebook, code, one) for one in code.examples])
    if any(code.cues.values()):
        yield "cues (words that suggest it)", "key"
        for tag, cues in code.cues.items():
            yield _tagged(codebook, tag, ", ".join(map(one_line, cues))), "plain"
    if code.aliases:
        yield "aliases (words that find it)", "key"
        yield "  " + ", ".join(map(one_line, code.aliases)), "plain"
    yield from _history(codebook, code)


def _kind(codebook: Codebook, code: Code) -> str:
    """Kind, place and id in one paragraph."""
    words = [_KINDS[code.kind]]
    if code.retired:
        words.insert(0, "retired: keeps its codings, codes nothing new")
    if code.value == RESIDUAL:
        words.append("built into every row; needs a memo")
    if code.absent:
        words.append("says that there is none of this")
    if code.qualifier:
        words.append("a qualifier: follows the value, does not compete")
    words += [f"row of the overview of kind {row.kind}" for row in codebook.rows if row.code == code.id]
    above = parent_label(codebook, code)
    return " · ".join(filter(None, (*words, f"below {above}" if above else "", one_line(code.id))))


def _used(codebook: Codebook, usage: Usage) -> str:
    if not usage.codings:
        return "not used yet"
    total = f"{_counted(len(usage.interviews), 'interview')}, {_counted(usage.codings, 'coding')}"
    if usage.own_codings != usage.codings:
        total += f"; yours: {_counted(len(usage.own_interviews), 'interview')}, {_counted(usage.own_codings, 'coding')}"
    order = {case.id: place for place, case in enumerate(codebook.cases)}
    cases = sorted(usage.by_case.items(), key=lambda found: (order.get(found[0] or "", len(order)), found[0] or "~"))
    by_case = ", ".join(
        f"{case_label(codebook, case) if case else 'no case'} {len(interviews)}" for case, interviews in cases
    )
    return f"{total}. Interviews by case: {by_case}"


def _example(codebook: Codebook, code: Code, example: Example) -> tuple[str, Label]:
    """An example with the mark of its level and where it was said."""
    source = f" ({example.source})" if example.source else ""
    quoted = {tag: f"“{text}”{source}" for tag, text in example.text.items()}
    return "" if example.weight is None else mark(codebook, code.id, example.weight), quoted


def _texts(codebook: Codebook, title: str, entries: Iterable[tuple[str, Label]]) -> Iterator[Run]:
    """Texts with their marks below a title, each in every language it has, the default one first."""
    filled = [(sign, label) for sign, label in entries if label]
    if filled:
        yield title, "key"
    for sign, label in filled:
        tags = [tag for tag in (codebook.default_language, *codebook.languages) if tag in label]
        for tag in dict.fromkeys(tags):
            tone = "plain" if tag == codebook.default_language else "dim"
            for line in label[tag].strip().splitlines():
                head = f"{sign:>3}" if sign else ""
                yield head + _tagged(codebook, tag, visible(line)), tone
                sign = " " if sign else ""


def _tagged(codebook: Codebook, tag: str, text: str) -> str:
    """A text behind its language, unless the codebook has only one."""
    return f"  {text}" if len(codebook.languages) == 1 else f"  {tag} {text}"


def _history(codebook: Codebook, code: Code) -> Iterator[Run]:
    """Where a code comes from and what became of it."""
    changes = [change for change in codebook.history if code.id in (*change.ids, *change.to)]
    if changes:
        yield "history", "key"
    for change in changes:
        way = ", ".join(change.ids) + (f" to {', '.join(change.to)}" if change.to else "")
        words = f"{change.version} {change.op} {way} ({change.author}, {change.date}): {change.rationale}"
        yield "  " + one_line(words), "dim"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
