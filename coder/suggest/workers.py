"""Documents asked for suggestions in processes of this machine, where there is enough to do.

Whole documents go out by value and suggestions come back, in the order of the documents; what was read in between stays
where it was read. The answers are those of one process.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext
from itertools import islice

from coder.model.coding import Suggestion
from coder.processes import cores, deaf_children, pool
from coder.suggest.batch import Asked, Stage

AT_ONCE = 50_000  # characters of documents that are sent together
AHEAD = 2  # such parcels for each process, beside the one it reads
WORTH = {True: 60_000, False: 5_000_000}  # words, by whether a model reads them, that are worth another process

Answer = list[Suggestion]
_lock = threading.Lock()


def processes(words: int, learned: bool) -> int:
    """How many processes pay for so many words."""
    return max(1, min(cores(), words // WORTH[learned]))


def answers(
    stage: Stage, documents: Iterable[Asked], number: int, least: Callable[[], float] = lambda: 0.0
) -> Generator[Answer, None, None]:
    """The answer for each document, in their order, from so many processes; 1: from this one.

    ``least`` is asked before documents are read: what is less likely may be left out. A process that ends before its
    time takes nothing with it: this one reads the rest.
    """
    if number <= 1:
        for one in documents:
            yield answered(stage, [one], least())[0]
        return
    with pool(number, _begin, stage) as crew:
        waiting: deque[tuple[Future[list[Answer]] | None, list[Asked], float]] = deque()
        cut = parcels(documents)
        while True:
            for parcel in islice(cut, max(0, number * (1 + AHEAD) - len(waiting))):
                waiting.append((_submit(crew, parcel, floor := least()), parcel, floor))
            if not waiting:
                return
            coming, parcel, floor = waiting.popleft()
            yield from _taken(coming, stage, parcel, floor)


def parcels(documents: Iterable[Asked]) -> Iterator[list[Asked]]:
    """Documents in lists of about ``AT_ONCE`` characters."""
    parcel: list[Asked] = []
    size = 0
    for one in documents:
        parcel.append(one)
        size += len(one.document.text)
        if size >= AT_ONCE:
            yield parcel
            parcel, size = [], 0
    if parcel:
        yield parcel


def answered(stage: Stage, parcel: Sequence[Asked], least: float = 0.0) -> list[Answer]:
    """The answers for a parcel, here: one at a time and in one thread, as sums depend on how they are divided."""
    with _lock, _alone(stage):
        return [stage.answer(one, least) for one in parcel]


def _alone(stage: Stage) -> AbstractContextManager[object]:
    if stage.suggester is None:
        return nullcontext()
    from coder.suggest.trained import one_thread  # brings scipy, which is there if something was learned

    return one_thread()


_stage: Stage | None = None  # of a process that works for another


def _begin(stage: Stage) -> None:
    global _stage
    _stage = stage


def _answer(parcel: list[Asked], least: float) -> list[Answer]:
    assert _stage is not None  # noqa: S101 - _begin was here
    return answered(_stage, parcel, least)


def _submit(crew: ProcessPoolExecutor, parcel: list[Asked], least: float) -> Future[list[Answer]] | None:
    try:
        with deaf_children():
            return crew.submit(_answer, parcel, least)
    except BrokenProcessPool:
        return None


def _taken(coming: Future[list[Answer]] | None, stage: Stage, parcel: list[Asked], least: float) -> list[Answer]:
    try:
        if coming is not None:
            return coming.result()
    except BrokenProcessPool:
        pass
    return answered(stage, parcel, least)
