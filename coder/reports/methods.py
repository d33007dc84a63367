"""The methods paragraph, with the numbers of the study and nothing that the study cannot know (method 4).

Every departure from a default parameter is named; what only the authors know stands at the end as theirs to add.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from coder.codebook.parameters import Departure
from coder.derive.robustness import REPLICATES, RESAMPLED_FROM
from coder.model.coding import BY_HAND
from coder.model.guards import Fate
from coder.model.overview import Flag, State
from coder.model.publication import Block, Heading, Listed, Paragraph, Report, Table, Value
from coder.reports.coverage import languages
from coder.reports.saying import Made, Say, lines, listed, percent, plain_columns, saying
from coder.reports.study_facts import StudyFacts
from coder.reports.suggestions import counted, drawn_in_words, little
from coder.reports.words_of_methods import METHODS
from coder.reports.words_of_suggestions import GUARDED

OURS = ("sampling", "recruitment", "guide", "recording", "training", "reconciling", "reflexivity", "ethics")
PARTS = ("material", "coding", "derivation", "parameters", "results", "record")


def report(found: StudyFacts, made: Made, language: str) -> Report:
    """Paragraphs to put into a paper, then what the authors have to add."""
    say = saying(language, METHODS, GUARDED)
    told = {
        "material": _material(found, say),
        "coding": _coding(found, say),
        "derivation": _derivation(found, say),
        "parameters": _parameters(found, say),
        "results": _results(found, say),
        "record": _record(found, made, say),
    }
    blocks: list[Block] = []
    for part in PARTS:
        blocks += [Heading(1, say(f"part_of_methods:{part}")), Paragraph(say("space").join(told[part]))]
    blocks += [Heading(1, say("methods:yours")), Paragraph(say("methods:add"))]
    blocks.append(Listed(tuple((0, say(f"yours:{one}")) for one in OURS)))
    title = say("title:methods")
    data = (_numbers(found), _departures(found))
    return Report("methods", title, language, tuple(blocks), made.facts(say), data)


def _material(found: StudyFacts, say: Say) -> Iterator[str]:
    codebook = found.codebook
    case = codebook.text(codebook.case_label, say("tag")) or codebook.case_attribute
    cases = tuple(say("methods:case_n", case=one.label, n=one.interviews) for one in found.coverage.cases)
    coded = sum(one.coded for one in found.coverage.cases)
    yield say("methods:interviews", n=found.interviews, documents=found.documents, cases=len(cases), coded=coded,
              languages=languages(dict(found.coverage.languages), say))  # fmt: skip
    if cases:
        yield say("methods:per_case", case=case, cases=listed(cases, say))
    if found.coverage.unplaced:
        yield say("methods:unplaced", n=len(found.coverage.unplaced))
    if found.voices:
        yield say("methods:voices", n=found.voices)
    if found.pseudonymised:
        yield say("methods:pseudonymised")
    if found.not_quotable or found.paraphrase:
        yield say("methods:consent", no=found.not_quotable, paraphrase=found.paraphrase)


def _coding(found: StudyFacts, say: Say) -> Iterator[str]:
    codebook, agreement = found.codebook, found.agreement
    codable = sum(code.codable for code in codebook.codes)
    who = {"coders": len(found.coders), "names": listed(found.coders, say), "codings": found.codings}
    book = {"id": codebook.id, "version": codebook.version, "used": found.used, "codable": codable}
    if not found.codings:
        yield say("methods:no_codings", **book)
    else:
        yield say("methods:one_coder" if len(found.coders) == 1 else "methods:coders", **who, **book)
    yield say("methods:weights")
    if agreement.double:
        share = percent(agreement.double, agreement.interviews)
        yield say("methods:double", double=agreement.double, coded=agreement.interviews, percent=share)
        same, pairs = found.pairs
        yield (
            say("methods:raw", same=same, pairs=pairs, percent=percent(same, pairs)) if pairs else say("methods:no_raw")
        )
        alphas = found.alphas
        if alphas:
            yield say("methods:alpha", rows=len(alphas), all=len(agreement.rows), low=_figure(alphas[0], say),
                      middle=_figure(median(alphas), say), high=_figure(alphas[-1], say))  # fmt: skip
        else:
            yield say("methods:no_alpha")
    elif found.codings:
        yield say("methods:not_double")
    if found.reconciled:
        yield say("methods:reconciled", n=found.reconciled)
    yield from _suggestions(found, say)


def _figure(value: float, say: Say) -> str:
    return f"{value:.2f}".replace(".", say("point"))


def _suggestions(found: StudyFacts, say: Say) -> Iterator[str]:
    if found.codings:
        hand, suggested = found.origins.get(BY_HAND, 0), found.from_suggestions
        counts = {"hand": hand, "suggested": suggested, "others": found.codings - hand - suggested}
        origins = (say(f"origin:{name}", n=n, percent=percent(n, found.codings)) for name, n in counts.items() if n)
        yield say("methods:origins", codings=found.codings, parts=say("semicolon").join(origins))
    fates = found.guards.fates
    if fates.made:
        yield say("methods:suggestions", made=counted(fates.made, "suggestion", say), accepted=fates.accepted,
                  changed=fates.changed, rejected=fates.rejected, pending=fates.pending,
                  withdrawn=fates.withdrawn)  # fmt: skip
        yield from _suggesting(found, say)


def _suggesting(found: StudyFacts, say: Say) -> Iterator[str]:
    """Which sources there were, what was kept without suggestions, and how reliable they were measured to be."""
    guards, measured = found.guards, found.measured
    origins = dict.fromkeys(part for one in guards.sources for part in one.name.split("+"))
    named = tuple(dict.fromkeys(_source(origin, say) for origin in origins))
    yield say("methods:sources", sources=listed(named, say))
    if any(one.share for one in guards.drawn):
        yield say("methods:unaided", shares=drawn_in_words(guards.drawn, say))
        if len(guards.drawn) > 1:
            yield say("guards:redrawn")
    figures = measured.evaluation.together if measured is not None else None
    if measured is not None and figures is not None:
        yield say("methods:reliability", interviews=measured.evaluation.interviews, folds=measured.evaluation.folds,
                  right=percent(figures.right, figures.shown), found=percent(figures.right, figures.codings),
                  at=measured.at[:10])  # fmt: skip
        yield from little(figures, say)
        if found.measured_since:
            yield say("methods:coded_since")


def _source(origin: str, say: Say) -> str:
    """An origin such as ``cues.v1`` or ``import:NAME`` in words; one that the program does not know as it is."""
    name = origin.partition(".")[0]
    if origin.startswith("import:"):
        return say("suggested_by:import", name=origin.removeprefix("import:"))
    return say(f"suggested_by:{name}") if f"suggested_by:{name}" in METHODS else origin


def _derivation(found: StudyFacts, say: Say) -> Iterator[str]:
    codebook = found.codebook
    params = codebook.parameters
    rows = [row for row in found.overview.rows if row.derived]
    yield say("methods:table", table=found.overview.title or found.overview.table, rows=len(rows),
              cases=len(found.overview.columns))  # fmt: skip
    yield say("methods:unit")
    yield say("methods:voice", full=params.voice_full_at)
    third = f"{params.third.numerator}/{params.third.denominator}"
    kinds = {row.kind for row in rows}
    if kinds - {"rating", "presence"}:
        yield say("methods:values", third=third, explicit=params.second_value_explicit_in,
                  interviews=params.second_value_interviews)  # fmt: skip
    if kinds & {"rating", "presence"}:
        yield say(f"methods:levels_{params.level_aggregate}")
    yield say("methods:states")
    yield say("methods:flags", least=params.min_interviews, third=third)
    yield say(f"methods:collapse_{params.collapse}")
    yield say(f"methods:outside_{params.about_outside}")
    yield say("methods:robust", replicates=REPLICATES, least=RESAMPLED_FROM)


def _parameters(found: StudyFacts, say: Say) -> Iterator[str]:
    if not found.departures:
        yield say("methods:no_departures")
        return
    named = [_departure(one, found, say) for one in found.departures]
    yield say("methods:departures", list=say("semicolon").join(named))


def _departure(one: Departure, found: StudyFacts, say: Say) -> str:
    if one.name == "residual":
        return say("departure:residual")
    name = say(f"parameter:{one.name}") if f"parameter:{one.name}" in METHODS else one.name
    what = say("methods:departure", name=name, value=one.value, default=one.default)
    label = found.codebook.row_label(found.codebook.row(one.row), say("tag")) if one.row else ""
    return say("departure:row", what=what, row=label) if one.row else what


def _results(found: StudyFacts, say: Say) -> Iterator[str]:
    cells, filled = len(found.cells), found.state(State.VALUE)
    yield say("methods:cells", cells=cells, filled=filled, percent=percent(filled, cells),
              empty=found.state(State.EMPTY), refuted=found.state(State.REFUTED),
              not_asked=found.state(State.NOT_ASKED))  # fmt: skip
    thin, contested = found.flagged(Flag.THIN), found.flagged(Flag.CONTESTED)
    yield say("methods:shares", thin=thin, thin_percent=percent(thin, filled), contested=contested,
              contested_percent=percent(contested, filled), divided=found.flagged(Flag.DIVIDED),
              tie=found.flagged(Flag.TIE), borderline=found.flagged(Flag.BORDERLINE),
              coders=found.flagged(Flag.CODERS))  # fmt: skip
    yield say("methods:robust_cells", robust=found.robust, filled=filled, percent=percent(found.robust, filled))
    if found.overridden:
        types = listed(tuple(f"{say(f'type:{name}')} {n}" for name, n in found.override_types.items()), say)
        yield say("methods:overridden", n=found.overridden, cells=cells, percent=percent(found.overridden, cells),
                  types=types)  # fmt: skip
    else:
        yield say("methods:not_overridden")
    if found.signed or found.stale:
        yield say("methods:signed", signed=found.signed, cells=cells, stale=found.stale)
    rivals = sum(one.rival for one in found.negative.cases)
    yield say("methods:negative", n=len(found.negative.cases), interviews=found.negative.interviews, rivals=rivals)


def _record(found: StudyFacts, made: Made, say: Say) -> Iterator[str]:
    codebook = found.codebook
    if found.revisions > 1:
        yield say("methods:revised", n=found.revisions, first=found.first, last=codebook.version)
    else:
        yield say("methods:not_revised", version=codebook.version)
    if found.earlier or found.waiting:
        yield say("methods:drift", earlier=found.earlier, waiting=found.waiting)
    yield say("methods:journal", n=found.entries, at=made.moment, program=found.program)


def _numbers(found: StudyFacts) -> Table:
    same, pairs = found.pairs
    alphas = found.alphas
    figures: list[tuple[str, Value]] = [
        ("interviews", found.interviews),
        ("documents", found.documents),
        *((f"interviews:{one.case}", one.interviews) for one in found.coverage.cases),
        *((f"language:{tag or 'unknown'}", count) for tag, count in found.coverage.languages.items()),
        ("coders", len(found.coders)),
        ("coded_interviews", found.agreement.interviews),
        ("double_coded_interviews", found.agreement.double),
        ("codings", found.codings),
        *((f"codings_from:{origin}", count) for origin, count in found.origins.items()),
        ("suggestions:made", found.guards.fates.made),
        *((f"suggestions:{fate.value}", getattr(found.guards.fates, fate.value)) for fate in Fate),
        ("codes_used", found.used),
        ("pairs_alike", same),
        ("pairs", pairs),
        ("rows_with_alpha", len(alphas)),
        ("alpha_lowest", alphas[0] if alphas else None),
        ("alpha_median", median(alphas) if alphas else None),
        ("alpha_highest", alphas[-1] if alphas else None),
        ("cells", len(found.cells)),
        *((f"cells:{state.value}", found.state(state)) for state in State if state is not State.GIVEN),
        *((f"cells:{flag.value}", found.flagged(flag)) for flag in Flag),
        ("cells:robust", found.robust),
        ("cells:overridden", found.overridden),
        ("cells:stale", found.stale),
        ("cells:signed", found.signed),
        ("revisions", found.revisions),
        ("codings_of_earlier_definitions", found.earlier),
        ("codings_waiting", found.waiting),
        ("not_quotable_documents", found.not_quotable),
        ("paraphrase_documents", found.paraphrase),
        ("journal_entries", found.entries),
    ]
    return Table("numbers", plain_columns("name", "number#"), lines(*figures))


def _departures(found: StudyFacts) -> Table:
    return Table(
        "departures",
        plain_columns("parameter", "row_id", "value", "default"),
        lines(*((one.name, one.row, one.value, one.default) for one in found.departures)),
    )
