"""What the session knows of the process that learns: which codes are likely on some words, as far as it has said.

Nobody waits for it. It begins when the session has stood for a while, is asked about the document on the screen, and
learns anew after ``ANEW`` judgements. What it has not said yet is not known, and the palette is as without it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App

from coder.model.coding import Suggestion
from coder.model.document import Document
from coder.model.span import Span
from coder.study import Study

if TYPE_CHECKING:
    from coder.tui.session import Session

AFTER = 3.0  # seconds after the first screen stands
LOOK_EVERY = 0.5  # seconds between looks at which document is on the screen
ANEW = 20  # judgements after which all is learned again
WEIGHED = 200  # suggestions that are weighed again after a decision, the first of the queue
_LONGEST = 1 << 26  # bytes of an answer
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # one core is enough, the other is for keys

Segments = list[tuple[int, int, Mapping[str, float]]]


def begin(app: App[Any], session: Session) -> None:
    """Learn beside the screens, from now on; blind anew from one's own codings alone."""

    def start() -> None:
        learner = session.learner = Learner(session.study, session.showing.blind)
        session.prior = learner.prior
        app.run_worker(learner.run(), group="learning", exclusive=True, exit_on_error=False)

    def look() -> None:
        learner = session.learner
        if learner is None or learner.blind != session.showing.blind:
            start()
        elif session.learns and isinstance(document := getattr(app.screen, "document_id", None), str):
            learner.look(document)

    start()
    app.set_interval(LOOK_EVERY, look)


def expected(study: Study) -> Sequence[str]:
    """What to expect of suggestions in this study, as it was measured last."""
    from coder.suggest.telling import expectation

    kept = study.last_evaluation()
    if kept is None:
        return expectation(None, numbers=any(one.calibrated for one in study.suggestions()))
    return expectation(kept.evaluation, current=study.evaluation_is_current(kept))


class Learner:
    """Asks the process and keeps its answers. ``weighed`` is told of new likelihoods of suggestions."""

    def __init__(self, study: Study, blind: bool) -> None:
        self._study = study
        self.blind = blind
        self._process: asyncio.subprocess.Process | None = None
        self._said: dict[str, Segments] = {}
        self._asked: set[str] = set()
        self._judged = 0
        self._weighing = False  # whether an answer is awaited
        self._to_weigh: list[list[object]] = []  # what is to be weighed after it
        self.interviews: int | None = None  # that it has learned from; None until it has learned
        self.weighed: Callable[[Mapping[str, float]], None] | None = None

    async def run(self) -> None:
        """Begin, and take answers until the session ends. Where no process can be started there is no prior."""
        await asyncio.sleep(AFTER)
        try:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "coder.tui.codes.picker"),
                *(str(self._study.path), self._study.coder, "1" if self.blind else "0"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={**os.environ, **dict.fromkeys(_THREADS, "1")},
                limit=_LONGEST,
            )
        except OSError:
            return
        self._ask("learn")
        try:
            while self._process.stdout is not None and (line := await self._process.stdout.readline()):
                self.take(json.loads(line))
        finally:
            self.end()

    def end(self) -> None:
        """The session ends, or codes are to be learned otherwise."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()

    def _ask(self, *question: object) -> None:
        if self._process is not None and self._process.stdin is not None and not self._process.stdin.is_closing():
            self._process.stdin.write(json.dumps(question).encode() + b"\n")

    def take(self, answer: Sequence[Any]) -> None:
        """What the process said."""
        match answer:
            case ["learned", int(interviews)]:
                self.interviews = interviews
                self._asked.clear()  # what it said before stands until it says something newer
            case ["likely", str(document), list(segments)]:
                self._said[document] = [(start, end, likely) for start, end, likely in segments]
            case ["judged", str()]:
                self._asked.clear()
            case ["weigh", dict(weighed)]:
                self._weighing = False
                if self.weighed is not None and weighed:
                    self.weighed(weighed)
                if self._to_weigh:
                    self._weigh(self._to_weigh)

    def look(self, document: str) -> None:
        """This document is on the screen: have it said what is likely in it, once for what was learned."""
        if self.interviews is not None and document not in self._asked:
            self._asked.add(document)
            self._ask("likely", document)

    def prior(self, document: Document, span: Span) -> Mapping[str, float]:
        """The likely codes of some words, each with the most that a segment gives it of which they hold half or which
        holds half of them."""
        found: dict[str, float] = {}
        for start, end, likely in self._said.get(document.id, ()):
            shared = min(span.end, end) - max(span.start, start)
            if shared > 0 and 2 * shared >= min(span.end - span.start, end - start):
                for code, number in likely.items():
                    found[code] = max(number, found.get(code, 0.0))
        return found

    def judged(self, document: str, span: Span, code: str, *, yes: bool) -> None:
        """One more judgement; after some of them all is learned anew."""
        self._judged += 1
        if self._judged >= ANEW:
            self._judged = 0
            self._ask("learn")
        else:
            self._ask("judged", document, span.start, span.end, code, yes)

    def weigh(self, queue: Sequence[Suggestion]) -> None:
        """Have the first of the queue weighed anew."""
        first: list[list[object]] = [
            [one.id, one.document, one.span.start, one.span.end, one.code] for one in queue[:WEIGHED]
        ]
        if self.interviews is None or not first:
            return
        if self._weighing:
            self._to_weigh = first
        else:
            self._weigh(first)

    def _weigh(self, first: list[list[object]]) -> None:
        self._weighing, self._to_weigh = True, []
        self._ask("weigh", first)
