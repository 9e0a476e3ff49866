"""Crews for batches, as tests need them."""

from concurrent.futures import Future

from studio.batch.workers import Order, Outcome, color


class Here:
    """A crew of this process alone, which remembers what it was asked to do."""

    slots = 1

    def __init__(self):
        self.names = []

    def submit(self, order: Order) -> Future[Outcome]:
        self.names.append(order.name)
        future: Future[Outcome] = Future()
        future.set_result(color(order))
        return future

    def check(self) -> None:
        """Never lost."""
