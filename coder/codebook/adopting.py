"""Which codes of a file a codebook has already, and what the others become in it (pure).

A code is known by its GUID, by its id or an earlier one, or by its label: below the same parent, or anywhere where
only one code is called so. What is known stays as it is; in what it differs is said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from coder.codebook.fields import is_id
from coder.codebook.identity import guids, later_id, used_up
from coder.codebook.incoming import IncomingCode, IncomingCodebook, tidy_line
from coder.codebook.naming import free_among
from coder.codebook.problem import shown
from coder.model.codebook import RESIDUAL, Code, Codebook, CodeKind, Example, Label

_COMPARED = ("label", "definition", "include", "exclude", "examples", "cues", "aliases", "anchors")


@dataclass(frozen=True, slots=True)
class Known:
    """A code of the file that the codebook has: ``code`` is its id, ``by`` how it was recognised."""

    name: str
    code: str
    by: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Adoption:
    """What taking a file over means: known codes, new ones (parents first, as they will stand), and remarks."""

    known: tuple[Known, ...]
    new: tuple[Code, ...]
    notes: tuple[str, ...]


def adopt(codebook: Codebook, incoming: IncomingCodebook) -> Adoption:
    """What becomes of every code of a file in a codebook."""
    return _Adopting(codebook, incoming).result()


class _Adopting:
    def __init__(self, codebook: Codebook, incoming: IncomingCodebook) -> None:
        self._codebook = codebook
        self._incoming = incoming
        self._notes = list(incoming.notes)
        self._codes = {code.id: code for code in codebook.codes}
        self._by_guid = {guid: name for name, guid in guids(codebook).items()}
        self._by_label = _by_label(codebook.codes)
        self._gone = used_up(codebook)
        self._moved = {change.ids[0] for change in codebook.history if change.op == "move"}
        self._taken = set(self._codes) | self._gone
        self._values = {(code.parent, code.value) for code in codebook.codes}
        self._foreign: dict[str, int] = {}  # codes with words in a language that is not declared
        self._matched: set[str] = set()

    def result(self) -> Adoption:
        known: list[Known] = []
        new: list[Code] = []
        ids: dict[str, str] = {}
        for one in self._incoming.codes:
            parent = self._parent(one, ids)
            code = self._within(one.code)
            found = self._find(one, code, parent)
            if found is not None:
                name, by = found
                ids[one.code.id] = name
                self._matched.add(name)
                known.append(Known(_called(code), name, by, _differences(self._codes[name], code, by_path=one.named)))
                continue
            made = self._made(one, code, parent)
            ids[one.code.id] = made.id
            self._taken.add(made.id)
            self._values.add((made.parent, made.value))
            self._codes[made.id] = made
            new.append(made)
        for language, count in self._foreign.items():
            declared = ", ".join(self._codebook.languages)
            codes = "1 code" if count == 1 else f"{count} codes"
            self._notes.append(
                f"texts in {language} ({codes}) stay out: the codebook declares {declared}; add {language} to its"
                " languages first"
            )
        return Adoption(tuple(known), tuple(new), tuple(self._notes))

    def _parent(self, one: IncomingCode, ids: Mapping[str, str]) -> str | None:
        parent = one.code.parent
        if parent is None or parent in ids:
            return ids.get(parent or "")
        present = later_id(self._codebook, parent)
        if present in self._codes:
            return present
        self._notes.append(
            f"{shown(_called(one.code))} stands below {shown(parent)}, which is not there: put at the top"
        )
        return None

    # -- what is known

    def _find(self, one: IncomingCode, code: Code, parent: str | None) -> tuple[str, str] | None:
        for name, by in self._candidates(one, code, parent):
            if name in self._codes and name not in self._matched:
                return name, by
        return None

    def _candidates(self, one: IncomingCode, code: Code, parent: str | None) -> Iterator[tuple[str, str]]:
        if one.guid in self._by_guid:
            yield self._by_guid[one.guid], "GUID"
        if one.named:
            yield code.id, "id"
            yield later_id(self._codebook, code.id), "an earlier id"
            return  # another code of ours may well be called the same
        alike = {name: None for text in code.label.values() for name in self._by_label.get(_plain(text), ())}
        beside = [name for name in alike if self._codes[name].parent == parent]
        if len(beside) == 1:
            yield beside[0], "label"
        elif parent is None and len(alike) == 1:
            yield next(iter(alike)), "label"

    # -- what is new

    def _within(self, code: Code) -> Code:
        """The code with its words in the languages of the codebook only."""
        declared = self._codebook.languages
        foreign = {tag for tag in IncomingCodebook((IncomingCode(code),)).languages if tag not in declared}
        if not foreign:
            return code
        for tag in sorted(foreign):
            self._foreign[tag] = self._foreign.get(tag, 0) + 1

        def kept(label: Label) -> dict[str, str]:
            return {tag: text for tag, text in label.items() if tag not in foreign}

        def filled(labels: Iterable[Label]) -> tuple[Label, ...]:
            return tuple(left for label in labels if (left := kept(label)))

        return replace(
            code,
            label=kept(code.label) or {self._codebook.default_language: next(iter(code.label.values()))},
            definition=kept(code.definition),
            include=filled(code.include),
            exclude=filled(code.exclude),
            examples=tuple(replace(one, text=left) for one in code.examples if (left := kept(one.text))),
            anchors={weight: left for weight, label in code.anchors.items() if (left := kept(label))},
            cues={tag: cues for tag, cues in code.cues.items() if tag not in foreign},
        )

    def _made(self, one: IncomingCode, code: Code, parent: str | None) -> Code:
        above = self._codes[parent] if parent is not None else None
        kind = self._kind(code, above)
        code = self._fitted(replace(code, id=self._id(one, code, parent, kind), parent=parent, kind=kind))
        if above is not None and above.retired and not code.retired:
            self._notes.append(f"{code.id} stands below a retired code and is retired with it")
            code = replace(code, retired=True)
        return code

    def _kind(self, code: Code, above: Code | None) -> CodeKind:
        name = shown(_called(code))
        if above is not None and above.kind is CodeKind.ROW:
            if code.kind not in (CodeKind.VALUE, CodeKind.FREE):
                self._notes.append(f"{name} is a {code.kind} code, but below {above.id} every code is a value")
            return CodeKind.VALUE
        if code.kind is CodeKind.VALUE:
            self._notes.append(f"{name} is a value, but stands below no row code: a free code here")
            return CodeKind.FREE
        if code.kind is CodeKind.LEVEL and code.scale not in {scale.id for scale in self._codebook.scales}:
            self._notes.append(
                f"{name} is coded with levels of {code.scale or 'a scale'}, unknown here: a free code here"
            )
            return CodeKind.FREE
        return code.kind

    def _fitted(self, code: Code) -> Code:
        """The code without what its kind cannot have; anchors go on as part of the definition."""
        language = self._codebook.default_language
        if code.kind is CodeKind.LEVEL:
            weights = self._codebook.scale(code.scale or "").coder_weights
            outside = [weight for weight in code.anchors if weight not in weights]
            outside += [one.weight or 0 for one in code.examples if one.weight not in weights]
            for weight in dict.fromkeys(outside):
                self._notes.append(f"what {code.id} says of level {weight} stays out: not on the scale {code.scale}")
            return replace(
                code,
                anchors={weight: label for weight, label in code.anchors.items() if weight in weights},
                examples=tuple(one for one in code.examples if one.weight in weights),
                absent=False,
                qualifier=False,
            )
        definition = dict(code.definition)
        for weight, label in code.anchors.items():
            for tag, text in label.items():
                definition[tag] = f"{definition[tag]}\n{weight}: {text}" if tag in definition else f"{weight}: {text}"
        if code.kind is CodeKind.VALUE and not definition:
            definition = dict(code.label) or {language: code.id}
            self._notes.append(f"{code.id} has no definition, which values need: its label stands in for one")
        value = code.kind is CodeKind.VALUE
        return replace(
            code,
            definition=definition,
            anchors={},
            scale=None,
            examples=tuple(Example(one.text, None, one.source) for one in code.examples),
            absent=code.absent and value,
            qualifier=code.qualifier and value,
        )

    def _id(self, one: IncomingCode, code: Code, parent: str | None, kind: CodeKind) -> str:
        wanted = one.code.id
        if one.named and self._free(wanted, parent, kind):
            return wanted
        made = free_among(self._taken, self._codebook.text(code.label), parent or "")
        number = 1
        while not self._free(made, parent, kind):
            number += 1
            made = free_among(self._taken, f"{self._codebook.text(code.label)} {number}", parent or "")
        if one.named:
            self._notes.append(f"the id {wanted} cannot be used here: {made} instead")
        return made

    def _free(self, name: str, parent: str | None, kind: CodeKind) -> bool:
        if not is_id(name) or name in self._taken or name.rsplit(".", 1)[-1] == RESIDUAL:
            return False
        parts = name.split(".")
        if any(".".join(parts[:count]) in self._moved for count in range(1, len(parts))):
            return False
        return kind is not CodeKind.VALUE or (parent, parts[-1]) not in self._values


def _by_label(codes: Iterable[Code]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in codes:
        for text in {_plain(text) for text in code.label.values()}:
            found.setdefault(text, []).append(code.id)
    return found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", tidy_line(text)).casefold()


def _called(code: Code) -> str:
    return next(iter(code.label.values()), code.id)


def _differences(ours: Code, theirs: Code, *, by_path: bool) -> tuple[str, ...]:
    """The fields in which the file says something else. What it does not say at all is no difference."""
    found = []
    for name in _COMPARED:
        said, own = getattr(theirs, name), getattr(ours, name)
        if not said or said == own:
            continue
        if isinstance(said, Mapping) and all(own.get(key) == value for key, value in said.items()):
            continue
        if isinstance(said, tuple) and not by_path and set(map(str, said)) <= set(map(str, own)):
            continue
        found.append(name)
    return tuple(found)
