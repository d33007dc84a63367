"""The tree of codes: what each may hold by its kind, and its place in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from coder.codebook.fields import Fields, Once, Reading, fields_of
from coder.codebook.problem import nearest, shown
from coder.codebook.tree import MappingNode, Node
from coder.model.codebook import RESIDUAL, Code, CodeKind, Example, Label, Scale

_KEYS = (
    "id", "label", "definition", "include", "exclude", "examples", "cues", "aliases", "codable", "applies", "scale",
    "anchors", "absent", "qualifier", "retired", "children",
)  # fmt: skip
_OF_VALUES = ("absent", "qualifier")
_OF_LEVELS = ("scale", "anchors")


@dataclass(frozen=True, slots=True)
class PlacedCode:
    """A code with the mapping it was read from, which knows the lines."""

    code: Code
    fields: Fields


@dataclass(frozen=True, slots=True)
class EarlierCodes:
    """Codes of an earlier text without problems, by the node that each was read from, and what they rest on."""

    languages: tuple[str, ...]
    default_language: str
    scales: Mapping[str, Scale]
    codes: Mapping[int, tuple[Node, Code | None, Code]]  # the node, the code above, the code


NONE_EARLIER = EarlierCodes((), "", {}, {})


def earlier_codes(found: Mapping[str, PlacedCode], reading: Reading, scales: Mapping[str, Scale]) -> EarlierCodes:
    """What a later text that shares nodes need not read again."""
    codes = {}
    for placed in found.values():
        node = placed.fields.node.origin or placed.fields.node
        above = found.get(placed.code.parent or "")
        codes[id(node)] = node, above.code if above is not None else None, placed.code
    return EarlierCodes(reading.languages, reading.default_language, scales, codes)


def read_codes(top: Fields, scales: Mapping[str, Scale], earlier: EarlierCodes) -> dict[str, PlacedCode]:
    """Every code by its id, parents before children, in the order of the file."""
    now = (top.reading.languages, top.reading.default_language, scales)
    same = now == (earlier.languages, earlier.default_language, earlier.scales)
    reader = _Codes(top.reading, scales, earlier.codes if same else {})
    if top.get("codes") is None and "codes" not in top.node.entries:
        top.missing("codes", "add codes: with a list of codes, [] for none yet")
    reader.read(top.items("codes"), None)
    return reader.found


class _Codes:
    """Walks the tree of codes; depth is bounded by the depth of the YAML tree."""

    def __init__(
        self, reading: Reading, scales: Mapping[str, Scale], earlier: Mapping[int, tuple[Node, Code | None, Code]]
    ) -> None:
        self._earlier = earlier
        self.found: dict[str, PlacedCode] = {}
        self._reading = reading
        self._scales = scales
        self._ids = Once(reading, "code")

    def read(self, nodes: Iterable[Node], parent: Code | None) -> None:
        row = parent if parent is not None and parent.kind is CodeKind.ROW else None
        values = Once(self._reading, f"value of {shown(row.id)}" if row is not None else "")
        for node in nodes:
            fields = fields_of(self._reading, node, "a code", _KEYS)
            if fields is None:
                continue
            code = self._code(fields, parent)
            if code.id and self._ids.take(code.id, fields.line("id")):
                self.found[code.id] = PlacedCode(code, fields)
                if row is not None:
                    values.take(code.value, fields.line("id"))
            self.read(fields.items("children"), code)

    def _code(self, fields: Fields, parent: Code | None) -> Code:
        known = self._earlier.get(id(fields.node.origin or fields.node))
        if known is not None and known[1] == parent:
            fields.what = f"the code {shown(known[2].id)}"
            return known[2]
        code_id = fields.name()
        if code_id:
            fields.what = f"the code {shown(code_id)}"
        if code_id.rsplit(".", 1)[-1] == RESIDUAL:
            fields.report("id", f"ends with {RESIDUAL}, which is built into every value row", "choose another id")
        kind = _kind(fields, parent)
        self._fits(fields, kind)
        scale = self._scale(fields) if kind is CodeKind.LEVEL else None
        label = fields.label("label", one_line=True)
        if not label:
            fields.missing("label", "add label: and what the code is called")
        definition = fields.label("definition")
        if kind is CodeKind.VALUE and not definition:
            fields.missing("definition", "say when a passage counts as this value")
        return Code(
            id=code_id,
            kind=kind,
            parent=parent.id if parent is not None else None,
            label=label,
            definition=definition,
            include=fields.labels("include"),
            exclude=fields.labels("exclude"),
            examples=_level_examples(fields, scale) if kind is CodeKind.LEVEL else _examples(fields),
            cues=_cues(fields),
            aliases=fields.texts("aliases"),
            scale=scale.id if scale is not None else None,
            anchors=_anchors(fields, scale),
            absent=fields.flag("absent"),
            qualifier=fields.flag("qualifier"),
            retired=fields.flag("retired") or (parent is not None and parent.retired),
        )

    def _scale(self, fields: Fields) -> Scale | None:
        name = fields.name("scale")
        if name and name not in self._scales:
            fields.report("scale", f"names the unknown scale {shown(name)}", nearest(name, self._scales))
        return self._scales.get(name)

    def _fits(self, fields: Fields, kind: CodeKind) -> None:
        for keys, owner, what in ((_OF_VALUES, CodeKind.VALUE, "values"), (_OF_LEVELS, CodeKind.LEVEL, "level codes")):
            for key in keys:
                if fields.get(key) is not None and kind is not owner:
                    fields.report(key, f"has {key}, which only {what} have", f"remove {key}")


def _kind(fields: Fields, parent: Code | None) -> CodeKind:
    applies = None
    if fields.get("applies") is not None:  # a misspelt one is guessed from the scale, so that it is the only problem
        applies = fields.choice("applies", ("value", "level")) or ("level" if fields.get("scale") else "value")
    codable = fields.flag("codable", default=True)
    if parent is not None and parent.kind is CodeKind.ROW:
        for key, stands in (("applies", applies is not None), ("codable", not codable)):
            if stands:
                what = f"has {key}, but below the row code {shown(parent.id)} every code is a value"
                fields.report(key, what, f"remove {key} or move the code out")
        return CodeKind.VALUE
    if not codable:
        if applies is not None:
            fields.report("applies", "has applies although it is not codable", "remove applies or codable: false")
        return CodeKind.GROUP
    if applies is not None:
        return CodeKind.ROW if applies == "value" else CodeKind.LEVEL
    return CodeKind.FREE


def _level(fields: Fields, key: str, weight_node: Node, scale: Scale | None) -> int | None:
    """A weight that stands as a key; None and a problem when it is not on the scale."""
    weight = fields.reading.integer(weight_node, f"a level in {key} of {fields.what}")
    if weight is not None and scale is not None and weight not in scale.coder_weights:
        what = f"{fields.what} has {key} for {weight}, which is outside the scale {shown(scale.id)}"
        fields.reading.report(
            weight_node.line, what, "levels: " + ", ".join(str(level) for level in scale.coder_weights)
        )
        return None
    return weight


def _anchors(fields: Fields, scale: Scale | None) -> dict[int, Label]:
    anchors: dict[int, Label] = {}
    for key, node in fields.entries("anchors"):
        weight = _level(fields, "anchors", key, scale)
        label = fields.reading.label(node, f"the anchor {shown(key.text)} of {fields.what}")
        if weight is not None and label:
            anchors[weight] = label
    return anchors


def _examples(fields: Fields) -> tuple[Example, ...]:
    found = (_example(fields, node, None) for node in fields.items("examples"))
    return tuple(example for example in found if example is not None)


def _level_examples(fields: Fields, scale: Scale | None) -> tuple[Example, ...]:
    examples = []
    for key, node in fields.entries("examples"):
        weight = _level(fields, "examples", key, scale)
        example = _example(fields, node, weight)
        if weight is not None and example is not None:
            examples.append(example)
    return tuple(examples)


def _example(fields: Fields, node: Node, weight: int | None) -> Example | None:
    """``text``, ``{en: text, …}`` or ``{en: text, from: locator}``."""
    reading, what, source = fields.reading, f"an example of {fields.what}", ""
    if isinstance(node, MappingNode) and "from" in node.entries:
        source = reading.text(node.entries["from"][1], f"from of {what}").strip()
        texts = {key: entry for key, entry in node.entries.items() if key != "from"}
        node = msgspec.structs.replace(node, entries=texts)
    text = reading.label(node, what)
    return Example(text, weight, source) if text else None


def _cues(fields: Fields) -> dict[str, tuple[str, ...]]:
    cues = {}
    for key, node in fields.entries("cues"):
        fields.reading.language(key, f"cues of {fields.what}")
        cues[key.text] = fields.reading_texts(node, f"cues in {shown(key.text)} of {fields.what}")
    return cues
