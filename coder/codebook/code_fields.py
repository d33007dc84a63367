"""The fields of a code that researchers edit, and what stands in them (pure, and without the reader of YAML)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.model.codebook import Code, Codebook, CodeKind

LISTS = ("include", "exclude", "examples", "cues", "aliases")


@dataclass(frozen=True, slots=True)
class CodeField:
    """A field of a code in one language; ``level`` for what a level code says of each level, None elsewhere.

    Aliases have no language; they stand under "".
    """

    name: str
    language: str
    level: int | None = None

    @property
    def is_list(self) -> bool:
        """Whether it is edited as one item a line."""
        return self.name in LISTS and self.level is None

    def named(self, codebook: Codebook) -> str:
        """What it is called in messages; the default language goes without saying."""
        level = "" if self.level is None else f" of level {self.level}"
        language = "" if self.language in ("", codebook.default_language) else f" ({self.language})"
        return f"{self.name}{level}{language}"


def fields_of(codebook: Codebook, code: Code) -> tuple[CodeField, ...]:
    """Everything about a code that can be edited; a group or row has no examples, cues and aliases of its own."""
    names = ["label", "definition", "include", "exclude"]
    if code.kind is CodeKind.LEVEL:
        names.append("anchors")
    apart = code.kind in (CodeKind.GROUP, CodeKind.ROW)
    names += [name for name in ("examples", "cues", "aliases") if not apart or getattr(code, name)]
    found = []
    for name in names:
        leveled = code.kind is CodeKind.LEVEL and name in ("anchors", "examples")
        levels: Sequence[int | None] = codebook.weights(code) if leveled else (None,)
        languages = ("",) if name == "aliases" else codebook.languages
        found += [CodeField(name, language, level) for level in levels for language in languages]
    return tuple(found)


def field_text(code: Code, field: CodeField) -> str:
    """What stands in a field, as it is edited: one text, or one item a line."""
    name, language = field.name, field.language
    if name == "anchors":
        return code.anchors.get(field.level or 0, {}).get(language, "")
    if name == "examples" and field.level is not None:
        return next((one.text.get(language, "") for one in code.examples if one.weight == field.level), "")
    if name in ("label", "definition"):
        text: str = getattr(code, name).get(language, "")
        return text
    if name == "aliases":
        return "\n".join(code.aliases)
    if name == "cues":
        return "\n".join(code.cues.get(language, ()))
    labels = [one.text for one in code.examples] if name == "examples" else list(getattr(code, name))
    return "\n".join(folded(label[language]) for label in labels if language in label)


def folded(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
