"""What a description in plain words says of a code beside its definition, as people read it and we read it back.

The last paragraph of the description is the card: lists under a heading each, and a last line with id, kind and
language. Whatever does not read as one belongs to the definition.

    Little is staked.

    Includes:
    - small sums
      (zh) 小钱
    Code: economy.risk.low · value · en
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coder.codebook.fields import is_id
from coder.codebook.incoming import tidy, tidy_line
from coder.model.codebook import Code, CodeKind, Example, Label

_TAG = re.compile(r"\(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\) ")
_LAST = re.compile(r"Code: (\S+) · (group|row|level|value|free) · ([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})")
_LEVEL = re.compile(r"([+-]?[0-9]{1,9}): ")
_HEADS = ("Label", "Definition", "Includes", "Excludes", "Scale", "Anchors", "Examples", "Cues", "Aliases", "Flags")
_FROM = "  from: "
_MORE = "    "
_FLAGS = ("absent", "qualifier", "retired")


@dataclass(slots=True)
class _Item:
    """A text by language; ``level`` for anchors and examples of level codes."""

    text: dict[str, str] = field(default_factory=dict)
    level: int | None = None
    source: str = ""


def main_language(code: Code, default: str) -> str:
    """The language that the name of a code is given in."""
    return default if default in code.label else next(iter(code.label), default)


def describe(code: Code, default: str) -> str:
    """The description of a code: its definition, and its card."""
    language = main_language(code, default)
    definition = code.definition.get(language, "")
    card = "\n".join(_card(code, language))
    return f"{definition}\n\n{card}" if definition else card


def _card(code: Code, language: str) -> Iterator[str]:
    def others(label: Label) -> list[_Item]:
        left = {tag: text for tag, text in label.items() if tag != language}
        return [_Item(left)] if left else []

    yield from _list("Label", others(code.label), language)
    yield from _list("Definition", others(code.definition), language)
    yield from _list("Includes", [_Item(dict(label)) for label in code.include], language)
    yield from _list("Excludes", [_Item(dict(label)) for label in code.exclude], language)
    if code.scale:
        yield from ("Scale:", f"- {code.scale}")
    yield from _list("Anchors", [_Item(dict(label), weight) for weight, label in code.anchors.items()], language)
    yield from _list("Examples", [_Item(dict(one.text), one.weight, one.source) for one in code.examples], language)
    yield from _list("Cues", [_Item({tag: cue}) for tag, cues in code.cues.items() for cue in cues], language)
    yield from _list("Aliases", [_Item({language: alias}) for alias in code.aliases], language)
    flags = [name for name in _FLAGS if getattr(code, name)]
    if flags:
        yield from ("Flags:", *(f"- {flag}" for flag in flags))
    yield f"Code: {code.id} · {code.kind} · {language}"


def _list(head: str, items: Sequence[_Item], language: str) -> Iterator[str]:
    if items:
        yield f"{head}:"
    for item in items:
        begin = "- " if item.level is None else f"- {item.level}: "
        for tag, text in item.text.items():
            first, *others = text.split("\n")
            tagged = tag != language or begin == "  " or _TAG.match(first) or (_LEVEL.match(first) and head in _LEVELED)
            yield f"{begin}({tag}) {first}" if tagged else f"{begin}{first}"
            yield from (_MORE + line for line in others)
            begin = "  "
        if item.source:
            first, *others = item.source.split("\n")
            yield _FROM + first
            yield from (_MORE + line for line in others)


_LEVELED = ("Anchors", "Examples")


def read_description(text: str, code: Code, language: str) -> tuple[Code, bool]:
    """The code with what its description says, and whether that has a card; ``code`` has a label in ``language``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n\t ")
    above, _, card = text.rpartition("\n\n")
    read = _read_card(card.rstrip().split("\n"), code, language)
    if read is None:
        definition = tidy(text)
        return replace(code, definition={language: definition} if definition else {}), False
    found, main = read
    definition = tidy(above)
    if definition:
        found = replace(found, definition={main: definition, **found.definition})
    return found, True


def _read_card(lines: Sequence[str], code: Code, language: str) -> tuple[Code, str] | None:
    last = _LAST.fullmatch(lines[-1].rstrip())
    if last is None or not is_id(last[1]):
        return None
    main = last[3]
    sections = _sections(lines[:-1], main)
    if sections is None:
        return None

    def labels(head: str) -> tuple[Label, ...]:
        return tuple(item.text for item in sections.get(head, ()))

    def merged(head: str) -> Label:
        return {tag: text for label in labels(head) for tag, text in label.items()}

    def words(head: str) -> list[str]:
        return [next(iter(label.values())) for label in labels(head)]

    cues: dict[str, tuple[str, ...]] = {}
    for item in sections.get("Cues", ()):
        for tag, cue in item.text.items():
            cues[tag] = (*cues.get(tag, ()), tidy_line(cue))
    kind, flags = CodeKind(last[2]), words("Flags")
    examples = [Example(one.text, one.level, one.source) for one in sections.get("Examples", ())]
    return replace(
        code,
        id=last[1],
        kind=kind,
        label={main: code.label.get(language, ""), **{tag: tidy_line(text) for tag, text in merged("Label").items()}},
        definition=merged("Definition"),
        include=labels("Includes"),
        exclude=labels("Excludes"),
        scale=next(iter(words("Scale")), None),
        anchors={item.level: item.text for item in sections.get("Anchors", ()) if item.level is not None},
        examples=tuple(examples),
        cues=cues,
        aliases=tuple(map(tidy_line, words("Aliases"))),
        absent="absent" in flags,
        qualifier="qualifier" in flags,
        retired="retired" in flags,
    ), main


def _sections(lines: Iterable[str], main: str) -> Mapping[str, list[_Item]] | None:
    """The items by heading; None when a line is not one of a card."""
    sections: dict[str, list[_Item]] = {}
    head = ""
    tag = ""  # of the text that a further line belongs to; "from" for a source
    for line in lines:
        if line.endswith(":") and line[:-1] in _HEADS:
            head, tag = line[:-1], ""
            sections[head] = []
        elif not head:
            return None
        elif line.startswith("- "):
            item, rest = _Item(), line[2:]
            level = _LEVEL.match(rest) if head in _LEVELED else None
            if level is not None:
                item.level, rest = int(level[1]), rest[level.end() :]
            tag = _take(item, rest, main)
            sections[head].append(item)
        elif not tag or not sections[head]:
            return None
        elif line.startswith(_MORE) or line == _MORE.rstrip():
            _append(sections[head][-1], tag, line[len(_MORE) :])
        elif line.startswith(_FROM):
            tag = "from"
            sections[head][-1].source = line[len(_FROM) :]
        elif line.startswith("  ") and _TAG.match(line, 2):
            tag = _take(sections[head][-1], line[2:], main)
        else:
            return None
    for items in sections.values():
        for item in items:
            item.text = {tag: cleaned for tag, text in item.text.items() if (cleaned := tidy(text))}
            item.source = tidy(item.source)
        items[:] = [item for item in items if item.text]
    return sections


def _take(item: _Item, text: str, main: str) -> str:
    found = _TAG.match(text)
    tag = found[1] if found else main
    item.text[tag] = text[found.end() :] if found else text
    return tag


def _append(item: _Item, tag: str, line: str) -> None:
    if tag == "from":
        item.source += "\n" + line
    else:
        item.text[tag] += "\n" + line
