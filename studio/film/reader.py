"""Reading: a film becomes frames in order, each with its time."""

import atexit
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from itertools import chain, zip_longest
from math import inf, nextafter
from pathlib import Path
from queue import Empty, SimpleQueue

from studio import disk
from studio.errors import FilmError, StudioError
from studio.film import stills
from studio.film.clip import NOTHING, Clip, Frame, Reading, Span
from studio.film.index import Index
from studio.film.process import Process
from studio.language import _
from studio.process import Finished

DECODING = "studio.film.ffmpeg.decoding:decode"
MOST_IDLE = 2

_idle: SimpleQueue[Process] = SimpleQueue()  # they wait for another film: to start one takes long


def inspect(path: Path) -> Clip:
    """Look at the first frame of a film, or of a folder of numbered pictures.

    Raises
    ------
    FilmError
        If it is none, or of a kind that is not read.
    """
    if disk.is_folder(path):
        return stills.inspect(path)
    with _open() as process:
        process.send(Reading(path=path.absolute(), span=NOTHING))
        clip: Clip = process.receive()
        with suppress(Finished):
            process.receive()
        return clip


def frames(reading: Reading) -> Generator[Frame | None, None, None]:
    """Yield the frames of a film, or a part, in order.

    Reading begins at a key frame before the part; None stands for each frame that is passed over,
    so that one may stop there. Pictures that are wanted small are made small by who reads.

    Raises
    ------
    FilmError
        If it is damaged, cut short, or changes its size.
    """
    if disk.is_folder(reading.path):
        yield from stills.frames(reading)
        return
    with _open() as process, suppress(Finished):
        process.send(reading)
        process.receive()  # the clip
        while True:
            yield process.receive()


def find(
    index: Index, numbers: range, *, deinterlaces: bool = False, side: int | None = None
) -> Generator[Frame, None, None]:
    """Yield frames by their numbers in an index: those that reading from the first of all gives.

    Raises
    ------
    FilmError
        As of `frames`, or if the film is another than when the index was made.
    """
    if not numbers:
        return
    wanted = [index.times[number] for number in numbers]
    start, last = index.seconds(numbers[0]), index.seconds(numbers[-1])
    reading = Reading(
        path=index.clip.path,
        span=Span(start, nextafter(last, inf)),
        deinterlaces=deinterlaces,
        side=side,
    )
    for seeks in (True, False):  # a file with broken times is read as it was
        with closing(frames(replace(reading, seeks=seeks))) as coming:
            found = filter(None, coming)
            first = next(found, None)
            if first and first.time == wanted[0]:
                yield from _check(chain([first], found), wanted)
                return
    raise _change()


@contextmanager
def _open() -> Iterator[Process]:
    """Give a process that reads; it is kept for the next film if it is done with this one."""
    with ExitStack() as ending:
        process = ending.enter_context(_find_idle() or Process(DECODING))
        try:
            yield process
        except FilmError:
            if _has_finished(process):
                ending.pop_all()
                _keep(process)
            raise
        ending.pop_all()
    _keep(process)


def _has_finished(process: Process) -> bool:
    """Tell whether a process that refused a film can take another; it may have died over it."""
    try:
        process.receive()
    except Finished:
        return True
    except StudioError:
        return False
    return False


def _keep(process: Process) -> None:
    """Keep a process that is done with a film for another one."""
    if _idle.qsize() < MOST_IDLE:
        _idle.put(process)
        atexit.unregister(_close_idle)
        atexit.register(_close_idle)
    else:
        process.close()


def _close_idle() -> None:
    while process := _find_idle():
        process.close()


def _find_idle() -> Process | None:
    with suppress(Empty):
        while not (process := _idle.get_nowait()).is_alive:
            process.close()
        return process
    return None


def _check(found: Iterable[Frame], times: Sequence[int]) -> Iterator[Frame]:
    """Yield frames as long as they are of these times, and all of them."""
    for frame, time in zip_longest(found, times):
        if frame is None or frame.time != time:
            raise _change()
        yield frame


def _change() -> FilmError:
    return FilmError(_("a film that changed"), _("the one that was looked at"), _("begin anew"))
