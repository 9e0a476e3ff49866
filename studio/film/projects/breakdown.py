"""The breakdown of a film: its frames, and the scenes that they are parted into."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from studio import disk
from studio.film import reader, storyboard
from studio.film.coloring import Colorist
from studio.film.colorists import find_frames, make_colorist
from studio.film.index import Index
from studio.film.storyboard import Storyboard
from studio.language import _
from studio.models.registry import Registry
from studio.recipe import documents
from studio.works import store

BOARD, TIMES = "storyboard.json", "times.json"  # in the folder of a project
MOST_TIMES = 2**27  # letters: those of a day have some 20 million

Times = Annotated[tuple[int, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Breakdown:
    """Which frames a film has, and its scenes."""

    index: Index
    board: Storyboard

    def find_frames(self, place: int) -> range:
        """Return the numbers of the frames of a scene."""
        return find_frames(self.board, place, self.index)

    def count_work(self) -> int:
        """Return how many frames are to be coloured: those of scenes not left as they are."""
        scenes = enumerate(self.board.scenes)
        return sum(len(self.find_frames(place)) for place, scene in scenes if not scene.in_color)

    def find_end(self, place: int) -> float:
        """Return the time at which a scene is over."""
        clip = self.index.clip
        stop = self.find_frames(place).stop
        if stop < len(self.index.times):
            return self.index.seconds(stop)
        return self.index.seconds(stop - 1) + 1 / float(clip.rate)

    def make_colorist(self, place: int, registry: Registry) -> Colorist:
        """Return who colours a scene; raises as `colorists.make_colorist` does."""
        return make_colorist(self.board, place, self.index, registry)


def save_times(folder: Path, index: Index) -> None:
    """Save the times of all frames; an `OutputError` if the disk refuses it."""
    disk.write(folder / TIMES, json.dumps(index.times).encode(), overwrite=True)


def save_board(folder: Path, board: Storyboard) -> None:
    """Save scenes; an `OutputError` if the disk refuses it."""
    disk.write(folder / BOARD, board.to_json().encode(), overwrite=True)


def load(folder: Path, film: Path) -> Breakdown | None:
    """Return what was saved of a film; None if it was not looked at.

    Raises
    ------
    FilmError
        If the film is there no more.
    WorkError
        If what was saved is damaged.
    """
    if not (folder / BOARD).exists():
        return None
    with store.raise_work_errors():
        board = storyboard.read((folder / BOARD).read_bytes(), folder)
        text = (folder / TIMES).read_text(encoding="ascii")
        times = documents.read(Times, documents.decode(text, MOST_TIMES, _("times of frames")))
    return Breakdown(Index(reader.inspect(film), times), board)


def digest(board: Storyboard) -> str:
    """Return what tells a storyboard from all others: 64 hex digits."""
    return hashlib.sha256(board.to_json().encode()).hexdigest()
