"""A cluster: the workers of a Dask scheduler, on several machines.

Each worker process needs this package and its weights.
"""

import logging
import socket
from typing import Any, Self
from urllib.parse import urlsplit

from studio.errors import StudioError

PATIENCE_S = 10  # for the scheduler, and for its first worker
PARTING_S = 0.2  # for which what is still at work is waited for
LARGEST_ORDER = "450MB"  # a photo of 400 MB is no reason to warn


class Cluster:
    """The workers of a Dask scheduler at an address, such as "tcp://192.168.1.7:8786".

    Raises
    ------
    StudioError
        If Dask is not installed, the scheduler does not answer, or it has no workers.
    """

    def __init__(self, address: str) -> None:
        self.client = _connect(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close(timeout=PARTING_S)

    def count_threads(self) -> int:
        """Return how many orders the workers do at a time."""
        return sum(self.client.nthreads().values())


def _connect(address: str) -> Any:
    try:
        import dask
        import distributed
    except ModuleNotFoundError as error:
        remedy = "run `pip install -e '.[dask]'` where you installed the studio"
        raise StudioError("no Dask here", "the package distributed", remedy) from error
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # one sentence is enough
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
        raise idle() from error
    return client


def idle() -> StudioError:
    """Return what is to be raised when nobody works for the scheduler."""
    remedy = "start `dask worker` on the machines that shall work"
    return StudioError("a scheduler without workers", "at least one", remedy)


def lost() -> StudioError:
    """Return what is to be raised when the scheduler is gone for good."""
    remedy = "start it, and give the same command again"
    return StudioError("no cluster any more", "the Dask scheduler", remedy)


def _knock(address: str) -> None:
    """Fail at once where nobody listens; a Dask client would leave threads that go on trying."""
    parts = urlsplit(address)
    if not parts.hostname or not parts.port:
        raise ValueError(address)
    socket.create_connection((parts.hostname, parts.port), PATIENCE_S).close()
