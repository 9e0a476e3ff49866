"""Files on the disk: written whole or not at all, by one process at a time where two would clash.

What goes wrong is told in a sentence.
"""

import errno
import os
import re
import uuid
from collections.abc import Container, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from filelock import FileLock, lock_descriptor

from studio.errors import OutputError, StudioError
from studio.language import _

LONGEST_NAME = 255  # bytes, on nearly every file system
PART = re.compile(r"\.colorstudio-[0-9a-f]{32}\.part")  # nobody's own file is called so

Identity = tuple[int, int]  # the device and the number of a file
Holder = Literal["us", "another", "nobody"]  # of a lock; nobody can hold one on some disks
# What those say: disks of other computers, and some that programs make up.
LOCKLESS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)

_REFUSALS = (
    (
        (errno.ENOENT, errno.ENOTDIR),
        _("no such file or folder"),
        _("one that is there"),
        _("check the path, or create it first"),
    ),
    ((errno.EISDIR,), _("a folder of that name"), _("a free name"), _("choose another name")),
    (
        (errno.EEXIST,),
        _("a file of that name"),
        _("a free name"),
        _("choose another name, or allow overwriting (--overwrite)"),
    ),
    (
        (errno.EACCES, errno.EPERM, errno.EROFS),
        _("a folder that is closed to writing"),
        _("one that is open"),
        _("choose another folder"),
    ),
    (
        (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
        _("no room for the file"),
        _("free space on the disk"),
        _("free some, or choose another disk"),
    ),
    (
        (errno.ENAMETOOLONG,),
        _("a name that is too long for the disk"),
        _("at most {most} bytes", most=LONGEST_NAME),
        _("rename the photo, or choose a shorter name"),
    ),
)


def write(path: Path, data: bytes, *, overwrite: bool, time_ns: int | None = None) -> None:
    """Write a file whole or not at all: others see the old file or the new one.

    `time_ns` is its time of change, in nanoseconds since 1970; by default it is now.

    Raises
    ------
    OutputError
        If the file exists and `overwrite` is false, or the folder or the disk refuses it.
    """
    with raise_output_errors(), part_beside(path) as part:
        with new_file(part) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if time_ns is not None:
            os.utime(part, ns=(time_ns, time_ns))
        place(part, path, overwrite=overwrite)


def place(part: Path, path: Path, *, overwrite: bool) -> None:
    """Give a part that is whole its name; an `OutputError` as of :func:`write`."""
    with raise_output_errors():
        if not overwrite:
            _claim(path, part)
        part.replace(path)


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder, as far as one can tell, whatever the path."""
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, or in a folder that is closed
        return False


def changed_ns(path: Path, expected: str, refusal: type[StudioError]) -> int:
    """Return when a file changed last, in nanoseconds since 1970; raises a `refusal` if it is gone.

    `expected` is what it should be, as of :func:`raise_read_errors`.
    """
    with raise_read_errors(expected, refusal):
        return path.stat().st_mtime_ns


def identities(paths: Iterable[Path]) -> set[Identity]:
    """Return what files have in common with all their names and links; without those not there."""
    return set(filter(None, map(_identity, paths)))


def check_apart(path: Path, originals: Container[Identity]) -> None:
    """Refuse to write over an original, by whatever spelling of its path, or link to it.

    Raises
    ------
    OutputError
        If `path` is one of them.
    """
    if _identity(path) in originals:
        found = _("an original at the place of the result, {path}", path=path)
        raise OutputError(found, _("another place"), _("choose another name"))


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
        try:
            path.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            remedy = _("choose another name for the folder")
            raise OutputError(_("the file {path}", path=path), _("a folder"), remedy) from error


def remove_parts(folders: Iterable[Path]) -> None:
    """Remove what killed processes were writing into some folders; who still writes is let be."""
    for path in chain.from_iterable(map(_parts, folders)):
        with suppress(OSError):
            with path.open("rb+") as file:
                if lock(file.fileno()) != "us":
                    continue
            path.unlink()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process works in `folder`, which is made if need be.

    The kernel frees the lock when a process ends, however it ends. The empty lock file may stay:
    it is not ours to remove, since another process may just have locked it. On a disk without locks
    nobody waits: that is better than to refuse all work.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as ending:
        try:
            ending.enter_context(FileLock(folder / ".lock"))
        except OSError as error:
            if error.errno not in LOCKLESS:
                raise
        yield


def lock(descriptor: int) -> Holder:
    """Lock an open file for this process until it is closed, without waiting; tell who holds it."""
    try:
        return "us" if lock_descriptor(descriptor, blocking=False) else "another"
    except OSError as error:
        if error.errno not in LOCKLESS:
            raise
        return "nobody"


@contextmanager
def part_beside(path: Path) -> Iterator[Path]:
    """Give a path for what is to replace `path`; what is left there in the end goes."""
    part = path.parent / f".colorstudio-{uuid.uuid4().hex}.part"
    try:
        yield part
    finally:
        with suppress(OSError):
            part.unlink()


@contextmanager
def new_file(part: Path) -> Iterator[BinaryIO]:
    """Open a part to be written; while it is open, `remove_parts` lets it be."""
    with part.open("xb") as file:
        lock(file.fileno())  # where nobody can hold it, `remove_parts` removes nothing
        yield file


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
        found = _("a file that cannot be read ({strerror})", strerror=error.strerror)
        raise refusal(found, expected, _("check its name, and that you may open it")) from error


def _claim(path: Path, part: Path) -> None:
    """Take a name that must be free, so that no newcomer is replaced; at once with the content."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError as error:  # not every disk has links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "File exists", str(path)) from error


def _parts(folder: Path) -> list[Path]:
    with suppress(OSError):
        return [path for path in folder.iterdir() if PART.fullmatch(path.name)]
    return []


def _identity(path: Path) -> Identity | None:
    with suppress(OSError):
        status = path.stat()
        return status.st_dev, status.st_ino
    return None


def _refusal(error: OSError) -> OutputError:
    """Say what the operating system means."""
    in_the_way = isinstance(error, FileExistsError) and is_folder(
        Path(error.filename2 or error.filename)  # of a link that could not be made, the second
    )
    code = errno.EISDIR if in_the_way else error.errno
    for codes, found, expected, remedy in _REFUSALS:
        if code in codes:
            return OutputError(found, expected, remedy)
    return OutputError(
        _("a disk error ({strerror})", strerror=error.strerror),
        _("a file"),
        _("choose another folder"),
    )
