"""Workers: processes that turn the bytes of photos into the bytes of results.

They touch no file. The process that gives the orders reads, writes and keeps the journal, so a
worker may be killed at any moment, and may as well stand on another machine.
"""

import functools
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial

from studio.batch.journal import Cause
from studio.errors import StudioError, raise_by_name
from studio.language import _
from studio.models.registry import Registry
from studio.photo import photo, quarantine
from studio.photo.paper import find_frame
from studio.photo.photo import Photo
from studio.photo.quarantine import LIMITS
from studio.photo.scan import find_tone
from studio.process import LostError, Reserve, UnforeseenError
from studio.recipe.recipe import Recipe
from studio.rendering.fitting import fit
from studio.rendering.memory import Memory
from studio.rendering.render import develop

MEMORY = 600 * 2**20  # bytes that a worker takes for a photo of 24 megapixels
CORES = "OPENCV_FOR_THREADS_NUM"  # a variable that OpenCV obeys, and all nets with it
COLORED = _("It is in colour already, so it was left alone.")

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
    every_page: bool = False  # whether all pictures of a file of several are coloured


@dataclass(frozen=True)
class Outcome:
    """What became of an order: the bytes of a file, or the reason why there are none."""

    data: bytes = field(default=b"", repr=False)
    reason: str = ""
    cause: Cause = ""  # why it was left alone, on purpose
    notes: tuple[str, ...] = ()  # what was said of the photo when it was opened
    trouble: StudioError | None = None  # the reason, where it is one that a person can mend
    further: tuple[bytes, ...] = field(default=(), repr=False)  # files of the pictures after it


Work = Callable[[], Outcome]  # what a worker does; it goes there by `pickle`


def color(order: Order) -> Outcome:
    """Colour a photo with the models of this process."""
    try:
        source = photo.read(order.data, order.name, 0 if order.every_page else None)
        if order.spares_colored and find_tone(source.rgb, find_frame(source.rgb)) == "colour":
            return Outcome(reason=COLORED, cause="colored")
        data, notes, further = _develop(order, source), list(source.notes), []
        for page in range(1, source.pages) if order.every_page else ():
            with raise_by_name(_("picture {n} of {total}", n=page + 1, total=source.pages)):
                other = photo.read(order.data, order.name, page)
                further.append(_develop(order, other))
                notes += other.notes
        return Outcome(data, notes=tuple(dict.fromkeys(notes)), further=tuple(further))
    except StudioError as error:
        return Outcome(reason=error.sentence, trouble=error)


def _develop(order: Order, source: Photo) -> bytes:
    """Colour a picture as was ordered, and return its file."""
    memory = open_memory()
    recipe = fit(order.recipe, source, memory, made_for=order.made_for, reference=order.reference)
    return develop(source, recipe, memory, format=order.format, stamped=order.stamped)


def open_memory() -> Memory:
    """Return a memory for one photo, of the models of this process."""
    with _making:  # by whichever thread asks first
        return Memory(_registry())


def outcome_of(future: Future[Outcome]) -> Outcome:
    """Wait for an order; what went wrong unforeseen is its reason.

    One photo must not end a batch, whatever it meets.
    """
    wait([future])
    if future.cancelled():
        return Outcome(reason=_("The workers were lost."))
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
    """Worker processes that share the cores of this machine; a lost one is replaced.

    Each has models of its own, and holds one photo at a time.
    """

    def __init__(self, size: int) -> None:
        self.slots = size + 1  # orders worth giving at once: one waits, so that no worker does
        self._threads = ThreadPoolExecutor(size)
        cores = max(1, (os.cpu_count() or 1) // size)
        self._reserve = Reserve(LIMITS, size, {CORES: str(cores)})

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self._reserve.close()  # those at work, too: nobody waits for what they are at
        self._threads.shutdown(cancel_futures=True)

    def submit(self, order: Order) -> Future[Outcome]:
        """Have an order done by the next worker that is free."""
        return self.do(partial(color, order))

    def do(self, work: Work) -> Future[Outcome]:
        """Have some work done by the next worker that is free."""
        return self._threads.submit(do_within_limits, work, self._reserve)

    def check(self) -> None:
        """Workers of this machine are never lost for good."""


def do_within_limits(work: Work, reserve: Reserve) -> Outcome:
    """Have work on a photo done in a process that is ended where it takes too much."""
    try:
        return reserve.call(work)
    except LostError as error:
        trouble = quarantine.refuse(error.end)
        return Outcome(reason=trouble.sentence, trouble=trouble)
    except UnforeseenError as error:
        return Outcome(reason=str(error))
