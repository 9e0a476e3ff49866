"""Files on the disk: written whole or not at all, by one process at a time where two would clash.

What goes wrong is told in a sentence.
"""

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from studio.errors import OutputError, StudioError

_REFUSALS = (
    (
        (errno.ENOENT, errno.ENOTDIR),
        "no such file or folder",
        "one that is there",
        "check the path, or create it first",
    ),
    ((errno.EISDIR,), "a folder of that name", "a free name", "choose another name"),
    (
        (errno.EEXIST,),
        "a file of that name",
        "a free name",
        "choose another name, or allow overwriting (--overwrite)",
    ),
    (
        (errno.EACCES, errno.EPERM, errno.EROFS),
        "a folder that is closed to writing",
        "one that is open",
        "choose another folder",
    ),
    (
        (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
        "no room for the file",
        "free space on the disk",
        "free some, or choose another disk",
    ),
)


def write(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Write a file whole or not at all: others see the old file or the new one.

    Raises
    ------
    OutputError
        If the file exists and `overwrite` is false, or the folder or the disk refuses it.
    """
    with raise_output_errors(), part_beside(path) as part:
        _write_through(part, data)
        if not overwrite:
            path.touch(exist_ok=False)  # claims the name, so that no newcomer is replaced
        part.replace(path)


def check_writable(path: Path) -> None:
    """Check that a file may be written, before the work that makes its content is begun.

    Raises
    ------
    OutputError
        If a folder has its name, or its own folder is not there or closed to writing.
    """
    with raise_output_errors(), part_beside(path) as part:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        part.touch(exist_ok=False)


def make_folder(path: Path) -> None:
    """Create a folder for results, unless it is there.

    Raises
    ------
    OutputError
        If something of that name is in the way, or the disk refuses it.
    """
    with raise_output_errors():
        path.mkdir(parents=True, exist_ok=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process works in `folder`, which is made if need be.

    The kernel frees the lock when a process ends, however it ends. The empty lock file may stay:
    it is not ours to remove, since another process may just have locked it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        yield


@contextmanager
def part_beside(path: Path) -> Iterator[Path]:
    """Give a path for what is to replace `path`; what is left there in the end goes."""
    part = path.parent / f"{uuid.uuid4().hex}.part"
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink()


@contextmanager
def raise_output_errors() -> Iterator[None]:
    """Raise an `OutputError` for what the operating system says to writing."""
    try:
        yield
    except OSError as error:
        raise _refusal(error) from error


@contextmanager
def raise_read_errors(expected: str, refusal: type[StudioError]) -> Iterator[None]:
    """Raise a `refusal` for what the operating system says to reading what is `expected`."""
    try:
        yield
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
        raise refusal(found, expected, "check its name, and that you may open it") from error


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _refusal(error: OSError) -> OutputError:
    """Say what the operating system means."""
    in_the_way = isinstance(error, FileExistsError) and Path(error.filename).is_dir()
    code = errno.EISDIR if in_the_way else error.errno
    for codes, found, expected, remedy in _REFUSALS:
        if code in codes:
            return OutputError(found, expected, remedy)
    return OutputError(f"a disk error ({error.strerror})", "a file", "choose another folder")
