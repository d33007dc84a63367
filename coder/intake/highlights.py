"""Highlights of other tools become codings: their codes found in the codebook or parked below a group, places kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coder.codebook.naming import free_id
from coder.codebook.render import NewCode
from coder.model.codebook import Code, Codebook, CodeKind
from coder.model.coding import Coding, Tense
from coder.model.document import Transcript

EXPLICIT = 2  # other tools know no weights: who marks a passage says that it says so
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parking:
    """Where the codes of another tool stand in the codebook: ``codes`` by their path there, the ``new`` ones below
    ``group``, and ``warnings`` of those whose label the codebook has for something else."""

    codes: Mapping[Path, str]
    group: NewCode
    new: tuple[NewCode, ...]
    warnings: tuple[str, ...]


@dataclass
class Coded:
    """Codings to be added with a new document, memos and words to be decided by coding id, and what was left out."""

    codings: list[Coding] = field(default_factory=list)
    memos: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def park(transcripts: Sequence[Transcript], codebook: Codebook) -> Parking:
    """Find a code of the codebook for every code of the tool, by id, label in any language or alias, or make one."""
    wanted: dict[Path, str] = {}
    for transcript in transcripts:
        wanted |= {path: definition for path, definition in transcript.codes.items() if path not in wanted}
        for highlight in transcript.highlights:
            wanted.setdefault(highlight.code, "")
    origin = next((one.origin for one in transcripts if one.origin), "import")
    standing = {code.id: code for code in codebook.codes}.get(origin)
    free = standing is not None and (standing.kind is not CodeKind.GROUP or standing.retired)
    said = "Codes of another tool, as they came with its codings."
    group = NewCode(free_id(codebook, origin) if free else origin, origin.capitalize(), said)
    taken = {code.id for code in codebook.codes} | {group.id}
    named = _by_name(codebook)
    codes: dict[Path, str] = {}
    new: list[NewCode] = []
    warnings: list[str] = []
    for path, definition in wanted.items():
        found = _meant(path, codebook, named)
        usable = [code for code in found if _usable(code)]
        if len(usable) == 1:
            codes[path] = usable[0].id
            continue
        label = " / ".join(path)
        identity = _unused(free_id(codebook, label, group.id), taken)
        taken.add(identity)
        codes[path] = identity
        new.append(NewCode(identity, label, definition or label))
        if found:
            warnings.append(f"{label!r} became a code of its own, {identity}: {_why(found, usable)}")
    return Parking(codes, group, tuple(new), tuple(warnings))


def _unused(identity: str, taken: set[str]) -> str:
    if identity not in taken:
        return identity
    return next(name for number in range(2, len(taken) + 3) if (name := f"{identity}_{number}") not in taken)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _by_name(codebook: Codebook) -> dict[str, list[Code]]:
    """The codes by everything they are called."""
    named: dict[str, list[Code]] = {}
    for code in codebook.codes:
        for name in {_folded(one) for one in (code.id, *code.label.values(), *code.aliases)}:
            named.setdefault(name, []).append(code)
    return named


def _meant(path: Path, codebook: Codebook, named: Mapping[str, list[Code]]) -> list[Code]:
    """The codes a path may mean: its last label names them, and the labels before it what they stand below."""
    full = _folded(".".join(path))
    found = [code for code in named.get(full, []) if _folded(code.id) == full]
    if any(map(_usable, found)):
        return found
    for code in named.get(_folded(path[-1]), []):
        above, fits = code.parent, True
        for label in reversed(path[:-1]):
            parent = next((one for one in named.get(_folded(label), []) if one.id == above), None)
            fits, above = fits and parent is not None, parent.parent if parent is not None else None
        if fits and code not in found:
            found.append(code)
    return found


def _usable(code: Code) -> bool:
    """Whether a passage can be coded with it without a word on how strongly."""
    return code.codable and code.kind is not CodeKind.LEVEL


def _why(found: Sequence[Code], usable: Sequence[Code]) -> str:
    if usable:
        return "it may mean " + " or ".join(code.id for code in usable)
    first = found[0]
    if first.retired:
        return f"{first.id} is retired"
    kind = "coded with a level" if first.kind is CodeKind.LEVEL else "not coded itself"
    return f"{first.id} is {kind}"


def coded(
    transcript: Transcript,
    document: str,
    codes: Mapping[Path, str],
    *,
    revision: int,
    coder: str,
    created: str,
    new_id: Callable[[], str],
) -> Coded:
    """The highlights of a transcript as codings of a document (by id); the same code on the same span only once."""
    result = Coded()
    seen: set[tuple[object, ...]] = set()
    for highlight in transcript.highlights:
        what = (highlight.span, codes[highlight.code], highlight.coder)
        if what in seen:
            continue
        seen.add(what)
        coding = Coding(
            id=new_id(),
            document=document,
            span=highlight.span,
            code=codes[highlight.code],
            weight=EXPLICIT,
            coder=highlight.coder or coder,
            about=None,
            tense=Tense.PRESENT,
            origin=transcript.origin or "import",
            revision=revision,
            created=created,
        )
        result.codings.append(coding)
        if highlight.memo:
            result.memos[coding.id] = highlight.memo
        if highlight.words:
            result.words[coding.id] = highlight.words
    return result
