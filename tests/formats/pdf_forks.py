"""Many PDFs through the reading process, without starting an interpreter for each.

This program imports what the reading process imports and then becomes it by a fork, once a file: the same ``main``
with the same limits, but in milliseconds. A process that breaks is seen as broken, and told from one that ran out of
memory, which both look alike to the reader of the program. Standard input: files, each behind its length; standard
output: for each the exit status, the most memory in kB and the answer behind its length.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import traceback
from types import TracebackType
from typing import BinaryIO

_LENGTH = struct.Struct("<Q")
_OUTCOME = struct.Struct("<iQQ")  # status, kB, length of the answer
FAILED = 3  # the status of an error of ours; the answer is the error


class Forks:
    """In place of the module ``subprocess`` where the reader starts its process."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self) -> None:
        places = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": places},
        )
        self.most_memory = 0  # kB
        self.broken = 0  # how many ended by a signal or without memory

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def run(self, command: list[str], **how: object) -> subprocess.CompletedProcess[bytes]:
        data = how["input"]
        assert isinstance(data, bytes)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(_LENGTH.pack(len(data)) + data)
        self._process.stdin.flush()
        status, memory, length = _OUTCOME.unpack(self._process.stdout.read(_OUTCOME.size))
        answer = self._process.stdout.read(length)
        assert status != FAILED, answer.decode()
        self.most_memory = max(self.most_memory, memory)
        self.broken += status != 0
        return subprocess.CompletedProcess(command, status, answer, b"")


def _serve(files: BinaryIO, answers: BinaryIO) -> None:
    while head := files.read(_LENGTH.size):
        given, said = os.memfd_create("given"), os.memfd_create("said")
        os.write(given, files.read(*_LENGTH.unpack(head)))
        os.lseek(given, 0, os.SEEK_SET)
        child = os.fork()
        if not child:
            _become(given, said)
        _, status, used = os.wait4(child, 0)
        length = os.lseek(said, 0, os.SEEK_END)
        os.lseek(said, 0, os.SEEK_SET)
        answers.write(_OUTCOME.pack(os.waitstatus_to_exitcode(status), used.ru_maxrss, length) + os.read(said, length))
        answers.flush()
        os.close(given)
        os.close(said)


def _become(given: int, said: int) -> None:
    """Be the reading process of this file, and end."""
    from coder.formats.pdf import worker

    status = 0
    os.dup2(given, 0)
    os.dup2(said, 1)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    try:
        worker.main()
    except MemoryError:
        status = 1
    except BaseException as error:  # noqa: BLE001 - all of them are what is looked for
        status = FAILED
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        sys.stdout.write("".join(traceback.format_exception(error)))
    sys.stdout.flush()
    os._exit(status)


if __name__ == "__main__":
    import coder.formats.pdf.furniture
    import coder.formats.pdf.paragraphs
    import coder.formats.pdf.pieces
    import coder.formats.pdf.worker  # noqa: F401

    _serve(sys.stdin.buffer, sys.stdout.buffer)
