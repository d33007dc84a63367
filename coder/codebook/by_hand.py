"""A working copy against the revision it comes from: what differs, and whether it can be taken over (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coder.codebook.compare import HISTORY, Difference, Sort, differences, lost, worded
from coder.codebook.places import Places
from coder.codebook.problem import Problem, shown
from coder.codebook.raising import Step, far_enough, needed, next_version
from coder.codebook.version import precedence
from coder.codebook.writing import quoted
from coder.model.codebook import Code, Codebook, CodeKind


@dataclass(frozen=True, slots=True)
class Used:
    """How often one coder coded with a code and weight under a version of the codebook."""

    code: str
    weight: int
    version: str
    coder: str
    codings: int


@dataclass(frozen=True, slots=True)
class HandEdit:
    """What was edited by hand: the differences, each with its line in the new text, and why it is refused.

    ``problems`` is empty when it can be taken over; ``wanted`` is the version that the changes ask for at least, ""
    when the version is far enough as it is.
    """

    differences: tuple[Difference, ...]
    lines: tuple[int, ...]
    step: Step
    wanted: str
    problems: tuple[Problem, ...]


def hand_edit(
    old: Codebook, new: Codebook, text: str, used: Iterable[Used], *, author: str, date: str, raising: bool = False
) -> HandEdit:
    """Compare ``new``, which stands in ``text``, with ``old``.

    Raising is for whoever writes the version that is wanted himself: an old version is then no reason to refuse.
    """
    places, found = Places(text), differences(old, new)
    step = needed(found, _heirs(old, new))
    wanted = "" if far_enough(old.version, new.version, step) else next_version(old.version, step)
    problems = list(_id_problems(old, new, places))
    if wanted and not raising:
        problems.append(_version_problem(old, new, places, step, wanted, found))
    problems += _history_problems(found, places)
    version = wanted or new.version
    problems += _orphaned(old, new, places, used, version=version, author=author, date=date)
    lines = tuple(places.of(one) for one in found)
    return HandEdit(found, lines, step, wanted, tuple(sorted(problems)))


def _id_problems(old: Codebook, new: Codebook, places: Places) -> Iterable[Problem]:
    if new.id != old.id:
        what = f"the id changed from {shown(old.id)} to {shown(new.id)}"
        yield Problem(places.key("id"), what, f"keep the id of the codebook: id: {old.id}")


def _version_problem(
    old: Codebook, new: Codebook, places: Places, step: Step, wanted: str, found: tuple[Difference, ...]
) -> Problem:
    if precedence(new.version) < precedence(old.version):
        what = f"the version went back from {old.version} to {new.version}"
    else:
        stays = "is still" if new.version == old.version else f"went from {old.version} only to"
        because = next((str(one) for one in found if needed([one]) >= step), "a code has another id")
        what = f"the version {stays} {new.version}, but this is a {step.word} change ({because})"
    return Problem(
        places.key("version"), what, f"write version: {wanted}, or let coder codebook apply --raise write it"
    )


def _history_problems(found: Iterable[Difference], places: Places) -> Iterable[Problem]:
    for one in found:
        if one.part == HISTORY and one.sort is Sort.CHANGED:
            number = int(one.id) + 1
            what = f"entry {number} of the history was {'changed' if one.after is not None else 'taken out'}"
            repair = f"the history is append-only; put back what was there: {shown(worded(one.before))}"
            yield Problem(places.of(one), what, repair)


def _orphaned(
    old: Codebook, new: Codebook, places: Places, used: Iterable[Used], *, version: str, author: str, date: str
) -> Iterable[Problem]:
    """One problem a code and weight that would lose its place: how many codings of whom, and what to write."""
    groups: dict[tuple[str, int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    known: dict[tuple[str, int, str], str] = {}
    for one in used:
        key = one.code, one.weight, one.version
        if key not in known:
            known[key] = lost(*key, old, new)
        if known[key]:
            groups[one.code, one.weight, known[key]][one.coder] += one.codings
    by_code: dict[tuple[str, str], list[tuple[int, Mapping[str, int]]]] = defaultdict(list)
    for (code, weight, why), coders in sorted(groups.items()):
        by_code[code, why].append((weight, coders))
    for (code, why), weighted in by_code.items():
        total = sum(sum(coders.values()) for _, coders in weighted)
        of: dict[str, int] = defaultdict(int)
        for _, counts in weighted:
            for coder, number in counts.items():
                of[coder] += number
        whose = ", ".join(f"{number} of {coder}" for coder, number in sorted(of.items()))
        levels = ", ".join(f"{weight:+d}" for weight, _ in weighted)
        orphans = f"{total} coding{'s' if total != 1 else ''} with {shown(code)} ({levels}; {whose})"
        line, repair = _way_out(old, new, places, code, [weight for weight, _ in weighted], version, author, date)
        yield Problem(line, f"this would orphan {orphans}: {why}", repair)


def _way_out(
    old: Codebook, new: Codebook, places: Places, code: str, weights: list[int], version: str, author: str, date: str
) -> tuple[int, str]:
    """The line to look at, and the entry that says where the codings go, ready to be pasted."""
    present = next((one for one in new.codes if one.id == code), None)
    if present is not None and not present.codable and not present.retired:
        node = places.part("code", code)
        return (node.line if node else places.section("code")), "let it stay a code of its own, or move it below"
    if present is not None and present.kind is not CodeKind.LEVEL:
        node = places.part("code", code)
        return (node.line if node else places.section("code")), "let it stay a level code, and make another one beside"
    if present is not None:  # the scale lost a level, or what were strengths become levels
        levels = ", ".join(f"{weight}: null" for weight in weights)
        entry = _entry(version, date, author, f"op: rescale, id: {code}, map: {{{levels}}}")
        node = places.part("code", code)
        return (node.line if node else places.section("code")), _pasted(entry, places)
    heirs = _heirs(old, new)
    if code in heirs:
        moved, to = _highest(code, heirs)
        why = _pasted(_entry(version, date, author, f"op: move, id: {moved}, to: {to}"), places)
        node = places.part("code", heirs[code])
        return (node.line if node else places.section("code")), why
    entry = _entry(version, date, author, f"op: retire, id: {code}")
    return places.section("code"), "put the code back, or " + _pasted(entry, places)


def _heirs(old: Codebook, new: Codebook) -> dict[str, str]:
    """Codes that are gone but for their ids, with the new id: a new code of the same kind says the same.

    The same in label and definition counts before the same in one of them; where two do, neither is meant.
    """
    kept, before = {one.id for one in new.codes}, {one.id for one in old.codes}
    fresh: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in new.codes:
        if one.id not in before:
            for key in _says(one):
                fresh[key].append(one.id)
    found: dict[str, str] = {}
    for one in old.codes:
        if one.id not in kept:
            likely = next((fresh[key] for key in _says(one) if key in fresh), [])
            if len(likely) == 1:
                found[one.id] = likely[0]
    return found


def _says(code: Code) -> Iterable[tuple[object, ...]]:
    label, definition = worded(code.label), worded(code.definition)
    yield code.kind, label, definition
    if definition:
        yield code.kind, None, definition
    yield code.kind, label, None


def _highest(gone: str, heirs: Mapping[str, str]) -> tuple[str, str]:
    """The move that takes a code along: its own, or that of the highest code above it with which it goes."""
    best = gone, heirs[gone]
    parts = gone.split(".")
    for count in range(1, len(parts)):
        above = ".".join(parts[:count])
        if above in heirs and heirs[above] + gone[len(above) :] == heirs[gone]:
            return above, heirs[above]
    return best


def _entry(version: str, date: str, author: str, op: str) -> str:
    return f'- {{version: {version}, date: {date}, author: {quoted(author)}, {op}, rationale: "…"}}'


def _pasted(entry: str, places: Places) -> str:
    return f"say why in an entry {places.for_entries()}: {entry}"
