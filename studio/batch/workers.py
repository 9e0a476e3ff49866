"""Workers: processes that turn the bytes of photos into the bytes of results.

They touch no file. The process that gives the orders reads, writes and keeps the journal, so a
worker may be killed at any moment, and may as well stand on another machine.
"""

import functools
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import IO, cast

import cv2

from studio.batch.journal import Cause
from studio.errors import StudioError
from studio.models.registry import Registry
from studio.photo import photo
from studio.photo.paper import find_frame
from studio.photo.photo import Photo
from studio.photo.scan import find_tone
from studio.recipe.recipe import Recipe
from studio.rendering.fitting import fit
from studio.rendering.memory import Memory
from studio.rendering.render import develop

ROOT = Path(__file__).resolve().parents[2]
MEMORY = 600 * 2**20  # bytes that a worker takes for a photo of 24 megapixels
COLORED = "It is in colour already, so it was left alone."
TRIES = 2  # of a photo whose worker died
# what pipes to a dead process give, the last one if they were closed and no other could be started
GARBLED = (EOFError, OSError, pickle.UnpicklingError, ValueError)

_making = threading.Lock()
_registry = functools.cache(Registry)  # the one of this process


@dataclass(frozen=True, kw_only=True)
class Order:
    """A photo to colour."""

    data: bytes = field(repr=False)  # of its file
    name: str
    recipe: Recipe
    format: str  # of the result: a key of `encoding.FORMATS`
    spares_colored: bool = False  # whether a photo that is in colour already is left alone
    reference: Photo | None = None  # a picture whose colours are taken where it fits
    made_for: str = ""  # SHA-256 of the file that the recipe was made for, or empty
    stamped: bool = False  # whether a corner of the picture says "colorized"


@dataclass(frozen=True)
class Outcome:
    """What became of an order: the bytes of a file, or the reason why there are none."""

    data: bytes = field(default=b"", repr=False)
    reason: str = ""
    cause: Cause = ""  # why it was left alone, on purpose
    notes: tuple[str, ...] = ()  # what was said of the photo when it was opened
    trouble: StudioError | None = None  # the reason, where it is one that a person can mend


Work = Callable[[], Outcome]  # what a worker does; it goes there by `pickle`


def color(order: Order) -> Outcome:
    """Colour a photo with the models of this process."""
    try:
        source = photo.read(order.data, order.name)
        if order.spares_colored and find_tone(source.rgb, find_frame(source.rgb)) == "colour":
            return Outcome(reason=COLORED, cause="colored")
        memory = open_memory()
        recipe = fit(
            order.recipe, source, memory, made_for=order.made_for, reference=order.reference
        )
        data = develop(source, recipe, memory, format=order.format, stamped=order.stamped)
        return Outcome(data, notes=source.notes)
    except StudioError as error:
        return Outcome(reason=str(error), trouble=error)


def open_memory() -> Memory:
    """Return a memory for one photo, of the models of this process."""
    with _making:  # by whichever thread asks first
        return Memory(_registry())


def outcome_of(future: Future[Outcome]) -> Outcome:
    """Wait for an order; what went wrong unforeseen, memory that ran out included, is its reason.

    One photo must not end a batch, whatever it meets.
    """
    wait([future])
    if future.cancelled():
        return Outcome(reason="The workers were lost.")
    error = future.exception()
    return Outcome(reason=f"{type(error).__name__}: {error}") if error else future.result()


def count_affordable() -> int:
    """Return how many workers this machine bears: one a core, in half of its memory."""
    cores = os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return max(1, cores // 2)  # not every system tells
    return max(1, min(cores, memory // 2 // MEMORY))


class Pool:
    """Worker processes that share the cores of this machine; a dead one is replaced.

    Each has models of its own, and holds one photo at a time.
    """

    def __init__(self, size: int) -> None:
        self.slots = size + 1  # orders worth giving at once: one waits, so that no worker does
        self._cores = max(1, (os.cpu_count() or 1) // size)
        self._threads = ThreadPoolExecutor(size)
        self._closing = threading.Lock()
        self._is_closed = False
        self._workers = {_Worker(self._cores) for _ in range(size)}
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        with self._closing:
            self._is_closed = True
        for worker in self._workers:  # those at work, too: nobody waits for what they are at
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def submit(self, order: Order) -> Future[Outcome]:
        """Have an order done by the next worker that is free."""
        return self.do(partial(color, order))

    def do(self, work: Work) -> Future[Outcome]:
        """Have some work done by the next worker that is free."""
        return self._threads.submit(self._do, work)

    def _do(self, work: Work) -> Outcome:
        worker = self._idle.get()
        try:
            for _ in range(TRIES):
                with suppress(*GARBLED):
                    return worker.do(work)
                worker = self._renew(worker)
        finally:
            self._idle.put(worker)
        return Outcome(reason=f"The worker process died {TRIES} times over it.")

    def _renew(self, worker: "_Worker") -> "_Worker":
        """Return another worker in the place of a dead one; the same once the pool is closed."""
        worker.close()
        with self._closing:
            if not self._is_closed:
                self._workers.remove(worker)
                worker = _Worker(self._cores)
                self._workers.add(worker)
        return worker


class _Worker:
    """A process that runs `serve`, and the pipes to it."""

    def __init__(self, cores: int) -> None:
        # Not `multiprocessing`, whose children run the main module anew: under Streamlit, a page.
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from studio.batch.workers import serve; serve({cores})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,  # so that the library is found, and no module in the folder of photos
            start_new_session=True,  # Ctrl+C is for the process that gives the orders
        )
        self._orders = cast(IO[bytes], self._process.stdin)
        self._outcomes = cast(IO[bytes], self._process.stdout)

    def do(self, work: Work) -> Outcome:
        """Have some work done; raises one of GARBLED if the process dies over it."""
        pickle.dump(work, self._orders)
        self._orders.flush()
        return pickle.load(self._outcomes)

    def close(self) -> None:
        """End the process: it has nothing left to do."""
        self._process.kill()
        with suppress(OSError), self._process:
            pass  # closes the pipes


def serve(cores: int) -> None:
    """Do work from standard input until it ends, as it does when the other process dies."""
    cv2.setNumThreads(cores)
    outcomes = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints must not garble outcomes
    with ThreadPoolExecutor(1) as hand, suppress(*GARBLED), outcomes:
        while True:
            work = pickle.load(sys.stdin.buffer)
            pickle.dump(outcome_of(hand.submit(work)), outcomes)
            outcomes.flush()
