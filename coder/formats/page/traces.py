"""What the report says of a single cell, in words: value, marks, facts, and the quotations for it and against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby

from coder.formats.overview.marks import Shown, mark, meaning, shown, stability
from coder.formats.overview.quotations import Voices, by_words, counted, interviews, memos, strengths
from coder.formats.overview.style import Style
from coder.formats.overview.trace_text import clock, judgements
from coder.formats.page.words import Say
from coder.model.codebook import RowKind
from coder.model.coding import SUGGESTED
from coder.model.consent import is_withheld
from coder.model.overview import Flag, OverviewRow, State, Trace, TracedQuotation
from coder.model.robustness import Robustness, Shortfall
from coder.model.words import WORDS

CONTEXT = 400  # characters shown of the turns before and after


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words as they stand in the report; ``coders`` are numbers of coders, for the filter."""

    words: str
    language: str
    source: tuple[str, ...]
    memos: tuple[str, ...]
    coders: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Quotations between the same two turns; ``before`` and ``after`` are role and words, or None."""

    language: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    quotations: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The words for a cell, against it, or neither."""

    heading: str
    counted: str
    passages: tuple[Passage, ...]
    against: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A cell as the table and its trace tell it. ``flags`` and ``coders`` are what it can be filtered by."""

    id: str
    case: int
    row: int
    case_label: str
    row_label: str
    text: str
    marks: str
    robust: str
    spoken: str
    note: str
    flags: tuple[str, ...]
    coders: str
    rule: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What the cells of a report share: the words of its language, labels of codes, and what it counts by number."""

    say: Say
    style: Style
    labels: Mapping[str, str]
    languages: Mapping[str, str]
    sorts: Mapping[str, tuple[str, ...]]
    coders: Mapping[str, int]


def anchor(row: str, case: str) -> str:
    """What a cell is called in links: the same in every report."""
    return "cell-" + sha256(f"{row}\0{case}".encode()).hexdigest()[:12]


def cell(row: OverviewRow, case: str, trace: Trace | None, place: tuple[int, int], footnote: int, words: Words) -> Told:
    """A cell of a table with its trace; a given cell has none."""
    seen, checks = row.shown(case), row.robustness.get(case)
    look = shown(seen, row, words.style, footnote)
    names = [name for name in look.used if name not in ("divided", "denied")]
    if Flag.DIVIDED in seen.cell.flags or "divided" in look.used:
        names.append("divided")
    if seen.cell.state is State.VALUE and checks is not None:
        names.append("robust" if checks.robust else "not_robust")
    flags = tuple(sorted(names))
    robust = mark("robust", words.style) if "robust" in flags else ""
    quotations = () if trace is None else (*trace.supporting, *trace.opposing, *trace.undecided)
    told = Told(
        id=anchor(row.id, case),
        row=place[0],
        case=place[1],
        case_label="" if trace is None else trace.case_label,
        row_label=row.label,
        text=look.text,
        marks=look.marks,
        robust=robust,
        spoken=_spoken(look, row, case, flags, words),
        note=look.note,
        flags=flags,
        coders=_numbers((one.coder for one in quotations), words),
    )
    if trace is None:
        return told
    return _traced(told, trace, row, checks, words)


def _spoken(look: Shown, row: OverviewRow, case: str, flags: Sequence[str], words: Words) -> str:
    """The marks as a screen reader should say them."""
    cell = row.cells[case]
    said = []
    for name in flags:
        if name == "contested":
            said.append(_contested(row, case, words))
        elif name == "refuted":
            denied = interviews(cell.denials, words.style.language)
            said.append(words.say("only_denied", interviews=denied))
        elif name != "not_robust":
            said.append(brief(name, words.style))
    if "denied" in look.used:
        said.insert(0, meaning("denied", words.style))
    return words.say("comma").join(said)


def brief(name: str, style: Style) -> str:
    """The first words of what a mark means."""
    return meaning(name, style).partition(":")[0].partition("：")[0]


def _contested(row: OverviewRow, case: str, words: Words) -> str:
    dissenting, addressed = row.cells[case].dissent
    return words.say("contested_by", d=dissenting, interviews=interviews(addressed, words.style.language))


def _traced(told: Told, trace: Trace, row: OverviewRow, checks: Robustness | None, words: Words) -> Told:
    say = words.say
    sides = [("FOR", trace.supporting, False), ("AGAINST", trace.opposing, True)]
    if trace.undecided:
        sides.append(("NEITHER", trace.undecided, False))
    return replace(
        told,
        rule=trace.rule,
        facts=tuple((say(f"part:{name}"), text) for name, text in _facts(trace, row, checks, words).items() if text),
        blocks=tuple(
            Block(
                say(name),
                counted(own, words.style.language) if own else say("none_coded"),
                _passages(own, trace, words),
                against,
            )
            for name, own, against in sides
        ),
    )


