"""Streams: a photo may come from standard input, and its result go to standard output."""

import sys
from pathlib import Path

from studio.disk import raise_output_errors, raise_read_errors
from studio.errors import PhotoError
from studio.photo import photo
from studio.photo.limits import ANY_PHOTO, MAX_BYTES
from studio.photo.photo import Photo

STREAM = Path("-")  # stands for either of them


def open_photo(path: Path, page: int | None = None) -> Photo:
    """Read a photo from a file or from standard input; raises as `photo.open_file` does."""
    if path != STREAM:
        return photo.open_file(path, page)
    with raise_read_errors(ANY_PHOTO, PhotoError):
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    return photo.read(data, "stdin", page)


def write(data: bytes) -> None:
    """Write a result to standard output; an `OutputError` if it is not taken."""
    with raise_output_errors():
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
