"""Values of attributes as the codebook wants them: cases, choices, dates, numbers (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import process

from coder.errors import CoderError
from coder.model.codebook import Attribute, Codebook
from coder.model.consent import QUOTABLE, Consent
from coder.model.document import BY_SPEAKER, VOICES

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?(?:[T ][0-9:.,]{4,15}(?:Z|[+-][0-9:]{2,6})?)?")
_OTHER_DATES = (
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
    re.compile(r"(?P<y>[0-9]{4})[./](?P<m>[0-9]{1,2})[./](?P<d>[0-9]{1,2})\.?"),
    re.compile(r"(?P<d>[0-9]{1,2})\.[ ]?(?P<m>[0-9]{1,2})\.[ ]?(?P<y>[0-9]{4})"),  # with dots the day is first
    re.compile(r"(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?:(?P<d>[0-9]{1,2})[日号])?"),
)
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_APART = re.compile(r"[\s_-]+")
OWN = frozenset({QUOTABLE, VOICES})  # attributes that mean something whether or not a codebook has them


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as it was written, and where: a file, a line of a table, an argument."""

    value: str
    where: str


class AttributesError(CoderError):
    """Several values that their attributes do not allow; ``str()`` gives one line for each."""

    def __init__(self, problems: Sequence[CoderError], where: str) -> None:
        super().__init__(f"{len(problems)} values are not allowed", where=where)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def settled(stated: Mapping[str, Stated], codebook: Codebook, where: str) -> dict[str, str]:
    """Attributes with the values that the codebook wants; blank ones are none. Of two spellings the later wins.

    Raises CoderError for a value that is not allowed, AttributesError for several.
    """
    found: dict[str, str] = {}
    problems: dict[str, CoderError] = {}
    for written, one in stated.items():
        if not one.value.strip():
            continue
        name = attribute_name(written, codebook)
        problems.pop(name, None)
        try:
            found[name] = typed(name, one.value.strip(), codebook, one.where)
        except CoderError as error:
            problems[name] = error
    if problems:
        errors = list(problems.values())
        raise errors[0] if len(errors) == 1 else AttributesError(errors, where)
    return found


def attribute_name(written: str, codebook: Codebook) -> str:
    """The attribute that is meant: one of the codebook or of our own however it is written, else the name as it
    stands."""
    wanted = _plain(written)
    if wanted in OWN:
        return wanted
    ids = {spec.id for spec in codebook.attributes} | {codebook.case_attribute}
    if written in ids:
        return written
    if wanted in map(_plain, codebook.case_label.values()):
        return codebook.case_attribute
    return next((name for name in sorted(ids) if _plain(name) == wanted), written)


def typed(name: str, value: str, codebook: Codebook, where: str) -> str:
    """An attribute's value as the codebook wants it: a case by its id, one of the choices, an ISO date, a number.

    Names that the codebook does not know are taken as they are. Raises CoderError for a value that is not allowed.
    """
    spec = next((attribute for attribute in codebook.attributes if attribute.id == name), None)
    if name == codebook.case_attribute or (spec is not None and spec.kind == "case"):
        return case_id(value, codebook, where)
    if spec is None and name == VOICES and value.casefold() != BY_SPEAKER:
        raise CoderError(
            f"{VOICES}: {value!r} is not known", where=where, hint=f"{VOICES}: {BY_SPEAKER}, or leave it out"
        )
    if spec is None:
        return value.casefold() if name == VOICES or (name == QUOTABLE and value.casefold() in set(Consent)) else value
    match spec.kind:
        case "choice":
            return _choice(value, spec, where)
        case "date":
            return _date(value, spec, where)
        case "number" if _NUMBER.fullmatch(value) is None:
            raise CoderError(f"{name}: {value!r} is no number", where=where, hint="digits such as 12 or -3.5")
    return value


def case_id(value: str, codebook: Codebook, where: str) -> str:
    """The id of the case meant by an id, a label in any language, or an alias; any value if none are listed."""
    if not codebook.cases:
        return value
    wanted = _plain(value)
    for case in codebook.cases:
        names = (case.id, *case.label.values(), *case.aliases)
        if wanted in map(_plain, names):
            return case.id
    ids = [case.id for case in codebook.cases]
    raise CoderError(f"{value!r} is no known {codebook.case_attribute}", where=where, hint=_near(value, ids))


def _choice(value: str, spec: Attribute, where: str) -> str:
    if value in spec.values:
        return value
    found = [known for known in spec.values if _plain(known) == _plain(value)]
    if len(found) == 1:
        return found[0]
    raise CoderError(f"{value!r} is no allowed {spec.id}", where=where, hint=_near(value, list(spec.values)))


def _date(value: str, spec: Attribute, where: str) -> str:
    """A day, month or year that there is, as ISO; only ways of writing that leave no doubt which is the day."""
    parts: tuple[str | None, ...] | None = None
    if found := _ISO.fullmatch(value):
        parts = found.groups()
    else:
        for form in _OTHER_DATES:
            if found := form.fullmatch(value):
                parts = found["y"], found["m"], found["d"]
    if parts is not None:
        written = "-".join([part.zfill(2) for part in parts if part])
        try:
            date.fromisoformat((written + "-01-01")[:10])
        except ValueError:
            pass
        else:
            return written
    raise CoderError(
        f"{spec.id}: {value!r} is no date", where=where, hint="a day such as 2026-11-22, or 2026-11, or 2026"
    )


def _near(value: str, known: list[str]) -> str:
    match = process.extractOne(value.casefold(), known, score_cutoff=60)
    near = f"did you mean {match[0]}? " if match else ""
    return f"{near}known: {', '.join(known)}"


def _plain(name: str) -> str:
    """For comparison: no case, one blank for blanks, ``_`` and ``-``, letters composed."""
    return _APART.sub(" ", unicodedata.normalize("NFC", name).casefold()).strip()
