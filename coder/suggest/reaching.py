"""Whether anything answers where a cluster should be, found out before anything is read or learned."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from urllib.parse import urlsplit

from coder.errors import CoderError, UsageError

WAIT = 5.0  # seconds for the other side to take a connection
PORT = 8786  # of a Dask scheduler that was not given another
_BY_TCP = ("tcp", "tls", "ws", "wss")


def refuse_unreachable(address: str, wait: float = WAIT) -> None:
    """Raises UsageError for no address, CoderError without Dask, or when nothing takes a connection there.

    One connection over TCP, without importing Dask; whether it is a scheduler, with workers that have this program,
    shows when documents are sent. What Dask reaches otherwise (``inproc``, ``ucx``) is left to it.
    """
    if find_spec("distributed") is None:
        raise without_dask()
    try:
        found = urlsplit(address if "://" in address else f"tcp://{address}")
        host, port = found.hostname, found.port or PORT
    except ValueError:
        host, port = None, 0
    if not host or not host.strip():
        raise UsageError(f"{address!r} is no address of a scheduler", where="--cluster", hint=f"tcp://HOST:{PORT}")
    if found.scheme not in _BY_TCP:
        return
    try:
        socket.create_connection((host, port), wait).close()
    except (OSError, UnicodeError) as error:
        raise nobody_at(address) from error


def without_dask() -> CoderError:
    """That the extra is not installed."""
    return CoderError("this installation cannot use a cluster", hint="python3 -m pip install 'coder[cluster]'")


def nobody_at(address: str) -> CoderError:
    """That no scheduler is there."""
    return CoderError(f"no Dask scheduler answers at {address}", hint="dask scheduler starts one and says its address")
