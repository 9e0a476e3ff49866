"""One process at a time: locks that the kernel frees when a process ends, however it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process works in `folder`.

    The empty lock file stays: removing it would let a third process lock another file of that name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("ab") as lock:
        _wait_for(lock.fileno())
        yield


if sys.platform == "win32":
    import msvcrt

    def claim(file: int) -> None:
        """Lock an open file, or raise OSError at once if another process has."""
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _wait_for(file: int) -> None:
        while True:
            try:
                return msvcrt.locking(file, msvcrt.LK_LOCK, 1)
            except OSError:  # after ten seconds in vain
                continue

else:
    import fcntl

    def claim(file: int) -> None:
        """Lock an open file, or raise OSError at once if another process has."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _wait_for(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
