"""Streams: a photo may come from standard input, and its result go to standard output."""

import sys
from pathlib import Path

from studio import disk
from studio.errors import PhotoError
from studio.photo import photo
from studio.photo.limits import ANY_PHOTO, MAX_BYTES
from studio.photo.photo import Photo

STREAM = Path("-")  # stands for either of them


def open_photo(path: Path, page: int | None = None) -> Photo:
    """Read a photo from a file or from standard input; raises as `photo.open_file` does."""
    if path != STREAM:
        return photo.open_file(path, page)
    with disk.raise_read_errors(ANY_PHOTO, PhotoError):
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    return photo.read(data, "stdin", page)


def write(out: Path, data: bytes, *, overwrite: bool, time_ns: int | None = None) -> None:
    """Write a result to a file, as `disk.write` does, or to standard output.

    Raises an `OutputError` if it is not taken.
    """
    if out != STREAM:
        disk.write(out, data, overwrite=overwrite, time_ns=time_ns)
        return
    with disk.raise_output_errors():
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
