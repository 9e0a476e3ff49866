"""Store: a folder for each request and each job, all together bounded, gone when it is done.

The whole lies under a name that no request knows, in the data folder. The kernel tells which of
such wholes a killed server left: those whose lock is free.
"""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import lock_descriptor

from studio import disk, places
from studio.api.answers import RefusedError
from studio.errors import RequestError

FOLDER, LOCK = "api", "lock"
MOST_BYTES = 4 * 2**30  # of what was sent and what was made of it
WAIT = {"Retry-After": "30"}
FULL = RequestError(
    "no room for more photos at a time",
    "a studio that has some",
    "try again in a minute, or delete jobs that are done",
)


class Store:
    """Places on the disk, and the bytes that all of them hold."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most, self.held = most, 0
        self._folder: Path | None = None
        self._lock = -1

    def make_place(self) -> "Place":
        """Return a new place; who has it closes it.

        Raises
        ------
        OutputError
            If the data folder cannot be written.
        """
        with disk.raise_output_errors():
            folder = (self._folder or self._open()) / secrets.token_hex(8)
            folder.mkdir()
        return Place(folder, self)

    def close(self) -> None:
        """Remove all of it."""
        if self._folder:
            os.close(self._lock)
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _open(self) -> Path:
        """Make a folder of this process, and remove those of processes that died."""
        above = places.data() / FOLDER
        with disk.alone_in(above):
            above.chmod(0o700)
            for left in above.iterdir():
                _remove_left(left)
            self._folder = above / secrets.token_hex(8)
            self._folder.mkdir()
            self._lock = os.open(self._folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
            lock_descriptor(self._lock, blocking=False)
        return self._folder


class Place:
    """A folder, and how many bytes were put there."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self._store, self._held = folder, store, 0

    def grow(self, size: int) -> None:
        """Have room for some more bytes; refuse what there is none for."""
        if self._store.held + size > self._store.most:
            raise RefusedError(503, FULL, WAIT)
        self.note(size)

    def note(self, size: int) -> None:
        """Count bytes that are there."""
        self._held += size
        self._store.held += size

    def close(self) -> None:
        """Remove the folder, and all that lies in it."""
        self._store.held -= self._held
        self._held = 0
        shutil.rmtree(self.folder, ignore_errors=True)


def _remove_left(folder: Path) -> None:
    """Remove the folder of a process, unless it lives."""
    with suppress(OSError):
        lock = os.open(folder / LOCK, os.O_RDWR)
        is_free = lock_descriptor(lock, blocking=False)
        os.close(lock)
        if is_free:
            shutil.rmtree(folder, ignore_errors=True)
