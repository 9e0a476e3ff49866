"""Pieces: what is done of a scene, as files in a folder.

A piece is there when its file has its name. How to go on after it was written before; so one who
is killed at any moment leaves pieces from which anybody goes on.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from studio import disk
from studio.film.coloring import State

PIECE = 50  # frames: what a killed process loses at most
DAMAGED = (OSError, ValueError, KeyError, zipfile.BadZipFile)


@dataclass(frozen=True)
class Done:
    """How far a scene is, and what the next frame needs to know."""

    pieces: int = 0
    state: State = ()


class Pieces:
    """The pieces of one scene in their order.

    Parameters
    ----------
    folder : Path
        Holds them and nothing else.
    ending : str
        Of their names.
    frames : int
        How many the scene has.
    before : Done, optional
        What lies elsewhere of it.
    """

    def __init__(self, folder: Path, ending: str, frames: int, before: Done | None = None) -> None:
        self.folder, self.ending, self.frames = folder.absolute(), ending, frames
        self._first = before or Done()
        self.done = self._first
        self.look()

    def look(self) -> None:
        """Look which pieces are there."""
        count = self._first.pieces
        while self.place(count).exists():
            count += 1
        self.done = self._recall(count)

    @property
    def finished(self) -> int:
        """How many frames are done."""
        return min(self.done.pieces * PIECE, self.frames)

    @property
    def paths(self) -> list[Path]:
        """All that are done and lie here."""
        return [self.place(number) for number in range(self._first.pieces, self.done.pieces)]

    def place(self, number: int) -> Path:
        """Return where a piece lies, or is to lie."""
        return self.folder / f"{number:06}{self.ending}"

    def prepare(self, state: State, count: int = 1) -> None:
        """Write how to go on after so many pieces more, before they get their names."""
        pieces = self.done.pieces + count
        if not self._is_end(pieces):
            file = io.BytesIO()
            np.savez(file, *state)
            disk.write(self._notes(pieces - 1), file.getvalue(), overwrite=True)

    def add(self, state: State, count: int = 1) -> None:
        """Count so many pieces more, which have their names now."""
        before = self._notes(self.done.pieces - 1)
        pieces = self.done.pieces + count
        self.done = Done(pieces, () if self._is_end(pieces) else state)
        before.unlink(missing_ok=True)

    def take(self, files: Sequence[bytes], state: State) -> None:
        """Write the next pieces, which were made elsewhere."""
        self.prepare(state, len(files))
        for number in reversed(range(len(files))):  # the first ends the gap before the others
            disk.write(self.place(self.done.pieces + number), files[number], overwrite=True)
        self.add(state, len(files))

    def _recall(self, count: int) -> Done:
        """Return how far the scene is, if so many pieces lie there; if it cannot go on, anew."""
        if count == self._first.pieces:
            return self._first
        if self._is_end(count):
            return Done(count)
        try:
            with np.load(self._notes(count - 1), allow_pickle=False) as notes:
                state = tuple(notes[f"arr_{number}"] for number in range(len(notes.files)))
        except DAMAGED:
            return self._first
        return Done(count, state)

    def _is_end(self, pieces: int) -> bool:
        """Tell whether so many pieces are the whole scene: nobody goes on from there."""
        return pieces * PIECE >= self.frames

    def _notes(self, number: int) -> Path:
        return self.place(number).with_suffix(".npz")
