"""The process beside a session that learns from the study's codings.

``python -m coder.tui.codes.picker STUDY CODER BLIND`` starts it. Learning computes for seconds and brings scikit-learn
with it. In a process of its own, one that gives way to others, no key waits for that, and the session stays as small as
it was. It answers lines of JSON with lines of JSON, one each, and ends when its input does:

- ``["learn"]`` learns (again) from what is coded now: ``["learned", number of interviews]``;
- ``["likely", document]`` says what is likely where: ``["likely", document, [[start, end, {code: number}], ...]]``, the
  ``MOST`` likeliest codes of each segment, nothing for segments that are kept without suggestions;
- ``["judged", document, start, end, code, yes]`` learns one judgement more, if it can: ``["judged", document]``;
- ``["weigh", [[id, document, start, end, code], ...]]`` weighs suggestions as of now: ``["weigh", {id: number}]``.

What it does not know, or cannot read, it answers with ``["nothing"]``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.errors import CoderError
from coder.model.span import Span
from coder.study import Study

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from coder.study.learning import Learned
    from coder.suggest.segments import SegmentedInterview

MOST = 10  # codes of a segment; nobody reads further down without typing
NOTHING = ["nothing"]
_NICE = 19  # it computes when nobody else does


class Picker:
    """What was learned, and what it says of the documents it was asked about."""

    def __init__(self, study: Study, coder: str | None) -> None:
        self._study = study
        self._coder = coder
        self._learned: Learned | None = None
        self._said: dict[str, tuple[SegmentedInterview, NDArray[float32]]] = {}
        self._taught: dict[str, NDArray[float32]] = {}  # likelihoods after what was judged since

    def answer(self, asked: list[Any]) -> list[Any]:
        """The answer to one line."""
        try:
            match asked:
                case ["learn"]:
                    self._said.clear()
                    self._taught = {}
                    self._learned = self._study.learned(self._coder)
                    return ["learned", len(self._learned.interviews)]
                case ["likely", str(document)]:
                    return ["likely", document, self._likely(document)]
                case ["judged", str(document), int(start), int(end), str(code), bool(yes)]:
                    return ["judged", document] if self._judge(document, Span(start, end), code, yes) else NOTHING
                case ["weigh", list(suggestions)]:
                    return ["weigh", self._weigh(suggestions)]
        except CoderError:  # the document is gone, or the study is busy: the next question may have an answer
            pass
        return NOTHING

    def _of(self, document: str) -> tuple[SegmentedInterview, NDArray[float32]] | None:
        from coder.suggest.segments import cut

        learned = self._learned
        if learned is None:
            return None
        if document not in self._said:
            row = next((one for one in self._study.documents() if one.id == document), None)
            interview = cut(self._study.document(document), learned.grain, row.case if row else None)
            taught = self._taught.get(document)
            numbers = learned.suggester.likelihoods(interview) if taught is None else taught.copy()
            for one, apart in zip(learned.interviews, learned.suggester.held_out, strict=True):
                if one.interview.document == document:  # as if nothing of it had been learned
                    numbers[list(one.rows)] = apart
            self._said[document] = interview, numbers
        return self._said[document]

    def _likely(self, document: str) -> list[Any]:
        from coder.suggest.unaided import within

        found = self._of(document)
        if found is None or self._learned is None:
            return []
        interview, numbers = found
        unaided = self._study.unaided(document)
        codes = self._learned.suggester.codes
        said: list[Any] = []
        for segment, row in zip(interview.segments, numbers, strict=True):
            if not within(segment.span, unaided):
                best = row.argsort()[::-1][:MOST]
                likely = {codes[place]: round(float(row[place]), 4) for place in best if row[place] > 0}
                said.append([segment.span.start, segment.span.end, likely])
        return said

    def _judge(self, document: str, span: Span, code: str, yes: bool) -> bool:
        """Whether a judgement was learned."""
        from coder.suggest.segments import places

        found, learned = self._of(document), self._learned
        if found is None or learned is None:
            return False
        for place in places(found[0], span):
            learned.suggester.teach(document, place, code, yes)
        self._said.clear()
        self._taught = learned.suggester.standing()
        return True

    def _weigh(self, suggestions: list[Any]) -> dict[str, float]:
        from coder.suggest.segments import places

        codes = {code: place for place, code in enumerate(self._learned.suggester.codes)} if self._learned else {}
        weighed: dict[str, float] = {}
        for identity, document, start, end, code in suggestions:
            try:
                found = self._of(document)
            except CoderError:  # it is gone
                continue
            if found is not None and code in codes:
                numbers = [float(found[1][place, codes[code]]) for place in places(found[0], Span(start, end))]
                if numbers:
                    weighed[identity] = max(numbers)
        return weighed


def main(path: str, coder: str, blind: str) -> None:
    """Answer until nobody asks any more."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    with Study.open(Path(path), coder) as study:
        picker = Picker(study, coder if blind == "1" else None)
        for line in sys.stdin:
            sys.stdout.write(f"{json.dumps(picker.answer(json.loads(line)))}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
