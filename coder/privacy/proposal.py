"""What may be replaced, and by what: one line a spelling, for the researcher to judge (pure values)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coder.errors import CoderError
from coder.model.codebook import Codebook
from coder.privacy.forms import Form, Forms


class Kind(StrEnum):
    """What a found spelling names."""

    INTERVIEWEE = "interviewee"
    INTERVIEWER = "interviewer"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    EMAIL = "e-mail"
    PHONE = "phone"
    ID = "id"
    URL = "url"
    HANDLE = "handle"
    BIRTH = "date of birth"


PEOPLE = frozenset({Kind.INTERVIEWEE, Kind.INTERVIEWER, Kind.PERSON})
NAMES = PEOPLE | {Kind.ORGANISATION, Kind.PLACE}  # words, unlike addresses and numbers


@dataclass(frozen=True, slots=True)
class Proposal:
    """A spelling with its pseudonym. ``accepted`` says whether it is to be replaced; spellings of the same thing
    have the same pseudonym. ``count`` places in ``documents`` documents, the first of them in ``context``;
    ``reason`` is the rule that found it.
    """

    words: str
    kind: Kind
    pseudonym: str
    accepted: bool = True
    count: int = 0
    documents: int = 0
    context: str = ""
    reason: str = ""


def forms(proposals: Iterable[Proposal], codebook: Codebook) -> Forms:
    """What is looked for: the accepted spellings, those that are to stay, and the cases of the codebook, which stay.

    Raises CoderError for a pseudonym that is empty or holds a name itself.
    """
    listed = list(proposals)
    found: dict[str, Form] = {}
    for case in codebook.cases:
        for words in (*case.label.values(), *case.aliases):
            found[words] = Form(words, None, genitive=True)
    for one in listed:
        pseudonym = " ".join(one.pseudonym.split())
        if one.accepted and not pseudonym:
            raise CoderError(f"nothing stands for {one.words!r}", hint="give a pseudonym, or skip it")
        found[one.words] = Form(
            one.words, pseudonym if one.accepted else None, genitive=one.kind in NAMES, resident=one.kind is Kind.PLACE
        )
    result = Forms(tuple(found.values()))
    for form in result.forms:
        if form.replacement is not None and result.replaced(form.replacement) != form.replacement:
            raise CoderError(
                f"the pseudonym {form.replacement!r} is or holds a name that is replaced itself", hint="choose another"
            )
    return result
