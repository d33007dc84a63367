"""Documents asked for suggestions on a Dask cluster, by the function that processes of this machine run.

What is asked goes to each worker once, documents in parcels that carry all they are about, so the cluster needs nothing
but this program, in the same version. Dask's scheduler sends a parcel again when its worker goes; here they are taken
in the order of the documents, a few ahead, so that neither side holds many.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from platform import python_version
from typing import TYPE_CHECKING, Any

from coder.errors import CoderError
from coder.suggest import encoder
from coder.suggest.batch import Asked, Stage
from coder.suggest.reaching import nobody_at, without_dask
from coder.suggest.workers import AHEAD, Answer, answered, parcels

if TYPE_CHECKING:
    from distributed import Client

WAIT = 10  # seconds for the scheduler to answer, and for a first worker
TRIES = 3  # how often what is asked is sent anew when every worker that had it is gone
SAME = ("coder", "numpy", "scikit-learn")  # packages that have to be the same everywhere for the same answers
_stages: dict[str, Stage] = {}  # of a worker: the one that it was asked last


@contextmanager
def connected(address: str, *, learned: bool) -> Iterator[Client]:
    """The cluster of the scheduler at that address, with workers that would answer as this process does; ``learned``
    suggesters need more there than cues do. To be had before anything is learned: that takes minutes.

    Raises CoderError when there is no such cluster, or its workers lack this program.
    """
    try:
        from distributed import Client
    except ImportError:
        raise without_dask() from None
    try:
        client: Any = Client(address, timeout=WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise nobody_at(address) from error
    with client:
        with_encoder = learned and encoder.available()
        _prepared(client, address, (*SAME, encoder.PACKAGE) if with_encoder else SAME)
        yield client


def answers(
    stage: Stage, documents: Iterable[Asked], client: Client, least: Callable[[], float] = lambda: 0.0
) -> Generator[Answer, None, None]:
    """The answer for each document, in their order, from the workers of a cluster. Raises CoderError when it goes."""
    yield from _Run(client, stage).answers(parcels(documents), least)


def _prepared(client: Any, address: str, packages: Sequence[str]) -> None:
    """Raises CoderError unless there are workers and all of them would answer as this process does."""
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError:
        raise CoderError(f"the cluster at {address} has no workers", hint=f"dask worker {address}") from None
    own = _here(packages)
    for name in packages:
        for worker, found in client.run(version, name, on_error="return").items():
            if isinstance(found, PackageNotFoundError):
                raise CoderError(f"the worker {worker} has no {name}", hint=_install(own))
            if found != own[name]:
                raise CoderError(f"the worker {worker} has {name} {found}, not {own[name]}", hint=_install(own))
    minor = python_version().rpartition(".")[0]
    for worker, found in client.run(python_version).items():
        if found.rpartition(".")[0] != minor:
            raise CoderError(f"the worker {worker} runs Python {found}", hint=f"Python {minor}, as here")


def _here(packages: Sequence[str]) -> dict[str, str]:
    return {name: version(name) for name in packages}


def _install(own: Mapping[str, str]) -> str:
    others = " ".join(f"{name}=={found}" for name, found in own.items() if name != "coder")
    return f"on each worker: coder {own['coder']} from where you have it, and python3 -m pip install {others}"


class _Run:
    """One run over a cluster."""

    def __init__(self, client: Any, stage: Stage) -> None:
        self._client, self._stage = client, stage
        self._data = pickle.dumps(stage)
        self._name = sha256(self._data).hexdigest()
        self._there = self._scattered()

    def answers(self, cut: Iterable[list[Asked]], least: Callable[[], float]) -> Generator[Answer, None, None]:
        """The answers for parcels, in their order."""
        threads = sum(self._client.nthreads().values())
        cut = iter(cut)
        waiting: deque[tuple[Any, list[Asked], float]] = deque()
        while True:
            for parcel in islice(cut, max(0, threads * (1 + AHEAD) - len(waiting))):
                waiting.append((self._submit(parcel, floor := least()), parcel, floor))
            if not waiting:
                return
            yield from self._taken(*waiting.popleft())

    def _scattered(self) -> Any:
        with self._reached():
            return self._client.scatter(self._data, broadcast=True, hash=False)

    def _submit(self, parcel: list[Asked], least: float) -> Any:
        with self._reached():
            return self._client.submit(_answer, self._there, self._name, pickle.dumps(parcel), least, pure=False)

    def _taken(self, coming: Any, parcel: list[Asked], least: float) -> list[Answer]:
        from distributed import CancelledError, KilledWorker

        for _ in range(TRIES):
            try:
                with self._reached():
                    found: list[Answer] = pickle.loads(coming.result())  # noqa: S301 - our own function made it
            except KilledWorker:  # several workers went while they read this parcel: it is read here
                break
            except CancelledError as error:
                if self._client.status != "running":
                    raise self._gone() from error
                self._there = self._scattered()  # the workers that had it are gone
                coming = self._submit(parcel, least)
            else:
                return found
        return answered(self._stage, parcel, least)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Raises CoderError when the scheduler can no longer be reached."""
        from distributed.client import ClosedClientError

        try:
            yield
        except (OSError, ClosedClientError) as error:
            raise self._gone() from error

    def _gone(self) -> CoderError:
        what = f"the cluster at {self._client.scheduler.address} is gone"
        return CoderError(what, hint="what it found is stored; the same again goes on")


def _answer(data: bytes, name: str, parcel: bytes, least: float) -> bytes:
    """On a worker. Both come as bytes: unpacked by Dask, numbers may lie in memory that cannot be written."""
    if name not in _stages:
        stage = pickle.loads(data)  # noqa: S301 - from whoever may run anything here
        _stages.clear()
        _stages[name] = stage
    return pickle.dumps(answered(_stages[name], pickle.loads(parcel), least))  # noqa: S301
