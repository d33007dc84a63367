"""Documents asked for suggestions in processes of this machine, where there is enough to do.

Whole documents go out by value and suggestions come back, in the order of the documents; what was read in between stays
where it was read. The answers are those of one process.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from functools import cache
from itertools import islice
from typing import Any

from coder.model.coding import Suggestion
from coder.processes import deaf_children, settle
from coder.suggest.batch import Asked, Stage

AT_ONCE = 50_000  # characters of documents that are sent together
AHEAD = 2  # such parcels for each process, beside the one it reads
WORTH = {True: 60_000, False: 5_000_000}  # words, by whether a model reads them, that are worth another process

Answer = list[Suggestion]
_lock = threading.Lock()


def processes(words: int, learned: bool) -> int:
    """How many processes pay for so many words."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, words // WORTH[learned]))


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
    pool = _pool(stage, number)
    try:
        waiting: deque[tuple[Future[list[Answer]] | None, list[Asked], float]] = deque()
        cut = parcels(documents)
        while True:
            for parcel in islice(cut, max(0, number * (1 + AHEAD) - len(waiting))):
                waiting.append((_submit(pool, parcel, floor := least()), parcel, floor))
            if not waiting:
                return
            coming, parcel, floor = waiting.popleft()
            yield from _taken(coming, stage, parcel, floor)
    finally:
        pool.shutdown(cancel_futures=True)


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
    with _lock, _threads().limit(limits=1) if stage.suggester is not None else nullcontext():
        return [stage.answer(one, least) for one in parcel]


@cache
def _threads() -> Any:
    """The threads of the libraries that a suggester calculates with; looked for once, which takes its time."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _pool(stage: Stage, number: int) -> ProcessPoolExecutor:
    """Forked where nothing else runs in this process but what paints a progress bar, so that all is there already; else
    begun anew, as in a session, whose threads a fork would break."""
    others = [one for one in threading.enumerate() if one is not threading.current_thread()]
    alone = threading.current_thread() is threading.main_thread() and all(one.daemon for one in others)
    forked = alone and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forked else "spawn")
    return ProcessPoolExecutor(number, mp_context=context, initializer=_begin, initargs=(stage,))


_stage: Stage | None = None  # of a process that works for another


def _begin(stage: Stage) -> None:
    global _stage
    settle()
    _stage = stage


def _answer(parcel: list[Asked], least: float) -> list[Answer]:
    assert _stage is not None  # noqa: S101 - _begin was here
    return answered(_stage, parcel, least)


def _submit(pool: ProcessPoolExecutor, parcel: list[Asked], least: float) -> Future[list[Answer]] | None:
    try:
        with deaf_children():
            return pool.submit(_answer, parcel, least)
    except BrokenProcessPool:
        return None


def _taken(coming: Future[list[Answer]] | None, stage: Stage, parcel: list[Asked], least: float) -> list[Answer]:
    try:
        if coming is not None:
            return coming.result()
    except BrokenProcessPool:
        pass
    return answered(stage, parcel, least)
