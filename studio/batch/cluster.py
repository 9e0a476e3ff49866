"""A batch on several machines: a Dask cluster as the crew.

This process reads the photos and writes the results; bytes go to the workers and come back, so
that no disk need be shared. Each worker process needs this package and its weights, and loads a
model once. Where one dies, the scheduler gives its photos to another; each result comes back
once.
"""

from concurrent.futures import Future

from studio import cluster
from studio.batch.workers import Order, Outcome, color
from studio.cluster import lost


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
            If the scheduler is gone for good.
        """
        if self.client.status == "closed":
            raise lost()
        return self._executor.submit(color, order)
