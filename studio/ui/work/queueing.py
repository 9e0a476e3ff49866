"""Turns: a few pictures are made at once, the others wait, and not too many do."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from studio.errors import StudioError
from studio.language import _

MOST_WAITING = 32
AT_ONCE = os.cpu_count() or 1  # more would each be slower, and hold memory meanwhile

_places = threading.BoundedSemaphore(AT_ONCE + MOST_WAITING)
_free = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def wait_turn() -> Iterator[None]:
    """Wait for a turn, and have it for the block; a block in it would wait for ever.

    Raises
    ------
    StudioError
        If too many wait already.
    """
    if not _places.acquire(blocking=False):
        found = _("{n} pictures to be made before yours", n=MOST_WAITING)
        raise StudioError(found, _("a studio less busy"), _("try again in a minute"))
    try:
        with _free:
            yield
    finally:
        _places.release()
