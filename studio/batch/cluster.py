"""A batch on several machines: a Dask cluster as the crew.

This process reads the photos and writes the results; bytes go to the workers and come back, so
that no disk need be shared. Each worker process needs this package and its weights, and loads a
model once. Where one dies, the scheduler gives its photos to another; each result comes back
once.
"""

import socket
from concurrent.futures import Future
from typing import Any
from urllib.parse import urlsplit

from studio.batch.workers import Order, Outcome, color
from studio.errors import StudioError

PATIENCE_S = 10  # for the scheduler, and for its first worker
LARGEST_ORDER = "450MB"  # a photo of 400 MB is no reason to warn


class Cluster:
    """The workers of a Dask scheduler at an address, such as "tcp://192.168.1.7:8786".

    Raises
    ------
    StudioError
        If Dask is not installed, the scheduler does not answer, or it has no workers.
    """

    def __init__(self, address: str) -> None:
        self._client = _connect(address)
        self._executor = self._client.get_executor(pure=False)
        self.slots = 2 * sum(self._client.nthreads().values())  # one at work and one on its way

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def submit(self, order: Order) -> Future[Outcome]:
        """Have an order done by one of the workers.

        Raises
        ------
        StudioError
            If the scheduler is gone for good.
        """
        if self._client.status == "closed":
            remedy = "start it, and give the same command again"
            raise StudioError("no cluster any more", "the Dask scheduler", remedy)
        return self._executor.submit(color, order)


def _connect(address: str) -> Any:
    try:
        import dask
        import distributed
    except ModuleNotFoundError as error:
        remedy = "run `pip install -e '.[dask]'` where you installed the studio"
        raise StudioError("no Dask here", "the package distributed", remedy) from error
    dask.config.set({"distributed.admin.large-graph-warning-threshold": LARGEST_ORDER})
    try:
        _knock(address)
        client = distributed.Client(address, timeout=PATIENCE_S)
    except (OSError, ValueError) as error:
        found, remedy = f"no scheduler at {address!r:.80}", "check the address, tcp://HOST:PORT"
        raise StudioError(found, "a Dask scheduler that answers", remedy) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE_S)
    except distributed.TimeoutError as error:
        client.close()
        remedy = "start `dask worker` on the machines that shall work"
        raise StudioError("a scheduler without workers", "at least one", remedy) from error
    return client


def _knock(address: str) -> None:
    """Fail at once where nobody listens; a Dask client would leave threads that go on trying."""
    parts = urlsplit(address)
    if not parts.hostname or not parts.port:
        raise ValueError(address)
    socket.create_connection((parts.hostname, parts.port), PATIENCE_S).close()
