"""A film on several machines: the workers of a Dask cluster as the crew.

Each worker reads the film where it lies, so its path must lead to it on every machine; pieces come
back as bytes, and this process alone writes. Where a worker dies, the scheduler gives what it was
at to another.
"""

import functools
import socket
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from studio import cluster
from studio.cluster import lost
from studio.errors import FilmError
from studio.film.coloring import State
from studio.film.colorists import make_colorist
from studio.film.jobs.order import Order, color
from studio.film.jobs.pieces import Done, Pieces
from studio.language import _
from studio.models.registry import Registry

MOST = 2  # pieces that a worker makes before it hands them over
TICK_S = 0.2  # between looks whether they are there

_registry = functools.cache(Registry)  # the one of this process


@dataclass(frozen=True)
class Made:
    """Pieces that follow one another, and how to go on after them."""

    files: tuple[bytes, ...] = field(repr=False)
    state: State


class Cluster(cluster.Cluster):
    """Workers who colour scenes."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.slots = 1 + self.count_threads()  # one is on its way

    def color(self, order: Order, pieces: Pieces) -> Generator[int, None, None]:
        """Colour what is left of a scene.

        Raises
        ------
        FilmError
            If a worker cannot read the film, or several died over it.
        StudioError
            If the scheduler is gone for good, or all its workers are.
        """
        while pieces.finished < order.frames:
            before = pieces.finished
            future = self.client.submit(make, order, pieces.ending, pieces.done, pure=False)
            try:
                yield from self._wait(future)
                made = self._take(future)
            finally:
                future.cancel()
            pieces.take(made.files, made.state)
            yield pieces.finished - before

    def _wait(self, future: Any) -> Generator[int, None, None]:
        """Yield 0 now and then until something came of it; raises as `check` does."""
        while not future.done():
            yield 0
            time.sleep(TICK_S)
            self.check()

    def _take(self, future: Any) -> Made:
        from distributed import KilledWorker

        if future.cancelled():
            raise lost()
        try:
            made: Made = future.result()
        except KilledWorker as error:
            found = _("a scene over which several workers died")
            raise FilmError(
                found, _("memory enough on each"), _("have fewer on a machine")
            ) from error
        return made


def make(order: Order, ending: str, done: Done) -> Made:
    """Make the next pieces of a scene; what is not this machine's is left as it was."""
    film = order.index.clip.path
    if not film.exists():
        found = _("no {film} on {name}", film=film, name=socket.gethostname())
        raise FilmError(found, _("the film at that path on every machine"), _("share its folder"))
    with TemporaryDirectory() as folder:
        pieces = Pieces(Path(folder), ending, order.frames, done)
        colorist = make_colorist(order.board, 0, order.index, _registry())
        for _frame in color(order, pieces, colorist, MOST):
            pass
        return Made(tuple(path.read_bytes() for path in pieces.paths), pieces.done.state)
