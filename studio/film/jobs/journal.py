"""The journal of a film: what is known and done of it, in a folder beside the result.

Each scene has a folder of its own, named after all that its colours depend on: when one scene is
corrected, what is done of the others counts as before.
"""

import hashlib
import io
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from studio import disk
from studio.errors import OutputError, RecipeError
from studio.film.clip import Clip
from studio.film.index import Index
from studio.film.jobs.pieces import DAMAGED, Pieces
from studio.film.storyboard import Storyboard, read
from studio.language import _

LOCK = "film.lock"


class Journal:
    """What is known and done of one film.

    Parameters
    ----------
    folder : Path
        Holds it and nothing else.
    ending : str
        Of the names of pieces.
    """

    def __init__(self, folder: Path, ending: str) -> None:
        self.folder, self._ending = folder.absolute(), ending
        self.is_over = False  # whether nothing of it is needed any more

    def recall(self, key: str, clip: Clip) -> tuple[Index, Storyboard] | None:
        """Return the frames and scenes that were found in a film, if that is noted under a key."""
        try:
            with np.load(self._notes(key), allow_pickle=False) as notes:
                times, board = (notes[f"arr_{number}"] for number in range(2))
            return Index(clip, tuple(times.tolist())), read(board.tobytes(), self.folder)
        except (*DAMAGED, RecipeError):
            return None

    def note(self, key: str, index: Index, board: Storyboard) -> None:
        """Note the frames and scenes that were found."""
        file = io.BytesIO()
        text = np.frombuffer(board.to_json().encode(), np.uint8)
        np.savez(file, np.array(index.times, np.int64), text)
        disk.write(self._notes(key), file.getvalue(), overwrite=True)

    def open_pieces(self, key: str, frames: int) -> Pieces:
        """Return the pieces of a scene of so many frames."""
        folder = self.folder / _digest(key)
        disk.make_folder(folder)
        disk.remove_parts([folder])
        return Pieces(folder, self._ending, frames)

    def clear(self, keys: Iterable[str]) -> None:
        """Remove the pieces of all scenes but those of some keys, and notes of other films."""
        kept = {_digest(key) for key in keys}
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in kept:
                shutil.rmtree(path)
            elif path.suffix == ".npz" and path.stem not in kept:
                path.unlink()

    def _notes(self, key: str) -> Path:
        return self.folder / f"{_digest(key)}.npz"


def find_folder(result: Path) -> Path:
    """Return where the journal of a result is, until that is whole."""
    return result.parent / f".{result.name}.colorstudio"


@contextmanager
def open_alone(result: Path, ending: str) -> Iterator[Journal]:
    """Open the journal beside a result for this process alone.

    Raises
    ------
    OutputError
        If another process has it open, or the disk refuses it.
    """
    folder = find_folder(result)
    disk.make_folder(folder)
    with disk.raise_output_errors():
        file = (folder / LOCK).open("ab")
    with file:
        with disk.raise_output_errors():
            if disk.lock(file.fileno()) == "another":
                found = _("another process at work on {result}", result=result)
                raise OutputError(found, _("one at a time"), _("wait, or choose another name"))
        disk.remove_parts([folder])
        journal = Journal(folder, ending)
        try:
            yield journal
        finally:
            if journal.is_over or [path.name for path in folder.iterdir()] == [LOCK]:
                shutil.rmtree(folder, ignore_errors=True)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]
