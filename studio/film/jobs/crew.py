"""Crews: those who colour scenes, side by side."""

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack, suppress
from itertools import chain
from queue import Empty, SimpleQueue
from typing import Any, Protocol

import cv2

from studio.errors import StudioError
from studio.film.colorists import make_colorist
from studio.film.jobs.order import Order, color
from studio.film.jobs.pieces import Pieces
from studio.film.process import CrashError, Process
from studio.models.registry import Registry

COLORING = "studio.film.jobs.crew:serve"
TRIES = 3  # of a scene whose process died


class Crew(Protocol):
    """Those who colour scenes."""

    slots: int  # scenes worth giving at once

    def color(self, order: Order, pieces: Pieces) -> Generator[int, None, None]:
        """Colour what is left of a scene; yield how many frames more are done, now and then 0.

        One who asks for no more stops it there, and may ask from any thread.
        """


class Here:
    """A crew of this process alone, by its own models."""

    slots = 1

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def color(self, order: Order, pieces: Pieces) -> Generator[int, None, None]:
        """Colour what is left of a scene."""
        return color(order, pieces, make_colorist(order.board, 0, order.index, self._registry))


class Pool:
    """Processes of this computer, one for each of so many scenes; a dead one is replaced."""

    def __init__(self, size: int) -> None:
        self.slots = size
        self._cores = max(1, (os.cpu_count() or 1) // size)
        self._idle: SimpleQueue[Process] = SimpleQueue()
        self._idle.put(self._start())  # it loads the model while scenes are found

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        while not self._idle.empty():
            self._idle.get().close()

    def color(self, order: Order, pieces: Pieces) -> Generator[int, None, None]:
        """Colour what is left of a scene; if the process dies, go on in another."""
        for last in [False] * (TRIES - 1) + [True]:
            finished = pieces.finished
            try:
                for count in self._color(order, pieces):
                    finished += count
                    yield count
            except CrashError:
                if last:
                    raise
            pieces.look()
            if pieces.finished == order.frames:
                return
            yield pieces.finished - finished

    def _color(self, order: Order, pieces: Pieces) -> Generator[int, None, None]:
        with ExitStack() as ending:
            process = ending.enter_context(self._find_idle())
            yield 0
            process.send((order, pieces))
            while (count := process.receive()) is not None:
                yield count
                process.send(None)  # and so it goes on
            ending.pop_all()  # it lives on
        self._idle.put(process)

    def _find_idle(self) -> Process:
        with suppress(Empty):
            return self._idle.get_nowait()
        return self._start()

    def _start(self) -> Process:
        process = Process(COLORING)
        process.send(self._cores)
        return process


def serve(orders: Iterator[Any]) -> Iterator[int | None]:
    """Colour scenes as `color` does, each frame when the last was taken; yield None after each."""
    cv2.setNumThreads(next(orders))
    registry = Registry()
    with suppress(StudioError):  # said when it is asked for
        registry.comparer()
    for order, pieces in orders:
        colorist = make_colorist(order.board, 0, order.index, registry)
        for count in chain([0], color(order, pieces, colorist)):
            yield count
            if next(orders, order) is order:  # nobody waits any more
                return
        yield None
