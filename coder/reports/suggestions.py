"""What suggestions have done to the coding, and how reliable they were measured to be (method 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from coder.model.evaluation import Alike, Figures, KeptEvaluation
from coder.model.guards import Begun, Compared, Draw, Fates, Guards, Silent
from coder.model.publication import Block, Column, Heading, Paragraph, Report, Table, Value
from coder.model.shares import percent as whole_percent
from coder.reports.saying import Made, Say, column, columns, lines, listed, percent, plain_columns, saying
from coder.reports.words_of_suggestions import GUARDED
from coder.suggest.guards import FEWEST, difference, interval
from coder.suggest.telling import LITTLE

Called = Callable[[str], str]  # what a code is called

_SHOWN = 40  # places that a line names


def report(
    found: Guards, measured: KeptEvaluation | None, current: bool, called: Called, made: Made, language: str
) -> Report:
    """Aided and unaided coding, decisions, origins, passages without a suggestion, measured reliability.

    ``measured`` is the last evaluation, if there is one; ``current``: nothing was coded since.
    """
    say = saying(language, GUARDED)
    blocks = tuple(_blocks(found, measured, current, called, say))
    data = (
        _compared(found, called),
        _fates("sources", "source", found.sources),
        _fates("languages", "language", found.languages),
        _fates("codes", "code", found.codes),
        _fates("cues", "cue", found.cues),
        _deciders(found),
        _begun("codes_begun", "code", found.begun_by_code),
        _begun("coders_begun", "coder", found.begun_by_coder),
        _begun("sources_begun", "source", found.begun_by_source),
        _drawn(found),
        _silent(found.silent),
        *_measured(measured),
    )
    return Report("suggestions", say("title:suggestions"), language, blocks, made.facts(say), data)


def _blocks(found: Guards, measured: KeptEvaluation | None, current: bool, called: Called, say: Say) -> Iterator[Block]:
    if found.used:
        yield Paragraph(_summary(found, say))
        yield from _aided(found, called, say)
        yield from _decided(found, called, say)
        yield from _origins(found, called, say)
        yield from _without(found, say)
    else:
        yield Paragraph(say("guards:none"))
    yield Heading(1, say("heading:measured"))
    if measured is None or measured.evaluation.together is None:
        yield Paragraph(say("guards:not_measured"))
    else:
        yield Paragraph(measured_in_words(measured, current, say))
        yield from _reliability(measured, called, say)


def _summary(found: Guards, say: Say) -> str:
    fates, begun = found.fates, found.begun
    told = [
        say("guards:made", made=counted(fates.made, "suggestion", say), accepted=fates.accepted, changed=fates.changed,
            rejected=fates.rejected, pending=fates.pending, withdrawn=fates.withdrawn),
        say("guards:begun", suggested=begun.suggested, codings=counted(begun.codings, "coding", say),
            percent=percent(begun.suggested, begun.codings)),
    ]  # fmt: skip
    if found.drawn:
        asked = counted(found.asked, "document", say)
        told.append(say("guards:drawn", asked=asked, shares=drawn_in_words(found.drawn, say)))
        if len(found.drawn) > 1:
            told.append(say("guards:redrawn"))
    return say("space").join(told)


def counted(n: int, name: str, say: Say) -> str:
    """So many of something, in words: ``count:name``, of one ``count:one_name``."""
    return say(f"count:{name if n != 1 else f'one_{name}'}", n=n)


def drawn_in_words(drawn: Sequence[Draw], say: Say) -> str:
    """The share kept without suggestions and what it is drawn by; of several since when each was in force."""
    return listed(
        tuple(
            say("guards:share" if len(drawn) == 1 else "guards:share_since",
                percent=percent(one.share.numerator, one.share.denominator), seed=one.seed[:8],
                at=one.since[:16].replace("T", " "))
            for one in drawn
        ),
        say,
    )  # fmt: skip


def _aided(found: Guards, called: Called, say: Say) -> Iterator[Block]:
    yield Heading(1, say("heading:aided"))
    if (why := _not_compared(found, say)) is not None:
        yield Paragraph(why)
        return
    told = [say("guards:aided", documents=counted(found.compared_documents, "document", say))]
    if len(found.drawn) > 1:
        told.append(say("guards:kinds"))
    codes = sum(bool(one.code) and difference(one) is not None for one in found.compared)
    if codes:
        told.append(say("guards:chance", codes=counted(codes, "code", say), chance=max(1, round(codes / 20))))
    yield Paragraph(say("space").join(told))
    names = ("code", "with", "without_any", "difference", "interval")
    yield Table("aided", columns(say, *names), lines(*(_line(one, called, say) for one in found.compared)),
                say("caption:aided"), _too_few(found.compared, say))  # fmt: skip


def _not_compared(found: Guards, say: Say) -> str | None:
    if not found.asked:
        return say("guards:not_asked")
    if not found.compared:
        return say("guards:not_compared", asked=found.asked, before=found.read_before,
                   unread=found.asked - found.read_before)  # fmt: skip
    if not found.compared[0].unaided:
        return say("guards:none_unaided")
    return None if found.compared[0].aided else say("guards:none_aided")


def _line(one: Compared, called: Called, say: Say) -> tuple[Value, ...]:
    name = called(one.code) if one.code else say("guards:any_code")
    told = difference(one)
    counts = (f"{one.aided_coded}/{one.aided}", f"{one.unaided_coded}/{one.unaided}")
    if told is None:
        return (name, *counts, "–", "–")
    rates = (
        f"{_hundred(one.aided_coded / one.aided, say)} ({counts[0]})",
        f"{_hundred(one.unaided_coded / one.unaided, say)} ({counts[1]})",
    )
    return (name, *rates, _signed(told[0], say), f"{_signed(told[1], say)} … {_signed(told[2], say)}")


def _too_few(found: Sequence[Compared], say: Say) -> tuple[str, ...]:
    few = any(difference(one) is None for one in found)
    return (say("guards:few_passages", least=FEWEST),) if few else ()


def _hundred(share: float, say: Say) -> str:
    return f"{100 * share:.1f}".replace(".", say("point"))


def _signed(share: float, say: Say) -> str:
    return f"{100 * share:+.1f}".replace("-", "−").replace(".", say("point"))


def _decided(found: Guards, called: Called, say: Say) -> Iterator[Block]:
    if not found.fates.made:
        return
    yield Heading(1, say("heading:decisions"))
    yield Paragraph(say("guards:decisions"))
    own: tuple[tuple[str, Sequence[Fates], Callable[[str], str]], ...] = (
        ("source", found.sources, str),
        ("language", found.languages, lambda tag: tag or say("unknown_language")),
        ("code", found.codes, called),
        ("cue", found.cues, str),
    )
    for name, all_fates, label in own:
        told = [one for one in all_fates if one.decided or name not in ("code", "cue")]
        if not told:
            continue
        head = column(say, {"language": "spoken"}.get(name, name))
        counts = columns(say, "made#", "accepted#", "changed#", "rejected#", "pending#", "withdrawn#", "right")
        rows = (
            (label(one.name), one.made, one.accepted, one.changed, one.rejected, one.pending, one.withdrawn,
             _precision(one, say))
            for one in told
        )  # fmt: skip
        yield Table(f"by-{name}", (head, *counts), lines(*rows), say(f"caption:by_{name}"), _few(told, say))
    if found.deciders:
        rows_of = (
            (one.fates.name, one.fates.decided, one.fates.accepted, one.fates.changed, one.fates.rejected,
             _day(one.first), _day(one.last))
            for one in found.deciders
        )  # fmt: skip
        heads = columns(say, "coder", "made#", "accepted#", "changed#", "rejected#", "first", "last")
        decided = (heads[0], Column("decided", say("heading:decisions"), number=True), *heads[2:])
        yield Table("deciders", decided, lines(*rows_of), say("caption:deciders"))


def _day(at: str) -> str:
    return at[:10]


def _precision(one: Fates, say: Say) -> str:
    """How many of the decided ones are right, with the interval of the share."""
    if one.decided < FEWEST:
        return "–"
    low, high = interval(one.accepted, one.decided)
    return f"{percent(one.accepted, one.decided)} ({100 * low:.0f} … {100 * high:.0f})"


def _few(fates: Sequence[Fates], say: Say) -> tuple[str, ...]:
    few = any(one.decided < FEWEST for one in fates)
    return (say("guards:few_decided", least=FEWEST),) if few else ()


def _origins(found: Guards, called: Called, say: Say) -> Iterator[Block]:
    if not found.begun.suggested:
        return
    yield Heading(1, say("heading:begun"))
    own: tuple[tuple[str, Sequence[Begun], Callable[[str], str]], ...] = (
        ("code", found.begun_by_code, called),
        ("coder", found.begun_by_coder, str),
        ("source", found.begun_by_source, str),
    )
    for name, all_begun, label in own:
        heads = (column(say, name), *columns(say, "codings#", "suggested#"), column(say, "share"))
        rows: list[tuple[Value, ...]] = [
            (label(one.name), one.codings, one.suggested, percent(one.suggested, one.codings)) for one in all_begun
        ]
        if name == "source":  # all of them are from suggestions: their share is of these
            heads = (heads[0], heads[2], heads[3])
            rows = [(one.name, one.suggested, percent(one.suggested, found.begun.suggested)) for one in all_begun]
        yield Table(f"begun-{name}", heads, lines(*rows), say(f"caption:begun_{name}"))


def _without(found: Guards, say: Say) -> Iterator[Block]:
    if not found.silent:
        return
    yield Heading(1, say("heading:silent"))
    passages, silent = sum(one.passages for one in found.silent), sum(len(one.silent) for one in found.silent)
    coded = sum(one.coded for one in found.silent)
    yield Paragraph(say("guards:silent", silent=silent, passages=counted(passages, "passage", say), coded=coded))
    rows = ((one.interview, one.passages, len(one.silent), one.coded, _places(one, say)) for one in found.silent)
    yield Table(
        "silent",
        columns(say, "interview", "passages#", "silent#", "coded_anyway#", "where"),
        lines(*rows),
        say("caption:silent"),
    )


def _places(one: Silent, say: Say) -> str:
    """Where they stand within the document, runs of paragraphs or pages together; of many the first."""
    runs: list[list[int]] = []
    for locator, *_ in one.silent:
        number = int(locator.rpartition(":")[2]) if locator.rpartition(":")[2].isdecimal() else None
        if number is None:
            continue
        if runs and number - runs[-1][1] <= 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = tuple(f"{first}" if first == last else f"{first}–{last}" for first, last in runs[:_SHOWN])
    told = listed(named, say)
    return say("audit:more", names=told, n=len(runs) - _SHOWN) if len(runs) > _SHOWN else told


# ---- measured


def measured_in_words(measured: KeptEvaluation, current: bool, say: Say) -> str:
    """When suggestions were measured on what, and what came of it; there are figures."""
    found, together = measured.evaluation, measured.evaluation.together
    if together is None:
        return say("guards:not_measured")
    told = [
        say("guards:measured", at=_day(measured.at), interviews=found.interviews, folds=found.folds,
            right=whole_percent(together.right, together.shown), shown=_per_hundred(together, say),
            found=percent(together.right, together.codings)),
        *little(together, say),
    ]  # fmt: skip
    if not current:
        told.append(say("guards:since"))
    if found.aided:
        told.append(say("guards:measured_aided", percent=percent(found.aided, found.codings)))
    people = found.humans
    if people is not None and _enough(people.together):
        told.append(
            say("guards:people", people=_figure(people.together.f1, say), ours=_figure(together.f1, say),
                documents=counted(people.documents, "document", say))
        )  # fmt: skip
    return say("space").join(told)


def little(figures: Figures, say: Say) -> Iterator[str]:
    """What to add where a measurement rests on too little to be relied on."""
    if figures.codings < LITTLE or figures.shown < LITTLE:
        yield say("guards:little", shown=counted(figures.shown, "suggestion", say),
                  codings=counted(figures.codings, "segment", say))  # fmt: skip


def _enough(alike: Alike) -> bool:
    return min(alike.one, alike.other) >= FEWEST


def _per_hundred(figures: Figures, say: Say) -> str:
    return f"{figures.per_hundred or 0:.1f}".replace(".", say("point"))


def _figure(value: float | None, say: Say) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", say("point"))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f} %"


def _reliability(measured: KeptEvaluation, called: Called, say: Say) -> Iterator[Block]:
    found = measured.evaluation
    names = ("right", "found", "f1", "shown_per", "first_right", "among_five")
    rows = [(say("source:together"), found.together), *((say(f"source:{one.source}"), one.figures)
            for one in found.sources), (say("source:careful"), found.careful)]  # fmt: skip
    told = [(name, *_told(one, say)) for name, one in rows if one is not None]
    yield Table("measured", columns(say, "source", *names), lines(*told), say("caption:measured"))
    if len(found.languages) > 1:
        told = [(one.language or say("unknown_language"), *_told(one.figures, say)) for one in found.languages]
        yield Table("measured-languages", columns(say, "spoken", *names), lines(*told), say("caption:by_language"))
    if found.calibration:
        bins = ((f"{100 * one.low:.0f}–{100 * one.high:.0f} %", one.shown, percent(one.right, one.shown))
                for one in found.calibration)  # fmt: skip
        yield Table("calibration", columns(say, "said", "shown_n#", "right"), lines(*bins), say("caption:calibration"))
    if found.curve:
        learned = (
            (one.interviews, _figure(one.mean("f1") if one.interviews else None, say), _share(one.mean("precision")),
             _share(one.mean("first")), _share(one.mean("among_five")))
            for one in found.curve
        )  # fmt: skip
        heads = columns(say, "after#", "f1", "right", "first_right", "among_five")
        yield Table("learned", heads, lines(*learned), say("caption:learned"))
    if found.lacking:
        lacking = ((called(one.code), one.codings, say(f"lacks:{one.shortfall}")) for one in found.lacking)
        yield Table("lacking", columns(say, "code", "coded_segments#", "why"), lines(*lacking), say("caption:lacking"))


def _told(one: Figures, say: Say) -> tuple[Value, ...]:
    return (_share(one.precision), _share(one.recall), _figure(one.f1, say), _per_hundred(one, say),
            _share(one.first), _share(one.among_five))  # fmt: skip


# ---- for those who compute


def _compared(found: Guards, called: Called) -> Table:
    names = ("code", "label", "aided_passages#", "aided_coded#", "unaided_passages#", "unaided_coded#", "difference#",
             "low#", "high#", "not_told")  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for one in found.compared:
        told = difference(one)
        why = "" if told else f"fewer than {FEWEST} passages"
        rows.append((one.code, called(one.code) if one.code else "", one.aided, one.aided_coded, one.unaided,
                     one.unaided_coded, *(told or (None, None, None)), why))  # fmt: skip
    return Table("aided", plain_columns(*names), lines(*rows))


def _fates(table: str, name: str, fates: Sequence[Fates]) -> Table:
    names = (name, "made#", "accepted#", "changed#", "rejected#", "pending#", "withdrawn#", "precision#")
    rows = (
        (one.name, one.made, one.accepted, one.changed, one.rejected, one.pending, one.withdrawn,
         one.accepted / one.decided if one.decided >= FEWEST else None)
        for one in fates
    )  # fmt: skip
    return Table(table, plain_columns(*names), lines(*rows))


def _deciders(found: Guards) -> Table:
    names = ("coder", "decided#", "accepted#", "changed#", "rejected#", "first", "last")
    rows = (
        (one.fates.name, one.fates.decided, one.fates.accepted, one.fates.changed, one.fates.rejected, one.first,
         one.last)
        for one in found.deciders
    )  # fmt: skip
    return Table("deciders", plain_columns(*names), lines(*rows))


def _begun(table: str, name: str, found: Sequence[Begun]) -> Table:
    rows = ((one.name, one.codings, one.suggested) for one in found)
    return Table(table, plain_columns(name, "codings#", "from_suggestions#"), lines(*rows))


def _drawn(found: Guards) -> Table:
    rows = ((float(one.share), one.seed, one.since) for one in found.drawn)
    return Table("unaided_share", plain_columns("share#", "seed", "since"), lines(*rows))


def _silent(found: Sequence[Silent]) -> Table:
    rows = (
        (one.document, one.interview, locator, start, end, "yes" if coded else "no")
        for one in found
        for locator, start, end, coded in one.silent
    )
    names = ("document", "interview", "locator", "start#", "end#", "coded")
    return Table("without_suggestion", plain_columns(*names), lines(*rows))


def _measured(measured: KeptEvaluation | None) -> Iterator[Table]:
    found = measured.evaluation if measured is not None else None
    names = ("what", "name", "segments#", "coded_segments#", "shown#", "right#", "precision#", "recall#", "f1#",
             "macro_f1#", "p_at_1#", "h_at_5#", "average_precision#", "calibration_error#", "measured_at")  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    if found is not None and measured is not None:
        named: list[tuple[str, str, Figures | None]] = [
            ("together", "", found.together),
            ("careful", "", found.careful),
            *(("source", one.source, one.figures) for one in found.sources),
            *(("language", one.language, one.figures) for one in found.languages),
            *(("interviews", str(one.interviews), draw) for one in found.curve for draw in one.draws),
        ]
        rows = [
            (what, name, one.segments, one.codings, one.shown, one.right, one.precision, one.recall, one.f1,
             one.macro_f1, one.first, one.among_five, one.average_precision, one.calibration_error, measured.at)
            for what, name, one in named
            if one is not None
        ]  # fmt: skip
    yield Table("measured", plain_columns(*names), lines(*rows))
    codes = ("code", "coded_segments#", "interviews#", "shown#", "right#", "average_precision#", "people_f1#",
             "shortfall")  # fmt: skip
    told: list[tuple[Value, ...]] = []
    for one in found.codes if found is not None else ():
        alike = found.humans.of(one.code) if found is not None and found.humans is not None else None
        told.append((one.code, one.codings, one.interviews, one.shown, one.right, one.average_precision,
                     alike.f1 if alike and _enough(alike) else None,
                     one.shortfall.value if one.shortfall else ""))  # fmt: skip
    yield Table("codes_measured", plain_columns(*codes), lines(*told))
