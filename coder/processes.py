"""Processes that work for this one: Ctrl+C reaches only the one that asked, and none outlives it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import parent_process, resource_tracker
from multiprocessing.process import BaseProcess
from typing import TypeVar

Given = TypeVar("Given")


@contextmanager
def deaf_children() -> Iterator[None]:
    """Start processes that Ctrl+C does not reach, from their first moment on; here it waits for the end of this."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def pool(number: int, begin: Callable[[Given], None], given: Given) -> Iterator[ProcessPoolExecutor]:
    """So many processes that work for this one; ``begin`` hands each what all of them need. Submit work among
    ``deaf_children``. When the block is left by an exception, nobody waits for what they are at.

    Forked where nothing else runs in this process but what paints a progress bar, so that all is there already; else
    begun anew, as in a session, whose threads a fork would break.
    """
    others = [one for one in threading.enumerate() if one is not threading.current_thread()]
    alone = threading.current_thread() is threading.main_thread() and all(one.daemon for one in others)
    forked = alone and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forked else "spawn")
    crew = ProcessPoolExecutor(number, mp_context=context, initializer=_settled, initargs=(begin, given))
    try:
        yield crew
    except BaseException:
        for process in list((crew._processes or {}).values()):
            process.terminate()
        raise
    finally:
        crew.shutdown(cancel_futures=True)


def _settled(begin: Callable[[Given], None], given: Given) -> None:
    settle()
    begin(given)


def settle() -> None:
    """In a new process: leave Ctrl+C to the one that asked, and end with it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
