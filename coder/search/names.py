"""What the names in a query mean: codes, speakers, and the documents that are left to search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coder.model.codebook import RESIDUAL, Code, Codebook
from coder.model.report import DocumentSummary
from coder.search.folding import folded
from coder.search.index import terms
from coder.search.query import Filter, Key, Query

_MANY = 6  # names in a hint


def codes_of(codebook: Codebook, query: Query, one: Filter) -> frozenset[str]:
    """The ids of the code that a filter means and of all below it.

    The code is named by its id, the last part of the id, a label or an alias, in any language. Raises CoderError, with
    near names, for none or several.
    """
    code = _code(codebook, query, one)
    ids = [code, *(below.id for below in codebook.below(code))]
    return frozenset((*ids, *(f"{identity}.{RESIDUAL}" for identity in ids)))


def _code(codebook: Codebook, query: Query, one: Filter) -> str:
    wanted = folded(one.value)
    codes = {code.id: code for code in (*codebook.codes, *codebook.codable())}
    if one.value in codes:
        return one.value
    by_label = [code.id for code in codes.values() if wanted in map(folded, _called(code))]
    found = by_label or [identity for identity in codes if folded(identity.rsplit(".", 1)[-1]) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise query.failed(one, f"several codes are called {one.value!r}", f"give one of {', '.join(found[:_MANY])}")
    names = {folded(name): code.id for code in codes.values() for name in (code.id, code.value, *_called(code))}
    raise query.failed(
        one, f"there is no code {one.value!r}", _near(wanted, names) or "coder codebook show lists the codes"
    )


def _called(code: Code) -> Iterator[str]:
    yield from code.label.values()
    yield from code.aliases


def speaks(speaker: str, name: str) -> bool:
    """Whether a speaker is called so: by the whole label or by words of it; "Ms Wang" is "wang", but not "w"."""
    said, wanted = folded(speaker), folded(name)
    words, some = terms(said), terms(wanted)
    return said == wanted or any(some and words[at : at + len(some)] == some for at in range(len(words)))


def documents_of(query: Query, documents: Sequence[DocumentSummary], codebook: Codebook) -> list[DocumentSummary]:
    """The documents that the filters on cases, languages and documents leave, in their order.

    Raises CoderError for a document or case that the study does not have.
    """
    names = {one.id: one.name for one in documents}
    wanted_names = {_document(query, one, names) for one in query.of(Key.DOCUMENT)}
    cases = {_case(query, one, documents, codebook) for one in query.of(Key.CASE)}
    languages = [_tag(one.value) for one in query.of(Key.LANGUAGE)]
    return [
        one
        for one in documents
        if (not wanted_names or one.id in wanted_names)
        and (not cases or one.case in cases)
        and (not languages or any(f"{_tag(one.language)}-".startswith(f"{tag}-") for tag in languages))
    ]


def _tag(language: str) -> str:
    return language.replace("_", "-").lower()


def _document(query: Query, one: Filter, names: Mapping[str, str]) -> str:
    wanted = folded(one.value)
    for identity, name in names.items():
        if one.value == identity or folded(name) == wanted:
            return identity
    by_name = {folded(name): name for name in names.values()}
    raise query.failed(
        one, f"there is no document {one.value!r}", _near(wanted, by_name) or "coder documents lists them"
    )


def _case(query: Query, one: Filter, documents: Sequence[DocumentSummary], codebook: Codebook) -> str:
    wanted = folded(one.value)
    names = {folded(document.case): document.case for document in documents if document.case}
    for case in codebook.cases:
        for name in (*case.aliases, *case.label.values(), case.id):
            names[folded(name)] = case.id
    if wanted in names:
        return names[wanted]
    what = codebook.case_attribute or "case"
    hint = _near(wanted, names) or f"known: {', '.join(sorted(set(names.values())))}"
    raise query.failed(one, f"there is no {what} {one.value!r}", hint)


def _near(wanted: str, names: Mapping[str, str]) -> str:
    """A hint with up to two names like the one wanted, "" if there are none."""
    from difflib import get_close_matches  # only for errors

    near = dict.fromkeys(names[name] for name in get_close_matches(wanted, names, _MANY))
    return f"did you mean {' or '.join(list(near)[:2])}?" if near else ""
