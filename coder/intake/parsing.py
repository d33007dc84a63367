"""Files parsed ahead in other processes, where there are enough of them to pay for starting these.

Results are taken in the order of the files and are those of parsing here. A file whose reading ends a process is
refused and stops no other one.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType

import msgspec

from coder.errors import UnreadableError
from coder.files import sha256
from coder.formats.readers import parse_transcripts
from coder.intake.documents import Measured, measure
from coder.model.document import TimeMark, Transcript, Turn
from coder.model.reading import AS_IT_IS, Reading
from coder.processes import deaf_children, settle

WORTH = 150  # files, from which on starting processes takes less than it saves
AT_HAND = (".txt", ".md")  # read within milliseconds: another process takes longer to send what it found
MOST_PROCESSES = 4  # each may hold a large file


@dataclass(frozen=True, slots=True)
class Parsed:
    """One document of a file, with what is counted in its text."""

    transcript: Transcript
    measured: Measured


def parse(data: bytes, name: str, how: Reading = AS_IT_IS) -> tuple[Parsed, ...]:
    """The documents in a file. Raises UnreadableError."""
    return tuple(Parsed(one, measure(one.text)) for one in parse_transcripts(data, name, how))


class Parsing:
    """Parses files, those that were announced with ``ahead`` in other processes. A context manager."""

    def __init__(self, how: Reading = AS_IT_IS, processes: int = 0) -> None:
        self.how = how
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._coming: dict[Path, Future[_Answer | None]] = {}

    def ahead(self, files: Iterable[Path]) -> None:
        """Begin to parse files that ``take`` will ask for."""
        if self._processes:
            self._pool = self._pool or _pool(self._processes)
            with deaf_children():
                for path in files:
                    self._submit(self._pool, path)

    def take(self, path: Path, data: bytes) -> tuple[Parsed, ...]:
        """The documents in a file with these bytes. Raises UnreadableError."""
        coming = self._coming.pop(path, None)
        if coming is None:
            return parse(data, path.name, self.how)
        try:
            answer = coming.result()
        except BrokenProcessPool:
            answer = self._alone(path)
        if answer is None or answer[0] != sha256(data):  # it says here what is wrong with it, or it was changed since
            return parse(data, path.name, self.how)
        return _unpacked(answer[1])

    def _submit(self, pool: ProcessPoolExecutor, path: Path) -> None:
        try:
            self._coming[path] = pool.submit(_answer, path, self.how)
        except BrokenProcessPool:  # take will ask for it alone
            broken: Future[_Answer | None] = Future()
            broken.set_exception(BrokenProcessPool())
            self._coming[path] = broken

    def _alone(self, path: Path) -> _Answer | None:
        """A file in a process of its own, after some file has ended those that read many."""
        with _pool(1) as pool:
            try:
                with deaf_children():
                    coming = pool.submit(_answer, path, self.how)
                return coming.result()
            except BrokenProcessPool:
                raise UnreadableError(
                    "the program that reads it broke down on it", hint="save it anew, or as .txt"
                ) from None

    def __enter__(self) -> Parsing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trail: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def worth_sending(path: Path) -> bool:
    """Whether a file takes longer to parse than to send to another process and back."""
    return path.suffix.lower() not in AT_HAND


def processes(files: int) -> int:
    """How many processes to parse so many files with; 0: none but this one."""
    return min(os.cpu_count() or 1, MOST_PROCESSES) if files >= WORTH else 0


class _Positions(msgspec.Struct):
    """Turns and times of a document: many small values, which travel fast as JSON and slowly as objects."""

    turns: tuple[Turn, ...]
    times: tuple[TimeMark, ...]


_Packed = Sequence[tuple[bytes, bytes]]
_Answer = tuple[str, _Packed]  # the hash of the bytes read, and the documents


def _answer(path: Path, how: Reading) -> _Answer | None:
    """In the other process; None where the file cannot be read, which is said by the process that asked."""
    try:
        data = path.read_bytes()
        return sha256(data), [
            (
                pickle.dumps(replace(one, transcript=replace(one.transcript, turns=(), times=()))),
                msgspec.json.encode(_Positions(one.transcript.turns, one.transcript.times)),
            )
            for one in parse(data, path.name, how)
        ]
    except Exception:  # noqa: BLE001 - whatever it is, it happens again where it can be told
        return None


def _unpacked(packed: _Packed) -> tuple[Parsed, ...]:
    found = []
    for document, positions in packed:
        parsed: Parsed = pickle.loads(document)  # noqa: S301 - our own process made it
        where = msgspec.json.decode(positions, type=_Positions)
        found.append(replace(parsed, transcript=replace(parsed.transcript, turns=where.turns, times=where.times)))
    return tuple(found)


def _pool(processes: int) -> ProcessPoolExecutor:
    # Not forked: a session has threads, and libraries that a fork would break.
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=settle)
