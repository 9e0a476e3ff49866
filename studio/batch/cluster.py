"""A batch on several machines: a Dask cluster as the crew.

This process reads the photos and writes the results; bytes go to the workers and come back, so
that no disk need be shared. Each worker process needs this package and its weights, and loads a
model once. Where one dies, the scheduler gives its photos to another; each result comes back
once.
"""

import atexit
import os
from concurrent.futures import Future
from functools import cache, partial

from studio import cluster
from studio.batch import workers
from studio.batch.workers import Order, Outcome, do_within_limits
from studio.photo.quarantine import LIMITS
from studio.process import Reserve


class Cluster(cluster.Cluster):
    """Workers who colour photos."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._executor = self.client.get_executor(pure=False)
        self.slots = 2 * self.count_threads()  # one at work and one on its way

    def submit(self, order: Order) -> Future[Outcome]:
        """Have an order done by one of the workers.

        Raises
        ------
        StudioError
            As of `check`.
        """
        self.check()
        return self._executor.submit(color, order)


def color(order: Order) -> Outcome:
    """Colour a photo on a worker: in a process beside it, which can be ended."""
    return do_within_limits(partial(workers.color, order), _reserve())


@cache
def _reserve() -> Reserve:
    """Return the processes of this worker: one for each of its threads."""
    reserve = Reserve(LIMITS, os.cpu_count() or 1)
    atexit.register(reserve.close)
    return reserve
