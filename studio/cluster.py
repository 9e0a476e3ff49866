"""A cluster: the workers of a Dask scheduler, on several machines.

Each worker process needs this package and its weights.
"""

import logging
import socket
import threading
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Any, Self
from urllib.parse import urlsplit

from studio.errors import StudioError
from studio.language import _

PATIENCE_S = 10  # for the scheduler, and for its first worker
PULSE_S = 1  # between questions to the scheduler
ANSWER_S = 2  # in which it should answer one
MOST_SILENT = 6  # questions one after the other without an answer: the scheduler is lost
MOST_IDLE = 10  # answers one after the other without a worker: one that died may be started anew
PARTING_S = 0.2  # for which what is still at work is waited for
LARGEST_ORDER = "450MB"  # a photo of 400 MB is no reason to warn
# the first stands for all of its own that have no level themselves
SILENT = (
    "distributed",
    "distributed.client",
    "distributed.comm",
    "distributed.core",
    "tornado.application",
)


class Cluster:
    """The workers of a Dask scheduler at an address, such as "tcp://192.168.1.7:8786".

    Raises
    ------
    StudioError
        If Dask is not installed, the scheduler does not answer, or it has no workers.
    """

    def __init__(self, address: str) -> None:
        self.client = _connect(address)
        self._pulse = _Pulse(self.client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pulse.stop()
        with suppress(TimeoutError, OSError, CancelledError):  # nobody may be there to part from
            self.client.close(timeout=PARTING_S)

    def count_threads(self) -> int:
        """Return how many orders the workers do at a time."""
        return sum(self.client.nthreads().values())

    def check(self) -> None:
        """Make sure that somebody is left to do what was ordered.

        Raises
        ------
        StudioError
            If the scheduler is lost, and with it what was ordered, or all workers are.
        """
        if self.client.status != "running" or self._pulse.silent >= MOST_SILENT:
            raise lost()
        if self._pulse.idle >= MOST_IDLE:
            raise idle()


class _Pulse:
    """Asks the scheduler now and then whether it and its workers are there.

    In a thread of its own: a computer that was cut off does not even refuse to answer. Answers are
    counted, and no clock is read: this process may be asleep for a while.
    """

    def __init__(self, client: Any) -> None:
        self.silent = 0  # questions without an answer, since there was one
        self.idle = 0  # answers without a worker, since there was one
        self._client = client
        self._stopped = threading.Event()
        threading.Thread(target=self._beat, daemon=True).start()

    def stop(self) -> None:
        """Ask no more."""
        self._stopped.set()

    def _beat(self) -> None:
        while not self._stopped.wait(PULSE_S):
            try:
                workers = self._client.sync(
                    self._client.scheduler.ncores, callback_timeout=ANSWER_S
                )
            except (OSError, TimeoutError, RuntimeError):  # refused, cut off, closed
                self.silent += 1
            else:
                self.silent, self.idle = 0, 0 if workers else self.idle + 1


def _connect(address: str) -> Any:
    try:
        import dask
        import distributed
    except ModuleNotFoundError as error:
        remedy = _("run `pip install -e '.[dask]'` where you installed the studio")
        raise StudioError(_("no Dask here"), _("the package distributed"), remedy) from error
    for name in SILENT:  # one sentence is enough
        logging.getLogger(name).setLevel(logging.CRITICAL)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": LARGEST_ORDER})
    try:
        _knock(address)
        client = distributed.Client(address, timeout=PATIENCE_S)
    except (OSError, ValueError) as error:
        found, remedy = (
            _("no scheduler at {address!r:.80}", address=address),
            _("check the address, tcp://HOST:PORT"),
        )
        raise StudioError(found, _("a Dask scheduler that answers"), remedy) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE_S)
    except distributed.TimeoutError as error:
        client.close()
        raise idle() from error
    return client


def idle() -> StudioError:
    """Return what is to be raised when nobody works for the scheduler."""
    remedy = _("start `dask worker` on the machines that shall work")
    return StudioError(_("a scheduler without workers"), _("at least one"), remedy)


def lost() -> StudioError:
    """Return what is to be raised when the scheduler is gone for good."""
    remedy = _("start it, and give the same command again")
    return StudioError(_("no cluster any more"), _("the Dask scheduler"), remedy)


def _knock(address: str) -> None:
    """Fail at once where nobody listens; a Dask client would leave threads that go on trying."""
    parts = urlsplit(address)
    if not parts.hostname or not parts.port:
        raise ValueError(address)
    socket.create_connection((parts.hostname, parts.port), PATIENCE_S).close()