def _facts(trace: Trace, row: OverviewRow, checks: Robustness | None, words: Words) -> dict[str, str]:
    """What is known of the cell besides its rule, by the names of its parts; "" is nothing."""
    say, cell, case = words.say, trace.cell, trace.case
    factor, expected = row.factor_checks.get(case), row.expectations.get(case)
    flags = [
        _contested(row, case, words) if flag is Flag.CONTESTED else meaning(flag.value, words.style)
        for flag in Flag
        if flag in cell.flags
    ]
    second = ""
    if cell.second is not None:
        label = words.labels.get(f"{row.id}.{cell.second}") or cell.second.replace("_", " ")
        second = say("second", value=label, share=cell.p.get(cell.second, 0))
    return {
        "flags": say("semicolon").join([*flags, *([second] if second else [])]),
        "dissent": say("comma").join(cell.dissenting),
        "left out": _left_out(trace, say),
        "robust": _robust(checks, words) if checks is not None and cell.state is State.VALUE else "",
        "coders": _alone(checks, words) if checks is not None else "",
        "settings": _sensitive(checks, say) if checks is not None else "",
        "factor": "" if factor is None else say("by_factor", mark=factor.mark, steps=factor.steps_apart),
        "expected": ""
        if expected is None or expected.mark is None
        else say("as_expected" if expected.met else "not_expected", mark=expected.mark),
        **judgements(trace.shown, words.style),
    }


def _left_out(trace: Trace, say: Say) -> str:
    stable, pivotal = trace.leave_one_out.stable, trace.leave_one_out.pivotal
    if stable is None:
        return ""
    if not pivotal:
        return say("stays") if trace.cell.state is State.VALUE else ""
    return say("hangs", interviews=say("or").join(pivotal), stable=stable)


def _robust(checks: Robustness, words: Words) -> str:
    figures = stability(checks, words.style.language)
    why = [words.say(f"short:{one.value}") for one in checks.shortfalls if one is not Shortfall.NO_VALUE]
    if not why:
        return words.say("yes", stability=figures)
    return words.say("no", why=words.say("semicolon").join(why), stability=figures)


def _alone(checks: Robustness, words: Words) -> str:
    """How each coder whose codings alone make the cell read otherwise would have it."""
    differing = [one for one in checks.coders if one.differs]
    return words.say("semicolon").join(
        words.say("alone", coder=one.coder, text=one.text or _state(one.state, words)) for one in differing
    )


def _state(state: str, words: Words) -> str:
    return meaning("denied" if state == State.VALUE else state, words.style)


def _sensitive(checks: Robustness, say: Say) -> str:
    return say("sensitive", what=say("comma").join(checks.sensitive)) if checks.sensitive else ""


def _passages(quotations: Iterable[TracedQuotation], trace: Trace, words: Words) -> tuple[Passage, ...]:
    level = RowKind(trace.kind).by_level
    found = []
    for _, group in groupby(by_words(quotations), lambda voices: _between(voices[0])):
        several = tuple(group)
        first = several[0][0]
        tag = _tag(words.languages.get(first.document, ""))
        found.append(
            Passage(
                language=tag,
                before=_turn(first.before, end=False),
                after=_turn(first.after, end=True),
                quotations=tuple(_quoted(voices, level, tag, words) for voices in several),
            )
        )
    return tuple(found)


def _tag(language: str) -> str:
    """The language of a document as pages tell it; "" for what is no tag of a language."""
    return language if re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else ""


def _between(one: TracedQuotation) -> tuple[str, str, str]:
    return one.document, one.before, one.after


def _turn(text: str, *, end: bool) -> tuple[str, str] | None:
    """Role and words of a turn, cut far from the quotation; who speaks was told by role before."""
    role, colon, said = text.partition(": ")
    role, said = (role, said.strip()) if colon else ("", text.strip())
    if not said:
        return None
    if len(said) > CONTEXT:
        said = said[:CONTEXT].rstrip() + " …" if end else "… " + said[-CONTEXT:].lstrip()
    return role, said


def _quoted(voices: Voices, level: bool, tag: str, words: Words) -> Quoted:
    one, say = voices[0], words.say
    role = say(f"role:{one.role}") if f"role:{one.role}" in WORDS else one.role
    who_speaks = say("comma").join((role, *words.sorts.get(one.document, ())))
    value = "" if level else words.labels.get(one.code) or one.value.replace("_", " ")
    who = say("semicolon").join(f"{strength} {coders}" for strength, coders in strengths(voices))
    time = "" if one.time_ms is None else clock(one.time_ms)
    aided = tuple(dict.fromkeys(voice.coder for voice in voices if voice.origin.startswith(SUGGESTED)))
    suggested = say("suggested_to", coders=say("comma").join(aided)) if aided else ""
    return Quoted(
        words=one.quote if is_withheld(one.quote) else say("quoted", text=one.quote),
        language="" if is_withheld(one.quote) else tag,
        source=tuple(part for part in (one.locator, time, who_speaks, value, who, suggested) if part),
        memos=tuple(memos(voices, words.style.language)),
        coders=_numbers((voice.coder for voice in voices), words),
    )


def _numbers(coders: Iterable[str], words: Words) -> str:
    return " ".join(
        str(number) for number in sorted({words.coders[coder] for coder in coders if coder in words.coders})
    )
