"""Quarantine: photos from outside are opened in a process of its own, within limits.

One on which a decoder hangs, crashes or takes all memory is refused, and nothing else is lost.
"""

import atexit
import functools
from pathlib import Path

from studio.errors import PhotoError
from studio.language import _
from studio.photo import photo
from studio.photo.limits import ANY_PHOTO
from studio.photo.photo import Photo
from studio.photo.reading.decoding import content
from studio.process import End, Limits, LostError, Reserve

# A photo of 120 megapixels, and its result, take a seventh of the time and half of the memory.
LIMITS = Limits(seconds=180, memory=4 * 2**30)
MOST_IDLE = 2  # processes kept for further photos
FOUND: dict[End, tuple[str, str]] = {
    "crash": (_("a photo that crashed what reads it"), _("This photo cannot be read.")),
    "time": (
        _("a photo that takes longer than {seconds:.0f} seconds", seconds=LIMITS.seconds),
        _("This photo takes too long."),
    ),
    "memory": (
        _("a photo that takes more than {size} GB of memory", size=LIMITS.memory >> 30),
        _("This photo takes too much memory."),
    ),
}


def open_file(path: Path, page: int | None = None) -> Photo:
    """Read the photo at `path`; raises as `read` does, or if no file there can be read."""
    return read(content(path), path.name, page)


def read(data: bytes, name: str, page: int | None = None) -> Photo:
    """Read a photo as :func:`studio.photo.photo.read` does, in another process.

    Raises
    ------
    PhotoError
        As there; and if that takes too long, too much memory, or crashes the process.
    """
    try:
        return _reserve().call(photo.read, data, name, page)
    except LostError as error:
        raise refuse(error.end) from error


def refuse(end: End) -> PhotoError:
    """Make the refusal of a photo over which a process came to its end."""
    found, plain = FOUND[end]
    remedy = _("save it anew with another program, as JPEG or smaller")
    return PhotoError(
        found, ANY_PHOTO, remedy, _("{plain} Save it anew with another program.", plain=plain)
    )


@functools.cache
def _reserve() -> Reserve:
    reserve = Reserve(LIMITS, MOST_IDLE)
    atexit.register(reserve.close)
    return reserve
