"""Ctrl+C: the first stops a long work where it may go on later, the second ends it at once."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Stoppable(Protocol):
    """What looks now and then whether it is to stop."""

    stopped: bool


@contextmanager
def stop_by_hand(controls: Stoppable) -> Iterator[None]:
    """Let Ctrl+C stop a work where it may go on later, and a second one end it at once."""

    def stop(*_: object) -> None:
        controls.stopped = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
