"""A small codebook with cues and documents to find them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coder.model.codebook import Code, Codebook, CodeKind
from coder.model.coding import BY_HAND, Coding, Tense
from coder.model.document import Document, Role, Turn
from coder.model.span import Span


def code(
    code_id: str,
    cues: Mapping[str, Sequence[str]],
    kind: CodeKind = CodeKind.VALUE,
    retired: bool = False,
) -> Code:
    return Code(
        code_id,
        kind,
        code_id.rpartition(".")[0] or None,
        {"en": code_id},
        cues={language: tuple(phrases) for language, phrases in cues.items()},
        retired=retired,
    )


def codebook(*codes: Code) -> Codebook:
    return Codebook(
        id="towns",
        version="1.0.0",
        languages=("en", "zh", "de"),
        default_language="en",
        title={"en": "Towns"},
        case_attribute="town",
        cases=(),
        attributes=(),
        scales=(),
        codes=codes,
        rows=(),
        tables=(),
    )


TOWNS = codebook(
    code("market", {}, CodeKind.GROUP),
    code("market.users", {"en": ["never to be found: a row"]}, CodeKind.ROW),
    code(
        "market.users.driving",
        {
            "en": ["lead users", "demanding customers", "users push us"],
            "de": ["Leitnutzer", "anspruchsvolle Kunden"],
            "zh": ["领先用户", "用户推动"],
        },
    ),
    code("market.users.passive", {"en": ["nobody asks", "passive"], "de": ["passiv"], "zh": ["没有要求"]}),
    code("market.old", {"en": ["lead users"]}, retired=True),
    code("market.makers", {"en": ["lead users", "makerspace", "ICT"], "zh": ["创客"]}),
    code("trade", {"en": ["export", "joint venture"], "de": ["Export"], "zh": ["出口"]}, CodeKind.LEVEL),
    code("phrase.own", {"en": ["price war"]}, CodeKind.FREE),
)


def document(*turns: tuple[Role, str] | str, language: str = "en", document_id: str = "d1") -> Document:
    """Turns on lines of their own; a plain string is a respondent's."""
    text = ""
    made: list[Turn] = []
    for turn in turns:
        role, words = (Role.RESPONDENT, turn) if isinstance(turn, str) else turn
        start = len(text) + len("R: ")
        text += f"R: {words}\n"
        made.append(Turn(Span(start, start + len(words)), role.value, role))
    return Document(document_id, document_id, "txt", language, text, tuple(made), (), "", "", "")


def coding(of: Document, words: str, code_id: str) -> Coding:
    start = of.text.index(words)
    span = Span(start, start + len(words))
    return Coding("c", of.id, span, code_id, 1, "AB", None, Tense.PRESENT, BY_HAND, 1, "2025-01-01T00:00:00Z")
