"""Codes as YAML: a new codebook around them, or the lines and the piece on one line that go into one (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coder.codebook.writing import Data, Writing
from coder.model.codebook import Code, Codebook, CodeKind, Example, Label, Scale

_WRITING = Writing("\n", json=False)
SCHEMA_NAME = "codebook.schema.json"
SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_NAME}"


def compose(codebook: Codebook, remark: str = "") -> str:
    """A codebook of codes and scales as a file; rows, tables and history are for people to write."""
    lines = [SCHEMA_LINE, *(f"# {line}" for line in remark.split("\n") if line)]
    frame: dict[str, Data] = {
        "format": "codebook/1",
        "id": codebook.id,
        "version": codebook.version,
        "status": codebook.status or None,
        "languages": list(codebook.languages),
        "default_language": codebook.default_language,
        "title": dict(codebook.title),
        "description": codebook.description or None,
    }
    for key, data in frame.items():
        if isinstance(data, list):
            lines.append(f"{key}: {_WRITING.flow(data)}")
        elif data is not None:
            lines += _WRITING.entry(key, data, 0)
    lines += ["", "case_attribute:", f"  id: {codebook.case_attribute}"]
    lines += ["  cases: []  # open: every value of the attribute is a case"]
    lines += ["document_attributes:", f"- {{id: {codebook.case_attribute}, kind: case}}", "- {id: interview, kind: id}"]
    if codebook.scales:
        lines += ["scales:", *(f"  {_WRITING.key(scale.id)}: {_scale(scale)}" for scale in codebook.scales)]
    trees = code_trees(codebook.codes, codebook.default_language)
    if trees:
        lines += ["", "codes:"]
        for tree in trees:
            first, *others = block(tree)
            lines += [f"- {first}", *(f"  {line}" if line else "" for line in others)]
    else:
        lines += ["", "codes: []"]
    lines += ["rows: []", "tables: []"]
    return "\n".join(lines) + "\n"


def _scale(scale: Scale) -> str:
    levels = (
        f"{{id: {_WRITING.flow(one.id)}, mark: {_WRITING.flow(one.mark)}, anchor: {one.anchor}}}"
        for one in scale.levels
    )
    weights = ", ".join(map(str, scale.coder_weights))
    return f"{{kind: level, levels: [{', '.join(levels)}], coder_weights: [{weights}]}}"


def code_trees(codes: Sequence[Code], default: str) -> list[dict[str, Data]]:
    """Codes as data, each with what stands below it; the topmost are those whose parent is not among them."""
    found: list[dict[str, Data]] = []
    data = {code.id: code_data(code, default) for code in codes}
    for code in codes:
        if code.parent in data:
            children = data[code.parent].setdefault("children", [])
            assert isinstance(children, list)  # noqa: S101 - written by this loop
            children.append(data[code.id])
        else:
            found.append(data[code.id])
    return found


def code_data(code: Code, default: str) -> dict[str, Data]:
    """A code as the format writes it, without its children; what it does not have is left out."""
    level = code.kind is CodeKind.LEVEL
    given: dict[str, Data] = {
        "id": code.id,
        "label": dict(code.label),
        "codable": "false" if code.kind is CodeKind.GROUP else None,
        "applies": {CodeKind.ROW: "value", CodeKind.LEVEL: "level"}.get(code.kind),
        "scale": code.scale,
        "absent": "true" if code.absent else None,
        "qualifier": "true" if code.qualifier else None,
        "retired": "true" if code.retired else None,
        "definition": _label_data(code.definition, default),
        "include": [_label_data(label, default) for label in code.include],
        "exclude": [_label_data(label, default) for label in code.exclude],
        "anchors": {str(weight): _label_data(label, default) for weight, label in code.anchors.items()},
        "examples": (
            {str(one.weight): _example_data(one, default) for one in code.examples}
            if level
            else [_example_data(one, default) for one in code.examples]
        ),
        "cues": {tag: list(cues) for tag, cues in code.cues.items() if cues},
        "aliases": list(code.aliases),
    }
    return {key: value for key, value in given.items() if value}


def _label_data(label: Label, default: str) -> Data:
    if not label:
        return None
    return label[default] if set(label) == {default} else dict(label)


def _example_data(example: Example, default: str) -> Data:
    if not example.source:
        return _label_data(example.text, default)
    return {**example.text, "from": example.source}


def block(tree: Mapping[str, Data]) -> list[str]:
    """A code and what stands below it as lines that begin at the left margin."""
    lines: list[str] = []
    for key, data in tree.items():
        if key == "children" and isinstance(data, list):
            lines.append("children:")
            for child in data:
                first, *others = block(child if isinstance(child, dict) else {})
                lines += [f"- {first}", *(f"  {line}" if line else "" for line in others)]
        elif key in _WORDS and isinstance(data, str):
            lines.append(f"{key}: {data}")
        else:
            lines += _physical(_WRITING.entry(key, data, 0))
    return lines


def inline(trees: Iterable[Data]) -> str:
    """Codes on one line, for a list in brackets."""
    return ", ".join(map(_flow, trees))


def _flow(data: Data) -> str:
    if not isinstance(data, dict) or "id" not in data:
        return _WRITING.flow(data)
    parts = []
    for key, value in data.items():
        if key == "children" and isinstance(value, list):
            parts.append(f"children: [{inline(value)}]")
        elif key in _WORDS:
            parts.append(f"{key}: {value}")
        else:
            parts.append(f"{key}: {_WRITING.flow(value)}")
    return "{" + ", ".join(parts) + "}"


_WORDS = ("codable", "absent", "qualifier", "retired")  # true and false stand without quotes


def _physical(lines: Iterable[str]) -> list[str]:
    return [piece for line in lines for piece in line.split("\n")]
