"""The journal of a film: which pieces of it are done, in a folder beside the result.

A piece is there when its file has its name, and what is known of it was written before. What a
killed process was writing has another name, and goes.
"""

import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import lock_descriptor

from studio import disk
from studio.errors import OutputError
from studio.film.coloring import State

KEY = "film.key"
DAMAGED = (OSError, ValueError, KeyError, zipfile.BadZipFile)


class Journal:
    """The pieces of one film in their order, the times of their frames, and how to go on.

    Parameters
    ----------
    folder : Path
        Holds them and nothing else.
    ending : str
        Of the names of pieces.
    """

    def __init__(self, folder: Path, ending: str) -> None:
        self.folder, self._ending = folder.absolute(), ending
        self.pieces: list[Path] = []
        self.times: list[int] = []  # of all frames, in units of the clip's time base
        self.state: State = ()  # of the colorist after the last frame
        self.is_over = False  # whether nothing of it is needed any more
        while self.next_piece().exists() and self._recall():
            pass

    def next_piece(self) -> Path:
        """Return where the next piece is to be written."""
        return self.folder / f"{len(self.pieces):06}{self._ending}"

    def prepare(self, times: Sequence[int], state: State) -> None:
        """Write what is known of the next piece, before it gets its name."""
        file = io.BytesIO()
        np.savez(file, np.array(times, np.int64), *state)
        disk.write(self._notes(), file.getvalue(), overwrite=True)

    def add(self, times: Sequence[int]) -> None:
        """Take in the next piece, which has its name now."""
        self.pieces.append(self.next_piece())
        self.times.extend(times)

    def _recall(self) -> bool:
        """Take in the next piece if what is known of it can be read; tell whether it can."""
        try:
            with np.load(self._notes(), allow_pickle=False) as notes:
                times, *state = (notes[f"arr_{n}"] for n in range(len(notes.files)))
        except DAMAGED:
            return False
        self.add(times.tolist())
        self.state = tuple(state)
        return True

    def _notes(self) -> Path:
        return self.next_piece().with_suffix(".npz")


@contextmanager
def open_alone(result: Path, key: str, ending: str) -> Iterator[Journal]:
    """Open the journal beside a result for this process alone; what another job left there goes.

    Raises
    ------
    OutputError
        If another process has it open, or the disk refuses it.
    """
    folder = result.parent / f".{result.name}.colorstudio"
    disk.make_folder(folder)
    with disk.raise_output_errors():
        file = (folder / KEY).open("a+b", buffering=0)
    with file:
        with disk.raise_output_errors():
            if not lock_descriptor(file.fileno(), blocking=False):
                found = f"another process at work on {result}"
                raise OutputError(found, "one at a time", "wait, or choose another name")
            file.seek(0)
            digest = hashlib.sha256(key.encode()).hexdigest().encode()
            if file.read() != digest:
                _clear(folder)
                file.truncate(0)
                file.write(digest)
            disk.remove_parts([folder])
        journal = Journal(folder, ending)
        yield journal
    if journal.is_over:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != KEY:
            path.unlink()
