"""A batch on several machines: a Dask cluster as the crew.

This process reads the photos and writes the results; bytes go to the workers and come back, so
that no disk need be shared. Each worker process needs this package and its weights, and loads a
model once. Where one dies, the scheduler gives its photos to another; each result comes back
once.
"""

from concurrent.futures import Future

from studio.batch.workers import Order, Outcome, color
from studio.cluster import connect, lost


class Cluster:
    """The workers of a Dask scheduler at an address, such as "tcp://192.168.1.7:8786".

    Raises
    ------
    StudioError
        If Dask is not installed, the scheduler does not answer, or it has no workers.
    """

    def __init__(self, address: str) -> None:
        self._client = connect(address)
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
            raise lost()
        return self._executor.submit(color, order)
