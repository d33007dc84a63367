"""Format codebook/1: YAML text to a codebook, with everything that is wrong said at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coder.codebook import tree
from coder.codebook.advice import advise
from coder.codebook.cases import read_attributes, read_case_attribute
from coder.codebook.codes import NONE_EARLIER, PlacedCode, earlier_codes, read_codes
from coder.codebook.facts import read_case_attributes
from coder.codebook.fields import Fields, Once, Reading
from coder.codebook.guide import read_guide
from coder.codebook.history import read_history
from coder.codebook.parameters import read_factor_checks, read_parameters
from coder.codebook.problem import CodebookError, Problem, shown
from coder.codebook.rows import read_rows, read_tables
from coder.codebook.scales import read_scales
from coder.codebook.tree import MappingNode, Node, ScalarNode
from coder.codebook.version import is_version
from coder.model.codebook import Change, Codebook, Scale

FORMAT = "codebook/1"

_KEYS = (
    "format", "id", "version", "status", "languages", "default_language", "title", "description", "source",
    "case_attribute", "case_attributes", "document_attributes", "scales", "derivation", "general_rules", "codes",
    "rows", "factor_checks", "tables", "guide", "history",
)  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class _Examined:
    """A text looked through: the codebook, or None and why there is none; what warnings are told of, where it is."""

    codebook: Codebook | None
    errors: tuple[Problem, ...]
    codes: Mapping[str, PlacedCode]
    languages: tuple[str, ...] = ()
    history: tuple[Change, ...] = ()


def read(text: str, name: str) -> Codebook:
    """The codebook in a text of format codebook/1.

    ``name`` is what messages call the file. Raises CodebookError with all problems.
    """
    examined = _examine(text)
    if examined.codebook is None:
        raise CodebookError(name, examined.errors)
    return examined.codebook


def check(text: str, name: str) -> tuple[list[Problem], list[Problem]]:
    """Errors and warnings of a text, each in the order of the lines; ``name`` is not part of a problem."""
    del name
    examined = _examine(text)
    return list(examined.errors), advise(examined.codes, examined.languages, examined.history)


def forget() -> None:
    """Keep nothing of earlier texts."""
    tree.forget()
    _examine.cache_clear()
    _EARLIER[:] = [NONE_EARLIER]


_EARLIER = [NONE_EARLIER]  # the codes of the text read last: after an edit of one the others need not be read again


@lru_cache(maxsize=4)  # adding a code, checking and reading see the same text within a moment
def _examine(text: str) -> _Examined:
    root, problems = tree.parse_tree(text)
    if root is None:
        return _refused(problems or [Problem(1, "the file is empty", f"start with format: {FORMAT}")])
    reading = Reading(problems=list(problems))
    if not isinstance(root, MappingNode):
        reading.report(root.line, "the file is no mapping of keys to values", f"start with format: {FORMAT}")
        return _refused(reading.problems)
    codebook, codes, scales = _codebook(Fields(reading, root, "the codebook", _KEYS))
    if not reading.problems:
        _EARLIER[:] = [earlier_codes(codes, reading, scales)]
    errors = tuple(sorted(set(reading.problems)))
    return _Examined(None if errors else codebook, errors, codes, codebook.languages, codebook.history)


def _refused(problems: Sequence[Problem]) -> _Examined:
    return _Examined(None, tuple(sorted(set(problems))), {})


def _codebook(top: Fields) -> tuple[Codebook, dict[str, PlacedCode], dict[str, Scale]]:
    _check_format(top)
    _read_languages(top)
    version = _read_version(top)
    title = top.label("title", one_line=True)
    if not title:
        top.missing("title", "add title: and what the codebook is called")
    declared = read_case_attributes(top)
    units = read_case_attribute(top, declared)
    scales = read_scales(top)
    parameters, residual = read_parameters(top)
    codes = read_codes(top, scales, _EARLIER[0])
    rows = read_rows(top, codes, scales, declared, units, residual=residual)
    _check_source(top)
    codebook = Codebook(
        id=top.name(),
        version=version,
        languages=top.reading.languages,
        default_language=top.reading.default_language,
        title=title,
        case_attribute=units.id,
        cases=units.cases,
        attributes=read_attributes(top, units.id),
        scales=tuple(scales.values()),
        codes=tuple(placed.code for placed in codes.values()),
        rows=rows.rows,
        tables=read_tables(top, rows, units, declared),
        parameters=parameters,
        residual=residual,
        factor_checks=read_factor_checks(top, rows.values),
        history=read_history(top, codes, version),
        status=top.text("status"),
        description=top.text("description"),
        case_label=units.label or {},
        general_rules=_general_rules(top),
        case_attributes=tuple(declared.values()),
        fact_rows=rows.facts,
        guide=read_guide(top, rows.values),
    )
    return codebook, codes, scales


def _check_format(top: Fields) -> None:
    found = top.text("format")
    if not found:
        top.missing("format", f"add format: {FORMAT}")
    elif found != FORMAT:
        top.report("format", f"is of format {shown(found)}", f"this program reads {FORMAT}")


def _read_version(top: Fields) -> str:
    version = top.text("version")
    if not version:
        top.missing("version", "add version: 1.0.0")
    elif not is_version(version):
        top.report("version", f"has the version {shown(version)}", "three numbers such as 1.2.0")
    return version


def _read_languages(top: Fields) -> None:
    """Sets the languages that every text of the file is read against."""
    once, languages = Once(top.reading, "language", "keep one of them"), []
    for node in top.items("languages"):
        tag = top.reading.text(node, "a language")
        if _LANGUAGE.fullmatch(tag) is None:
            top.reading.report(node.line, f"{shown(tag)} is no language tag", "write en, de, zh or zh-Hant")
        elif once.take(tag, node.line):
            languages.append(tag)
    if not languages and top.get("languages") is None:
        top.missing("languages", "add languages: [en]")
    elif not languages and not top.items("languages"):
        top.report("languages", "declares no language", "languages: [en]")
    default = top.text("default_language") or (languages[0] if languages else "")
    if languages and default not in languages:
        top.report("default_language", f"has the default language {shown(default)}", f"one of {', '.join(languages)}")
    top.reading.languages = tuple(languages)
    top.reading.default_language = default


def _general_rules(top: Fields) -> tuple[tuple[str, str], ...]:
    once, rules = Once(top.reading, "general rule"), []
    for part in top.each("general_rules", "a general rule", ("id", "rule")):
        rule_id, rule = part.name(), part.text("rule")
        if not rule and part.get("rule") is None:
            part.missing("rule", "add rule: and what it says")
        if rule_id and once.take(rule_id, part.line("id")):
            rules.append((rule_id, rule))
    return tuple(rules)


def _check_source(top: Fields) -> None:
    """Where the codes come from: a text, or texts and lists of texts by any key; for readers of the file only."""
    node = top.get("source")
    if node is None or isinstance(node, ScalarNode):
        return
    parts: tuple[Node, ...] = tuple(value for _, value in top.entries("source"))
    for part in parts:
        if isinstance(part, MappingNode):
            top.reading.report(part.line, "source holds a mapping inside a mapping", "write plain texts")
