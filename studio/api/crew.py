"""Crew: the workers of all requests and jobs, and how much may wait for them.

They are started when the first request comes, and end when none has come for a while.
"""

import asyncio
import threading
import time
from asyncio import FIRST_COMPLETED
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from starlette.requests import ClientDisconnect, Request

from studio.api.answers import BROKEN, RefusedError
from studio.api.work import Work
from studio.batch.workers import Order, Outcome, Pool, count_affordable, outcome_of
from studio.errors import RequestError

MOST_WAITING = 32  # requests that wait for a worker, or whose bodies still come
IDLE_S = 600.0  # after which workers end: each holds the models it used
BUSY = RequestError(
    f"{MOST_WAITING} requests before this one", "a studio less busy", "try again in a few seconds"
)
WAIT = {"Retry-After": "5"}


class Crew:
    """Workers, each a process, who do one thing at a time."""

    def __init__(self, size: int | None = None) -> None:
        self.slots = (size or count_affordable()) + 1  # photos of jobs; requests come in between
        self._pool: Pool | None = None
        self._opening = threading.Lock()
        self._under_way = 0  # requests
        self._last = 0.0  # when the last work was given

    def submit(self, order: Order) -> Future[Outcome]:
        """Have a photo of a job done."""
        return self._open().submit(order)

    def check(self) -> None:
        """Workers of this machine are never lost for good."""

    @contextmanager
    def queue(self) -> Iterator[None]:
        """Stand in the queue for the time of a block; a `RefusedError` if it is full."""
        if self._under_way >= MOST_WAITING:
            raise RefusedError(503, BUSY, WAIT)
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    async def do(self, work: Work, request: Request) -> Outcome:
        """Have work done for a request; without the one who asked it is dropped.

        Raises
        ------
        RefusedError, StudioError
            If it cannot be done.
        ClientDisconnect
            If nobody waits for it any more.
        """
        future = self._open().do(work)
        gone = asyncio.create_task(_wait_until_gone(request))
        done = asyncio.create_task(_wait_until_done(future))
        try:
            await asyncio.wait((gone, done), return_when=FIRST_COMPLETED)
        finally:
            gone.cancel()
            done.cancel()
        if not future.done():
            future.cancel()
            raise ClientDisconnect
        return _check(outcome_of(future))

    def rest(self) -> None:
        """End the workers, if there was nothing to do for a while."""
        if not self._under_way and time.monotonic() - self._last > IDLE_S:
            self.close()

    def close(self) -> None:
        """End the workers, whatever they are at."""
        with self._opening:
            if self._pool:
                self._pool.__exit__()
            self._pool = None

    def _open(self) -> Pool:
        with self._opening:
            self._last = time.monotonic()
            if self._pool is None:
                self._pool = Pool(self.slots - 1)
            return self._pool


async def _wait_until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _wait_until_done(future: Future[Outcome]) -> None:
    await asyncio.wait([asyncio.wrap_future(future)])


def _check(outcome: Outcome) -> Outcome:
    """Return an outcome, unless it is a trouble."""
    if outcome.trouble:
        raise outcome.trouble
    if outcome.reason:
        raise RefusedError(500, BROKEN)
    return outcome
